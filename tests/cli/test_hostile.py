"""Whatever sources, arguments, files and the environment contain, a terminal is not controlled."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from studykit.cli import COMMANDS, main

from ..conftest import BANK, COURSE, LIGHTHOUSE, QUESTION, REPOSITORY, MakeCourse

BIDI = "\u202edlrow\u2066\u200f\u061c"
EVIL = f"\x1b]52;c;ZXZpbA==\x07\x1b[2J\x9b31m\x7f{BIDI}"
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

TEXT = LIGHTHOUSE.replace("up here in the wind", f"up here in the wind{EVIL}")

SOURCE = COURSE.partition("sources:\n")[2]
TWO = (
    COURSE.replace("title: Test course", f'title: "{BIDI}"\nworks: [{{id: work, title: "{BIDI}"}}]')
    .replace("title: The Shutter and the Light", f'title: "{BIDI}"\n    work: work')
    .replace("written for studykit", f'"{BIDI}"')
    .replace("Ida Marlow", f'"{BIDI}"')
    .replace("title: Part 1", f'title: "{BIDI}"')
) + SOURCE.replace("id: lighthouse", "id: second\n    work: work")
"""Two translations with marks that change the order of letters in every title and name."""

QUESTIONS = f"""\
- id: noise
  type: basic
  prompt: "What did Marlow hear? {BIDI}"
  answer: "A shutter {BIDI}."
  explanation: "{BIDI}"
  tags: ["{BIDI}"]
  passages: [{{source: lighthouse, quote: a shutter was banging up here in the wind}}]
- id: choice
  type: multiple_choice
  prompt: "{BIDI}"
  key: "{BIDI}1"
  distractors: ["{BIDI}2", "{BIDI}3", "{BIDI}4"]
  passages: [{{source: second, quote: a shutter was banging up here in the wind}}]
