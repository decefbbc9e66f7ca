"""`studykit pin`, and what a check makes of pins where the text is not here."""

from __future__ import annotations

import json
from pathlib import Path

from ..conftest import LIGHTHOUSE, QUESTION, MakeCourse
from .conftest import Run


def test_pins_stand_in_for_a_text_that_is_gone(make_course: MakeCourse, run: Run) -> None:
    make_course()
    assert run("pin").out == "questions/course.lock: 1 pin in 1 source (1 new, 0 gone)\n"
    Path("questions/texts/lighthouse.md").unlink()
    assert run("check").out.splitlines()[0] == (
        "1 passage in 1 source: 1 pinned (no text of lighthouse here)"
    )


def test_a_quote_that_was_edited_after_pinning_is_unverified(
    make_course: MakeCourse, run: Run
) -> None:
    make_course()
    run("pin")
    make_course(QUESTION.replace("shutter was", "shutter is"))
    Path("questions/texts/lighthouse.md").unlink()
    ran = run("check")
    assert ran.code == 1
    assert "error[quote-unverified]" in ran.out
    assert "1 passage in 1 source: 1 failed" in ran.out


def test_the_lock_holds_no_word_of_the_text(make_course: MakeCourse, run: Run) -> None:
    make_course()
    run("pin")
    lock = Path("questions/course.lock").read_text(encoding="utf-8")
    (pin,) = json.loads(lock)["sources"]["lighthouse"]["pins"]
    assert {key: pin[key] for key in ("section", "turn", "speaker", "paragraph")} == {
        "section": "part-1",
        "turn": "A1",
        "speaker": "marlow",
        "paragraph": 1,
    }
    assert "shutter" not in lock


def test_pinning_again_changes_nothing(make_course: MakeCourse, run: Run) -> None:
    make_course()
    run("pin")
    before = Path("questions/course.lock").stat().st_mtime_ns
    assert run("pin").out == "questions/course.lock: 1 pin in 1 source (0 new, 0 gone)\n"
    assert Path("questions/course.lock").stat().st_mtime_ns == before


def test_only_what_passes_is_pinned(make_course: MakeCourse, run: Run) -> None:
    make_course(QUESTION + QUESTION.replace("id: noise", "id: other").replace("banging", "bunging"))
    ran = run("pin")
    assert ran.code == 1
    assert ran.out == (
        "questions/course.lock: 1 pin in 1 source (1 new, 0 gone)\n"
        "1 quote did not pass and got no pin; `studykit check` says why\n"
    )


def test_without_any_text_there_is_nothing_to_pin(make_course: MakeCourse, run: Run) -> None:
    make_course(text=None)
    ran = run("pin")
    assert ran.code == 3
    assert ran.err == (
        "studykit: there is no text here to pin quotes in;"
        " `studykit source list` says which there are\n"
    )


def test_another_text_under_the_same_name_is_set_aside(make_course: MakeCourse, run: Run) -> None:
    make_course()
    run("pin")
    make_course(text="# Something else\n\nThe lighthouse on Skerrow Head is gone.\n")
    ran = run("check")
    assert ran.code == 0
    assert "warning[text-set-aside]" in ran.out
    assert "1 passage in 1 source: 1 pinned" in ran.out


def test_a_changed_text_that_lost_a_quote_is_drift(make_course: MakeCourse, run: Run) -> None:
    questions = QUESTION + QUESTION.replace("id: noise", "id: wheel").replace(
        "a shutter was banging up here in the wind", "The first two wheels are doorstops now."
    )
    make_course(questions)
    run("pin")
    make_course(questions, text=LIGHTHOUSE.replace("banging up here", "rattling up here"))
    ran = run("check")
    assert ran.code == 1
    assert "(it was pinned: the text has changed); the nearest is in Part 1, A1" in ran.out
    assert "2 passages in 1 source: 1 verified against the text (1 exact), 1 failed" in (ran.out)
