"""Banks of studykit, and other lists of questions in YAML, as a colleague or a model wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...bank.partial import find_passages
from ...diagnostics import Diagnostic, KeyPath, Report
from ...yamlfile import YamlFile
from ...yamlfile.unread import Unread, has_yaml_errors, unquoted
from ..model import ImportedFile, RefusedCard
from ..quotes import quotes_of
from ..records import add_record, cards_in, is_card, title_of
from .decoding import decoded

_DOCUMENT = re.compile(r"^---[ \t]*$\n?", re.MULTILINE)


_PROSE = re.compile(r"^[^\W\d_][\w'’]*[ ,!.][^\n]*$", re.MULTILINE)
"""A line of words around the cards: it begins with a word, and no colon follows that."""


def read(content: bytes, name: str, file: ImportedFile) -> None:
    for document in _documents(decoded(content, name)):
        _read(file, name, document)


def _documents(text: str) -> Iterator[str]:
    """Yield the documents of a text, each at its lines in the text."""
    start = 0
    for mark in (*_DOCUMENT.finditer(text), None):
        end = mark.start() if mark else len(text)
        if text[start:end].strip():
            yield "\n" * text.count("\n", 0, start) + text[start:end]
        start = mark.end() if mark else end


def _read(file: ImportedFile, name: str, text: str) -> None:
    report = Report()
    yaml = YamlFile(name, text)
    yaml.parse(report, in_pieces=True)
    if yaml.has_errors and (bare := _PROSE.sub("", text)) != text:
        report = Report()
        yaml = YamlFile(name, bare)
        yaml.parse(report, in_pieces=True)
    problems = {found.span.line: found for found in report.diagnostics}
    cards = cards_in(yaml.data)
    starts = [yaml.span(at).line for at, _ in cards]
    defaults = yaml.data.get("defaults") if isinstance(yaml.data, dict) else None
    for (at, question), start, end in zip(cards, starts, [*starts[1:], None], strict=True):
        if not (at or is_card(question) or has_yaml_errors(question)):
            break  # a header alone
        if has_yaml_errors(question):
            inside = [n for n in problems if start <= n and (end is None or n < end)]
            reasons = [_reason(problems.pop(n), start) for n in inside]
            file.add(_damaged(yaml, question, at, reasons))
        else:
            add_record(file, _with_defaults(question, defaults), f"line {start}")
    file.notes += [_reason(found) for found in problems.values()]


def _reason(problem: Diagnostic, start: int = 0) -> str:
    """Return what is wrong; where, if it is not in the first line of a card."""
    where = "" if problem.span.line == start else f"line {problem.span.line}: "
    help = f"; {problem.help_text}" if problem.help_text else ""
    return f"{where}{problem.message}{help}"


def _damaged(yaml: YamlFile, question: Any, at: KeyPath, reasons: list[str]) -> RefusedCard:
    """Return what can be read of a question with an error in its YAML."""
    named = _as_written(yaml, question, at)
    if isinstance(named, dict):
        title, passages = title_of(named), quotes_of(named)
    else:
        found = (passage for _, passage in find_passages(question, at) if passage)
        title = ""
        passages = tuple(passage.model_dump(include={"quote", "speaker"}) for passage in found)
    place = f"line {yaml.span(at).line}"
    reason = "; ".join(reasons) or "an error in its YAML"
    return RefusedCard(place, title, reason, passages, damaged=True)


def _as_written(yaml: YamlFile, value: Any, at: KeyPath) -> Any:
    """Return a value in which what could not be read is text."""
    match value:
        case Unread():
            key = at[-1] if at else None
            if not (key == "quote" or (isinstance(key, str) and not value)):
                return list(value)
            start, end = yaml.offsets(at)
            words = " ".join(yaml.text[start:end].split())
            return unquoted(words) if words[:1] == words[-1:] else words
        case dict():
            return {key: _as_written(yaml, v, (*at, key)) for key, v in value.items()}
        case list():
            return [_as_written(yaml, v, (*at, n)) for n, v in enumerate(value)]
    return value


def _with_defaults(question: Any, defaults: Any) -> Any:
    """Return a question with the values that its bank sets for all."""
    if not isinstance(question, dict) or not isinstance(defaults, dict):
        return question
    made = dict(question)
    for key in ("level", "lang"):
        if key in defaults:
            made.setdefault(key, defaults[key])
    tags = [defaults.get("tags"), question.get("tags")]
    if any(isinstance(tag, list) for tag in tags):
        made["tags"] = [tag for part in tags if isinstance(part, list) for tag in part]
    if "source" in defaults and isinstance(question.get("passages"), list):
        made["passages"] = [
            {"source": defaults["source"]} | passage if isinstance(passage, dict) else passage
            for passage in question["passages"]
        ]
    return made
