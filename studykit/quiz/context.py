"""Where a passage stands: the words around it, and the turn of another translation that renders it."""

from __future__ import annotations

from dataclasses import dataclass

from ..bank.citation import place_name
from ..bank.load import Course, Entry
from ..source.parallel import Pair, Turn, counterpart, pairs, witnesses

WHOLE = 240  # words up to which a turn is shown in full


@dataclass(frozen=True, slots=True)
class Context:
    """A quote within its turn; `words` is what the text has for it.

    `missing` is the id of a source whose text is not here, or does not have the quote: then there
    is nothing else.  `other` are the words of the same turn in another translation.
    """

    title: str
    before: str = ""
    words: str = ""
    after: str = ""
    missing: str | None = None
    other_title: str = ""
    other: str = ""


def contexts(course: Course, entry: Entry) -> list[Context]:
    """The contexts of a question's passages, in order.

    Of a long turn the words near the quote are shown, and of its counterpart those that are as far
    into it; a counterpart that the question cites itself is not repeated.
    """
    paired: list[Pair] | None = None
    found: list[Context] = []
    standing = []
    for passage in entry.question.passages:
        query = entry.query(passage, course.info)
        here = query.source in course.texts
        location = course.finder.locate(query) if here else None
        matched = location.matches[0] if location and location.verdict.passes else None
        standing.append((query.source or "", matched))
    cited = {(m.source, m.place.section, m.place.turn) for _, m in standing if m}
    for source, match in standing:
        if match is None:
            found.append(Context(_name(course, source), missing=source))
            continue
        text, stretch = match.document.shown.text, match.segment
        start, end = match.shown
        before, after = text[stretch.start : start], text[end : stretch.end]
        if len(text[stretch.start : stretch.end].split()) > WHOLE:
            before, after = _last(before, WHOLE // 2), _first(after, WHOLE // 2)
        title = f"{_name(course, source)}, {place_name(match.place, course.info, source)}"
        context = Context(title, before.lstrip(), text[start:end], after.rstrip())
        if paired is None:
            texts = course.texts
            both = witnesses(course.info, texts)
            paired = [pair for a, b in both for pair in pairs(texts[a.id], texts[b.id])[0]]
        turn = counterpart(match.place, source, paired)
        if turn and (turn.source, turn.section, turn.name) not in cited:
            cited.add((turn.source, turn.section, turn.name))  # shown once is enough
            share = (start - stretch.start) / max(1, stretch.end - stretch.start)
            context = Context(
                title,
                context.before,
                context.words,
                context.after,
                other_title=f"{_name(course, turn.source)}, {_turn_name(course, turn)}",
                other=_around(turn.words, share),
            )
        found.append(context)
    return found


def _name(course: Course, source: str) -> str:
    found = course.info.source(source)
    return found.name if found else source


def _turn_name(course: Course, turn: Turn) -> str:
    source = course.info.source(turn.source)
    region = source.region(turn.section) if source else None
    return f"{region.name if region else turn.section}, {turn.name}"


def _first(text: str, count: int) -> str:
    """The first words of a text, its white space kept; the cut is marked."""
    at = seen = 0
    for n, character in enumerate(text):
        if character.isspace() and n and not text[n - 1].isspace():
            seen += 1
            if seen == count:
                at = n
                break
    return text if seen < count else text[:at] + " …"


def _last(text: str, count: int) -> str:
    cut = _first(text[::-1], count)
    return text if cut == text[::-1] else cut[::-1]


def _around(text: str, share: float) -> str:
    """The words of a long text about a share of its length."""
    words = text.split()
    if len(words) <= WHOLE:
        return text
    first = min(max(0, round(len(words) * share) - WHOLE // 2), len(words) - WHOLE)
    cut = " ".join(words[first : first + WHOLE])
    return f"{'… ' if first else ''}{cut}{' …' if first + WHOLE < len(words) else ''}"
