"""Verification: every passage is checked against its source's text, or against its pin.

A passage passes only if its quote is in the text where the passage says and by the speaker it says,
or if a pin records that it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from ..diagnostics import Finding, KeyPath, Report
from ..format import listed, plural
from ..language import language
from ..source.course import Source
from ..source.fold import FOLDING
from ..source.locate import Query, QuoteLocator, QuoteMatch, Verdict
from ..source.pins import Lock, pin, words_shown
from ..source.text import Place, Text
from .claims import unknown_claims
from .load import Course, Entry
from .model import Evidence, Exercise

if TYPE_CHECKING:
    from .explain import QuoteExplainer


class Result(NamedTuple):
    """The verdict on a passage; `by_pin` if it comes from a pin, without the text.

    `found` is how the quote was found in the text, now or when it was pinned.
    """

    query: Query
    verdict: Verdict
    place: Place | None = None
    found: Verdict | None = None
    by_pin: bool = False
    match: QuoteMatch | None = None

    @property
    def passes(self) -> bool:
        """Whether the quote was found or is pinned; with brackets or elisions, also signed."""
        return self.query.accepts(self.verdict)


@dataclass(frozen=True)
class Verified:
    """The results of each question's passages, and the sources whose texts were set aside."""

    of: dict[Entry, list[Result | None]] = field(default_factory=dict)
    """In the order of the passages; None for one that could not be looked up."""
    set_aside: set[str] = field(default_factory=set)

    @cached_property
    def results(self) -> list[Result]:
        """The results of all passages that could be looked up."""
        return [result for results in self.of.values() for result in results if result]

    @cached_property
    def confirmed(self) -> list[Result]:
        """The results without those of passages that are only proposed, unless they fail."""
        return [
            result
            for entry, results in self.of.items()
            for passage, result in zip(entry.question.passages, results, strict=True)
            if result and not (passage.proposed and result.passes)
        ]

    def passing(self, entry: Entry) -> bool:
        """Whether all passages of a question were found or are pinned."""
        return entry not in self._failing

    @cached_property
    def _failing(self) -> set[Entry]:
        return {
            entry
            for entry, results in self.of.items()
            if not all(result and result.passes for result in results)
        }


def verify(course: Course, report: Report) -> Verified:
    """Verify every passage, even of questions that could not be loaded.

    Those that do not pass go into the report.
    """
    set_aside = _other_editions(course, report)
    _report_languages(course, report)
    here = course.texts.keys() - set_aside
    passed: dict[Query, Result] = {}
    of: dict[Entry, list[Result | None]] = {
        entry: [
            _verify_passage(course, here, entry, n, report, passed)
            for n in range(len(entry.question.passages))
        ]
        for entry in chain(course.entries, course.partial)
    }
    return Verified(of, set_aside)


def _report_languages(course: Course, report: Report) -> None:
    """Report every source in a language without word lists that are sure enough to refuse a quote."""
    for n, source in enumerate(course.info.sources):
        data = language(source.language)
        if data is None or not data.blocks:
            name = data.name if data else f"`{source.language}`"
            message = (
                f"the meaning of elisions is not checked in {name}, the language of `{source.id}`"
            )
            help = "read what the brackets and elisions in its quotes leave out"
            at = Finding(message, course.file, ("sources", n, "language"), help)
            report.add("elisions-unchecked", at)


def _verify_passage(
    course: Course,
    here: Container[str],
    entry: Entry,
    n: int,
    report: Report,
    passed: dict[Query, Result],
) -> Result | None:
    """Verify one passage, by its source's text if that is among those `here`.

    If the source, section or speaker is unknown, the quote is looked up without it.  Returns None if
    it could not be looked up.  `passed` has the results that pass: a third of all passages are cited
    again.
    """
    query = entry.query(entry.question.passages[n], course.info)
    if query in passed:
        return passed[query]
    at = entry.passage_path(n)
    unknown = unknown_claims(query, course.info, entry.file, at)
    if not unknown:
        result = _look_up(course, here, query, entry, at, report)
        if result and result.passes:
            passed[query] = result
        return result
    nothing: dict[str, Any] = dict.fromkeys(unknown)
    asked = query._replace(**nothing)
    result = _look_up(course, here, asked, entry, at, report, is_part=True)
    for claim in unknown.values():
        if claim.finding:
            help = [
                claim.finding.help,
                result and _explainer(course, asked, entry, at).where(result.match, result.place),
            ]
            lines = "\n".join(line for line in help if line)
            report.add(claim.code, replace(claim.finding, help=lines))
    if result is None:
        return None
    if not result.passes and result.verdict is not Verdict.AMBIGUOUS:
        return result._replace(query=query)
    verdict = next(iter(unknown.values())).verdict
    return result._replace(query=query, verdict=verdict, place=None, found=None)


