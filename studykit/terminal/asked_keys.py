"""The keys of a question type as a person is asked for them, from the JSON Schema of the type."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ..bank.kinds import KINDS
from ..bank.model import Question
from ..json_schema import bank_schema

_schema = cache(bank_schema)


@dataclass(frozen=True, slots=True)
class AskedKey:
    """A key: its name, its help, whether it is required, and what its value is.

    `words` are the prompts for it, or for the first, the second and the further items of a list.  `several`
    says that it is a list, of `least` to `most` items, and `single` that a list of one can be its item
    alone.  `part` is what the value or each item is: "text", "number", "switch", "choice" of some
    `choices`, "option" or "pair".
    """

    name: str
    help: str
    required: bool
    words: tuple[str, ...]
    part: str = "text"
    several: bool = False
    single: bool = False
    choices: tuple[str, ...] = ()
    least: int = 1
    most: int | None = None

    def prompt(self, n: int = 1) -> str:
        """Return the prompt for the value, or for an item by its number."""
        return self.words[min(n, len(self.words)) - 1].format(n=n)

    def needs(self, n: int) -> bool:
        """Whether an item of the list cannot be left out."""
        return self.required if n == 1 else not self.single and n <= self.least


ASKED_TYPES = tuple(type for type in KINDS if type != "label_picture")
"""The types that can be written in a terminal, which shows no picture to place shapes on."""

_WORDS = {
    "prompt": ("question",),
    "cloze.prompt": ("instructions",),
    "true_false.prompt": ("statement",),
    "ordering.prompt": ("task",),
    "matching.prompt": ("task",),
    "answer": ("answer",),
    "true_false.answer": ("true or false",),
    "explanation": ("explanation",),
    "tags": ("tag", "another tag"),
    "level": ("level",),
    "lang": ("language, such as en",),
    "reverse": ("ask in reverse, too, yes or no",),
    "text": ("sentence with {{{{c1::blanks}}}}",),
    "key": ("right option", "another right option"),
    "who_said_it.key": ("who says it",),
    "distractors": ("wrong option {n}",),
    "matching.distractors": ("extra item on the right {n}",),
    "who_said_it.distractors": ("wrong person {n}",),
    "accept": ("another right answer",),
    "tolerance": ("how much an answer can differ",),
    "range": ("lowest right answer", "highest right answer"),
    "unit": ("unit",),
    "items": ("item {n}",),
    "pairs": ("left side {n}",),
    "says": ("id of the source that says it",),
    "differs": ("how the passages differ",),
    "look_for": ("point to listen for {n}",),
    "follow_ups": ("follow-up question {n}",),
    "minutes": ("minutes, or the fewest", "the most minutes"),
    "stage": ("stage",),
    "card": ("make a card of it, yes or no",),
}
"""The prompts of keys, by their name, or by type and name where it means something else in a type.

A key that is not listed is asked for by its name.
"""


def asked_keys(type: str) -> list[AskedKey]:
    """Return the keys of a question type: the required ones first, no optional choices, the explanation last."""
    own = [key for key in all_keys(type).values() if key.name not in Question.model_fields]
    wanted = [key for key in own if key.required or key.part not in ("switch", "choice")]
    return [*sorted(wanted, key=lambda key: not key.required), all_keys(type)["explanation"]]


def all_keys(type: str) -> dict[str, AskedKey]:
    """Return all keys of a question type that can be asked for, by name."""
    rules = _schema()["$defs"][type]
    return {
        name: _key(type, name, _resolved(rule), name in rules["required"])
        for name, rule in rules["properties"].items()
        if name not in ("id", "type", "passages", "allow", "formerly", "imported")
    }


def in_order(type: str) -> list[str]:
    """Return the names of the keys of a question type in the order of a bank."""
    names = all_keys(type)
    own = [name for name in names if name not in Question.model_fields]
    own.sort(key=lambda name: not names[name].required)
    return ["id", "type", *own, "explanation", "level", "tags", "lang", "passages"]


def description(type: str) -> str:
    """Return what a question type is, in a sentence."""
    text: str = _schema()["$defs"][type]["description"]
    return text


def _key(type: str, name: str, rule: dict[str, Any], required: bool) -> AskedKey:
    words = _WORDS.get(f"{type}.{name}") or _WORDS.get(name) or (name.replace("_", " "),)
    asked = AskedKey(name, rule.get("description", ""), required, words)
    either = rule.get("anyOf", [])
    lists = [part for part in (rule, *either) if "items" in part]
    if not lists:
        choices = tuple(str(choice) for choice in rule.get("enum", ()) if choice is not None)
        return replace(asked, part=_part(rule), choices=choices)
    return replace(
        asked,
        part=_part(lists[0]["items"]),
        several=True,
        single=bool(either),
        least=lists[0].get("minItems", 1),
        most=rule.get("maxItems"),
    )


def _part(rule: dict[str, Any]) -> str:
    """Return what a value is that is not a list."""
    for part in (_resolved(rule), *map(_resolved, rule.get("anyOf", []))):
        keys = part.get("properties", {})
        if "right" in keys or "why" in keys:
            return "pair" if "right" in keys else "option"
    types = rule.get("type", "string")
    if "enum" in rule:
        return "choice"
    if types == "boolean":
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
