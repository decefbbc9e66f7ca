"""Builds that are killed, run out of space or run at the same time leave the old deck intact."""

from __future__ import annotations

import ctypes
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from textwrap import dedent

import pytest

from studykit import files
from studykit.files import write_bytes
from studykit.targets.anki.package import rows

from ..command import Ran, Run
from ..conftest import MakeCourse
from .conftest import THREE, many

fcntl = pytest.importorskip("fcntl", reason="needs Unix locks and signals")

DECK = Path("decks/test-course.apkg")
CHANGED = THREE.replace("What did Marlow hear?", "What did Ida Marlow hear?")


def studykit(*args: object, **options: object) -> subprocess.Popen[str]:
    """Start `studykit`, or Python with `-c` and a script, in a process of its own."""
    command = [sys.executable, *(args if args[0] == "-c" else ("-m", "studykit", *args))]
    return subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        **options,  # type: ignore[call-overload]
    )


def wait_for(process: subprocess.Popen[str]) -> Ran:
    out, err = process.communicate(timeout=300)
    assert "Traceback" not in err
    return Ran(process.returncode, out, err)


def listing(*folders: Path | str) -> list[str]:
    return sorted(name for folder in folders for name in os.listdir(folder))


COMPLETE_FILES = ["bank.yaml", "course.lock", "course.yaml", "notes.lock", DECK.name, "texts"]


# No space, or no permission, to write.


class Disk:
    """A file system of 64 kB."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._libc = ctypes.CDLL(None, use_errno=True)

    def mount(self, flags: int = 0) -> None:
        if self._libc.mount(b"tmpfs", bytes(self.folder), b"tmpfs", flags, b"size=64k"):
            pytest.skip(f"cannot mount a tmpfs: {os.strerror(ctypes.get_errno())}")

    def freeze(self) -> None:
        """Make it read-only, also for root."""
        self.mount(32 | 1)  # MS_REMOUNT, MS_RDONLY

    def fill(self) -> Path:
        filler = self.folder / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        return filler

    def unmount(self) -> None:
        self._libc.umount2(bytes(self.folder), 2)  # MNT_DETACH


@pytest.fixture
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disk]:
    if sys.platform != "linux":
        pytest.skip("needs a tmpfs, which only Linux has")
    disk = Disk(tmp_path_factory.mktemp("disk"))
    disk.mount()
    yield disk
    disk.unmount()


def test_a_full_disk_keeps_the_old_deck(make_course: MakeCourse, run: Run, disk: Disk) -> None:
    make_course(THREE)
    assert run("build", "--out", disk.folder).code == 0
    deck, lock = disk.folder / DECK.name, Path("questions/notes.lock")
    before = deck.read_bytes(), lock.read_bytes()
    filler = disk.fill()
    make_course(CHANGED)
    assert run("build", "--out", disk.folder) == Ran(
        3,
        "",
        f"studykit: cannot write {deck}: the disk is full; the old file is unchanged\n",
    )
    assert (deck.read_bytes(), lock.read_bytes()) == before
    assert listing(disk.folder) == ["filler", DECK.name]

    filler.unlink()
    assert "1 changed, 2 unchanged" in run("build", "--out", disk.folder).out
    assert deck.read_bytes() != before[0]
    assert listing(disk.folder) == [DECK.name]


def test_a_full_disk_keeps_the_lock_files(make_course: MakeCourse, run: Run, disk: Disk) -> None:
    """The new deck is already written; the next build stamps the change again."""
    folder = make_course(THREE)
    for file in (f for f in folder.rglob("*") if f.is_file()):
        copy = disk.folder / file.relative_to(folder)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(file.read_bytes())
    assert run("build", "--questions", disk.folder).code == 0
    before = DECK.read_bytes()
    lock, bank = disk.folder / "notes.lock", disk.folder / "bank.yaml"
    old = lock.read_bytes()
    bank.write_text(bank.read_text().replace("did Marlow", "did Ida"))
    filler = disk.fill()
    ran = run("build", "--questions", disk.folder)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"studykit: cannot write {lock}: the disk is full; ")
    assert lock.read_bytes() == old
    assert len(rows(DECK.read_bytes())["notes"]) == 3
    filler.unlink()
    assert "1 changed, 2 unchanged" in run("build", "--questions", disk.folder).out
    assert run("build", "--questions", disk.folder, "--check").code == 0
    assert DECK.read_bytes() != before
    assert listing(disk.folder) == [*COMPLETE_FILES[:4], "texts"]


def test_a_read_only_disk(make_course: MakeCourse, run: Run, disk: Disk) -> None:
    make_course(THREE)
    assert run("build", "--out", disk.folder).code == 0
    deck = disk.folder / DECK.name
    old = deck.read_bytes()
    disk.freeze()
    assert run("build", "--out", disk.folder).code == 0  # nothing to write
    make_course(CHANGED)
    assert run("build", "--out", disk.folder) == Ran(
        3,
        "",
        f"studykit: cannot write {deck}: Read-only file system; the old file is unchanged\n",
    )
    assert deck.read_bytes() == old
    assert listing(disk.folder) == [DECK.name]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root can write anywhere"
)
def test_a_read_only_folder(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    assert run("build").code == 0
    old = DECK.read_bytes()
    make_course(CHANGED)
    DECK.parent.chmod(0o555)
    try:
        ran = run("build")
    finally:
        DECK.parent.chmod(0o755)
    assert ran == Ran(
        3,
        "",
        f"studykit: cannot write {DECK}: Permission denied; the old file is unchanged\n",
    )
    assert DECK.read_bytes() == old
    assert listing("decks") == [DECK.name]


def test_a_file_size_limit_keeps_the_old_deck(make_course: MakeCourse, run: Run) -> None:
    """Like a disk that fills up in the middle of the file, but without mounting one."""
    resource = pytest.importorskip("resource", reason="this system has no file size limits")
    make_course(THREE)
    assert run("build").code == 0
    old = DECK.read_bytes()
    make_course(CHANGED)
    half = len(old) // 2
    ran = wait_for(
        studykit(
            "build",
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (half, half)),
        )
    )
    assert ran == Ran(
        3,
        "",
        f"studykit: cannot write {DECK}: File too large; the old file is unchanged\n",
    )
    assert DECK.read_bytes() == old
    assert listing("questions", "decks") == COMPLETE_FILES


# Killed.

KILLED = """
    import os, signal, sys
    from studykit import files
    from studykit.cli import main

    when, step, count = sys.argv[1], sys.argv[2], int(sys.argv[3])

    class KillingOs:  # replaces `os` in `files` only
        def __getattr__(self, name):
            return self.kill if name == step else getattr(os, name)

        def kill(self, *args):
            global count
            count -= 1
            if not count and when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            result = getattr(os, step)(*args)
            if not count and when == "after":
                os.kill(os.getpid(), signal.SIGKILL)
            return result

    files.os = KillingOs()
    sys.argv[1:] = ["build"]
    main()
