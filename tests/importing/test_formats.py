"""Tables, JSON, YAML, Markdown and CrowdAnki, as cards."""

from __future__ import annotations

import json
from dataclasses import replace
from textwrap import dedent
from typing import Any

import pytest

from studykit.diagnostics import StudykitError, UsageError
from studykit.importing.formats import read_cards
from studykit.importing.model import ImportedCard, RefusedCard

from .decks import CARDS, FIXTURES


def read(name: str, content: str) -> list[dict[str, Any]]:
    """Return what is set of each card that was read, without its origin."""
    file = read_cards(dedent(content).encode(), name)
    assert file.refused == []
    return [filled(card) for card in file.cards]


def filled(card: ImportedCard) -> dict[str, Any]:
    keys = [key for key in card.__slots__ if getattr(card, key) and key != "origin"]
    return {key: getattr(card, key) for key in keys}


def refused(name: str, content: str) -> list[RefusedCard]:
    return read_cards(dedent(content).encode(), name).refused


# Tables


def test_a_table() -> None:
    table = """\
    Question;Answer;Tags;Page
    What was heard?;"a shutter;
    in the wind";noise, wind;12
    """
    assert read("a.csv", table) == [
        {
            "place": "line 3",
            "question": "What was heard?",
            "answer": "a shutter;\\\nin the wind",
            "tags": ("noise", "wind"),
            "flattened": ("the column `Page`",),
        }
    ]


def test_a_table_with_tabs_and_options() -> None:
    table = "Prompt\tKey\tWrong 1\tWrong 2\tQuote\nWho?\tMarlow\tPenn\tVoss\tI meant the shutter.\n"
    assert read("a.tsv", table) == [
        {
            "place": "line 2",
            "question": "Who?",
            "answer": "Marlow",
            "options": ("Penn", "Voss"),
            "passages": ({"quote": "I meant the shutter."},),
        }
    ]


def test_what_an_option_loses_is_reported() -> None:
    table = "question,answer,wrong 1\nWho?,Marlow,<u>Penn</u>\n"
    (card,) = read("a.csv", table)
    assert (card["options"], card["flattened"]) == (("Penn",), ("underlining",))


def test_a_row_that_is_not_complete() -> None:
    assert refused("a.csv", "question,answer\nWhat?,\n,a shutter\n") == [
        RefusedCard("line 2", "What?", "the answer is empty"),
        RefusedCard("line 3", "", "the question is empty"),
    ]


@pytest.mark.parametrize(
    ("name", "separator", "noun"),
    [("a.csv", ",", "comma"), ("b.csv", ";", "semicolon"), ("c.tsv", "\t", "tab")],
)
def test_a_row_with_more_values_than_columns(name: str, separator: str, noun: str) -> None:
    """An unquoted comma would put half of a value into another column."""
    table = "question,answer\nWho?,Ida\nHow heavy,with flour?,18 kilos\nWhen?,at five,,\n"
    file = read_cards(table.replace(",", separator).encode(), name)
    assert [card.question for card in file.cards] == ["Who?", "When?"]
    assert file.refused == [
        RefusedCard(
            "line 3",
            "How heavy",
            f"3 values, but there are 2 columns; put a value with a {noun} in quotation marks",
            damaged=True,
        )
    ]


def test_columns_with_other_names() -> None:
    """They are named by the user; two columns can be one text."""
    table = b"Frage;Zusatz;Antwort;Fach\nWer?;Im Sommer.;Marlow;Wetter\n"
    roles = {"frage": "question", "Zusatz": "question", "Antwort": "answer"}
    (card,) = read_cards(table, "a.csv", roles).cards
    assert filled(card) == {
        "place": "line 2",
        "question": "Wer?\n\nIm Sommer.",
        "answer": "Marlow",
        "flattened": ("the column `Fach`",),
    }


@pytest.mark.parametrize(
    ("header", "role", "maps"),
    [
        ("Frage;Antwort", "question", "--map Frage=question --map Antwort=answer"),
        ("question;My answer", "answer", "--map question=question --map 'My answer=answer'"),
    ],
)
def test_columns_that_nobody_named(header: str, role: str, maps: str) -> None:
    with pytest.raises(StudykitError) as error:
        read_cards(f"{header}\nWer?;Marlow\n".encode(), "a.csv")
    assert str(error.value) == (
        f"the first line of a.csv does not say which column is the {role}: write `question;answer`,"
        f" or name its columns with `{maps}`"
    )


def test_a_name_that_is_not_in_the_file() -> None:
    with pytest.raises(UsageError) as error:
        read_cards(b"question,answer\nWho?,Marlow\n", "a.csv", {"Antwort": "answer"})
    assert str(error.value) == (
        "a.csv has nothing named `Antwort`; its names are `question`, `answer`"
    )


# JSON


