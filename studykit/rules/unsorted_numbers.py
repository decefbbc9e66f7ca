"""The options are numbers or dates that cannot be sorted, or `keep_last` breaks their order.

Haladyna, Downing and Rodriguez (2002): place options in logical or numerical order.  studykit sorts
options that are all amounts of one unit, or all dates.  It shuffles them if units are mixed (90
minutes, 2 hours) or there are other words (about 20).  Counts of different things (2 winters, 3
ships) have no order.  Write all options in digits and in the same unit.

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

from collections.abc import Iterator
from dataclasses import replace

from ..analysis.wording import choices
from ..bank.arrange import amount, date, in_order
from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.model import Choose
from ..diagnostics import Finding, Severity
from ..regex import regex
from ..source.fold import folded

CODE = "unsorted-numbers"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

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
_NUMBER = regex(
    r"(?:about|around|roughly|nearly|almost|over|under|above|below|(?:more|less|fewer) than|at (?:least|most)"
    r"|up to|only|just|some|between|from|in|on|by|until|since|before|after)?\s*-?"
    rf"(?P<value>{_VALUE})(?:\s*%?(?:-|\s(?:to|or|and)\s)\s*{_VALUE})?"
    r"(?:\s*(?:thousand|million|billion|trillion|dozen)\b)?\s*(?P<unit>%|[^\W\d]+)?(?P<rest>.*)"
)
_QUALIFIED_DATE = regex(r"(?:about|around|in|on|by|until|since|before|after|early|late|mid) ")


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, question, options in choices(course):
        choose = question.response((), course.info)
        if (order := in_order(choose)) is not None:
            ascending = in_order(Choose(tuple(replace(o, keep_last=False) for o in choose.options)))
            if ascending is not None and [o.text for o in order] != [o.text for o in ascending]:
                kept = next(option for option in options if option.keep_last)
                message = f"“{kept.text}” is kept last, although these options are sorted"
                yield kept.finding(message, entry, "remove `keep_last`")
            continue
        if any(measure(option.text) is None for option in options):
            continue
        if len({measure(option.text) for option in options} - {""}) <= 1:
            message = "the options are numbers or dates that cannot be sorted"
            help = "write all of them in digits and in one unit, or as whole dates, without other words"
            yield Finding(message, entry.file, (*entry.path, "distractors"), help)


def measure(text: str) -> str | None:
    """Return what a number measures: "date", "time", "money", its unit, or ""; None without one."""
    text = folded(text).casefold().strip(" .")
    if date(_QUALIFIED_DATE.sub("", text)) is not None and not text.isdigit():
        return "date"
    found = _NUMBER.fullmatch(text)
    if found is None or (found["rest"].strip() and amount(text) is None):
        return None
    sign = found["value"][0]
    unit = sign if sign in "$€£¥" else (found["unit"] or "").rstrip("s")
    return _FAMILY.get(unit, unit)
