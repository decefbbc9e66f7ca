"""Loading of a course from its folder: the course file, the banks, the pins and the texts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import chain
from pathlib import Path
from typing import Any, Final, TypeVar

from ..diagnostics import Finding, KeyPath, Report, StudykitError, suggest
from ..files import read_bytes
from ..schema import described, validate
from ..source.course import COURSE_FILE, CourseFile, load_course_file
from ..source.locate import EDITED, Query, QuoteLocator
from ..source.pins import LOCK_FILE, Lock, text_digest
from ..source.text import Text, read_text
from ..yamlfile import YamlFile
from .kinds import KINDS
from .model import BankHeader, Defaults, Level, Passage, Question

TEXTS = "texts"

T = TypeVar("T")


class NoTexts(Enum):
    """The type of `NO_TEXTS`."""

    NO_TEXTS = auto()


NO_TEXTS: Final = NoTexts.NO_TEXTS
"""Instead of a folder of texts: load no texts, even if they are on this machine."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A question, the file and the header of its bank, and its index there."""

    question: Question
    file: YamlFile
    header: BankHeader
    index: int

    @property
    def path(self) -> KeyPath:
        return ("questions", self.index)

    @property
    def lang(self) -> str:
        return self.question.lang or self.header.defaults.lang

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the bank and of the question, without repetition."""
        return tuple(dict.fromkeys((*self.header.defaults.tags, *self.question.tags)))

    @property
    def level(self) -> Level | None:
        return self.question.level or self.header.defaults.level

    def query(self, passage: Passage, course: CourseFile) -> Query:
        """Return the query for a passage; an unknown speaker stays a name, which no turn has."""
        person = course.person(passage.speaker) if passage.speaker else None
        return Query(
            passage.quote,
            self.source(passage, course),
            person.id if person else passage.speaker,
            passage.section,
            passage.prefix,
            passage.suffix,
            frozenset(verdict for verdict in EDITED if f"quote-{verdict}" in passage.allow),
        )

    def source(self, passage: Passage, course: CourseFile) -> str | None:
        """Return the passage's source, else the bank's, else the only one of the course."""
        if found := passage.source or self.header.defaults.source:
            return found
        return course.sources[0].id if len(course.sources) == 1 else None


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank file: its header and the questions that could be loaded."""

    file: YamlFile
    header: BankHeader
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A course as it is on this machine.

    `texts` are the usable texts by source id, `digests` the sha256 of their bytes; `unusable` are
    the ids of sources whose text is here but cannot be used.
    """

    folder: Path
    file: YamlFile
    info: CourseFile
    banks: tuple[Bank, ...]
    lock: Lock
    texts: dict[str, Text]
    digests: dict[str, str]
    unusable: set[str]
    finder: QuoteLocator
    _memo: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def memoize(self, make: Callable[[Course], T]) -> T:
        """Return `make(self)`, computed at the first call."""
        if make not in self._memo:
            self._memo[make] = make(self)
        made: T = self._memo[make]
        return made

    @property
    def entries(self) -> Iterator[Entry]:
        return chain.from_iterable(bank.entries for bank in self.banks)

    @property
    def passages(self) -> Iterator[tuple[Entry, int, Passage]]:
        for entry in self.entries:
            for n, passage in enumerate(entry.question.passages):
                yield entry, n, passage


def texts_folder(folder: Path, texts: Path | None = None) -> Path:
    """Return the folder of a course's texts: `texts`, else `STUDYKIT_TEXTS`, else its `texts/`."""
    if texts is not None:
        return texts
    if named := os.environ.get("STUDYKIT_TEXTS"):
        return Path(named)
    return folder / TEXTS


def load(folder: Path, report: Report, texts: Path | NoTexts | None = None) -> Course | None:
    """Load a course; mistakes in its files go into the report.

    `texts` is the folder of the texts; None looks in `STUDYKIT_TEXTS` and the course's `texts/`.
    Returns None if the course file is unusable.  Raises StudykitError if there is no course file,
    or the lock is damaged.
    """
    course = load_sources(folder, report, texts)
    if course is None:
        return None
    banks = [
        load_bank(YamlFile.read(path, report, display_path(path)), report)
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in (".yaml", ".yml")
        and path.name != COURSE_FILE
        and not path.name.startswith(".")
    ]
    course = replace(course, banks=tuple(bank for bank in banks if bank is not None))
    if not course.banks and not report.errors:
        report.add("empty-bank", Finding(f"there is no bank next to {COURSE_FILE}", course.file))
    return course


def load_sources(
    folder: Path, report: Report, texts: Path | NoTexts | None = None
) -> Course | None:
    """Load a course without its banks: the course file, the pins and the texts; see `load`."""
    if not folder.is_dir():
        raise StudykitError(f"there is no folder {folder}")
    course_file = folder / COURSE_FILE
    if not course_file.exists():
        raise StudykitError(
            f"{folder} has no {COURSE_FILE}; `studykit init DIR` creates a new course"
        )
    file = YamlFile.read(course_file, report, display_path(course_file))
    info = load_course_file(file, report)
    if info is None:
        return None
    lock = Lock.read(folder / LOCK_FILE)
    folders: list[Path] = []
    if texts is not NO_TEXTS:
        folders.append(texts_folder(folder, texts))
    if texts is None:
        folders.append(folder / TEXTS)  # STUDYKIT_TEXTS need not have the texts of every course
    found, digests, unusable = _read_texts(folders, info, lock, file, report)
    return Course(folder, file, info, (), lock, found, digests, unusable, QuoteLocator(found))


