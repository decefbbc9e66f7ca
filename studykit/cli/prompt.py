"""`studykit prompt`: instructions for a language model that writes questions."""

from __future__ import annotations

from typing import Annotated

import typer

from ..analysis.coverage import coverage
from ..bank.evidence import verify
from ..bank.kinds import KINDS
from ..bank.load import Course, load
from ..diagnostics import Report, StudykitError, UsageError, require_known
from ..format import listed
from ..prompts.course import PromptRequest, course_prompt, possible_types, sections_of
from ..terminal.output import echo
from .common import Questions, Texts, course_folder, gc_paused
from .loading import usable


def prompt(
    section: Annotated[
        list[str] | None,
        typer.Option(
            "--section", metavar="ID", help="Ask for questions on this section. Repeatable."
        ),
    ] = None,
    type: Annotated[
        list[str] | None,
        typer.Option("--type", metavar="TYPE", help="Ask for questions of this type. Repeatable."),
    ] = None,
    count: Annotated[
        int, typer.Option("--count", min=1, metavar="N", help="Ask for N questions.")
    ] = 10,
    with_text: Annotated[
        bool,
        typer.Option(
            "--with-text",
            help="Include the text of the sections, if you may give it to the service that you use.",
        ),
    ] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Print instructions for a language model that writes questions.

    To paste into any chat: the sources of this course, where questions are missing, the question types
    with examples, and the rules for quotes and questions. Nothing is sent anywhere. Save the answer to a
    file; `studykit verify` checks its quotes, and `studykit import` makes a bank of it.
    """
    report = Report()
    with gc_paused():
        course = usable(load(course_folder(questions), report, texts), report)
        measures = coverage(course, verify(course, report))
    request = PromptRequest(count, tuple(type or ()), tuple(section or ()), with_text)
    _require_known(course, request)
    if with_text:
        _require_text(course, request)
    echo(course_prompt(course, measures, request), end="", keep_lines=True)
    echo("Save the answer to a file, then run `studykit verify FILE`.", err=True)


def _require_known(course: Course, request: PromptRequest) -> None:
    """Raise UsageError for an unknown type or section, and for a type that the texts do not allow."""
    for type in request.types:
        require_known("type", type, KINDS)
        if type not in possible_types(course):
            needs = "two speakers" if type == "who_said_it" else "two versions of a work"
            raise UsageError(f"`{type}` needs {needs}, which this course does not have")
    everything = PromptRequest()
    known = [r.id for source in course.info.sources for r in sections_of(source, everything)]
    for section in request.sections:
        require_known("section", section, known)


def _require_text(course: Course, request: PromptRequest) -> None:
    """Raise StudykitError if a text is not here; say on standard error whose text is included."""
    sources = [source for source in course.info.sources if sections_of(source, request)]
    here = [source.id for source in sources if source.id in course.texts]
    if not here:
        raise StudykitError("the texts are not on this machine; `studykit source list` shows them")
    if missing := [source.id for source in sources if source.id not in course.texts]:
        echo(f"Without the text of {listed(missing)}, which is not on this machine.", err=True)
    echo(
        f"This message contains the text of {listed(here)}: paste it only where you may share that text.",
        err=True,
    )
