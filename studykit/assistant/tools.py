"""What the tools do: a course as an assistant sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from ..analysis.coverage import SourceCoverage
from ..analysis.coverage import coverage as measured
from ..bank.evidence import verify
from ..bank.kinds import KINDS
from ..bank.load import Course, load, texts_folder
from ..bank.locating import location_data, passage_to_cite, query_of
from ..diagnostics import Report, StudykitError, require_known
from ..format import plural
from ..json_schema import bank_schema
from ..schema import validate
from ..source.course import REGION_KINDS
from ..source.excerpt import longest_part_in, typed
from ..source.words import count_words
from ..yamlfile import YamlFile
from .arguments import (
    PASSAGE_WORDS,
    TOOLS,
    CardsArguments,
    CoverageArguments,
    LocateArguments,
    NoArguments,
    ReadArguments,
    SchemaArguments,
)
from .cards import check_cards
from .reading import passages_from, start_of, start_of_quote, text_of

MOST = 25
"""The most places that `coverage` names in a source."""


@dataclass
class Assistant:
    """A course as an assistant sees it; it is loaded again when one of its files has changed.

    `texts` as in `load`.  `full_text` allows answers of any number of words.
    """

    folder: Path
    texts: Path | None = None
    full_text: bool = False
    _loaded: tuple[object, Course | None] = field(default=(None, None), repr=False)

    @property
    def course(self) -> Course:
        """The course as it is now; raises StudykitError if its course file cannot be read."""
        state = self._state()
        if self._loaded[0] != state:
            self._loaded = (state, load(self.folder, Report(), self.texts, partly=True))
        course = self._loaded[1]
        if course is None:
            raise StudykitError(
                "the course file cannot be read; `studykit check` in a terminal says why"
            )
        return course

    def _state(self) -> object:
        """Return what changes with the files of the course."""
        folders = {self.folder, texts_folder(self.folder, self.texts), self.folder / "texts"}
        files = chain.from_iterable(f.iterdir() for f in sorted(folders) if f.is_dir())
        return [
            (path, status.st_mtime_ns, status.st_size)
            for path in sorted(files)
            if path.is_file() and (status := path.stat())
        ]

    def sources(self, arguments: NoArguments) -> dict[str, Any]:
        course = self.course
        return {
            "course": course.info.title,
            "questions": sum(bank.count for bank in course.banks),
            "banks": [
                {"id": b.header.id, "title": b.header.title, "questions": b.count}
                for b in course.banks
            ],
            "people": [
                {"name": p.name, **({"role": p.role} if p.role else {})} for p in course.info.people
            ],
            "sources": [_described(course, source.id) for source in course.info.sources],
        }

    def read_passage(self, arguments: ReadArguments) -> dict[str, Any]:
        course, a = self.course, arguments
        ways = [a.quote is not None, a.start is not None, bool(a.section or a.turn)]
        if sum(ways) > 1:
            raise StudykitError("give a `quote`, a `start`, or a `section` and `turn`: only one")
        if a.words > PASSAGE_WORDS and not self.full_text:
            raise StudykitError(
                f"`words` must be at most {PASSAGE_WORDS}; to allow more, the user can start the"
                " server with --full-text"
            )
        text = text_of(course, a.source) if a.source or not a.quote else None
        start = a.start or 0
        if a.quote:
            text, start = start_of_quote(course, a.source, a.quote)
        elif text and a.start is None:
            start = start_of(text, a.section, a.turn)
        assert text is not None  # one of the two has found it
        return passages_from(course, text, start, a.words)

    def locate(self, arguments: LocateArguments) -> dict[str, Any]:
        course = self.course
        query = query_of(course, arguments.model_dump())
        location = course.finder.locate(query)
        made = {"passes": location.verdict.passes, **location_data(location)}
        if passage := passage_to_cite(course, query, location):
            made["passage"] = passage
        elif not location.matches and not location.nearest:
            asked = [text for id, text in course.texts.items() if query.source in (None, id)]
            if part := longest_part_in(asked, query.quote):
                made["longest_part_found"] = typed(part, query.quote)
        if not self.full_text:
            return _shortened(made)
        return made

    def check_cards(self, arguments: CardsArguments) -> dict[str, Any]:
        return check_cards(self.course, arguments.cards, arguments.bank)

    def coverage(self, arguments: CoverageArguments) -> dict[str, Any]:
        course = self.course
        require_known("source", arguments.source, (s.id for s in course.info.sources))
        measures = measured(course, verify(course, Report()))
        return {
            "questions": len(measures.questions),
            "types": measures.types,
            "levels": {level or "none": count for level, count in measures.levels.items()},
            "sources": [
                _coverage(course, source)
                for source in measures.sources
                if arguments.source in (None, source.source.id)
            ],
        }

    def schema(self, arguments: SchemaArguments) -> dict[str, Any]:
        whole = _bank_schema()
        definitions = whole["$defs"]
        if arguments.type is None:
            return {
                "types": {name: definitions[name]["description"] for name in KINDS},
                "keys of every question": {
                    key: rule["description"]
                    for key, rule in definitions["common"]["properties"].items()
                },
                "example": EXAMPLE,
            }
        require_known("type", arguments.type, KINDS)
        return _of_type(whole, arguments.type)


_bank_schema = cache(bank_schema)

EXAMPLE = """\
- id: winding-interval
  type: short_answer
  prompt: How often must the weight of the light be wound up?
  answer: every four hours
  passages:
    - source: lighthouse
      quote: The weight has to be wound every four hours
      speaker: Ida Marlow
