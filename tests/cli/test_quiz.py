"""`studykit quiz` through a pipe: which questions it asks, what it saves, what can go wrong."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from studykit.quiz.progress import Progress

from ..command import Run, run_apart
from ..conftest import QUESTION, REPOSITORY, MakeCourse


@pytest.fixture(autouse=True)
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test its own progress and settings, and no browser or editor."""
    file = tmp_path / "own" / "progress.db"
    monkeypatch.setenv("STUDYKIT_DB", str(file))
    monkeypatch.setenv("STUDYKIT_CONFIG", str(tmp_path / "own" / "config.yaml"))
    monkeypatch.setenv("BROWSER", "false")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    return file


def many(count: int) -> str:
    """Return the YAML of some recall questions."""
    return "".join(QUESTION.replace("id: noise", f"id: noise-{n}") for n in range(count))


def kept(db: Path) -> list[tuple[str, int]]:
    with Progress.open(db) as progress:
        return [(review.card.question, int(review.grade)) for review in progress.reviews()]


def test_one_question_from_prompt_to_summary(make_course: MakeCourse, run: Run, db: Path) -> None:
    make_course()
    ran = run("quiz", stdin="\n3\nq\n")
    assert ran.code == 0
    assert ran.out.startswith(
        "Welcome to “Test course”.\nToday: 1 new. At any prompt: s to skip, ? for help, q to quit.\n"
    )
    assert "What did Marlow hear?" in ran.out
    assert "a shutter was banging up here in the wind" in ran.out
    assert "Ida Marlow, Part 1, A1" in ran.out
    assert "Good: due in 10 minutes.\n" in ran.out
    assert ran.out.endswith(
        "Summary\n\nSource\n- The Shutter and the Light, written for studykit\n\n1 of 1 remembered (100%)\n1 card is due again in 10 minutes.\n"
    )
    assert kept(db) == [("noise", 3)]


def test_new_cards_are_limited_per_day(make_course: MakeCourse, run: Run) -> None:
    make_course(many(4))
    assert run("config", "new_per_day", "2").code == 0
    ran = run("quiz", stdin="\n4\n" * 4)
    assert "Today: 2 new." in ran.out
    assert "Easy: due in " in ran.out
    again = run("quiz")
    assert again.code == 0
    assert re.fullmatch(
        r"Nothing is due now\. \d cards? (is|are) due again in \d+ days\. 2 not started\.\n"
        r"To go on, add new cards with `--new 10`, or practise with `--cram`\.\n",
        again.out,
    )
    assert "Today: 1 new." in run("quiz", "--new", "1", stdin="q\n").out


def test_questions_are_chosen_by_bank_section_type_tag_and_level(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """On the shipped course, from any folder."""
    monkeypatch.chdir(tmp_path)

    def count(*args: object) -> int:
        ran = run("quiz", "--all", *args, stdin="q\n")
        assert ran.code == 0
        found = re.search(r"^(\d+) questions?\.", ran.out, re.M)
        assert found, ran.out
        return int(found[1])

    bank = count("part-1")
    both = count("part-1", "introduction")
    assert 0 < bank < both
    assert 0 < count("part-1", "introduction", "--type", "cloze", "--type", "basic") < both
    assert 0 < count("part-1", "--level", "analyze", "--limit", "50") < bank
    assert count("--limit", "3") == 3


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["bnak"], 2, "unknown bank or section `bnak`; did you mean `bank`?"),
        (
            ["xyz"],
            2,
            "unknown bank or section `xyz`; the banks and sections are bank, introduction, part-1, part-2, comments",
        ),
        (["--type", "clozes"], 2, "unknown question type `clozes`; did you mean `cloze`?"),
        (["--cram", "--all"], 2, "--all and --cram cannot be used together"),
        (["--exam", "3", "--new", "3"], 2, "--new cannot be used with --exam"),
        (["--type", "cloze"], 3, "no matching questions"),
        (
            ["--exam", "3"],
            3,
            "none of these questions can be in an exam: recall and discussion questions are left out",
        ),
    ],
)
def test_wrong_arguments_are_reported_in_one_line(
    args: list[str], code: int, message: str, make_course: MakeCourse, run: Run
) -> None:
    make_course()
    ran = run("quiz", *args)
    assert (ran.code, ran.err) == (code, f"studykit: {message}\n")


