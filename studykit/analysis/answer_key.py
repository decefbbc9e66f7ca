"""The answer key of a printed exam, as the file that `studykit grade` reads."""

from __future__ import annotations

from typing import Literal

from ..schema import Model, NonEmpty

KeyKind = Literal["choose", "type", "number", "fill", "match", "arrange", "written"]


class KeyedQuestion(Model):
    """A question as a form prints it, with what counts as right.

    `right` are letters (of a match and of an order in their order), or texts: one for each blank.
    """

    id: NonEmpty
    """The id of the question."""
    kind: KeyKind
    """How it is answered."""
    points: int
    """The most points."""
    options: dict[str, str] = {}
    """The printed options by their letters."""
    right: tuple[str, ...] = ()
    """The right letters or texts."""
    accept: tuple[str, ...] = ()
    """Other texts that count as right."""
    low: str | None = None
    """The least number that counts as right."""
    high: str | None = None
    """The greatest number that counts as right."""
    unit: str | None = None
    """The unit of a number."""
    lang: str = "en"
    """The language of the question."""


class AnswerKey(Model):
    """The forms of an exam, each with its questions in order; the only form has the letter A."""

    title: NonEmpty
    """The title of the exam."""
    forms: dict[str, tuple[KeyedQuestion, ...]]
    """The questions of each form, in the order of their numbers."""
    language: str = "en"
    """The language of the exam's own words."""

    @property
    def total(self) -> int:
        return sum(question.points for question in next(iter(self.forms.values())))
