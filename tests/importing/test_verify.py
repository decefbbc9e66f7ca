"""Verification of cards that somebody else wrote, in every shape that they come in."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studykit.bank.load import Course
from studykit.diagnostics import StudykitError
from studykit.importing.formats import read_cards, read_written
from studykit.importing.questions import question_data
from studykit.importing.verify import CardsReport, verify_cards
from studykit.prompts.repair import repair_message
from studykit.starter.texts import course_of_texts

from ..mutants import MUTATIONS
from .orchard import CARDS, INVENTED, MARKDOWN, ORCHARD, YAML, as_csv, as_json, as_json_lines


@pytest.fixture
def verify(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Verify cards against the interview, or another text."""

    def verify(cards: str, name: str = "cards.yaml", text: str = ORCHARD) -> CardsReport:
        file = tmp_path / "orchard.md"
        file.write_text(text, encoding="utf-8")
        return verify_cards(read_written(cards.encode(), name), course_of_texts([file]).course)

    return verify


def quotes(report: CardsReport) -> list[tuple[str, str]]:
    return [(quote.status.value, quote.words) for card in report.cards for quote in card.quotes]


def one(report: CardsReport) -> Any:
    """The only quote of the only card."""
    (card,) = report.cards
    (quote,) = card.quotes
    return quote


FORMATS = {
    "cards.yaml": YAML,
    "cards.md": MARKDOWN,
    "cards.csv": as_csv(),
    "cards.json": as_json(),
    "cards.jsonl": as_json_lines(),
}


@pytest.mark.parametrize("name", FORMATS)
def test_ten_cards_with_three_invented_quotes_in_one_run(verify: Any, name: str) -> None:
    """Typical slips hide none of them, and none of the true ones."""
    report = verify(FORMATS[name], name)
    assert [card.question for card in report.cards] == [question for question, _, _ in CARDS]
    missing = [words for status, words in quotes(report) if status in ("near", "not-found")]
    assert [words.replace('"', "") for words in missing] == INVENTED
    assert not report.passes


@pytest.mark.parametrize("name", FORMATS)
def test_the_name_of_a_file_need_not_say_its_format(verify: Any, name: str) -> None:
    report = verify(FORMATS[name], "answer.txt")
    missing = [words for status, words in quotes(report) if status in ("near", "not-found")]
    assert [words.replace('"', "") for words in missing] == INVENTED


def test_what_each_card_of_an_answer_in_yaml_is_found_to_be(verify: Any) -> None:
    report = verify(YAML)
    assert [
        (card.place, card.damaged, [(q.status.value, q.verdict.value) for q in card.quotes])
        for card in report.cards
    ] == [
        ("line 5", False, [("found", "exact")]),
        ("line 8", True, [("found", "exact")]),
        ("line 11", False, [("found", "exact")]),
        ("line 15", False, [("found", "typographic")]),
        ("line 20", False, [("not-found", "absent")]),
        ("line 23", False, [("found", "exact")]),
        ("line 26", True, [("not-found", "absent")]),
        ("line 29", False, [("differs", "exact")]),
        ("line 32", False, [("differs", "exact")]),
        ("line 35", False, [("not-found", "absent")]),
    ]


# Quotes in their dress


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("“A wall remembers the sun.”", "A wall remembers the sun."),
        ('"A wall remembers the sun."', "A wall remembers the sun."),
        ("„A wall remembers the sun.“", "A wall remembers the sun."),
        ("'A wall remembers the sun.'", "A wall remembers the sun."),
        ("*“A wall remembers the sun.”*", "A wall remembers the sun."),
        ("“A wall remembers the sun”.", "A wall remembers the sun"),
        ("> A wall remembers\n> the sun.", "A wall remembers the sun."),
        ("Dara Quill: “A wall remembers the sun.”", "A wall remembers the sun."),
        ("“A wall remembers the sun.” — Dara Quill", "A wall remembers the sun."),
        ("“A wall remembers the sun.” (Dara Quill, p. 3)", "A wall remembers the sun."),
        ("A **wall** remembers the sun.", "A **wall** remembers the sun."),
        ("And the wasps?", "And the wasps?"),
    ],
)
def test_what_is_around_a_quotation_is_not_part_of_it(
    verify: Any, written: str, words: str
) -> None:
    (card,) = verify(_card(written), "cards.json").cards
    assert [(q.status.value, q.message, q.words) for q in card.quotes] == [("found", "", words)]


