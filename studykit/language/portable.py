"""What reading numbers needs of a language, as data for JSON: for the page, which reads them in JavaScript.

Patterns are JavaScript's with the flag `u` (ECMA-262, 2018: named groups, lookbehind, properties of
characters).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from . import dates, fold, han, lexicon, numbers
from .lexicon import Role, table
from .model import Language


def shared_patterns() -> dict[str, str]:
    """Return the patterns that are the same in all languages."""
    return {
        "token": javascript(lexicon._token().pattern, verbose=True),
        "before": javascript(numbers._BEFORE.pattern),
        "unit": javascript(numbers._UNIT_SIGN.pattern),
    }


def folded_signs() -> list[str]:
    """Return two texts of the same length: signs, and what `fold.flat` makes of each.

    Wide letters and digits are left out; their plain ones are those of Unicode's normalization NFKC.
    """
    wide = re.compile("[０-９Ａ-Ｚａ-ｚ]")
    pairs = [(chr(n), str(to)) for n, to in fold._FOLD.items() if not wide.match(chr(n))]
    return ["".join(sign for sign, _ in pairs), "".join(to for _, to in pairs)]


def portable(language: Language) -> dict[str, Any]:
    """Return what reading numbers needs of a language; without what it does not have."""
    numerals = language.numerals
    percent = numbers._percent_before(language)
    data = {
        "dotted": language.dotted_i,
        "decimal": language.decimal,
        "lexicon": _lexicon(language),
        "fused": [list(scale) for scale in lexicon._fused_scales(language)],
        "units": _table(numerals.compound_units) if numerals.compound else None,
        "joints": numerals.compound_joints.split(),
        "prefixes": numerals.prefixes,
        "teens": numerals.teens.split(),
        "weak": [*numerals.ones.split(), *numerals.doubtful.split()],
        "bare": numerals.bare.split(),
        "vigesimal": numerals.vigesimal,
        "pairs": numerals.years_in_pairs,
        "afterTen": numerals.teens_after_ten,
        "ordinals": numerals.ordinals,
        "ordinalEndings": numerals.ordinal_endings.split(),
        "after": javascript(numbers._after(language).pattern),
        "percent": javascript(language.percent_words),
        "percentBefore": javascript(percent.pattern) if percent else None,
        "currencies": [pair.split("=") for pair in language.currencies.split()],
        "attached": _scales(*numbers._letters(language)),
        "abbreviations": _scales(*numbers._abbreviations(language)),
        "range": javascript(numbers._range(language).pattern),
        "date": javascript(dates._date(language).pattern),
        "monthsInAnyCase": "(?i:" in dates._date(language).pattern,
        "time": javascript(dates._time(language).pattern),
        "han": _han(language) if numerals.counters else None,
    }
    return without_empty(data)


def without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """Return data without the values that are empty, false or None."""
    return {key: value for key, value in data.items() if value}


def _lexicon(language: Language) -> dict[str, list[list[str]]]:
    """Return a table for each role: values, and their words separated by spaces."""
    by_role: dict[Role, dict[Fraction, list[str]]] = {}
    for word, (role, value) in lexicon.lexicon(language).items():
        by_role.setdefault(role, {}).setdefault(value, []).append(word)
    return {
        role.name.lower(): [[str(value), " ".join(words)] for value, words in values.items()]
        for role, values in by_role.items()
    }


def _table(text: str) -> list[list[str]]:
    return [[str(value), " ".join(words)] for value, words in table(text)]


def _scales(values: dict[str, Fraction], pattern: re.Pattern[str] | None) -> Any:
    if pattern is None:
        return None
    return [javascript(pattern.pattern), {word: str(value) for word, value in values.items()}]


def _han(language: Language) -> dict[str, Any]:
    signs, numerals = han._signs(language), language.numerals
    return without_empty(
        {
            "digits": signs.digits,
            "units": signs.units,
            "scales": signs.scales,
            "words": {word: str(value) for word, value in signs.words.items()},
            "token": javascript(signs.token.pattern, verbose=True),
            "counted": javascript(signs.counted.pattern),
            "ones": numerals.ones.split(),
            "doubtful": numerals.doubtful.split(),
            "tenths": javascript(numerals.tenths),
            "over": javascript(numerals.fraction_sign),
            "point": numerals.point,
            "drops": numerals.drops_last_unit,
        }
    )


# Patterns

_WORD = r"\p{L}\p{N}_"
_IN_CLASS = {"d": r"\p{Nd}", "w": _WORD, "s": r"\s"}
_CLASSES = {
    "d": r"\p{Nd}",
    "D": r"\P{Nd}",
    "w": f"[{_WORD}]",
    "W": f"[^{_WORD}]",
    "s": r"\s",
    "S": r"\S",
    "b": f"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))",
}
_SYNTAX = frozenset(r"^$\.*+?()[]{}|/")

_PIECE = re.compile(
    r"""(?P<escape>\\(?:u[0-9a-f]{4}|.))
    | \[(?P<negated>\^?)(?P<items>(?:\\.|(?<=\[)\]|(?<=\[\^)\]|[^\]\\])+)\]
    | (?P<group>\(\?P<|\(\?P=\w+\)|\(\?i:)
    | (?P<blank>\s+|\#[^\n]*)
    | .""",
    re.VERBOSE | re.DOTALL,
)


def javascript(pattern: str, verbose: bool = False) -> str:
    """Return a pattern of Python as JavaScript writes it; `(?i:…)` is left to the flag `i`."""

    def written(match: re.Match[str]) -> str:
        if match["blank"] and verbose:
            return ""
        if escape := match["escape"]:
            return _CLASSES.get(escape[1:]) or _literal(escape[1:])
        if items := match["items"]:
            return _class(items, bool(match["negated"]))
        match match["group"]:
            case None:
                return match[0]
            case "(?P<":
                return "(?<"
            case "(?i:":
                return "(?:"
            case same:
                return rf"\k<{same[4:-1]}>"

    return _PIECE.sub(written, pattern)


def _literal(sign: str) -> str:
    if sign[0] in "nu":
        return f"\\{sign}"
    return f"\\{sign}" if sign in _SYNTAX else sign


def _class(items: str, negated: bool) -> str:
    """Return a set of characters; JavaScript has none of what is in no word."""
    found = "".join(_items(items.replace(r"\W", "")))
    sign = "^" * negated
    if r"\W" not in items:
        return f"[{sign}{found}]"
    return f"(?:(?![{found}])[{_WORD}])" if negated else f"(?:[{found}]|[^{_WORD}])"


def _items(items: str) -> Iterable[str]:
    for item in re.findall(r"\\(?:u[0-9a-f]{4}|.)|.", items, re.DOTALL):
        if item in ("[", "]"):
            yield f"\\{item}"
        elif len(item) == 1:
            yield item
        elif item[1] in _IN_CLASS:
            yield _IN_CLASS[item[1]]
        else:
            yield item if item[1] in _SYNTAX | {"-", "n", "u"} else item[1]
