"""Imports and updates in Anki's own engine, in collections of learners who study in between."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
from anki.buildinfo import version

from studykit.bank.model import Recall
from studykit.cli.init import init
from studykit.targets.anki import Built, fields, notetypes
from studykit.targets.anki.package import guid
from studykit.targets.notes import Forecast, Moved, Renamed

from ..conftest import BANK, COURSE, MakeCourse
from .conftest import THREE, built, change_templates, many, note, packed
from .learner import Learner, Log, flat, read

USED = {"studykit basic", "studykit choice", "studykit cloze"}
"""The note types that `THREE` uses."""

OTHER_COURSE = COURSE.replace("test-course", "other-course").replace("Test course", "Other course")


# First and repeated imports.


def test_a_first_import_is_all_new(make_course: MakeCourse, learner: Learner) -> None:
    assert learner.import_deck(built(make_course(THREE)).content) == Log(new=3)
    assert learner.ids() == ["motor", "noise", "winding"]
    assert learner.col.card_count() == 4
    assert learner.decks() == {"Default", "Test course", "Test course::Bank"}
    assert learner.note_types() == USED
    assert learner.database_problems() == []


def test_new_cards_follow_the_text_and_siblings_come_last(
    make_course: MakeCourse, learner: Learner
) -> None:
    learner.import_deck(built(make_course(THREE)).content)
    by_due = learner.col.find_cards("", order="c.due, c.ord")
    cards = [learner.col.get_card(id) for id in by_due]
    assert [(card.note()["ID"], card.ord) for card in cards] == [
        ("noise", 0),
        ("motor", 0),
        ("winding", 0),
        ("winding", 1),
    ]


def test_importing_the_same_file_again_changes_nothing(
    make_course: MakeCourse, learner: Learner
) -> None:
    content = built(make_course(THREE)).content
    learner.import_deck(content)
    learner.study("noise")
    before = learner.state()
    assert learner.import_deck(content) == Log(duplicate=3)
    assert learner.state() == before


def test_a_changed_question_is_updated_and_keeps_its_progress(
    make_course: MakeCourse, learner: Learner
) -> None:
    first = built(make_course(THREE), now=1_700_000_000)
    learner.import_deck(first.content)
    for id, ord in (("noise", 0), ("motor", 0), ("winding", 1)):
        learner.study(id, ord)
    learner.col.set_user_flag_for_cards(3, [learner.card("noise").id])
    learner.col.sched.suspend_cards([learner.card("motor").id])
    learner.col.sched.bury_cards([learner.card("winding", 1).id])
    before = learner.state()
    assert len(before["reviews"]) == 6

    changed = THREE.replace("What did Marlow hear?", "What did Ida Marlow hear?")
    second = built(make_course(changed), old=first.lock, now=1_700_000_001)
    assert learner.import_deck(second.content) == Log(updated=1, duplicate=2)
    assert learner.note("noise")["Prompt"] == "What did Ida Marlow hear?"
    assert learner.state() == before
    assert learner.card("noise").user_flag() == 3
    assert learner.card("motor").queue == -1
    assert learner.database_problems() == []


def test_an_older_deck_changes_nothing(make_course: MakeCourse, learner: Learner) -> None:
    first = built(make_course(THREE), now=1_700_000_000)
    changed = THREE.replace("A shutter.", "A loose shutter.")
    second = built(make_course(changed), old=first.lock, now=1_700_000_001)
    learner.import_deck(second.content)
    assert learner.import_deck(first.content) == Log(duplicate=3)
    assert learner.note("noise")["Answer"] == "A loose shutter."


def test_a_learners_tags_on_other_notes_survive(make_course: MakeCourse, learner: Learner) -> None:
    """Anki replaces the tags of each note that it updates, so only changed notes may be updated."""
    first = built(make_course(THREE), now=1_700_000_000)
    learner.import_deck(first.content)
    for id in ("noise", "motor"):
        learner.col.tags.bulk_add([learner.note(id).id], "mine marked")
    changed = THREE.replace("A shutter.", "A loose shutter.")
    far_ahead = 4_000_000_000  # newer than the learner's edit, which has today's date
    learner.import_deck(built(make_course(changed), old=first.lock, now=far_ahead).content)
    assert learner.note("motor").tags == [
        "marked", "mine", "part::1", "source::lighthouse", "speaker::marlow",
        "type::multiple_choice",
    ]  # fmt: skip
    assert learner.note("noise").tags == [
        "part::1", "sound", "source::lighthouse", "speaker::marlow", "type::basic", "wind", "wood",
    ]  # fmt: skip


def test_later_edits_of_learners_are_kept(make_course: MakeCourse, learner: Learner) -> None:
    first = built(make_course(THREE), now=1_700_000_000)
    learner.import_deck(first.content)
    edited = learner.note("noise")
    edited["Answer"] = "A shutter, I think."
    learner.col.update_note(edited)
    changed = THREE.replace("A shutter.", "A loose shutter.")
    second = built(make_course(changed), old=first.lock, now=1_700_000_001)
    assert learner.import_deck(second.content) == Log(duplicate=3)
    assert learner.note("noise")["Answer"] == "A shutter, I think."


def test_a_removed_question_stays_and_an_added_one_is_new(
    make_course: MakeCourse, learner: Learner
) -> None:
    first = built(make_course(THREE), now=1_700_000_000)
    learner.import_deck(first.content)
    learner.study("noise")
    before = learner.state()["reviews"]
    without = THREE.replace("- id: noise", "- id: shutter")
    second = built(make_course(without), old=first.lock, now=1_700_000_001)
    assert second.forecast.new == ("shutter",)
    assert second.forecast.retired == ("noise",)
    assert learner.import_deck(second.content) == Log(new=1, duplicate=2)
    assert learner.ids() == ["motor", "noise", "shutter", "winding"]
    assert learner.state()["reviews"] == before
    assert learner.card("noise").reps == 2
    assert learner.database_problems() == []


def test_a_new_deletion_in_a_cloze_adds_a_card(make_course: MakeCourse, learner: Learner) -> None:
    first = built(make_course(THREE), now=1_700_000_000)
    learner.import_deck(first.content)
    learner.study("winding", 1)
    before = learner.state()
    with_third = THREE.replace("wound {{c2::", "{{c3::wound}} {{c2::")
    second = built(make_course(with_third), old=first.lock, now=1_700_000_001)
    assert learner.import_deck(second.content) == Log(updated=1, duplicate=2)
    after = learner.state()
    assert after["reviews"] == before["reviews"]
    assert [row for row in after["cards"] if row in before["cards"]] == before["cards"]
    assert len(after["cards"]) == len(before["cards"]) + 1
    assert "[...]" in learner.card("winding", 2).question()


def test_old_cards_stay_in_the_deck_of_a_renamed_bank(
    make_course: MakeCourse, learner: Learner
) -> None:
    """Anki identifies a deck by its name, and never moves cards on import."""
    bank = BANK + indent(THREE, "  ")
    first = built(make_course(bank=bank), now=1_700_000_000)
    learner.import_deck(first.content)
    learner.study("noise")
    before = learner.state()
    renamed = bank.replace("title: Bank", "title: The first bank") + indent(ADDED, "  ")
    second = built(make_course(bank=renamed), old=first.lock, now=1_700_000_001)
    assert learner.import_deck(second.content) == Log(new=1, duplicate=3)
    assert learner.state()["cards"][:4] == before["cards"]
    assert learner.deck_of("noise") == "Test course::Bank"
    assert learner.deck_of("clock") == "Test course::The first bank"


@pytest.mark.parametrize("title", ["Bank", "BANK"])
def test_banks_with_the_same_title_are_one_deck(
    make_course: MakeCourse, learner: Learner, title: str
) -> None:
    """Anki would give the second one another name at each import."""
    other = BANK.replace("bank", "other").replace("Bank", title) + indent(ADDED, "  ")
    course = built(make_course(THREE, more={"other.yaml": other}))
    learner.import_deck(course.content)
    assert learner.decks() == {"Default", "Test course", "Test course::Bank"}
    assert learner.deck_of("clock") == learner.deck_of("noise") == "Test course::Bank"


def test_a_question_in_another_bank_keeps_its_note_and_reviews(
    make_course: MakeCourse, learner: Learner
) -> None:
    first = built(make_course(THREE), now=1_700_000_000)
    learner.import_deck(first.content)
    learner.study("noise")
    before = learner.state()
    noise, others = THREE[: THREE.index("- id: motor")], THREE[THREE.index("- id: motor") :]
    other = BANK.replace("bank", "other").replace("Bank", "Other")
    more = {"other.yaml": other + indent(noise.replace("A shutter.", "A loose shutter."), "  ")}
    second = built(make_course(others, more=more), old=first.lock, now=1_700_000_001)
    assert learner.import_deck(second.content) == Log(updated=1, duplicate=2)
    assert learner.state() == before
    assert learner.note("noise")["Answer"] == "A loose shutter."


def test_cards_that_a_learner_moved_stay_there(make_course: MakeCourse, learner: Learner) -> None:
    first = built(make_course(THREE), now=1_700_000_000)
    learner.import_deck(first.content)
    learner.col.set_deck([learner.card("noise").id], learner.col.decks.id("Mine"))
    changed = THREE.replace("A shutter.", "A loose shutter.")
    second = built(make_course(changed), old=first.lock, now=1_700_000_001)
    assert learner.import_deck(second.content) == Log(updated=1, duplicate=2)
    assert learner.deck_of("noise") == "Mine"


def test_a_changed_style_or_template_reaches_learners(
    make_course: MakeCourse, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the note type is updated; no note is."""
    first = built(make_course(THREE), now=1_700_000_000)
    learner.import_deck(first.content)
    learner.study("noise")
    before = learner.state()
    more = {"basic.front.html": "<p>Think first.</p>", "style.css": "i { color: green }"}
    change_templates(monkeypatch, more)
    second = built(make_course(THREE), old=first.lock, now=1_700_000_001)
    assert second.lock.notes == first.lock.notes
    assert second.forecast.templates == ("studykit basic", "studykit choice", "studykit cloze")
    assert learner.import_deck(second.content) == Log(duplicate=3)
    assert flat(read(learner.card("noise").question()).words) == (
        "What did Marlow hear? Think first."
    )
    assert "i { color: green }" in learner.card("motor").question()
    assert learner.state() == before
    assert learner.note_types() == USED
    assert learner.database_problems() == []


