"""From a folder to a course: the course file, the banks, the texts that are here, the pins."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from ..diagnostics import Finding, KeyPath, Report, StudykitError, suggest
from ..schema import described, validate
from ..source.course import COURSE_FILE, CourseFile, load_course_file
from ..source.locate import Query, QuoteLocator
from ..source.pins import LOCK_FILE, Lock, text_digest
from ..source.text import ABOUT_LABELS, Text, read_text
from ..yamlfile import YamlFile
from .kinds import KINDS
from .model import BankHeader, Defaults, Level, Passage, Question

TEXTS = "texts"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A question with its bank and its place there."""

    question: Question
    bank: Bank
    index: int

    @property
    def file(self) -> YamlFile:
        return self.bank.file

    @property
    def path(self) -> KeyPath:
        return ("questions", self.index)

    @property
    def lang(self) -> str:
        return self.question.lang or self.bank.header.defaults.lang

    @property
    def tags(self) -> tuple[str, ...]:
        """The bank's and its own, each once."""
        return tuple(dict.fromkeys((*self.bank.header.defaults.tags, *self.question.tags)))

    @property
    def level(self) -> Level | None:
        return self.question.level or self.bank.header.defaults.level

    def query(self, passage: Passage, course: CourseFile) -> Query:
        """What a passage asks to be found; a speaker who is nobody's name asks for nobody."""
        person = course.person(passage.speaker) if passage.speaker else None
        return Query(
            passage.quote,
            self.source(passage, course),
            person.id if person else passage.speaker,
            passage.section,
            passage.prefix,
            passage.suffix,
        )

    def source(self, passage: Passage, course: CourseFile) -> str | None:
        """The passage's source, else the bank's, else the course's only one."""
        if found := passage.source or self.bank.header.defaults.source:
            return found
        return course.sources[0].id if len(course.sources) == 1 else None


@dataclass(slots=True)
class Bank:
    """One bank file: its header and the questions that could be loaded."""

    file: YamlFile
    header: BankHeader
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Course:
    """A course as it lies on this machine.

    `texts` are the sources whose words are here and can be used; `digests` the sha256 of their
    bytes; `unusable` the ids of those whose texts are here and cannot be used.
    """

    folder: Path
    file: YamlFile
    info: CourseFile
    banks: list[Bank]
    lock: Lock
    texts: dict[str, Text]
    digests: dict[str, str]
    unusable: set[str]
    finder: QuoteLocator
    _made: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def memoize(self, make: Callable[[Course], T]) -> T:
        """What a function makes of the loaded course, made when it is first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    @property
    def entries(self) -> Iterator[Entry]:
        return chain.from_iterable([bank.entries for bank in self.banks])

    @property
    def passages(self) -> Iterator[tuple[Entry, int, Passage]]:
        for entry in self.entries:
            for n, passage in enumerate(entry.question.passages):
                yield entry, n, passage


def texts_folder(folder: Path, texts: Path | None = None) -> Path:
    """Where a course's texts lie: as asked, as `STUDYKIT_TEXTS` says, or `texts/` in the course."""
    if texts is not None:
        return texts
    if set_ := os.environ.get("STUDYKIT_TEXTS"):
        return Path(set_)
    return folder / TEXTS


def load(
    folder: Path, report: Report, texts: Path | None = None, banks: bool = True
) -> Course | None:
    """Load a course; what is wrong goes into the report.

    `banks=False` leaves the banks unread.  None where there is no usable course file.  Raises StudykitError where there is no course, or
    its lock is damaged.
    """
    with gc_paused():
        return _load(folder, report, texts, banks)


@contextmanager
def gc_paused() -> Iterator[None]:
    """Put the collector of cyclic garbage off.

    What is loaded stays, and looking it through for garbage again and again took half the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.freeze()  # else all that is new is looked through at once
            gc.enable()
            gc.unfreeze()


def _load(folder: Path, report: Report, texts: Path | None, banks: bool) -> Course | None:
    if not folder.is_dir():
        raise StudykitError(f"there is no folder {folder}")
    course_file = folder / COURSE_FILE
    if not course_file.exists():
        raise StudykitError(
            f"{folder} has no {COURSE_FILE}; `studykit init DIR` starts a course of your own"
        )
    file = YamlFile.read(course_file, report, display_path(course_file))
    info = load_course_file(file, report)
    if info is None:
        return None
    lock = Lock.read(folder / LOCK_FILE)
    folders = [texts_folder(folder, texts)]
    if texts is None:
        folders.append(folder / TEXTS)  # STUDYKIT_TEXTS need not have the texts of every course
    found, digests, unusable = _read_texts(folders, info, lock, file, report)
    course = Course(folder, file, info, [], lock, found, digests, unusable, QuoteLocator(found))
    if not banks:
        return course
    for path in sorted(folder.iterdir()):
        if (
            path.suffix.lower() in (".yaml", ".yml")
            and path.name != COURSE_FILE
            and path.name[0] != "."
        ):
            bank = load_bank(YamlFile.read(path, report, display_path(path)), report)
            if bank is not None:
                course.banks.append(bank)
    if not course.banks and not report.errors:
        report.add("empty-bank", Finding(f"there is no bank beside {COURSE_FILE}", file))
    return course


def display_path(path: Path) -> str:
    """A path as messages name it: from here, where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


