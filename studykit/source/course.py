"""The course file: works, people, and the sources with their declared structure."""

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
    """Somebody who speaks, writes or translates."""

    id: Slug
    """A short name, which sources write under `people` and `speakers`."""
    name: NonEmpty
    """The name that is shown with a quote."""
    aliases: tuple[NonEmpty, ...] = ()
    """Other names that questions may use."""
    role: Literal["interviewer", "interviewee", "translator", "editor", "author"] | None = None
    """What the person does; each turn of an interviewer begins a new exchange."""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Work(Model):
    """What several sources render: one interview, two translations."""

    id: Slug
    """A short name, which sources write as their `work`."""
    title: NonEmpty
    """What the work is called."""
    date: NonEmpty | None = None
    """When it came out, as exactly as is known: 2024, 2024-03 or 2024-03-17."""
    language: NonEmpty | None = None
    """The language of the original, such as en or zh."""


class Region(Model):
    """A stretch of a source with one status, from its opening words to the next region.

    A region opens with the paragraph that is its `heading`, or that begins with `opens`; it ends
    before the next region, or with the paragraph that ends with `closes`.
    """

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["heading"]}, {"required": ["opens"]}]}
    )

    id: Slug
    """What a passage writes as its `section`."""
    title: NonEmpty | None = None
    """How a citation names it, as in “Part 1, A2”; made from the id if left out."""
    kind: RegionKind = "body"
    """What it is, which says whether it can be quoted; only an interview has turns."""
    heading: NonEmpty | None = None
    """The whole heading that it begins with."""
    opens: NonEmpty | None = None
    """The first words of the paragraph that it begins with, instead of a heading."""
    closes: NonEmpty | None = None
    """The last words of its last paragraph, if it ends before the next region."""
    cite: bool | None = None
    """Whether it can be quoted, where the kind should not decide."""

    @property
    def citable(self) -> bool:
        return self.kind in CITABLE_KINDS if self.cite is None else self.cite

    @property
    def name(self) -> str:
        return self.title or self.id.replace("-", " ").capitalize()


class Fetch(Model):
    """Where a text can be fetched, and the sha256 of its bytes where they are fixed."""

    url: Url
    """Where the text itself is."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """The sha256 of its bytes, where they never change; other bytes are refused."""


class Source(Model):
    """One document."""

    id: Slug
    """A short name, by which passages cite it."""
    kind: SourceKind
    """What sort of document it is."""
    title: NonEmpty
    """What citations call it."""
    short: NonEmpty | None = None
    """A short name, by which questions tell translations apart: "He and Yu"."""
    work: Slug | None = None
    """The id of the work that it renders."""
    people: tuple[Slug, ...] = ()
    """The ids of those who wrote or translated it."""
    credit: NonEmpty | None = None
    """Whom a citation credits; stands under every quote."""
    date: NonEmpty | None = None
    """When it came out, as exactly as is known: 2024, 2024-03 or 2024-03-17."""
    language: NonEmpty = "en"
    """The language of the text, such as en or zh."""
    url: Url | None = None
    """Where it can be read; citations link to the passage there."""
    fetch: Fetch | None = None
    """Where `studykit source fetch` gets the text."""
    file: Annotated[str, Field(pattern=r"^[^/\\\x00-\x1f\x7f-\x9f]+$")]
    """The name of its file in `texts/`."""
    format: Literal["html", "markdown", "transcript"] | None = None
    """How the file is read; else its name says it."""
    speakers: dict[NonEmpty, Slug] = {}
    """The labels that turns begin with, as the text has them, each with a person's id."""
    headings: tuple[NonEmpty, ...] = ()
    """Lines of a transcript that are headings."""
    regions: tuple[Region, ...] = ()
    """Its parts in the order in which they stand; one for the whole text if left out."""

    @property
    def name(self) -> str:
        return self.short or self.title

    def region(self, id: str) -> Region | None:
        return next((region for region in self.sections if region.id == id), None)

    @cached_property
    def sections(self) -> tuple[Region, ...]:
        """The declared regions, or one for the whole text where none is declared."""
        if self.regions:
            return self.regions
        return (Region(id="text", title="Text", kind="interview" if self.speakers else "body"),)


class CourseFile(Model):
    """What `course.yaml` says."""

    id: Slug
    """A short name for good: with a question's id it is what progress hangs on."""
    title: NonEmpty
    """What the course is called."""
    deck: NonEmpty | None = None
    """The deck's name in Anki, the title if left out.  It is what Anki knows the deck by."""
    description: NonEmpty | None = None
    """What the course is about, in a sentence or two."""
    licence: NonEmpty | None = None
    """On what terms others may use the questions."""
    version: NonEmpty = "1"
    """Yours to count up when you publish a change."""
    works: tuple[Work, ...] = ()
    """What several sources render, such as one interview in two translations."""
    people: tuple[Person, ...] = ()
    """Everybody who speaks in the texts, or wrote or translated them."""
    sources: tuple[Source, ...] = Field(min_length=1)
    """The documents that questions quote."""

    def source(self, id: str) -> Source | None:
        return self._sources.get(id)

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def _people(self) -> dict[str, Person]:
        names = {name.casefold(): p for p in self.people for name in p.names}
        return names | {p.id: p for p in self.people}

    def person(self, name: str) -> Person | None:
        """The person with an id, a name or an alias, whatever its case."""
        return self._people.get(name.casefold())

    def name(self, person: str | None) -> str | None:
        """The name of the person with an id."""
        found = self._people.get(person) if person else None
        return found.name if found else None


ASIDE = {"license": "here it is spelled `licence`", "section": "sections are `regions` here"}


def load_course_file(file: YamlFile, report: Report) -> CourseFile | None:
    """The course file as a model; what is wrong with it goes into the report."""
    if file.data is None:
        if not report.errors:
            report.add("missing-key", Finding("the course file is empty", file))
        return None
    course = validate(CourseFile, file.data, file, (), report, ASIDE)
    if course is not None:
        _check_names(course, file, report)
    return course


def _check_names(course: CourseFile, file: YamlFile, report: Report) -> None:
    """Ids are unique, and what is referred to is there."""
    for key in ("works", "people", "sources"):
        ids = [item.id for item in getattr(course, key)]
        for n, id in enumerate(ids):
            if id in ids[:n]:
                message = f"`{id}` is the id of two {key}"
                report.add("duplicate-id", Finding(message, file, (key, n, "id")))
    works = [work.id for work in course.works]
    people = [person.id for person in course.people]
    for n, source in enumerate(course.sources):
        at = ("sources", n)
        if source.work and source.work not in works:
            message = f"`{source.work}` is none of the course's works"
            report.add(
                "unknown-work", Finding(message, file, (*at, "work"), suggest(source.work, works))
            )
        named: list[KeyPath] = [(*at, "people", i) for i in range(len(source.people))]
        named += [(*at, "speakers", label) for label in source.speakers]
        for place, id in zip(named, (*source.people, *source.speakers.values()), strict=True):
            if id not in people:
                message = f"`{id}` is none of the course's people"
                report.add("unknown-person", Finding(message, file, place, suggest(id, people)))
        sections = [region.id for region in source.regions]
        for i, region in enumerate(source.regions):
            if region.id in sections[:i]:
                message = f"`{region.id}` is the id of two regions"
                report.add("duplicate-id", Finding(message, file, (*at, "regions", i, "id")))
            if not (region.heading or region.opens):
                message = f"the region `{region.id}` needs `heading` or `opens`"
                report.add("missing-key", Finding(message, file, (*at, "regions", i)))
