"""A text has changed since it was pinned: what became of each passage, and how it is accepted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..conftest import LIGHTHOUSE, QUESTION, MakeCourse
from .conftest import Run

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


def test_the_report_says_what_became_of_each_passage(run: Run) -> None:
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
        "  `studykit pin --accept ID` takes the new place of a question, `--accept all` all",
    ]
    assert pins() == before


def test_a_plain_pin_leaves_what_is_open_as_it_was(run: Run) -> None:
    before = pins()
    ran = run("pin")
    assert (
        "the text of lighthouse has changed: `studykit pin --report` says what is open" in ran.out
    )
    assert "2 quotes did not pass" in ran.out
    assert pins() == before


def test_accepting_a_question_takes_its_new_place(run: Run) -> None:
    before = pins()
    run("pin", "--accept", "moved")
    after = pins()
    assert {k for k in after if after[k] != before[k]} == {
        k for k, turn in before.items() if turn == "A4"
    }
    assert "0 moved" in run("pin", "--report").out


def test_when_the_bank_has_followed_the_text_all_can_be_accepted(
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
    assert run("pin", "--report").out == ("No text that is here has changed since it was pinned.\n")
    assert run("pin", "--report").code == 0


def test_accepting_what_is_no_question_is_one_sentence(run: Run) -> None:
    assert run("pin", "--accept", "mooved").err == (
        "studykit: there is no question `mooved`; did you mean `moved`?\n"
    )
