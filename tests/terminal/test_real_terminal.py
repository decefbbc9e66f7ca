"""The quiz in real terminals: resized, interrupted, closed, without colours."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from studykit.quiz.progress import Progress

from ..conftest import COURSE, LIGHTHOUSE, MakeCourse

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other terminals")
needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

SECOND = """
  - id: second
    kind: translation
    work: talk
    short: Second
    title: Another
    file: second.md
    speakers: {Reporter: reporter, Marlow: marlow}
    regions:
      - {id: part-1, title: Part 1, kind: interview, heading: "Part 1: A Noise in the Wind"}
      - {id: part-2, title: Part 2, kind: interview, heading: "Part 2: Saturdays Only"}
"""
TWO = (
    COURSE.replace("kind: original", "kind: translation\n    work: talk\n    short: First")
    .replace("sources:", "works: [{id: talk, title: A talk}]\nsources:")
    .rstrip()
    + SECOND
)
OTHER = LIGHTHOUSE.replace("a shutter was banging", "a blind was knocking")

# in the order of the text, which is that of the quiz
BANK = """\
- id: noise
  type: basic
  prompt: What did Marlow hear?
  answer: A shutter that was banging in the wind.
  passages: [{quote: a shutter was banging up here in the wind, source: lighthouse}]
- id: hours
  type: cloze
  text: "The weight has to be wound every {{c1::four hours::how often?}}"
  passages: [{quote: The weight has to be wound every four hours, source: lighthouse}]
- id: board
  type: true_false
  prompt: Marlow has come to accept that the old light was switched off.
  answer: true
  passages:
    - {quote: I don’t think the board was wrong to switch the old light off., source: lighthouse}
- id: saturdays
  type: multiple_choice
  prompt: Why is the lamp now lit on Saturdays only?
  key: Nightly duty drove the helpers away.
  distractors:
    - {text: The town stopped paying for the rest., why: The town still pays.}
    - {text: The clockwork wears out too quickly., why: Nothing is said of wear.}
  passages: [{quote: "I expected the same of the others, and they stopped coming", source: lighthouse}]
- id: winders
  type: short_answer
  prompt: How many people now take turns to wind the weight?
  answer: fourteen
  passages: [{quote: I have fourteen winders instead of none, source: lighthouse}]
- id: turns
  type: numeric
  prompt: How many turns does it take to bring the weight up?
  answer: 212
  tolerance: 2
  unit: turns
  passages: [{quote: It takes 212 turns to bring the weight up, source: lighthouse}]
- id: order
  type: ordering
  prompt: In which order do these come?
  items: [a shutter bangs, buckets are carried, a wheel is made]
  passages: [{quote: a shutter was banging up here in the wind, source: lighthouse}]
- id: pairs
  type: matching
  prompt: What does Marlow say of each?
  pairs:
    - {left: a motor, right: asks nothing of anybody}
    - {left: the winders, right: get up at five}
  passages: [{quote: Because a motor asks nothing of anybody, source: lighthouse}]
- id: roof
  type: who_said_it
  key: The reporter
  distractors: [Ida Marlow]
  passages:
    - {quote: A reader asks whether the school roof should not come first., source: lighthouse}
- id: shutter
  type: compare
  prompt: What differs?
  differs: The second has a blind.
  passages:
    - {quote: a shutter was banging up here, source: lighthouse}
    - {quote: a blind was knocking up here, source: second}
