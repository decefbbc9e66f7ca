"""Cards of an assistant, checked as questions of the course."""

from __future__ import annotations

import json
from contextlib import suppress
from textwrap import dedent
from typing import Any

import pytest

from studykit.assistant.cards import check_cards
from studykit.bank.load import Course, load
from studykit.diagnostics import Report, StudykitError

from ..conftest import MakeCourse

NOISE = {
    "id": "sound",
    "type": "basic",
    "prompt": "What did Marlow hear on her walk?",
    "answer": "A shutter.",
    "passages": [{"quote": "a shutter was banging up here in the wind"}],
}


@pytest.fixture
def course(make_course: MakeCourse) -> Course:
    course = load(make_course("""\
        - id: youngest
          type: basic
          prompt: How old is the youngest winder?
          answer: twelve
          passages: [{quote: Our youngest winder is twelve.}]
    """), Report(), partly=True)  # fmt: skip
    assert course is not None
    return course


def card(found: dict[str, Any], id: str) -> dict[str, Any]:
    return next(card for card in found["cards"] if card["id"] == id)


def codes(findings: list[dict[str, Any]]) -> list[str]:
    return [finding["code"] for finding in findings]


def test_a_card_whose_quote_is_there_passes(course: Course) -> None:
    assert check_cards(course, json.dumps([NOISE])) == {
        "passes": True,
        "errors": 0,
        "warnings": 0,
        "cards": [
            {
                "id": "sound",
                "passes": True,
                "quotes": [
                    {
                        "quote": "a shutter was banging up here in the wind",
                        "status": "found",
                        "verdict": "exact",
                        "found": [
                            {
                                "text": "a shutter was banging up here in the wind",
                                "source": "lighthouse",
                                "place": "Part 1, A1",
                                "speaker": "Ida Marlow",
                                "section": "part-1",
                                "turn": "A1",
                                "paragraph": 1,
                            }
                        ],
                        "passes": True,
                    }
                ],
                "findings": [],
            }
        ],
        "other_findings": [],
    }


YAML = """\
- id: sound
  type: basic
  prompt: What did Marlow hear on her walk?
  answer: A shutter.
  passages: [{quote: a shutter was banging up here in the wind}]
"""


@pytest.mark.parametrize(
    "cards",
    [
        YAML,
        f"```yaml\n{YAML}```\n",
        f"---\n{YAML}",
        f"questions:\n{YAML}",
        f"id: mine\ntitle: Mine\nquestions:\n{YAML}",
        dedent(YAML.replace("- id", "  id")),
        json.dumps(NOISE),
        json.dumps({"questions": [NOISE]}),
    ],
    ids=["list", "fenced", "document", "headless bank", "bank", "one", "JSON one", "JSON bank"],
)
def test_cards_in_every_form_give_the_same_answer(course: Course, cards: str) -> None:
    assert check_cards(course, cards) == check_cards(course, json.dumps([NOISE]))


def test_each_finding_is_at_its_card_with_its_line_and_help(course: Course) -> None:
    """An invented quote is reported even where its card has another mistake."""
    found = check_cards(
        course,
        "- id: good\n  type: basic\n  prompt: Who are the winders?\n  answer: bakers\n"
        "  passages: [{quote: They are bakers and bus drivers}]\n"
        "- id: bad\n  type: basics\n  prompt: How many steps are there?\n  answer: '147'\n"
        "  passages: [{quote: the zeppelins went over the pole}]\n"
        "- id: slip\n  type: basic\n  prompt: Who is the youngest?\n  answer: a winder\n"
        "  passages:\n    - quote: Our youngest winder is eleven.\n",
    )
    assert (found["passes"], found["errors"], found["other_findings"]) == (False, 3, [])
    assert card(found, "good")["passes"] is True
    assert codes(card(found, "bad")["findings"]) == ["unknown-type", "quote-absent"]
    assert card(found, "bad")["findings"][0] == {
        "severity": "error",
        "code": "unknown-type",
        "message": "unknown question type `basics`",
        "help": "did you mean `basic`?",
        "line": 7,
        "text": "type: basics",
    }
    slip = card(found, "slip")
    (quote,) = slip["quotes"]
    assert (quote["status"], quote["verdict"], quote["passes"]) == ("near", "near", False)
    assert quote["nearest"]["text"] == "Our youngest winder is twelve."
    assert ["replace", "eleven", "twelve"] in quote["diff"]
    near = next(f for f in slip["findings"] if f["code"] == "quote-near")
    assert near["line"] == 16
    assert "“eleven” should be “twelve”" in near["help"]


def test_an_error_of_yaml_hides_no_other_card(course: Course) -> None:
    found = check_cards(
        course, f"{YAML}- id: slip\n  type: basic\n  prompt: Which: this one?\n  answer: a\n"
    )
    assert "yaml-syntax" in codes(card(found, "slip")["findings"])
    assert card(found, "sound")["passes"] is True


def test_cards_are_compared_with_the_questions_of_the_course(course: Course) -> None:
    again = YAML.replace("sound", "youngest")
    found = check_cards(course, again)
    assert "duplicate-question" in codes(card(found, "youngest")["findings"])


def test_the_defaults_of_a_bank_apply(make_course: MakeCourse) -> None:
    bank = "id: bank\ntitle: Bank\ndefaults: {source: other}\nquestions: []\n"
    course = load(make_course(bank=bank), Report(), partly=True)
    assert course is not None
    assert card(check_cards(course, YAML), "sound")["findings"] == []
    found = check_cards(course, YAML, "bank")
    assert codes(found["other_findings"]) == ["unknown-source"]
    with pytest.raises(StudykitError) as caught:
        check_cards(course, YAML, "bang")
    assert str(caught.value) == "unknown bank `bang`; did you mean `bank`?"


@pytest.mark.parametrize(
    ("cards", "sentence"),
    [
        (" \n", "`cards` is empty; give questions as YAML or JSON"),
        ("x" * 1_000_001, "the cards have more than 1,000,000 characters; check fewer at once"),
    ],
)
def test_what_is_no_cards_is_refused(course: Course, cards: str, sentence: str) -> None:
    with pytest.raises(StudykitError) as caught:
        check_cards(course, cards)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "cards",
    [
        "words", "[]", "{}", "null", "3", "[1, 2]", "- - - a", "\x00", "&a [*a]", "*a", "{" * 5000,
        "[" * 5000, '[{"id": 1}]', "questions: 3", "questions: []", '{"questions": {"a": 1}}', "\ud800",
        '{"a":' * 400 + "1" + "}" * 400, "- id: a\n\ttype: basic", "```\n```",
    ],
)  # fmt: skip
def test_odd_cards_are_findings_or_a_sentence(course: Course, cards: str) -> None:
    with suppress(StudykitError):
        found = check_cards(course, cards)
        in_cards = (finding for card in found["cards"] for finding in card["findings"])
        findings = [*found["other_findings"], *in_cards]
        errors = sum(finding["severity"] == "error" for finding in findings)
        assert found["errors"] == errors > 0
