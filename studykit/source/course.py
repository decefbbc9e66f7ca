"""The course file: works, people and sources, and the structure of each source."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from ..diagnostics import Finding, KeyPath, Report, suggest
from ..schema import Model, NonEmpty, Slug, Url, validate
from ..yamlfile import YamlFile

COURSE_FILE = "course.yaml"

SourceKind = Literal["translation", "original", "summary", "news", "commentary", "essay", "book"]

CITABLE_KINDS = {
    "interview": "an interview",
    "body": "the body",
    "introduction": "an introduction",
    "preface": "a preface",
    "note": "an editor's note",
    "footnotes": "footnotes",
    "summary": "a summary",
}
OTHER_KINDS = {
    "title": "a title",
    "front-matter": "front matter",
    "credits": "credits",
    "contents": "a table of contents",
    "navigation": "navigation",
    "label": "a label",
    "comments": "reader comments",
    "spam": "spam",
}
REGION_KINDS = {**CITABLE_KINDS, **OTHER_KINDS}

RegionKind = Literal[
    "interview", "body", "introduction", "preface", "note", "footnotes", "summary",
    "title", "front-matter", "credits", "contents", "navigation", "label", "comments", "spam",
]  # fmt: skip


class Person(Model):
    """Someone who speaks, writes or translates."""

    id: Slug
    """A short name that sources use under `people` and `speakers`."""
    name: NonEmpty
    """The name shown with a quote."""
    aliases: tuple[NonEmpty, ...] = ()
    """Other names that questions may use."""
    role: Literal["interviewer", "interviewee", "translator", "editor", "author"] | None = None
    """The person's role. Each turn of an interviewer begins a new exchange."""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Work(Model):
    """An original that several sources render, such as an interview with two translations."""

    id: Slug
    """A short name that sources use as their `work`."""
    title: NonEmpty
    """The title of the work."""
    date: NonEmpty | None = None
    """The date of publication, as precise as is known: 2024, 2024-03 or 2024-03-17."""
    language: NonEmpty | None = None
    """The language of the original, such as en or zh."""


class Region(Model):
    """A part of a source that can or cannot be cited.

    A region begins with its `heading`, or with the paragraph that begins with `opens`. It ends
    before the next region, or with the paragraph that ends with `closes`.
    """

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["heading"]}, {"required": ["opens"]}]}
    )

    id: Slug
    """A short name that passages use as their `section`."""
    title: NonEmpty | None = None
    """The name in citations, as in “Part 1, A2”. By default it is made from the id."""
    kind: RegionKind = "body"
    """The kind of text, which decides whether it can be cited. Only an interview has turns."""
    heading: NonEmpty | None = None
    """The full text of the heading that the region begins with."""
    opens: NonEmpty | None = None
    """The first words of the paragraph that the region begins with, if it has no heading."""
    closes: NonEmpty | None = None
    """The last words of the last paragraph, if the region ends before the next one begins."""
    cite: bool | None = None
    """Whether it can be cited, whatever its kind."""

    @property
    def citable(self) -> bool:
        return self.kind in CITABLE_KINDS if self.cite is None else self.cite

    @property
    def name(self) -> str:
        return self.title or self.id.replace("-", " ").capitalize()


class Fetch(Model):
    """An address to fetch a text from, and the sha256 of its bytes if they are fixed."""

    url: Url
    """The address of the text itself."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """The sha256 of the bytes, if they never change. Other bytes are refused."""


class Source(Model):
    """A document that questions quote."""

    id: Slug
    """A short name that passages use as their `source`."""
    kind: SourceKind
    """The kind of document."""
    title: NonEmpty
    """The title in citations."""
    short: NonEmpty | None = None
    """A short title that tells translations apart, such as “He and Yu”."""
    work: Slug | None = None
    """The id of the work that the source renders."""
    people: tuple[Slug, ...] = ()
    """The ids of the people who wrote or translated it."""
    credit: NonEmpty | None = None
    """The credit line under every quote."""
    date: NonEmpty | None = None
    """The date of publication, as precise as is known: 2024, 2024-03 or 2024-03-17."""
    language: NonEmpty = "en"
    """The language of the text, such as en or zh."""
    url: Url | None = None
    """The page where people can read it. Citations link to the passage there."""
    fetch: Fetch | None = None
    """The address for `studykit source fetch`."""
    file: Annotated[str, Field(pattern=r"^[^/\\\x00-\x1f\x7f-\x9f]+$")]
    """The name of the file in `texts/`."""
    format: Literal["html", "markdown", "transcript"] | None = None
    """The format of the file. By default its suffix decides."""
    speakers: dict[NonEmpty, Slug] = {}
    """The labels that turns begin with, as in the text, each with a person's id."""
    not_speakers: tuple[NonEmpty, ...] = ()
    """Words that begin a paragraph before a colon but are not the label of a speaker."""
    speaker: Slug | None = None
    """The id of the person who speaks in a text with one author, except in editor's notes."""
    headings: tuple[NonEmpty, ...] = ()
    """The lines of a transcript that are headings."""
    regions: tuple[Region, ...] = ()
    """The parts of the text, in order. By default the whole text is one region."""

    @property
    def name(self) -> str:
        return self.short or self.title

    def region(self, id: str) -> Region | None:
        return next((region for region in self.sections if region.id == id), None)

    @cached_property
    def sections(self) -> tuple[Region, ...]:
        """The declared regions, or one for the whole text if none is declared."""
        if self.regions:
            return self.regions
        return (Region(id="text", title="Text", kind="interview" if self.speakers else "body"),)


