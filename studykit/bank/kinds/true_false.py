"""A statement, in `prompt`, that is true or false."""

from __future__ import annotations

from typing import Literal

from pydantic import StrictBool

from ...locale import _
from ...source.course import CourseFile
from ..model import Answers, Choose, Cited, Markdown, Option, Question


class TrueFalse(Question):
    type: Literal["true_false"]
    prompt: Markdown
    """The statement to judge."""
    answer: StrictBool
    """Whether the statement is true."""

    @property
    def asks(self) -> str:
        return self.prompt

    def response(self, evidence: Cited, course: CourseFile) -> Choose:
        options = Option(_("True"), self.answer), Option(_("False"), not self.answer)
        return Choose(options, fixed=True)

    def answers(self) -> Answers:
        return ()
