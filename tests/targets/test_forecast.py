"""What a build says of the next import of its learners."""

from __future__ import annotations

from textwrap import indent

import pytest

from studykit.targets.anki import notetypes

from ..command import Run
from ..conftest import BANK, COURSE, MakeCourse
from .building import DECK, files, forecast
from .conftest import NOISE, OTHERS, THREE

# The forecast for learners


ELSEWHERE = {
    "other.yaml": BANK.replace("bank", "other").replace("Bank", "Other") + indent(NOISE, "  ")
}


def changed(*ids: str) -> str:
    return (
        f"Changed: {', '.join(ids)}. An import replaces learners’ own tags and edits on these notes."
        " A note that a learner edits or tags after this build keeps its old text, unless they import"
        " with “Update notes: Always”."
    )


OLD_NOTE = "1 old note remains in learners’ collections. To find them in Anki, search for:"


@pytest.mark.parametrize(
    ("questions", "more", "lines"),
    [
        (THREE, {}, ["0 new, 0 changed, 3 unchanged, 0 retired"]),
        (
            THREE + NOISE.replace("noise", "shutter").replace("hear", "notice"),
            {},
            ["1 new, 0 changed, 3 unchanged, 0 retired"],
        ),
        (
            THREE.replace("Marlow hear", "Ida hear"),
            {},
            ["0 new, 1 changed, 2 unchanged, 0 retired", changed("noise")],
        ),
        (
            OTHERS,
            {"other.yaml": ELSEWHERE["other.yaml"].replace("Marlow hear", "Ida hear")},
            [
                "0 new, 1 changed, 2 unchanged, 0 retired",
                changed("noise"),
                "Moved: noise (from “Test course::Bank” to “Test course::Other”). Learners’ cards stay"
                " in their current deck.",
            ],
        ),
        (
            OTHERS,
            {},
            [
                "0 new, 0 changed, 2 unchanged, 1 retired",
                OLD_NOTE,
                "  Key:test-course/noise",
            ],
        ),
        (
            NOISE,
            {},
            [
                "0 new, 0 changed, 1 unchanged, 2 retired",
                "2 old notes remain in learners’ collections. To find them in Anki, search for:",
                "  Key:test-course/motor OR Key:test-course/winding",
            ],
        ),
        (
            THREE.replace("type: basic", "type: short_answer"),
            {},
            [
                "1 new, 0 changed, 2 unchanged, 0 retired",
                "New note type: noise. Learners get a new note, and keep the old one with its reviews.",
                OLD_NOTE,
                "  Key:test-course/noise",
            ],
        ),
        (
            THREE.replace("- id: noise", "- id: shutter\n  formerly: noise"),
            {},
            ["0 new, 1 changed, 2 unchanged, 0 retired", changed("shutter")],
        ),
        (
            THREE.replace("{{c1::weight}}", "weight"),
            {},
            [
                "0 new, 1 changed, 2 unchanged, 0 retired",
                changed("winding"),
                "Removed cards: winding (card 1). They remain with learners as empty cards; in Anki,"
                " Tools → Empty Cards deletes them.",
            ],
        ),
        (
            THREE.replace("answer: A shutter.", "answer: A shutter.\n  reverse: true"),
            {},
            [
                "0 new, 1 changed, 2 unchanged, 0 retired",
                changed("noise"),
                "Added cards: noise (card 2). Learners get them beside the other cards of the notes.",
            ],
        ),
    ],
    ids=[
        "unchanged",
        "new",
        "changed",
        "moved",
        "retired",
        "two retired",
        "retyped",
        "renamed",
        "blank",
        "reversed",
    ],
)
def test_forecast_of_a_change(
    make_course: MakeCourse, run: Run, questions: str, more: dict[str, str], lines: list[str]
) -> None:
    make_course(THREE)
    run("build")
    make_course(questions, more=more)
    assert forecast(run("build")) == [f"Since the last build: {lines[0]}", *lines[1:]]


