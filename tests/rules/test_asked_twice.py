"""Questions that ask the same, and questions that only look alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from studykit.check import Checked

from .helpers import QUOTE, choice, messages, question

CODE = "asked-twice"
HEARD = "What did Marlow hear while she was walking the dog?"


def who_said_it(quote: str) -> dict[str, Any]:
    return question(
        type="who_said_it",
        prompt=None,
        key="Marlow",
        distractors=["The reporter"],
        passages=[{"quote": quote}],
    )


def cloze(text: str) -> dict[str, Any]:
    return question("Fill in the blank.", type="cloze", text=text)


SAME = [
    ("equal", question(HEARD), question(HEARD)),
    ("signs and case", question("What’s *that*?"), question("what's THAT")),
    (
        "words in another order",
        question("What was heard by Marlow while walking her dog?", answer="a shutter"),
        question(HEARD, answer="A shutter, banging."),
    ),
    (
        "typed and recalled",
        question(HEARD, answer="A shutter"),
        question(HEARD, type="short_answer", answer="the blind", accept=["shutter"]),
    ),
    (
        "a number in figures and in letters",
        question("How many winders does Marlow have?", answer="fourteen of them"),
        question("How many winders does Marlow have now?", type="numeric", answer="14"),
    ),
    ("chosen and recalled", choice(HEARD, "A shutter", "A dog"), question(HEARD)),
    (
        "the same options in another order",
        choice(HEARD, "A shutter", "A dog", "A door"),
        choice(HEARD, "a shutter", "a door", "a dog", "a bell"),
    ),
    (
        "true and true",
        question("Marlow heard a shutter.", type="true_false", answer=True),
        question("A shutter is what Marlow heard.", type="true_false", answer=True),
    ),
    ("one cloze twice", cloze("a {{c1::shutter}} banged"), cloze("A {{c1::shutter}} banged.")),
    (
        "one blank of a cloze",
        cloze("a {{c1::shutter}} was banging up {{c2::here}}"),
        cloze("a {{c3::shutter::what?}} was banging up here"),
    ),
    (
        "two discussions",
        question("Is Marlow’s reply any good?", type="discussion", look_for="x"),
        question("How good is Marlow’s reply?", type="discussion", look_for="y"),
    ),
    ("one quote", who_said_it(QUOTE), who_said_it(f"{QUOTE}, and I thought")),
    (
        "items to order",
        question("What came first?", type="ordering", items=["wind", "shutter", "key"]),
        question("What came first?", type="ordering", items=["key", "wind", "shutter"]),
    ),
    (
        "in Chinese",
        question("马洛听到了什么声音?", lang="zh", answer="百叶窗"),
        question("马洛听到了什么?", lang="zh", answer="百叶窗"),
    ),
]

OTHER = [
    ("another sign", question(HEARD, answer="+"), question(HEARD, answer="−")),
    ("another answer", question(HEARD), question(HEARD, answer="The wind.")),
    (
        "another name",
        question("To whom did Marlow give the flask of tea?", answer="The reporter"),
        question("To whom did Gull47 give the flask of tea?", answer="The reporter"),
    ),
    (
        "another year",
        question("Who climbed the tower in 1994?", answer="The pigeons"),
        question("Who climbed the tower in 2015?", answer="The pigeons"),
    ),
    (
        "a year in one",
        question("Who climbed the tower?", answer="The pigeons"),
        question("Who climbed the tower in 1994?", answer="The pigeons"),
    ),
    (
        "a not",
        question("Marlow heard a shutter.", type="true_false", answer=True),
        question("Marlow heard no shutter.", type="true_false", answer=True),
    ),
    (
        "true and false",
        question("Marlow heard a shutter.", type="true_false", answer=True),
        question("Marlow heard a shutter.", type="true_false", answer=False),
    ),
    (
        "one stem with other options",
        choice("Which of these does Marlow name?", "A shutter", "A door", "A bell"),
        choice("Which of these does Marlow name?", "A wheel", "A lens", "A flask"),
    ),
    (
        "one stem and key with other options",
        choice(HEARD, "A shutter", "A door", "A bell"),
        choice(HEARD, "A shutter", "A dog", "A mast"),
    ),
    ("two quotes", who_said_it("I was walking the dog"), who_said_it("I cut one myself")),
    (
        "two clozes under one prompt",
        cloze("a {{c1::shutter}} was banging"),
        cloze("The rest is {{c1::brass}}"),
    ),
    ("two numbers of one cloze", cloze("{{c1::wind}} and {{c2::wind}}"), cloze("{{c1::tea}}")),
    (
        "other items to match",
        question(
            "Match.", type="matching", pairs=[{"left": "a", "right": "b"}, {"left": "c", "right": "d"}]
        ),
        question(
            "Match.", type="matching", pairs=[{"left": "e", "right": "f"}, {"left": "g", "right": "h"}]
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("one", "two"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_the_same_question(
    checked: Callable[..., Checked], one: dict[str, Any], two: dict[str, Any]
) -> None:
    (message,) = messages(checked, CODE, one, two)
    assert message.startswith("this asks the same as `q1` (questions/bank.yaml:4), “")
    (message,) = messages(checked, CODE, two, one)
    assert message.startswith("this asks the same as `q1` (questions/bank.yaml:4), “")


@pytest.mark.parametrize(("one", "two"), [row[1:] for row in OTHER], ids=[row[0] for row in OTHER])
def test_another_question(
    checked: Callable[..., Checked], one: dict[str, Any], two: dict[str, Any]
) -> None:
    assert messages(checked, CODE, one, two) == []
    assert messages(checked, CODE, two, one) == []


def test_the_message_has_the_id_place_and_text_of_the_other_question(
    checked: Callable[..., Checked],
) -> None:
    long = question("Where, as " + "far as we know, " * 10 + "is it?")
    assert messages(
        checked, CODE, question(HEARD), long, question(f"**{HEARD}**"), long, cloze("{{c1::x}} y"),
        cloze("{{c1::x}} y"),
    ) == [
        f"this asks the same as `q1` (questions/bank.yaml:4), “{HEARD}”",
        "this asks the same as `q2` (questions/bank.yaml:5), “Where, as far as we know, far as we"
        " know, far as we know, far as we know, far as we know, far as we know, far as we …”",
        "this asks the same as `q5` (questions/bank.yaml:8), “[…] y”",
    ]  # fmt: skip


def test_questions_of_different_banks_are_compared(checked: Callable[..., Checked]) -> None:
    ask = "{type: basic, prompt: What did Marlow hear?, answer: A shutter., passages: [{quote: a shutter was banging}]"
    banks = {
        f"{name}.yaml": f"id: {name}\ntitle: T\nquestions:\n- {ask}, id: {name}}}\n"
        for name in ("one", "two")
    }
    report = checked(
        bank="id: bank\ntitle: T\nquestions:\n- " + ask + ", id: q}\n", more=banks
    ).report
    assert [d.message for d in report.diagnostics if d.code == "asked-twice"] == [
        "this asks the same as `q` (questions/bank.yaml:4), “What did Marlow hear?”",
        "this asks the same as `q` (questions/bank.yaml:4), “What did Marlow hear?”",
    ]  # fmt: skip
