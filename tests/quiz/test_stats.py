"""Statistics of a learner's progress."""

from __future__ import annotations

import sqlite3
import tempfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import fsrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studykit.bank.model import Discuss, Evidence, Recall
from studykit.quiz import stats as figures
from studykit.quiz.cards import Card
from studykit.quiz.progress import Progress, Totals
from studykit.quiz.review_log import CardKey, Review
from studykit.quiz.schedule import (
    NEW,
    CardState,
    Day,
    Grade,
    Phase,
    Scheduling,
)
from studykit.quiz.stats import (
    DAYS,
    LIKELY,
    MATURE,
    RECENT,
    History,
    Leech,
    Mastery,
    OnDay,
    Retention,
    Stages,
    Stats,
    recent_days,
)
from studykit.source.text import Place

from ..exercises import exercise

NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def retrievability(state: CardState, at: datetime) -> float:
    """Return the probability of recall at a time by FSRS's own forgetting curve."""
    if state.stability is None or state.last is None:
        return 0.0
    card = fsrs.Card(card_id=0, stability=state.stability, due=at, last_review=state.last)
    return float(fsrs.Scheduler().get_card_retrievability(card, at))


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
    made = exercise(response, id, evidence=evidence, card=not talk)
    return Card(CardKey("course", id), made)


def state(stability: float = 30.0, ago: int = 1, due: int = 5, lapses: int = 0) -> CardState:
    return CardState(
        Phase.REVIEW, None, stability, 5.0, NOW + due * DAY, NOW - ago * DAY, 4, lapses
    )


class Given(NamedTuple):
    """A grade that was given: its time, and the phase of the card before it."""

    at: datetime
    phase: Phase
    grade: Grade


def stats(
    cards: Iterable[Card],
    states: Mapping[CardKey, CardState],
    answers: Iterable[Given],
    totals: Totals,
    now: datetime,
    desired: float = 0.9,
    ends_at: int = 4,
) -> Stats:
    """Return the statistics of states and grades in a file; `totals` counts all reviews ever."""
    with Progress.in_memory() as progress:
        with progress._transaction():
            for key, state in states.items():
                progress._keep(key, state)
            for n, (at, phase, grade) in enumerate(answers):
                state, asked = CardState(phase), CardKey("course", "a")
                progress._insert(
                    Review(str(n), asked, at, grade, None, Scheduling(), state, after=state)
                )
        history = History.read(progress, "course", now, ends_at)
    return figures.stats(cards, replace(history, ever=totals), now, desired, ends_at)


def mastered(state: CardState, now: datetime) -> bool:
    """Return whether a card in this state is mastered."""
    one = card("a")
    return stats([one], {one.key: state}, [], {}, now).all.mastered == 1


def test_without_cards_and_reviews_all_figures_are_zero() -> None:
    found = stats([], {}, [], {}, NOW)
    assert (found.desired, found.lately.share, found.ever.share) == (0.9, None, None)
    assert (found.stages, found.all.share, found.leeches) == (Stages(), 0.0, ())
    assert [day.cards for day in found.past + found.coming] == [0] * 28


def test_retention_counts_only_reviews_of_cards_past_learning() -> None:
    answers = [
        Given(NOW, Phase.NEW, Grade.AGAIN),
        Given(NOW, Phase.LEARNING, Grade.AGAIN),
        Given(NOW, Phase.RELEARNING, Grade.GOOD),
        Given(NOW, Phase.REVIEW, Grade.AGAIN),
        Given(NOW, Phase.REVIEW, Grade.HARD),
        Given(NOW, Phase.REVIEW, Grade.EASY),
    ]
    totals = {(Phase.REVIEW, Grade.GOOD): 7, (Phase.REVIEW, Grade.AGAIN): 1,
              (Phase.NEW, Grade.AGAIN): 100}  # fmt: skip
    found = stats([], {}, answers, totals, NOW, 0.85)
    assert found.lately == Retention(3, 2)
    assert found.ever == Retention(8, 7)
    assert found.ever.share == 0.875
    assert found.desired == 0.85


def test_reviews_are_counted_by_the_learners_day() -> None:
    three = NOW.replace(hour=3)
    answers = [Given(at, Phase.NEW, Grade.GOOD) for at in (
        three - 13 * DAY,  # on the day before the first that is shown
        three - 12 * DAY, three - 2 * DAY, three, NOW, NOW, NOW + 2 * DAY,
    )]  # fmt: skip
    past = stats([], {}, answers, {}, NOW).past
    assert past[0] == OnDay(date(2026, 3, 3), 1)
    assert past[-1] == OnDay(date(2026, 3, 16), 3)  # a date in the future counts for today
    assert {day.date.day: day.cards for day in past if day.cards} == {3: 1, 13: 1, 15: 1, 16: 3}
    at_midnight = stats([], {}, answers, {}, NOW, ends_at=0).past
    expected = {3: 1, 4: 1, 14: 1, 16: 4}
    assert {day.date.day: day.cards for day in at_midnight if day.cards} == expected


