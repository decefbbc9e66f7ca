"""A number that the learner types. A tolerance or a range of right answers is possible."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from ...format import with_unit
from ...schema import NonEmpty
from ...source.course import CourseFile
from ..model import Answers, Cited, Markdown, Number, Question
from ..numbers import SHAPE, number


def _is_number(value: str) -> str:
    if number(value) is None:
        raise PydanticCustomError("number", "must be a number, such as 147, 0.5, 1/30 or 3e8")
    return value


NumberText = Annotated[
    NonEmpty,
    AfterValidator(_is_number),
    WithJsonSchema(
        {
            "type": ["string", "number"],
            "pattern": SHAPE,
            "patternErrorMessage": "must be a number, such as 147, 0.5, 1/30 or 3e8",
        }
    ),
]
"""A number as written: "147", "0.5", "1,000", "1/30"; in German "0,5", "1.000"."""


class Numeric(Question):
    model_config = ConfigDict(
        json_schema_extra={
            "not": {
                "required": ["tolerance", "range"],
                "properties": {key: {"not": {"type": "null"}} for key in ("tolerance", "range")},
            }
        }
    )

    type: Literal["numeric"]
    prompt: Markdown
    """The question. It should mention the unit, if there is one."""
    answer: NumberText
    """The number, such as `147`, `0.5`, `1,000` or `1/30`, written as usual in the question's
    language."""
    tolerance: NumberText | None = None
    """How much a right answer can differ from the number."""
    range: Annotated[tuple[NumberText, ...], Field(min_length=2, max_length=2)] | None = None
    """The lowest and the highest right answer. Use either this or `tolerance`."""
    unit: NonEmpty | None = None
    """The unit, such as `steps` or `%`. The learner does not have to type it."""
    # numbers are written in it if the question does not set its own language
    _bank_lang: str = PrivateAttr("en")

    @model_validator(mode="after")
    def _check_range(self, info: ValidationInfo) -> Numeric:
        if self.tolerance and self.range:
            raise PydanticCustomError("range", "must have `tolerance` or `range`, not both")
        self._bank_lang = (info.context or {}).get("lang", "en")
        low, answer, high = self._bounds()
        if not low <= answer <= high:
            raise PydanticCustomError("range", "must have its `answer` within its `range`")
        return self

    @property
    def asks(self) -> str:
        return self.prompt

    def response(self, evidence: Cited, course: CourseFile) -> Number:
        low, _, high = self._bounds()
        return Number(self.answer, low, high, self.unit)

    def answers(self) -> Answers:
        return ((("answer",), with_unit(self.answer, self.unit)),)

    def _bounds(self) -> tuple[Fraction, Fraction, Fraction]:
        """Return the lowest right value, the answer, and the highest right value."""
        lang = self.lang or self._bank_lang
        answer = _value(self.answer, lang)
        if self.range:
            low, high = (_value(bound, lang) for bound in self.range)
            return low, answer, high
        within = abs(_value(self.tolerance, lang)) if self.tolerance else Fraction(0)
        return answer - within, answer, answer + within


def _value(amount: str, lang: str) -> Fraction:
    value = number(amount, lang)
    assert value is not None, "a NumberText is a number"
    return value