"""


def _described(course: Course, id: str) -> dict[str, Any]:
    """Return a source with its sections."""
    source, text = course.info.source(id), course.texts.get(id)
    assert source is not None  # it is one of the course
    made: dict[str, Any] = {
        "id": id,
        "title": source.title,
        "kind": source.kind,
        "language": source.language,
        "text_here": text is not None,
    }
    if source.credit:
        made["credit"] = source.credit
    sections = []
    for region in source.sections:
        row: dict[str, Any] = {"id": region.id, "title": region.name}
        if not region.citable:
            row["cannot_be_cited"] = REGION_KINDS[region.kind]
        if text is not None:
            within = [segment for segment in text.segments if segment.region is region]
            shown = text.shown.text
            row["words"] = sum(count_words(shown[s.start : s.end]) for s in within)
            if turns := {segment.turn for segment in within if segment.turn}:
                row["turns"] = len(turns)
        sections.append(row)
    return made | {"sections": sections}


def _shortened(found: dict[str, Any]) -> dict[str, Any]:
    """Cut the words of the texts in an answer, which may be as long as the quote."""
    for match in [*found["matches"], found["nearest"]]:
        if match and count_words(match["text"]) > PASSAGE_WORDS:
            match["text"] = " ".join(match["text"].split()[:PASSAGE_WORDS]) + " …"
            match.pop("diff", None)
    return found


def _coverage(course: Course, source: SourceCoverage) -> dict[str, Any]:
    not_quoted = [
        {
            "section": spot.place.section,
            "place": spot.name,
            "speaker": course.info.name(spot.place.speaker),
            "words": spot.citable,
        }
        for spot in source.untouched
    ]
    return {
        "id": source.source.id,
        **source.total.as_data(),
        "sections": [
            {"id": group.id, "title": source.section(group.id), **group.amount.as_data()}
            for group in source.sections
        ],
        "not_quoted": not_quoted[:MOST],
        "more_not_quoted": len(not_quoted[MOST:]),
        "quoted_often": [
            {"quoted": sentence.words, "questions": len(sentence.asked)}
            for sentence in source.crowded[:MOST]
        ],
    }


def _of_type(whole: dict[str, Any], type: str) -> dict[str, Any]:
    """Return the schema of a question type, without the others."""
    definitions = whole["$defs"]
    used: dict[str, Any] = {}

    def resolved(value: Any) -> Any:
        if isinstance(value, list):
            return [resolved(item) for item in value]
        if not isinstance(value, dict):
            return value
        match value.get("$ref", "").removeprefix("#/$defs/").split("/"):
            case ["common", "properties", key]:
                return resolved(definitions["common"]["properties"][key])
            case [name] if name:
                if name not in used:
                    used[name] = {}  # it may contain itself
                    used[name] = resolved(definitions[name])
        return {key: resolved(item) for key, item in value.items() if key != "patternErrorMessage"}

    made: dict[str, Any] = resolved(definitions[type])
    return made | {"$defs": used} if used else made


RUN: Mapping[str, Callable[[Assistant, Any], dict[str, Any]]] = {
    "sources": Assistant.sources,
    "read_passage": Assistant.read_passage,
    "locate": Assistant.locate,
    "check_cards": Assistant.check_cards,
    "coverage": Assistant.coverage,
    "schema": Assistant.schema,
}


def answer(assistant: Assistant, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer of a tool; raises StudykitError for a tool or arguments that it cannot use."""
    require_known("tool", name, TOOLS)
    tool, report = TOOLS[name], Report()
    given = {key: value for key, value in arguments.items() if value is not None}
    valid = validate(tool.arguments, given, YamlFile(""), (), report)
    if valid is None:
        problems = [f"{d.message} ({d.help})" if d.help else d.message for d in report.diagnostics]
        raise StudykitError(f"{plural(len(problems), 'problem')}: {'; '.join(problems)}")
    return RUN[name](assistant, valid)
