"""`studykit review`: one question at a time, in plain lines."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from studykit.check import check
from studykit.files import write_text

from ..command import Run
from ..conftest import MakeCourse

QUESTIONS = """\
- id: noise
  type: basic
  prompt: What did Marlow hear?
  answer: A shutter.
  passages: [{quote: a shutter was banging up here in the wind}]
- id: winding   # keep me
  type: basic
  prompt: How often must the weight be wound?
  answer: every four hours
  imported: anki:1
  passages:
    - quote: The weight has to be wound every four hours
      proposed: true
    - quote: One man, one hour—I’ll take it.
      proposed: true
- id: early
  type: multiple_choice
  prompt: Who gets up early?
  key: the bakers
  distractors: [the reporters, {text: the gulls, why: They sleep.}]
  imported: anki:2
  passages:
    - quote: Our youngest winder is twelve.
      proposed: true
"""

PROMPT = "1, 2 … confirm, m more, /words search, e edit, r reject, s skip, q quit: "
ONE_LEFT = "1 question left to review; `studykit check` fails until then.\n"
BANK = Path("questions/bank.yaml")


@pytest.fixture
def course(make_course: MakeCourse) -> Path:
    return make_course(QUESTIONS)


def test_a_question_is_shown_with_its_passages(course: Path, run: Run) -> None:
    ran = run("review", stdin="s\ns\n")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        """
1 of 2 · winding (questions/bank.yaml:9)

How often must the weight be wound?
= every four hours

 1  The weight has to be wound every four hours
    The Shutter and the Light · Part 1, A3 · Ida Marlow
 2  One man, one hour—I’ll take it.
    The Shutter and the Light · Part 1, A4 · Ida Marlow
"""
        + PROMPT
        + """

2 of 2 · early (questions/bank.yaml:19)

Who gets up early?
= the bakers
✗ the reporters
✗ the gulls

 1  Our youngest winder is twelve.
    The Shutter and the Light · Part 2, A3 · Ida Marlow
"""
        + PROMPT
        + "\n0 questions confirmed, 0 rejected\n"
        "2 questions left to review; `studykit check` fails until then.\n"
    )


def test_a_confirmed_passage_replaces_the_others(course: Path, run: Run) -> None:
    before = BANK.read_text(encoding="utf-8")
    ran = run("review", stdin="1\nq\n", TERM="dumb")
    assert ran.out.endswith(f"\n1 question confirmed, 0 rejected\n{ONE_LEFT}")
    assert BANK.read_text(encoding="utf-8") == before.replace(
        "every four hours\n        proposed: true\n"
        "      - quote: One man, one hour—I’ll take it.\n        proposed: true\n",
        "every four hours\n",
    )
    codes = [d.code for d in check(course).report.diagnostics if d.severity == "error"]
    assert codes == ["passage-proposed"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no links without rights")
def test_a_bank_may_be_a_link_to_a_file_of_another_name(course: Path, run: Run) -> None:
    shared = Path("shared.yaml")
    shared.write_bytes(BANK.read_bytes())
    BANK.unlink()
    BANK.symlink_to(shared.resolve())
    ran = run("review", stdin="1\n")
    assert "\n1 of 2 · winding (questions/bank.yaml:" in ran.out
    assert ran.out.endswith(f"\n1 question confirmed, 0 rejected\n{ONE_LEFT}")
    assert BANK.is_symlink()
    assert shared.read_text(encoding="utf-8").count("proposed") == 1


def test_another_sentence_is_found_and_confirmed(course: Path, run: Run) -> None:
    """`/` searches the texts; the sentence that is found is quoted so that it passes the check."""
    ran = run("review", "bank", stdin="s\n/bakers\n1 2\n")
    assert " 2  They are bakers and bus drivers; they get up at five.\n" in ran.out
    assert BANK.read_text(encoding="utf-8").endswith(
        "    passages:\n"
        "      - quote: Our youngest winder is twelve.\n"
        "      - quote: They are bakers and bus drivers; they get up at five.\n"
    )
    errors = {d.code for d in check(course).report.diagnostics if d.severity == "error"}
    assert errors == {"passage-proposed"}  # of the other question


def test_more_sentences_are_shown_three_at_a_time(course: Path, run: Run) -> None:
    ran = run("review", stdin="m\nm\nq\n")
    assert [f"\n{n:>2}  " in ran.out or f" {n:>2}  " in ran.out for n in range(1, 9)] == [True] * 8
    ran = run("review", stdin="/zeppelin\nq\n")
    assert "No other sentences found.\n" in ran.out


def test_a_rejected_question_leaves_the_bank(course: Path, run: Run) -> None:
    """It is kept among the cards without evidence, so that it is not imported again."""
    before = BANK.read_text(encoding="utf-8")
    ran = run("review", stdin="r\nr\n")
    assert ran.out.endswith("\n0 questions confirmed, 2 rejected\n")
    start, second = before.index("  - id: winding"), before.index("  - id: early")
    assert BANK.read_text(encoding="utf-8") == before[:start]
    assert second > start
    assert (
        Path("questions/unsupported/bank.yaml").read_text(encoding="utf-8")
        == """\
# Cards from bank.yaml without evidence. This is not a bank. To use a card, move its
# question into a bank, with `passages` that support it; to import it again, delete it here.

