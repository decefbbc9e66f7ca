"""Findings in a user's files, as diagnostics and reports, and how they are printed.

A mistake in a file is data, never an exception: each one is located and explained, and one run
reports them all.  `StudykitError` is for the environment (a full disk, a missing folder), where
nothing can be collected.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Protocol
from unicodedata import combining, east_asian_width

from .format import plural

KeyPath = tuple[str | int, ...]
"""The keys and indices that lead from the top of a YAML file to a value."""


class StudykitError(Exception):
    """The environment prevents the work; the message is one sentence for the user."""

    exit_code = 3


class UsageError(StudykitError):
    """A command cannot be carried out as given: it names something unknown, or lacks something."""

    exit_code = 2


def missing_package(purpose: str, package: str, extra: str, error: ImportError) -> StudykitError:
    """Return the error for a package of an extra: it is not installed, or why it does not work."""
    if error.name == package.removeprefix("python-"):
        return StudykitError(f"{purpose} needs {package}: {with_extra(extra)}")
    reason = " ".join(str(error).split())
    return StudykitError(f"{purpose} needs {package}, which cannot be imported: {reason}")


def with_extra(extra: str) -> str:
    """Say how to get the packages of an extra; `studykit` on PyPI is another project."""
    return f"install studykit with the extra `{extra}` (docs/commands.md)"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(NamedTuple):
    """A range in a file: lines and columns from 1, in code points, the end exclusive."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Locator(Protocol):
    """A file that knows the place of each of its values."""

    def span(self, path: KeyPath) -> Span: ...
    def line(self, number: int) -> str: ...


class Mismatch(NamedTuple):
    """Words of a quote, and the words that its source has instead; one of them may be empty."""

    quote: str
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence about the value at `path` in the file `at`, and perhaps help.

    `words` narrows the place to these words in the first line of the value.  `mismatches` are
    printed after the help.
    """

    message: str
    at: Locator
    path: KeyPath = ()
    help: str | None = None
    words: str | None = None
    mismatches: tuple[Mismatch, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its code, severity and place; `source` is the line at the place."""

    code: str
    severity: Severity
    message: str
    span: Span
    source: str = ""
    help: str | None = None
    mismatches: tuple[Mismatch, ...] = ()

    @property
    def help_text(self) -> str | None:
        """The help, then a line per mismatch; None if there is neither."""
        return "\n".join(_help_lines(self, lambda text, _: text)) or None


class Code(NamedTuple):
    """A kind of diagnostic; `allow` can silence it only if `allowable` is true.

    Of the errors only those in `SIGNED` can be silenced, on a passage.
    """

    severity: Severity
    meaning: str
    allowable: bool = False


E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741

CODES: dict[str, Code] = {
    # the file itself
    "unreadable-file": Code(E, "The file is not UTF-8 text, or too large, or cannot be opened."),
    "yaml-syntax": Code(
        E, "The file is not YAML, or uses a feature of YAML that studykit does not allow."
    ),
    "duplicate-key": Code(E, "One mapping has the same key twice."),
    # its content against the model
    "empty-bank": Code(E, "The bank has no questions."),
    "missing-key": Code(E, "A required key is missing."),
    "unknown-key": Code(E, "The key is unknown."),
    "unknown-type": Code(E, "The question type is unknown."),
    "bad-value": Code(E, "A value has the wrong type, or is out of range."),
    # the course
    "unknown-work": Code(E, "A source names a work that the course does not list."),
    "unknown-person": Code(E, "A name is not in the course's list of people."),
    "unknown-section": Code(E, "A passage names a section that its source does not have."),
    "duplicate-id": Code(E, "Two works, people, sources or regions have the same id."),
    "marker-not-found": Code(E, "A region's opening or closing words are not in the text."),
    "overlapping-regions": Code(E, "A region ends after the start of the next one."),
    "label-not-found": Code(W, "A speaker label in the course file is not in the text."),
    "unknown-label": Code(W, "A paragraph seems to have the label of an unknown speaker."),
    "text-set-aside": Code(W, "A text is here but cannot be used, so its pins are used."),
    # evidence
    "quote-altered": Code(E, "The brackets of the quote are not signed.", allowable=True),
    "quote-gapped": Code(E, "The elisions of the quote are not signed.", allowable=True),
    "elisions-unchecked": Code(I, "The meaning of elisions is not checked in a source's language."),
    "quote-ambiguous": Code(E, "The quote is in more than one place."),
    "quote-misplaced": Code(E, "The quote is in the source, but not where the passage says."),
    "quote-misattributed": Code(E, "The quote is from another speaker or another source."),
    "quote-outside": Code(E, "The quote is in a region that cannot be cited."),
    "quote-clipped": Code(E, "The quote starts or ends inside a word or number."),
    "quote-near": Code(E, "The quote is not in the source, but a similar passage is."),
    "quote-absent": Code(E, "Neither the quote nor a similar passage is in the source."),
    "quote-unverified": Code(E, "The quote is not pinned, and its text is not on this machine."),
    # silencing
    "unused-allow": Code(W, "The `allow` silences nothing."),
    "bad-allow": Code(E, "The code in `allow` is unknown, or cannot be allowed."),
}
"""The codes that belong to no rule; `rules.CODES` has all codes."""

