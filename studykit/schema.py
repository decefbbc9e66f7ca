"""Models from plain data, and pydantic's errors as findings with places and plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from .diagnostics import Finding, KeyPath, Report, suggest
from .yamlfile import KEY, YamlFile
from .yamlfile.unread import Partial, Unread

MERGE_KEY = "<<"


class Model(BaseModel):
    """Base of all models of files: no unknown keys, immutable, numbers accepted as text."""

    # not python-re, whose `$` lets a line feed pass at the end of an id
    model_config = ConfigDict(
        extra="forbid", frozen=True, coerce_numbers_to_str=True, defer_build=True
    )


SLUG = r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$"
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=80)]
"""An id: lower-case letters and digits, in words joined by hyphens."""

SLUG_HELP = "use lower-case letters, digits and hyphens, as in `price-war`"

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

_ESCAPED = {"\a": "a", "\b": "b", "\f": "f", "\v": "v", "\x1b": "e"}
"""Control characters that come of a backslash and a letter, as of `\\frac`, in YAML’s double quotes."""


def _without_controls(value: str) -> str:
    if not value.isprintable() and (found := _CONTROL.search(value)):
        context = {"code": f"U+{ord(found[0]):04X}"}
        if letter := _ESCAPED.get(found[0]):
            command = rf"in double quotes YAML reads `\{letter}` as this character"
            context["help"] = f"{command}: use single quotes, or a block after `|`"
        raise PydanticCustomError(
            "control", "must not contain the control character {code}", context
        )
    return value


NonEmpty = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_without_controls)
]
"""A non-empty text without control characters, which no target can print."""

TAG = r"^[^\s\"]+$"
Tag = Annotated[
    str, StringConstraints(pattern=TAG, max_length=80), AfterValidator(_without_controls)
]
"""A tag as in Anki: a word without spaces."""

TAG_HELP = "use a word without spaces or quotation marks, as in `price-war`"


def _web_address(value: str) -> str:
    if not value.startswith(("https://", "http://")) or any(c.isspace() for c in value):
        raise PydanticCustomError("url", "must be a web address that starts with https://")
    if not value.isprintable():
        raise PydanticCustomError("url", "must be a web address without control characters")
    return value


Url = Annotated[
    str,
    AfterValidator(_web_address),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^https?://\S*$",
            "patternErrorMessage": "must be a web address that starts with https://",
        }
    ),
]


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


OneOrMore = BeforeValidator(_as_list)
"""A list, or a single value instead of a list of one."""

M = TypeVar("M", bound=BaseModel)


def validate(
    model: type[M],
    data: Any,
    file: YamlFile,
    path: KeyPath,
    report: Report,
    key_help: Mapping[str, str | None] | None = None,
    context: Mapping[str, Any] | None = None,
) -> M | None:
    """Validate data against a model; add its problems to the report and return None if there are any.

    `path` leads to the data in its file.  `key_help` has help for unknown keys that people often
    write, `context` what validators need to know.
    """
    try:
        return model.model_validate(data, context=context)
    except ValidationError as error:
        problems = error.errors(include_url=False)
        for problem in problems:
            if problem["type"] == "too_short" and _has_invalid_items(problem["loc"], problems):
                continue  # pydantic does not count the wrong items, which have findings of their own
            if _follows_from_yaml(problem, data):
                continue  # the YAML itself has a finding
            code, finding = _finding(problem, model, data, file, path, key_help or {})
            report.add(code, finding)
        return None


def valid(model: type[BaseModel], data: dict[str, Any]) -> dict[str, Any]:
    """Return the entries of a mapping that are valid in themselves, as they are in the file."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        wrong = {problem["loc"][0] for problem in error.errors(include_url=False) if problem["loc"]}
        return {key: value for key, value in data.items() if key not in wrong}
    return data


def _has_invalid_items(loc: tuple[str | int, ...], problems: list[ErrorDetails]) -> bool:
    return any(len(p["loc"]) > len(loc) and p["loc"][: len(loc)] == loc for p in problems)


def _follows_from_yaml(error: ErrorDetails, data: Any) -> bool:
    """Whether a problem is in a value that was not read, or is a key that may have been lost."""
    for step in error["loc"]:
        if isinstance(data, Unread):
            return True
        item = isinstance(step, int) and isinstance(data, list) and step < len(data)
        if not item and not (isinstance(data, dict) and step in data):
            break
        data = data[step]
    if error["type"] == "missing":
        return isinstance(data, Partial) or (isinstance(data, dict) and MERGE_KEY in data)
    return isinstance(data, Unread)


