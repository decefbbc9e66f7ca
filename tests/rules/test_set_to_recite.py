"""Lists to recite, and sentences that only have commas."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from .helpers import messages, question

CODE = "set-to-recite"


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        ("The lens, the weight and a shutter.", 3),
        ("The lens, the weight, and a shutter", 3),
        ("- a lens\n- a weight\n- a shutter", 3),
        ("1. a lens\n2. a weight\n3. a shutter\n4. a flask", 4),
        ("The lens; the weight; a shutter", 3),
        ("Mathematics and code, multimodal systems, and natural language", 3),
        ("It was cold, wet and windy.", 3),
        ("“Oil, tea”, wind and “rain, fog”, or nothing", 3),
        ("A shutter, which was banging, and the wind that moved it", 0),
        ("A shutter and the wind.", 0),
        ("By accident, without intending it.", 0),
        ("She climbed up, she looked, and she stayed there for nine years.", 0),
        ("- a lens\n- a weight", 0),
        ("On 17 July 2024, at noon.", 0),
        ("It is old. It has lens, weight and shutter.", 0),
    ],
)
def test_answers_that_are_lists(checked: Callable[..., Checked], answer: str, count: int) -> None:
    expected = [f"the answer is a list of {count} items to recall at once"] if count else []
    assert messages(checked, CODE, question(answer=answer)) == expected


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("Name three things that banged.", "Name three"),
        ("In order, name the three things that banged.", "name the three"),
        ("Which four things banged?", "Which four"),
        ("What are her five reasons?", "What are her five"),
        ("List the things that banged.", "List"),
        ("Give at least 3.", "Give at least 3"),
        ("Name all things that banged.", "Name all"),
        ("Name two things that banged.", None),
        ("Which of the three things banged?", None),
        ("Which three-year-old shutter banged?", None),
        ("Name the thing that banged for 3 hours.", None),
        ("Which “three things” banged?", None),
        ("What 3.5 % of it banged?", None),
        ("What is on the list?", None),
        ("List price minus discount is what?", None),
    ],
)
def test_prompts_that_ask_for_a_list(
    checked: Callable[..., Checked], prompt: str, words: str | None
) -> None:
    expected = [f"“{words}” asks for several items at once"] if words else []
    assert messages(checked, CODE, question(prompt)) == expected


def test_choices_pass_and_markdown_lists_count_in_every_language(
    checked: Callable[..., Checked],
) -> None:
    assert messages(
        checked,
        CODE,
        question("Which three?", type="multiple_choice", key=["a", "b", "c"], distractors=["d"]),
        question("Nenne drei.", lang="de", answer="Linse, Laden und Wind"),
        question("Nenne sie.", lang="de", answer="- Linse\n- Laden\n- Wind"),
    ) == ["the answer is a list of 3 items to recall at once"]
