"""The interface between a quiz and its learner; `PlainUI` and `ScreenUI` implement it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from ..bank.citation import cite
from ..bank.model import Exercise
from ..locale import _
from ..quiz.marking import Answer
from ..quiz.schedule import Grade
from ..source.course import CourseFile
from .answer import Given, Grades
from .console import Draw
from .question import QuestionView

if TYPE_CHECKING:
    from ..quiz.context import Context


class Command(StrEnum):
    """A command given instead of an answer or a grade; the values are the keys."""

    SKIP = "s"
    UNDO = "u"
    BURY = "b"
    EDIT = "e"


@dataclass(frozen=True, slots=True)
class Answered:
    """The learner's answer, or None if they answered in their head."""

    answer: Answer = None


@dataclass(frozen=True, slots=True)
class Graded:
    """The learner's grade, or None for a question that has no grade."""

    grade: Grade | None


class Ended(Exception):
    """Raised when the learner, a signal or a closed terminal ends the quiz."""

    def __init__(self, code: int = 0) -> None:
        super().__init__(code)
        self.code = code
        """The exit code."""


Suspend = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Resources:
    """The course, the contexts of its passages, and a web browser.

    `open_url` returns whether a browser opened the page.  It may suspend the UI, for a browser that
    runs in the terminal.
    """

    course: CourseFile
    contexts: Callable[[Exercise], list[Context]]
    open_url: Callable[[str, Suspend], bool]

    def page(self, exercise: Exercise) -> str | None:
        """Return the address of the first passage that has one."""
        links = (cite(evidence, self.course).link for evidence in exercise.evidence)
        return next(filter(None, links), None)

    def open_page(self, exercise: Exercise, suspended: Suspend) -> str:
        """Open the publisher's page at a question's first passage that has one.

        Returns a message for the learner, or the address if no browser opened it.
        """
        url = self.page(exercise)
        if url is None:
            return _("This source has no web page.")
        return _("Opened in the browser.") if self.open_url(url, suspended) else url


class UI(Protocol):
    """A user interface for a quiz.  Every method may raise `Ended`."""

    def answer(self, question: QuestionView) -> Answered | Command:
        """Ask a question."""

    def grade(
        self, question: QuestionView, given: Given, grades: Grades | None
    ) -> Graded | Command:
        """Show the right answer with its evidence, and ask for a grade.

        If `grades` is None, there is nothing to grade.
        """

    def show_pages(self, pages: Sequence[Draw]) -> bool:
        """Show pages one after the other. Return False if lines cannot be shown in pages."""

    def note(self, message: str) -> None:
        """Show a message, at the latest with the next question."""

    def read_line(self, prompt: str, default: str) -> str | None:
        """Ask for a line of text. Return None if cancelled."""

    def suspended(self) -> AbstractContextManager[None]:
        """Release the terminal to another program for the length of a `with` block."""
