"""The check of a course: load it, verify its passages, run every rule, and report all findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .bank.evidence import Verified, summary, verify
from .bank.load import Course, Entry, NoTexts, load
from .diagnostics import SIGNED, Finding, KeyPath, Report, suggest
from .format import plural
from .rules import CODES, RULES
from .yamlfile import KEY


@dataclass(frozen=True, slots=True)
class Checked:
    """A course with the report on it; `course` is None if its course file is not usable."""

    report: Report
    course: Course | None
    verified: Verified


def check(
    folder: Path, texts: Path | NoTexts | None = None, only: frozenset[Path] | None = None
) -> Checked:
    """Check the course in a folder; `texts` as in `load`.

    `only` keeps the diagnostics of some files; the whole course is checked all the same.
    Raises StudykitError if there is no course.
    """
    report = Report()
    course = load(folder, report, texts)
    verified = Verified()
    if course is not None:
        verified = verify(course, report)
        not_run = _run_rules(course, verified, report)
        report.done += [summary(course, verified), _rules_summary(course, len(not_run))]
    if only is not None:
        report.diagnostics = [d for d in report.diagnostics if Path(d.span.path).resolve() in only]
    report.sort()
    return Checked(report, course, verified)


def _rules_summary(course: Course, not_run: int) -> str:
    questions = sum(1 for _ in course.entries)
    line = (
        f"{plural(questions, 'question')} in {plural(len(course.banks), 'bank')};"
        f" {plural(len(RULES) - not_run, 'rule')} ran"
    )
    if not_run:
        line += f", {not_run:,} {'needs' if not_run == 1 else 'need'} texts that are not here"
    return line


Allow = tuple[str, KeyPath]
"""An `allow` of a code: the path of its file, and its key path."""


def _run_rules(course: Course, verified: Verified, report: Report) -> set[str]:
    """Run the rules and report on `allow`; return the codes of rules that need a missing text."""
    entries = {(entry.file.path, entry.index): entry for entry in course.entries}
    used: set[Allow] = set()
    texts_missing = any(result.by_pin for result in verified.results)
    for code, rule in RULES.items():
        for finding in rule.check(course, verified):
            allow = _allowing(code, finding, entries) if CODES[code].allowable else None
            if allow is not None:
                used.add(allow)
            else:
                report.add(code, finding, rule.SEVERITY)
    not_run = {code for code, rule in RULES.items() if texts_missing and rule.NEEDS_TEXT}
    _report_allows(course, verified, used, not_run, report)
    return not_run


def _report_allows(
    course: Course, verified: Verified, used: set[Allow], not_run: set[str], report: Report
) -> None:
    """Report every `allow` of an unknown code, and every one that silenced nothing."""
    allowable = [code for code, entry in CODES.items() if entry.allowable]
    for entry, path, code in _allows(course):
        key = (*path, code, KEY)
        if code in SIGNED:
            _report_signature(code, entry, key, verified, report)
        elif code in allowable:
            if (entry.file.path, (*path, code)) not in used and code not in not_run:
                message = f"allowing `{code}` silences nothing here"
                report.add("unused-allow", Finding(message, entry.file, key))
        elif code in CODES:
            report.add("bad-allow", Finding(f"`{code}` cannot be silenced", entry.file, key))
        else:
            help = suggest(code, allowable)
            report.add("bad-allow", Finding(f"unknown code `{code}`", entry.file, key, help))


def _report_signature(
    code: str, entry: Entry, key: KeyPath, verified: Verified, report: Report
) -> None:
    """Report an `allow` of brackets or elisions that is on a question, or on a quote that has none."""
    match key:
        case ("questions", _, "passages", int(n), *_):
            result = verified.of[entry][n]
            if result is not None and result.passes and f"quote-{result.found}" != code:
                message = f"allowing `{code}` silences nothing here"
                report.add("unused-allow", Finding(message, entry.file, key))
        case _:
            message = f"`{code}` can be allowed on a passage only"
            help = "move it to the `allow` of the passage that was checked"
            report.add("bad-allow", Finding(message, entry.file, key, help))


def _allowing(code: str, finding: Finding, entries: dict[tuple[str, int], Entry]) -> Allow | None:
    """Return the `allow` that silences a finding, on its passage or on its question."""
    file = finding.at.span(()).path
    match finding.path:
        case ("questions", int(index), "passages", int(n), *_):
            question = entries[file, index].question
            if code in question.passages[n].allow:
                return file, ("questions", index, "passages", n, "allow", code)
        case ("questions", int(index), *_):
            question = entries[file, index].question
        case _:
            return None
    if code in question.allow:
        return file, ("questions", index, "allow", code)
    return None


def _allows(course: Course) -> Iterator[tuple[Entry, KeyPath, str]]:
    """Yield every `allow`: its question, the key path of the mapping it is in, and its code."""
    for entry in course.entries:
        for code in entry.question.allow:
            yield entry, (*entry.path, "allow"), code
        for n, passage in enumerate(entry.question.passages):
            for code in passage.allow:
                yield entry, (*entry.path, "passages", n, "allow"), code
