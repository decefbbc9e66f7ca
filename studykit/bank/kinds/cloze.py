"""A text with blanks in Anki's notation: `{{c1::words::hint}}`."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from ...source.course import CourseFile
from ..model import Answers, Blank, Cited, Fill, Markdown, Question

_DELETION = re.compile(r"\{\{c([1-9]\d{0,2})::((?:(?!\{\{c\d+::|\}\}).)+?)\}\}", re.DOTALL)


class Cloze(Question):
    type: Literal["cloze"]
    text: Markdown
    """A sentence of the source with blanks: `{{c1::words}}`, or `{{c1::words::hint}}`."""
    prompt: Markdown | None = None
    """The task, if it is not clear from the text."""

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


def parse_cloze(text: str) -> tuple[str | Blank, ...]:
    """Split a text into text and blanks, in order; an incomplete blank stays text.

    Blanks do not nest: the one in `{{c1::a {{c2::b}}}}` is the inner one.
    """
    parts: list[str | Blank] = []
    done = 0
    for match in _DELETION.finditer(text):
        if match.start() > done:
            parts.append(text[done : match.start()])
        answer, _, hint = match[2].partition("::")
        parts.append(Blank(int(match[1]), answer, hint.strip() or None))
        done = match.end()
    if done < len(text):
        parts.append(text[done:])
    return tuple(parts)
