"""Items to put in order."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...source.course import CourseFile
from ..model import Answers, Arrange, Cited, Markdown, Question


class Ordering(Question):
    type: Literal["ordering"]
    prompt: Markdown
    """The task, such as “Put these events in order, the earliest first.”"""
    items: Annotated[tuple[Markdown, ...], Field(min_length=3)]
    """At least three items, in the right order. They are shown shuffled."""

    @property
    def asks(self) -> str:
        return self.prompt

    def response(self, evidence: Cited, course: CourseFile) -> Arrange:
        return Arrange(self.items)

    def answers(self) -> Answers:
        return tuple((("items", n), item) for n, item in enumerate(self.items))