def test_unpinned_quotes_are_found_in_the_texts(make_course: MakeCourse, run: Run) -> None:
    """A question whose quote is not in the text either is skipped, with a warning."""
    make_course(QUESTION + QUESTION.replace("id: noise", "id: no").replace("banging", "bunging"))
    ran = run("quiz", stdin="q\n")
    assert ran.err == "1 question skipped; `studykit check` says why\n"
    assert "Today: 1 new." in ran.out


def test_questions_and_banks_that_cannot_be_read_are_counted(
    make_course: MakeCourse, run: Run
) -> None:
    """With those whose quotes were not found; `list` counts what it cannot read in the same words."""
    broken = QUESTION.replace("id: noise", "id: no").replace("prompt:", "promt:")
    unfound = QUESTION.replace("id: noise", "id: un").replace("banging", "bunging")
    make_course(QUESTION + broken + unfound)
    Path("questions/latin.yaml").write_bytes(b"id: caf\xe9\n")
    bank = "1 bank skipped; `studykit check` says why\n"
    ran = run("quiz", stdin="q\n")
    assert ran.err == "2 questions skipped; `studykit check` says why\n" + bank
    assert "Today: 1 new." in ran.out
    ran = run("list")
    assert ran.err == (f"studykit: 1 question skipped; `studykit check` says why\nstudykit: {bank}")


