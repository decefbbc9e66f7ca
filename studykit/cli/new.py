"""`studykit new`: write a question in the terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from ..bank.kinds import KINDS
from ..bank.load import Bank, Course, load
from ..diagnostics import Report, StudykitError, UsageError, require_known
from ..terminal.asked_keys import ASKED_TYPES
from ..terminal.console import on_stdout
from ..terminal.new_question import NewQuestion
from ..terminal.output import colour
from ..terminal.reading import edit_line, read_line
from .common import OwnQuestions, Texts, course_lock, gc_paused, own_course
from .loading import require_texts, usable


def new(
    bank: Annotated[
        str | None, typer.Option("--bank", metavar="ID", help="The bank to add it to.")
    ] = None,
    section: Annotated[
        str | None, typer.Option("--section", metavar="ID", help="Search only this section.")
    ] = None,
    type: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="The type of the question.")
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Print without styles, and read lines as they are.")
    ] = False,
    questions: OwnQuestions = None,
    texts: Texts = None,
) -> None:
    """Write a question in the terminal.

    Asks for a passage, which you find by its words and narrow to a clause, then for the type and the
    texts of the question. The question is checked before it is added to the bank, so that you can change it.
    Ctrl-C and Ctrl-D leave the bank as it is, and print what you have entered.

    Exits with 1 if nothing was written.
    """
    folder = own_course(questions)
    report = Report()
    with gc_paused():
        course = usable(load(folder, report, texts), report)
    require_texts(course)
    if type in KINDS and type not in ASKED_TYPES:
        raise UsageError(f"`{type}` questions are written in a bank, as docs/questions.md shows")
    require_known("type", type, ASKED_TYPES)
    sections = (region.id for source in course.info.sources for region in source.sections)
    require_known("section", section, sections)
    read = (lambda prompt, old="": read_line(prompt)) if plain else edit_line
    writer = on_stdout(plain or not colour())
    chosen = _bank(course, bank)
    dialogue = NewQuestion(course, chosen, read, writer, lambda: course_lock(folder), type, section)
    if not dialogue.run():
        raise typer.Exit(1)


def _bank(course: Course, id: str | None) -> Bank:
    """Return the bank of an id, or the only one; raises UsageError if there are several."""
    banks = {bank.header.id: bank for bank in course.banks}
    if not banks:
        raise StudykitError(
            "the course has no bank to add a question to; `docs/questions.md` shows one"
        )
    if id is None and len(banks) == 1:
        id = next(iter(banks))
    if id is None:
        raise UsageError(f"name a bank with --bank: {', '.join(banks)}")
    require_known("bank", id, banks)
    if banks[id].file.has_errors:
        raise StudykitError(f"{banks[id].file.path} has mistakes; `studykit check` says which")
    return banks[id]