def _explainer(course: Course, query: Query, entry: Entry, at: KeyPath) -> QuoteExplainer:
    from .explain import QuoteExplainer  # a course whose quotes are all found does not need it

    return QuoteExplainer(course, query, entry.file, at)


def _look_up(
    course: Course,
    here: Container[str],
    query: Query,
    entry: Entry,
    at: KeyPath,
    report: Report,
    is_part: bool = False,
) -> Result | None:
    """Look a quote up, and report it if it does not pass; None if a text for it is missing.

    If the query `is_part` of a passage's claims, the quote may be in several places.
    """
    if query.source and query.source not in here:
        if query.source in course.unusable and query.source not in course.lock.pins:
            return None  # a finding says why its text cannot be read
        result = _by_pin(query, course)
        if not result.passes:
            report.add("quote-unverified", _explainer(course, query, entry, at).unverified())
        return result
    location = course.finder.locate(query)
    if query.accepts(location.verdict):
        match = location.matches[0]
        return Result(query, location.verdict, match.place, location.verdict, match=match)
    if is_part and location.verdict is Verdict.AMBIGUOUS:
        return Result(query, location.verdict, match=location.matches[0])
    if query.source is None:
        missing = [source.id for source in course.info.sources if source.id not in here]
        pinned = (_by_pin(query._replace(source=id), course) for id in missing)
        if missing:
            return next((result for result in pinned if result.passes), None)
    failure = _explainer(course, query, entry, at).failure(location)
    report.add(f"quote-{location.verdict}", failure)
    return Result(query, location.verdict)


def _by_pin(query: Query, course: Course) -> Result:
    pins = course.lock.find(query)
    if not pins:
        return Result(query, Verdict.UNVERIFIED, by_pin=True)
    found = pins[0].verdict(query.quote)
    return Result(query, Verdict.PINNED, pins[0].place, found, by_pin=True)


def _other_editions(course: Course, report: Report) -> set[str]:
    """Return the sources whose text has changed and confirms less than half of their pins.

    Such a text is another edition or another document, so it is set aside for the pins.
    """
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
            confirmed[query.source] += query.accepts(course.finder.locate(query).verdict)
    set_aside = {id for id in suspects if confirmed[id] * 2 < pinned[id]}
    for n, source in enumerate(course.info.sources):
        if source.id in set_aside:
            message = (
                f"the text of `{source.id}`, {source.file}, confirms only {confirmed[source.id]} of"
                f" {plural(pinned[source.id], 'pinned passage')}; its pins are used"
            )
            report.add("text-set-aside", Finding(message, course.file, ("sources", n, "file")))
    return set_aside


def confirmed(course: Course, source: Source, text: Text) -> int:
    """Return how many passages of a source are found in a text, which need not be its present one."""
    locator = QuoteLocator({source.id: text})
    queries = (entry.query(passage, course.info) for entry, _, passage in course.passages)
    return sum(
        query.accepts(locator.locate(query).verdict)
        for query in queries
        if query.source == source.id
    )


def pinned(course: Course, verified: Verified, accept: Container[str] = ()) -> Lock:
    """Return the lock that pins what was found in texts, and keeps the pins of texts not here.

    If a text has changed since it was pinned, a passage that moved or is gone keeps its former pin,
    so that it can be reviewed, until the id of its question is in `accept`.
    """
    sources = {source.id for source in course.info.sources}
    used = course.texts.keys() - verified.set_aside
    old = course.lock if course.lock.folding == FOLDING else Lock()
    kept = (old.pins.keys() - used) & sources
    changed = {id for id in used if old.texts.get(id, course.digests[id]) != course.digests[id]}
    new = {id: set(old.pins[id]) for id in kept}
    done: set[Query] = set()
    waiting: set[str] = set()  # sources with pins that are still to be reviewed
    for entry, n, passage in course.passages:
        result = verified.of[entry][n]
        if result is None or result.by_pin or (source := result.query.source) is None:
            continue
        if passage.proposed:
            continue
        pins = new.setdefault(source, set())
        former = old.find(result.query)[:1] if source in changed else []
        moved = bool(former) and former[0].place != result.place
        if result.place is None or (moved and entry.question.id not in accept):
            pins.update(former)
            if former:
                waiting.add(source)
        elif result.query not in done:
            done.add(result.query)
            match = result.match
            how = (match.as_written, match.copied_marks) if match else ()
            pins.add(pin(result.query, result.place, result.verdict, *how))
    new = {id: pins for id, pins in new.items() if pins or id in kept}
    former_texts = kept | waiting
    texts = {id: old.texts[id] if id in former_texts else course.digests[id] for id in new}
    originals = {id: made for id, made in course.lock.originals.items() if id in sources}
    return Lock(new, texts, originals=originals)


