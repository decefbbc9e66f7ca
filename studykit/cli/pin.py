"""`studykit pin`: record where quotes were found, for machines without the texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from ..analysis.drift import Change, Drifted, SourceDrift, drift
from ..bank.citation import place_name
from ..bank.evidence import pinned
from ..bank.load import Course
from ..check import check
from ..diagnostics import Severity, UsageError, suggest
from ..format import plural
from ..source.pins import LOCK_FILE, Lock
from ..terminal.output import echo
from .common import OwnQuestions, Texts, course_lock, gc_paused, own_course
from .loading import require_texts, usable


def pin(
    report: Annotated[
        bool,
        typer.Option("--report", help="Show how changed texts affect passages; write nothing."),
    ] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept", metavar="ID", help="Accept a question's new places, or `all`. Repeatable."
        ),
    ] = None,
    questions: OwnQuestions = None,
    texts: Texts = None,
) -> None:
    """Record where the quotes were found.

    Writes course.lock: the place and a hash of every quote that was found in its text. Pins of
    sources whose text is not on this machine are kept. If a text has changed, passages that moved or
    disappeared keep their old pins until you accept the change.
    """
    folder = own_course(questions)
    with course_lock(folder):
        _pin(folder, report, accept or [], texts)


def _pin(folder: Path, report: bool, accept: list[str], texts: Path | None) -> None:
    with gc_paused():
        checked = check(folder, texts)
    course = usable(checked.course, checked.report)
    require_texts(course)
    if report:
        sources = drift(course)
        for line in _report(course, sources):
            echo(line)
        raise typer.Exit(any(source.open for source in sources))
    lock = pinned(course, checked.verified, _accepted(course, accept))
    _write(lock, course, folder / LOCK_FILE)
    failing = [
        diagnostic
        for diagnostic in checked.report.diagnostics
        if diagnostic.severity is Severity.ERROR and diagnostic.code.startswith("quote-")
    ]
    if failing:
        verb = "was" if len(failing) == 1 else "were"
        echo(
            f"{plural(len(failing), 'quote')} failed the check and {verb} not pinned;"
            " `studykit check` says why"
        )
        raise typer.Exit(1)


def _accepted(course: Course, accept: list[str]) -> set[str]:
    """Return the ids of the questions whose new places are accepted."""
    ids = {entry.question.id for entry in course.entries}
    for id in accept:
        if id != "all" and id not in ids:
            hint = suggest(id, ids) or "`studykit list` shows all"
            raise UsageError(f"unknown question `{id}`; {hint}")
    return ids if "all" in accept else set(accept)


def _write(lock: Lock, course: Course, file: Path) -> None:
    new, removed = lock.against(course.lock)
    lock.write(file)
    pins = f"{plural(lock.count, 'pin')} in {plural(len(lock.pins), 'source')}"
    echo(f"{file}: {pins} ({new:,} new, {removed:,} removed)")
    for id in sorted(lock.texts.keys() & course.digests.keys()):
        if lock.texts[id] != course.digests[id]:
            echo(f"the text of {id} has changed; `studykit pin --report` shows what to review")


def _report(course: Course, sources: list[SourceDrift]) -> Iterator[str]:
    if not course.lock.texts:
        yield "Nothing is pinned yet. To pin the quotes that are found in the texts, run `studykit pin`."
        return
    if not sources:
        yield "No text has changed since it was pinned."
        return
    for source in sources:
        yield (
            f"{source.source}: the text has changed since it was pinned"
            f" (sha256 {source.before[:12]}…, now {source.after[:12]}…)"
        )
        counts = [f"{len(source.of(change)):,} {change}" for change in Change]
        yield f"  {', '.join(counts)}"
        for passage in source.passages:
            if passage.change is not Change.UNCHANGED:
                yield from _passage(course, source.source, passage)
        if source.of(Change.MOVED) or source.of(Change.NEW):
            yield "  To accept a question's new place, run `studykit pin --accept ID`."
            yield "  To accept all of them, run `studykit pin --accept all`."


def _passage(course: Course, source: str, passage: Drifted) -> Iterator[str]:
    before = place_name(passage.before, course.info, source) if passage.before else ""
    after = place_name(passage.after, course.info, source) if passage.after else ""
    match passage.change:
        case Change.MOVED:
            yield f"  moved   {passage.question}: from {before} to {after}"
        case Change.NEW:
            yield f"  new     {passage.question}: {after}"
        case Change.GONE:
            yield f"  gone    {passage.question}: was in {before}: {passage.quote}"
        case _:
            yield f"  edited  {passage.question}: {before}"
            for step in passage.nearest.diff if passage.nearest else ():
                if step.operation != "equal":
                    yield f"          [-{step.quote}-] {{+{step.source}+}}"
