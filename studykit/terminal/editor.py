"""The editor of the learner or the author, opened at a line of a file."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from ..locale import _


def no_editor() -> str | None:
    """Return a message if no editor is set."""
    return None if _editor() else _("To edit questions, set EDITOR, for example EDITOR=nano.")


def open_editor(file: Path, line: int) -> str | None:
    """Open a file at a line, and wait until it is closed; return a message if that is not possible."""
    editor = _editor()
    try:
        subprocess.run([*shlex.split(editor), f"+{line}", str(file)], check=False)
    except (OSError, ValueError) as error:
        return _("Cannot start {editor}: {error}", editor=editor, error=error)
    return None


def _editor() -> str:
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
