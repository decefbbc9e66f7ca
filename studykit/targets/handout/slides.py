"""The plan of a seminar as slides, to project in class: the same steps and minutes as on its handout."""

from __future__ import annotations

from dataclasses import dataclass

from ...bank.model import Discuss, Exercise
from ...locale import spoken
from .extracts import Extracts
from .kinds.seminar import SeminarSheet, planned
from .request import HandoutRequest


@dataclass(frozen=True, slots=True)
class Slide:
    """A step of a lesson: its title, its minutes, and its question or what to do, as Markdown."""

    title: str
    minutes: int
    exercise: Exercise | None
    task: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as slides; `lang` is the language of its own words, `aim` is Markdown."""

    title: str
    aim: str
    lang: str
    minutes: int
    spare: int
    slides: tuple[Slide, ...]


def lesson(request: HandoutRequest) -> Lesson | None:
    """Plan a seminar as `studykit handout seminar` does; None if no question fits into its minutes."""
    pool = [e for e in request.exercises if isinstance(e.response, Discuss)]
    extracts = Extracts(request)
    plan = planned(request, pool, extracts)
    if not plan.questions:
        return None
    with request.speaking():
        sheet = SeminarSheet(request, plan, extracts)
        slides = (
            Slide(
                sheet.title(step),
                minutes,
                step.exercise,
                "" if step.exercise else sheet.task(step.kind),
            )
            for step, minutes in zip(plan.steps, plan.minutes, strict=True)
        )
        title = sheet.topic or request.course_file.title
        return Lesson(title, sheet.aim, spoken(), request.minutes, plan.spare, tuple(slides))
