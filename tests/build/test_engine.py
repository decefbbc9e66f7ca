"""What Anki's own engine does with our packages, in collections of learners who study in between."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from textwrap import indent
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from studykit.bank.kinds.cloze import parse_cloze
from studykit.bank.model import (
    Arrange,
    Blank,
    Choose,
    Discuss,
    Evidence,
    Fill,
    Match,
    Number,
    Option,
    Recall,
    Response,
    Type,
)
from studykit.build.anki import notetypes
from studykit.build.anki.fields import Card
from studykit.build.anki.package import rows
from studykit.source.text import Place

from ..conftest import BANK, COURSE, REPOSITORY, MakeCourse
from .conftest import PASSAGE, THREE, built, note, packed

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its older versions are not free of them
    from anki.collection import (
        Collection,
        ImportAnkiPackageOptions,
        ImportAnkiPackageRequest,
    )


class Log(NamedTuple):
    """What Anki says of an import: numbers of notes."""

    new: int = 0
    updated: int = 0
    duplicate: int = 0
    conflicting: int = 0


@dataclass
class Learner:
    """A person with a collection."""

    col: Any
    folder: Path

    def take(self, content: bytes) -> Log:
        """Import a package as Anki does by default."""
        file = self.folder / "deck.apkg"
        file.write_bytes(content)
        options = ImportAnkiPackageOptions(
            merge_notetypes=False,
            update_notes=0,  # if newer
            update_notetypes=0,  # if newer
        )
        request = ImportAnkiPackageRequest(package_path=str(file), options=options)
        log = self.col.import_anki_package(request).log
        self.col.models._clear_cache()  # else a note type is read as it was before
        return Log(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))

    def card(self, id: str, ord: int = 0) -> Any:
        """The card of a question."""
        (card,) = self.col.find_cards(f'"ID:{id}" card:{ord + 1}')
        return self.col.get_card(card)

    def note(self, id: str) -> Any:
        return self.card(id).note()

    def study(self, id: str, ord: int = 0) -> None:
        """Answer a card through the scheduler: hard, then good."""
        chosen = self.card(id, ord).id
        for rating in (2, 3):
            card = self.col.get_card(chosen)
            card.start_timer()
            self.col.sched.answerCard(card, rating)

    def ids(self) -> set[str]:
        return {self.col.get_note(n)["ID"] for n in self.col.find_notes("")}

    def decks(self) -> set[str]:
        return {deck.name for deck in self.col.decks.all_names_and_ids()}

    def deck_of(self, id: str) -> str:
        return str(self.col.decks.name(self.card(id).did))

    def state(self) -> dict[str, list[list[Any]]]:
        """All that makes a learner's progress: cards but for what a sync counts, and reviews."""
        return {
            "cards": self.col.db.all(
                "SELECT id, nid, did, ord, type, queue, due, ivl, factor, reps, lapses, left,"
                " flags, data FROM cards ORDER BY id"
            ),
            "reviews": self.col.db.all("SELECT * FROM revlog ORDER BY id"),
        }

    def faults(self) -> list[str]:
        """What Check Database finds and mends.

        It leaves out the time of a last review: Anki notes it once in the card and once in the
        review, and a second may begin in between.
        """
        report, _ = self.col.fix_integrity()
        lines = str(report).splitlines()
        assert lines.pop() == "Database rebuilt and optimized."
        return [line for line in lines if not line.startswith("Added last review time")]


@pytest.fixture
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    folder = tmp_path_factory.mktemp("anki")
    col = Collection(str(folder / "collection.anki2"))
    yield Learner(col, folder)
    col.close()


# What a card shows.


