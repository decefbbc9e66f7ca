"""`studykit stats`: retention, reviews, cards due, mastery and leeches."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from studykit.diagnostics import wide
from studykit.quiz.progress import Progress
from studykit.quiz.review_log import CardKey
from studykit.quiz.schedule import Grade, Scheduling

from ..command import Run
from ..conftest import MakeCourse
from .conftest import Golden

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

# a mature card, a leech, a card in learning, and a card that is no longer in the course
NOISE, WINDER = CardKey("test-course", "noise"), CardKey("test-course", "winder", 2)
OTHER, GONE = CardKey("test-course", "other"), CardKey("test-course", "gone")


DAY = timedelta(days=1)


@pytest.fixture
def studied(make_course: MakeCourse, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Write a learner's progress on a course; return noon of today."""
    make_course(QUESTIONS)
    monkeypatch.setenv("STUDYKIT_DB", "progress.db")
    monkeypatch.setenv("STUDYKIT_CONFIG", "config.yaml")
    monkeypatch.setenv("TZ", "UTC")
    # before four in the morning it is still the day before
    noon = (datetime.now(UTC) - timedelta(hours=4)).replace(hour=12, minute=0, second=0)
    scheduling = Scheduling(fuzz=False)
    with Progress.open(Path("progress.db")) as progress:

        def grade(card: CardKey, grade: Grade, ago: int) -> None:
            progress.add(card, grade, noon - timedelta(days=ago), 1000, scheduling)

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
    """Return what is printed at 80 columns."""
    past = [day(noon - timedelta(days=n)) for n in range(13, 0, -1)]
    coming = [day(noon + timedelta(days=n)) for n in range(1, 14)]
    reviewed = {13 - 3: 1, 13 - 2: 1, 13 - 1: 1}
    bar = "#" * 30
    return [
        "Test course",
        "4 cards: 1 new, 1 learning, 1 young, 1 mature; 3 days in a row",
        "1 reviewed card is no longer in the course",
        "",
        "Retention",
        "  target: 90%",
        "  last 30 days: 25% of 4 reviews",
        "  all time: 27% of 11 reviews",
        "",
        "Cards reviewed in the last 14 days",
        *(f"  {name}  {reviewed.get(n, 0)}  {bar if n in reviewed else ''}".rstrip()
          for n, name in enumerate(past)),
        "  today       0",
        "",
        "Cards due in the next 14 days",
        f"  today       2  {bar}",
        *(f"  {name}  0" for name in coming),
        "  later: 1",
        "",
        "Mastered",
        "  Cards you know well: a stability of 21 days or more, and at least 80% likely",
        "  to be remembered today",
        "                             cards  started  mastered  share",
        "  The Shutter and the Light      4        3         1    25%",
        "    Part 1                       2        2         1    50%",
        "    Part 2                       2        1         0     0%",
        "  all cards                      4        3         1    25%",
        "",
        "Leeches: cards forgotten 8 times or more. Try rewording them.",
        "  winder, blank 2: 8 times",
        "    The youngest winder is […].",
    ]  # fmt: skip


def test_it_shows_retention_reviews_due_cards_mastery_and_leeches(
    studied: datetime, run: Run
) -> None:
    ran = run("stats", "--all", COLUMNS="80")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == shown(studied)


def test_the_short_view_fits_a_screen_of_80_columns(studied: datetime, run: Run) -> None:
    ran = run("stats", COLUMNS="80")
    first, last = (f"{day.day} {day:%b}" for day in (studied - 13 * DAY, studied + 13 * DAY))
    assert ran.out.splitlines() == [
        "Test course",
        "4 cards: 1 new, 1 learning, 1 young, 1 mature; 3 days in a row",
        "1 reviewed card is no longer in the course",
        "Retention: 25% of 4 reviews in 30 days, 27% of 11 reviews in all (target 90%)",
        "",
        "Reviewed in the last 14 days: 3         Due in the next 14 days: 2",
        *["                    █ █ █               █"] * 3,
        f"{first}{'most 1':^{22 - len(first)}}today             today{'most 2':^{22 - len(last)}}{last}",
        "",
        "Sections to work on  cards  started  mastered  share",
        "  Part 2                 2        1         0     0%",
        "  Part 1                 2        2         1    50%",
        "1 leech: cards that you keep forgetting",
        "`studykit stats --all` shows every day, section and leech.",
    ]


