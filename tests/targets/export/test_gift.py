"""GIFT, as gift-pegjs reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from studykit.bank.model import Choose, Exercise, Option, Type
from studykit.targets.export import FORMATS
from studykit.targets.export.gift import ARROW, LOST_ORDER

from ..conftest import exercise
from . import node
from .examples import EXPORTED, HOSTILE, TEXTS, hostile_exercises, rendered, shown

GIFT = FORMATS["gift"]
READ = Path(__file__).with_name("read_gift.cjs")


def read(*exercises: Exercise) -> list[dict[str, Any]]:
    """Return the questions as gift-pegjs reads them, without categories."""
    text, _ = rendered(GIFT, *exercises)
    questions = json.loads(node.run("gift-pegjs", READ, node.MODULES, content=text.encode()))
    return [question for question in questions if question["type"] != "Category"]


def test_a_choice_is_written_with_its_evidence() -> None:
    text, _ = rendered(GIFT, EXPORTED[7])
    assert text == (
        "$CATEGORY: $course$/top/Test course/Bank: 1//2/Part 1\n\n"
        "// [id:test-course/statement]\n"
        "::statement\\: A motor turns the lens.::[html]A motor turns the lens.{FALSE####[html]"
        '<blockquote lang\\="en" dir\\="auto">a noise</blockquote>'
        "<p>Ida Marlow · Part 1, A1 · The Shutter and the Light · written for studykit"
        ' · <a href\\="https\\://example.org/lighthouse\\#\\:\\~\\:text\\=a%20noise">read the source</a>'
        "</p>}\n"
    )


def test_types_and_identifiers() -> None:
    assert [(q["id"], q["type"]) for q in read()] == [
        ("test-course/noise", "Essay"),
        ("test-course/winding/1", "Short"),
        ("test-course/winding/2", "Short"),
        ("test-course/typed", "Short"),
        ("test-course/steps", "Numerical"),
        ("test-course/third", "Numerical"),
        ("test-course/choice", "MC"),
        ("test-course/several", "MC"),
        ("test-course/statement", "TF"),
        ("test-course/order", "Matching"),
        ("test-course/pairs", "Matching"),
        ("test-course/talk", "Essay"),
    ]


def test_every_question_has_its_evidence_as_feedback() -> None:
    for question in read():
        feedback = shown(question["globalFeedback"]["text"])
        assert feedback.endswith(
            "a noiseIda Marlow · Part 1, A1 · The Shutter and the Light · written for studykit"
            " · read the source"
        )


def test_keys_and_weights() -> None:
    questions = {question["id"].removeprefix("test-course/"): question for question in read()}
    keys = {
        id: [(shown(c["text"]["text"]), c["isCorrect"], c["weight"]) for c in q["choices"]]
        for id, q in questions.items()
        if q["type"] in ("MC", "Short")
    }
    assert keys == {
        "winding/1": [("weight", True, 100)],
        "winding/2": [("every four hours", True, 100)],
        "typed": [("nothing", True, 100), ("nothing at all", True, 100)],
        "choice": [
            ("The wind.", False, None),
            ("A shutter.", True, None),
            ("Neither.", False, None),
        ],
        "several": [("Tar", False, -100), ("Wax", False, 50), ("Oil", False, 50)],
    }
    assert questions["statement"]["isTrue"] is False
    assert shown(questions["winding/1"]["stem"]["text"]) == (
        "The _____ (heavy) is wound every four hours."
    )
    numbers = [choice["text"] for choice in questions["steps"]["choices"]]
    assert numbers == [
        {"type": "range", "number": 1000, "range": 100},
        {"type": "range", "number": 1050, "range": 150},
    ]
    (third,) = questions["third"]["choices"]
    assert abs(third["text"]["number"] - 1 / 3) <= third["text"]["range"] < 1e-14
    assert [
        (shown(p["subquestion"]["text"]), p["subanswer"]) for p in questions["pairs"]["matchPairs"]
    ] == [
        ("weight", "wound"),
        ("shutter", "banging"),
        ("", "lit"),
    ]
    assert [p["subanswer"] for p in questions["order"]["matchPairs"]] == ["1", "2", "3"]


def test_the_reason_of_an_option_is_its_feedback() -> None:
    (question,) = read(EXPORTED[5])
    reasons = {shown(c["text"]["text"]): c["feedback"] for c in question["choices"]}
    assert shown(reasons["The wind."]["text"]) == "It made no noise."
    assert reasons["Neither."] is None


def test_shares_have_the_decimals_that_moodle_knows() -> None:
    options = tuple(Option(f"option {n}", n < 3) for n in range(6))
    (question,) = read(exercise(Choose(options)))
    assert sorted(c["weight"] for c in question["choices"]) == [-33.33333] * 3 + [33.33333] * 3


def test_hostile_texts_are_shown_as_typed() -> None:
    questions = {q["id"].removeprefix("test-course/h-"): q for q in read(*hostile_exercises())}
    for id, question in questions.items():
        if not id.startswith("fill"):
            assert shown(question["stem"]["text"]).startswith(HOSTILE), id
        assert HOSTILE in shown(question["globalFeedback"]["text"])
        assert question["tags"] == ["a\\", "ü"]  # gift-pegjs, unlike Moodle, ends at any bracket
    typed = [text.replace("*", r"\*") for text in TEXTS if "->" not in text]
    assert [c["text"]["text"] for c in questions["type"]["choices"]] == typed
    assert {(shown(c["text"]["text"]), c["isCorrect"]) for c in questions["choice"]["choices"]} == {
        (text, text == HOSTILE) for text in TEXTS
    }
    assert {(shown(c["text"]["text"]), c["weight"]) for c in questions["several"]["choices"]} == {
        (text, 12.5 if n % 3 == 0 else -10) for n, text in enumerate(TEXTS)
    }
    assert [shown(p["subquestion"]["text"]) for p in questions["pairs"]["matchPairs"]] == [
        *TEXTS,
        "",
    ]


def test_what_is_lost_is_said() -> None:
    fixed = Choose((Option("Yes", True), Option("No", False)), fixed=True)
    _, notes = rendered(GIFT, exercise(fixed), exercise(Type("a -> b"), id="arrow"))
    assert notes.lost == {LOST_ORDER: ["noise"]}
    assert notes.left_out == {ARROW: ["arrow"]}
