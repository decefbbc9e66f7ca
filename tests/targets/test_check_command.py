"""`studykit build --check`: what a build would change."""

from __future__ import annotations

from pathlib import Path

from ..command import Ran, Run
from ..conftest import COURSE, MakeCourse
from .building import DECK, files
from .conftest import THREE


def test_check_passes_after_a_build(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    before = files()
    ran = run("build", "--check")
    assert ran.out.splitlines()[0] == f"{DECK} and the lock files are up to date."
    assert (ran.code, ran.err) == (0, "")
    assert files() == before


LAST = "Run `studykit build` and commit the files it writes."


def test_check_before_the_first_build(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    before = files()
    assert run("build", "--check") == Ran(
        1,
        "questions/course.lock: 3 quotes would be pinned, 0 removed\n"
        "notes.lock is out of date. Since the last build:"
        " 3 new, 0 changed, 0 unchanged, 0 retired\n"
        f"{LAST}\n",
        "",
    )
    assert files() == before


def test_check_reports_changed_notes(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    make_course(THREE.replace("What did Marlow hear?", "What did Ida hear?"))
    before = files()
    assert run("build", "--check") == Ran(
        1,
        "notes.lock is out of date. Since the last build:"
        " 0 new, 1 changed, 2 unchanged, 0 retired\n"
        f"{LAST}\n",
        "",
    )
    assert files() == before


def test_check_reports_changed_pins(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    make_course(THREE.replace("Because a motor", "a motor"))
    ran = run("build", "--check")
    assert ran.code == 1
    assert ran.out.splitlines()[0] == "questions/course.lock: 1 quote would be pinned, 1 removed"


def test_check_reports_a_missing_deck(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    DECK.unlink()
    assert run("build", "--check") == Ran(1, f"{DECK} is missing\n{LAST}\n", "")


def test_check_counts_differences_in_the_deck(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    old = DECK.read_bytes()
    make_course(THREE.replace("id: motor", "id: gears"))
    run("build")
    DECK.write_bytes(old)
    assert run("build", "--check") == Ran(
        1,
        f"{DECK}: 1 note missing\n{DECK}: 1 note unexpected\n"
        f"{DECK}: 1 card missing\n{DECK}: 1 card unexpected\n{LAST}\n",
        "",
    )


def test_check_reports_a_renamed_deck(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    make_course(THREE, course=COURSE.replace("title: Test course", "title: Best course"))
    assert run("build", "--check") == Ran(
        1,
        "notes.lock is out of date. Since the last build:"
        f" 0 new, 0 changed, 3 unchanged, 0 retired\n{LAST}\n",
        "",
    )


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


def test_check_when_the_output_folder_is_a_file(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build", "--out", "elsewhere")
    Path("decks").write_text("in the way")
    ran = run("build", "--check")
    assert ran == Ran(1, f"cannot read {DECK}: Not a directory\n{LAST}\n", "")
