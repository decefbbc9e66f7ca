"""A clock that is wrong, is set back or changes its zone, and undoing after a merge."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from studykit.quiz.progress import MergeResult, Progress
from studykit.quiz.review_log import CardKey
from studykit.quiz.schedule import Day, Grade, Scheduling
from studykit.quiz.session import Session

from .test_session import deck

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SCHEDULING = Scheduling(fuzz=False)
A, B = CardKey("c", "a"), CardKey("c", "b")


@pytest.fixture
def progress() -> Progress:
    return Progress.in_memory()


def session(progress: Progress, now: datetime, ids: str = "abcdefghijklmnopqrstuvwxyz") -> Session:
    return Session(deck(*ids), now, store=progress, scheduling=SCHEDULING)


def test_a_clock_that_was_ahead_does_not_use_up_the_new_cards_of_each_day(
    progress: Progress,
) -> None:
    ahead = session(progress, NOON + 3650 * DAY)
    for n in range(20):
        assert ahead.ask(NOON + 3650 * DAY) is not None
        ahead.grade(Grade.EASY, NOON + 3650 * DAY + n * timedelta(minutes=1))
    assert session(progress, NOON).counts.new == 6


def test_a_card_buried_by_a_clock_that_was_ahead_is_asked(progress: Progress) -> None:
    later = NOON + 3650 * DAY
    ahead = session(progress, later, "a")
    ahead.ask(later)
    ahead.bury(later)
    assert session(progress, later, "a").counts.new == 0
    assert session(progress, NOON, "a").counts.new == 1


def test_a_clock_that_is_set_back_in_a_session_ends_it_all_the_same(progress: Progress) -> None:
    running = session(progress, NOON, "abc")
    asked = []
    now = NOON
    while (card := running.ask(now)) is not None:
        asked.append(card.key.question)
        running.grade(Grade.GOOD, now)
        now -= DAY
        assert len(asked) < 20
    assert set(asked) == set("abc")
    assert running.summary(now).all.answered == len(asked)
    assert progress.rebuild() == 0


def test_a_negative_time_for_an_answer_can_be_merged(progress: Progress, tmp_path: Path) -> None:
    """Earlier versions kept one if the clock was set back."""
    progress.add(A, Grade.GOOD, NOON, -5000, SCHEDULING)
    with Progress.open(tmp_path / "other.db") as other:
        assert other.merge(progress.export()) == MergeResult(new=1)
        assert [review.elapsed_ms for review in other.reviews()] == [0]


@pytest.fixture
def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system does not change zones")
@pytest.mark.parametrize(
    ("evening", "hours"),
    [
        (datetime(2024, 3, 9, 23, tzinfo=UTC), 23),  # clocks go forward in the night
        (datetime(2024, 11, 2, 23, tzinfo=UTC), 25),  # clocks go back
    ],
)
@pytest.mark.usefixtures("new_york")
def test_a_card_buried_before_the_clocks_change_is_asked_on_the_next_day(
    evening: datetime, hours: int, progress: Progress
) -> None:
    running = session(progress, evening, "ab")
    running.ask(evening)
    running.bury(evening)
    day = Day.of(evening)
    assert day.end - day.start == timedelta(hours=hours)
    assert session(progress, day.end - timedelta(seconds=1), "ab").counts.new == 1
    assert session(progress, day.end, "ab").counts.new == 2


def test_undoing_after_the_same_review_was_merged(tmp_path: Path) -> None:
    """An undo goes to the other machine, and does not come back from it undone."""
    with Progress.open(tmp_path / "a.db") as a, Progress.open(tmp_path / "b.db") as b:
        review = a.add(A, Grade.GOOD, NOON, None, SCHEDULING)
        b.merge(a.export())
        later = b.add(A, Grade.GOOD, NOON + DAY, None, SCHEDULING)
        a.undo(review, NOON + 2 * DAY)
        assert b.merge(a.export()) == MergeResult(undone=1)
        assert a.merge(b.export()) == MergeResult(new=1, known=1)
        assert a.reviews() == [later]
        assert a.state(A) == b.state(A)
        assert a.state(A).reviews == 1
        assert (a.rebuild(), b.rebuild()) == (0, 0)


def test_undoing_in_a_session_after_a_merge_of_the_same_card(tmp_path: Path) -> None:
    """The session takes back its own grade, not that of the other machine."""
    with Progress.open(tmp_path / "a.db") as a, Progress.open(tmp_path / "b.db") as b:
        running = session(a, NOON, "ab")
        assert running.ask(NOON) is not None
        running.grade(Grade.AGAIN, NOON)
        theirs = b.add(A, Grade.EASY, NOON + timedelta(minutes=1), None, SCHEDULING)
        a.merge(b.export())
        assert running.undo(NOON + timedelta(minutes=2)) is not None
        assert a.reviews() == [theirs]
        assert a.state(A) == theirs.after
        assert running.current is not None
        assert running.state == theirs.after
        running.grade(Grade.GOOD, NOON + timedelta(minutes=3))
        assert a.state(A).reviews == 2
        assert a.rebuild() == 0


def test_undoing_after_a_reset(progress: Progress) -> None:
    running = session(progress, NOON, "ab")
    running.ask(NOON)
    running.grade(Grade.GOOD, NOON)
    progress.reset()
    assert running.undo(NOON) is not None
    assert progress.reviews(undone=True) == []
    assert progress.state(A).reviews == 0
