"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

import studykit
from studykit.regex import _Uncompiled, regex


def test_a_regex_has_the_methods_of_a_compiled_pattern() -> None:
    vowel = regex("[aeiou]")
    assert vowel.sub("-", "Quince") == "Q--nc-"
    assert [match.start() for match in vowel.finditer("pear")] == [1, 2]
    assert vowel.pattern == "[aeiou]"


def test_flags_count() -> None:
    assert regex("pear", re.IGNORECASE).fullmatch("PEAR")


def test_a_mistake_shows_when_the_pattern_is_first_used() -> None:
    broken = regex("(")
    with pytest.raises(re.error, match="missing \\)"):
        broken.search("pear")


def test_every_pattern_of_the_package_compiles() -> None:
    found = 0
    for module in walk_packages(studykit.__path__, "studykit."):
        if module.name == "studykit.__main__":
            continue
        for value in vars(import_module(module.name)).values():
            if isinstance(value, _Uncompiled):
                re.compile(*value._source)
                found += 1
    assert found > 100
