"""Progress: adding, undoing and merging reviews, and the states that follow from them."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from studykit.quiz.progress import MergeResult, Overtaken, Progress
from studykit.quiz.review_log import CardKey, Review
from studykit.quiz.schedule import NEW, CardState, Grade, Phase, Scheduling, millis, replayed

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
A, B = CardKey("course", "a"), CardKey("course", "b", 2)
OTHER = CardKey("other", "a")
SCHEDULING = Scheduling()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "progress.db"


@pytest.fixture
def progress(file: Path) -> Iterator[Progress]:
    with Progress.open(file) as opened:
        yield opened


def replayed_states(progress: Progress) -> dict[CardKey, CardState]:
    """Recalculate the states from the reviews, without `Progress.rebuild`."""
    found: dict[CardKey, list[Review]] = {}
    for review in progress.reviews():
        found.setdefault(review.card, []).append(review)
    return {
        card: replayed(str(card), ((r.grade, r.at, r.scheduling) for r in reviews))
        for card, reviews in found.items()
    }


def all_states(progress: Progress) -> dict[CardKey, CardState]:
    return {**progress.states("course"), **progress.states("other")}


# Reviews and states.


def test_a_review_has_the_states_before_and_after_it(progress: Progress, file: Path) -> None:
    scheduling = Scheduling(0.85, fuzz=False)
    first = progress.add(A, Grade.GOOD, NOW, 4200, scheduling)
    second = progress.add(A, Grade.EASY, NOW + MINUTE, None, scheduling)
    assert (first.before, first.after, second.before) == (NEW, second.before, first.after)
    assert second.after.phase is Phase.REVIEW
    with Progress.open(file) as again:
        assert again.reviews() == [first, second]
        assert again.states("course") == {A: second.after}
        assert again.state(A) == second.after
        assert again.state(B) == NEW
    assert (first.at, first.elapsed_ms, first.scheduling) == (NOW, 4200, scheduling)


def test_courses_are_separate(progress: Progress) -> None:
    progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
    other = progress.add(OTHER, Grade.AGAIN, NOW, None, SCHEDULING)
    assert progress.states("other") == {OTHER: other.after}
    assert progress.reviews("other") == [other]
    assert progress.courses() == {"course": 1, "other": 1}
    assert progress.totals("other") == {(Phase.NEW, Grade.AGAIN): 1}


def test_reviews_and_totals_of_a_time(progress: Progress) -> None:
    given = [progress.add(A, Grade.GOOD, NOW + n * DAY, None, SCHEDULING) for n in range(4)]
    assert progress.reviews(since=NOW + 2 * DAY) == given[2:]
    assert sum(progress.totals("course", NOW + DAY).values()) == 3
    assert sum(progress.totals("course", NOW + DAY, NOW + 3 * DAY).values()) == 2
    progress.undo(given[3], NOW + 4 * DAY)
    assert progress.reviews("course", NOW + 2 * DAY) == given[2:3]
    assert len(progress.reviews("course", NOW + 2 * DAY, undone=True)) == 2
    assert sum(progress.totals("course").values()) == 3


def test_a_card_is_buried_until_a_time(progress: Progress) -> None:
    progress.bury(A, NOW + DAY)
    progress.bury(B, NOW + 2 * DAY)
    assert progress.buried("course", NOW) == {A, B}
    assert progress.buried("course", NOW + DAY) == {B}
    progress.unbury(B)
    progress.unbury(OTHER)
    assert progress.buried("course", NOW) == {A}
    assert progress.buried("other", NOW) == set()


def test_reviews_stay_in_order_if_the_clock_is_set_back(progress: Progress) -> None:
    first = progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
    second = progress.add(A, Grade.GOOD, NOW - 300 * DAY, None, SCHEDULING)
    third = progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
    assert [millis(r.at) - millis(NOW) for r in (first, second, third)] == [0, 1, 2]
    assert progress.reviews() == [first, second, third]
    assert all_states(progress) == replayed_states(progress)
    assert progress.add(B, Grade.GOOD, NOW - 300 * DAY, None, SCHEDULING).at == NOW - 300 * DAY


def test_a_card_graded_elsewhere_after_it_was_shown_is_not_graded_again(
    file: Path, progress: Progress
) -> None:
    shown = progress.state(A)
    with Progress.open(file) as elsewhere:
        theirs = elsewhere.add(A, Grade.EASY, NOW, None, SCHEDULING, shown=elsewhere.state(A))
    with pytest.raises(
        Overtaken, match=r"^a was graded elsewhere in the meantime; that grade counts$"
    ):
        progress.add(A, Grade.AGAIN, NOW + MINUTE, None, SCHEDULING, shown=shown)
    assert progress.reviews() == [theirs]
    assert progress.add(A, Grade.GOOD, NOW + MINUTE, None, SCHEDULING, shown=theirs.after)


def test_undoing_a_review_twice(progress: Progress) -> None:
    first = progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
    second = progress.add(A, Grade.AGAIN, NOW + MINUTE, None, SCHEDULING)
    assert progress.undo(second, NOW + 2 * MINUTE) == first.after
    assert progress.undo(second, NOW + 3 * MINUTE) == first.after
    (undone,) = [r for r in progress.reviews(undone=True) if r.undone]
    assert (undone.id, undone.undone) == (second.id, NOW + 2 * MINUTE)
    assert progress.undo(first, NOW + 3 * MINUTE) == NEW
    assert progress.states("course") == {}
    assert progress.reviews() == []


def test_undoing_an_earlier_review_reschedules_the_card(progress: Progress) -> None:
    first = progress.add(A, Grade.EASY, NOW, None, SCHEDULING)
    progress.add(A, Grade.GOOD, NOW + 8 * DAY, None, SCHEDULING)
    state = progress.undo(first, NOW + 9 * DAY)
    assert (state.phase, state.reviews) == (Phase.LEARNING, 1)
    assert progress.state(A) == state


def test_reset_deletes_a_course_or_all_after_exporting_it(progress: Progress) -> None:
    given = [progress.add(card, Grade.GOOD, NOW, None, SCHEDULING) for card in (A, B, OTHER)]
    progress.bury(A, NOW + DAY)
    lines: list[str] = []
    assert progress.reset("course", lines.extend) == 2
    assert sorted(json.loads(line)["question"] for line in lines) == ["a", "b"]
    assert progress.reviews() == given[2:]
    assert progress.buried("course", NOW) == set()
    assert progress.reset() == 1
    assert (progress.reviews(), all_states(progress)) == ([], {})
    assert progress.merge(lines) == MergeResult(new=2)


def test_reset_deletes_nothing_if_the_export_fails(progress: Progress) -> None:
    given = progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)

    def full(lines: Iterator[str]) -> None:
        next(lines)
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        progress.reset(None, full)
    assert progress.reviews() == [given]
    assert progress.add(A, Grade.GOOD, NOW + MINUTE, None, SCHEDULING)


def test_rebuild_corrects_states_and_returns_how_many(file: Path, progress: Progress) -> None:
    for card in (A, B, OTHER):
        progress.add(card, Grade.GOOD, NOW, None, SCHEDULING)
    right = all_states(progress)
    assert progress.rebuild() == 0
    with sqlite3.connect(file) as db:
        db.execute("UPDATE card SET reviews = 7 WHERE question = 'b'")
        db.execute("DELETE FROM card WHERE course = 'other'")
        db.execute("INSERT INTO card (course, question, part, phase, reviews, lapses)"
                   " VALUES ('course', 'gone', 0, 'review', 1, 0)")  # fmt: skip
    db.close()
    assert progress.rebuild() == 3
    assert all_states(progress) == right
    assert progress.rebuild() == 0


def test_an_unreadable_state_is_recalculated_from_the_reviews(
    file: Path, progress: Progress
) -> None:
    review = progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
    with sqlite3.connect(file) as db:
        db.execute("UPDATE card SET phase = 'rview', due = 1 << 62")
    db.close()
    assert progress.state(A) == review.after
    assert progress.states("course") == {A: review.after}
    assert progress.rebuild() == 1


def test_progress_in_memory_may_end_in_another_thread() -> None:
    """As the garbage collector runs in any; its warning would be an error here."""
    kept = [Progress.in_memory()]
    thread = Thread(target=kept.clear)
    thread.start()
    thread.join()
    assert kept == []


def test_progress_in_memory_is_not_shared_and_ends_with_its_object() -> None:
    progress, other = Progress.in_memory(), Progress.in_memory()
    progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
    assert other.reviews() == []
    db = progress._db
    del progress
    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        db.execute("SELECT 1")


# Properties.


CARDS = [A, B, CardKey("course", "b", 1), OTHER]
graded = st.tuples(
    st.sampled_from(CARDS),
    st.sampled_from(Grade),
    st.integers(-5 * 86_400_000, 30 * 86_400_000),  # the clock may go back
    st.sampled_from([Scheduling(), Scheduling(0.8, fuzz=False)]),
)


class ProgressMachine(RuleBasedStateMachine):
    """After any changes, the states are those that follow from the reviews."""

    def __init__(self) -> None:
        super().__init__()
        self.progress, self.elsewhere = Progress.in_memory(), Progress.in_memory()
        self.now = NOW

    def teardown(self) -> None:
        self.progress.close()
        self.elsewhere.close()

    @rule(graded=graded, there=st.booleans())
    def add(self, graded: Any, there: bool) -> None:
        card, grade, later, scheduling = graded
        self.now += timedelta(milliseconds=later)
        progress = self.elsewhere if there else self.progress
        before = progress.state(card)
        review = progress.add(card, grade, self.now, None, scheduling)
        assert (review.before, review.after) == (before, progress.state(card))

    @precondition(lambda self: self.progress.reviews())
    @rule(data=st.data())
    def undo(self, data: Any) -> None:
        review = data.draw(st.sampled_from(self.progress.reviews()))
        state = self.progress.undo(review, self.now)
        assert state == self.progress.state(review.card)

    @rule(graded=graded)
    def undo_is_an_inverse(self, graded: Any) -> None:
        """Of the state, and of the next reviews."""
        card, grade, later, scheduling = graded
        at = self.now + timedelta(milliseconds=abs(later))
        before = all_states(self.progress)
        review = self.progress.add(card, grade, at, None, scheduling)
        next_reviews = []
        self.progress.undo(review, at)
        assert all_states(self.progress) == before
        for _ in range(2):
            following = self.progress.add(card, Grade.GOOD, at + DAY, None, scheduling)
            next_reviews.append((following.at, following.before, following.after))
            self.progress.undo(following, at + DAY)
        assert next_reviews[0] == next_reviews[1]
        assert next_reviews[0][1] == before.get(card, NEW)

    @rule()
    def merge(self) -> None:
        self.progress.merge(list(self.elsewhere.export()))

    @rule()
    def exchange(self) -> None:
        ours, theirs = list(self.progress.export()), list(self.elsewhere.export())
        self.progress.merge(theirs)
        self.elsewhere.merge(ours)
        assert contents(self.progress) == contents(self.elsewhere)
        assert all_states(self.progress) == all_states(self.elsewhere)

    @rule(card=st.sampled_from(CARDS), until=st.integers(-5, 5))
    def bury(self, card: CardKey, until: int) -> None:
        self.progress.bury(card, self.now + until * DAY)

    @invariant()
    def states_follow_from_the_reviews(self) -> None:
        before = all_states(self.progress)
        assert before == replayed_states(self.progress)
        assert self.progress.rebuild() == 0
        assert all_states(self.progress) == before


TestProgressMachine = ProgressMachine.TestCase
TestProgressMachine.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)


def contents(progress: Progress) -> dict[str, dict[str, Any]]:
    """Return all reviews by id, also undone ones."""
    return {data["id"]: data for data in map(json.loads, progress.export())}


@st.composite
def splits(draw: Callable[..., Any]) -> list[list[str]]:
    """Draw the reviews of a learner in three files: some in several files, some undone in one of them,
    many at the same time."""
    source = Progress.in_memory()
    for n, (card, grade, at) in enumerate(
        draw(
            st.lists(
                st.tuples(st.sampled_from(CARDS[:2]), st.sampled_from(Grade), st.integers(0, 4)),
                max_size=10,
            )
        )
    ):
        # each on another machine, because one machine never gives a card two reviews at one time
        machine = Progress.in_memory()
        review = machine.add(card, grade, NOW + at * DAY, n, SCHEDULING)
        if draw(st.integers(0, 4)) == 0:
            machine.undo(review, NOW + draw(st.integers(0, 9)) * DAY)
        source.merge(list(machine.export()))
        machine.close()
    lines = list(source.export())
    source.close()
    files: list[list[str]] = [[] for _ in range(3)]
    for line in lines:
        for n in draw(st.sets(st.integers(0, 2), min_size=1)):
            data = json.loads(line)
            if draw(st.integers(0, 3)) == 0:
                data["undone"] = millis(NOW + draw(st.integers(0, 9)) * DAY)
            files[n].append(json.dumps(data))
    return files


def merged(*files: list[str]) -> tuple[dict[str, Any], dict[CardKey, CardState]]:
    progress = Progress.in_memory()
    for lines in files:
        progress.merge(lines)
    assert all_states(progress) == replayed_states(progress)
    assert progress.rebuild() == 0
    found = contents(progress), all_states(progress)
    progress.close()
    return found


@given(splits())
@settings(max_examples=30, deadline=None)
def test_merging_in_any_order_and_grouping_and_more_than_once(
    files: list[list[str]],
) -> None:
    a, b, c = files
    expected = merged(a, b, c)
    for order in ((a, c, b), (b, a, c), (b, c, a), (c, a, b), (c, b, a)):
        assert merged(*order) == expected
    assert merged(a, a, b, a, c, b, b) == expected  # idempotent
    assert merged([*a, *b, *c]) == expected
    for x, y, z in ((a, b, c), (b, c, a)):  # associative
        first, _ = merged(x, y)
        assert merged([json.dumps(data) for data in first.values()], z) == expected
    shuffled = [*a, *b, *c]
    random.Random(1).shuffle(shuffled)
    assert merged(shuffled) == expected


def test_merge_counts_new_undone_and_known_reviews(tmp_path: Path) -> None:
    with Progress.open(tmp_path / "a.db") as a, Progress.open(tmp_path / "b.db") as b:
        first = a.add(A, Grade.GOOD, NOW, 1500, SCHEDULING)
        a.add(A, Grade.GOOD, NOW + MINUTE, None, SCHEDULING)
        assert b.merge(a.export()) == MergeResult(new=2)
        b.add(B, Grade.GOOD, NOW, None, SCHEDULING)
        b.undo(first, NOW + DAY)
        assert a.merge(b.export()) == MergeResult(new=1, undone=1, known=1)
        assert a.merge(b.export()) == MergeResult(known=3)
        assert a.state(A) == b.state(A)
        assert a.state(A).reviews == 1
