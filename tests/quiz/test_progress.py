"""Progress: what is kept of reviews, undone, merged, and made again from them."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from studykit.diagnostics import StudykitError
from studykit.quiz import progress as module
from studykit.quiz.progress import (
    CardKey,
    Damaged,
    Foreign,
    Merged,
    Overtaken,
    Progress,
    Review,
    progress_file,
    set_aside,
)
from studykit.quiz.schedule import NEW, CardState, Grade, Phase, Scheduling, millis, replayed

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
A, B = CardKey("course", "a"), CardKey("course", "b", 2)
OTHER = CardKey("other", "a")
HOW = Scheduling()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "progress.db"


@pytest.fixture
def progress(file: Path) -> Iterator[Progress]:
    with Progress.open(file) as opened:
        yield opened


def memory() -> Progress:
    """Progress in memory, for properties."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    module._prepare(db, Path(__file__), whole=False)
    return Progress(db, Path(":memory:"))


def as_reviews_make_it(progress: Progress) -> dict[CardKey, CardState]:
    """The states as they follow from the reviews, without the progress's own replay."""
    found: dict[CardKey, list[Review]] = {}
    for review in progress.reviews():
        found.setdefault(review.card, []).append(review)
    return {
        card: replayed(str(card), ((r.grade, r.at, r.how) for r in reviews))
        for card, reviews in found.items()
    }


def kept(progress: Progress) -> dict[CardKey, CardState]:
    return {**progress.states("course"), **progress.states("other")}


# What is kept.


def test_a_grade_is_kept_with_the_state_before_and_after_it(progress: Progress, file: Path) -> None:
    how = Scheduling(0.85, fuzz=False)
    first = progress.add(A, Grade.GOOD, NOW, 4200, how)
    second = progress.add(A, Grade.EASY, NOW + MINUTE, None, how)
    assert (first.before, first.after, second.before) == (NEW, second.before, first.after)
    assert second.after.phase is Phase.REVIEW
    with Progress.open(file) as again:
        assert again.reviews() == [first, second]
        assert again.states("course") == {A: second.after}
        assert again.state(A) == second.after
        assert again.state(B) == NEW
    assert (first.at, first.took, first.how) == (NOW, 4200, how)


def test_courses_are_kept_apart(progress: Progress) -> None:
    progress.add(A, Grade.GOOD, NOW, None, HOW)
    other = progress.add(OTHER, Grade.AGAIN, NOW, None, HOW)
    assert progress.states("other") == {OTHER: other.after}
    assert progress.reviews("other") == [other]
    assert progress.courses() == {"course": 1, "other": 1}
    assert progress.totals("other") == {(Phase.NEW, Grade.AGAIN): 1}
    assert set(progress.standings("other")) == {OTHER}


def test_reviews_since_a_time(progress: Progress) -> None:
    given = [progress.add(A, Grade.GOOD, NOW + n * DAY, None, HOW) for n in range(4)]
    assert progress.reviews(since=NOW + 2 * DAY) == given[2:]
    assert sum(progress.totals("course", NOW + DAY).values()) == 3
    assert sum(progress.totals("course", NOW + DAY, NOW + 3 * DAY).values()) == 2
    progress.undo(given[3], NOW + 4 * DAY)
    assert progress.reviews("course", NOW + 2 * DAY) == given[2:3]
    assert len(progress.reviews("course", NOW + 2 * DAY, undone=True)) == 2
    assert sum(progress.totals("course").values()) == 3


def test_a_buried_card_comes_back_when_its_time_is_over(progress: Progress) -> None:
    progress.bury(A, NOW + DAY)
    progress.bury(B, NOW + 2 * DAY)
    assert progress.buried("course", NOW) == {A, B}
    assert progress.buried("course", NOW + DAY) == {B}
    progress.unbury(B)
    progress.unbury(OTHER)
    assert progress.buried("course", NOW) == {A}
    assert progress.buried("other", NOW) == set()


def test_a_clock_that_was_set_back_puts_no_review_before_the_last(progress: Progress) -> None:
    first = progress.add(A, Grade.GOOD, NOW, None, HOW)
    second = progress.add(A, Grade.GOOD, NOW - 300 * DAY, None, HOW)
    third = progress.add(A, Grade.GOOD, NOW, None, HOW)
    assert [millis(r.at) - millis(NOW) for r in (first, second, third)] == [0, 1, 2]
    assert progress.reviews() == [first, second, third]
    assert kept(progress) == as_reviews_make_it(progress)
    assert progress.add(B, Grade.GOOD, NOW - 300 * DAY, None, HOW).at == NOW - 300 * DAY


