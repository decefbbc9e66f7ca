"""JSON Schemas (2020-12) of banks and the course file, for editors.

They are generated from the models and reject what loading rejects, as far as a single file shows it.
The help for a key is the docstring below it; that for a question type, its module's docstring.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from itertools import pairwise
from textwrap import dedent
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema
from pydantic_core import core_schema

from .bank.kinds import KINDS
from .bank.model import BankHeader, Passage, Question
from .diagnostics import SIGNED
from .rules import CODES
from .schema import SLUG, SLUG_HELP, TAG, TAG_HELP, Model, OneOrMore
from .source.course import CourseFile

Schema = dict[str, Any]

HELP = {SLUG: SLUG_HELP, TAG: TAG_HELP}
"""Help for texts that do not match a pattern."""

ALLOWABLE = [code for code, entry in CODES.items() if entry.allowable]
ALLOWABLE_ON_QUESTIONS = [code for code in ALLOWABLE if code not in SIGNED]


class _Generator(GenerateJsonSchema):
    """pydantic's JSON Schema with the shorthands that loading accepts."""

    def str_schema(self, schema: core_schema.StringSchema) -> Schema:
        made = super().str_schema(schema) | {"type": ["string", "number"]}  # 16 is "16"
        if schema.get("strip_whitespace") and made.pop("minLength", 0):
            made |= {"pattern": r"\S", "patternErrorMessage": "must not be empty"}
        elif help := HELP.get(made.get("pattern", "")):
            made["patternErrorMessage"] = help  # editors show it, validators ignore it
        if made.get("pattern") == SLUG:
            made["minimum"] = 0  # -3 is not a slug
        return made

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:
        made = super().function_before_schema(schema)
        if schema["function"]["function"] is OneOrMore.func:
            return {"anyOf": [made["items"], made]}
        return made

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        keys, values = schema["keys_schema"], schema["values_schema"]
        names = {key: rule for key, rule in self.generate_inner(keys).items() if key != "type"}
        made: Schema = {"type": "object", "propertyNames": names}
        return made | {"additionalProperties": self.generate_inner(values)}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        made = self.generate_inner(schema["schema"])
        if "enum" in made:
            return made | {"enum": [*made["enum"], None], "type": [made["type"], "null"]}
        if "type" in made:
            types = made["type"] if isinstance(made["type"], list) else [made["type"]]
            return made | {"type": [*types, "null"]}
        return {"anyOf": [made, {"type": "null"}]}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        made = super().default_schema(schema)
        if made.get("default") in (None, [], {}):
            made.pop("default", None)
        return made

    def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
        made = super().model_schema(schema)
        made.pop("title", None)
        keys = made["properties"]
        for name, help in _documented(schema["cls"]).items():
            keys[name]["description"] = help
        for rule in keys.values():
            for bound in ("min", "max"):
                if "anyOf" in rule and f"{bound}Length" in rule:  # a list, or one value for a list
                    rule[f"{bound}Items"] = rule.pop(f"{bound}Length")
        if "allow" in keys:
            codes = ALLOWABLE if schema["cls"] is Passage else ALLOWABLE_ON_QUESTIONS
            keys["allow"]["propertyNames"] = {"enum": codes}
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _documented(model: type[Any]) -> dict[str, str]:
    """Return the docstrings below a model's keys, inherited ones included.

    pydantic's own `use_attribute_docstrings` reads them on every import of a model, which would slow
    down all commands, and misses those of keys that a question type narrows.
    """
    found: dict[str, str] = {}
    for cls in reversed(model.__mro__):
        if cls is Model or not issubclass(cls, Model):
            continue
        (tree,) = ast.parse(dedent(inspect.getsource(cls))).body
        assert isinstance(tree, ast.ClassDef)
        for key, help in pairwise(tree.body):
            match key, help:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(words))),
                ):
                    found[name] = " ".join(words.split())
    return found


def _definitions(*models: type[BaseModel]) -> Schema:
    """Return the schemas of some models and of the models in them, by name."""
    _, made = models_json_schema(
        [(model, "validation") for model in models],
        ref_template="#/$defs/{model}",
        schema_generator=_Generator,
    )
    definitions: Schema = made["$defs"]
    return definitions


def _document(title: str, top: Schema, definitions: Schema) -> Schema:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return head | top | {"$defs": definitions}


def course_schema() -> Schema:
    """Return the schema of `course.yaml`."""
    definitions = _definitions(CourseFile)
    return _document("A studykit course", definitions.pop("CourseFile"), definitions)


def bank_schema() -> Schema:
    """Return the schema of a bank.

    A question's keys depend on its type, by `if` and `then`: with `oneOf`, editors and validators
    would only say that no type matches.
    """
    definitions = _definitions(BankHeader, Question, *KINDS.values())
    top, question = definitions.pop("BankHeader"), definitions.pop("Question")
    common = question["properties"]
    kinds = {}
    for name, kind in KINDS.items():
        made = definitions.pop(kind.__name__)
        for key, rule in made["properties"].items():
            if common.get(key) == rule:
                made["properties"][key] = {"$ref": f"#/$defs/common/properties/{key}"}
        kinds[name] = made | {"description": _first_line(kind)}
    common["type"] |= {
        "type": "string",
        "enum": list(kinds),
        "enumDescriptions": [made["description"] for made in kinds.values()],
    }
    definitions |= {"common": {"properties": common}, **kinds}
    definitions["question"] = {
        "description": "One question.",
        "type": "object",
        "required": ["id", "type"],
        "properties": {key: {"$ref": f"#/$defs/common/properties/{key}"} for key in ("id", "type")},
        "allOf": [
            {
                "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
                "then": {"$ref": f"#/$defs/{name}"},
            }
            for name in kinds
        ],
    }
    top["properties"]["questions"] = {
        "description": "The questions, in the order in which they are shown.",
        "type": "array",
        "minItems": 1,
        "items": {"$ref": "#/$defs/question"},
    }
    top["required"].append("questions")
    return _document("A studykit bank", top, definitions)


def _first_line(kind: type[BaseModel]) -> str:
    return (sys.modules[kind.__module__].__doc__ or "").strip().partition("\n")[0]


def as_text(schema: Schema) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
