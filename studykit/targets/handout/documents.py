"""Documents: title, running head and credits from the sources that their questions cite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...bank.model import Exercise
from ...format import listed
from ...source.course import PUBLIC_DOMAIN, CourseFile, Source
from .model import Audience, Document, Part, WebAddress

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
    names = [source.name for source in sources]
    return Document(
        kind=kind,
        audience=audience,
        title=f"{name}: {topic or work}",
        subtitle=f"{work} · {subtitle}" if topic else subtitle,
        work=work,
        sources=("; ".join(names) if len(names) <= MAX_NAMED_SOURCES else f"{len(names)} sources"),
        parts=tuple(parts),
        credits=tuple(_credits(course, sources, whole)),
        margin=margin,
    )


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
        limit = "" if source.rights else " Printed for use in this class only."
        yield f"Text: {_owned(source)}.{limit}"
    if quoted:
        yield f"Quotes: {'; '.join(map(_owned, quoted))}."
    if course.licence:
        yield f"Questions: {course.title}, {course.licence} licence."


def _owned(source: Source) -> str:
    """A source with its credit and rights: "The Second Inaugural (Abraham Lincoln), public domain"."""
    credit = f" ({source.credit})" if source.credit else ""
    named = "public domain" if source.rights == PUBLIC_DOMAIN else source.rights
    rights = f", {named}" if named else ""
    return f"{source.title}{credit}{rights}"


def subtitle(audience: Audience, *facts: str) -> str:
    """The line below a title: "For the teacher · 45 minutes"."""
    parts = ("For the teacher", *facts) if audience == "teacher" else facts
    return " · ".join(parts)


def course_page(course: CourseFile) -> Iterator[WebAddress]:
    """The web page of the course, for the end of a student's handout."""
    if course.url:
        yield WebAddress(f"Practise the questions of “{course.title}”", course.url)


def where_to_read(sections: Iterable[str], source: Source) -> Iterator[WebAddress]:
    """Where students find the text of sections that is not printed."""
    if source.url:
        wanted = set(sections)
        names = [region.name for region in source.sections if region.id in wanted]
        yield WebAddress(f"Read {listed(names)} in {source.name}", source.url)