def test_reviews_of_cards_in_learning_are_not_called_none(
    make_course: MakeCourse, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    make_course(QUESTIONS)
    monkeypatch.setenv("STUDYKIT_DB", "progress.db")
    with Progress.open(Path("progress.db")) as progress:
        progress.add(NOISE, Grade.GOOD, datetime.now(UTC), 1000, Scheduling(fuzz=False))
    lines = run("stats").out.splitlines()
    assert "Retention: no card has come back yet (target 90%)" in lines
    assert any(line.startswith("Reviewed in the last 14 days: 1") for line in lines)
    assert "  all time: no card came back" in run("stats", "--all").out.splitlines()


def test_a_streak_of_more_than_a_month(studied: datetime, run: Run) -> None:
    card = CardKey("test-course", "another")
    with Progress.open(Path("progress.db")) as progress:
        for ago in reversed(range(45)):
            progress.add(card, Grade.GOOD, studied - timedelta(days=ago), None, Scheduling())
    assert json.loads(run("stats", "--json").out)["streak"] == 45


@pytest.mark.parametrize(("columns", "options"), [(40, []), (120, []), (80, ["--plain"])], ids=str)
def test_it_fits_the_terminal(
    studied: datetime, run: Run, columns: int, options: list[str], golden: Golden
) -> None:
    """At 40 columns, and with --plain, the table is sentences; --plain has no bars either."""
    out = run("stats", "--all", *options, COLUMNS=str(columns)).out
    dates = re.compile(r"^  \w{3} +\d+ \w{3}", re.MULTILINE)
    golden(dates.sub("  Mon 11 Jan", out))


@pytest.mark.parametrize("columns", [20, 40, 59, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(studied: datetime, run: Run, columns: int) -> None:
    with Progress.open(Path("progress.db")) as progress:
        for n in range(9):
            at = studied - timedelta(hours=23 - 2 * n)
            progress.add(OTHER, Grade.EASY, at, None, Scheduling())
            progress.add(OTHER, Grade.AGAIN, at + timedelta(hours=1), None, Scheduling())
    out = run("stats", COLUMNS=str(columns)).out
    out += run("stats", "--all", COLUMNS=str(columns)).out
    assert "何を聞いたか" in out
    assert max(wide(line) for line in out.splitlines()) <= columns


def test_json_is_one_object(studied: datetime, run: Run) -> None:
    ran = run("stats", "--json")
    data = json.loads(ran.out)
    assert ran.code == 0
    assert data["course"] == "test-course"
    assert data["cards"] == {"new": 1, "learning": 1, "young": 1, "mature": 1}
    assert (data["gone"], data["reviews"], data["streak"]) == (1, 23, 3)
    assert data["retention"] == {
        "desired": 0.9,
        "last_30_days": {"reviews": 4, "remembered": 1, "share": 0.25},
        "ever": {"reviews": 11, "remembered": 3, "share": 3 / 11},
    }
    assert len(data["graded"]) == len(data["due"]) == 14
    assert data["graded"][-1] == {"date": studied.date().isoformat(), "cards": 0}
    assert data["due"][0] == {"date": studied.date().isoformat(), "cards": 2}
    assert data["due_later"] == 1
    assert data["mastery"]["all"] == {"cards": 4, "started": 3, "mastered": 1, "share": 0.25}
    assert [s["section"] for s in data["mastery"]["sections"]] == ["part-1", "part-2"]
    assert data["leeches"] == [
        {"question": "winder", "part": 2, "lapses": 8, "words": "The youngest winder is […]."}
    ]


def test_the_target_is_the_retention_of_the_settings(studied: datetime, run: Run) -> None:
    Path("config.yaml").write_text("retention: 0.8\n")
    assert "(target 80%)\n" in run("stats").out
    Path("config.yaml").write_text("retention: 8\n")
    ran = run("stats")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("config.yaml:1:12: error[bad-value]")


def test_before_the_first_review_it_creates_no_file(make_course: MakeCourse, run: Run) -> None:
    make_course(QUESTIONS)
    ran = run("stats", "--db", "none.db", "--config", "none.yaml")
    assert (ran.code, ran.out) == (
        0,
        "Test course\n"
        "4 cards: 4 new, 0 learning, 0 young, 0 mature\n"
        "No reviews yet. Start with `studykit quiz`.\n",
    )
    assert not Path("none.db").exists()
    assert json.loads(run("stats", "--db", "none.db", "--json").out)["reviews"] == 0


def test_a_damaged_file_is_an_error_and_is_not_changed(make_course: MakeCourse, run: Run) -> None:
    make_course(QUESTIONS)
    Path("progress.db").write_text("nonsense" * 99)
    ran = run("stats", "--db", "progress.db")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "studykit: progress.db is damaged: it is not a database\n"
    assert Path("progress.db").read_text() == "nonsense" * 99


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
@pytest.mark.parametrize("columns", [40, 80])
def test_in_a_real_terminal_it_fits(studied: datetime, run: Run, columns: int) -> None:
    """Headings are bold, but not with NO_COLOR or TERM=dumb; the words are the same."""
    expected = run("stats", "--all", COLUMNS=str(columns)).out.splitlines()
    for env, bold in (("", True), ("NO_COLOR=1", False), ("TERM=dumb", False)):
        tmux = ["tmux", "-L", f"stats-{columns}-{env}", "-f", "/dev/null"]
        command = (
            f"env -u COLUMNS {env} {shlex.quote(sys.executable)} -m studykit stats --all; sleep 60"
        )
        subprocess.run(
            [*tmux, "new-session", "-d", "-x", str(columns), "-y", "80", command], check=True
        )
        try:
            for _ in range(600):
                time.sleep(0.05)
                screen = subprocess.run(
                    [*tmux, "capture-pane", "-p", "-e"], capture_output=True, text=True
                ).stdout
                if "winder is […]" in screen:
                    break
            assert ("\x1b[1mRetention" in screen) is bold
            plain = subprocess.run(
                [*tmux, "capture-pane", "-p"], capture_output=True, text=True
            ).stdout
            assert plain.rstrip().splitlines() == expected
        finally:
            subprocess.run([*tmux, "kill-server"], check=False)
