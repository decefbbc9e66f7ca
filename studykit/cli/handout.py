"""`studykit handout`: a lesson on paper, for students and for the teacher."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from ..targets.handout.formats import FORMATS, render
from ..targets.handout.kinds import KINDS, make
from .common import (
    OfBank,
    OfLevel,
    OfSection,
    OfSource,
    OfTag,
    OfType,
    Questions,
    Texts,
)
from .loading import load_course, question_filter

if TYPE_CHECKING:
    from ..bank.load import Course, Entry
    from ..bank.model import Exercise
    from ..bank.select import Filter
    from ..targets.handout.pieces import HandoutResult


def handout(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(KINDS)}.")],
    section: OfSection = None,
    bank: OfBank = None,
    tag: OfTag = None,
    level: OfLevel = None,
    type: OfType = None,
    source: OfSource = None,
    minutes: Annotated[
        int, typer.Option("--minutes", min=1, max=600, metavar="N", help="How long it may take.")
    ] = 45,
    forms: Annotated[
        int, typer.Option("--forms", min=1, max=4, metavar="N", help="How many forms of an exam.")
    ] = 1,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help="Another choice, another order.")
    ] = 1,
    paper: Annotated[str, typer.Option("--paper", metavar="SIZE", help="a4 or letter.")] = "a4",
    format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(FORMATS)}.")
    ] = "pdf",
    full_text: Annotated[
        bool,
        typer.Option(
            "--full-text",
            help="Whole sections or turns, where the text is here: for reading and compare.",
        ),
    ] = False,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", file_okay=False, help="Where to write.")
    ] = Path("handouts"),
    font_path: Annotated[
        list[Path] | None,
        typer.Option(
            "--font-path",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="A folder with further fonts, for pdf. Repeatable.",
        ),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Only say what it would take, and why.")
    ] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Print a lesson.

    Writes KIND-student and KIND-teacher: a seminar, a close reading, two translations compared, an
    exam, or the key to every question (for the teacher alone). What is chosen fills the minutes; the
    seed decides where there is a choice.
    """
    from ..diagnostics import UsageError
    from ..format import plural
    from ..targets.handout.model import PaperSize, PrintSettings
    from ..targets.handout.pieces import HandoutRequest

    _known(kind, "kind of handout", list(KINDS))
    _known(format, "format", list(FORMATS))
    _known(paper, "paper", ["a4", "letter"])
    has = [name for name, one in FORMATS.items() if one.has(kind)]
    if format not in has:
        raise UsageError(f"{kind} is not made as {format}; its formats are {', '.join(has)}")
    if forms > 1 and kind != "exam":
        raise UsageError(f"--forms is for exam: {kind} has one form")
    if full_text and kind not in ("reading", "compare"):
        raise UsageError(f"--full-text is for reading and compare, not for {kind}")
    course = load_course(questions, texts)
    filter = question_filter(
        banks=bank, types=type, tags=tag, levels=level, sections=section, sources=source
    )
    chosen = tuple(_chosen(course, filter, kind == "seminar"))
    wish = HandoutRequest(course, chosen, minutes, forms, seed, full_text, tuple(section or ()))
    made = make(kind, wish)
    for remark in made.remarks:
        typer.echo(f"studykit: {remark}", err=True)
    if list_:
        for line in _listed(made):
            typer.echo(line)
        return
    if not made.documents:
        raise UsageError(_nothing(kind, wish.exercises, made))
    from ..files import write_bytes

    settings = PrintSettings(cast(PaperSize, paper), tuple(font_path or ()))
    rendered = [(document, render(format, document, settings)) for document in made.documents]
    time = "" if made.minutes is None else f", {made.minutes} of {minutes} minutes"
    typer.echo(f"{kind}: {plural(len(made.taken), 'question')}{time} (`--list` says which and why)")
    for document, page in rendered:
        file = out / f"{kind}-{document.audience}{FORMATS[format].suffix}"
        write_bytes(file, page.content)
        typer.echo(f"{file}: {len(page.content) / 1000:,.0f} kB")
        for warning in page.warnings:
            typer.echo(f"studykit: {file}: {warning}", err=True)


def _known(name: str, noun: str, known: list[str]) -> None:
    from ..diagnostics import UsageError, suggest

    if name not in known:
        raise UsageError(
            f"there is no {noun} `{name}`; {suggest(name, known) or 'there are ' + ', '.join(known)}"
        )


def _chosen(course: Course, filter: Filter, with_ends: bool) -> list[tuple[Entry, Exercise]]:
    """The questions that are wanted and whose quotes are found or pinned.

    An opening or closing question may cite nothing, and so be on no section and no source;
    `with_ends` takes those that stand in a bank with a core question that is wanted.
    """
    from dataclasses import replace

    from ..bank.evidence import exercises, pinned, verify
    from ..bank.select import select
    from ..diagnostics import Report
    from ..format import plural

    ready, unpinned = exercises(course)
    if unpinned and course.texts:  # a course in the making: look its quotes up in the texts
        course.lock = pinned(course, verify(course, Report()))
        ready, unpinned = exercises(course)
    if unpinned:
        count = plural(len(unpinned), "question is", "questions are")
        typer.echo(f"studykit: {count} left out; `studykit check` says why", err=True)
    entries = select(course, filter)
    if with_ends and (filter.sections or filter.sources):
        banks = {e.bank.header.id for e in entries if getattr(e.question, "stage", "") == "core"}
        anywhere = select(course, replace(filter, sections=(), sources=()))
        entries += [e for e in anywhere if not e.question.passages and e.bank.header.id in banks]
    found = {(entry.file.path, entry.index) for entry in entries}
    return [pair for pair in ready if (pair[0].file.path, pair[0].index) in found]


def _listed(made: HandoutResult) -> list[str]:
    """What is taken and what not, in aligned columns."""
    width = max((len(id) for id, _ in (*made.taken, *made.left)), default=0)
    lines = [f"taken: {len(made.taken):,}"]
    lines += [f"  {id:{width}}  {why}" for id, why in made.taken]
    lines += [f"left: {len(made.left):,}"]
    return lines + [f"  {id:{width}}  {why}" for id, why in made.left]


def _nothing(kind: str, exercises: object, made: HandoutResult) -> str:
    """Why there is nothing to print, and what to do."""
    from collections import Counter

    if not exercises:
        return "nothing is chosen: no question is all of what you ask for; give fewer options"
    whys = Counter(why for _, why in made.left)
    first = f" ({whys.most_common(1)[0][0]})" if whys else ""
    return (
        f"nothing is chosen: none of the questions fits a {kind}{first};"
        f" `studykit handout {kind} --list` says why of each"
    )
