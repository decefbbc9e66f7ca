"""`studykit export`: questions for learning platforms and other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from ..bank.capability import ContentKind, Support, response_name
from ..bank.content import content
from ..bank.load import Course, Entry
from ..bank.media import course_media
from ..bank.model import Exercise
from ..bank.select import Filter
from ..diagnostics import UsageError, suggest
from ..files import write_bytes
from ..format import listed, plural
from ..targets.export import FORMATS, ExportBank, ExportFormat, ExportNotes, ExportRequest
from ..terminal.output import echo
from .common import OfBank, OfLevel, OfSection, OfSource, OfTag, OfType, Questions, Texts
from .loading import load_course, question_filter, selected_exercises

EXAMPLES = 3
"""Ids that a note lists."""


def export(
    format: Annotated[
        str | None, typer.Argument(metavar="FORMAT", help=f"{listed(list(FORMATS), 'or')}.")
    ] = None,
    bank: OfBank = None,
    section: OfSection = None,
    type: OfType = None,
    tag: OfTag = None,
    level: OfLevel = None,
    source: OfSource = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            dir_okay=False,
            help="Output file. Default: a file in exports/, named after the course.",
        ),
    ] = None,
    list_: Annotated[
        bool,
        typer.Option("--list", help="Show the formats, and how each renders each response."),
    ] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Export questions for Moodle, Canvas and other platforms.

    The feedback contains the passages with speaker, place and link. Prints how many questions
    of each response were written, what was lost, and which questions were left out, and why.
    """
    if format is not None and format not in FORMATS:
        help = suggest(format, list(FORMATS)) or f"use {listed(list(FORMATS), 'or')}"
        raise UsageError(f"unknown format `{format}`; {help}")
    if list_:
        _print_formats([format] if format else list(FORMATS))
        return
    if format is None:
        raise UsageError("name a format; `studykit export --list` shows them")
    filter = question_filter(
        banks=bank, types=type, tags=tag, levels=level, sections=section, sources=source
    )
    _export(format, load_course(questions, texts), filter, out)


def _export(name: str, course: Course, filter: Filter, out: Path | None) -> None:
    format = FORMATS[name]
    request, entries = _request(course, filter)
    notes = ExportNotes()
    with course.info.speaking():
        exported = format.render(request, notes)
    written = notes.written(request)
    if not written.total():
        for line in _notes(notes):
            echo(line, err=True)
        raise UsageError(f"none of the questions can be exported as {name}; nothing was written")
    stem = course.info.id if name == format.suffix else f"{course.info.id}-{name}"
    file = out or Path("exports") / f"{stem}.{format.suffix}"
    write_bytes(file, exported)
    count = plural(written.total(), "question")
    echo(f"{file}: {count}, {len(exported) / 1000:,.0f} kB")
    missing = notes.missing
    counts = content(course, {entry for entry in entries if entry.question.id not in missing})
    for line in [*_responses(format, request, notes), *_content(format, counts), *_notes(notes)]:
        echo(line)


def _request(course: Course, filter: Filter) -> tuple[ExportRequest, set[Entry]]:
    """Return the questions that match the filter and whose quotes are verified or pinned."""
    by_bank: dict[str, list[Exercise]] = {bank.header.id: [] for bank in course.banks}
    entries = set()
    for entry, exercise in selected_exercises(course, filter):
        entries.add(entry)
        by_bank[entry.header.id].append(exercise)
    banks = (
        ExportBank(bank.header.id, bank.header.title, tuple(by_bank[bank.header.id]))
        for bank in course.banks
    )
    filled = tuple(bank for bank in banks if bank.exercises)
    request = ExportRequest(course.info, filled, course_media(course))
    return request, entries


def _print_formats(names: list[str]) -> None:
    for n, name in enumerate(names):
        format = FORMATS[name]
        echo(f"{chr(10) if n else ''}{name}: {format.name} (.{format.suffix})", keep_lines=True)
        for response, (support, how) in format.capabilities.items():
            echo(f"  {response_name(response):8} {support}: {how}")


def _responses(format: ExportFormat, request: ExportRequest, notes: ExportNotes) -> Iterator[str]:
    """Yield how many questions of each response were written, in aligned columns."""
    written = notes.written(request)
    shown = {type(exercise.response) for exercise in request}
    for response, (support, how) in format.capabilities.items():
        if response in shown:
            yield f"  {response_name(response):8} {written[response]:>5,}  {support}: {how}"


def _content(format: ExportFormat, counts: Mapping[ContentKind, int]) -> Iterator[str]:
    """Say what of the questions' content the format shows only in part."""
    for kind, (support, how) in format.content.items():
        if kind in counts and support is not Support.NATIVE:
            yield f"{kind} ({counts[kind]:,}): {how}"


def _notes(notes: ExportNotes) -> Iterator[str]:
    """Yield what was lost or left out, with how many questions and a few of their ids."""
    for verb, reasons in (("left out", notes.left_out), ("changed", notes.lost)):
        for reason, ids in reasons.items():
            more = "" if len(ids) <= EXAMPLES else ", …"
            count = plural(len(ids), "question")
            yield f"{verb} {count}: {reason} ({', '.join(ids[:EXAMPLES])}{more})"
