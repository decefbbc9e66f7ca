"""`studykit stats`."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from studykit.diagnostics import wide
from studykit.quiz.progress import CardKey, Progress
from studykit.quiz.schedule import Grade, Scheduling

from ..conftest import MakeCourse
from .conftest import Run

QUESTIONS = """\
- id: noise
  type: basic
  prompt: What did Marlow hear?
  answer: A shutter.
  passages: [{quote: a shutter was banging up here in the wind}]
- id: winder
  type: cloze
  text: The youngest {{c1::winder}} is {{c2::twelve}}.
  passages: [{quote: Our youngest winder is twelve.}]
- id: other
  type: basic
  prompt: 何を聞いたか。灯台の上で風の中に鳴っていたものは何だったのか、詳しく述べよ。
  answer: A shutter.
  passages: [{quote: a shutter was banging up here in the wind}]
- id: talk
  type: discussion
  prompt: Why did she go up?
  look_for: [the wind]
  passages: [{quote: a shutter was banging up here in the wind}]
"""

# a card for good, one that is forgotten again and again, one being learnt, one that is gone
NOISE, WINDER = CardKey("test-course", "noise"), CardKey("test-course", "winder", 2)
OTHER, GONE = CardKey("test-course", "other"), CardKey("test-course", "gone")


@pytest.fixture
def studied(make_course: MakeCourse, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """A learner's progress on a course; the time is noon of today."""
    make_course(QUESTIONS)
    monkeypatch.setenv("STUDYKIT_DB", "progress.db")
    monkeypatch.setenv("STUDYKIT_CONFIG", "config.yaml")
    monkeypatch.setenv("TZ", "UTC")
    # in the first hours of a night the day before goes on
    noon = (datetime.now(UTC) - timedelta(hours=4)).replace(hour=12, minute=0, second=0)
    how = Scheduling(fuzz=False)
    with Progress.open(Path("progress.db")) as progress:

        def grade(card: CardKey, grade: Grade, ago: int) -> None:
            progress.add(card, grade, noon - timedelta(days=ago), 1000, how)

        for ago in (110, 100, 60, 2):
            grade(NOISE, Grade.EASY, ago)
        grade(WINDER, Grade.EASY, 40)
        for ago in range(39, 23, -2):
            grade(WINDER, Grade.AGAIN, ago)
            grade(WINDER, Grade.EASY, ago - 1)
        grade(OTHER, Grade.AGAIN, 1)
        grade(GONE, Grade.GOOD, 3)
    return noon


def day(of: datetime) -> str:
    return f"{of:%a} {of.day:2} {of:%b}"


def shown(noon: datetime) -> list[str]:
    """What is printed at 80 columns."""
    past = [day(noon - timedelta(days=n)) for n in range(13, 0, -1)]
    coming = [day(noon + timedelta(days=n)) for n in range(1, 14)]
    done = {13 - 3: 1, 13 - 2: 1, 13 - 1: 1}
    bar = "#" * 30
    return [
        "Test course",
        "4 cards: 1 new, 1 being learnt, 1 young, 1 mature",
        "1 card was graded and is not in the course any more",
        "",
        "Remembered",
        "  wanted: 90%",
        "  last 30 days: 25% of 4 reviews",
        "  ever: 27% of 11 reviews",
        "",
        "Graded in the last 14 days",
        *(f"  {name}  {done.get(n, 0)}  {bar if n in done else ''}".rstrip()
          for n, name in enumerate(past)),
        "  today       0",
        "",
        "Due in the coming 14 days",
        f"  today       2  {bar}",
        *(f"  {name}  0" for name in coming),
        "  later: 1",
        "",
        "Mastered",
        "  of cards, by source and section: with a stability of 21 days or more, and 80%",
        "  likely to be remembered today",
        "                               cards  started  mastered  share",
        "  The Shutter and the Light        4        3         1    25%",
        "    Part 1                         2        2         1    50%",
        "    Part 2                         2        1         0     0%",
        "  all cards                        4        3         1    25%",
        "",
        "Leeches: forgotten 8 times or more, so think of another way to ask",
        "  winder, blank 2: 8 times",
        "    The youngest winder is […].",
    ]  # fmt: skip


def test_it_shows_what_was_remembered_done_due_and_mastered(studied: datetime, run: Run) -> None:
    ran = run("stats", COLUMNS="80")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == shown(studied)


def test_plain_draws_nothing_and_stands_in_sentences(studied: datetime, run: Run) -> None:
    out = run("stats", "--plain", COLUMNS="80").out
    assert "#" not in out
    assert "  today: 2\n" in out
    assert "    Part 1: 1 of 2 (50%), 2 started\n" in out
    assert not any("  " in line.strip() for line in out.splitlines())