"""

KEYS: list[tuple[str, ...]] = [
    ("Space", "4"),
    ("Enter", "4"),
    ("t", "4"),
    ("Down", "Enter", "4"),
    (*"fourteen", "Enter", "4"),
    (*"212", "Enter", "4"),
    ("Down", "Space", "Up", "Space", "Enter", "4"),
    ("a", "b", "Enter", "4"),
    ("1", "4"),
    ("Space", "4"),
]
"""The keys that answer each question, rightly or not, and grade it as easy."""

IDS = re.findall(r"^- id: (\w+)", BANK, re.M)
assert len(KEYS) == len(IDS)


@pytest.fixture
def env(tmp_path: Path, make_course: MakeCourse) -> dict[str, str]:
    """Make a course with all types; return an environment with its own progress and settings."""
    make_course(BANK, course=TWO, more={"texts/second.md": OTHER})
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "PYTHONPATH") if key in os.environ}
    return {
        **kept,
        "STUDYKIT_DB": str(tmp_path / "own.db"),
        "STUDYKIT_CONFIG": str(tmp_path / "own.toml"),
        "BROWSER": "false",
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
    }


def kept(env: dict[str, str]) -> list[str]:
    with Progress.open(Path(env["STUDYKIT_DB"])) as progress:
        return [review.card.question for review in progress.reviews()]


# In tmux, which shows the screen of a terminal.


class Tmux:
    """A tmux terminal that runs a shell."""

    def __init__(self, columns: int, rows: int, env: dict[str, str]) -> None:
        self._socket = f"studykit-{os.getpid()}-{time.monotonic_ns()}"
        self._env = {**env, "PS1": "shell> "}
        size = ["-x", str(columns), "-y", str(rows)]
        shell = ["bash", "--norc", "--noprofile"]
        self._run("-f", os.devnull, "new-session", "-d", "-s", "quiz", *size, *shell)

    def _run(self, *args: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._socket, *args],
            env=self._env,
            capture_output=True,
            text=True,
            timeout=30,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def keys(self, *keys: str) -> None:
        for key in keys:
            self._run("send-keys", "-t", "quiz", key)

    def run(self, command: str) -> None:
        self._run("send-keys", "-t", "quiz", "-l", command)
        self.keys("Enter")

    def resize(self, columns: int, rows: int) -> None:
        self._run("resize-window", "-t", "quiz", "-x", str(columns), "-y", str(rows))

    @property
    def screen(self) -> str:
        return self._run("capture-pane", "-p", "-t", "quiz")

    def wait(self, *words: str) -> str:
        """Wait until all of some words are on the screen. Return the screen."""
        end = time.monotonic() + 40
        while time.monotonic() < end:
            screen = self.screen
            flat = " ".join(screen.split())
            if all(word in flat for word in words):
                return screen
            time.sleep(0.05)
        raise AssertionError(f"no {words} on the screen:\n{self.screen}")

    @property
    def state(self) -> str:
        """Whether the alternate screen and the cursor are on, as "1 0"."""
        return self._run("display", "-p", "-t", "quiz", "#{alternate_on} #{cursor_flag}").strip()

    def close(self) -> None:
        self._run("kill-server")


Open = Callable[[int, int], Tmux]


@pytest.fixture
def terminal(env: dict[str, str]) -> Iterator[Open]:
    opened: list[Tmux] = []

    def open_(columns: int, rows: int) -> Tmux:
        opened.append(Tmux(columns, rows, env))
        return opened[-1]

    yield open_
    for one in opened:
        one.close()


QUIZ = f"{shlex.quote(sys.executable)} -m studykit quiz --seed 1"


@needs_tmux
@pytest.mark.parametrize(("columns", "rows"), [(40, 24), (80, 24), (120, 40)])
def test_a_whole_quiz(columns: int, rows: int, terminal: Open, env: dict[str, str]) -> None:
    """Each type is asked, answered and graded; then the summary, in the shell as it was before."""
    tmux = terminal(columns, rows)
    tmux.run("stty -a > before; clear; " + QUIZ + "; stty -a > after")
    for n, keys in enumerate(KEYS):
        screen = tmux.wait(f" {n} done", "? help")
        assert max(map(len, screen.splitlines())) <= columns
        tmux.keys(*keys[:-1])
        screen = tmux.wait("4 Easy", "? help")
        assert max(map(len, screen.splitlines())) <= columns
        tmux.keys(keys[-1])
    screen = tmux.wait("due again in", "shell>")
    assert tmux.state == "0 1"
    assert Path("before").read_text() == Path("after").read_text()
    assert sorted(kept(env)) == sorted(IDS)


@needs_tmux
def test_resizing_during_a_quiz(terminal: Open, env: dict[str, str]) -> None:
    tmux = terminal(80, 24)
    tmux.run("clear; " + QUIZ + " --type short_answer")
    tmux.wait("Your answer:")
    tmux.keys(*"four")
    tmux.wait("Your answer: four")
    tmux.resize(40, 12)
    screen = tmux.wait("0 done", "Your answer: four")
    assert max(map(len, screen.splitlines())) <= 40
    tmux.keys(*"teen", "Enter")
    tmux.wait("Right.")
    tmux.resize(120, 40)
    tmux.wait("Right.", "I have fourteen winders instead of none", "0 done")
    tmux.keys("c")
    screen = tmux.wait("First, Part 2, A1", "Second, Part 2, A1")
    assert re.search("First, Part 2, A1 +Second, Part 2, A1", screen)  # side by side
    tmux.resize(50, 40)
    tmux.wait("Context: First, Part 2, A1", "The same turn: Second")
    tmux.keys("4")
    tmux.wait("Summary", "shell>")
    assert kept(env) == ["winders"]


@needs_tmux
@pytest.mark.parametrize("end", ["C-c", "C-d", "q", "TERM", "HUP"])
def test_the_terminal_is_restored_however_the_quiz_ends(
    end: str, terminal: Open, env: dict[str, str]
) -> None:
    tmux = terminal(80, 24)
    noted = shlex.quote(f"echo $$ > pid; exec {QUIZ}")
    tmux.run(f"stty -a > before; clear; sh -c {noted}; echo code $?; stty -a > after")
    tmux.wait("What did Marlow hear?")
    tmux.keys("Space", "3")
    tmux.wait("Good: due in 10 minutes.")
    assert tmux.state == "1 0"
    if end in ("TERM", "HUP"):
        os.kill(int(Path("pid").read_text()), signal.Signals[f"SIG{end}"])
    else:
        tmux.keys(end)
    code = {"TERM": 143, "HUP": 129}.get(end, 0)
    tmux.wait("Summary", "1 of 1 remembered (100%)", f"code {code}", "shell>")
    assert tmux.state == "0 1"
    assert Path("before").read_text() == Path("after").read_text()
    assert kept(env) == ["noise"]


@needs_tmux
def test_ctrl_z_suspends_the_quiz(terminal: Open) -> None:
    tmux = terminal(80, 24)
    tmux.run("clear; " + QUIZ)
    tmux.wait("What did Marlow hear?", "Space: show")
    tmux.keys("C-z")
    tmux.wait("Stopped", "shell>")
    assert tmux.state == "0 1"
    tmux.run("fg")
    tmux.wait("What did Marlow hear?", "Space: show")
    assert tmux.state == "1 0"
    tmux.keys("q")
    tmux.wait("Summary")


@needs_tmux
def test_the_editor_runs_in_the_restored_terminal(terminal: Open, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\necho "editing $*"\nread line\nsed -i "s/Marlow hear/she hear/" "$2"\n'
    )
    editor.chmod(0o755)
    tmux = terminal(80, 24)
    tmux.run(f"clear; EDITOR={editor} {QUIZ}")
    tmux.wait("What did Marlow hear?", "Space: show")
    tmux.keys("e")
    tmux.wait("editing +4 questions/bank.yaml")
    assert tmux.state == "0 1"
    tmux.keys("Enter")
    tmux.wait("What did she hear?", "Questions reloaded.")
    tmux.keys("q")
    tmux.wait("Summary")


@needs_tmux
def test_two_terminals_at_once(terminal: Open, env: dict[str, str]) -> None:
    """A card graded in one is not asked in the other; a card shown in both is graded once."""
    one, two = terminal(80, 24), terminal(80, 24)
    for tmux in (one, two):
        tmux.run("clear; " + QUIZ)
        tmux.wait("What did Marlow hear?", "Space: show")
    one.keys("Space", "4")
    one.wait("how often?", "Easy: due")
    one.keys("Space", "4")
    one.wait("has come to accept")
    two.keys("Space", "1")
    two.wait("has come to accept", "Grade not saved: noise was graded elsewhere")
    one.keys("q")
    two.keys("q")
    one.wait("Summary")
    two.wait("Summary")
    assert kept(env) == ["noise", "hours"]


# In a pseudo-terminal, which can be closed.


def spawn(env: dict[str, str], *args: str, **more: str) -> pexpect.spawn[str]:
    return pexpect.spawn(
        sys.executable,
        ["-m", "studykit", "quiz", "--seed", "1", *args],
        encoding="utf-8",
        dimensions=(24, 80),
        env={**env, **more},
        timeout=40,
    )


def test_closing_the_terminal_loses_nothing(env: dict[str, str]) -> None:
    child = spawn(env)
    child.expect("Space: show")
    child.send(" 3")
    child.expect("Good: due")
    child.close(force=False)  # the other end is gone
    assert kept(env) == ["noise"]


def test_closing_the_terminal_in_plain_mode_loses_nothing(env: dict[str, str]) -> None:
    child = spawn(env, "--plain")
    child.expect("Press Enter to show the answer: ")
    child.send("\r")
    child.expect("Enter for 3: ")
    child.send("3\r")
    child.expect("Good: due")
    child.close(force=False)
    assert kept(env) == ["noise"]


@pytest.mark.parametrize("reason", ["--plain", "dumb"])
def test_plain_lines_in_a_terminal(reason: str, env: dict[str, str]) -> None:
    """No escape sequences; Ctrl-C ends the quiz with its summary and exit code 0."""
    child = spawn(env, "--plain") if reason == "--plain" else spawn(env, TERM="dumb")
    shown = ""
    for prompt, line in (("the answer: ", ""), ("Enter for 3: ", "3"), ("the words: ", None)):
        child.expect(prompt)
        shown += child.before + child.after
        if line is not None:
            child.sendline(line)
    child.sendintr()
    child.expect(pexpect.EOF)
    shown += child.before
    child.close()
    assert child.exitstatus == 0
    assert "1 of 1 remembered (100%)" in shown
    assert "\x1b" not in shown.replace("\x1b[?2004h", "").replace("\x1b[?2004l", "")  # readline's


def test_a_terminal_without_the_signs_gets_plain_lines(env: dict[str, str]) -> None:
    """✓ and ✗ would both be printed as "?"."""
    child = spawn(env, "--type", "true_false", PYTHONIOENCODING="ascii")
    child.expect("Your answer, a or b: ")
    child.sendline("b")
    child.expect("Grade 1 to 4, Enter for 1: ")
    assert "a: right: True" in child.before
    assert "b: wrong: False (your answer)" in child.before
    child.sendline("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_no_color_turns_colours_off(env: dict[str, str]) -> None:
    child = spawn(env, "--type", "true_false", NO_COLOR="1")
    child.expect("help")
    child.send("t")
    child.expect("Space: Good")
    shown = child.before
    child.send("q")
    child.expect(pexpect.EOF)
    shown += child.before
    child.close()
    assert child.exitstatus == 0
    assert "Right." in shown
    assert not re.search(r"\x1b\[(?:\d+;)*(?:3[0-7]|4[0-7]|9[0-7]|38|48)(?:;\d+)*m", shown)


@pytest.mark.skipif(shutil.which("script") is None, reason="script is not installed")
def test_a_terminal_recorded_by_script(env: dict[str, str]) -> None:
    child = pexpect.spawn(
        "script", ["-q", "-c", QUIZ, os.devnull], encoding="utf-8", env=env, timeout=40,
        dimensions=(24, 80),
    )  # fmt: skip
    child.expect("Space: show")
    child.send(" 4q")
    child.expect("Summary")
    child.expect(pexpect.EOF)
    child.close()
    assert kept(env) == ["noise"]


def test_keys_typed_ahead_are_neither_lost_nor_echoed(env: dict[str, str]) -> None:
    child = spawn(env)
    child.expect("Space: show")
    child.send(" 4 4t4")
    child.expect("Saturdays only")
    assert "t4" not in child.before
    mode = termios.tcgetattr(child.child_fd)
    assert not mode[3] & termios.ECHO
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert kept(env) == IDS[:3]
