"""docs/findings.md has a section for every code, and its examples show what a check prints.

`pytest --update tests/test_findings.py` updates the examples; read the difference before you commit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from studykit.bank.evidence import pinned
from studykit.check import check
from studykit.diagnostics import Report, as_text
from studykit.rules import CODES
from studykit.source.pins import LOCK_FILE

from .conftest import REPOSITORY, MakeCourse
from .pictures.files import png

PAGE = REPOSITORY / "docs" / "findings.md"

SECTION = re.compile(r"^### (.+)\n((?:(?!^##).*\n)+)", re.MULTILINE)
FENCE = re.compile(r"^```(yaml|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """An example in a section: files by name, the printed findings, and their place in the page."""

    code: str
    files: dict[str, str]
    shown: str
    span: tuple[int, int]


def examples(page: str) -> Iterator[Example]:
    """Yield every block of printed findings, with the files above it."""
    for section in SECTION.finditer(page):
        files: dict[str, str] = {}
        for fence in FENCE.finditer(page, *section.span(2)):
            if fence[1] == "yaml":
                title, _, content = fence[2].partition("\n")
                files[title.removeprefix("# ")] = content
            else:
                yield Example(section[1], files, fence[2], fence.span(2))
                files = {}


def whole(content: str) -> str:
    """Complete a file: a list becomes the questions of a bank.  The line numbers are those shown."""
    if content.startswith("- "):
        return f"questions:\n{content}id: bank\ntitle: Bank\n"
    return f"# whole file\n{content}"


# Preparations that a YAML block cannot show


def as_latin_1(folder: Path) -> None:
    bank = folder / "bank.yaml"
    bank.write_bytes(bank.read_text(encoding="utf-8").replace("Bank", "Café").encode("latin-1"))


def without_text(folder: Path) -> None:
    (folder / "texts" / "lighthouse.md").unlink()


def with_another_text(folder: Path) -> None:
    checked = check(folder)
    assert checked.course is not None
    pinned(checked.course, checked.verified).write(folder / LOCK_FILE)
    (folder / "texts" / "lighthouse.md").write_text("# Another page\n\nNothing to see here.\n")


def with_another_translation(folder: Path) -> None:
    text = (folder / "texts" / "lighthouse.md").read_text(encoding="utf-8")
    (folder / "texts" / "second.md").write_text(text.replace("212", "221"), encoding="utf-8")


def with_a_summary(folder: Path) -> None:
    course = folder / "course.yaml"
    with course.open("a", encoding="utf-8") as file:
        file.write("  - {id: second, kind: summary, title: A summary, file: summary.md}\n")
    (folder / "texts" / "summary.md").write_text("The tower has 149 steps.\n", encoding="utf-8")


def with_one_label_less(folder: Path) -> None:
    text = (folder / "texts" / "lighthouse.md").read_text(encoding="utf-8")
    text = text.replace("**Marlow:** Not one.", "Not one.")
    (folder / "texts" / "second.md").write_text(text, encoding="utf-8")


NOUNS = (
    "anchors barrels candles dolphins engines ferries goats hammers icebergs jackets kettles lanterns"
    " mirrors needles oars pebbles quarries ropes sails tents umbrellas violins wagons yachts bells"
    " clouds drums eagles frogs"
)


def with_thirty_statements(folder: Path) -> None:
    """Write more statements; every second one is negated, and these are true."""
    text = (folder / "texts" / "lighthouse.md").read_text(encoding="utf-8")
    quotes = re.findall(r"(?<=[.?*] )[A-Z][^.?:“”*\n]{28,}[.?]", text)
    lines = [
        f"- {{id: s{n}, type: true_false, prompt: '{noun.title()} were{' not' * (n % 2)} there.',"
        f" answer: {str(n % 2 == 1).lower()}, passages: [{{quote: '{quotes[n // 2]}'}}]}}\n"
        for n, noun in enumerate(NOUNS.split())
    ]
    bank = folder / "bank.yaml"
    content = bank.read_text(encoding="utf-8")
    bank.write_text(content.replace("id: bank\n", f"{''.join(lines)}id: bank\n"), encoding="utf-8")


def with_a_cook(folder: Path) -> None:
    course = folder / "course.yaml"
    content = course.read_text(encoding="utf-8")
    cook = "people:\n  - {id: cook, name: The cook}\n"
    course.write_text(content.replace("people:\n", cook), encoding="utf-8")


def with_a_picture(folder: Path) -> None:
    (folder / "images").mkdir()
    (folder / "images" / "tower.png").write_bytes(png())


def with_a_credited_picture(folder: Path) -> None:
    with_a_picture(folder)
    with (folder / "course.yaml").open("a", encoding="utf-8") as file:
        file.write("images: {images/tower.png: {credit: Ida Marlow}}\n")


SET_UP: dict[str, Callable[[Path], None]] = {
    "unreadable-file": as_latin_1,
    "drilled-error": with_a_summary,
    "guessable": with_thirty_statements,
    "mute-option": with_a_cook,
    "picture-credit": with_a_picture,
    "same-label": with_a_credited_picture,
    "passages-not-parallel": with_another_translation,
    "quote-unverified": without_text,
    "text-set-aside": with_another_text,
    "uneven-turns": with_one_label_less,
    "translations-diverge": with_another_translation,
}


ABOUT_PASSAGES = {"same-passages", "quote-length"}


@pytest.mark.parametrize(
    ("code", "number"),
    [(example.code, n) for n, example in enumerate(examples(PAGE.read_text(encoding="utf-8")))],
)
def test_an_example_is_what_a_check_prints(
    code: str, number: int, make_course: MakeCourse, request: pytest.FixtureRequest
) -> None:
    page = PAGE.read_text(encoding="utf-8")
    example = list(examples(page))[number]
    files = {name.partition(".")[0]: whole(text) for name, text in example.files.items()}
    folder = make_course(**files)
    if code in SET_UP:
        SET_UP[code](folder)
    found = check(folder).report.diagnostics
    # most examples quote the same few words
    diagnostics = [d for d in found if d.code == code or d.code not in ABOUT_PASSAGES]
    printed = "\n".join([*as_text(Report(diagnostics))][:-2]) + "\n"
    assert {diagnostic.code for diagnostic in diagnostics} == {code}
    if request.config.getoption("update"):
        start, end = example.span
        PAGE.write_text(page[:start] + printed + page[end:], encoding="utf-8")
    else:
        assert printed == example.shown


def test_every_code_has_a_section_and_every_section_a_code() -> None:
    sections = [section[1] for section in SECTION.finditer(PAGE.read_text(encoding="utf-8"))]
    assert sorted(sections) == sorted(CODES)


def test_every_section_has_an_example() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert {example.code for example in examples(page)} == set(CODES)


def test_the_finding_at_the_top_is_one_of_the_examples() -> None:
    page = PAGE.read_text(encoding="utf-8")
    first = FENCE.search(page)
    assert first is not None
    assert first[2] in {example.shown for example in examples(page)}


def test_a_section_says_whether_its_code_can_be_allowed() -> None:
    for section in SECTION.finditer(PAGE.read_text(encoding="utf-8")):
        words = " ".join(section[2].split())
        assert ("Can be allowed." in words) == CODES[section[1]].allowable, section[1]
