"""`studykit source`: the documents that questions quote, and their texts on this machine."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from ..bank.evidence import confirmed, verify
from ..bank.load import NO_TEXTS, Course, load, texts_folder
from ..bank.load import load_sources as load_course
from ..diagnostics import Report, StudykitError, UsageError, unknown
from ..files import write_bytes
from ..format import plural
from ..schema import SLUG, SLUG_HELP
from ..source.course import COURSE_FILE, REGION_KINDS, Source
from ..source.doctor import examine
from ..source.fetch import download, download_document, mismatch
from ..source.formats import format_of
from ..source.pins import LOCK_FILE, Lock, text_digest
from ..source.text import read_text
from ..source.words import count_words, is_spaceless
from ..starter import UserText, as_text, new_source, read_document
from ..terminal.output import echo
from ..yamlfile.edit import with_items
from .common import NewTexts, Questions, Texts, built_in_course, course_lock, gc_paused, offline
from .compare import compare
from .loading import load_sources

app = typer.Typer(
    help="List, compare, add, examine and fetch the texts of sources.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@app.command("list")
def list_(questions: Questions = None, texts: Texts = None) -> None:
    """List the sources and whether their texts are on this machine."""
    course = load_sources(questions, texts)
    width = max(len(source.id) for source in course.info.sources)
    for source in course.info.sources:
        here = "text here" if source.id in course.texts else "no text here"
        if source.id in course.unusable:
            here = "text cannot be used"
        pins = plural(len(course.lock.pins.get(source.id, ())), "pin")
        echo(f"{source.id:<{width}}  {source.kind}, {here}, {pins}: {source.title}")


@app.command()
def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of a source.")],
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Show a source and its sections."""
    course = load_sources(questions, texts)
    source = _source(course, id)
    facts = {
        "title": source.title,
        "kind": source.kind,
        "work": ", ".join(source.work),
        "credit": source.credit,
        "date": source.date,
        "language": source.language,
        "address": source.url,
        "fetched from": source.fetch.url if source.fetch else None,
        "text": str(texts_folder(course.folder, texts) / source.file),
    }
    for name, value in facts.items():
        if value:
            echo(f"{name + ':':<14}{value}")
    if made := course.lock.originals.get(source.id):
        echo(f"{'made from:':<14}{made.name}, by the converter {made.converter}")
        if course.digests.get(source.id, made.text) != made.text:
            echo(f"{'':<14}edited by hand since then")
    text = course.texts.get(source.id)
    if source.id in course.unusable:
        echo("The text cannot be used: `studykit check` says why.")
    elif text is None:
        echo("The text is not on this machine.")
    width = max((len(region.id) for region in source.sections), default=0)
    for region in source.sections:
        row = f"  {region.id:<{width}}  {REGION_KINDS[region.kind]}"
        if not region.citable:
            row += ", cannot be cited"
        if text is not None:
            segments = [
                segment
                for segment in text.segments
                if segment.region is region and segment.outside not in text.left_out
            ]
            words = "".join(text.shown.text[s.start : s.end] + "\n" for s in segments)
            unit = "character" if is_spaceless(words) else "word"
            row += f", {plural(count_words(words), unit)}"
            if turns := {segment.turn for segment in segments if segment.turn}:
                row += f", {plural(len(turns), 'turn')}"
        echo(row)
    if text is not None:
        for why, count in text.left_out.items():
            echo(f"Left out: {plural(count, 'word')} of {why}.")


app.command()(compare)


