"""The host of a quiz: it loads the course, opens the editor, and opens web pages."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterable, Sequence, Set
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..bank.evidence import exercises, pinned, verify
from ..bank.load import NO_TEXTS, Course, Entry, load, load_sources
from ..bank.model import Exercise, Label
from ..bank.select import Filter, select
from ..diagnostics import Report, StudykitError, UsageError, unknown
from ..files import write_bytes
from ..locale import _
from ..quiz.cards import Card, cards
from ..quiz.vocabulary import vocabulary
from ..starter import built_in
from .editor import no_editor, open_editor
from .ui import UI, Resources, Suspend

if TYPE_CHECKING:
    from ..quiz.context import Context


@dataclass(frozen=True, slots=True)
class EditResult:
    """A message for the learner, and all cards if the course was loaded again."""

    message: str
    cards: list[Card] | None = None


class QuizHost(Protocol):
    """The services that a quiz needs from the program around it."""

    @property
    def resources(self) -> Resources:
        """The course, the contexts of its passages, and a browser."""

    @property
    def vocabulary(self) -> Set[str]:
        """The words of the course's questions, which never count as slips of an answer."""

    def edit(self, exercise: Exercise, ui: UI) -> EditResult:
        """Let the learner edit a question."""


@dataclass(frozen=True, slots=True)
class LoadedCourse:
    """A course with the cards of its questions, and what is wrong with the others.

    `unpinned` are the questions with a passage that is neither pinned nor in a text; `problems` are
    one line each.
    """

    course: Course
    entries: dict[str, Entry]
    cards: list[Card]
    unpinned: list[Entry]
    problems: list[str]
    on_pictures: int = 0
    """How many questions are left out because they are on the parts of a picture."""


def load_course(folder: Path, texts: Path | None, report: Report) -> LoadedCourse | None:
    """Load a course with its cards; mistakes in its files go into the report.

    Returns None if there is no usable course file.
    """
    # without texts: reading them takes as long as the rest, and pinned passages do not need them
    course = load(folder, report, NO_TEXTS)
    if course is None:
        return None
    ready, unpinned = exercises(course, course.lock)
    sources = load_sources(folder, Report(), texts) if unpinned else None
    if sources is not None and sources.texts:
        course = replace(
            sources, info=course.info, banks=course.banks, unread_banks=course.unread_banks
        )
        found, unpinned = _looked_up(course, unpinned)
        places = {(entry.file.path, entry.index): n for n, entry in enumerate(course.entries)}
        ready = sorted([*ready, *found], key=lambda pair: places[pair[0].file.path, pair[0].index])
    problems = [f"{d.span.path}:{d.span.line}: {d.message}" for d in report.diagnostics]
    for entry in unpinned:
        span = entry.file.span(entry.path)
        problem = f"a quote of `{entry.question.id}` was not found"
        if any(passage.proposed for passage in entry.question.passages):
            problem = f"nobody has confirmed the passages of `{entry.question.id}`"
        problems.append(f"{span.path}:{span.line}: {problem}")
    askable = [exercise for _, exercise in ready if not isinstance(exercise.response, Label)]
    return LoadedCourse(
        course,
        {exercise.id: entry for entry, exercise in ready},
        list(cards(course.info.id, askable)),
        unpinned,
        problems,
        len(ready) - len(askable),
    )


def _looked_up(
    course: Course, new: list[Entry]
) -> tuple[list[tuple[Entry, Exercise]], list[Entry]]:
    """Look the quotes of new questions up in the texts; return those found, and the others."""
    files = {entry.file.path for entry in new}
    indices = {(entry.file.path, entry.index) for entry in new}
    banks = tuple(
        replace(bank, entries=tuple(e for e in bank.entries if (e.file.path, e.index) in indices))
        for bank in course.banks
        if bank.file.path in files
    )
    part = replace(course, banks=banks)
    return exercises(part, pinned(part, verify(part, Report())))