def display_path(path: Path) -> str:
    """Return a path for messages: relative to the current folder if it is inside it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


KEY_HELP = {
    "question": "write what is asked as `prompt`",
    "choices": "write the right option as `key`, the others as `distractors`",
    "options": "write the right option as `key`, the others as `distractors`",
    "answers": "write `answer`, and other spellings under `accept`",
    "source": "set `source` on a passage, or under the bank's `defaults`",
    "quote": "put the quote into a passage: `passages: [{quote: …}]`",
    "passage": "write `passages:`, a list, even for a single one",
}
"""Help for unknown keys that people often write in a question."""

HEADER_KEY_HELP = dict.fromkeys(
    Defaults.model_fields, "to set it for every question of the bank, write it under `defaults`"
)


def load_bank(file: YamlFile, report: Report) -> Bank | None:
    """Return the bank in a file, with its well-formed questions; None if its header is not usable."""
    data = file.data
    if data is None:
        if not any(d.span.path == file.path for d in report.diagnostics):
            report.add("empty-bank", Finding("the file is empty", file))
        return None
    if not isinstance(data, dict):
        message = "a bank must be a mapping with `id`, `title` and `questions`"
        report.add("bad-value", Finding(message, file))
        return None
    head = {key: value for key, value in data.items() if key != "questions"}
    similar = {key: suggest(key, [*BankHeader.model_fields, "questions"]) for key in head}
    header = validate(BankHeader, head, file, (), report, similar | HEADER_KEY_HELP)
    questions = data.get("questions")
    if not isinstance(questions, list):
        if "questions" in data and questions is not None:
            message = "`questions` must be a list, in which each question starts with `- id:`"
            report.add("bad-value", Finding(message, file, ("questions",)))
        else:
            report.add("empty-bank", Finding("the bank has no questions", file))
        return None
    if not questions:
        report.add("empty-bank", Finding("the bank has no questions", file, ("questions",)))
    if header is None:
        return None
    entries = []
    for n, item in enumerate(questions):
        question = _question(item, file, n, report)
        if question is not None:
            entries.append(Entry(question, file, header, n))
    return Bank(file, header, tuple(entries))


def _question(item: object, file: YamlFile, n: int, report: Report) -> Question | None:
    path: KeyPath = ("questions", n)
    if not isinstance(item, dict):
        message = "a question must be a mapping with `id`, `type` and other keys"
        report.add("bad-value", Finding(message, file, path))
        return None
    help = f"the types are {', '.join(KINDS)}"
    if "type" not in item:
        report.add("missing-key", Finding("`type` is missing", file, path, help))
        return None
    kind = item["type"]
    path_of_type = (*path, "type")
    if not isinstance(kind, str):
        message = f"`type` must be text, not {described(kind)}"
        report.add("bad-value", Finding(message, file, path_of_type, help))
        return None
    if kind not in KINDS:
        message = f"unknown question type `{kind}`"
        finding = Finding(message, file, path_of_type, suggest(kind, KINDS) or help)
        report.add("unknown-type", finding)
        return None
    return validate(KINDS[kind], item, file, path, report, KEY_HELP)


def _read_texts(
    folders: list[Path], info: CourseFile, lock: Lock, file: YamlFile, report: Report
) -> tuple[dict[str, Text], dict[str, str], set[str]]:
    """Return the usable texts, the sha256 of their bytes, and the sources with an unusable text.

    If a text does not fit its description in the course file, the description is wrong; but if the
    lock has another sha256, the text is another edition, and is set aside for the pins.
    """
    texts: dict[str, Text] = {}
    digests: dict[str, str] = {}
    unusable: set[str] = set()
    for n, source in enumerate(info.sources):
        at: KeyPath = ("sources", n)
        problem = None
        try:
            raw = _read_first([folder / source.file for folder in folders])
            if raw is None:
                continue
            words = raw.decode("utf-8")
        except OSError as error:
            problem = f"cannot be read: {error.strerror}"
        except UnicodeDecodeError:
            problem = "is not UTF-8 text"
        else:
            text, faults = read_text(words, source, info)
            digest = text_digest(raw)
            other_edition = lock.texts.get(source.id, digest) != digest
            if other_edition and any(f.code != "label-not-found" for f in faults):
                problem = f"is not the one that was pinned ({faults[0].message})"
            else:
                for fault in faults:
                    finding = Finding(fault.message, file, (*at, *fault.path), fault.help)
                    report.add(fault.code, finding)
                texts[source.id] = text
                digests[source.id] = digest
        if problem:
            message = f"the text of `{source.id}`, {source.file}, {problem}; its pins are used"
            report.add("text-set-aside", Finding(message, file, (*at, "file")))
            unusable.add(source.id)
    return texts, digests, unusable


def _read_first(paths: list[Path]) -> bytes | None:
    """Read the first of some files that exists; None if none does."""
    existing = [path for path in paths if path.exists()]
    try:
        for path in existing or paths[:1]:
            return read_bytes(path)
    except FileNotFoundError:
        pass
    return None
