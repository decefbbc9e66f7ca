"""One line of Unicode: `x = (−b ± √(b² − 4ac))/(2a)`.

For terminals, for texts in place of a picture, and for rules, which read words.  The line says what the
formula says, with brackets where the formula has a second dimension.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from .tree import tree

_SUPERSCRIPT = dict(
    zip(
        "0123456789+−-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδφχ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᵠᵡ",
        strict=True,
    )
)
_SUBSCRIPT = dict(
    zip(
        "0123456789+−-=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)
_ACCENTS = {"⃗": "⃗", "→": "⃗", "ˆ": "̂", "^": "̂", "¯": "̄", "‾": "̅", "˙": "̇", "¨": "̈", "˜": "̃", "~": "̃",
            "ˇ": "̌", "˘": "̆", "´": "́", "`": "̀", "˚": "̊", "_": "̲", "⃛": "⃛"}  # fmt: skip
_LINES = {"‾": "overline", "_": "underline", "→": "vector", "⃗": "vector", "ˆ": "hat", "˜": "tilde",
          "⏞": "overbrace", "⏟": "underbrace", "¯": "overline"}  # fmt: skip
_ROOTS = {"3": "∛", "4": "∜"}

_OPENING, _CLOSING = "([{⌊⌈⟨⟦", ")]}⌋⌉⟩⟧"
_TIGHT = "/!′″‴%°∘"
_LARGE = "∑∏∫∬∭∮⋃⋂⨁⨂∐⋁⋀"
_APPLY = "\u2061"
_INVISIBLE = "\u2062\u2063\u2064"
_VARIANTS = "\ufe00\ufe01"
_PREFIX = "−-+±∓¬∀∃∄∂∇∆"
_PREFIX_ALWAYS = "¬∀∃∄∂∇∆"


def render(latex: str, display: bool = False) -> str:
    """Return a formula in one line; raise BadFormula for a mistake in it."""
    text = re.sub(r"\s+", " ", _row(list(tree(latex, display)))).strip()
    return re.sub(r" (?=[,;)\]}])|(?<=[(\[{]) ", "", text)


def _row(elements: list[Element]) -> str:
    """The elements of a row, with spaces where their kinds ask for them."""
    text = ""
    previous: Element | None = None
    for n, element in enumerate(elements):
        following = elements[n + 1] if n + 1 < len(elements) else None
        piece = _operator(element, previous, following) if element.tag == "mo" else _show(element)
        if element.tag == "mfrac" and _is_factor(element, previous, following):
            piece = f"({piece})"
        if not piece:
            continue
        text += _between(text, previous, element, piece) + piece
        previous = element
    return text


def _between(text: str, previous: Element | None, element: Element, piece: str) -> str:
    """The space between two neighbours that would read as one otherwise."""
    if previous is None or element.tag == "mo" or text.endswith(" ") or piece.startswith(" "):
        return ""
    if _is_function(previous) or _is_function(element) or _is_large(previous):
        return " "
    if _is_mixed_number(previous, element):
        return " "
    # x^T y, v_max t: what follows a script on the line would belong to it
    if re.search(r"[\^_][^\s()]+\Z", text) and piece[0].isalnum():
        return " "
    return ""


def _is_factor(fraction: Element, previous: Element | None, following: Element | None) -> bool:
    """Whether a fraction would read as part of its neighbours: a(b/c), (a/b)/c, (1/2)x."""
    if fraction.get("linethickness") == "0":
        return False
    for neighbour in (previous, following):
        if neighbour is None or neighbour.tag in ("mspace", "mtext") or _is_large(neighbour):
            continue
        if neighbour.tag == "mo" and neighbour.text not in ("/", _APPLY, "!"):
            continue
        if neighbour is previous and _is_mixed_number(neighbour, fraction):
            continue
        return True
    return False


def _is_function(element: Element) -> bool:
    core = element
    while core.tag in ("msub", "msup", "msubsup", "munder", "mover", "munderover") and len(core):
        core = core[0]
    name = core.text or ""
    return core.tag == "mi" and len(name) > 1 and name.isalpha() and name[0].islower()


def _is_large(element: Element) -> bool:
    core = element
    while len(core) and core.tag != "mrow":
        core = core[0]
    return core.tag == "mo" and (core.text or "") in _LARGE


def _is_mixed_number(previous: Element, element: Element) -> bool:
    return previous.tag == "mn" and element.tag == "mfrac" and {e.tag for e in element} == {"mn"}


def _operator(element: Element, previous: Element | None, following: Element | None) -> str:
    sign = element.text or ""
    if sign == _APPLY:
        return " "
    if sign in _INVISIBLE:
        return ""
    if (
        sign in _OPENING
        or sign in _CLOSING
        or sign in _TIGHT
        or (sign in ("|", "∥", "‖") and not _is_relation(element))
    ):
        return sign
    if sign in (",", ";"):
        return f"{sign} "
    if sign in _LARGE or sign in _PREFIX_ALWAYS:
        return sign
    if sign in _PREFIX and (previous is None or _ends_open(previous)):
        return sign
    if sign == "…" or sign == "⋯":
        return (
            sign
            if previous is None or following is None
            else f" {sign} "
            if not _is_comma(previous)
            else sign
        )
    if sign == ".":
        return sign
    if previous is None and following is None:
        return sign
    return f" {sign} "


def _is_relation(element: Element) -> bool:
    """Whether a bar is a relation: divides, is parallel to."""
    return element.text == "∥" and "stretchy" not in element.attrib


def _is_comma(element: Element) -> bool:
    return element.tag == "mo" and element.text == ","


def _ends_open(element: Element) -> bool:
    """Whether a sign after this element is a sign of a number, not of a sum."""
    if element.tag == "mspace":
        return False
    sign = element.text or ""
    return element.tag == "mo" and sign not in _CLOSING + "!′″%°∘|∥‖" + "…"


def _show(element: Element) -> str:
    children = list(element)
    match element.tag:
        case "mi" | "mn":
            return (element.text or "").rstrip(_VARIANTS)
        case "mphantom":
            return " "
        case "mtext":
            return (element.text or "").replace("\u00a0", " ")
        case "mspace":
            return (
                " " if float(re.sub(r"[^\d.-]", "", element.get("width", "0")) or 0) > 0.1 else ""
            )
        case "mrow" | "mstyle" | "mpadded" | "semantics" | "math" | "mtd":
            return _mrow(children)
        case "mfrac":
            return _fraction(element)
        case "msqrt":
            return f"√{_radicand(children)}"
        case "mroot":
            index = _row([children[1]])
            root = _ROOTS.get(index) or (_mapped(index, _SUPERSCRIPT) or f"({index})") + "√"
            return root + _radicand([children[0]])
        case "msup" | "msub" | "msubsup" | "mover" | "munder" | "munderover":
            return _scripts(
                element.tag, children, "accent" in element.attrib or "accentunder" in element.attrib
            )
        case "mtable":
            return _table(element) if _is_aligned(element) else f"table({_table(element)})"
        case "menclose":
            inner = _mrow(children)
            if element.get("notation") != "box":
                return f"cancel({inner})"
            return "[?]" if inner.strip() == "?" else f"boxed({inner})"
        case "mo":
            return element.text or ""
        case _:
            return _mrow(children)


def _mrow(children: list[Element]) -> str:
    children = [c for c in children if c.get("class", "").partition("-")[0] != "menclose"]
    match [c.tag for c in children]:
        case ["mo", "mfrac", "mo"] if children[1].get("linethickness") == "0":
            above, below = (_row([c]) for c in children[1])
            return f"({above} choose {below})"
        case ["mo", "mtable", "mo"]:
            fences = ((child.text or "").strip(_INVISIBLE) for child in children[::2])
            left, right = (fence or other for fence, other in zip(fences, "{}", strict=True))
            return f"{left}{_table(children[1])}{right}"
    return _row(children)


def _fraction(element: Element) -> str:
    above, below = (_row([child]) for child in element)
    if element.get("linethickness") == "0":
        return f"({above} over {below})"
    if (
        re.fullmatch("[d∂∆]", above[:1])
        and above[:1] == below[:1]
        and len(above) == len(below) == 2
    ):
        return f"{above}/{below}"
    left = above if _is_atom(element[0]) else f"({above})"
    right = below if _is_atom(element[1]) else f"({below})"
    return f"{left}/{right}"


def _radicand(children: list[Element]) -> str:
    text = _row(children)
    return text if len(children) == 1 and _is_simple(children[0]) else f"({text})"


def _is_simple(element: Element) -> bool:
    """Whether an element is one number or letter."""
    if element.tag == "mrow" and len(element) == 1:
        return _is_simple(element[0])
    return element.tag == "mn" or (element.tag == "mi" and len(element.text or "") == 1)


def _is_atom(element: Element) -> bool:
    """Whether an element needs no brackets beside a slash."""
    if element.tag == "mrow" and len(element) == 1:
        return _is_atom(element[0])
    if element.tag in ("msup", "msub", "msubsup"):
        return _is_simple(element[0])
    return _is_simple(element) or element.tag == "mtext"


_LINE_BELOW = {"msub", "msubsup", "munder", "munderover"}


def _scripts(tag: str, children: list[Element], accent: bool) -> str:
    base, *scripts = children
    below = scripts[0] if tag in _LINE_BELOW else None
    above = scripts[-1] if tag not in ("msub", "munder") else None
    if accent:
        return _accented(base, above if above is not None else below)
    if (
        tag in ("mover", "munder", "munderover")
        and base.tag in ("mover", "munder")
        and (base[1].text or "-") in "⏞⏟"
    ):
        label = _row([scripts[0]])
        return f"{_LINES[base[1].text or '']}({_row([base[0]])}; {label})"
    core = _row([base])
    if len(scripts) == 1 and scripts[0].tag == "mspace":
        return core.strip()  # the padding of a long arrow
    if base.tag == "mo" and core.strip() not in _LARGE and tag.startswith(("mu", "mo")):
        labels = (_row([script]).strip() for script in (above, below) if script is not None)
        return f" {core.strip()}{''.join(f'[{label}]' for label in labels if label)} "
    if not (_is_simple(base) or base.tag in ("mo", "mtext", "mi") or not core):
        core = core if base.tag in ("msub", "mover") or _is_bracketed(base) else f"({core})"
    if not core:  # before an element, the mass above comes first
        return _raised(above) + _lowered(below)
    return core + _lowered(below) + _raised(above)


def _is_bracketed(element: Element) -> bool:
    """Whether an element has brackets of its own, or at least the bar at its end."""
    left, right = [*_OPENING, *_INVISIBLE, "|"], [*_CLOSING, "|"]
    return len(element) > 1 and element[0].text in left and element[-1].text in right


def _lowered(script: Element | None) -> str:
    if script is None:
        return ""
    text = _row([script]).strip()
    return _mapped(text, _SUBSCRIPT) or f"_{text}" * (len(text) == 1) or f"_({text})"


def _raised(script: Element | None) -> str:
    if script is None:
        return ""
    text = _row([script]).strip()
    if re.fullmatch("[′″‴]+", text):
        return text
    if text == "∘":
        return "°"
    return _mapped(text, _SUPERSCRIPT) or f"^{text}" * (len(text) == 1) or f"^({text})"


def _mapped(text: str, signs: dict[str, str]) -> str:
    """A text in superscript or subscript letters, or "" if there are none for it."""
    text = text.replace(" ", "")
    return "".join(signs[c] for c in text) if all(c in signs for c in text) else ""


def _accented(base: Element, accent: Element | None) -> str:
    sign = "" if accent is None else (accent.text or "").strip()
    text = _row([base])
    if len(text) == 1 and sign in _ACCENTS:
        return text + _ACCENTS[sign]
    if sign in _LINES:
        return f"{_LINES[sign]}({text})"
    label = "" if accent is None else _row([accent])
    return f"{text}[{label}]"


def _is_aligned(table: Element) -> bool:
    """Whether a table is lines of one calculation, aligned at a sign."""
    columns = max(len(row) for row in table)
    return columns == 1 or any("padding-left: 0" in cell.get("style", "") for cell in table.iter())


def _table(table: Element) -> str:
    """Rows with semicolons between them; aligned lines run on, the cells of a matrix have commas."""
    if _is_aligned(table):
        lines = [_row([child for cell in row for child in cell]) for row in table]
        return "; ".join(line.strip() for line in lines)
    return "; ".join(", ".join(_row(list(cell)).strip() for cell in row) for row in table)
