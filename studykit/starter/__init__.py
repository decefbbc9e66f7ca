"""Courses to start from: the sample, a course for the user's own text, a copy of the built-in one."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..diagnostics import StudykitError
from ..files import MAX_BYTES, read_named
from ..source.course import ASKING
from ..source.fold import SPACELESS
from ..source.pins import LOCK_FILE, Lock, Original, text_digest
from ..source.words import WordIndex

if TYPE_CHECKING:
    from ..source.course import CourseFile
    from ..source.formats.converted import ConversionNote
    from ..source.text import Segment
    from .proposal import Proposal

SCHEMAS = ".schema"  # beside the banks, where loading does not look
_MODELINE = re.compile(rb"\A# yaml-language-server: \$schema=.*\n")

IGNORE = b"# Other people's texts: keep them out of a public repository.\ntexts/\n"


FIRST_BANK = "01-first-bank.yaml"
GUIDE = "AGENTS.md"
"""The name of the guide for language models that work in a course."""


def guide() -> bytes:
    """Return the guide for language models that work in a course."""
    return files(__package__).joinpath(GUIDE).read_bytes()


_ID = re.compile(rb"^id: *[\w-]+", re.MULTILINE)
_CONSONANTS = "bcdfghjkmnpqrstvwxz"


def new_id(name: str) -> str:
    """Return an id for a course in a folder of this name: "lighthouse-kqtzwn".

    Anki and progress files tell courses apart by their ids alone, so each gets a random end.
    """
    words = re.sub(r"[^a-z0-9]+", "-", name.lower())[:40].strip("-")
    return "-".join(filter(None, (words or "course", random_letters())))


def random_letters() -> str:
    """Return six random consonants: without vowels, they make no word."""
    return "".join(secrets.choice(_CONSONANTS) for _ in range(6))


SAMPLES = ("en", "de", "es", "fr", "zh")
"""The languages that have a sample course: the folders beside this file."""


def sample_language(tag: str) -> str | None:
    """Return the language of the sample course for a language tag such as `de-AT`, or None."""
    language, *subtags = tag.lower().replace("_", "-").split("-")
    if language not in SAMPLES or (language == "zh" and {"hant", "tw", "hk", "mo"} & {*subtags}):
        return None
    return language


def sample(id: str, language: str = "en") -> dict[str, bytes]:
    """Return the files of the sample course in a language of `SAMPLES`, by name.

    Its short interview and its questions were written for it; none is a translation of another.
    """
    return _course_in(language, FIRST_BANK, id)


EXAMPLES = ("interview", "science")
"""The names of the sample courses; the interview is in each language of `SAMPLES`."""


def science(id: str) -> dict[str, bytes]:
    """Return the files of the sample course on a lesson, with formulas, pictures, a table and code."""
    return _course_in("science", "01-pendulum.yaml", id)


def _course_in(name: str, bank: str, id: str) -> dict[str, bytes]:
    """Return the files of a sample course: its bank, its texts and pictures."""
    folder = files(__package__).joinpath(name)
    names = ["course.yaml", bank]
    for inner in ("texts", "images"):
        if folder.joinpath(inner).is_dir():
            names += sorted(f"{inner}/{file.name}" for file in folder.joinpath(inner).iterdir())
    course = {name: folder.joinpath(*name.split("/")).read_bytes() for name in names}
    return _with_schemas(_with_id(course, id))


def _with_id(course: dict[str, bytes], id: str) -> dict[str, bytes]:
    """Replace the id in a course file."""
    return course | {"course.yaml": _ID.sub(f"id: {id}".encode(), course["course.yaml"], count=1)}


def _with_schemas(course: dict[str, bytes]) -> dict[str, bytes]:
    """Add the schemas to a course, and to its files the first lines that lead editors to them."""
    made = {}
    for name, content in course.items():
        if name.endswith(".yaml"):
            schema = "course" if name == "course.yaml" else "bank"
            first = f"# yaml-language-server: $schema={SCHEMAS}/{schema}.json\n".encode()
            content = first + _MODELINE.sub(b"", content)
        made[name] = content
    folder = files(__package__.rpartition(".")[0]).joinpath("schemas")
    for name in ("bank.json", "course.json"):
        made[f"{SCHEMAS}/{name}"] = folder.joinpath(name).read_bytes()
    return made


def built_in(folder: Path, new_id: str | None = None) -> dict[str, bytes]:
    """Return the files of the built-in course, without the texts of its sources, by name.

    With a new id it is another course: its notes were never built, so it has no `notes.lock`.
    """
    try:
        copied = {
            file.name: file.read_bytes()
            for file in sorted(folder.iterdir())
            if file.suffix in (".yaml", ".lock")
        }
    except OSError as error:
        raise StudykitError(f"cannot read {folder}: {error.strerror}") from error
    if new_id:
        copied = _with_id(copied, new_id)
        copied.pop("notes.lock", None)
    return _with_schemas(copied | {".gitignore": IGNORE})


class OwnCourse(NamedTuple):
    """The files of a course on a text, by name, and what was found in the text."""

    files: dict[str, bytes]
    found: str
    notes: tuple[ConversionNote, ...]
    doubts: tuple[str, ...]


def own_text(file: Path, course_id: str, language: str | None = None) -> OwnCourse:
    """Return a course on a text: one source, described by what was found in it, and a question to fill in.

    Without a language tag, the language of the text is guessed.  The check fails until the question has its
    words.  Documents are converted to Markdown.  Raises StudykitError if the text cannot be read.
    """
    from ..source.formats import format_of
    from .proposal import propose, read_with

    document = read_document(file)
    id, file_title, name = names_of(file)
    if document.original:
        name = f"{id}.md"
    format = format_of(name)
    proposal = propose(document.text, format, language=language)
    title = document.title or proposal.title
    text = read_with(document.text, format, proposal)
    asking = {speaker.id for speaker in proposal.speakers if speaker.role in ASKING}
    citable = [segment for segment in text.segments if not segment.outside]
    answers = [segment for segment in citable if segment.speaker not in asking]
    shown = text.shown.text
    quote = (
        _first_sentence(shown, answers)
        or _first_words(shown, citable)
        or _longest_sentence(shown, citable)
    )
    if quote is None:
        raise StudykitError(f"{file} has no passage of three words to quote; is it the right file?")
    course = COURSE.format(
        course_id=course_id,
        people="people:\n" + proposal.people_yaml("  ") if proposal.speakers else PEOPLE,
        course_title=json.dumps(title, ensure_ascii=False) if title else "My course",
        id=id, title=json.dumps(title or file_title, ensure_ascii=False),
        file=json.dumps(name, ensure_ascii=False), format=format,
        more=proposal.source_yaml("    ") + _hints(proposal),
    )  # fmt: skip
    lang = f", lang: {proposal.language}" if proposal.language not in (None, "en") else ""
    bank = BANK.format(id=id, lang=lang, quote=json.dumps(quote, ensure_ascii=False))
    files = {
        "course.yaml": course.encode(),
        FIRST_BANK: bank.encode(),
        f"texts/{name}": document.raw,
        ".gitignore": IGNORE,
    }
    if document.original:
        files[LOCK_FILE] = Lock(originals={id: document.original}).as_json().encode()
    doubts = proposal.doubts
    if not title:
        doubts = ("the text has no title: set `title` in course.yaml", *doubts)
    return OwnCourse(_with_schemas(files), proposal.found, document.notes, doubts)


def is_blank_bank(content: bytes) -> bool:
    """Whether a bank is the one that a course on an own text has at first, without any change."""
    words = content.decode("utf-8", "replace")
    _, _, id = words.partition("source: ")
    _, _, quote = words.rpartition("quote: ")
    id = id.partition("}")[0]  # perhaps with the language
    blank = BANK.format(id=id, lang="", quote=quote.partition("\n")[0])
    return _MODELINE.sub(b"", content) == blank.encode()


class NewSource(NamedTuple):
    """A source to add to a course file: the lines of its people and of its entry, and what was found."""

    people: str
    source: str
    title: str
    found: str
    doubts: tuple[str, ...]


def new_source(
    id: str, file: Path, document: UserText, course: CourseFile, url: str | None = None
) -> NewSource:
    """Return the entry of a new source, described by what was found in its text."""
    from ..source.formats import FORMATS, format_of
    from .proposal import propose, quoted

    _, file_title, name = names_of(file)
    format = "markdown" if document.original else format_of(name)
    proposal = propose(document.text, format, course.people)
    found_title = document.title or proposal.title
    title = found_title or file_title
    source = (
        f"- id: {id}\n  kind: original\n  title: {quoted(title)}\n"
        + (f"  url: {quoted(url)}\n" if url else "")
        + f"  file: {id}{FORMATS[format].SUFFIXES[0]}\n{proposal.source_yaml()}"
    )
    doubts = proposal.doubts
    if not found_title:
        doubts = (f"the text has no title: set `title` of {id} in course.yaml", *doubts)
    people = proposal.people_yaml(known=course.people)
    return NewSource(people, source, title, proposal.found, doubts)


def _hints(proposal: Proposal) -> str:
    """Return comments on the keys that were not found."""
    return ("" if proposal.speakers else SPEAKERS) + ("" if proposal.parts else REGIONS)


class UserText(NamedTuple):
    """A text of the user: its bytes to keep, its words, and what it was made of, if converted.

    `title` is the one that a document gives itself.
    """

    raw: bytes
    text: str
    original: Original | None
    notes: tuple[ConversionNote, ...]
    title: str = ""


def read_document(file: Path, plain: bool = False) -> UserText:
    """Read a text of the user; see `as_text`.  Raises StudykitError if it cannot be read."""
    return as_text(read_named(file, MAX_DOCUMENT), file.name, str(file), plain)


def as_text(raw: bytes, name: str, shown: str, plain: bool = False) -> UserText:
    """Return a document with some name as Markdown, unless it is a text that is read as it is.

    `shown` names the document in messages; `plain` as in `converted`.  Raises StudykitError if it cannot be read.
    """
    from ..source.apart import converted_apart
    from ..source.formats.converted import NotConvertible

    try:
        made = converted_apart(raw, name, plain)
        if made is not None:
            text = made.converted.text.encode()
            printable = "".join(c for c in name if c.isprintable())[:200]
            original = Original(printable, text_digest(raw), made.converter, text_digest(text))
            _require_size(text, f"{shown} is too large: as Markdown it has")
            title = " ".join("".join(filter(str.isprintable, made.converted.title)).split())[:200]
            return UserText(text, made.converted.text, original, made.converted.notes, title)
        _require_size(raw, f"{shown} is too large: it has")
        return UserText(raw, raw.decode("utf-8"), None, ())
    except NotConvertible as error:
        raise StudykitError(f"{shown} {error}") from error
    except UnicodeDecodeError as error:
        raise StudykitError(f"{shown} is not UTF-8 text; save it as UTF-8") from error


MAX_DOCUMENT = 200_000_000
"""The most bytes of a document, which may have pictures."""


def _require_size(text: bytes, has: str) -> None:
    """Raise StudykitError if a text is too large to be read as a source."""
    if len(text) > MAX_BYTES:
        raise StudykitError(f"{has} {len(text):,} bytes, at most {MAX_BYTES:,} can be read")


def names_of(file: Path) -> tuple[str, str, str]:
    """Return an id and a title for a text, and the name of its file in the course.

    A file may have any name, but not all names can be written in a course file.
    """
    id = re.sub(r"[^a-z0-9]+", "-", file.stem.lower())[:60].strip("-")
    if id in ("", "true", "false", "null"):  # YAML would read the last three as values
        id = f"{id}-text".strip("-")
    printable = "".join(c if c.isprintable() and c not in "-_" else " " for c in file.stem)
    title = " ".join(printable.split()).capitalize() or "My text"
    name = file.name
    if not name.isprintable() or "\\" in name or len(name.encode()) > 200:
        name = id + file.suffix if re.fullmatch(r"\.\w{1,10}", file.suffix) else id
    return id, title, name


def _first_sentence(text: str, segments: list[Segment]) -> str | None:
    """Return the first sentence of 6 to 30 words that occurs only once in the text.

    A line break in a paragraph does not end a sentence; a word that is broken at it is not quoted.
    """
    return next((sentence for count, sentence in _sentences(text, segments) if count >= 6), None)


def _longest_sentence(text: str, segments: list[Segment]) -> str | None:
    """Return the longest sentence of at least 3 words that occurs only once in the text."""
    found = [item for item in _sentences(text, segments) if item[0] >= 3]
    return max(found, key=lambda item: item[0], default=(0, None))[1]


def _sentences(text: str, segments: list[Segment]) -> Iterator[tuple[int, str]]:
    """Yield the sentences of at most 30 words that occur only once, each after its number of words."""
    text = text.replace("\n", " ")
    for segment in segments:
        words = WordIndex(text, pairwise((*segment.paragraphs, segment.end)))
        for first, last in words.by_sentence():
            sentence = words.between(first, last)
            quotable = last - first <= 30 and not _UNQUOTABLE.search(sentence)
            if quotable and text.count(sentence) == 1:
                yield last - first, sentence


def _first_words(text: str, segments: list[Segment]) -> str | None:
    """Return a few words from the beginning that occur only once in the text."""
    flat = " ".join(text.split())
    for segment in segments:
        words_of_segment = text[segment.start : segment.end].split()
        runs = groupby(words_of_segment, lambda word: _CONTROL.search(word) is None)
        for quotable, run in runs:
            words = list(run) if quotable else []
            if any(map(_SPACELESS.search, words[:6])):
                quote = _first_clause(" ".join(words), flat)
                if quote is not None:
                    return quote
                continue
            for count in range(6, min(len(words), 25) + 1):
                quote = " ".join(words[:count])
                if flat.count(quote) == 1:
                    return quote
    return None


_SPACELESS = re.compile(f"[{SPACELESS}\u30a0-\u30ff]{{4}}")
"""Words in scripts without spaces between words."""


def _first_clause(words: str, flat: str) -> str | None:
    """Return the first clause, or a longer beginning, that occurs only once in a text."""
    ends = [match.start() for match in re.finditer(r"[。！？，、；,.!?;]|\s|$", words[:120])]
    for end in ends:
        quote = words[:end].strip()
        if len(quote) >= 8 and flat.count(quote) == 1:
            return quote
    return None


_UNQUOTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]|\w[-¬] |【")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that a quote in a bank cannot have."""


