"""Packages and texts that Anki exports, read back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from studykit.importing.formats import read_cards
from studykit.importing.model import ImportedCard, ImportedFile, RefusedCard
from studykit.importing.questions import question_data

from .decks import CARDS, FIXTURES, NOTES, REFUSED, REFUSED_CARDS, RICH_CARDS, Deck


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deck]:
    deck = Deck(tmp_path_factory.mktemp("deck"), NOTES + REFUSED)
    yield deck
    deck.col.close()


def placed(file: ImportedFile, first: int) -> ImportedFile:
    """Return a file that was read from lines, with the places of a package."""
    for n, card in enumerate(file.entries):
        line = int(card.place.removeprefix("line "))
        if isinstance(card, ImportedCard):
            file.entries[n] = replace(card, place=f"note {line - first}")
    return file


@pytest.mark.parametrize(
    ("make", "name", "collection"),
    [
        (lambda deck: deck.package(), "deck.apkg", "collection.anki21b"),
        (lambda deck: deck.package(legacy=True), "deck.apkg", "collection.anki21"),
        (lambda deck: deck.oldest_package(), "deck.apkg", "collection.anki2"),
        (lambda deck: deck.backup(), "deck.colpkg", "collection.anki21b"),
        (lambda deck: deck.backup(legacy=True), "deck.colpkg", "collection.anki21"),
    ],
    ids=["apkg-21b", "apkg-21", "apkg-2", "colpkg-21b", "colpkg-21"],
)
def test_each_package_has_the_same_cards(deck: Deck, make, name: str, collection: str) -> None:  # type: ignore[no-untyped-def]
    """The collection is the one that Anki would open, not the placeholder beside it."""
    content = make(deck)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert collection in archive.namelist()
    file = read_cards(content, name)
    assert file.cards == [*CARDS, *RICH_CARDS]
    assert file.refused == REFUSED_CARDS
    assert file.notes == []


def test_the_text_export_has_the_same_cards(deck: Deck) -> None:
    """A deck that is imported as text and as a package is not imported twice."""
    file = placed(read_cards(deck.text(), "notes.txt"), first=6)
    assert file.cards == [*CARDS, *RICH_CARDS]
    assert [card.reason for card in file.refused] == [card.reason for card in REFUSED_CARDS]


@pytest.mark.parametrize(
    "name", ["anki-23.10.apkg", "anki-23.10-legacy.apkg", "anki-23.10.colpkg", "anki-23.10.txt"]
)
def test_files_of_anki_23_10(name: str) -> None:
    """The oldest version from which decks are tested."""
    file = read_cards((FIXTURES / name).read_bytes(), name)
    if name.endswith(".txt"):
        file = placed(file, first=6)
    assert file.cards == [*CARDS, *RICH_CARDS]
    assert [card.reason for card in file.refused] == [card.reason for card in REFUSED_CARDS]


def test_a_text_export_without_html_is_as_typed(tmp_path: Path) -> None:
    deck = Deck(tmp_path, [("Basic", ["Is a &lt; b *here*?", "5 &gt; 3"], [])])
    content = deck.text(with_html=False)
    deck.col.close()
    assert b"#html:false" in content
    (card,) = read_cards(content, "notes.txt").cards
    assert (card.question, card.answer) == (r"Is a < b \*here\*?", "5 > 3")


def test_a_text_without_headers_is_a_question_and_an_answer_per_line() -> None:
    """As Quizlet exports it: quotation marks are as typed."""
    content = b'"Skerrow" Head\ta *rock*\n\na line without a tab\nWinder\tbaker\n'
    file = read_cards(content, "set.txt")
    assert [(card.place, card.question, card.answer) for card in file.cards] == [
        ("line 1", '"Skerrow" Head', r"a \*rock\*"),
        ("line 4", "Winder", "baker"),
    ]
    assert file.refused == [RefusedCard("line 3", "a line without a tab", "only one column")]


@pytest.fixture
def geography(tmp_path: Path) -> bytes:
    """A package with a note type of one's own."""
    deck = Deck(tmp_path, [])
    models = deck.col.models
    own = models.new("Geography")
    for name in ("Place", "Country", "Capital", "Remark", "Spare"):
        models.add_field(own, models.new_field(name))
    template = models.new_template("Card 1")
    template["qfmt"] = "{{Place}} {{hint:Country}}{{#Spare}}{{Spare}}{{/Spare}}"
    template["afmt"] = "{{FrontSide}}<hr>{{text:Capital}}<br>{{Remark}}"
    models.add_template(own, template)
    models.add(own)
    note = deck.col.new_note(own)
    note.guid = "guid-1"
    note.fields = ["Skerrow", "Norland", "Port Anne", "a <u>small</u> town", ""]
    note.tags = ["coast"]
    deck.col.add_note(note, 1)
    content = deck.package()
    deck.col.close()
    return content