def _card(quote: str, **more: str) -> str:

    return json.dumps([{"question": "Why?", "answer": "Because.", "quote": quote, **more}])


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("Dara Quill: A wall remembers the sun.", "“Dara Quill:” is not part of the quote"),
        (
            "[00:03:12] Quill: A wall remembers the sun.",
            "“[00:03:12]” and “Quill:” are not part of the quote",
        ),
        ("A wall remembers the sun. — Dara Quill", "“— Dara Quill” is not part of the quote"),
        ("A wall remembers the sun. (p. 12)", "“(p. 12)” is not part of the quote"),
        ("…A wall remembers the sun…", "“…” is not part of the quote"),
        ("... A wall remembers the sun", "“...” is not part of the quote"),
    ],
)
def test_what_is_written_into_a_quote_is_a_difference(
    verify: Any, written: str, message: str
) -> None:
    quote = one(verify(_card(written), "cards.json"))
    assert (quote.status.value, quote.message) == ("differs", message)
    assert quote.write.startswith("A wall remembers the sun")


@pytest.mark.parametrize(
    ("written", "status", "verdict"),
    [
        ("I kill them.", "near", "near"),  # “don't” is left out
        ("I … kill them. In June they eat the caterpillars", "near", "near"),
        ("She loves the wasps: In June they eat the caterpillars", "near", "near"),
        ("A wall remembers the moon: it takes the heat in by day", "near", "near"),
        ("caterpill", "differs", "clipped"),
        ("a wall remembers", "found", "typographic"),
        ("wall remembers the su", "differs", "clipped"),
        ("costs twice as much [and grows] and bears half as much", "differs", "altered"),
        ("Reporter", "not-found", "absent"),
        ("…", "not-found", "absent"),
    ],
)
def test_no_reading_makes_a_false_quote_pass(
    verify: Any, written: str, status: str, verdict: str
) -> None:
    quote = one(verify(_card(written), "cards.json"))
    assert (quote.status.value, quote.verdict.value) == (status, verdict)


# Claims


@pytest.mark.parametrize(
    ("speaker", "status", "message"),
    [
        ("Dara Quill", "found", ""),
        ("Quill", "found", ""),
        ("dara", "found", ""),
        ("Host", "differs", "these words are by Dara Quill, not Host (The Pear Walls of Tollan, A1)"),
        ("the interviewer", "differs", "these words are by Dara Quill, not Host (The Pear Walls of Tollan, A1)"),
        ("Mo Farrow", "differs", "nobody in the texts is called “Mo Farrow”; these words are by Dara Quill"),
    ],
)  # fmt: skip
def test_who_says_it(verify: Any, speaker: str, status: str, message: str) -> None:
    quote = one(verify(_card("A wall remembers the sun.", speaker=speaker), "cards.json"))
    assert (quote.status.value, quote.message) == (status, message)


def test_a_label_in_the_quote_is_a_claim(verify: Any) -> None:
    quote = one(verify(_card("Host: A wall remembers the sun."), "cards.json"))
    assert quote.message == (
        "these words are by Dara Quill, not Host (The Pear Walls of Tollan, A1)"
    )


def test_nobody_speaks_in_a_text_without_labels(verify: Any) -> None:
    card = _card("The gate was green.", speaker="Mo Farrow")
    quote = one(verify(card, "cards.json", text="The gate was green. It squeaked at night."))
    assert (quote.status.value, quote.found[0].speaker) == ("found", None)


def test_the_title_of_a_source_is_no_quote(verify: Any) -> None:
    """A source that names none of the texts claims nothing."""
    report = verify(
        _card("A wall remembers the sun.", source="Interview with Quill, p. 3"), "a.json"
    )
    assert quotes(report) == [("found", "A wall remembers the sun.")]


