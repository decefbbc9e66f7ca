"""Verification: every passage against its source's text, or against its pin.

A passage passes only where its quote stands in the text, said by whom and where it says, or where
the pins remember that it did.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field
from typing import NamedTuple

from ..diagnostics import Finding, KeyPath, Report, suggest
from ..format import listed, plural
from ..source.fold import FOLDING, without_markup
from ..source.locate import Location, Nearest, Query, QuoteMatch, Verdict, telling_apart
from ..source.pins import Lock, pin
from ..source.text import Place
from .citation import place_name
from .load import Course, Entry
from .model import Evidence, Exercise


class Result(NamedTuple):
    """What was found out of a passage; `by_pin` where the text was not asked.

    `found` is how the quote was found in the text, now or when it was pinned.
    """

    query: Query
    verdict: Verdict
    place: Place | None = None
    found: Verdict | None = None
    by_pin: bool = False
    match: QuoteMatch | None = None


@dataclass(slots=True)
class Verified:
    """The results of each question's passages, and the sources whose texts were set aside."""

    of: dict[Entry, list[Result | None]] = field(default_factory=dict)
    """In the order of the passages; None for one that could not even be looked for."""
    set_aside: set[str] = field(default_factory=set)

    @property
    def results(self) -> list[Result]:
        return [result for results in self.of.values() for result in results if result]

    def passing(self, entry: Entry) -> bool:
        """Whether all passages of a question were found or are pinned."""
        return all(result and result.verdict.passes for result in self.of[entry])


def verify(course: Course, report: Report) -> Verified:
    """Verify every passage; what does not pass goes into the report."""
    aside = _no_longer_confirming(course, report)
    here = course.texts.keys() - aside
    return Verified(
        {
            entry: [
                _verified(course, here, entry, n, report)
                for n in range(len(entry.question.passages))
            ]
            for entry in course.entries
        },
        aside,
    )


def _verified(
    course: Course, here: Container[str], entry: Entry, n: int, report: Report
) -> Result | None:
    """What is found out of one passage, by its text where that is among those `here`."""
    passage = entry.question.passages[n]
    query = entry.query(passage, course.info)
    at: KeyPath = (*entry.path, "passages", n)
    source = course.info.source(query.source) if query.source else None
    if query.source is None:
        help = "name it here, or for the whole bank under `defaults`"
        report.add("missing-key", Finding("the passage has no `source`", entry.file, at, help))
    if source is None:  # an unknown one is a rule's business
        return None
    if passage.section and source.region(passage.section) is None:
        known = [region.id for region in source.sections if region.citable]
        message = f"`{source.id}` has no section `{passage.section}`"
        help = suggest(passage.section, known) or f"it has {', '.join(known)}"
        report.add("unknown-section", Finding(message, entry.file, (*at, "section"), help))
        return None
    if passage.speaker and course.info.person(passage.speaker) is None:
        names = [name for person in course.info.people for name in person.names]
        message = f"`{passage.speaker}` is none of the course's people"
        nearest = suggest(passage.speaker, names)
        report.add("unknown-person", Finding(message, entry.file, (*at, "speaker"), nearest))
        return None
    if source.id in here:
        location = course.finder.locate(query)
        result = _by_text(query, location)
        if not result.verdict.passes:
            code = f"quote-{result.verdict}"
            report.add(code, _Words(course, query, location).finding(entry, at))
        elif edit := location.matches[0].edit:
            hidden = listed([f"“{words}”" for words in edit.hidden]) or "nothing"
            what = "an elision" if edit.gapped else "brackets"
            message = f"found with {what} for {hidden}"
            report.add(f"quote-{result.verdict}", Finding(message, entry.file, (*at, "quote")))
    else:
        result = _by_pin(query, course)
        if not result.verdict.passes:
            report.add("quote-unverified", _unverified(course, query, entry, at))
    return result


def _by_text(query: Query, location: Location) -> Result:
    if not location.verdict.passes:
        return Result(query, location.verdict)
    first = location.matches[0]
    return Result(query, location.verdict, first.place, location.verdict, match=first)


def _by_pin(query: Query, course: Course) -> Result:
    pins = course.lock.find(query)
    if not pins:
        return Result(query, Verdict.UNVERIFIED, by_pin=True)
    found = pins[0].verdict(query.quote)
    return Result(query, Verdict.PINNED, pins[0].place, found, by_pin=True)


