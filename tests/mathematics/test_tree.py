"""What is refused in a formula, with the place and the help."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.mathematics import line, mathml, omml, typst
from studykit.mathematics.mistake import BadFormula
from studykit.mathematics.tree import tree

from .formulas import REFUSED


def refused(latex: str) -> tuple[str, str, str | None]:
    """Return the message, the part of the LaTeX that is marked, and the help."""
    with pytest.raises(BadFormula) as caught:
        tree(latex)
    error = caught.value
    return error.message, latex[error.start : error.end], error.help


@pytest.mark.parametrize(("latex", "message", "marked", "help"), REFUSED)
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
