"""`studykit --help` and the help of every command."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from typer.main import get_command

from studykit.cli import COMMANDS, app

from ..command import Ran, Run, run_apart

HELP = """\
Usage: studykit [OPTIONS] COMMAND [ARGS]...

  Turn question banks that cite their evidence into web pages, Anki decks, a
  terminal quiz and handouts.

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Learn:
  quiz      Quiz yourself in the terminal.
  stats     Show what you remember and what is due.
  progress  Export, merge, rebuild or reset your progress.
  config    Show or change the settings.

Write:
  init      Start a new course.
  new       Write a question in the terminal.
  import    Import cards from Anki, tables and other files.
  review    Confirm the passages that an import proposed.
  prompt    Print instructions for a language model that writes questions.
  verify    Check the quotes of cards that someone else wrote.
  check     Check every quote and every question.
  list      List questions.
  show      Show questions in full.
  locate    Find a phrase in the sources.
  coverage  Show how much of each source the questions cover.
  schema    Print the JSON Schemas for editors.
  mcp       Let an assistant read the sources and check cards.

Publish:
  build     Build the Anki deck.
  push      Build the deck and import it into a running Anki.
  web       Write a web page that asks the questions.
  handout   Write a lesson to print.
  grade     Grade the answers to a printed exam.
  export    Export questions for Moodle, Canvas and other platforms.

Texts:
  source    List, compare, add, examine and fetch the texts of sources.
  pin       Record where the quotes were found.
"""


def commands(command: object, name: str) -> list[str]:
    """Return the full names of all commands below one."""
    inner = getattr(command, "commands", None)
    if inner is None:
        return [name]
    return [found for sub, child in inner.items() for found in commands(child, f"{name} {sub}")]


NAMES = [name.removeprefix("studykit ") for name in commands(get_command(app), "studykit")]


def test_commands_are_grouped(run: Run) -> None:
    ran = run("--help", COLUMNS="80")
    assert (ran.code, ran.out) == (0, HELP)
    assert run("-h", COLUMNS="80").out == HELP
    assert run(COLUMNS="80").err == HELP


def test_usage_says_how_the_program_was_called() -> None:
    ran = run_apart("--help", COLUMNS="80")
    assert ran == Ran(0, HELP.replace("studykit", "python -m studykit", 1), "")


EACH_ALONE = """
import os, sys
from studykit.cli import COMMANDS, main

for name in COMMANDS:
    sys.stdout.flush()
    if os.fork() == 0:
        sys.argv = ["studykit", name, "--help"]
        main()
    print(name, os.waitstatus_to_exitcode(os.wait()[1]))
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="each command gets a copy of one process")
def test_every_command_imports_what_it_needs() -> None:
    """In the process of the other tests, all modules are loaded already."""
    done = subprocess.run(
        [sys.executable, "-c", EACH_ALONE], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.stderr == ""
    for name in COMMANDS:
        assert f"Usage: studykit {name} " in done.stdout
        assert f"\n{name} 0\n" in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_of_a_command_is_the_first_of_its_help(name: str) -> None:
    """`studykit --help` prints it without loading the command."""
    command = get_command(app).commands[name]  # type: ignore[attr-defined]
    assert command.get_short_help_str(100) == COMMANDS[name]


@pytest.mark.parametrize("name", NAMES)
def test_usage_names_arguments_plainly(run: Run, name: str) -> None:
    """`ID` is required, `[ID]` optional, `ID...` repeatable."""
    out = run(*name.split(), "-h", COLUMNS="80").out
    usage = out.partition("\n\n")[0].removeprefix(f"Usage: studykit {name} [OPTIONS]")
    assert re.fullmatch(r"(?: (?:[A-Z|]+|\[[A-Za-z|]+\])(?:\.\.\.)?)*", usage), usage
    assert "<list" not in out
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("name", NAMES)
def test_help_starts_with_a_sentence_that_is_not_cut(run: Run, name: str) -> None:
    parent, _, command = name.rpartition(" ")
    out = run(*parent.split(), "--help", COLUMNS="80").out
    (line,) = [line for line in out.splitlines() if line.split()[:1] == [command]]
    assert re.fullmatch(r"  \S+ +[A-Z].*[^.]\.", line)
