"""The review of proposed passages: one question at a time, in plain lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from ..analysis.missing_claims import course_words, missing_claims
from ..bank.citation import place_in_full
from ..bank.kinds.cloze import Cloze
from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.kinds.true_false import TrueFalse
from ..bank.load import Course, Entry, display_path, load_bank
from ..bank.model import Passage
from ..diagnostics import Report, StudykitError
from ..files import read_bytes, write_text
from ..format import listed, numbered, plural
from ..importing.evidence import PassageData, Proposer
from ..importing.plan import UNSUPPORTED, UnsupportedCard, unsupported_data, unsupported_text
from ..importing.review import confirmed, with_card, without_question
from ..source.locate import Query
from ..yamlfile import YamlFile
from .console import TextWriter
from .editor import no_editor, open_editor

HELP = """\
1, 2 …   confirm the passage with this number, and remove the others; `1 2` confirms both
m        show three more sentences
/words   search the texts for words
e        edit the question in $EDITOR
r        reject the question: move it to the cards without evidence
s        skip the question for now
q        quit; what you have decided is saved"""

MORE = 3
MOST = 60
"""The most sentences that `m` shows, one after another."""


class _QuitReview(Exception):
    """The person has left the review."""


@dataclass(frozen=True, slots=True)
class ToReview:
    """A question with proposed passages: the file of its bank, and its id."""

    file: Path
    id: str


def to_review(course: Course, banks: list[str]) -> list[ToReview]:
    """Return the questions with proposed passages, of some banks or of all."""
    return [
        ToReview(course.folder / Path(bank.file.path).name, entry.question.id)
        for bank in course.banks
        for entry in bank.entries
        if (not banks or bank.header.id in banks) and is_proposed(entry)
    ]


def is_proposed(entry: Entry) -> bool:
    return any(passage.proposed for passage in entry.question.passages)


@dataclass(slots=True)
class _Decided:
    """How many questions were decided."""

    confirmed: int = 0
    rejected: int = 0


@dataclass
class PassageReview:
    """A review of some questions; every decision is saved at once."""

    course: Course
    read: Callable[[str], str]
    """Reads a line after a prompt; raises EOFError at the end."""
    writer: TextWriter
    lock: Callable[[], AbstractContextManager[None]]
    """Lets one command at a time write the course."""
    tally: _Decided = field(default_factory=_Decided)
    _last: tuple[Any, tuple[Entry, ...]] = (None, ())
    """The path and the content of the file that was read last, and its questions."""

    @cached_property
    def proposer(self) -> Proposer:
        return Proposer(self.course)

    @cached_property
    def _known(self) -> set[str]:
        return course_words(self.course)

    def run(self, questions: list[ToReview]) -> None:
        """Review some questions, until the person quits; say how many are left."""
        try:
            for n, question in enumerate(questions, 1):
                self._review(question, f"{n} of {len(questions)}")
        except (_QuitReview, EOFError, KeyboardInterrupt):
            self.writer.line()
        self.writer.line(
            f"{plural(self.tally.confirmed, 'question')} confirmed, {self.tally.rejected} rejected"
        )
        left = sum(self._entry(question) is not None for question in questions)
        if left:
            self.writer.line(
                f"{plural(left, 'question')} left to review; `studykit check` fails until then."
            )

    def _review(self, question: ToReview, number: str) -> None:
        """Ask about a question until it is decided."""
        extra: list[PassageData] = []
        is_shown = False
        while entry := self._entry(question):
            if not is_shown:
                extra = []
                self._show(entry, number)
                is_shown = True
            choice = self.read(
                "1, 2 … confirm, m more, /words search, e edit, r reject, s skip, q quit: "
            )
            choice = choice.strip()
            match choice.casefold():
                case "s":
                    return
                case "q":
                    raise _QuitReview
                case "r":
                    if self._save(question, entry, partial(self._reject, question)):
                        self.tally.rejected += 1
                        return
                    is_shown = False
                case "e":
                    is_shown = not self._edit(question, entry)
                case "m":
                    self._more(entry, extra, self.proposer.alternatives(entry.question, MOST))
                case search if search.startswith("/"):
                    self._more(entry, extra, self.proposer.search(choice[1:], MOST))
                case _ if numbers := self._numbers(choice, entry, extra):
                    if self._save(question, entry, partial(self._confirm, numbers, extra)):
                        self.tally.confirmed += 1
                        self._warn_of_fewer(numbers, extra, entry)
                        return
                    is_shown = False
                case _ if absent := self._absent(choice, entry, extra):
                    self.writer.line(f"There is no passage {absent}.")
                case _:
                    self.writer.line(HELP)

    def _entry(self, question: ToReview) -> Entry | None:
        """Return a question as it is in its file now; None if nothing in it is proposed any more."""
        found = next(
            (e for e in self._entries(question.file) if e.question.id == question.id), None
        )
        return found if found and is_proposed(found) else None

    def _entries(self, path: Path) -> tuple[Entry, ...]:
        """Return the questions in a file as it is now; say if it cannot be read."""
        content = None
        with suppress(OSError):
            content = read_bytes(path)
        if content is None or self._last[0] != (path, content):
            report = Report()
            file = YamlFile.read(path, report, display_path(path))
            bank = load_bank(file, report) if not report.errors else None
            if bank is None:
                problem = report.diagnostics[0]
                self.writer.line(f"{problem.span.path}:{problem.span.line}: {problem.message}")
            self._last = (path, content), bank.entries if bank else ()
        return self._last[1]

    # Showing

    def _show(self, entry: Entry, number: str) -> None:
        question, writer = entry.question, self.writer
        line = entry.file.span(entry.path).line
        writer.line()
        writer.line(f"{number} · {question.id} ({entry.file.path}:{line})", "dim")
        writer.line()
        writer.prose(question.text if isinstance(question, Cloze) else question.asks, "bold")
        if isinstance(question, TrueFalse):
            writer.line("true" if question.answer else "false", mark="= ")
        elif not isinstance(question, Cloze):
            for _, text in question.answers():
                writer.prose(text, mark="= ")
        if isinstance(question, MultipleChoice):
            for option in question.distractors:
                writer.prose(option.text, mark="✗ ")
        if question.explanation:
            writer.prose(question.explanation, "dim")
        writer.line()
        for n, passage in enumerate(question.passages, 1):
            self._show_passage(n, passage, entry)
        self._warn(entry, list(question.passages))

    def _warn(self, entry: Entry, passages: list[Passage]) -> None:
        """Say what the question claims and none of the quotes contains, as the check would."""
        if missing := self._missing(entry, passages):
            verb = "is" if len(missing) == 1 else "are"
            where = "not in this sentence" if len(passages) == 1 else "in none of these sentences"
            self.writer.line(f"Careful: {listed(missing)} {verb} {where}.")

    def _warn_of_fewer(self, numbers: list[int], extra: list[PassageData], entry: Entry) -> None:
        """Say what only sentences contain that were shown, but not confirmed."""
        shown = [*entry.question.passages, *map(_proposed, extra)]
        confirmed = [shown[n] for n in numbers]
        absent = self._missing(entry, shown)
        if missing := [m for m in self._missing(entry, confirmed) if m not in absent]:
            verb = "is" if len(missing) == 1 else "are"
            self.writer.line(
                f"Careful: {listed(missing)} {verb} only in sentences that you did not confirm."
            )

    def _missing(self, entry: Entry, passages: list[Passage]) -> list[str]:
        claims = missing_claims(entry, passages, self.course, self._known)
        return list(dict.fromkeys(f"the {claim}" for claim in claims))

    def _show_passage(self, n: int, passage: Passage, entry: Entry) -> None:
        writer, mark = self.writer, f"{n:>2}  "
        writer.line(passage.quote, mark=mark)
        where = self._where(entry.query(passage, self.course.info))
        confirmed = "" if passage.proposed else " · confirmed"
        writer.line(where + confirmed, "dim", indent=" " * len(mark))

    def _where(self, query: Query) -> str:
        """Return the source, the place and the speaker of a passage."""
        location = self.course.finder.locate(query)
        if not location.verdict.passes:
            return f"not found in the texts here ({location.verdict})"
        match = location.matches[0]
        return place_in_full(match.place, self.course.info, match.source)

    def _more(self, entry: Entry, extra: list[PassageData], best: list[PassageData]) -> None:
        """Show some sentences that are not shown yet."""
        shown = {passage.quote for passage in entry.question.passages}
        shown |= {passage["quote"] for passage in extra}
        new = [passage for passage in best if passage["quote"] not in shown][:MORE]
        if not new:
            self.writer.line("No other sentences found.")
        for passage in new:
            extra.append(passage)
            n = len(entry.question.passages) + len(extra)
            self._show_passage(n, _proposed(passage), entry)
        if new:
            self._warn(entry, [*entry.question.passages, *map(_proposed, extra)])

    # Deciding

    def _numbers(self, choice: str, entry: Entry, extra: list[PassageData]) -> list[int]:
        """Return the numbers in an answer, from 0; none if one is out of range."""
        if self._absent(choice, entry, extra):
            return []
        return [number - 1 for number in _typed_numbers(choice)]

    def _absent(self, choice: str, entry: Entry, extra: list[PassageData]) -> str:
        """Return the first number in an answer that no passage has, as text; "" if there is none."""
        count = len(entry.question.passages) + len(extra)
        return next((str(n) for n in _typed_numbers(choice) if not 1 <= n <= count), "")

    def _save(self, question: ToReview, shown: Entry, change: Callable[[Entry], None]) -> bool:
        """Change the file of a question as it was shown; say why if that is not possible."""
        with self.lock():
            entry = self._entry(question)
            if entry is None or entry.question != shown.question:
                self.writer.line("The question has changed since it was shown.")
                return False
            try:
                change(entry)
            except StudykitError as error:
                self.writer.line(str(error))
                return False
        return True

    def _confirm(self, numbers: list[int], extra: list[PassageData], entry: Entry) -> None:
        count = len(entry.question.passages)
        chosen = [n if n < count else extra[n - count] for n in numbers]
        file = self.course.folder / Path(entry.file.path).name
        write_text(file, confirmed(entry.file, entry.path, chosen))

    def _reject(self, question: ToReview, entry: Entry) -> None:
        """Move a question to the cards without evidence, of the same name as its bank."""
        text = without_question(entry.file, entry.path)
        data: Any = entry.file.data
        whole = dict(data["questions"][entry.index])
        passages = [dict(p) for p in whole.pop("passages")]
        nearest = [{k: v for k, v in p.items() if k != "proposed"} for p in passages]
        card = UnsupportedCard("", whole, "rejected during review", nearest)
        self._add_unsupported(question.file.stem, card)  # first, so that it is never lost
        write_text(question.file, text)

    def _add_unsupported(self, name: str, card: UnsupportedCard) -> None:
        for stem in numbered(name):
            file = self.course.folder / UNSUPPORTED / f"{stem}.yaml"
            if file.exists():
                text = with_card(file.read_text(encoding="utf-8"), unsupported_data(card))
            else:
                text = unsupported_text([card], f"{name}.yaml")
            if text is not None:
                write_text(file, text)
                return

    def _edit(self, question: ToReview, entry: Entry) -> bool:
        """Open the editor at a question; return whether that worked."""
        line = entry.file.span(entry.path).line
        problem = no_editor() or open_editor(question.file, line)
        if problem:
            self.writer.line(problem)
        return problem is None


def _proposed(passage: PassageData) -> Passage:
    return Passage.model_validate(passage | {"proposed": True})


def _typed_numbers(choice: str) -> list[int]:
    """Return the numbers in an answer, each once; none if it has anything else."""
    if not re.fullmatch(r"\d{1,3}(?:[\s,]+\d{1,3})*", choice, re.ASCII):
        return []
    return list(dict.fromkeys(int(number) for number in re.findall(r"\d+", choice)))