class CourseFile(Model):
    """The contents of `course.yaml`."""

    id: Slug
    """A short name that never changes: with a question's id it identifies the question to Anki and in progress files."""
    title: NonEmpty
    """The title of the course."""
    deck: NonEmpty | None = None
    """The name of the deck in Anki, by default the title. Anki identifies the deck by it."""
    description: NonEmpty | None = None
    """A sentence or two on what the course is about."""
    licence: NonEmpty | None = None
    """The licence of the questions."""
    version: NonEmpty = "1"
    """The version, which you increase when you publish a change."""
    works: tuple[Work, ...] = ()
    """Originals that several sources render, such as an interview with two translations."""
    people: tuple[Person, ...] = ()
    """Everyone who speaks in the texts, or wrote or translated them."""
    sources: tuple[Source, ...] = Field(min_length=1)
    """The documents that questions quote."""

    def source(self, id: str) -> Source | None:
        """Return the source with an id."""
        return next((source for source in self.sources if source.id == id), None)

    @cached_property
    def _people(self) -> dict[str, Person]:
        names = {name.casefold(): p for p in self.people for name in p.names}
        return names | {p.id: p for p in self.people}

    def person(self, name: str) -> Person | None:
        """Return the person with an id, name or alias, ignoring case."""
        return self._people.get(name.casefold())

    def name(self, person: str | None) -> str | None:
        """Return the name of the person with an id."""
        found = self._people.get(person) if person else None
        return found.name if found else None


HINTS = {"license": "did you mean `licence`?", "section": "did you mean `regions`?"}


def load_course_file(file: YamlFile, report: Report) -> CourseFile | None:
    """Return the course file as a model, or None; add its mistakes to the report."""
    if file.data is None:
        if not report.errors:
            report.add("missing-key", Finding("the course file is empty", file))
        return None
    course = validate(CourseFile, file.data, file, (), report, HINTS)
    if course is not None:
        check_names(course, file, report)
    return course


def check_names(course: CourseFile, file: YamlFile, report: Report) -> None:
    """Report duplicate ids, and references to unknown works and people."""
    works = [work.id for work in course.works]
    people = [person.id for person in course.people]
    ids = {"works": works, "people": people, "sources": [source.id for source in course.sources]}
    for key, known in ids.items():
        _check_unique(key, known, (key,), file, report)
    for n, source in enumerate(course.sources):
        at: KeyPath = ("sources", n)
        if source.work:
            _check_known("work", source.work, works, (*at, "work"), file, report)
        for i, person in enumerate(source.people):
            _check_known("person", person, people, (*at, "people", i), file, report)
        if source.speaker:
            _check_known("person", source.speaker, people, (*at, "speaker"), file, report)
        for label, person in source.speakers.items():
            _check_known("person", person, people, (*at, "speakers", label), file, report)
        regions = [region.id for region in source.regions]
        _check_unique("regions", regions, (*at, "regions"), file, report)
        for i, region in enumerate(source.regions):
            if not (region.heading or region.opens):
                message = f"region `{region.id}` needs `heading` or `opens`"
                report.add("missing-key", Finding(message, file, (*at, "regions", i)))


def _check_unique(
    nouns: str, ids: list[str], path: KeyPath, file: YamlFile, report: Report
) -> None:
    for n, id in enumerate(ids):
        if id in ids[:n]:
            message = f"`{id}` is the id of two {nouns}"
            report.add("duplicate-id", Finding(message, file, (*path, n, "id")))


def _check_known(
    noun: Literal["work", "person"],
    id: str,
    known: list[str],
    path: KeyPath,
    file: YamlFile,
    report: Report,
) -> None:
    if id not in known:
        message = f"unknown {noun} `{id}`"
        report.add(f"unknown-{noun}", Finding(message, file, path, suggest(id, known)))
