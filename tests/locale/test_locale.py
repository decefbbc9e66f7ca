"""The words of studykit's own in the language that is spoken."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from studykit import locale
from studykit.locale import (
    N_,
    _,
    catalogue,
    languages,
    ngettext,
    number,
    pgettext,
    speaking,
    spoken,
)

GERMAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "True"
msgstr "Richtig"

msgid "Form {form}"
msgstr "Variante {form}"

msgctxt "grade"
msgid "Good"
msgstr "Gut"

msgid "{n} question"
msgid_plural "{n} questions"
msgstr[0] "{n} Frage"
msgstr[1] "{n} Fragen"
"""


@pytest.fixture(autouse=True)
def _catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """German as above, and a Chinese catalogue without messages."""
    messages = read_po(GERMAN.strip().splitlines(), locale="de")
    for name in ("de.mo", "zh-Hans.mo"):
        with (tmp_path / name).open("wb") as file:
            write_mo(file, messages)
    monkeypatch.setattr(locale, "FOLDER", tmp_path)
    forget()
    yield
    forget()


def forget() -> None:
    for cached in (locale.languages, locale.catalogue, locale._translations):
        cached.cache_clear()


def test_english_is_spoken_unless_another_language_is_set() -> None:
    assert spoken() == "en"
    assert _("True") == "True"
    with speaking("de"):
        assert _("True") == "Richtig"
    assert _("True") == "True"


def test_placeholders_are_filled_after_the_message_was_looked_up() -> None:
    with speaking("de"):
        assert _("Form {form}", form="A") == "Variante A"


def test_braces_of_a_message_without_placeholders_stay() -> None:
    assert _("{{c1::blank}}") == "{{c1::blank}}"


def test_numbers_have_the_groups_of_the_language() -> None:
    assert ngettext("{n} question", "{n} questions", 1) == "1 question"
    assert ngettext("{n} question", "{n} questions", 10_000) == "10,000 questions"
    with speaking("de"):
        assert ngettext("{n} question", "{n} questions", 1) == "1 Frage"
        assert ngettext("{n} question", "{n} questions", 10_000) == "10.000 Fragen"
    with speaking("de-CH"):
        assert number(10_000) == "10’000"
    assert number(999) == "999"


def test_a_context_tells_apart_words_that_are_one_in_english() -> None:
    with speaking("de"):
        assert pgettext("grade", "Good") == "Gut"
        assert _("Good") == "Good"


def test_a_marked_message_is_looked_up_when_it_is_shown() -> None:
    label = N_("True")
    with speaking("de"):
        assert (label, _(label)) == ("True", "Richtig")


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("de", "de"),
        ("DE_at", "de"),
        ("de-Latn-CH", "de"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-Hans-SG", "zh-Hans"),
        ("cmn", "zh-Hans"),
        ("zh-Hant", None),
        ("zh-TW", None),
        ("en-GB", "en"),
        ("ja", None),
        ("", None),
    ],
)
def test_a_tag_finds_its_catalogue(tag: str, found: str | None) -> None:
    assert catalogue(tag) == found


@pytest.mark.parametrize("tag", ["zh", "zh-CN", "cmn", "zh-Hans"])
def test_chinese_is_not_found_without_its_catalogue(tag: str) -> None:
    (locale.FOLDER / "zh-Hans.mo").unlink()
    assert catalogue(tag) is None


def test_a_language_without_a_catalogue_is_spoken_in_english() -> None:
    with speaking("ja"):
        assert (spoken(), _("True")) == ("en", "True")


def test_the_first_language_with_a_catalogue_is_spoken() -> None:
    with speaking("ja", "de-AT", "en"):
        assert (spoken(), _("True")) == ("de-AT", "Richtig")
    with speaking():
        assert spoken() == "en"


def test_languages_begin_with_english() -> None:
    assert languages() == ("en", "de", "zh-Hans")


def test_no_message_is_inside_an_f_string_where_babel_does_not_see_it() -> None:
    hidden = []
    for file in sorted(Path(locale.__file__).parent.parent.rglob("*.py")):
        for string in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(string, ast.JoinedStr):
                hidden += [
                    f"{file.name}:{call.lineno}"
                    for call in ast.walk(string)
                    if isinstance(call, ast.Call)
                    and isinstance(call.func, ast.Name)
                    and call.func.id in ("_", "N_", "ngettext", "pgettext")
                    and any(isinstance(argument, ast.Constant) for argument in call.args)
                ]
    assert hidden == []
