"""Several courses in one collection, old notes, and what Anki's browser shows of them."""

from __future__ import annotations

import time
from contextlib import nullcontext
from pathlib import Path
from textwrap import indent

import pytest
from anki.buildinfo import version

from studykit.bank.model import Recall
from studykit.cli.init import init
from studykit.targets.notes import Forecast

from ..conftest import COURSE, MakeCourse
from ..locale.marking import MARKED, mark, marked_language
from .conftest import ADDED, LATER, OTHER_COURSE, OTHERS, THREE, built, note, packed
from .learner import Learner, Log

# The search for old notes


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


# Anki's browser


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


# Description and tags


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


# Other courses and extreme times


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


# Courses in two languages

LINK_AND_VERDICT = {
    "de": ("in der Quelle lesen", "Nicht richtig."),
    MARKED: (mark("read the source"), mark("Not right.")),
}


@pytest.mark.parametrize("lang", ["de", MARKED])
def test_courses_in_two_languages_share_note_types_and_keep_their_words(
    make_course: MakeCourse, learner: Learner, tmp_path: Path, lang: str
) -> None:
    """Whichever was imported last: the templates are one, and the words are in the notes."""
    english = built(make_course(THREE))
    bank = f"id: bank\ntitle: Bank\ndefaults: {{lang: {lang}}}\nquestions:\n" + indent(THREE, "  ")
    link, verdict = LINK_AND_VERDICT[lang]
    with marked_language(tmp_path) if lang == MARKED else nullcontext():
        other = built(make_course(bank=bank, course=OTHER_COURSE))
    learner.import_deck(english.content)
    alone = note_types(learner), words_of(learner, "test-course")
    assert learner.import_deck(other.content) == Log(new=3)
    assert note_types(learner) == alone[0]
    assert words_of(learner, "test-course") == alone[1]
    assert "read the source" in alone[1]["motor"]
    marked = words_of(learner, "other-course")
    assert link in marked["motor"]
    assert f'data-wrong="{verdict}"' in marked["motor"]
    assert "read the source" not in "".join(marked.values())
    assert learner.import_deck(english.content) == Log(duplicate=3)
    assert (words_of(learner, "test-course"), words_of(learner, "other-course")) == (
        alone[1],
        marked,
    )


def note_types(learner: Learner) -> dict[str, object]:
    """The note types without the time of their last change in this collection."""
    models = [learner.col.models.by_name(name) for name in learner.note_types()]
    return {m["name"]: (m["id"], m["flds"], m["tmpls"], m["css"]) for m in models}


def words_of(learner: Learner, course: str) -> dict[str, str]:
    """The back of each card of a course as Anki renders it."""
    cards = map(learner.col.get_card, learner.col.find_cards(f"Key:{course}/* card:1"))
    return {card.note()["ID"]: card.answer() for card in cards}
