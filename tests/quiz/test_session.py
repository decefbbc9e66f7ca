"""What a quiz session asks, in which order, what it counts as right, and what it adds up."""

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
    Evidence,
    Exercise,
    Fill,
    Match,
    Number,
    Option,
    Recall,
    Response,
    Type,
)
from studykit.quiz.session import Outcome, Result, Session, Tally, compare, slips
from studykit.source.text import Place

TYPES = {
    Recall: "basic",
    Fill: "cloze",
    Type: "short_answer",
    Choose: "multiple_choice",
    Discuss: "discussion",
    Number: "numeric",
    Arrange: "ordering",
    Match: "matching",
}


def exercise(id: str, response: Response, section: str | None = "harbour") -> Exercise:
    evidence = (Evidence("The ferry left.", "log", Place(section, "A1")),) if section else ()
    return Exercise(
        id=id,
        type=TYPES[type(response)],
        prompt=f"About {id}?",
        response=response,
        explanation=None,
        evidence=evidence,
        tags=(),
        level=None,
        lang="en",
    )


def choice(*texts: str, right: int = 1, last: tuple[str, ...] = ()) -> Choose:
    """A choice whose first options are right, as banks list them."""
    options = [Option(text, n < right, keep_last=text in last) for n, text in enumerate(texts)]
    return Choose(tuple(options))


def shown(choose: Choose, seed: int = 0) -> list[str]:
    return [option.text for option in arranged(choose, random.Random(seed))]


def run_through(session: Session) -> list[str]:
    """Skip every question; the ids in the order asked."""
    asked = []
    while session.current is not None:
        asked.append(session.current.id)
        session.skip()
    return asked


# The order of questions.


def test_without_a_seed_the_given_order_is_kept() -> None:
    session = Session([exercise(id, Recall("x")) for id in ("c", "a", "b")], seed=None)
    assert run_through(session) == ["c", "a", "b"]


def test_a_seed_draws_one_order_and_always_the_same() -> None:
    exercises = [exercise(id, Recall("x")) for id in "abcdefgh"]
    orders = [run_through(Session(exercises, seed=seed)) for seed in (7, 7, 8)]
    assert orders[0] == orders[1]
    assert orders[0] != orders[2]


def test_a_session_leaves_the_global_random_alone() -> None:
    random.seed(1)
    expected = random.random()
    random.seed(1)
    run_through(Session([exercise("a", choice("x", "y", "z"))], seed=5))
    assert random.random() == expected


@given(st.integers(0, 30), st.none() | st.integers())
def test_every_exercise_is_asked_exactly_once(count: int, seed: int | None) -> None:
    ids = [f"q{n}" for n in range(count)]
    asked = run_through(Session([exercise(id, Recall("x")) for id in ids], seed))
    assert sorted(asked) == sorted(ids)


def test_a_session_ends() -> None:
    session = Session([exercise("a", Recall("x"))], seed=1)
    assert (session.number, session.total) == (1, 1)
    session.grade(True)
    assert session.current is None
    with pytest.raises(ValueError, match=r"^the session has ended$"):
        session.skip()


# The order of options.

OPTION = st.builds(Option, st.text(max_size=8), st.booleans(), st.none(), st.booleans())


@given(st.lists(OPTION, max_size=8), st.booleans(), st.integers())
def test_a_shuffle_is_a_permutation_and_keeps_the_last_ones_last(
    options: list[Option], fixed: bool, seed: int
) -> None:
    order = arranged(Choose(tuple(options), fixed), random.Random(seed))
    assert Counter(order) == Counter(options)
    if fixed:
        assert order == tuple(options)
    else:
        last = [option for option in options if option.keep_last]
        assert list(order[len(options) - len(last) :]) == last


def test_options_are_shuffled_even_where_questions_are_not() -> None:
    session = Session([exercise(f"q{n}", choice("key", "b", "c", "d")) for n in range(20)])
    first = set()
    while session.current is not None:
        first.add(session.options[0].text)
        session.skip()
    assert first == {"key", "b", "c", "d"}


