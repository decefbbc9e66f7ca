"""What differs by language: words that change a meaning, numbers, signs, articles.

A language is one file of data, named in `MODULES`.  `turning` finds words whose omission changes what
a sentence says, `numbers` reads and writes numbers.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module

from .model import Confidence, Kind, Language, WordList

__all__ = ["MODULES", "Confidence", "Kind", "Language", "language", "language_or_default"]

MODULES = {
    "ar": "arabic",
    "cmn": "chinese",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "he": "hebrew",
    "hi": "hindi",
    "it": "italian",
    "iw": "hebrew",
    "ja": "japanese",
    "ko": "korean",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
    "uk": "ukrainian",
    "zh": "chinese",
}
"""The module of each primary language subtag.

A module has `TAGS`: lower-case BCP 47 tags and the `Language` for each.  It is loaded when a text of
that language is.
"""


@cache
def language(tag: str) -> Language | None:
    """Return the data for a BCP 47 tag of any case, or None if there are none.

    Subtags are stripped from the end until a tag is known (RFC 4647, section 3.4): `zh-Hant-TW` is
    `zh-Hant`.  A script is passed over if it is the usual one (`de-Latn-CH`); a language in another
    script, such as `ja-Latn`, has no data.
    """
    subtags = tag.strip().replace("_", "-").lower().split("-")
    module = MODULES.get(subtags[0])
    if module is None:
        return None
    loaded = import_module(f".{module}", __package__)
    tags: dict[str, Language] = loaded.TAGS
    scripts = [subtag for subtag in subtags[1:2] if len(subtag) == 4 and subtag.isalpha()]
    for script in scripts:
        if f"{subtags[0]}-{script}" in tags:
            continue
        if script != loaded.SCRIPT.lower():
            return None
        subtags.remove(script)
    while subtags:
        if found := tags.get("-".join(subtags)):
            return found
        subtags.pop()
    return None


def language_or_default(tag: str) -> Language:
    """Return the data for a tag; for a language without data, numbers are read as in English."""
    return language(tag) or _unknown_language()


@cache
def _unknown_language() -> Language:
    english = language("en")
    assert english is not None
    return replace(
        english,
        code="und",
        negation=WordList(),
        articles="",
        beginnings="",
        endings="",
        inflections="",
        spellings="",
    )
