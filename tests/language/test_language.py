"""Which data a tag of a language finds, and that all data are well formed."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module

import pytest

from studykit.language import MODULES, Confidence, Language, language
from studykit.language.lexicon import table
from studykit.language.model import Kind, WordList
from studykit.language.turning import WORD_KINDS, hits

LANGUAGES: list[Language] = sorted(
    {
        tags
        for m in set(MODULES.values())
        for tags in import_module(f"studykit.language.{m}").TAGS.values()
    },
    key=lambda found: found.code,
)
each_language = pytest.mark.parametrize("known", LANGUAGES, ids=lambda known: known.code)


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en-GB", "en"),
        ("en_us", "en"),
        ("de-AT", "de"),
        ("de-Latn-CH", "de-CH"),
        ("fr-CA", "fr-CA"),
        ("es-419", "es-MX"),
        ("pt", "pt"),
        ("pt-BR", "pt"),
        ("pt-PT", "pt-PT"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-Hans-TW", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-TW", "zh-Hant"),
        ("ZH-hant-hk", "zh-Hant"),
        ("cmn-Hant", "zh-Hant"),
        ("iw", "he"),
        ("sl-rozaj", None),
        ("enm", None),
        ("english", None),
        ("ja-Latn", None),
        ("ru-Latn-RU", None),
        ("yue", None),
        ("", None),
    ],
)
def test_a_tag_falls_back_to_a_shorter_one(tag: str, code: str | None) -> None:
    found = language(tag)
    assert (found and found.code) == code


def test_english_loads_no_other_language() -> None:
    code = (
        "import sys\n"
        "from studykit.language import language, MODULES\n"
        "from studykit.language.turning import turns\n"
        "turns('It is not 5.', 6, 9, language('en'))\n"
        "print(*(m for m in set(MODULES.values()) if f'studykit.language.{m}' in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["english"]


def lists(known: Language) -> list[tuple[str, WordList]]:
    names = (*WORD_KINDS, "pseudo", "lookalikes", "doubtful")
    return [(str(name), getattr(known, name)) for name in names]


@pytest.mark.parametrize(
    "known", [k for k in LANGUAGES if k.code != "zh-Hant"], ids=lambda k: k.code
)
def test_lists_are_sorted_and_list_no_word_twice(known: Language) -> None:
    for name, words in lists(known):
        assert words.words.split() == sorted(set(words.words.split())), name
        phrases = [line.strip() for line in words.phrases.split("\n") if line.strip()]
        assert phrases == sorted(set(phrases)), name


@each_language
def test_every_word_of_the_lists_is_found(known: Language) -> None:
    """Where it stands alone; set phrases and look-alikes may contain it."""
    for kind in WORD_KINDS:
        words: WordList = getattr(known, kind)
        for word in (
            *words.words.split(),
            *filter(None, map(str.strip, words.phrases.split("\n"))),
        ):
            assert hits(f"{word} x" if known.spaced else word, known), (kind, word)


@each_language
def test_the_cardinals_reach_from_0_to_the_hundreds(known: Language) -> None:
    numerals = known.numerals
    values = {int(value) for value, _ in table(numerals.cardinals) if value.denominator == 1}
    scales = {int(value) for value, _ in table(numerals.scales)}
    assert values >= set(range(10))
    assert values | scales >= {10, 1000}
    assert 100 in values | scales
    listed = {word for _, words in table(numerals.cardinals) for word in words}
    listed |= {
        word
        for text in (numerals.compound_units, numerals.scales)
        for _, w in table(text)
        for word in w
    }
    assert set(numerals.ones.split()) <= listed
    assert set(numerals.bare.split()) <= listed


@each_language
def test_signs_and_conventions_are_complete(known: Language) -> None:
    assert known.decimal != known.grouping
    assert "{}" in known.percent
    assert len(known.quotation_marks.split()) % 4 == 0
    assert known.elisions
    for pair in known.letters.split():
        assert re.fullmatch(r"\w/\w+", pair)
    for pair in known.pairs.split():
        assert re.fullmatch(r"\w+/\w+", pair)
    assert {*known.follows.split()} <= {*Kind}


def test_lists_that_nobody_reviewed_do_not_block() -> None:
    assert [known.code for known in LANGUAGES if not known.blocks] == ["ar", "hi"]
    assert [known.code for known in LANGUAGES if known.confidence is Confidence.MEDIUM] == [
        "he",
        "ko",
        "tr",
    ]
