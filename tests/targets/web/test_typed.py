"""The page marks typed answers as the terminal does, in every language that has data."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pytest

from studykit.bank.model import Exercise, Label, LabelledPart, Number, Type
from studykit.bank.shapes import Shape
from studykit.diagnostics import Report
from studykit.language import MODULES, language_or_default
from studykit.language.portable import javascript
from studykit.quiz.marking import missing
from studykit.quiz.marking_data import marking_data
from studykit.quiz.typed import amounts, compare, differences, nearest
from studykit.quiz.vocabulary import vocabulary
from studykit.terminal.host import load_course

from ...conftest import REPOSITORY
from ...exercises import exercise
from .engine import run

ANSWERS = {
    "en": """the lighthouse keeper|twenty-five percent|an eighth|1,200 dollars|harbour master
        |not able to see|Moore's law|U.S. dollars|the first attempt|two and a half million
        |nineteen eighty-four|$2.5 million|18 March 2024|-5 degrees|photosynthesis|half a million
        |three quarters|one hundred and five|+3|5–13%|V2 & V3|3/4|2½|10^3|1.5e6|12,34,567
        |twenty-first|the 2nd of May|10:30 pm|communication|10²|6 × 10^23|1990s""",
    "de": """die Maße|fünfundzwanzig|zweihundertzwölf Meter|1.200 Euro|die Straße
        |anderthalb Millionen|ein Viertel|der Leuchtturm|25 %|tausend Schiffe|2,5 Mio.|3. Mai 2024
        |dreißig|unmöglich|Fußgängerübergang""",
    "fr": """l'école|quatre-vingt-dix-sept|vingt et un|un demi|1 200 euros|la forêt|soixante-dix
        |trois quarts|2,5 millions d'euros|l'élève""",
    "es": "el año|veintiuno|mil doscientos|la niña|treinta y cinco por ciento|1.200 €|medio millón",
    "it": "l'acqua|ventuno|duecentododici|trentotto|la città|un terzo|milleduecento",
    "nl": "vijfentwintig|de vuurtoren|tweehonderd|anderhalf",
    "sv": "tjugofem|fyren|tvåhundra",
    "pt": "vinte e cinco|a maçã|mil",
    "pl": "dwadzieścia pięć|łódź|tysiąc",
    "ru": "двадцать пять|маяк|тысяча|ёлка",
    "uk": "двадцять п'ять|маяк",
    "tr": "yirmi beş|ışık|İstanbul|iki buçuk|yüzde 25",
    "ar": "خمسة وعشرون|مئة|المنارة|٢٥",
    "he": "עשרים וחמש|מגדלור|מאה",
    "hi": "पच्चीस|प्रकाश|सौ",
    "zh": "二十五|七分之一|三万五千|灯塔|一百二|三成|1.5万|二〇二四年",
    "ja": "二十五|三割|灯台|1万2000|七分の一",
    "ko": "이십오|스물다섯|등대|3억5000만",
    "tlh": "foo barbaz|twenty five|the thing",
}
RIGHT = {lang: [text.strip() for text in texts.split("|")] for lang, texts in ANSWERS.items()}
BEFORE = ("the ", "a ", "-", "+ ", "$", "the", "un", "l'", "« ")
AFTER = (" ", ".", "!", " %", " euros", "$", " million", " k", "th", " x", "”")


def mutated(rng: random.Random, text: str, lang: str) -> str:
    """Return a text with some slips, other words, signs or numbers."""
    signs = "".join(RIGHT[lang]) + " 0123456789.,-%"
    for _ in range(rng.choice((0, 1, 1, 1, 2, 2, 3))):
        at = rng.randrange(len(text) + 1)
        match rng.randrange(10):
            case 0:
                text = text[:at] + text[at + 1 :]
            case 1:
                text = text[:at] + rng.choice(signs) + text[at:]
            case 2:
                text = text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
            case 3:
                text = text[:at] + rng.choice(signs) + text[at + 1 :]
            case 4:
                text = rng.choice((text.upper(), text.title()))
            case 5:
                words = text.split(" ")
                rng.shuffle(words)
                text = " ".join(words)
            case 6:
                text = text.replace(" ", "", 1)
            case 7:
                text += rng.choice(AFTER)
            case 8:
                text = rng.choice(BEFORE) + text
            case _:
                text = rng.choice((f"{text} {rng.choice(RIGHT[lang])}", rng.choice(RIGHT["en"])))
    return text


def typed_questions() -> list[Exercise]:
    """Return questions with all these answers, and numbers with units."""
    texts = [exercise(Type(a[0], tuple(a[1:])), f"q-{n}", lang=n) for n, a in RIGHT.items()]
    three = Fraction(3)
    units = [exercise(Number("3", three, three, unit), f"n-{n}") for n, unit in enumerate(UNITS)]
    return texts + units


UNITS = ("million dollars", "%", "times", "°C", "metres", "$", "yd", "km/h", "s")
NUMBERS = (
    "1.3 million|37 C|5 x|twenty|1.200|2,5|30%|$3|minus 4|3 metres|1.5M dollars|2.5 million dollars"
    "|50 percent|1/3|twice|1,300,000|third|3rd|½|3 or 4|3 yards|3yds.|40 kilometres per hour|3 Sekunden|3 S"
).split("|")


def test_every_language_has_answers_here() -> None:
    assert {language_or_default(tag).code for tag in MODULES} <= {
        language_or_default(tag).code for tag in RIGHT
    }


@pytest.mark.parametrize("count", [2000, pytest.param(20_000, marks=pytest.mark.slow)])
def test_answers_have_the_same_outcome(count: int) -> None:
    rng = random.Random(count)
    questions = typed_questions()
    words = vocabulary(questions)
    answers: list[tuple[str, list[str], str]] = []
    for _ in range(count):
        lang = rng.choice((*RIGHT, *["en"] * 8))
        right = rng.choice(RIGHT[lang])
        answers.append((mutated(rng, right, lang), [right], lang))
    expected = [str(compare(typed, Type(right[0]), lang, words)) for typed, right, lang in answers]
    assert _differing("typedAnswers", questions, answers, expected) == []
    assert min(Counter(expected).values()) > count / 20


def test_numbers_have_the_same_values() -> None:
    rng = random.Random(9)
    questions = typed_questions()
    answers = [
        (mutated(rng, rng.choice(NUMBERS), "en"), rng.choice((*UNITS, None)), "en")
        for _ in range(1000)
    ]
    expected = [[str(value) for value in amounts(*answer)] for answer in answers]
    assert _differing("typedNumbers", questions, answers, expected) == []
    assert sum(map(bool, expected)) > 150


def test_the_answers_of_the_shipped_course_are_right() -> None:
    loaded = load_course(REPOSITORY / "questions", None, Report())
    assert loaded is not None
    exercises = [card.exercise for card in loaded.cards]
    answers = []
    for card in loaded.cards:
        match card.exercise.response:
            case Type(answer, accept):
                answers += [(text, [answer, *accept], "en") for text in (answer, *accept)]
            case fill if hasattr(fill, "parts"):
                words = " ".join(missing(fill, card.part))
                answers.append((words, [words], "en"))
    assert len(answers) > 100
    assert _differing("typedAnswers", exercises, answers, ["right"] * len(answers)) == []


def test_the_nearest_answer_and_the_words_that_differ_are_the_same() -> None:
    rng = random.Random(10)
    answers = []
    for _ in range(800):
        right = rng.choice(RIGHT[rng.choice(("en", "de", "fr"))])
        accepted = rng.choice(RIGHT["en"])
        answers.append((mutated(rng, f"{right} {accepted}", "en"), [right, f"{right} {accepted}"]))
    expected = []
    for typed, right in answers:
        response = Type(right[0], tuple(right[1:]))
        pairs = [list(pair) for pair in differences(typed, response)]
        expected.append([nearest(typed, response), pairs])
    assert run("wordsThatDiffer", answers) == expected
    assert sum(bool(pairs) for _, pairs in expected) > 300
    assert (
        len({meant == right[0] for (meant, _), (_, right) in zip(expected, answers, strict=True)})
        == 2
    )


def _differing(
    task: str, questions: Iterable[Exercise], answers: list[Any], expected: list[Any]
) -> list[Any]:
    """Return the answers of which the page thinks differently, with both opinions."""
    marking = marking_data(questions, "en")
    found = run(task, {"marking": marking, "answers": answers})
    triples = zip(answers, expected, found, strict=True)
    return [triple for triple in triples if triple[1] != triple[2]]


def test_patterns_of_python_become_those_of_javascript() -> None:
    written = {
        r"(?P<a>\d+)(?P=a)": r"(?<a>\p{Nd}+)\k<a>",
        r"[^\W\d_]\.": r"(?:(?![\p{Nd}_])[\p{L}\p{N}_])\.",
        r"[\w.%)\]]\ ": r"[\p{L}\p{N}_.%)\]] ",
        r"(?i:[$€]|a\sb)": r"(?:[$€]|a\sb)",
        "[\u00e9-\u00ff\\u0370]": "[é-ÿ\\u0370]",
    }
    assert {pattern: javascript(pattern) for pattern in written} == written
    assert javascript("a b  # comment\n | [ ]c", verbose=True) == "ab|[ ]c"


def test_only_words_that_a_learner_may_mean_are_in_the_data() -> None:
    """Words of the course and names that are no slips of an answer are left out."""
    questions = [
        exercise(Type("lighthouse"), "a"),
        exercise(Type("Martin"), "b"),
        exercise(prompt="What did the lighthouses of the whitehouse cost?", id="c"),
    ]
    data = marking_data(questions)
    assert data is not None
    assert data["vocabulary"] == "lighthouses"
    assert data["names"] == "martina martine"
    assert data["tags"] == {"en": "en"}
    assert marking_data(questions[2:]) is None
    lamp = LabelledPart("Martin", Shape("rectangle", ((0.1, 0.1), (0.3, 0.2))))
    named = marking_data([exercise(Label("lamp.png", "a lamp", (lamp,)))])
    assert named is not None
    assert named["names"] == data["names"]
    answers = [(name, ["Martin"], "en") for name in ("martina", "Martine", "Martinn", "martins")]
    outcomes = ["wrong", "wrong", "close", "close"]
    assert _differing("typedAnswers", questions, answers, outcomes) == []
