"""A quote whose speaker the learner names.

The first passage is shown, and its speaker is the key.  In a text without turns, the key is a name
in the passage; showing the passage would give it away, so `prompt` is shown instead.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...locale import _
from ...schema import NonEmpty, OneOrMore
from ...source.course import CourseFile
from ..model import Answers, Choose, Cited, Markdown, Option, Question
from ..prose import literal


class WhoSaidIt(Question):
    type: Literal["who_said_it"]
    prompt: Markdown | None = None
    """The question. Default: “Who says this?” about the first passage."""
    key: NonEmpty
    """The speaker: a name or alias from course.yaml."""
    distractors: Annotated[tuple[NonEmpty, ...], OneOrMore, Field(min_length=1)]
    """Names or aliases of other people, as wrong options."""

    @property
    def asks(self) -> str:
        return self.prompt or _("Who says this?")

    def response(self, evidence: Cited, course: CourseFile) -> Choose:
        wrong = (Option(literal(name), right=False) for name in self.distractors)
        return Choose((Option(literal(self.key), right=True), *wrong))

    def answers(self) -> Answers:
        return ((("key",), literal(self.key)),)

    def stimulus(self, evidence: Cited) -> Cited:
        return tuple(first for first in evidence[:1] if first.place.speaker)
