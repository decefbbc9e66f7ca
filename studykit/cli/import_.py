"""`studykit import`: import cards from Anki, tables and other files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from ..bank.load import Course, load
from ..diagnostics import Report, StudykitError, UsageError
from ..files import read_named, write_bytes, write_text
from ..format import listed, plural
from ..importing.formats import format_of, read_cards
from ..importing.media import media_in
from ..importing.plan import (
    ImportPlan,
    bank_text,
    both_files,
    free_name,
    plan_import,
    unsupported_text,
)
from ..importing.questions import slug
from ..importing.records import NAMES, role_of
from ..schema import SLUG
from ..starter import FIRST_BANK, SCHEMAS, is_blank_bank
from ..terminal.output import echo, echo_json
from ..terminal.progress_bar import progress_bar
from .common import OwnQuestions, Texts, course_lock, gc_paused, own_course
from .loading import require_texts, usable

MAX_FILE = 500_000_000
"""The most bytes of a file, with the media in it."""


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A deck or a table: .apkg, .colpkg, .txt, .csv, .tsv, .json, .jsonl, .md or .yaml.",
        ),
    ],
    bank: Annotated[
        str | None,
        typer.Option("--bank", metavar="ID", help="The id of the new bank. Default: from FILE."),
    ] = None,
    accept_quotes: Annotated[
        bool,
        typer.Option(
            "--accept-quotes",
            help="Accept the quotes of cards whose quotes are all in the texts, without a review.",
        ),
    ] = False,
    map: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=NAME",
            help="What a field, column or key contains, such as Frage=question. Repeatable.",
        ),
    ] = None,
    media: Annotated[
        Path | None,
        typer.Option(
            "--media",
            metavar="DIR",
            help="The folder with the pictures and recordings that FILE names."
            " Default: the folder `media` beside it, or its own. A package contains them.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the report; write nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    questions: OwnQuestions = None,
    texts: Texts = None,
) -> None:
    """Import cards from Anki, tables and other files.

    Writes a new bank in which each question gets up to three sentences from the texts as proposed
    passages. `studykit check` fails until you confirm them; `studykit review` shows them one by one.
    Cards without a matching sentence are written to the folder `unsupported`. The pictures and recordings
    of the cards are written to the folders `images` and `audio`.
    """
    if bank is not None and not re.fullmatch(SLUG, bank):
        raise UsageError(f"--bank must be an id such as `my-deck`, not `{bank}`")
    roles = dict(_role(pair) for pair in map or ())
    format_of(file.name, b"")  # an unknown one is refused before the file is read
    content = read_named(file, MAX_FILE)
    with progress_bar("reading cards"):
        cards = read_cards(content, file.name, roles, media_in(_media_folder(file, media)))
    folder = own_course(questions)
    with course_lock(folder):
        report = Report()
        with gc_paused(), progress_bar("loading the course"):
            loaded = load(folder, report, texts)
        course = usable(loaded, report)
        _require_readable(course, report)
        require_texts(course)
        with progress_bar("searching for evidence"):
            plan = plan_import(course, cards, accept_quotes)
        name = free_name(course, bank or slug(file.stem) or "imported")
        title = " ".join(re.sub(r"[\W_]+", " ", file.stem).split()).capitalize() or "Imported"
        if not dry_run:
            _write(course, plan, name, title, file.name)
            if plan.questions:
                _remove_blank_bank(course, err=as_json)
    if as_json:
        echo_json(_as_data(plan, course, name))
    else:
        for line in _report(plan, course, name, file.name, dry_run):
            echo(line)


def _media_folder(file: Path, given: Path | None) -> Path:
    """Return the folder with the pictures and recordings of a file; raises UsageError if it is missing."""
    if given is not None:
        if not given.is_dir():
            raise UsageError(f"--media must be a folder, not `{given}`")
        return given
    beside = file.parent / "media"
    return beside if beside.is_dir() else file.parent


def _role(pair: str) -> tuple[str, str]:
    """Return the name of a field and what it is."""
    field, _, name = pair.rpartition("=")
    role = role_of(name)
    if not field or role is None:
        names = listed(list(NAMES), "or")
        raise UsageError(f"--map must be FIELD=NAME, and NAME {names}; not `{pair}`")
    return field, role


def _require_readable(course: Course, report: Report) -> None:
    """Raise StudykitError if a bank cannot be read in full: it may have the same cards."""
    for found in report.diagnostics:
        is_bank = found.span.path != course.file.path
        if is_bank and found.code in ("yaml-syntax", "duplicate-key", "unreadable-file"):
            place = f"{found.span.path}:{found.span.line}"
            raise StudykitError(f"{place}: {found.message}; fix the file first")


def _write(course: Course, plan: ImportPlan, name: str, title: str, origin: str) -> None:
    bank, unsupported = both_files(course.folder, name)
    schema = f"{SCHEMAS}/bank.json"
    modeline = ""
    if (course.folder / schema).exists():
        modeline = f"# yaml-language-server: $schema={schema}\n"
    for file, content in _media_files(course, plan):
        if not file.exists():  # else it is the same, or its owner has changed it
            write_bytes(file, content)
    if plan.unsupported:  # before the bank: what is in no bank must not get lost
        write_text(unsupported, unsupported_text(plan.unsupported, origin))
    if plan.questions:
        write_text(bank, bank_text(plan, name, title, origin, modeline))


def _media_files(course: Course, plan: ImportPlan) -> Iterator[tuple[Path, bytes]]:
    for name, content in sorted(plan.media.items()):
        yield course.folder / name, content


def _remove_blank_bank(course: Course, err: bool) -> None:
    """Remove the bank of a new course whose question has no words yet, as there are others now."""
    blank = course.folder / FIRST_BANK
    if blank.is_file() and is_blank_bank(blank.read_bytes()):
        blank.unlink()
        echo(f"{blank}: removed; its only question was still empty", err=err)


def _report(
    plan: ImportPlan, course: Course, name: str, origin: str, dry_run: bool
) -> Iterator[str]:
    """Yield what was taken, flattened and refused, and why."""
    bank, unsupported = both_files(course.folder, name)
    done = " (not written)" if dry_run else ", written"
    if plan.questions:
        what = f"{plural(len(plan.questions), 'question')} with"
        if not plan.proposed:
            what += " the quotes of the cards"
        elif plan.proposed < len(plan.questions):
            what += f" passages, {plan.proposed:,} of them with proposed ones"
        else:
            what += " proposed passages"
        yield f"{bank}: {what}{done}"
    if plan.unsupported:
        cards = plural(len(plan.unsupported), "card")
        yield f"{unsupported}: {cards} without evidence{done}"
    for folder, noun in (("images", "picture"), ("audio", "recording")):
        if count := sum(name.startswith(f"{folder}/") for name in plan.media):
            yield f"{course.folder / folder}: {plural(count, noun)}{done}"
    if plan.known:
        yield f"{plural(plan.known, 'card')} already imported, left unchanged"
    if not plan.questions and not plan.unsupported and not plan.known:
        yield f"{origin}: no card could be imported"
    for note in plan.notes:
        yield f"{origin}: {note}"
    if plan.flattened:
        yield ""
        yield "Not kept:"
        counts = Counter(what for card in plan.flattened for what in set(card.lost))
        for what in dict.fromkeys(what for card in plan.flattened for what in card.lost):
            if counts[what] > 1:
                yield f"  {what} ({plural(counts[what], 'card')})"
        for place, label, lost in plan.flattened:
            if once := [what for what in lost if counts[what] == 1]:
                yield f"  {place} ({label}): {'; '.join(once)}"
    if plan.unsupported:
        yield ""
        yield "Without evidence:"
        for card in plan.unsupported:
            yield f"  {card.place} ({card.question['id']}): {card.reason}"
    if plan.refused:
        yield ""
        yield "Not imported:"
        for place, label, reason in ((r.place, r.label, r.reason) for r in plan.refused):
            yield f"  {place} ({label}): {reason}" if label else f"  {place}: {reason}"
        yield "  Correct them and import the file again; cards that are in the bank already are skipped."
    if plan.media and not dry_run:
        yield ""
        yield "Say in words what each picture and recording is, and who made it: `studykit check` shows where."
    if plan.questions and not dry_run:
        yield ""
        if plan.proposed:
            yield "Next: `studykit review` to confirm the passages"
        else:
            yield "Next: `studykit check`"


def _as_data(plan: ImportPlan, course: Course, name: str) -> dict[str, object]:
    bank, unsupported = both_files(course.folder, name)
    return {
        "bank": str(bank) if plan.questions else None,
        "unsupported_file": str(unsupported) if plan.unsupported else None,
        "questions": plan.questions,
        "unsupported": [
            {"place": c.place, "question": c.question, "reason": c.reason, "nearest": c.nearest}
            for c in plan.unsupported
        ],
        "flattened": [flattened._asdict() for flattened in plan.flattened],
        "refused": [{"place": r.place, "label": r.label, "reason": r.reason} for r in plan.refused],
        "media": [str(file) for file, _ in _media_files(course, plan)],
        "known": plan.known,
        "notes": plan.notes,
    }
