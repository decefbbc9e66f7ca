"""`studykit pin`, and how a check uses pins without the text."""

from __future__ import annotations

import json
from pathlib import Path

from ..command import Run
from ..conftest import LIGHTHOUSE, QUESTION, MakeCourse


def test_pins_replace_a_text_that_was_removed(make_course: MakeCourse, run: Run) -> None:
    make_course()
    assert run("pin").out == "questions/course.lock: 1 pin in 1 source (1 new, 0 removed)\n"
    Path("questions/texts/lighthouse.md").unlink()
    assert run("check").out.splitlines()[0] == (
        "1 passage in 1 source: 1 pinned (text not on this machine: lighthouse)"
    )


def test_a_quote_edited_after_pinning_is_unverified(make_course: MakeCourse, run: Run) -> None:
    make_course()
    run("pin")
    make_course(QUESTION.replace("shutter was", "shutter is"))
    Path("questions/texts/lighthouse.md").unlink()
    ran = run("check")
    assert ran.code == 1
    assert "error[quote-unverified]" in ran.out
    assert "1 passage in 1 source: 1 failed" in ran.out


def test_the_lock_contains_no_word_of_the_text(make_course: MakeCourse, run: Run) -> None:
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
    assert run("pin").out == "questions/course.lock: 1 pin in 1 source (0 new, 0 removed)\n"
    assert Path("questions/course.lock").stat().st_mtime_ns == before


def test_a_quote_that_fails_the_check_is_not_pinned(make_course: MakeCourse, run: Run) -> None:
    make_course(QUESTION + QUESTION.replace("id: noise", "id: other").replace("banging", "bunging"))
    ran = run("pin")
    assert ran.code == 1
    assert ran.out == (
        "questions/course.lock: 1 pin in 1 source (1 new, 0 removed)\n"
        "1 quote failed the check and was not pinned; `studykit check` says why\n"
    )


def test_without_any_text_pinning_is_an_error(make_course: MakeCourse, run: Run) -> None:
    make_course(text=None)
    ran = run("pin")
    assert ran.code == 3
    assert ran.err == (
        "studykit: no source texts on this machine; `studykit source list` shows the sources\n"
    )


def test_a_different_text_under_the_same_name_is_not_used(
    make_course: MakeCourse, run: Run
) -> None:
    make_course()
    run("pin")
    make_course(text="# Something else\n\nThe lighthouse on Skerrow Head is gone.\n")
    ran = run("check")
    assert ran.code == 0
    assert "warning[text-set-aside]" in ran.out
    assert "1 passage in 1 source: 1 pinned" in ran.out


def test_a_quote_missing_from_a_changed_text_is_an_error(make_course: MakeCourse, run: Run) -> None:
    questions = QUESTION + QUESTION.replace("id: noise", "id: wheel").replace(
        "a shutter was banging up here in the wind", "The first two wheels are doorstops now."
    )
    make_course(questions)
    run("pin")
    make_course(questions, text=LIGHTHOUSE.replace("banging up here", "rattling up here"))
    ran = run("check")
    assert ran.code == 1
    assert "(it was pinned, but the text has changed); the nearest is in Part 1, A1" in ran.out
    assert "2 passages in 1 source: 1 verified against the text (1 exact), 1 failed" in (ran.out)
