"""Pairs to find, with further choices that fit none."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...schema import Model
from ...source.course import CourseFile
from ..model import Answers, Cited, Markdown, Match, OneOrMore, Question


class PairEntry(Model):
    """What is given, and what belongs to it."""

    left: Markdown
    """What is given."""
    right: Markdown
    """What belongs to it."""


class Matching(Question):
    type: Literal["matching"]
    prompt: Markdown
    """What is to be matched with what."""
    pairs: Annotated[tuple[PairEntry, ...], Field(min_length=2)]
    """What belongs together; the right-hand sides are shown shuffled."""
    distractors: Annotated[tuple[Markdown, ...], OneOrMore] = ()
    """Further right-hand sides, which belong to nothing."""

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