def _finding(
    error: ErrorDetails,
    model: type[BaseModel],
    data: Any,
    file: YamlFile,
    path: KeyPath,
    key_help: Mapping[str, str | None],
) -> tuple[str, Finding]:
    where = _in_file(error["loc"], data)
    here: KeyPath = (*path, *where)
    name = next((step for step in reversed(where) if isinstance(step, str) and step != KEY), None)
    kind = error["type"]
    if kind == "missing":
        return "missing-key", Finding(f"`{error['loc'][-1]}` is missing", file, here)
    if kind == "extra_forbidden":
        name = str(where[-1])
        known = _keys(model, where[:-1])
        help = _help_for_key(name, file, here, key_help, known)
        return "unknown-key", Finding(f"unknown key `{name}`", file, (*here, KEY), help)
    subject = f"`{name}`" if name else "this"
    return "bad-value", Finding(f"{subject} {_problem(kind, error)}", file, here, _advice(error))


def _help_for_key(
    name: str, file: YamlFile, path: KeyPath, key_help: Mapping[str, str | None], known: list[str]
) -> str:
    if name == MERGE_KEY:
        return "merge keys are not supported: write the keys themselves"
    if file.is_cut_off(path):
        return 'quote a text that contains a comma inside { }, as in {quote: "one, two"}'
    return key_help.get(name) or suggest(name, known) or f"known keys are {', '.join(known)}"


def _advice(error: ErrorDetails) -> str | None:
    context = error.get("ctx") or {}
    if "help" in context:  # from a validator of a model
        return str(context["help"])
    pattern, value = context.get("pattern"), error["input"]
    if pattern == SLUG:
        return SLUG_HELP
    if pattern == TAG:
        return TAG_HELP
    if error["type"] == "string_type" and isinstance(value, bool):
        return f'to mean the word, write "{str(value).lower()}"'
    return None


def _problem(kind: str, error: ErrorDetails) -> str:
    """Return the rest of the sentence that starts with the name of the value."""
    context = error.get("ctx") or {}
    value = error["input"]
    shown = described(value)
    match kind:
        case "string_type" if value is None:
            return "is empty: write it here"
        case "string_type":
            return f"must be text, not {shown}"
        case "string_too_short" | "too_short":
            least = context.get("min_length", 1)
            return f"must have at least {least} entries" if least > 1 else "must not be empty"
        case "too_long":
            return f"must have at most {context['max_length']} entries"
        case "string_too_long":
            return f"must be at most {context['max_length']} characters long"
        case "string_pattern_mismatch":
            return f"cannot be {shown}"
        case "literal_error" | "enum":
            return f"must be {context['expected']}, not {shown}"
        case "bool_type" | "bool_parsing":
            return f"must be true or false, not {shown}"
        case "float_type":
            return f"must be a number, not {shown}"
        case "int_type" | "int_parsing" | "int_from_float":
            return f"must be a whole number, not {shown}"
        case "greater_than_equal":
            return f"must be at least {context['ge']}"
        case "less_than_equal":
            return f"must be at most {context['le']}"
        case "list_type" | "tuple_type":
            return f"must be a list, not {shown}"
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"must be a mapping of keys to values, not {shown}"
        case _:
            return error["msg"][:1].lower() + error["msg"][1:]


def described(value: Any) -> str:
    """Describe a value of a file in a few words, for a message."""
    match value:
        case None:
            return "empty"
        case bool():
            return f"`{str(value).lower()}`"
        case dict():
            return "a mapping"
        case list() | tuple():
            return "a list"
        case str():
            return f"the text “{value[:40]}{'…' if len(value) > 40 else ''}”"
        case _:
            return f"`{value}`"


def _in_file(loc: tuple[str | int, ...], data: Any) -> KeyPath:
    """Return the part of pydantic's path that exists in the file; an option may be plain text there."""
    where: list[str | int] = []
    for step in loc:
        item = isinstance(step, int) and isinstance(data, list)
        if item or (isinstance(data, dict) and step in data):
            data = data[step]
        elif step == "[key]":  # the key itself is invalid
            where.append(KEY)
            break
        else:
            break
        where.append(step)
    return tuple(where)


def _keys(model: Any, path: Iterable[str | int]) -> list[str]:
    """Return the keys of the model that a path leads to, as far as annotations show it."""
    for step in path:
        if isinstance(step, int):
            continue
        field = model.model_fields.get(step)
        inner = _model_in(field.annotation) if field else None
        if inner is None:
            break
        model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if (found := _model_in(part)) is not None:
            return found
    return None
