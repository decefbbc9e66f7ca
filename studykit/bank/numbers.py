"""Numbers as banks write them: in figures, as the language of the question writes them, or in Chinese
numerals."""

from __future__ import annotations

import re
from fractions import Fraction

from ..language import language_or_default
from ..language.numbers import number as read_number
from ..regex import regex

_SPACE = r" \u00a0\u2009\u202f"
_WHOLE = (
    r"[0-9]+(?:[.,][0-9]+)?"
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"
    r"|[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?"
    rf"|[0-9]{{1,3}}(?:[{_SPACE}][0-9]{{3}})+(?:[.,][0-9]+)?"
    r"|[0-9]{1,3}(?:['’][0-9]{3})+(?:[.,][0-9]+)?"
)
_DIGIT = "[一二三四五六七八九]"
_TENS = f"(?:{_DIGIT}?十{_DIGIT}?|{_DIGIT})"
_HUNDREDS = f"[一二两三四五六七八九]百(?:零{_DIGIT}|{_DIGIT}十{_DIGIT}?)?"
_THOUSANDS = f"[一二两三四五六七八九]千(?:零{_TENS}|{_HUNDREDS})?"
_TO_10_000 = f"(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS})"
HAN_SHAPE = (
    rf"{_TO_10_000}(?:万(?:零?{_TO_10_000})?)?|两[万亿]|{_TO_10_000}亿|[一二]{_DIGIT[:-1]}〇]{{3}}"
)
"""98 as 九十八, 10,500 as 一万零五百, 1984 as 一九八四."""
SHAPE = (
    rf"^\s*[-+‐‑–−]?\s*(?:(?:{_WHOLE})(?:\s*/\s*0*[1-9][0-9]*)?"
    r"|[0-9]{1,3}(?:[.,][0-9]{1,20})?(?:[eE][-+]?[0-9]{1,2}| ?[x×·] ?10\^[-+]?[0-9]{1,2})"
    r"|[0-9]+ [0-9]{1,2}/[1-9][0-9]?|\.[0-9]+|[0-9]* ?[½⅓⅔¼¾⅛⅜⅝⅞]"
    rf"|{HAN_SHAPE})\s*$"
)
"""The syntax as a regular expression that both JSON Schema and Python understand."""

# Most numbers are the same in all languages; these need no patterns of one.
_COMMON = regex(r"-?[0-9]{1,300}(?:\.[0-9]{1,2})?")
_SPACED_SIGN = regex(r"^\s*([-+‐‑–−]?)\s*|\s*(/)\s*")


def number(text: str, lang: str = "en") -> Fraction | None:
    """Return the value of "147", "-0.5", "1,000", "1/30", "1½", "3.7e-19", or None if it is not a number.

    "1.200" is 1200 in German and 1.2 in English.
    """
    if _COMMON.fullmatch(text):
        return Fraction(text)
    if not re.search(SHAPE, text):
        return None
    text = _SPACED_SIGN.sub(r"\1\2", text)
    value = read_number(text, language_or_default(lang))
    return read_number(text, language_or_default("zh")) if value is None else value
