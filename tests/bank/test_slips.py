"""Nothing hides behind another mistake: one check shows every slip and every false quote."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import chain

import pytest

from studykit.check import Checked

from ..conftest import RULES_RAN

HEAD = "id: bank\ntitle: Bank\nquestions:\n"

SLIPS: dict[str, tuple[str, list[str]]] = {
    "a colon in a value": (
        """\
  - id: colon
    type: basic
    prompt: Which words: hers or his?
    answer: Hers.
    passages:
      - quote: That took twelve months and three attempts
""",
        ["yaml-syntax", "quote-near"],
    ),
    "a cloze without quotation marks": (
        """\
  - id: cloze
    type: cloze
    text: {{c1::a shutter}} was banging up here in the wind
    passages:
      - quote: a shutter was banging up here in the wind
""",
        ["yaml-syntax"],
    ),
    "a key of another program": (
        """\
  - id: other-key
    type: short_answer
    prompt: How many winders are there?
    correct_answer: fourteen
    passages:
      - quote: Bees make honey from clover
""",
        ["missing-key", "unknown-key", "quote-absent"],
    ),
    "a key that is indented too little": (
        """\
  - id: indented
    type: basic
   prompt: What does she light?
    answer: The lamp.
    passages:
      - quote: Now we light the lamp on Saturdays only
""",
        ["yaml-syntax"],
    ),
    "tabs": (
        """\
  - id: tabs
\ttype: basic
\tprompt: Who asks about ships?
\tanswer: The reporter.
\tpassages:
\t\t- quote: Does any ship still need you?
\t\t  speaker: Ida Marlow
""",
        ["yaml-syntax", "quote-misattributed"],
    ),
    "a missing dash": (
        """\
    id: no-dash
    type: basic
    prompt: What is the rest?
    answer: Brass.
    passages:
      - quote: The rest is bronze
""",
        ["yaml-syntax", "quote-near"],
    ),
    "curly quotation marks": (
        """\
  - id: curly
    type: basic
    prompt: “One hour: what does she do?”
    answer: “She takes it.”
    passages:
      - quote: he steered by us for an hour
""",
        ["yaml-syntax"],
    ),
    "an unknown type": (
        """\
  - id: unknown-type
    type: open_question
    prompt: What is fair?
    answer: The question.
    passages:
      - quote: It’s an unfair question
""",
        ["unknown-type", "quote-near"],
    ),
    "an unknown level": (
        """\
  - id: level
    type: basic
    prompt: What is a car park?
    answer: A town that keeps only what it needs.
    level: medium
    passages: [{quote: a town that keeps everything it needs is a car park}]
""",
        ["bad-value", "quote-near"],
    ),
    "a misspelled speaker": (
        """\
  - id: speaker
    type: basic
    prompt: What takes 212 turns?
    answer: Bringing the weight up.
    passages:
      - quote: It takes 221 turns to bring the weight up
        speaker: Ida Marlowe
""",
        ["unknown-person", "quote-near"],
    ),
    "an id that is used twice": (
        """\
  - id: level
    type: basic
    prompt: What may the reporter carry?
    answer: The flask.
    level: easy
    passages:
      - quote: You may carry the flask.
""",
        ["bad-value", "duplicate-question"],
    ),
    "a quotation mark that is not closed": (
        """\
  - id: unclosed
    type: basic
    prompt: "What did she find?
    answer: Pigeons.
    passages:
      - quote: "We carried down 40–50 baskets of what pigeons leave behind."
""",
        ["yaml-syntax", "quote-near"],
    ),
    "no slip": (
        """\
  - id: fine
    type: basic
    prompt: What did Ida Marlow blame the board for?
    answer: Everything.
    passages:
      - quote: blamed the board for everything
""",
        [],
    ),
}
"""Questions, each with a slip and the codes of its findings; many quotes are false."""


def orders() -> list[list[str]]:
    names = list(SLIPS)
    shuffled = [random.Random(seed).sample(names, len(names)) for seed in range(6)]
    return [names, names[::-1], names[5:] + names[:5], *shuffled]


def found(checked: Checked, order: list[str]) -> dict[str, list[str]]:
    """The codes of the findings by question; the second of two equal ids has the finding on it."""
    ends = []
    line = HEAD.count("\n")
    for name in order:
        line += SLIPS[name][0].count("\n")
        ends.append(line)
    codes: dict[str, list[str]] = {name: [] for name in order}
    for d in checked.report.diagnostics:
        name = next(name for name, end in zip(order, ends, strict=True) if d.span.line <= end)
        codes[name].append(d.code)
    return codes


@pytest.mark.parametrize("order", orders())
def test_one_check_shows_every_slip_and_every_false_quote(
    order: list[str], checked: Callable[..., Checked]
) -> None:
    made = checked(bank=HEAD + "".join(SLIPS[name][0] for name in order))
    expected = {name: sorted(codes) for name, (_, codes) in SLIPS.items()}
    if order.index("an unknown level") > order.index("an id that is used twice"):
        expected["an id that is used twice"].remove("duplicate-question")
        expected["an unknown level"] = sorted([*expected["an unknown level"], "duplicate-question"])
    codes = {name: sorted(codes) for name, codes in found(made, order).items()}
    assert codes == {name: expected[name] for name in order}
    assert made.report.done == [
        "13 passages in 1 source: 5 verified against the text (5 exact), 8 failed",
        f"13 questions in 1 bank (11 questions could not be read); {RULES_RAN}",
    ]
    assert made.report.errors == len([*chain(*expected.values())])
