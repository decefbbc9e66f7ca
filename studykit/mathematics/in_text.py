"""Formulas in a text: `$…$` and `\\(…\\)` in a line, `$$…$$` and `\\[…\\]` on lines of their own.

They are taken out before Markdown is read, which would take `*`, `_`, `|` and `\\` in them for its
own; a private character replaces each.  Prices stay prices: a `$` opens a formula only
at the start of a word, and closes one only at the end of a word, on the same line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ..regex import regex

_FIRST = 0x100000
_HIDDEN = regex("[\U00100000-\U0010fffd]")


def may_have_formulas(text: str) -> bool:
    """Whether there are signs of formulas, without which a text has none."""
    return text.count("$") > 1 or "\\(" in text or "\\[" in text


LONGEST = 2000
"""The most characters of a formula."""

_LATEX = r"(?:[^$\\]|\\[^\n])"
_LINE = r"(?:[^$\\\n\r]|\\[^\n\r])"


@cache
def _tokens() -> re.Pattern[str]:
    """Return the pattern of formulas and code, which most courses do not need."""
    return re.compile(
        rf"""
        (?:^|(?<=\n))(?P<margin>[ ]*(?:(?:[-+*]|\d+[.)])[ ]+)*)(?P<fence>`{{3,}}(?=[^`\n]*(?:\n|\Z))|~{{3,}})
        | (?P<code>`+)
        | \$\$(?P<block>{_LATEX}+?)\$\$
        | \\(?P<bracket>[\[(])
        | \\.
        | (?<![\w$])(?<!\[/)\$(?P<line>(?![\s),.;:?!]){_LINE}+?)(?<!\s)\$(?![0-9A-Za-z$](?!h\b))
        | (?P<private>[\U00100000-\U0010fffd])
        """,
        re.VERBOSE,
    )


_PRICE = regex(r"\d[^\\^_{}=+]*\s[^\W\d_]{2,}|.*[“”„«»]", re.DOTALL)
"""What follows a `$` that is not a formula's: an amount and a word, or quotation marks."""

_ANKI = regex(r"\].*\[/", re.DOTALL)
"""What Anki's old notation has between dollars: `[$]x[/$]`."""

_EMPTY_LINE = regex(r"\n[ \t]*\r?\n")


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
    if may_have_formulas(text):
        yield from (found for found in _scan(text) if found.latex)


def readable(text: str) -> Iterator[Hidden]:
    """Yield the formulas of a text that can be read, in order."""
    for found in formulas(text):
        from .mistake import BadFormula
        from .tree import tree

        try:
            tree(found.latex)
        except BadFormula:
            continue
        yield found


def _scan(text: str) -> Iterator[Hidden]:
    """Yield the formulas, and without LaTeX the private characters of the text and, also without
    `raw`, its code."""
    at = 0
    unclosed = {"(": 0, "[": 0}  # where a search for the end of a formula in brackets has ended
    while token := _tokens().search(text, at):
        start, at = token.span()
        kind = token.lastgroup
        if kind in ("fence", "code"):
            at = _code_end(text, at, token)
            yield Hidden("", False, at, start, at, "")
        elif kind == "private":
            yield Hidden("", False, start, start, at, token[0])
        elif kind == "bracket" and at >= unclosed[token[kind]]:
            end, is_closed = _bracket_end(text, at, token[kind])
            if not is_closed:
                unclosed[token[kind]] = end
            elif found := _formula(text, start, at, end, end + 2, token[kind] == "["):
                yield found
                at = found.end
        elif kind in ("block", "line"):
            found = _formula(text, start, *token.span(kind), at, kind == "block")
            if found and (kind == "block" or not _PRICE.match(token[kind])):
                yield found
            else:
                at = start + 1


def _formula(
    text: str, start: int, first: int, last: int, end: int, display: bool
) -> Hidden | None:
    """Return the formula with the LaTeX `text[first:last]`, unless it has none or an empty line."""
    latex = text[first:last]
    if not latex.strip() or _EMPTY_LINE.search(latex) or _ANKI.fullmatch(latex):
        return None
    offset = first + len(latex) - len(latex.lstrip())
    return Hidden(latex.strip(), display, offset, start, end, text[start:end])


def _code_end(text: str, at: int, token: re.Match[str]) -> int:
    """Return where code ends; after its first sign if it is none."""
    if fence := token["fence"]:
        closing = re.compile(rf"^[ ]*{fence[0]}{{{len(fence)},}}[ ]*$", re.MULTILINE)
        found = closing.search(text, at)
        return found.end() if found else len(text)
    found = re.compile(rf"(?<!`){token['code']}(?!`)").search(text, at)
    return found.end() if found else at


_BRACKET_END = regex(r"\\(.)|\n", re.DOTALL)


def _bracket_end(text: str, at: int, opening: str) -> tuple[int, bool]:
    """Return where a formula in brackets ends, or where the search for its end did."""
    closing = {"(": ")", "[": "]"}[opening]
    for found in _BRACKET_END.finditer(text, at):
        if found[1] == closing:
            return found.start(), True
        if opening == "(" and found[0].endswith("\n"):
            return found.start(), False
    return len(text), False


def without_formulas(text: str) -> str:
    """Return a text of the same length with spaces in place of its formulas and its code."""
    pieces, done = [], 0
    for found in _scan(text):
        pieces += [text[done : found.start], " " * (found.end - found.start)]
        done = found.end
    return "".join([*pieces, text[done:]])


def hide(text: str, brackets: bool = True) -> tuple[str, tuple[Hidden, ...]]:
    """Return a text with a private character for each formula, and the formulas.

    Without `brackets`, `\\(` and `\\[` are those of CommonMark: escaped brackets.
    """
    if not may_have_formulas(text):
        return text, ()
    hidden = tuple(f for f in _scan(text) if f.raw and (brackets or f.raw[0] != "\\"))
    hidden = hidden[: 0x10FFFD - _FIRST]
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
    from . import line
    from .mistake import BadFormula

    try:
        return line.render(latex, display)
    except BadFormula:
        return latex