@pytest.mark.parametrize("columns", [20, 40, 59, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(studied: datetime, run: Run, columns: int) -> None:
    with Progress.open(Path("progress.db")) as progress:
        for n in range(9):
            at = studied - timedelta(hours=23 - 2 * n)
            progress.add(OTHER, Grade.EASY, at, None, Scheduling())
            progress.add(OTHER, Grade.AGAIN, at + timedelta(hours=1), None, Scheduling())
    out = run("stats", COLUMNS=str(columns)).out
    assert "何を聞いたか" in out
    assert max(wide(line) for line in out.splitlines()) <= columns


def test_json_has_all_of_it(studied: datetime, run: Run) -> None:
    ran = run("stats", "--json")
    found = json.loads(ran.out)
    assert ran.code == 0
    assert found["course"] == "test-course"
    assert found["cards"] == {"new": 1, "learning": 1, "young": 1, "mature": 1}
    assert (found["gone"], found["reviews"]) == (1, 23)
    assert found["retention"] == {
        "desired": 0.9,
        "last_30_days": {"reviews": 4, "remembered": 1, "share": 0.25},
        "ever": {"reviews": 11, "remembered": 3, "share": 3 / 11},
    }
    assert len(found["graded"]) == len(found["due"]) == 14
    assert found["graded"][-1] == {"date": studied.date().isoformat(), "cards": 0}
    assert found["due"][0] == {"date": studied.date().isoformat(), "cards": 2}
    assert found["due_later"] == 1
    assert found["mastery"]["all"] == {"cards": 4, "started": 3, "mastered": 1, "share": 0.25}
    assert [s["section"] for s in found["mastery"]["sections"]] == ["part-1", "part-2"]
    assert found["leeches"] == [
        {"question": "winder", "part": 2, "lapses": 8, "words": "The youngest winder is […]."}
    ]


def test_settings_say_what_is_wanted(studied: datetime, run: Run) -> None:
    Path("config.yaml").write_text("retention: 0.8\n")
    assert "  wanted: 80%\n" in run("stats").out
    Path("config.yaml").write_text("retention: 8\n")
    ran = run("stats")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("config.yaml:1:12: error[bad-value]")


def test_before_the_first_grade_it_says_so_and_makes_no_file(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(QUESTIONS)
    ran = run("stats", "--db", "none.db", "--config", "none.yaml")
    assert (ran.code, ran.out) == (
        0,
        "Test course\n"
        "4 cards: 4 new, 0 being learnt, 0 young, 0 mature\n"
        "Nothing was graded yet; `studykit quiz` begins.\n",
    )
    assert not Path("none.db").exists()
    assert json.loads(run("stats", "--db", "none.db", "--json").out)["reviews"] == 0


def test_a_damaged_file_is_one_sentence_and_stays(make_course: MakeCourse, run: Run) -> None:
    make_course(QUESTIONS)
    Path("progress.db").write_text("nonsense" * 99)
    ran = run("stats", "--db", "progress.db")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "studykit: progress.db is damaged: it is not a database\n"
    assert Path("progress.db").read_text() == "nonsense" * 99


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
@pytest.mark.parametrize("columns", [40, 80])
def test_in_a_real_terminal_it_fits(studied: datetime, run: Run, columns: int) -> None:
    """Headings are bold, and are not with NO_COLOR; the words are the same."""
    expected = run("stats", COLUMNS=str(columns)).out.splitlines()
    for env, bold in (("", True), ("NO_COLOR=1", False)):
        tmux = ["tmux", "-L", f"stats-{columns}-{bold}", "-f", "/dev/null"]
        command = f"env -u COLUMNS {env} {shlex.quote(sys.executable)} -m studykit stats; sleep 60"
        subprocess.run(
            [*tmux, "new-session", "-d", "-x", str(columns), "-y", "80", command], check=True
        )
        try:
            for _ in range(150):
                time.sleep(0.2)
                screen = subprocess.run(
                    [*tmux, "capture-pane", "-p", "-e"], capture_output=True, text=True
                ).stdout
                if "winder is […]" in screen:
                    break
            assert ("\x1b[1mRemembered" in screen) is bold
            plain = subprocess.run(
                [*tmux, "capture-pane", "-p"], capture_output=True, text=True
            ).stdout
            assert plain.rstrip().splitlines() == expected
        finally:
            subprocess.run([*tmux, "kill-server"], check=False)
