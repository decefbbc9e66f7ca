"""Results of a quiz as JSON: what `studykit quiz --json` prints."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime, timedelta
from typing import Any

from ..bank.prose import plain
from .exam import Exam, Marked
from .marking import Answer, Layout
from .results import Step
from .session import Session


def exam_data(exam: Exam, time: timedelta) -> dict[str, Any]:
    """Return the score of an exam, and every question with its answer."""
    marked = exam.marked
    return {
        "seed": exam.seed,
        "questions": exam.total,
        "answered": sum(one.answer is not None for one in marked),
        "right": sum(one.right for one in marked),
        "seconds": round(time.total_seconds(), 3),
        "answers": [_marked_data(one) for one in marked],
    }


def _marked_data(marked: Marked) -> dict[str, Any]:
    exercise = marked.card.exercise
    return {
        "question": exercise.id,
        "part": marked.card.part,
        "type": exercise.type,
        "outcome": None if marked.answer is None else str(marked.outcome),
        "answer": _answer_words(marked.answer, marked.layout),
        "seconds": marked.elapsed_ms / 1000,
    }


def _answer_words(answer: Answer, layout: Layout) -> str | list[str] | None:
    """Return an answer as it was typed, or the texts that were chosen or put in order."""
    if answer is None or isinstance(answer, str):
        return answer
    if isinstance(answer, Set):
        return [plain(layout.options[n].text) for n in sorted(answer)]
    return [plain(layout.items[n]) for n in answer]


def session_data(session: Session, now: datetime) -> dict[str, Any]:
    """Return the results of a session, and every step."""
    summary = session.summary(now)
    return {
        "mode": str(session.mode),
        "answered": summary.all.answered,
        "right": summary.all.right,
        "skipped": summary.all.skipped,
        "buried": summary.all.buried,
        "discussed": summary.all.discussed,
        "cards": summary.cards,
        "seconds": summary.elapsed_ms / 1000,
        "hardest": [card.exercise.id for card in summary.hardest],
        "due": {"today": summary.next.today, "tomorrow": summary.next.tomorrow},
        "answers": [_step_data(step) for step in session.steps],
    }


def _step_data(step: Step) -> dict[str, Any]:
    return {
        "question": step.card.exercise.id,
        "part": step.card.part,
        "done": str(step.done),
        "grade": None if step.grade is None else int(step.grade),
        "seconds": None if step.elapsed_ms is None else step.elapsed_ms / 1000,
    }
