"""Answers that only a summary has, and answers that correct it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from studykit.check import Checked

from ..conftest import COURSE
from .helpers import messages, question

SUMMARY = "The tower has 149 steps and a tall clock. Ida Marlow mended the roof first."
WITH_SUMMARY = COURSE + "  - {id: summary, kind: summary, title: S, file: summary.md}\n"

WRONG = {"source": "summary", "quote": "The tower has 149 steps and a tall clock."}
RIGHT = {"source": "lighthouse", "quote": "nobody climbed its 147 steps but the pigeons"}


@pytest.fixture
def found(checked: Callable[..., Checked]) -> Callable[..., list[str]]:
    """The rule's messages on a question with the tag and both passages."""

    def found(**keys: Any) -> list[str]:
        asked = question(**{"tags": ["discrepancy"], "passages": [WRONG, RIGHT]} | keys)
        more = {"texts/summary.md": SUMMARY}
        return messages(
            lambda bank: checked(bank, course=WITH_SUMMARY, more=more), "drilled-error", asked
        )

    return found


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"type": "numeric", "answer": "149"}, "149"),
        ({"type": "short_answer", "answer": "149 steps"}, "149 steps"),
        ({"answer": "It has 149 steps."}, "It has 149 steps."),
        ({"answer": "A tall clock"}, "A tall clock"),
        ({"type": "cloze", "prompt": None, "text": "a tall {{c1::clock}}"}, "clock"),
        ({"type": "multiple_choice", "key": "149", "distractors": ["147", "212"]}, "149"),
        ({"type": "numeric", "answer": "149", "passages": [WRONG]}, "149"),
    ],
)
def test_the_answer_is_only_in_the_summary(
    keys: dict[str, Any], words: str, found: Callable[..., list[str]]
) -> None:
    assert found(**keys) == [f"“{words}” is only in a secondary text, which may be wrong"]


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param({"type": "numeric", "answer": "147"}, id="the correction"),
        pytest.param({"answer": "It has 147, not 149 steps."}, id="both numbers"),
        pytest.param({"answer": "It counts two steps too many."}, id="own words"),
        pytest.param({"answer": "The summary"}, id="a source"),
        pytest.param({"type": "numeric", "answer": "149", "tags": []}, id="no discrepancy"),
        pytest.param({"type": "true_false", "answer": True}, id="a statement"),
    ],
)
def test_other_answers(keys: dict[str, Any], found: Callable[..., list[str]]) -> None:
    assert found(**keys) == []