def exercises(course: Course, lock: Lock) -> tuple[list[tuple[Entry, Exercise]], list[Entry]]:
    """Lower the questions to their neutral form, with the evidence that is pinned in a lock.

    No text is read.  The second list has the questions with a passage that is not pinned, or is only
    proposed.
    """
    ready: list[tuple[Entry, Exercise]] = []
    unpinned: list[Entry] = []
    cited: dict[Query, Evidence | None] = {}  # many passages are cited again
    for entry in course.entries:
        evidence = []
        for passage in entry.question.passages:
            query = entry.query(passage, course.info)
            if query not in cited:
                cited[query] = _pinned_evidence(query, lock)
            if (found := cited[query]) and not passage.proposed:
                evidence.append(found)
        if len(evidence) == len(entry.question.passages):
            exercise = entry.question.lower(entry.header.defaults, tuple(evidence), course.info)
            ready.append((entry, exercise))
        else:
            unpinned.append(entry)
    return ready, unpinned


def _pinned_evidence(query: Query, lock: Lock) -> Evidence | None:
    pins = lock.find(query)
    if not pins or query.source is None:
        return None
    return Evidence(words_shown(pins[0], query), query.source, pins[0].place)


FOUND = {
    Verdict.EXACT: "exact",
    Verdict.TYPOGRAPHIC: "differing in typography",
    Verdict.ALTERED: "with brackets",
    Verdict.GAPPED: "with elisions",
}


def summary(course: Course, verified: Verified) -> str:
    """Say how many passages were verified, and by what."""
    results = verified.confirmed
    proposed = len(verified.results) - len(results)
    known = {source.id for source in course.info.sources}
    sources = {entry.source(passage, course.info) for entry, _, passage in course.passages} & known
    by_text = [r for r in results if not r.by_pin and r.passes]
    by_pin = [r for r in results if r.verdict is Verdict.PINNED]
    failed = sum(not r.passes for r in results)
    unread = unread_passages(course, verified)
    parts = []
    if by_text:
        counts = Counter(r.verdict for r in by_text)
        ways = [f"{counts[verdict]:,} {way}" for verdict, way in FOUND.items() if counts[verdict]]
        parts.append(f"{len(by_text):,} verified against the text ({', '.join(ways)})")
    if by_pin:
        ids = {r.query.source or "" for r in by_pin}
        reasons = _why_pins_were_used(ids, ids & (verified.set_aside | course.unusable))
        parts.append(f"{len(by_pin):,} pinned ({'; '.join(reasons)})")
    if proposed:
        parts.append(f"{proposed:,} proposed")
    if failed:
        parts.append(f"{failed:,} failed")
    if unread:
        parts.append(f"{unread:,} could not be looked up")
    total = plural(len(verified.results) + unread, "passage")
    line = f"{total} in {plural(len(sources), 'source')}"
    return f"{line}: {', '.join(parts)}" if parts else line


def unread_passages(course: Course, verified: Verified) -> int:
    """Return how many passages could not be looked up."""
    without_quote = sum(entry.unread for entry in course.partial)
    return without_quote + sum(results.count(None) for results in verified.of.values())


def _why_pins_were_used(sources: set[str], set_aside: set[str]) -> list[str]:
    reasons = []
    if absent := sorted(sources - set_aside):
        reasons.append(f"{_texts(absent)} not on this machine: {listed(absent)}")
    if set_aside:
        reasons.append(f"{_texts(set_aside)} set aside: {listed(sorted(set_aside))}")
    return reasons


def _texts(sources: Collection[str]) -> str:
    return "text" if len(sources) == 1 else "texts"
