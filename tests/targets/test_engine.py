"""Imports into Anki's own engine: the first, the same again, and after changes by author and learner."""

from __future__ import annotations

from textwrap import indent

import pytest

from studykit.targets.notes import Forecast

from ..conftest import BANK, MakeCourse
from .conftest import (
    ADDED,
    LATER,
    OTHER_COURSE,
    THREE,
    USED,
    built,
    change_templates,
    many,
)
from .learner import Learner, Log, flat, read

# First and repeated imports


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


# Large courses


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
