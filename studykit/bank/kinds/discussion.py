"""A question to discuss, with notes for the teacher."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ...schema import OneOrMore
from ...source.course import CourseFile
from ..model import Answers, Cited, Discuss, DiscussionStage, Markdown, Passage, Question

Minutes = Annotated[int, Field(ge=1, le=600)]


class Discussion(Question):
    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"stage": {"const": "core"}}},  # or no stage at all
            "then": {"required": ["passages"], "properties": {"passages": {"minItems": 1}}},
        }
    )

    type: Literal["discussion"]
    prompt: Markdown
    """The question to discuss."""
    look_for: Annotated[tuple[Markdown, ...], OneOrMore, Field(min_length=1)]
    """Points for the teacher to listen for."""
    follow_ups: Annotated[tuple[Markdown, ...], OneOrMore] = ()
    """Follow-up questions that keep the discussion going."""
    minutes: Annotated[tuple[Minutes, ...], OneOrMore, Field(max_length=2)] = ()
    """How long the discussion takes, in minutes: 20, or from 8 to 20 as [8, 20]."""
    stage: DiscussionStage = "core"
    """The part of the seminar that the question is for. Only a `core` question needs passages."""
    card: bool = False
    """Whether to make a flashcard, too."""
    passages: tuple[Passage, ...] = ()
    """The quotes to discuss. An `opening` or `closing` question needs none."""

    @model_validator(mode="after")
    def _core_has_evidence(self) -> Discussion:
        if self.stage == "core" and not self.passages:
            raise PydanticCustomError(
                "passages",
                "must have `passages`, unless it is an opening or closing question",
            )
        return self

    @model_validator(mode="after")
    def _shortest_is_first(self) -> Discussion:
        if self.minutes and self.minutes[0] > self.minutes[-1]:
            raise PydanticCustomError("minutes", "must have the shortest of its `minutes` first")
        return self

    @property
    def asks(self) -> str:
        return self.prompt

    @property
    def makes_card(self) -> bool:
        return self.card

    def response(self, evidence: Cited, course: CourseFile) -> Discuss:
        minutes = (self.minutes[0], self.minutes[-1]) if self.minutes else None
        return Discuss(self.look_for, self.follow_ups, minutes, self.stage)

    def answers(self) -> Answers:
        return tuple((("look_for", n), text) for n, text in enumerate(self.look_for))
