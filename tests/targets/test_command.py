"""`studykit build`: the deck, its errors, and the time of the build."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from studykit.cli.build import build
from studykit.diagnostics import StudykitError
from studykit.targets.anki.package import rows

from ..command import Ran, Run
from ..conftest import MakeCourse
from .building import DECK, LOCKS, files, modified
from .conftest import THREE

# Building


def test_a_build_writes_the_deck_and_both_locks(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    before = set(files())
    ran = run("build")
    assert set(files()) - before == {str(DECK), *map(str, LOCKS)}
    assert len(rows(DECK.read_bytes())["notes"]) == 3
    assert ran.out.splitlines()[:5] == [
        f"{DECK}: 3 notes, 4 cards, {DECK.stat().st_size / 1000:,.0f} kB",
        "Since the last build: 3 new, 0 changed, 0 unchanged, 0 retired",
        "questions/course.lock: 3 quotes pinned, 0 removed",
        "",
        "3 passages in 1 source: 3 verified against the text (3 exact)",
    ]
    assert (ran.code, ran.err) == (0, "")


def test_nothing_is_built_without_a_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even the built-in course, whose lock files are not the user's."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StudykitError) as error:
        build()
    assert str(error.value) == "no course in this folder; `studykit init DIR` creates one"
    assert list(tmp_path.iterdir()) == []


def test_a_second_build_changes_no_file(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    before = files()
    times = {name: Path(name).stat().st_mtime_ns for name in before}
    ran = run("build", SOURCE_DATE_EPOCH="4000000000")
    assert ran.out.splitlines()[1] == (
        "Since the last build: 0 new, 0 changed, 3 unchanged, 0 retired"
    )
    assert files() == before
    assert {name: Path(name).stat().st_mtime_ns for name in before} == times


def test_the_deck_is_the_same_without_the_text(make_course: MakeCourse, run: Run) -> None:
    """Pins contain everything that a card shows."""
    make_course(THREE)
    run("build")
    before = files()
    del before["questions/texts/lighthouse.md"]
    Path("questions/texts/lighthouse.md").unlink()
    DECK.unlink()
    ran = run("build")
    assert ran.code == 0
    assert "3 passages in 1 source: 3 pinned (text not on this machine: lighthouse)" in ran.out
    assert files() == before


def test_the_out_option(make_course: MakeCourse, run: Run) -> None:
    make_course()
    assert run("build", "--out", "elsewhere/here").code == 0
    assert Path("elsewhere/here/test-course.apkg").is_file()
    assert not Path("decks").exists()


# Errors keep the old deck


def test_an_error_in_a_bank_keeps_the_old_deck(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    make_course(THREE.replace("banging", "bunging"))
    before = files()
    ran = run("build")
    assert "error[quote-near]" in ran.out
    assert ran.out.splitlines()[-1] == "Nothing was built; decks is unchanged."
    assert (ran.code, ran.err) == (1, "")
    assert files() == before


def test_the_output_folder_is_a_file(make_course: MakeCourse, run: Run) -> None:
    make_course()
    Path("decks").write_text("in the way")
    assert run("build") == Ran(
        3,
        "",
        f"studykit: cannot write {DECK}: decks is not a folder\n",
    )
    assert Path("decks").read_text() == "in the way"
    assert [lock for lock in LOCKS if lock.exists()] == []


def test_the_deck_is_a_folder(make_course: MakeCourse, run: Run) -> None:
    make_course()
    DECK.mkdir(parents=True)
    ran = run("build")
    assert ran == Ran(
        3,
        "",
        f"studykit: cannot write {DECK}: Is a directory\n",
    )
    assert os.listdir("decks") == [DECK.name]


def test_a_damaged_notes_lock(make_course: MakeCourse, run: Run) -> None:
    make_course()
    run("build")
    old = DECK.read_bytes()
    Path("questions/notes.lock").write_text("<<<<<<< ours\n")
    ran = run("build")
    assert ran == Ran(
        3,
        "",
        "studykit: questions/notes.lock is damaged; restore it from version control, because without it the"
        " next build would overwrite learners’ edits\n",
    )
    assert DECK.read_bytes() == old


# SOURCE_DATE_EPOCH


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
    assert sorted(row[1] for row in notes) == sorted(modified().values())


def test_the_clock_is_used_without_source_date_epoch(make_course: MakeCourse, run: Run) -> None:
    make_course()
    before = int(time.time())
    run("build")
    assert before <= modified()["noise"] <= time.time()


@pytest.mark.parametrize(
    "value", ["", "0", "-5", "soon", "1.5", "1e9", "²", "4294967296", "9" * 30, "9" * 5000]
)
def test_an_invalid_source_date_epoch(make_course: MakeCourse, run: Run, value: str) -> None:
    make_course()
    before = files()
    ran = run("build", SOURCE_DATE_EPOCH=value)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (f"studykit: SOURCE_DATE_EPOCH must be seconds since 1970, not “{value}”\n")
    assert files() == before
