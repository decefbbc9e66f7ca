"""Options are numbers or dates that cannot be shown in order, or one is kept last out of its order.

Options that are all amounts of one unit, or all dates, are shown in order and never shuffled; with
mixed units (90 minutes, 2 hours) or with words around (about 20) they are not.
Haladyna, Downing and Rodriguez (2002): place choices in logical or numerical order.  Counts of
different things (2 winters, 3 ships) have no order.

Fails:

    - id: winding
      type: multiple_choice
      prompt: After what time does the weight have to be wound again?
      key: 4 hours
      distractors:
        - {text: 90 minutes, why: It is longer.}
        - {text: 2 days, why: It is shorter.}
      passages: [{quote: The weight has to be wound every four hours}]
    - id: hours
      type: multiple_choice
      prompt: After how many hours does the weight have to be wound again?
      key: "4"
      distractors:
        - {text: "2", why: It is longer.}
        - {text: "8", why: It is shorter., keep_last: true}
        - {text: "12", why: It is shorter.}
      passages: [{quote: The weight has to be wound every four hours}]

Passes:

    - id: winding
      type: multiple_choice
      prompt: After what time does the weight have to be wound again?
      key: 4 hours
      distractors:
        - {text: 2 hours, why: It is longer.}
        - {text: 8 hours, why: It is shorter.}
      passages: [{quote: The weight has to be wound every four hours}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from ..analysis.wording import choices, tokens
from ..bank.arrange import amount, date, in_order
from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.model import Choose
from ..diagnostics import Finding, Severity
from ..source.claims import may_have_number
from ..source.fold import folded

CODE = "unsorted-numbers"
SEVERITY = Severity.WARNING

LONGEST = 3
"""How many words a date without a figure has: "early in July"."""

_FAMILIES = {
    "time": "second minute min hour hr day night week fortnight month year yr decade century centurie",
    "length": "mm cm m km metre meter centimetre centimeter kilometre kilometer mile foot feet inch yard",
    "weight": "mg g kg gram kilogram tonne ton pound lb ounce oz",
    "money": "$ € £ ¥ dollar euro yuan rmb yen cent penny pence pound usd eur",
    "share": "% percent per",
}
_FAMILY = {unit: name for name, units in _FAMILIES.items() for unit in units.split()}
_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
).split()
_VALUE = rf"[$€£¥]?(?:\d[\d,]*(?:\.\d+)?|(?:{'|'.join(_WORDS)})(?![\w-]))"
_NUMBER = re.compile(
    r"(?:about|around|roughly|nearly|almost|over|under|above|below|(?:more|less|fewer) than|at (?:least|most)"
    r"|up to|only|just|some|between|from|in|on|by|until|since|before|after)?\s*-?"
    rf"(?P<value>{_VALUE})(?:\s*%?(?:-|\s(?:to|or|and)\s)\s*{_VALUE})?"
    r"(?:\s*(?:thousand|million|billion|trillion|dozen)\b)?\s*(?P<unit>%|[^\W\d]+)?(?P<rest>.*)"
)
_QUALIFIED_DATE = re.compile(r"(?:about|around|in|on|by|until|since|before|after|early|late|mid) ")


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, question, shown in choices(course):
        first = shown[0].text
        if not may_have_number(first) and len(tokens(first)) > LONGEST:
            continue
        choose = question.response((), course.info)
        order = in_order(choose)
        ascending = in_order(Choose(tuple(replace(o, keep_last=False) for o in choose.options)))
        if order is not None:
            if ascending is not None and [o.text for o in order] != [o.text for o in ascending]:
                kept = next(option for option in shown if option.keep_last)
                message = f"“{kept.text}” is kept last, although these options have an order"
                yield kept.finding(message, entry, "leave `keep_last` out")
            continue
        found = list(takewhile(lambda kind: kind is not None, (measure(o.text) for o in shown)))
        if len(found) == len(shown) and len(set(found) - {""}) <= 1:
            message = "the options are numbers or dates that cannot be put in order"
            help = "write them all in figures and in one unit, or as whole dates, and nothing else"
            yield Finding(message, entry.file, (*entry.path, "distractors"), help)


def measure(text: str) -> str | None:
    """What a number in an option measures: "time", "money", its unit, or ""; None for no number."""
    text = folded(text).casefold().strip(" .")
    if date(_QUALIFIED_DATE.sub("", text)) is not None and not text.isdigit():
        return "date"
    found = _NUMBER.fullmatch(text)
    if found is None or (found["rest"].strip() and amount(text) is None):
        return None
    sign = found["value"][0]
    unit = sign if sign in "$€£¥" else found["unit"] or ""
    return _FAMILY.get(unit.rstrip("s"), unit.rstrip("s"))
