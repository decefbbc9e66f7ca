"""`studykit init`: start a new course."""

from __future__ import annotations

import re
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from ..diagnostics import StudykitError, UsageError, require_known
from ..files import write_bytes
from ..format import listed
from ..starter import (
    EXAMPLES,
    GUIDE,
    SAMPLES,
    built_in,
    guide,
    new_id,
    own_text,
    sample,
    sample_language,
    science,
)
from ..terminal.output import echo
from .common import built_in_course

_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or . for this one.")],
    text: Annotated[
        Path | None, typer.Option("--text", metavar="FILE", help="Start from your own text.")
    ] = None,
    example: Annotated[
        str | None,
        typer.Option(
            "--example",
            metavar="NAME",
            help="Start from an example: interview (the default), or science, a lesson with formulas,"
            " pictures, a table and code.",
        ),
    ] = None,
    from_built_in: Annotated[
        bool, typer.Option("--from-built-in", help="Start from a copy of the built-in course.")
    ] = False,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="TAG",
            help=f"The language of the sample course: {listed(SAMPLES, 'or')}; with --text, the language of"
            " the text. Default: en, or the language that is found in the text.",
        ),
    ] = None,
) -> None:
    """Start a new course.

    Creates DIR/questions with a course file, a first bank and a text to quote from, and AGENTS.md, which
    tells language models how to work in the course. The course gets an id of its own: the folder's name
    and some random letters.

    Without --text, the text is a short sample interview. --lang de, es, fr or zh gives one in German, Spanish, French
    or Chinese, with questions and comments in that language.
    """
    given = {
        "--text": text is not None,
        "--example": example is not None,
        "--from-built-in": from_built_in,
    }
    chosen = [option for option, is_given in given.items() if is_given]
    if len(chosen) > 1:
        raise UsageError(f"{listed(chosen)} cannot be used together")
    if lang is not None and from_built_in:
        raise UsageError("--lang and --from-built-in cannot be used together")
    require_known("example", example, EXAMPLES)
    if lang is not None and not _TAG.fullmatch(lang):
        raise UsageError(f"`{lang}` is not a language tag, such as `en` or `de-AT`")
    language = sample_language(lang or "en")
    if example == "science" and language != "en":
        raise UsageError("the example science is in English only")
    if text is None and language is None:
        raise UsageError(f"there is no sample course in `{lang}`, only in {listed(SAMPLES)}")
    questions = folder / "questions"
    if questions.exists() and (not questions.is_dir() or any(questions.iterdir())):
        raise StudykitError(f"{questions} already exists; choose another DIR")
    told: list[str] = []
    id = new_id(folder.resolve().name)
    if text is not None:
        files, found, notes, doubts = own_text(text, id, lang)
        told = [f"found: {found}", *(f"note: {note}" for note in notes)]
        told += [f"check: {doubt}" for doubt in doubts]
    elif from_built_in:
        files = built_in(built_in_course(), id)
    else:
        assert language is not None
        files = science(id) if example == "science" else sample(id, language)
    for name, content in files.items():
        write_bytes(questions / name, content)
        echo(f"wrote {questions / name}")
    # where there is a guide already, that of the course goes beside its banks
    agents = (questions if (folder / GUIDE).exists() else folder) / GUIDE
    write_bytes(agents, guide())
    echo(f"wrote {agents}")
    for line in told:
        echo(line)
    echo()
    if text is not None:
        echo(f"Next: write your first question in {questions / '01-first-bank.yaml'}. Then:")
    else:
        echo("Next:")
    if folder != Path():
        echo(f"  cd {quote(str(folder))}")
    echo("  studykit check    # check every quote against its text")
    echo("  studykit quiz     # answer the questions in the terminal")
    echo("  studykit web      # write decks/*.html, a page for learners")
    echo("  studykit build    # write decks/*.apkg for Anki")