def test_keys_with_other_names() -> None:
    records = b'[{"frage": "Wer?", "antwort": ["Marlow"]}, {"q": "Wann?", "antwort": 1}]'
    assert [card.reason for card in read_cards(records, "a.json").refused] == [
        "no question; if it is one of `frage`, `antwort`, say so with `--map frage=question`",
        "no answer; if it is one of `antwort`, say so with `--map antwort=answer`",
    ]
    roles = {"frage": "question", "antwort": "answer"}
    assert [(c.question, c.answer) for c in read_cards(records, "a.json", roles).cards] == [
        ("Wer?", "Marlow"),
        ("Wann?", "1"),
    ]


def test_questions_that_a_language_model_wrote() -> None:
    """The right option may be named by its letter, and the list may be inside an object."""
    questions = {
        "title": "Quiz",
        "questions": [
            {"question": "Who?", "choices": ["Penn", "Marlow"], "correct_answer": "B"},
            {"q": "How often?", "a": "every *four* hours", "quote": "wound every four hours"},
            {"text": "Wound every {{c1::four hours}}", "difficulty": 3},
        ],
    }
    assert read("a.json", json.dumps(questions)) == [
        {"place": "item 1", "question": "Who?", "answer": "Marlow", "options": ("Penn",)},
        {
            "place": "item 2",
            "question": "How often?",
            "answer": "every *four* hours",
            "passages": ({"quote": "wound every four hours"},),
        },
        {
            "place": "item 3",
            "cloze": "Wound every {{c1::four hours}}",
            "flattened": ("the key `difficulty`",),
        },
    ]


def test_control_characters_are_left_out() -> None:
    """YAML does not allow them."""
    for name, content in (
        ("a.json", '{"q": "W\\u0000ho?", "a": "Marlow"}'),
        ("a.csv", "q,a\nW\x07ho?,Marlow\n"),
        ("a.txt", "W\x07ho?\tMarlow\n"),
    ):
        (card,) = read_cards(content.encode(), name).cards
        assert (card.question, card.flattened) == ("Who?", ("control characters",))


def test_half_a_character_is_left_out() -> None:
    """JSON can write one half of a surrogate pair, which no file can contain."""
    record = '[{"q": "W\\ud800ho?", "a": "Mar\\udfffow", "tags": ["a\\ud800"], "id": "\\ud800"}]'
    (card,) = read_cards(record.encode(), "a.json").cards
    assert (card.question, card.answer) == ("Who?", "Marow")
    note = {"guid": "\ud800", "note_model_uuid": "basic", "fields": ["a\ud800", "b"]}
    deck = {"__type__": "Deck", "note_models": [MODEL], "notes": [note]}
    (card,) = read_cards(json.dumps(deck).encode(), "deck.json").cards
    assert card.origin.startswith("text:")
    assert card.question == "a"


def test_an_image_in_an_explanation() -> None:
    record = {"q": "Who?", "a": "Marlow", "explanation": "![x](y.png)"}
    assert read("a.json", json.dumps([record])) == [
        {
            "place": "item 1",
            "question": "Who?",
            "answer": "Marlow",
            "flattened": ("the explanation, which has a missing picture (y.png)",),
        }
    ]


def test_json_lines() -> None:
    lines = '{"front": "Who?", "back": "Marlow"}\n\n{"front": "How many?", "back": 14}\n'
    assert read("a.jsonl", lines) == [
        {"place": "line 1", "question": "Who?", "answer": "Marlow"},
        {"place": "line 3", "question": "How many?", "answer": "14"},
    ]


@pytest.mark.parametrize(
    ("record", "label", "reason"),
    [
        ({"question": "Who?", "options": ["a", "b"], "answer": "c"}, "Who?", "the right answer is not among the options"),
        ({"question": "Who?", "answer": {"a": [1]}}, "Who?", "a value that is not text"),
        ({"question": "Who? ![x](y.png)", "answer": "a"}, "Who? ![x](y.png)", "a missing picture (y.png)"),
        ({"text": "no blank"}, "no blank", "a cloze without a blank"),
        ({"text": "{{c1::a"}, "{{c1::a", "a cloze without a blank"),
        ({"text": "{{c1::a}} {{c2::b"}, "{{c1::a}} {{c2::b", "a cloze with an incomplete blank"),
        ("Who?", "Who?", "not an object with named values"),
    ],
)  # fmt: skip
def test_a_record_that_is_refused(record: Any, label: str, reason: str) -> None:
    assert refused("a.json", json.dumps([record])) == [RefusedCard("item 1", label, reason)]


# YAML


