"""`studykit quiz`: the questions, in the terminal."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from .common import Questions, Texts, course_folder, print_report


def quiz(
    banks: Annotated[
        list[str] | None, typer.Argument(metavar="[BANK]…", help="Ids of banks; all if left out.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many questions.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="The same order each time.")
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Words only: no colours, nothing drawn.")
    ] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Answer questions in the terminal.

    Each answer is followed by the passage that the question stands on.
    """
    from ..bank.evidence import exercises, pinned, verify
    from ..bank.load import load
    from ..diagnostics import Report, StudykitError, plural, suggest

    report = Report()
    folder = course_folder(questions)
    course = load(folder, report, texts)
    if course is None:
        print_report(report)
        raise typer.Exit(1)
    known = [bank.header.id for bank in course.banks]
    for id in banks or []:
        if id not in known:
            hint = suggest(id, known) or f"the banks are {', '.join(known)}"
            raise StudykitError(f"there is no bank `{id}`; {hint}")
    if banks:
        course.banks = [bank for bank in course.banks if bank.header.id in banks]
    ready, unpinned = exercises(course)
    if unpinned and course.texts:  # a course in the making: look its quotes up in the texts
        course.lock = pinned(course, verify(course, Report()))
        ready, unpinned = exercises(course)
    if unpinned or report.errors:
        count = (
            plural(len(unpinned), "question is", "questions are")
            if unpinned
            else "some questions are"
        )
        typer.echo(f"{count} left out: `studykit check` says what is wrong with them")
    if not ready:
        raise StudykitError("there is no question to ask")
    from random import Random, randrange

    from ..quiz.session import Session
    from ..quiz.terminal import run

    chosen = [exercise for _, exercise in ready]
    seed = randrange(2**32) if seed is None else seed
    if limit is not None:
        Random(seed).shuffle(chosen)
        chosen = chosen[:limit]
    plain = plain or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb"
    raise typer.Exit(run(Session(chosen, seed=seed), course.info, plain=plain))
