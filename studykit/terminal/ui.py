"""What a quiz needs of a screen: two are made for it, one of lines and one that fills a terminal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ..bank.model import Exercise
    from ..quiz.context import Context
    from ..quiz.marking import Answer
    from ..quiz.schedule import Grade
    from ..source.course import CourseFile
    from .content import Given, Grades, QuestionView


class Command(StrEnum):
    """What a learner may do instead of answering or grading; the values are the keys."""

    SKIP = "s"
    UNDO = "u"
    BURY = "b"
    EDIT = "e"


@dataclass(frozen=True, slots=True)
class Answered:
    """The question was answered, or the answer is wanted."""

    answer: Answer = None


@dataclass(frozen=True, slots=True)
class Graded:
    """The learner has graded the answer; None for what has no grade."""

    grade: Grade | None


class Ended(Exception):
    """The learner, or what the quiz runs in, ends it; `code` is the exit code."""

    def __init__(self, code: int = 0) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Resources:
    """Where a screen looks things up: the course, contexts of passages, and a browser for pages.

    `open` may borrow the terminal, for a browser that needs it, and returns what to tell the learner.
    """

    course: CourseFile
    contexts: Callable[[Exercise], list[Context]]
    open: Callable[[str, Callable[[], AbstractContextManager[None]]], str]


class UI(Protocol):
    """A screen with a learner before it; every method may raise `Ended`."""

    def answer(self, asked: QuestionView) -> Answered | Command:
        """Ask a question."""

    def grade(self, asked: QuestionView, given: Given, grades: Grades) -> Graded | Command:
        """Show what came of an answer with its evidence, and have it graded."""

    def note(self, words: str) -> None:
        """Tell something, before the next question at the latest."""

    def line(self, prompt: str, default: str) -> str | None:
        """Ask for some words; None where the learner thinks better of it."""

    def lent(self) -> AbstractContextManager[None]:
        """The terminal as it was before, for another program."""
