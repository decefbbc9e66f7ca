"""`studykit pin`: remember what was found, for machines without the texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from .common import Questions, Texts, course_folder, print_report

if TYPE_CHECKING:
    from ..analysis.drift import Drifted, SourceDrift
    from ..bank.load import Course


def pin(
    report: Annotated[
        bool,
        typer.Option("--report", help="Write nothing; say what changed texts did to passages."),
    ] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="ID", help="Take a question's new places; or: all."),
    ] = None,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Remember the quotes that were found.

    Writes course.lock: the place and hash of every quote that its text confirms. Pins of sources
    whose text is not here stay as they are; where a text has changed, passages that moved or are
    gone keep their pins until they are accepted.
    """
    from ..analysis.drift import drift
    from ..bank.evidence import pinned
    from ..check import check as run
    from ..diagnostics import Severity, StudykitError, suggest
    from ..format import plural
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
    if report:
        found = drift(course)
        for line in _report(course, found):
            typer.echo(line)
        raise typer.Exit(any(source.open for source in found))
    ids = {entry.question.id for entry in course.entries}
    for id in accept or ():
        if id != "all" and id not in ids:
            raise StudykitError(
                f"there is no question `{id}`; {suggest(id, ids) or 'see the banks'}"
            )
    taken = ids if accept and "all" in accept else set(accept or ())
    lock = pinned(course, checked.verified, taken)
    new, gone = lock.against(course.lock)
    lock.write(folder / LOCK_FILE)
    typer.echo(
        f"{folder / LOCK_FILE}: {plural(lock.count, 'pin')} in {plural(len(lock.pins), 'source')}"
        f" ({new:,} new, {gone:,} gone)"
    )
    for id in sorted(lock.texts.keys() & course.digests.keys()):
        if lock.texts[id] != course.digests[id]:
            typer.echo(f"the text of {id} has changed: `studykit pin --report` says what is open")
    failing = [
        d
        for d in checked.report.diagnostics
        if d.severity is Severity.ERROR and d.code.startswith("quote-")
    ]
    if failing:
        quotes = plural(len(failing), "quote")
        typer.echo(f"{quotes} did not pass and got no pin; `studykit check` says why")
        raise typer.Exit(1)


def _report(course: Course, found: list[SourceDrift]) -> Iterator[str]:
    from ..analysis.drift import Change

    if not found:
        yield "No text that is here has changed since it was pinned."
        return
    for source in found:
        yield (
            f"{source.source}: the text has changed since it was pinned"
            f" (sha256 {source.before[:12]}… is now {source.after[:12]}…)"
        )
        counts = [f"{len(source.of(change)):,} {change}" for change in Change]
        yield f"  {', '.join(counts)}"
        for passage in source.passages:
            if passage.change is not Change.UNCHANGED:
                yield from _passage(course, source.source, passage)
        if source.of(Change.MOVED) or source.of(Change.NEW):
            yield "  `studykit pin --accept ID` takes the new place of a question, `--accept all` all"


def _passage(course: Course, source: str, passage: Drifted) -> Iterator[str]:
    from ..analysis.drift import Change
    from ..bank.citation import place_name

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
            if passage.nearest:
                for step in passage.nearest.diff:
                    if step.operation != "equal":
                        yield f"          [-{step.quote}-] {{+{step.source}+}}"
