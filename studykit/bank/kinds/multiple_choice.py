"""One or more right options to choose among distractors."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ...schema import Model, OneOrMore
from ...source.course import CourseFile
from ..model import Answers, Choose, Cited, Markdown, Option, Question


class OptionEntry(Model):
    """An option of a choice."""

    text: Markdown
    """The text of the option."""
    why: Markdown | None = None
    """Why the option is right or wrong, shown with the answer."""
    keep_last: bool = False
    """Whether the option stays last when options are shuffled."""

    def option(self, right: bool) -> Option:
        return Option(self.text, right, self.why, self.keep_last)


def _entry(value: Any) -> Any:
    return value if isinstance(value, dict | OptionEntry) else {"text": value}


OptionField = Annotated[
    OptionEntry, BeforeValidator(_entry, json_schema_input_type=Markdown | OptionEntry)
]


class MultipleChoice(Question):
    type: Literal["multiple_choice"]
    prompt: Markdown
    """The question. It must make sense without the options."""
    key: Annotated[tuple[OptionField, ...], OneOrMore, Field(min_length=1)]
    """The right option, or a list of several. It should not be longer than the distractors."""
    distractors: Annotated[tuple[OptionField, ...], OneOrMore, Field(min_length=1)]
    """The wrong options. Make them plausible, and say in `why` what is wrong."""

    @property
    def asks(self) -> str:
        return self.prompt

    def response(self, evidence: Cited, course: CourseFile) -> Choose:
        options = [entry.option(True) for entry in self.key]
        options += [entry.option(False) for entry in self.distractors]
        return Choose(tuple(options))

    def answers(self) -> Answers:
        return tuple((("key", n), entry.text) for n, entry in enumerate(self.key))
