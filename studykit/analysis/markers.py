"""Words that show a learner whether a statement or an option is true: absolutes, hedges, clefts.

English only.
"""

from __future__ import annotations

import re
from functools import cache

from ..bank.prose import plain
from ..regex import regex
from ..source.fold import folded
from .wording import without_quotations

# Each pattern looks ahead to the letters with which its words begin before it tries them: that more
# than halves its time, which a check of 5,000 questions shows.
ABSOLUTE = regex(
    r"\b(?=[aceintuw])"
    r"(?:always|never|invariably|absolutely|completely|totally|entirely|without exception"
    r"|under (?:all|any|no) circumstances|in (?:all|every) cases?)\b",
    re.IGNORECASE,
)
# "May" with a capital is usually the month, "the might" is a noun, "less likely" compares.
HEDGE = regex(
    r"\b(?i:(?=[afgilmopstu]))"
    r"(?:(?i:usually|often|sometimes|generally|typically|frequently|probably|perhaps|possibly|mostly"
    r"|maybe|in general|as a rule|in (?:most|many|some) cases|tends? to)"
    r"|(?<!less )(?<!more )(?<!least )(?<!most )likely"
    r"|may(?! \d)|(?<!the )(?<!their )(?<!its )(?<!his )(?<!her )(?<!our )might(?! of\b)(?=\s\w))\b"
    r"|^May (?=[a-z])(?!of |in |and |to )",
)

# Words that weigh less in an option than in a statement, which is judged alone.
_NUMBER = r"\d|two|three|four|five|six|seven|eight|nine|ten|twelve"
_SWEEPING = regex(
    r"\b(?=[aeinosw])"
    rf"(?:(?<!not )only(?! one of)|alone(?! in\b)|all(?! (?:{_NUMBER}))|every(?! (?:day|week|month|year))|everyone|everybody|everything|none"
    r"|nothing|nobody|no one|wholly|solely|exclusively|outright|impossible|at all"
    r"|no (?:interest|doubt|way|role|need|chance|reason|one))\b",
    re.IGNORECASE,
)
_CAUTIOUS = regex(
    r"\b(?=[acilnprst])"
    r"(?:could|partly|partially|largely|somewhat|rarely|seldom|necessarily|at least|at most"
    r"|to (?:some|a certain|a large) extent|seems?|appears? to|in part(?! \d)|some of|some room|room for"
    r"|(?:a|the) possibility|possible that|not (?:all|every|always|everyone|entirely))\b",
    re.IGNORECASE,
)
# "No", "never" and "without" are absolute; "not unreasonable" is not.
_NEGATION = regex(r"\b(?:not|nor|neither|nothing|cannot|denies|denied)\b|n't\b")
_CLEFT = regex(
    r"\b(?:[Ii]t (?:is|was)(?: not| also| still)? (?:[A-Z]\w+|(?:the|an?|his|her|their|its|these|those)\b)"
    r"[^,.;:]*? (?:who|whom|that|which)\b"
    r"|^What [^,.;:?]+? (?:is|was|are|were) )"
)
_SCARE_QUOTE = regex(r"\"(?=\S)([^\"]{1,60}?)(?<=\S)\"|(?<!\w)'(?=\S)([^']{1,60}?)(?<=\S)'(?!\w)")
_MOST_SCARE_WORDS = 4


def absolute(statement: str) -> str | None:
    """Return the first word of a statement that allows no exception."""
    return _first(statement, ABSOLUTE, _SWEEPING)


def hedge(statement: str) -> str | None:
    """Return the first words of a statement that leave room for exceptions."""
    return _first(statement, HEDGE, _CAUTIOUS)


def negation(statement: str) -> str | None:
    """Return the first word of a statement that denies something."""
    return _first(statement, _NEGATION)


def cleft(statement: str) -> str | None:
    """Return the words of "It was he who said so" or "What he said was so" that split a sentence."""
    return _first(statement, _CLEFT)


def scare_quote(statement: str) -> str | None:
    """Return the first few words in quotation marks."""
    for match in _SCARE_QUOTE.finditer(folded(plain(statement))):
        words = match[1] or match[2]
        if len(words.split()) <= _MOST_SCARE_WORDS:
            return words
    return None


@cache  # several rules search the same options
def first_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the first match of a pattern, such as `ABSOLUTE`, in a folded text."""
    return pattern.search(text)


def _first(statement: str, *patterns: re.Pattern[str]) -> str | None:
    text = without_quotations(statement)
    found = [match for pattern in patterns if (match := first_match(pattern, text))]
    first = min(found, key=lambda match: match.start(), default=None)
    return first[0].strip() if first else None
