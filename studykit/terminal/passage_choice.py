"""Choosing a passage in the terminal: search, look at the context, narrow the quote to a clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rich.text import Text as Styled

from ..analysis.bm25 import SentenceIndex
from ..bank.citation import place_in_full
from ..bank.load import Course
from ..source.excerpt import typed, whole_sentences
from ..source.fold import as_typed
from ..source.locate import Query, TextRange, Verdict, telling_apart
from ..source.words import count_words
from .console import TextWriter

PAGE = 5
MOST = 60
"""The most sentences that a search finds."""
PHRASE = 3
"""Words from which on what is typed is a phrase of the text, if it is there; fewer are searched for."""
AROUND = 60
"""Words of the context on each side."""
LONG = 48
"""Characters from which on the words to quote are shortened in the prompt."""

PICK = "number to choose, m more, other words to search, Enter back, q quit: "
SEARCH_HELP = (
    "Type a few words, and the sentences that have them are listed, the best first; or paste a phrase from"
    " the text. The question will quote what you choose as its evidence. q quits."
)
PICK_HELP = (
    "Type the number of the sentence that shows the answer. m lists more of them, other words search"
    " again, Enter goes back, q quits without writing."
)
QUOTE_HELP = (
    "Choose the words that show the answer: Enter takes the marked ones, a number one of their clauses,"
    " 1-2 clauses in a row. Or type or paste any words shown above, exactly as they are there."
    " / goes back to the search, q quits without writing."
)


class Quit(Exception):
    """The person has left the dialogue."""


@dataclass
class PassageChoice:
    """Asks for a passage of the texts of a course, or of one section."""

    course: Course
    read: Callable[[str], str]
    """Reads a line after a prompt; raises EOFError at the end."""
    writer: TextWriter
    section: str | None = None

    @cached_property
    def _index(self) -> SentenceIndex:
        return SentenceIndex(self.course.texts)

    def choose(self, asked: str, required: bool = False) -> dict[str, str] | None:
        """Return the keys of a passage, or None if nothing is typed after the first prompt.

        If a passage is `required`, the prompt is repeated instead.
        """
        words = ""
        while words := words or self._answer(asked, SEARCH_HELP, required):
            found = self._pick(list(self._candidates(words.removeprefix("/"))))
            if isinstance(found, str):
                words = found
                continue
            words = ""
            if found and (passage := self._narrowed(found)):
                return passage
        return None

    def _answer(self, asked: str, help: str, required: bool = False) -> str:
        """Return what is typed after a prompt, which may be nothing unless it is `required`; raises Quit."""
        while True:
            answer = self.read(asked).strip()
            if answer.casefold() == "q":
                raise Quit
            if answer == "?" or (required and not answer):
                self.writer.line(help)
            else:
                return answer

    def _candidates(self, words: str) -> Iterator[TextRange]:
        """Yield the places of a phrase, and the sentences that have the words, the best first."""
        location = self.course.finder.locate(Query(words))
        found: list[TextRange] = [m for m in location.matches if not m.clipped]
        if count_words(words) < PHRASE:
            found = [whole_sentences(match) for match in found]
        if location.nearest:
            found.append(whole_sentences(location.nearest))
        found += [sentence.words for sentence in self._index.best("", words, MOST)]
        seen = set()
        for candidate in found:
            key = (candidate.source, candidate.shown)
            wrong_section = self.section not in (None, candidate.segment.region.id)
            if key not in seen and not wrong_section and not candidate.segment.outside:
                seen.add(key)
                yield candidate

    def _pick(self, found: list[TextRange]) -> TextRange | str | None:
        """Return the place that is chosen of some, or other words to search for; None to go back."""
        if not found:
            self.writer.line("Nothing found.")
            return None
        shown = self._show(found, 0)
        while True:
            answer = self._answer(PICK, PICK_HELP)
            if answer.casefold() == "m":
                if shown == len(found):
                    self.writer.line("No other sentences found.")
                shown = self._show(found, shown)
            elif re.fullmatch(r"\d{1,3}", answer, re.ASCII):
                if 1 <= int(answer) <= shown:
                    return found[int(answer) - 1]
                self.writer.line(f"There is no passage {answer}.")
            else:
                return answer.removeprefix("/") or None

    def _show(self, found: list[TextRange], shown: int) -> int:
        """Show the next places, and return how many are shown then."""
        for n, candidate in enumerate(found[shown : shown + PAGE], shown + 1):
            mark = f"{n:>2}  "
            self.writer.line(typed(candidate), mark=mark)
            where = place_in_full(candidate.place, self.course.info, candidate.source)
            self.writer.line(where, "dim", indent=" " * len(mark))
        return min(len(found), shown + PAGE)

    # The words to quote

    def _narrowed(self, found: TextRange) -> dict[str, str] | None:
        """Return the passage with all of a sentence or some of it; None to search again."""
        sentence = typed(found)
        clauses = clauses_of(sentence)
        self.writer.line()
        self.writer.quote(self._in_context(found, sentence))
        if len(clauses) > 1:
            for n, (start, end) in enumerate(clauses, 1):
                self.writer.line(sentence[start:end], mark=f"{n:>2}  ")
        some = "1 or 1-2 for clauses, " if len(clauses) > 1 else ""
        asked = (
            f"Enter for “{_shortened(sentence)}”, {some}other words from above, / search again: "
        )
        while True:
            answer = self._answer(asked, QUOTE_HELP)
            if answer == "/":
                return None
            quote = _of_clauses(sentence, clauses, answer) if answer else sentence
            passage = self._passage(found, quote)
            if passage is not None:
                return passage
            self.writer.line(
                "These words are not in the text above; type or copy them as they are there."
            )

    def _in_context(self, found: TextRange, sentence: str) -> Styled:
        """Return a sentence with the words around it: in bold type, or in plain text between asterisks."""
        shown, (start, end) = found.document.shown.text, found.shown
        if self.writer.plain:
            sentence = f"*{sentence}*"
        before = as_typed(shown[max(found.segment.start, start - AROUND * 12) : start]).split()
        after = as_typed(shown[end : min(found.segment.end, end + AROUND * 12)]).split()
        text = Styled(" ".join(before[-AROUND:]))
        if before:
            text.append(" ")
        text.append(sentence, "bold")
        return text.append(" " + " ".join(after[:AROUND]) if after else "")

    def _passage(self, found: TextRange, quote: str) -> dict[str, str] | None:
        """Return the keys of the passage that quotes some words of a turn; None if they are not there.

        Words that occur several times are those of the sentence that was found, if it has them.
        """
        segment = found.segment
        query = Query(quote, found.source, segment.speaker, segment.region.id)
        location = self.course.finder.locate(query)
        match = next(
            (
                match
                for start, end in (found.shown, (segment.start, segment.end))
                for match in location.matches
                if start <= match.shown[0] and match.shown[1] <= end
            ),
            None,
        )
        if match is None or not (location.verdict.passes or location.verdict is Verdict.AMBIGUOUS):
            return None
        made = {"source": found.source} if len(self.course.info.sources) > 1 else {}
        made["quote"] = typed(match, quote)
        if len(found.document.source.sections) > 1:
            made["section"] = segment.region.id
        if speaker := self.course.info.name(segment.speaker):
            made["speaker"] = speaker
        if location.verdict is Verdict.AMBIGUOUS:
            distinction = telling_apart(match, location.matches)
            if distinction is None:
                return None
            made[distinction[0]] = distinction[1]
        return made


_CLAUSE = re.compile(r"\S.*?(?:[,;:](?=\s|$)|[—–]|$)")


def clauses_of(sentence: str) -> list[tuple[int, int]]:
    """Return the clauses of a sentence by their offsets, divided by commas, semicolons and dashes."""
    return [match.span() for match in _CLAUSE.finditer(sentence)]


def _of_clauses(sentence: str, clauses: list[tuple[int, int]], answer: str) -> str:
    """Return the words of some clauses in a row, "2" or "1-2"; what was typed if it is neither."""
    match = re.fullmatch(r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?", answer, re.ASCII)
    if match is None:
        return answer
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1 <= first <= last <= len(clauses):
        return answer
    return sentence[clauses[first - 1][0] : clauses[last - 1][1]].rstrip(" ,;:—–")


def _shortened(sentence: str) -> str:
    """Return a sentence, or its beginning and its end if it is long."""
    if len(sentence) <= LONG:
        return sentence
    return f"{_cut(sentence[: LONG * 2 // 3])} … {_cut(sentence[: -LONG // 3 - 1 : -1])[::-1]}"


def _cut(words: str) -> str:
    """Return words without the last, which may be incomplete; all if they have no spaces between them."""
    return (words.rpartition(" ")[0] or words).rstrip()