def test_the_options_stay_in_place_while_a_question_is_asked() -> None:
    session = Session([exercise("a", choice(*"vwxyz"))], seed=3)
    assert session.options == session.options
    assert session.options != exercise("a", choice(*"vwxyz")).response.options  # type: ignore[union-attr]


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
def test_numbers_and_dates_ascend(listed: list[str], expected: list[str]) -> None:
    """The key is listed first: the listed order would give it away."""
    assert shown(choice(*listed)) == expected


def test_what_stays_last_stays_behind_the_numbers() -> None:
    choose = choice("9", "None of these", "4", last=("None of these",))
    assert shown(choose) == ["4", "9", "None of these"]


@pytest.mark.parametrize(
    "listed",
    [["3 ships", "1 crane", "2 docks"], ["3", "1", "many"], ["1/2", "1/3", "1/4"]],
)
def test_options_of_several_units_are_shuffled(listed: list[str]) -> None:
    orders = {tuple(shown(choice(*listed), seed)) for seed in range(100)}
    assert len(orders) == 6


# Marking a choice.


def marked(choose: Choose, *texts: str) -> Outcome:
    session = Session([exercise("a", choose)], seed=1)
    order = [option.text for option in session.options]
    return session.mark({order.index(text) for text in texts})


def test_a_choice_is_right_when_exactly_the_right_options_are_chosen() -> None:
    choose = choice("tide", "wind", "fog", "rain", right=2)
    assert marked(choose, "wind", "tide") is Outcome.RIGHT
    assert marked(choose, "tide") is Outcome.WRONG
    assert marked(choose, "tide", "fog") is Outcome.WRONG
    assert marked(choose, "tide", "wind", "fog") is Outcome.WRONG
    assert marked(choose) is Outcome.WRONG


def test_an_index_without_an_option_is_refused_and_nothing_is_counted() -> None:
    session = Session([exercise("a", choice("x", "y"))])
    with pytest.raises(ValueError, match=r"^there are 2 options, not \[0, 2\]$"):
        session.mark({0, 2})
    assert session.results == ()


def test_each_response_is_answered_in_its_own_way() -> None:
    def fresh(response: Response) -> Session:
        return Session([exercise("a", response)])

    with pytest.raises(ValueError, match=r"^`a` is not answered with 'x'$"):
        fresh(choice("x", "y")).mark("x")
    with pytest.raises(ValueError, match=r"^`a` is not answered with \{0\}$"):
        fresh(Type("x")).mark({0})
    with pytest.raises(ValueError, match=r"^`a` is not answered with 'x'$"):
        fresh(Recall("x")).mark("x")
    with pytest.raises(ValueError, match=r"^`a` is not for the learner to grade$"):
        fresh(choice("x", "y")).grade(True)
    with pytest.raises(ValueError, match=r"^`a` is not for the learner to grade$"):
        fresh(Type("x")).grade(True)
    with pytest.raises(ValueError, match=r"^`a` is not for the learner to grade$"):
        fresh(Discuss(("x",))).grade(True)
    with pytest.raises(ValueError, match=r"^`a` is not a discussion$"):
        fresh(Recall("x")).discuss()


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
def test_a_number_is_its_value(typed: str, outcome: Outcome) -> None:
    number = Number("147", Fraction(140), Fraction(150), "steps")
    assert Session([exercise("a", number)]).mark(typed) is outcome


def test_an_order_is_right_only_as_a_whole() -> None:
    items = ("x", "y", "z")
    right = [Session([exercise("a", Arrange(items))]).items.index(item) for item in items]
    for order in permutations(range(3)):
        expected = Outcome.RIGHT if list(order) == right else Outcome.WRONG
        assert Session([exercise("a", Arrange(items))]).mark(order) is expected


@given(st.integers())
def test_items_are_never_shown_in_the_right_order(seed: int) -> None:
    items = ("x", "y", "z")
    shown = Session([exercise("a", Arrange(items))], seed).items
    assert set(shown) == set(items)
    assert shown != items


