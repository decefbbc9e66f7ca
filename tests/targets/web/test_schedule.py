"""The page schedules a card exactly as the terminal does, also with varied due dates."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from studykit.quiz.schedule import NEW, Day, Grade, Scheduling, millis, moment, reviewed

from .engine import run, unlike

START = datetime(2024, 3, 1, tzinfo=UTC)
WAITS = (0, 60_000, 330_000, 600_000, 86_399_999, 86_400_000, 8 * 86_400_000, -100_000_000)
"""Milliseconds between reviews: in steps, just a day and just less, and with a clock set back."""


def history(rng: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the reviews of a card, and the states that Python makes of them."""
    card = f"course/q{rng.randrange(1000)}/{rng.randrange(3)}"
    at, state = START, NEW
    reviews, states = [], []
    for _ in range(rng.randrange(1, 40)):
        at += timedelta(
            milliseconds=rng.choice((*WAITS, rng.randrange(10**9), rng.randrange(10**10)))
        )
        grade = Grade(rng.choice((1, 2, 3, 3, 3, 4)))
        scheduling = Scheduling(rng.choice((0.7, 0.8, 0.85, 0.9, 0.95, 0.97)), rng.random() < 0.5)
        state = reviewed(card, state, grade, at, scheduling)
        states.append(state.as_data())
        reviews.append(
            {
                "grade": int(grade),
                "at": millis(at),
                "retention": scheduling.retention,
                "fuzz": scheduling.fuzz,
            }
        )
    return {"card": card, "reviews": reviews}, {"states": states, "replayed": states[-1]}


@pytest.mark.parametrize("count", [200, pytest.param(1000, marks=pytest.mark.slow)])
def test_histories_lead_to_the_same_states(count: int) -> None:
    """The phase, step, due time and counts are equal, and stability and difficulty to nine places."""
    rng = random.Random(6)
    histories = [history(rng) for _ in range(count)]
    replayed = run("histories", [reviews for reviews, _ in histories])
    assert unlike([states for _, states in histories], replayed) == []


def test_random_numbers_are_those_of_python() -> None:
    seeds = ["", "1/order", "course/q1/0/3", "ü", "x" * 300]
    drawn = []
    for seed in seeds:
        rng = random.Random(seed)
        shuffled = list(range(30))
        rng.shuffle(shuffled)
        drawn.append([rng.random(), shuffled, rng.sample(range(9), 9), rng.randrange(1000)])
    assert run("draws", seeds) == drawn


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return a function that sets the time zone of this process."""

    def set_(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system does not change zones")
@pytest.mark.parametrize(
    "name",
    [
        "UTC",
        "Europe/Berlin",
        "America/Santiago",
        "Africa/Cairo",
        "Australia/Lord_Howe",
        "Pacific/Apia",
    ],
)
def test_days_begin_and_end_at_the_same_moments(zone: Any, name: str) -> None:
    """Also where clocks change at midnight or by half an hour, and where a day was skipped."""
    zone(name)
    rng = random.Random(name)
    asked, expected = [], []
    for _ in range(200):
        now = rng.randrange(1_300_000_000_000, 1_900_000_000_000)
        ends_at, by = rng.choice((0, 2, 3, 4, 23)), rng.randrange(-3, 4)
        day = Day.of(moment(now), ends_at)
        near = day.near(by, ends_at)
        asked.append([now, ends_at, by])
        expected.append([{"start": millis(d.start), "end": millis(d.end)} for d in (day, near)])
    assert unlike(expected, run("days", asked, timezone=name)) == []
