"""The keys of a question type as a person is asked for them, from the JSON Schema of the type."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from ..bank.model import Question
from ..json_schema import bank_schema

_schema = cache(bank_schema)


@dataclass(frozen=True, slots=True)
class AskedKey:
    """A key: its name, its help, whether it is required, and what its value is.

    `several` says that it is a list, and `single` that a list of one can be its item alone.  `part` is what
    the value or each item is: "text", "number", "switch", "option" or "pair".
    """

    name: str
    help: str
    required: bool
    part: str = "text"
    several: bool = False
    single: bool = False


def asked_keys(type: str) -> list[AskedKey]:
    """Return the keys of a question type: the required ones first, no optional choices, the explanation last."""
    own = [key for key in all_keys(type).values() if key.name not in Question.model_fields]
    wanted = [key for key in own if key.required or key.part != "switch"]
    return [*sorted(wanted, key=lambda key: not key.required), all_keys(type)["explanation"]]


def all_keys(type: str) -> dict[str, AskedKey]:
    """Return all keys of a question type that can be asked for, by name."""
    rules = _schema()["$defs"][type]
    return {
        name: _key(name, _resolved(rule), name in rules["required"])
        for name, rule in rules["properties"].items()
        if name not in ("id", "type", "passages", "allow", "formerly", "imported")
    }


def description(type: str) -> str:
    """Return what a question type is, in a sentence."""
    text: str = _schema()["$defs"][type]["description"]
    return text


def _key(name: str, rule: dict[str, Any], required: bool) -> AskedKey:
    help = rule.get("description", "")
    either = rule.get("anyOf", [])
    lists = [part for part in (rule, *either) if "items" in part]
    if not lists:
        return AskedKey(name, help, required, _part(rule))
    return AskedKey(name, help, required, _part(lists[0]["items"]), True, bool(either))


def _part(rule: dict[str, Any]) -> str:
    """Return what a value is that is no list."""
    for part in (_resolved(rule), *map(_resolved, rule.get("anyOf", []))):
        keys = part.get("properties", {})
        if "right" in keys or "why" in keys:
            return "pair" if "right" in keys else "option"
    types = rule.get("type", "string")
    if "enum" in rule or types == "boolean":
        return "switch"
    return "number" if types in ("integer", ["integer", "null"]) else "text"


def _resolved(rule: dict[str, Any]) -> dict[str, Any]:
    """Return a rule, or the one that it refers to."""
    found: dict[str, Any] = _schema()
    if "$ref" not in rule:
        return rule
    for step in rule["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return _resolved(found)
