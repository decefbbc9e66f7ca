"""The progress file: where it is, migrations, and damage."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.diagnostics import StudykitError
from studykit.quiz import database
from studykit.quiz.database import Damaged, Foreign
from studykit.quiz.progress import Progress, progress_file, set_aside
from studykit.quiz.review_log import CardKey
from studykit.quiz.schedule import Grade, Scheduling

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = timedelta(days=1)
A, B = CardKey("course", "a"), CardKey("course", "b", 2)
SCHEDULING = Scheduling()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "progress.db"


def test_the_path_of_the_progress_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert progress_file(Path("x.db")) == Path("x.db")
    monkeypatch.setenv("STUDYKIT_DB", "/y/z.db")
    assert progress_file() == Path("/y/z.db")
    monkeypatch.setenv("STUDYKIT_DB", "")
    assert progress_file().parts[-2:] == ("studykit", "progress.db")


def test_every_commit_reaches_the_disk(file: Path) -> None:
    with Progress.open(file) as progress:
        pragma = progress._db.execute
        assert pragma("PRAGMA journal_mode").fetchone() == ("wal",)
        assert pragma("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert pragma("PRAGMA busy_timeout").fetchone() == (5000,)
        assert pragma("PRAGMA fullfsync").fetchone() == (1,)
        strict = pragma("SELECT name FROM pragma_table_list WHERE strict").fetchall()
        assert {name for (name,) in strict} == {"card_key", "review", "card", "buried"}


def test_a_file_with_a_name_that_is_special_to_sqlite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Progress.open(Path(":memory:")) as progress:
        review = progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
    with Progress.open(tmp_path / ":memory:") as progress:
        assert progress.reviews() == [review]


def test_a_file_of_a_newer_version_is_refused_and_not_changed(file: Path) -> None:
    with Progress.open(file) as progress:
        progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 7")
    db.close()
    before = file.read_bytes()
    with pytest.raises(StudykitError) as error:
        Progress.open(file)
    assert not isinstance(error.value, Damaged)
    assert str(error.value) == (
        f"{file} was written by a newer studykit (file version 7; this version reads 2): update studykit"
    )
    assert file.read_bytes() == before
    with pytest.raises(StudykitError, match="newer studykit"):
        set_aside(file, NOW)
    assert file.read_bytes() == before


def test_a_file_of_an_older_version_is_refused_and_not_changed(file: Path) -> None:
    with Progress.open(file) as progress:
        progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 1")
    db.close()
    before = file.read_bytes()
    with pytest.raises(StudykitError) as error:
        Progress.open(file)
    assert not isinstance(error.value, Damaged)
    assert str(error.value) == (
        f"{file} was written by an older studykit (file version 1; this version reads 2): run"
        " `studykit progress export` with the older version, move the file away, and merge the export"
        " with `studykit progress merge`"
    )
    assert file.read_bytes() == before


LATER = (*database.MIGRATIONS, "ALTER TABLE card ADD COLUMN mood TEXT;\nDELETE FROM buried")


def test_an_older_file_is_migrated(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Progress.open(file) as progress:
        review = progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
        progress.bury(B, NOW + DAY)
    monkeypatch.setattr(database, "MIGRATIONS", LATER)
    with Progress.open(file) as progress:
        assert progress.reviews() == [review]
        assert progress.buried("course", NOW) == set()
        assert progress._db.execute("PRAGMA user_version").fetchone() == (3,)
        assert progress._db.execute("SELECT mood FROM card").fetchall() == [(None,)]
    monkeypatch.undo()
    with pytest.raises(StudykitError, match=r"\(file version 3; this version reads 2\)"):
        Progress.open(file)


def test_a_migration_that_fails_does_not_change_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Progress.open(file) as progress:
        review = progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
    wrong = (*database.MIGRATIONS, "DELETE FROM review; SELECT nonsense")
    monkeypatch.setattr(database, "MIGRATIONS", wrong)
    with pytest.raises(StudykitError, match="nonsense"):
        Progress.open(file)
    monkeypatch.undo()
    with Progress.open(file) as progress:
        assert progress.reviews() == [review]


def test_a_migration_by_another_process_in_the_meantime(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newer studykit may migrate the file after we read its version and before we lock it."""
    read_version = database._version

    def with_another_process(db: sqlite3.Connection, file: Path) -> int:
        version = read_version(db, file)
        if version == 0 and not db.in_transaction:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(database, "MIGRATIONS", LATER)
                patch.setattr(database, "_version", read_version)
                Progress.open(file).close()
        return version

    monkeypatch.setattr(database, "_version", with_another_process)
    with pytest.raises(StudykitError, match="written by a newer studykit"):
        Progress.open(file)
    with sqlite3.connect(file) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (3,)
    db.close()


