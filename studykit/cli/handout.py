"""`studykit handout`: lessons to print, for students and for the teacher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, cast

import typer

from ..bank.capability import ContentKind, Support
from ..bank.content import content
from ..bank.media import course_media
from ..bank.model import Discuss
from ..diagnostics import StudykitError, UsageError, suggest
from ..files import write_bytes, write_text
from ..format import listed, plural
from ..locale import catalogue, languages
from ..targets.handout import CONTENT
from ..targets.handout.formats import FORMATS, render
from ..targets.handout.kinds import KINDS, make
from ..targets.handout.model import PaperSize, PrintSettings
from ..targets.handout.request import MAX_FORMS, HandoutRequest, HandoutResult
from ..targets.numbered import with_numbered
from ..terminal.output import echo
from ..terminal.progress_bar import progress_bar
from .common import OfBank, OfLevel, OfSection, OfSource, OfTag, OfType, Questions, Texts
from .loading import load_course, question_filter, selected_exercises

PAPERS = ("a4", "letter")

ANSWER_KEY = "exam-key.json"
"""The file with the answer key, for `studykit grade`."""


def handout(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"{listed(KINDS, 'or')}.")] = "",
    section: OfSection = None,
    bank: OfBank = None,
    tag: OfTag = None,
    level: OfLevel = None,
    type: OfType = None,
    source: OfSource = None,
    minutes: Annotated[
        int, typer.Option("--minutes", min=1, max=600, metavar="N", help="Minutes to fill.")
    ] = 45,
    forms: Annotated[
        int,
        typer.Option(
            "--forms", min=1, max=MAX_FORMS, metavar="N", help="Number of forms of an exam."
        ),
    ] = 1,
    answer_sheet: Annotated[
        bool, typer.Option("--answer-sheet", help="Add a page of bubbles to each form of an exam.")
    ] = False,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help="Seed for choosing and shuffling questions.")
    ] = 1,
    paper: Annotated[
        str, typer.Option("--paper", metavar="SIZE", help=f"{listed(PAPERS, 'or')}.")
    ] = "a4",
    format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=f"{listed(list(FORMATS), 'or')}.")
    ] = "pdf",
    full_text: Annotated[
        bool,
        typer.Option(
            "--full-text/--quotes-only",
            help="Print the whole text that is discussed, if it is available, or only quotes.",
        ),
    ] = True,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="TAG",
            help="Language of the handout's own words, such as de. Default: that of the course.",
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", file_okay=False, help="Output folder.")
    ] = Path("handouts"),
    font_path: Annotated[
        list[Path] | None,
        typer.Option(
            "--font-path",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="Folder with additional fonts for PDF. Repeatable.",
        ),
    ] = None,
    allow_missing_glyphs: Annotated[
        bool,
        typer.Option(
            "--allow-missing-glyphs", help="Print □ for characters that no font has (PDF)."
        ),
    ] = False,
    list_: Annotated[
        bool, typer.Option("--list", help="Show which questions would be chosen, and why.")
    ] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Write a lesson to print.

    Writes KIND-student and KIND-teacher: a seminar, a close reading, a comparison of two translations,
    or an exam; or the key to all questions, for the teacher only; or cards to cut out. Chooses
    questions that fill the minutes. Another seed chooses other questions.
    """
    _check_options(kind, format, paper, forms, answer_sheet)
    if lang is not None and catalogue(lang) is None:
        raise UsageError(
            f"studykit is not translated into `{lang}`; use {listed(languages(), 'or')}"
        )
    course = load_course(questions, texts)
    filter = question_filter(
        banks=bank, types=type, tags=tag, levels=level, sections=section, sources=source
    )
    pool = tuple(selected_exercises(course, filter, with_ends=kind == "seminar"))
    request = HandoutRequest(
        course,
        pool,
        minutes,
        forms,
        seed,
        full_text,
        sections=filter.sections,
        sources=filter.sources,
        answer_sheet=answer_sheet,
        lang=lang,
    )
    with progress_bar("choosing questions"):
        result = make(kind, request)
    for remark in result.remarks:
        echo(f"note: {remark}", err=True)
    if list_:
        _print_list(result)
        return
    if not result.documents:
        raise UsageError(_nothing_chosen(kind, request, result))
    chosen = {id for id, _ in result.chosen}
    asked = (exercise for _, exercise in pool if exercise.id in chosen)
    media = with_numbered(asked, course_media(course))
    settings = PrintSettings(cast(PaperSize, paper), tuple(font_path or ()), media=media)
    counts = content(course, {entry for entry, exercise in pool if exercise.id in chosen})
    _write(kind, result, minutes, format, settings, counts, out, allow_missing_glyphs)


