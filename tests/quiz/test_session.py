"""Sessions: which cards they ask and in which order, grading, skipping, burying and undoing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from studykit.bank.kinds.cloze import parse_cloze
from studykit.bank.model import Discuss, Evidence, Exercise, Fill, Recall, Response
from studykit.quiz.cards import Card, cards
from studykit.quiz.plan import LEARN_AHEAD, Limits
from studykit.quiz.progress import Overtaken, Progress
from studykit.quiz.results import Done, Section, Tally, Upcoming
from studykit.quiz.review_log import CardKey
from studykit.quiz.schedule import NEW, CardState, Day, Grade, Phase, Scheduling, replayed, reviewed
from studykit.quiz.session import Counts, Mode, Session
from studykit.source.text import Place

from .. import exercises

START = datetime(2024, 3, 5, 4, tzinfo=UTC)
DAY = Day(START, START + timedelta(days=1))
NOON = START + timedelta(hours=8)
SCHEDULING = Scheduling(fuzz=False)

MINUTE = timedelta(minutes=1)


def exercise(
    id: str, response: Response | None = None, section: str | None = "harbour", **fields: Any
) -> Exercise:
    evidence = (Evidence("The ferry left.", "log", Place(section, "A1")),) if section else ()
    return exercises.exercise(response, id, evidence=evidence, **fields)


def deck(*ids: str) -> list[Card]:
    return list(cards("c", [exercise(id) for id in ids]))


def key(id: str, part: int = 0) -> CardKey:
    return CardKey("c", id, part)


class Seeded(Progress):
    """Progress in which cards have states without reviews that led to them."""

    seeds: Mapping[CardKey, CardState]

    @classmethod
    def of(cls, states: Mapping[CardKey, CardState]) -> Seeded:
        progress = cls.in_memory()
        progress.seeds = states
        for card, state in states.items():
            progress._keep(card, state)
        return progress

    def _replayed(self, card: CardKey) -> CardState:
        reviews = [(r.grade, r.at, r.scheduling) for r in self.reviews() if r.card == card]
        return replayed(str(card), reviews, self.seeds.get(card, NEW))


def due(at: datetime, last: datetime | None = None, lapses: int = 0) -> CardState:
    """Return the state of a card whose review is due at a time."""
    last = last or at - timedelta(days=10)
    return CardState(Phase.REVIEW, None, 10.0, 5.0, at, last, 3, lapses)


def learning(at: datetime) -> CardState:
    return CardState(Phase.LEARNING, 0, 0.3, 5.0, at, at - MINUTE, 1)


def session(deck: Iterable[Card], store: Progress | None = None, **given: object) -> Session:
    defaults = {"now": NOON, "day": DAY, "scheduling": SCHEDULING, "store": store}
    return Session(deck, **{**defaults, **given})  # type: ignore[arg-type]


def run_through(one: Session, grade: Grade = Grade.EASY, now: datetime = NOON) -> list[str]:
    """Give all cards one grade, at one time; return the cards that were asked."""
    asked = []
    while (card := one.ask(now)) is not None:
        asked.append(card.key.question + (f"/{card.part}" if card.part else ""))
        one.grade(grade, now)
    return asked


def asked_now(one: Session, now: datetime) -> Card:
    card = one.ask(now)
    assert card is not None
    return card


# Cards.


def test_a_question_is_a_card_and_each_number_of_a_cloze_is_one() -> None:
    text = Fill(parse_cloze("The {{c1::toll}} was {{c2::two}} {{c2::crowns}}."))
    found = list(cards("c", [exercise("a"), exercise("b", text, formerly=("x", "y"))]))
    assert [card.key for card in found] == [("c", "a", 0), ("c", "x", 1), ("c", "x", 2)]


def test_a_question_in_both_directions_is_two_cards() -> None:
    there, back = cards("c", [exercise("a", Recall("an *ebb*", reverse=True))])
    assert (there.key, back.key) == (("c", "a", 0), ("c", "a", 1))
    assert (there.exercise.prompt, back.exercise.prompt) == (exercise("a").prompt, "an *ebb*")
    assert back.exercise.response == Recall(exercise("a").prompt)
    assert (there.is_reversed, back.is_reversed) == (False, True)


# A day.


def test_reviews_by_due_time_with_new_cards_evenly_among_them() -> None:
    ids = [f"r{n}" for n in range(6)] + ["n1", "n2"]
    store = Seeded.of({key(f"r{n}"): due(NOON - n * timedelta(hours=30)) for n in range(6)})
    assert run_through(session(deck(*ids), store)) == [
        "r5", "r4", "n1", "r3", "r2", "n2", "r1", "r0",
    ]  # fmt: skip


def test_reviews_due_later_today_are_asked_but_not_those_of_tomorrow() -> None:
    """A learner with a session each morning does not miss a card that is due in the evening."""
    store = Seeded.of({key("a"): due(DAY.end - MINUTE), key("b"): due(DAY.end)})
    assert run_through(session(deck("a", "b"), store)) == ["a"]


def test_a_card_reviewed_today_is_not_asked_again_today() -> None:
    store = Seeded.of({key("a"): due(DAY.end - MINUTE, last=DAY.start)})
    assert run_through(session(deck("a"), store)) == []


def test_due_cards_in_learning_come_first() -> None:
    states = {
        key("r"): due(NOON),
        key("l"): learning(NOON - MINUTE),
        key("m"): learning(NOON - 2 * MINUTE),
        key("later"): learning(NOON + MINUTE),
    }
    assert run_through(session(deck("r", "l", "later", "m"), Seeded.of(states))) == [
        "m", "l", "r", "later",
    ]  # fmt: skip


def test_a_card_in_learning_is_asked_at_most_twenty_minutes_early() -> None:
    far = NOON + LEARN_AHEAD + MINUTE
    one = session(deck("a"), Seeded.of({key("a"): learning(far)}))
    assert one.ask(NOON) is None
    assert one.ask(far - LEARN_AHEAD) is not None


def test_a_forgotten_card_is_asked_again_when_it_is_due() -> None:
    one = session(deck("a", "b", "c"))
    assert one.ask(NOON) == deck("a")[0]
    state = one.grade(Grade.AGAIN, NOON)
    assert state.due == NOON + MINUTE
    card = asked_now(one, NOON)
    assert card.key == key("b")
    one.grade(Grade.EASY, NOON)
    card = asked_now(one, NOON + 2 * MINUTE)
    assert card.key == key("a")


def test_daily_limits_include_earlier_sessions() -> None:
    ids = [f"n{n}" for n in range(5)] + [f"r{n}" for n in range(5)]
    store = Seeded.of({key(f"r{n}"): due(NOON - n * MINUTE) for n in range(5)})
    limits = Limits(new=3, reviews=3)
    first = session(deck(*ids), store, limits=limits)
    for _ in range(4):
        assert first.ask(NOON) is not None
        first.grade(Grade.EASY, NOON)
    second = session(deck(*ids), store, limits=limits)
    found = run_through(second)
    assert len(found) == 2
    assert run_through(session(deck(*ids), store, limits=limits)) == []
    assert len(run_through(session(deck(*ids), store, limits=replace(limits, more=1)))) == 1


def test_a_limit_of_cards() -> None:
    states = {key("l"): learning(NOON), key("r"): due(NOON)}
    ids = ("n", "r", "l", "m")
    assert run_through(session(deck(*ids), Seeded.of(states), limits=Limits(cards=2))) == ["l", "n"]


def test_one_of_several_siblings_is_asked_a_day() -> None:
    text = Fill(parse_cloze("{{c1::One}}, {{c2::two}}, {{c3::three}}."))
    both = list(cards("c", [exercise("a", text), exercise("b")]))
    store = Progress.in_memory()
    assert run_through(session(both, store)) == ["a/1", "b"]
    assert run_through(session(both, store)) == []
    tomorrow = Day(DAY.end, DAY.end + timedelta(days=1))
    later = NOON + timedelta(days=1)
    assert run_through(session(both, store, now=later, day=tomorrow), now=later) == ["a/2"]


def test_siblings_in_learning_are_all_asked() -> None:
    text = Fill(parse_cloze("{{c1::One}}, {{c2::two}}, {{c3::three}}."))
    states = {
        key("a", 1): learning(NOON - MINUTE),
        key("a", 2): learning(NOON - 2 * MINUTE),
        key("a", 3): due(NOON),
    }
    assert run_through(session(cards("c", [exercise("a", text)]), Seeded.of(states))) == [
        "a/2",
        "a/1",
    ]


def test_a_buried_card_is_not_asked_until_its_time() -> None:
    store = Progress.in_memory()
    store.bury(key("a"), DAY.end)
    assert run_through(session(deck("a", "b"), store)) == ["b"]
    later = Day(DAY.end, DAY.end + timedelta(days=1))
    assert run_through(session(deck("a"), store, day=later, now=DAY.end), now=DAY.end) == ["a"]


def test_a_discussion_is_studied_only_if_its_bank_makes_it_a_card() -> None:
    talk = [exercise(id, Discuss(("x",)), card=id == "b") for id in "ab"]
    assert run_through(session(cards("c", talk))) == ["b"]


def test_new_cards_in_the_order_of_the_course_or_shuffled_by_a_seed() -> None:
    ids = [f"n{n}" for n in range(10)]
    assert run_through(session(deck(*ids))) == ids
    mixed = [run_through(session(deck(*ids), mixed=True, seed=seed)) for seed in (1, 1, 2)]
    assert mixed[0] == mixed[1] != mixed[2]
    assert sorted(mixed[0]) == ids != mixed[0]


# Other ways to ask.


def test_all_asks_every_card_once_in_order_and_keeps_the_grades() -> None:
    """Including cards that are not due, buried, or without a grade."""
    store = Seeded.of({key("b"): due(DAY.end + timedelta(days=3))})
    store.bury(key("a"), DAY.end)
    talk = exercise("talk", Discuss(("x",)), card=False)
    one = session(
        cards("c", [exercise("a"), talk, exercise("b")]), store, mode=Mode.ALL, limits=Limits(new=0)
    )
    asked = []
    while (card := one.ask(NOON)) is not None:
        asked.append(card.key.question)
        if card.graded:
            one.grade(Grade.AGAIN, NOON)
        else:
            one.discuss()
    assert asked == ["a", "talk", "b"]
    assert {review.card.question for review in store.reviews()} == {"a", "b"}


def test_cram_repeats_wrong_cards_until_they_are_right_and_keeps_nothing() -> None:
    store = Progress.in_memory()
    one = session(deck(*"abcd"), store, mode=Mode.CRAM, seed=1)
    first = []
    for n in range(4):
        card = asked_now(one, NOON)
        first.append(card.key.question)
        one.grade(Grade.AGAIN if n in (0, 2) else Grade.GOOD, NOON)
    assert sorted(first) == list("abcd")
    assert one.counts == Counts(learning=2, done=4)
    again = []
    for grade in (Grade.AGAIN, Grade.GOOD, Grade.GOOD):
        card = asked_now(one, NOON)
        again.append(card.key.question)
        one.grade(grade, NOON)
    assert again == [first[0], first[2], first[0]]
    assert one.ask(NOON) is None
    assert store.reviews() == []


def test_only_discussions_are_discussed() -> None:
    one = session(deck("a"))
    one.ask(NOON)
    with pytest.raises(ValueError, match=r"^`a` must be graded$"):
        one.discuss()


def test_grading_skipping_and_burying_need_a_current_question() -> None:
    one = session(deck("a"))
    for act in (one.skip, lambda: one.grade(Grade.GOOD, NOON), lambda: one.bury(NOON)):
        with pytest.raises(ValueError, match=r"^no question is being asked$"):
            act()


def test_a_session_schedules_without_a_store() -> None:
    scheduling = Scheduling(0.8, fuzz=False)
    one = Session(deck("a"), NOON, day=DAY, scheduling=scheduling)
    assert one.scheduling == scheduling
    one.ask(NOON)
    after = one.grade(Grade.EASY, NOON)
    assert after == reviewed("c/a/0", NEW, Grade.EASY, NOON, scheduling)
    assert session(deck("a")).counts == Counts(new=1)


# Skipping, burying, undoing.


def test_a_skipped_question_is_not_asked_again_in_the_session() -> None:
    store = Progress.in_memory()
    one = session(deck("a", "b"), store)
    one.ask(NOON)
    one.skip()
    assert run_through(one) == ["b"]
    assert run_through(session(deck("a"), store)) == ["a"]


def test_a_question_is_buried_with_its_siblings() -> None:
    text = Fill(parse_cloze("{{c1::One}}, {{c2::two}}."))
    states = {key("a", 1): learning(NOON - MINUTE), key("a", 2): learning(NOON)}
    store = Seeded.of(states)
    one = session(cards("c", [exercise("a", text)]), store)
    one.ask(NOON)
    one.bury(NOON)
    assert one.ask(NOON) is None
    assert store.buried("c", NOON) == {key("a", 1), key("a", 2)}
    one.undo(NOON)
    assert store.buried("c", NOON) == set()
    card = asked_now(one, NOON)
    assert card.key == key("a", 1)


def test_undo_removes_the_grade_and_asks_the_card_again() -> None:
    store = Progress.in_memory()
    one = session(deck("a", "b"), store)
    one.ask(NOON)
    one.grade(Grade.GOOD, NOON)
    one.ask(NOON)
    step = one.undo(NOON)
    assert step is not None
    assert (step.card.key, step.grade) == (key("a"), Grade.GOOD)
    card = asked_now(one, NOON)
    assert card.key == key("a")
    assert store.reviews() == []
    assert one.undo(NOON) is None


# Other sessions at the same time, and an edited bank.


def test_cards_graded_elsewhere_in_the_meantime_are_not_asked() -> None:
    store = Progress.in_memory()
    here, there = session(deck("a", "b"), store), session(deck("a", "b"), store)
    here.ask(NOON)
    there.ask(NOON)
    here.grade(Grade.AGAIN, NOON)
    with pytest.raises(Overtaken):
        there.grade(Grade.GOOD, NOON)
    assert len(store.reviews()) == 1
    card = asked_now(there, NOON)
    assert card.key == key("b")
    there.grade(Grade.EASY, NOON)
    card = asked_now(here, NOON)
    assert card.key == key("a")  # b was graded there
    assert there.ask(NOON + MINUTE) is None  # a is in learning here


def test_after_an_edit_new_words_are_shown_and_removed_questions_are_not() -> None:
    one = session(deck("a", "b", "c"))
    one.ask(NOON)
    edited = exercise("a", Recall("y"))
    one.reload(cards("c", [edited, exercise("c"), exercise("new")]))
    card = asked_now(one, NOON)
    assert card.exercise is edited
    assert one.counts == Counts(new=2)
    assert run_through(one) == ["a", "c"]


def test_after_the_current_question_is_removed_the_next_is_asked() -> None:
    one = session(deck("a", "b"))
    one.ask(NOON)
    one.reload(deck("b"))
    assert run_through(one) == ["b"]
    one.undo(NOON)
    one.reload([])
    assert one.ask(NOON) is None


def test_counts_of_cards_left_and_of_questions_done() -> None:
    states = {key("r"): due(NOON), key("l"): learning(NOON)}
    one = session(deck("r", "l", "n"), Seeded.of(states))
    assert one.counts == Counts(new=1, learning=1, review=1)
    one.ask(NOON)
    assert one.counts == Counts(1, 1, 1)
    one.grade(Grade.EASY, NOON)
    assert one.counts == Counts(new=1, learning=0, review=1, done=1)
    one.ask(NOON)
    one.skip()
    one.ask(NOON)
    one.grade(Grade.AGAIN, NOON)
    assert one.counts == Counts(new=0, learning=1, review=0, done=3)


# Properties.

IDS = [f"q{n}" for n in range(12)]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Card], dict[CardKey, CardState], Limits]:
    """Draw questions, some with blanks, states of their cards, and limits."""
    text = Fill(parse_cloze("{{c1::One}}, {{c2::two}}, {{c3::three}}."))
    chosen = draw(st.lists(st.sampled_from(IDS), unique=True, max_size=10))
    made = [exercise(id, text if draw(st.booleans()) else None) for id in chosen]
    deck = list(cards("c", made))
    states = {}
    for card in deck:
        minutes = draw(st.integers(-3000, 3000))
        at = NOON + minutes * MINUTE
        kind = draw(st.sampled_from(["new", "due", "learning"]))
        if kind == "due":
            states[card.key] = due(at)
        elif kind == "learning":
            states[card.key] = learning(at)
    return deck, states, Limits(draw(st.integers(0, 5)), draw(st.integers(0, 5)))


@settings(max_examples=50)
@given(worlds(), st.data())
def test_a_card_is_repeated_when_due_or_when_nothing_else_is_left(
    world: tuple[list[Card], dict[CardKey, CardState], Limits], data: st.DataObject
) -> None:

    deck, states, limits = world
    store = Seeded.of(states)
    one = session(deck, store, limits=limits)
    now, seen = NOON, set[CardKey]()
    for _ in range(60):
        card = one.ask(now)
        if card is None:
            break
        if card.key in seen:
            state = store.state(card.key)
            assert state.due is not None
            counts = one.counts
            assert state.due <= now or counts.new + counts.review == 0
        seen.add(card.key)
        one.grade(data.draw(st.sampled_from(Grade)), now)
        now += data.draw(st.integers(0, 180)) * timedelta(seconds=1)


@given(worlds())
def test_all_due_cards_within_the_limits_are_asked(
    world: tuple[list[Card], dict[CardKey, CardState], Limits],
) -> None:
    deck, states, limits = world
    one = session(deck, Seeded.of(states), limits=limits)
    asked: list[CardKey] = []
    while (card := one.ask(NOON)) is not None:
        asked.append(card.key)
        one.grade(Grade.EASY, NOON)
    assert len(asked) == len(set(asked))
    was = [states[key].phase if key in states else Phase.NEW for key in asked]
    assert was.count(Phase.NEW) <= limits.new
    assert was.count(Phase.REVIEW) <= limits.reviews
    # all cards in learning that are due
    horizon = NOON + LEARN_AHEAD
    for card in deck:
        state = states.get(card.key)
        if (
            state
            and state.is_learning
            and state.due
            and state.due <= min(horizon, DAY.end - MINUTE)
        ):
            assert card.key in asked
    # one card of each question with a due review and no card in learning, up to the limit
    busy = {
        key.question
        for key, state in states.items()
        if state.is_learning and state.due and state.due < DAY.end
    }
    expected = {
        key.question
        for key, state in states.items()
        if state.phase is Phase.REVIEW and state.due and state.due < DAY.end
    } - busy
    got = {key.question for key, phase in zip(asked, was, strict=True) if phase is Phase.REVIEW}
    assert got <= expected
    assert len(got) == min(len(expected), limits.reviews)
    # only one of several siblings, except those in learning
    others = [key.question for key, p in zip(asked, was, strict=True) if p is not Phase.LEARNING]
    assert len(others) == len(set(others))
    assert not set(others) & busy


class Undoing(RuleBasedStateMachine):
    """Undo restores everything, step by step."""

    @initialize(world=worlds(), mode=st.sampled_from(Mode))
    def begin(self, world: tuple[list[Card], dict[CardKey, CardState], Limits], mode: Mode) -> None:
        deck, states, limits = world
        self.store, self.now = Seeded.of(states), NOON
        self.one = session(deck, self.store, limits=limits, mode=mode)
        self.deck = deck
        self.one.ask(self.now)
        self.history: list[object] = []

    def seen(self) -> object:
        one = self.one
        return (
            one.current,
            one.counts,
            one.steps,
            {card.key: self.store.state(card.key) for card in self.deck},
            self.store.buried("c", self.now),
        )

    @precondition(lambda self: self.one.current)
    @rule(grade=st.sampled_from(Grade))
    def grade(self, grade: Grade) -> None:
        self.history.append(self.seen())
        self.one.grade(grade, self.now)
        self.one.ask(self.now)

    @precondition(lambda self: self.one.current)
    @rule()
    def skip(self) -> None:
        self.history.append(self.seen())
        self.one.skip()
        self.one.ask(self.now)

    @precondition(lambda self: self.one.current)
    @rule()
    def bury(self) -> None:
        self.history.append(self.seen())
        self.one.bury(self.now)
        self.one.ask(self.now)

    @rule(seconds=st.integers(0, 900))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        self.one.ask(self.now)

    @precondition(lambda self: self.history)
    @rule()
    def undo(self) -> None:
        self.one.undo(self.now)
        assert self.seen() == self.history.pop()

    @invariant()
    def cards_left_are_at_most_all_cards(self) -> None:
        if hasattr(self, "one"):
            assert 0 <= self.one.counts.left <= len(self.deck)
            assert self.one.counts.done == len(self.one.steps)


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)


# Results.


def test_a_summary_has_tallies_and_the_hardest_cards() -> None:
    talk = exercise("talk", Discuss(("x",)), section=None, card=False)
    text = exercise("gaps", Fill(parse_cloze("The {{c1::tide}} turns.")), "island")
    made = [exercise("a"), exercise("b"), text, talk, exercise("z", section="island")]
    one = session(cards("c", made), mode=Mode.ALL)
    for grade in (Grade.HARD, Grade.AGAIN, Grade.GOOD):
        one.ask(NOON)
        one.grade(grade, NOON, 1500)
    one.ask(NOON)
    one.discuss()
    one.ask(NOON)
    one.skip()
    summary = one.summary(NOON)
    assert summary.all == Tally(right=2, wrong=1, skipped=1, discussed=1)
    assert (summary.all.asked, summary.all.answered, summary.cards) == (5, 3, 3)
    assert summary.by_type == {
        "basic": Tally(right=1, wrong=1, skipped=1),
        "cloze": Tally(right=1),
        "discussion": Tally(discussed=1),
    }
    expected: dict[Section, Tally] = {
        ("log", "harbour"): Tally(right=1, wrong=1),
        ("log", "island"): Tally(right=1, skipped=1),
        None: Tally(discussed=1),
    }
    assert summary.by_section == expected
    assert [card.key.question for card in summary.hardest] == ["b", "a"]
    assert summary.elapsed_ms == 4500
    assert summary.next == Upcoming(today=3, first=NOON + MINUTE, new=1)
    assert [step.done for step in one.steps][-2:] == [Done.DISCUSSED, Done.SKIPPED]


def test_upcoming_cards_of_tomorrow_or_else_of_the_next_day_with_any() -> None:
    states = {key("a"): due(DAY.end + MINUTE), key("b"): due(DAY.end + timedelta(days=2))}
    one = session(deck("a", "b", "n"), Seeded.of(states))
    assert one.summary(NOON).next == Upcoming(tomorrow=1, new=1)
    del states[key("a")]
    one = session(deck("b"), Seeded.of(states))
    assert one.summary(NOON).next == Upcoming(days=3, later=1)


def test_cards_due_in_minutes_are_upcoming_today_even_after_the_day_ends() -> None:
    """At 3:55 a.m., a card that is due at 4:05 is due soon, although that is the next day."""
    late = DAY.end - 5 * MINUTE
    soon = late + 10 * MINUTE
    one = session(
        deck("a", "b"), Seeded.of({key("a"): learning(soon), key("b"): due(DAY.end + LEARN_AHEAD)})
    )
    assert one.summary(late).next == Upcoming(today=1, first=soon, tomorrow=1)


def test_a_leech_is_in_the_summary_when_it_is_forgotten_again() -> None:
    one = session(deck("a"), Seeded.of({key("a"): due(NOON, lapses=7)}))
    one.ask(NOON)
    assert not one.state.is_leech
    one.grade(Grade.AGAIN, NOON)
    assert [card.key.question for card in one.summary(NOON).leeches] == ["a"]