def test_questions_are_skipped_of_which_the_number_is_unknown(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(more={"broken.yaml": "id: [\n"})
    assert run("quiz", stdin="q\n").err == "some questions skipped; `studykit check` says why\n"


def test_a_course_without_usable_questions_is_not_said_to_have_no_matching_ones(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(QUESTION.replace("prompt:", "promt:"))
    skipped = "1 question skipped; `studykit check` says why\n"
    ran = run("quiz")
    assert (ran.code, ran.err) == (
        3, f"{skipped}studykit: no question can be used; `studykit check` says why\n"
    )  # fmt: skip
    ran = run("quiz", "--type", "basic")
    assert ran.err == f"{skipped}studykit: no matching questions\n"


def test_a_mistake_in_the_settings_is_reported_and_nothing_is_asked(
    make_course: MakeCourse, run: Run, db: Path
) -> None:
    make_course()
    db.parent.mkdir()
    (db.parent / "config.yaml").write_text("new_per_day: many\n")
    ran = run("quiz")
    assert ran.code == 1
    assert "config.yaml:1:" in ran.err
    assert not db.exists()


def test_cramming_and_exams_save_nothing(make_course: MakeCourse, run: Run, db: Path) -> None:
    short = QUESTION.replace("basic", "short_answer").replace("A shutter.", "shutter")
    make_course(QUESTION + short.replace("id: noise", "id: short"))
    assert run("quiz", "--cram", stdin="\ny\n" * 3).code == 0
    ran = run("quiz", "--exam", "5", stdin="shuter\n")
    assert "1 of 1 right (100%)" in ran.out
    assert ran.err == "only 1 of these questions can be marked in an exam\n"
    assert not db.exists()


def test_json_is_alone_on_standard_output(make_course: MakeCourse, run: Run) -> None:
    make_course(QUESTION.replace("basic", "short_answer").replace("A shutter.", "shutter"))
    ran = run("quiz", "--exam", "1", "--seed", "7", "--json", stdin="fog\n")
    data = json.loads(ran.out)
    assert (data["seed"], data["questions"], data["right"]) == (7, 1, 0)
    (answer,) = data["answers"]
    assert answer["seconds"] >= 0
    del answer["seconds"]
    assert answer == {
        "question": "noise",
        "part": 0,
        "type": "short_answer",
        "outcome": "wrong",
        "answer": "fog",
    }
    assert "Mistakes" in ran.err


def test_an_exam_asks_no_two_questions_of_which_one_gives_the_other_away(
    make_course: MakeCourse, run: Run
) -> None:
    passages = "passages: [{quote: The weight has to be wound every four hours}]"
    make_course(
        "- {id: often, type: short_answer, prompt: How often must winders turn the weight?,"
        f" answer: every four hours, {passages}}}\n"
        "- {id: what, type: short_answer, prompt: What do the winders turn so often?,"
        f" answer: the weight, {passages}}}\n"
    )
    run("pin")
    ran = run("quiz", "--exam", "2", "--seed", "1", "--json", stdin="s\n" * 2)
    assert json.loads(ran.out)["questions"] == 1
    assert ran.err.startswith(
        "only 1 of these questions can be in one exam; the others give away their answers\n"
    )


def test_a_seed_draws_the_same_exam_again(run: Run, tmp_path: Path) -> None:
    asked = []
    for _ in range(2):
        ran = run("quiz", "--exam", "6", "--seed", "5", "--json", stdin="s\n" * 6)
        asked.append([one["question"] for one in json.loads(ran.out)["answers"]])
    assert asked[0] == asked[1]
    assert len(set(asked[0])) == 6


# Progress that cannot be used.


def test_a_damaged_progress_file_is_moved_away_and_reported(
    make_course: MakeCourse, run: Run, db: Path
) -> None:
    make_course(many(2))
    run("quiz", stdin="\n3\nq\n")
    db.write_bytes(b"SQLite format 3\0" + os.urandom(5000))
    ran = run("quiz", stdin="\n3\nq\n")
    assert ran.code == 0
    damaged, moved = ran.err.splitlines()
    assert "is damaged" in damaged
    match = re.fullmatch(r"It was moved to (.*); starting with empty progress\.", moved)
    assert match
    assert Path(match[1]).stat().st_size == 5016
    assert kept(db) == [("noise-0", 3)]


def test_only_the_daily_quiz_needs_a_progress_file(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    make_course()
    (tmp_path / "file").write_text("")
    nowhere = tmp_path / "file" / "progress.db"
    ran = run("quiz", "--db", nowhere, stdin="q\n")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"studykit: cannot open {nowhere}: ")
    assert ran.err.count("\n") == 1
    ran = run("quiz", "--db", nowhere, "--all", stdin="\n3\n")
    assert ran.code == 0
    assert ran.err.endswith("; your answers will not be saved\n")
    assert "1 of 1 remembered" in ran.out
    assert run("quiz", "--db", nowhere, "--cram", stdin="\ny\n").err == ""


def test_the_database_of_another_program_is_not_changed(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    make_course()
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (a)")
    connection.close()
    before = other.read_bytes()
    ran = run("quiz", "--db", other)
    assert ran.code == 3
    assert ran.err.endswith("is not a progress file: it is another program's database\n")
    assert other.read_bytes() == before


# Editing a bank.


def editor(tmp_path: Path, script: str) -> dict[str, str]:
    """Return an environment with an editor that notes its arguments and runs a script on `text`."""
    file = tmp_path / "editor.py"
    file.write_text(
        "import pathlib, sys\n"
        f"pathlib.Path({str(tmp_path / 'args')!r}).write_text(' '.join(sys.argv[1:]))\n"
        "file = pathlib.Path(sys.argv[2])\ntext = file.read_text()\n"
        f"{script}\nfile.write_text(text)\n"
    )
    return {"EDITOR": f"{sys.executable} {file}"}


def test_e_opens_the_editor_at_the_question_and_asks_it_again(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    make_course(many(2))
    env = editor(tmp_path, "text = text.replace('What did Marlow hear?', 'What was to be heard?')")
    ran = run("quiz", stdin="e\n\n3\nq\n", **env)
    assert "Questions reloaded.\n\nQuestion 1, 2 left, type: recall, card: new\n" in ran.out
    assert ran.out.count("What was to be heard?") == 2
    assert (tmp_path / "args").read_text() == "+4 questions/bank.yaml"


def test_a_question_removed_during_the_quiz_is_not_asked(
    make_course: MakeCourse, run: Run, tmp_path: Path, db: Path
) -> None:
    make_course(many(2))
    env = editor(tmp_path, "text = text[:text.index('  - id: noise-1')]")
    ran = run("quiz", stdin="e\n\n4\n", **env)
    assert ran.out.count("Question 1, 1 left") == 1
    assert "Question 2" not in ran.out
    assert kept(db) == [("noise-0", 4)]


def test_a_mistake_made_in_the_editor_is_reported_and_the_quiz_goes_on(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    make_course(many(2))
    env = editor(tmp_path, "text = text.replace('type: basic', 'type: basics', 1)")
    ran = run("quiz", stdin="e\n\n4\n\n4\n", **env)
    assert "questions/bank.yaml:5: unknown question type `basics`\n" in ran.out
    assert "2 of 2 remembered" in ran.out


def test_without_an_editor_e_says_what_to_set(make_course: MakeCourse, run: Run) -> None:
    make_course()
    assert (
        "To edit questions, set EDITOR, for example EDITOR=nano." in run("quiz", stdin="e\nq\n").out
    )
    ran = run("quiz", stdin="e\nq\n", EDITOR="/no/such/editor")
    assert "Cannot start /no/such/editor: " in ran.out


def test_the_built_in_course_is_copied_before_an_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    shipped = sorted((REPOSITORY / "questions").glob("*.yaml"))
    before = [file.read_bytes() for file in shipped]
    env = editor(tmp_path, "text = text.replace('prompt: Asked in', 'prompt: Now asked in')")
    ran = run("quiz", "part-1", "--type", "basic", stdin="e\nq\nq\n", **env)
    assert "Cancelled; nothing was copied." in ran.out
    ran = run("quiz", "part-1", "--type", "basic", stdin="e\nmine\nq\n", **env)
    assert "To edit a copy, name a new folder [questions]: mine\n" in ran.out
    assert "Now asked in" in ran.out
    assert (tmp_path / "args").read_text().partition(" ")[2].startswith("mine/")
    assert [file.read_bytes() for file in shipped] == before


def test_o_opens_the_page_or_prints_its_address(make_course: MakeCourse, tmp_path: Path) -> None:
    """In processes of their own, because Python looks for a browser once."""
    make_course()
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/page\n')
    script.chmod(0o755)
    ran = run_apart("quiz", stdin="\no\nq\n", BROWSER=str(script))
    assert "Opened in the browser.\n" in ran.out
    link = (
        "https://example.org/lighthouse#:~:text=a%20shutter%20was%20banging,here%20in%20the%20wind"
    )
    assert (tmp_path / "page").read_text().strip() == link
    ran = run_apart("quiz", stdin="\no\nq\n", BROWSER="false")
    assert ran.out.count(link) == 1  # only then: nobody wants to hear it read aloud
    assert ran.out.count("https://") == 1


def test_c_shows_the_context_or_says_how_to_add_the_text(make_course: MakeCourse, run: Run) -> None:
    folder = make_course()
    run("pin")
    ran = run("quiz", stdin="\nc\nq\n")
    words = " ".join(ran.out.split())
    assert (
        "I was walking the dog, and [passage:] a shutter was banging up here in the wind [end of the passage], and"
        in words
    )
    (folder / "texts" / "lighthouse.md").unlink()
    ran = run("quiz", stdin="\nc\nq\n")
    assert (
        "The text is not on this machine. Download it with `studykit source fetch lighthouse`"
        in " ".join(ran.out.split())
    )


# Several processes, and sudden ends.


def start(*args: str, answers: str | None = None) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-u", "-m", "studykit", "quiz", *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    if answers is not None:
        assert child.stdin
        child.stdin.write(answers)
        child.stdin.close()
    return child


def test_two_processes_neither_lose_nor_repeat_a_grade(
    make_course: MakeCourse, run: Run, db: Path
) -> None:
    make_course(many(50))
    run("config", "new_per_day", "100")
    both = [start(answers="\n4\n" * 50) for _ in range(2)]
    confirmed = 0
    for child in both:
        assert child.stdout
        confirmed += child.stdout.read().count("Easy: due in ")
        child.stdout.close()
        assert child.wait(60) == 0
    grades = kept(db)
    assert confirmed == len(grades) == 50
    assert len({question for question, _ in grades}) == 50


def killed(db: Path, rng: random.Random) -> int:
    """Kill a quiz at some moment and check that it saved all confirmed grades. Return how many."""
    child = start("--all", "--db", str(db), answers="\n3\n" * 30)
    assert child.stdout
    confirmed, last = 0, rng.randrange(1, 30)
    while confirmed < last:
        confirmed += "Good: due in " in child.stdout.readline()
    time.sleep(0.02 * rng.random())
    child.send_signal(signal.SIGKILL)
    confirmed += child.stdout.read().count("Good: due in ")
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL or confirmed == 30
    with Progress.open(db, whole=True) as progress:
        saved = len(progress.reviews())
        assert confirmed <= saved <= confirmed + 1
        assert progress.rebuild() == 0
    return saved


def test_a_killed_quiz_has_saved_what_it_confirmed(make_course: MakeCourse, tmp_path: Path) -> None:
    make_course(many(30))
    rng = random.Random(1)
    found = {killed(tmp_path / f"{n}.db", rng) for n in range(3)}
    assert found - {30}


@pytest.mark.slow
def test_a_quiz_killed_at_two_hundred_moments_has_saved_what_it_confirmed(
    make_course: MakeCourse, tmp_path: Path
) -> None:
    make_course(many(30))
    rng = random.Random(2)
    found = {killed(tmp_path / f"{n}.db", rng) for n in range(200)}
    assert len(found) > 20


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_quiz_with_its_summary(
    number: signal.Signals, make_course: MakeCourse, db: Path
) -> None:
    make_course(many(3))
    child = start()
    assert child.stdin
    assert child.stdout
    child.stdin.write("\n3\n")
    child.stdin.flush()
    shown = ""
    while "Question 2" not in shown:
        shown += child.stdout.readline()
    time.sleep(0.3)
    child.send_signal(number)
    shown += child.stdout.read()
    child.stdin.close()
    child.stdout.close()
    assert child.wait(10) == 128 + number
    assert "\nSummary\n\n" in shown
    assert "\n1 of 1 remembered (100%)\n" in shown
    assert kept(db) == [("noise-0", 3)]


def test_questions_on_pictures_are_left_out_and_counted(make_course: MakeCourse, run: Run) -> None:
    """A terminal shows no picture on which a part could be marked."""
    label = """
- id: lamp
  type: label_picture
  prompt: Name the parts.
  picture: images/lamp.png
  alt: A lamp.
  labels: [{name: the lens, ellipse: {left: 0.1, top: 0.1, width: 0.2, height: 0.1}}]
  passages: [{quote: a shutter was banging up here in the wind}]
"""
    make_course(many(2) + label)
    ran = run("quiz", "--all", stdin="q\n")
    assert ran.err == "1 question on a picture is left out, because a terminal shows no pictures\n"
    assert ran.out.startswith("2 questions.")
    only = run("quiz", "--type", "label_picture")
    assert (only.code, only.out) == (3, "")
    assert only.err.endswith("studykit: no matching questions\n")
