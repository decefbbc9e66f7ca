"""A question and its answer, which the learner recalls and grades."""

from __future__ import annotations

from typing import Literal

from ..model import Question, Recall, Text


class Basic(Question):
    type: Literal["basic"]
    prompt: Text
    answer: Text

    @property
    def asks(self) -> str:
        return self.prompt

    def response(self) -> Recall:
        return Recall(self.answer)

    def answers(self) -> tuple[str, ...]:
        return (self.answer,)
