"""Each notation prints every formula, and means the same by it."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from studykit.mathematics import line, mathml, omml, typst
from studykit.mathematics.omml import NAMESPACE
from studykit.targets.handout.formats.pdf.typesetting import compile_data, find_fonts

from .formulas import CHEMISTRY, FORMULAS

ALL = FORMULAS | CHEMISTRY


@pytest.mark.parametrize(("latex", "shown"), ALL.items())
def test_the_line_of_a_formula(latex: str, shown: str) -> None:
    assert line.render(latex) == shown


def test_lines_are_different_where_formulas_are() -> None:
    same = {"A": [r"\frac{a+b}{c}", r"a + \frac{b}{c}", r"\frac{a}{c} + b"]}
    same["B"] = [r"\sqrt{x+1}", r"\sqrt{x} + 1"]
    same["C"] = [r"\frac{1}{2}x", r"\frac{1}{2x}"]
    same["D"] = [r"x^{y+1}", r"x^y + 1", r"(x^y) + 1"]
    same["E"] = [r"\frac{a}{b}\cdot c", r"\frac{a}{b \cdot c}"]
    same["F"] = [r"-x^2", r"(-x)^2"]
    same["G"] = [r"\sin x^2", r"(\sin x)^2", r"\sin^2 x"]
    for formulas in same.values():
        lines = [line.render(latex) for latex in formulas]
        assert len(set(lines)) == len(lines), lines


TYPST = b"""#set document(title: "formulas")
#let (sources) = json(bytes(sys.inputs.document))
#for it in sources { math.equation(alt: it, eval(it, mode: "math")) }
"""


def test_typst_takes_every_formula() -> None:
    fonts, _ = find_fonts(())
    sources = [typst.render(latex, display) for latex in ALL for display in (False, True)]
    content, errors = compile_data(json.dumps(sources), fonts, TYPST)
    assert (content is not None, errors) == (True, [])


@pytest.mark.parametrize("display", [False, True])
def test_word_gets_well_formed_markup_with_every_letter(display: bool) -> None:
    for latex, shown in ALL.items():
        root = ElementTree.fromstring(omml.render(latex, display))
        words = "".join(t.text or "" for t in root.iter(f"{{{NAMESPACE}}}t"))
        letters = re.findall(
            r"[a-zA-Zα-ωΑ-Ω]", re.sub(r"choose|over\w+|under\w+|cancel|vector", "", shown)
        )
        assert set(letters) <= set(words), latex


@pytest.mark.parametrize("display", [False, True])
def test_pages_get_mathml_with_the_latex_to_copy(display: bool) -> None:
    for latex in ALL:
        root = ElementTree.fromstring(mathml.render(latex, display))
        assert root.findtext(".//annotation") == latex
        assert root.get("display") == ("block" if display else None)
        assert root.findall(".//menclose") == []


def test_a_formula_cannot_be_code_of_typst() -> None:
    source = typst.render(r'\text{\#eval(1) \$ \} \& "x"} + x\#y\$z')
    assert source == r'"#eval(1) $ } & ”x”"\+ x \# y \$ z'
