"""The course file: works, people and sources, and the structure of each source."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cached_property
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from ..diagnostics import Finding, KeyPath, Report, suggest
from ..locale import N_, _, pgettext, speaking
from ..schema import Model, NonEmpty, OneOrMore, Slug, Url, validate
from ..yamlfile import YamlFile

COURSE_FILE = "course.yaml"

SourceKind = Literal[
    "translation", "original", "excerpts", "summary", "news", "commentary", "essay", "book",
    "podcast", "lecture", "video",
]  # fmt: skip

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


PUBLIC_DOMAIN = "public-domain"

ASKING = ("interviewer", "host")
"""The roles whose turns begin an exchange."""


class Person(Model):
    """A speaker, author, editor or translator."""

    id: Slug
    """The id for this person, which sources use in `people`, `speakers` and `speaker`."""
    name: NonEmpty
    """The full name, shown below quotes."""
    aliases: tuple[NonEmpty, ...] = ()
    """Other names for this person that questions can use, such as a last name."""
    role: (
        Literal["interviewer", "interviewee", "host", "guest", "translator", "editor", "author"]
        | None
    ) = None
    """The role of this person. In an interview, each turn of an `interviewer` or a `host` starts a
    new exchange (Q1, Q2, …)."""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Work(Model):
    """An original of which the course has one or more versions, such as an interview and its
    translations."""

    id: Slug
    """The id for this work, which sources use in `work`."""
    title: NonEmpty
    """The title of the original."""
    date: NonEmpty | None = None
    """The publication date: `2024`, `2024-03` or `2024-03-17`."""
    language: NonEmpty | None = None
    """The language of the original as a language tag, such as `en` or `zh`."""


class Region(Model):
    """A part of the text, such as a chapter or the reader comments.

    It starts at its `heading`, or at the paragraph that starts with the words in `opens`. It ends where
    the next region starts, or after the paragraph that ends with the words in `closes`.
    """

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["heading"]}, {"required": ["opens"]}]}
    )

    id: Slug
    """The id for this region, which passages use in `section`."""
    title: NonEmpty | None = None
    """The name in citations, such as the “Part 1” in “Part 1, A2”. Default: derived from the id."""
    kind: RegionKind = "body"
    """The kind of text. It determines whether quotes from the region are allowed; only an
    `interview` is divided into turns."""
    heading: NonEmpty | None = None
    """The complete heading at the start of the region."""
    opens: NonEmpty | None = None
    """The first words of the region, if it has no heading. They must be at the start of a
    paragraph."""
    closes: NonEmpty | None = None
    """The last words of the region, if it ends before the next region starts. They must be at the
    end of a paragraph."""
    cite: bool | None = None
    """Whether quotes from this region are allowed. Default: depends on `kind`."""
    aim: NonEmpty | None = None
    """The aim of a seminar on this part: one sentence about its ideas."""

    @property
    def citable(self) -> bool:
        return self.kind in CITABLE_KINDS if self.cite is None else self.cite

    @property
    def name(self) -> str:
        return self.title or section_name(self.id)


_SECTIONS = {
    "afterword": N_("Afterword"),
    "conclusion": N_("Conclusion"),
    "epilogue": N_("Epilogue"),
    "footnotes": N_("Footnotes"),
    "foreword": N_("Foreword"),
    "introduction": N_("Introduction"),
    "notes": N_("Notes"),
    "preface": N_("Preface"),
    "prologue": N_("Prologue"),
    "text": N_("Text"),
    "title": N_("Title"),
}
_NUMBERED_SECTIONS = {
    "chapter": N_("Chapter {number}"),
    "episode": N_("Episode {number}"),
    "lecture": N_("Lecture {number}"),
    "part": N_("Part {number}"),
    "section": N_("Section {number}"),
}


def section_name(id: str) -> str:
    """Return the name of a section without a title: "Part 1", "Introduction", "Harbour light"."""
    if id in _SECTIONS:
        return _(_SECTIONS[id])
    if id == "summary":
        return pgettext("section", "Summary")
    kind, _hyphen, number = id.rpartition("-")
    if kind in _NUMBERED_SECTIONS and number.isdecimal():
        return _(_NUMBERED_SECTIONS[kind], number=number)
    return id.replace("-", " ").capitalize()


class Fetch(Model):
    """Where to download the text."""

    url: Url
    """The web address of the text file or page."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """The SHA-256 checksum of the file. A download with another checksum is rejected."""


class Source(Model):
    """A document that questions quote from."""

    id: Slug
    """The id for this source, which passages use in `source`."""
    kind: SourceKind
    """The type of document."""
    title: NonEmpty
    """The full title, shown in citations."""
    short: NonEmpty | None = None
    """A short title for questions and lists, such as “Harry Wang’s blog” for a translation.
    Default: `title`."""
    work: Annotated[tuple[Slug, ...], OneOrMore] = ()
    """The id of the work that this source is a version of. Sources with the same work can be
    compared. Excerpts can be from several works."""
    people: tuple[Slug, ...] = ()
    """The ids of the authors, editors or translators of this source."""
    credit: NonEmpty | None = None
    """The credit line shown below every quote."""
    rights: NonEmpty | None = None
    """`public-domain`, or the licence of the text, such as CC BY 4.0. Without it, handouts that print
    whole turns say that they are for use in class."""
    date: NonEmpty | None = None
    """The publication date: `2024`, `2024-03` or `2024-03-17`."""
    language: NonEmpty = "en"
    """The language of the text as a language tag, such as `en` or `zh`."""
    url: Url | None = None
    """The web page where the source can be read. Citations link to the quoted words on this page."""
    fetch: Fetch | None = None
    """Where `studykit source fetch` downloads the text."""
    file: Annotated[str, Field(pattern=r"^[^/\\\x00-\x1f\x7f-\x9f]+$")]
    """The file name of the text in the `texts/` folder."""
    format: Literal["html", "markdown", "transcript"] | None = None
    """The format of the text. Default: determined by the extension of `file`."""
    speakers: dict[NonEmpty, Slug] = {}
    """The speaker labels in the text, without the colon, each with the id of the person:
    `Reporter: reporter`."""
    not_speakers: tuple[NonEmpty, ...] = ()
    """Words before a colon that look like a speaker label but are not one, such as “Note”."""
    speaker: Slug | None = None
    """The id of the author, for a text without speaker labels. Every quote from it has this
    speaker, except in editor's notes."""
    headings: tuple[NonEmpty, ...] = ()
    """Lines to treat as headings, in a `transcript`, which has no heading markup."""
    regions: tuple[Region, ...] = ()
    """The parts of the text, in order. Text outside all regions cannot be quoted. Default: one
    region for the whole text."""

    @property
    def name(self) -> str:
        return self.short or self.title

    @property
    def version_of(self) -> str | None:
        """The id of the work that this is a version of; None for excerpts."""
        return self.work[0] if len(self.work) == 1 and self.kind != "excerpts" else None

    @property
    def voices(self) -> frozenset[str]:
        """The ids of the people who speak in it."""
        return frozenset((*self.speakers.values(), *filter(None, [self.speaker])))

    def region(self, id: str) -> Region | None:
        return self._regions.get(id)

    @cached_property
    def _regions(self) -> dict[str, Region]:
        return {region.id: region for region in self.sections}

    @cached_property
    def sections(self) -> tuple[Region, ...]:
        """The declared regions, or one for the whole text if none is declared."""
        if self.regions:
            return self.regions
        return (Region(id="text", kind="interview" if self.speakers else "body"),)


