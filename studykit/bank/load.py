"""Loading of a course from its folder: the course file, the banks, the pins and the texts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import chain
from pathlib import Path
from typing import Any, Final, TypeVar

from ..diagnostics import Finding, KeyPath, Report, StudykitError
from ..files import read_bytes
from ..schema import validate
from ..source.course import COURSE_FILE, CourseFile, load_course_file
from ..source.fault import ABOUT_LABELS
from ..source.locate import EDITED, Query, QuoteLocator, Verdict
from ..source.pins import LOCK_FILE, Lock, text_digest
from ..source.readable import readable_course
from ..source.text import Text, read_text
from ..yamlfile import YamlFile, encoding_help
from ..yamlfile.data import Value
from ..yamlfile.unread import Unread
from .model import BankHeader, Level, Passage, Question
from .partial import find_passages, read_header, read_question
from .validation import check_list, header_help, validated_question

TEXTS = "texts"

_NOTHING: frozenset[Verdict] = frozenset()

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

    def passage_path(self, n: int) -> KeyPath:
        """Return the key path of a passage."""
        return (*self.path, "passages", n)

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
            frozenset(verdict for verdict in EDITED if f"quote-{verdict}" in passage.allow)
            if passage.allow
            else _NOTHING,
        )

    def source(self, passage: Passage, course: CourseFile) -> str | None:
        """Return the passage's source, else the bank's, else the only one of the course."""
        if found := passage.source or self.header.defaults.source:
            return found
        return course.sources[0].id if len(course.sources) == 1 else None


@dataclass(frozen=True, slots=True, eq=False)
class PartialEntry(Entry):
    """What could be read of a question with a mistake: its id ("" if it has none) and passages.

    `places` are the key paths of the passages, `unread` is the number of passages whose quote could
    not be read.
    """

    at: KeyPath
    places: tuple[KeyPath, ...]
    unread: int

    @property
    def path(self) -> KeyPath:
        return self.at

    def passage_path(self, n: int) -> KeyPath:
        return self.places[n]


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank file: its header, the questions that could be loaded, and what was read of the others.

    `count` is the number of its questions.
    """

    file: YamlFile
    header: BankHeader
    entries: tuple[Entry, ...]
    partial: tuple[PartialEntry, ...] = ()
    count: int = 0

    @property
    def in_order(self) -> list[Entry]:
        """All questions, as far as they could be read, in the order of the file."""
        return sorted((*self.entries, *self.partial), key=lambda entry: entry.index)


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """A course as it is on this machine.

    `texts` are the usable texts by source id, `digests` the sha256 of their bytes; `unusable` are
    the ids of sources whose text is here but cannot be used.  `unread_banks` is the number of bank
    files that could not be read at all.  `is_partial` says that the course file has mistakes, and
    `info` is what could be read of it.
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
    unread_banks: int = 0
    is_partial: bool = False
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
    def partial(self) -> Iterator[PartialEntry]:
        """What could be read of the questions that could not be loaded."""
        return chain.from_iterable(bank.partial for bank in self.banks)

    @property
    def unread_questions(self) -> int:
        """The number of questions that could not be loaded, without those of unread banks."""
        return sum(bank.count - len(bank.entries) for bank in self.banks)

    @property
    def passages(self) -> Iterator[tuple[Entry, int, Passage]]:
        """The passages of all questions, even of those that could not be loaded."""
        for entry in chain(self.entries, self.partial):
            for n, passage in enumerate(entry.question.passages):
                yield entry, n, passage


def texts_folder(folder: Path, texts: Path | None = None) -> Path:
    """Return the folder of a course's texts: `texts`, else `STUDYKIT_TEXTS`, else its `texts/`."""
    if texts is not None:
        return texts
    if named := os.environ.get("STUDYKIT_TEXTS"):
        return Path(named)
    return folder / TEXTS


