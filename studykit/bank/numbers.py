"""Numbers as banks write them: in figures, as the language of the question writes them."""

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
SHAPE = (
    rf"^\s*[-+‐‑–−]?\s*(?:(?:{_WHOLE})(?:\s*/\s*0*[1-9][0-9]*)?"
    r"|[0-9]+ [0-9]{1,2}/[1-9][0-9]?|\.[0-9]+|[0-9]* ?[½⅓⅔¼¾⅛⅜⅝⅞])\s*$"
)
"""The syntax as a regular expression that both JSON Schema and Python understand."""

# Most numbers are the same in all languages; these need no patterns of one.
_COMMON = regex(r"-?[0-9]{1,300}(?:\.[0-9]{1,2})?")
_SPACED_SIGN = regex(r"^\s*([-+‐‑–−]?)\s*|\s*(/)\s*")


def number(text: str, lang: str = "en") -> Fraction | None:
    """Return the value of "147", "-0.5", "1,000", "1/30", "1½", or None if the text is not a number.

    "1.200" is 1200 in German and 1.2 in English.
    """
    if _COMMON.fullmatch(text):
        return Fraction(text)
    if not re.search(SHAPE, text):
        return None
    return read_number(_SPACED_SIGN.sub(r"\1\2", text), language_or_default(lang))
