"""Rules for the project as a whole: imports between packages, names, words, shipped files."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from studykit.analysis.wording import length
from studykit.bank.kinds.discussion import Discussion
from studykit.bank.kinds.true_false import TrueFalse
from studykit.bank.load import NO_TEXTS, Course, Entry, load
from studykit.check import check
from studykit.diagnostics import Report
from studykit.format import listed
from studykit.rules import RULES
from studykit.source.fold import HAN, folded
from studykit.source.text import Place
from studykit.source.words import WordIndex, is_spaceless
from studykit.starter import SAMPLES

from .conftest import LIGHTHOUSE, REPOSITORY

PACKAGE = REPOSITORY / "studykit"

ROWS = [
    {"regex", "media"},
    {"language", "mathematics", "pictures", "sounds"},
    {"locale"},
    {"format"},
    {"diagnostics"},
    {"files"},
    {"yamlfile"},
    {"schema"},
    {"source"},
    {"bank"},
    {"analysis"},
    {"rules", "quiz", "targets", "importing"},
    {"check"},
    {"json_schema", "prompts"},
    {"starter"},
    {"assistant"},
    {"terminal"},
    {"cli"},
]
"""The packages of CONTRIBUTING.md in order; a module imports from its own or from rows above."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def imports(file: Path) -> set[str]:
    """Return the packages that a module imports from."""
    inside = file.relative_to(PACKAGE).parts[:-1]
    packages = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or node.level == 0:
            continue
        base = inside[: len(inside) - node.level + 1]
        target = (*base, *(node.module.split(".") if node.module else ()))
        packages |= {target[0]} if target else {name.name for name in node.names}
    return packages


def test_a_module_imports_only_from_its_row_and_the_rows_above() -> None:
    wrong = {}
    for file in MODULES:
        package = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if package in ("__init__", "__main__"):
            continue
        row = next(n for n, packages in enumerate(ROWS) if package in packages)
        below = {name for packages in ROWS[row + 1 :] for name in packages}
        if found := imports(file) & (below | ROWS[row] - {package}):
            wrong[file] = found
    assert wrong == {}


def test_only_cli_and_terminal_print_exit_and_read_the_clock() -> None:
    forbidden = {"print", "sys.exit", "exit", "time.time", "datetime.now", "datetime.utcnow"}
    wrong = {}
    for file in MODULES:
        if file.relative_to(PACKAGE).parts[0] in ("cli", "terminal"):
            continue
        calls = {
            ast.unparse(node.func)
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        }
        if found := calls & forbidden:
            wrong[file] = found
    assert wrong == {}


def top_level_names(file: Path) -> set[str]:
    """Return the names of a module's classes and type aliases."""
    names = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        match node:
            case ast.ClassDef(name=name):
                names.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                if name.lstrip("_")[:1].isupper() and not name.isupper():
                    names.add(name)
    return names


def test_a_class_or_alias_name_has_one_meaning() -> None:
    names = Counter(name for file in MODULES for name in top_level_names(file))
    assert [name for name, count in names.items() if count > 1] == []


STILTED = re.compile(
    r"\b(?:anew|but for|grave|is none of|learnt|mend(?:s|ed|ing)?|so many|somebody|tells? of|told of"
    r"|thus|wants quotation|whoever|would have it)\b",
    re.IGNORECASE,
)
"""Words that a technical writer would not use here."""

PROPER_USES = {
    "studykit/rules/clang.py": {"somebody"},
    "studykit/language/english.py": {"but for"},
}
"""Lists of English words."""


