"""Fixtures for handouts: a course with every type of question, and a hostile one."""

from __future__ import annotations

import json

import pytest

from studykit.bank.load import Course

from ...conftest import MakeCourse
from .courses import BANK, HOSTILE, MORE_HOSTILE, TEXTS, TWO, open_course


@pytest.fixture
def course(make_course: MakeCourse) -> Course:
    """A course on two translations of the sample interview, with a question of every type."""
    return open_course(make_course(bank=BANK, course=TWO, more=TEXTS))


@pytest.fixture
def hostile(make_course: MakeCourse) -> Course:
    """The same with texts that would break out of a format that did not escape them."""
    return open_course(make_course(bank=hostile_bank(), course=TWO, more=TEXTS))


def hostile_bank() -> str:
    """A bank (JSON is YAML) with hostile text wherever text is allowed."""
    bad = [HOSTILE, *(text for text in MORE_HOSTILE if "\n" not in text)]
    quote = [{"quote": "a shutter was banging up here in the wind"}]
    both = [
        {"quote": "The weight has to be wound every four hours"},
        {"quote": "The weight has to be wound every five hours", "source": "second"},
    ]

    def text(n: int, what: str) -> str:
        return f"{what} {n} {bad[n % len(bad)]}"

    questions = []
    for n in range(len(bad)):
        options = [{"text": text(n + i, "wrong"), "why": text(n + i, "whynot")} for i in range(3)]
        common = {"passages": quote, "explanation": text(n, "because")}
        questions += [
            {"id": f"a{n}", "type": "basic", "prompt": text(n, "asks"), "answer": text(n, "answer")},
            {"id": f"b{n}", "type": "short_answer", "prompt": text(n, "types"), "answer": text(n, "typed")},
            {
                "id": f"c{n}",
                "type": "multiple_choice",
                "prompt": text(n, "chooses"),
                "key": {"text": text(n, "keyed"), "why": text(n, "whyright")},
                "distractors": options,
            },
            {"id": f"d{n}", "type": "cloze", "text": f"The {{{{c1::blank{n}::{'hint ' + bad[0].replace('{{c1::x}}', '')}}}}} of {bad[n].replace('{{c1::x}}', '')}"},
            {"id": f"e{n}", "type": "ordering", "prompt": text(n, "orders"), "items": [text(n, c) for c in "xyz"]},
            {
                "id": f"f{n}",
                "type": "matching",
                "prompt": text(n, "matches"),
                "pairs": [{"left": text(n, f"left{i}"), "right": text(n, f"right{i}")} for i in range(3)],
            },
            {
                "id": f"g{n}",
                "type": "discussion",
                "prompt": text(n, "talks"),
                "look_for": [text(n, "look")],
                "follow_ups": [text(n, "follow")],
                "stage": ["opening", "core", "closing"][n % 3],
                "minutes": 5,
            },
            {"id": f"h{n}", "type": "compare", "prompt": text(n, "compares"), "differs": text(n, "differs"), "passages": both},
            {"id": f"i{n}", "type": "numeric", "prompt": text(n, "counts"), "answer": 147, "unit": "§#$*steps"},
        ]  # fmt: skip
        for question in questions[-9:]:
            for key, value in common.items():
                question.setdefault(key, value)
    return json.dumps(
        {
            "id": "bank",
            "title": f"Bank {HOSTILE}",
            "defaults": {"source": "lighthouse"},
            "questions": questions,
        },
        ensure_ascii=False,
    )
