"""Every kind of change, imported into a collection with reviews, flags, tags and edits."""

from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import indent
from typing import Any

import pytest

from studykit.targets.anki import Built, fields, notetypes
from studykit.targets.anki.package import guid
from studykit.targets.notes import Forecast, Moved, Renamed

from ..conftest import BANK, MakeCourse
from .conftest import (
    ADDED,
    EDITED,
    LATER,
    NOISE,
    OTHERS,
    THREE,
    USED,
    built,
    change_templates,
)
from .learner import Learner, Log, flat, read


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
    checked = learner.state()  # Anki may have added a time of review
    assert learner.import_deck(second.content, **options) == Log(duplicate=len(second.lock.notes))
    assert learner.state() == checked


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


# Spare fields


def test_a_spare_field_can_get_another_name(
    make_course: MakeCourse, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its id stays, so Anki renames it in place, and no note is conflicting."""
    first = built(make_course(THREE))
    learner.import_deck(first.content)
    learner.study("noise")
    before = learner.state()
    renamed = tuple("Picture" if name == "Spare 2" else name for name in notetypes.FIELDS)
    for module in (notetypes, fields):
        monkeypatch.setattr(module, "FIELDS", renamed)
    monkeypatch.setitem(notetypes.FIRST_NAMES, "Picture", "Spare 2")
    change_templates(monkeypatch, {})
    second = built(make_course(THREE), old=first.lock, now=LATER)
    assert learner.import_deck(second.content) == Log(duplicate=3)
    for id in ("noise", "motor", "winding"):
        assert learner.note(id).keys() == list(renamed)
    assert learner.note_types() == USED
    assert learner.state() == before
    assert learner.database_problems() == []


# Reversed cards


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
