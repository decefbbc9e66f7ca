"""Guessing: made banks that each strategy answers, and one that none does."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from studykit.analysis.guessing import STRATEGIES, Guess, at_least, guesses, items
from studykit.bank.load import Course, load
from studykit.diagnostics import Report

from ..conftest import COURSE, MakeCourse

Question = dict[str, Any]

PASSAGES = {"passages": [{"quote": "a shutter was banging up here in the wind"}]}

NOUNS = "anchor basket candle dinghy engine funnel garden hammer island jetty".split()


def noun(n: int) -> str:
    """Return a word of six letters or so; no two of ten in a row are the same."""
    return NOUNS[n % len(NOUNS)]


def choice(prompt: str, key: Any, *distractors: str) -> Question:
    return {"type": "multiple_choice", "prompt": prompt, "key": key, "distractors": distractors}


def statement(prompt: str, answer: bool, level: str | None = None) -> Question:
    return {"type": "true_false", "prompt": prompt, "answer": answer, "level": level}


LoadCourse = Callable[[Iterable[Question]], Course]


@pytest.fixture
def course_of(make_course: MakeCourse) -> LoadCourse:
    """Load a course with some questions, whose ids are q0, q1, …"""

    def course_of(questions: Iterable[Question]) -> Course:
        lines = [
            json.dumps({"id": f"q{n}"} | PASSAGES | {k: v for k, v in one.items() if v is not None})
            for n, one in enumerate(questions)
        ]
        report = Report()
        course = load(make_course("".join(f"- {line}\n" for line in lines)), report)  # JSON is YAML
        assert course is not None
        assert report.diagnostics == []
        return course

    return course_of


def winners(course: Course) -> list[str]:
    return [guess.strategy for guess in guesses(course, course.entries) if guess.beats_chance]


def result(course: Course, strategy: str) -> Guess:
    return next(guess for guess in guesses(course, course.entries) if guess.strategy == strategy)


BANKS: dict[str, Callable[[int], Question]] = {
    "longest option": lambda n: choice(
        f"What is in crate {n}?", f"{noun(n)} {noun(n + 1)}", noun(n + 2), noun(n + 3)
    ),
    "shortest option": lambda n: choice(
        f"What is in crate {n}?", "tar", f"{noun(n)} {noun(n + 1)}", f"{noun(n + 2)} {noun(n + 3)}"
    ),
    "most names and numbers": lambda n: choice(
        "What is in it?", f"the oil of {n} Skerrow lamps", "the oil of the old lamps",
        "the rope of the young men",
    ),
    "option with a hedge": lambda n: choice(
        f"What of crate {n}?", "It may be empty", "It is not here", "It is locked up"
    ),
    "option without an absolute": lambda n: choice(
        f"What of crate {n}?", "It was full", "It was never full", "It was always full"
    ),
    "words that another question has": lambda n: choice(
        f"What is in crate {n}?", f"rare{n - n % 2} thing", f"dull{n} stuff", f"drab{n} goods"
    ),
    "words that no other question has": lambda n: choice(
        f"What is in crate {n}?", f"rare{n} thing", f"dull{n - n % 2} stuff", f"drab{n - n % 2} goods"
    ),
    "most words of the other options": lambda n: choice(
        "What is in it?", f"{noun(n)} {noun(n + 1)}", f"{noun(n)} {noun(n + 2)}",
        f"{noun(n + 1)} {noun(n + 3)}",
    ),
    "fewest words of the other options": lambda n: choice(
        "What is in it?", f"{noun(n)} {noun(n + 1)}", f"{noun(n + 2)} {noun(n + 3)}",
        f"{noun(n + 3)} {noun(n + 4)}",
    ),
    "most words of the prompt": lambda n: choice(
        f"What does a {noun(n)} need?", f"A box for the {noun(n)}", "A long rope", "A boat with oars"
    ),
    "negated or hedged is true": lambda n: (
        statement(f"The {noun(n)} is not here.", True) if n % 2
        else statement(f"The {noun(n)} is up there.", False)
    ),
    "analyze or above is false": lambda n: (
        statement(f"The {noun(n)} is here.", False, "analyze") if n % 2
        else statement(f"The {noun(n)} is here.", True, "remember")
    ),
    "analyze or above is true": lambda n: (
        statement(f"The {noun(n)} is here.", True, "evaluate") if n % 2
        else statement(f"The {noun(n)} is here.", False, "understand")
    ),
    "first of a fixed order": lambda n: choice(
        "How many crates were there?", f"{n + 1} crates", f"{n + 3} crates", f"{n + 5} crates"
    ),
    "last of a fixed order": lambda n: choice(
        "How many crates were there?", f"{n + 5} crates", f"{n + 1} crates", f"{n + 3} crates"
    ),
    "middle of a fixed order": lambda n: choice(
        "How many crates were there?", f"{n + 3} crates", f"{n + 1} crates", f"{n + 5} crates"
    ),
}  # fmt: skip
"""By strategy, the n-th question of a bank that it answers."""


def test_there_is_a_bank_for_each_strategy() -> None:
    assert [strategy.name for strategy in STRATEGIES] == list(BANKS)


@pytest.mark.parametrize("strategy", BANKS)
def test_a_strategy_beats_chance_in_a_bank_that_gives_it_away(
    strategy: str, course_of: LoadCourse
) -> None:
    course = course_of(BANKS[strategy](n) for n in range(30))
    assert strategy in winners(course)
    found = result(course, strategy)
    assert found.right == found.decided == tuple(course.entries)


def varied(n: int) -> Question:
    """Return the n-th of questions whose answers have nothing to do with their wording."""
    rng = random.Random(n)
    if n % 2:
        sign = rng.choice(["is not", "may be", "is", "is"])
        level = rng.choice(["remember", "analyze"])
        return statement(f"The {noun(n)} {sign} here.", rng.random() < 0.5, level)
    things = [f"{rng.choice(['', 'never ', 'Skerrow '])}{noun(n + k)}{'s' * k}" for k in range(3)]
    rng.shuffle(things)
    return choice(f"What of the {noun(n + rng.randrange(3))} in crate {n}?", *things)


def test_no_strategy_beats_chance_in_a_bank_of_varied_questions(course_of: LoadCourse) -> None:
    course = course_of(varied(n) for n in range(100))
    assert winners(course) == []
    decided = {guess.strategy: len(guess.decided) for guess in guesses(course, course.entries)}
    assert decided["longest option"] > 30
    assert decided["negated or hedged is true"] == 50


def test_ties_are_not_decided(course_of: LoadCourse) -> None:
    course = course_of([choice("What is in it?", "anchor", "basket", "hammer")])
    assert result(course, "longest option").decided == ()


def test_all_keys_must_be_chosen(course_of: LoadCourse) -> None:
    """Two of four options are chosen; by chance, one choice of six is right."""
    course = course_of(
        [
            choice("What is in it?", ["a long anchor", "a long basket"], "tar", "rope"),
            choice("What is in it?", ["a long anchor", "rope"], "tar", "a long basket"),
        ]
    )
    found = result(course, "longest option")
    assert [entry.question.id for entry in found.decided] == ["q0", "q1"]
    assert [entry.question.id for entry in found.right] == ["q0"]
    assert found.chance == pytest.approx(2 / 6)


def test_names_of_speakers_and_sources_are_options(make_course: MakeCourse) -> None:
    course_file = COURSE.replace("people:", "works: [{id: talk, title: A talk}]\npeople:").replace(
        "kind: original", "kind: translation\n    work: talk"
    )
    course_file += "  - {id: second, kind: translation, work: talk, title: Two, file: two.md}\n"
    folder = make_course(
        """\
        - id: which
          type: compare
          prompt: Which says so?
          says: second
          passages: [{source: second, quote: it is}, {source: lighthouse, quote: it was}]
        - id: who
          type: who_said_it
          key: Ida Marlow
          distractors: [The reporter]
          passages: [{source: lighthouse, quote: a shutter was banging up here in the wind}]
        - id: open
          type: basic
          prompt: Who?
          answer: Ida Marlow
          passages: [{source: lighthouse, quote: a shutter was banging up here in the wind}]
        """,
        course=course_file,
    )
    course = load(folder, Report())
    assert course is not None
    which, who = items(course).values()
    assert (which.options, which.right, which.shown) == (("lighthouse", "second"), {1}, (0, 1))
    assert (who.options, who.right, who.shown) == (("Ida Marlow", "The reporter"), {0}, None)


@pytest.mark.parametrize(
    ("count", "chances", "expected"),
    [
        (0, [0.5, 0.5], 1.0),
        (2, [0.5, 0.5], 0.25),
        (2, [0.5, 0.25], 0.125),
        (9, [0.5] * 10, 11 / 1024),
        (3, [0.25, 0.5, 0.5], 1 / 16),
        (1, [0.5, 0.25], 0.625),
    ],
)  # fmt: skip
def test_the_probability_that_chance_is_as_good(
    count: int, chances: list[float], expected: float
) -> None:
    assert at_least(count, chances) == pytest.approx(expected)


def test_the_probability_for_many_questions_is_an_upper_bound() -> None:
    assert 0 < at_least(650, [0.25] * 2000) < 1e-9
