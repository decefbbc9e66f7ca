"""Plain data to models: what pydantic finds wrong becomes findings with places and plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from .diagnostics import Finding, KeyPath, Report, suggest
from .yamlfile import KEY, YamlFile


class Model(BaseModel):
    """What all models of files share: no unknown keys, no change after loading, 16 is "16"."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, coerce_numbers_to_str=True, regex_engine="python-re"
    )


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$", max_length=80)]
"""An id: lower-case letters and digits, in words joined by hyphens."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A text that is not empty."""


def _web_address(value: str) -> str:
    if not value.startswith(("https://", "http://")) or any(c.isspace() for c in value):
        raise PydanticCustomError("url", "must be a web address that begins with https://")
    return value


Url = Annotated[str, AfterValidator(_web_address)]

M = TypeVar("M", bound=BaseModel)


def validate(
    model: type[M],
    data: Any,
    file: YamlFile,
    path: KeyPath,
    report: Report,
    aside: Mapping[str, str] | None = None,
) -> M | None:
    """The model of some data, or None where the report says why not.

    `path` leads to the data in its file; `aside` gives help for keys that are often written by
    mistake.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            code, finding = _finding(problem, model, file, path, aside or {})
            report.add(code, finding)
        return None


def _finding(
    error: ErrorDetails,
    model: type[BaseModel],
    file: YamlFile,
    path: KeyPath,
    aside: Mapping[str, str],
) -> tuple[str, Finding]:
    where = tuple(step for step in error["loc"] if not _is_tag(step))
    here: KeyPath = (*path, *where)
    name = next((str(step) for step in reversed(where) if isinstance(step, str)), "this")
    kind = error["type"]
    if kind == "missing":
        return "missing-key", Finding(f"`{name}` is missing", file, here[:-1])
    if kind == "extra_forbidden":
        known = _keys(model, where[:-1])
        help = aside.get(name) or suggest(name, known) or f"known keys are {', '.join(known)}"
        return "unknown-key", Finding(
            f"`{name}` is not a key that belongs here", file, (*here, KEY), help
        )
    advice = None
    if kind == "string_pattern_mismatch":
        advice = "an id is made of lower-case letters, digits and hyphens, like `price-war`"
    return "bad-value", Finding(f"`{name}` {_words(kind, error)}", file, here, advice)


def _words(kind: str, error: ErrorDetails) -> str:
    context = error.get("ctx") or {}
    value = error["input"]
    shown = _shown(value)
    match kind:
        case "string_type":
            return f"must be text, not {shown}"
        case "string_too_short" | "too_short":
            return "must not be empty"
        case "string_too_long":
            return f"must be at most {context['max_length']} characters long"
        case "string_pattern_mismatch":
            return f"cannot be {shown}"
        case "literal_error" | "enum":
            return f"must be {context['expected']}, not {shown}"
        case "bool_type" | "bool_parsing":
            return f"must be true or false, not {shown}"
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


def _shown(value: Any) -> str:
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


def _is_tag(step: str | int) -> bool:
    """Whether a step of pydantic's is the name of a validator and not a key."""
    return isinstance(step, str) and not step.replace("_", "").replace("-", "").isalnum()


def _keys(model: Any, path: Iterable[str | int]) -> list[str]:
    """The keys of the model that a path leads to, as far as annotations tell."""
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