COURSE = """\
# Your course: its texts, who speaks in them, and which parts may be quoted.
# `studykit init` without --text writes a sample with a comment for every key.

# The id of the course. Never change it once people learn with it: their progress depends on it.
id: {course_id}
title: {course_title}
version: "0.1"

{people}
sources:
  - id: {id}
    kind: original       # or translation, excerpts, summary, news, commentary, essay, book, podcast,
                         # lecture, video
    title: {title}
    # credit: translated by …, published by …
    # url: https://…     # where it can be read; the cards then link to the passage
    file: {file}
    format: {format}
{more}"""

PEOPLE = """\
# people:                # who speaks; `role: interviewer` numbers the turns Q1, A1, Q2, A2 …
#   - {id: anna, name: Anna Example, role: interviewer}
#   - {id: ben, name: Ben Example}
"""

SPEAKERS = """\
    # speakers: {Anna: anna, Ben: ben}      # paragraphs that start with "Anna:" are hers
"""

REGIONS = """\
    # regions:           # the parts in order, by heading or first words
    #   - {id: part-1, title: Part 1, kind: interview, heading: The first heading}
    #   - {id: comments, kind: comments, opens: Leave a reply}
"""

BANK = """\
# A bank of questions. `studykit check` looks up every quote in the text.

id: first-bank
title: My first bank
defaults: {{source: {id}{lang}}}
questions:
  - id: first-question
    type: basic          # or cloze, multiple_choice, true_false, short_answer, numeric, ...
    prompt:              # write a question that the quote below answers, or choose another quote
    answer:              # write the answer that learners should remember
    passages:
      - quote: {quote}
"""
