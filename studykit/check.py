"""The check: load a course, verify its passages, run every rule, report all that was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .bank.evidence import Verified, summary, verify
from .bank.load import Course, Entry, gc_paused, load
from .diagnostics import Finding, KeyPath, Report, suggest
from .format import plural
from .rules import CODES, RULES
from .yamlfile import KEY


@dataclass(slots=True)
class Checked:
    """A course with what the check found; `course` is None where there is no usable course file."""

    report: Report
    course: Course | None
    verified: Verified


def check(folder: Path, texts: Path | None = None, only: frozenset[Path] | None = None) -> Checked:
    """Check the course in a folder.

    `only` keeps the diagnostics of some files; what they need is checked all the same.
    Raises StudykitError where there is no course.
    """
    with gc_paused():
        return _check(folder, texts, only)


def _check(folder: Path, texts: Path | None, only: frozenset[Path] | None) -> Checked:
    report = Report()
    course = load(folder, report, texts)
    verified = Verified()
    if course is not None:
        verified = verify(course, report)
        missed = _run_rules(course, verified, report)
        report.done += summary(course, verified)
        ran = f"{plural(len(RULES) - len(missed), 'rule')} ran"
        if missed:
            verb = "needs" if len(missed) == 1 else "need"
            ran += f", {len(missed)} {verb} texts that are not here"
        report.done.append(
            f"{plural(sum(1 for _ in course.entries), 'question')} in"
            f" {plural(len(course.banks), 'bank')}; {ran}"
        )
    if only is not None:
        report.diagnostics = [d for d in report.diagnostics if Path(d.span.path).resolve() in only]
    report.sort()
    return Checked(report, course, verified)


def _run_rules(course: Course, verified: Verified, report: Report) -> set[str]:
    """Run every rule that can run; the codes of those that cannot, for want of a text."""
    entries = {(entry.file.path, entry.index): entry for entry in course.entries}
    used: set[tuple[str, KeyPath]] = set()
    without = any(result.by_pin for result in verified.results)
    missed = {code for code, rule in RULES.items() if without and rule.NEEDS_TEXT}
    for code, rule in RULES.items():
        for finding in rule.check(course, verified):
            allow = _allowing(code, finding, entries) if CODES[code].allowable else None
            if allow is not None:
                used.add(allow)
            else:
                report.add(code, finding, rule.SEVERITY)
    for entry, path, code in _allows(course):
        known = [name for name, entry_ in CODES.items() if entry_.allowable]
        if code not in known:
            fixed = code in CODES
            message = f"`{code}` cannot be silenced" if fixed else f"there is no code `{code}`"
            help = None if fixed else suggest(code, known)
            report.add("bad-allow", Finding(message, entry.file, (*path, code, KEY), help))
        elif (entry.file.path, (*path, code)) not in used and code not in missed:
            message = f"nothing here is silenced by allowing `{code}`"
            report.add("unused-allow", Finding(message, entry.file, (*path, code, KEY)))
    return missed


def _allowing(
    code: str, finding: Finding, entries: dict[tuple[str, int], Entry]
) -> tuple[str, KeyPath] | None:
    """The `allow` that silences a finding: its passage's, or its question's."""
    file, path = finding.at.span(()).path, finding.path
    if len(path) < 2 or path[0] != "questions" or not isinstance(path[1], int):
        return None
    entry = entries[file, path[1]]
    passages = entry.question.passages
    if path[2:3] == ("passages",) and isinstance(path[3], int) and code in passages[path[3]].allow:
        return file, (*path[:4], "allow", code)
    if code in entry.question.allow:
        return file, (*path[:2], "allow", code)
    return None


def _allows(course: Course) -> Iterator[tuple[Entry, KeyPath, str]]:
    for entry in course.entries:
        for code in entry.question.allow:
            yield entry, (*entry.path, "allow"), code
        for n, passage in enumerate(entry.question.passages):
            for code in passage.allow:
                yield entry, (*entry.path, "passages", n, "allow"), code
