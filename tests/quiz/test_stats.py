"""What a learner's progress comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from studykit.bank.model import Discuss, Evidence, Exercise, Recall
from studykit.quiz.progress import Answer, CardKey
from studykit.quiz.schedule import NEW, CardState, Day, Grade, Phase
from studykit.quiz.session import Card
from studykit.quiz.stats import (
    LIKELY,
    MATURE,
    RECENT,
    Mastery,
    OnDay,
    Retention,
    Stages,
    mastered,
    since,
    stats,
)
from studykit.source.text import Place

NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


def card(id: str, *places: tuple[str, str], talk: bool = False) -> Card:
    evidence = tuple(
        Evidence("q", source, Place(section, "A1", None)) for source, section in places
    )
    response = Discuss(()) if talk else Recall("x")
    exercise = Exercise(id, "basic", f"{id}?", response, None, evidence, (), None, "en",
                        card=not talk)  # fmt: skip
    return Card(CardKey("course", id), exercise)


def state(stability: float = 30.0, ago: int = 1, due: int = 5, lapses: int = 0) -> CardState:
    return CardState(
        Phase.REVIEW, None, stability, 5.0, NOW + due * DAY, NOW - ago * DAY, 4, lapses
    )


def test_of_nothing_comes_nothing() -> None:
    found = stats([], {}, [], {}, NOW)
    assert (found.desired, found.lately.share, found.ever.share) == (0.9, None, None)
    assert (found.stages, found.all.share, found.leeches) == (Stages(), 0.0, ())
    assert [day.cards for day in found.past + found.coming] == [0] * 28


def test_retention_is_of_cards_that_were_learnt() -> None:
    """To forget what is only being learnt is no failure of the schedule."""
    answers = [
        Answer(NOW, Phase.NEW, Grade.AGAIN),
        Answer(NOW, Phase.LEARNING, Grade.AGAIN),
        Answer(NOW, Phase.RELEARNING, Grade.GOOD),
        Answer(NOW, Phase.REVIEW, Grade.AGAIN),
        Answer(NOW, Phase.REVIEW, Grade.HARD),
        Answer(NOW, Phase.REVIEW, Grade.EASY),
    ]
    totals = {(Phase.REVIEW, Grade.GOOD): 7, (Phase.REVIEW, Grade.AGAIN): 1,
              (Phase.NEW, Grade.AGAIN): 100}  # fmt: skip
    found = stats([], {}, answers, totals, NOW, 0.85)
    assert found.lately == Retention(3, 2)
    assert found.ever == Retention(8, 7)
    assert found.ever.share == 0.875
    assert found.desired == 0.85


def test_days_begin_at_the_hour_of_the_night() -> None:
    three = NOW.replace(hour=3)
    answers = [Answer(at, Phase.NEW, Grade.GOOD) for at in (
        three - 13 * DAY,  # still of the day before the first that is shown
        three - 12 * DAY, three - 2 * DAY, three, NOW, NOW, NOW + 2 * DAY,
    )]  # fmt: skip
    past = stats([], {}, answers, {}, NOW).past
    assert past[0] == OnDay(date(2026, 3, 3), 1)
    assert past[-1] == OnDay(date(2026, 3, 16), 3)  # what a wrong clock dated ahead is of today
    assert {day.date.day: day.cards for day in past if day.cards} == {3: 1, 13: 1, 15: 1, 16: 3}
    at_midnight = stats([], {}, answers, {}, NOW, ends_at=0).past
    expected = {3: 1, 4: 1, 14: 1, 16: 4}
    assert {day.date.day: day.cards for day in at_midnight if day.cards} == expected


def test_what_is_overdue_is_due_today() -> None:
    dues = {"a": -40, "b": 0, "c": 1, "d": 13, "e": 14, "f": 400}
    cards = [card(id) for id in dues] + [card("new")]
    states = {CardKey("course", id): state(due=due) for id, due in dues.items()}
    found = stats(cards, states, [], {}, NOW)
    assert found.coming[0] == OnDay(date(2026, 3, 16), 2)
    assert found.coming[1] == OnDay(date(2026, 3, 17), 1)
    assert found.coming[13] == OnDay(date(2026, 3, 29), 1)
    assert (sum(day.cards for day in found.coming), found.later) == (4, 2)


def test_the_recent_days_are_whole_ones() -> None:
    start = since(NOW)
    assert start == datetime(2026, 2, 15, 4, tzinfo=UTC)
    assert (Day.of(NOW).end - start) == RECENT * DAY


def test_cards_are_at_one_stage_each() -> None:
    learning = CardState(Phase.LEARNING, 0, 1.0, 5.0, NOW, NOW, 1)
    states = {
        "learning": learning,
        "relearning": replace(learning, phase=Phase.RELEARNING, stability=90.0),
        "young": state(MATURE - 0.01),
        "mature": state(MATURE),
    }
    found = stats(
        [card(id) for id in (*states, "new", "newer")],
        {CardKey("course", id): s for id, s in states.items()},
        *([], {}, NOW),
    )
    assert found.stages == Stages(new=2, learning=2, young=1, mature=1)


def test_a_card_is_mastered_that_is_mature_and_likely_to_be_remembered() -> None:
    assert mastered(state(MATURE, ago=0), NOW)
    assert mastered(state(MATURE, ago=21), NOW)  # recall is at 0.9 then
    assert not mastered(state(MATURE, ago=400), NOW)
    assert not mastered(state(MATURE - 0.01, ago=0), NOW)
    assert not mastered(replace(state(), phase=Phase.RELEARNING), NOW)
    assert not mastered(NEW, NOW)
    assert LIKELY < 0.9


def test_mastery_is_counted_once_for_each_source_and_section_that_a_card_cites() -> None:
    one, two, other = ("s", "one"), ("s", "two"), ("t", "one")
    cards = [card("a", one, one, two), card("b", one), card("c", other), card("d", ("s", ""))]
    states = {CardKey("course", "a"): state(), CardKey("course", "b"): state(1.0)}
    found = stats(cards, states, [], {}, NOW)
    assert found.all == Mastery(cards=4, started=2, mastered=1)
    assert found.sources == {"s": Mastery(3, 2, 1), "t": Mastery(1)}
    assert found.sections == {one: Mastery(2, 2, 1), two: Mastery(1, 1, 1), other: Mastery(1)}
    assert found.sections[one].share == 0.5


def test_leeches_come_the_worst_first() -> None:
    lapses = {"a": 8, "b": 7, "c": 12}
    states = {CardKey("course", id): state(lapses=n) for id, n in lapses.items()}
    found = stats([card(id) for id in lapses], states, [], {}, NOW)
    assert [(leech.exercise.id, leech.lapses) for leech in found.leeches] == [("c", 12), ("a", 8)]


def test_discussions_do_not_count_and_what_left_the_course_is_told() -> None:
    talk = card("talk", ("s", "one"), talk=True)
    found = stats([talk], {CardKey("course", "gone"): state(lapses=9)}, [], {}, NOW)
    assert (found.all, found.stages, found.sections) == (Mastery(), Stages(), {})
    assert (found.gone, found.leeches, found.coming[5].cards) == (1, (), 0)
