"""Mistakes in formulas are marked at their place in the YAML, however the text is written."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import indent

import pytest

from studykit.check import Checked

from ..conftest import pointed
from ..mathematics.formulas import REFUSED

Check = Callable[..., Checked]

UNKNOWN = r"\fraq | bad-formula: there is no command `\fraq` | did you mean `\frac`?"


def question(prompt: str) -> str:
    return (
        f"- id: noise\n  type: basic\n  prompt: {prompt}\n  answer: A shutter.\n"
        "  passages: [{quote: a shutter was banging up here in the wind}]\n"
    )


@pytest.mark.parametrize(
    "prompt",
    [
        r"What did Marlow hear at $\fraq{1}{2}$?",
        r"'Marlow''s ear: what did it hear at $\fraq{1}{2}$?'",
        r'"What \"did\" Marlow hear\u0021 at $\\fraq{1}{2}$?"',
        '|\n    What did Marlow hear?\n\n    $$\n    x =\n      \\fraq{1}{2}\n    $$',
        ">\n    What did Marlow hear\n    at this place,\n    $\\fraq{1}{2}$?",
        "What did Marlow\n    hear at $x$ and\n    $\\fraq{1}{2}$?",
        "'What did Marlow\n\n    hear at $x$ and\n    $\\fraq{1}{2}$?'",
        r"“Größe 𝒳”: What did Marlow hear at $\fraq{1}{2}$?",
        r"What did Marlow hear at \(\fraq{1}{2}\)?",
    ],
)  # fmt: skip
def test_the_place_of_a_mistake(prompt: str, checked: Check) -> None:
    if prompt.startswith("“"):
        prompt = f"'{prompt}'"
    (found,) = pointed(checked(question(prompt)))
    assert found == (UNKNOWN if r"\\fraq" not in prompt else "\\" + UNKNOWN)


def test_every_formula_of_a_text_is_checked(checked: Check) -> None:
    assert pointed(checked(question(r"What did Marlow hear at $\fraq$, $x$, $a}$?"))) == [
        r"\fraq | bad-formula: there is no command `\fraq` | did you mean `\frac`?",
        "} | bad-formula: unmatched closing token: `}`",
    ]


TYPED = [
    case for case in REFUSED if "$" not in case[0] and "\x1b" not in case[0] and len(case[0]) < 200
]
"""Those that a bank can contain as they are."""


@pytest.mark.parametrize(("latex", "message", "marked", "help"), TYPED)
def test_the_place_of_each_mistake(
    latex: str, message: str, marked: str, help: str | None, checked: Check
) -> None:
    """To the column, in a block of YAML and in quotation marks."""
    finding = f"{marked} | bad-formula: {message}" + (f" | {help}" if help else "")
    assert pointed(checked(question(f"|-\n    What did Marlow hear at \\({latex}\\)?"))) == [
        finding
    ]
    assert pointed(
        checked(question(f"'What did Marlow hear at \\({latex.replace(chr(39), 2 * chr(39))}\\)?'"))
    ) == [finding]


def cloze(text: str) -> str:
    return (
        f"- id: noise\n  type: cloze\n  text: |-\n{indent(text, '    ')}\n"
        "  allow: {cloze-not-verbatim: invented}\n"
        "  passages: [{quote: a shutter was banging up here in the wind}]\n"
    )


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (r"A {{c1::shutter}} at $\fraq{ {{c2::1}} }{2}$.", UNKNOWN),
        (r"A {{c1::shutter $\fraq$}}.", UNKNOWN),
        (r"A $x = {{c1::\fraq}}$.", UNKNOWN),
        (r"A $x^{ {{c1::\frac{1}}}{2} }$.",
         r"\frac{1} | bad-formula: a blank must be a complete part of its formula: expected argument but reached"
         r" end of input | write `x_{ {{c1::2}} }`, with the braces outside"),
        ("A {{c1::shutter $x}} + y$ up here.",
         "x}} + y | bad-formula: a blank must be wholly inside the formula, or contain it"),
        ("A {{c1::shutter}} at $x = {{c2::y$ up}} here.",
         "x = {{c2::y | bad-formula: a blank must be wholly inside the formula, or contain it"),
    ],
)  # fmt: skip
def test_mistakes_beside_blanks(text: str, finding: str, checked: Check) -> None:
    found = [line for line in pointed(checked(cloze(text))) if "bad-formula" in line]
    assert found == [finding]


@pytest.mark.parametrize(
    "text",
    [
        "A {{c1::shutter}} at $x = {{c2::mc^{2}}}$ and {{c3::$y$}}.",
        r"A {{c1::shutter}} at $$x = {{c2::\frac{1}{2}}}$$.",
        r"A {{c1::shutter}} at \(\ce{H2 + {{c2::O2}}}\).",
        r"A {{c1::shutter}} at $x_{ {{c2::n}} }$ for $5 or $6.",
    ],
)
def test_blanks_in_formulas(text: str, checked: Check) -> None:
    assert [line for line in pointed(checked(cloze(text))) if "bad-formula" in line] == []