class CourseHost:
    """The host of a quiz on the course in a folder; the built-in course is copied before an edit."""

    def __init__(
        self, folder: Path, loaded: LoadedCourse, texts: Path | None, built_in: bool
    ) -> None:
        self._folder, self._texts, self._built_in = folder, texts, built_in
        self._course, self._entries, self._cards = loaded.course, loaded.entries, loaded.cards
        self._with_texts: Course | None = None
        self._vocabulary: Set[str] | None = None

    def select(self, places: Sequence[str], filter: Filter) -> list[Card]:
        """Return the cards of the banks or sections with these ids, or of all, in course order.

        Raises UsageError for an unknown id.
        """
        banks = [bank.header.id for bank in self._course.banks]
        sections = [region.id for source in self._course.info.sources for region in source.sections]
        filters = []
        for place in places:
            if place in banks:
                filters.append(replace(filter, banks=(place,)))
            elif place in sections:
                filters.append(replace(filter, sections=(place,)))
            else:
                raise UsageError(unknown("bank or section", place, [*banks, *sections]))
        ids = {
            entry.question.id
            for narrowed in filters or [filter]
            for entry in select(self._course, narrowed)
        }
        return [card for card in self._cards if card.exercise.id in ids]

    @property
    def resources(self) -> Resources:
        return Resources(self._course.info, self._contexts, open_url)

    @property
    def vocabulary(self) -> Set[str]:
        if self._vocabulary is None:
            self._vocabulary = vocabulary(card.exercise for card in self._cards)
        return self._vocabulary

    def giveaways(self, cards: Iterable[Card]) -> Set[tuple[str, str]]:
        """Return the pairs of ids of questions of which one gives away the other's answer."""
        from ..analysis.giveaways import find_giveaways  # only for an exam

        # first the cards that ask for a prompt, which the others replace
        exercises = {
            c.exercise.id: c.exercise for c in sorted(cards, key=lambda c: not c.is_reversed)
        }
        pool = [(self._entries[id], exercise) for id, exercise in exercises.items()]
        return find_giveaways(self._course, pool)

    def _contexts(self, exercise: Exercise) -> list[Context]:
        from ..quiz.context import contexts  # slow to import, and rarely asked for

        if self._with_texts is None:
            self._with_texts = load_sources(self._folder, Report(), self._texts)
        if self._with_texts is None:
            return []
        return contexts(self._with_texts, self._entries[exercise.id])

    def edit(self, exercise: Exercise, ui: UI) -> EditResult:
        """Open the editor at a question, then load the course again."""
        problem = no_editor()
        if problem is None and self._built_in:
            problem = self._copy_course(ui)
        if problem:
            return EditResult(problem)
        entry = self._entries[exercise.id]
        file = self._folder / Path(entry.file.path).name
        line = entry.file.span(entry.path).line
        with ui.suspended():
            problem = open_editor(file, line)
        return EditResult(problem) if problem else self._reload()

    def _copy_course(self, ui: UI) -> str | None:
        """Copy the built-in course to a folder of the learner's. Return a message on failure."""
        question = _("The built-in course cannot be edited. To edit a copy, name a new folder")
        name = ui.read_line(question, "questions")
        if name is None:
            return _("Cancelled; nothing was copied.")
        folder = Path(name).expanduser()
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            return _("{folder} already exists.", folder=folder)
        try:
            for file, content in built_in(self._folder).items():
                write_bytes(folder / file, content)
        except (StudykitError, OSError) as error:
            return str(error)
        self._folder, self._built_in = folder, False
        return None

    def _reload(self) -> EditResult:
        loaded = load_course(self._folder, self._texts, Report())
        if loaded is None:
            file = self._folder / "course.yaml"
            return EditResult(_("Cannot read {file} any more.", file=file))
        self._vocabulary = None
        self._course = loaded.course
        if not loaded.problems:
            self._entries, self._cards = loaded.entries, loaded.cards
            return EditResult(_("Questions reloaded."), self._cards)
        # a question with a mistake stays as it was
        self._entries = self._entries | loaded.entries
        merged = {card.key: card for card in (*self._cards, *loaded.cards)}
        self._cards = list(merged.values())
        message = loaded.problems[0]
        if len(loaded.problems) > 1:
            message += f" (and {len(loaded.problems) - 1} more)"
        return EditResult(message, self._cards)


def open_url(url: str, suspended: Suspend) -> bool:
    """Open a page in the web browser. Return whether that worked."""
    try:
        browser = webbrowser.get()
        # a text browser needs the terminal for itself
        textual = type(browser) is webbrowser.GenericBrowser
        with suspended() if textual else nullcontext():
            return browser.open(url)
    except (webbrowser.Error, OSError):
        return False