def test_a_note_type_of_ones_own(geography: bytes) -> None:
    """Fields of the question are joined; of the back, the first is the answer."""
    assert read_cards(geography, "deck.apkg").cards == [
        ImportedCard(
            "anki:guid-1",
            "note 1",
            "Skerrow\n\nNorland",
            "Port Anne",
            explanation="a small town",
            tags=("coast",),
            flattened=("the fields Place, Country, joined", "underlining"),
        )
    ]


def test_a_note_type_whose_fields_are_named(geography: bytes) -> None:
    """The user says what they are, whatever the templates show."""
    roles = {"Place": "answer", "Remark": "question"}
    assert read_cards(geography, "deck.apkg", roles).cards == [
        ImportedCard(
            "anki:guid-1",
            "note 1",
            "a small town",
            "Skerrow",
            tags=("coast",),
            flattened=("underlining", "the field `Country`", "the field `Capital`"),
        )
    ]
    assert read_cards(geography, "deck.apkg", {"Capital": "answer"}).refused == [
        RefusedCard(
            "note 1",
            "Skerrow",
            "no question; if it is one of `Place`, `Country`, `Remark`, `Spare`, say so with"
            " `--map Place=question`",
        )
    ]


def test_an_image_in_an_extra_field(tmp_path: Path) -> None:
    """The card is imported without the field."""
    deck = Deck(tmp_path, [("Cloze", ["{{c1::Marlow}} winds", 'see <img src="x.png">'], [])])
    content = deck.package()
    deck.col.close()
    assert read_cards(content, "deck.apkg").cards == [
        ImportedCard(
            "anki:guid-1",
            "note 1",
            cloze="{{c1::Marlow}} winds",
            flattened=("the field Back Extra, which has a missing picture (x.png)",),
        )
    ]


def test_a_deck_of_studykit_itself_is_refused(tmp_path: Path) -> None:
    """Its bank has the passages, which the deck has only as text."""
    deck = Deck(tmp_path, [])
    models = deck.col.models
    own = models.copy(models.by_name("Basic"))
    own["name"] = "studykit basic"
    models.update_dict(own)
    note = deck.col.new_note(own)
    note.fields = ["first-noise", "What did Marlow hear?"]
    deck.col.add_note(note, 1)
    content = deck.package()
    deck.col.close()
    file = read_cards(content, "deck.apkg")
    assert file.cards == []
    assert file.refused == [
        RefusedCard(
            "note 1", "first-noise", "made by studykit: copy the bank that it was built from"
        )
    ]


def test_a_formula_is_not_typed(tmp_path: Path) -> None:
    """The card asks for it all the same."""
    deck = Deck(
        tmp_path,
        [
            ("Basic (type in the answer)", ["What is it?", answer], [])
            for answer in (r"\(x^2\)", "212")
        ],
    )
    content = deck.package()
    deck.col.close()
    made = [question_data(card) for card in read_cards(content, "deck.apkg").cards]
    assert made == [
        {"type": "basic", "prompt": "What is it?", "answer": "$x^2$"},
        {"type": "short_answer", "prompt": "What is it?", "answer": "212"},
    ]
