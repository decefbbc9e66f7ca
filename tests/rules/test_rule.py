"""Every rule declares what the `Rule` protocol lists, so that a misspelt name is an error."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import get_type_hints

import pytest

import studykit.rules
from studykit.diagnostics import Severity
from studykit.rules import NAMES, RULES, Rule, _rule


def test_every_file_is_listed_once_in_alphabetical_order() -> None:
    files = Path(studykit.rules.__file__).parent.glob("[!_]*.py")
    assert list(NAMES) == sorted(file.stem for file in files)


def test_the_code_of_a_rule_is_the_name_of_its_file() -> None:
    assert list(RULES) == [name.replace("_", "-") for name in NAMES]


@pytest.mark.parametrize("code", RULES)
def test_a_rule_has_the_types_of_the_protocol(code: str) -> None:
    rule = RULES[code]
    assert isinstance(rule.SEVERITY, Severity)
    assert isinstance(rule.NEEDS_TEXT, bool)
    assert isinstance(rule.ALLOWABLE, bool)
    assert get_type_hints(rule.check) == get_type_hints(Rule.check)


@pytest.mark.parametrize("name", ["CODE", "SEVERITY", "NEEDS_TEXT", "ALLOWABLE", "check"])
def test_a_misspelt_name_is_an_error(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    shouting = ModuleType("studykit.rules.shouting")
    for declared in (*Rule.__annotations__, "check"):
        setattr(shouting, declared, getattr(RULES["clang"], declared))
    monkeypatch.setitem(sys.modules, shouting.__name__, shouting)
    assert _rule("shouting") is shouting
    vars(shouting)[f"{name}S"] = vars(shouting).pop(name)
    with pytest.raises(
        AssertionError, match=r"^rules/shouting\.py does not declare everything that Rule lists$"
    ):
        _rule("shouting")
