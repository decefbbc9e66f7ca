"""Formulas in typst's mathematics (https://typst.app/docs/reference/math/), as source to evaluate.

All letters and signs are escaped or in strings, so nothing in a formula is read as code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from .tree import tree

_VARIANTS = "\ufe00\ufe01"
_INVISIBLE = "\u2061\u2062\u2063\u2064"
_LARGE = "∑∏∫∬∭∮⋃⋂⨁⨂∐⋁⋀"
_ACCENTS = {
    "\u20d7": "arrow", "→": "arrow", "ˆ": "hat", "^": "hat", "\u0302": "hat", "¯": "macron", "˙": "dot",
    "¨": "dot.double", "\u20db": "dot.triple", "˜": "tilde", "~": "tilde", "\u0303": "tilde", "ˇ": "caron",
    "˘": "breve", "´": "acute", "˚": "circle", "←": "arrow.l",
}  # fmt: skip
_LINES = {"‾": "overline", "_": "underline", "⏞": "overbrace", "⏟": "underbrace"}
_LEFT, _RIGHT = "([{⌊⌈⟨⟦|‖\u2063", ")]}⌋⌉⟩⟧|‖\u2063"


def render(latex: str, display: bool = False) -> str:
    """Return a formula for `eval` with `mode: "math"`; raise BadFormula for a mistake in it."""
    return _row(list(tree(latex, display)))


def _row(elements: list[Element]) -> str:
    match elements:
        case [Element(tag="mo"), Element(tag="mfrac"), Element(tag="mo")] if _is_binomial(
            elements[1]
        ):
            above, below = elements[1]
            return f"binom({_row([above])}, {_row([below])})"
        case [Element(tag="mo"), *_, Element(tag="mo")] if _stretches(elements[0], elements[-1]):
            inner = _row(elements[1:-1])
            return f"lr({_fence(elements[0])} {inner} {_fence(elements[-1])})"
    return _joined(filter(None, map(_show, elements)))


def _joined(pieces: Iterable[str]) -> str:
    """Pieces with spaces between them, but not beside strings, where typst shows them."""
    joined = ""
    for piece in pieces:
        apart = joined and not joined.endswith('"') and not piece.startswith('"')
        joined += f" {piece}" if apart else piece
    return joined


def _is_binomial(fraction: Element) -> bool:
    return fraction.get("linethickness") == "0"


def _stretches(left: Element, right: Element) -> bool:
    """Whether a row is in brackets that grow: those of `\\left` and `\\right`, and of matrices."""
    return all(
        (end.text or "") in signs and "stretchy" not in end.attrib and "minsize" not in end.attrib
        for end, signs in ((left, _LEFT), (right, _RIGHT))
    )


def _fence(element: Element) -> str:
    return "" if (element.text or "") in _INVISIBLE else _sign(element.text or "")


def _show(element: Element) -> str:
    children = list(element)
    match element.tag:
        case "mi":
            return _identifier(element)
        case "mn":
            return _number(element.text or "")
        case "mo":
            return _operator(element)
        case "mtext":
            return _string((element.text or "").replace("\u00a0", " "))
        case "mspace":
            return _space(element)
        case "mphantom":
            return f"#hide[${_row(children)}$]"
        case "mrow" | "mpadded" | "math" | "mtd":
            return _coloured(element, _row(children))
        case "mfrac" if _is_binomial(element):
            above, below = (_row([child]) for child in children)
            return f"mat(delim: #none, {above}; {below})"
        case "mfrac":
            above, below = (_row([child]) for child in children)
            fraction = f"frac({above}, {below})"
            return f"display({fraction})" if element.get("displaystyle") == "true" else fraction
        case "msqrt":
            return f"sqrt({_row(children)})"
        case "mroot":
            return f"root({_row([children[1]])}, {_row([children[0]])})"
        case "mtable":
            return _table(element)
        case "menclose":
            return _enclosed(element)
        case _:
            return _scripts(element)


def _identifier(element: Element) -> str:
    text = (element.text or "").rstrip(_VARIANTS)
    if len(text) > 1 and text.isascii() and text[0].islower():
        return f'op("{text}")'
    if text.isalpha() and (element.get("mathvariant") == "normal" or len(text) > 1):
        return f"upright({' '.join(text)})"
    return _sign(text)


def _number(text: str) -> str:
    return text if re.fullmatch(r"\d+(\.\d+)?", text) else _string(text)


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _sign(text: str) -> str:
    return "".join(f"\\{c}" if c.isascii() and not c.isalnum() else c for c in text)


def _operator(element: Element) -> str:
    text = element.text or ""
    if text in _INVISIBLE:
        return ""
    if size := element.get("minsize"):
        return f"lr(size: #{size}, {_sign(text)})"
    if text in "|‖" and element.get("stretchy") == "false":
        return f'class("normal", {_sign(text)})'
    return _sign(text)


def _space(element: Element) -> str:
    width = element.get("width") or element.get("style", "").removeprefix("margin-left:").rstrip(
        ";"
    )
    return f"#h({width})" if re.fullmatch(r"-?[\d.]+em", width) else ""


def _coloured(element: Element, inner: str) -> str:
    colour = re.match(r"color:(#[0-9A-Fa-f]{6})", element.get("style", ""))
    return f'#text(fill: rgb("{colour[1]}"))[${inner}$]' if colour else inner


def _enclosed(element: Element) -> str:
    inner = _row([c for c in element if not c.get("class", "").startswith("menclose")])
    match element.get("notation"):
        case "box":
            # typst takes tall parts for lower than they are
            margin = "0.6em" if re.search(r"\b(?:frac|mat|binom)\(", inner) else "0.25em"
            return f"#box(stroke: 0.5pt, inset: (x: 0.25em, y: {margin}))[${inner}$]"
        case "downdiagonalstrike":
            return f"cancel(inverted: #true, {inner})"
        case "updiagonalstrike":
            return f"cancel({inner})"
        case _:
            return f"cancel(cross: #true, {inner})"


def _scripts(element: Element) -> str:
    base, *scripts = element
    if len(scripts) == 1 and scripts[0].tag == "mspace":
        return _show(base)  # the padding of a long arrow
    if "accent" in element.attrib or "accentunder" in element.attrib:
        return _accented(base, scripts[0])
    above = scripts[-1] if element.tag not in ("msub", "munder") else None
    below = scripts[0] if element.tag in ("msub", "munder", "msubsup", "munderover") else None
    if base.tag in ("mover", "munder") and (base[1].text or "") in "⏞⏟":
        return f"{_LINES[base[1].text or '']}({_row([base[0]])}, {_row([scripts[0]])})"
    core = _show(base)
    if base.tag == "mo" and (base.text or "") in "→←↔⇌⇒⇐⇔":
        core = f"stretch({core})" if element.tag[1] in "ou" else core
    if element.tag in ("mover", "munder", "munderover"):
        core = f"limits({core})"
    elif base.tag == "mo" and (base.text or "") in _LARGE:
        core = f"scripts({core})"
    parts = [f"{name}: {_row([s])}" for name, s in (("b", below), ("t", above)) if s is not None]
    return f"attach({core or _string('')}, {', '.join(parts)})"


def _accented(base: Element, accent: Element) -> str:
    sign, inner = (accent.text or "").strip(), _row([base])
    if sign in _LINES:
        return f"{_LINES[sign]}({inner})"
    if sign in _ACCENTS:
        return f"accent({inner}, {_ACCENTS[sign]})"
    return f"attach(limits({inner}), t: {_row([accent])})"


def _table(table: Element) -> str:
    rows = [[_row(list(cell)) for cell in row] for row in table]
    styles = [cell.get("style", "") for row in table for cell in row]
    if any("padding-left: 0" in style for style in styles):
        lines = [" & ".join(row) for row in rows]
        return f"mat(delim: #none, row-gap: #0.6em, {'; '.join(lines)})"
    options = "delim: #none"
    if any("text-align: left" in style for style in styles):
        options += ", align: #left"
    lines = [
        f"{kind}: {_offsets(places)}"
        for kind, places in (("hline", _rules_above(table)), ("vline", _rules_beside(table)))
        if places
    ]
    if lines:
        options += f", augment: #({', '.join(lines)}, stroke: 0.5pt)"
    cells = "; ".join(", ".join(cell or _string("") for cell in row) for row in rows)
    return f"mat({options}, {cells})"


def _offsets(places: list[int]) -> str:
    return f"({', '.join(map(str, places))},)"


def _rules_above(table: Element) -> list[int]:
    return [
        n
        for n, row in enumerate(table)
        if n and any("border-top" in c.get("style", "") for c in row)
    ]


def _rules_beside(table: Element) -> list[int]:
    columns = max(len(row) for row in table)
    return [
        n + 1
        for n in range(columns - 1)
        if any(len(row) > n and "border-right" in row[n].get("style", "") for row in table)
    ]
