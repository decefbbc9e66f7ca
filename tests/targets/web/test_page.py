"""The page as a file: its bytes, its policy, its size, its words."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from studykit.bank.model import Label, LabelledPart, Recall, Type
from studykit.bank.shapes import Shape
from studykit.targets.web.data import page_data
from studykit.targets.web.page import ENGINE, STATIC, json_in_html, modules, page, parts_of
from studykit.targets.web.words import numbered, phrases, plurals, words_by_language

from ...conftest import REPOSITORY
from ..conftest import exercise
from .sample import request

SHIPPED = REPOSITORY / "decks" / "liang-wenfeng-2024.html"


def parts(html: str) -> dict[str, str]:
    """Return the contents of the page's elements, and its policy."""
    found = {
        name: re.findall(rf"<{tag}>(.*?)</", html, re.DOTALL)
        for name, tag in {
            "style": "style",
            "data": 'script type="application/json" id="data"',
            "script": 'script type="module"',
        }.items()
    }
    assert {name: len(contents) for name, contents in found.items()} == dict.fromkeys(found, 1)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    return {name: contents[0] for name, contents in found.items()} | {"policy": policy}


def hashed(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def test_the_same_course_makes_the_same_bytes() -> None:
    assert page(request()) == page(request())


def test_the_policy_allows_this_script_and_style_alone() -> None:
    found = parts(page(request()))
    assert found["policy"] == (
        f"default-src 'none'; script-src {hashed(found['script'])}; style-src {hashed(found['style'])};"
        " img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script';"
        " trusted-types 'none'"
    )


def test_the_script_depends_on_what_a_course_needs_and_not_on_its_texts() -> None:
    one, other = parts(page(request())), parts(page(request([exercise(Recall("x"))])))
    assert (one["script"], one["style"]) == (other["script"], other["style"])
    assert one["data"] != other["data"]
    assert parts(page(request([exercise(Recall("$x$"))])))["script"] != one["script"]


GLASS = Shape("rectangle", ((0.1, 0.1), (0.3, 0.2)))
PARTS = {
    "code": exercise(Recall("`x`")),
    "compounds": exercise(Type("zwölf"), lang="de"),
    "formulas": exercise(Recall("$x$")),
    "han": exercise(Type("三千"), lang="zh"),
    "media": exercise(Recall("![a lens](lens.png)")),
    "label": exercise(Label("lens.png", "a lens", (LabelledPart("the glass", GLASS),))),
}
"""A question that needs each part of a page that most do not need."""


def test_a_page_has_only_the_parts_that_it_needs() -> None:
    needed = {part: parts_of(page_data(request([one])), False) for part, one in PARTS.items()}
    assert needed == {part: ["media", "label"] if part == "label" else [part] for part in PARTS}
    plain = page_data(request([exercise(Recall("x"))]))
    assert parts_of(plain, False) == []
    assert parts_of(plain, True) == ["offline"]


def test_every_part_is_a_module_or_a_style_sheet() -> None:
    files = {file.stem for file in STATIC.iterdir() if file.suffix in (".js", ".css")}
    assert {*PARTS, "lesson", "offline"} <= files
    always = {Path(name).stem for name in modules(*ENGINE, "main.js")} | {"style", "sw"}
    assert files - always == {*PARTS, "lesson", "offline"}


def test_offline_pages_may_use_their_service_worker() -> None:
    policy = parts(page(request(), offline=True))["policy"]
    assert "worker-src 'self'; connect-src 'self'" in policy
    assert policy.endswith("trusted-types studykit")


def test_a_page_with_formulas_has_a_font_for_them() -> None:
    found = parts(page(request([exercise(Recall(r"$\frac{a}{b}$"))])))
    assert "@font-face" in found["style"]
    assert "font-src data:" in found["policy"]
    assert "@font-face" not in parts(page(request()))["style"]


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "&lt;/script&gt;",
    "\u2028\u2029",
    "${location}",
    "$data",
    "__proto__",
    '"><img src=x onerror=alert(1)>',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_data_stays_data(text: str) -> None:
    written = json_in_html({"a": text, text: 1})
    assert json.loads(written) == {"a": text, text: 1}
    assert not re.search("[<>&\u2028\u2029]", written)


def test_a_hostile_title_is_text() -> None:
    course = request().course.model_copy(update={"title": HOSTILE[0]})
    from dataclasses import replace

    html = page(replace(request(), course=course))
    assert "<title>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>" in html
    parts(html)


# Words


def keys_used(function: str) -> set[str]:
    script = "".join(file.read_text(encoding="utf-8") for file in sorted(STATIC.glob("*.js")))
    return set(re.findall(rf'\b{function}\("([a-z_]+)"', script))


def test_keys_are_written_where_they_are_used() -> None:
    """When the page is built, they become numbers, which a variable would not."""
    script = "".join(file.read_text(encoding="utf-8") for file in sorted(STATIC.glob("*.js")))
    calls = re.findall(r"(?<!function )\b(?:t|many)\((.)", script)
    assert set(calls) == {'"', "`"}
    assert not re.search(r"\bmany\(`", script)


def test_words_that_no_script_uses_are_left_out() -> None:
    words = {
        "en": {"phrases": {"a_b": "A", "c": "C", "a_d": "D"}, "plurals": {"e": ["E"]}, "rule": "0"}
    }
    script = 't("c"); t(`a_${x}`); many("e", 2);'
    assert numbered(script, words) == (
        "t(1); t(`a_${x}`); many(3, 2);",
        {
            "keys": {"a_b": 0, "a_d": 2},
            "languages": {"en": {"texts": ["A", "C", "D", ["E"]], "rule": "0"}},
        },
    )


def test_every_key_that_the_scripts_use_has_words() -> None:
    assert keys_used("t") - phrases().keys() == set()
    assert keys_used("many") - plurals(1).keys() == set()
    assert plurals(1).keys() - keys_used("many") - {"due_word", "new_word"} == set()


def test_placeholders_stay_for_the_page() -> None:
    words = words_by_language()["en"]
    assert words["phrases"]["number_of"] == "{n} of {of}"
    rule = words["rule"]
    assert [words["plurals"]["questions"][int(rule[n])] for n in (0, 1, 2, 101)] == [
        "{n} questions",
        "{n} question",
        "{n} questions",
        "{n} questions",
    ]


# The modules


def test_modules_are_joined_after_those_that_they_import() -> None:
    names = modules("main.js")
    assert names[-1] == "main.js"
    assert names.index("dom.js") < names.index("content.js") < names.index("study.js")


def test_every_imported_name_is_exported() -> None:
    texts: dict[str, str] = {
        file.name: file.read_text(encoding="utf-8") for file in STATIC.glob("*.js")
    }
    exported: dict[str, set[str]] = {
        name: set(
            re.findall(r"^export (?:async )?(?:function|class|const|let) ([\w$]+)", text, re.M)
        )
        for name, text in texts.items()
    }
    missing: dict[str, Any] = {}
    for name, text in texts.items():
        for names, other in re.findall(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";', text, re.M):
            wanted = {one.strip() for one in names.split(",") if one.strip()}
            if lacking := wanted - exported[other]:
                missing[name] = (other, lacking)
    assert missing == {}


# The page of the shipped course


def test_the_shipped_page_is_small() -> None:
    """300 kB, and 90 kB compressed, without the translations of its words."""
    html = SHIPPED.read_text(encoding="utf-8")
    data = json.loads(parts(html)["data"])
    languages = data["words"]["languages"]
    assert list(languages) == ["en", "de", "es", "fr", "zh-Hans"]
    data["words"]["languages"] = {"en": languages["en"]}
    start, end = html.split(parts(html)["data"])
    english = (start + json_in_html(data) + end).encode()
    assert len(english) <= 300_000
    assert len(gzip.compress(english, 9)) <= 90_000


def test_the_shipped_page_is_one_file(tmp_path: Path) -> None:
    found = parts(SHIPPED.read_text(encoding="utf-8"))
    assert "default-src 'none'" in found["policy"]
