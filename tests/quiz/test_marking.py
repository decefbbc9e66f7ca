"""Marking, and the order in which options are shown."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.bank.arrange import arranged
from studykit.bank.kinds.cloze import parse_cloze
from studykit.bank.model import (
    Arrange,
    Choose,
    Discuss,
    Fill,
    Label,
    LabelledPart,
    Match,
    Number,
    Option,
    Recall,
    Response,
    Type,
)
from studykit.bank.shapes import Shape
from studykit.quiz.cards import cards
from studykit.quiz.marking import Answer, Layout, mark
from studykit.quiz.typed import Outcome

from ..exercises import exercise


def choice(*texts: str, right: int = 1, last: tuple[str, ...] = ()) -> Choose:
    """Return a choice with the right options first, as in banks."""
    options = [Option(text, n < right, keep_last=text in last) for n, text in enumerate(texts)]
    return Choose(tuple(options))


def shown(choose: Choose, seed: int = 0) -> list[str]:
    return [option.text for option in arranged(choose, random.Random(seed))]


def marks(response: Response, answer: Answer, part: int = 0) -> Outcome | None:
    asked = exercise(response)
    return mark(asked, Layout.of(asked, 1), answer, part)


# The order of options.

OPTION = st.builds(Option, st.text(max_size=8), st.booleans(), st.none(), st.booleans())


@given(st.lists(OPTION, max_size=8), st.booleans(), st.integers())
def test_a_shuffle_is_a_permutation_with_keep_last_at_the_end(
    options: list[Option], fixed: bool, seed: int
) -> None:
    order = arranged(Choose(tuple(options), fixed), random.Random(seed))
    assert Counter(order) == Counter(options)
    if fixed:
        assert order == tuple(options)
    else:
        last = [option for option in options if option.keep_last]
        assert list(order[len(options) - len(last) :]) == last


def test_a_seed_draws_one_layout_without_the_global_random_numbers() -> None:
    asked = exercise(choice(*"vwxyz"))
    random.seed(1)
    expected = random.random()
    random.seed(1)
    layouts = [Layout.of(asked, seed) for seed in (3, 3, 4)]
    assert random.random() == expected
    assert layouts[0] == layouts[1]
    assert layouts[0] != layouts[2]


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (["30", "4", "1,000", "-2"], ["-2", "4", "30", "1,000"]),
        (["$2.5 million", "$900 thousand"], ["$900 thousand", "$2.5 million"]),
        (["20%", "5–13%", "5%"], ["5%", "5–13%", "20%"]),
        (["12 years", "1 year", "3 years"], ["1 year", "3 years", "12 years"]),
        (["**12**", "*7*", "9"], ["*7*", "9", "**12**"]),
        (["2019", "1999", "2007"], ["1999", "2007", "2019"]),
        (["March 2020", "17 July 2019", "2019"], ["2019", "17 July 2019", "March 2020"]),
        (["May 4, 1901", "Apr. 30, 1901"], ["Apr. 30, 1901", "May 4, 1901"]),
        (["2024-07-17", "2024-07-02", "2023-12"], ["2023-12", "2024-07-02", "2024-07-17"]),
        (["October", "March", "July"], ["March", "July", "October"]),
    ],
)  # fmt: skip
def test_numbers_and_dates_are_in_ascending_order(listed: list[str], expected: list[str]) -> None:
    """Banks list the right option first, so their order would give it away."""
    assert shown(choice(*listed)) == expected


def test_keep_last_comes_after_the_numbers() -> None:
    choose = choice("9", "None of these", "4", last=("None of these",))
    assert shown(choose) == ["4", "9", "None of these"]


@pytest.mark.parametrize(
    "listed",
    [["3 ships", "1 crane", "2 docks"], ["3", "1", "many"], ["1/2", "1/3", "a quarter"]],
)
def test_options_without_a_common_order_are_shuffled(listed: list[str]) -> None:
    orders = {tuple(shown(choice(*listed), seed)) for seed in range(100)}
    assert len(orders) == 6


# Marking.


def test_a_choice_is_right_with_exactly_the_right_options() -> None:
    asked = exercise(choice("tide", "wind", "fog", "rain", right=2))
    layout = Layout.of(asked, 1)
    order = [option.text for option in layout.options]

    def chosen(*texts: str) -> Outcome | None:
        return mark(asked, layout, {order.index(text) for text in texts})

    assert chosen("wind", "tide") is Outcome.RIGHT
    assert chosen("tide") is Outcome.WRONG
    assert chosen("tide", "fog") is Outcome.WRONG
    assert chosen("tide", "wind", "fog") is Outcome.WRONG
    assert chosen() is Outcome.WRONG


def test_an_index_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^\[0, 2\] are not indices of 2 options$"):
        marks(choice("x", "y"), {0, 2})


@pytest.mark.parametrize(
    ("response", "answer", "shown"),
    [
        (choice("x", "y"), "x", "'x'"),
        (choice("x", "y"), None, "None"),
        (Type("x"), {0}, r"\{0\}"),
        (Recall("x"), "x", "'x'"),
        (Arrange(("x", "y")), {0, 1}, r"\{0, 1\}"),
        (Match((("1", "x"),)), "x", "'x'"),
        (Number("1", Fraction(1), Fraction(1)), [1], r"\[1\]"),
        (Discuss(("x",)), "x", "'x'"),
    ],
)
def test_an_answer_of_the_wrong_kind_is_refused(
    response: Response, answer: Answer, shown: str
) -> None:
    with pytest.raises(ValueError, match=rf"^`a` cannot be answered with {shown}$"):
        marks(response, answer)


def test_recalled_and_discussed_answers_are_not_marked() -> None:
    assert marks(Recall("x"), None) is None
    assert marks(Discuss(("x",)), None) is None
    assert marks(Fill(parse_cloze("The {{c1::tide}}.")), None, 1) is None


def test_words_for_blanks_are_compared_with_all_blanks_of_the_number() -> None:
    fill = Fill(parse_cloze("The {{c1::toll}} was {{c2::two}} {{c2::crowns}}."))
    assert marks(fill, "the toll", 1) is Outcome.RIGHT
    assert marks(fill, "two; Crowns", 2) is Outcome.RIGHT
    assert marks(fill, "two crwns", 2) is Outcome.CLOSE
    assert marks(fill, "two", 2) is Outcome.WRONG


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("147", Outcome.RIGHT),
        (" 147 steps ", Outcome.RIGHT),
        ("147 Steps", Outcome.RIGHT),
        ("147.0", Outcome.RIGHT),
        ("294/2", Outcome.RIGHT),
        ("150", Outcome.RIGHT),
        ("150.5", Outcome.WRONG),
        ("1,470", Outcome.WRONG),
        ("-147", Outcome.WRONG),
        ("many", Outcome.WRONG),
        ("", Outcome.WRONG),
        ("1/0", Outcome.WRONG),
    ],
)
def test_a_number_is_compared_by_value(typed: str, outcome: Outcome) -> None:
    number = Number("147", Fraction(140), Fraction(150), "steps")
    assert marks(number, typed) is outcome


def test_an_order_is_right_only_as_a_whole() -> None:
    asked = exercise(Arrange(("x", "y", "z")))
    layout = Layout.of(asked, 1)
    right = tuple(layout.items.index(item) for item in ("x", "y", "z"))
    for order in permutations(range(3)):
        expected = Outcome.RIGHT if order == right else Outcome.WRONG
        assert mark(asked, layout, order) is expected


@given(st.integers())
def test_items_to_arrange_are_never_shown_in_the_right_order(seed: int) -> None:
    items = ("x", "y", "z")
    found = Layout.of(exercise(Arrange(items)), seed).items
    assert set(found) == set(items)
    assert found != items


def test_pairs_are_right_only_together_and_two_may_share_an_answer() -> None:
    asked = exercise(Match((("1", "x"), ("2", "y"), ("3", "x")), ("z",)))
    layout = Layout.of(asked, 1)
    assert sorted(layout.items) == ["x", "y", "z"]
    x, y = layout.items.index("x"), layout.items.index("y")
    assert mark(asked, layout, [x, y, x]) is Outcome.RIGHT
    assert mark(asked, layout, [x, y, y]) is Outcome.WRONG


def test_a_name_is_compared_with_that_of_its_part() -> None:
    box = Shape("rectangle", ((0.1, 0.1), (0.2, 0.2)))
    lamp = Label("lamp.png", "A lamp", (LabelledPart("lens", box), LabelledPart("the box", box)))
    assert marks(lamp, "Lens", 1) is Outcome.RIGHT
    assert marks(lamp, "lens", 2) is Outcome.WRONG
    assert marks(lamp, "The box", 2) is Outcome.RIGHT
    assert marks(lamp, None, 1) is None
    assert [card.part for card in cards("course", [exercise(lamp)])] == [1, 2]
