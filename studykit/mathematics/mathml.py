"""MathML for pages: MathML Core, with the LaTeX as an annotation to copy."""

from __future__ import annotations

from copy import deepcopy
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from .tree import tree

_BOX = "border:1px solid;padding:.15em .3em"
_STRIKE = (
    "linear-gradient(to {side},transparent calc(50% - .04em),currentcolor calc(50% - .04em)"
    " calc(50% + .04em),transparent calc(50% + .04em))"
)
_SIDES = {"updiagonalstrike": "bottom right", "downdiagonalstrike": "top right"}


def render(latex: str, display: bool = False) -> str:
    """Return a formula as a `math` element; raise BadFormula for a mistake in it."""
    root = deepcopy(tree(latex, display))
    for element in list(root.iter()):
        _adapt(element)
    children = list(root)
    root[:] = []
    semantics = SubElement(root, "semantics")
    SubElement(semantics, "mrow").extend(children)
    SubElement(semantics, "annotation", encoding="application/x-tex").text = latex
    if display:
        root.set("display", "block")
    return ElementTree.tostring(root, encoding="unicode")


def _adapt(element: Element) -> None:
    """Replace what browsers do not show, or not in the right place."""
    if element.tag == "menclose":
        notations = element.attrib.pop("notation", "").split()
        element.tag = "mrow"
        strikes = [_STRIKE.format(side=_SIDES[name]) for name in notations if name in _SIDES]
        struck = f"padding:.1em .2em;background:{','.join(strikes)}"
        element.set("style", struck if strikes else _BOX)
        element[:] = [c for c in element if not c.get("class", "").startswith("menclose")]
    elif element.tag == "msup" and len(element) and (element[1].text or "-").strip("′″‴") == "":
        # the sign is raised already; in Chromium it would be raised twice
        element.tag = "mrow"
        element[1].attrib.update(form="postfix", lspace="0", rspace="0")
    elif element.tag in ("msub", "msup", "msubsup") and element[0].get("minsize"):
        bracket = Element("mo", element[0].attrib, form="postfix")  # else Chromium makes it smaller
        bracket.text = element[0].text
        element[0] = Element("mrow")
        element[0].append(bracket)
    elif element.tag == "mo" and element.text == "\u20d7":
        element.text = "\u2192"  # in Chromium the combining arrow is too far left
    elif element.tag == "mo" and element.text in ("\u203e", "_"):
        element.set("stretchy", "true")
