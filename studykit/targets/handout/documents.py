"""Documents: title, running head and credits from the sources that their questions cite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...bank.model import Exercise
from ...format import credited, labelled, listed, series
from ...language import language_or_default
from ...locale import _, ngettext, spoken
from ...source.course import PUBLIC_DOMAIN, CourseFile, Source
from .formats.characters import isolated
from .model import Audience, Document, Fields, LabelledBlank, Part, WebAddress
from .planning import MOST_SPARE

NO_BREAK = "\u00a0"

MAX_NAMED_SOURCES = 3
"""The most sources that the running head names."""


def document(
    kind: str,
    audience: Audience,
    course: CourseFile,
    exercises: Iterable[Exercise],
    parts: Iterable[Part],
    subtitle: str,
    *,
    name: str,
    topic: str | None = None,
    margin: bool = False,
    whole: frozenset[str] = frozenset(),
) -> Document:
    """A document titled by its name and its topic, else by the work.

    Of the sources in `whole`, it prints more than quotes.
    """
    cited = {evidence.source for exercise in exercises for evidence in exercise.evidence}
    sources = [source for source in course.sources if source.id in cited | whole]
    work = _work(course, sources)
    topic = None if topic == work else topic
    names = [isolated(source.name) for source in sources]
    return Document(
        kind=kind,
        audience=audience,
        title=labelled(name, isolated(topic or work)),
        subtitle=f"{isolated(work)} · {subtitle}" if topic else subtitle,
        work=isolated(work),
        sources="" if names == [isolated(work)] else _named(names),
        parts=tuple(parts),
        credits=tuple(_credits(course, sources, whole)),
        margin=margin,
        lang=spoken(),
        quoted_langs=tuple(dict.fromkeys(source.language for source in course.sources)),
    )


def _named(names: Sequence[str]) -> str:
    """The names of sources, or how many they are."""
    if len(names) <= MAX_NAMED_SOURCES:
        return series(names)
    return ngettext("{n} source", "{n} sources", len(names))


def _work(course: CourseFile, sources: Sequence[Source]) -> str:
    """The title of the only work that all sources belong to, else of the course."""
    of_sources = [set(source.work) for source in sources if source.work]
    shared = set.intersection(*of_sources) if of_sources else set()
    titles = [work.title for work in course.works if work.id in shared]
    return titles[0] if len(titles) == 1 else course.title


def _credits(course: CourseFile, sources: Sequence[Source], whole: frozenset[str]) -> Iterator[str]:
    """The origin and the rights of texts, quotes and questions."""
    texts = [source for source in sources if source.id in whole]
    quoted = [source for source in sources if source.id not in whole]
    for source in texts:
        if source.rights:
            yield _("Text: {source}.", source=_owned(source))
        else:
            yield _("Text: {source}. Printed for use in this class only.", source=_owned(source))
    if quoted:
        yield _("Quotes: {sources}.", sources=series(map(_owned, quoted)))
    if course.licence:
        yield _(
            "Questions: {course}, {licence} licence.",
            course=isolated(course.title),
            licence=course.licence,
        )


def _owned(source: Source) -> str:
    """A source with its credit and rights: "The Second Inaugural (Abraham Lincoln), public domain"."""
    owned = isolated(source.title)
    if source.credit:
        owned = credited(owned, isolated(source.credit))
    rights = _("public domain") if source.rights == PUBLIC_DOMAIN else source.rights
    return _("{source}, {rights}", source=owned, rights=rights) if rights else owned


def subtitle(audience: Audience, *facts: str) -> str:
    """The line below a title: "For the teacher · 45 minutes"; it breaks only between facts."""
    parts = (_("For the teacher"), *facts) if audience == "teacher" else facts
    return " · ".join(part.replace(" ", NO_BREAK) for part in parts)


def questions_text(count: int) -> str:
    """The number of questions, for the line below a title."""
    return ngettext("{n} question", "{n} questions", count)


def minutes_text(minutes: int) -> str:
    """The length of a handout, for the line below a title."""
    return ngettext("{n} minute", "{n} minutes", minutes)


def filled_minutes(filled: int, asked: int) -> int:
    """The length of a lesson as it was asked for, or what is filled of it if that is much less."""
    return asked if asked - filled <= MOST_SPARE else filled


def filled_text(filled: int, asked: int) -> str:
    return minutes_text(filled_minutes(filled, asked))


def name_and_date(*others: LabelledBlank) -> Fields:
    """Blanks for a student's name, the date, and others."""
    return Fields((LabelledBlank(_("Name")), LabelledBlank(_("Date")), *others))


def in_one_paragraph(sentences: Iterable[str]) -> str:
    """Sentences one after the other, with a space between them if the language has spaces."""
    return (" " if language_or_default(spoken()).spaced else "").join(sentences)


def course_page(course: CourseFile) -> Iterator[WebAddress]:
    """The web page of the course, for the end of a student's handout."""
    if course.url:
        yield WebAddress(_("Practise the questions of “{course}”", course=course.title), course.url)


def where_to_read(sections: Iterable[str], source: Source) -> Iterator[WebAddress]:
    """Where students find the text of sections that is not printed."""
    if source.url:
        wanted = set(sections)
        names = [region.name for region in source.sections if region.id in wanted]
        yield WebAddress(
            _("Read {sections} in {source}", sections=listed(names), source=source.name), source.url
        )
