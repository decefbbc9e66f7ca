"""What Anki does when a package is imported again: the facts that the design of decks rests on.

One test for each row of the table: a change in the package, or by the learner, and its effect with
the default options of Anki's import.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from studykit.bank.model import Blank, Fill, Recall
from studykit.targets.anki import fields, notetypes
from studykit.targets.anki.fields import NoteFields
from studykit.targets.anki.notetypes import BASIC, CHOICE, FIELDS, NoteType
from studykit.targets.anki.package import Deck, package
from studykit.targets.notes import NotesLock

from .conftest import INFO, change_templates, note, packed, record
from .learner import Learner, Log

BUILT, LATER = 1_700_000_000, 1_700_000_500
"""The times of the first package and of the next one."""

EDITED = 1_700_000_400
"""The time of a learner's edit between them."""

SHUTTER, GULL = note(Recall("A shutter.")), note(Recall("A gull."))


def answer(learner: Learner) -> str:
    return str(learner.note("noise")["Answer"])


def edit(learner: Learner, text: str, time: int) -> None:
    """Change the answer, as a learner does in Anki's browser."""
    edited = learner.note("noise")
    edited["Answer"] = text
    learner.col.update_note(edited)
    learner.set_modified("noise", time)


@pytest.fixture(autouse=True)
def _first_import(learner: Learner) -> None:
    """Import a note and study it; afterwards, its reviews are still there."""
    assert learner.import_deck(packed([SHUTTER], BUILT)) == Log(new=1)
    learner.study("noise")


@pytest.fixture(autouse=True)
def _progress_is_kept(learner: Learner, _first_import: None) -> object:
    before = learner.state()
    (card,) = learner.col.find_cards(f"Key:{INFO.id}/noise")
    learner.col.set_user_flag_for_cards(3, [card])
    learner.col.sched.suspend_cards([card])
    yield
    after = learner.col.get_card(card)
    assert learner.state()["reviews"] == before["reviews"]
    assert (after.reps, after.user_flag(), after.queue) == (2, 3, -1)
    assert learner.database_problems() == []


# The same note again.


def test_a_newer_note_updates_the_one_with_its_guid(learner: Learner) -> None:
    assert learner.import_deck(packed([GULL], LATER)) == Log(updated=1)
    assert answer(learner) == "A gull."


@pytest.mark.parametrize("modified", [BUILT, BUILT - 1])
def test_a_note_that_is_not_newer_is_a_duplicate(learner: Learner, modified: int) -> None:
    assert learner.import_deck(packed([GULL], modified)) == Log(duplicate=1)
    assert answer(learner) == "A shutter."


def test_a_note_with_another_guid_is_a_second_note(learner: Learner) -> None:
    """So a guid must not depend on the text."""
    assert learner.import_deck(packed([replace(GULL, id="sound")], LATER)) == Log(new=1)
    assert learner.keys() == ["test-course/noise", "test-course/sound"]


def test_a_removed_note_stays(learner: Learner) -> None:
    other = replace(GULL, id="gull", fields=GULL.fields | {"ID": "gull"})
    assert learner.import_deck(packed([other], LATER)) == Log(new=1)
    assert learner.ids() == ["gull", "noise"]


def test_a_removed_cloze_stays_as_an_empty_card(learner: Learner) -> None:
    two = note(Fill((Blank(1, "salt"), " and ", Blank(2, "tar"))), id="fill")
    one = note(Fill((Blank(1, "salt"), " and tar")), id="fill")
    learner.import_deck(packed([two], BUILT))
    assert learner.import_deck(packed([one], LATER)) == Log(updated=1)
    assert learner.empty_cards() == {("test-course/fill", 2)}


# Learners' edits.


def test_an_edit_that_is_later_than_the_package_is_kept(learner: Learner) -> None:
    edit(learner, "I say a gull.", LATER + 1)
    assert learner.import_deck(packed([GULL], LATER)) == Log(duplicate=1)
    assert answer(learner) == "I say a gull."


def test_an_edit_that_is_earlier_than_the_package_is_lost(learner: Learner) -> None:
    edit(learner, "I say a gull.", EDITED)
    assert learner.import_deck(packed([GULL], LATER)) == Log(updated=1)
    assert answer(learner) == "A gull."


def test_an_update_replaces_tags(learner: Learner) -> None:
    learner.col.tags.bulk_add([learner.note("noise").id], "mine marked leech")
    learner.set_modified("noise", EDITED)
    learner.import_deck(packed([GULL], LATER))
    assert learner.note("noise").tags == sorted(GULL.tags)


def test_tags_are_kept_without_an_update(learner: Learner) -> None:
    learner.col.tags.bulk_add([learner.note("noise").id], "mine")
    learner.set_modified("noise", EDITED)
    learner.import_deck(packed([SHUTTER], BUILT))
    assert learner.note("noise").tags == sorted(["mine", *SHUTTER.tags])


# Note types.


