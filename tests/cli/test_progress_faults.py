"""What may happen to progress: processes at once, kills, full disks, folders that are read-only."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from studykit.diagnostics import StudykitError
from studykit.quiz import database
from studykit.quiz.progress import CardKey, Damaged, Progress
from studykit.quiz.schedule import Grade, Scheduling

from .conftest import Run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and mounts of Unix")

A = CardKey("course", "a")
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
SCHEDULING = Scheduling()

GRADER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from studykit.quiz.progress import CardKey, Progress
from studykit.quiz.schedule import Grade, Scheduling

file, name, count, cards = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
now = datetime(2026, 3, 2, 8, tzinfo=UTC)
print("ready", flush=True)
sys.stdin.readline()
with Progress.open(file) as progress:
    for n in range(count):
        card = CardKey("course", f"q{n % cards}")
        at = now + n * timedelta(hours=7)
        review = progress.add(card, Grade(1 + (n * 7 + len(name)) % 4), at, n, Scheduling())
        print(review.id, flush=True)
"""
"""Grades cards, and prints the id of each review when it is kept."""


def grader(file: Path, name: str, count: int, cards: int = 9) -> subprocess.Popen[str]:
    """A process that waits for a line before it opens the file and grades."""
    child = subprocess.Popen(
        [sys.executable, "-c", GRADER, str(file), name, str(count), str(cards)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def go(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None
    child.stdin.write("\n")
    child.stdin.flush()


def sound(file: Path) -> None:
    """The file is whole, and the states are those that the reviews make."""
    with Progress.open(file, whole=True) as progress:
        assert progress._db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert progress.rebuild() == 0


# At once.


def test_two_processes_with_fifty_grades_each_lose_and_double_none(tmp_path: Path) -> None:
    """They open a new file at once, and grade the same cards."""
    file = tmp_path / "data" / "progress.db"
    children = [grader(file, name, 50) for name in ("one", "two!")]
    for child in children:
        go(child)
    said = [child.communicate(timeout=60) for child in children]
    assert [err for _, err in said] == ["", ""]
    ids = [id for out, _ in said for id in out.split()]
    with Progress.open(file) as progress:
        reviews = progress.reviews()
    assert len(ids) == 100
    assert Counter(review.id for review in reviews) == Counter(ids)
    # each was scheduled on top of the one before it, whoever gave that
    last = {}
    for review in reviews:
        if review.card in last:
            assert review.before == last[review.card].after
            assert review.at > last[review.card].at
        last[review.card] = review
    sound(file)


def test_eight_processes_open_a_new_file_at_once(tmp_path: Path) -> None:
    for attempt in range(2):
        file = tmp_path / f"{attempt}.db"
        children = [grader(file, "x", 1) for _ in range(8)]
        for child in children:
            go(child)
        said = [child.communicate(timeout=60) for child in children]
        assert [err for _, err in said] == [""] * 8
        with Progress.open(file) as progress:
            assert len(progress.reviews()) == 8
        sound(file)


def test_a_file_that_another_is_just_making_is_waited_for(tmp_path: Path) -> None:
    """SQLite has no patience here: it refuses the change to WAL at once."""
    file = tmp_path / "progress.db"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    release.start()
    with Progress.open(file) as progress:
        assert progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
    release.join()
    other.close()
    sound(file)


def test_two_processes_set_one_damaged_file_aside(tmp_path: Path) -> None:
    """What the faster one has begun anew stays where it is."""
    file = tmp_path / "progress.db"
    file.write_bytes(b"nonsense" * 999)
    code = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from studykit.quiz.progress import *\n"
        "file = Path(sys.argv[1])\n"
        "try: Progress.open(file)\n"
        "except Damaged: pass\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "aside = set_aside(file, datetime(2026, 3, 2))\n"
        "progress = Progress.open(file)\n"
        "progress.add(CardKey('course', 'a'), 3, datetime.fromisoformat('2026-03-02T08:00+00:00'),"
        " None, Scheduling())\n"
        "print(aside)\n"
    )
    children = []
    for _ in range(3):
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        children.append(child)
    for child in children:
        go(child)
    said = sorted(child.communicate(timeout=60)[0].strip() for child in children)
    assert said == [str(tmp_path / "progress.db.damaged-20260302-000000"), "None", "None"]
    with Progress.open(file) as progress:
        assert len(progress.reviews()) == 3


def test_a_lock_that_is_not_given_up_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    file = tmp_path / "progress.db"
    with Progress.open(file) as progress:
        kept = progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
        progress._db.execute("PRAGMA busy_timeout = 100")
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StudykitError) as error:
            progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
        assert str(error.value) == f"{file} cannot be used: another program keeps it locked"
        assert progress.reviews() == [kept]  # reading goes on
        other.execute("COMMIT")
        assert progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
        other.close()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StudykitError) as error:
        Progress.open(file)
    assert not isinstance(error.value, Damaged)
    assert str(error.value) == f"{file} cannot be used: another program keeps it locked"
    other.close()
    sound(file)


# Killed.