def test_pairs_are_right_only_together_and_two_may_share_a_right() -> None:
    pairs = Match((("1", "x"), ("2", "y"), ("3", "x")), ("z",))
    shown = Session([exercise("a", pairs)]).items
    assert sorted(shown) == ["x", "y", "z"]
    x, y = shown.index("x"), shown.index("y")
    assert Session([exercise("a", pairs)]).mark([x, y, x]) is Outcome.RIGHT
    assert Session([exercise("a", pairs)]).mark([x, y, y]) is Outcome.WRONG


# Typed answers.


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("LIGHTHOUSE", "lighthouse"),
        ("  light   house ", "light house"),
        ("the lighthouse", "lighthouse"),
        ("lighthouse", "a lighthouse"),
        ("Zoe Muller", "Zoë Müller"),
        ("Soren Lodz", "Søren Łódź"),
        ("O.E.C.D.", "OECD"),
        ("Bells law", "Bell’s Law"),
        ("bottom up", "bottom-up"),
        ("“fog”.", "fog"),
        ("light\u00adhouse", "lighthouse"),
        ("fog", "*fog*"),
        ("1000", "1,000"),
        ("1 000", "1,000"),
        ("2.50", "2.5"),
        ("1000 boats", "1,000 boats"),
        ("12 %", "12%"),
        ("4 x", "4x"),
        ("－５", "-5"),
        ("浓雾", "浓雾"),
        ("A", "a"),
        ("?!", "?!"),
    ],
)
def test_only_typography_separates_these_answers(typed: str, answer: str) -> None:
    assert compare(typed, Type(answer)) is Outcome.RIGHT


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("two", "2"),
        ("100", "1,000"),
        ("1001", "1,000"),
        ("5", "-5"),
        ("5", "5%"),
        ("15", "1 5"),
        ("2-3", "2/3"),
        ("v1.1", "v1.10"),
        ("v1.5", "v1.05"),
        ("C", "C++"),
        ("1909 reform", "1908 reform"),
        ("fig", "fog"),
        ("port", "pork"),
        ("hight tide", "high tide"),
        ("lgihtuohse", "lighthouse"),
        ("lihgthuose keepr", "lighthouse keeper"),
        ("pier1908", "pier1909"),
        ("buoys", "tides"),
        ("かき", "がき"),
        ("the", "fog"),
        ("", "fog"),
        ("?", "!"),
    ],
)
def test_these_answers_are_wrong(typed: str, answer: str) -> None:
    assert compare(typed, Type(answer)) is Outcome.WRONG


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("ferrry", "ferry"),
        ("frery", "ferry"),
        ("fery", "ferry"),
        ("lihgthuose", "lighthouse"),
        ("lighthouses", "lighthouse"),
        ("light house", "lighthouse"),
        ("harbor master", "harbour master"),
    ],
)
def test_one_or_two_slips_are_close_and_never_right(typed: str, answer: str) -> None:
    assert compare(typed, Type(answer)) is Outcome.CLOSE


def test_the_other_spellings_that_a_question_accepts_count() -> None:
    expected = Type("2", ("two", "a pair"))
    assert compare("Two", expected) is Outcome.RIGHT
    assert compare("pair", expected) is Outcome.RIGHT
    assert compare("couple", expected) is Outcome.WRONG


def test_an_article_is_english() -> None:
    assert compare("the mer", Type("mer"), "fr") is Outcome.WRONG
    assert compare("the sea", Type("sea"), "en-GB") is Outcome.RIGHT


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("", "", 0), ("fog", "", 3), ("tide", "tied", 1), ("mast", "must", 1), ("sail", "snails", 2)],
)
def test_slips_are_letters_added_left_out_replaced_or_swapped(
    a: str, b: str, expected: int
) -> None:
    assert slips(a, b) == slips(b, a) == expected


# printable, and without what may be Markdown
PLAIN = st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="*_`\\+-.)")


@given(st.text(PLAIN, min_size=1, max_size=20), st.sampled_from(["en", "fr"]))
def test_an_answer_typed_as_it_stands_is_right(text: str, lang: str) -> None:
    assert compare(text, Type("fog", (text,)), lang) is Outcome.RIGHT