def own_words(file: Path) -> str:
    """Return a file's text without Markdown examples and quotes from the sample interview."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    for sentence in re.findall(r"[^.?!\n]+", LIGHTHOUSE):
        words = sentence.split()
        for n in range(len(words) - 3):
            text = text.replace(" ".join(words[n : n + 4]), "")
    return text


def test_text_uses_no_stilted_words() -> None:
    wrong = {}
    for file in (
        *MODULES,
        *(file for suffix in ("html", "css", "js", "typ") for file in PACKAGE.rglob(f"*.{suffix}")),
        *(REPOSITORY / "docs").glob("*.md"),
        *REPOSITORY.glob("*.md"),
    ):
        name = str(file.relative_to(REPOSITORY))
        found = {word.lower() for word in STILTED.findall(own_words(file))}
        if found := found - PROPER_USES.get(name, set()):
            wrong[name] = found
    assert wrong == {}


def test_help_loads_nothing_heavy() -> None:
    """`--help` imports only typer, because commands are imported on use."""
    code = (
        "import sys; sys.argv = ['studykit', '--help']\n"
        "from studykit.cli import app\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        "print(*sorted({m.partition('.')[0] for m in sys.modules}), file=sys.stderr)\n"
        "print(*(m for m in sys.modules if m.startswith('studykit.cli.')), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stderr.splitlines()[0].split())
    assert run.stderr.splitlines()[1] == ""
    heavy = {"pydantic", "yaml", "genanki", "rich", "rapidfuzz", "markdown_it", "httpx", "sqlite3"}
    assert "typer" in loaded
    assert loaded & heavy == set()


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
    )
    (file,) = out.glob("*.whl")
    return zipfile.ZipFile(file)


def test_the_wheel_contains_the_catalogues(wheel: zipfile.ZipFile) -> None:
    here = {file.name for file in (REPOSITORY / "studykit" / "locale").glob("*.*o")}
    assert len(here) >= 8
    assert {Path(name).name for name in wheel.namelist() if name.endswith((".po", ".mo"))} == here


def test_the_wheel_contains_the_shipped_course_and_no_texts(
    wheel: zipfile.ZipFile,
) -> None:
    in_wheel = {n.removeprefix("studykit/course/") for n in wheel.namelist() if "/course/" in n}
    questions = REPOSITORY / "questions"
    expected = {file.name for file in questions.iterdir() if file.suffix in (".yaml", ".lock")}
    assert in_wheel == expected


def test_the_wheel_contains_starter_templates_and_schemas(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    starter = REPOSITORY / "studykit" / "starter"
    samples = [file for file in starter.rglob("*") if file.suffix in (".yaml", ".md")]
    assert {file.relative_to(REPOSITORY).as_posix() for file in samples} <= names
    assert {f"studykit/starter/{language}/course.yaml" for language in SAMPLES} <= names
    assert "studykit/starter/en/texts/lighthouse.md" in names
    assert "studykit/starter/science/images/length.png" in names
    assert "studykit/targets/anki/templates/style.css" in names
    assert {"studykit/schemas/bank.json", "studykit/schemas/course.json"} <= names


def test_no_text_of_a_source_is_in_the_wheel(wheel: zipfile.ZipFile, real_texts: Path) -> None:
    """No file in the wheel has more than forty words in a row from a source."""
    grams = set()
    for file in real_texts.glob("0*"):
        words = re.findall(r"\w+", file.read_text(encoding="utf-8").lower())
        grams |= {tuple(words[n : n + 41]) for n in range(len(words) - 40)}
    for name in wheel.namelist():
        words = re.findall(r"\w+", wheel.read(name).decode("utf-8", "replace").lower())
        shared = {tuple(words[n : n + 41]) for n in range(len(words) - 40)} & grams
        assert shared == set(), name


def test_no_text_of_a_source_is_in_the_repository(real_texts: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    sources = {file.read_bytes() for file in real_texts.glob("0*")}
    assert len(sources) == 6
    for name in filter(None, tracked):
        file = REPOSITORY / name
        assert not file.is_file() or file.read_bytes() not in sources, name
    assert not any(name.startswith("questions/texts") for name in tracked)


# The shipped course


QUESTIONS = range(230, 261)
SOURCES = ("chinatalk-summary", "he-yu", "llm-commentary", "murrell", "ruan", "zhong")


@pytest.fixture(scope="session")
def shipped() -> Course:
    report = Report()
    course = load(REPOSITORY / "questions", report, NO_TEXTS)
    assert course is not None
    assert report.diagnostics == []
    return course


def test_without_the_texts_every_shipped_quote_is_pinned() -> None:
    report = check(REPOSITORY / "questions", NO_TEXTS).report
    assert report.diagnostics == []
    (passages, questions) = report.done
    assert re.fullmatch(
        rf"(\d+) passages in 6 sources: \1 pinned \(texts not on this machine: {listed(SOURCES)}\)",
        passages,
    )
    count, _, rest = questions.partition(" ")
    assert int(count) in QUESTIONS
    assert rest == (
        f"questions in 8 banks; {len(RULES) - 4} rules ran, 4 need texts that are not here"
    )


def test_with_the_texts_every_shipped_quote_is_verified_exactly(real_texts: Path) -> None:
    report = check(REPOSITORY / "questions", real_texts).report
    assert report.diagnostics == []
    assert re.fullmatch(
        r"(\d+) passages in 6 sources: \1 verified against the text \(\1 exact\)",
        report.done[0],
    )


def test_shipped_quotes_are_short(shipped: Course) -> None:
    """At most 40 words, or from 8 to 60 characters of Chinese."""
    wrong = []
    for _, _, passage in shipped.passages:
        characters = len("".join(passage.quote.split()))
        is_short = 8 <= characters <= 60 if is_spaceless(passage.quote) else True
        if not is_short or len(passage.quote.split()) > 40:
            wrong.append(passage.quote)
    assert wrong == []


def test_at_most_a_quarter_of_a_source_is_quoted(real_texts: Path) -> None:
    """A word quoted several times counts once; in Chinese, each character is a word."""
    course = load(REPOSITORY / "questions", Report(), real_texts)
    assert course is not None
    quoted: dict[str, set[int]] = {}
    for entry, _, passage in course.passages:
        for match in course.finder.locate(entry.query(passage, course.info)).matches:
            quoted.setdefault(match.source, set()).update(range(*match.shown))
    for id, places in quoted.items():
        text = course.texts[id]
        all_words = WordIndex(text.shown.text, [(0, len(text.shown.text))])
        words = sum(start in places for start in all_words.starts)
        assert words <= text.citable_words / 4, f"{id}: {words} of {text.citable_words}"


def places(course: Course, entry: Entry) -> list[tuple[str, Place]]:
    """Return the pinned source and place of each passage of a question."""
    queries = [entry.query(passage, course.info) for passage in entry.question.passages]
    return [(query.source or "", course.lock.find(query)[0].place) for query in queries]


def test_the_shipped_course_has_enough_questions_of_each_type(shipped: Course) -> None:
    """Of those that suit an interview: it has no picture to label."""
    types = Counter(entry.question.type for entry in shipped.entries)
    assert types.total() in QUESTIONS
    least = {
        "basic": 12, "cloze": 12, "multiple_choice": 12, "true_false": 12, "short_answer": 12,
        "numeric": 12, "ordering": 6, "matching": 6, "who_said_it": 6, "compare": 6,
        "discussion": 30,
    }  # fmt: skip
    assert {type for type in least if types[type] < least[type]} == set()


def test_chinese_words_in_shipped_questions_are_explained(shipped: Course) -> None:
    """Unless their meaning is what is asked."""
    gloss = re.compile(rf"[{HAN}][^.?]*, literally |\w \([{HAN}]+\)|[{HAN}] means to ")
    chinese = [
        entry for entry in shipped.entries if re.search(f"[{HAN}]", entry.question.prompt or "")
    ]
    assert len(chinese) >= 4
    unexplained = {e.question.id for e in chinese if not gloss.search(e.question.prompt or "")}
    assert unexplained == {"overtaken-and-caught-up"}


def test_half_of_the_shipped_statements_are_true(shipped: Course) -> None:
    answers = [
        entry.question.answer for entry in shipped.entries if isinstance(entry.question, TrueFalse)
    ]
    assert len(answers) <= 16
    assert abs(answers.count(True) - answers.count(False)) <= 1


def test_shipped_prompts_are_short(shipped: Course) -> None:
    """At most 25 words; a discussion may quote what it is about."""
    long = [
        (entry.question.id, length(entry.question.asks))
        for entry in shipped.entries
        if length(entry.question.asks) > 25 and not isinstance(entry.question, Discussion)
    ]
    assert long == []


def test_few_shipped_questions_are_about_discrepancies(shipped: Course) -> None:
    assert sum("discrepancy" in entry.tags for entry in shipped.entries) <= 50


def test_no_more_than_two_shipped_questions_cite_the_same_passages(shipped: Course) -> None:
    sets = Counter(
        frozenset(entry.query(p, shipped.info)[:2] for p in entry.question.passages)
        for entry in shipped.entries
        if entry.question.passages
    )
    assert [quotes for quotes, count in sets.items() if count > 2] == []


def test_no_more_than_four_shipped_questions_cite_the_same_quote(shipped: Course) -> None:
    """A quote that contains another one counts for both."""
    cited = [
        (entry.question.id, entry.source(passage, shipped.info), folded(passage.quote))
        for entry, _, passage in shipped.passages
    ]
    citing = {
        quote: {id for id, other, words in cited if other == source and quote in words}
        for _, source, quote in cited
    }
    assert {quote: ids for quote, ids in citing.items() if len(ids) > 4} == {}


UNDECIDED = re.compile(
    r"\b(?:cannot be (?:told|known|decided|settled)|(?:can|could) ?not (?:tell|decide|know)|undecided"
    r"|open question|remains? open|is not known|no way to|would (?:show|tell|settle)|can be settled there)\b"
)
"""How an explanation says that it does not know the answer."""


def test_few_shipped_explanations_end_undecided(shipped: Course) -> None:
    undecided = [
        entry.question.id
        for entry in shipped.entries
        if UNDECIDED.search(" ".join((entry.question.explanation or "").split()))
    ]
    assert len(undecided) <= 5, undecided


def test_shipped_discussions_have_all_stages_and_are_complete(shipped: Course) -> None:
    found = [e.question for e in shipped.entries if isinstance(e.question, Discussion)]
    assert sum(question.stage != "core" for question in found) >= 8
    assert [q.id for q in found if not (q.look_for and q.follow_ups)] == []
    assert [q.id for q in found if q.prompt.count("?") != 1] == []
    assert [q.id for q in found if len(set(q.minutes)) != 2] == []


def test_each_shipped_bank_has_an_aim(shipped: Course) -> None:
    aims = [bank.header.aim or "" for bank in shipped.banks]
    assert [aim for aim in aims if not re.fullmatch(r"[A-Z][^.!?]+[.?]", aim)] == []


EXCHANGES = {"part-1": 8, "part-2": 6, "part-3": 9, "part-4": 12, "part-5": 6}
"""The number of exchanges in each part of the interview."""


def test_there_are_three_shipped_questions_per_exchange(shipped: Course) -> None:
    translations = {source.id for source in shipped.info.sources if source.kind == "translation"}
    asked: Counter[str] = Counter()
    opened = 0
    for entry in shipped.entries:
        cited = {place.section for id, place in places(shipped, entry) if id in translations}
        asked.update(cited & EXCHANGES.keys())
        opened += bool(cited - EXCHANGES.keys())
    assert {part for part, count in EXCHANGES.items() if asked[part] < 3 * count} == set()
    assert opened >= 14


def test_every_answer_of_the_interview_is_cited(
    shipped: Course,
) -> None:
    cited = {
        (place.section, place.turn)
        for entry in shipped.entries
        for _, place in places(shipped, entry)
    }
    answers = {(part, f"A{n + 1}") for part, count in EXCHANGES.items() for n in range(count)}
    assert len(answers) == 41
    assert answers - cited == set()


def test_questions_name_the_secondary_documents_they_cite(shipped: Course) -> None:
    """A question attributes the claims of a secondary document."""
    named = {
        "chinatalk-summary": "ChinaTalk|summary",
        "murrell": "Murrell",
        "llm-commentary": "GPT-4o|R1|models|background|commentary",
    }
    asked: Counter[str] = Counter()
    for entry in shipped.entries:
        question = entry.question
        for id in {id for id, _ in places(shipped, entry)} & named.keys():
            asked[id] += 1
            text = f"{question.asks} {question.explanation} {list(question.texts())}"
            assert re.search(named[id], text), question.id
    assert set(asked) == set(named)
    assert min(asked.values()) >= 6


def test_questions_on_the_chinese_excerpts_alone_say_so(shipped: Course) -> None:
    cited = [
        (entry.question, {id for id, _ in places(shipped, entry)}) for entry in shipped.entries
    ]
    assert sum("ruan" in sources for _, sources in cited) >= 6
    alone = [question for question, sources in cited if sources == {"ruan"}]
    assert [q.id for q in alone if not re.search("Ruan|excerpt|Chinese", q.asks)] == []


def test_thirty_shipped_questions_compare_documents(shipped: Course) -> None:
    found = [
        entry.question.id
        for entry in shipped.entries
        if entry.question.type == "compare" or "discrepancy" in entry.question.tags
    ]
    assert len(found) >= 30


def test_no_two_shipped_questions_have_the_same_prompt(shipped: Course) -> None:
    prompts = Counter(
        folded(entry.question.asks).casefold()
        for entry in shipped.entries
        if entry.question.type not in ("cloze", "who_said_it")  # these ask about a text or a quote
    )
    assert [prompt for prompt, count in prompts.items() if count > 1] == []
