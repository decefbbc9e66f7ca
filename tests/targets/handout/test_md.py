"""Markdown that shows every word as it was typed."""

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
from studykit.targets.handout.formats import render
from studykit.targets.handout.formats.md import _prose, escaped
from studykit.targets.handout.kinds import KINDS
from studykit.targets.handout.model import Document, PrintSettings, texts
from studykit.targets.html import prose as as_html

from .courses import HOSTILE, made
from .example import example

SHOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def text(document: Document) -> str:
    return render("md", document, PrintSettings()).content.decode()


def words(markdown: str) -> str:
    """What a reader sees of Markdown, without spaces."""
    html = SHOWN.render(markdown)
    return "".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def unmarked(markdown: str) -> str:
    """The same without what names the marked words of two translations."""
    return re.sub(r"\[(num|name|not|modal)\]", "", words(markdown))


def test_a_passage_has_its_lines_as_they_are_and_every_fifth_number() -> None:
    assert (
        "> Because a motor asks nothing of anybody. The weight has to\\\n"
        "> **5** be wound every four hours, so whoever winds it stays, and\\\n"
        "> whoever stays looks at the sea.\n"
        ">\n"
        "> — Ida Marlow, Part 1, A3. The Shutter and the Light (written for studykit)"
    ) in text(example())


def test_two_renderings_are_a_table_with_what_differs_named() -> None:
    assert (
        "|  | First rendering | Second rendering |\n"
        "| --- | --- | --- |\n"
        "|  | I **don’t** \\[not\\] think the board was wrong | I do not believe the board was |\n"
        "|  | to switch the old light off. | wrong to turn the old light off. |\n"
        "|  |  | **Two** \\[num\\] of us **would** \\[modal\\] say so. |"
    ) in text(example())


def test_a_question_with_options_and_the_teacher_s_notes() -> None:
    assert (
        "- **A** It would ask **nothing** of anybody.\n"
        "- **B** It would cost `more` than the town gives.\n"
        "- **C** It would be as loud as the shutter\\\n"
        "  that she heard on her walk.\n"
        "\n"
        "**Answer:** A\n"
    ) in text(example())


def test_every_text_of_a_document_is_shown() -> None:
    document = example()
    shown = unmarked(text(document))
    for where, words_ in texts(document):
        if where != "the running head":
            assert "".join(words_.split()) in shown, where


def test_what_looks_like_markup_is_text(hostile: Course) -> None:
    for kind in KINDS:
        for document in made(kind, hostile, minutes=200).documents:
            markdown = text(document)
            html = SHOWN.render(markdown)
            assert not re.search(r"<(script|img|/script|w:t|l)\b", html)
            assert "javascript:" not in re.sub(r">[^<]*<", "><", html)
            shown = unmarked(markdown)
            for where, words_ in texts(document):
                if where != "the running head":
                    assert "".join(words_.split()) in shown, where


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
def test_escaped_words_are_shown_as_they_are(line: str) -> None:
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
def test_prose_is_shown_with_its_style(source: str) -> None:
    def styles(html: str) -> list[str]:
        return re.findall(r"<(em|strong|code|li|ol|ul)\b", html)

    html = SHOWN.render(_prose(parse(source)))
    assert sorted(styles(html)) == sorted(styles(as_html(source)))
    assert words(_prose(parse(source))) == "".join(
        unescape(re.sub(r"<[^>]*>", "", as_html(source))).split()
    )


def test_the_same_document_makes_the_same_bytes() -> None:
    assert text(example()) == text(example())
