"""The notation of blanks."""

from __future__ import annotations

import re
from string import punctuation

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from studykit.bank.kinds.cloze import parse_cloze
from studykit.bank.model import (
    Blank,
    Fill,
)
from studykit.bank.prose import plain
from studykit.mathematics.in_text import formulas


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("no blank", ("no blank",)),
        ("{{c1::all}}", (Blank(1, "all"),)),
        ("a {{c1::b}} c {{c2::d}}", ("a ", Blank(1, "b"), " c ", Blank(2, "d"))),
        ("{{c1::a}}{{c1::b}}", (Blank(1, "a"), Blank(1, "b"))),
        ("{{c999::a}}", (Blank(999, "a"),)),
        # hints
        ("{{c1::a::b}}", (Blank(1, "a", "b"),)),
        ("{{c1::a:: b }}", (Blank(1, "a", "b"),)),
        ("{{c1::a::b::c}}", (Blank(1, "a", "b::c"),)),
        ("{{c1::a::}}", (Blank(1, "a"),)),
        ("{{c1::a:b}}", (Blank(1, "a:b"),)),
        ("{{c1::::b}}", (Blank(1, "", "b"),)),
        # content
        ("{{c1:: a }}", (Blank(1, " a "),)),
        ("{{c1::one\ntwo}}", (Blank(1, "one\ntwo"),)),
        ("{{c1::a}b}}", (Blank(1, "a}b"),)),
        # braces in pairs
        ("{{c1::{1, 2}}}", (Blank(1, "{1, 2}"),)),
        ("{{c1::{{1}, {2}}}}", (Blank(1, "{{1}, {2}}"),)),
        ("{{{c1::1, 2}}}", ("{", Blank(1, "1, 2"), "}")),
        ("{{c1::a}}}", (Blank(1, "a"), "}")),
        ("{{c1::{a::b}::c}}", (Blank(1, "{a::b}", "c"),)),
        ("{{c1::a::{b}}}", (Blank(1, "a", "{b}"),)),
        # a backslash escapes
        (r"{{c1::Net\::HTTP}}", (Blank(1, r"Net\::HTTP"),)),
        (r"{{c1::a\::b::c\::d}}", (Blank(1, r"a\::b", r"c\::d"),)),
        (r"{{c1::a\}}}", (Blank(1, r"a\}"),)),
        (r"{{c1::\{::a}}", (Blank(1, r"\{", "a"),)),
        (r"\{{c1::a}}", (r"\{{c1::a}}",)),
        (r"\\{{c1::a}}", (r"\\", Blank(1, "a"))),
        # signs in code have no meaning
        ("{{c1::`a::b`::c}}", (Blank(1, "`a::b`", "c"),)),
        ("{{c1::`{`}}", (Blank(1, "`{`"),)),
        ("{{c1::`a}} {{c1::b`}}", (Blank(1, "`a"), " ", Blank(1, "b`"))),
        ("{{c1::*a*}}", (Blank(1, "*a*"),)),
        # nor in formulas, but a formula does not lead out of a blank
        ("{{c1::$a::b$::c}}", (Blank(1, "$a::b$", "c"),)),
        (r"{{c1::$\frac{a}{b^{c}}$}}", (Blank(1, r"$\frac{a}{b^{c}}$"),)),
        (r"{{c1::$\}}$}}", (Blank(1, r"$\}}$"),)),
        ("{{c1::$}}$", (Blank(1, "$"), "$")),
        ("{{c1::$$}}$$", (Blank(1, "$$"), "$$")),
        ("{{c1::$x}} and $y$", (Blank(1, "$x"), " and $y$")),
        ("{{c1::US$}} or {{c2::A$}}", (Blank(1, "US$"), " or ", Blank(2, "A$"))),
        # an incomplete blank stays text
        ("{{c1::a", ("{{c1::a",)),
        ("{{c1::a { b}}", ("{{c1::a { b}}",)),
        ("{{c1::a}", ("{{c1::a}",)),
        ("{{c1::}}", ("{{c1::}}",)),
        ("{{c1:a}}", ("{{c1:a}}",)),
        ("{{c0::a}}", ("{{c0::a}}",)),
        ("{{c01::a}}", ("{{c01::a}}",)),
        ("{{c1000::a}}", ("{{c1000::a}}",)),
        ("{{C1::a}}", ("{{C1::a}}",)),
        ("{{x}} {c1::a}", ("{{x}} {c1::a}",)),
        ("{{c1::a {{c2::b}}", ("{{c1::a ", Blank(2, "b"))),
        # of nested blanks, the inner one counts
        ("{{c1::a {{c2::b}} c}}", ("{{c1::a ", Blank(2, "b"), " c}}")),
        ("{{c1::a::{{c2::b}}}}", ("{{c1::a::", Blank(2, "b"), "}}")),
    ],
)
def test_parse_cloze(text: str, parts: tuple[str | Blank, ...]) -> None:
    assert parse_cloze(text) == parts