def _check_options(kind: str, format: str, paper: str, forms: int, answer_sheet: bool) -> None:
    if not kind:
        raise UsageError(f"name the kind of handout: {listed(KINDS, 'or')}")
    _check_name(kind, "kind of handout", KINDS)
    _check_name(format, "format", list(FORMATS))
    _check_name(paper, "paper size", PAPERS)
    formats = [name for name, kinds in FORMATS.items() if kind in kinds]
    if format not in formats:
        raise UsageError(f"{kind} is not available as {format}; use {listed(formats, 'or')}")
    if answer_sheet and kind != "exam":
        raise UsageError(f"--answer-sheet is for exam, not for {kind}")
    if forms > 1 and kind != "exam":
        raise UsageError(f"--forms is for exam, not for {kind}")


def _check_name(name: str, noun: str, known: Sequence[str]) -> None:
    if name not in known:
        help = suggest(name, known) or f"use {listed(known, 'or')}"
        raise UsageError(f"unknown {noun} `{name}`; {help}")


def _print_list(result: HandoutResult) -> None:
    """Print which questions are chosen and which are left out, in aligned columns."""
    left_out = [(question.id, question.explanation) for question in result.left_out]
    width = max((len(id) for id, _ in (*result.chosen, *left_out)), default=0)
    for title, rows in (("chosen", result.chosen), ("left out", left_out)):
        echo(f"{title}: {len(rows):,}")
        for id, text in rows:
            echo(f"  {id:{width}}  {text}")


def _nothing_chosen(kind: str, request: HandoutRequest, result: HandoutResult) -> str:
    """The error if no question is chosen."""
    if kind == "seminar" and not any(isinstance(e.response, Discuss) for e in request.exercises):
        count = plural(len(request.pool), "selected question is", "selected questions are")
        return (
            f"a seminar needs discussion questions, and the {count} of other types; select others, or"
            " write some with `type: discussion`"
        )
    example = ""
    if result.left_out:
        ((reason, _),) = Counter(one.reason for one in result.left_out).most_common(1)
        first = next(one for one in result.left_out if one.reason is reason)
        example = f" ({first.explanation})"
    return (
        f"no question is suitable for `{kind}`{example};"
        f" `studykit handout {kind} --list` shows why for each"
    )


def _write(
    kind: str,
    result: HandoutResult,
    minutes: int,
    format: str,
    settings: PrintSettings,
    counts: Mapping[ContentKind, int],
    out: Path,
    allow_missing_glyphs: bool,
) -> None:
    pages = []
    with progress_bar("typesetting") as bar:
        for n, document in enumerate(result.documents):
            bar.at("typesetting", n, len(result.documents))
            pages.append((document, render(format, document, settings)))
    missing = list(dict.fromkeys(glyph for _, page in pages for glyph in page.missing_glyphs))
    if missing and not allow_missing_glyphs:
        raise StudykitError(
            f"nothing written: {'; '.join(missing)}; add fonts with `--font-path DIR`, or print □ with"
            " `--allow-missing-glyphs`"
        )
    written = [(out / f"{kind}-{document.audience}.{format}", page) for document, page in pages]
    for file, page in written:
        write_bytes(file, page.content)
    if result.answer_key is not None:
        write_text(out / ANSWER_KEY, result.answer_key.model_dump_json(exclude_defaults=True))
    # only now, as its reader may stop early, as `head` does
    time = "" if result.minutes is None else f", {result.minutes} of {minutes} minutes"
    count = plural(len(result.chosen), "question")
    echo(f"{kind}: {count}{time} (`--list` shows which, and why)")
    for line in _degraded(format, counts):
        echo(f"studykit: {format}: {line}", err=True)
    for file, page in written:
        echo(f"{file}: {len(page.content) / 1000:,.0f} kB")
        for warning in (*page.warnings, *page.missing_glyphs):
            echo(f"studykit: {file}: {warning}", err=True)
    if result.answer_key is not None:
        echo(f"{out / ANSWER_KEY}: to grade answers with `studykit grade`")


def _degraded(format: str, counts: Mapping[ContentKind, int]) -> Iterator[str]:
    """Say what of the questions' content the format shows only in part."""
    for kind, (support, how) in CONTENT.get(format, {}).items():
        if kind in counts and support is not Support.NATIVE:
            yield f"{kind} ({counts[kind]:,}): {how}"
