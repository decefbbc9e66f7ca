"""A text with blanks in Anki's notation: `{{c1::words::hint}}`."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal, NamedTuple

from ...mathematics.in_text import LONGEST, formulas
from ...regex import regex
from ...source.course import CourseFile
from ..model import Answers, Blank, Cited, Fill, Markdown, Question


class Cloze(Question):
    type: Literal["cloze"]
    text: Markdown
    """A sentence of the source with blanks: `{{c1::words}}`, or `{{c1::words::hint}}`."""
    prompt: Markdown | None = None
    """Instructions, if the text alone is not enough."""

    @property
    def asks(self) -> str:
        return self.prompt or ""

    @cached_property
    def parts(self) -> tuple[str | Blank, ...]:
        """The text and its blanks in order."""
        return parse_cloze(self.text)

    def response(self, evidence: Cited, course: CourseFile) -> Fill:
        return Fill(self.parts)

    def answers(self) -> Answers:
        return tuple((("text",), part.answer) for part in self.parts if isinstance(part, Blank))


# The notation of blanks.  A backslash escapes a character, as in Markdown.

ESCAPE = r"\\[!-/:-@\[-`{-~]"
"""A pattern for an escaped character."""

_OPENING = regex(rf"{ESCAPE}|\{{\{{c(?P<number>[1-9]\d{{0,2}})::")
_INSIDE = regex(rf"{ESCAPE}|(?P<code>`+)|(?P<dollar>\$)|(?P<sign>\{{\{{c\d+::|::|[{{}}])")


def parse_cloze(text: str) -> tuple[str | Blank, ...]:
    """Split a text into text and blanks, in order; an incomplete blank stays text.

    A blank ends at the first `}}` after its braces in pairs: the one in `{{c1::{1, 2}}}` is `{1, 2}`.
    Blanks do not nest: the one in `{{c1::a {{c2::b}}}}` is the inner one.
    """
    parts: list[str | Blank] = []
    done = at = 0
    while opening := _OPENING.search(text, at):
        at = opening.end()
        content = _content(text, at) if opening["number"] else None
        if content is None:
            continue
        if opening.start() > done:
            parts.append(text[done : opening.start()])
        hint = text[content.answer_end + 2 : content.end].strip()
        parts.append(Blank(int(opening["number"]), text[at : content.answer_end], hint or None))
        done = at = content.end + 2
    if done < len(text):
        parts.append(text[done:])
    return tuple(parts)


class _Content(NamedTuple):
    """Where the words of a blank end, and where its `}}` is."""

    answer_end: int
    end: int


def _content(text: str, start: int) -> _Content | None:
    """Return the content of the blank whose words start at `start`, or None if it is incomplete."""
    at, depth = start, 0
    answer_end: int | None = None
    while found := _INSIDE.search(text, at):
        at = found.end()
        if found["code"]:
            at = _code_end(text, at, found["code"])
        if found["dollar"]:
            at = _formula_end(text, found.start())
        match found["sign"]:
            case None:
                pass
            case "{":
                depth += 1
            case "}" if depth:
                depth -= 1
            case "}":
                if text.startswith("}", at):
                    end = found.start()
                    content = _Content(end if answer_end is None else answer_end, end)
                    return content if end > start else None
            case "::":
                if answer_end is None and not depth:
                    answer_end = found.start()
            case _:
                return None
    return None


def _formula_end(text: str, start: int) -> int:
    """Return where a formula ends, whose signs have no meaning here; after the `$` if it is none.

    In `{{c1::$}} or US$` the second dollar is outside the blank, so the first opens no formula.
    """
    formula = next(formulas(text[start : start + LONGEST]), None)
    if formula is None or formula.start or re.search(r"\{\{c\d", formula.latex):
        return start + 1
    return start + (1 if _ends_blank(formula.latex) else formula.end)


def _ends_blank(latex: str) -> bool:
    """Whether a `}}` without opening braces is in what seems to be a formula."""
    depth = 0
    for sign in re.finditer(r"\\.|[{}]", latex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if depth < 0:
            return latex.startswith("}}", sign.start())
    return False


def _code_end(text: str, start: int, fence: str) -> int:
    """Return where a code span ends, whose signs have no meaning; `start` if it is none."""
    end = text.find(fence, start)
    return start if end < 0 or "}}" in text[start:end] else end + len(fence)
