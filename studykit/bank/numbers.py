"""Numbers as people write them."""

from __future__ import annotations

import re
from fractions import Fraction

_AMOUNT = r"\d+(?:\.\d+)?|\.\d+"
_GROUPED = r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?"
_NUMBER = re.compile(rf"(?P<sign>-?)\s*(?P<value>{_GROUPED}|{_AMOUNT})(?:\s*/\s*(?P<below>\d+))?")

SHAPE = (
    r"^\s*[-‐‑–−]?\s*"
    r"(?:[0-9]{1,3}(?:[,' \u202f][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r"(?:\s*/\s*0*[1-9][0-9]*)?\s*$"
)
"""The syntax as a regular expression that both JSON Schema and Python understand."""


def number(text: str) -> Fraction | None:
    """Return the value of "147", "-0.5", "1,000", "1/30", or None if the text is not a number."""
    found = _NUMBER.fullmatch(re.sub("[‐‑–−]", "-", text.strip()).replace("\u202f", " "))
    if found is None or (found["below"] and int(found["below"]) == 0):
        return None
    value = Fraction(re.sub("[,' ]", "", found["value"])) / int(found["below"] or 1)
    return -value if found["sign"] else value
