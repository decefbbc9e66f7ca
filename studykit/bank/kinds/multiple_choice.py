"""One or several right options among distractors."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ...schema import Model
from ...source.course import CourseFile
from ..model import Answers, Choose, Cited, OneOrMore, Option, Question, Text


class OptionEntry(Model):
    """An option: its text, why it is right or wrong, and whether it stays last in a shuffle."""

    text: Text
    why: Text | None = None
    keep_last: bool = False

    def option(self, right: bool) -> Option:
        return Option(self.text, right, self.why, self.keep_last)


def _entry(value: Any) -> Any:
    return value if isinstance(value, dict | OptionEntry) else {"text": value}


Entry = Annotated[OptionEntry, BeforeValidator(_entry)]


class MultipleChoice(Question):
    type: Literal["multiple_choice"]
    prompt: Text
    key: Annotated[tuple[Entry, ...], OneOrMore, Field(min_length=1)]
    distractors: Annotated[tuple[Entry, ...], OneOrMore, Field(min_length=1)]

    @property
    def asks(self) -> str:
        return self.prompt

    def response(self, evidence: Cited, course: CourseFile) -> Choose:
        options = [entry.option(True) for entry in self.key]
        options += [entry.option(False) for entry in self.distractors]
        return Choose(tuple(options))

    def answers(self) -> Answers:
        return tuple((("key", n), entry.text) for n, entry in enumerate(self.key))
