"""`studykit push`: build the deck and import it into a running Anki."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from time import sleep
from typing import Annotated

import typer

from ..format import plural
from ..targets.anki.connect import AnkiConnect
from ..targets.anki.push import Pushed
from ..targets.anki.push import push as push_notes
from ..targets.forecast import listed_names
from ..terminal.output import echo
from ..terminal.progress_bar import progress_bar
from .building import Out, prepare
from .common import OwnQuestions, Texts, course_lock, own_course
from .config import ConfigFile, settings_or_exit
from .watching import is_of_course, saved, tried

SETTLING = 1.0
"""Seconds in which Anki's editor has saved what it was about to save."""


def push(
    out: Out = Path("decks"),
    url: Annotated[
        str | None,
        typer.Option(
            "--url",
            metavar="URL",
            help="The address of AnkiConnect. Default: the setting anki_url.",
        ),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(
            "--key", metavar="KEY", help="The key of AnkiConnect. Default: the setting anki_key."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Change nothing; say what would happen in Anki.")
    ] = False,
    overwrite: Annotated[
        bool,
        typer.Option(
            "--overwrite", help="Also replace your edits on notes that Anki did not update."
        ),
    ] = False,
    retire: Annotated[
        bool,
        typer.Option("--retire", help="Suspend and tag notes whose questions are gone."),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Push again whenever a bank is saved.")
    ] = False,
    config: ConfigFile = None,
    questions: OwnQuestions = None,
    texts: Texts = None,
) -> None:
    """Build the deck and import it into a running Anki.

    Anki needs the add-on AnkiConnect (2055492159). Notes keep their reviews and your own tags. No note,
    deck or note type is ever deleted, and nothing is synced.
    """
    settings = settings_or_exit(config)
    anki = AnkiConnect(url or settings.anki_url, settings.anki_key if key is None else key)
    folder = own_course(questions)

    def push_once() -> None:
        anki("findNotes", query="nid:1")  # before anything is written: can notes be asked for?
        with course_lock(folder):
            course = prepare(folder, out, texts)
            if not dry_run:
                course.save()
        with progress_bar("importing into Anki"):
            pushed = push_notes(
                anki,
                lambda: anki.import_package(course.file),
                lambda: sleep(SETTLING),
                course.built.content,
                course.built.lock,
                overwrite=overwrite,
                retire=retire,
                dry_run=dry_run,
            )
        for line in _lines(pushed, dry_run):
            echo(line)

    if not watch:
        push_once()
        return
    with suppress(KeyboardInterrupt):
        _push_each_change(folder, push_once)


def _push_each_change(folder: Path, push_once: Callable[[], None]) -> None:
    """Push, and again whenever a YAML file of the course is saved, until Ctrl-C."""
    for names in saved([folder], is_of_course):
        if names:
            echo(f"Saved: {', '.join(names)}")
        tried(push_once)
        if not names:
            echo(f"Watching {folder}; press Ctrl-C to stop.")
            sys.stdout.flush()


def _lines(pushed: Pushed, dry_run: bool) -> Iterator[str]:
    """Describe what a push did, or would do."""
    p = pushed
    verb = "Anki would have" if dry_run else "Anki has"
    yield f"{verb} {len(p.new):,} new, {len(p.updated):,} updated, {p.unchanged:,} unchanged notes."
    yield from _named("New", p.new)
    yield from _named("Updated", p.updated)
    yield from _named("Overwritten", p.overwritten)
    yield from _named("Retired", p.retired, " (suspended, and tagged studykit::retired)")
    yield from _named("Back again", p.restored, " (no longer suspended)")
    if p.given_back:
        yield f"Your own tags and fields were restored on {plural(p.given_back, 'note')}."
    for question, tags, fields in ((n.question, n.tags, n.fields) for n in p.lost):
        names = ", ".join((*tags, *fields))
        yield f"Not restored: {question}: {names}: close the note in Anki, and add them there"
    for question, reason in ((n.question, n.reason) for n in p.not_taken):
        yield f"Not updated: {question}: {reason}"
    if any(not note.is_open for note in p.not_taken):
        yield "`studykit push --overwrite` replaces your edits on these notes."
    if p.old:
        yield (
            f"{plural(p.old, 'old note')} from removed questions and former types"
            f" {'is' if p.old == 1 else 'are'} in Anki;"
            " `studykit push --retire` suspends them."
        )


def _named(what: str, ids: Iterable[str], more: str = "") -> Iterator[str]:
    if ids := list(ids):
        yield f"{what}: {listed_names(ids)}{more}"