def test_a_quote_in_two_places(verify: Any) -> None:
    text = "The gate was green. Then came the paint.\n\nThe gate was green. Then came the rain.\n"
    quote = one(verify(_card("The gate was green."), "cards.json", text=text))
    assert (quote.status.value, quote.verdict.value) == ("differs", "ambiguous")
    assert quote.help == (
        'for Text, paragraph 1 add `suffix: "Then came the paint."`\n'
        'for Text, paragraph 2 add `prefix: "paint."`'
    )


# Cards without a quote


def test_a_card_without_a_quote_gets_the_nearest_sentences(verify: Any) -> None:
    (card,) = verify('[{"q": "What do wasps eat in June?", "a": "caterpillars"}]', "a.json").cards
    assert card.quotes == ()
    assert len(card.nearest) == 3
    assert card.nearest[0].as_data() == {
        "text": "In June they eat the caterpillars, and in September they eat one pear in thirty, which"
        " I call wages.",
        "source": "orchard",
        "place": "The Pear Walls of Tollan, A2",
        "speaker": "Dara Quill",
        "section": "the-pear-walls-of-tollan",
        "turn": "A2",
        "paragraph": 1,
    }


def test_a_quotation_in_an_answer_is_looked_up(verify: Any) -> None:
    card = {"q": "And the frost?", "a": 'She says "that is the hour when the snow would come".'}

    assert quotes(verify(json.dumps([card]), "a.json")) == [
        ("near", "that is the hour when the snow would come")
    ]


# Cards that cannot be used

TRUE = "And the wasps?"


@pytest.mark.parametrize(
    ("cards", "name", "problem"),
    [
        ("- prompt: Why?\n  type: basic\n  quote: And the wasps?\n", "a.yaml", "no answer: add `answer:`"),
        ("- answer: So.\n  id: b\n  quote: And the wasps?\n", "a.yaml", "no question: add `prompt:`"),
        ('[{"prompt": "Why?", "quote": "And the wasps?"}]', "a.json", "no answer: add `answer:`"),
        (
            '[{"prompt": "Why?", "options": ["a", "b"], "quote": "And the wasps?"}]',
            "a.json",
            "no answer: add `answer:`",
        ),
        ("question,answer,quote\nWhy?,,And the wasps?\n", "a.csv", "the answer is empty"),
        ("Q: Why?\nQuote: And the wasps?\n\nQ: Who?\nA: Me.\nQuote: Eleven minutes.\n", "a.md", "the question has no answer"),
    ],
)  # fmt: skip
def test_a_card_that_cannot_be_used_does_not_pass(
    verify: Any, cards: str, name: str, problem: str
) -> None:
    """Its quote is true, but there is nothing to learn."""
    report = verify(cards, name)
    card = report.cards[0]
    assert [quote.status.value for quote in card.quotes] == ["found"]
    assert (card.problem, card.passes, report.passes) == (problem, False, False)
    assert report.totals["unusable"] == 1
    message = f"- The card cannot be used. {problem[0].upper()}{problem[1:]}."
    assert message in repair_message(report).splitlines()


def test_quotes_alone_are_no_cards(verify: Any) -> None:
    assert verify("- quote: And the wasps?\n- quote: Eleven minutes.\n").passes


@pytest.mark.parametrize(
    ("written", "answer", "type"),
    [
        ("number", 87, "numeric"),
        ("Numeric", "87", "numeric"),
        ("true-false", False, "true_false"),
        ("TrueFalse", "false", "true_false"),
        ("tf", True, "true_false"),
        ("short answer", "caterpillars", "short_answer"),
        ("flashcard", "caterpillars", "basic"),
    ],
)
@pytest.mark.parametrize("key", ["question", "prompt"])
def test_a_type_keeps_its_meaning_under_another_name(
    written: str, answer: Any, type: str, key: str
) -> None:
    record = {"type": written, key: "Why?", "answer": answer, "quote": TRUE}
    (card,) = read_written(json.dumps([record]).encode(), "a.json").cards
    assert question_data(card)["type"] == type


def test_what_a_question_under_another_name_loses() -> None:
    record = {
        "type": "tf", "question": "Why?", "answer": True, "quote": TRUE, "speaker": "Host",
        "rationale": "So.", "difficulty": 3,
    }  # fmt: skip
    (card,) = read_written(json.dumps([record]).encode(), "a.json").cards
    assert question_data(card)["explanation"] == "So."
    assert card.flattened == ("the key `difficulty`",)