def load(
    folder: Path, report: Report, texts: Path | NoTexts | None = None, partly: bool = False
) -> Course | None:
    """Load a course; mistakes in its files go into the report.

    `texts` is the folder of the texts; None looks in `STUDYKIT_TEXTS` and the course's `texts/`.
    Returns None if the course file has mistakes, unless it may be read `partly`; the banks are still
    read, for their mistakes.
    Raises StudykitError if there is no course file, or the lock is damaged.
    """
    course = load_sources(folder, report, texts, partly)
    files = [
        YamlFile.read(path, report, display_path(path), in_pieces=True)
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in (".yaml", ".yml")
        and path.name != COURSE_FILE
        and not path.name.startswith(".")
    ]
    banks = tuple(bank for file in files if (bank := load_bank(file, report)))
    if course is None:
        return None
    if not banks and not report.errors:
        report.add(
            "empty-bank", Finding(f"no question bank found next to {COURSE_FILE}", course.file)
        )
    unread = sum(not file.is_readable for file in files)
    info = course.info
    if info.language is None and banks:
        info = info.model_copy(update={"language": banks[0].header.defaults.lang})
    return replace(course, info=info, banks=banks, unread_banks=unread)


def load_sources(
    folder: Path, report: Report, texts: Path | NoTexts | None = None, partly: bool = False
) -> Course | None:
    """Load a course without its banks: the course file, the pins and the texts; see `load`."""
    if not folder.is_dir():
        raise StudykitError(f"folder not found: {folder}")
    course_file = folder / COURSE_FILE
    if not course_file.exists():
        raise StudykitError(
            f"{folder} has no {COURSE_FILE}; `studykit init DIR` creates a new course"
        )
    file = YamlFile.read(course_file, report, display_path(course_file), in_pieces=True)
    info = load_course_file(file, report)
    part = readable_course(file, report) if info is None and partly else None
    if part:
        info = part.course
    if info is None:
        return None
    lock = Lock.read(folder / LOCK_FILE)
    folders: list[Path] = []
    if texts is not NO_TEXTS:
        folders.append(texts_folder(folder, texts))
    if texts is None:
        folders.append(folder / TEXTS)  # STUDYKIT_TEXTS need not have the texts of every course
    unreadable = part.unreadable if part else frozenset()
    found, digests, unusable = _read_texts(folders, info, unreadable, lock, file, report)
    return Course(
        folder, file, info, (), lock, found, digests, unusable, QuoteLocator(found),
        is_partial=part is not None,
    )  # fmt: skip


