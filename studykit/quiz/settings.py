"""The learner's settings: `config.yaml` in the user's config folder, one key per line.

The file is read like every other YAML file: a mistake is a finding, and a key with a mistake gets its
default.  A change keeps the rest of the file: comments, layout, and keys of other versions.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from ..diagnostics import Report, StudykitError, UsageError, require_known
from ..files import folder_lock, write_text
from ..format import listed
from ..locale import catalogue, languages
from ..schema import Model, described, validate
from ..yamlfile import YamlFile

SettingValue = int | float | bool | str


def _retention(value: object) -> float:
    """Check a retention; suggest the number that a percentage means."""
    try:
        retention = float(str(value))
    except ValueError:
        retention = 0.0
    if 0.70 <= retention <= 0.97:
        return retention
    context = {"value": described(value)}
    percent = str(value).removesuffix("%")
    if percent.isdecimal() and 70 <= int(percent) <= 97:
        context["help"] = f"did you mean {int(percent) / 100}?"
    raise PydanticCustomError(
        "retention", "must be a number from 0.70 to 0.97, not {value}", context
    )


def _matching(pattern: str, expected: str) -> BeforeValidator:
    """Return a check that a value is a text that matches a pattern."""

    def check(value: object) -> str:
        if isinstance(value, str | int) and re.fullmatch(pattern, str(value), re.ASCII):
            return str(value)
        context = {"value": described(value), "expected": expected}
        raise PydanticCustomError("text", "must be {expected}, not {value}", context)

    return BeforeValidator(check)


def _language(value: object) -> str:
    """Check the tag of a language that studykit speaks; "" is none."""
    if value == "" or (isinstance(value, str) and catalogue(value)):
        return str(value)
    context = {"value": described(value), "languages": listed(languages(), "or")}
    raise PydanticCustomError("language", "must be {languages}, not {value}", context)


class Settings(Model):
    """How a learner wants to learn; the descriptions are what `studykit config` prints."""

    new_per_day: int = Field(
        20, strict=True, ge=0, le=9999, description="new cards a day, in all quizzes of a course"
    )
    reviews_per_day: int = Field(200, strict=True, ge=0, le=9999, description="reviews a day")
    day_ends_at: int = Field(
        4, strict=True, ge=0, le=23, description="the hour at which a new day begins"
    )
    retention: Annotated[float, BeforeValidator(_retention)] = Field(
        0.9, description="the share of cards that you remember when they are due"
    )
    fuzz: bool = Field(
        True, description="vary due dates a little, so that cards learned together spread out"
    )
    order: Literal["text", "random"] = Field(
        "text", description="the order of new cards: as in the text, or random"
    )
    language: Annotated[str, BeforeValidator(_language)] = Field(
        "",
        description="the language of `quiz` and `stats`; if empty, the system's, or else the course's",
    )
    # not `localhost`, which may be ::1, where the add-on does not listen
    anki_url: Annotated[
        str, _matching(r"https?://[\w.:/-]+", "an address, such as http://127.0.0.1:8765")
    ] = Field(
        "http://127.0.0.1:8765", description="the address of AnkiConnect, for `studykit push`"
    )
    anki_key: Annotated[str, _matching(r"[\w.-]*", "letters, figures, dots and hyphens")] = Field(
        "", description="its key, if it has one"
    )


KEYS = Settings.model_fields
DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings, the line of each key that is set in the file, and the problems of the file."""

    settings: Settings
    lines: Mapping[str, int]
    report: Report


def settings_file(asked: Path | None = None) -> Path:
    """Return the settings file: `asked`, `$STUDYKIT_CONFIG`, or the one in the user's config folder."""
    if asked is not None:
        return asked
    if named := os.environ.get("STUDYKIT_CONFIG"):
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("studykit", appauthor=False) / "config.yaml"


