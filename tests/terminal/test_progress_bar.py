"""The progress bar, on a real terminal: work that takes long shows it, and nothing else does."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="Windows has other terminals")

COUNTED = """
from studykit.terminal import progress_bar as module
module.PATIENCE = 0.0
with module.progress_bar("loading the course") as bar:
    while bar._shown is None: pass
    bar.at("running rules", 12, 48)
    bar._shown.refresh()
print("done")
"""
QUICK = """
from studykit.terminal.progress_bar import progress_bar
import sys
with progress_bar("loading the course"): pass
print("rich" in sys.modules)
"""

Shown = Callable[..., tuple[str, str]]


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    """Run a script with standard error on a terminal; return its output and what the terminal got."""

    def run(script: str, **environment: str) -> tuple[str, str]:
        import pty
        import subprocess

        ours, theirs = pty.openpty()
        received: list[bytes] = []

        def read() -> None:
            try:
                while data := os.read(ours, 4096):
                    received.append(data)
            except OSError:  # Linux reports the end of a terminal as an error
                pass

        reader = threading.Thread(target=read)
        reader.start()
        base = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
        environment = {**base, "TERM": "xterm-256color", "COLUMNS": "80"} | environment
        ran = subprocess.run(
            [sys.executable, "-c", script],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=theirs,
            env=environment,
            text=True,
            check=True,
        )
        os.close(theirs)
        reader.join()
        os.close(ours)
        return ran.stdout, b"".join(received).decode()

    return run


def test_long_work_shows_what_is_done_and_how_far_it_is(shown: Shown) -> None:
    output, terminal = shown(COUNTED)
    assert output == "done\n"
    assert "loading the course" in terminal
    assert "running rules" in terminal
    assert "\x1b[38;" in terminal  # the bar is coloured
    assert terminal.endswith("\x1b[2K")  # and erased
    assert "\x1b[?25l" not in terminal  # the cursor stays


def test_no_color_has_no_colours(shown: Shown) -> None:
    _, terminal = shown(COUNTED, NO_COLOR="1")
    assert "running rules" in terminal
    assert "\x1b[38;" not in terminal
    assert "\x1b[3" not in terminal


def test_quick_work_shows_nothing_and_does_not_import_rich(shown: Shown) -> None:
    assert shown(QUICK) == ("False\n", "")


def test_a_dumb_terminal_shows_nothing(shown: Shown) -> None:
    script = COUNTED.replace("    while bar._shown is None: pass\n", "").replace(
        "    bar._shown.refresh()\n", "    assert not bar._timer.is_alive()\n"
    )
    assert shown(script, TERM="dumb") == ("done\n", "")


def test_a_pipe_shows_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    from studykit.terminal.progress_bar import progress_bar

    with progress_bar("loading the course") as bar:
        assert not bar._timer.is_alive()
        bar.at("running rules", 1, 2)
    assert capfd.readouterr() == ("", "")
