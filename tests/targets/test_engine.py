"""What Anki's own engine does with our packages, in collections of learners who study in between."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from textwrap import indent
from typing import Any

import pytest
from anki.buildinfo import version

from studykit.bank.model import Recall
from studykit.targets.anki import Built, fields, notetypes
from studykit.targets.anki.package import guid
from studykit.targets.notes import Forecast

from ..conftest import BANK, COURSE, MakeCourse
from .conftest import THREE, built, many, note, packed
from .learner import Learner, Log, flat, read

USED = {"studykit basic", "studykit choice", "studykit cloze"}
"""The note types of `THREE`."""

# A deck is imported, and imported again.


def test_a_first_import_is_all_new(make_course: MakeCourse, learner: Learner) -> None:
    assert learner.take(built(make_course(THREE)).content) == Log(new=3)
    assert learner.ids() == ["motor", "noise", "winding"]
    assert learner.col.card_count() == 4
    assert learner.decks() == {"Default", "Test course", "Test course::Bank"}
    assert learner.note_types() == USED
    assert learner.faults() == []


def test_cards_come_in_the_order_of_the_text_and_siblings_after_all_others(
    make_course: MakeCourse, learner: Learner
) -> None:
    learner.take(built(make_course(THREE)).content)
    in_order = learner.col.find_cards("", order="c.due, c.ord")
    asked = [learner.col.get_card(card) for card in in_order]
    assert [(card.note()["ID"], card.ord) for card in asked] == [
        ("noise", 0),
        ("motor", 0),
        ("winding", 0),
        ("winding", 1),
    ]


def test_the_same_file_again_changes_nothing(make_course: MakeCourse, learner: Learner) -> None:
    content = built(make_course(THREE)).content
    learner.take(content)
    learner.study("noise")
    before = learner.state()
    assert learner.take(content) == Log(duplicate=3)
    assert learner.state() == before


def test_a_changed_question_is_updated_and_keeps_its_progress(
    make_course: MakeCourse, learner: Learner
) -> None:
    first = built(make_course(THREE), now=1_700_000_000)
    learner.take(first.content)
    for id, ord in (("noise", 0), ("motor", 0), ("winding", 1)):
        learner.study(id, ord)
    learner.col.set_user_flag_for_cards(3, [learner.card("noise").id])
    learner.col.sched.suspend_cards([learner.card("motor").id])
    learner.col.sched.bury_cards([learner.card("winding", 1).id])
    before = learner.state()
    assert len(before["reviews"]) == 6

    changed = THREE.replace("What did Marlow hear?", "What did Ida Marlow hear?")
    second = built(make_course(changed), old=first.lock, now=1_700_000_001)
    assert learner.take(second.content) == Log(updated=1, duplicate=2)
    assert learner.note("noise")["Prompt"] == "What did Ida Marlow hear?"
    assert learner.state() == before
    assert learner.card("noise").user_flag() == 3
    assert learner.card("motor").queue == -1
    assert learner.faults() == []


def test_an_older_deck_changes_nothing(make_course: MakeCourse, learner: Learner) -> None:
    first = built(make_course(THREE), now=1_700_000_000)
    changed = THREE.replace("A shutter.", "A loose shutter.")
    second = built(make_course(changed), old=first.lock, now=1_700_000_001)
    learner.take(second.content)
    assert learner.take(first.content) == Log(duplicate=3)
    assert learner.note("noise")["Answer"] == "A loose shutter."


def test_a_learners_tags_on_other_notes_survive(make_course: MakeCourse, learner: Learner) -> None:
    """Anki replaces the tags of a note that it updates, so no other note may be touched."""
    first = built(make_course(THREE), now=1_700_000_000)
    learner.take(first.content)
    for id in ("noise", "motor"):
        learner.col.tags.bulk_add([learner.note(id).id], "mine marked")
    changed = THREE.replace("A shutter.", "A loose shutter.")
    far_ahead = 4_000_000_000  # newer than the learner's edit, which is of today
    learner.take(built(make_course(changed), old=first.lock, now=far_ahead).content)
    assert learner.note("motor").tags == [
        "marked", "mine", "part::1", "source::lighthouse", "speaker::marlow",
        "type::multiple_choice",
    ]  # fmt: skip
    assert learner.note("noise").tags == [
        "part::1", "sound", "source::lighthouse", "speaker::marlow", "type::basic", "wind", "wood",
    ]  # fmt: skip


def test_later_edits_of_learners_are_kept(make_course: MakeCourse, learner: Learner) -> None:
    first = built(make_course(THREE), now=1_700_000_000)
    learner.take(first.content)
    mine = learner.note("noise")
    mine["Answer"] = "A shutter, I think."
    learner.col.update_note(mine)
    changed = THREE.replace("A shutter.", "A loose shutter.")
    second = built(make_course(changed), old=first.lock, now=1_700_000_001)
    assert learner.take(second.content) == Log(duplicate=3)
    assert learner.note("noise")["Answer"] == "A shutter, I think."


def test_a_removed_question_stays_and_an_added_one_is_new(
    make_course: MakeCourse, learner: Learner
) -> None:
    first = built(make_course(THREE), now=1_700_000_000)
    learner.take(first.content)
    learner.study("noise")
    before = learner.state()["reviews"]
    without = THREE.replace("- id: noise", "- id: shutter")
    second = built(make_course(without), old=first.lock, now=1_700_000_001)
    assert second.forecast.new == ("shutter",)
    assert second.forecast.retired == ("noise",)
    assert learner.take(second.content) == Log(new=1, duplicate=2)
    assert learner.ids() == ["motor", "noise", "shutter", "winding"]
    assert learner.state()["reviews"] == before
    assert learner.card("noise").reps == 2
    assert learner.faults() == []


def test_a_new_deletion_in_a_cloze_adds_a_card(make_course: MakeCourse, learner: Learner) -> None:
    first = built(make_course(THREE), now=1_700_000_000)
    learner.take(first.content)
    learner.study("winding", 1)
    before = learner.state()
    more = THREE.replace("wound {{c2::", "{{c3::wound}} {{c2::")
    second = built(make_course(more), old=first.lock, now=1_700_000_001)
    assert learner.take(second.content) == Log(updated=1, duplicate=2)
    after = learner.state()
    assert after["reviews"] == before["reviews"]
    assert [row for row in after["cards"] if row in before["cards"]] == before["cards"]
    assert len(after["cards"]) == len(before["cards"]) + 1
    assert "[...]" in learner.card("winding", 2).question()


def test_a_renamed_bank_gets_only_new_cards(make_course: MakeCourse, learner: Learner) -> None:
    """Anki knows a deck by its name; cards stay in the one they are in."""
    bank = BANK + indent(THREE, "  ")
    first = built(make_course(bank=bank), now=1_700_000_000)
    learner.take(first.content)
    learner.study("noise")
    before = learner.state()
    renamed = bank.replace("title: Bank", "title: The first bank") + indent(ADDED, "  ")
    second = built(make_course(bank=renamed), old=first.lock, now=1_700_000_001)
    assert learner.take(second.content) == Log(new=1, duplicate=3)
    assert learner.state()["cards"][:4] == before["cards"]
    assert learner.deck_of("noise") == "Test course::Bank"
    assert learner.deck_of("clock") == "Test course::The first bank"


def test_a_question_in_another_bank_keeps_its_note_and_reviews(
    make_course: MakeCourse, learner: Learner
) -> None:
    first = built(make_course(THREE), now=1_700_000_000)
    learner.take(first.content)
    learner.study("noise")
    before = learner.state()
    noise, others = THREE[: THREE.index("- id: motor")], THREE[THREE.index("- id: motor") :]
    other = BANK.replace("bank", "other").replace("Bank", "Other")
    more = {"other.yaml": other + indent(noise.replace("A shutter.", "A loose shutter."), "  ")}
    second = built(make_course(others, more=more), old=first.lock, now=1_700_000_001)
    assert learner.take(second.content) == Log(updated=1, duplicate=2)
    assert learner.state() == before
    assert learner.note("noise")["Answer"] == "A loose shutter."


def test_cards_that_a_learner_moved_stay_there(make_course: MakeCourse, learner: Learner) -> None:
    first = built(make_course(THREE), now=1_700_000_000)
    learner.take(first.content)
    learner.col.set_deck([learner.card("noise").id], learner.col.decks.id("Mine"))
    changed = THREE.replace("A shutter.", "A loose shutter.")
    second = built(make_course(changed), old=first.lock, now=1_700_000_001)
    assert learner.take(second.content) == Log(updated=1, duplicate=2)
    assert learner.deck_of("noise") == "Mine"


def test_a_changed_style_or_template_reaches_learners(
    make_course: MakeCourse, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what changed: the type of the template, and no note."""
    first = built(make_course(THREE), now=1_700_000_000)
    learner.take(first.content)
    learner.study("noise")
    before = learner.state()
    file = notetypes._file
    more = {"basic.front.html": "<p>Think first.</p>", "style.css": "i { color: green }"}
    monkeypatch.setattr(notetypes, "_file", lambda name: file(name) + more.get(name, ""))
    second = built(make_course(THREE), old=first.lock, now=1_700_000_001)
    assert second.lock.notes == first.lock.notes
    assert learner.take(second.content) == Log(duplicate=3)
    assert flat(read(learner.card("noise").question()).words) == (
        "What did Marlow hear? Think first."
    )
    assert "i { color: green }" in learner.card("motor").question()
    assert learner.state() == before
    assert learner.note_types() == USED
    assert learner.faults() == []