def _no_longer_confirming(course: Course, report: Report) -> set[str]:
    """Sources whose text is not the pinned one and confirms less than half of the pins."""
    suspects = {
        id for id, digest in course.digests.items() if course.lock.texts.get(id, digest) != digest
    }
    if not suspects:
        return set()
    pinned: Counter[str] = Counter()
    confirmed: Counter[str] = Counter()
    for entry, _, passage in course.passages:
        query = entry.query(passage, course.info)
        if query.source in suspects and course.lock.find(query):
            pinned[query.source] += 1
            confirmed[query.source] += course.finder.locate(query).verdict.passes
    aside = {id for id in suspects if confirmed[id] * 2 < pinned[id]}
    for n, source in enumerate(course.info.sources):
        if source.id in aside:
            message = (
                f"the text of `{source.id}`, {source.file}, confirms only {confirmed[source.id]} of"
                f" {plural(pinned[source.id], 'pinned passage')}; its pins are used"
            )
            report.add("text-set-aside", Finding(message, course.file, ("sources", n, "file")))
    return aside


class _Words:
    """Says what is wrong with a quote, and what to write instead."""

    def __init__(self, course: Course, query: Query, location: Location) -> None:
        self.course, self.query, self.location = course, query, location

    def finding(self, entry: Entry, at: KeyPath) -> Finding:
        file, path = entry.file, (*at, "quote")
        matches, first = self.location.matches, next(iter(self.location.matches), None)
        source = self.query.source
        help: str | None
        match self.location.verdict, first:
            case Verdict.AMBIGUOUS, QuoteMatch():
                places = listed([self.place(m) for m in matches[:4]])
                message = f"the quote stands in {plural(len(matches), 'place')} of {first.source}: {places}"
                return Finding(message, file, path, self._contexts(matches))
            case Verdict.MISPLACED, QuoteMatch():
                key, claim = self._wrong_claim()
                place = f"in {self.place(first)} of {first.source}"
                message = {
                    "section": f"the quote is not in {claim} but {place}",
                    "prefix": f"the quote is {place}, but not after “{claim}”",
                    "suffix": f"the quote is {place}, but not before “{claim}”",
                }[key]
                return Finding(message, file, (*at, key))
            case Verdict.MISATTRIBUTED, QuoteMatch() if first.source != source:
                message = f"the quote is not in {source} but in {first.source}, {self.place(first)}"
                return Finding(message, file, path, f"write `source: {first.source}`")
            case Verdict.MISATTRIBUTED, QuoteMatch():
                said = self.course.info.name(first.place.speaker) or "nobody in particular"
                claimed = self.course.info.name(self.query.speaker) or self.query.speaker
                message = (
                    f"these are not the words of {claimed} but of {said} ({self.place(first)})"
                )
                return Finding(message, file, (*at, "speaker"))
            case Verdict.OUTSIDE, QuoteMatch():
                message = f"the quote stands in {first.outside}, which cannot be cited"
                return Finding(message, file, path)
            case Verdict.CLIPPED, QuoteMatch():
                whole = first.whole_words
                message = f"the quote cuts a word or number in {self.place(first)}"
                return Finding(message, file, path, f"with its words whole: {whole}")
            case _:
                pass
        nearest = self.location.nearest
        was = " (it was pinned: the text has changed)" if self.course.lock.find(self.query) else ""
        if nearest is None:
            message = f"the quote is not in {source}, nor anything near it{was}"
            return Finding(message, file, path)
        message = (
            f"the quote is not in {source}{was}; the nearest is in {self._near_place(nearest)}"
        )
        if turned := self.location.changes_meaning:
            message = (
                f"brackets and elisions may not turn a quote: “{turned}” does so in"
                f" {self._near_place(nearest)}"
            )
        wrong = next((d.quote for d in nearest.diff if d.operation != "equal" and d.quote), None)
        help = f"{nearest.source} has: {nearest.text}\n" + _differences(nearest)
        return Finding(message, file, path, help, words=wrong)

    def _wrong_claim(self) -> tuple[str, str]:
        """The first of section, prefix and suffix that leaves no place, or the last to be given."""
        query = self.query
        given = [(key, getattr(query, key)) for key in ("section", "prefix", "suffix")]
        claims = [(key, words) for key, words in given if words]
        for key, words in claims:
            alone = self.course.finder.locate(Query(query.quote, query.source, **{key: words}))
            if alone.verdict is Verdict.MISPLACED:
                return key, words
        return claims[-1]

    def place(self, match: QuoteMatch) -> str:
        return place_name(match.place, self.course.info, match.source)

    def _near_place(self, nearest: Nearest) -> str:
        place = place_name(nearest.place, self.course.info, nearest.source)
        return place if nearest.source == self.query.source else f"{nearest.source}, {place}"

    def _contexts(self, matches: tuple[QuoteMatch, ...]) -> str | None:
        lines = []
        for match in matches[:4]:
            apart = telling_apart(match, matches)
            if apart:
                key, words = apart[0], json.dumps(apart[1], ensure_ascii=False)
                lines.append(f"for {self.place(match)} add `{key}: {words}`")
        return "\n".join(lines) or None


def _differences(nearest: Nearest) -> str:
    lines = []
    for operation, mine, theirs in nearest.diff:
        match operation:
            case "replace":
                lines.append(f"“{mine}” is “{theirs}” there")
            case "delete":
                lines.append(f"“{mine}” is not there")
            case "insert":
                lines.append(f"“{theirs}” is left out")
            case "equal":
                pass
    return "\n".join(lines[:6])


