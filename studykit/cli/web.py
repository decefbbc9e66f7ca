"""`studykit web`: write the learner's page."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from ..analysis.giveaways import find_giveaways
from ..bank.capability import Capability, Support, response_name
from ..bank.content import content
from ..bank.load import Course, Entry
from ..bank.media import NO_MEDIA, course_media
from ..bank.model import Exercise
from ..bank.rich import has_media
from ..diagnostics import UsageError
from ..files import read_bytes, write_text
from ..format import plural
from ..quiz.marking_data import marking_data
from ..targets.handout.request import HandoutRequest
from ..targets.handout.slides import Lesson, lesson
from ..targets.web import CAPABILITIES, CONTENT
from ..targets.web.data import WebBank, WebRequest, usual_language
from ..targets.web.page import SERVICE_WORKER, page, service_worker
from ..terminal.output import echo
from ..terminal.progress_bar import progress_bar
from .common import OfBank, OfLevel, OfSection, OfSource, OfTag, OfType, Questions, Texts, gc_paused
from .loading import load_course, question_filter, selected_exercises

MOST_COMPARED = 1_500
"""The most questions of which those are looked for that give away others: each is compared with each."""


def web(
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
            metavar="FILE|DIR",
            help="An .html file, or a folder for index.html. Default: decks/COURSE.html.",
        ),
    ] = None,
    offline: Annotated[
        bool,
        typer.Option(
            "--offline",
            help="For a web server: also write sw.js, so that the page opens without a network.",
        ),
    ] = False,
    seminar: Annotated[
        str | None,
        typer.Option(
            "--seminar",
            metavar="SECTION",
            help="The plan of a seminar about a section, as slides with a timer.",
        ),
    ] = None,
    minutes: Annotated[
        int | None,
        typer.Option(
            "--minutes", min=1, max=600, metavar="N", help="Minutes of the seminar. Default: 45."
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help="Seed for choosing questions of the seminar.")
    ] = 1,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if anything would change.")
    ] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Write a web page that asks the questions.

    One file for any browser, to open, send or publish: it shows the evidence of each answer, and plans
    the reviews. It contains the answers, and only those words of the sources that questions quote.

    With --seminar, it shows the lesson that `studykit handout seminar` plans for the same section,
    minutes and seed, one step at a time, for a projector.
    """
    if minutes is not None and seminar is None:
        raise UsageError("--minutes is for --seminar")
    filter = question_filter(
        banks=bank,
        types=type,
        tags=tag,
        levels=level,
        sections=[*(section or ()), seminar] if seminar else section,
        sources=source,
    )
    course = load_course(questions, texts)
    with gc_paused():
        chosen = selected_exercises(course, filter, with_ends=seminar is not None)
        plan = None
        if seminar:
            plan = _lesson(course, chosen, seminar, minutes, seed)
            chosen = _of_lesson(plan, chosen)
        file = _file(course, out, offline, seminar)
        files = _files(file, _request(course, chosen, plan), offline)
    if check:
        _check_current(files)
    else:
        for file, text in files.items():
            write_text(file, text)
    if plan:
        time = f"{plan.minutes - plan.spare} of {plan.minutes} minutes"
        echo(f"seminar: {plural(len(chosen), 'question')}, {time}")
    _report(course, chosen, files, "is up to date" if check else None)


WebQuestions = list[tuple[Entry, Exercise]]


def _lesson(
    course: Course, pool: WebQuestions, section: str, minutes: int | None, seed: int
) -> Lesson:
    """Plan a seminar about a section; raise UsageError if none of its questions fits."""
    request = HandoutRequest(course, tuple(pool), minutes or 45, seed=seed, sections=(section,))
    with progress_bar("choosing questions"):
        planned = lesson(request)
    if planned is None:
        raise UsageError(
            f"no discussion question about `{section}` fits into {plural(request.minutes, 'minute')};"
            " allow more minutes, or choose another section"
        )
    return planned


def _of_lesson(lesson: Lesson, pool: WebQuestions) -> WebQuestions:
    ids = {slide.exercise.id for slide in lesson.slides if slide.exercise}
    return [(entry, exercise) for entry, exercise in pool if exercise.id in ids]


def _request(course: Course, chosen: WebQuestions, lesson: Lesson | None) -> WebRequest:
    by_bank: dict[str, list[Exercise]] = {bank.header.id: [] for bank in course.banks}
    for entry, exercise in chosen:
        by_bank[entry.header.id].append(exercise)
    banks = (
        WebBank(bank.header.id, bank.header.title, tuple(by_bank[bank.header.id]))
        for bank in course.banks
        if by_bank[bank.header.id]
    )
    exercises = [exercise for _, exercise in chosen]
    return WebRequest(
        course.info,
        tuple(banks),
        course_media(course) if has_media(course) else NO_MEDIA,
        marking_data(exercises, usual_language(exercises)) or {},
        find_giveaways(course, chosen) if len(chosen) <= MOST_COMPARED else (),
        lesson,
    )


def _file(course: Course, out: Path | None, offline: bool, seminar: str | None) -> Path:
    if out is None:
        if seminar:
            return Path("handouts/seminar-slides.html")
        return Path("site/index.html") if offline else Path("decks") / f"{course.info.id}.html"
    return out if out.suffix.lower() in (".html", ".htm") else out / "index.html"


def _files(file: Path, request: WebRequest, offline: bool) -> dict[Path, str]:
    files = {file: page(request, offline)}
    if offline:
        files[file.with_name(SERVICE_WORKER)] = service_worker()
    return files


def _check_current(files: dict[Path, str]) -> None:
    """Exit with 1 if a file is not what would be written now."""
    outdated = [line for file, text in files.items() for line in _outdated(file, text)]
    for line in outdated:
        echo(line)
    if outdated:
        echo("Run `studykit web` with the same options and commit the files it writes.")
        raise typer.Exit(1)


def _outdated(file: Path, text: str) -> Iterator[str]:
    try:
        if read_bytes(file) != text.encode():
            yield f"{file} is out of date"
    except FileNotFoundError:
        yield f"{file} is missing"


def _report(
    course: Course, chosen: WebQuestions, files: dict[Path, str], state: str | None
) -> None:
    """Print the size of each file, and how the page shows responses and content."""
    count = plural(len(chosen), "question")
    for file, text in files.items():
        content_bytes = text.encode()
        compressed = len(gzip.compress(content_bytes, 9))
        what = f"{count}, " if file.suffix != ".js" else ""
        size = f"{what}{len(content_bytes) / 1000:,.0f} kB, {compressed / 1000:,.0f} kB compressed"
        echo(f"{file} {state}: {size}" if state else f"{file}: {size}")
    responses = Counter(exercise.response.__class__ for _, exercise in chosen)
    echo("Question types and how the page shows them:")
    for response, capability in CAPABILITIES.items():
        if response in responses:
            echo(_row(f"{response_name(response):8}", responses[response], capability))
    counts = content(course, {entry for entry, _ in chosen})
    partly = {
        kind: capability
        for kind, capability in CONTENT.items()
        if kind in counts and capability.support is not Support.NATIVE
    }
    if partly:
        echo("What the page shows in another way:")
    for kind, capability in partly.items():
        echo(_row(str(kind), counts[kind], capability))


def _row(name: str, count: int, capability: Capability) -> str:
    return f"  {name} {count:5,}  {capability.support}: {capability.how}"