WORDS = st.text(st.characters(exclude_characters="{}:\\`"), min_size=1)
BLANKS = st.builds(
    Blank, st.integers(1, 999), WORDS, st.none() | WORDS.map(str.strip).filter(bool)
).filter(lambda blank: "$" not in blank.answer or "$" not in (blank.hint or ""))
"""Blanks without a formula that would begin in the words and end in the hint: `$a::b$`."""


def written(blank: Blank) -> str:
    hint = f"::{blank.hint}" if blank.hint else ""
    return f"{{{{c{blank.number}::{blank.answer}{hint}}}}}"


@given(st.lists(WORDS | BLANKS))
def test_blanks_that_are_written_are_parsed(parts: list[str | Blank]) -> None:
    read = parse_cloze("".join(written(p) if isinstance(p, Blank) else p for p in parts))
    assert [p for p in read if isinstance(p, Blank)] == [p for p in parts if isinstance(p, Blank)]
    assert "".join(part.answer if isinstance(part, Blank) else part for part in read) == "".join(
        part.answer if isinstance(part, Blank) else part for part in parts
    )


PRINTABLE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")) | st.sampled_from("{}:`\\ c1"),
    min_size=1,
).filter(str.strip)


@given(PRINTABLE, PRINTABLE)
def test_escaped_words_are_one_blank(words: str, hint: str) -> None:
    """A backslash before every punctuation mark works, unless brackets become a formula by it."""
    typed, hinted = (re.sub(f"([{re.escape(punctuation)}])", r"\\\1", t) for t in (words, hint))
    assume(not [*formulas(typed), *formulas(hinted)])
    (blank,) = parse_cloze(f"{{{{c1::{typed}::{hinted}}}}}")
    assert isinstance(blank, Blank)
    assert plain(blank.answer) == words.strip()
    assert plain(blank.hint or "") == hint.strip()


@given(st.text("{}c12:: a\n\\`"))
@example("{{c1::{{c1::a}}}}")
@example("{{c1::a}}}}")
@example("{{c1::{a}}}}")
def test_the_parts_of_a_cloze_are_its_whole_text(text: str) -> None:
    rest = text
    for part in parse_cloze(text):
        if isinstance(part, Blank):
            opening = re.match(r"\{\{c(\d+)::", rest)
            assert opening is not None
            assert int(opening[1]) == part.number
            rest = rest[opening.end() :]
            assert rest.startswith(part.answer)
            rest = rest[len(part.answer) :]
            hint = re.escape(part.hint or "")
            ending = re.match(rf"(?:::\s*{hint}\s*)?\}}\}}", rest)
            assert ending is not None
            rest = rest[ending.end() :]
        else:
            assert rest.startswith(part)
            rest = rest[len(part) :]
    assert rest == ""


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{{c1::3. Mai}} 1971", "3. Mai 1971"),
        ("On\n\n{{c1::3. Mai}} 1971 it rained.", "On\n3. Mai 1971 it rained."),
        ("{{c1::3}}. Mai 1971\nit rained.", "3. Mai 1971 it rained."),
        ("- {{c1::+ 6}} by day\n- {{c2::- 5}} by night", "- + 6 by day\n- - 5 by night"),
        ("- {{c1::salt}}\n- tar", "- salt\n- tar"),
    ],
)
def test_a_blank_never_starts_a_list(text: str, filled: str) -> None:
    assert plain(Fill(parse_cloze(text)).text) == filled


def test_a_blank_inside_a_formula_is_a_formula_of_its_own() -> None:
    fill = Fill(parse_cloze(r"$E = {{c1::mc^{2}}}$, {{c2::$\frac{a}{b}$}} and {{c2::words}}"))
    assert fill.answers == ((1, r"\(mc^{2}\)"), (2, r"$\frac{a}{b}$"), (2, "words"))
    assert fill.text == r"$E = mc^{2}$, $\frac{a}{b}$ and words"
    assert plain(fill.gapped(1)) == "E = […], a/b and words"