cards:
  - reason: rejected during review
    question:
      id: winding
      type: basic
      prompt: How often must the weight be wound?
      answer: every four hours
      imported: anki:1
    nearest:
      - quote: The weight has to be wound every four hours
      - quote: One man, one hour—I’ll take it.

  - reason: rejected during review
    question:
      id: early
      type: multiple_choice
      prompt: Who gets up early?
      key: the bakers
      distractors:
        - the reporters
        - text: the gulls
          why: They sleep.
      imported: anki:2
    nearest:
      - quote: Our youngest winder is twelve.
"""
    )


def test_a_question_is_edited(course: Path, run: Run, tmp_path: Path) -> None:
    """The editor opens at the question, which is then shown as it is in the file."""
    editor = tmp_path / "editor.py"
    write_text(
        editor,
        "import pathlib, sys\n"
        "line, file = sys.argv[1:]\n"
        "assert line == '+9', line\n"
        "file = pathlib.Path(file)\n"
        "file.write_text(file.read_text('utf-8').replace('How often', 'When'), 'utf-8')\n",
    )
    ran = run("review", stdin="e\n1\nq\n", EDITOR=f"{sys.executable} {editor}", VISUAL="")
    assert "\nWhen must the weight be wound?\n" in ran.out
    assert ran.out.endswith(f"\n1 question confirmed, 0 rejected\n{ONE_LEFT}")
    ran = run("review", stdin="e\nq\n", EDITOR="", VISUAL="")
    assert "To edit questions, set EDITOR, for example EDITOR=nano.\n" in ran.out


@pytest.mark.parametrize("answer", ["", "x", "-1", "1;2", "²"])
def test_an_answer_that_is_not_understood(course: Path, run: Run, answer: str) -> None:
    before = BANK.read_bytes()
    ran = run("review", stdin=f"{answer}\n")
    assert "q        quit; what you have decided is saved\n" in ran.out
    assert BANK.read_bytes() == before


@pytest.mark.parametrize(("answer", "number"), [("3", "3"), ("0", "0"), ("1 99", "99")])
def test_a_number_that_no_passage_has(course: Path, run: Run, answer: str, number: str) -> None:
    before = BANK.read_bytes()
    ran = run("review", stdin=f"{answer}\n")
    assert f"\nThere is no passage {number}.\n" in ran.out
    assert "quit; what you have decided" not in ran.out
    assert BANK.read_bytes() == before


def test_what_no_proposed_sentence_says_is_pointed_out(make_course: MakeCourse, run: Run) -> None:
    """The check would warn of it, were the sentences confirmed; a sentence that says it ends that."""
    make_course("""\
        - id: winders
          type: basic
          prompt: How many winders are there, and since when?
          answer: Fourteen, since 1925, says Penn.
          passages:
            - {quote: Our youngest winder is twelve., proposed: true}
            - {quote: a shutter was banging up here in the wind, proposed: true}
    """)
    ran = run("review", stdin="/fourteen winders\n1\n")
    careful = re.findall(r"Careful: .*?\.", " ".join(ran.out.split()))
    assert careful == [
        "Careful: the number “Fourteen”, the number “1925” and the name “Penn” are in none of these"
        " sentences.",
        "Careful: the number “1925” and the name “Penn” are in none of these sentences.",
        "Careful: the number “Fourteen” is only in sentences that you did not confirm.",
    ]
    warnings = [d for d in check(Path("questions")).report.diagnostics if d.severity == "warning"]
    assert [d.message for d in warnings if d.code == "answer-beyond-evidence"] == [
        "the number “Fourteen” is not in any of the question's passages",
        "the number “1925” is not in any of the question's passages",
        "the name “Penn” is not in any of the question's passages",
    ]


def test_the_end_of_the_input_quits(course: Path, run: Run) -> None:
    ran = run("review", stdin="1\n")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith(f"\n1 question confirmed, 0 rejected\n{ONE_LEFT}")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_ctrl_c_keeps_what_was_decided(course: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "studykit", "review"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert process.stdin is not None
    process.stdin.write(b"1\n")
    process.stdin.flush()
    for _ in range(600):  # until the first decision is saved
        if BANK.read_text(encoding="utf-8").count("proposed") == 1:
            break
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert out.decode().endswith(f"\n1 question confirmed, 0 rejected\n{ONE_LEFT}")
    assert BANK.read_text(encoding="utf-8").count("proposed") == 1


def test_a_question_that_was_deleted_meanwhile(course: Path, run: Run, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    write_text(editor, "import pathlib\npathlib.Path('questions/bank.yaml').write_text('id: [')\n")
    ran = run("review", stdin="e\nq\n", EDITOR=f"{sys.executable} {editor}", VISUAL="")
    assert "questions/bank.yaml:2: invalid YAML: did not find expected node content" in ran.out
    assert (ran.code, ran.err) == (0, "")


def test_nothing_to_review(make_course: MakeCourse, run: Run) -> None:
    make_course()
    assert run("review").out == "No passages to confirm.\n"


def test_an_unknown_bank(course: Path, run: Run) -> None:
    ran = run("review", "bnk")
    assert (ran.code, ran.err) == (2, "studykit: unknown bank `bnk`; did you mean `bank`?\n")
