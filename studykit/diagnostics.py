"""What studykit says of a user's files: findings, diagnostics, reports, and how they are printed.

A mistake in a file is data, never an exception: every one is located, collected and explained,
and one run reports them all.  `StudykitError` is for the surroundings (a full disk, a missing
folder), where nothing can be collected.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

from .format import plural

KeyPath = tuple[str | int, ...]
"""The keys and indices that lead from the top of a YAML file to a value."""


class StudykitError(Exception):
    """The surroundings do not let the work go on; the message is one sentence for the user."""

    exit_code = 3


class UsageError(StudykitError):
    """What was asked for cannot be meant: it names nothing that is there, or leaves out what."""

    exit_code = 2


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(NamedTuple):
    """A stretch of a file: lines and columns from 1, in code points, the end exclusive."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Locator(Protocol):
    """A file that knows where each of its values stands."""

    def span(self, path: KeyPath) -> Span: ...
    def line(self, number: int) -> str: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says: a sentence about the value at `path` in the file `at`, and perhaps help.

    `words` narrow the place to where they stand in the value's first line.
    """

    message: str
    at: Locator
    path: KeyPath = ()
    help: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its code, severity and place; `source` is the line it stands in."""

    code: str
    severity: Severity
    message: str
    span: Span
    source: str = ""
    help: str | None = None


class Code(NamedTuple):
    """A kind of diagnostic.  `allow` may silence it only where `allowable` is true."""

    severity: Severity
    meaning: str
    allowable: bool = False


E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741

CODES: dict[str, Code] = {
    # the file itself
    "unreadable-file": Code(E, "The file is not UTF-8 text, or too large, or cannot be opened."),
    "yaml-syntax": Code(E, "The file is not YAML, or uses what studykit's YAML leaves out."),
    "duplicate-key": Code(E, "One mapping has the same key twice."),
    # its content against the model
    "empty-bank": Code(E, "The bank holds no question."),
    "missing-key": Code(E, "A key that is needed is not there."),
    "unknown-key": Code(E, "A key that studykit does not know."),
    "unknown-type": Code(E, "A question type that studykit does not have."),
    "bad-value": Code(E, "A value has the wrong shape, or is out of its range."),
    # the course
    "unknown-work": Code(E, "A source names a work that the course does not list."),
    "unknown-person": Code(E, "A name that is nobody's in the course's people."),
    "unknown-section": Code(E, "A passage names a section that its source does not have."),
    "duplicate-id": Code(E, "Two of a kind have the same id."),
    "marker-not-found": Code(E, "A region's opening or closing words are not in the text."),
    "overlapping-regions": Code(E, "A region ends after the next one has begun."),
    "label-not-found": Code(W, "A declared speaker label is nowhere in the text."),
    "unknown-label": Code(W, "A paragraph may begin with, or contain, an unknown speaker's label."),
    "text-set-aside": Code(W, "A text is here but cannot be used; its pins are used instead."),
    # evidence
    "quote-altered": Code(I, "The quote was found; brackets in it stand for other words."),
    "quote-gapped": Code(I, "The quote was found; elisions in it stand for words left out."),
    "quote-ambiguous": Code(E, "The quote stands in more than one place."),
    "quote-misplaced": Code(E, "The quote is in the source, but not where the passage says."),
    "quote-misattributed": Code(E, "The quote is somebody else's, or another source's."),
    "quote-outside": Code(E, "The quote stands in a region that cannot be cited."),
    "quote-clipped": Code(E, "The quote begins or ends inside a word or number."),
    "quote-near": Code(E, "The quote is not in the source, but something near it is."),
    "quote-absent": Code(E, "The quote is not in the source, nor anything near it."),
    "quote-unverified": Code(E, "There is no text here to check the quote against, and no pin."),
    # silencing
    "unused-allow": Code(W, "An `allow` that silences nothing."),
    "bad-allow": Code(E, "An `allow` of a code that does not exist or cannot be silenced."),
}
"""Every code that is not a rule's own; `rules.CODES` holds them all."""


def resolve(code: str, severity: Severity, finding: Finding) -> Diagnostic:
    """Give a finding its code, severity and place."""
    span = finding.at.span(finding.path)
    line = finding.at.line(span.line)
    if finding.words and (at := line.find(finding.words, span.column - 1)) >= 0:
        end = at + len(finding.words) + 1
        span = span._replace(column=at + 1, end_line=span.line, end_column=end)
    return Diagnostic(code, severity, finding.message, span, line, finding.help)