def test_a_card_that_was_graded_elsewhere_since_it_was_shown_is_not_graded_again(
    file: Path, progress: Progress
) -> None:
    shown = progress.state(A)
    with Progress.open(file) as elsewhere:
        theirs = elsewhere.add(A, Grade.EASY, NOW, None, HOW, shown=elsewhere.state(A))
    with pytest.raises(Overtaken, match="a was graded elsewhere meanwhile"):
        progress.add(A, Grade.AGAIN, NOW + MINUTE, None, HOW, shown=shown)
    assert progress.reviews() == [theirs]
    assert progress.add(A, Grade.GOOD, NOW + MINUTE, None, HOW, shown=theirs.after)


def test_undo_takes_back_once(progress: Progress) -> None:
    first = progress.add(A, Grade.GOOD, NOW, None, HOW)
    second = progress.add(A, Grade.AGAIN, NOW + MINUTE, None, HOW)
    assert progress.undo(second, NOW + 2 * MINUTE) == first.after
    assert progress.undo(second, NOW + 3 * MINUTE) == first.after
    (undone,) = [r for r in progress.reviews(undone=True) if r.undone]
    assert (undone.id, undone.undone) == (second.id, NOW + 2 * MINUTE)
    assert progress.undo(first, NOW + 3 * MINUTE) == NEW
    assert progress.states("course") == {}
    assert progress.reviews() == []


def test_undoing_an_earlier_review_schedules_the_later_ones_anew(progress: Progress) -> None:
    first = progress.add(A, Grade.EASY, NOW, None, HOW)
    progress.add(A, Grade.GOOD, NOW + 8 * DAY, None, HOW)
    state = progress.undo(first, NOW + 9 * DAY)
    assert (state.phase, state.reviews) == (Phase.LEARNING, 1)
    assert progress.state(A) == state


def test_reset_forgets_a_course_or_all_and_hands_it_over_first(progress: Progress) -> None:
    given = [progress.add(card, Grade.GOOD, NOW, None, HOW) for card in (A, B, OTHER)]
    progress.bury(A, NOW + DAY)
    lines: list[str] = []
    assert progress.reset("course", lines.extend) == 2
    assert sorted(json.loads(line)["question"] for line in lines) == ["a", "b"]
    assert progress.reviews() == given[2:]
    assert progress.buried("course", NOW) == set()
    assert progress.reset() == 1
    assert (progress.reviews(), kept(progress)) == ([], {})
    assert progress.merge(lines) == Merged(new=2)


def test_reset_forgets_nothing_where_it_cannot_be_handed_over(progress: Progress) -> None:
    given = progress.add(A, Grade.GOOD, NOW, None, HOW)

    def full(lines: Iterator[str]) -> None:
        next(lines)
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        progress.reset(None, full)
    assert progress.reviews() == [given]
    assert progress.add(A, Grade.GOOD, NOW + MINUTE, None, HOW)


def test_rebuild_mends_states_and_says_how_many(file: Path, progress: Progress) -> None:
    for card in (A, B, OTHER):
        progress.add(card, Grade.GOOD, NOW, None, HOW)
    right = kept(progress)
    assert progress.rebuild() == 0
    with sqlite3.connect(file) as db:
        db.execute("UPDATE card SET reviews = 7 WHERE question = 'b'")
        db.execute("DELETE FROM card WHERE course = 'other'")
        db.execute("INSERT INTO card (course, question, part, phase, reviews, lapses)"
                   " VALUES ('course', 'gone', 0, 'review', 1, 0)")  # fmt: skip
    db.close()
    assert progress.rebuild() == 3
    assert kept(progress) == right
    assert progress.rebuild() == 0


def test_a_state_that_cannot_be_read_is_made_from_the_reviews(
    file: Path, progress: Progress
) -> None:
    review = progress.add(A, Grade.GOOD, NOW, None, HOW)
    with sqlite3.connect(file) as db:
        db.execute("UPDATE card SET phase = 'rview', due = 1 << 62")
    db.close()
    assert progress.state(A) == review.after
    assert progress.states("course") == {A: review.after}
    assert progress.rebuild() == 1


# Properties.


