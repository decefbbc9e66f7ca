"""Every card of the shipped course, in Anki's own engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from typing import get_args

import pytest

from studykit.bank.model import Level
from studykit.targets.anki import Built
from studykit.targets.anki.package import rows
from studykit.targets.notes import NOTES_LOCK, NotesLock

from ..conftest import REPOSITORY
from .conftest import built
from .learner import Learner, Log, collection, flat, read

QUESTIONS = REPOSITORY / "questions"


@pytest.fixture(scope="module")
def built_course() -> Built:
    """Build the course from its current questions, with pins if the texts are missing."""
    return built(QUESTIONS, old=NotesLock.read(QUESTIONS / NOTES_LOCK))


@pytest.fixture(scope="module")
def shipped(built_course: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    """Return a learner who has just imported the course."""
    with collection(tmp_path_factory.mktemp("shipped")) as learner:
        assert learner.import_deck(built_course.content) == Log(new=len(built_course.lock.notes))
        yield learner


def test_the_shipped_course_passes_anki_checks(built_course: Built, shipped: Learner) -> None:
    assert shipped.col.note_count() == len(built_course.lock.notes) > 100
    assert shipped.col.card_count() == built_course.cards
    assert list(shipped.col.get_empty_cards().notes) == []
    assert shipped.database_problems() == []
    assert shipped.import_deck(built_course.content) == Log(duplicate=len(built_course.lock.notes))


def test_the_deck_in_the_repository_can_be_imported_and_updated(
    built_course: Built, learner: Learner
) -> None:
    (deck,) = (REPOSITORY / "decks").glob("*.apkg")
    content = deck.read_bytes()
    assert learner.import_deck(content) == Log(new=len(rows(content)["notes"]))
    assert learner.import_deck(built_course.content).conflicting == 0
    assert learner.database_problems() == []


def test_the_description_names_version_licence_and_translators(shipped: Learner) -> None:
    description = shipped.description("Liang Wenfeng interview")
    assert re.search(r"<br>Version \d+\.\d+\S*\.<br>Questions: MIT licence\.<br>", description)
    for name in ("Chenchuan He", "Ziyue Yu", "Harry Wang", "The China Academy", "Zhongxiaowen"):
        assert name in description


def test_each_deck_has_a_description(shipped: Learner) -> None:
    decks = shipped.decks() - {"Default"}
    assert len(decks) == 9
    assert [deck for deck in decks if len(shipped.description(deck)) < 40] == []


def test_new_cards_follow_the_interview(shipped: Learner) -> None:
    """In each of the five parts, cards follow its exchanges, and a question comes before its answer."""
    for part in range(1, 6):
        (deck,) = (name for name in shipped.decks() if f"::Part {part}: " in name)
        cards = shipped.col.find_cards(f'"deck:{deck}" card:1', order="c.due")
        assert len(cards) > 14
        places = []
        for note in (shipped.col.get_card(id).note() for id in cards):
            first = note["Passage"].partition("</figcaption>")[0]
            place = re.search(rf"Part {part}, ([QA])(\d+)", first)
            assert place, note["ID"]
            places.append((int(place[2]), place[1] == "A"))
        assert places == sorted(places)


def test_siblings_are_apart(shipped: Learner) -> None:
    """In each deck, the first cards of all notes come before any other card."""
    for deck in shipped.decks():
        due = shipped.col.find_cards(f'"deck:{deck}" -deck:"{deck}::*" is:new', order="c.due")
        notes = [shipped.col.get_card(id).nid for id in due]
        first = notes[: len(set(notes))]
        assert len(first) == len(set(first)), deck
    due = shipped.col.find_cards("is:new", order="c.due")
    notes = [shipped.col.get_card(id).nid for id in due]
    assert [shipped.col.get_note(n)["ID"] for n, next in pairwise(notes) if n == next] == []


def test_every_note_is_tagged(shipped: Learner) -> None:
    """Every note has tags for its type, level, section and sources."""
    for id in shipped.col.find_notes(""):
        note = shipped.col.get_note(id)
        values: dict[str, list[str]] = {}
        for tag in note.tags:
            key, _, value = tag.partition("::")
            values.setdefault(key, []).append(value)
        assert len(values["type"]) == 1, note["ID"]
        assert set(values["level"]) < set(get_args(Level)), note["ID"]
        assert len(values["source"]) == note["Credit"].count("<br>") + 1, note["ID"]
        assert values.get("part") or values.get("section"), note["ID"]
        assert set(values.get("part", [])) <= set("12345"), note["ID"]
    for tag in ("part::1", "type::cloze", "level::analyze", "speaker::liang", "source::he-yu"):
        assert len(shipped.ids(f"tag:{tag}")) > 10, tag


def test_every_shipped_note_fits_its_type(shipped: Learner) -> None:
    """No first field is empty; clozes and only clozes contain deletions."""
    for id in shipped.col.find_notes(""):
        note = shipped.col.get_note(id)
        assert (note["ID"], note.fields_check()) == (note["ID"], 0)


def test_every_shipped_card_shows_its_question_and_no_passage_on_the_front(
    shipped: Learner,
) -> None:
    for card in shipped.cards():
        html, note = card.question(), card.note()
        front = read(html)
        assert flat(front.words) not in ("", "[[type:Answer]]"), note["ID"]
        assert front.tags <= {
            *("div", "label", "ol", "li", "em", "strong", "code", "span", "p", "br", "ul"),
            *("blockquote", "figure", "figcaption"),
        }
        if not note["Stimulus"]:
            assert "passage" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
        assert note["Passage"] not in html
        assert front.links == []


def test_every_shipped_card_shows_its_passages_on_the_back(shipped: Learner) -> None:
    for card in shipped.cards():
        html, note = card.answer(), card.note()
        assert html.count(note["Passage"]) == 1, note["ID"]
        quotes = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", note["Passage"])
        assert quotes
        words = flat(read(html).words)
        assert all(flat(unescape(quote)) in words for quote in quotes)
        assert note["Passage"].count('<figure class="passage">') == len(quotes)
        assert read(html).links == read(note["Passage"]).links
        assert html.count(note["Credit"]) == 1


def test_no_shipped_card_contains_live_markup(shipped: Learner) -> None:
    for card in shipped.cards():
        assert card.question_av_tags() == card.answer_av_tags() == []
        for html in (card.question(), card.answer()):
            words = read(html).words
            typed = (
                ["[[type:Answer]]"] if card.note_type()["name"] == "studykit typed answer" else []
            )
            assert re.findall(r"\[\[.*?\]\]", words) == typed
            assert "{{" not in words
            assert "}}" not in words


def test_every_shipped_cloze_shows_its_answer_on_the_back(shipped: Learner) -> None:
    for card in shipped.cards():
        if card.note_type()["name"] == "studykit cloze":
            answers = re.findall(r'<span class="cloze" data-cloze="(.*?)"', card.question())
            shown = re.findall(
                r'<span class="cloze" data-ordinal="\d+">(.*?)</span>', card.answer()
            )
            assert answers, card.note()["ID"]
            assert [unescape(answer) for answer in answers] == shown


def test_every_shipped_option_has_the_same_number_on_both_sides(shipped: Learner) -> None:
    def options(html: str) -> list[tuple[str, str]]:
        items = re.findall(r'<li data-n="(\d+)".*?><div class="text">(.*?)</div>', html)
        return [(n, flat(read(item).words)) for n, item in items]

    for card in shipped.cards():
        if card.note_type()["name"] == "studykit choice":
            front = options(card.note()["Options"])
            assert len(front) > 1
            assert options(card.note()["Answer"]) == front
            assert card.note()["Answer"].count('class="right"') >= 1
