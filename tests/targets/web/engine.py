"""The page's modules as one script, run by Node: what they make of data that Python wrote."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

STATIC = Path(__file__).parents[3] / "studykit" / "targets" / "web" / "static"
TASKS = Path(__file__).with_name("tasks.js")

MODULES = (
    "session.js",
    "exam.js",
    "statistics.js",
    "mark.js",
    "differences.js",
    "store.js",
    "day.js",
    "cards.js",
    "han.js",
    "compounds.js",
    "unpack.js",
)
"""The modules that the page's own use; the others are imported by these."""

IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)


@cache
def modules() -> dict[str, str]:
    """Return the text of each module, those first that others import."""
    found: dict[str, str] = {}

    def add(name: str) -> None:
        text = (STATIC / name).read_text(encoding="utf-8")
        for _, other in IMPORT.findall(text):
            if other not in found:
                add(other)
        found.setdefault(name, text)

    for name in MODULES:
        add(name)
    return found


@cache
def script() -> str:
    """Return the modules as one script that sets `engine`, and the tasks of the tests."""
    parts = []
    names = []
    for text in modules().values():
        names += re.findall(
            r"^export (?:async )?(?:function|class|const) (\w+)", text, re.MULTILINE
        )
        parts.append(re.sub(r"^export ", "", IMPORT.sub("", text), flags=re.MULTILINE))
    parts.append(f"globalThis.engine = {{ {', '.join(names)} }};\n")
    parts.append(TASKS.read_text(encoding="utf-8"))
    return "".join(parts)


def unlike(expected: Any, actual: Any, at: str = "") -> list[str]:
    """Return where two values differ; numbers that are not whole may differ in the last digits."""
    match expected, actual:
        case dict(), dict():
            keys = sorted(expected.keys() | actual.keys())
            nothing = "nothing"
            pairs = [
                (f"{at}.{key}", expected.get(key, nothing), actual.get(key, nothing))
                for key in keys
            ]
        case (list() | tuple(), list()) if len(expected) == len(actual):
            pairs = [
                (f"{at}[{n}]", a, b) for n, (a, b) in enumerate(zip(expected, actual, strict=True))
            ]
        case float(), int() | float():
            same = abs(expected - actual) <= 1e-9 * max(1.0, abs(expected))
            return [] if same else [f"{at}: {expected!r}, not {actual!r}"]
        case _:
            return [] if expected == actual else [f"{at}: {expected!r}, not {actual!r}"]
    return [found for place, a, b in pairs for found in unlike(a, b, place)]


def run(task: str, data: Any, timezone: str = "UTC") -> Any:
    """Return what a task makes of data under Node; skip the test without it."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node")
    done = subprocess.run(
        [node, _driver(), task],
        input=json.dumps(data),
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"TZ": timezone},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@cache
def _driver() -> Path:
    file = Path(mkdtemp(prefix="studykit-engine-")) / "engine.mjs"
    end = """
import { readFileSync } from "node:fs";
const data = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(await globalThis.tasks[process.argv[2]](data)));
"""
    file.write_text(script() + end, encoding="utf-8")
    return file