CARDS = [A, B, CardKey("course", "b", 1), OTHER]
graded = st.tuples(
    st.sampled_from(CARDS),
    st.sampled_from(Grade),
    st.integers(-5 * 86_400_000, 30 * 86_400_000),  # the clock may go back
    st.sampled_from([Scheduling(), Scheduling(0.8, fuzz=False)]),
)


class Kept(RuleBasedStateMachine):
    """Whatever is done in whatever order, the states are those that the reviews make."""

    def __init__(self) -> None:
        super().__init__()
        self.progress, self.elsewhere = memory(), memory()
        self.now = NOW

    def teardown(self) -> None:
        self.progress.close()
        self.elsewhere.close()

    @rule(graded=graded, there=st.booleans())
    def add(self, graded: Any, there: bool) -> None:
        card, grade, later, how = graded
        self.now += timedelta(milliseconds=later)
        progress = self.elsewhere if there else self.progress
        before = progress.state(card)
        review = progress.add(card, grade, self.now, None, how)
        assert (review.before, review.after) == (before, progress.state(card))

    @precondition(lambda self: self.progress.reviews())
    @rule(data=st.data())
    def undo(self, data: Any) -> None:
        review = data.draw(st.sampled_from(self.progress.reviews()))
        state = self.progress.undo(review, self.now)
        assert state == self.progress.state(review.card)

    @rule(graded=graded)
    def undo_is_an_inverse(self, graded: Any) -> None:
        """Of the state, and of what follows."""
        card, grade, later, how = graded
        at = self.now + timedelta(milliseconds=abs(later))
        before = kept(self.progress)
        review = self.progress.add(card, grade, at, None, how)
        what_follows = []
        self.progress.undo(review, at)
        assert kept(self.progress) == before
        for _ in range(2):
            following = self.progress.add(card, Grade.GOOD, at + DAY, None, how)
            what_follows.append((following.at, following.before, following.after))
            self.progress.undo(following, at + DAY)
        assert what_follows[0] == what_follows[1]
        assert what_follows[0][1] == before.get(card, NEW)

    @rule()
    def merge(self) -> None:
        self.progress.merge(list(self.elsewhere.export()))

    @rule()
    def exchange(self) -> None:
        ours, theirs = list(self.progress.export()), list(self.elsewhere.export())
        self.progress.merge(theirs)
        self.elsewhere.merge(ours)
        assert contents(self.progress) == contents(self.elsewhere)
        assert kept(self.progress) == kept(self.elsewhere)

    @rule(card=st.sampled_from(CARDS), until=st.integers(-5, 5))
    def bury(self, card: CardKey, until: int) -> None:
        self.progress.bury(card, self.now + until * DAY)

    @invariant()
    def the_states_are_what_the_reviews_make(self) -> None:
        before = kept(self.progress)
        assert before == as_reviews_make_it(self.progress)
        assert self.progress.rebuild() == 0
        assert kept(self.progress) == before


TestKept = Kept.TestCase
TestKept.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)


def contents(progress: Progress) -> dict[str, dict[str, Any]]:
    """All reviews, undone ones too, by id."""
    return {data["id"]: data for data in map(json.loads, progress.export())}


@st.composite
def splits(draw: Callable[..., Any]) -> list[list[str]]:
    """The reviews of a learner in several files, some in more than one, some undone in one of them,
    and with many at the same time."""
    source = memory()
    for n, (card, grade, at) in enumerate(
        draw(
            st.lists(
                st.tuples(st.sampled_from(CARDS[:2]), st.sampled_from(Grade), st.integers(0, 4)),
                max_size=10,
            )
        )
    ):
        # each on a machine of its own, or times would never be equal
        machine = memory()
        review = machine.add(card, grade, NOW + at * DAY, n, HOW)
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
    progress = memory()
    for lines in files:
        progress.merge(lines)
    assert kept(progress) == as_reviews_make_it(progress)
    assert progress.rebuild() == 0
    found = contents(progress), kept(progress)
    progress.close()
    return found


