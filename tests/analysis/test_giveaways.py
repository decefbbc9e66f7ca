"""Questions that give away the answers of others in an exam."""

from __future__ import annotations

from pathlib import Path

import pytest

from studykit.analysis.giveaways import find_giveaways
from studykit.bank.evidence import exercises, pinned, verify
from studykit.bank.load import load
from studykit.diagnostics import Report

from ..conftest import MakeCourse


def giveaways(folder: Path) -> list[tuple[str, str]]:
    """Return the pairs of a course: a question, and one that gives it away."""
    report = Report()
    course = load(folder, report)
    assert course is not None
    ready, unpinned = exercises(course, pinned(course, verify(course, report)))
    assert unpinned == []
    return sorted(find_giveaways(course, ready))


WEIGHT = "The weight has to be wound every four hours"
WINDERS = "I have fourteen winders instead of none."
TURNS = "It takes 212 turns to bring the weight up"
CAUGHT = "last week she caught me stopping at 208"


def basic(id: str, prompt: str, answer: str, quote: str) -> str:
    return (
        f"- {{id: {id}, type: short_answer, prompt: '{prompt}', answer: {answer},"
        f" passages: [{{quote: '{quote}'}}]}}\n"
    )


def test_two_questions_on_the_same_words_and_subject(make_course: MakeCourse) -> None:
    """Who reads that the weight is wound learns what is wound."""
    first = basic("often", "How often must winders turn the weight?", "every four hours", WEIGHT)
    other = basic("what", "What do winders turn so often, a clock or a weight?", "this", WEIGHT)
    assert giveaways(make_course(first + other)) == [("often", "what"), ("what", "often")]


def test_two_questions_on_the_same_words_with_different_subjects(make_course: MakeCourse) -> None:
    first = basic("often", "How often do they climb?", "every four hours", WEIGHT)
    other = basic("what", "What is heavy?", "the weight", WEIGHT)
    assert giveaways(make_course(first + other)) == []


def test_an_answer_in_a_prompt_on_the_same_turn(make_course: MakeCourse) -> None:
    first = basic("turns", "How many turns does it take?", "212", TURNS)
    other = basic("left", "Of all 212, how many did she not count?", "4", CAUGHT)
    assert giveaways(make_course(first + other)) == [("turns", "left")]


def test_an_answer_in_a_prompt_about_another_turn(make_course: MakeCourse) -> None:
    first = basic("turns", "How many turns does it take?", "212", TURNS)
    other = basic("winders", "How many winders are there, if not 212?", "fourteen", WINDERS)
    assert giveaways(make_course(first + other)) == []


def test_an_answer_of_several_words_anywhere(make_course: MakeCourse) -> None:
    first = basic("who", "Of whom does she have some?", "fourteen old winders", WINDERS)
    other = f"""\
- id: order
  type: ordering
  prompt: In which order?
  items: [a mast, fourteen old winders, a roof]
  passages: [{{quote: {TURNS}}}]
"""
    assert giveaways(make_course(first + other)) == [("who", "order")]


def test_a_printed_passage(make_course: MakeCourse) -> None:
    shown = f"""\
- id: who
  type: who_said_it
  prompt: Who says this in Part 1?
  key: Ida Marlow
  distractors: [The reporter]
  passages: [{{quote: {WEIGHT}}}]
"""
    asked = basic("often", "How often must they climb?", "every four hours", WEIGHT)
    assert giveaways(make_course(asked + shown)) == [("often", "who")]


def test_a_cue(make_course: MakeCourse) -> None:
    asked = f"""\
- id: choice
  type: multiple_choice
  prompt: Why must winders climb the tower at night?
  key: The weight must be wound
  distractors: [A ship is near, The lamp is broken]
  passages: [{{quote: {WEIGHT}}}]
"""
    other = basic(
        "who", "By whom must the weight be wound in the tower at night?", "winders", WINDERS
    )
    assert ("choice", "who") in giveaways(make_course(asked + other))


@pytest.mark.parametrize("quote", [TURNS, "212 turns to bring the weight up, and she counts"])
def test_a_quote_within_another_is_the_same_words(quote: str, make_course: MakeCourse) -> None:
    first = basic(
        "one", "How many turns bring up the weight?", "212", "212 turns to bring the weight"
    )
    other = basic("two", "Why do turns bring up the weight?", "because", quote)
    assert giveaways(make_course(first + other)) == [("one", "two"), ("two", "one")]


def test_the_names_of_parts_of_a_picture_and_the_words_for_it(make_course: MakeCourse) -> None:
    label = f"""\
- id: lamp
  type: label_picture
  prompt: Name the parts.
  picture: images/lamp.png
  alt: A lamp that burns paraffin from Skerrow.
  labels: [{{name: the great lens, ellipse: {{left: 0.1, top: 0.1, width: 0.2, height: 0.1}}}}]
  passages: [{{quote: '{WEIGHT}'}}]
"""
    other = basic("glass", "Who polishes the great lens?", "paraffin from Skerrow", WINDERS)
    assert giveaways(make_course(label + other)) == [("glass", "lamp"), ("lamp", "glass")]