@app.command()
def add(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a source in course.yaml, or a new one.")
    ],
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The file with its text, or its web address.")
    ],
    questions: Questions = None,
    texts: NewTexts = None,
) -> None:
    """Add the text of a source from a file or a web address.

    Converts PDF, DOCX, ODT, EPUB, captions and timed transcripts to Markdown, copies other texts, and looks
    up the quotes of the source in the text. A new source is added to course.yaml with the speakers and
    sections that were found. A text that was edited by hand since it was converted is not replaced; the new
    one is written beside it.

    Exits with 1 if a text was not replaced.
    """
    course = load_sources(questions, texts)
    source = course.info.source(id)
    plain = source is not None and (source.format or format_of(source.file)) != "markdown"
    url = file if re.match("https?://", file) else None
    path = Path(file)
    if url and offline():
        raise StudykitError(
            "STUDYKIT_OFFLINE is set, so nothing is fetched; unset it, or give a file"
        )
    if url:
        raw, name = download_document(url)
        path, document = Path(name), as_text(raw, name, url, plain)
    else:
        document = read_document(path, plain)
    if source is None:
        if problem := mismatch(document.raw):
            raise StudykitError(f"{file} cannot be the text of a source: {problem}")
        with gc_paused():
            source = _describe(id, path, document, course, url)
    elif document.original and (source.format or format_of(source.file)) != "markdown":
        raise StudykitError(
            f"{file} becomes Markdown, but the format of {id} is"
            f" {source.format or format_of(source.file)}; change `file` to {id}.md in"
            f" {COURSE_FILE}, and remove `format`"
        )
    if problem := mismatch(document.raw, source):
        raise StudykitError(f"{file} is not the text of {id}: {problem}")
    for note in document.notes:
        echo(f"note: {note}")
    if document.original and _is_repaired(id, document, course):
        text = texts_folder(course.folder, texts) / source.file
        why = ", because it was edited by hand since it was made"
        _write_beside(text, document.raw, id, why)
        raise typer.Exit(1)
    _keep_original(id, document, course)
    _write(document.raw, source, course, texts)


def _describe(id: str, file: Path, document: UserText, course: Course, url: str | None) -> Source:
    """Add a new source to the course file, as far as its text shows what it is."""
    known = [source.id for source in course.info.sources]
    if any(_is_misspelled(id, other) for other in known):
        raise UsageError(unknown("source", id, known))
    if not re.fullmatch(SLUG, id) or len(id) > 80:
        raise UsageError(f"`{id}` cannot be an id: {SLUG_HELP}")
    if course.folder == built_in_course():
        raise StudykitError(
            "the built-in course cannot be changed; `studykit init DIR --from-built-in` copies it"
        )
    entry = new_source(id, file, document, course.info, url)
    text = with_items(course.file.text, {"people": entry.people, "sources": entry.source})
    if text is None:
        for line in (*entry.people.splitlines(), *entry.source.splitlines()):
            echo(line)
        raise StudykitError(
            f"{course.file.path} is not written with one item per line, so the source cannot be"
            " added; add the lines above yourself, then run this command again"
        )
    write_bytes(course.folder / COURSE_FILE, text.encode())
    echo(f"{course.file.path}: added the source {id}")
    echo(f"title: {entry.title}")
    echo(f"found: {entry.found}")
    for doubt in entry.doubts:
        echo(f"check: {doubt}")
    if len(known) == 1:
        _echo_banks_without_source(course, known[0])
    changed = load_course(course.folder, Report(), NO_TEXTS)
    added = changed.info.source(id) if changed else None
    assert added is not None  # with_items has read it
    return added


def _echo_banks_without_source(course: Course, only: str) -> None:
    """Say which banks must name the source that was the only one of the course."""
    loaded = load(course.folder, Report(), NO_TEXTS)
    for bank in loaded.banks if loaded else ():
        passages = [p for entry in bank.in_order for p in entry.question.passages]
        if not bank.header.defaults.source and any(p.source is None for p in passages):
            echo(
                f"{bank.file.path}: add `defaults: {{source: {only}}}` above `questions`; with two"
                " sources, each passage needs one"
            )


def _is_misspelled(id: str, known: str) -> bool:
    """Whether a new id is so like a known one that it is probably meant; `part-2` is not `part-1`."""
    from difflib import SequenceMatcher

    same_figures = re.sub(r"\D", "", id) == re.sub(r"\D", "", known)
    return same_figures and SequenceMatcher(None, id, known).ratio() > 0.85


def _is_repaired(id: str, document: UserText, course: Course) -> bool:
    """Whether the present text was edited by hand since it was made of a document."""
    made, digest = course.lock.originals.get(id), course.digests.get(id)
    if made is None or digest is None:
        return False
    return digest not in (made.text, text_digest(document.raw))


def _keep_original(id: str, document: UserText, course: Course) -> None:
    """Record in the lock what a text was made of, or that it was made of nothing."""
    with course_lock(course.folder):
        lock = Lock.read(course.folder / LOCK_FILE)
        originals = {key: made for key, made in lock.originals.items() if key != id}
        if document.original:
            originals[id] = document.original
        if originals != lock.originals:
            replace(lock, originals=originals).write(course.folder / LOCK_FILE)


