"""The learner's settings: one TOML file in the user's config folder, each key a line.

A mistake in it is a diagnostic with its place, and the setting's default holds; one run tells of all.
A change keeps the rest of the file as it is, comments and keys of other versions too.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from ..diagnostics import (
    Diagnostic,
    Report,
    Severity,
    Span,
    StudykitError,
    UsageError,
    printable,
    suggest,
)
from ..files import write_text

Value = int | float | bool | str


@dataclass(frozen=True, slots=True)
class Settings:
    """How a learner wants to learn."""

    new_per_day: int = 20
    reviews_per_day: int = 200
    day_ends_at: int = 4
    retention: float = 0.9
    fuzz: bool = True
    order: str = "text"


@dataclass(frozen=True, slots=True)
class SettingSpec:
    """What may stand under a key: a sentence on what it is for, and which values it takes."""

    about: str
    takes: str
    low: float = 0
    high: float = 0
    words: tuple[str, ...] = ()


KEYS = {
    "new_per_day": SettingSpec(
        "new cards a day, over all quizzes of a course", "a whole number from 0 to 9999", 0, 9999
    ),
    "reviews_per_day": SettingSpec(
        "reviews of cards a day", "a whole number from 0 to 9999", 0, 9999
    ),
    "day_ends_at": SettingSpec(
        "the hour of the night at which a new day begins", "a whole number from 0 to 23", 0, 23
    ),
    "retention": SettingSpec(
        "the share of cards to be remembered when they come again",
        "a number from 0.70 to 0.97",
        0.70,
        0.97,
    ),
    "fuzz": SettingSpec(
        "spread dates a little, so that cards do not clump together", "true or false"
    ),
    "order": SettingSpec(
        "which new cards come first: as in the text, or at random",
        '"text" or "random"',
        words=("text", "random"),
    ),
}
"""The settings, in the order in which they are shown."""

DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Read:
    """Settings, the lines of the file that say them, and what is wrong with the others."""

    settings: Settings
    lines: dict[str, int]
    report: Report = field(default_factory=Report)


def settings_file(asked: Path | None = None) -> Path:
    """The settings' file: as asked, `$STUDYKIT_CONFIG`, or the one in the user's config folder."""
    if asked is not None:
        return asked
    if named := os.environ.get("STUDYKIT_CONFIG"):
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("studykit", appauthor=False) / "config.toml"


def read(file: Path) -> Read:
    """The settings in a file; defaults where there is none.

    Raises StudykitError where it is there and cannot be read.
    """
    report = Report()
    text = _text(file)
    lines = text.split("\n")

    def wrong(code: str, message: str, line: int, help: str | None, words: str = "") -> None:
        source = lines[line - 1].rstrip("\r") if line <= len(lines) else ""
        # a value stands behind its key
        column = max(source.find(words, source.find("=") if code == "bad-value" else 0), 0) + 1
        span = Span(str(file), line, column, line, column + max(1, len(words)))
        report.diagnostics.append(
            Diagnostic(code, Severity.ERROR, message, span, source, help)
        )  # fmt: skip

    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        for number, sentence, help in _syntax(text, error):
            wrong("toml-syntax", sentence, number, help)
        data = _readable(lines)
    said: dict[str, Any] = {}
    where: dict[str, int] = {}
    for name, value in data.items():
        line = _line_of(lines, name)
        key = KEYS.get(name)
        if key is None:
            hint = suggest(name, KEYS) or f"the settings are {', '.join(KEYS)}"
            wrong("unknown-key", f"`{printable(name)}` is no setting", line, hint, name)
        elif (fitting := _fitting(name, value)) is None:
            message = f"`{name}` takes {key.takes}, not {_shown(value)}"
            at = _name(lines[line - 1])
            words = at[1]["value"] if at else ""
            wrong("bad-value", message, line, _hint(name, value), words)
        else:
            said[name], where[name] = fitting, line
    report.sort()
    return Read(Settings(**said), where, report)


def parsed(name: str, words: str) -> Value:
    """The value that words mean as a setting; raises UsageError for what it does not take."""
    key = known(name)
    value: Any = words
    try:
        if not set(words) & set("\r\n"):
            value = tomllib.loads(f"value = {words}")["value"]
    except (tomllib.TOMLDecodeError, RecursionError, KeyError):
        default = getattr(DEFAULTS, name)
        if isinstance(default, bool):
            value = _SPOKEN.get(words.strip().casefold(), words)
        elif isinstance(default, float):
            with suppress(ValueError):  # ".9" is no TOML
                value = float(words)
    fitting = _fitting(name, value)
    if fitting is None:
        hint = _hint(name, value)
        more = f"; {hint}" if hint else ""
        raise UsageError(f"`{name}` takes {key.takes}, not {_shown(value)}{more}")
    return fitting


_SPOKEN = {
    "on": True,
    "yes": True,
    "true": True,
    "off": False,
    "no": False,
    "false": False,
}


def known(name: str) -> SettingSpec:
    """What may stand under a key; raises UsageError for one that is no setting."""
    if name not in KEYS:
        hint = suggest(name, KEYS) or f"the settings are {', '.join(KEYS)}"
        raise UsageError(f"`{printable(name)}` is no setting; {hint}")
    return KEYS[name]


def write(file: Path, name: str, value: Value | None) -> bool:
    """Set a key in the file, or with None take it out; whether that changed anything.

    The line of the key is changed, or one is put in; the rest stays as it is.  Raises StudykitError
    where the file cannot be written, or is none that a line could be changed in.
    """
    known(name)
    old = _text(file)
    new = _edited(old, name, value)
    try:
        expected = {key: kept for key, kept in tomllib.loads(old).items() if key != name}
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line, message, _ = next(_syntax(old, error))
        raise StudykitError(f"{file}:{line}: {message}; mend it first") from error
    if value is not None:
        expected[name] = value
    # what is written is read first: a file that is laid out in a way we do not know stays as it is
    try:
        found = tomllib.loads(new) == expected
    except (tomllib.TOMLDecodeError, RecursionError):
        found = False
    if not found:
        raise StudykitError(f"`{name}` has no line of its own in {file}: change it there by hand")
    return new != old and write_text(file, new)


def toml(value: Value) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise StudykitError(
            f"{file} is not UTF-8 text (byte {error.object[error.start]:#04x}): save it as UTF-8"
        ) from error
    except OSError as error:
        raise StudykitError(f"{file} cannot be read: {error.strerror}") from error


def _fitting(name: str, value: Any) -> Value | None:
    """A value of the setting's type and range, or None."""
    key, default = KEYS[name], getattr(DEFAULTS, name)
    if isinstance(default, bool):
        return value if isinstance(value, bool) else None
    if isinstance(default, str):
        return value if isinstance(value, str) and value in key.words else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(default, int) and not isinstance(value, int):
        return None
    if not key.low <= value <= key.high:
        return None
    return float(value) if isinstance(default, float) else value


