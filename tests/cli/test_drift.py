"""A text that changed after it was pinned: its passages are reported, then accepted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..command import Run
from ..conftest import LIGHTHOUSE, QUESTION, MakeCourse

QUESTIONS = "".join(
    QUESTION.replace("id: noise", f"id: {id}").replace(
        "a shutter was banging up here in the wind", f'"{quote}"'
    )
    for id, quote in {
        "same": "a shutter was banging up here in the wind",
        "moved": "Not one. They have satellites, and they have the mast.",
        "edited": "I have fourteen winders instead of none",
        "gone": "You may carry the flask.",
    }.items()
)
CHANGED = (
    LIGHTHOUSE.replace("I have fourteen winders instead", "I have fifteen winders instead")
    .replace(" You may carry the flask.", "")
    .replace("**Reporter:** Does any ship", "**Reporter:** It is late.\n\n**Marlow:** It is.\n\n**Reporter:** Does any ship")
)  # fmt: skip


@pytest.fixture(autouse=True)
def _changed(make_course: MakeCourse, run: Run) -> None:
    make_course(QUESTIONS)
    run("pin")
    Path("questions/texts/lighthouse.md").write_text(CHANGED, encoding="utf-8")


def pins() -> dict[str, str]:
    data = json.loads(Path("questions/course.lock").read_text(encoding="utf-8"))
    source = data["sources"]["lighthouse"]
    return {"sha256": source["sha256"], **{p["quote"]: p["turn"] for p in source["pins"]}}


def test_the_report_shows_how_each_passage_changed(run: Run) -> None:
    before = pins()
    ran = run("pin", "--report")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[0].startswith("lighthouse: the text has changed since it was pinned (sha256 ")
    assert lines[1:] == [
        "  1 unchanged, 1 moved, 1 edited, 1 gone, 0 new",
        "  moved   moved: from Part 1, A4 to Part 1, A5",
        "  edited  edited: Part 2, A1",
        "          [-fourteen-] {+fifteen+}",
        "  gone    gone: was in Part 2, A3: You may carry the flask.",
        "  To accept a question's new place, run `studykit pin --accept ID`.",
        "  To accept all of them, run `studykit pin --accept all`.",
    ]
    assert pins() == before


def test_pin_keeps_the_pins_of_changed_passages(run: Run) -> None:
    before = pins()
    ran = run("pin")
    assert ran.out == (
        "questions/course.lock: 4 pins in 1 source (0 new, 0 removed)\n"
        "the text of lighthouse has changed; `studykit pin --report` shows what to review\n"
        "2 quotes failed the check and were not pinned; `studykit check` says why\n"
    )
    assert pins() == before


def test_accepting_a_question_pins_its_new_place(run: Run) -> None:
    before = pins()
    run("pin", "--accept", "moved")
    after = pins()
    assert {k for k in after if after[k] != before[k]} == {
        k for k, turn in before.items() if turn == "A4"
    }
    assert "0 moved" in run("pin", "--report").out


def test_all_can_be_accepted_after_the_quotes_were_edited(
    run: Run, make_course: MakeCourse
) -> None:
    lock = Path("questions/course.lock").read_text(encoding="utf-8")
    make_course(
        QUESTIONS.replace("I have fourteen", "I have fifteen").replace(
            "You may carry the flask.", "Shall we go down?"
        ),
        text=CHANGED,
        more={"course.lock": lock},
    )
    report = run("pin", "--report").out
    assert "  1 unchanged, 1 moved, 0 edited, 0 gone, 2 new" in report
    assert "  new     edited: Part 2, A1" in report
    assert run("pin", "--accept", "all").code == 0
    assert run("pin", "--report").out == ("No text has changed since it was pinned.\n")
    assert run("pin", "--report").code == 0


def test_nothing_is_pinned_at_first(run: Run, make_course: MakeCourse) -> None:
    make_course(QUESTIONS)
    Path("questions/course.lock").unlink(missing_ok=True)
    assert run("pin", "--report").out == (
        "Nothing is pinned yet. To pin the quotes that are found in the texts, run `studykit pin`.\n"
    )


def test_accepting_an_unknown_question_is_an_error(run: Run) -> None:
    assert run("pin", "--accept", "mooved").err == (
        "studykit: unknown question `mooved`; did you mean `moved`?\n"
    )
