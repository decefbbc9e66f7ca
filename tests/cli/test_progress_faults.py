"""Faults around progress: several processes at once, kills, full disks, read-only folders."""

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
from studykit.quiz.database import Damaged
from studykit.quiz.progress import Progress
from studykit.quiz.review_log import CardKey
from studykit.quiz.schedule import Grade, Scheduling

from ..command import Run

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
"""A script that grades cards and prints the id of each review when it is kept."""


def grader(file: Path, name: str, count: int, cards: int = 9) -> subprocess.Popen[str]:
    """Start a process that waits for a line, then opens the file and grades."""
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


def assert_intact(file: Path) -> None:
    """Check that the file has no damage and that its states follow from its reviews."""
    with Progress.open(file, whole=True) as progress:
        assert progress._db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert progress.rebuild() == 0


# Several processes.


def test_two_processes_grading_at_once_lose_and_repeat_no_review(tmp_path: Path) -> None:
    """They create the file at the same time, and grade the same cards."""
    file = tmp_path / "data" / "progress.db"
    children = [grader(file, name, 50) for name in ("one", "two!")]
    for child in children:
        go(child)
    outputs = [child.communicate(timeout=60) for child in children]
    assert [err for _, err in outputs] == ["", ""]
    ids = [id for out, _ in outputs for id in out.split()]
    with Progress.open(file) as progress:
        reviews = progress.reviews()
    assert len(ids) == 100
    assert Counter(review.id for review in reviews) == Counter(ids)
    # each was scheduled after the one before it, from whichever process
    last = {}
    for review in reviews:
        if review.card in last:
            assert review.before == last[review.card].after
            assert review.at > last[review.card].at
        last[review.card] = review
    assert_intact(file)


def test_eight_processes_open_a_new_file_at_once(tmp_path: Path) -> None:
    for attempt in range(2):
        file = tmp_path / f"{attempt}.db"
        children = [grader(file, "x", 1) for _ in range(8)]
        for child in children:
            go(child)
        outputs = [child.communicate(timeout=60) for child in children]
        assert [err for _, err in outputs] == [""] * 8
        with Progress.open(file) as progress:
            assert len(progress.reviews()) == 8
        assert_intact(file)


def test_waiting_for_another_process_that_creates_the_file(tmp_path: Path) -> None:
    """SQLite does not wait here: it refuses the change to WAL at once."""
    file = tmp_path / "progress.db"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    release.start()
    with Progress.open(file) as progress:
        assert progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
    release.join()
    other.close()
    assert_intact(file)


def test_several_processes_find_one_damaged_file(tmp_path: Path) -> None:
    """One of them renames it; the others use its new file."""
    file = tmp_path / "progress.db"
    file.write_bytes(b"nonsense" * 999)
    code = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from studykit.quiz.progress import CardKey, Damaged, Progress, set_aside\n"
        "from studykit.quiz.schedule import Scheduling\n"
        "file = Path(sys.argv[1])\n"
        "try: Progress.open(file)\n"
        "except Damaged: pass\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "renamed = set_aside(file, datetime(2026, 3, 2))\n"
        "progress = Progress.open(file)\n"
        "progress.add(CardKey('course', 'a'), 3, datetime.fromisoformat('2026-03-02T08:00+00:00'),"
        " None, Scheduling())\n"
        "print(renamed)\n"
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
    outputs = sorted(child.communicate(timeout=60)[0].strip() for child in children)
    assert outputs == [str(tmp_path / "progress.db.damaged-20260302-000000"), "None", "None"]
    with Progress.open(file) as progress:
        assert len(progress.reviews()) == 3


