"""The page: template, style sheet, scripts, words and data joined into one file.

It loads nothing and sends nothing.  Its Content Security Policy allows this script and this style alone,
by their hashes; Trusted Types make every way to turn a text into HTML an error.  The same course makes
the same bytes.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from ..mathfont import font_face
from .data import PageData, WebRequest, packed, page_data
from .markup import tags_in
from .minify import minified
from .words import numbered, words_by_language

STATIC = Path(__file__).parent / "static"

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_DECLARED = re.compile(r"^(?:async )?(?:function|class|const|let) ([\w$]+)", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function|class|const|let)", re.MULTILINE)

_SPACE_IN_CSS = re.compile(
    r"/\*.*?\*/\s*|\n\s*|;?\s*(\})\s*|\s*([{;,])\s*|(?<=[\w-]:)\s+", re.DOTALL
)
"""White space that a style sheet does not need, in the way in which ours is written."""

ENGINE = ("typed.js", "differences.js", "exam.js", "store.js", "statistics.js", "session.js")
"""The modules that come first, with those that they import.

They do not touch the page.  Apart from the screens, which share many words with each other and with the
data behind them, the script compresses better.
"""

SERVICE_WORKER = "sw.js"


def page(request: WebRequest, offline: bool = False) -> str:
    """Return the page; with `offline` it registers the service worker `sw.js` beside it."""
    data = page_data(request)
    parts = parts_of(data, offline)
    style, _ = _style(data, parts)
    script, words = numbered(joined(*ENGINE, *_files(parts, ".js"), "main.js"), words_by_language())
    script = minified(script)
    data = {"words": words} | packed(data)
    return Template(_static("template.html")).substitute(
        policy=policy(script, style, data, offline),
        title=escape(request.course.title),
        lang=escape(next(iter(words["languages"]))),
        style=style,
        data=json_in_html(data),
        script=script,
    )


def service_worker() -> str:
    """Return the service worker: the network first, the last copy without it."""
    return _static(SERVICE_WORKER)


def policy(script: str, style: str, data: PageData, offline: bool) -> str:
    """Return the Content Security Policy of a page with this script and this style."""
    rules = {
        "default-src": "'none'",
        "script-src": _hash(script),
        "style-src": _hash(style),
        "img-src": "data:",
        **({"media-src": "data:"} if '"data:audio' in json.dumps(data.get("media", {})) else {}),
        **({"font-src": "data:"} if "@font-face" in style else {}),
        **({"worker-src": "'self'", "connect-src": "'self'"} if offline else {}),
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "studykit" if offline else "'none'",
    }
    return "; ".join(f"{rule} {value}" for rule, value in rules.items())


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


_UNSAFE = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def json_in_html(data: Any) -> str:
    """Return JSON that ends no script element and starts no comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda sign: _UNSAFE[sign[0]], text)


def parts_of(data: PageData, offline: bool) -> list[str]:
    """Return the parts that a page needs, beside what every page needs.

    A part is a module, a style sheet or both, in files that are named like it.
    """
    tags = set(tags_in(data))
    languages = data.get("marking", {}).get("languages", {}).values()
    needs = {
        "code": "pre" in tags or "code" in tags,
        "compounds": any("fused" in language for language in languages),
        "formulas": "math" in tags,
        "han": any("han" in language for language in languages),
        "media": "img" in tags or "audio" in tags,
        "label": any(question["kind"] == "label" for question in data["questions"]),
        "lesson": "lesson" in data,
        "offline": offline,
    }
    return [part for part, is_needed in needs.items() if is_needed]


def _files(parts: Iterable[str], suffix: str) -> list[str]:
    return [part + suffix for part in parts if (STATIC / (part + suffix)).exists()]


def joined(*names: str) -> str:
    """Return modules after all that they import, as one script without imports and exports.

    Raises ValueError if two modules declare the same name.
    """
    script = "\n".join(map(_without_imports, modules(*names)))
    declared = Counter(_DECLARED.findall(script))
    if twice := [name for name, count in declared.items() if count > 1]:
        raise ValueError(f"declared in two modules: {', '.join(twice)}")
    return script


def modules(*names: str) -> list[str]:
    """Return the names of modules and of all that they import, each after those it imports."""
    found: dict[str, None] = {}

    def add(name: str, importers: tuple[str, ...]) -> None:
        if name in importers:
            raise ValueError(f"{name} imports itself through {', '.join(importers)}")
        for other in imports(name):
            if other not in found:
                add(other, (*importers, name))
        found[name] = None

    for name in names:
        add(name, ())
    return list(found)


def imports(name: str) -> Iterator[str]:
    """Yield the names of the modules that a module imports."""
    return (match[2] for match in _IMPORT.finditer(_static(name)))


def _without_imports(name: str) -> str:
    return _EXPORT.sub("", _IMPORT.sub("", _static(name)))


@cache
def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def _style(data: PageData, parts: Iterable[str]) -> tuple[str, str | None]:
    """Return the style sheets, with a font for formulas if there are any, and a warning."""
    font, warning = font_face(_formulas(data))
    sheets = "".join(map(_static, ["style.css", *_files(parts, ".css")]))
    return _SPACE_IN_CSS.sub(r"\1\2", sheets).strip() + font, warning


def _formulas(data: Any) -> str:
    """Return the characters of all formulas in some data as HTML for `font_face`."""
    match data:
        case ["math", *nodes]:
            return f"<math>{escape(''.join(_strings(nodes)))}</math>"
        case dict():
            return "".join(map(_formulas, data.values()))
        case list():
            return "".join(map(_formulas, data))
    return ""


def _strings(nodes: list[Any]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif isinstance(node, list) and node[:1] != ["annotation"]:
            yield from _strings(node[2:])