# Damage.


def made(file: Path, reviews: int = 40) -> bytes:
    with Progress.open(file) as progress:
        for n in range(reviews):
            progress.add(CardKey("course", f"q{n % 9}"), Grade.GOOD, NOW + n * DAY, n, SCHEDULING)
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


def of_an_unknown_format(content: bytes) -> bytes:
    return content[:44] + bytes([0, 0, 0, 9]) + content[48:]


def without_its_tables(content: bytes) -> bytes:
    return content.replace(b"CREATE TABLE review", b"CREATE TABEL review")


def with_half_a_character_in_its_tables(content: bytes) -> bytes:
    """SQLite quotes this in a message that is not UTF-8."""
    return content.replace(b"CREATE TABLE review", b"CREATE TABLE\x80review")


CORRUPTIONS = [
    random_bytes,
    truncated,
    truncated_in_a_page,
    a_text,
    overwritten,
    of_an_unknown_format,
    without_its_tables,
    with_half_a_character_in_its_tables,
]


@pytest.mark.parametrize("corrupt", CORRUPTIONS)
def test_a_damaged_file_is_renamed_unchanged(file: Path, corrupt: Callable[[bytes], bytes]) -> None:
    content = corrupt(made(file))
    file.write_bytes(content)
    with pytest.raises(Damaged) as error:
        Progress.open(file)
    assert str(error.value).startswith(f"{file} is damaged: ")
    assert "\n" not in str(error.value)
    assert error.value.file == file
    renamed = set_aside(file, NOW)
    assert renamed == file.with_name("progress.db.damaged-20260302-080000")
    assert renamed.read_bytes() == content
    assert not file.exists()
    with Progress.open(file) as progress:
        assert progress.reviews() == []


def test_a_damaged_file_is_renamed_where_a_link_leads(file: Path, tmp_path: Path) -> None:
    """With the files that SQLite keeps beside it, which are there, too."""
    made(file)
    file.write_bytes(b"SQLite format 3\0damaged")
    link = tmp_path / "link.db"
    link.symlink_to(file)
    renamed = set_aside(link, NOW)
    assert renamed == file.with_name("progress.db.damaged-20260302-080000")
    with Progress.open(link):
        assert file.is_file()
    assert link.is_symlink()


def another_database(file: Path) -> None:
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
    [(another_database, "it is another program's database"), (a_folder, "it is a folder")],
)
def test_another_database_or_a_folder_is_refused_and_not_changed(
    file: Path, make: Callable[[Path], None], why: str
) -> None:
    file.parent.mkdir()
    make(file)
    before = file.read_bytes() if file.is_file() else None
    with pytest.raises(Foreign) as error:
        Progress.open(file)
    assert str(error.value) == f"{file} is not a progress file: {why}"
    assert (file.read_bytes() if file.is_file() else None) == before
    renamed = set_aside(file, NOW)
    assert renamed is not None
    if before is None:
        assert (renamed / "letter.txt").read_text() == "Dear"
    else:
        assert renamed.read_bytes() == before


