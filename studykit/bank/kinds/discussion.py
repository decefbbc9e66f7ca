"""A question to discuss, with notes for the teacher."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ...source.course import CourseFile
from ..model import Answers, Cited, Discuss, DiscussionStage, Markdown, OneOrMore, Passage, Question


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
    minutes: Annotated[int, Field(ge=1, le=600)] | None = None
    """How long the discussion takes, in minutes."""
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

    @property
    def asks(self) -> str:
        return self.prompt

    @property
    def makes_card(self) -> bool:
        return self.card

    def response(self, evidence: Cited, course: CourseFile) -> Discuss:
        return Discuss(self.look_for, self.follow_ups, self.minutes, self.stage)

    def answers(self) -> Answers:
        return tuple((("look_for", n), text) for n, text in enumerate(self.look_for))
