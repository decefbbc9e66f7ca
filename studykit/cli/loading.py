"""Loading the course and selecting questions, for commands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import typer

from ..bank.evidence import exercises, pinned, verify
from ..bank.kinds.discussion import Discussion
from ..bank.load import Course, Entry, load
from ..bank.load import load_sources as load_course_sources
from ..bank.model import Exercise
from ..bank.select import Filter, select
from ..diagnostics import Report, StudykitError, UsageError
from ..format import plural
from ..locale import _, ngettext
from ..terminal.output import echo, echo_report
from ..terminal.progress_bar import progress_bar
from .common import course_folder, gc_paused


def load_course(questions: Path | None, texts: Path | None) -> Course:
    """Load a course; warn on standard error if some of it could not be loaded.

    Exits with 1 if the course file is unusable.
    """
    report = Report()
    folder = course_folder(questions)
    with gc_paused(), progress_bar(_("loading the course")):
        loaded = load(folder, report, texts)
    course = usable(loaded, report)
    for skipped in what_is_skipped(course, report):
        echo(f"studykit: {skipped}", err=True)
    return course


def what_is_skipped(course: Course, report: Report, unpinned: int = 0) -> list[str]:
    """Return how many questions and banks of a course cannot be used, in a sentence each.

    `unpinned` is the number of questions that were loaded, but cannot be used either.  Behind some
    mistakes in the `report`, the number of questions is unknown.
    """
    skipped = []
    if questions := course.unread_questions + unpinned:
        skipped.append(
            ngettext(
                "{n} question skipped; `studykit check` says why",
                "{n} questions skipped; `studykit check` says why",
                questions,
            )
        )
    if course.unread_banks:
        skipped.append(
            ngettext(
                "{n} bank skipped; `studykit check` says why",
                "{n} banks skipped; `studykit check` says why",
                course.unread_banks,
            )
        )
    if report.errors and not skipped:
        skipped.append(_("some questions skipped; `studykit check` says why"))
    return skipped


def load_sources(questions: Path | None, texts: Path | None) -> Course:
    """Load a course without its banks.

    Exits with 1 if the course file is unusable.
    """
    report = Report()
    return usable(load_course_sources(course_folder(questions), report, texts), report)


def usable(course: Course | None, report: Report) -> Course:
    """Return a course that was loaded; if there is none, print the report and exit with 1."""
    if course is None:
        echo_report(report)
        raise typer.Exit(1)
    return course


def require_texts(course: Course) -> None:
    """Raise StudykitError if none of the texts of a course is on this machine."""
    if not course.texts:
        raise StudykitError(
            "no source texts on this machine; `studykit source list` shows the sources"
        )


def question_filter(**options: list[str] | None) -> Filter:
    """Return the filter for the values of the options, given by the field names of `Filter`."""
    return Filter(**{name: tuple(values or ()) for name, values in options.items()})


def verified_exercises(course: Course) -> list[tuple[Entry, Exercise]]:
    """Lower the questions whose quotes are verified or pinned; warn if there are others."""
    ready, unpinned = exercises(course, course.lock)
    if unpinned and course.texts:  # a course in the making: look its quotes up in the texts
        with progress_bar("looking up quotes"):
            ready, unpinned = exercises(course, pinned(course, verify(course, Report())))
    if unpinned:
        count = plural(len(unpinned), "question")
        echo(f"studykit: skipped {count} with unverified quotes; run `studykit check`", err=True)
    return ready


def selected_exercises(
    course: Course, filter: Filter, with_ends: bool = False
) -> list[tuple[Entry, Exercise]]:
    """Return the questions that match the filter and whose quotes are verified or pinned.

    An opening or closing question may cite nothing, and so match no section and no source;
    `with_ends` adds those in a bank with a matching core question.  Raises UsageError if there are none.
    """
    entries = select(course, filter)
    if with_ends and (filter.sections or filter.sources):
        banks = {
            e.header.id
            for e in entries
            if isinstance(e.question, Discussion) and e.question.stage == "core"
        }
        anywhere = select(course, replace(filter, sections=(), sources=()))
        entries += [e for e in anywhere if not e.question.passages and e.header.id in banks]
    chosen = {(entry.file.path, entry.index) for entry in entries}
    ready = verified_exercises(course)
    selected = [pair for pair in ready if (pair[0].file.path, pair[0].index) in chosen]
    if not selected and filter == Filter():
        raise UsageError(_("no question can be used; `studykit check` says why"))
    if not selected:
        raise UsageError("no question matches all of these options; use fewer of them")
    return selected
