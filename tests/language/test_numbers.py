"""Numbers read and written by language."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.language import Language, language
from studykit.language.numbers import number, numbers, write

from .test_language import LANGUAGES

CARDINALS: dict[str, str] = json.loads(
    (Path(__file__).parent / "cardinals.json").read_text(encoding="utf-8")
)
"""0 to 100 in words by language, in order; the Korean native numbers are 1 to 99."""


def known(tag: str) -> Language:
    found = language(tag)
    assert found is not None
    return found


ENGLISH = known("en")


def read(text: str, tag: str = "en") -> list[str]:
    """The values of the numbers of a text, with their units."""
    return [f"{found.value}{found.unit}" for found in numbers(text, known(tag))]


# Numbers in words


@pytest.mark.parametrize("name", CARDINALS)
def test_every_number_from_0_to_100_is_read(name: str) -> None:
    tag, _, native = name.partition(" ")
    words = CARDINALS[name].split(", ")
    expected = list(range(1, 100) if native else range(101))
    assert [number(word, known(tag)) for word in words] == expected


@pytest.mark.parametrize("known", LANGUAGES, ids=lambda known: known.code)
def test_every_number_from_0_to_100_is_written_and_read_back(known: Language) -> None:
    assert [write(value, known) for value in range(101)] == [str(value) for value in range(101)]
    assert [number(write(value, known), known) for value in range(101)] == list(range(101))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("twenty-one years", ["21"]),
        ("Twelve winders", ["12"]),
        ("two or three", ["2", "3"]),
        ("two and three", ["2", "3"]),
        ("two or three million", ["2000000", "3000000"]),
        ("one of us", []),
        ("one or two", ["1", "2"]),
        ("one hundred", ["100"]),
        ("a hundred", ["100"]),
        ("hundreds of goats", []),
        ("two hundred and twelve", ["212"]),
        ("one hundred and fifty thousand", ["150000"]),
        ("two million three hundred thousand and five", ["2300005"]),
        ("thirteen hundred", ["1300"]),
        ("nineteen eighty-four", ["1984"]),
        ("half a million", ["500000"]),
        ("half", ["1/2"]),
        ("one and a half", ["3/2"]),
        ("two and a half million", ["2500000"]),
        ("a million and a half", ["1500000"]),
        ("an eighth", ["1/8"]),
        ("One-eighth", ["1/8"]),
        ("two thirds", ["2/3"]),
        ("seven-eighths", ["7/8"]),
        ("two and three quarters", ["11/4"]),
        ("the third", []),
        ("the seventh", ["7"]),
        ("twenty-fifth", ["25"]),
        ("three dozen", ["36"]),
        ("half a dozen", ["6"]),
        ("two decades", ["20"]),
        ("twice", ["2"]),
        ("threefold", ["3"]),
        ("minus five", ["-5"]),
        ("twelve per cent", ["12%"]),
        ("half past three", []),
        ("often, someone, tenant", []),
        ("", []),
    ],
)
def test_english_words(text: str, values: list[str]) -> None:
    assert read(text) == values


@pytest.mark.parametrize(
    ("tag", "text", "values"),
    [
        ("de", "zweihundertzwölf Ziegen", ["212"]),
        ("de", "neunzehnhundertvierundachtzig", ["1984"]),
        ("de", "zweitausenddreihundertfünfzig", ["2350"]),
        ("de", "drei Millionen zweihunderttausend", ["3200000"]),
        ("de", "eineinhalb Millionen, eine halbe Million", ["1500000", "500000"]),
        ("de", "ein Siebtel und zwei Drittel", ["1/7", "2/3"]),
        ("de", "zwei bis drei Millionen", ["2000000", "3000000"]),
        ("de", "ein Mann und eine Frau im Jahrhundert", []),
        ("de", "halb drei, außer Acht", []),
        ("de", "fünf Prozent", ["5%"]),
        ("fr", "quatre-vingt-dix chèvres", ["90"]),
        ("fr", "soixante et onze", ["71"]),
        ("fr", "septante-deux", ["72"]),
        ("fr", "mille neuf cent quatre-vingt-quatre", ["1984"]),
        ("fr", "deux et demi, un demi-million, deux tiers", ["5/2", "500000", "2/3"]),
        ("fr", "vingt pour cent", ["20%"]),
        ("fr", "un livre neuf, au moins une page d’une ville", []),
        ("es", "treinta y uno", ["31"]),
        ("es", "doscientas mil", ["200000"]),
        ("es", "ciento cincuenta mil millones", ["150000000000"]),
        ("es", "medio millón, dos y medio, dos tercios", ["500000", "5/2", "2/3"]),
        ("it", "ventotto capre", ["28"]),
        ("it", "centottanta, duemilatrecento", ["180", "2300"]),
        ("it", "tu sei bello", []),
        ("it", "sei o sette", ["6", "7"]),
        ("it", "un milione e mezzo", ["1500000"]),
        ("pt", "duzentos e doze", ["212"]),
        ("pt", "mil e duzentos", ["1200"]),
        ("pt", "dois bilhões", ["2000000000"]),
        ("pt-PT", "dois biliões", ["2000000000000"]),
        ("nl", "tweeëntwintig, tweehonderdtwaalf", ["22", "212"]),
        ("nl", "anderhalf miljoen, twee derde", ["1500000", "2/3"]),
        ("nl", "een geit, één geit, half drie", ["1"]),
        ("sv", "tjugotvå, tvåhundratolv", ["22", "212"]),
        ("sv", "två och en halv, halv tre", ["5/2"]),
        ("pl", "dwóch ludzi, dwie trzecie", ["2", "2/3"]),
        ("pl", "dwa i pół miliona", ["2500000"]),
        ("ru", "двух, пять тысяч двести", ["2", "5200"]),
        ("ru", "два с половиной миллиона, одна седьмая", ["2500000", "1/7"]),
        ("uk", "двадцять п’ять, півтора мільйона", ["25", "1500000"]),
        ("tr", "iki yüz on iki, bin beş yüz", ["212", "1500"]),
        ("tr", "yedide bir, iki buçuk, yüzde yirmi beş", ["1/7", "5/2", "25%"]),
        ("tr", "bir ev, masanın altı, bu yüzden", []),
        ("he", "עשרים ואחת, מאה וחמש, שניים וחצי", ["21", "105", "5/2"]),
        ("ar", "واحد وعشرون، مائة وخمسة", ["21", "105"]),
        ("hi", "डेढ़ लाख, दो सौ पचास", ["150000", "250"]),
        ("zh", "三十只山羊，一百二十，一百二，三万五", ["30", "120", "120", "35000"]),
        ("zh", "二〇二四年，三亿五千万，1.5万人", ["2024", "350000000", "15000"]),
        ("zh", "七分之一，百分之二十五，三成，三点五", ["1/7", "25%", "30%", "7/2"]),
        ("zh", "一个人，十分好，千万不要，万一，周三，五月，两三个，十几个", []),
        ("zh", "第七章，第三方，两只，一半", ["7", "2", "1/2"]),
        ("zh-Hant", "三億五千萬，兩隻", ["350000000", "2"]),
        ("ja", "三十匹、1万2000円、2億3000万", ["30", "12000¥", "230000000"]),
        ("ja", "七分の一、三割、三つ、半分", ["1/7", "30%", "3", "1/2"]),
        ("ja", "一番、一人、十分、三重県、三月五日", []),
        ("ko", "이십 명, 스물두 살, 두 명", ["20", "22", "2"]),
        ("ko", "칠분의 일, 1만 2000원, 절반", ["1/7", "12000₩", "1/2"]),
        ("ko", "일하다, 이 사람, 천만에, 네, 그래요, 사회가 구분을", []),
    ],
)
def test_words_by_language(tag: str, text: str, values: list[str]) -> None:
    assert read(text, tag) == values


# Numbers in figures


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,000,000 of them", ["1000000"]),
        ("1,200 and 1.200", ["1200", "6/5"]),
        ("2,5 and 0,125", ["5/2", "1/8"]),
        ("1.234,56 and 1,234.56", ["30864/25", "30864/25"]),
        ("1 200, 1\u00a0200, 1\u202f200, 1\u2009200, 1’200", ["1200"] * 5),
        ("in 2016 500 people", ["2016", "500"]),
        ("12,34,567", ["1234567"]),
        ("1,1,1,2", ["1", "1", "1", "2"]),
        (".7 percent", ["7/10%"]),
        ("-5 and −5 and 5-13", ["-5", "-5", "5", "13"]),
        ("5–13 %", ["5%", "13%"]),
        ("5‰", ["5‰"]),
        ("½ and 1½ and 1 1/2", ["1/2", "3/2", "3/2"]),
        ("1/7 and 1/30th and 0/0", ["1/7", "1/30"]),
        ("10^6 and 10⁶ and 6.02×10^3", ["1000000", "1000000", "6020"]),
        ("£6,000 and HK$900 and US$ 5 and 5 € and EUR 5", ["6000£", "900HK$", "5$", "5€", "5€"]),
        (
            "$6 million, $30 m, $5–6 billion",
            ["6000000$", "30000000$", "5000000000$", "6000000000$"],
        ),
        ("6M, 236B, 5k, 30m", ["6000000", "236000000000", "5000", "30000000"]),
        ("30 m high, 30m high, 5km", ["30", "30", "5"]),
        ("the 20th and the 1990s", ["20", "1990"]),
        ("V2, v1.10, 1.10.2, x5", []),
    ],
)
def test_english_figures(text: str, values: list[str]) -> None:
    assert read(text) == values


@pytest.mark.parametrize(
    ("tag", "text", "values"),
    [
        ("de", "2,5 Kilogramm, 1.200 und 1.234,5", ["5/2", "1200", "2469/2"]),
        ("de", "1,200 und 1.200,50", ["6/5", "2401/2"]),
        ("de", "5 Mio. Euro, 5 m", ["5000000€", "5"]),
        ("de-CH", "1’200.50 und 1'200", ["2401/2", "1200"]),
        ("fr", "1\u202f234,5 et 3 M€", ["2469/2", "3000000€"]),
        ("es-MX", "1,234.5", ["2469/2"]),
        ("pl", "5 mln zł", ["5000000zł"]),
        ("ru", "5 млн рублей, 25 %", ["5000000₽", "25%"]),
        ("tr", "%25", ["25%"]),
        ("ar", "٢٥٪ و ١٬٢٣٤٫٥", ["25%", "2469/2"]),
        ("zh", "约1200元", ["1200¥"]),
        ("zh", "１，２００，然后是100，200", ["1200", "100", "200"]),
        ("ja", "５０％、３割", ["50%", "30%"]),
    ],
)
def test_figures_by_language(tag: str, text: str, values: list[str]) -> None:
    assert read(text, tag) == values


@pytest.mark.parametrize(
    ("tag", "text", "values"),
    [
        (
            "en",
            "17 July 2024; March 5, 2026; May 2016",
            ["17date", "2024date", "5date", "2026date", "2016date"],
        ),
        (
            "en",
            "2024-07-17, 12.5.2020",
            ["2024date", "7date", "17date", "12date", "5date", "2020date"],
        ),
        ("en", "at 3:45, at 3.45 pm, at 5pm", ["225time", "945time", "1020time"]),
        ("de", "am 3. Mai 1971 um 15 Uhr", ["3date", "1971date", "900time"]),
        ("fr", "le 1er mai à 15h30", ["1date", "930time"]),
        ("zh", "2026年3月5日", ["2026date", "3date", "5date"]),
        ("ko", "3월 5일", ["3date", "5date"]),
    ],
)
def test_dates_and_clock_times_are_told_from_numbers(
    tag: str, text: str, values: list[str]
) -> None:
    assert read(text, tag) == values


def test_a_number_has_its_place_sign_and_unit() -> None:
    text = "They paid $6 million, and −5 % of it."
    found = [(n.written, text[n.start : n.end]) for n in numbers(text, ENGLISH)]
    assert found == [("$6 million", "$6 million"), ("−5 %", "−5 %")]


# Typed answers


@pytest.mark.parametrize(
    "text",
    ["6000", "6,000", "6.000,0", "6 000", "6\u00a0000", "6\u202f000", "6’000", "6000.", "+6000", " 6000 ",
     "£6,000", "6,000 £", "6k", "six thousand", "12000/2"],
)  # fmt: skip
def test_forms_of_one_number(text: str) -> None:
    assert number(text, ENGLISH, "£") == 6000


@pytest.mark.parametrize(
    ("tag", "text", "value"),
    [
        ("en", "½", Fraction(1, 2)),
        ("en", "1 1/2", Fraction(3, 2)),
        ("en", "- 0.5", Fraction(-1, 2)),
        ("en", "1.602e-19", Fraction(1602, 10**22)),
        ("en", "one", 1),
        ("en", "an eighth", Fraction(1, 8)),
        ("de", "2,5", Fraction(5, 2)),
        ("de", "2.5", Fraction(5, 2)),
        ("de", "1.200", 1200),
        ("de", "ein", 1),
        ("zh", "三十", 30),
        ("zh", "30", 30),
        ("zh", "半", Fraction(1, 2)),
        ("tr", "altı", 6),
        ("en", "two or three", None),
        ("en", "3 May 1971", None),
        ("en", "3:45", None),
        ("en", "about 5", None),
        ("en", "1/0", None),
        ("en", "..", None),
        ("en", "", None),
    ],
)
def test_a_typed_number(tag: str, text: str, value: Fraction | int | None) -> None:
    assert number(text, known(tag)) == value


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("50%", "%", 50),
        ("50 percent", "%", 50),
        ("50", "%", 50),
        ("50 €", "%", None),
        ("$5", "£", None),
        ("37 C", "°C", 37),
        ("37°C", "°C", 37),
        ("147 steps", "steps", 147),
        ("147 goats", "steps", None),
        ("50%", None, 50),
    ],
)
def test_a_typed_number_with_its_unit(text: str, unit: str | None, value: int | None) -> None:
    assert number(text, ENGLISH, unit) == value


# Written numbers


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("en", "1,234,567.5"),
        ("de", "1.234.567,5"),
        ("de-CH", "1’234’567.5"),
        ("fr", "1\u202f234\u202f567,5"),
        ("es", "1.234.567,5"),
        ("es-MX", "1,234,567.5"),
        ("pt-PT", "1\u00a0234\u00a0567,5"),
        ("sv", "1\u00a0234\u00a0567,5"),
        ("hi", "12,34,567.5"),
        ("zh", "1,234,567.5"),
    ],
)
def test_a_number_is_written_with_the_signs_of_the_language(tag: str, written: str) -> None:
    assert write(Fraction(2469135, 2), known(tag)) == written


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (Fraction(1998), "", "1998"),
        (Fraction(-1, 4), "", "-0,25"),
        (Fraction(1, 30), "", "1/30"),
        (Fraction(25), "%", "25\u00a0%"),
    ],
)
def test_years_fractions_and_per_cent_are_written(value: Fraction, unit: str, written: str) -> None:
    assert write(value, known("de"), unit) == written


VALUES = st.fractions(-(10**12), 10**12, max_denominator=999) | st.builds(
    Fraction, st.integers(-(10**12), 10**12), st.sampled_from([1, 2, 10, 100, 1000, 4096])
)


@given(VALUES, st.sampled_from(LANGUAGES))
def test_what_is_written_is_read_back(value: Fraction, known: Language) -> None:
    assert number(write(value, known), known) == value
    assert number(write(value, known, "%"), known, "%") == value


@given(st.integers(0, 10**9), st.sampled_from(LANGUAGES))
def test_what_is_written_is_read_in_a_sentence(value: int, known: Language) -> None:
    assert [found.value for found in numbers(f"({write(value, known)})", known)] == [value]


PIECES = st.sampled_from(
    "one two Seven seventeen hundred and a half third million bn K 5 13 1/7 $6 € 2,000 3.5% ½ 10^6 - — to"
    " or 20th of . , 1 000 V2 zwei und hundert quatre vingt 三 十 万 分之 一 半 点 둘 열 만 ٣ ² e5 pm : 12 .7".split()
)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=40) | st.builds(
    str.join, st.sampled_from([" ", "", "-", ", "]), st.lists(PIECES, max_size=8)
)


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_any_text_has_its_numbers_inside_of_it_and_in_order(text: str, known: Language) -> None:
    end = 0
    for found in numbers(text, known):
        assert end <= found.start < found.end <= len(text)
        assert found.written == text[found.start : found.end]
        end = found.end
    number(text, known)


# Sizes


def test_a_number_of_too_many_digits_is_passed_over() -> None:
    for tag in ("en", "zh"):
        assert read("9" * 4301, tag) == []
        assert read("9" * 500 + "." + "9" * 501, tag) == []
        assert number("9" * 4301, known(tag)) is None
    assert read("9" * 1000) == ["9" * 1000]


@pytest.mark.parametrize(
    "text",
    [
        "1,1,",
        "1 ",
        "1.",
        "100,",
        "9",
        "thousand million ",
        "and ",
        "one ",
        "1/1/",
        "三",
        "万",
        "一万",
    ],
)
def test_a_long_text_is_read(text: str) -> None:
    """It would take minutes if the time grew with the square of the length."""
    long = text * (50_000 // len(text))
    for tag in ("en", "zh"):
        list(numbers(long, known(tag)))