@given(splits())
@settings(max_examples=30, deadline=None)
def test_files_are_merged_in_any_order_and_grouping_and_however_often(
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


def test_merge_says_what_was_new_undone_and_known(tmp_path: Path) -> None:
    with Progress.open(tmp_path / "a.db") as a, Progress.open(tmp_path / "b.db") as b:
        first = a.add(A, Grade.GOOD, NOW, 1500, HOW)
        a.add(A, Grade.GOOD, NOW + MINUTE, None, HOW)
        assert b.merge(a.export()) == Merged(new=2)
        b.add(B, Grade.GOOD, NOW, None, HOW)
        b.undo(first, NOW + DAY)
        assert a.merge(b.export()) == Merged(new=1, undone=1, known=1)
        assert a.merge(b.export()) == Merged(known=3)
        assert a.state(A) == b.state(A)
        assert a.state(A).reviews == 1


def exported(**changes: Any) -> str:
    progress = memory()
    progress.add(A, Grade.GOOD, NOW, 1500, HOW)
    (line,) = progress.export()
    progress.close()
    return json.dumps({**json.loads(line), **changes})


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("[]", "it is no object"),
        ("nonsense", "Expecting value: line 1 column 1 (char 0)"),
        ("{}", "there is no 'undone'"),
        ("[" * 100_000, "it is nested too deep"),
        (exported(grade=5), "5 is not a valid Grade"),
        (exported(grade=True), "`grade` is true"),
        (exported(fuzz="false"), '`fuzz` is "false"'),
        (exported(retention=1.0), "`retention` is 1.0"),
        (exported(retention=float("nan")), "`retention` is nan"),
        (exported(at=2**60), "`at` is 1152921504606846976"),
        (exported(at=-1), "`at` is -1"),
        (exported(part=1.5), "`part` is 1.5"),
        (exported(question=None), "`question` is null"),
        (exported(before=[]), "list indices must be integers or slices, not str"),
        (exported(undone="no"), '`undone` is "no"'),
    ],
)
def test_a_file_with_a_line_that_is_no_review_is_left_out_whole(
    progress: Progress, line: str, why: str
) -> None:
    with pytest.raises(ValueError, match=r"^line 3 is no review") as error:
        progress.merge([exported(), "", line])
    assert str(error.value) == f"line 3 is no review: {why}"
    assert progress.reviews() == []


def test_half_a_character_in_an_export_is_no_review(progress: Progress) -> None:
    with pytest.raises(ValueError, match=r"^line 1 is no review: 'utf-8' codec can't encode"):
        progress.merge([exported(question="\ud800")])


def test_two_reviews_of_one_id_are_refused(progress: Progress) -> None:
    """Else the order of files would decide which of them counts."""
    line = exported()
    other = json.dumps({**json.loads(line), "grade": 1})
    id = json.loads(line)["id"]
    for lines in ([line, other], [other, line]):
        with pytest.raises(ValueError, match=f"^line 2 has the id of another review, {id}$"):
            progress.merge(lines)
    assert progress.reviews() == []
    assert progress.merge([line]) == Merged(new=1)
    with pytest.raises(ValueError, match=r"^line 1 has the id of another review"):
        progress.merge([other])


def test_a_key_of_a_later_studykit_in_an_export_is_passed_over(progress: Progress) -> None:
    assert progress.merge([exported(mood="fine")]) == Merged(new=1)


# The file.


def test_the_file_is_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert progress_file(Path("x.db")) == Path("x.db")
    monkeypatch.setenv("STUDYKIT_DB", "/y/z.db")
    assert progress_file() == Path("/y/z.db")
    monkeypatch.setenv("STUDYKIT_DB", "")
    assert progress_file().parts[-2:] == ("studykit", "progress.db")


def test_every_commit_reaches_the_disk(file: Path, progress: Progress) -> None:
    pragma = progress._db.execute
    assert pragma("PRAGMA journal_mode").fetchone() == ("wal",)
    assert pragma("PRAGMA synchronous").fetchone() == (2,)  # FULL
    assert pragma("PRAGMA busy_timeout").fetchone() == (5000,)
    assert pragma("PRAGMA fullfsync").fetchone() == (1,)
    strict = pragma("SELECT name FROM pragma_table_list WHERE strict").fetchall()
    assert {name for (name,) in strict} == {"review", "card", "buried"}


def test_a_name_that_means_memory_to_sqlite_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Progress.open(Path(":memory:")) as progress:
        review = progress.add(A, Grade.GOOD, NOW, None, HOW)
    with Progress.open(tmp_path / ":memory:") as progress:
        assert progress.reviews() == [review]