"""

STEPS = [
    *[("after", "fdopen"), ("before", "fsync"), ("after", "fsync")],
    *[("after", "chmod"), ("before", "replace"), ("after", "replace")],
]


@pytest.mark.parametrize(
    ("when", "step", "file"),
    [
        ("before", "replace", 1),
        *(
            pytest.param(when, step, file, marks=pytest.mark.slow)
            for file in (1, 2, 3)
            for when, step in STEPS
        ),
    ],
)
def test_a_build_killed_while_writing_loses_nothing(
    make_course: MakeCourse,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    when: str,
    step: str,
    file: int,
) -> None:
    """The deck is written first, then both lock files."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    make_course(THREE)
    run("build")
    old = DECK.read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1710000000")
    make_course(CHANGED.replace("Because a motor", "a motor"))

    process = studykit("-c", dedent(KILLED), when, step, file)
    assert wait_for(process).code == -9
    unfinished = [name for name in listing("questions", "decks") if name.endswith(".part")]
    assert len(unfinished) == (0 if (when, step) == ("after", "replace") else 1)
    interrupted = DECK.read_bytes()
    assert (interrupted == old) == (file == 1 and (when, step) != ("after", "replace"))
    assert len(rows(interrupted)["notes"]) == 3

    assert run("build").code == 0
    assert listing("questions", "decks") == COMPLETE_FILES
    assert interrupted in (old, DECK.read_bytes())
    assert run("build", "--check").code == 0


@pytest.mark.slow
def test_builds_killed_at_random_moments_lose_nothing(make_course: MakeCourse, run: Run) -> None:
    """Mostly near the end of the build, when it writes."""
    banks = many(10, 20)

    def version(n: int) -> None:
        changed = banks["bank-007.yaml"].replace("case 7.7?", f"case 7.7.{n}?")
        make_course(THREE, more=banks | {"bank-007.yaml": changed})

    version(0)
    started = time.monotonic()
    assert wait_for(studykit("build")).code == 0
    duration = time.monotonic() - started
    rng = random.Random(20240717)
    killed = 0
    complete_decks = {DECK.read_bytes()}
    for n in range(1, 25):
        version(n)
        process = studykit("build")
        time.sleep(duration * rng.uniform(0.7 if n % 4 else 0, 1.1))
        process.kill()
        killed += wait_for(process).code == -9
        content = DECK.read_bytes()
        if content not in complete_decks:
            assert len(rows(content)["notes"]) == 203
            complete_decks.add(content)
    assert killed > 5
    assert run("build").code == 0
    assert [name for name in listing("questions", "decks") if name.startswith(".")] == []
    assert run("build", "--check").code == 0