SIGNED = frozenset({"quote-altered", "quote-gapped"})
"""The errors that `allow` on a passage silences, by which a person signs that its meaning is kept."""


def resolve(code: str, severity: Severity, finding: Finding) -> Diagnostic:
    """Give a finding its code, severity and place."""
    span = finding.at.span(finding.path)
    line = finding.at.line(span.line)
    if finding.words and (at := line.find(finding.words, span.column - 1)) >= 0:
        end = at + len(finding.words) + 1
        span = span._replace(column=at + 1, end_line=span.line, end_column=end)
    return Diagnostic(code, severity, finding.message, span, line, finding.help, finding.mismatches)


@dataclass(slots=True)
class Report:
    """The diagnostics of a run, and what was checked: in sentences, and counted by name."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    totals: Counter[str] = field(default_factory=Counter)

    def add(self, code: str, finding: Finding, severity: Severity | None = None) -> None:
        """Add a finding; `severity` is needed for codes that are not in `CODES`."""
        self.diagnostics.append(resolve(code, severity or CODES[code].severity, finding))

    def sort(self) -> None:
        """Sort by file, line and column, and drop repetitions: aliases share a place."""
        self.diagnostics = sorted(
            dict.fromkeys(self.diagnostics), key=lambda d: (d.span, d.code, d.message)
        )

    def count(self, severity: Severity) -> int:
        return sum(d.severity is severity for d in self.diagnostics)

    @property
    def errors(self) -> int:
        return self.count(Severity.ERROR)

    def failed(self, strict: bool = False) -> bool:
        """Whether there are errors, or, if `strict`, warnings."""
        return bool(self.errors or (strict and self.count(Severity.WARNING)))

    def verdict(self) -> str:
        """Count errors and warnings in words: "2 errors, 1 warning"."""
        return f"{plural(self.errors, 'error')}, {plural(self.count(W), 'warning')}"


def suggest(word: str, known: Iterable[str]) -> str | None:
    """Return a help line with the known word most similar to a mistyped one, or None."""
    from difflib import get_close_matches  # slow to import, and needed only for a finding

    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else None


LISTED = 12
"""The most known names in a message about an unknown one."""


def unknown(noun: str, name: str, known: Iterable[str]) -> str:
    """Return the message for an unknown name, with a similar known one, or those that there are."""
    names = list(dict.fromkeys(known))
    nouns = {"person": "people", "bank or section": "banks and sections"}.get(noun, f"{noun}s")
    hint = suggest(name, names)
    if hint is None and names:
        more = f" and {len(names) - LISTED:,} more" if len(names) > LISTED else ""
        hint = f"the {nouns} are {', '.join(names[:LISTED])}{more}"
    return f"unknown {noun} `{name}`; {hint or f'the course has no {nouns}'}"


def require_known(noun: str, name: str | None, known: Iterable[str]) -> None:
    """Raise UsageError for a name that is given, and is unknown."""
    names = list(known)
    if name is not None and name not in names:
        raise UsageError(unknown(noun, name, names))


# Renderers

EXCERPT = 100  # columns of a source line that are shown
COLOURS = {E: "31", W: "33", I: "36"}
RED, GREEN, BOLD = "31", "32", "1"


def as_text(report: Report, colour: bool = False, width: int | None = None) -> Iterator[str]:
    """Yield lines for people: place, severity, code, message, the source line with carets, help.

    Messages and help are wrapped between words at some columns, if any are given, and source lines are
    cut there.
    """

    def show(text: str, sgr: str) -> str:
        text = printable(text)
        return f"\x1b[{sgr}m{text}\x1b[0m" if colour and sgr else text

    for d in report.diagnostics:
        place = show(f"{d.span.path}:{d.span.line}:{d.span.column}", BOLD)
        label = show(f"{d.severity}[{d.code}]", f"{BOLD};{COLOURS[d.severity]}")
        taken = f"{d.span.path}:{d.span.line}:{d.span.column}: {d.severity}[{d.code}]: "
        first, *rest = _wrapped(printable(d.message), wide(taken), 4, width)
        yield f"{place}: {label}: {first}".rstrip()
        yield from (f"    {line}" for line in rest)
        if d.source and not d.source.isspace():
            number = str(d.span.line)
            room = EXCERPT if width is None else width - len(f"  {number} | ……")
            line, caret = excerpt(d, max(10, min(EXCERPT, room)))
            yield f"  {number} | {line}"
            yield f"  {' ' * len(number)} | {show(caret, COLOURS[d.severity])}"
        indent = "  help: "
        for line in _help_lines(d, show, width):
            yield indent + line
            indent = " " * len(indent)
        yield ""
    yield from map(printable, report.done)
    yield show(report.verdict(), f"{BOLD};{RED if report.errors else GREEN}")


def _wrapped(text: str, taken: int, indent: int, width: int | None) -> list[str]:
    """Return the lines of a text that starts after the columns `taken` and goes on after an indent."""
    if width is None:
        return [text]
    lines, room = [""], width - taken
    for word in re.findall(r" *[^ ]+", text):
        if wide(lines[-1] + word) > room and (lines[-1] or room < width - indent):
            lines.append("")
            word, room = word.lstrip(" "), width - indent
        lines[-1] += word
    return lines


def _help_lines(
    d: Diagnostic, show: Callable[[str, str], str], width: int | None = None
) -> list[str]:
    """Return the lines of the help, and one per mismatch; `show` gives a text a colour, or "".

    Help of several lines has lines to copy, which are not wrapped.
    """
    indent = len("  help: ")
    lines = [show(line, "") for line in d.help.split("\n")] if d.help else []
    if len(lines) == 1:
        lines = _wrapped(lines[0], indent, indent, width)
    for mismatch in d.mismatches:
        quote = show(f"“{mismatch.quote}”", RED)
        source = show(f"“{mismatch.source}”", GREEN)
        if not mismatch.source:
            lines.append(f"{quote} is extra")
        elif not mismatch.quote:
            lines.append(f"{source} is missing")
        else:
            lines.append(f"{quote} should be {source}")
    return lines


def excerpt(d: Diagnostic, columns: int = EXCERPT) -> tuple[str, str]:
    """Return the source line, cut to some columns around the place, and the carets below it.

    An ellipsis at either end takes a column more.
    """
    length = len(d.source)
    start = d.span.column - 1
    end = d.span.end_column - 1 if d.span.end_line == d.span.line else length
    # the rest of the line may be long, and have many diagnostics
    fits = length <= columns and wide(d.source) <= columns
    cut = 0 if fits else max(0, start - min(20, columns // 3))
    shown = printable(d.source[cut : cut + columns].replace("\t", " "))
    while wide(shown) > columns:
        shown = shown[:-1]
    head = "…" if cut else ""
    tail = "…" if cut + len(shown) < length else ""
    end = min(end - cut, len(shown if tail else shown.rstrip()))
    before = wide(shown[: start - cut]) + len(head)
    carets = max(1, wide(shown[start - cut : end]))
    return f"{head}{shown}{tail}", " " * before + "^" * carets


_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Marks, overrides and isolates that change the order of letters on the screen
(https://www.unicode.org/reports/tr9/)."""

