r"""Formulas in the fields of cards, in the notations of Anki and of studykit.

Anki has `\(…\)` and `\[…\]`, its editor `<anki-mathjax>`, and older decks `[$]…[/$]`, `[$$]…[/$$]` and
`[latex]…[/latex]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

from ..mathematics.in_text import formulas, without_formulas
from .kept import Kept
from .refused import ContentRefused


class _FormulaInField(NamedTuple):
    """A formula in a field: its place, and its LaTeX."""

    start: int
    end: int
    latex: str
    display: bool


def take_formulas(text: str, kept: Kept, is_html: bool) -> str:
    """Return a field with a private character for each formula."""
    if is_html:
        text = _BACKSLASH.sub(lambda _: "\\", text)
    hidden = _hidden(text) if is_html else text
    text = _replaced(text, _in_brackets(hidden, text, is_html), kept)
    hidden = _hidden(text) if is_html else text
    return _replaced(text, _in_dollars(hidden, text, is_html), kept)


_BACKSLASH = re.compile(r"&(?:#92|#x5c|bsol);", re.IGNORECASE)


def in_old_notation(text: str, kept: Kept) -> str:
    """Return Markdown with a private character for each formula that only Anki would read."""
    found = (f for f in _in_brackets(without_formulas(text), text, False) if text[f.start] != "\\")
    return _replaced(text, found, kept)


def _replaced(text: str, found: Iterator[_FormulaInField], kept: Kept) -> str:
    pieces, done = [], 0
    for start, end, latex, display in found:
        pieces += [text[done:start], kept.formula(latex, display)]
        done = end
    return "".join([*pieces, text[done:]])


_OPENING = re.compile(r"\[latex\]|\[\$\$?\]|<anki-mathjax\b[^<>]*>|(?<!\\)\\[(\[]", re.IGNORECASE)
_CLOSING = {
    "[latex]": "[/latex]", "[$]": "[/$]", "[$$]": "[/$$]", "\\(": "\\)", "\\[": "\\]",
}  # fmt: skip
_MATHJAX = "</anki-mathjax>"
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


def _in_brackets(hidden: str, text: str, is_html: bool) -> Iterator[_FormulaInField]:
    """Yield the formulas between brackets and in tags; of a pair, each half is found once."""
    lower = hidden.translate(_LOWER)
    absent: set[str] = set()
    at = 0
    while opening := _OPENING.search(hidden, at):
        at = opening.end()
        sign = opening[0].lower()
        closing = _CLOSING.get(sign, _MATHJAX)
        end = -1 if closing in absent else lower.find(closing, at)
        if end < 0:
            absent.add(closing)
            continue
        latex = _latex(text[at:end], is_html)
        display = sign in ("[$$]", "\\[") or bool(re.search(r"block\s*=\s*.?true", sign))
        if sign == "[latex]":
            latex, display = of_document(latex)
        if latex:
            yield _FormulaInField(opening.start(), end + len(closing), *_plain(latex, display))
            at = end + len(closing)


def _in_dollars(hidden: str, text: str, is_html: bool) -> Iterator[_FormulaInField]:
    """Yield the formulas between dollars, by the rules that tell them from prices."""
    for found in formulas(hidden):
        latex = _latex(text[found.offset : found.offset + len(found.latex)], is_html)
        if found.raw.startswith("$") and latex:
            yield _FormulaInField(found.start, found.end, *_plain(latex, found.display))


_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][\w-]*)[^<>]*>", re.IGNORECASE)
_VERBATIM = frozenset({"pre", "code", "script", "style", "tt", "kbd"})
"""Elements in which Anki reads no formulas."""

_INLINE = frozenset("b i u em strong span font sub sup small big a s strike del mark".split())


def _hidden(html: str) -> str:
    """Return HTML of the same length with spaces for tags and code, and line feeds for line ends."""
    pieces, done = [], 0
    verbatim = ""
    for tag in _TAG.finditer(html):
        name = tag["name"].lower()
        if name == "anki-mathjax":
            continue
        words = html[done : tag.start()]
        pieces.append(" " * len(words) if verbatim else words)
        end = " " if name in _INLINE or verbatim else "\n"
        pieces.append(end + " " * (len(tag[0]) - 1))
        done = tag.end()
        if not verbatim and name in _VERBATIM and not tag["close"]:
            verbatim = name
        elif name == verbatim and tag["close"]:
            verbatim = ""
    rest = html[done:]
    return "".join([*pieces, " " * len(rest) if verbatim else rest])


def _latex(raw: str, is_html: bool) -> str:
    """Return LaTeX on one line, without the tags and entities of a field."""
    if is_html:
        raw = unescape(_TAG.sub(lambda tag: " " * (tag["name"].lower() not in _INLINE), raw))
    return " ".join(raw.split())


_WHOLE = re.compile(
    r"\$\$(?P<block>[^$]+)\$\$|\$(?P<line>[^$]+)\$|\\\[(?P<square>.+)\\\]|\\\((?P<round>.+)\\\)"
    r"|\\begin\{(?P<name>displaymath|math|equation\*?)\}(?P<inner>.+)\\end\{(?P=name)\}",
)


def of_document(latex: str) -> tuple[str, bool]:
    """Return the formula in LaTeX that is a document; raises ContentRefused if there is more in it."""
    if whole := _WHOLE.fullmatch(latex):
        found = next(whole[n] for n in ("block", "line", "square", "round", "inner") if whole[n])
        return found.strip(), not (whole["line"] or whole["round"] or whole["name"] == "math")
    if "$" in latex or re.search(r"\\(?:begin\{(?:tabular|tikz|figure)|usepackage|input)", latex):
        raise ContentRefused("LaTeX that is more than a formula")
    return latex, bool(re.match(r"\\begin\{(?:align|gather|multline|eqnarray)", latex))


_NUMBERED = re.compile(r"\\(begin|end)\{(align|gather)\*?\}")


def _plain(latex: str, display: bool) -> tuple[str, bool]:
    """Return a formula with the environments that studykit knows in place of numbered ones."""
    latex = _NUMBERED.sub(lambda m: f"\\{m[1]}{{{m[2]}ed}}", latex.strip())
    if whole := re.fullmatch(r"\\begin\{(equation\*?)\}(.*)\\end\{\1\}", latex):
        return whole[2].strip(), True
    return latex, display