def test_a_newer_file_is_refused_and_left_as_it_is(file: Path) -> None:
    with Progress.open(file) as progress:
        progress.add(A, Grade.GOOD, NOW, None, HOW)
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 7")
    db.close()
    before = file.read_bytes()
    with pytest.raises(StudykitError) as error:
        Progress.open(file)
    assert not isinstance(error.value, Damaged)
    assert str(error.value) == (
        f"{file} was made by a newer studykit (version 7 of the file; this one knows 1):"
        " update studykit"
    )
    assert file.read_bytes() == before
    with pytest.raises(StudykitError, match="newer studykit"):
        set_aside(file, NOW)
    assert file.read_bytes() == before


LATER = (*module._MIGRATIONS, "ALTER TABLE card ADD COLUMN mood TEXT;\nDELETE FROM buried")


def test_an_older_file_is_brought_to_the_present(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Progress.open(file) as progress:
        review = progress.add(A, Grade.GOOD, NOW, None, HOW)
        progress.bury(B, NOW + DAY)
    monkeypatch.setattr(module, "_MIGRATIONS", LATER)
    with Progress.open(file) as progress:
        assert progress.reviews() == [review]
        assert progress.buried("course", NOW) == set()
        assert progress._db.execute("PRAGMA user_version").fetchone() == (2,)
        assert progress._db.execute("SELECT mood FROM card").fetchall() == [(None,)]
    monkeypatch.undo()
    with pytest.raises(StudykitError, match=r"\(version 2 of the file; this one knows 1\)"):
        Progress.open(file)


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Progress.open(file) as progress:
        review = progress.add(A, Grade.GOOD, NOW, None, HOW)
    wrong = (*module._MIGRATIONS, "DELETE FROM review; SELECT nonsense")
    monkeypatch.setattr(module, "_MIGRATIONS", wrong)
    with pytest.raises(StudykitError, match="nonsense"):
        Progress.open(file)
    monkeypatch.undo()
    with Progress.open(file) as progress:
        assert progress.reviews() == [review]


def test_another_that_migrated_meanwhile_is_not_undone(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newer studykit may come between our look at the version and our lock."""
    looked = module._version

    def overtaken(db: sqlite3.Connection, file: Path) -> int:
        version = looked(db, file)
        if version == 0 and not db.in_transaction:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(module, "_MIGRATIONS", LATER)
                patch.setattr(module, "_version", looked)
                Progress.open(file).close()
        return version

    monkeypatch.setattr(module, "_version", overtaken)
    with pytest.raises(StudykitError, match="made by a newer studykit"):
        Progress.open(file)
    with sqlite3.connect(file) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (2,)
    db.close()


# Damage.


def made(file: Path, reviews: int = 40) -> bytes:
    with Progress.open(file) as progress:
        for n in range(reviews):
            progress.add(CardKey("course", f"q{n % 9}"), Grade.GOOD, NOW + n * DAY, n, HOW)
    return file.read_bytes()


def random_bytes(content: bytes) -> bytes:
    return random.Random(1).randbytes(5000)


def truncated(content: bytes) -> bytes:
    return content[: len(content) * 2 // 3]


def truncated_in_a_page(content: bytes) -> bytes:
    return content[: len(content) // 2 + 1000]


def a_text(content: bytes) -> bytes:
    return b"Dear diary, " * 400


def overwritten(content: bytes) -> bytes:
    return content[:4096] + bytes(8192) + content[12288:]


def of_a_format_that_is_not_there_yet(content: bytes) -> bytes:
    return content[:44] + bytes([0, 0, 0, 9]) + content[48:]


def without_its_tables(content: bytes) -> bytes:
    return content.replace(b"CREATE TABLE review", b"CREATE TABEL review")


def with_half_a_character_in_its_tables(content: bytes) -> bytes:
    """SQLite says so in a message that is no UTF-8."""
    return content.replace(b"CREATE TABLE review", b"CREATE TABLE\x80review")


SPOILT = [
    random_bytes,
    truncated,
    truncated_in_a_page,
    a_text,
    overwritten,
    of_a_format_that_is_not_there_yet,
    without_its_tables,
    with_half_a_character_in_its_tables,
]


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_damaged_file_is_told_and_set_aside_whole(
    file: Path, spoil: Callable[[bytes], bytes]
) -> None:
    content = spoil(made(file))
    file.write_bytes(content)
    with pytest.raises(Damaged) as error:
        Progress.open(file)
    assert str(error.value).startswith(f"{file} is damaged: ")
    assert "\n" not in str(error.value)
    assert error.value.file == file
    aside = set_aside(file, NOW)
    assert aside == file.with_name("progress.db.damaged-20260302-080000")
    assert aside.read_bytes() == content
    assert not file.exists()
    with Progress.open(file) as progress:
        assert progress.reviews() == []


def another_programs(file: Path) -> None:
    db = sqlite3.connect(file)
    db.execute("CREATE TABLE moz_places (id INTEGER)")
    db.execute("PRAGMA user_version = 75")
    db.commit()
    db.close()


def a_folder(file: Path) -> None:
    file.mkdir()
    (file / "letter.txt").write_text("Dear")


@pytest.mark.parametrize(
    ("make", "why"),
    [(another_programs, "it is another program's database"), (a_folder, "it is a folder")],
)
def test_what_is_something_else_is_told_and_never_written(
    file: Path, make: Callable[[Path], None], why: str
) -> None:
    file.parent.mkdir()
    make(file)
    before = file.read_bytes() if file.is_file() else None
    with pytest.raises(Foreign) as error:
        Progress.open(file)
    assert str(error.value) == f"{file} holds no progress: {why}"
    assert (file.read_bytes() if file.is_file() else None) == before
    aside = set_aside(file, NOW)
    assert aside is not None
    if before is None:
        assert (aside / "letter.txt").read_text() == "Dear"
    else:
        assert aside.read_bytes() == before


def test_what_is_set_aside_never_takes_the_place_of_what_was(file: Path) -> None:
    file.parent.mkdir()
    names = []
    for n in range(3):
        file.write_bytes(b"%d nonsense" % n * 100)
        aside = set_aside(file, NOW)
        assert aside is not None
        names.append(aside.name)
        assert aside.read_bytes() == b"%d nonsense" % n * 100
    assert names == [
        "progress.db.damaged-20260302-080000",
        "progress.db.damaged-20260302-080000-2",
        "progress.db.damaged-20260302-080000-3",
    ]


def test_what_sqlite_keeps_beside_a_damaged_file_goes_with_it(file: Path) -> None:
    """A new file must not be taken for the one that its log belongs to."""
    file.parent.mkdir()
    file.write_bytes(b"nonsense" * 600)
    file.with_name("progress.db-wal").write_bytes(b"the log")
    aside = set_aside(file, NOW)
    assert aside is not None
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"the log"
    assert [f for f in file.parent.iterdir() if "damaged" not in f.name] == []


def test_a_sound_file_is_not_set_aside(file: Path) -> None:
    """Another process may have set the damaged one aside, and gone on with a new one."""
    made(file)
    assert set_aside(file, NOW) is None
    with Progress.open(file) as progress:
        assert len(progress.reviews()) == 40
    assert set_aside(file.with_name("none.db"), NOW) is None
    assert not file.with_name("none.db").exists()


def test_damage_that_is_found_only_by_reading_is_told_then(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large file is not looked through each time that it is opened."""
    content = made(file, 200)
    monkeypatch.setattr(module, "_CHECKED", 0)
    damaged = 0
    for page in range(1, len(content) // 4096):
        file.write_bytes(content[: page * 4096] + bytes(4096) + content[(page + 1) * 4096 :])
        try:
            with Progress.open(file) as progress:
                progress.reviews(undone=True)
                progress.states("course")
                progress.add(A, Grade.GOOD, NOW, None, HOW)
                progress.rebuild()
        except Damaged:
            damaged += 1
        else:
            with suppress(Damaged):
                Progress.open(file, whole=True).close()
    assert damaged > len(content) // 4096 / 2


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE review SET before = 'nonsense'",
        "UPDATE review SET after = '{}'",
        "UPDATE review SET retention = 7.0",
        "UPDATE review SET at = 1 << 62",
    ],
)
def test_a_review_that_cannot_be_read_is_damage(file: Path, change: str) -> None:
    made(file, 3)
    with sqlite3.connect(file) as db:
        db.execute(change)
    db.close()
    with Progress.open(file) as progress, pytest.raises(Damaged):
        progress.reviews()
    assert set_aside(file, NOW) is not None


@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_whatever_byte_is_wrong_nothing_but_a_sentence_comes_of_it(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    file = tmp_path_factory.mktemp("flipped") / "progress.db"
    content = bytearray(made(file, 6))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file.write_bytes(content)
    with suppress(StudykitError), Progress.open(file) as progress:
        for course in progress.courses():
            progress.states(course)
        progress.add(A, Grade.GOOD, NOW, None, HOW)
        list(progress.export())
        progress.rebuild()
