"""Typed answers: what is right, almost right and wrong."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studykit.bank.model import Type
from studykit.quiz.typed import Outcome, amounts, compare, differences


def marked(typed: str, answer: str, lang: str = "en", course: str = "") -> str:
    """Compare an answer with the right one, in a course that uses some words."""
    return str(compare(typed, Type(answer), lang, frozenset(course.split())))


def both_ways(pairs: str) -> list[tuple[str, str]]:
    """Return the pairs of a text in both orders, with spaces for underscores."""
    found = [tuple(pair.replace("_", " ").split("/")) for pair in pairs.split()]
    return [pair for a, b in found for pair in ((a, b), (b, a))]


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
        ("21st", "twenty-first"),
        ("third", "3rd"),
        ("the second war", "2nd war"),
        ("minus five", "-5"),
        ("negative five", "-5"),
        ("1 000", "1,000"),
        ("2.50", "2.5"),
        ("1000 boats", "1,000 boats"),
        ("12 %", "12%"),
        ("4 x", "4x"),
        ("－５", "-5"),
        ("浓雾", "浓雾"),
        ("A", "a"),
        ("?!", "?!"),
        ("+6", "+ 6"),
        ("+6000", "6000"),
        ("-5", "- 5"),
        ("– 5", "− 5"),
        ("#4", "# 4"),
        (">5", "> 5"),
        ("1 a", "1) a"),
        ("H2O", "H₂O"),
        ("5m", "5 m"),
        ("4×", "4x"),
    ],
)
def test_right_answers_that_differ_in_typography(typed: str, answer: str) -> None:
    assert compare(typed, Type(answer)) is Outcome.RIGHT


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
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
        ("6", "+ 6"),
        ("- 6", "+ 6"),
        ("5", "- 5"),
        ("4", "# 4"),
        ("5", "> 5"),
        ("102", "10²"),
        ("11/2", "1½"),
        ("1990", "1990s"),
        ("seven", "seventh"),
        ("7", "7th"),
        ("not able", "notable"),
        ("notable", "not able"),
    ],
)
def test_wrong_answers(typed: str, answer: str) -> None:
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
        ("harbor mastr", "harbour master"),
        ("impossibel", "impossible"),
        ("imposible", "impossible"),
        ("inpossible", "impossible"),
        ("ireggular", "irregular"),
        ("seperate", "separate"),
        ("goverment", "government"),
        ("independant", "independent"),
        ("Carribean", "Caribbean"),
        ("Slovinia", "Slovenia"),
        ("fiften", "fifteen"),
        ("bilion", "billion"),
        ("lighthous", "lighthouse"),
        ("can not", "cannot"),
        ("im possible", "impossible"),
    ],
)
def test_close_answers(typed: str, answer: str) -> None:
    assert compare(typed, Type(answer)) is Outcome.CLOSE


def test_other_answers_that_a_question_accepts() -> None:
    expected = Type("2", ("two", "a pair"))
    assert compare("Two", expected) is Outcome.RIGHT
    assert compare("pair", expected) is Outcome.RIGHT
    assert compare("couple", expected) is Outcome.WRONG


# Other words.


@pytest.mark.parametrize(
    ("typed", "answer"),
    both_ways("""
        motion/emotion evolution/revolution laughter/slaughter
        possible/impossible likely/unlikely internal/external inclusion/exclusion increase/decrease
        moral/amoral hyperactive/hypoactive regular/irregular acceptable/unacceptable
        typical/atypical legal/illegal natural/unnatural stable/unstable aerobic/anaerobic
        import/export majority/minority paternal/maternal northern/southern emigration/immigration
        emigration/migration employer/employee trainer/trainee produce/producer Germany/German
        Russia/Russian honest/honesty prince/princess interstate/intrastate macroscopic/microscopic
        prescribe/proscribe abduction/adduction lactose/lactase sulfate/sulfite capitalism/capitalist
        hopeful/hopeless profit/nonprofit operation/cooperation conversation/conservation
        altitude/attitude the_internal_market/the_external_market
    """),
)
def test_another_beginning_or_ending_makes_another_word(typed: str, answer: str) -> None:
    assert marked(typed, answer) == "wrong"


@pytest.mark.parametrize(
    ("typed", "answer", "lang"),
    [
        *((*pair, "de") for pair in both_ways("""
            möglich/unmöglich Import/Export Angabe/Abgabe Übergang/Untergang verlassen/erlassen
            entlassen/erlassen Vorrat/Verrat asozial/sozial Lehrer/Lehrerin fünfzehn/fünfzig
            siebzehn/siebzig Million/Milliarde zweiundzwanzig/dreiundzwanzig Freiburg/Freiberg
        """)),
        *((*pair, "fr") for pair in both_ways("probable/improbable normal/anormal treize/trente")),
        *((*pair, "es") for pair in both_ways("legal/ilegal típico/atípico sesenta/setenta")),
        *((*pair, "it") for pair in both_ways("fortuna/sfortuna leale/sleale sessanta/settanta")),
        *((*pair, "pt") for pair in both_ways("hipertensão/hipotensão milhões/bilhões")),
        *((*pair, "nl") for pair in both_ways("voorraad/verraad vijftien/vijftig")),
        *((*pair, "sv") for pair in both_ways("möjlig/omöjlig lycklig/olycklig")),
        *((*pair, "ru") for pair in both_ways("моральный/аморальный прибывать/пребывать")),
        *((*pair, "da") for pair in both_ways("mulig/umulig sandsynlig/usandsynlig")),
        *((*pair, "zh") for pair in both_ways("可能性很大/不可能性很大 人工智能公司/人工智慧公司")),
    ],
)  # fmt: skip
def test_other_words_in_other_languages(typed: str, answer: str, lang: str) -> None:
    assert marked(typed, answer, lang) == "wrong"


@pytest.mark.parametrize(
    ("typed", "answer"),
    both_ways("""
        million/billion billion/trillion seventh/seventy fifteen/fifty thirteen/thirty seven/seventh
        sixteenth/sixtieth eighteen/eighty hundred/hundredth a_million/a_billion
        Slovenia/Slovakia Austria/Australia Austria/Austrian Iceland/Ireland Niger/Nigeria
        Zambia/Gambia Budapest/Bucharest Hunan/Henan Granada/Grenada Monet/Manet Marie/Maria
        Johnson/Johnston Hansen/Hanson Christian/Christina Tuesday/Thursday
    """),
)
def test_another_number_or_name(typed: str, answer: str) -> None:
    assert marked(typed, answer) == "wrong"


def test_another_word_of_the_course() -> None:
    assert marked("winders", "winter") == "wrong"
    assert marked("planet", "planets", course="planet") == "close"
    assert marked("photon", "proton") == "wrong"
    assert marked("neuron", "neutron") == "close"
    assert marked("neuron", "neutron", course="neuron neutron") == "wrong"
    assert marked("harbor", "harbour", course="harbor") == "close"
    assert marked("Café wall", "café wall", course="cafe") == "right"


WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=12)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=4), WORD)
def test_letters_before_a_word_are_never_a_slip(before: str, word: str) -> None:
    assert marked(before + word, word) == marked(word, before + word) == "wrong"


LONG = st.sampled_from("lighthouse philosophy translation Shakespeare Guangdong revolution".split())


@given(LONG, st.data())
def test_a_missing_letter_and_swapped_neighbours_are_slips(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 2))
    assert marked(word[:at] + word[at + 1 :], word) == "close"
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert marked(swapped, word) == ("right" if swapped == word else "close")


@given(st.text(), st.text(min_size=1), st.sampled_from(["en", "de", "tr", "zh", "da"]))
@example("\u0301\u0302\u0303\u0304", "lighthouse", "en")
@example("1" * 4301, "1" * 4301, "en")
def test_any_text_can_be_marked(typed: str, answer: str, lang: str) -> None:
    assert marked(typed, answer, lang) in ("right", "close", "wrong")


# Numbers and languages.


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("two", "2"),
        ("30", "thirty"),
        ("one hour", "1 hour"),
        ("1 1/2 hours", "1½ hours"),
        ("one and a half hours", "1½ hours"),
        ("1.5 hours", "1½ hours"),
        ("1½ hours", "1 1/2 hours"),
        ("an eighth", "One-eighth"),
        ("1/8", "an eighth"),
        ("7th", "the seventh"),
        ("50 percent", "50%"),
        ("50 per cent", "50 %"),
        ("fifty percent", "50%"),
        ("£6000", "£6,000"),
        ("6,000 £", "£6,000"),
        ("1\u00a0000 boats", "1,000 boats"),
        ("1\u2009000 boats", "1\u202f000 boats"),
        ("a million", "million"),
        ("5 dollars", "$5"),
    ],
)
def test_a_number_is_compared_by_value_in_any_notation(typed: str, answer: str) -> None:
    assert marked(typed, answer) == "right"


@pytest.mark.parametrize(
    ("typed", "answer", "lang", "mark"),
    [
        ("2,5", "2,5", "de", "right"),
        ("2.5 Kilogramm", "2,5 Kilogramm", "de", "right"),
        ("zweieinhalb Stunden", "2,5 Stunden", "de", "right"),
        ("1200", "1.200", "de-AT", "right"),
        ("1.2", "1.200", "de", "wrong"),
        ("1,200", "1200", "en", "right"),
        ("1.200", "1200", "en", "wrong"),
        ("3 Mai 1971", "3. Mai 1971", "de", "right"),
        ("4. Mai 1971", "3. Mai 1971", "de", "wrong"),
        ("50 Prozent", "50 %", "de", "right"),
        ("30", "三十", "zh", "right"),
        ("三十年", "30 年", "zh", "right"),
        ("四十", "30", "zh", "wrong"),
        ("2,5", "2,5", "da", "right"),
    ],
)
def test_numbers_are_read_by_the_language(typed: str, answer: str, lang: str, mark: str) -> None:
    assert marked(typed, answer, lang) == mark


@pytest.mark.parametrize(
    ("typed", "answer", "lang", "mark"),
    [
        ("Strasse", "Straße", "de", "right"),
        ("STRASSE", "Straße", "de", "right"),
        ("Muenchen", "München", "de", "right"),
        ("München", "Muenchen", "de", "right"),
        ("Munchen", "München", "de", "close"),
        ("Masse", "Maße", "de", "close"),
        ("schon", "schön", "de", "close"),
        ("ano", "año", "es", "close"),
        ("manana", "mañana", "es", "close"),
        ("adios", "adiós", "es", "right"),
        ("si", "sí", "es", "close"),
        ("ete", "été", "fr", "right"),
        ("ou", "où", "fr", "close"),
        ("coeur", "cœur", "fr", "right"),
        ("kiz", "kız", "tr", "close"),
        ("ISTANBUL", "istanbul", "tr", "close"),
        ("елка", "ёлка", "ru", "right"),
        ("мои", "мой", "ru", "close"),
        ("Muller", "Müller", "en", "right"),
    ],
)
def test_letters_of_a_language_are_told_apart(
    typed: str, answer: str, lang: str, mark: str
) -> None:
    """Accents are not, unless they make another word that is known."""
    assert marked(typed, answer, lang) == mark


@pytest.mark.parametrize(
    ("typed", "answer", "lang", "mark"),
    [
        ("lighthouse", "the lighthouse", "en", "right"),
        ("the sea", "a sea", "en-GB", "right"),
        ("Haus", "das Haus", "de", "close"),
        ("der Haus", "das Haus", "de", "close"),
        ("das Haus", "Haus", "de", "right"),
        ("das Haus", "das Haus", "de", "right"),
        ("eau", "l’eau", "fr", "close"),
        ("maison", "la maison", "fr", "close"),
        ("the mer", "mer", "fr", "wrong"),
        ("the", "fog", "en", "wrong"),
    ],
)
def test_an_article_at_the_start(typed: str, answer: str, lang: str, mark: str) -> None:
    """In other languages it tells the gender, which may be a part of what was learned."""
    assert marked(typed, answer, lang) == mark


@pytest.mark.parametrize(
    ("typed", "unit", "lang", "values"),
    [
        ("£6,000", "£", "en", [6000]),
        ("£6000", "£", "en", [6000]),
        ("6,000 £", "£", "en", [6000]),
        ("$6000", "£", "en", []),
        ("6000.", "£", "en", [6000]),
        ("6\u00a0000", "£", "en", [6000]),
        ("6\u202f000", None, "en", [6000]),
        ("6\u2009000", None, "en", [6000]),
        ("+6000", None, "en", [6000]),
        ("½", None, "en", [Fraction(1, 2)]),
        ("1 1/2", None, "en", [Fraction(3, 2)]),
        ("2 / 4", None, "en", [Fraction(1, 2)]),
        ("37 C", "°C", "en", [37]),
        ("37°C", "°C", "en", [37]),
        ("50 percent", "%", "en", [50]),
        ("50 per cent", "%", "en", [50]),
        ("212 yd", "yards", "en", [212]),
        ("212 yds.", "yards", "en", [212]),
        ("212yd", "yards", "en", [212]),
        ("212 yards", "yd", "en", [212]),
        ("twelve Yards", "yd", "en", [12]),
        ("212 m", "yards", "en", []),
        ("212 yd", None, "en", []),
        ("2,5 kg", "Kilogramm", "de", [Fraction(5, 2)]),
        ("98公里", "km", "zh", [98]),
        ("forty", None, "en", [40]),
        ("fortieth", None, "en", []),
        ("40th", None, "en", []),
        ("10x", "times", "en", [10]),
        ("1.3", "million dollars", "en", [Fraction(13, 10)]),
        ("1.3 million", "million dollars", "en", [1300000, Fraction(13, 10)]),
        ("$1.3 million", "million dollars", "en", [Fraction(13, 10)]),
        ("2,5", "Kilogramm", "de", [Fraction(5, 2)]),
        ("1.200", None, "de", [1200]),
        ("1.200", None, "en", [Fraction(6, 5)]),
        ("三十", None, "zh", [30]),
        ("1" * 4301, None, "en", []),
        ("five or six", None, "en", []),
        ("many", None, "en", []),
        ("", None, "en", []),
    ],
)
def test_the_values_of_a_typed_number(
    typed: str, unit: str | None, lang: str, values: list[int | Fraction]
) -> None:
    assert list(amounts(typed, unit, lang)) == values


# printable characters that are not Markdown
PLAIN = st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="*_`\\+-.)")


@given(st.text(PLAIN, min_size=1, max_size=20), st.sampled_from(["en", "fr"]))
def test_an_answer_typed_as_it_is_in_the_bank_is_right(text: str, lang: str) -> None:
    assert compare(text, Type("fog", (text,)), lang) is Outcome.RIGHT


# Differences.


@pytest.mark.parametrize(
    ("typed", "expected", "found"),
    [
        ("harbor mastr", Type("harbour master"), [("harbor", "harbour"), ("mastr", "master")]),
        ("Harbour Master", Type("harbour master"), []),
        ("the master", Type("the harbour master"), [("", "harbour")]),
        ("the old harbour master", Type("the harbour master"), [("old", "")]),
        ("light house", Type("lighthouse"), [("light house", "lighthouse")]),
        ("pilot", Type("*harbour* master", ("the pilots",)), [("pilot", "the pilots")]),
        ("tide", Type("harbour master"), []),
        ("", Type("fog"), []),
    ],
)
def test_differences_word_by_word(typed: str, expected: Type, found: list[tuple[str, str]]) -> None:
    """From the nearest right answer; none if the two have little in common."""
    assert differences(typed, expected) == found
