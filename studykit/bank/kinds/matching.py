"""Pairs to match, with or without distractors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...schema import Model, OneOrMore
from ...source.course import CourseFile
from ..model import Answers, Cited, Markdown, Match, Question


class PairEntry(Model):
    """A pair to match."""

    left: Markdown
    """The item that is given."""
    right: Markdown
    """The item that matches it."""


class Matching(Question):
    type: Literal["matching"]
    prompt: Markdown
    """The task, such as “Match each person with a job.”"""
    pairs: Annotated[tuple[PairEntry, ...], Field(min_length=2)]
    """The pairs. The right sides are shuffled."""
    distractors: Annotated[tuple[Markdown, ...], OneOrMore] = ()
    """Extra items on the right that match nothing."""

    @property
    def asks(self) -> str:
        return self.prompt

    def response(self, evidence: Cited, course: CourseFile) -> Match:
        return Match(tuple((pair.left, pair.right) for pair in self.pairs), self.distractors)

    def answers(self) -> Answers:
        return tuple(
            (("pairs", n, side), text)
            for n, pair in enumerate(self.pairs)
            for side, text in (("left", pair.left), ("right", pair.right))
        )
