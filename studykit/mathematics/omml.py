"""Formulas in Office Math Markup (ECMA-376 part 1, 22.1), for Word."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from xml.etree.ElementTree import Element

from .tree import tree

NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_FONT = '<w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/>'
_VARIANTS = "\ufe00\ufe01"
_INVISIBLE = "\u2061\u2062\u2063\u2064"
_EMPTY = "\u200b"
"""A word without width, where an empty place would be shown as a box."""

_LARGE = "∑∏∫∬∭∮⋃⋂⨁⨂∐⋁⋀"
_INTEGRALS = "∫∬∭∮"
_ACCENTS = {
    "\u20d7": "\u20d7", "→": "\u20d7", "ˆ": "\u0302", "^": "\u0302", "\u0302": "\u0302", "˙": "\u0307",
    "¨": "\u0308", "\u20db": "\u20db", "˜": "\u0303", "~": "\u0303", "\u0303": "\u0303", "ˇ": "\u030c",
    "˘": "\u0306", "´": "\u0301", "`": "\u0300", "˚": "\u030a",
}  # fmt: skip
_LEFT, _RIGHT = "([{⌊⌈⟨⟦|‖\u2063", ")]}⌋⌉⟩⟧|‖\u2063"
_ENDS = _LEFT + _RIGHT + _INVISIBLE
"""Signs that structures of Word are made of, so that none of them can be struck alone."""


def render(latex: str, display: bool = False) -> str:
    """Return a formula as an `m:oMath` element; raise BadFormula for a mistake in it."""
    content = _row(list(tree(latex, display)))
    return f'<m:oMath xmlns:m="{NAMESPACE}" xmlns:w="{WORD}">{content}</m:oMath>'


def _row(elements: list[Element]) -> str:
    pieces: list[str] = []
    n = 0
    while n < len(elements):
        element, following = elements[n], elements[n + 1 : n + 2]
        if _is_large(element):
            end = _term_end(elements, n + 1)
            pieces.append(_nary(element, elements[n + 1 : end]))
        elif following and following[0].text == "\u2061":
            end = n + 3
            name = f"<m:fName>{_show(element)}</m:fName>"
            pieces.append(f"<m:func>{name}{_arg('e', elements[n + 2 : end])}</m:func>")
        elif _is_before(element) and following:
            end = n + 2
            pieces.append(_prescripts(element, following[0]))
        elif (closing := _closing(elements, n)) is not None:
            pieces.append(_delimited(element, elements[n + 1 : closing], elements[closing]))
            end = closing + 1
        else:
            end = n + 1
            pieces.append(_show(element, alone=end == len(elements)))
        n = end
    return "".join(pieces)


def _closing(elements: list[Element], start: int) -> int | None:
    """Return the index of the bracket that closes the one at `start`, with or without scripts."""
    left = elements[start]
    if left.tag != "mo" or not left.text or left.text not in _LEFT:
        return None
    depth = 0
    for n in range(start, len(elements)):
        sign = _end_of(elements[n]).text or ""
        if _end_of(elements[n]).tag != "mo" or not sign:
            continue
        is_bar = sign in "|‖"
        if n > start and (
            sign == left.text if left.text in "|‖" else sign in _RIGHT and not is_bar
        ):
            depth -= 1
        elif elements[n].tag == "mo" and sign in _LEFT and (n == start or not is_bar):
            depth += 1
        if depth == 0:
            return n
    last = _end_of(elements[-1])  # \left. x \right|
    is_pair = start == 0 and len(elements) > 1 and last.tag == "mo" and (last.text or "-") in _RIGHT
    return len(elements) - 1 if is_pair else None


def _end_of(element: Element) -> Element:
    """Return the base of an element with scripts beside it, otherwise the element."""
    return element[0] if element.tag in ("msub", "msup", "msubsup") else element


_FLAT = {"mi", "mn", "mo", "mtext", "mspace", "mrow", "msub", "msup", "msubsup", "mpadded"}


def _is_flat(elements: list[Element]) -> bool:
    """Whether elements are not higher than a line, so that brackets around them need not grow."""
    inner = [e for element in elements for e in element.iter()]
    return all(e.tag in _FLAT and (e.text or "-") not in _LARGE for e in inner)


def _delimited(left: Element, inner: list[Element], right: Element) -> str:
    """Brackets that grow; LibreOffice draws these so thin that braces look like bars."""
    signs = [
        "" if (end.text or "") in _INVISIBLE else end.text or "" for end in (left, _end_of(right))
    ]
    if _is_flat(inner) and "".join(signs).strip("|‖"):
        # among words LibreOffice shows a backslash before a brace
        opening, closing = (_run(sign, upright=True, words=sign not in "{}") for sign in signs)
        if right.tag != "mo":
            closing = _scripted(closing, *_below_and_above(right))
        return f"{opening}{_row(inner)}{closing}"
    properties = _value("begChr", signs[0]) + _value("endChr", signs[1])
    brackets = f"<m:d><m:dPr>{properties}</m:dPr>{_arg('e', inner)}</m:d>"
    return brackets if right.tag == "mo" else _scripted(brackets, *_below_and_above(right))


def _is_before(element: Element) -> bool:
    """Whether an element is scripts without a base: they are those of what follows."""
    return (
        element.tag in ("msub", "msup", "msubsup")
        and element[0].tag == "mrow"
        and not len(element[0])
    )


def _prescripts(scripts: Element, base: Element) -> str:
    below, above = _below_and_above(scripts)
    nothing = _run(_EMPTY, words=True)
    sub = f"<m:sub>{nothing}</m:sub>" if below is None else _arg("sub", [below])
    sup = f"<m:sup>{nothing}</m:sup>" if above is None else _arg("sup", [above])
    return f"<m:sPre>{sub}{sup}{_arg('e', [base])}</m:sPre>"


def _is_large(element: Element) -> bool:
    core = element[0] if element.tag in _SCRIPTS and len(element) else element
    return core.tag == "mo" and (core.text or "") in _LARGE and (core.text or "") != ""


def _term_end(elements: list[Element], start: int) -> int:
    """Return where the term under a sum or an integral ends: before a relation or the next sum."""
    for n in range(start, len(elements)):
        sign = elements[n].text or ""
        if elements[n].tag == "mo" and (sign in "=<>≤≥≠≈≡→,;" or (n > start and sign in "+−±")):
            return n
        if n > start and _is_large(elements[n]):
            return n
    return len(elements)


def _nary(element: Element, term: list[Element]) -> str:
    core = element[0] if len(element) else element
    below, above = _below_and_above(element) if len(element) else (None, None)
    sign = core.text or ""
    location = "undOvr" if element.tag in ("munder", "mover", "munderover") else "subSup"
    properties = _value("chr", sign) + _value("limLoc", location)
    properties += _value("subHide", "1") * (below is None) + _value("supHide", "1") * (
        above is None
    )
    sub = _arg("sub", [] if below is None else [below])
    sup = _arg("sup", [] if above is None else [above])
    return f"<m:nary><m:naryPr>{properties}</m:naryPr>{sub}{sup}{_arg('e', term)}</m:nary>"


def _show(element: Element, alone: bool = False) -> str:
    """An element; a sign `alone` has nothing after it, which LibreOffice takes for a mistake."""
    children = list(element)
    match element.tag:
        case "mi":
            return _identifier(element)
        case "mn":
            return _run(element.text or "", upright=True)
        case "mo":
            sign = _operator(element)
            return _run(sign, upright=True, words=alone or sign == "/")
        case "mtext":
            return _run((element.text or "").replace("\u00a0", " "), words=True)
        case "mspace":
            return _space(element)
        case "mphantom":
            return f"<m:phant><m:phantPr>{_value('show', '0')}</m:phantPr>{_arg('e', children)}</m:phant>"
        case "mfrac":
            bar = _value("type", "noBar") if element.get("linethickness") == "0" else ""
            above, below = map(_part_of_fraction, children)
            return f"<m:f><m:fPr>{bar}</m:fPr><m:num>{above}</m:num><m:den>{below}</m:den></m:f>"
        case "msqrt":
            hidden = f"<m:radPr>{_value('degHide', '1')}</m:radPr><m:deg/>"
            return f"<m:rad>{hidden}{_arg('e', children)}</m:rad>"
        case "mroot":
            base, index = ([child] for child in children)
            return f"<m:rad><m:radPr/>{_arg('deg', index)}{_arg('e', base)}</m:rad>"
        case "mtable":
            return _table(element)
        case "menclose":
            return _enclosed(element)
        case "mrow" | "mpadded" | "mtd":
            return _coloured(_row(children), element.get("style", ""))
        case _:
            return _scripts(element)


def _coloured(markup: str, style: str) -> str:
    """Return runs in the colour of a style; those that have one keep it."""
    colour = re.match(r"color:#([0-9A-Fa-f]{6})", style)
    if not colour:
        return markup
    return markup.replace(f"{_FONT}</w:rPr>", f'{_FONT}<w:color w:val="{colour[1]}"/></w:rPr>')


def _part_of_fraction(element: Element) -> str:
    """A numerator or a denominator; beside a fraction is space, so that its bar is the shorter one."""
    inner = _row(_unwrapped([element]))
    space = _run("\u2005", words=True) if element.tag == "mfrac" else ""
    return f"{space}{inner}{space}"


def _identifier(element: Element) -> str:
    text = (element.text or "").rstrip(_VARIANTS)
    # LibreOffice knows upright letters only as words
    return _run(text, words=len(text) > 1 or element.get("mathvariant") == "normal")


def _operator(element: Element) -> str:
    text = element.text or ""
    return "" if text in _INVISIBLE else text


def _run(text: str, upright: bool = False, words: bool = False) -> str:
    """A run: italic letters, `upright` ones, or `words`, which keep their spaces."""
    if not text:
        return ""
    style = "<m:nor/>" if words else _value("sty", "p") if upright else ""
    style = f"<m:rPr>{style}</m:rPr>" if style else ""
    return f'<m:r>{style}<w:rPr>{_FONT}</w:rPr><m:t xml:space="preserve">{escape(text, quote=False)}</m:t></m:r>'


def _space(element: Element) -> str:
    found = re.fullmatch(r"([\d.]+)em", element.get("width", ""))
    if not found:
        return ""
    width = float(found[1])
    return _run("\u2003" if width > 0.6 else "\u2005" if width > 0.2 else "\u2009", words=True)


def _enclosed(element: Element) -> str:
    """A box or a strike in what LibreOffice shows, too: of `m:borderBox` it reads only `m:strikeH`."""
    inner = [child for child in element if not child.get("class", "").startswith("menclose")]
    if element.get("notation") == "box":
        sides = _value("begChr", "|") + _value("endChr", "|") + _value("shp", "match")
        framed = f"<m:d><m:dPr>{sides}</m:dPr>{_arg('e', inner)}</m:d>"
        return _barred(_barred(framed, "top"), "bot")
    if not _is_flat(inner):
        return _row(_struck(inner))
    hidden = "".join(_value(f"hide{side}", "1") for side in ("Top", "Bot", "Left", "Right"))
    properties = f"<m:borderBoxPr>{hidden}{_value('strikeH', '1')}</m:borderBoxPr>"
    return f"<m:borderBox>{properties}{_arg('e', inner)}</m:borderBox>"


def _struck(elements: list[Element]) -> list[Element]:
    """Return elements with a strike through each flat part: one through a fraction is lost in its bar."""
    struck: list[Element] = []
    for is_flat, part in groupby(
        elements, lambda e: _is_flat([e]) and (e.text or "-") not in _ENDS
    ):
        if is_flat:
            struck.append(Element("menclose"))
            struck[-1].extend(part)
        else:
            struck.extend(map(_with_struck_parts, part))
    return struck


def _with_struck_parts(element: Element) -> Element:
    if element.tag == "menclose" and element.get("notation") != "box":
        return element
    copy = Element(element.tag, element.attrib)
    copy.text = element.text
    children = list(element)
    if element.tag in ("mrow", "mtd", "msqrt", "menclose", "mpadded"):
        copy.extend(_struck(children))
        return copy
    kept = len(children) if element.tag not in ("munder", "mover", "munderover") else 1
    for child in children[:kept]:
        copy.extend(_struck([child]))
    copy.extend(children[kept:])
    return copy


_SCRIPTS = ("msub", "msup", "msubsup", "munder", "mover", "munderover")


def _below_and_above(element: Element) -> tuple[Element | None, Element | None]:
    _, *scripts = element
    below = scripts[0] if element.tag in ("msub", "munder", "msubsup", "munderover") else None
    return below, scripts[-1] if element.tag not in ("msub", "munder") else None


def _scripts(element: Element) -> str:
    base, first, *_ = element
    if len(element) == 2 and first.tag == "mspace":
        return _show(base)  # the padding of a long arrow
    if "accent" in element.attrib or "accentunder" in element.attrib:
        return _accented(base, first)
    below, above = _below_and_above(element)
    if element.tag in ("munder", "mover", "munderover"):
        return _limits(_lengthened(base), below, above)
    return _scripted(_row(_unwrapped([base])), below, above)


_LONG = str.maketrans("→←↔⇒⇐⇔", "⟶⟵⟷⟹⟸⟺")


def _lengthened(base: Element) -> Element:
    """Return a longer arrow for an arrow with words on it: those of Word do not stretch."""
    if base.tag != "mo" or not base.text:
        return base
    longer = Element("mo", base.attrib)
    longer.text = base.text.translate(_LONG)
    return longer


def _scripted(base: str, below: Element | None, above: Element | None) -> str:
    parts = "" if below is None else _arg("sub", [below])
    parts += "" if above is None else _arg("sup", [above])
    tag = "sSup" if below is None else "sSub" if above is None else "sSubSup"
    return f"<m:{tag}><m:e>{base}</m:e>{parts}</m:{tag}>"


def _limits(base: Element, below: Element | None, above: Element | None) -> str:
    inner = _show(base, alone=True)
    if below is not None:
        inner = f"<m:limLow><m:e>{inner}</m:e>{_arg('lim', [below])}</m:limLow>"
    if above is not None:
        inner = f"<m:limUpp><m:e>{inner}</m:e>{_arg('lim', [above])}</m:limUpp>"
    return inner


def _accented(base: Element, accent: Element) -> str:
    sign, inner = (accent.text or "").strip(), _arg("e", [base])
    if sign in ("‾", "¯", "_"):
        position = "bot" if sign == "_" else "top"
        return _barred(_row(_unwrapped([base])), position)
    if sign in ("⏞", "⏟"):
        side, align = ("top", "bot") if sign == "⏞" else ("bot", "top")
        properties = _value("chr", sign) + _value("pos", side) + _value("vertJc", align)
        return f"<m:groupChr><m:groupChrPr>{properties}</m:groupChrPr>{inner}</m:groupChr>"
    if sign in _ACCENTS:
        return f"<m:acc><m:accPr>{_value('chr', _ACCENTS[sign])}</m:accPr>{inner}</m:acc>"
    return _limits(base, None, accent)


def _barred(inner: str, position: str) -> str:
    return f"<m:bar><m:barPr>{_value('pos', position)}</m:barPr><m:e>{inner}</m:e></m:bar>"


def _table(table: Element) -> str:
    rows = [list(row) for row in table]
    styles = [cell.get("style", "") for row in rows for cell in row]
    if any("padding-left: 0" in style for style in styles):
        columns = max(map(len, rows))
        return _matrix(rows, ["right", "left"] * (columns // 2 + 1), gap=0)
    align = "left" if any("text-align: left" in style for style in styles) else "center"
    matrices = ""
    first = 0
    for column in range(max(map(len, rows))):
        if any("border-right" in row[column].get("style", "") for row in rows if len(row) > column):
            part = _matrix(
                [row[first : column + 1] for row in rows], [align] * (column + 1 - first)
            )
            properties = f"<m:dPr>{_value('begChr', '')}{_value('endChr', '|')}</m:dPr>"
            matrices += f"<m:d>{properties}<m:e>{part}</m:e></m:d>"
            first = column + 1
    rest = [row[first:] for row in rows]
    return matrices + _matrix(rest, [align] * max(map(len, rest)))


def _matrix(rows: list[list[Element]], align: list[str], gap: int | None = None) -> str:
    """A matrix; a rule above a row is drawn below the cells of the row above."""
    columns = [
        f"<m:mc><m:mcPr>{_value('count', '1')}{_value('mcJc', side)}</m:mcPr></m:mc>"
        for side in align[: max(map(len, rows))]
    ]
    properties = "" if gap is None else _value("cGpRule", "3") + _value("cGp", str(gap))
    properties += f"<m:mcs>{''.join(columns)}</m:mcs>"
    written = ""
    for row, following in zip(rows, [*rows[1:], []], strict=True):
        is_ruled = any("border-top" in cell.get("style", "") for cell in following)
        written += f"<m:mr>{''.join(_cell(cell, is_ruled) for cell in row)}</m:mr>"
    return f"<m:m><m:mPr>{properties}</m:mPr>{written}</m:m>"


def _cell(cell: Element, is_ruled: bool) -> str:
    """A cell; before a sign at its start is an empty word, without which LibreOffice reports a mistake."""
    inner = _row(list(cell))
    if len(cell) and cell[0].tag == "mo" and (cell[0].text or "") not in _LEFT:
        inner = _run(_EMPTY, words=True) + inner
    if is_ruled:
        inner = _barred(inner, "bot")
    return f"<m:e>{inner}</m:e>"


def _arg(name: str, elements: list[Element]) -> str:
    return f"<m:{name}>{_row(_unwrapped(elements))}</m:{name}>"


def _unwrapped(elements: list[Element]) -> list[Element]:
    is_row = len(elements) == 1 and elements[0].tag == "mrow" and "style" not in elements[0].attrib
    return list(elements[0]) if is_row else elements


def _value(name: str, value: str) -> str:
    return f'<m:{name} m:val="{escape(value)}"/>'