# Concurrent builds.


@pytest.mark.parametrize("count", [2, pytest.param(8, marks=pytest.mark.slow)])
def test_concurrent_builds_run_one_after_another(
    make_course: MakeCourse, run: Run, count: int
) -> None:
    """The first build stamps the change; the others find nothing to change."""
    make_course(THREE)
    run("build", SOURCE_DATE_EPOCH="1700000000")
    make_course(CHANGED)
    processes = [
        studykit("build", env={**os.environ, "SOURCE_DATE_EPOCH": f"171000000{n}"})
        for n in range(count)
    ]
    all_ran = [wait_for(process) for process in processes]
    assert [ran.code for ran in all_ran] == [0] * count
    forecasts = sorted(ran.out.splitlines()[1] for ran in all_ran)
    assert forecasts == [
        *["Since the last build: 0 new, 0 changed, 3 unchanged, 0 retired"] * (count - 1),
        "Since the last build: 0 new, 1 changed, 2 unchanged, 0 retired",
    ]
    waiting = "studykit: waiting for another command that writes this course\n"
    assert {ran.err for ran in all_ran} <= {"", waiting}
    assert run("build", "--check").code == 0
    assert listing("questions", "decks") == COMPLETE_FILES


def test_a_build_waits_for_another(make_course: MakeCourse) -> None:
    folder = make_course(THREE)
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    process = studykit("build")
    assert process.stderr is not None
    assert process.stderr.readline() == (
        "studykit: waiting for another command that writes this course\n"
    )
    assert not DECK.exists()
    os.close(handle)
    assert wait_for(process).code == 0
    assert DECK.exists()


# Unfinished files of killed builds.

WRITES = """
    import os, sys
    from pathlib import Path
    from studykit import files

    class PausingOs:
        def __getattr__(self, name):
            return getattr(os, name)

        def fsync(self, handle):
            print("written", flush=True)
            input()

    files.os = PausingOs()
    files.write_bytes(Path("deck"), b"theirs")
"""


def write_unfinished(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(b"half")


def test_unfinished_files_are_removed_even_by_an_unchanged_build(tmp_path: Path) -> None:
    write_bytes(tmp_path / "deck", b"whole")
    write_unfinished(tmp_path, ".deck.studykit-abcd1234.part", ".other.studykit-abcd1234.part")
    assert not write_bytes(tmp_path / "deck", b"whole")
    assert listing(tmp_path) == ["deck"]


def test_only_unfinished_files_of_studykit_are_removed(tmp_path: Path) -> None:
    others = ".deck.part", ".deck.abcd1234.part", "a.studykit-abcd1234.part", ".a.studykit-b.txt"
    write_unfinished(tmp_path, *others)
    (tmp_path / ".folder.studykit-abcd1234.part").mkdir()
    (tmp_path / ".link.studykit-abcd1234.part").symlink_to(tmp_path / ".deck.part")
    before = listing(tmp_path)
    write_bytes(tmp_path / "deck", b"whole")
    assert listing(tmp_path) == sorted([*before, "deck"])


def test_files_of_running_builds_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    process = studykit("-c", dedent(WRITES), stdin=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    (theirs,) = listing(tmp_path)
    assert theirs.startswith(".deck.studykit-")
    for name in ("deck", "other"):
        write_bytes(Path(name), b"ours")
    assert listing(tmp_path) == sorted([theirs, "deck", "other"])
    _, err = process.communicate("\n", timeout=60)
    assert (process.returncode, err) == (0, "")
    assert Path("deck").read_bytes() == b"theirs"
    assert listing(tmp_path) == ["deck", "other"]


@pytest.mark.parametrize("times", [1, 4])
def test_a_file_removed_before_it_is_locked_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    left = times

    def remove_first(handle: int) -> None:
        nonlocal left
        if left:
            left -= 1
            (part,) = tmp_path.iterdir()
            part.unlink()

    monkeypatch.setattr(files, "_lock", remove_first)
    assert write_bytes(tmp_path / "deck", b"whole")
    assert (tmp_path / "deck").read_bytes() == b"whole"
    assert listing(tmp_path) == ["deck"]


@pytest.mark.parametrize("refusing", ["flock", "scandir"])
def test_nothing_is_removed_if_files_cannot_be_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusing: str
) -> None:
    """Some network disks have no locks; some folders are writable but not readable."""

    def refuse(*args: object) -> None:
        raise OSError("not supported")

    write_unfinished(tmp_path, ".deck.studykit-abcd1234.part")
    monkeypatch.setattr({"flock": fcntl, "scandir": os}[refusing], refusing, refuse)
    assert write_bytes(tmp_path / "deck", b"whole")
    monkeypatch.undo()
    assert listing(tmp_path) == [".deck.studykit-abcd1234.part", "deck"]