@app.command()
def doctor(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of a source.")],
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Show what looks wrong in the text of a source, with line numbers.

    Looks for names that are not known as speakers, note marks in words, broken words, repeated lines,
    garbled letters and words that cannot be cited.
    """
    course = load_sources(questions, texts)
    source = _source(course, id)
    text = course.texts.get(id)
    if text is None:
        raise StudykitError(f"the text of {id} is not on this machine, or cannot be used")
    count = 0
    for symptom in examine(text.raw, source, course.info):
        count += 1
        echo(f"{symptom.what}; {symptom.help}")
        for number, excerpt in symptom.lines[:SHOWN]:
            echo(f"  line {number:,}: {excerpt}")
        if len(symptom.lines) > SHOWN:
            echo(f"  and {len(symptom.lines) - SHOWN:,} more")
    words = plural(text.citable_words, "word")
    if count:
        echo(f"{words} read; {plural(count, 'thing')} to look at")
    else:
        echo(f"{words} read; nothing looks wrong")


SHOWN = 5
"""The most lines to show of each kind."""


@app.command()
def fetch(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID", help="Ids of sources. Default: all missing ones whose sha256 is known."
        ),
    ] = None,
    questions: Questions = None,
    texts: NewTexts = None,
) -> None:
    """Fetch texts from their publishers.

    If a new text contains fewer of the quotes than the old one, it is written beside the old one.

    Exits with 1 if a text was not replaced.
    """
    course = load_sources(questions, texts)
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
            echo("Nothing to fetch: every text with a known sha256 is on this machine.")
            return
    if offline():
        echo(
            "Nothing fetched: STUDYKIT_OFFLINE is set. Quotes from missing texts are checked against pins."
        )
        return
    replaced = True
    for source in sources:
        try:
            raw = download(source)
        except StudykitError as error:
            if ids:
                raise
            echo(f"{source.id} could not be fetched, so its pins are used: {error}")
            continue
        replaced &= _replace(raw, source, course, texts)
    if not replaced:
        raise typer.Exit(1)


def _source(course: Course, id: str) -> Source:
    source = course.info.source(id)
    if source is None:
        raise UsageError(unknown("source", id, (source.id for source in course.info.sources)))
    return source


def _replace(raw: bytes, source: Source, course: Course, texts: Path | None) -> bool:
    """Write a fetched text, but beside a former one that confirms more quotes.

    Returns whether there is no better text.
    """
    former = course.texts.get(source.id)
    if former is not None:
        with_banks = load(course.folder, Report(), texts)
        assert with_banks is not None  # its sources were loaded
        new, _ = read_text(raw.decode(), source, course.info)
        before, after = confirmed(with_banks, source, former), confirmed(with_banks, source, new)
        if after < before:
            file = texts_folder(course.folder, texts) / source.file
            verb = "is" if before == 1 else "are"
            why = f": {plural(before, 'quote')} of the course {verb} in it, but {after:,} in the new text"
            _write_beside(file, raw, source.id, why)
            return False
    _write(raw, source, course, texts)
    return True


def _write_beside(text: Path, raw: bytes, id: str, why: str) -> None:
    """Write a new text beside the old one; say why, and how to use it."""
    beside = text.with_stem(f"{text.stem}.new")
    write_bytes(beside, raw)
    echo(f"{text} is unchanged{why}")
    echo(f"The new text is in {beside}; to use it, run")
    echo(f"  studykit source add {id} {quote(str(beside))}")


def _write(raw: bytes, source: Source, course: Course, texts: Path | None) -> None:
    """Write the text of a source, and say how many of its quotes, if it has any, are in it."""
    file = texts_folder(course.folder, texts) / source.file
    write_bytes(file, raw)
    found, quotes = _found(source, course.folder, texts)
    if quotes:
        echo(f"{file}: {found:,} of {plural(quotes, 'quote')} found in the text")
    else:
        echo(f"wrote {file}")


def _found(source: Source, folder: Path, texts: Path | None) -> tuple[int, int]:
    """Return how many of the quotes of a source are in its text, and how many there are.

    The text is read only if there are any.
    """
    without = load(folder, Report(), NO_TEXTS, partly=True)
    if without is None or not any(
        entry.source(passage, without.info) == source.id for entry, _, passage in without.passages
    ):
        return 0, 0
    course = load(folder, Report(), texts, partly=True)
    assert course is not None  # it was loaded just now
    results = verify(course, Report()).results
    of_source = [result for result in results if result.query.source == source.id]
    return sum(result.passes and not result.by_pin for result in of_source), len(of_source)
