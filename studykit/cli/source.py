"""`studykit source`: the documents that questions quote, and their texts on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import compare
from .common import Questions, Texts, TextsToBe, course_folder, offline, print_report

if TYPE_CHECKING:
    from ..bank.load import Course
    from ..source.course import Source

app = typer.Typer(
    help="List, add and fetch the texts of sources.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


def _load(questions: Path | None, texts: Path | None) -> Course:
    from ..bank.load import load
    from ..diagnostics import Report

    report = Report()
    course = load(course_folder(questions), report, texts)
    if course is None:
        print_report(report)
        raise typer.Exit(1)
    return course


app.command("compare")(compare.compare)


@app.command("list")
def list_(questions: Questions = None, texts: Texts = None) -> None:
    """Say which there are, and whose text is here."""
    course = _load(questions, texts)
    width = max(len(source.id) for source in course.info.sources)
    for source in course.info.sources:
        here = "text here" if source.id in course.texts else "no text here"
        pins = len(course.lock.pins.get(source.id, ()))
        typer.echo(f"{source.id:<{width}}  {source.kind}, {here}, {pins:,} pins: {source.title}")


@app.command()
def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="A source's id.")],
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Show a source and its regions."""
    from ..bank.load import texts_folder
    from ..format import plural
    from ..source.course import REGION_KINDS

    course = _load(questions, texts)
    source = _source(course, id)
    lines = {
        "title": source.title,
        "kind": source.kind,
        "work": source.work,
        "credit": source.credit,
        "date": source.date,
        "language": source.language,
        "read it at": source.url,
        "fetched from": source.fetch.url if source.fetch else None,
        "text": str(texts_folder(course.folder, texts) / source.file),
    }
    for name, value in lines.items():
        if value:
            typer.echo(f"{name + ':':<14}{value}")
    text = course.texts.get(source.id)
    if text is None:
        typer.echo("The text is not here.")
    for region in source.sections:
        row = f"  {region.id:<16} {REGION_KINDS[region.kind]}"
        row += "" if region.citable else ", not to be cited"
        if text is not None:
            stretches = [
                s for s in text.segments if s.region is region and s.outside not in text.left_out
            ]
            words = sum(len(text.shown.text[s.start : s.end].split()) for s in stretches)
            turns = len({s.turn for s in stretches if s.turn})
            row += f", {plural(words, 'word')}"
            row += f", {plural(turns, 'turn')}" if turns else ""
        typer.echo(row)
    if text is not None:
        for why, words in text.left_out.items():
            typer.echo(f"Left out: {plural(words, 'word')} of {why}.")


@app.command()
def add(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of a source in course.yaml.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file with its text.")],
    questions: Questions = None,
    texts: TextsToBe = None,
) -> None:
    """Take the text of a source from a file.

    It is copied into the texts folder; then its quotes are looked up in it.
    """
    from ..bank.load import texts_folder
    from ..diagnostics import StudykitError
    from ..files import write_bytes
    from ..source.fetch import mismatch

    course = _load(questions, texts)
    source = _source(course, id)
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise StudykitError(f"{file} cannot be read: {error.strerror}") from error
    if problem := mismatch(raw, source):
        raise StudykitError(f"{file} is not the text of {id}: {problem}")
    target = texts_folder(course.folder, texts) / source.file
    write_bytes(target, raw)
    typer.echo(f"{target}: {_confirmed(questions, texts, id)}")


@app.command()
def fetch(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]…", help="Sources; if left out, the missing ones of known sha256."
        ),
    ] = None,
    questions: Questions = None,
    texts: TextsToBe = None,
) -> None:
    """Fetch texts from where their publishers have them."""
    from ..bank.load import texts_folder
    from ..diagnostics import StudykitError
    from ..files import write_bytes
    from ..source.fetch import download

    course = _load(questions, texts)
    folder = texts_folder(course.folder, texts)
    if ids:
        sources = [_source(course, id) for id in ids]
    else:
        sources = [
            source
            for source in course.info.sources
            if source.fetch and source.fetch.sha256 and not (folder / source.file).exists()
        ]
        if not sources:
            typer.echo("Every text that can be fetched is here.")
            return
    if offline():
        typer.echo("Nothing is fetched: STUDYKIT_OFFLINE is set. Pins stand in for missing texts.")
        return
    for source in sources:
        try:
            raw = download(source)
        except StudykitError as error:
            if ids:
                raise
            typer.echo(f"{source.id} was not fetched, its pins stand in for it: {error}")
            continue
        write_bytes(folder / source.file, raw)
        typer.echo(f"{folder / source.file}: {_confirmed(questions, texts, source.id)}")


def _source(course: Course, id: str) -> Source:
    from ..diagnostics import StudykitError, suggest

    source = course.info.source(id)
    if source is None:
        known = [source.id for source in course.info.sources]
        hint = suggest(id, known) or f"the sources are {', '.join(known)}"
        raise StudykitError(f"course.yaml has no source `{id}`; {hint}")
    return source


def _confirmed(questions: Path | None, texts: Path | None, id: str) -> str:
    """How much of what is quoted of a source its text confirms."""
    from ..check import check
    from ..format import plural

    verified = check(course_folder(questions), texts).verified
    results = [r for r in verified.results if r.query.source == id]
    passing = sum(r.verdict.passes and not r.by_pin for r in results)
    return f"the text confirms {passing:,} of {plural(len(results), 'quoted passage')}"
