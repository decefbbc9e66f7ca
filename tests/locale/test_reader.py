"""Which language a reader is spoken to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studykit import locale
from studykit.locale import speaking, spoken
from studykit.locale.reader import reader_languages, system_languages


@pytest.fixture(autouse=True)
def _catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """German, French and Chinese are spoken, and the system says nothing."""
    for name in ("de", "fr", "zh-Hans"):
        (tmp_path / f"{name}.mo").touch()
    monkeypatch.setattr(locale, "FOLDER", tmp_path)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    forget()
    yield
    forget()


def forget() -> None:
    for cached in (locale.languages, locale.catalogue, locale._translations):
        cached.cache_clear()


@pytest.mark.parametrize(
    ("environment", "languages"),
    [
        ({}, []),
        ({"LANG": "de_AT.UTF-8@euro"}, ["de-AT"]),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, ["fr-FR"]),
        ({"LC_MESSAGES": "fr_FR.UTF-8", "LC_ALL": "es"}, ["es"]),
        ({"LC_ALL": "C", "LANGUAGE": "pt_BR:de"}, ["pt-BR", "de"]),
        ({"LANGUAGE": "", "LANG": "zh_CN.UTF-8"}, ["zh-CN"]),
        ({"LC_ALL": "C.UTF-8", "LANG": "de_DE"}, []),
        ({"LANG": "POSIX"}, []),
    ],
)
def test_the_first_variable_that_is_set_says_the_languages(
    environment: dict[str, str], languages: list[str]
) -> None:
    assert system_languages(environment) == languages


@pytest.mark.parametrize(
    ("setting", "system", "course", "language"),
    [
        ("fr", "de_DE.UTF-8", "zh", "fr"),
        ("", "de_CH.UTF-8", "zh", "de-CH"),
        ("", "en_US.UTF-8", "de", "en-US"),
        ("", "it_IT.UTF-8", "de", "de"),  # not English, which need not be read at all
        ("", "C.UTF-8", "zh", "zh"),
        ("", "zh_TW.UTF-8", "fr", "fr"),
        ("", "", "tr", "en"),
        ("", "", None, "en"),
    ],
)
def test_a_setting_then_the_system_then_the_course(
    setting: str, system: str, course: str | None, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", system)
    with speaking(*reader_languages(setting, course)):
        assert spoken() == language