def test_a_template_that_is_not_newer_changes_nothing(
    make_course: MakeCourse, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Why note types have stamps of their own."""
    folder = make_course(THREE)
    learner.take(built(folder, now=1_700_000_000).content)
    file = notetypes._file
    monkeypatch.setattr(notetypes, "_file", lambda name: file(name) + "<!-- new -->")
    learner.take(built(folder, now=1_700_000_000).content)
    assert "<!-- new -->" not in learner.card("noise").question()


def test_a_question_of_another_type_comes_as_a_new_note(
    make_course: MakeCourse, learner: Learner
) -> None:
    """Anki changes no note's type on import: it would call it conflicting and leave it out."""
    first = built(make_course(THREE), now=1_700_000_000)
    learner.take(first.content)
    learner.study("noise")
    before = learner.state()["reviews"]
    typed = THREE.replace("type: basic", "type: short_answer")
    second = built(make_course(typed), old=first.lock, now=1_700_000_001)
    assert learner.take(second.content) == Log(new=1, duplicate=2)
    assert learner.state()["reviews"] == before
    found = learner.col.find_notes('"note:studykit basic" ID:noise')
    assert len(found) == 1  # by which the forecast says that the old one is found
    third = built(make_course(typed), old=second.lock, now=1_700_000_002)
    assert learner.take(third.content) == Log(duplicate=3)
    assert learner.faults() == []


def test_a_renamed_question_keeps_its_note_and_reviews(
    make_course: MakeCourse, learner: Learner
) -> None:
    first = built(make_course(THREE), now=1_700_000_000)
    learner.take(first.content)
    learner.study("noise")
    before = learner.state()
    renamed = THREE.replace("- id: noise", "- id: shutter\n  formerly: noise")
    second = built(make_course(renamed), old=first.lock, now=1_700_000_001)
    assert second.forecast.changed == ("shutter",)
    assert second.forecast.retired == ()
    assert learner.take(second.content) == Log(updated=1, duplicate=2)
    assert learner.ids() == ["motor", "shutter", "winding"]
    assert learner.state() == before


# What may change, and what a learner has made of the deck by then.

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
    """The next version of the course: its questions, what Anki says of it, what we foretold."""

    questions: str
    log: Log
    forecast: Forecast
    more: dict[str, str | bytes] = field(default_factory=dict)
    bank: str = BANK
    files: dict[str, str] = field(default_factory=dict)
    """What is appended to templates."""


def foretold(**changes: Any) -> Forecast:
    return Forecast(**{"new": (), "changed": (), "unchanged": 3, **changes})


CHANGES = {
    "nothing": Change(THREE, Log(duplicate=3), foretold()),
    "a question is changed": Change(
        THREE.replace("What did Marlow hear?", "What did Ida Marlow hear?"),
        Log(updated=1, duplicate=2),
        foretold(changed=("noise",), unchanged=2),
    ),
    "a question goes": Change(OTHERS, Log(duplicate=2), foretold(unchanged=2, retired=("noise",))),
    "a question is added": Change(ADDED + THREE, Log(new=1, duplicate=3), foretold(new=("clock",))),
    "a template": Change(
        THREE, Log(duplicate=3), foretold(), files={"choice.front.html": "<p>Think.</p>"}
    ),
    "the style": Change(
        THREE, Log(duplicate=3), foretold(), files={"style.css": "i { color: green }"}
    ),
    "a question in another bank": Change(
        OTHERS,
        Log(duplicate=3),
        foretold(moved=("noise",)),
        more={
            "other.yaml": BANK.replace("bank", "other").replace("Bank", "Other")
            + indent(NOISE, "  ")
        },
    ),
    "a bank with another title": Change(
        THREE, Log(duplicate=3), foretold(), bank=BANK.replace("Bank", "The first bank")
    ),
    "a bank with another id": Change(
        THREE,
        Log(duplicate=3),
        foretold(moved=("noise", "motor", "winding")),
        bank=BANK.replace("bank", "first"),
    ),
    "a question with another id": Change(
        THREE.replace("- id: noise", "- id: shutter\n  formerly: noise"),
        Log(updated=1, duplicate=2),
        foretold(changed=("shutter",), unchanged=2),
    ),
    "a question of another type": Change(
        THREE.replace("type: basic", "type: short_answer"),
        Log(new=1, duplicate=2),
        foretold(unchanged=2, retyped=(("noise", "studykit basic"),)),
    ),
    "an order of its own": Change(OTHERS + NOISE, Log(duplicate=3), foretold()),
}

EDITED, LATER = 1_710_000_000, 1_720_000_000
"""When the learner writes, and when the next version is made: after it."""


@pytest.fixture
def first(make_course: MakeCourse, learner: Learner) -> Built:
    """What a learner has had for a while: all was reviewed; there are flags, cards put aside,
    tags, and a note that the learner wrote something into."""
    first = built(make_course(THREE))
    learner.take(first.content)
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
        learner.date(id, EDITED)
    return first


def next_version(
    change: Change, make_course: MakeCourse, monkeypatch: pytest.MonkeyPatch, first: Built
) -> Built:
    file = notetypes._file
    monkeypatch.setattr(notetypes, "_file", lambda name: file(name) + change.files.get(name, ""))
    bank = change.bank + indent(change.questions, "  ")
    return built(make_course(bank=bank, more=change.more), old=first.lock, now=LATER)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize(
    "asked",
    [{}, {"merge": True}, {"scheduling": True}],
    ids=["as by default", "merging note types", "with scheduling"],
)
def test_updates_keep_reviews_tags_and_edits(
    make_course: MakeCourse,
    learner: Learner,
    monkeypatch: pytest.MonkeyPatch,
    first: Built,
    change: Change,
    asked: dict[str, bool],
) -> None:
    before = learner.state()
    assert len(before["reviews"]) == 8
    second = next_version(change, make_course, monkeypatch, first)
    assert second.forecast == change.forecast
    assert learner.take(second.content, **asked) == change.log
    after = learner.state()
    assert after["reviews"] == before["reviews"]
    assert after["cards"][:4] == before["cards"]
    assert len(after["cards"]) == 4 + change.log.new
    assert learner.card("motor").queue == -1
    assert learner.note("motor")["Explanation"] == "As I see it."
    assert {"marked", "mine"} <= set(learner.note("winding").tags)
    assert {learner.deck_of(id) for id in ("motor", "winding")} == {"Test course::Bank"}
    assert learner.note_types() == USED | (
        {"studykit typed answer"} if change.forecast.retyped else set()
    )
    assert learner.faults() == []
    assert learner.take(second.content, **asked) == Log(duplicate=len(second.lock.notes))
    assert learner.state() == after


@pytest.mark.parametrize(
    ("change", "seen"),
    [("a template", "<p>Think.</p>"), ("the style", "i { color: green }")],
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
    learner.take(next_version(CHANGES[change], make_course, monkeypatch, first).content)
    assert seen in learner.card("motor").question()


def test_a_learner_may_skip_versions(
    make_course: MakeCourse, learner: Learner, first: Built
) -> None:
    """What came in between is in the last one."""
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
    assert last.forecast == foretold(changed=("winding",))
    assert learner.take(last.content) == Log(new=1, updated=2, duplicate=1)
    assert learner.ids() == ["clock", "motor", "shutter", "winding"]
    assert learner.state()["cards"][:4] == before["cards"]
    assert learner.faults() == []


def test_a_renamed_question_without_formerly_keeps_its_note(
    make_course: MakeCourse, learner: Learner, first: Built
) -> None:
    """The lock remembers the id that the note was first made with."""
    renamed = THREE.replace("- id: noise", "- id: shutter\n  formerly: noise")
    second = built(make_course(renamed), old=first.lock, now=LATER)
    bare = THREE.replace("- id: noise", "- id: shutter").replace("A shutter.", "A loose shutter.")
    third = built(make_course(bare), old=second.lock, now=LATER + 1)
    assert third.forecast == foretold(changed=("shutter",), unchanged=2)
    before = learner.state()
    assert learner.take(third.content) == Log(updated=1, duplicate=2)
    assert learner.note("shutter").guid == guid("test-course", "noise")
    assert learner.note("shutter")["Answer"] == "A loose shutter."
    assert learner.state() == before


# What is found of what is built no more.


def test_the_search_finds_exactly_the_old_notes(make_course: MakeCourse, learner: Learner) -> None:
    """Not the notes of another course that have the same ids."""
    other = COURSE.replace("test-course", "other-course").replace("Test course", "Other course")
    first = built(make_course(THREE))
    learner.take(first.content)
    learner.take(built(make_course(THREE, course=other)).content)

    one = built(make_course(OTHERS), old=first.lock, now=LATER)
    assert (one.old_notes, one.search) == (1, '"deck:Test course" ID:noise')
    (found,) = learner.col.find_notes(one.search)
    assert found == learner.col.find_notes('ID:noise "deck:Test course"')[0]

    typed = ADDED + OTHERS[: OTHERS.index("- id: winding")].replace(
        "type: multiple_choice\n", "type: basic\n"
    ).replace("key:", "answer:").replace(
        "  distractors: [It is too dear., It is too loud., It would break.]\n", ""
    )
    two = built(make_course(typed), old=first.lock, now=LATER)
    assert two.old_notes == 3
    assert two.search == (
        '"deck:Test course" (ID:noise OR ID:winding OR ("note:studykit choice" ID:motor))'
    )
    learner.take(two.content)
    assert learner.ids('"deck:Test course"') == ["clock", "motor", "motor", "noise", "winding"]
    assert learner.ids(two.search) == ["motor", "noise", "winding"]
    learner.col.remove_notes(learner.col.find_notes(two.search))
    assert learner.ids('"deck:Test course"') == ["clock", "motor"]
    assert learner.ids('"deck:Other course"') == ["motor", "noise", "winding"]
    assert learner.take(two.content) == Log(duplicate=2)


@pytest.mark.parametrize(
    "deck", ["Li*ht_s", "a: b (c or d)", 'a "b" -c', "a\\b", "Fünf 灯", "x OR deck:Other"]
)
def test_the_search_escapes_wildcards_in_deck_names(
    make_course: MakeCourse, learner: Learner, deck: str
) -> None:
    like = deck.replace("*", "g").replace("_", "t")
    decoy = COURSE.replace("test-course", "other").replace("Test course", "Other")
    if like != deck:
        decoy += f"deck: {like!r}\n"
    learner.take(built(make_course(THREE, course=decoy)).content)
    course = COURSE + f"deck: {deck!r}\n"
    first = built(make_course(THREE, course=course))
    learner.take(first.content)
    second = built(make_course(OTHERS, course=course), old=first.lock, now=LATER)
    (found,) = learner.col.find_notes(second.search)
    assert learner.col.get_note(found).guid == guid("test-course", "noise")


# The first version that was published.

ONCE = tuple("Spare 1" if name == "Stimulus" else name for name in notetypes.FIELDS)


@pytest.fixture
def landed(make_course: MakeCourse, learner: Learner, monkeypatch: pytest.MonkeyPatch) -> Built:
    """It had a spare field where the stimulus is now."""
    with monkeypatch.context() as then:
        then.setattr(notetypes, "FIELDS", ONCE)
        then.setattr(fields, "FIELDS", ONCE)
        then.setattr(notetypes, "FIRST_NAMES", {})
        first = built(make_course(THREE))
    learner.take(first.content)
    assert "Spare 1" in learner.note("noise").keys()  # noqa: SIM118
    for id, ord in (("noise", 0), ("motor", 0), ("winding", 1)):
        learner.study(id, ord)
    return first


def test_the_first_version_is_updated_in_place(
    make_course: MakeCourse, learner: Learner, landed: Built
) -> None:
    before = learner.state()
    second = built(make_course(THREE), old=landed.lock, now=LATER)
    assert second.forecast == foretold()
    assert learner.take(second.content) == Log(duplicate=3)
    for id in ("noise", "motor", "winding"):
        assert learner.note(id).keys() == list(notetypes.FIELDS)
    assert learner.note_types() == USED
    assert learner.state() == before
    assert learner.faults() == []


def test_a_former_spare_field_is_filled(
    make_course: MakeCourse, learner: Learner, landed: Built
) -> None:
    before = learner.state()
    says = THREE.replace("type: multiple_choice", "type: who_said_it")
    says = says.replace("key: It asks nothing of anybody.", "key: Marlow")
    says = says.replace("[It is too dear., It is too loud., It would break.]", "[The reporter]")
    second = built(make_course(says), old=landed.lock, now=LATER)
    assert learner.take(second.content) == Log(updated=1, duplicate=2)
    assert learner.note("motor")["Stimulus"] == (
        '<blockquote lang="en" dir="auto">Because a motor asks nothing of anybody</blockquote>'
    )
    assert "Because a motor asks nothing" in flat(read(learner.card("motor").question()).words)
    assert learner.note_types() == USED
    assert learner.state() == before
    assert learner.faults() == []


# What a deck says of itself.


def test_the_description_names_version_licence_and_publishers(
    make_course: MakeCourse, learner: Learner
) -> None:
    course = COURSE + "licence: MIT\nversion: '1.2'\ndescription: On one light.\n"
    learner.take(built(make_course(THREE, course=course)).content)
    assert learner.description("Test course") == (
        "On one light.<br>Version 1.2.<br>Questions: MIT licence.<br>"
        "Quotes belong to their publishers: The Shutter and the Light (written for studykit)."
    )


def test_notes_are_found_by_id_and_by_tags(make_course: MakeCourse, learner: Learner) -> None:
    learner.take(built(make_course(THREE.replace("tags:", "level: analyze\n  tags:"))).content)
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


# Other courses, other times.


def test_two_courses_are_independent(make_course: MakeCourse, learner: Learner) -> None:
    """The same ids of questions and banks in two courses are two notes in two decks."""
    learner.take(built(make_course(THREE)).content)
    other = COURSE.replace("test-course", "other-course").replace("Test course", "Other course")
    assert learner.take(built(make_course(THREE, course=other)).content) == Log(new=3)
    assert learner.col.note_count() == 6
    assert learner.decks() >= {"Test course::Bank", "Other course::Bank"}
    assert learner.faults() == []


def test_an_empty_deck_imports(make_course: MakeCourse, learner: Learner) -> None:
    talk = "- {id: a, type: discussion, prompt: Who?, look_for: Why., stage: closing}"
    assert learner.take(built(make_course(talk)).content) == Log()
    assert learner.faults() == []


@pytest.mark.parametrize("modified", [1, 2**31, 2**32 - 1])
def test_anki_accepts_the_earliest_and_latest_time(learner: Learner, modified: int) -> None:
    learner.take(packed([note(Recall("x"))], modified))
    assert learner.note("noise").mod == modified


def test_when_an_updated_note_counts_as_changed(learner: Learner) -> None:
    """The newest engine takes the package's time, 23.10 that of the import: there a later version
    must not have been made before the former was imported."""
    began = int(time.time())
    learner.take(packed([note(Recall("x"))], 1_600_000_000))
    learner.take(packed([note(Recall("y"))], 1_610_000_000))
    assert learner.note("noise")["Answer"] == "y"
    changed = learner.note("noise").mod
    assert changed >= began if version == "23.10" else changed == 1_610_000_000


# Many.


@pytest.mark.slow
def test_ten_thousand_questions(make_course: MakeCourse, learner: Learner) -> None:
    files = many(50, 200)
    first = files.pop("bank-000.yaml")
    result = built(make_course(bank=first, more=files))
    assert len(result.lock.notes) == 10_000
    assert learner.take(result.content) == Log(new=10_000)
    assert learner.take(result.content) == Log(duplicate=10_000)
    assert learner.col.card_count() == 10_000
    assert len(learner.decks()) == 52
    assert learner.faults() == []


@pytest.mark.slow
def test_two_thousand_banks(make_course: MakeCourse, learner: Learner) -> None:
    files = many(2000, 2)
    bank = files.pop("bank-000.yaml")
    first = built(make_course(bank=bank, more=files))
    assert learner.take(first.content) == Log(new=4000)
    assert len(learner.decks()) == 2002
    assert learner.deck_of("q-1999-1") == "Test course::Bank 1999"
    for id in ("q-7-0", "q-1234-1"):
        learner.study(id)
    before = learner.state()

    changed = files["bank-1234.yaml"].replace("1234.1?", "1234.1, then?")
    second = built(
        make_course(bank=bank, more={**files, "bank-1234.yaml": changed}), first.lock, LATER
    )
    assert second.forecast == Forecast(new=(), changed=("q-1234-1",), unchanged=3999)
    assert learner.take(second.content) == Log(updated=1, duplicate=3999)
    assert learner.note("q-1234-1")["Prompt"] == "What was heard in case 1234.1, then?"
    assert learner.state() == before
    assert len(learner.decks()) == 2002
    assert learner.faults() == []
