"""`studykit pin`: remember what was found, for machines without the texts."""

from __future__ import annotations

import typer

from .common import Questions, Texts, course_folder, print_report


def pin(questions: Questions = None, texts: Texts = None) -> None:
    """Remember the quotes that were found.

    Writes course.lock: the place and hash of every quote that its text confirms.

    Pins of sources whose text is not here stay as they are.
    """
    from ..bank.evidence import pinned
    from ..check import check as run
    from ..diagnostics import Severity, StudykitError, plural
    from ..source.pins import LOCK_FILE

    folder = course_folder(questions)
    checked = run(folder, texts)
    course = checked.course
    if course is None:
        print_report(checked.report)
        raise typer.Exit(1)
    if not course.texts:
        raise StudykitError(
            "there is no text here to pin quotes in; `studykit source list` says which there are"
        )
    lock = pinned(course, checked.verified)
    before = {pin for pins in course.lock.pins.values() for pin in pins}
    after = {pin for pins in lock.pins.values() for pin in pins}
    lock.write(folder / LOCK_FILE)
    typer.echo(
        f"{folder / LOCK_FILE}: {plural(len(after), 'pin')} in {plural(len(lock.pins), 'source')}"
        f" ({len(after - before):,} new, {len(before - after):,} gone)"
    )
    failing = [
        d
        for d in checked.report.diagnostics
        if d.severity is Severity.ERROR and d.code.startswith("quote-")
    ]
    if failing:
        quotes = plural(len(failing), "quote")
        typer.echo(f"{quotes} did not pass and got no pin; `studykit check` says why")
        raise typer.Exit(1)
