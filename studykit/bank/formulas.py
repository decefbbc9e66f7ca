"""Formulas in a text: `$…$` and `\\(…\\)` in a line, `$$…$$` and `\\[…\\]` on lines of their own.

They are taken out before Markdown is read, which would take `*`, `_`, `|` and `\\` in them for its
own; a private character stands in the place of each.  Prices stay prices: a `$` opens a formula only
at the start of a word, and closes one only at the end of a word, on the same line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_FIRST = 0x100000
_HIDDEN = re.compile("[\U00100000-\U0010fffd]")

_SIGN = re.compile(r"\$|\\[(\[]")
"""A sign of formulas, without which a text has none."""

LONGEST = 2000
"""Characters of a formula in brackets; the search for the end of a longer one would take too long."""

_LATEX = r"(?:[^$\\]|\\[^\n])"
_LINE = r"(?:[^$\\\n\r]|\\[^\n\r])"
_TOKEN = re.compile(
    rf"""
    (?:^|(?<=\n))(?P<margin>[ ]*(?:(?:[-+*]|\d+[.)])[ ]+)*)(?P<fence>`{{3,}}(?=[^`\n]*(?:\n|\Z))|~{{3,}})
    | (?P<code>`+)
    | \$\$(?P<block>{_LATEX}+?)\$\$
    | \\\[(?P<bracketed>(?:[^\\]|\\[^\]\n]){{1,{LONGEST}}}?)\\\]
    | \\\((?P<parenthesized>(?:[^\\\n]|\\[^)\n]){{1,{LONGEST}}}?)\\\)
    | \\.
    | (?<![\w$])\$(?P<line>(?![\s),.;:?!]){_LINE}+?)(?<!\s)\$(?![0-9A-Za-z$](?!h\b))
    | (?P<private>[\U00100000-\U0010fffd])
    """,
    re.VERBOSE,
)

_PRICE = re.compile(r"\d[^\\^_{}=+]*\s[^\W\d_]{2,}|.*[“”„«»]", re.DOTALL)
"""What follows a `$` that is not a formula's: an amount and a word, or quotation marks."""

_EMPTY_LINE = re.compile(r"\n[ \t]*\r?\n")


class Hidden(NamedTuple):
    """A formula: its LaTeX, the offset of its LaTeX, and the place of the whole in its text."""

    latex: str
    display: bool
    offset: int
    start: int
    end: int
    raw: str


def formulas(text: str) -> Iterator[Hidden]:
    """Yield the formulas of a text in order."""
    if _SIGN.search(text):
        yield from (found for found in _scan(text) if found.latex)


def _scan(text: str) -> Iterator[Hidden]:
    """Yield the formulas, and without LaTeX the private characters of the text and, also without
    `raw`, its code."""
    at = 0
    while token := _TOKEN.search(text, at):
        at = token.end()
        kind = token.lastgroup
        if kind == "fence":
            fence = re.compile(
                rf"^[ ]*{token['fence'][0]}{{{len(token['fence'])},}}[ ]*$", re.MULTILINE
            )
            closing = fence.search(text, at)
            at = closing.end() if closing else len(text)
            yield Hidden("", False, at, token.start(), at, "")
        elif kind == "code":
            closing = re.compile(rf"(?<!`){token['code']}(?!`)").search(text, at)
            at = closing.end() if closing else at
            yield Hidden("", False, at, token.start(), at, "")
        elif kind == "private":
            yield Hidden("", False, token.start(), *token.span(), token[0])
        elif kind is not None:
            latex = token[kind]
            if (
                not latex.strip()
                or _EMPTY_LINE.search(latex)
                or (kind == "line" and _PRICE.match(latex))
            ):
                at = token.start() + 1
                continue
            offset = token.start(kind) + len(latex) - len(latex.lstrip())
            display = kind in ("block", "bracketed")
            yield Hidden(latex.strip(), display, offset, *token.span(), token[0])


def without_formulas(text: str) -> str:
    """Return a text of the same length with spaces in place of its formulas and its code."""
    pieces, done = [], 0
    for found in _scan(text):
        pieces += [text[done : found.start], " " * (found.end - found.start)]
        done = found.end
    return "".join([*pieces, text[done:]])


def hide(text: str) -> tuple[str, tuple[Hidden, ...]]:
    """Return a text with a private character for each formula, and the formulas."""
    if not _SIGN.search(text):
        return text, ()
    hidden = tuple(found for found in _scan(text) if found.raw)[: 0x10FFFD - _FIRST]
    pieces, done = [], 0
    for n, formula in enumerate(hidden):
        pieces += [text[done : formula.start], chr(_FIRST + n)]
        done = formula.end
    return "".join([*pieces, text[done:]]), hidden


def restored(text: str, hidden: tuple[Hidden, ...]) -> str:
    """Return a text as it was typed, before its formulas were hidden."""
    if not hidden:
        return text
    return _HIDDEN.sub(lambda match: hidden[ord(match[0]) - _FIRST].raw, text)


def parts(text: str, hidden: tuple[Hidden, ...]) -> Iterator[str | Hidden]:
    """Yield the words of a text, and the formulas that were hidden in it."""
    done = 0
    for match in _HIDDEN.finditer(text) if hidden else ():
        formula = hidden[ord(match[0]) - _FIRST]
        if formula.latex:
            if match.start() > done:
                yield restored(text[done : match.start()], hidden)
            yield formula
            done = match.end()
    if done < len(text):
        yield restored(text[done:], hidden)


def latex_words(words: str) -> str:
    """Return words for use in `\\text{…}`, without the signs that mean something in LaTeX."""
    return re.sub(r"([%#&_$])", r"\\\1", re.sub(r"[\\{}^~]", " ", words))


@lru_cache(maxsize=1 << 12)
def shown_in_line(latex: str, display: bool = False) -> str:
    """Return a formula in one line of Unicode; one that cannot be read is shown in LaTeX."""
    from ..mathematics import BadFormula, line

    try:
        return line.render(latex, display)
    except BadFormula:
        return latex