class Reader(HTMLParser):
    """Reads a card as a browser does: its words, its tags and their classes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag in ("br", "p", "li", "div", "blockquote", "figcaption", "hr"):
            self.words += "\n"

    def handle_data(self, data: str) -> None:
        self.words += data


def read(html: str) -> Reader:
    """What a card shows, without its style and its script."""
    reader = Reader()
    reader.feed(re.sub(r"<(style|script)>.*?</\1>", "", html, flags=re.DOTALL))
    reader.close()
    return reader


def flat(words: str) -> str:
    return " ".join(words.split())


# A deck is imported, and imported again.


def test_a_first_import_is_all_new(make_course: MakeCourse, learner: Learner) -> None:
    assert learner.take(built(make_course(THREE)).content) == Log(new=3)
    assert learner.ids() == {"noise", "motor", "winding"}
    assert learner.col.card_count() == 4
    assert learner.decks() == {"Default", "Test course", "Test course::Bank"}
    assert {m.name for m in learner.col.models.all_names_and_ids()} >= {
        "studykit basic", "studykit choice", "studykit cloze",
    }  # fmt: skip
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


def test_an_older_deck_takes_nothing_back(make_course: MakeCourse, learner: Learner) -> None:
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


def test_what_a_learner_wrote_later_is_kept(make_course: MakeCourse, learner: Learner) -> None:
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
    assert learner.ids() == {"noise", "motor", "winding", "shutter"}
    assert learner.state()["reviews"] == before
    assert learner.card("noise").reps == 2
    assert learner.faults() == []


def test_a_deletion_more_in_a_cloze_is_a_card_more(
    make_course: MakeCourse, learner: Learner
) -> None:
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


def test_a_bank_with_another_title_keeps_notes_and_reviews_where_they_were(
    make_course: MakeCourse, learner: Learner
) -> None:
    bank = BANK + indent(THREE, "  ")
    first = built(make_course(bank=bank), now=1_700_000_000)
    learner.take(first.content)
    learner.study("noise")
    before = learner.state()
    renamed = bank.replace("title: Bank", "title: The first bank")
    second = built(make_course(bank=renamed), old=first.lock, now=1_700_000_001)
    assert learner.take(second.content) == Log(duplicate=3)
    assert learner.state() == before
    assert learner.deck_of("noise") == "Test course::Bank"


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
    names = {m.name for m in learner.col.models.all_names_and_ids() if "studykit" in m.name}
    assert names == {"studykit basic", "studykit choice", "studykit cloze"}
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
    assert learner.ids() == {"shutter", "motor", "winding"}
    assert learner.state() == before


def test_two_courses_do_not_meet(make_course: MakeCourse, learner: Learner) -> None:
    """The same ids of questions and banks in two courses are two notes in two decks."""
    learner.take(built(make_course(THREE)).content)
    other = COURSE.replace("test-course", "other-course").replace("Test course", "Other course")
    assert learner.take(built(make_course(THREE, course=other)).content) == Log(new=3)
    assert learner.col.note_count() == 6
    assert learner.decks() >= {"Test course::Bank", "Other course::Bank"}
    assert learner.faults() == []


def test_a_deck_of_nothing_imports(make_course: MakeCourse, learner: Learner) -> None:
    talk = "- {id: a, type: discussion, prompt: Who?, look_for: Why., stage: closing}"
    assert learner.take(built(make_course(talk)).content) == Log()
    assert learner.faults() == []


@pytest.mark.parametrize("modified", [1, 2**31, 2**32 - 1])
def test_anki_keeps_the_times_that_we_allow(learner: Learner, modified: int) -> None:
    learner.take(packed([note(Recall("x"))], modified))
    assert learner.note("noise").mod == modified


# Every response.

RESPONSES: dict[str, Response] = {
    "recall": Recall("A shutter."),
    "fill": Fill(("A ", Blank(1, "shutter"), ".")),
    "choose": Choose((Option("a shutter", True), Option("a gull", False))),
    "type": Type("A shutter.", ("shutter",)),
    "number": Number("147", Fraction(140), Fraction(150), "steps"),
    "arrange": Arrange(("wind", "noise", "key")),
    "match": Match((("wind", "blows"), ("key", "turns"))),
    "discuss": Discuss(("a cause",), ("a cost",)),
}

SHOWN = {
    "recall": ("What was it?", "What was it? A shutter. Wind."),
    "fill": ("What was it? A [...].", "What was it? A shutter. Wind."),
    "choose": ("What was it? a gull a shutter", "What was it? a gull a shutter Wind."),
    "number": (
        "What was it? [[type:Answer]]",
        "What was it? [[type:Answer]] right: 140 to 150 steps Wind.",
    ),
    "arrange": ("What was it? noise key wind", "What was it? wind noise key Wind."),
    "match": ("What was it? wind key turns blows", "What was it? wind blows key turns Wind."),
    "type": (
        "What was it? [[type:Answer]]",
        "What was it? [[type:Answer]] also right: shutter Wind.",
    ),
    "discuss": ("What was it?", "What was it? a cause a cost Wind."),
}


@pytest.mark.parametrize("id", RESPONSES)
def test_what_a_learner_sees(learner: Learner, id: str) -> None:
    """Front and back in words; the passage ends the back, whole, and only the back."""
    learner.take(packed([note(RESPONSES[id], id=id, explanation="Wind.")]))
    card = learner.card(id)
    front, back = SHOWN[id]
    cited = flat(read(PASSAGE).words)
    assert flat(read(card.question()).words) == front
    assert flat(read(card.answer()).words) == f"{back} {cited}"
    assert card.answer().count(PASSAGE) == 1
    assert card.answer().partition("<script>")[0].rstrip().endswith(PASSAGE)


# Every card of the shipped deck.


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    folder = tmp_path_factory.mktemp("shipped")
    col = Collection(str(folder / "collection.anki2"))
    learner = Learner(col, folder)
    (deck,) = (REPOSITORY / "decks").glob("*.apkg")
    log = learner.take(deck.read_bytes())
    assert log == Log(new=log.new)
    assert log.new == len(rows(deck.read_bytes())["notes"]) > 0
    yield learner
    col.close()


def cards(learner: Learner) -> list[Any]:
    return [learner.col.get_card(id) for id in learner.col.find_cards("")]


def test_the_shipped_deck_is_sound(shipped: Learner) -> None:
    (deck,) = (REPOSITORY / "decks").glob("*.apkg")
    assert shipped.col.card_count() == len(rows(deck.read_bytes())["cards"])
    assert list(shipped.col.get_empty_cards().notes) == []
    assert shipped.faults() == []


def test_every_shipped_note_fits_its_type(shipped: Learner) -> None:
    """No empty first field, no cloze without a deletion, no deletion outside a cloze."""
    for id in shipped.col.find_notes(""):
        note = shipped.col.get_note(id)
        assert (note["ID"], note.fields_check()) == (note["ID"], 0)


def test_every_shipped_card_shows_its_question_and_no_passage_on_the_front(
    shipped: Learner,
) -> None:
    for card in cards(shipped):
        html, note = card.question(), card.note()
        front = read(html)
        assert flat(front.words) not in ("", "[[type:Answer]]"), note["ID"]
        assert front.tags <= {
            *("div", "ol", "li", "em", "strong", "code", "span", "p", "br", "ul"),
            *("blockquote", "figure", "figcaption"),
        }
        if not note["Stimulus"]:
            assert "passage" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
        assert note["Passage"] not in html
        assert front.links == []


def test_every_shipped_card_shows_its_passages_on_the_back(shipped: Learner) -> None:
    for card in cards(shipped):
        html, note = card.answer(), card.note()
        assert html.count(note["Passage"]) == 1, note["ID"]
        quotes = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", note["Passage"])
        assert quotes
        words = flat(read(html).words)
        assert all(flat(unescape(quote)) in words for quote in quotes)
        assert len(read(html).links) == html.count('<figure class="passage">') == len(quotes)


def test_no_shipped_card_plays_calls_or_leaves_anything_open(shipped: Learner) -> None:
    for card in cards(shipped):
        assert card.question_av_tags() == card.answer_av_tags() == []
        for html in (card.question(), card.answer()):
            words = read(html).words
            typed = (
                ["[[type:Answer]]"] if card.note_type()["name"] == "studykit typed answer" else []
            )
            assert re.findall(r"\[\[.*?\]\]", words) == typed
            assert "{{" not in words
            assert "}}" not in words


def test_every_shipped_cloze_asks_for_what_it_then_shows(shipped: Learner) -> None:
    for card in cards(shipped):
        if card.note_type()["name"] == "studykit cloze":
            asked = re.findall(r'<span class="cloze" data-cloze="(.*?)"', card.question())
            shown = re.findall(
                r'<span class="cloze" data-ordinal="\d+">(.*?)</span>', card.answer()
            )
            assert asked, card.note()["ID"]
            assert [unescape(cloze) for cloze in asked] == shown


def test_every_shipped_option_has_the_same_number_on_both_sides(shipped: Learner) -> None:
    def options(html: str) -> list[tuple[str, str]]:
        items = re.findall(r'<li data-n="(\d+)".*?><div class="text">(.*?)</div>', html)
        return [(n, flat(read(item).words)) for n, item in items]

    for card in cards(shipped):
        if card.note_type()["name"] == "studykit choice":
            front = options(card.note()["Options"])
            assert len(front) > 1
            assert options(card.note()["Answer"]) == front
            assert card.note()["Answer"].count('class="right"') >= 1


# Texts that look like something else.

HOSTILE = [
    "<script>alert(1)</script>",
    "</div></figure>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "<!-- <style>",
    "{{c1::",
    "{{c1::x}}",
    "}}",
    "{{Answer}} {{#Answer}}",
    "&",
    "&lt;b&gt; &#123;",
    "[sound:x.mp3]",
    "[anki:play:q:0]",
    "[[type:Answer]]",
    "[latex]x[/latex] [$]x[/$]",
    "\\(x\\) \\[x\\]",
    "::",
    "ما الذي سمعته؟ مصراع يصطفق في الريح.",
    "日本語の灯台 🗼👩‍🔧",
    "x" * 5000,
    "<" * 5000,
]


def hostile(text: str) -> list[Card]:
    """A note of each response with the text in each of its places."""
    bare = text
    text = text.replace("\\", "\\\\")  # in Markdown a backslash before a sign hides it
    options = Option(text, True, why=text), Option("other", False, why=text)
    responses: dict[str, Response] = {
        "recall": Recall(text),
        "fill": Fill((f"{text} ", Blank(1, text, hint="hint"), f" {text}")),
        "choose": Choose(options),
        "type": Type(text, (text,)),
        "number": Number("3", Fraction(2), Fraction(4), bare),
        "arrange": Arrange((text, "other")),
        "match": Match(((text, text), ("other", "else"))),
        "discuss": Discuss((text,), (text,)),
    }
    return [
        note(
            response,
            id=id,
            prompt=text,
            explanation=text,
            stimulus=(Evidence(bare, "leaflet", Place("text")),) if id == "choose" else (),
        )
        for id, response in responses.items()
    ]


KNOWN = {"div", "hr", "ol", "ul", "li", "span", "figure", "figcaption", "blockquote", "cite", "a"}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_hostile_text_is_shown_as_text(learner: Learner, text: str) -> None:
    """As often as it was typed, with no tag that is not ours, and nothing that Anki acts upon."""
    assert learner.take(packed(hostile(text))) == Log(new=8)
    counts = {}
    for card in cards(learner):
        assert card.question_av_tags() == card.answer_av_tags() == []
        for side, html in (("front", card.question()), ("back", card.answer())):
            if card.note()["ID"] in ("type", "number"):
                assert html.count("[[type:Answer]]") == 1
                html = html.replace("[[type:Answer]]", "")
            shown = read(html)
            html = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
            assert re.search(r"\[\[type:|\[sound:|\\[(\[]|\[\$\]", html) is None
            assert shown.tags <= KNOWN
            counts[card.note()["ID"], side] = flat(shown.words).count(flat(text))
    assert counts == {
        ("recall", "front"): 1,  # the prompt
        ("recall", "back"): 3,  # prompt, answer, explanation
        ("fill", "front"): 3,  # prompt, and what stands on both sides of the blank
        ("fill", "back"): 5,
        ("choose", "front"): 3,  # quote, prompt, option
        ("choose", "back"): 5,  # prompt, option, two reasons, explanation
        ("type", "front"): 1,
        ("type", "back"): 3,  # prompt, the other spelling, explanation
        ("number", "front"): 1,
        ("number", "back"): 3,  # prompt, unit, explanation
        ("arrange", "front"): 2,
        ("arrange", "back"): 3,
        ("match", "front"): 3,
        ("match", "back"): 4,
        ("discuss", "front"): 1,
        ("discuss", "back"): 4,
    }
    assert list(learner.col.get_empty_cards().notes) == []
    assert learner.faults() == []


@pytest.mark.parametrize(
    "hint", ["sound:x.mp3", "anki:play:q:0", "[type:Answer]", "$", "<b>", "}", "}}", "a::b", ":"]
)
def test_a_hint_is_shown_in_brackets_and_does_nothing_there(learner: Learner, hint: str) -> None:
    learner.take(packed([note(Fill((Blank(1, "the sea", hint),)), prompt="")]))
    card = learner.card("noise")
    assert flat(read(card.question()).words) == f"[{hint}]"
    assert card.question_av_tags() == []
    assert re.search(r"\[\[type:|\[\$\]", card.question()) is None


def test_what_is_typed_is_compared_with_the_words(learner: Learner) -> None:
    """Through HTML and back; `compare_answer` is what the reviewer calls."""
    for text in HOSTILE:
        field = note(Type(text.replace("\\", "\\\\"))).fields["Answer"]
        assert "typeBad" not in learner.col.compare_answer(field, text), text
        assert "typeMissed" not in learner.col.compare_answer(field, text), text


# Clozes of whatever signs.

SIGNS = st.text("{}:c12 a<&[$é", max_size=8)
DELETION = st.builds(
    "{{{{c{}::{}{}{}}}}}".format, st.integers(1, 3), SIGNS, st.sampled_from(["", "::"]), SIGNS
)
CLOZES = st.lists(SIGNS | DELETION | st.sampled_from(["{{c1::", "}}", "[sound:", "::"]), max_size=8)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=CLOZES.map("".join))
def test_anki_asks_for_the_blanks_that_we_read(learner: Learner, text: str) -> None:
    parts = parse_cloze(text.strip())
    fill = Fill(parts)
    blanks = [part for part in parts if isinstance(part, Blank)]
    assume(blanks and all(blank.answer.strip() for blank in blanks))
    if learner.col.note_count() == 0:
        learner.take(packed([note(Fill((Blank(1, "x"),)), prompt="")]))
    mine = learner.note("noise")
    card = note(fill, prompt="")
    mine["Prompt"] = card.fields["Prompt"]
    for ord in card.ordinals:
        asked = "".join(
            part
            if isinstance(part, str)
            else f"[{part.hint or '...'}]"
            if part.number == ord + 1
            else part.answer
            for part in parts
        )
        shown = mine.ephemeral_card(ord)
        assert flat(read(shown.question()).words) == flat(asked)
        assert flat(read(shown.answer()).words).startswith(flat(fill.text))
        assert shown.question_av_tags() == shown.answer_av_tags() == []


# Many.


def many(banks: int, questions: int) -> dict[str, str | bytes]:
    """Banks of questions on one sentence."""
    files: dict[str, str | bytes] = {}
    for b in range(banks):
        lines = [BANK.replace("bank", f"bank-{b}").replace("Bank", f"Bank {b}")]
        lines += [
            f"  - {{id: q-{b}-{n}, type: basic, prompt: 'What was heard in case {b}.{n}?',"
            f" answer: A shutter., passages: [{{quote: a shutter was banging up here in the wind}}]}}\n"
            for n in range(questions)
        ]
        files[f"bank-{b:03}.yaml"] = "".join(lines)
    return files


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
