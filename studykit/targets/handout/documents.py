"""Documents: title, running head and credits from the sources that their questions cite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...bank.model import Exercise
from ...source.course import CourseFile, Source
from .model import Audience, Document, Part

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
    name: str | None = None,
    margin: bool = False,
    notices: tuple[str, ...] = (),
) -> Document:
    """A document titled by its `name`, else its kind; `notices` come before the credits."""
    cited = {evidence.source for exercise in exercises for evidence in exercise.evidence}
    sources = [source for source in course.sources if source.id in cited]
    work = _work(course, sources)
    names = [source.name for source in sources]
    return Document(
        kind=kind,
        audience=audience,
        title=f"{work}: {name or kind}",
        subtitle=subtitle,
        work=work,
        sources=("; ".join(names) if len(names) <= MAX_NAMED_SOURCES else f"{len(names)} sources"),
        parts=tuple(parts),
        credits=(*notices, *_credits(course, sources)),
        margin=margin,
    )


def _work(course: CourseFile, sources: Sequence[Source]) -> str:
    """The title of the only work that all sources belong to, else of the course."""
    of_sources = [set(source.work) for source in sources if source.work]
    shared = set.intersection(*of_sources) if of_sources else set()
    titles = [work.title for work in course.works if work.id in shared]
    return titles[0] if len(titles) == 1 else course.title


def _credits(course: CourseFile, sources: Sequence[Source]) -> list[str]:
    """The owners of the quotes and of the questions."""
    owners = []
    for source in sources:
        if source.credit:
            short = f"{source.short}: " if source.short else ""
            owners.append(f"{short}{source.title} ({source.credit})")
    credits = []
    if owners:
        credits.append(f"Quotes belong to their publishers: {'; '.join(owners)}.")
    if course.licence:
        credits.append(f"Questions: {course.title}, {course.licence} licence.")
    return credits


def subtitle(audience: Audience, *facts: str) -> str:
    """The line below a title: "For the teacher · 45 minutes"."""
    parts = ("For the teacher", *facts) if audience == "teacher" else facts
    return " · ".join(parts)


def full_text_notice(source: Source) -> str:
    """A copyright notice, for a handout that prints more of a source than quotes."""
    credit = f" ({source.credit})" if source.credit else ""
    where = f" Read the original at {source.url}." if source.url else ""
    return (
        f"This handout prints long passages of {source.title}{credit}. They belong to their"
        " publisher: use them only in your own class, as your local law allows, and do not pass"
        f" them on.{where}"
    )