def test_a_multiple_choice_question_under_another_name() -> None:
    record = {"type": "mcq", "question": "Who?", "options": ["Quill", "Penn"], "answer": "A"}
    (card,) = read_written(json.dumps([record]).encode(), "a.json").cards
    assert question_data(card) == {
        "type": "multiple_choice", "prompt": "Who?", "key": "Quill", "distractors": ["Penn"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("type", "answer", "problem"),
    [
        ("numbric", "87", "unknown type `numbric`; did you mean `numeric`?"),
        ("numeric", "eighty-seven", "`answer`: must be a number, such as 147, 0.5, 1/30 or 3e8"),
        ("true_false", "mostly", "`answer`: must be true or false"),
        ("ordering", "a, b", "no items: add `items:`"),
        ("multiple_choice", "Quill", "no key: add `key:`"),
    ],
)
def test_a_type_that_is_not_kept_is_a_problem(
    verify: Any, type: str, answer: str, problem: str
) -> None:
    """It never becomes a basic card silently."""
    card = {"type": type, "prompt": "Why?", "answer": answer, "quote": TRUE}
    assert [c.problem for c in verify(json.dumps([card]), "a.json").cards] == [problem]
    assert [c.reason for c in read_cards(json.dumps([card]).encode(), "a.json").refused] == [
        problem
    ]


def test_an_option_to_name_keys_is_for_imports_alone(verify: Any) -> None:
    card = '[{"type": "basic", "prompt": "Why?", "solution": "So.", "quote": "And the wasps?"}]'
    assert verify(card, "a.json").cards[0].problem == "no answer: add `answer:`"
    assert [refused.reason for refused in read_cards(card.encode(), "a.json").refused] == [
        "no answer; if it is one of `solution`, say so with `--map solution=answer`"
    ]


# Damaged files


def test_a_damaged_object_costs_one_card(verify: Any) -> None:
    """A quote that contains quotation marks is not cut off at the first."""
    text = (
        '[{"q": "Who?", "quote": "A wall "never" remembers the sun.", "a": "b"},\n'
        ' {"q": "When?", "a": "c", "quote": "And the wasps?"}]'
    )
    report = verify(text, "a.json")
    assert quotes(report) == [
        ("near", 'A wall "never" remembers the sun.'),
        ("found", "And the wasps?"),
    ]
    assert [card.problem for card in report.cards] == [
        "invalid JSON: expecting ',' delimiter; write `\\\"` for a quotation mark inside a text", None
    ]  # fmt: skip


@pytest.mark.parametrize(
    "card",
    [
        '{"q": "c", "a": "d", "quote": “Eleven minutes.”}',
        '{"q": "c", “quote”: “Eleven minutes.”, "a": "d"}',
        '{"q": "c, “d”, e", "quote": “Eleven minutes.”, "a": "d: “e”, f"}',
        '{"q": "c", "quote": „Eleven minutes.“, "a": "d"}',
    ],
)
def test_curly_quotation_marks_around_one_value_of_json(verify: Any, card: str) -> None:
    """Those inside of texts stay as they are."""
    report = verify(f'[{{"q": "a", "a": "b", "quote": "And the wasps?"}}, {card}]', "a.json")
    assert quotes(report) == [("found", "And the wasps?"), ("found", "Eleven minutes.")]
    assert report.passes


def test_curly_quotation_marks_that_hide_where_a_text_ends(verify: Any) -> None:
    cards = (
        '[{"q": "a", "a": "b", "quote": "And the wasps?"},\n {"q": "c", "quote": “Eleven minutes.}]'
    )
    assert [card.problem for card in verify(cards, "a.json").cards] == [
        None,
        'invalid JSON: expecting value; write straight quotation marks (`"`) around a text, not'
        " typographic ones (“ ”)",
    ]


@pytest.mark.parametrize(
    ("row", "quote"),
    [
        ("Who?,Nobody,We sold 1,312 pears", "We sold 1,312 pears"),
        ("Who?,Nobody,We sold pears, and wasps", "We sold pears, and wasps"),
        ('Who?, "Nobody, ever",We sold pears, and 1,312 wasps', "We sold pears, and 1, 312 wasps"),
    ],
)
def test_an_unquoted_comma_is_kept_as_written(row: str, quote: str) -> None:
    """Unless a space before a quotation mark hides how the row is divided."""
    file = read_written(f"question,answer,quote\n{row}\n".encode(), "a.csv")
    assert [refused.passages for refused in file.refused] == [({"quote": quote},)]


def test_a_row_with_a_comma_too_many(verify: Any) -> None:
    """The quote may be divided, or in the next column: it is not read in part."""
    table = (
        "question,answer,quote\n"
        "Why?,Heat,It takes the heat in by day, and gives it back\n"
        "When, then?,At three,that is the hour when the frost would come\n"
        "Who?,Nobody,I have seen the frost, and I have fought it\n"
    )
    report = verify(table, "a.csv")
    assert [(q.status.value, q.words) for card in report.cards for q in card.quotes] == [
        ("near", "It takes the heat in by day, and gives it back"),
        ("near", "At three,that is the hour when the frost would come"),
        ("not-found", "I have seen the frost, and I have fought it"),
    ]
    assert {card.problem for card in report.cards} == {
        "4 values, but there are 3 columns; put a value with a comma in quotation marks"
    }


def test_a_quotation_mark_that_is_not_closed(verify: Any) -> None:
    """It does not swallow the rows below; a cell of several lines is still one."""
    table = (
        "question,answer,quote\n"
        'Why?,Heat,"A wall remembers\nthe sun."\n'
        'When?,Three,"that is the hour when the frost would come\n'
        'Who?,Nobody,"I have never met a frost like that"\n'
        "How?,By list,Eleven minutes.\n"
    )
    report = verify(table, "a.csv")
    assert [(card.place, card.question, card.problem) for card in report.cards] == [
        ("line 3", "Why?", None),
        ("line 4", "When?", "a quotation mark that is not closed"),
        ("line 5", "Who?", None),
        ("line 6", "How?", None),
    ]
    assert [status for status, _ in quotes(report)] == ["found", "found", "not-found", "found"]


def test_cards_in_several_documents_of_yaml(verify: Any) -> None:
    cards = "question: a\nanswer: b\nquote: And the wasps?\n---\nquestion: c\nanswer: d\nquote: And the bees?\n"
    report = verify(cards)
    assert [card.place for card in report.cards] == ["line 1", "line 5"]
    assert quotes(report) == [("found", "And the wasps?"), ("not-found", "And the bees?")]


def test_a_code_block_that_cannot_be_read_costs_only_itself(verify: Any) -> None:
    answer = (
        "```json\nthe cards: “And the bees of Tollan?”\n```\n\n"
        '```text\nQ: Why?\nA: So.\nQuote: "And the wasps?"\n```\n'
    )
    report = verify(answer, "a.md")
    assert [(card.place, card.damaged) for card in report.cards] == [
        ("line 2", True),
        ("line 6", False),
    ]
    assert quotes(report) == [("not-found", "And the bees of Tollan?"), ("found", "And the wasps?")]


@pytest.mark.parametrize("name", ["a.yaml", "a.txt", "a.md"])
def test_words_around_cards_without_a_code_block(verify: Any, name: str) -> None:
    answer = (
        "Sure! Here are two cards, as you asked: enjoy.\n\n"
        "- question: Why?\n  answer: So.\n  quote: And the wasps?\n"
        "- question: Who?\n  answer: Me.\n  quote: And the bees of Tollan?\n\n"
        "Let me know if you need more: I am happy to help!\n"
    )
    assert quotes(verify(answer, name)) == [
        ("found", "And the wasps?"), ("not-found", "And the bees of Tollan?")
    ]  # fmt: skip


def test_an_answer_that_is_cut_off(verify: Any) -> None:
    """The code block is open, and its last card incomplete."""
    cards = '```json\n[{"q": "a", "a": "b", "quote": "And the wasps?"},\n{"q": "c", "quote": "And the bees?"'
    assert quotes(verify(cards, "a.md")) == [
        ("found", "And the wasps?"),
        ("not-found", "And the bees?"),
    ]


# Other shapes


def test_a_table_without_a_header(verify: Any) -> None:
    table = '"Why, then?","Heat","A wall remembers the sun."\nWho?,Nobody,And the bees?\n'
    report = verify(table, "a.csv")
    assert [(card.place, card.question) for card in report.cards] == [
        ("line 1", "Why, then?"),
        ("line 2", "Who?"),
    ]
    assert quotes(report) == [
        ("found", "A wall remembers the sun."),
        ("not-found", "And the bees?"),
    ]
    assert report.notes == ("the columns are taken to be question, answer and quote",)


def test_names_in_another_language(verify: Any) -> None:
    table = "Frage;Antwort;Zitat\nWarum?;Sonne;A wall remembers the sun.\n"
    assert quotes(verify(table, "a.csv")) == [("found", "A wall remembers the sun.")]


@pytest.mark.parametrize(
    "text",
    [
        "[{'q': 'a', 'a': 'b', 'quote': 'And the wasps?'}]",
        "[{“q”: “a”, “a”: “b”, “quote”: “And the wasps?”}]",
        '{"q": "a", "a": "b", "quote": "And the wasps?"}\n{"q": "c", "a": "d", "quote": "Eleven minutes."}',
        'Here you are:\n[{"q": "a", "a": "b", "quote": "And the wasps?"}]\nEnjoy!',
        '{"cards": {"1": {"q": "a", "a": "b", "quote": "And the wasps?"}}}',
        '{"title": "T", "source": "The Pear Walls of Tollan: an interview about walls, wasps and pears.",'
        ' "items": [{"q": "a", "a": "b", "quote": "And the wasps?"}]}',
    ],
)  # fmt: skip
def test_what_is_almost_json(verify: Any, text: str) -> None:
    assert quotes(verify(text, "a.json"))[0] == ("found", "And the wasps?")


@pytest.mark.parametrize(
    "card",
    [
        "**Question**: Why?\n**Answer**: So.\n**Quote (Quill)**: “And the wasps?”",
        "1. **Why?**\n   - Answer: So.\n   - Evidence: “And the wasps?”",
        "### Question 1: Why?\n#### Answer: So.\n> And the wasps?",
        "Front: Why?\nBack: So.\nSource text: And the wasps?",
        "Q. Why?\nA: So.\nReference: “And the wasps?”",
        "C: So [it] is.\nQuote: And the wasps?",
    ],
)
def test_cards_in_markdown(verify: Any, card: str) -> None:
    (found,) = verify(f"Ten cards:\n\n{card}\n\nGood luck!\n", "a.md").cards
    assert [(quote.status.value, quote.words) for quote in found.quotes] == [
        ("found", "And the wasps?")
    ]


def test_tabs_with_a_header(verify: Any) -> None:
    cards = "Front\tBack\tQuote\nWhy?\tSo.\tAnd the wasps?\n"
    assert quotes(verify(cards, "a.txt")) == [("found", "And the wasps?")]


def test_chinese_cards(verify: Any) -> None:
    text = "记者：您为什么修表？\n\n林师傅：因为表比人诚实。它慢了就是慢了，从来不说谎。\n\n记者：现在还有人来吗？\n\n林师傅：每个星期有三个人来。\n"
    cards = "问题,答案,原文\n为什么修表？,诚实,“因为表比人诚实”\n有人来吗？,有,每个星期有五个人来\n谁？,他,记者：因为表比人诚实\n"
    report = verify(cards, "a.csv", text=text)
    assert [(quote.status.value, quote.verdict.value) for card in report.cards for quote in card.quotes] == [
        ("found", "exact"), ("near", "near"), ("differs", "misattributed")
    ]  # fmt: skip


def test_a_bank_with_its_defaults(verify: Any) -> None:
    bank = """\
id: pears
title: Pears
defaults: {source: orchard}
questions:
  - id: wasps
    type: short_answer
    prompt: What do the wasps eat in June?
    answer: caterpillars
    passages: [{quote: In June they eat the caterpillars, speaker: Dara Quill}]
"""
    report = verify(bank)
    assert quotes(report) == [("found", "In June they eat the caterpillars")]
    assert report.passes


def test_an_essay(verify: Any) -> None:
    """Its quotations are looked up, and so are its indented quotations; short ones are not."""
    essay = (
        "Quill says “A wall remembers the sun” and calls it a “night shift”.\n"
        'Then: "wasps are welcome in my house".\n\n'
        "> There is only a list of what you are willing to lose.\n\nNobody is quoted here.\n"
    )
    report = verify(essay, "essay.txt")
    assert [(card.place, card.question) for card in report.cards] == [
        ("line 1", "Quill says “A wall remembers the sun” and calls it a “night…"),
        ("line 4", "There is only a list of what you are willing to lose."),
    ]
    assert quotes(report) == [
        ("found", "A wall remembers the sun"),
        ("not-found", "wasps are welcome in my house"),
        ("found", "There is only a list of what you are willing to lose."),
    ]


def test_a_file_without_cards_does_not_pass(verify: Any) -> None:
    report = verify("Nothing is quoted here.\n", "a.txt")
    assert (report.passes, report.cards) == (False, ())
    assert report.notes == ("no quotation of three words or more was found",)


@pytest.mark.parametrize(
    "record",
    [
        '{"q": "a", "a": "b", "quotes": ["And the wasps?", "Eleven minutes."]}',
        '{"q": "a", "a": "b", "quote": "“And the wasps?” and “Eleven minutes.”"}',
        '{"q": "a", "a": "b", "evidence": {"host": "And the wasps?", "quill": {"quote": "Eleven minutes."}}}',
        '{"q": "a", "a": "b", "quote": "And the wasps?", "citation": "Eleven minutes."}',
        '{"front": "a", "back": "b", "Supporting Quotes": "\\"And the wasps?\\"\\n\\"Eleven minutes.\\""}',
    ],
)
def test_several_quotes_of_a_card(verify: Any, record: str) -> None:
    words = [words for _, words in quotes(verify(f"[{record}]", "a.json"))]
    assert [w.strip('“”"') for w in words] == ["And the wasps?", "Eleven minutes."]


# Soundness

DRESSES = ["{}", "“{}”", "Dara Quill: “{}”", "{} (Dara Quill, p. 3)", "…{}…", "- “{}”"]


@pytest.mark.parametrize("dress", DRESSES)
def test_no_corrupted_quote_is_found_in_any_dress(verify: Any, dress: str) -> None:
    rng = random.Random(dress)
    sentences = re.findall(r"[A-Z][^.?!]{20,}[.?!]", " ".join(ORCHARD.split()))
    corrupted = {
        words
        for sentence in sentences
        for mutate in MUTATIONS.values()
        if (words := mutate(sentence, rng)) and words not in " ".join(ORCHARD.split())
    }
    assert len(corrupted) > 100
    cards = [{"q": "Why?", "a": "So.", "quote": dress.format(words)} for words in sorted(corrupted)]
    report = verify(json.dumps(cards), "a.json")
    assert [words for status, words in quotes(report) if status == "found"] == []


PIECES = st.sampled_from(
    ["question", "quote:", "Q:", "A:", "> ", "| a | b |\n|---|---|\n", "```yaml\n", "```\n", "- ", "{", "}", '"',
     "[", "]", ",", ":", "\n", "  ", "“", "”", "…", "---\n", "And the wasps?", "Dara Quill: ", "\t", "\x00", "é"]
)  # fmt: skip


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    file = tmp_path_factory.mktemp("texts") / "orchard.md"
    file.write_text(ORCHARD, encoding="utf-8")
    return course_of_texts([file]).course


@given(
    st.lists(PIECES, max_size=25).map("".join),
    st.sampled_from(["a.yaml", "a.json", "a.jsonl", "a.md", "a.csv", "a.tsv", "a.txt", "a"]),
)
@example("quote:quote:\nquestion", "a.yaml")
def test_any_file_is_read_or_refused_in_a_sentence(course: Course, text: str, name: str) -> None:
    try:
        report = verify_cards(read_written(text.encode(), name), course)
    except StudykitError:
        return
    assert report.as_data()["totals"]["cards"] == len(report.cards)
    assert isinstance(repair_message(report), str)
