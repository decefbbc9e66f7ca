"""`studykit build` on the command line."""

from __future__ import annotations

import os
import time
from pathlib import Path
from textwrap import indent
from typing import get_args, get_type_hints

import pytest

from studykit.bank.capability import response_name
from studykit.bank.kinds import KINDS
from studykit.bank.model import Response
from studykit.quiz import capability as quiz_capability
from studykit.targets import anki, handout
from studykit.targets.anki import notetypes
from studykit.targets.anki.package import rows
from studykit.targets.notes import NotesLock

from ..command import Ran, Run
from ..conftest import BANK, COURSE, REPOSITORY, MakeCourse
from .conftest import THREE

DECK = Path("decks/test-course.apkg")
LOCKS = Path("questions/course.lock"), Path("questions/notes.lock")


def files() -> dict[str, bytes]:
    """Return all files in the current folder and its subfolders."""
    return {str(f): f.read_bytes() for f in sorted(Path().rglob("*")) if f.is_file()}


def modified() -> dict[str, int]:
    """Return the modification time of each note in `notes.lock`."""
    lock = NotesLock.read(Path("questions/notes.lock"))
    return {key: note.modified for key, note in lock.notes.items()}


# Building.


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


# The forecast for learners.


def forecast(ran: Ran) -> list[str]:
    """Return the lines between the build's result and its checks, without the line on pins."""
    _, *lines = ran.out.partition("\n\n")[0].splitlines()
    return [line for line in lines if " pinned, " not in line]


NOISE, OTHERS = THREE[: THREE.index("- id: motor")], THREE[THREE.index("- id: motor") :]
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


# The course's identity.


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


# The table of responses.

TALK = "- {id: talk, type: discussion, prompt: Who?, look_for: Why., stage: closing}\n"
SEVEN = (
    THREE
    + """\
- id: hours
  type: numeric
  prompt: After how many hours is the weight wound?
  answer: 4
  unit: hours
  passages: [{quote: "The weight has to be wound every four hours"}]
- id: typed
  type: short_answer
  prompt: Complete what Marlow says about a motor.
  answer: nothing
  passages: [{quote: Because a motor asks nothing of anybody}]
- id: order
  type: ordering
  prompt: What comes first?
  items: [the wind, the shutter, the keeper]
  passages: [{quote: a shutter was banging up here in the wind}]
- id: pairs
  type: matching
  prompt: What goes with what?
  pairs: [{left: weight, right: wound}, {left: shutter, right: banging}]
  passages:
    - {quote: a shutter was banging up here in the wind}
    - {quote: "The weight has to be wound every four hours"}
"""
)


def table(ran: Ran) -> list[str]:
    """Return the lines of the table, without its heading."""
    return ran.out.partition("how Anki shows them:\n")[2].splitlines()


def test_the_build_counts_questions_by_response(make_course: MakeCourse, run: Run) -> None:
    make_course(SEVEN + TALK + TALK.replace("talk", "chat").replace("Who?", "Whose?"))
    ran = run("build")
    assert "\n\nQuestion types and how Anki shows them:\n  recall " in ran.out
    assert table(ran) == [
        "  recall       1  native: question and answer, with `reverse` both ways",
        "  fill         1  native: Anki’s cloze, one card per number",
        "  type         1  native: typed; case, accents and punctuation do not count",
        "  number       1  native: typed; any number in figures within the bounds counts",
        "  choose       1  native: tap an option; reshuffled daily",
        "  arrange      1  native: tap lines in order",
        "  match        1  native: choose from a menu beside each line",
        "  discuss      0  degraded: question and points, only with `card: true`",
        "2 discussion questions are not in the deck (`card: true` adds one)",
    ]


def test_a_discussion_with_a_card_is_counted(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE + TALK + TALK.replace("talk", "chat").replace("Who?", "Whose?, card: true"))
    assert table(run("build"))[-2:] == [
        "  discuss      1  degraded: question and points, only with `card: true`",
        "1 discussion question is not in the deck (`card: true` adds one)",
    ]


TARGETS = {
    "Anki": anki.CAPABILITIES,
    "terminal quiz": quiz_capability.CAPABILITIES,
    "handout": handout.CAPABILITIES,
}


@pytest.mark.parametrize("target", TARGETS)
def test_capabilities_cover_every_response(target: str) -> None:
    assert tuple(TARGETS[target]) == get_args(Response)


def types_of(response: type[Response]) -> str:
    """Return the question types with this response, as docs/targets.md lists them."""
    kinds = {name: get_type_hints(kind.response)["return"] for name, kind in KINDS.items()}
    names = [name for name, union in kinds.items() if response in (get_args(union) or (union,))]
    return ", ".join(f"`{name}`" for name in sorted(names))


def test_the_documented_capabilities_are_current() -> None:
    page = (REPOSITORY / "docs" / "targets.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line[:1] == "|"]
    assert rows[0] == ["response", "question types", *TARGETS]
    assert rows[2:] == [
        [
            response_name(response),
            types_of(response),
            *(f"{can[response].support}: {can[response].how}" for can in TARGETS.values()),
        ]
        for response in get_args(Response)
    ]


# Errors keep the old deck.


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
        f"studykit: cannot write {DECK}: File exists; the old file is unchanged\n",
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
        f"studykit: cannot write {DECK}: Is a directory; the old file is unchanged\n",
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


# --check.


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