def _hint(name: str, value: Any) -> str | None:
    """What was probably meant."""
    key, default = KEYS[name], getattr(DEFAULTS, name)
    if isinstance(default, str) and isinstance(value, str):
        return suggest(value, key.words)
    if isinstance(default, float) and isinstance(value, int) and _fitting(name, value / 100):
        return f"did you mean {value / 100}?"
    if isinstance(value, str) and not isinstance(default, str) and value.isprintable():
        try:
            if isinstance(default, float) and value.endswith("%"):
                return _hint(name, int(value[:-1]))
            meant = _fitting(name, tomllib.loads(f"value = {value}\n")["value"])
        except (ValueError, RecursionError, KeyError):
            return None
        return None if meant is None else f"write {toml(meant)}, without quotation marks"
    return None


def _shown(value: Any) -> str:
    text = toml(value) if isinstance(value, bool | int | float | str) else type(value).__name__
    text = {"dict": "a table", "list": "a list"}.get(text, text)
    text = printable(text)
    return text if len(text) <= 40 else text[:39] + "…"


def _syntax(text: str, error: Exception) -> Iterator[tuple[int, str, str | None]]:
    """What keeps the file from being TOML: each line that is none by itself, else the first."""
    found = False
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.lstrip().startswith(("#", "[")):
            continue
        try:
            names = list(tomllib.loads(line + "\n"))
        except (tomllib.TOMLDecodeError, RecursionError):
            found = True
            yield number, "this line is no TOML", _mended(line)
            continue
        for name in names:
            if name in seen:
                found = True
                yield number, f"`{printable(name)}` is set twice", f"line {seen[name]} sets it too"
            seen.setdefault(name, number)
    if not found:
        at = re.search(r"line (\d+)", str(error))
        yield int(at[1]) if at else 1, f"this is no TOML: {printable(str(error))}", None