def read(path: Path) -> LoadedSettings:
    """Read the settings in a file; if there is no file, return the defaults."""
    report = Report()
    file = _yaml_file(path, report)
    data = {} if file.data is None else file.data
    settings = validate(Settings, data, file, (), report)
    if settings is None:
        settings = Settings.model_validate(_valid_keys(data))
    report.sort()
    lines = {key: file.span((key,)).line for key in KEYS if key in settings.model_fields_set}
    return LoadedSettings(settings, lines, report)


def parse(key: str, words: str) -> SettingValue:
    """Return the value of a setting as typed; raise UsageError for an unknown key or a bad value."""
    require_key(key)
    report = Report()
    typed = words.encode(errors="replace").decode()  # it may have bytes that are not UTF-8
    settings = validate(Settings, {key: _data(typed)}, YamlFile(""), (), report)
    if settings is None:
        problem = report.diagnostics[0]
        hint = f"; {problem.help}" if problem.help else ""
        raise UsageError(problem.message + hint)
    return value_of(settings, key)


def require_key(key: str) -> None:
    """Raise UsageError for an unknown setting."""
    require_known("setting", key, KEYS)


def value_of(settings: Settings, key: str) -> SettingValue:
    """Return the value of a setting by its key."""
    value: SettingValue = getattr(settings, key)
    return value


def as_yaml(value: SettingValue) -> str:
    """Return a value as YAML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) or '""'


def write(path: Path, key: str, value: SettingValue | None) -> bool:
    """Set a key in the file, or remove it if the value is None; return whether the file changed.

    Raises StudykitError if the file cannot be written, is not YAML, or has no line for this key alone.
    """
    require_key(key)
    with suppress(OSError):  # said below, when the file is written
        path.parent.mkdir(parents=True, exist_ok=True)
    with folder_lock(path.parent, lambda: None):
        return _write(path, key, value)


def _write(path: Path, key: str, value: SettingValue | None) -> bool:
    report = Report()
    file = _yaml_file(path, report)
    if report.diagnostics:
        problem = report.diagnostics[0]
        place = f"{problem.span.path}:{problem.span.line}"
        raise StudykitError(f"{place}: {problem.message}; fix the file first")
    edited = _edited(file, key, value)
    expected = dict(file.data) if isinstance(file.data, dict) else {}
    expected.pop(key, None)
    if value is not None:
        expected[key] = _data(as_yaml(value))
    # only a plain layout can be edited by lines: a file with another one is left as it is
    if (_data(edited) or {}) != expected:
        raise StudykitError(f"`{key}` is not on a line of its own in {path}: edit it by hand")
    return edited != file.text and write_text(path, edited)


def _yaml_file(path: Path, report: Report) -> YamlFile:
    return YamlFile.read(path, report) if os.path.exists(path) else YamlFile(str(path))


def _valid_keys(data: Any) -> dict[str, Any]:
    """Return the settings in the data that are valid by themselves."""
    if not isinstance(data, dict):
        return {}
    return {
        key: value
        for key, value in data.items()
        if validate(Settings, {key: value}, YamlFile(""), (), Report()) is not None
    }


def _data(text: str) -> Any:
    """Return the data in some YAML, or the text itself if it is not YAML."""
    report = Report()
    file = YamlFile("", text)
    file.parse(report)
    return text if report.diagnostics else file.data


def _edited(file: YamlFile, key: str, value: SettingValue | None) -> str:
    """Return the file's text with the line of one key changed, added or removed."""
    lines = file.text.splitlines(keepends=True)
    if isinstance(file.data, dict) and key in file.data:
        span = file.span((key,))
        line = lines[span.line - 1]
        if value is None:
            del lines[span.line - 1]
        else:
            before, after = line[: span.column - 1], line[span.end_column - 1 :]
            space = " " if before.endswith(":") else ""
            lines[span.line - 1] = before + space + as_yaml(value) + after
    elif value is not None:
        end = "\r\n" if "\r\n" in file.text else "\n"
        if lines and lines[-1] == lines[-1].rstrip("\r\n"):
            lines[-1] += end
        lines.append(f"{key}: {as_yaml(value)}{end}")
    return "".join(lines)