def test_overdue_cards_are_due_today() -> None:
    dues = {"a": -40, "b": 0, "c": 1, "d": 13, "e": 14, "f": 400}
    cards = [card(id) for id in dues] + [card("new")]
    states = {CardKey("course", id): state(due=due) for id, due in dues.items()}
    found = stats(cards, states, [], {}, NOW)
    assert found.coming[0] == OnDay(date(2026, 3, 16), 2)
    assert found.coming[1] == OnDay(date(2026, 3, 17), 1)
    assert found.coming[13] == OnDay(date(2026, 3, 29), 1)
    assert (sum(day.cards for day in found.coming), found.later) == (4, 2)


def test_recent_days_are_whole_days() -> None:
    start = recent_days(NOW)[0].start
    assert start == datetime(2026, 2, 15, 4, tzinfo=UTC)
    assert (Day.of(NOW).end - start) == RECENT * DAY


def test_each_card_has_one_stage() -> None:
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


def test_a_mature_card_that_is_likely_to_be_remembered_is_mastered() -> None:
    assert mastered(state(MATURE, ago=0), NOW)
    assert mastered(state(MATURE, ago=21), NOW)  # recall is at 0.9 then
    assert not mastered(state(MATURE, ago=400), NOW)
    assert not mastered(state(MATURE - 0.01, ago=0), NOW)
    assert not mastered(replace(state(), phase=Phase.RELEARNING), NOW)
    assert not mastered(NEW, NOW)
    assert LIKELY < 0.9


def test_a_card_counts_once_for_each_source_and_section_it_cites() -> None:
    one, two, other = ("s", "one"), ("s", "two"), ("t", "one")
    cards = [card("a", one, one, two), card("b", one), card("c", other), card("d", ("s", ""))]
    states = {CardKey("course", "a"): state(), CardKey("course", "b"): state(1.0)}
    found = stats(cards, states, [], {}, NOW)
    assert found.all == Mastery(cards=4, started=2, mastered=1)
    assert found.sources == {"s": Mastery(3, 2, 1), "t": Mastery(1)}
    assert found.sections == {one: Mastery(2, 2, 1), two: Mastery(1, 1, 1), other: Mastery(1)}
    assert found.sections[one].share == 0.5


def test_leeches_are_sorted_by_lapses() -> None:
    lapses = {"a": 8, "b": 7, "c": 12}
    states = {CardKey("course", id): state(lapses=n) for id, n in lapses.items()}
    found = stats([card(id) for id in lapses], states, [], {}, NOW)
    assert [(leech.exercise.id, leech.lapses) for leech in found.leeches] == [("c", 12), ("a", 8)]


def test_discussions_are_left_out_and_cards_no_longer_in_the_course_are_counted() -> None:
    talk = card("talk", ("s", "one"), talk=True)
    found = stats([talk], {CardKey("course", "gone"): state(lapses=9)}, [], {}, NOW)
    assert (found.all, found.stages, found.sections) == (Mastery(), Stages(), {})
    assert (found.gone, found.leeches, found.coming[5].cards) == (1, (), 0)


