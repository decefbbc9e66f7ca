"""The context of a passage: the words around it, and the same turn in another translation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..bank.citation import place_name
from ..bank.load import Course, Entry
from ..bank.model import Passage
from ..locale.joining import commas
from ..source.fold import SPACELESS
from ..source.locate import QuoteMatch
from ..source.note_marks import without_note_marks
from ..source.parallel import Pair, Turn, counterpart, pairs, witnesses

WHOLE = 240
"""Words up to which a turn is shown in full."""


@dataclass(frozen=True, slots=True)
class Context:
    """A quote in its turn: `words` is the quote as it is in the text.

    `other` is the same turn in another translation.  If the text of the source is missing or does not
    have the quote, `missing` is the source's id, and there is nothing else.
    """

    title: str
    before: str = ""
    words: str = ""
    after: str = ""
    missing: str | None = None
    other_title: str = ""
    other: str = ""


def contexts(course: Course, entry: Entry) -> list[Context]:
    """Return the contexts of a question's passages, in order.

    A long turn is cut to the words near the quote, and the turn of the other translation to those in
    the same part of it.  Each turn of another translation is shown once, and only if the question
    does not cite it itself.
    """
    located = [_locate(course, entry, passage) for passage in entry.question.passages]
    cited = {(m.source, m.place.section, m.place.turn) for _, m in located if m}
    paired = _pairs(course) if cited else []
    result = []
    for source, match in located:
        if match is None:
            result.append(Context(_source_name(course, source), missing=source))
            continue
        context = _in_turn(course, source, match)
        turn = counterpart(match.place, source, paired)
        if turn and (turn.source, turn.section, turn.name) not in cited:
            cited.add((turn.source, turn.section, turn.name))
            other_title = commas(_source_name(course, turn.source), *_turn_names(course, turn))
            other = _part(without_note_marks(turn.words), _share_before(match))
            context = replace(context, other_title=other_title, other=other)
        result.append(context)
    return result


def _locate(course: Course, entry: Entry, passage: Passage) -> tuple[str, QuoteMatch | None]:
    """Return the source of a passage, and the place of its quote if the text here has it."""
    query = entry.query(passage, course.info)
    source = query.source or ""
    if source not in course.texts:
        return source, None
    location = course.finder.locate(query)
    return source, location.matches[0] if query.accepts(location.verdict) else None


def _pairs(course: Course) -> list[Pair]:
    """Return all turns of translations of the same work, in pairs."""
    texts = course.texts
    all_pairs = []
    for left, right in witnesses(course.info, texts):
        paired, _ = pairs(texts[left.id], texts[right.id])
        all_pairs += paired
    return all_pairs


def _in_turn(course: Course, source: str, match: QuoteMatch) -> Context:
    text, stretch = match.document.shown.text, match.segment
    start, end = match.shown
    before = without_note_marks(text, stretch.start, start)
    after = without_note_marks(text, end, stretch.end)
    if len(_words(text[stretch.start : stretch.end])) > WHOLE:
        before, after = _last_words(before, WHOLE // 2), _first_words(after, WHOLE // 2)
    title = commas(_source_name(course, source), place_name(match.place, course.info, source))
    words = without_note_marks(text, start, end)
    return Context(title, before.lstrip(), words, after.rstrip())


def _share_before(match: QuoteMatch) -> float:
    """Return how much of its turn is before a quote, from 0 to 1."""
    stretch = match.segment
    return (match.shown[0] - stretch.start) / max(1, stretch.end - stretch.start)


def _source_name(course: Course, source: str) -> str:
    found = course.info.source(source)
    return found.name if found else source


def _turn_names(course: Course, turn: Turn) -> tuple[str, str]:
    """Return the names of the section and of the turn in it."""
    source = course.info.source(turn.source)
    region = source.region(turn.section) if source else None
    return region.name if region else turn.section, turn.name


_WORD = re.compile(rf"[{SPACELESS}]{{1,2}}|[^\s{SPACELESS}]+")
"""A word; in writing without spaces, such as Chinese, two characters are about one."""


def _words(text: str) -> list[re.Match[str]]:
    return list(_WORD.finditer(text))


def _first_words(text: str, count: int) -> str:
    """Cut a text after a number of words, and mark the cut; keep its white space."""
    words = _words(text)
    return text if len(words) <= count else text[: words[count - 1].end()] + " …"


def _last_words(text: str, count: int) -> str:
    words = _words(text)
    return text if len(words) <= count else "… " + text[words[-count].start() :]


def _part(text: str, share: float) -> str:
    """Cut a long text to the words around a share of its length."""
    words = _words(text)
    if len(words) <= WHOLE:
        return text
    middle = round(len(words) * share)
    first = min(max(0, middle - WHOLE // 2), len(words) - WHOLE)
    last = first + WHOLE
    cut = text[words[first].start() : words[last - 1].end()]
    if first > 0:
        cut = f"… {cut}"
    if last < len(words):
        cut = f"{cut} …"
    return cut
