"""Each type of question and the exercise that it lowers to."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from studykit.bank.model import (
    Arrange,
    Blank,
    Choose,
    Discuss,
    Evidence,
    Exercise,
    Fill,
    Match,
    Number,
    Option,
    Recall,
    Type,
)
from studykit.source.text import Place

from .lowering import COURSE, EVIDENCE, QUOTE, exercise, loaded, lowered


def test_basic() -> None:
    made = lowered("""\
        - id: noise
          type: basic
          prompt: What did Marlow hear?
          answer: A shutter.
    """)
    assert made == exercise("basic", "What did Marlow hear?", Recall("A shutter."))


def test_cloze() -> None:
    made = lowered("""\
        - id: noise
          type: cloze
          text: "a {{c1::shutter}} was {{c2::banging::doing what?}} up here"
    """)
    fill = Fill(
        ("a ", Blank(1, "shutter"), " was ", Blank(2, "banging", "doing what?"), " up here")
    )
    assert made == exercise("cloze", "", fill)
    assert fill.text == "a shutter was banging up here"
    assert fill.numbers == (1, 2)


def test_cloze_with_a_prompt() -> None:
    made = lowered("""\
        - id: noise
          type: cloze
          prompt: What did she hear?
          text: "a {{c8::shutter}} was {{c8::banging}}, {{c1::up here}}"
    """)
    parts = ("a ", Blank(8, "shutter"), " was ", Blank(8, "banging"), ", ", Blank(1, "up here"))
    assert made == exercise("cloze", "What did she hear?", Fill(parts))
    assert Fill(parts).numbers == (1, 8)


def test_multiple_choice() -> None:
    made = lowered("""\
        - id: noise
          type: multiple_choice
          prompt: What did Marlow hear?
          key: A shutter.
          distractors:
            - A dog.
            - {text: A pigeon., why: They were silent.}
            - {text: None of these., keep_last: true}
    """)
    choose = Choose(
        (
            Option("A shutter.", True),
            Option("A dog.", False),
            Option("A pigeon.", False, "They were silent."),
            Option("None of these.", False, keep_last=True),
        )
    )
    assert made == exercise("multiple_choice", "What did Marlow hear?", choose)
    assert not choose.several


def test_multiple_choice_with_several_keys() -> None:
    made = lowered("""\
        - id: noise
          type: multiple_choice
          prompt: What was there?
          key: [A shutter., {text: A wind., why: It banged in it.}]
          distractors: A dog.
    """)
    choose = Choose(
        (
            Option("A shutter.", True),
            Option("A wind.", True, "It banged in it."),
            Option("A dog.", False),
        )
    )
    assert made == exercise("multiple_choice", "What was there?", choose)
    assert choose.several


@pytest.mark.parametrize("answer", [True, False])
def test_true_false(answer: bool) -> None:
    made = lowered(f"""\
        - id: noise
          type: true_false
          prompt: A shutter was banging.
          answer: {str(answer).lower()}
    """)
    choose = Choose((Option("True", answer), Option("False", not answer)), fixed=True)
    assert made == exercise("true_false", "A shutter was banging.", choose)


def test_short_answer() -> None:
    made = lowered("""\
        - id: noise
          type: short_answer
          prompt: What was banging?
          answer: a shutter
          accept: [shutter, shutters]
    """)
    assert made == exercise(
        "short_answer", "What was banging?", Type("a shutter", ("shutter", "shutters"))
    )


@pytest.mark.parametrize(
    ("accept", "spellings"),
    [("", ()), ("accept: 147", ("147",)), ("accept: [147]", ("147",)), ("accept: []", ())],
)
def test_a_single_spelling_is_a_list_of_one(accept: str, spellings: tuple[str, ...]) -> None:
    made = lowered(f"""\
        - id: noise
          type: short_answer
          prompt: How many?
          answer: 147
          {accept}
    """)
    assert made.response == Type("147", spellings)


def test_discussion() -> None:
    made = lowered("""\
        - id: noise
          type: discussion
          prompt: Should somebody see to that?
          look_for: [Who is meant., What it costs.]
          follow_ups: Who would?
          minutes: 20
          stage: closing
          card: true
    """)
    assert made == exercise(
        "discussion",
        "Should somebody see to that?",
        Discuss(("Who is meant.", "What it costs."), ("Who would?",), (20, 20), "closing"),
    )


def test_the_minutes_of_a_discussion_can_be_a_range() -> None:
    made = lowered("""\
        - id: noise
          type: discussion
          prompt: Should somebody see to that?
          look_for: Who is meant.
          minutes: [8, 20]
    """)
    assert made.response == Discuss(("Who is meant.",), minutes=(8, 20))


def test_a_discussion_has_no_card_and_is_a_core_question_by_default() -> None:
    made = lowered("""\
        - id: noise
          type: discussion
          prompt: Should somebody see to that?
          look_for: Who is meant.
    """)
    assert not made.card
    assert made.response == Discuss(("Who is meant.",), (), None, "core")


@pytest.mark.parametrize(
    ("keys", "low", "high", "text"),
    [
        ("answer: 147", 147, 147, "147"),
        ("answer: 1,000\n  unit: steps", 1000, 1000, "1,000 steps"),
        ("answer: 12.5\n  unit: '%'", "12.5", "12.5", "12.5%"),
        ("answer: 1/30", "1/30", "1/30", "1/30"),
        ("answer: -3\n  tolerance: 0.5", "-3.5", "-2.5", "-3"),
        ("answer: 147\n  range: [140, 150]", 140, 150, "147"),
        ("answer: 2,5\n  lang: de\n  unit: kg", "2.5", "2.5", "2,5 kg"),
        ("answer: 1.200\n  lang: de\n  range: [900, 1.500]", 900, 1500, "1.200"),
        ("answer: 1.200", "1.2", "1.2", "1.200"),
        ("answer: 九十八\n  lang: zh\n  range: [90, 一百]", 90, 100, "九十八"),
        ("answer: 3.7e-19\n  unit: J", "3.7e-19", "3.7e-19", "3.7e-19 J"),
        ("answer: 2,5 × 10^3\n  lang: de", 2500, 2500, "2,5 × 10^3"),
        ("answer: 一万零五百", 10500, 10500, "一万零五百"),
    ],
)
def test_numeric(keys: str, low: str | int, high: str | int, text: str) -> None:
    made = lowered(f"- id: noise\n  type: numeric\n  prompt: How many?\n  {keys}\n")
    assert isinstance(made.response, Number)
    assert (made.response.low, made.response.high) == (Fraction(low), Fraction(high))
    assert made.response.text == text


def test_ordering() -> None:
    made = lowered("""\
        - id: noise
          type: ordering
          prompt: What came first?
          items: [the wind, the noise, the key]
    """)
    items = ("the wind", "the noise", "the key")
    assert made == exercise("ordering", "What came first?", Arrange(items))


def test_matching() -> None:
    made = lowered("""\
        - id: noise
          type: matching
          prompt: Who does what?
          pairs: [{left: Marlow, right: hears}, {left: the wind, right: blows}]
          distractors: asks
    """)
    pairs = Match((("Marlow", "hears"), ("the wind", "blows")), ("asks",))
    assert made == exercise("matching", "Who does what?", pairs)
    assert pairs.choices == ("hears", "blows", "asks")


def test_two_pairs_can_share_their_right_side() -> None:
    assert Match((("a", "x"), ("b", "x"), ("c", "y"))).choices == ("x", "y")


def test_who_said_it_shows_the_first_passage() -> None:
    made = lowered("""\
        - id: noise
          type: who_said_it
          key: Ida Marlow
          distractors: [The *reporter*]
    """)
    options = Option("Ida Marlow", True), Option("The \\*reporter\\*", False)
    assert made == replace(
        exercise("who_said_it", "Who says this?", Choose(options)), stimulus=EVIDENCE
    )


def test_who_said_it_does_not_show_a_passage_without_a_speaker() -> None:
    """Such a passage names the person who is the answer."""
    entry = loaded(f"""\
        - id: noise
          type: who_said_it
          prompt: Who heard it?
          key: Ida Marlow
          distractors: [The reporter]
          passages: [{{quote: {QUOTE}}}]
    """)
    no_speaker = (Evidence(QUOTE, "lighthouse", Place("introduction", paragraph=1)),)
    made = entry.question.lower(entry.header.defaults, no_speaker, COURSE)
    assert (made.prompt, made.stimulus) == ("Who heard it?", ())


TWO = (
    Evidence("a leaf", "leaflet", Place("part-1", "A1", "marlow", 1)),
    Evidence(QUOTE, "lighthouse", Place("part-1", "A1", "marlow", 1)),
)


def compared(key: str) -> Exercise:
    entry = loaded(f"""\
        - id: noise
          type: compare
          prompt: Which has it bang?
          {key}
          passages: [{{quote: a leaf, source: leaflet}}, {{quote: {QUOTE}}}]
    """)
    return entry.question.lower(entry.header.defaults, TWO, COURSE)


def test_compare_with_says_has_the_sources_as_options() -> None:
    """Their short names, or else titles, in the order of the course file."""
    made = compared("says: lighthouse")
    options = Option("The Shutter", True), Option("\\*Quist\\*", False)
    assert made.response == Choose(options, fixed=True)
    assert made.stimulus == ()


def test_compare_with_differs_shows_both_passages() -> None:
    made = compared("differs: Only one has a shutter.")
    assert made.response == Recall("Only one has a shutter.")
    assert made.stimulus == TWO


@pytest.mark.parametrize("stage", ["opening", "closing"])
def test_an_opening_or_closing_discussion_needs_no_passages(stage: str) -> None:
    entry = loaded(f"""\
        - id: noise
          type: discussion
          prompt: What do you keep that is of no use?
          look_for: Anything.
          stage: {stage}
    """)
    assert entry.question.passages == ()
