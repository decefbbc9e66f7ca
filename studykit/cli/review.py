"""`studykit review`: confirm the passages that an import proposed."""

from __future__ import annotations

from typing import Annotated

import typer

from ..bank.load import load
from ..diagnostics import Report, require_known
from ..terminal.console import on_stdout
from ..terminal.output import colour, echo
from ..terminal.reading import read_line
from ..terminal.review import PassageReview, to_review
from .common import OwnQuestions, Texts, course_lock, gc_paused, own_course
from .loading import require_texts, usable


def review(
    banks: Annotated[
        list[str] | None, typer.Argument(metavar="BANK", help="Only questions from this bank.")
    ] = None,
    questions: OwnQuestions = None,
    texts: Texts = None,
) -> None:
    """Confirm the passages that an import proposed.

    Shows one question at a time with its proposed passages. Confirm those that support the answer,
    look for others, reject the question, or edit it. Every decision is saved at once.
    """
    folder = own_course(questions)
    report = Report()
    with gc_paused():
        course = usable(load(folder, report, texts), report)
    require_texts(course)
    ids = [bank.header.id for bank in course.banks]
    for id in banks or []:
        require_known("bank", id, ids)
    found = to_review(course, banks or [])
    if not found:
        echo("No passages to confirm.")
        return
    PassageReview(course, read_line, on_stdout(not colour()), lambda: course_lock(folder)).run(
        found
    )
