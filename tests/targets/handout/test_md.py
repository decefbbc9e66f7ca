"""Markdown that shows every text as it was typed."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import example as case
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from studykit.bank.load import Course
from studykit.bank.prose import parse
from studykit.targets.handout.areas import LetteredChoice, Options
from studykit.targets.handout.formats import render
from studykit.targets.handout.formats.md import _prose, escaped
from studykit.targets.handout.kinds import KINDS
from studykit.targets.handout.model import Document, Item, Part, PrintSettings
from studykit.targets.handout.prose import as_prose
from studykit.targets.handout.texts import texts
from studykit.targets.html import PAGE

from .courses import HOSTILE, make_handout
from .example import example

SHOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def text(document: Document) -> str:
    return render("md", document, PrintSettings()).content.decode()


def words(markdown: str) -> str:
    """The text that a reader sees, without spaces."""
    html = SHOWN.render(markdown)
    return "".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def unmarked(markdown: str) -> str:
    """The same without the labels of marked words."""
    return re.sub(r"\[(num|name|not|modal)\]", "", words(markdown))


def test_a_passage_has_its_lines_and_numbers() -> None:
    assert (
        "> **4** Because a motor asks nothing of anybody. The weight has to\\\n"
        "> **5** be wound every four hours, so whoever winds it stays, and\\\n"
        "> **6** whoever stays looks at the sea.\n"
        ">\n"
        "> — Ida Marlow, Part 1, A3. The Shutter and the Light (written for studykit)"
    ) in text(example())


def test_two_translations_are_a_table_with_labelled_differences() -> None:
    assert (
        "|  | First translation | Second translation |\n"
        "| --- | --- | --- |\n"
        "| **1** | I **don’t** \\[not\\] think the board was wrong | I do not believe the board was |\n"
        "| **2** | to switch the old light off. | wrong to turn the old light off. |\n"
        "| **3** |  | **Two** \\[num\\] of us **would** \\[modal\\] say so. |"
    ) in text(example())


def test_a_question_has_lettered_options_and_the_teacher_s_notes() -> None:
    assert (
        "- **A** It would ask **nothing** of anybody.\n"
        "- **B** It would cost `more` than the town gives.\n"
        "- **C** It would be as loud as the shutter\\\n"
        "  that she heard on her walk.\n"
        "\n"
        "**Answer:** A\n"
    ) in text(example())


def test_room_for_a_reason_starts_with_its_label() -> None:
    area = Options((LetteredChoice("A", as_prose("This")),), reason=True)
    part = Part((Item(1, as_prose("Which?"), area),))
    shown = text(Document("compare", "student", "T", "", "W", "", (part,)))
    assert "- **A** This\n\nBecause (line \\_\\_\\_\\_\\_):\n\n" in shown


def test_every_text_of_a_document_is_shown() -> None:
    document = example()
    shown = unmarked(text(document))
    for location, words_ in texts(document):
        if location != "the running head":
            assert "".join(words_.split()) in shown, location


def test_text_that_looks_like_markup_is_shown_as_text(hostile: Course) -> None:
    for kind in KINDS:
        for document in make_handout(kind, hostile, minutes=200).documents:
            markdown = text(document)
            html = SHOWN.render(markdown)
            assert not re.search(r"<(script|img|/script|w:t|l)\b", html)
            assert "javascript:" not in re.sub(r">[^<]*<", "><", html)
            shown = unmarked(markdown)
            for location, words_ in texts(document):
                if location != "the running head":
                    assert "".join(words_.split()) in shown, location


LINE = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)


@given(LINE)
@case("1. one")
@case("12) two")
@case("- item")
@case("+ item")
@case("# heading")
@case("===")
@case("---")
@case("http://example.org/_a_")
@case("a|b")
@case("&amp; \\ `x`")
@case("~~no~~")
@case(HOSTILE)
def test_escaped_text_is_shown_as_it_is(line: str) -> None:
    expected = "".join(line.split())
    assert words(f"before\n\n{escaped(line.strip())}\n\nafter") == f"before{expected}after"
    assert words(f"- {escaped(line.strip())}") == expected


@pytest.mark.parametrize(
    "source",
    [
        "plain *em* **strong** ***both*** `code`",
        "one\n\ntwo\n\n- a\n- b\n  1. c\n  2. d\n\nthree",
        "`` a`b `` and *x*y",
        "a\\\nb",
    ],
)
def test_prose_keeps_its_emphasis_and_lists(source: str) -> None:
    def styles(html: str) -> list[str]:
        return re.findall(r"<(em|strong|code|li|ol|ul)\b", html)

    html = SHOWN.render(_prose(parse(source)))
    assert sorted(styles(html)) == sorted(styles(PAGE.prose(source)))
    assert words(_prose(parse(source))) == "".join(
        unescape(re.sub(r"<[^>]*>", "", PAGE.prose(source))).split()
    )


def test_equal_documents_give_equal_bytes() -> None:
    assert text(example()) == text(example())
