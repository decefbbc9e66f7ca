"""A question whose answer the learner recalls and then grades."""

from __future__ import annotations

from typing import Literal

from ...source.course import CourseFile
from ..model import Answers, Cited, Markdown, Question, Recall


class Basic(Question):
    type: Literal["basic"]
    prompt: Markdown
    """The question."""
    answer: Markdown
    """The answer to recall, in a few words."""
    reverse: bool = False
    """Whether flashcards also ask the other way round: they show the answer, and the prompt is recalled."""

    @property
    def asks(self) -> str:
        return self.prompt

    def response(self, evidence: Cited, course: CourseFile) -> Recall:
        return Recall(self.answer, self.reverse)

    def answers(self) -> Answers:
        return ((("answer",), self.answer),)
