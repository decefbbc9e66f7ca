"""Quotes in cards that other people and language models wrote: under which names, and in what dress.

A quote may have quotation marks around it, the name of who says it before or after it, a page, or an
ellipsis at its ends.  Which of these belong to the quote only the text can tell, so that `readings`
returns all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..source.fold import folded, words_of
from .model import normalized

QUOTE_NAMES = (
    "passages", "passage", "quotes", "quote", "quotations", "quotation", "evidence", "citations",
    "citation", "source_quotes", "source_quote", "supporting_quotes", "supporting_quote",
    "supporting_text", "supporting_evidence", "source_text", "source_passage", "text_evidence",
    "exact_quote", "verbatim_quote", "verbatim", "excerpts", "excerpt", "snippet", "references",
    "reference",
)  # fmt: skip
"""The names that the quotes of a card have."""

LONGEST = 2_000
"""The most characters of a quote from which anything is removed."""

_OR_TITLES = ("references", "reference", "source", "sources")
"""Names that may also have the title of a text."""

_IN_PASSAGE = (*QUOTE_NAMES, "text", "exact", "words", "content")
CLAIM_NAMES = {
    "source": ("source", "source_id", "document"),
    "speaker": ("speaker", "said_by", "speaker_name", "attributed_to"),
    "section": ("section",),
    "prefix": ("prefix",),
    "suffix": ("suffix",),
}
"""The names of what is claimed about a quote."""

_MORE_SPEAKERS = ("person", "author", "who", "by", "name")  # of a passage, but not of a card


def quotes_of(record: Mapping[Any, Any]) -> tuple[dict[str, Any], ...]:
    """Return the quotes that a card names, each with what it claims about them."""
    by_name = {normalized(str(key)): value for key, value in record.items()}
    found: list[dict[str, Any]] = []
    for name, value in by_name.items():
        is_title = name in _OR_TITLES and isinstance(value, str) and not _is_sentence(value)
        if name in QUOTE_NAMES and not is_title:
            found += _quotes(value)
    claims = _claims(by_name, CLAIM_NAMES)
    if not found:
        for name in ("source", "sources"):
            value = by_name.get(name)
            if isinstance(value, str) and _is_sentence(value):
                found += _quotes(value)
                claims.pop("source", None)
    return tuple({**claims, **quote} for quote in found)


def _quotes(value: Any, claims: Mapping[str, str] | None = None) -> Iterator[dict[str, Any]]:
    match value:
        case str():
            for words in split_quotes(value):
                if not _PLACE.fullmatch(words):
                    yield {"quote": words, **(claims or {})}
        case list() | tuple():
            for item in value:
                yield from _quotes(item, claims)
        case Mapping():
            yield from _in_mapping(value)


def _in_mapping(passage: Mapping[Any, Any]) -> Iterator[dict[str, Any]]:
    by_name = {normalized(str(key)): value for key, value in passage.items()}
    names = CLAIM_NAMES | {"speaker": (*CLAIM_NAMES["speaker"], *_MORE_SPEAKERS)}
    claims = _claims(by_name, names)
    quotes = [by_name[name] for name in _IN_PASSAGE if by_name.get(name)]
    if quotes:
        yield from _quotes(quotes[0], claims)
        return
    known = {alias for aliases in names.values() for alias in aliases}
    for key, words in passage.items():  # the name of a source or of a person, and their words
        if normalized(str(key)) in known:
            continue
        if not isinstance(words, str):
            yield from _quotes(words)
        elif len(words_of(words)) > 2:
            yield from _quotes(words, {"source": str(key)})


def _claims(by_name: Mapping[str, Any], names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    claims = {}
    for claim, aliases in names.items():
        values = (by_name.get(alias) for alias in aliases)
        if words := next((v for v in values if isinstance(v, str) and v.strip()), None):
            claims[claim] = words.strip()
    return claims


_PLACE = re.compile(
    r"\W*(?:(?:pp?\.|pages?|lines?|part|section|chapter|paragraph|turn|minute)\b|[QA]?\d)[\w ,.:;–-]{0,30}",
    re.IGNORECASE,
)
"""Where a quote is said to be, such as "Part 1, A2" or "p. 12", instead of the quote."""


def _is_sentence(words: str) -> bool:
    """Whether what is named as a source is a quote from it."""
    if _QUOTATION.search(words):
        return True
    count = len(words_of(words))
    return count > 12 or (count > 5 and words.rstrip("*_ ")[-1:] in ".!?…。")


# Quotations

_PAIRS = {
    "“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", '"': '"', "‘": "’", "'": "'", "‹": "›",
}  # fmt: skip
_QUOTATION = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|「([^「」]+)」|『([^『』]+)』"
    r'|(?<![\w"])"([^"\n]+(?:\n[^"\n]+)*)"(?!\w)'
)


def quotations(text: str, least: int = 3) -> list[str]:
    """Return what is in quotation marks in a text, of at least some words."""
    found = (
        next(filter(None, match.groups())).strip() for match in _QUOTATION.finditer(_lines(text))
    )
    return [words for words in found if len(words_of(folded(words))) >= least]


def split_quotes(value: str) -> list[str]:
    """Return the quotes in a value: several if it consists of quotations, else itself."""
    value = _lines(value).strip()
    if not value:
        return []
    within = list(_QUOTATION.finditer(value))
    between = _QUOTATION.sub(" ", value)
    if len(within) > 1 and re.fullmatch(
        r"(?:[\s;,/|&+*•-]|\d+[.)]|and|und|et|y|…|\.\.\.)*", between
    ):
        return [match[0] for match in within]
    return [value]


def _lines(text: str) -> str:
    """Return a text without the marks of an indented quotation."""
    return re.sub(r"^[ \t]*(?:>[ \t]?)+", "", text, flags=re.MULTILINE)


class QuoteReading(NamedTuple):
    """A reading of a quote: its words, who it says says them, and what was removed from it."""

    words: str
    speaker: str | None = None
    removed: tuple[str, ...] = ()


_LABEL = re.compile(
    r"(?P<removed>(?:[\[(]?\d{1,3}(?::\d\d){1,2}[\])]?\s*)?"
    r"\**(?P<name>[^\W\d_][^:：\n“”\"]{0,40}?)\**(?:\s*[\[(]\d{1,3}(?::\d\d){1,2}[\])])?\s*[:：]\**)\s*(?P<words>\S.*)",
    re.DOTALL,
)
_TIME = re.compile(r"(?P<removed>[\[(]\d{1,3}(?::\d\d){1,2}[\])])\s*(?P<words>\S.*)", re.DOTALL)
_ATTRIBUTED = re.compile(
    r"(?P<words>.*\S)\s*(?P<removed>(?:\s[—–-]{1,2}|—|–)\s*\**(?P<name>[^\W\d_][^—–“”\"\n]{1,60}))",
    re.DOTALL,
)
_PARENTHESIS = re.compile(
    r"(?P<words>.*\S)\s*(?P<removed>[(\[](?P<name>[^()\[\]\n]{1,80})[)\]]\.?)", re.DOTALL
)
_LEADING = re.compile(r"(?P<removed>\[?(?:…|\.\.\.)\]?)\s*(?P<words>\S.*)", re.DOTALL)
_TRAILING = re.compile(r"(?P<words>.*[^\s.…])\s*(?P<removed>\[?(?:…|\.\.\.+)\]?)", re.DOTALL)


def readings(quote: str) -> list[QuoteReading]:
    """Return what a quote may be, as it is written first."""
    found = [QuoteReading(_lines(quote).strip())]
    if len(quote) > LONGEST:
        return found
    for pattern in (
        _PARENTHESIS,
        _ATTRIBUTED,
        None,
        _TIME,
        _LABEL,
        None,
        _LEADING,
        _TRAILING,
        None,
    ):
        last = found[-1]
        reading = _unwrapped(last) if pattern is None else _without(last, pattern)
        if reading and reading.words:
            found.append(reading)
    return found


def _unwrapped(reading: QuoteReading) -> QuoteReading | None:
    """Return a reading without quotation marks around it, and a stop after them.

    What was removed before is then beside the quotation, not in it.
    """
    words = re.sub(r"\A(\*{1,3}|_{1,2}|`)(.+)\1\Z", r"\2", reading.words, flags=re.DOTALL).strip()
    if words.count('"') == 1:
        words = words.strip('"').strip()  # the other one is lost
    bare = words[:-1] if words[-1:] in ".,;" and words[-2:-1] in '”»」』"’›' else words
    closing = _PAIRS.get(bare[:1], "")
    if len(bare) > 2 and closing and bare[-1] in closing:
        return QuoteReading(bare[1:-1].strip(), reading.speaker)
    return reading._replace(words=words) if words != reading.words else None


def _without(reading: QuoteReading, pattern: re.Pattern[str]) -> QuoteReading | None:
    match = pattern.fullmatch(reading.words)
    if match is None or not _is_label(match.groupdict().get("name")):
        return None
    removed = (*reading.removed, match["removed"].strip().strip("*"))
    name = match.groupdict().get("name")
    return QuoteReading(match["words"].strip(), reading.speaker or (name and name.strip()), removed)


def _is_label(name: str | None) -> bool:
    """Whether words before a colon or after a dash may say who speaks; None says nothing."""
    words = (name or "").split()
    return len(words) < 3 or not any(word[:1].islower() and word not in _SMALL for word in words)


_SMALL = frozenset("and of the at in de la du von van der den el al bin p. pp. line page".split())