"""

ESCAPED = EVIL.encode("unicode_escape").decode()  # as YAML writes it in double quotes
SLIPS = {
    "title": f'title: "{ESCAPED}"\n',
    "bad id": f'id: "{ESCAPED}"\n',
    "unknown key": f'"{ESCAPED}": "{ESCAPED}"\n',
    "syntax": f"{EVIL}: [\n",
    "unknown type": f'questions: [{{id: a, type: "{ESCAPED}"}}]\n',
    "unknown source": f'questions: [{{id: a, type: basic, passages: [{{source: "{ESCAPED}"}}]}}]\n',
}

Printed = Callable[..., str]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Printed:
    """What a command prints, on standard error too."""

    def run(*arguments: object) -> str:
        monkeypatch.setattr(sys, "argv", ["studykit", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", StringIO(f"a\n1\n{EVIL}\n" * 9))
        with pytest.raises(SystemExit):
            main()
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return captured.out + captured.err

    return run


@pytest.fixture
def course(make_course: MakeCourse) -> Path:
    texts: dict[str, str | bytes] = {"texts/lighthouse.md": TEXT}
    bank = BANK.replace("title: Bank", f'title: "{BIDI}"') + QUESTIONS
    card = f"What was banging up here in the wind {EVIL}?,a shutter {EVIL},{EVIL}"
    proposed = QUESTION.replace("id: noise", "id: proposed").replace(
        "wind}", "wind, proposed: true}"
    )
    texts["proposed.yaml"] = BANK.replace("id: bank", "id: proposed") + proposed
    folder = make_course(bank=bank, course=TWO, text=None, more=texts)
    keyed = {"id": "noise", "kind": "choose", "points": 1, "options": {"A": BIDI}, "right": ["A"]}
    key = json.dumps({"title": BIDI, "forms": {"A": [keyed]}})
    Path("exam-key.json").write_text(key, encoding="utf-8")
    Path("answers.csv").write_text(f"student,1\nA {EVIL},A\n", encoding="utf-8")
    Path("cards.csv").write_text(f"question,answer,{EVIL}\n{card}\n", encoding="utf-8")
    return folder


TRIED = (
    "build",
    "build --check",
    "check",
    "check --format github",
    "check --format json",
    "config",
    "coverage",
    "coverage --json",
    "coverage --html page.html",
    "import cards.csv --dry-run",
    "import cards.csv --json",
    "import cards.csv",
    "export moodle",
    "export gift --list",
    "grade answers.csv",
    "handout key --format md",
    "handout exam --format md --list",
    "handout compare --format md",
    "init new",
    "init again --from-built-in",
    "list",
    "list --json",
    "mcp --questions nowhere",
    "new",
    "new --bank proposed --type basic",
    "locate banging",
    "locate banging --json",
    "pin",
    "pin --report",
    "progress path",
    "progress export",
    "prompt",
    "push --url http://127.0.0.1:9",
    "quiz --plain --all",
    "quiz --exam 2",
    "review",
    "schema bank",
    "show noise choice",
    "show noise choice --json",
    "source list",
    "source show lighthouse",
    "source compare",
    "source compare part-1/A1",
    "stats",
    "stats --json",
    "verify cards.csv",
    "verify cards.csv --json",
    "verify cards.csv --for-repair",
    "web",
)


@pytest.mark.parametrize("command", TRIED)
def test_texts_of_a_course(command: str, course: Path, printed: Printed) -> None:
    assert UNSAFE.findall(printed(*command.split())) == []


@pytest.mark.parametrize(
    "command",
    [
        ["show", "noise"],
        ["source", "compare", "part-1/A1"],
        ["locate", "I was walking the cat, and a shutter was banging up here in the wind, and I"],
    ],
)
def test_control_characters_are_shown(command: list[str], course: Path, printed: Printed) -> None:
    assert "␛" in printed(*command)


def test_every_command_is_tried() -> None:
    assert {command.split()[0] for command in TRIED} == COMMANDS.keys()


ARGUMENTS = (
    "{}",
    "--{}",
    "build --questions {}",
    "build --out {}/deck",
    "check {}",
    "check --format {}",
    "check --texts {}",
    "config {}",
    "config retention {}",
    "config --unset {}",
    "config --config {}/a",
    "coverage --often {}",
    "coverage --html {}/page.html",
    "handout {}",
    "handout key --paper {}",
    "handout key --format {}",
    "handout key --format md --out {}",
    "handout key --tag {}",
    "init {}",
    "init new --text {}",
    "import {}",
    "import cards.csv --bank {}",
    "list --bank {}",
    "list --tag {}",
    "locate {}",
    "locate a --source {}",
    "locate a --speaker {}",
    "locate a --section {}",
    "locate --batch {}",
    "mcp --questions {}",
    "new --bank {}",
    "new --bank bank --type {}",
    "new --bank bank --section {}",
    "pin --accept {}",
    "progress path --db {}",
    "progress export --db {}",
    "progress export {} --db {}",
    "progress merge {}",
    "progress reset --course {} --db p.db",
    "push --url {}",
    "push --key {} --url http://127.0.0.1:9",
    "quiz {}",
    "quiz --seed {}",
    "quiz --db {}/a/b",
    "review {}",
    "schema {}",
    "schema --out {}",
    "show {}",
    "source {}",
    "source add {} a",
    "source add lighthouse {}",
    "source compare {}",
    "source compare --work {}",
    "source fetch {}",
    "source show {}",
    "stats --db {}",
)


@pytest.mark.parametrize("arguments", ARGUMENTS)
def test_arguments(arguments: str, course: Path, printed: Printed) -> None:
    given = [argument.replace("{}", EVIL) for argument in arguments.split()]
    assert UNSAFE.findall(printed(*given)) == []


@pytest.mark.parametrize("argument", ["a" * 5000, "a/" * 3000, "\udcff", "\n", "~root", ""])
@pytest.mark.parametrize(
    "command",
    ["check {}", "build --questions {}", "init {}", "config retention {}", "source add {} {}"],
)
def test_odd_arguments_are_no_bugs(
    command: str, argument: str, course: Path, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDYKIT_CONFIG", "config.yaml")
    out = printed(*(part.replace("{}", argument) for part in command.split()))
    assert out.encode()


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("STUDYKIT_DB", "progress path"),
        ("STUDYKIT_DB", "progress export"),
        ("STUDYKIT_CONFIG", "config"),
        ("STUDYKIT_TEXTS", "source show lighthouse"),
        ("SOURCE_DATE_EPOCH", "build"),
    ],
)
def test_environment(
    name: str, command: str, course: Path, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, EVIL)
    assert UNSAFE.findall(printed(*command.split())) == []


@pytest.mark.parametrize("slip", SLIPS)
def test_mistakes_in_a_bank(slip: str, make_course: MakeCourse, printed: Printed) -> None:
    make_course(bank=SLIPS[slip])
    for format in ("text", "github", "json"):
        assert UNSAFE.findall(printed("check", "--format", format)) == []
    assert UNSAFE.findall(printed("list")) == []


@pytest.mark.parametrize("key", ["title", "kind", "url", "file", "credit", "work", "{}"])
def test_mistakes_in_a_course(key: str, make_course: MakeCourse, printed: Printed) -> None:
    value = f'"https://{ESCAPED}"'
    source = f'  - {{id: a, kind: original, title: A, file: a, "{key}": {value}}}\n'
    made = re.sub(rf", {key}: \w+(?=.*, \"{key}\")", "", source).replace("{}", ESCAPED)
    make_course(course=f"id: c\ntitle: C\nsources:\n{made}")
    out = printed("check") + printed("source", "show", "a") + printed("list")
    assert UNSAFE.findall(out) == []


def test_addresses_and_names_of_files_have_no_control_characters(
    make_course: MakeCourse, printed: Printed
) -> None:
    make_course(
        course=COURSE.replace("url: https://example.org/lighthouse", 'url: "https://a\\u009b31m"')
        .replace("file: lighthouse.md", 'file: "a\\u009b31m"')
    )  # fmt: skip
    out = printed("check")
    assert "`url` must be a web address without control characters" in out
    assert "`file` cannot be the text “a�31m”" in out


def test_names_of_files(make_course: MakeCourse, printed: Printed) -> None:
    folder = make_course(more={f"{EVIL}\n.yaml": BANK + QUESTION})
    assert UNSAFE.findall(printed("check")) == []
    assert UNSAFE.findall(printed("list", "--json")) == []
    shutil.copytree(folder, EVIL.replace("/", "") + "\nfake")
    out = printed("check", EVIL.replace("/", "") + "\nfake")
    assert UNSAFE.findall(out) == []
    assert "\nfake" not in out


def test_a_server(
    make_course: MakeCourse, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    import httpx

    def answer(request: httpx.Request) -> httpx.Response:
        headers = {"Content-Type": f"image/{EVIL}".encode(), "Location": EVIL.encode()}
        status = 302 if request.url.path == "/away" else 200
        return httpx.Response(status, headers=headers, content=b"text")

    transport = httpx.MockTransport(answer)
    client = httpx.Client
    monkeypatch.setattr(httpx, "Client", lambda **options: client(transport=transport))
    for path in ("text", "away"):
        fetched = f"    fetch: {{url: https://example.org/{path}}}\n    file:"
        make_course(course=COURSE.replace("    file:", fetched))
        out = printed("source", "fetch", "lighthouse")
        assert "example.org" in out
        assert UNSAFE.findall(out) == []


def test_json_keeps_the_characters_as_escapes(course: Path, printed: Printed) -> None:
    out = printed("show", "noise", "--json")
    assert json.loads(out)["questions"][0]["explanation"] == BIDI
    assert UNSAFE.findall(out) == []


def test_commands_print_through_one_function() -> None:
    for file in (REPOSITORY / "studykit" / "cli").glob("*.py"):
        code = file.read_text(encoding="utf-8").replace('typer.echo(f"studykit {__version__}")', "")
        assert re.findall(r"\b(typer\.s?echo|print|sys\.std(?:out|err)\.write)\(", code) == []
