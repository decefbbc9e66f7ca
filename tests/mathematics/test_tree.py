"""What is refused in a formula, with the place and the help."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.mathematics import BadFormula, line, mathml, omml, tree, typst
from studykit.mathematics.tree import DEEPEST, LONGEST


def refused(latex: str) -> tuple[str, str, str | None]:
    """Return the message, the part of the LaTeX that is marked, and the help."""
    with pytest.raises(BadFormula) as caught:
        tree(latex)
    error = caught.value
    return error.message, latex[error.start : error.end], error.help


@pytest.mark.parametrize(
    ("latex", "message", "marked", "help"),
    [
        (r"\frac{1}{2", "expected closing token `}`, but reached end of input", "2", None),
        ("a}", "unmatched closing token: `}`", "}", None),
        (r"\fraq{1}{2}", r"there is no command `\fraq`", r"\fraq", r"did you mean `\frac`?"),
        ("x^2^3", "duplicate subscript or superscript", "^", None),
        (r"\left( x", r"expected closing token `\right`, but reached end of input", "x", None),
        ("a & b", "`&` is for matrices and aligned lines", "&", r"write `\&` for the sign itself"),
        (r"\begin{foo} x \end{foo}", "`foo` cannot be used in a formula", r"\begin{foo}", None),
        ("x_", "expected argument but reached end of input", "_", None),
        (r"\frac", "expected argument but reached end of input", "c", None),
        (r"\href{javascript:alert(1)}{x}", r"`\href`: this command does more than mathematics", r"\href", None),
        (r"\require{x}", r"`\require`: this command does more than mathematics", r"\require", None),
        (r"\class{x}{y}", r"`\class`: this command does more than mathematics", r"\class", None),
        (r"\input{x}", r"`\input`: this command does more than mathematics", r"\input", None),
        ("a % b", "`%` starts a comment in LaTeX, and the rest would be lost", "%", r"write `\%`"),
        (r"\def\x{1}", r"`\def`: a formula cannot define commands", r"\def",
         r"write the formula out; `\operatorname{name}` prints the name of a function"),
        (r"\color{red} x", r"`\color`: this command colours different parts in different programs", r"\color",
         r"use `\textcolor{red}{x}`"),
        ("Größe", "“ö” is not a sign of mathematics", "ö", r"put words into `\text{…}`: `\text{ö}`"),
        ("中", "“中” is not a sign of mathematics", "中", r"put words into `\text{…}`: `\text{中}`"),
        ("a $ b", "`$` cannot be inside a formula", "$", r"write `\$`"),
        (r"\bm{x}", r"`\bm`: Anki does not know this command", r"\bm", r"use `\boldsymbol`"),
        (r"\dag", r"`\dag`: Anki does not know this command", r"\dag", None),
        (r"a \middle| b", r"`\middle` is for use between `\left` and `\right`", r"\middle", None),
        (r"x \label{a}", r"`\label`: formulas have no numbers", r"\label", None),
        (r"\begin{align*} a &= b \end{align*}", "`align*` cannot be used in a formula", r"\begin{align*}",
         "use `aligned`"),
        (r"5\,\si{m}", r"`\si`: Anki has no commands for units", r"\si",
         r"write units as `9.81\,\mathrm{m\,s^{-2}}`"),
        (r"\text{Wärme} \fraq", r"there is no command `\fraq`", r"\fraq", r"did you mean `\frac`?"),
        (r"𝒳 \fraq", r"there is no command `\fraq`", r"\fraq", r"did you mean `\frac`?"),
        (r"\ce{H2O@}", r"`@` is not understood here in `\ce`", "@", None),
        (r"\ce{H2O} \fraq", r"there is no command `\fraq`", r"\fraq", r"did you mean `\frac`?"),
        (r"\ce{A ->[$x$] B}", "`$` cannot be inside a formula", "$", r"write `\$`"),
        (r"\pu{5 m}", r"`\pu` is not supported", r"\pu", r"use `\ce` and `\mathrm`"),
        ("x\x1b", "a formula cannot contain control characters", "\x1b", None),
        ("{" * (DEEPEST + 1), "too many groups inside each other", "{", None),
        (r"\sqrt" * 300 + " x", "too many groups inside each other", r"\sqrt" * 300 + " x", None),
        (r"\left(" * 250 + r"\right)" * 250, "a formula has at most 2,000 characters", "\\", None),
        ("x" * (LONGEST + 1), "a formula has at most 2,000 characters", "x", None),
    ],
)  # fmt: skip
def test_refused(latex: str, message: str, marked: str, help: str | None) -> None:
    assert refused(latex) == (message, marked, help)


SIGNS = st.sampled_from(
    [*"xyz12+-=()[]|{}^_&,.!'", " ", r"\frac", r"\sqrt", r"\sum", r"\left(", r"\right)", r"\text{a}", r"\vec",
     r"\begin{matrix}", r"\end{matrix}", r"\\", r"\ce{H2O}", r"\alpha", r"\,", r"\lim", r"\xrightarrow", "ü"]
)  # fmt: skip


@given(st.lists(SIGNS | st.text(max_size=2), max_size=12).map("".join))
def test_every_printer_prints_what_is_accepted(latex: str) -> None:
    """What `check` accepts has a form on every target; nothing else is raised."""
    try:
        tree(latex)
    except BadFormula:
        return
    for printer in (line, mathml, omml, typst):
        printer.render(latex)
        printer.render(latex, True)
