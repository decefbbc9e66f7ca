"""`studykit build`, run as a user does."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from studykit.build.anki.package import rows
from studykit.build.notes import NotesLock

from ..cli.conftest import Ran, Run
from ..conftest import COURSE, QUESTION, MakeCourse
from .conftest import THREE

DECK = Path("decks/test-course.apkg")
LOCKS = Path("questions/course.lock"), Path("questions/notes.lock")


def files() -> dict[str, bytes]:
    """All files of the current folder and below."""
    return {str(f): f.read_bytes() for f in sorted(Path().rglob("*")) if f.is_file()}


def modified() -> dict[str, int]:
    """The time of each note in `notes.lock`."""
    lock = NotesLock.read(Path("questions/notes.lock"))
    return {id: stamp.modified for id, stamp in lock.notes.items()}


# Building.


def test_a_build_writes_the_deck_and_both_locks_and_says_what_it_did(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(THREE)
    before = set(files())
    ran = run("build")
    assert set(files()) - before == {str(DECK), *map(str, LOCKS)}
    assert len(rows(DECK.read_bytes())["notes"]) == 3
    lines = ran.out.splitlines()
    assert lines[:3] == [
        "questions/course.lock: 3 quotes pinned, 0 gone",
        "against the last build: 3 new, 0 changed, 0 unchanged, 0 moved, 0 retired",
        "3 passages in 1 source: 3 verified against the text (3 to the letter)",
    ]
    assert lines[-1] == f"{DECK}: 3 notes, 4 cards, {DECK.stat().st_size / 1000:,.0f} kB"
    assert (ran.code, ran.err) == (0, "")


def test_a_second_build_changes_no_file(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    before = files()
    times = {name: Path(name).stat().st_mtime_ns for name in before}
    ran = run("build", SOURCE_DATE_EPOCH="4000000000")
    assert ran.out.splitlines()[0] == (
        "against the last build: 0 new, 0 changed, 3 unchanged, 0 moved, 0 retired"
    )
    assert files() == before
    assert {name: Path(name).stat().st_mtime_ns for name in before} == times


def test_the_deck_is_the_same_without_the_text(make_course: MakeCourse, run: Run) -> None:
    """The pins know all that a card says."""
    make_course(THREE)
    run("build")
    before = files()
    del before["questions/texts/lighthouse.md"]
    Path("questions/texts/lighthouse.md").unlink()
    DECK.unlink()
    ran = run("build")
    assert ran.code == 0
    assert "3 passages in 1 source: 3 pinned (no text of lighthouse here)" in ran.out
    assert files() == before


def test_discussions_without_a_card_are_counted(make_course: MakeCourse, run: Run) -> None:
    talk = "- {id: a, type: discussion, prompt: Who?, look_for: Why., stage: closing}\n"
    make_course(THREE + talk)
    assert (
        "1 discussion made into no card (`card: true` in the bank makes one)"
        in run("build").out.splitlines()
    )


def test_out_says_where_the_deck_goes(make_course: MakeCourse, run: Run) -> None:
    make_course()
    assert run("build", "--out", "elsewhere/here").code == 0
    assert Path("elsewhere/here/test-course.apkg").is_file()
    assert not Path("decks").exists()


# What keeps the former deck.


def test_an_error_in_a_bank_keeps_the_former_deck(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    make_course(THREE.replace("banging", "bunging"))
    before = files()
    ran = run("build")
    assert "error[quote-near]" in ran.out
    assert ran.out.splitlines()[-1] == "Nothing was built; what is in decks is as it was."
    assert (ran.code, ran.err) == (1, "")
    assert files() == before


def test_a_file_in_the_way_of_the_folder_is_one_sentence(make_course: MakeCourse, run: Run) -> None:
    make_course()
    Path("decks").write_text("in the way")
    assert run("build") == Ran(
        3,
        "",
        f"studykit: {DECK} cannot be written: File exists; what was there before is untouched\n",
    )
    assert Path("decks").read_text() == "in the way"
    assert not Path("questions/notes.lock").exists()


def test_a_folder_in_the_way_of_the_deck_is_one_sentence(make_course: MakeCourse, run: Run) -> None:
    make_course()
    DECK.mkdir(parents=True)
    ran = run("build")
    assert ran == Ran(
        3,
        "",
        f"studykit: {DECK} cannot be written: Is a directory; what was there before is untouched\n",
    )
    assert os.listdir("decks") == [DECK.name]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_folder_that_may_not_be_written_is_one_sentence(
    make_course: MakeCourse, run: Run
) -> None:
    make_course()
    Path("decks").mkdir(mode=0o555)
    assert run("build") == Ran(
        3,
        "",
        f"studykit: {DECK} cannot be written: Permission denied;"
        " what was there before is untouched\n",
    )


def test_a_damaged_notes_lock_is_one_sentence(make_course: MakeCourse, run: Run) -> None:
    make_course()
    run("build")
    former = DECK.read_bytes()
    Path("questions/notes.lock").write_text("<<<<<<< ours\n")
    ran = run("build")
    assert ran == Ran(
        3,
        "",
        "studykit: questions/notes.lock is damaged: restore it from version control; without it"
        " the next build would overwrite what learners changed in their notes\n",
    )
    assert DECK.read_bytes() == former


@pytest.fixture
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A file system of 64 kB."""
    if sys.platform != "linux":
        pytest.skip("mounts a tmpfs, which is Linux's")
    folder = tmp_path_factory.mktemp("disk")
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"tmpfs", str(folder).encode(), b"tmpfs", 0, b"size=64k"):
        pytest.skip(f"no tmpfs can be mounted here: {os.strerror(ctypes.get_errno())}")
    yield folder
    libc.umount2(str(folder).encode(), 2)  # MNT_DETACH