def test_a_lock_that_is_not_released_is_one_sentence(
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
        assert str(error.value) == f"cannot use {file}: another program has locked it"
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
    assert str(error.value) == f"cannot use {file}: another program has locked it"
    other.close()
    assert_intact(file)


# Killed.


@pytest.mark.slow
def test_every_review_reported_before_a_kill_is_in_the_file(tmp_path: Path) -> None:
    """200 kills at random moments, some while the file is being created."""
    rng = random.Random("kill")
    all_reported = unreported = 0
    for attempt in range(200):
        # each file is used for ten kills
        file = tmp_path / f"{attempt // 10}.db"
        with Progress.open(file) if file.exists() else Progress.open(tmp_path / "none.db") as had:
            before = [review.id for review in had.reviews()]
        child = grader(file, "x" * attempt, 10_000)
        go(child)
        time.sleep(rng.choice([rng.uniform(0, 0.03), rng.uniform(0, 0.3)]))
        child.kill()
        out, err = child.communicate()
        assert (child.returncode, err) == (-signal.SIGKILL, "")
        reported = out.split("\n")[:-1]  # the last may be half a line
        if file.exists():
            assert_intact(file)
        with Progress.open(file) as progress:
            kept = [review.id for review in progress.reviews()]
        assert len(set(kept)) == len(kept)
        assert set(before) <= set(kept)
        new = [id for id in kept if id not in set(before)]
        assert set(reported) <= set(new)
        assert len(new) <= len(reported) + 1  # one may be in the file and not yet reported
        all_reported += len(reported)
        unreported += len(new) > len(reported)
    assert all_reported > 1000
    assert unreported > 0  # some kills came between a commit and its report


# Disks.


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 512 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("this user cannot mount a disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(progress: Progress) -> tuple[int, StudykitError]:
    """Grade until the disk is full; return the number of reviews and the error."""
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
        assert str(error) == (f"cannot use {file}: the disk is full; no progress was lost")
        assert len(progress.reviews()) == kept
        ballast.unlink()
        progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)  # it works again with space on the disk
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


def test_a_limit_of_file_size_is_one_sentence_and_loses_nothing(tmp_path: Path) -> None:
    """Like a full disk, for users who cannot mount one."""
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
        assert str(error).startswith(f"cannot use {file}: the disk ")
        assert len(progress.reviews()) == kept
        progress.add(A, Grade.GOOD, NOW, None, SCHEDULING)
    assert_intact(file)


READ_ONLY = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from studykit.diagnostics import StudykitError
from studykit.quiz.progress import CardKey, Progress
from studykit.quiz.schedule import Grade, Scheduling
if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)  # root can write everywhere
try:
    with Progress.open(Path(sys.argv[1])) as progress:
        progress.add(CardKey("course", "a"), Grade.GOOD, datetime.now(UTC), None, Scheduling())
    print("written")
except StudykitError as error:
    print(type(error).__name__, error)
"""


def unprivileged(file: Path) -> str:
    """Grade a card in a process without root rights; return its output."""
    ran = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(file)], capture_output=True, text=True, timeout=60
    )
    assert ran.stderr == ""
    return ran.stdout.removesuffix("\n")


@pytest.fixture
def open_to_all(tmp_path: Path) -> Iterator[Path]:
    """Return a folder that any user can reach."""
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
            f"StudykitError cannot use {file}: it is read-only",
            f"StudykitError cannot use {file}: it cannot be opened, or its folder is not writable",
        )
        assert unprivileged(folder / "new.db") == (
            f"StudykitError cannot use {folder / 'new.db'}: the file or its folder is not writable"
        )
        inner = folder / "inner" / "new.db"
        assert unprivileged(inner) == (
            f"StudykitError cannot open {inner}: {inner.parent}: Permission denied"
        )
        folder.chmod(0o777)
        file.chmod(0o000)
        assert unprivileged(file).startswith("StudykitError cannot ")
    finally:
        folder.chmod(0o755)
        file.chmod(0o644)
    assert file.read_bytes() == before
    assert_intact(file)


def test_a_file_where_the_folder_should_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    file = tmp_path / "data" / "progress.db"
    with pytest.raises(StudykitError) as error:
        Progress.open(file)
    assert str(error.value) == f"cannot open {file}: {file.parent}: File exists"


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