def test_forecast_of_renamed_decks_and_a_changed_credit(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    course = COURSE.replace("title: Test course", "title: Best course")
    course = course.replace("written for studykit", "by the keepers")
    bank = BANK.replace("title: Bank", "title: First bank") + indent(THREE, "  ")
    make_course(course=course, bank=bank)
    assert forecast(run("build")) == [
        "Since the last build: 0 new, 0 changed, 3 unchanged, 0 retired",
        "Renamed decks: “Test course” to “Best course”, “Best course::Bank” to “Best course::First bank”."
        " Learners’ cards stay in the old deck, and new cards go into a second one with the new name."
        " Tell learners to rename the deck in Anki before they import.",
        "Changed credits: lighthouse. New and changed notes show them, the others keep the old ones.",
    ]
    assert forecast(run("build")) == [
        "Since the last build: 0 new, 0 changed, 3 unchanged, 0 retired"
    ]


def test_forecast_of_changed_templates(
    make_course: MakeCourse, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_course(THREE)
    run("build")
    stamps = notetypes.stamps()
    basic = stamps["basic"]._replace(modified=stamps["basic"].modified + 1)
    monkeypatch.setattr(notetypes, "stamps", lambda: stamps | {"basic": basic})
    assert forecast(run("build")) == [
        "Since the last build: 0 new, 0 changed, 3 unchanged, 0 retired",
        "Changed templates: studykit basic. They replace older changes that learners made to"
        " these note types.",
    ]


def test_a_question_that_returns_gets_its_old_note_again(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    make_course(THREE.replace("type: basic", "type: short_answer"))
    run("build")
    make_course(THREE)
    assert forecast(run("build")) == [
        "Since the last build: 0 new, 0 changed, 3 unchanged, 0 retired",
        "Back again: noise. Learners who had this note continue with it and its reviews.",
        OLD_NOTE,
        "  Key:test-course/noise/1",
    ]


# The course's identity


def test_a_changed_course_id_is_refused(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    before = files()
    make_course(THREE, course=COURSE.replace("test-course", "other-course"))
    for options in ([], ["--check"]):
        ran = run("build", *options)
        assert (ran.code, ran.err) == (1, "")
        assert (
            "questions/course.yaml:1:5: error[changed-course-id]: the course was built as"
            " `test-course`; with another id, learners would get every note again, without its"
            " reviews, beside the 3 notes that they have\n"
            "  1 | id: other-course\n"
            "    |     ^^^^^^^^^^^^\n"
            "  help: restore `id: test-course`; or, to make this a separate course, run `studykit"
            " build --new-identity`\n"
        ) in ran.out
        assert ran.out.endswith("Nothing was built; decks is unchanged.\n")
    changed = {name for name, content in files().items() if content != before[name]}
    assert changed == {"questions/course.yaml"}


def test_a_new_identity(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    make_course(THREE, course=COURSE.replace("test-course", "other-course"))
    old_notes = [
        "3 old notes remain in learners’ collections. To find them in Anki, search for:",
        "  Key:test-course/*",
    ]
    assert forecast(run("build", "--new-identity")) == [
        "Since the last build: 3 new, 0 changed, 0 unchanged, 0 retired",
        "New identity: the course was `test-course`. Learners get every note again, without its"
        " reviews, and keep the old ones; progress in the quiz starts over.",
        *old_notes,
    ]
    assert forecast(run("build")) == [
        "Since the last build: 0 new, 0 changed, 3 unchanged, 0 retired",
        *old_notes,
    ]
    make_course(THREE)
    ran = run("build", "--new-identity")
    assert ran.code == 1
    assert (
        "questions/course.yaml:1:5: error[changed-course-id]: the course was `test-course` before it"
        " became `other-course`\n"
        "  1 | id: test-course\n"
        "    |     ^^^^^^^^^^^\n"
        "  help: restore the notes.lock of that time from version control: it lists learners’ notes\n"
    ) in ran.out


def test_every_later_build_reports_old_notes(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    run("build")
    make_course(OTHERS)
    retired = forecast(run("build"))[1:]
    assert len(retired) == 2
    assert forecast(run("build")) == [
        "Since the last build: 0 new, 0 changed, 2 unchanged, 0 retired",
        *retired,
    ]
    make_course(THREE)
    assert forecast(run("build")) == [
        "Since the last build: 0 new, 0 changed, 3 unchanged, 0 retired",
        "Back again: noise. Learners who had this note continue with it and its reviews.",
    ]


def test_a_former_id_that_is_another_questions_id_is_an_error(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(THREE.replace("- id: noise", "- id: noise\n  formerly: motor"))
    ran = run("build")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith(
        "questions/bank.yaml:5:15: error[duplicate-question]:"
        " the former id `motor` belongs to the question at questions/bank.yaml:11\n"
    )
    assert not DECK.exists()


def test_a_former_id_reused_by_another_question_is_an_error(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(THREE)
    run("build")
    make_course(THREE.replace("- id: noise", "- id: shutter\n  formerly: noise"))
    run("build")
    before = files()
    make_course(THREE + NOISE.replace("noise", "shutter").replace("hear", "notice"))
    ran = run("build")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "studykit: `noise` and `shutter` are the same note for learners, first built as `noise`;"
        " give the newer question another id\n"
    )
    assert {
        name: content for name, content in files().items() if name != "questions/bank.yaml"
    } == {name: content for name, content in before.items() if name != "questions/bank.yaml"}