@dataclass(slots=True)
class Report:
    """All diagnostics of a run, sorted by place, and the sentences that say what was done."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def add(self, code: str, finding: Finding, severity: Severity | None = None) -> None:
        """Add a finding under a code; one of `CODES` has its own severity."""
        self.diagnostics.append(resolve(code, severity or CODES[code].severity, finding))

    def sort(self) -> None:
        self.diagnostics.sort(key=lambda d: (d.span, d.code, d.message))

    def count(self, severity: Severity) -> int:
        return sum(d.severity is severity for d in self.diagnostics)

    @property
    def errors(self) -> int:
        return self.count(Severity.ERROR)

    def failed(self, strict: bool = False) -> bool:
        """Whether the run ends in exit code 1: on errors, and when `strict` on warnings too."""
        return bool(self.errors or (strict and self.count(Severity.WARNING)))

    def verdict(self) -> str:
        """The counts in words: "2 errors, 1 warning"."""
        return f"{plural(self.errors, 'error')}, {plural(self.count(W), 'warning')}"


def suggest(word: str, known: Iterable[str]) -> str | None:
    """A help line with the known word that is nearest to a mistyped one, or None."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else None


# Renderers.  A diagnostic is data; these only print it.

EXCERPT = 100  # columns of a source line that are shown
COLOURS = {E: "31", W: "33", I: "36"}


def as_text(report: Report, colour: bool = False) -> Iterator[str]:
    """Lines for people: place, severity, message and code, the source line with a caret, help."""

    def paint(text: str, sgr: str) -> str:
        return f"\x1b[{sgr}m{text}\x1b[0m" if colour else text

    def painted(match: re.Match[str]) -> str:
        wrong, right, out = match.group("wrong", "right", "out")
        if out:
            return paint(out, "32")
        return f"{paint(wrong, '31')} is {paint(right, '32') if right else 'not'} there"

    for d in report.diagnostics:
        place = f"{printable(d.span.path)}:{d.span.line}:{d.span.column}"
        label = paint(f"{d.severity}[{d.code}]", f"1;{COLOURS[d.severity]}")
        yield f"{paint(place, '1')}: {label}: {printable(d.message)}"
        if d.source.strip():
            number = str(d.span.line)
            line, caret = excerpt(d)
            yield f"  {number} | {line}"
            yield f"  {' ' * len(number)} | {paint(caret, COLOURS[d.severity])}"
        if d.help:
            first, *rest = (printable(line) for line in d.help.split("\n"))
            yield f"  help: {first}"
            for line in rest:
                yield "        " + (_DIFFERENCE.sub(painted, line) if colour else line)
        yield ""
    yield from report.done
    yield paint(report.verdict(), "1;31" if report.errors else "1;32")


# How the help of a quote that is not there tells a difference: what is wrong, what is right.
_DIFFERENCE = re.compile(
    r"^(?P<wrong>“.*”) is (?:(?P<right>“.*”)|not) there$|^(?P<out>“.*”)(?= is left out$)"
)


def excerpt(d: Diagnostic) -> tuple[str, str]:
    """The source line, cut to `EXCERPT` columns round the place, and carets under the place."""
    line = printable(d.source.expandtabs(1))
    start = d.span.column - 1
    end = d.span.end_column - 1 if d.span.end_line == d.span.line else len(line)
    cut = max(0, start - 20) if len(line) > EXCERPT else 0
    end = min(end, len(line.rstrip()), cut + EXCERPT)
    shown = line[cut : cut + EXCERPT]
    head = "…" if cut else ""
    tail = "…" if cut + EXCERPT < len(line) else ""
    caret = " " * (wide(line[cut:start]) + len(head)) + "^" * max(1, wide(line[start:end]))
    return f"{head}{shown}{tail}", caret


_UNPRINTABLE = {
    **{n: 0x2400 + n for n in range(32)},
    0x7F: 0x2421,
    **dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000)), 0xFFFD),
}


def printable(text: str) -> str:
    """A text on one line, with signs for what would steer a terminal or cannot be printed."""
    return text if text.isprintable() else text.translate(_UNPRINTABLE)


def wide(text: str) -> int:
    """Columns that a text takes in a terminal, East Asian wide characters counted twice."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def as_json(report: Report) -> str:
    """One JSON object: `diagnostics`, `done`, `errors`, `warnings`."""
    text = json.dumps(
        {
            "diagnostics": [
                {
                    "code": d.code,
                    "severity": d.severity,
                    "message": d.message,
                    "help": d.help,
                    **d.span._asdict(),
                }
                for d in report.diagnostics
            ],
            "done": report.done,
            "errors": report.errors,
            "warnings": report.count(W),
        },
        ensure_ascii=False,
        indent=2,
    )
    # a file name that is no UTF-8 holds surrogates: JSON can name them, a terminal cannot print them
    return text.encode("utf-8", "backslashreplace").decode()


def as_github(report: Report) -> Iterator[str]:
    """Workflow commands, which GitHub shows beside the line of a pull request."""
    names = {E: "error", W: "warning", I: "notice"}
    for d in report.diagnostics:
        lines = [d.message] + (f"help: {d.help}".split("\n") if d.help else [])
        text = "%0A".join(printable(line).replace("%", "%25") for line in lines)
        path = printable(d.span.path)
        for character, code in (("%", "%25"), (":", "%3A"), (",", "%2C")):
            path = path.replace(character, code)
        yield (
            f"::{names[d.severity]} file={path},line={d.span.line},col={d.span.column},"
            f"title={d.code}::{text}"
        )
    yield from report.done
    yield report.verdict()
