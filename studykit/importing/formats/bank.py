"""Banks of studykit, and other lists of questions in YAML, as a colleague or a model wrote them."""

from __future__ import annotations

from typing import Any

from ...diagnostics import Report
from ...yamlfile import YamlFile
from ...yamlfile.unread import has_yaml_errors
from ..model import ImportedFile, RefusedCard
from ..records import add_record
from .decoding import decoded


def read(content: bytes, name: str, file: ImportedFile) -> None:
    report = Report()
    yaml = YamlFile(name, decoded(content, name))
    yaml.parse(report, in_pieces=True)
    for problem in report.diagnostics:
        file.notes.append(f"line {problem.span.line}: {problem.message}")
    path, questions, defaults = _questions(yaml.data)
    for n, question in enumerate(questions):
        place = f"line {yaml.span((*path, n)).line}"
        if has_yaml_errors(question):
            file.refused.append(RefusedCard(place, "", "an error in its YAML"))
        else:
            add_record(file, _with_defaults(question, defaults), place)


def _questions(data: Any) -> tuple[tuple[str, ...], list[Any], dict[str, Any]]:
    """Return the key path of the list of questions, the list, and the defaults of the bank."""
    if isinstance(data, list):
        return (), data, {}
    if not isinstance(data, dict):
        return (), [], {}
    defaults = data.get("defaults")
    lists = {key: value for key, value in data.items() if isinstance(value, list)}
    key = "questions" if "questions" in lists else next(iter(lists), "")
    return (key,), lists.get(key, []), defaults if isinstance(defaults, dict) else {}


def _with_defaults(question: Any, defaults: dict[str, Any]) -> Any:
    """Return a question with the values that its bank sets for all."""
    if not isinstance(question, dict):
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
