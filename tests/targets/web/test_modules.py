"""What the page's modules have in common, so that they can be joined into one script."""

from __future__ import annotations

import re
from collections import Counter

from studykit.quiz.plan import LEARN_AHEAD, Limits
from studykit.quiz.schedule import LEECH
from studykit.quiz.settings import DEFAULTS

from .engine import IMPORT, STATIC, modules, run

FILES = sorted(file for file in STATIC.glob("*.js") if file.name != "sw.js")

TOP_LEVEL = re.compile(
    r"^(?:export )?(?:async )?(?:function\*?|class|const|let) ([\w$]+)", re.MULTILINE
)

EXPORTED = re.compile(r"^export (?:async )?(?:function|class|const|let) ([\w$]+)", re.MULTILINE)


def test_no_two_modules_declare_the_same_name() -> None:
    names = Counter(name for file in FILES for name in TOP_LEVEL.findall(file.read_text("utf-8")))
    assert [name for name, count in names.items() if count > 1] == []


def test_modules_import_names_that_the_others_export() -> None:
    """Only in the forms that are left out when the modules are joined."""
    wrong = []
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        for names, other in IMPORT.findall(text):
            exported = EXPORTED.findall((STATIC / other).read_text(encoding="utf-8"))
            wrong += [
                (file.name, name) for name in re.findall(r"[^\s,]+", names) if name not in exported
            ]
        rest = IMPORT.sub("", text)
        wrong += [
            (file.name, line)
            for line in re.findall(r"^.*\bimport\b.*$", rest, re.M)
            if "//" not in line
        ]
        wrong += [
            (file.name, line) for line in re.findall(r"^export (?:default|\{|\*).*$", rest, re.M)
        ]
    assert wrong == []


def test_the_engine_does_not_touch_the_page() -> None:
    page = re.compile(r"\b(?:document|window|localStorage|location|alert|querySelector)\b")
    code = {
        name: re.sub(r"//.*|/\*.*?\*/", "", text, flags=re.S) for name, text in modules().items()
    }
    assert [name for name, text in code.items() if page.search(text)] == []


def test_settings_and_limits_are_those_of_the_terminal() -> None:
    limits = Limits()
    # the page keeps its language beside the settings, which are the same on every machine
    learner = DEFAULTS.model_dump(exclude={"anki_url", "anki_key", "language"})
    assert run("constants", None) == {
        "settings": learner,
        "limits": {
            "new": limits.new,
            "reviews": limits.reviews,
            "more": limits.more,
            "cards": limits.cards,
        },
        "ahead": LEARN_AHEAD.total_seconds() * 1000,
        "leech": LEECH,
    }


def test_a_question_is_found_by_its_id_and_its_former_ones() -> None:
    questions = [{"id": "a", "formerly": ["old", "b"]}, {"id": "b"}]
    assert run("found", [questions, ["a", "old", "b", "c"]]) == ["a", "a", "b", None]
