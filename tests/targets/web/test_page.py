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

from studykit.bank.model import Recall
from studykit.targets.web.page import STATIC, json_in_html, modules, page
from studykit.targets.web.words import phrases, plurals, words_by_language

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


def test_the_script_is_the_same_for_every_course() -> None:
    one, other = parts(page(request())), parts(page(request([exercise(Recall("x"))])))
    assert one["script"] == other["script"]
    assert one["data"] != other["data"]


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
    content = SHIPPED.read_bytes()
    words = json.dumps(words_by_language(), ensure_ascii=False, separators=(",", ":"))
    english = json.dumps(
        {"en": words_by_language()["en"]}, ensure_ascii=False, separators=(",", ":")
    )
    translations = len(words.encode()) - len(english.encode())
    assert len(content) - translations < 300 * 1024
    assert len(gzip.compress(content, 9)) - len(gzip.compress(words.encode(), 9)) < 100 * 1024


def test_the_shipped_page_is_one_file(tmp_path: Path) -> None:
    found = parts(SHIPPED.read_text(encoding="utf-8"))
    assert "default-src 'none'" in found["policy"]