ASIDE = {
    "question": "the words of a question are its `prompt`",
    "choices": "write the right option as `key`, the others as `distractors`",
    "options": "write the right option as `key`, the others as `distractors`",
    "answers": "write `answer`, and other spellings under `accept`",
    "source": "a source belongs to a passage, or to the bank's `defaults`",
    "quote": "a quote belongs to a passage: `passages: [{quote: …}]`",
    "passage": "write `passages:`, a list, also for one",
}

ASIDE_HEADER = dict.fromkeys(
    Defaults.model_fields, "what holds for every question of the bank is written under `defaults`"
)


def load_bank(file: YamlFile, report: Report) -> Bank | None:
    """A bank from its file, with the questions that are well formed."""
    data = file.data
    if data is None:
        if not any(d.span.path == file.path for d in report.diagnostics):
            report.add("empty-bank", Finding("the file holds nothing", file))
        return None
    if not isinstance(data, dict):
        message = "a bank is a mapping with `id`, `title` and `questions`"
        report.add("bad-value", Finding(message, file))
        return None
    head = {key: value for key, value in data.items() if key != "questions"}
    aside = {key: suggest(key, [*BankHeader.model_fields, "questions"]) for key in head}
    header = validate(BankHeader, head, file, (), report, aside | ASIDE_HEADER)
    questions = data.get("questions")
    if not isinstance(questions, list):
        if "questions" in data and questions is not None:
            message = "`questions` must be a list; each question begins with `- id:`"
            report.add("bad-value", Finding(message, file, ("questions",)))
        else:
            report.add("empty-bank", Finding("the bank has no questions", file))
        return None
    if not questions:
        report.add("empty-bank", Finding("the bank has no questions", file, ("questions",)))
    if header is None:
        return None
    bank = Bank(file, header)
    for n, item in enumerate(questions):
        question = _question(item, file, n, report)
        if question is not None:
            bank.entries.append(Entry(question, bank, n))
    return bank


def _question(item: object, file: YamlFile, n: int, report: Report) -> Question | None:
    path: KeyPath = ("questions", n)
    types = ", ".join(KINDS)
    if not isinstance(item, dict):
        message = "a question is a mapping with `id`, `type` and more"
        report.add("bad-value", Finding(message, file, path))
        return None
    if "type" not in item:
        report.add(
            "missing-key", Finding("`type` is missing", file, path, f"the types are {types}")
        )
        return None
    kind = item["type"]
    if not isinstance(kind, str):
        message = f"`type` must be text, not {described(kind)}"
        report.add("bad-value", Finding(message, file, (*path, "type"), f"the types are {types}"))
        return None
    if kind not in KINDS:
        help = suggest(kind, KINDS) or f"the types are {types}"
        message = f"there is no question type `{kind}`"
        report.add("unknown-type", Finding(message, file, (*path, "type"), help))
        return None
    return validate(KINDS[kind], item, file, path, report, ASIDE)


def _read_texts(
    folders: list[Path], info: CourseFile, lock: Lock, file: YamlFile, report: Report
) -> tuple[dict[str, Text], dict[str, str], set[str]]:
    """The texts that are here and fit their description, the sha256 of their bytes, and the others.

    Where a text and its description do not agree, the description is at fault, unless the lock
    knows other bytes: then it is another edition, set aside for the pins of the known one.
    """
    texts: dict[str, Text] = {}
    digests: dict[str, str] = {}
    unusable: set[str] = set()
    for n, source in enumerate(info.sources):
        paths = [folder / source.file for folder in folders]
        path = next((path for path in paths if path.exists()), paths[0])
        at: KeyPath = ("sources", n)
        why = None
        try:
            raw = path.read_bytes()
            words = raw.decode("utf-8")
        except FileNotFoundError:
            continue
        except OSError as error:
            why = f"cannot be read: {error.strerror}"
        except UnicodeDecodeError:
            why = "is not UTF-8 text"
        else:
            text, faults = read_text(words, source, info)
            digest = text_digest(raw)
            if any(f.code not in ABOUT_LABELS for f in faults) and digest != lock.texts.get(
                source.id, digest
            ):
                why = f"is not the one that was pinned ({faults[0].message})"
            else:
                for fault in faults:
                    finding = Finding(fault.message, file, (*at, *fault.path), fault.help)
                    report.add(fault.code, finding)
                texts[source.id] = text
                digests[source.id] = digest
        if why:
            message = f"the text of `{source.id}`, {source.file}, {why}; its pins are used"
            report.add("text-set-aside", Finding(message, file, (*at, "file")))
            unusable.add(source.id)
    return texts, digests, unusable
