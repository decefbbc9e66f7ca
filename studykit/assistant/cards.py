"""Cards that someone drafts, checked as a bank of a course would be, without being written to it."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from textwrap import indent
from typing import Any

from ..bank.evidence import Result
from ..bank.load import Bank, Course, Entry, load_bank
from ..bank.model import Passage
from ..check import check_course
from ..diagnostics import Diagnostic, Report, Severity, StudykitError, require_known
from ..importing.quote_check import QuoteVerifier
from ..yamlfile import YamlFile
from ..yamlfile.write import block

CARDS = "cards"
"""The name of the cards in findings, as if it were that of a file."""

LONGEST = 1_000_000
"""The most characters of cards."""


def check_cards(course: Course, text: str, bank: str | None = None) -> dict[str, Any]:
    """Return every finding on some cards, in YAML or JSON, and the verdict on each of their quotes.

    The cards are checked as questions of the course, among its others; `bank` names one whose defaults
    apply.  Raises StudykitError if the bank is unknown, or there are no cards.
    """
    if len(text) > LONGEST:
        raise StudykitError(f"the cards have more than {LONGEST:,} characters; check fewer at once")
    if not text.strip():
        raise StudykitError("`cards` is empty; give questions as YAML or JSON")
    report = Report()
    file, added = cards_file(text, _defaults(course, bank))
    file.parse(report, in_pieces=True)
    drafted = load_bank(file, report)
    banks = (*course.banks, drafted) if drafted else course.banks
    checked = check_course(replace(course, banks=banks), report)
    found = [d for d in report.diagnostics if d.span.path == CARDS]
    first = min((line for line, _ in _lines(drafted)), default=math.inf)
    others = [_finding(d, added) for d in found if d.span.line < first]
    counts = Counter(d.severity for d in found)
    return {
        "passes": not counts[Severity.ERROR],
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "cards": list(_cards(course, drafted, checked.verified.of, found, added)),
        "other_findings": others,
    }


def _defaults(course: Course, bank: str | None) -> dict[str, Any]:
    if bank is None:
        return {}
    ids = [found.header.id for found in course.banks]
    require_known("bank", bank, ids)
    data = course.banks[ids.index(bank)].file.data
    defaults = data.get("defaults") if isinstance(data, dict) else None
    return defaults if isinstance(defaults, dict) else {}


_FENCE = re.compile(r"\s*```[^\n]*\n(.*?)\n\s*```\s*", re.DOTALL)


def cards_file(text: str, defaults: dict[str, Any]) -> tuple[YamlFile, int | None]:
    """Return cards as the file of a bank, not yet parsed, and how many lines were added before them.

    Cards can be a bank, a list of questions, or one question; in a fenced block, or as JSON, whose
    lines are not kept (None).
    """
    if match := _FENCE.fullmatch(text):
        text = match[1]
    text = re.sub(r"\A\s*---[ \t]*\n", "", text)
    text = text.encode(errors="replace").decode()  # YAML has no single surrogates
    data = _json(text)
    is_json = data is not None
    if is_json:
        data = _as_bank(data)
        try:
            text = block(data)
        except RecursionError:
            raise StudykitError("the cards are nested too deeply") from None
    else:
        file = YamlFile(CARDS, text)
        file.parse(Report(), in_pieces=True)
        data = file.data
    head: dict[str, Any] = {"id": CARDS, "title": "Cards", "defaults": defaults}
    if isinstance(data, dict) and "questions" in data:
        head = {key: value for key, value in head.items() if key not in data}
    before = block({key: value for key, value in head.items() if value})
    if isinstance(data, list):
        before += "questions:\n"
    elif isinstance(data, dict) and "questions" not in data and "type" in data:
        before += "questions:\n"
        text = "-" + indent(text, "  ")[1:]
    return YamlFile(CARDS, before + text), None if is_json else before.count("\n")


def _json(text: str) -> Any:
    """Return the value of a text in JSON; None if it is not JSON."""
    if text.lstrip()[:1] not in ("[", "{"):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None  # in YAML, lists and mappings can begin like this too


def _as_bank(data: Any) -> dict[str, Any]:
    if isinstance(data, dict):
        return data if "questions" in data else {"questions": [data]}
    return {"questions": data}


def _lines(bank: Bank | None) -> list[tuple[int, Entry]]:
    """Return the first line of each card."""
    return [(bank.file.span(e.path).line, e) for e in bank.in_order] if bank else []


def _cards(
    course: Course,
    bank: Bank | None,
    results: dict[Entry, list[Result | None]],
    found: list[Diagnostic],
    added: int | None,
) -> Iterator[dict[str, Any]]:
    """Yield each card with its quotes and its findings, which are those up to the next card."""
    verifier = QuoteVerifier(course)
    lines = _lines(bank)
    ends = chain((line for line, _ in lines[1:]), [math.inf])
    for (start, entry), end in zip(lines, ends, strict=False):
        here = [d for d in found if start <= d.span.line < end]
        quotes = zip(entry.question.passages, results.get(entry, ()), strict=False)
        yield {
            "id": entry.question.id,
            "passes": not any(d.severity is Severity.ERROR for d in here),
            "quotes": [_quote(verifier, passage, result) for passage, result in quotes],
            "findings": [_finding(d, added) for d in here],
        }


def _quote(verifier: QuoteVerifier, passage: Passage, result: Result | None) -> dict[str, Any]:
    """Return what `studykit verify` says of a quote, and whether it passes as evidence of its card."""
    if result is None or result.by_pin:  # there is no text to look it up in
        verdict = str(result.verdict) if result else None
        return {
            "quote": passage.quote,
            "passes": bool(result and result.passes),
            "verdict": verdict,
        }
    claims = {**result.query._asdict(), "quote": passage.quote}
    claims["speaker"] = verifier.course.info.name(result.query.speaker)
    check = verifier.verify(claims).as_data() | {"verdict": str(result.verdict)}
    return {key: value for key, value in check.items() if value} | {"passes": result.passes}


def _finding(diagnostic: Diagnostic, added: int | None) -> dict[str, Any]:
    made: dict[str, Any] = {
        "severity": str(diagnostic.severity),
        "code": diagnostic.code,
        "message": diagnostic.message,
    }
    if diagnostic.help_text:
        made["help"] = diagnostic.help_text
    if added is None or diagnostic.span.line > added:
        made["text"] = diagnostic.source.strip()[:200]
    if added is not None and diagnostic.span.line > added:
        made["line"] = diagnostic.span.line - added
    return made