def _unverified(course: Course, query: Query, entry: Entry, at: KeyPath) -> Finding:
    source = course.info.source(query.source or "")
    assert source is not None
    others = course.lock.find(query._replace(section=None, speaker=None))
    state = "is not pinned"
    if others:
        place = others[0].place
        name = course.info.name(place.speaker)
        where = place_name(place, course.info, source.id) + (f" ({name})" if name else "")
        state = f"is pinned in {where}, not where the passage says"
    message = f"the quote {state}, and there is no text of {source.id} here to check it against"
    help = (
        f"`studykit source add {source.id} FILE` takes the text; `studykit pin` then pins the quote"
    )
    if source.fetch and source.fetch.sha256:
        help = f"`studykit source fetch {source.id}` fetches the text; `studykit pin` then pins the quote"
    return Finding(message, entry.file, (*at, "quote"), help)


def pinned(course: Course, verified: Verified, accept: Container[str] = ()) -> Lock:
    """The lock with the pins of what was found in texts; those of texts not here stay.

    Where a text has changed since it was pinned, a passage that moved or is no longer found keeps
    its former pin, so that it can be reviewed, until its question's id is in `accept`.
    """
    sources = {source.id for source in course.info.sources}
    used = course.texts.keys() - verified.set_aside
    old = course.lock if course.lock.folding == FOLDING else Lock()
    kept = (old.pins.keys() - used) & sources
    new = {id: set(old.pins[id]) for id in kept}
    waiting: set[str] = set()
    for entry, n, _ in course.passages:
        result = verified.of[entry][n]
        if result is None or result.by_pin or (source := result.query.source) is None:
            continue
        pins = new.setdefault(source, set())
        changed = old.texts.get(source, course.digests[source]) != course.digests[source]
        former = old.find(result.query)[:1] if changed else []
        if result.place is None or (
            former and former[0].place != result.place and entry.question.id not in accept
        ):
            pins.update(former)
        else:
            pins.add(pin(result.query, result.place, result.verdict))
            continue
        if former:
            waiting.add(source)
    new = {id: pins for id, pins in new.items() if pins or id in kept}
    former_texts = kept | waiting
    texts = {id: old.texts[id] if id in former_texts else course.digests[id] for id in new}
    return Lock(new, texts)


def exercises(course: Course) -> tuple[list[tuple[Entry, Exercise]], list[Entry]]:
    """The questions in neutral form, their evidence as the lock has it, without any text.

    The second list holds those with a passage that is not pinned.
    """
    ready: list[tuple[Entry, Exercise]] = []
    unpinned: list[Entry] = []
    for entry in course.entries:
        evidence = []
        for passage in entry.question.passages:
            query = entry.query(passage, course.info)
            if query.source and (pins := course.lock.find(query)):
                # what was not found to the letter may hold markup, and markup may hold anything
                exact = pins[0].verdict(passage.quote) is Verdict.EXACT
                words = passage.quote if exact else without_markup(passage.quote)
                evidence.append(Evidence(words, query.source, pins[0].place))
        if len(evidence) == len(entry.question.passages):
            defaults = entry.bank.header.defaults
            ready.append((entry, entry.question.lower(defaults, tuple(evidence), course.info)))
        else:
            unpinned.append(entry)
    return ready, unpinned


WAYS = {
    Verdict.EXACT: "to the letter",
    Verdict.TYPOGRAPHIC: "but for typography",
    Verdict.ALTERED: "with brackets",
    Verdict.GAPPED: "with elisions",
}


def summary(course: Course, verified: Verified) -> list[str]:
    """Sentences that say what was verified, and by what."""
    results = verified.results
    sources = {result.query.source for result in results}
    by_text = [r for r in results if not r.by_pin and r.verdict.passes]
    pinned = [r for r in results if r.verdict is Verdict.PINNED]
    failed = sum(not r.verdict.passes for r in results)
    parts = []
    if by_text:
        ways = Counter(r.verdict for r in by_text)
        kinds = [f"{ways[way]:,} {words}" for way, words in WAYS.items() if ways[way]]
        parts.append(f"{len(by_text):,} verified against the text ({', '.join(kinds)})")
    if pinned:
        ids = {r.query.source or "" for r in pinned}
        aside = sorted(ids & (verified.set_aside | course.unusable))
        absent = sorted(ids - set(aside))
        why = [f"no text of {listed(absent)} here"] if absent else []
        why += [f"the text of {listed(aside)} set aside"] if aside else []
        parts.append(f"{len(pinned):,} pinned ({'; '.join(why)})")
    if failed:
        parts.append(f"{failed:,} failed")
    line = f"{plural(len(results), 'passage')} in {plural(len(sources), 'source')}"
    return [f"{line}: {', '.join(parts)}" if parts else line]
