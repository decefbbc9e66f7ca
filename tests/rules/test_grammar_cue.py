"""Options that fit "a", "an", "is" and "are" at the end of a prompt, and sides of pairs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked
from studykit.rules.grammar_cue import article, grammatical_number

from .helpers import Lint, lint_choice, messages, question

lint = lint_choice("grammar-cue")


@pytest.mark.parametrize(
    ("expected", "phrases"),
    [
        ("an", "owl; hour’s walk; honest man; heir; unimportant part; unidentified ship; urn; umbrella"),
        ("a", "unit; union of states; unanimous vote; European; one-way street; user; useful bell; utopia; ewe"),
        ("an", "MRI scan; FBI agent; SOS; X-ray; NSA leak; 8-hour shift; 11-year-old; 18th birthday; $8 note; 80"),
        ("a", "UFO; U-turn; GPU; PhD; 12-hour shift; 110-volt lamp; 1,800-page book; 7; $1 note"),
        (None, "the bell; an owl; historic day; herb; NATO base; 灯; (…)"),
    ],
)  # fmt: skip
def test_a_or_an_goes_by_sound(expected: str | None, phrases: str) -> None:
    for phrase in phrases.split("; "):
        assert article(phrase) == expected, phrase


@pytest.mark.parametrize(
    ("expected", "phrases"),
    [
        ("singular", "a shutter; the wind; one of the ships; each keeper; its old clock"),
        ("plural", "pigeons; the pigeons; the people; two ships; bakers and drivers; fees for use; 5 dogs; a few ships"),
        (None, "wind; news; the lens; the glass; winding clocks; DeepSeek Labs; hungry; gas"),
    ],
)  # fmt: skip
def test_singular_or_plural_if_it_is_clear(expected: str | None, phrases: str) -> None:
    for phrase in phrases.split("; "):
        assert grammatical_number(phrase) == expected, phrase


@pytest.mark.parametrize(
    ("prompt", "key", "distractors", "expected"),
    [
        ("Marlow heard an", "owl", ["bell", "alarm"], "the prompt's “an” does not fit “bell”"),
        ("She carries a ___ up.", "unit", ["hour", "ship"], "the prompt's “a” does not fit “hour”"),
        (
            "An ___ keeps the light.", "engineer", ["clockmaker", "baker", "driver"],
            "the prompt's “an” does not fit “clockmaker”, “baker” and 1 more",
        ),
        (
            "The things that she found were", "pigeons", ["a wheel", "the clock"],
            "the prompt's “were” does not fit “a wheel” and “the clock”",
        ),
        (
            "What was banging was:", "a shutter", ["pigeons", "bells"],
            "the prompt's “was” does not fit “pigeons” and “bells”",
        ),
    ],
)  # fmt: skip
def test_only_some_options_fit(
    lint: Lint, prompt: str, key: str, distractors: list[str], expected: str
) -> None:
    assert lint(prompt, key, *distractors) == [expected]


@pytest.mark.parametrize(
    ("prompt", "key", "distractors"),
    [
        pytest.param("Marlow heard an", "owl", ["hour bell", "MRI"], id="all fit"),
        pytest.param("Marlow heard a(n)", "owl", ["bell", "alarm"], id="a(n)"),
        pytest.param("Marlow heard a/an ___", "owl", ["bell", "alarm"], id="a/an"),
        pytest.param("Marlow heard a", "historic bell", ["bell", "ship"], id="either article"),
        pytest.param(
            "Marlow heard a", "the bell", ["an owl", "a ship"], id="options with articles"
        ),
        pytest.param("Who got an A?", "Ida", ["Bo", "Eve"], id="a whole question"),
        pytest.param(
            "What banged was", "a shutter", ["pigeons", "a bell", "a dog"], id="one of three"
        ),
        pytest.param("The winders are", "bakers", ["driven", "paid by the town"], id="no nouns"),
        pytest.param(
            "What is it that she is?",
            "a keeper",
            ["bakers", "drivers"],
            id="a question that ends in is",
        ),
    ],
)
def test_all_options_fit_or_it_is_not_clear(
    lint: Lint, prompt: str, key: str, distractors: list[str]
) -> None:
    assert lint(prompt, key, *distractors) == []


def test_other_languages_are_not_checked(lint: Lint) -> None:
    assert lint("Sie sieht an", "Ort", "Berg", "Tag", lang="de") == []


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        pytest.param(
            {"the winders": "They come early", "the mast": "It has a lamp", "the lens": "It turns"},
            ["“they” fits only “the winders”"],
            id="one plural side",
        ),
        pytest.param(
            {"the winders": "come early", "the mast": "is tall", "the ships": "go by"},
            ["“is” fits only “the mast”"],
            id="one singular side",
        ),
        pytest.param(
            {"the winders": "They come", "the mast": "It has a lamp", "the ships": "go", "a dog": "barks"},
            [],
            id="two of each number",
        ),
        pytest.param(
            {"the winders": "Early in the day", "the mast": "A lamp is on it", "the lens": "Brass"},
            [],
            id="no pronoun or verb",
        ),
    ],
)  # fmt: skip
def test_sides_of_pairs(
    checked: Callable[..., Checked], pairs: dict[str, str], expected: list[str]
) -> None:
    sides = [{"left": left, "right": right} for left, right in pairs.items()]
    matching = question("What of each?", type="matching", pairs=sides)
    assert messages(checked, "grammar-cue", matching) == expected
