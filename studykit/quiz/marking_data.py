"""What marking typed answers needs beside the questions, as data for JSON: for the page, which marks them in
JavaScript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any

from ..bank.model import Exercise, Fill, Label, Number, Type
from ..bank.prose import plain
from ..language import Language, language_or_default
from ..language.fold import flat
from ..language.lexicon import Role, lexicon, table
from ..language.numbers import numbers
from ..language.portable import (
    folded_signs,
    javascript,
    portable,
    shared_patterns,
    without_empty,
)
from ..language.units import spellings
from . import slips, typed
from .letters import folded
from .marking import missing
from .names import NAMES
from .slips import negations
from .vocabulary import vocabulary


def marking_data(exercises: Iterable[Exercise], lang: str = "en") -> dict[str, Any] | None:
    """Return the data of the languages in which answers are typed, and the words that are no slips.

    `lang` is the language of questions that do not name theirs.  None if no answer is typed.
    """
    exercises = tuple(exercises)
    answered = [e for e in exercises if isinstance(e.response, Type | Number | Fill | Label)]
    if not answered:
        return None
    tags = sorted({exercise.lang for exercise in answered} | {lang})
    languages = {tag: language_or_default(tag) for tag in tags}
    units: dict[str, set[str]] = {}
    for exercise in answered:
        if isinstance(exercise.response, Number) and exercise.response.unit:
            units.setdefault(languages[exercise.lang].code, set()).add(exercise.response.unit)
    letters = {letter for words, _ in _expected_words(answered) for letter in "".join(words)}
    return {
        "lang": lang,
        "tags": {tag: known.code for tag, known in languages.items()},
        "languages": {
            known.code: _language(
                known,
                units.get(known.code, set()),
                [exercise for exercise in answered if languages[exercise.lang] == known],
            )
            for known in languages.values()
        },
        "patterns": shared_patterns(),
        "signs": folded_signs(),
        "units": {
            flat(unit).strip(): written
            for unit in sorted({unit for of_language in units.values() for unit in of_language})
            if (written := spellings(flat(unit).strip()))
        },
        "similar": [group for group in slips._SIMILAR if not letters.isdisjoint(group)],
        "names": " ".join(sorted(_mistakable(answered, NAMES))),
        "vocabulary": " ".join(sorted(_mistakable(answered, vocabulary(exercises)))),
    }


def _language(
    language: Language, units: Iterable[str], exercises: Sequence[Exercise]
) -> dict[str, Any]:
    numerals = language.numerals
    known = lexicon(language)
    # those that are another number, too: “second”
    denominators = [
        word
        for _, written in table(numerals.fractions)
        for word in written
        if known[word][0] is not Role.DENOMINATOR
    ]
    pattern, values = typed._first_ordinals(language) if numerals.first_ordinals else (None, {})
    return portable(language) | without_empty(
        {
            "gender": language.code.partition("-")[0] != "en",
            "article": javascript(typed._article(language).pattern) if language.articles else None,
            "denominators": " ".join(denominators) if numerals.ordinals else None,
            "firstOrdinals": pattern
            and [javascript(pattern.pattern), {word: str(n) for word, n in values.items()}],
            "scaledUnits": dict(_scaled_units(language, units)),
            "negations": " ".join(sorted(_negations(language, exercises))),
            "letters": "".join(pair.partition("/")[0] for pair in language.letters.split()),
            "respellings": [pair.split("=") for pair in language.respellings.split()],
            "words": [pair.split("/") for pair in language.pairs.split()],
            "beginnings": slips._groups(language.beginnings),
            "endings": slips._groups(language.endings),
            "inflections": [ending.replace("-", "") for ending in language.inflections.split()],
            "spellings": [pair.split("=") for pair in language.spellings.split()],
        }
    )


def _scaled_units(language: Language, units: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield units that begin with a scale, such as "million dollars", with its value and their sign."""
    for unit in sorted(units):
        scale = next(numbers(f"1 {unit}", language), None)
        if scale and scale.value != 1:
            yield unit, [str(scale.value), scale.unit]


def _negations(language: Language, exercises: Sequence[Exercise]) -> set[str]:
    """Return the negations that would be slips of a word of an answer, or are in an answer without its spaces."""
    known = negations(language)
    texts = {"".join(map(folded, words)) for words, _ in _expected_words(exercises)}
    within = {word for word in known if any(folded(word) in text for text in texts)}
    return within | _mistakable(exercises, known)


def _mistakable(exercises: Iterable[Exercise], words: Set[str]) -> set[str]:
    """Return the words that would be slips of a word of an answer if they were not words of their own."""
    expected = {
        (folded(word), language) for found, language in _expected_words(exercises) for word in found
    }
    return {word for word in words if any(_is_slip(word, *other) for other in expected)}


def _expected_words(exercises: Iterable[Exercise]) -> Iterator[tuple[list[str], Language]]:
    """Yield the words of each way to read an answer that is right, and its language."""
    for exercise in exercises:
        language = language_or_default(exercise.lang)
        for text in _expected(exercise):
            for reading in typed._readings(plain(text), language):
                yield [word for word in reading.words if isinstance(word, str)], language


def _is_slip(word: str, other: str, language: Language) -> bool:
    budget = slips._budget(word, other)
    if word == other or not budget or abs(len(word) - len(other)) > 2:
        return False
    # the first letter stays as it is, or is swapped with the second: a quick look
    if other[0] not in word[:2] or not slips._begins_alike(word, other):
        return False
    return slips._is_inflected(word, other, language) or slips.edit_cost(word, other) <= budget


def _expected(exercise: Exercise) -> Iterator[str]:
    match exercise.response:
        case Type(answer, accept):
            yield from (answer, *accept)
        case Fill() as fill:
            for number in fill.numbers:
                yield " ".join(missing(fill, number))
        case Label(parts=parts):
            yield from (part.name for part in parts)