class MediaCredit(Model):
    """Who made a picture or a recording, and what may be done with it."""

    credit: NonEmpty
    """The people or the project that made it."""
    licence: NonEmpty | None = None
    """Its licence, such as CC BY-SA 4.0."""
    link: Url | None = None
    """The page it is from."""

    @property
    def line(self) -> str:
        """The credit and the licence: "Ada Lovelace, CC BY-SA 4.0"."""
        return ", ".join(filter(None, (self.credit, self.licence)))


class CourseFile(Model):
    """The course: its title, its sources, and the people in them."""

    id: Slug
    """The id of the course. Never change it: together with the ids of the questions, it identifies
    cards in Anki and in learners' progress."""
    title: NonEmpty
    """The title of the course, shown to learners."""
    language: NonEmpty | None = None
    """The language of cards, handouts and exports as a language tag, such as `en` or `de-AT`. Default:
    `lang` of the first bank."""
    deck: NonEmpty | None = None
    """The name of the Anki deck. Do not change it: Anki identifies the deck by its name. Default:
    `title`."""
    description: NonEmpty | None = None
    """What the course is about, in a sentence or two."""
    url: Url | None = None
    """The web page of the course. Handouts print it, with a QR code."""
    licence: NonEmpty | None = None
    """The licence of the questions, such as MIT or CC BY 4.0."""
    version: NonEmpty = "1"
    """The version of the course. Increase it when you publish changes."""
    works: tuple[Work, ...] = ()
    """Originals of which the course has one or more versions, such as an interview and its
    translations."""
    people: tuple[Person, ...] = ()
    """The people who speak in the sources, or who wrote, edited or translated them."""
    sources: tuple[Source, ...] = Field(min_length=1)
    """The documents that questions quote from."""
    images: dict[NonEmpty, MediaCredit] = Field(default_factory=dict)
    """The credits of pictures, by the names of their files in this folder."""
    recordings: dict[NonEmpty, MediaCredit] = Field(default_factory=dict)
    """The credits of recordings, by the names of their files in this folder."""

    def speaking(self, lang: str | None = None) -> AbstractContextManager[None]:
        """Look words up in the language of the course; with `lang`, in that of a question if possible."""
        return speaking(lang, self.language)

    def source(self, id: str) -> Source | None:
        """Return the source with an id."""
        return self._sources.get(id)

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

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

    def short_name(self, person: str | None) -> str | None:
        """Return the first alias of a person that is part of the name, such as a surname, or the name."""
        found = self._people.get(person) if person else None
        if found is None:
            return None
        parts = found.name.split()
        return next((alias for alias in found.aliases if alias in parts), found.name)


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
        for i, work in enumerate(source.work):
            _check_known("work", work, works, (*at, "work", i), file, report)
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