@pytest.mark.parametrize("type", [replace(BASIC, id=BASIC.id + 5_000), CHOICE])
def test_a_note_of_another_type_is_conflicting(learner: Learner, type: NoteType) -> None:
    """It is not updated, and a second note type appears."""
    content = packed([replace(GULL, type=type)], LATER)
    assert learner.import_deck(content) == Log(conflicting=1)
    assert answer(learner) == "A shutter."
    assert len(learner.note_types()) == 2


CHANGES: dict[str, Callable[[tuple[str, ...]], tuple[str, ...]]] = {
    "added": lambda names: (*names, "More"),
    "removed": lambda names: names[:-1],
    "renamed": lambda names: (*names[:-1], "More"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_another_field_makes_all_notes_of_the_type_conflicting(
    learner: Learner, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    changed = CHANGES[change](FIELDS)
    for module in (notetypes, fields):
        monkeypatch.setattr(module, "FIELDS", changed)
    change_templates(monkeypatch, {})
    assert learner.import_deck(packed([GULL], LATER)) == Log(conflicting=1)
    assert answer(learner) == "A shutter."
    assert len(learner.note_types()) == 2


def test_a_renamed_field_with_the_same_id_is_renamed_in_place(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = (*FIELDS[:-1], "More")
    for module in (notetypes, fields):
        monkeypatch.setattr(module, "FIELDS", renamed)
    monkeypatch.setitem(notetypes.FIRST_NAMES, "More", FIELDS[-1])
    change_templates(monkeypatch, {})
    assert learner.import_deck(packed([GULL], LATER)) == Log(updated=1)
    assert learner.note("noise").keys() == list(renamed)
    assert learner.note_types() == {"studykit basic"}


def test_a_template_or_style_is_updated_if_its_note_type_is_newer(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    (model,) = [m for m in learner.col.models.all() if m["name"] == "studykit basic"]
    learner.col.models.save(model)  # as after a change of the learner's, at the present time
    for time, shown in ((1_600_000_000, False), (4_000_000_000, True)):
        with monkeypatch.context() as patch:
            more = {"basic.front.html": "<p>Think.</p>", "style.css": "i { color: red }"}
            change_templates(patch, more, time)
            learner.import_deck(packed([SHUTTER], BUILT))
        question = learner.card("noise").question()
        assert ("<p>Think.</p>" in question, "i { color: red }" in question) == (shown, shown)


# Decks.


def in_deck(name: str, notes: list[NoteFields], modified: int) -> bytes:
    """Return a package with a deck of this name, whose id is always the same."""
    lock = NotesLock(notes={n.id: record(n.id, modified) for n in notes})
    return package(INFO.id, [Deck("bank", name, "", tuple(notes))], lock)


def test_a_renamed_deck_is_another_deck(learner: Learner) -> None:
    """Its name is its identity, not its id: old cards stay in the old deck, new ones do not come there."""
    other = replace(GULL, id="gull", fields=GULL.fields | {"ID": "gull"})
    assert learner.import_deck(in_deck("Lights", [GULL, other], LATER)) == Log(new=1, updated=1)
    assert learner.deck_of("noise") == "Test course::Bank"
    assert learner.deck_of("gull") == "Lights"


def test_a_renamed_deck_is_empty_without_new_notes(learner: Learner) -> None:
    learner.import_deck(in_deck("Lights", [GULL], LATER))
    assert "Lights" in learner.decks()
    assert learner.col.find_cards("deck:Lights") == []


def test_a_deck_that_the_learner_renamed_first_is_the_same(learner: Learner) -> None:
    learner.col.decks.rename(learner.col.decks.by_name("Test course::Bank"), "Lights")
    before = learner.decks()
    learner.import_deck(in_deck("Lights", [GULL], LATER))
    assert learner.deck_of("noise") == "Lights"
    assert learner.decks() == before


@pytest.mark.parametrize("name", ["test course::bank", "TEST COURSE::BANK"])
def test_case_does_not_count_in_names_of_decks(learner: Learner, name: str) -> None:
    before = learner.decks()
    learner.import_deck(in_deck(name, [GULL], LATER))
    assert learner.decks() == before


def test_cards_stay_where_the_learner_moved_them(learner: Learner) -> None:
    learner.col.set_deck([learner.card("noise").id], learner.col.decks.id("Mine"))
    assert learner.import_deck(packed([GULL], LATER)) == Log(updated=1)
    assert learner.deck_of("noise") == "Mine"


# Media.


def with_picture(content: bytes, picture: bytes) -> bytes:
    """Add a picture to a package."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        new.writestr("collection.anki2", old.read("collection.anki2"))
        new.writestr("media", '{"0": "light.png"}')
        new.writestr("0", picture)
    return made.getvalue()


def test_a_picture_with_other_bytes_gets_another_name(learner: Learner) -> None:
    shown = replace(SHUTTER, fields=SHUTTER.fields | {"Answer": '<img src="light.png">'})
    learner.import_deck(with_picture(packed([shown], BUILT + 1), b"one"))
    assert answer(learner) == '<img src="light.png">'
    learner.set_modified("noise", BUILT + 1)
    learner.import_deck(with_picture(packed([shown], LATER), b"another"))
    assert answer(learner) != '<img src="light.png">'
    assert answer(learner).startswith('<img src="light-')
