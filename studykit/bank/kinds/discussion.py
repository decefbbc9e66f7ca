"""A question to talk about, with what a teacher listens for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ...source.course import CourseFile
from ..model import Answers, Cited, Discuss, OneOrMore, Passage, Question, Stage, Text


class Discussion(Question):
    type: Literal["discussion"]
    prompt: Text
    look_for: Annotated[tuple[Text, ...], OneOrMore, Field(min_length=1)]
    follow_ups: Annotated[tuple[Text, ...], OneOrMore] = ()
    minutes: Annotated[int, Field(ge=1, le=600)] | None = None
    stage: Stage = "core"
    card: bool = False
    passages: tuple[Passage, ...] = ()

    @model_validator(mode="after")
    def _core_has_evidence(self) -> Discussion:
        if self.stage == "core" and not self.passages:
            raise PydanticCustomError(
                "passages", "needs `passages`: only opening and closing questions may do without"
            )
        return self

    @property
    def asks(self) -> str:
        return self.prompt

    def response(self, evidence: Cited, course: CourseFile) -> Discuss:
        return Discuss(self.look_for, self.follow_ups, self.minutes, self.stage)

    def answers(self) -> Answers:
        return tuple((("look_for", n), text) for n, text in enumerate(self.look_for))