def display_path(path: Path) -> str:
    """Return a path for messages: relative to the current folder if it is inside it.

    A file that is a link keeps its name: its folder and this name lead back to it.
    """
    try:
        return str((path.parent.resolve() / path.name).relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def load_bank(file: YamlFile, report: Report) -> Bank | None:
    """Return the bank in a file, as far as it can be read; None if nothing in it can."""
    data = file.data
    if data is None:
        if file.is_readable:
            report.add("empty-bank", Finding("the file is empty", file))
        return None
    if not isinstance(data, dict):
        return _headless_bank(data, file, report)
    head = {key: value for key, value in data.items() if key != "questions"}
    header = validate(BankHeader, head, file, (), report, header_help(head))
    if header is None:
        header = read_header(head, file.path)
    questions = data.get("questions")
    check_list(questions, data, file, report)
    # questions under a key that is unknown, or misspelled, are looked at too
    lists: dict[str, list[Any]] = {}
    for key, value in data.items():
        if isinstance(value, list) and _are_questions(key, value):
            lists[key] = value
    others = {key: value for key, value in data.items() if key not in lists}
    partial = _loose(others, file, header, ())
    entries = []
    for key, items in lists.items():
        for n, item in enumerate(items):
            question = validated_question(item, file, (key, n), header.defaults.lang, report)
            if question is not None and key == "questions":
                entries.append(Entry(question, file, header, n))
            else:
                partial.append(_partial_entry(item, file, header, n, (key, n)))
    count = sum(map(len, lists.values()))
    return Bank(file, header, tuple(entries), tuple(partial), count)


def _are_questions(key: str, value: list[Any]) -> bool:
    if key == "questions":
        return not isinstance(value, Unread)
    has_types = any(isinstance(item, dict) and "type" in item for item in value)
    return has_types and key not in BankHeader.model_fields


def _headless_bank(data: Value, file: YamlFile, report: Report) -> Bank:
    """Return what can be read of a bank that is not a mapping: perhaps a list of questions."""
    header = read_header({}, file.path)
    if not isinstance(data, list) or isinstance(data, Unread):
        questions, partial = [], _loose(data, file, header, ())
    else:
        questions, partial = data, []
    if not isinstance(data, Unread):
        message = "a bank must be a mapping with `id`, `title` and `questions`"
        report.add("bad-value", Finding(message, file))
    for n, item in enumerate(questions):
        validated_question(item, file, (n,), header.defaults.lang, report)
        partial.append(_partial_entry(item, file, header, n, (n,)))
    return Bank(file, header, (), tuple(partial), len(questions))


def _loose(data: Value, file: YamlFile, header: BankHeader, path: KeyPath) -> list[PartialEntry]:
    """Return the passages in data that is not a list of questions, as a question without id."""
    entry = _partial_entry(data, file, header, 0, path)
    if not entry.places and not entry.unread:
        return []
    return [replace(entry, question=read_question(None, entry.question.passages))]


def _partial_entry(
    item: Any, file: YamlFile, header: BankHeader, n: int, path: KeyPath
) -> PartialEntry:
    found = list(find_passages(item, path))
    passages = tuple(passage for _, passage in found if passage)
    places = tuple(place for place, passage in found if passage)
    question = read_question(item, passages)
    return PartialEntry(question, file, header, n, path, places, len(found) - len(places))


def _read_texts(
    folders: list[Path],
    info: CourseFile,
    unreadable: Set[str],
    lock: Lock,
    file: YamlFile,
    report: Report,
) -> tuple[dict[str, Text], dict[str, str], set[str]]:
    """Return the usable texts, the sha256 of their bytes, and the sources with an unusable text.

    If a text does not fit its description in the course file, the description is wrong; but if the
    lock has another sha256, the text is another edition, and is set aside for the pins.  A text that
    cannot be read is an error if there are no pins of it.  The texts of `unreadable` sources are not
    read, because of a mistake in the course file.
    """
    texts: dict[str, Text] = {}
    digests: dict[str, str] = {}
    unusable = {*unreadable}
    for n, source in enumerate(info.sources):
        if source.id in unreadable:
            continue
        at: KeyPath = ("sources", n)
        problem = help = None
        try:
            raw = _read_first([folder / source.file for folder in folders])
            if raw is None:
                continue
            words = raw.decode("utf-8")
        except OSError as error:
            problem = f"cannot be read: {error.strerror}"
        except UnicodeDecodeError as error:
            problem, help = "is not UTF-8 text", encoding_help(error.object)
        else:
            text, faults = read_text(words, source, info)
            digest = text_digest(raw)
            other_edition = lock.texts.get(source.id, digest) != digest
            if other_edition and any(f.code not in ABOUT_LABELS for f in faults):
                problem = f"is not the one that was pinned ({faults[0].message})"
            else:
                for fault in faults:
                    finding = Finding(fault.message, file, (*at, *fault.path), fault.help)
                    report.add(fault.code, finding)
                texts[source.id] = text
                digests[source.id] = digest
        if problem:
            message = f"the text of `{source.id}`, {source.file}, {problem}"
            code = "unreadable-file"
            if source.id in lock.pins:
                code = "text-set-aside"
                message += "; its pins are used"
            report.add(code, Finding(message, file, (*at, "file"), help))
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