def test_a_bank_of_a_colleague() -> None:
    """Questions in studykit's own form keep their keys; the bank's defaults are added to them."""
    bank = """\
    id: theirs
    title: Theirs
    defaults: {source: lighthouse, level: remember, tags: [light]}
    questions:
      - id: turns
        type: numeric
        prompt: How many turns?
        answer: 212
        tolerance: 2
        tags: [numbers]
        allow: {vague-prompt: it is not}
        passages: [{quote: It takes 212 turns, proposed: true}]
    """
    assert read("a.yaml", bank) == [
        {
            "place": "line 5",
            "id": "turns",
            "keys": {
                "type": "numeric",
                "prompt": "How many turns?",
                "answer": 212,
                "tolerance": 2,
                "level": "remember",
            },
            "tags": ("light", "numbers"),
            "passages": ({"source": "lighthouse", "quote": "It takes 212 turns"},),
            "flattened": ("the key `allow`",),
        }
    ]


def test_a_list_in_yaml_with_an_error() -> None:
    """The error costs the question that it is in."""
    questions = """\
    - question: Who?
      answer: Marlow
    - question: Her words: what were they?
      answer: A noise
    """
    file = read_cards(dedent(questions).encode(), "a.yaml")
    assert [filled(card) for card in file.cards] == [
        {"place": "line 1", "question": "Who?", "answer": "Marlow"}
    ]
    assert [(r.place, r.label, r.reason) for r in file.refused] == [
        (
            "line 3",
            "Her words: what were they?",
            "invalid YAML: mapping values are not allowed in this context; quote a text that"
            ' contains ": ", as in "like: this"',
        )
    ]
    assert file.notes == []


def test_a_type_with_other_keys() -> None:
    """A question that names a type of studykit but has other keys is read by its keys."""
    question = (
        '[{"type": "multiple_choice", "question": "Who?", "options": ["a", "b"], "answer": "a"}]'
    )
    assert read("a.json", question) == [
        {"place": "item 1", "question": "Who?", "answer": "a", "options": ("b",)}
    ]


# Markdown


def test_markdown_as_in_hashcards() -> None:
    text = """\
    ---
    name = "Lighthouse"
    ---

    # Winding

    A note for myself.

    Q: What was heard?
    A: A *shutter*

    in the wind.

    C: The weight is wound every [four hours] by [a \\[paid\\] winder].
    ---
    **Q2:** How many?
    **A:** Fourteen.
    """
    assert read("a.md", text) == [
        {
            "place": "line 9",
            "question": "What was heard?",
            "answer": "A *shutter*\n\nin the wind.",
        },
        {
            "place": "line 14",
            "cloze": "The weight is wound every {{c1::four hours}} by {{c2::a [paid] winder}}.",
        },
        {"place": "line 16", "question": "How many?", "answer": "Fourteen."},
    ]
    assert read_cards(dedent(text).encode(), "a.md").notes == ["1 line outside of cards, left out"]


def test_markdown_that_is_not_complete() -> None:
    text = "Q: Who?\n\nQ: What?\nA: A shutter\n\nA: Nobody asked.\n\nC: no blank\n"
    assert refused("a.md", text) == [
        RefusedCard("line 1", "Who?", "the question has no answer"),
        RefusedCard("line 6", "Nobody asked.", "the answer has no question"),
        RefusedCard("line 8", "no blank", "a cloze without a blank"),
    ]


# CrowdAnki

MODEL = {
    "__type__": "NoteModel",
    "crowdanki_uuid": "basic",
    "name": "Basic",
    "type": 0,
    "flds": [{"name": "Front"}, {"name": "Back"}],
    "tmpls": [{"qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}],
}


def test_a_deck_that_another_program_wrote() -> None:
    """Its notes may have no ids, and its fields any order."""
    fields = [{"name": "Back", "ord": 1}, {"name": "Front", "ord": 0}]
    deck = {
        "__type__": "Deck",
        "note_models": [MODEL | {"flds": fields}],
        "notes": [
            {"note_model_uuid": "basic", "fields": ["Who?", "Marlow"]},
            {"note_model_uuid": "gone", "fields": ["", "When?"]},
        ],
    }
    file = read_cards(json.dumps(deck).encode(), "deck.json")
    assert [(card.question, card.answer) for card in file.cards] == [("Who?", "Marlow")]
    assert file.cards[0].origin.startswith("text:")
    assert file.refused == [RefusedCard("note 2", "When?", "an unknown note type")]


def test_a_deck_of_crowdanki() -> None:
    """The notes of its sub-deck are read, too; a note has the same origin as in a package."""
    content = (FIXTURES / "crowdanki.json").read_bytes()
    file = read_cards(content, "deck.json")
    *winding, hours = CARDS
    assert file.cards == [
        replace(hours, place="note 1"),
        *(replace(card, place=f"note {int(card.place[5:]) + 2}") for card in winding),
    ]
    assert file.refused == [RefusedCard("note 2", "A picture", "a missing picture (x.png)")]