_UNPRINTABLE = {
    **{n: 0x2400 + n for n in range(32)},
    0x7F: 0x2421,
    **dict.fromkeys((*range(0x80, 0xA0), *_BIDI, *range(0xD800, 0xE000)), 0xFFFD),
}
_UNPRINTABLE_IN_LINES = _UNPRINTABLE | {ord("\n"): ord("\n"), ord("\t"): ord(" ")}
_ESCAPED = {code: f"\\u{code:04x}" for code in _UNPRINTABLE if code >= 32}


def printable(text: str, keep_lines: bool = False) -> str:
    """Show the characters that control a terminal, or cannot be encoded, as visible ones.

    The length stays the same.  `keep_lines` keeps line feeds and shows tabs as spaces.
    """
    if text.isprintable():
        return text
    return text.translate(_UNPRINTABLE_IN_LINES if keep_lines else _UNPRINTABLE)


def json_text(
    data: Any, indent: int | None = None, default: Callable[[Any], Any] | None = None
) -> str:
    """Return data as JSON, in which the characters that `printable` replaces are escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=indent, default=default)
    return text if text.isprintable() else text.translate(_ESCAPED)


def wide(text: str) -> int:
    """Return the columns a text takes in a terminal, where East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def as_json(report: Report) -> str:
    """Return one JSON object with `diagnostics`, `done`, `totals`, `errors` and `warnings`."""
    data = {
        "diagnostics": [
            {
                "code": d.code,
                "severity": d.severity,
                "message": d.message,
                "help": d.help_text,
                **d.span._asdict(),
            }
            for d in report.diagnostics
        ],
        "done": report.done,
        "totals": report.totals,
        "errors": report.errors,
        "warnings": report.count(W),
    }
    return json_text(data, indent=2)


def as_github(report: Report) -> Iterator[str]:
    """Yield workflow commands, which GitHub shows beside the lines of a pull request."""
    names = {E: "error", W: "warning", I: "notice"}
    for d in report.diagnostics:
        lines = [d.message]
        if d.help_text:
            lines += f"help: {d.help_text}".split("\n")
        text = "%0A".join(printable(line).replace("%", "%25") for line in lines)
        path = printable(d.span.path)
        for character, code in (("%", "%25"), (":", "%3A"), (",", "%2C")):
            path = path.replace(character, code)
        yield (
            f"::{names[d.severity]} file={path},line={d.span.line},col={d.span.column},"
            f"title={d.code}::{text}"
        )
    yield from map(printable, report.done)
    yield report.verdict()