def test_another_course_never_takes_templates_back(
    make_course: MakeCourse, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older studykit may build a course later than a newer one, and be imported later."""
    with monkeypatch.context() as patch:
        change_templates(patch, {"basic.front.html": "<p>Newer.</p>"})
        newer = built(make_course(THREE), now=1_700_000_000)
    older = built(make_course(THREE, course=OTHER_COURSE), now=1_800_000_000)
    for content in (newer.content, older.content, newer.content):
        learner.import_deck(content)
    assert all("<p>Newer.</p>" in card.question() for card in learner.cards_of("studykit basic"))
    assert len(learner.cards_of("studykit basic")) == 2
    assert learner.note_types() == USED


def test_a_question_of_another_note_type_is_a_new_note(
    make_course: MakeCourse, learner: Learner
) -> None:
    """An import never changes a note's type: Anki would skip the note as conflicting."""
    first = built(make_course(THREE), now=1_700_000_000)
    learner.import_deck(first.content)
    learner.study("noise")
    before = learner.state()["reviews"]
    typed = THREE.replace("type: basic", "type: short_answer")
    second = built(make_course(typed), old=first.lock, now=1_700_000_001)
    assert learner.import_deck(second.content) == Log(new=1, duplicate=2)
    assert learner.state()["reviews"] == before
    old = learner.col.find_notes('"note:studykit basic" ID:noise')  # the search in the forecast
    assert len(old) == 1
    third = built(make_course(typed), old=second.lock, now=1_700_000_002)
    assert learner.import_deck(third.content) == Log(duplicate=3)
    assert learner.database_problems() == []


def test_a_renamed_question_keeps_its_note_and_reviews(
    make_course: MakeCourse, learner: Learner
) -> None:
    first = built(make_course(THREE), now=1_700_000_000)
    learner.import_deck(first.content)
    learner.study("noise")
    before = learner.state()
    renamed = THREE.replace("- id: noise", "- id: shutter\n  formerly: noise")
    second = built(make_course(renamed), old=first.lock, now=1_700_000_001)
    assert second.forecast.changed == ("shutter",)
    assert second.forecast.retired == ()
    assert learner.import_deck(second.content) == Log(updated=1, duplicate=2)
    assert learner.ids() == ["motor", "shutter", "winding"]
    assert learner.state() == before


# Every kind of change, on a collection with reviews, flags, tags and edits.

NOISE, OTHERS = THREE[: THREE.index("- id: motor")], THREE[THREE.index("- id: motor") :]
ADDED = """\
- id: clock
  type: basic
  prompt: What wakes the keeper?
  answer: A clock.
  passages: [{quote: every four hours}]
"""


@dataclass(frozen=True)
class Change:
    """The next version of the course, Anki's expected log and the build's expected forecast."""

    questions: str
    log: Log
    forecast: Forecast
    more: dict[str, str | bytes] = field(default_factory=dict)
    bank: str = BANK
    files: dict[str, str] = field(default_factory=dict)
    """Text to append to templates, by file name."""


def forecast(**changes: Any) -> Forecast:
    """Return a forecast of three unchanged notes, except for `changes`."""
    return Forecast(**{"unchanged": 3, **changes})


CHANGES = {
    "no change": Change(THREE, Log(duplicate=3), forecast()),
    "changed question": Change(
        THREE.replace("What did Marlow hear?", "What did Ida Marlow hear?"),
        Log(updated=1, duplicate=2),
        forecast(changed=("noise",), unchanged=2),
    ),
    "removed question": Change(OTHERS, Log(duplicate=2), forecast(unchanged=2, retired=("noise",))),
    "added question": Change(ADDED + THREE, Log(new=1, duplicate=3), forecast(new=("clock",))),
    "changed template": Change(
        THREE,
        Log(duplicate=3),
        forecast(templates=("studykit basic", "studykit choice", "studykit cloze")),
        files={"choice.front.html": "<p>Think.</p>"},
    ),
    "changed style": Change(
        THREE,
        Log(duplicate=3),
        forecast(templates=("studykit basic", "studykit choice", "studykit cloze")),
        files={"style.css": "i { color: green }"},
    ),
    "question in another bank": Change(
        OTHERS,
        Log(duplicate=3),
        forecast(moved=(Moved("noise", "Test course::Bank", "Test course::Other"),)),
        more={
            "other.yaml": BANK.replace("bank", "other").replace("Bank", "Other")
            + indent(NOISE, "  ")
        },
    ),
    "renamed bank": Change(
        THREE,
        Log(duplicate=3),
        forecast(renamed=(Renamed("Test course::Bank", "Test course::The first bank"),)),
        bank=BANK.replace("Bank", "The first bank"),
    ),
    "bank with another id": Change(
        THREE,
        Log(duplicate=3),
        forecast(),
        bank=BANK.replace("bank", "first"),
    ),
    "renamed question": Change(
        THREE.replace("- id: noise", "- id: shutter\n  formerly: noise"),
        Log(updated=1, duplicate=2),
        forecast(changed=("shutter",), unchanged=2),
    ),
    "question of another note type": Change(
        THREE.replace("type: basic", "type: short_answer"),
        Log(new=1, duplicate=2),
        forecast(new=("noise",), unchanged=2, replaced=("noise",)),
    ),
    "reordered questions": Change(OTHERS + NOISE, Log(duplicate=3), forecast()),
}

EDITED, LATER = 1_710_000_000, 1_720_000_000
"""The times of the learner's edit and of the next build."""


@pytest.fixture
def first(make_course: MakeCourse, learner: Learner) -> Built:
    """Import a deck, review all its cards, then flag, suspend, bury, tag and edit some."""
    first = built(make_course(THREE))
    learner.import_deck(first.content)
    for id, ord in (("noise", 0), ("motor", 0), ("winding", 0), ("winding", 1)):
        learner.study(id, ord)
    learner.col.set_user_flag_for_cards(3, [learner.card("noise").id])
    learner.col.sched.suspend_cards([learner.card("motor").id])
    learner.col.sched.bury_cards([learner.card("winding", 1).id])
    learner.col.tags.bulk_add([learner.note("winding").id], "marked mine")
    motor = learner.note("motor")
    motor["Explanation"] = "As I see it."
    learner.col.update_note(motor)
    for id in ("winding", "motor"):
        learner.set_modified(id, EDITED)
    return first


def next_version(
    change: Change, make_course: MakeCourse, monkeypatch: pytest.MonkeyPatch, first: Built
) -> Built:
    if change.files:
        change_templates(monkeypatch, change.files)
    bank = change.bank + indent(change.questions, "  ")
    return built(make_course(bank=bank, more=change.more), old=first.lock, now=LATER)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize(
    "options",
    [{}, {"merge": True}, {"scheduling": True}],
    ids=["default options", "merge note types", "with scheduling"],
)
def test_updates_keep_reviews_tags_and_edits(
    make_course: MakeCourse,
    learner: Learner,
    monkeypatch: pytest.MonkeyPatch,
    first: Built,
    change: Change,
    options: dict[str, bool],
) -> None:
    before = learner.state()
    assert len(before["reviews"]) == 8
    second = next_version(change, make_course, monkeypatch, first)
    assert second.forecast == change.forecast
    assert learner.import_deck(second.content, **options) == change.log
    after = learner.state()
    assert after["reviews"] == before["reviews"]
    assert after["cards"][:4] == before["cards"]
    assert len(after["cards"]) == 4 + change.log.new
    assert learner.card("motor").queue == -1
    assert learner.note("motor")["Explanation"] == "As I see it."
    assert {"marked", "mine"} <= set(learner.note("winding").tags)
    assert {learner.deck_of(id) for id in ("motor", "winding")} == {"Test course::Bank"}
    assert learner.note_types() == USED | (
        {"studykit typed answer"} if change.forecast.replaced else set()
    )
    assert learner.database_problems() == []
    assert learner.import_deck(second.content, **options) == Log(duplicate=len(second.lock.notes))
    assert learner.state() == after


@pytest.mark.parametrize(
    ("change", "seen"),
    [("changed template", "<p>Think.</p>"), ("changed style", "i { color: green }")],
)
def test_changed_templates_and_styles_apply_to_old_cards(
    make_course: MakeCourse,
    learner: Learner,
    monkeypatch: pytest.MonkeyPatch,
    first: Built,
    change: str,
    seen: str,
) -> None:
    assert seen not in learner.card("motor").question()
    learner.import_deck(next_version(CHANGES[change], make_course, monkeypatch, first).content)
    assert seen in learner.card("motor").question()


def test_a_learner_can_skip_versions(
    make_course: MakeCourse, learner: Learner, first: Built
) -> None:
    """The last version includes the changes of those in between."""
    before = learner.state()
    steps = {
        "- id: noise": "- id: shutter\n  formerly: noise",
        "- id: motor": f"{ADDED}- id: motor",
        "type: cloze": "type: cloze\n  level: apply",
    }
    questions, last = THREE, first
    for n, (old, new) in enumerate(steps.items()):
        questions = questions.replace(old, new)
        last = built(make_course(questions), old=last.lock, now=LATER + n)
    assert last.forecast == forecast(changed=("winding",))
    assert learner.import_deck(last.content) == Log(new=1, updated=2, duplicate=1)
    assert learner.ids() == ["clock", "motor", "shutter", "winding"]
    assert learner.state()["cards"][:4] == before["cards"]
    assert learner.database_problems() == []


def test_formerly_can_be_removed_after_a_build(
    make_course: MakeCourse, learner: Learner, first: Built
) -> None:
    """`notes.lock` stores the first id of a renamed question."""
    renamed = THREE.replace("- id: noise", "- id: shutter\n  formerly: noise")
    second = built(make_course(renamed), old=first.lock, now=LATER)
    without_formerly = THREE.replace("- id: noise", "- id: shutter").replace(
        "A shutter.", "A loose shutter."
    )
    third = built(make_course(without_formerly), old=second.lock, now=LATER + 1)
    assert third.forecast == forecast(changed=("shutter",), unchanged=2)
    before = learner.state()
    assert learner.import_deck(third.content) == Log(updated=1, duplicate=2)
    assert learner.note("shutter").guid == guid("test-course/noise")
    assert learner.note("shutter")["Answer"] == "A loose shutter."
    assert learner.state() == before


# The search for old notes.


def test_the_search_finds_exactly_the_old_notes(make_course: MakeCourse, learner: Learner) -> None:
    """Wherever the learner has put them, and none of another course with the same ids."""
    first = built(make_course(THREE))
    learner.import_deck(first.content)
    learner.import_deck(built(make_course(THREE, course=OTHER_COURSE)).content)
    learner.col.decks.rename(learner.col.decks.by_name("Test course"), "Lights")
    (noise,) = learner.col.find_cards("Key:test-course/noise")
    learner.col.set_deck([noise], learner.col.decks.id("Mine"))

    second = built(make_course(OTHERS), old=first.lock, now=LATER)
    assert (second.lock.old_count, second.lock.search) == (1, "Key:test-course/noise")
    assert learner.col.find_cards(second.lock.search) == [noise]

    retyped = ADDED + OTHERS[: OTHERS.index("- id: winding")].replace(
        "type: multiple_choice\n", "type: basic\n"
    ).replace("key:", "answer:").replace(
        "  distractors: [It is too dear., It is too loud., It would break.]\n", ""
    )
    third = built(make_course(retyped), old=first.lock, now=LATER)
    assert third.lock.old_count == 3
    assert third.lock.search == (
        "Key:test-course/motor OR Key:test-course/noise OR Key:test-course/winding"
    )
    learner.import_deck(third.content)
    assert learner.keys(third.lock.search) == [
        "test-course/motor", "test-course/noise", "test-course/winding"
    ]  # fmt: skip
    learner.col.remove_notes(learner.col.find_notes(third.lock.search))
    assert learner.keys("Key:test-course/*") == ["test-course/clock", "test-course/motor/1"]
    assert len(learner.keys("Key:other-course/*")) == 3
    assert learner.import_deck(third.content) == Log(duplicate=2)


def test_a_course_with_a_new_identity_comes_beside_the_old_one(
    make_course: MakeCourse, learner: Learner
) -> None:
    first = built(make_course(THREE))
    learner.import_deck(first.content)
    second = built(make_course(THREE, course=OTHER_COURSE), old=first.lock, now=LATER)
    assert second.forecast == Forecast(
        new=("noise", "motor", "winding"), former_course="test-course"
    )
    assert learner.import_deck(second.content) == Log(new=3)
    assert second.lock.search == "Key:test-course/*"
    assert learner.keys(second.lock.search) == [
        "test-course/motor", "test-course/noise", "test-course/winding"
    ]  # fmt: skip


# Spare fields.


def test_a_spare_field_can_get_another_name(
    make_course: MakeCourse, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its id stays, so Anki renames it in place, and no note is conflicting."""
    first = built(make_course(THREE))
    learner.import_deck(first.content)
    learner.study("noise")
    before = learner.state()
    renamed = tuple("Picture" if name == "Spare 1" else name for name in notetypes.FIELDS)
    for module in (notetypes, fields):
        monkeypatch.setattr(module, "FIELDS", renamed)
    monkeypatch.setattr(notetypes, "FIRST_NAMES", {"Picture": "Spare 1"})
    change_templates(monkeypatch, {})
    second = built(make_course(THREE), old=first.lock, now=LATER)
    assert learner.import_deck(second.content) == Log(duplicate=3)
    for id in ("noise", "motor", "winding"):
        assert learner.note(id).keys() == list(renamed)
    assert learner.note_types() == USED
    assert learner.state() == before
    assert learner.database_problems() == []


# Reversed cards.


def test_a_reversed_question_adds_a_sibling(make_course: MakeCourse, learner: Learner) -> None:
    first = built(make_course(THREE))
    learner.import_deck(first.content)
    learner.study("noise")
    before = learner.state()
    both = THREE.replace("answer: A shutter.", "answer: A shutter.\n  reverse: true")
    second = built(make_course(both), old=first.lock, now=LATER)
    assert learner.import_deck(second.content) == Log(updated=1, duplicate=2)
    after = learner.state()
    assert after["reviews"] == before["reviews"]
    assert [card for card in after["cards"] if card in before["cards"]] == before["cards"]
    card = learner.card("noise", 1)
    assert card.nid == learner.card("noise").nid
    assert flat(read(card.question()).words) == "What is this the answer to? A shutter."
    assert flat(read(card.answer()).words).startswith("A shutter. What did Marlow hear?")
    third = built(make_course(THREE), old=second.lock, now=LATER + 1)
    learner.set_modified("noise", LATER)
    assert learner.import_deck(third.content) == Log(updated=1, duplicate=2)
    assert learner.empty_cards() == {("test-course/noise", 2)}


# Anki's browser.


def test_the_browser_shows_prompts_and_answers(make_course: MakeCourse, learner: Learner) -> None:
    """The sort field is the prompt; the columns have the prompt and the answer alone."""
    learner.import_deck(built(make_course(THREE)).content)
    columns = ["noteFld", "question", "answer"]
    assert learner.browser_rows(columns) == {
        ("noise", 1): ["What did Marlow hear?", "What did Marlow hear?", "A shutter."],
        ("motor", 1): [
            "Why does no motor turn the lens?",
            "Why does no motor turn the lens?",
            "It asks nothing of anybody. ✓ It is too loud. It is too dear. It would break.",
        ],
        ("winding", 1): [
            "The {{c1::weight}} has to be wound {{c2::every four hours}}",
            "The [...] has to be wound every four hours",
            "The weight has to be wound every four hours",
        ],
        ("winding", 2): [
            "The {{c1::weight}} has to be wound {{c2::every four hours}}",
            "The weight has to be wound [...]",
            "The weight has to be wound every four hours",
        ],
    }


def test_no_note_is_a_duplicate_of_another_courses(
    make_course: MakeCourse, learner: Learner
) -> None:
    """Equal first fields would be listed by Find Duplicates."""
    learner.import_deck(built(make_course(THREE)).content)
    learner.import_deck(built(make_course(THREE, course=OTHER_COURSE)).content)
    notes = [learner.col.get_note(id) for id in learner.col.find_notes("")]
    assert [note.fields_check() for note in notes] == [0] * 6


# Description and tags.


def test_the_description_names_version_licence_and_publishers(
    make_course: MakeCourse, learner: Learner
) -> None:
    course = COURSE + "licence: MIT\nversion: '1.2'\ndescription: On one light.\n"
    learner.import_deck(built(make_course(THREE, course=course)).content)
    assert learner.description("Test course") == (
        "On one light.<br>Version 1.2.<br>Questions: MIT licence.<br>"
        "Quotes belong to their publishers: The Shutter and the Light (written for studykit)."
    )


def test_notes_are_found_by_id_and_by_tags(make_course: MakeCourse, learner: Learner) -> None:
    learner.import_deck(
        built(make_course(THREE.replace("tags:", "level: analyze\n  tags:"))).content
    )
    for search, ids in {
        "ID:noise": ["noise"],
        "tag:part::1": ["motor", "noise", "winding"],
        "tag:part": ["motor", "noise", "winding"],
        "tag:type::cloze": ["winding"],
        "tag:level::analyze": ["noise"],
        "tag:speaker::marlow": ["motor", "noise", "winding"],
        "tag:source::lighthouse": ["motor", "noise", "winding"],
        "tag:wind": ["noise"],
    }.items():
        assert learner.ids(search) == ids, search


# Other courses and extreme times.


def test_two_courses_are_independent(make_course: MakeCourse, learner: Learner) -> None:
    """Questions with the same id in two courses are two notes in two decks."""
    learner.import_deck(built(make_course(THREE)).content)
    assert learner.import_deck(built(make_course(THREE, course=OTHER_COURSE)).content) == Log(new=3)
    assert learner.col.note_count() == 6
    assert learner.decks() >= {"Test course::Bank", "Other course::Bank"}
    assert learner.database_problems() == []


def test_two_courses_from_init_never_meet(learner: Learner, tmp_path: Path) -> None:
    """The same sample in folders of the same name, edited in one of them."""
    for n, words in enumerate(("the ghost", "the key")):
        init(tmp_path / str(n) / "lighthouse")
        bank = tmp_path / str(n) / "lighthouse" / "questions" / "01-first-bank.yaml"
        text = bank.read_text(encoding="utf-8").replace("the key?", f"{words}?")
        bank.write_text(text, encoding="utf-8")
        assert learner.import_deck(built(bank.parent).content) == Log(new=4)
    assert learner.col.note_count() == 8
    assert len(learner.ids('"Prompt:*the ghost?"')) == len(learner.ids('"Prompt:*the key?"')) == 1
    assert learner.database_problems() == []


def test_an_empty_deck_imports(make_course: MakeCourse, learner: Learner) -> None:
    talk = "- {id: a, type: discussion, prompt: Who?, look_for: Why., stage: closing}"
    assert learner.import_deck(built(make_course(talk)).content) == Log()
    assert learner.database_problems() == []


@pytest.mark.parametrize("modified", [1, 2**31, 2**32 - 1])
def test_anki_accepts_the_earliest_and_latest_time(learner: Learner, modified: int) -> None:
    learner.import_deck(packed([note(Recall("x"))], modified))
    assert learner.note("noise").mod == modified


def test_the_modification_time_of_an_updated_note(learner: Learner) -> None:
    """The newest engine uses the package's time, 23.10 the time of the import.

    So in 23.10, a deck that was built before the import of an older one does not update it.
    """
    started = int(time.time())
    learner.import_deck(packed([note(Recall("x"))], 1_600_000_000))
    learner.import_deck(packed([note(Recall("y"))], 1_610_000_000))
    assert learner.note("noise")["Answer"] == "y"
    changed = learner.note("noise").mod
    assert changed >= started if version == "23.10" else changed == 1_610_000_000


# Large courses.


@pytest.mark.slow
def test_ten_thousand_questions(make_course: MakeCourse, learner: Learner) -> None:
    files = many(50, 200)
    first = files.pop("bank-000.yaml")
    result = built(make_course(bank=first, more=files))
    assert len(result.lock.notes) == 10_000
    assert learner.import_deck(result.content) == Log(new=10_000)
    assert learner.import_deck(result.content) == Log(duplicate=10_000)
    assert learner.col.card_count() == 10_000
    assert len(learner.decks()) == 52
    assert learner.database_problems() == []


@pytest.mark.slow
def test_two_thousand_banks(make_course: MakeCourse, learner: Learner) -> None:
    files = many(2000, 2)
    bank = files.pop("bank-000.yaml")
    first = built(make_course(bank=bank, more=files))
    assert learner.import_deck(first.content) == Log(new=4000)
    assert len(learner.decks()) == 2002
    assert learner.deck_of("q-1999-1") == "Test course::Bank 1999"
    for id in ("q-7-0", "q-1234-1"):
        learner.study(id)
    before = learner.state()

    changed = files["bank-1234.yaml"].replace("1234.1?", "1234.1, then?")
    second = built(
        make_course(bank=bank, more={**files, "bank-1234.yaml": changed}), first.lock, LATER
    )
    assert second.forecast == Forecast(changed=("q-1234-1",), unchanged=3999)
    assert learner.import_deck(second.content) == Log(updated=1, duplicate=3999)
    assert learner.note("q-1234-1")["Prompt"] == "What was heard in case 1234.1, then?"
    assert learner.state() == before
    assert len(learner.decks()) == 2002
    assert learner.database_problems() == []
