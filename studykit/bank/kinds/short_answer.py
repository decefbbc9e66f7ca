"""A word, a name or a number that the learner types."""

from __future__ import annotations

from typing import Annotated, Literal

from ...schema import OneOrMore
from ...source.course import CourseFile
from ..model import Answers, Cited, Markdown, Question, Type


class ShortAnswer(Question):
    type: Literal["short_answer"]
    prompt: Markdown
    """The question."""
    answer: Markdown
    """The word, name or number that the learner types."""
    accept: Annotated[tuple[Markdown, ...], OneOrMore] = ()
    """Other answers that count as right."""

    @property
    def asks(self) -> str:
        return self.prompt

    def response(self, evidence: Cited, course: CourseFile) -> Type:
        return Type(self.answer, self.accept)

    def answers(self) -> Answers:
        return ((("answer",), self.answer),)