def test_the_learner_has_the_last_word_on_a_close_answer() -> None:
    for agreed, expected in ((True, Outcome.RIGHT), (False, Outcome.WRONG)):
        asked = exercise("a", Type("lighthouse"))
        session = Session([asked])
        assert session.mark("lighthuose") is Outcome.CLOSE
        assert session.current is asked
        session.grade(agreed)
        assert session.results == (Result(asked, expected),)


def test_a_close_answer_that_is_typed_again_is_marked_again() -> None:
    session = Session([exercise("a", Type("lighthouse"))])
    assert session.mark("lighthuose") is Outcome.CLOSE
    assert session.mark("lighthouse") is Outcome.RIGHT
    assert session.current is None


def test_a_close_answer_that_is_skipped_leaves_the_next_to_be_marked() -> None:
    session = Session([exercise(id, Type("lighthouse")) for id in "ab"])
    assert session.mark("lighthuose") is Outcome.CLOSE
    session.skip()
    with pytest.raises(ValueError, match=r"^`b` is not for the learner to grade$"):
        session.grade(True)


# The summary.


def test_a_summary_counts_by_type_and_by_section_and_names_the_missed() -> None:
    word = exercise("word", Type("fog"), "harbour")
    session = Session(
        [
            exercise("pick", choice("tide", "fog"), "harbour"),
            word,
            exercise("gaps", Fill(parse_cloze("The {{c1::tide}} turns.")), "island"),
            exercise("say", Recall("At noon."), "island"),
            exercise("talk", Discuss(("Both sides.",)), None),
            exercise("unseen", Recall("x"), "island"),
        ]
    )
    session.mark({n for n, option in enumerate(session.options) if option.right})
    session.mark("rain")
    session.grade(True)
    session.skip()
    session.discuss()
    summary = session.summary()
    assert summary.total == 6
    assert summary.all == Tally(right=2, wrong=1, skipped=1, discussed=1)
    assert (summary.all.asked, summary.all.answered) == (5, 3)
    assert summary.by_type == {
        "basic": Tally(skipped=1),
        "cloze": Tally(right=1),
        "discussion": Tally(discussed=1),
        "multiple_choice": Tally(right=1),
        "short_answer": Tally(wrong=1),
    }
    assert summary.by_section == {
        ("log", "harbour"): Tally(right=1, wrong=1),
        ("log", "island"): Tally(right=1, skipped=1),
        None: Tally(discussed=1),
    }
    assert summary.missed == (word,)


RESPONSES: list[Response] = [
    Recall("x"),
    Type("lighthouse"),
    choice("key", "b", "c"),
    Fill(("The ",)),
    Discuss(("x",)),
    Number("1", Fraction(1), Fraction(1)),
    Arrange(("x", "y")),
    Match((("1", "x"), ("2", "y"))),
]


@given(
    st.lists(st.tuples(st.sampled_from(RESPONSES), st.sampled_from(["h", "i", None]))),
    st.integers(),
    st.data(),
)
def test_the_counts_add_up(
    questions: list[tuple[Response, str | None]], seed: int, data: st.DataObject
) -> None:
    session = Session([exercise(f"q{n}", *q) for n, q in enumerate(questions)], seed)
    stop = data.draw(st.integers(0, len(questions)))
    for _ in range(stop):
        assert session.current is not None
        if data.draw(st.booleans()):
            session.skip()
            continue
        match session.current.response:
            case Recall() | Fill():
                session.grade(data.draw(st.booleans()))
            case Type():
                typed = data.draw(st.sampled_from(["lighthouse", "lighthuose", "fog"]))
                if session.mark(typed) is Outcome.CLOSE:
                    session.grade(data.draw(st.booleans()))
            case Number():
                session.mark(data.draw(st.sampled_from(["1", "2"])))
            case Arrange() | Match():
                session.mark(data.draw(st.permutations([0, 1])))
            case Choose():
                session.mark(data.draw(st.sets(st.integers(0, 2))))
            case Discuss():
                session.discuss()
    summary = session.summary()
    assert summary.all.asked == stop
    assert sum(summary.by_type.values(), Tally()) == summary.all
    assert sum(summary.by_section.values(), Tally()) == summary.all
    assert len(summary.missed) == summary.all.wrong
    assert session.number == stop + 1