@pytest.mark.slow
def test_what_was_acknowledged_before_a_kill_is_there(tmp_path: Path) -> None:
    """200 times, at a random moment; some times already while the file is being made."""
    rng = random.Random("kill")
    acknowledged_in_all = cut_short = 0
    for attempt in range(200):
        # a new file every tenth time, else one that others were killed on
        file = tmp_path / f"{attempt // 10}.db"
        with Progress.open(file) if file.exists() else Progress.open(tmp_path / "none.db") as had:
            before = [review.id for review in had.reviews()]
        child = grader(file, "x" * attempt, 10_000)
        go(child)
        time.sleep(rng.choice([rng.uniform(0, 0.03), rng.uniform(0, 0.3)]))
        child.kill()
        out, err = child.communicate()
        assert (child.returncode, err) == (-signal.SIGKILL, "")
        acknowledged = out.split("\n")[:-1]  # the last may be half a line
        if file.exists():
            sound(file)
        with Progress.open(file) as progress:
            kept = [review.id for review in progress.reviews()]
        assert len(set(kept)) == len(kept)
        assert set(before) <= set(kept)
        new = [id for id in kept if id not in set(before)]
        assert set(acknowledged) <= set(new)
        assert len(new) <= len(acknowledged) + 1  # one may be kept and not yet told
        acknowledged_in_all += len(acknowledged)
        cut_short += len(new) > len(acknowledged)
    assert acknowledged_in_all > 1000
    assert cut_short > 0  # some kills did come between the commit and its being told


# Disks.


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 512 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("this user may mount no disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(progress: Progress) -> tuple[int, StudykitError]:
    """Grade until the disk is full; how often that went well, and what was said then."""
    for n in range(100_000):
        try:
            progress.add(CardKey("course", f"q{n}"), Grade.GOOD, NOW, None, SCHEDULING)
        except StudykitError as error:
            return n, error
    raise AssertionError("the disk was never full")


def test_a_full_disk_is_one_sentence_and_loses_nothing(small_disk: Path) -> None:
    file = small_disk / "progress.db"
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(60_000))
    with Progress.open(file) as progress:
        kept, error = fill(progress)
        assert kept > 5
        assert not isinstance(error, Damaged)
        assert str(error) == (
            f"{file} cannot be used: the disk is full; what was there before is untouched"
        )
        assert len(progress.reviews()) == kept
        ballast.unlink()
        progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)  # it goes on where there is room again
    with Progress.open(file, whole=True) as progress:
        assert len(progress.reviews()) == kept + 1
        assert progress._db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_disk_that_is_full_from_the_start_is_one_sentence(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(512 * 1024))
    with pytest.raises(StudykitError) as error:
        Progress.open(small_disk / "progress.db")
    assert not isinstance(error.value, Damaged)
    assert "disk" in str(error.value)
    (small_disk / "ballast").unlink()
    with Progress.open(small_disk / "progress.db") as progress:
        assert progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)


def test_a_file_that_may_not_grow_is_one_sentence_and_loses_nothing(tmp_path: Path) -> None:
    """As on a full disk, where none can be mounted."""
    file = tmp_path / "progress.db"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Progress.open(file) as progress:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, hard))
        try:
            kept, error = fill(progress)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert kept > 5
        assert not isinstance(error, Damaged)
        assert str(error).startswith(f"{file} cannot be used: the disk ")
        assert len(progress.reviews()) == kept
        progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
    sound(file)


READ_ONLY = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from studykit.quiz.progress import *
from studykit.quiz.schedule import *
if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)  # root may write everywhere
try:
    with Progress.open(Path(sys.argv[1])) as progress:
        progress.add(CardKey("course", "a"), Grade.GOOD, datetime.now(UTC), None, Scheduling())
    print("written")
except StudykitError as error:
    print(type(error).__name__, error)
"""


def unprivileged(file: Path) -> str:
    """What becomes of a grade in a process that is not root."""
    ran = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(file)], capture_output=True, text=True, timeout=60
    )
    assert ran.stderr == ""
    return ran.stdout.removesuffix("\n")


@pytest.fixture
def open_to_all(tmp_path: Path) -> Iterator[Path]:
    """A folder that any user gets to."""
    if os.geteuid() != 0:
        yield tmp_path
        return
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o777)
        yield Path(name)


def test_a_folder_that_is_read_only_is_one_sentence(open_to_all: Path) -> None:
    folder = open_to_all / "data"
    folder.mkdir()
    file = folder / "progress.db"
    folder.chmod(0o777)
    assert unprivileged(file) == "written"
    folder.chmod(0o555)
    file.chmod(0o444)
    before = file.read_bytes()
    try:
        assert unprivileged(file) in (
            f"StudykitError {file} cannot be used: it may not be written",
            f"StudykitError {file} cannot be used: it cannot be opened, or nothing can be"
            " written to its folder",
        )
        assert unprivileged(folder / "new.db") == (
            f"StudykitError {folder / 'new.db'} cannot be used: it cannot be opened, or nothing"
            " can be written to its folder"
        )
        inner = folder / "inner" / "new.db"
        assert unprivileged(inner) == (
            f"StudykitError {inner} cannot be opened: {inner.parent}: Permission denied"
        )
        folder.chmod(0o777)
        file.chmod(0o000)
        assert unprivileged(file).startswith(f"StudykitError {file} cannot be ")
    finally:
        folder.chmod(0o755)
        file.chmod(0o644)
    assert file.read_bytes() == before
    sound(file)


def test_a_file_where_the_folder_should_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    file = tmp_path / "data" / "progress.db"
    with pytest.raises(StudykitError) as error:
        Progress.open(file)
    assert str(error.value) == f"{file} cannot be opened: {file.parent}: File exists"


def test_commands_end_with_one_sentence(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "progress.db"
    with Progress.open(file) as progress:
        progress.add(A, Grade.GOOD, NOW - timedelta(days=1), None, SCHEDULING)
    file.write_bytes(file.read_bytes()[:5000])
    content = file.read_bytes()
    for command in (["export"], ["rebuild"], ["reset", "--yes"], ["merge", "-"]):
        ran = run("progress", *command, "--db", file)
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.startswith(f"studykit: {file} is damaged: ")
        assert ran.err.count("\n") == 1
    assert file.read_bytes() == content
