"""Validation of the data of a bank: questions and headers, with help for common mistakes."""

from __future__ import annotations

from typing import Any

from ..diagnostics import Finding, KeyPath, Report, suggest
from ..schema import MERGE_KEY, described, validate
from ..yamlfile import YamlFile
from ..yamlfile.data import Value
from ..yamlfile.unread import Partial, Unread, has_yaml_errors
from .kinds import KINDS
from .model import BankHeader, Defaults, Question

KEY_HELP = {
    "question": "use `prompt` for the question",
    "choices": "use `key` for the right option, and `distractors` for the others",
    "options": "use `key` for the right option, and `distractors` for the others",
    "answers": "use `answer`, and `accept` for other spellings",
    "source": "set `source` on a passage, or under the bank's `defaults`",
    "quote": "put the quote into a passage: `passages: [{quote: …}]`",
    "passage": "use `passages`, a list, even for a single passage",
}
"""Help for unknown keys that people often write in a question."""

HEADER_KEY_HELP = dict.fromkeys(
    Defaults.model_fields, "to set it for every question in the bank, put it under `defaults`"
)


def header_help(head: dict[str, Value]) -> dict[str, str | None]:
    known = [*BankHeader.model_fields, "questions"]
    similar = {key: suggest(key, known) for key in head if key not in BankHeader.model_fields}
    return similar | HEADER_KEY_HELP


def check_list(questions: Value, data: dict[str, Value], file: YamlFile, report: Report) -> None:
    if isinstance(questions, list):
        if not questions and not isinstance(questions, Unread):
            report.add("empty-bank", Finding("the bank has no questions", file, ("questions",)))
    elif questions is not None:
        message = "`questions` must be a list, in which each question starts with `- id:`"
        report.add("bad-value", Finding(message, file, ("questions",)))
    elif not isinstance(data, Partial):
        report.add("empty-bank", Finding("the bank has no questions", file))


def validated_question(
    item: object, file: YamlFile, path: KeyPath, lang: str, report: Report
) -> Question | None:
    """Return a question without mistakes; `lang` is the language of its bank."""
    if not isinstance(item, dict):
        if not isinstance(item, Unread):
            message = "a question must be a mapping with `id`, `type` and other keys"
            report.add("bad-value", Finding(message, file, path))
        return None
    kind = item.get("type")
    if isinstance(kind, str) and kind in KINDS:
        question = validate(KINDS[kind], item, file, path, report, KEY_HELP, {"lang": lang})
        return None if file.has_errors and has_yaml_errors(item) else question
    _report_type(item, file, path, report)
    # the keys that all types have
    common = {key: item[key] for key in item if key in Question.model_fields or key == MERGE_KEY}
    validate(Question, {"passages": Unread()} | common | {"type": "unknown"}, file, path, report)
    return None


def _report_type(item: dict[str, Any], file: YamlFile, path: KeyPath, report: Report) -> None:
    help = f"the types are {', '.join(KINDS)}"
    if "type" not in item:
        if not isinstance(item, Partial) and MERGE_KEY not in item:
            report.add("missing-key", Finding("`type` is missing", file, path, help))
        return
    kind = item["type"]
    if isinstance(kind, Unread):
        return
    path_of_type = (*path, "type")
    if isinstance(kind, str):
        message = f"unknown question type `{kind}`"
        finding = Finding(message, file, path_of_type, suggest(kind, KINDS) or help)
        report.add("unknown-type", finding)
    else:
        message = f"`type` must be text, not {described(kind)}"
        report.add("bad-value", Finding(message, file, path_of_type, help))
