"""The check of a course: load it, verify its passages, run every rule, and report all findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from .bank.evidence import Verified, summary, unread_passages, verify
from .bank.load import Course, Entry, NoTexts, PartialEntry, load
from .diagnostics import SIGNED, Diagnostic, Finding, KeyPath, Report, suggest
from .format import listed, plural
from .rules import CODES, RULES
from .source.course import COURSE_FILE
from .yamlfile import KEY


@dataclass(frozen=True, slots=True)
class Checked:
    """A course with the report on it; `course` is None if its course file has mistakes."""

    report: Report
    course: Course | None
    verified: Verified


At = Callable[[str, int, int], None]
"""Is told what is being done, and how many of how many steps are done."""


def _not_told(work: str, done: int, total: int) -> None:
    pass


def check(
    folder: Path,
    texts: Path | NoTexts | None = None,
    only: frozenset[Path] | None = None,
    at: At = _not_told,
) -> Checked:
    """Check the course in a folder; `texts` as in `load`.

    `only` keeps the diagnostics of some files; the whole course is checked all the same.
    Raises StudykitError if there is no course.
    """
    report = Report()
    course = load(folder, report, texts, partly=True)
    checked = check_course(course, report, at)
    if only is not None:
        # a text that cannot be read concerns every file
        report.diagnostics = [
            d
            for d in report.diagnostics
            if Path(d.span.path).resolve() in only or (course and _is_text(d, course))
        ]
    return checked


def check_course(course: Course | None, report: Report, at: At = _not_told) -> Checked:
    """Check a course that was loaded with `partly`; `report` has what loading found, and gets the rest."""
    verified = Verified()
    if course is None:
        report.done.append("no quote was looked up, because the course file could not be read")
    else:
        at("looking up quotes", 0, 0)
        verified = verify(course, report)
        not_run = _run_rules(course, verified, report, at)
        report.totals = _totals(course, verified)
        if course.is_partial and (unread := sorted(course.unusable)):
            report.done.append(_unread_texts(unread))
        report.done += [summary(course, verified), _rules_summary(report.totals, len(not_run))]
    report.sort()
    return Checked(report, None if course and course.is_partial else course, verified)


def _is_text(diagnostic: Diagnostic, course: Course) -> bool:
    path = course.file.span(()).path
    return diagnostic.code == "unreadable-file" and diagnostic.span.path == path


def _unread_texts(sources: list[str]) -> str:
    texts = "text" if len(sources) == 1 else "texts"
    return f"{texts} not read because of mistakes in {COURSE_FILE}: {listed(sources)}"


def _totals(course: Course, verified: Verified) -> Counter[str]:
    results = verified.results
    failed = sum(not result.passes for result in results)
    unread = unread_passages(course, verified)
    banks = sum(bank.file.is_readable for bank in course.banks)
    return Counter(
        {
            "banks": banks + course.unread_banks,
            "banks_not_read": course.unread_banks,
            "questions": sum(bank.count for bank in course.banks),
            "questions_not_read": course.unread_questions,
            "passages": len(results) + unread,
            "passages_proposed": len(results) - len(verified.confirmed),
            "passages_failed": failed,
            "passages_not_looked_up": unread,
        }
    )


def _rules_summary(totals: Counter[str], not_run: int) -> str:
    line = f"{plural(totals['questions'], 'question')} in {plural(totals['banks'], 'bank')}"
    unread = []
    if totals["questions_not_read"]:
        unread.append(plural(totals["questions_not_read"], "question"))
    if totals["banks_not_read"]:
        unread.append(plural(totals["banks_not_read"], "bank"))
    if unread:
        line += f" ({listed(unread)} could not be read)"
    line += f"; {plural(len(RULES) - not_run, 'rule')} ran"
    if not_run:
        line += f", {not_run:,} {'needs' if not_run == 1 else 'need'} texts that are not here"
    return line


Allow = tuple[str, KeyPath]
"""An `allow` of a code: the path of its file, and its key path."""


def _run_rules(course: Course, verified: Verified, report: Report, at: At) -> set[str]:
    """Run the rules and report on `allow`; return the codes of rules that need a missing text."""
    entries: dict[KeyPath, Entry] = {
        (entry.file.path, *entry.path): entry for entry in chain(course.entries, course.partial)
    }
    used: set[Allow] = set()
    texts_missing = any(result.by_pin for result in verified.results)
    for n, (code, rule) in enumerate(RULES.items()):
        at("running rules", n, len(RULES))
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
            if not isinstance(entry, PartialEntry):
                _report_signature(code, entry, key, verified, report)
        elif code in allowable:
            silences = (entry.file.path, (*path, code)) in used
            # not all rules ran on a question that could not be loaded
            if not silences and code not in not_run and not isinstance(entry, PartialEntry):
                message = f"allowing `{code}` silences nothing here"
                report.add("unused-allow", Finding(message, entry.file, key))
        elif code in CODES:
            report.add("bad-allow", Finding(f"`{code}` cannot be allowed", entry.file, key))
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


def _allowing(code: str, finding: Finding, entries: dict[KeyPath, Entry]) -> Allow | None:
    """Return the `allow` that silences a finding, on its passage or on its question."""
    file = finding.at.span(()).path
    entry = entries.get((file, *finding.path[:2]))
    if entry is None:
        return None
    for n, passage in enumerate(entry.question.passages):
        path = entry.passage_path(n)
        if code in passage.allow and finding.path[: len(path)] == path:
            return file, (*path, "allow", code)
    if code in entry.question.allow:
        return file, (*entry.path, "allow", code)
    return None


def _allows(course: Course) -> Iterator[tuple[Entry, KeyPath, str]]:
    """Yield every `allow`: its question, the key path of the mapping it is in, and its code."""
    for entry in chain(course.entries, course.partial):
        for code in entry.question.allow:
            yield entry, (*entry.path, "allow"), code
        for n, passage in enumerate(entry.question.passages):
            for code in passage.allow:
                yield entry, (*entry.passage_path(n), "allow"), code
