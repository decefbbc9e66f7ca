"""The small Markdown of text fields: its markup, and that all other text is shown as typed."""

from __future__ import annotations

from string import punctuation

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from studykit.bank.prose import Inline, Listing, Paragraph, parse, parse_markup, plain


def line(*spans: Inline) -> tuple[Paragraph, ...]:
    return (Paragraph(spans),)


def item(text: str, *more: Listing) -> tuple[Paragraph | Listing, ...]:
    return (Paragraph((Inline(text),)), *more)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("a lamp", [Inline("a lamp")]),
        ("a *lamp*", [Inline("a "), Inline("lamp", em=True)]),
        ("a _lamp_", [Inline("a "), Inline("lamp", em=True)]),
        ("**the** lamp", [Inline("the", strong=True), Inline(" lamp")]),
        ("***all***", [Inline("all", em=True, strong=True)]),
        (
            "**a *b* c**",
            [
                Inline("a ", strong=True),
                Inline("b", em=True, strong=True),
                Inline(" c", strong=True),
            ],
        ),
        ("`x = *y*`", [Inline("x = *y*", code=True)]),
        ("``a`b``", [Inline("a`b", code=True)]),
        ("*`x`*", [Inline("x", em=True, code=True)]),
        (r"\*a\* and \_b\_", [Inline("*a* and _b_")]),
        ("2 * 3 * 4, snake_case_name", [Inline("2 * 3 * 4, snake_case_name")]),
        ("*open, **both", [Inline("*open, **both")]),
    ],
)
def test_emphasis_and_code(text: str, spans: list[Inline]) -> None:
    assert parse(text) == line(*spans)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("one\ntwo", [Inline("one two")]),
        ("one  \ntwo", [Inline("one\ntwo")]),
        ("one\\\ntwo", [Inline("one\ntwo")]),
        ("*one\\\ntwo*", [Inline("one\ntwo", em=True)]),
        ("one\r\ntwo", [Inline("one two")]),
        ("one\rtwo", [Inline("one two")]),
        ("  \n one \n ", [Inline("one")]),
    ],
)
def test_a_line_end_is_a_space_unless_marked_as_a_break(text: str, spans: list[Inline]) -> None:
    assert parse(text) == line(*spans)


def test_an_empty_line_starts_a_paragraph() -> None:
    assert parse("one\n\ntwo *three") == (
        Paragraph((Inline("one"),)),
        Paragraph((Inline("two *three"),)),
    )


@pytest.mark.parametrize("mark", ["-", "*", "+"])
def test_lists(mark: str) -> None:
    assert parse(f"{mark} one\n{mark} two") == (Listing((item("one"), item("two"))),)
    assert parse(f"{mark} one\n  more") == (Listing((item("one more"),)),)


@pytest.mark.parametrize(
    ("text", "start"), [("1. a\n2. b", 1), ("1) a\n2) b", 1), ("7. a\n8. b", 7), ("0. a\n1. b", 0)]
)
def test_numbered_lists_keep_their_first_number(text: str, start: int) -> None:
    assert parse(text) == (Listing((item("a"), item("b")), ordered=True, start=start),)
    assert parse(f"{text[:4]}\n") == line(Inline(text[:4]))


@pytest.mark.parametrize(
    "text",
    ["+ 6", "- 5", "* 5", "3. Mai 1971", "1) a", "# 4", "> 5", "- - 5", "+\t6", "+"],
)
def test_a_text_on_one_line_is_not_a_list(text: str) -> None:
    """A sign before an amount, and the day in a date, would be lost."""
    assert parse(text) == parse_markup(text) == line(Inline(text.strip()))
    assert plain(text) == text.strip()
    assert plain(f"{text} *x*") == f"{text} x"


ONE_LINE = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), min_size=1)


@given(st.sampled_from(["- ", "+ ", "* ", "7. ", "1) ", "# ", "> ", "```", "    "]), ONE_LINE)
def test_any_text_on_one_line_is_one_paragraph(mark: str, text: str) -> None:
    (paragraph,) = parse(mark + text)
    assert isinstance(paragraph, Paragraph)
    assert not any("\n" in span.text for span in paragraph.spans)


def test_lists_in_lists_and_between_paragraphs() -> None:
    assert parse(
        "Look for:\n- one\n  1. first\n  2. second\n- two *b*\n\n  more\n\nThat is all."
    ) == (
        Paragraph((Inline("Look for:"),)),
        Listing(
            (
                item("one", Listing((item("first"), item("second")), ordered=True)),
                (
                    Paragraph((Inline("two "), Inline("b", em=True))),
                    Paragraph((Inline("more"),)),
                ),
            )
        ),
        Paragraph((Inline("That is all."),)),
    )


@pytest.mark.parametrize(
    "text",
    ["<b>bold</b>", "a < b & c > d", "&amp; &#65;", "<https://a.org>",
     "https://a.org", "{{x}} {{c1::y}} {{", "# no heading", "> no quotation", "---", "~~a~~",
     "a | b", "[^1]", "-5", "+ ", "-x", "1.5", "3.", "12.)", "<!-- a -->", "$5 or $10", "a\tb", "a  b"],
)  # fmt: skip
def test_other_markup_is_shown_as_typed(text: str) -> None:
    assert parse(text) == line(Inline(text.strip()))
    (paragraph,) = parse(f"*x*{text}")
    assert isinstance(paragraph, Paragraph)
    assert "".join(span.text for span in paragraph.spans) == f"x{text.strip()}"


@pytest.mark.parametrize("text", ["# a", "> a", "---", "===", "a | b", "<div>", "[a]: b", "    a"])
def test_other_blocks_are_shown_as_typed(text: str) -> None:
    assert parse(f"{text}\n\n*x*")[0] == Paragraph((Inline(text.strip()),))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**one** `two` *three*", "one two three"),
        ("one\ntwo\n\nthree", "one two\nthree"),
        ("- one\n- two\n  - three\n\n  four", "- one\n- two\n  - three\n  four"),
        ("8. one\n9. two\n   - three\n10. four", "8. one\n9. two\n   - three\n10. four"),
        ("- - one\n- two", "- - one\n- two"),
        ("- *one*\\\n  two", "- one\ntwo"),
    ],
)
def test_plain_is_the_words_with_list_items_on_separate_lines(text: str, words: str) -> None:
    assert plain(text) == words


UNMARKED = st.text(
    st.characters(codec="utf-8", exclude_characters="*_`\\\n\r\0$["), min_size=1
).map(str.strip)


@given(UNMARKED)
@example("灯台 “a” & <b>")
@example("a\tb")
def test_a_text_without_markup_is_what_the_parser_makes_of_it(text: str) -> None:
    assume(text)
    assert plain(text) == text
    assert parse(text) == parse_markup(text) == line(Inline(text))


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp"))))
@example("1. *a*")
@example("- 5")
@example("a\\*b")
def test_a_backslash_escapes_any_punctuation(text: str) -> None:
    """CommonMark 2.4: any ASCII punctuation can be escaped; pairs of brackets would be a formula."""
    assume("](" not in text)
    typed = "".join(f"\\{c}" if c in punctuation and c not in "()[]" else c for c in text)
    assert plain(typed) == text.strip()


@given(st.text("*_`\\ \n-+1.a)\t"))
def test_any_text_is_parsed_without_losing_a_letter(text: str) -> None:
    assert plain(text).count("a") == text.count("a")
