"""Findings on quotes: what is wrong with one that does not pass, and what to write instead."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ..diagnostics import Finding, KeyPath, Mismatch
from ..format import listed, plural
from ..source.editorial import Edited
from ..source.excerpt import longest_part_in, typed, whole_sentences
from ..source.locate import EDITED, Location, Nearest, Query, QuoteMatch, Verdict, telling_apart
from ..source.near import look_alikes
from ..source.text import Place, Text
from ..yamlfile import YamlFile
from .citation import place_name
from .load import Course

MOST_PLACES = 4  # of an ambiguous quote that are listed
MOST_MISMATCHES = 6  # of a quote that are listed


@dataclass(frozen=True, slots=True)
class QuoteExplainer:
    """Explains the verdict on one quote, which is in `file` at the key path `at`."""

    course: Course
    query: Query
    file: YamlFile
    at: KeyPath

    def failure(self, location: Location) -> Finding:
        """Explain why the quote does not pass, although its text is here."""
        if location.nearest is not None:
            return self._near(location.nearest, location.changes_meaning)
        if location.verdict is Verdict.ABSENT:
            return self._absent()
        first = location.matches[0]
        match location.verdict:
            case Verdict.ALTERED | Verdict.GAPPED if first.edit:
                return self._edited(first.edit, location.verdict)
            case Verdict.AMBIGUOUS:
                return self._ambiguous(location.matches)
            case Verdict.MISPLACED:
                return self._misplaced(first)
            case Verdict.MISATTRIBUTED:
                return self._misattributed(first)
            case Verdict.OUTSIDE:
                return self._finding(f"the quote is in {first.outside}, which cannot be cited")
            case Verdict.CLIPPED:
                return self._finding(
                    f"the quote cuts off a word or number in {self._place(first)}",
                    help=f"with whole words: {typed(first.with_whole_words, self.query.quote)}",
                )
            case verdict:
                raise ValueError(f"{verdict} is not a failure")

    def unverified(self) -> Finding:
        """Explain that the quote is not pinned, and that its text is not here."""
        source = self.course.info.source(self.query.source or "")
        assert source is not None
        state = "is not pinned"
        if pins := self.course.lock.find(
            self.query._replace(section=None, speaker=None, signed=EDITED)
        ):
            place = pins[0].place
            where = place_name(place, self.course.info, source.id)
            if name := self.course.info.name(place.speaker):
                where += f" ({name})"
            state = f"is pinned in {where}, not where the passage says"
            if not self.query.accepts(pins[0].found):
                state = (
                    f"has brackets or elisions that no `allow: {{quote-{pins[0].found}: …}}` signs"
                )
        get_text = f"add the text with `studykit source add {source.id} FILE`"
        if source.fetch and source.fetch.sha256:
            get_text = f"fetch the text with `studykit source fetch {source.id}`"
        without = f"the text of {source.id} is not on this machine"
        if source.id in self.course.unusable:
            without = f"the text of {source.id} cannot be used"
        return self._finding(
            f"cannot check the quote: it {state}, and {without}",
            help=f"{get_text}, then run `studykit pin`",
        )

    def _edited(self, edit: Edited, verdict: Verdict) -> Finding:
        """Say what brackets and elisions that nobody has signed omit and insert."""
        changes = []
        if edit.hidden:
            changes.append(f"omits {listed([f'“{words}”' for words in edit.hidden])}")
        if edit.inserted:
            changes.append(f"inserts {listed([f'“{words}”' for words in edit.inserted])}")
        return self._finding(
            f"the quote {' and '.join(changes) or 'has brackets or elisions'}; check that it still says the same",
            help=f"if it does, add `allow: {{quote-{verdict}: reason}}` to the passage",
        )

    def _finding(
        self,
        message: str,
        key: str = "quote",
        help: str | None = None,
        words: str | None = None,
        mismatches: tuple[Mismatch, ...] = (),
    ) -> Finding:
        return Finding(message, self.file, (*self.at, key), help, words, mismatches)

    def _absent(self) -> Finding:
        message = f"the quote is not in {self._source}, and no passage is similar{self._was_pinned}"
        asked: list[Text] = []
        others: list[Text] = []
        for id, text in self.course.texts.items():
            (asked if self.query.source in (None, id) else others).append(text)
        part = longest_part_in(asked, self.query.quote) or longest_part_in(others, self.query.quote)
        if part is None:
            return self._finding(message)
        place = place_name(part.place, self.course.info, part.source)
        if part.source != self.query.source:
            place = f"{part.source}, {place}"
        words = typed(part, self.query.quote)
        return self._finding(message, help=f"the longest part of it is in {place}: {words}")

    def _near(self, nearest: Nearest, turned: str | None) -> Finding:
        place = place_name(nearest.place, self.course.info, nearest.source)
        if nearest.source != self.query.source:
            place = f"{nearest.source}, {place}"
        message = f"the quote is not in {self._source}{self._was_pinned}; the nearest is in {place}"
        if turned:
            message = (
                "brackets and elisions must not change what a quote says, as they do with"
                f" “{turned}” in {place}"
            )
        mismatches = tuple(
            Mismatch(step.quote, step.source) for step in nearest.diff if step.operation != "equal"
        )
        sentences = typed(whole_sentences(nearest), self.query.quote)
        alike = dict.fromkeys(filter(None, (look_alikes(*mismatch) for mismatch in mismatches)))
        help = [f"{nearest.source} says: {sentences}", *(f"look-alikes: {pair}" for pair in alike)]
        return self._finding(
            message,
            help="\n".join(help),
            words=next((mismatch.quote for mismatch in mismatches if mismatch.quote), None),
            mismatches=mismatches[:MOST_MISMATCHES],
        )

    def _ambiguous(self, matches: tuple[QuoteMatch, ...]) -> Finding:
        listed_matches = matches[:MOST_PLACES]
        places = listed([self._place(match) for match in listed_matches])
        lines = []
        for match in listed_matches:
            if apart := telling_apart(match, matches):
                key, words = apart[0], json.dumps(apart[1], ensure_ascii=False)
                lines.append(f"for {self._place(match)} add `{key}: {words}`")
        return self._finding(
            f"the quote occurs in {plural(len(matches), 'place')} in {matches[0].source}: {places}",
            help="\n".join(lines) or None,
        )

    def _misplaced(self, match: QuoteMatch) -> Finding:
        key, claim = self._wrong_claim()
        place = f"in {self._place(match)} of {match.source}"
        messages = {
            "section": f"the quote is not in {claim} but {place}",
            "prefix": f"the quote is {place}, but not after “{claim}”",
            "suffix": f"the quote is {place}, but not before “{claim}”",
        }
        return self._finding(messages[key], key)

    def _wrong_claim(self) -> tuple[str, str]:
        """Return the key and value of the claim about its place that rules the quote out.

        It is the first one that alone is wrong; if only the claims together are, it is the last.
        """
        query = self.query
        claims = {"section": query.section, "prefix": query.prefix, "suffix": query.suffix}
        given = [(key, claim) for key, claim in claims.items() if claim]
        for key, claim in given:
            only: dict[str, Any] = {key: claim}
            alone = Query(query.quote, query.source, **only)
            if self.course.finder.locate(alone).verdict is Verdict.MISPLACED:
                return key, claim
        return given[-1]

    def _misattributed(self, match: QuoteMatch) -> Finding:
        info, place = self.course.info, self._place(match)
        if self.query.source and match.source != self.query.source:
            return self._finding(
                f"the quote is not in {self.query.source} but in {match.source}, {place}",
                help=f"write `source: {match.source}`",
            )
        claimed = info.name(self.query.speaker) or self.query.speaker
        speaker = info.name(match.place.speaker)
        if speaker is None:
            message = f"these words have no speaker, so they are not by {claimed} ({place})"
        else:
            message = f"these words are by {speaker}, not {claimed} ({place})"
        return self._finding(message, "speaker")

    def where(self, match: QuoteMatch | None, place: Place | None) -> str | None:
        """Say where the quote is: in the text if there is a match, else at the place of its pin."""
        places = [(self.query.source or "", place)] if place else []
        if match:
            matches = self.course.finder.locate(self.query).matches[:MOST_PLACES]
            places = [(match.source, match.place) for match in matches]
        if not places:
            return None
        names = []
        for source, there in places:
            name = place_name(there, self.course.info, source)
            if not self.query.source:
                name = f"{source}, {name}"
            if speaker := self.course.info.name(there.speaker):
                name = f"{name} ({speaker})"
            names.append(name)
        return f"the quote is in {listed(names)}"

    @property
    def _source(self) -> str:
        return self.query.source or "any source"

    def _place(self, match: QuoteMatch) -> str:
        return place_name(match.place, self.course.info, match.source)

    @property
    def _was_pinned(self) -> str:
        if self.course.lock.find(self.query):
            return " (it was pinned, but the text has changed)"
        return ""
