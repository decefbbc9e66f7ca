"""The examples of CONTRIBUTING.md, applied to a copy of the package and run."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from .conftest import COURSE, LIGHTHOUSE, REPOSITORY
from .messages import mo_text
from .rules.test_examples import examples

GUIDE = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")

BANK = """\
id: bank
title: Bank
defaults: {source: lighthouse}
questions:
- id: year
  type: year
  prompt: WHEN WAS THE LIGHT SWITCHED OFF?
  year: 1994
  passages: [{quote: The lighthouse on Skerrow Head was switched off in 1994}]
- id: line
  type: basic
  prompt: What comes first?
  answer: The bell.
  passages: [{source: chat, quote: the bell rang twice at noon}]
- id: danish
  type: basic
  prompt: What burns?
  answer: The light.
  passages: [{source: fyret, quote: lyset brænder, allow: {quote-length: two words}}]
"""


def sections() -> dict[str, str]:
    """The sections on extension points, by title."""
    parts = re.split(r"^### (.+)\n", GUIDE, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def blocks(section: str, language: str) -> list[tuple[str, str]]:
    """The code blocks of a section: the path in the first line, and the rest."""
    pattern = rf"^```{language}\n# (\S+)\n(.*?)^```"
    return re.findall(pattern, section, re.MULTILINE | re.DOTALL)


def apply_diff(file: Path, diff: str) -> None:
    """Apply a diff without line numbers: each + line follows the context line above it."""
    text = file.read_text(encoding="utf-8")
    context, removed = "", False
    for line in diff.splitlines():
        sign, content = line[:1], line[1:] + "\n"
        if sign == "+":
            assert text.count(context) == 1, f"{context!r} is not once in {file}"
            kept = "" if removed else context
            text = text.replace(context, kept + content)
        context, removed = content, sign == "-"
    file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the extended package and a course."""
    folder = tmp_path_factory.mktemp("copy")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "studykit", folder / "studykit", ignore=ignored)
    for section in sections().values():
        for name, code in blocks(section, "python"):
            (folder / name).write_text(code, encoding="utf-8")
        for name, catalogue in blocks(section, "po"):
            po = io.BytesIO(catalogue.encode())
            (folder / name).with_suffix(".mo").write_bytes(mo_text(read_po(po, locale="da")))
        for name, diff in blocks(section, "diff"):
            apply_diff(folder / name, diff)
    texts = folder / "questions" / "texts"
    texts.mkdir(parents=True)
    (texts / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    (texts / "chat.log").write_text("[09:00] hello\n[12:00] the bell rang twice at noon\n")
    (texts / "fyret.txt").write_text("Hvis lyset brænder, kommer skibet hjem.\n", encoding="utf-8")
    more = (
        "  - {id: chat, kind: original, title: Chat, file: chat.log}\n"
        "  - {id: fyret, kind: original, title: Fyret, file: fyret.txt, language: da}\n"
    )
    (folder / "questions" / "course.yaml").write_text(COURSE + more, encoding="utf-8")
    (folder / "questions" / "bank.yaml").write_text(BANK, encoding="utf-8")
    return folder


def run(copy: Path, *command: str) -> str:
    env = os.environ | {"PYTHONPATH": str(copy), "STUDYKIT_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, *command], cwd=copy, env=env, capture_output=True, text=True
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


def studykit(copy: Path, *arguments: str) -> str:
    return run(copy, "-m", "studykit", *arguments)


def test_every_extension_point_has_an_example() -> None:
    assert {title: len(blocks(text, "python")) for title, text in sections().items()} == {
        "Add a question type": 1,
        "Add a rule": 1,
        "Add a source format": 1,
        "Add a converter": 1,
        "Add a format to import": 1,
        "Add a language": 1,
        "Add a language for learners": 0,
        "Add a target": 1,
        "Add a kind of handout": 1,
        "Add a format of handouts": 1,
        "Add a command": 1,
    }


def test_the_question_type_the_rule_and_the_source_format(copy: Path) -> None:
    out = studykit(copy, "check")
    assert "questions/bank.yaml:7:11: warning[shouting]: the prompt is in capitals\n" in out
    assert "3 passages in 3 sources: 3 verified against the text (3 exact)\n" in out
    assert out.endswith("0 errors, 2 warnings\n")


def test_the_examples_of_the_rule(copy: Path) -> None:
    [(_, rule)] = blocks(sections()["Add a rule"], "python")
    bank = copy / "questions" / "example.yaml"
    for heading, codes in (("Fails", ["shouting"]), ("Passes", [])):
        [example] = examples(rule, heading)
        head = "id: example\ntitle: Example\ndefaults: {source: lighthouse}\nquestions:\n"
        bank.write_text(head + example, encoding="utf-8")
        report = json.loads(studykit(copy, "check", str(bank), "--format", "json"))
        bank.unlink()
        assert [finding["code"] for finding in report["diagnostics"]] == codes


def test_a_key_of_the_question_type_is_asked_for_by_its_name(copy: Path) -> None:
    code = (
        "from studykit.terminal.asked_keys import asked_keys\n"
        "print([key.prompt() for key in asked_keys('year')])\n"
    )
    assert run(copy, "-c", code) == "['question', 'year', 'explanation']\n"


def test_the_format_to_import(copy: Path) -> None:
    cards = "What stopped the clock?\nA bat\n\nWho rang?\n"
    (copy / "bats.pairs").write_text(cards, encoding="utf-8")
    out = studykit(copy, "import", "bats.pairs", "--dry-run")
    assert out.startswith("questions/bats.yaml: 1 question with proposed passages (not written)\n")
    assert "  pair 2 (Who rang?): no answer: add `answer:`\n" in out


def test_the_converter(copy: Path) -> None:
    code = (
        "from studykit.source.convert import converted\n"
        "print(converted(b'[01:02.00] The bell rang.\\n', 'a.lrc'))\n"
    )
    assert run(copy, "-c", code) == (
        "Made(converted=Converted(text='<!-- 1:02 -->\\n\\nThe bell rang.\\n', notes=(), library='',"
        " title=''), converter='lyrics 1')\n"
    )


def test_the_language(copy: Path) -> None:
    assert "the quote omits “Hvis”, which is right next to it" in studykit(copy, "check")


def test_the_language_for_learners(copy: Path) -> None:
    studykit(copy, "handout", "slips", "--format", "md", "--lang", "da", "--out", "sedler")
    first, _, second, *_ = (copy / "sedler" / "slips-student.md").read_text("utf-8").splitlines()
    assert (first, second) == (
        "# Sedler: Test course",
        "*3\N{NO-BREAK SPACE}sedler · The Shutter and the Light; Chat; Fyret*",
    )


def test_the_target(copy: Path) -> None:
    code = (
        "from pathlib import Path\n"
        "from studykit.bank.evidence import exercises, pinned, verify\n"
        "from studykit.bank.load import load\n"
        "from studykit.diagnostics import Report\n"
        "from studykit.targets.flashcards import render\n"
        "course = load(Path('questions'), Report())\n"
        "ready, _ = exercises(course, pinned(course, verify(course, Report())))\n"
        "print(render(exercise for _, exercise in ready), end='')\n"
    )
    assert run(copy, "-c", code) == (
        "WHEN WAS THE LIGHT SWITCHED OFF?\t1994\nWhat comes first?\tThe bell.\nWhat burns?\tThe light.\n"
    )


def test_the_kind_and_the_format_of_handouts(copy: Path) -> None:
    studykit(copy, "handout", "slips", "--format", "txt")
    assert (copy / "handouts" / "slips-student.txt").read_text(encoding="utf-8") == (
        "Slips: Test course\n1. WHEN WAS THE LIGHT SWITCHED OFF?\n2. What comes first?\n3. What burns?"
    )


def test_the_command(copy: Path) -> None:
    assert studykit(copy, "count") == "3\n"
    assert "  count     Count the questions.\n" in studykit(copy, "--help")
