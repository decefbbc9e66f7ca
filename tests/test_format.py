"""Words and numbers formatted for people."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from studykit import locale
from studykit.format import (
    decimal,
    fixed,
    in_quotation_marks,
    labelled,
    letters,
    listed,
    minutes,
    number_range,
    numbered,
    percent,
    plural,
    quoted,
    rounded,
    series,
    with_unit,
)
from studykit.locale import speaking


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 questions"), (1, "1 question"), (2, "2 questions"), (10_000, "10,000 questions")],
)
def test_plural(count: int, words: str) -> None:
    assert plural(count, "question") == words


def test_plural_takes_an_irregular_form() -> None:
    assert plural(2, "question is", "questions are") == "2 questions are"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(1, 1, "1 minute"), (20, 20, "20 minutes"), (8, 20, "8 to 20 minutes")],
)
def test_minutes(low: int, high: int, words: str) -> None:
    assert minutes(low, high) == words


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_listed(items: list[str], words: str) -> None:
    assert listed(items) == words


def test_listed_takes_another_conjunction() -> None:
    assert listed(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(
    ("index", "label"), [(0, "a"), (25, "z"), (26, "aa"), (27, "ab"), (701, "zz"), (702, "aaa")]
)
def test_letters(index: int, label: str) -> None:
    assert letters(index) == label


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0", "0"),
        ("-3", "-3"),
        ("1998", "1998"),
        ("9999.5", "9999.5"),
        ("10000", "10,000"),
        ("12500", "12,500"),
        ("-12500", "-12,500"),
        ("12345678901", "12,345,678,901"),
        ("1234567.891234", "1,234,567.891234"),
        ("0.25", "0.25"),
        ("1/1024", "0.0009765625"),
        ("1/30", "1/30"),
        ("-2/3", "-2/3"),
    ],
)
def test_a_decimal_is_never_rounded_and_never_scientific(value: str, words: str) -> None:
    assert decimal(Fraction(value)) == words


@given(st.fractions())
def test_a_decimal_reads_back_as_the_same_number(value: Fraction) -> None:
    assert Fraction(decimal(value).replace(",", "")) == value


@given(st.integers(), st.integers(0, 30), st.integers(0, 30))
def test_a_decimal_that_ends_is_written_with_a_point(top: int, twos: int, fives: int) -> None:
    assert "/" not in decimal(Fraction(top, 2**twos * 5**fives))


def test_units() -> None:
    assert with_unit("147", "steps") == "147 steps"
    assert with_unit("50", "%") == "50%"
    assert with_unit("50", None) == "50"


def test_a_range_names_its_unit_once() -> None:
    assert number_range(Fraction(140), Fraction(150), "steps") == "140 to 150 steps"


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("at five", "“at five”"),
        ("“at five”", "“at five”"),
        ("Marlow: “At five.”", "“Marlow: ‘At five.’”"),
    ],
)
def test_quotation_marks_are_not_doubled(words: str, quoted: str) -> None:
    assert in_quotation_marks(words) == quoted


@pytest.mark.parametrize(
    ("tag", "words", "expected"),
    [
        ("en", "the nickname “the PinDuoDuo of AI”", "“the nickname ‘the PinDuoDuo of AI’”"),
        ("en", "the board’s “no” and “never”", "“the board’s ‘no’ and ‘never’”"),
        ("en", "“Never”, she said, “never”", "“‘Never’, she said, ‘never’”"),
        ("en", "“an unclosed quote", "““an unclosed quote”"),
        ("de", "das Wort „nie“", "„das Wort ‚nie‘“"),
        ("de", "the word “never”", "„the word “never”“"),
        ("fr", "le mot «\u202fjamais\u202f»", "«\u202fle mot “jamais”\u202f»"),
    ],
)
def test_quotation_marks_in_a_quote_become_inner_ones(tag: str, words: str, expected: str) -> None:
    """In pairs only: German closes with the mark that opens in English."""
    with speaking(tag):
        assert quoted(words) == expected


# In other languages


@pytest.fixture
def without_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak some languages whose catalogues are empty: only their signs differ from English."""
    cached = (locale.languages, locale.catalogue, locale._translations)
    for tag in ("de", "es", "fr", "zh-Hans"):
        with (tmp_path / f"{tag}.mo").open("wb") as file:
            write_mo(file, Catalog(locale=tag.replace("-", "_")))
    monkeypatch.setattr(locale, "FOLDER", tmp_path)
    for function in cached:
        function.cache_clear()
    yield
    monkeypatch.undo()
    for function in cached:
        function.cache_clear()


@pytest.mark.parametrize(
    ("tag", "lists", "numbers", "quote"),
    [
        ("en", ("a and b", "a, b and c"), ("12,500", "0.25", "31.4", "0.80", "70%", "50%"), "“a”"),
        ("de", ("a und b", "a, b und c"), ("12.500", "0,25", "31,4", "0,80", "70\xa0%", "50\xa0%"), "„a“"),
        ("de-CH", ("a und b", "a, b und c"), ("12’500", "0.25", "31.4", "0.80", "70%", "50%"), "«a»"),
        ("es", ("a y b", "a, b y c"), ("12.500", "0,25", "31,4", "0,80", "70\xa0%", "50\xa0%"), "«a»"),
        ("fr", ("a et b", "a, b et c"), ("12\u202f500", "0,25", "31,4", "0,80", "70\u202f%", "50\u202f%"), "«\u202fa\u202f»"),
        ("zh-Hans", ("a和b", "a、b和c"), ("12,500", "0.25", "31.4", "0.80", "70%", "50%"), "“a”"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("without_words")
def test_signs_follow_the_language_that_is_spoken(
    tag: str, lists: tuple[str, ...], numbers: tuple[str, ...], quote: str
) -> None:
    with speaking(tag):
        assert (listed(["a", "b"]), listed(["a", "b", "c"])) == lists
        assert numbers == (
            decimal(Fraction(12_500)),
            decimal(Fraction("0.25")),
            rounded(31.4, 1),
            fixed(0.8, 2),
            percent(0.7),
            with_unit("50", "%"),
        )
        assert quoted("a") == quote
    assert listed(["a", "b"]) == "a and b"


@pytest.mark.usefixtures("without_words")
def test_a_list_in_spanish_changes_its_conjunction_before_the_sound_i() -> None:
    with speaking("es"):
        assert listed(["Parte 1", "Introducción"]) == "Parte 1 e Introducción"
        assert listed(["padres", "hijos"]) == "padres e hijos"
        assert listed(["agua", "hielo"]) == "agua y hielo"


@pytest.mark.usefixtures("without_words")
def test_a_unit_in_chinese_has_no_space_before_it_but_a_symbol_has() -> None:
    with speaking("zh"):
        assert (with_unit("147", "级"), with_unit("5", "kg")) == ("147级", "5 kg")


def test_labels_and_series() -> None:
    assert labelled("Answer", "four") == "Answer: four"
    assert series(["a, b", "c"]) == "a, b; c"


def test_whole_numbers_are_rounded_without_a_point() -> None:
    assert (rounded(31.0, 1), rounded(30.96, 1), rounded(100, 0)) == ("31", "31", "100")


def test_names_are_numbered_from_the_second() -> None:
    names = numbered("deck")
    assert [next(names) for _ in range(3)] == ["deck", "deck-2", "deck-3"]
