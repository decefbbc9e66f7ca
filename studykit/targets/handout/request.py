"""The request for a handout, and its result."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum

from ...analysis.answer_key import AnswerKey
from ...bank.load import Course, Entry
from ...bank.model import Exercise
from ...locale import speaking
from ...source.course import CourseFile
from .model import Document

MAX_FORMS = 4
"""The most forms of an exam."""


@dataclass(frozen=True, slots=True)
class HandoutRequest:
    """The questions to choose from, and how to choose; no `sections` or `sources` means all of them.

    `lang` is the language of the handout's own words, by default that of the course.
    """

    course: Course
    pool: tuple[tuple[Entry, Exercise], ...]
    minutes: int = 45
    forms: int = 1
    seed: int = 1
    full_text: bool = True
    sections: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    answer_sheet: bool = False
    lang: str | None = None

    @property
    def course_file(self) -> CourseFile:
        return self.course.info

    def speaking(self) -> AbstractContextManager[None]:
        """Look the words of documents up in their language; what authors read stays English."""
        return speaking(self.lang) if self.lang else self.course_file.speaking()

    @property
    def exercises(self) -> list[Exercise]:
        return [exercise for _, exercise in self.pool]

    @property
    def entries(self) -> dict[str, Entry]:
        """Each question in its bank, by id."""
        return {exercise.id: entry for entry, exercise in self.pool}


class LeftOut(StrEnum):
    """Why a question is not in a handout: a phrase with its data in braces."""

    DISCUSSION = "discussion questions are for seminars"
    NOT_A_DISCUSSION = "not a discussion question"
    NO_TIME = "needs {minutes} min, {free} min left"
    STAGE_FILLED = "another {stage} question was chosen"
    NO_PASSAGE = "cites no passage"
    NOT_IN_TEXT = "does not quote {sections} in {source}"
    ANSWER_IN_PASSAGE = "a printed passage contains the missing words"
    SPEAKER_PRINTED = "the speaker is named below each passage"
    NO_TRANSLATIONS = "the course has no two translations to compare"
    NOT_IN_BOTH = "does not cite the same turn in both {left} and {right}"
    CITES_MORE = "also cites passages that are not compared"
    TOO_LONG = "too long for a card"
    ORDER_PRINTED = "the places on the handout give away the order"
    OTHER_PARTS = "also quotes {place}"
    THIRD_LANGUAGE = (
        "also quotes {source}, in a language that is neither the text’s nor the question’s"
    )
    OTHER_DOCUMENT = "quotes only {sources}"
    ANSWER_IN_TITLE = "a printed title or credit gives away its answer"
    GIVEN_AWAY = "`{other}` gives away its answer"
    GIVES_AWAY = "gives away the answer to `{other}`"


@dataclass(frozen=True, slots=True)
class LeftOutQuestion:
    """A question that is not in a handout, with the reason and the data for its phrase."""

    id: str
    reason: LeftOut
    data: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def explanation(self) -> str:
        return self.reason.format_map(self.data)


@dataclass(frozen=True, slots=True)
class HandoutResult:
    """The documents of a handout; its questions by id, each with a description; and the others.

    `remarks` are sentences about shortcomings: too few questions, a text that is not available.
    `minutes` is how long the handout takes, if that was counted.  `answer_key` is to grade an exam by.
    """

    documents: tuple[Document, ...]
    chosen: tuple[tuple[str, str], ...]
    left_out: tuple[LeftOutQuestion, ...]
    remarks: tuple[str, ...] = ()
    minutes: int | None = None
    answer_key: AnswerKey | None = None
