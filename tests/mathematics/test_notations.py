"""Each notation prints every formula, and means the same by it."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from studykit.mathematics import line, mathml, omml, typst
from studykit.mathematics.omml import NAMESPACE, WORD
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
    same["H"] = [r"\boxed{x}", r"[x]", r"\cancel{x}"]
    same["I"] = [
        rf"\begin{{{name}}} a & b \end{{{name}}}"
        for name in ("matrix", "pmatrix", "bmatrix", "vmatrix")
    ]
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
            r"[a-zA-Zα-ωΑ-Ω]",
            re.sub(r"choose|over\w+|under\w+|cancel|vector|table|boxed", "", shown),
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


@pytest.mark.parametrize(
    ("latex", "markup"),
    [
        (r"\{0\}", "{0}"),
        (r"(x+1)^2", "(x+1<sSup>)2</sSup>"),
        (r"\left(\frac{a}{b}\right)", "<d beg=( end=)><f>ab</f></d>"),
        (r"|x|", "<d beg=| end=|>x</d>"),
        (r"\cancel{x + 1}", "<borderBox strikeH>x+1</borderBox>"),
        (
            r"\cancel{\frac{a}{b}}",
            "<f><borderBox strikeH>a</borderBox><borderBox strikeH>b</borderBox></f>",
        ),
        (
            r"\xcancel{\left(\frac{a}{b} + 1\right)}",
            "<d beg=( end=)><f><borderBox strikeH>a</borderBox><borderBox strikeH>b</borderBox></f>"
            "<borderBox strikeH>+1</borderBox></d>",
        ),
        (
            r"\cancel{\frac{\cancel{a}}{\boxed{b}}}",
            "<f><borderBox strikeH>a</borderBox>"
            "<bar pos=bot><bar pos=top><d beg=| end=|><borderBox strikeH>b</borderBox></d></bar></bar></f>",
        ),
        (r"\cancel{\overline{AB}}", "<bar pos=top><borderBox strikeH>AB</borderBox></bar>"),
        (r"\frac{a}{\frac{b}{c}}", "<f>a\u2005<f>bc</f>\u2005</f>"),
        (r"\boxed{x}", "<bar pos=bot><bar pos=top><d beg=| end=|>x</d></bar></bar>"),
        (r"A \xrightarrow{\text{heat}} B", "A\u2005<limUpp>⟶\u2005heat\u2005</limUpp>\u2005B"),
    ],
)
def test_what_word_gets_so_that_libreoffice_shows_it(latex: str, markup: str) -> None:
    """Flat brackets are signs, strikes are horizontal, boxes are lines, and arrows with words are long."""
    assert outline(ElementTree.fromstring(omml.render(latex))) == markup


def test_word_gets_colours() -> None:
    root = ElementTree.fromstring(
        omml.render(r"\frac{\textcolor{red}{a + \textcolor{blue}{b}}}{c}")
    )
    colours = [
        (run.findtext(f"{{{NAMESPACE}}}t"), [colour.get(f"{{{WORD}}}val") for colour in run.iter(f"{{{WORD}}}color")])
        for run in root.iter(f"{{{NAMESPACE}}}r")
    ]  # fmt: skip
    assert colours == [("a", ["FF0000"]), ("+", ["FF0000"]), ("b", ["0000FF"]), ("c", [])]


def outline(element: ElementTree.Element) -> str:
    """Return the structure of a formula in Office Math Markup in a short form."""
    tag = element.tag.rpartition("}")[2]
    if tag == "t":
        return element.text or ""
    inner = "".join(map(outline, element))
    if tag not in ("sSup", "d", "f", "bar", "borderBox", "limUpp"):
        return inner
    value = f"{{{NAMESPACE}}}val"
    options = [
        name if name.startswith("strike") else f"{name[:3]}={option.get(value)}"
        for option in element[0]
        if (name := option.tag.rpartition("}")[2]).startswith(("strike", "begChr", "endChr", "pos"))
    ]
    return f"<{' '.join([tag, *options])}>{inner}</{tag}>"


@pytest.mark.parametrize(
    ("latex", "markup"),
    [
        (r"f'", '<mrow><mi>f</mi><mo form="postfix" lspace="0" rspace="0">′</mo></mrow>'),
        (r"x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
        (r"\bigl(x\bigr)^2", '<msup><mrow><mo minsize="1.2em" maxsize="1.2em" form="postfix">)</mo></mrow>'),
        (r"\xcancel{x}", "background:linear-gradient(to bottom right,"),
        (r"\xcancel{x}", ",linear-gradient(to top right,"),
    ],
)  # fmt: skip
def test_what_pages_get_so_that_chromium_shows_it(latex: str, markup: str) -> None:
    """A prime is raised once, a big bracket with a script keeps its size, two strikes are both drawn."""
    assert markup in mathml.render(latex)


@pytest.mark.parametrize(
    ("latex", "source"),
    [
        (r"\boxed{x} l", "#box(stroke: 0.5pt, inset: (x: 0.25em, y: 0.25em))[$x$] l"),
        (r"\boxed{\frac{a}{b}}", "#box(stroke: 0.5pt, inset: (x: 0.25em, y: 0.6em))[$frac(a, b)$]"),
    ],
)
def test_the_frame_of_a_box_is_on_the_line(latex: str, source: str) -> None:
    """With another baseline, what follows it was raised; a fraction needs more room in it."""
    assert typst.render(latex) == source