def counted(
    cards: Iterable[Card],
    states: Mapping[CardKey, CardState],
    answers: Iterable[Given],
    now: datetime,
    ends_at: int,
) -> Stats:
    """Calculate the statistics in a simple way from every state and every grade."""
    today, found = Day.of(now, ends_at), Stats(0.9)
    answers = list(answers)
    since = today.near(1 - RECENT, ends_at).start

    def retention(of: list[Given]) -> Retention:
        of = [answer for answer in of if answer.phase is Phase.REVIEW]
        return Retention(len(of), sum(answer.grade is not Grade.AGAIN for answer in of))

    found.lately = retention([answer for answer in answers if answer.at >= since])
    found.ever, found.graded = retention(answers), len(answers)
    past = [today.near(n, ends_at) for n in range(1 - DAYS, 1)]
    coming = [today.near(n, ends_at) for n in range(DAYS)]
    done = Counter(bisect_right([day.start for day in past], answer.at) - 1 for answer in answers)
    due: Counter[int] = Counter()
    leeches, here = [], set()
    for one in cards:
        if not one.graded:
            continue
        here.add(one.key)
        state = states.get(one.key, NEW)
        mature = state.phase is Phase.REVIEW and (state.stability or 0) >= MATURE
        known = mature and retrievability(state, now) >= LIKELY
        found.stages.new += state.phase is Phase.NEW
        found.stages.learning += state.is_learning
        found.stages.mature += mature
        found.stages.young += state.phase is Phase.REVIEW and not mature
        places = {(piece.source, piece.place.section) for piece in one.exercise.evidence}
        groups = [found.all]
        groups += [found.sources.setdefault(s, Mastery()) for s in {source for source, _ in places}]
        groups += [found.sections.setdefault(place, Mastery()) for place in places if place[1]]
        for group in groups:
            group.cards += 1
            group.started += state.phase is not Phase.NEW
            group.mastered += known
        if state.due is not None:
            due[bisect_right([day.end for day in coming], state.due)] += 1
        if state.is_leech:
            leeches.append(Leech(one.key, one.exercise, state.lapses))

    def on(days: list[Day], counts: Counter[int]) -> tuple[OnDay, ...]:
        noon = timedelta(hours=12)
        return tuple(OnDay((d.start + noon).astimezone().date(), counts[n])
                     for n, d in enumerate(days))  # fmt: skip

    found.past, found.coming, found.later = on(past, done), on(coming, due), due[DAYS]
    found.leeches = tuple(sorted(leeches, key=lambda leech: -leech.lapses))
    found.gone = len(states.keys() - here)
    studied = {min(Day.of(answer.at, ends_at).start, today.start) for answer in answers}
    one = today if today.start in studied else today.near(-1, ends_at)
    while one.start in studied:
        found.streak, one = found.streak + 1, one.near(-1, ends_at)
    return found


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.sampled_from([*Grade, Grade.AGAIN, Grade.EASY]),
            st.one_of(st.integers(0, 3 * 86_400), st.integers(0, 40 * 86_400)),
            st.sampled_from([False] * 5 + [True]),
        ),
        max_size=30,
    ),
    st.integers(-20 * 86_400, 90 * 86_400),
    st.sampled_from([0, 4, 23]),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York"]),
)
def test_statistics_equal_a_simple_count(
    monkeypatch: pytest.MonkeyPatch,
    grades: list[tuple[int, Grade, int, bool]],
    later: int,
    ends_at: int,
    zone: str,
) -> None:
    import time

    monkeypatch.setenv("TZ", zone)
    time.tzset()
    one, two, other = ("s", "one"), ("s", "two"), ("t", "")
    cards = [card("a", one, one, two), card("b", one), card("c", other, two), card("d"),
             card("talk", one, talk=True), card("never", two)]  # fmt: skip
    keys = [one.key for one in cards[:5]] + [CardKey("course", "gone")]
    at = NOW
    with (
        tempfile.TemporaryDirectory() as folder,
        Progress.open(Path(folder) / "progress.db") as progress,
    ):
        progress.add(CardKey("other", "a"), Grade.GOOD, NOW, None, Scheduling())
        for which, grade, gap, undone in grades:
            at += timedelta(seconds=gap)
            review = progress.add(keys[which], grade, at, None, Scheduling())
            if undone:
                progress.undo(review, at)
        now = at + timedelta(seconds=later)
        history = History.read(progress, "course", now, ends_at)
        states = progress.states("course")
        answers = [Given(r.at, r.before.phase, r.grade) for r in progress.reviews("course")]
    found = figures.stats(cards, history, now, ends_at=ends_at)
    assert found == counted(cards, states, answers, now, ends_at)


def test_an_unreadable_state_is_recalculated_from_the_reviews(tmp_path: Path) -> None:
    cards = [card(id) for id in "abcd"]
    with Progress.open(tmp_path / "progress.db") as progress:
        for one in cards:
            progress.add(one.key, Grade.EASY, NOW - DAY, None, Scheduling())
        intact = figures.stats(cards, History.read(progress, "course", NOW), NOW)
        db = sqlite3.connect(tmp_path / "progress.db")
        db.execute("UPDATE card SET phase = 'sleeping' WHERE question = 'a'")
        db.execute("UPDATE card SET due = 9000000000000000000 WHERE question = 'b'")
        db.execute("UPDATE card SET last = -9000000000000000000 WHERE question = 'c'")
        db.commit()
        db.close()
        assert figures.stats(cards, History.read(progress, "course", NOW), NOW) == intact
