"""The languages that studykit speaks are complete, and their files are what `make messages` writes."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from studykit.language import language_or_default
from studykit.locale import FOLDER, languages

from .. import messages

FILES = sorted(FOLDER.glob("*.po"))

all_catalogues = pytest.mark.parametrize("po", FILES, ids=[file.stem for file in FILES])


def catalog(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=po.stem.replace("-", "_"))


def entries(po: Path) -> list[Message]:
    return [message for message in catalog(po) if message.id]


def english(message: Message) -> str:
    return message.id[-1] if isinstance(message.id, tuple) else message.id


def translations(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def ends_with_spaces(text: str) -> tuple[bool, bool]:
    return text.startswith(" "), text.endswith(" ")


def test_these_languages_are_spoken_beside_english() -> None:
    assert languages() == ("en", *(file.stem for file in FILES))
    assert {"de", "es", "fr", "zh-Hans"} <= set(languages())


def test_forms_and_fuzzy_messages_count_as_translated_when_they_are() -> None:
    assert messages.is_translated(Message("a", "b"))
    assert not messages.is_translated(Message("a"))
    assert not messages.is_translated(Message(("a", "b"), ("c", "")))
    assert not messages.is_translated(Message("a", "b", flags={"fuzzy"}))


@all_catalogues
def test_every_message_is_translated(po: Path) -> None:
    missing = [message.id for message in entries(po) if not all(translations(message))]
    assert missing == []


@all_catalogues
def test_nothing_is_fuzzy(po: Path) -> None:
    assert [message.id for message in catalog(po) if message.fuzzy] == []


@all_catalogues
def test_messages_have_a_form_for_each_number_of_things(po: Path) -> None:
    words = catalog(po)
    plural = [message for message in words if message.pluralizable]
    assert len(plural) > 50
    assert [m.id for m in plural if len(translations(m)) != words.num_plurals] == []


@all_catalogues
def test_placeholders_are_those_of_english(po: Path) -> None:
    """A form for one thing may leave out its number."""
    wrong = []
    for message in entries(po):
        *few, many = translations(message)
        of_english = placeholders(english(message))
        if placeholders(many) != of_english:
            wrong.append(many)
        wrong += [text for text in few if placeholders(text) | {"n"} != of_english | {"n"}]
    assert wrong == []


@all_catalogues
def test_messages_begin_and_end_with_the_spaces_of_english(po: Path) -> None:
    """A prompt ends with a space before what is typed; Chinese signs have their space inside."""
    spaced = language_or_default(po.stem).spaced
    wrong = []
    for message in entries(po):
        expected = ends_with_spaces(english(message))
        for text in translations(message):
            ends = ends_with_spaces(text)
            if ends != expected and (spaced or any(ends)):
                wrong.append(text)
    assert wrong == []


@all_catalogues
def test_quotation_marks_are_those_of_the_language(po: Path) -> None:
    """Those, with the spaces inside that the language has; straight ones are what a learner types."""
    language = language_or_default(po.stem)
    opening, closing = language.quotation_marks.split()[:2]
    space = language.quotation_space
    quoted = re.compile(f"{opening}{space}[^“”„«»\u202f]*{space}{closing}")
    wrong = [
        text
        for message in entries(po)
        for text in translations(message)
        if set(quoted.sub("", text)) & set("“”„«»")
    ]
    assert wrong == []


@all_catalogues
def test_the_file_is_what_make_messages_writes(po: Path) -> None:
    updated = messages.updated(po)
    assert messages.po_text(updated).decode() == po.read_text(encoding="utf-8")
    assert messages.mo_text(updated) == po.with_suffix(".mo").read_bytes()


def test_every_compiled_catalogue_has_its_source() -> None:
    assert [file.stem for file in sorted(FOLDER.glob("*.mo"))] == [file.stem for file in FILES]