def _readable(lines: list[str]) -> dict[str, Any]:
    """What the lines say that are TOML by themselves, of a file that as a whole is none."""
    data: dict[str, Any] = {}
    for line in lines:
        with suppress(tomllib.TOMLDecodeError, RecursionError):
            data = {**tomllib.loads(line.rstrip("\r")), **data}
    return {name: value for name, value in data.items() if not isinstance(value, dict)}


def _mended(line: str) -> str | None:
    """What a line was probably to say."""
    found = re.match(r"\s*([\w-]+)\s*[=:]?\s*(.*?)\s*(?:#.*)?$", line)
    if found and found[1] in KEYS:
        words = found[2].strip("\"'“”‘’")
        try:
            return f"write {found[1]} = {toml(parsed(found[1], words))}"
        except UsageError:
            return f"`{found[1]}` takes {KEYS[found[1]].takes}"
    return "each setting is a line: name = value"


_LINE = re.compile(
    r"""
    (?P<head>[ \t]*(?:(?P<bare>[\w-]+)|"(?P<double>[^"\\]*)"|'(?P<single>[^']*)')[ \t]*=[ \t]*)
    (?P<value>"(?:[^"\\]|\\.)*"|'[^']*'|[^\s#"'\[{]+)
    (?P<tail>[ \t]*(?:\#[^\n]*)?)
    """,
    re.VERBOSE,
)
"""A line that sets a key to a plain value."""


def _name(line: str) -> tuple[str, re.Match[str]] | None:
    if found := _LINE.fullmatch(line.rstrip("\r")):
        return found["bare"] or found["double"] or found["single"] or "", found
    return None


def _line_of(lines: list[str], name: str) -> int:
    """The number of the line that a key stands in, as far as that can be told; else 1."""
    pattern = re.compile(rf"\s*\[*\s*[\"']?{re.escape(name)}[\"']?\s*[\].=]")
    return next((n for n, line in enumerate(lines, 1) if pattern.match(line)), 1)


def _edited(text: str, name: str, value: Value | None) -> str:
    """The text with one key set, or without it."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n")
    top = next((n for n, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    for n, line in enumerate(lines[:top]):
        at = _name(line)
        if at is None or at[0] != name:
            continue
        if value is None:
            del lines[n]
        else:
            back = "\r" if line.endswith("\r") else ""
            lines[n] = at[1]["head"] + toml(value) + at[1]["tail"] + back
        return "\n".join(lines)
    if value is None:
        return text
    put = f"{name} = {toml(value)}"
    head, rest = "\n".join(lines[:top]), "\n".join(lines[top:])
    if top < len(lines):  # below its own keys, before the first table
        return f"{head}{end if head else ''}{put}{end}{end}{rest}"
    return f"{head}{end if head and not head.endswith(chr(10)) else ''}{put}{end}"


assert list(KEYS) == [f.name for f in fields(Settings)]
