"""Questions as they are printed: the order of options, and blanks."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from studykit.bank.load import Course
from studykit.bank.model import Blank, Choose, Fill, Match, Option, Type
from studykit.targets.handout.areas import AnswerBlank, AnswerLines, Blanks, NoAnswerArea, Options
from studykit.targets.handout.asking import item, printed_question, whole_prompt
from studykit.targets.handout.kinds.exam import make_form
from studykit.targets.handout.timing import points

from .documents import exercises_of, text_of


def printed_options(course: Course, id: str, seed: int) -> list[str]:
    area = printed_question(exercises_of(course)[id], random.Random(seed)).answer_area
    assert isinstance(area, Options)
    return [text_of(choice.prose) for choice in area.choices]


@pytest.mark.parametrize("seed", range(10))
def test_numbers_are_in_ascending_order(course: Course, seed: int) -> None:
    assert printed_options(course, "years", seed) == ["1871", "1994", "2024"]


@pytest.mark.parametrize("seed", range(50))
def test_an_option_with_keep_last_is_the_last(course: Course, seed: int) -> None:
    assert printed_options(course, "motor", seed)[-1] == "None of the three."


@pytest.mark.parametrize("count", [3, 4, 5])
def test_over_a_thousand_seeds_the_key_is_equally_often_at_each_letter(
    course: Course, count: int
) -> None:
    """Chi-square is below its 99.9 % quantile; in the bank the key comes first."""
    options = tuple(Option(f"an option {'abcde'[n]}", n == 0) for n in range(count))
    exercise = replace(exercises_of(course)["motor"], response=Choose(options))
    found: Counter[str] = Counter()
    for seed in range(1000):
        for form in (make_form([exercise], seed, n, 2) for n in range(2)):
            found[form.key(exercise)] += 1
    expected = 2000 / count
    letters = "ABCDE"[:count]
    chi_square = sum((found[letter] - expected) ** 2 / expected for letter in letters)
    assert set(found) == set(letters)
    assert chi_square < {3: 13.82, 4: 16.27, 5: 18.47}[count]


@pytest.mark.parametrize("seed", range(20))
def test_no_letter_is_the_key_more_often_than_others(course: Course, seed: int) -> None:
    """The keys of choices that have an order of their own count; the others make up for them."""
    motor = exercises_of(course)["motor"]
    four = Choose(tuple(Option(f"option {n}", n == "a") for n in "abcd"))
    numbers = Choose(tuple(Option(n, n == "10") for n in ("10", "20", "30", "40")))
    free = [replace(motor, id=f"free-{n}", response=four) for n in range(9)]
    fixed = [replace(motor, id=f"fixed-{n}", response=numbers) for n in range(3)]
    form = make_form([*free, *fixed], seed, 0, 1)
    assert Counter(printed.key for _, printed in form.questions) == dict.fromkeys("ABCD", 3)
    assert {form.key(exercise) for exercise in fixed} == {"A"}


def test_two_blanks_have_numbers_even_if_they_are_asked_together(course: Course) -> None:
    fill = Fill(
        ("the real gap is between ", Blank(1, "originality"), " and ", Blank(1, "imitation"))
    )
    exercise = replace(exercises_of(course)["winding"], response=fill)
    printed = printed_question(exercise, random.Random(1))
    assert isinstance(printed.answer_area, Blanks)
    assert [gap.number for gap in printed.answer_area.gaps] == [1, 2]
    assert printed.answer_area.numbered
    assert printed.key == "(1) originality; (2) imitation"
    assert points(exercise) == 2


def test_blanks_with_the_same_answer_share_one_number(course: Course) -> None:
    fill = Fill((Blank(1, "a copy"), " of ", Blank(2, "a copy"), " of ", Blank(3, "a master")))
    exercise = replace(exercises_of(course)["winding"], response=fill)
    printed = printed_question(exercise, random.Random(1))
    assert isinstance(printed.answer_area, Blanks)
    assert [gap.number for gap in printed.answer_area.gaps] == [1, 1, 2]
    assert printed.answer_area.answers == 2
    assert printed.key == "(1) a copy; (2) a master"
    assert text_of(whole_prompt(exercise)).endswith("(1)\u00a0[…] of (1)\u00a0[…] of (2)\u00a0[…]")


def test_a_blank_that_repeats_one_answer_has_no_number(course: Course) -> None:
    fill = Fill((Blank(1, "war"), " after ", Blank(1, "war")))
    exercise = replace(exercises_of(course)["winding"], response=fill)
    printed = printed_question(exercise, random.Random(1))
    assert isinstance(printed.answer_area, Blanks)
    assert not printed.answer_area.numbered
    assert printed.key == "war"
    assert text_of(whole_prompt(exercise)).endswith("[…] after […]")


def test_blanks_in_a_formula_and_beside_it_are_numbered_together(course: Course) -> None:
    fill = Fill((r"Force: \(F = ", Blank(1, "ma"), r"\), in ", Blank(2, "newtons"), "."))
    exercise = replace(exercises_of(course)["winding"], response=fill)
    printed = printed_question(exercise, random.Random(1))
    assert isinstance(printed.answer_area, Blanks)
    assert [gap.number for gap in printed.answer_area.gaps] == [2]
    assert printed.answer_area.numbered
    assert text_of(whole_prompt(exercise)) == "Force: F = boxed((1)), in (2)\u00a0[…]."


def test_two_pairs_to_match_are_not_always_swapped(course: Course) -> None:
    exercise = replace(exercises_of(course)["pairs"], response=Match((("a", "x"), ("b", "y"))))
    keys = Counter(printed_question(exercise, random.Random(seed)).key for seed in range(400))
    assert set(keys) == {"1 A, 2 B", "1 B, 2 A"}
    assert min(keys.values()) > 150


def test_all_blanks_of_a_question_have_the_same_width(course: Course) -> None:
    printed = printed_question(exercises_of(course)["winding"], random.Random(1))
    assert isinstance(printed.answer_area, Blanks)
    assert [(gap.number, gap.columns, gap.hint) for gap in printed.answer_area.gaps] == [
        (1, 20, None),
        (2, 20, "does what?"),
    ]
    assert printed.key == "(1) four hours; (2) stays"


def test_a_teacher_s_copy_has_no_blanks_above_its_answers(course: Course) -> None:
    printed = {
        exercise: printed_question(exercise, random.Random(1))
        for exercise in exercises_of(course).values()
    }
    written = {
        exercise: question
        for exercise, question in printed.items()
        if isinstance(question.answer_area, AnswerBlank | AnswerLines)
    }
    assert {type(question.answer_area) for question in written.values()} == {
        AnswerBlank,
        AnswerLines,
    }
    for exercise, question in written.items():
        assert item(1, exercise, question, teacher=False).answer_area == question.answer_area
        assert item(1, exercise, question, teacher=True).answer_area == NoAnswerArea()


@pytest.mark.parametrize(("letters", "columns"), [(3, 20), (12, 20), (13, 24), (20, 32), (90, 48)])
def test_a_blank_has_room_for_handwriting(course: Course, letters: int, columns: int) -> None:
    """A quarter wider than the answer in print, in steps that do not reveal its length."""
    exercise = replace(exercises_of(course)["youngest"], response=Type("x" * letters))
    printed = printed_question(exercise, random.Random(1))
    assert printed.answer_area == AnswerBlank(columns)
