"""Results of a quiz as JSON: what `studykit quiz --json` prints."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime, timedelta
from typing import Any

from ..bank.model import Exercise
from ..bank.prose import plain as words_of
from .exam import Exam
from .marking import Answer
from .session import Session


def exam_data(exam: Exam, time: timedelta) -> dict[str, Any]:
    """An exam as JSON can hold it: the score, and every question with its answer."""
    marked = exam.marked
    return {
        "seed": exam.seed,
        "questions": exam.total,
        "answered": sum(one.answer is not None for one in marked),
        "right": sum(one.right for one in marked),
        "seconds": round(time.total_seconds(), 3),
        "answers": [
            {
                "question": one.card.exercise.id,
                "part": one.card.part,
                "type": one.card.exercise.type,
                "outcome": None if one.answer is None else str(one.outcome),
                "answer": _said(
                    one.card.exercise, one.layout.options, one.layout.items, one.answer
                ),
                "seconds": one.took / 1000,
            }
            for one in marked
        ],
    }


def _said(exercise: Exercise, options: Any, items: tuple[str, ...], answer: Answer) -> Any:
    """An answer in words."""
    if answer is None or isinstance(answer, str):
        return answer
    if isinstance(answer, Set):
        return [words_of(options[n].text) for n in sorted(answer)]
    return [words_of(items[n]) for n in answer]


def session_data(session: Session, now: datetime) -> dict[str, Any]:
    """What came of a session, as JSON can hold it."""
    summary = session.summary(now)
    return {
        "mode": str(session.mode),
        "answered": summary.all.answered,
        "right": summary.all.right,
        "skipped": summary.all.skipped,
        "buried": summary.all.buried,
        "discussed": summary.all.discussed,
        "cards": summary.cards,
        "seconds": summary.took / 1000,
        "hardest": [card.exercise.id for card in summary.hardest],
        "due": {"today": summary.next.today, "tomorrow": summary.next.tomorrow},
        "answers": [
            {
                "question": step.card.exercise.id,
                "part": step.card.part,
                "done": str(step.done),
                "grade": None if step.grade is None else int(step.grade),
                "seconds": None if step.took is None else step.took / 1000,
            }
            for step in session.steps
        ],
    }
