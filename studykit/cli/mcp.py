"""`studykit mcp`: let an assistant read the sources and check cards, over the Model Context Protocol."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated

import typer

from ..diagnostics import StudykitError
from .common import Questions, Texts, course_folder, gc_paused

if TYPE_CHECKING:
    from ..assistant.tools import Assistant


def mcp(
    full_text: Annotated[
        bool,
        typer.Option("--full-text", help="Allow more than 200 words of a text in one answer."),
    ] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Let an assistant read the sources and check cards.

    Serves the Model Context Protocol on standard input and output, so an assistant starts this command
    itself (docs/assistants.md). Its tools look quotes up, read passages, check cards and show the
    coverage. They change no file.
    """
    folder = course_folder(questions)
    if not (folder / "course.yaml").is_file():
        raise StudykitError(
            f"{folder} has no course.yaml; `studykit init DIR` creates a new course"
        )

    @cache
    def opened() -> Assistant:
        from ..assistant.tools import (
            Assistant,
        )  # most of studykit, which the start need not wait for

        return Assistant(folder.resolve(), texts, full_text)

    with gc_paused():  # the SDK builds many models
        from ..assistant.server import serve, server_for

        server = server_for(opened)
    serve(server)
