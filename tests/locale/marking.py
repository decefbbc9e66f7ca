"""A made-up language whose catalogue marks every word, to find words that are not looked up.

Each letter of a message gets an accent or a tail: “True” is “Ťṟũẽ”.  A course whose own words are in Greek
then has no plain Latin letters but those of ids, addresses and names: what else has some is English
that was left over.

    with marked_language(folder):       # in a fixture: see `marked` in conftest.py
        with speaking(MARKED): ...
    assert unmarked(output, allowed) == []
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from studykit import language, locale

from ..messages import messages

MARKED = "qaa"
"""The tag of the made-up language, from the range for private use (ISO 639-2)."""

_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_MARKED = "ÃƁČĎẼƑĞĤĨĴĶĻṀÑÕƤɊŘŠŤŨṼŴẊŸŽãƀčďẽƒğĥĩĵķļṁñõƥɋřšťũṽŵẋÿž"
_MARK = str.maketrans(_PLAIN, _MARKED)


def mark(message: str) -> str:
    """Return a message in the made-up language: what is filled in, and code in HTML, stay plain."""
    parts = []
    for text, field, format, conversion in Formatter().parse(message):
        marked = re.sub(r"<[^>]*>|[^<]+", lambda m: m[0] if m[0][0] == "<" else _marked(m[0]), text)
        parts.append(marked.replace("{", "{{").replace("}", "}}"))
        if field is not None:
            conversion = f"!{conversion}" if conversion else ""
            parts.append(f"{{{field}{conversion}{f':{format}' if format else ''}}}")
    return "".join(parts)


def _marked(text: str) -> str:
    return text.translate(_MARK)


def _translated(message: str) -> str:
    try:
        return mark(message)
    except ValueError:  # braces that are no placeholders
        return _marked(message)


@cache
def marked_catalogue() -> Catalog:
    """Return the catalogue with all messages of the code."""
    catalog = Catalog(locale="en", charset="utf-8")  # with the plural forms of English
    for message in messages():
        if not message.id:
            continue
        one_or_many = (message.id,) if isinstance(message.id, str) else message.id
        marked = tuple(map(_translated, one_or_many))
        string = marked[0] if isinstance(message.id, str) else marked
        catalog.add(message.id, string, context=message.context)
    return catalog


@contextmanager
def marked_language(folder: Path) -> Iterator[None]:
    """Add the made-up language to those that studykit speaks; `folder` is for its catalogue."""
    for compiled in locale.FOLDER.glob("*.mo"):
        (folder / compiled.name).write_bytes(compiled.read_bytes())
    with (folder / f"{MARKED}.mo").open("wb") as file:
        write_mo(file, marked_catalogue())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(locale, "FOLDER", folder)
        patch.setattr(language, "language", _language)
        _forget()
        yield
    _forget()


_found = language.language


def _language(tag: str) -> language.Language | None:
    """Return the data of the made-up language, too: its lists have no English conjunction."""
    if tag == MARKED:
        unknown = language.language_or_default("und")
        return replace(unknown, code=MARKED, conjunction=f" {mark('and')} ")
    return _found(tag)


def _forget() -> None:
    for cached in (locale.languages, locale.catalogue, locale._translations):
        cached.cache_clear()


_WORD = re.compile(r"(?<![^\W\d_])[A-Za-z]{2,}(?![^\W\d_])")
"""Latin letters without a mark, two or more: single ones are those of options."""

_ADDRESS = re.compile(r"\bhttps?://\S+|#:~:text=\S+|\bexample\.org\S*")


def unmarked(text: str, *allowed: str) -> list[str]:
    """Return the words of a text that are not of the made-up language, each once.

    `allowed` are words and phrases that may stay, such as ids and names; addresses always may.
    """
    text = _ADDRESS.sub(" ", text)
    for phrase in sorted(allowed, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", text)
    return list(dict.fromkeys(_WORD.findall(text)))


_HIDDEN = re.compile(r"<(style|script|title)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_SPOKEN = re.compile(r'\b(?:aria-label|alt|title|placeholder|data-words)="([^"]*)"')


def html_words(html: str) -> str:
    """Return what a reader of a page sees, or hears from a screen reader."""
    html = _HIDDEN.sub(" ", html)
    heard = " ".join(_SPOKEN.findall(html))
    return unescape(f"{re.sub(r'<[^>]*>', ' ', html)} {heard}")