def test_renaming_never_replaces_another_file(file: Path) -> None:
    file.parent.mkdir()
    names = []
    for n in range(3):
        file.write_bytes(b"%d nonsense" % n * 100)
        renamed = set_aside(file, NOW)
        assert renamed is not None
        names.append(renamed.name)
        assert renamed.read_bytes() == b"%d nonsense" % n * 100
    assert names == [
        "progress.db.damaged-20260302-080000",
        "progress.db.damaged-20260302-080000-2",
        "progress.db.damaged-20260302-080000-3",
    ]


def test_the_log_of_a_damaged_file_is_renamed_too(file: Path) -> None:
    """SQLite must not apply it to a new file."""
    file.parent.mkdir()
    file.write_bytes(b"nonsense" * 600)
    file.with_name("progress.db-wal").write_bytes(b"the log")
    renamed = set_aside(file, NOW)
    assert renamed is not None
    assert renamed.with_name(f"{renamed.name}-wal").read_bytes() == b"the log"
    assert [f for f in file.parent.iterdir() if "damaged" not in f.name] == []


def test_a_log_that_a_killed_process_left_is_read(file: Path, tmp_path: Path) -> None:
    left = tmp_path / "left.db"
    with Progress.open(file) as progress:
        progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
        for end in ("", "-wal"):  # as they are while a process has the file open
            shutil.copy(f"{file}{end}", f"{left}{end}")
    with Progress.open(left) as progress:
        assert len(progress.reviews()) == 1


def test_a_log_of_another_copy_of_the_file_is_not_mixed_with_it(file: Path, tmp_path: Path) -> None:
    """A backup is restored, and the log of the file that it replaces is still there."""

    def add(cards: range) -> None:
        for n in cards:
            progress.add(CardKey("course", f"q{n}"), Grade.GOOD, NOW, None, SCHEDULING)

    restored = tmp_path / "restored.db"
    log = tmp_path / "restored.db-wal"
    with Progress.open(file) as progress:
        add(range(100))
    backup = file.read_bytes()
    with Progress.open(file) as progress:
        add(range(100, 300))
    with Progress.open(file) as progress:
        add(range(300, 310))
        shutil.copy(f"{file}-wal", log)
    restored.write_bytes(backup)
    for _ in range(2):
        with pytest.raises(StudykitError) as error:
            Progress.open(restored)
        assert str(error.value) == (
            f"{restored} does not match the log beside it, restored.db-wal, which belongs to another"
            " copy of the file: if you restored restored.db from a backup, delete restored.db-wal"
        )
        assert not isinstance(error.value, Damaged)
        assert restored.read_bytes() == backup
    log.unlink()
    with Progress.open(restored) as progress:
        assert len(progress.reviews()) == 100


def test_an_intact_file_is_not_renamed(file: Path) -> None:
    """Another process may have renamed the damaged one and started a new one."""
    made(file)
    assert set_aside(file, NOW) is None
    with Progress.open(file) as progress:
        assert len(progress.reviews()) == 40
    assert set_aside(file.with_name("none.db"), NOW) is None
    assert not file.with_name("none.db").exists()


def test_damage_in_a_large_file_is_found_when_it_is_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large file is not checked each time it is opened."""
    content = made(file, 200)
    monkeypatch.setattr(database, "CHECKED_BYTES", 0)
    damaged = 0
    for page in range(1, len(content) // 4096):
        file.write_bytes(content[: page * 4096] + bytes(4096) + content[(page + 1) * 4096 :])
        try:
            with Progress.open(file) as progress:
                progress.reviews(undone=True)
                progress.states("course")
                progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
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
        "UPDATE review SET before_phase = 'nonsense'",
        "UPDATE review SET after_stability = -1",
        "UPDATE review SET after_lapses = 1 << 31",
        "UPDATE review SET id = 7 WHERE rowid = 2",
        "DELETE FROM card_key",
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
def test_any_wrong_bytes_give_at_most_one_sentence(
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
        progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
        list(progress.export())
        progress.rebuild()