def test_a_full_disk_keeps_the_former_deck(
    make_course: MakeCourse, run: Run, small_disk: Path
) -> None:
    make_course(QUESTION)
    assert run("build", "--out", small_disk).code == 0
    deck = small_disk / DECK.name
    former, lock = deck.read_bytes(), Path("questions/notes.lock").read_bytes()
    filler = small_disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    make_course(QUESTION.replace("What did", "What, then, did"))
    ran = run("build", "--out", small_disk)
    assert ran == Ran(
        3,
        "",
        f"studykit: {deck} cannot be written: the disk is full;"
        " what was there before is untouched\n",
    )
    assert deck.read_bytes() == former
    assert Path("questions/notes.lock").read_bytes() == lock
    assert sorted(os.listdir(small_disk)) == ["filler", DECK.name]

    filler.unlink()
    assert run("build", "--out", small_disk).code == 0
    assert deck.read_bytes() != former


# --check.


def test_check_is_content_with_what_was_just_built(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    before = files()
    ran = run("build", "--check")
    assert ran.out.splitlines()[0] == f"{DECK} and the lock files are up to date."
    assert (ran.code, ran.err) == (0, "")
    assert files() == before


LAST = "Run `studykit build` and commit what it writes."


def test_check_before_the_first_build(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    before = files()
    assert run("build", "--check") == Ran(
        1,
        "questions/course.lock: 3 quotes would be pinned, 0 gone\n"
        "notes.lock is not up to date: against the last build:"
        " 3 new, 0 changed, 0 unchanged, 0 moved, 0 retired\n"
        f"{LAST}\n",
        "",
    )
    assert files() == before


def test_check_says_what_is_stale(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    make_course(THREE.replace("What did Marlow hear?", "What did Ida hear?"))
    before = files()
    assert run("build", "--check") == Ran(
        1,
        "notes.lock is not up to date: against the last build:"
        " 0 new, 1 changed, 2 unchanged, 0 moved, 0 retired\n"
        f"{LAST}\n",
        "",
    )
    assert files() == before


def test_check_looks_at_pins(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    make_course(THREE.replace("Because a motor", "a motor"))
    ran = run("build", "--check")
    assert ran.code == 1
    assert ran.out.splitlines()[0] == "questions/course.lock: 1 quote would be pinned, 1 gone"


def test_check_misses_the_deck(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    DECK.unlink()
    assert run("build", "--check") == Ran(1, f"{DECK} is missing\n{LAST}\n", "")


def test_check_counts_what_differs_in_the_deck(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    former = DECK.read_bytes()
    make_course(THREE.replace("id: motor", "id: gears"))
    run("build")
    DECK.write_bytes(former)
    assert run("build", "--check") == Ran(
        1,
        f"{DECK}: 1 note missing\n{DECK}: 1 note too many\n"
        f"{DECK}: 1 card missing\n{DECK}: 1 card too many\n{LAST}\n",
        "",
    )


def test_check_sees_a_renamed_deck(make_course: MakeCourse, run: Run) -> None:
    """Nothing of the notes has changed, so `notes.lock` has not."""
    make_course(THREE)
    run("build")
    make_course(THREE, course=COURSE.replace("title: Test course", "title: Best course"))
    assert run("build", "--check") == Ran(1, f"{DECK}: 2 decks changed\n{LAST}\n", "")


def test_check_of_a_damaged_deck(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    whole = DECK.read_bytes()
    for content, why in (
        (b"", "File is not a zip file"),
        (whole[:99] + b"\xff" * 9 + whole[108:], "Error -3 while decompressing data: "),
    ):
        DECK.write_bytes(content)
        ran = run("build", "--check")
        assert ran.code == 1
        assert ran.out.startswith(f"{DECK} is damaged: {why}")


def test_check_with_a_file_in_the_way(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build", "--out", "elsewhere")
    Path("decks").write_text("in the way")
    ran = run("build", "--check")
    assert ran == Ran(1, f"{DECK} cannot be read: Not a directory\n{LAST}\n", "")


# SOURCE_DATE_EPOCH.


def test_changed_notes_are_stamped_with_source_date_epoch(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(THREE)
    run("build", SOURCE_DATE_EPOCH="1700000000")
    assert modified() == {"motor": 1700000000, "noise": 1700000000, "winding": 1700000000}
    make_course(THREE.replace("A shutter.", "A loose shutter."))
    run("build", SOURCE_DATE_EPOCH="1700000500")
    assert modified() == {"motor": 1700000000, "noise": 1700000500, "winding": 1700000000}
    notes = rows(DECK.read_bytes())["notes"].values()
    assert {row[4]: row[1] for row in notes} == modified()


def test_without_it_the_clock_is_read(make_course: MakeCourse, run: Run) -> None:
    make_course()
    before = int(time.time())
    run("build")
    assert before <= modified()["noise"] <= time.time()


@pytest.mark.parametrize(
    "value", ["", "0", "-5", "soon", "1.5", "1e9", "²", "4294967296", "9" * 30, "9" * 5000]
)
def test_a_bad_source_date_epoch_is_one_sentence(
    make_course: MakeCourse, run: Run, value: str
) -> None:
    make_course()
    before = files()
    ran = run("build", SOURCE_DATE_EPOCH=value)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (f"studykit: SOURCE_DATE_EPOCH must be seconds since 1970, not “{value}”\n")
    assert not DECK.exists()
    assert files().keys() - before.keys() == {"questions/course.lock"}
