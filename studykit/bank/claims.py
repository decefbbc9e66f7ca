"""Claims of a passage that cannot be right, because they name something that the course lacks."""

from __future__ import annotations

from typing import NamedTuple

from ..diagnostics import Finding, KeyPath, suggest
from ..source.course import CourseFile, Source
from ..source.locate import Query, Verdict
from ..yamlfile import YamlFile


class UnknownClaim(NamedTuple):
    """A claim that names something unknown: its code and finding.

    `verdict` is that on the passage if its quote is somewhere else.  An unknown source has no
    finding: the rule `unknown-source` reports it.
    """

    verdict: Verdict
    code: str = ""
    finding: Finding | None = None


def unknown_claims(
    query: Query, course: CourseFile, file: YamlFile, at: KeyPath
) -> dict[str, UnknownClaim]:
    """Return the claims about unknown things, by key, of the passage at a key path."""
    unknown = {}
    source = course.source(query.source or "")
    if source is None:
        unknown["source"] = _unknown_source(query, course, file, at)
    elif query.section and source.region(query.section) is None:
        finding = _unknown_section(query.section, source, file, at)
        unknown["section"] = UnknownClaim(Verdict.MISPLACED, "unknown-section", finding)
    if query.speaker and course.person(query.speaker) is None:
        finding = _unknown_person(query.speaker, course, file, at)
        unknown["speaker"] = UnknownClaim(Verdict.MISATTRIBUTED, "unknown-person", finding)
    return unknown


def _unknown_source(query: Query, course: CourseFile, file: YamlFile, at: KeyPath) -> UnknownClaim:
    if query.source is not None:
        return UnknownClaim(Verdict.MISATTRIBUTED)
    first = course.sources[0].id
    help = f"set it here, or for the whole bank, as in `defaults: {{source: {first}}}`"
    finding = Finding("the passage has no `source`", file, at, help)
    return UnknownClaim(Verdict.MISATTRIBUTED, "missing-key", finding)


def _unknown_section(section: str, source: Source, file: YamlFile, at: KeyPath) -> Finding:
    known = [region.id for region in source.sections if region.citable]
    help = suggest(section, known) or f"its sections are {', '.join(known)}"
    return Finding(f"`{source.id}` has no section `{section}`", file, (*at, "section"), help)


def _unknown_person(speaker: str, course: CourseFile, file: YamlFile, at: KeyPath) -> Finding:
    names = [name for person in course.people for name in person.names]
    help = suggest(speaker, names) or "add the person to `people` in course.yaml"
    return Finding(f"unknown person `{speaker}`", file, (*at, "speaker"), help)
