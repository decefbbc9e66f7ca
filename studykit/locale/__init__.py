"""The words of studykit's own that learners and their teachers read, in their language.

Messages to authors stay English.  What learners see is written in English in the code, in the way of
GNU gettext, and looked up when it is needed:

    with speaking("de"):
        _("True")                                           # "Richtig"
        _("Form {form}", form="A")                          # "Variante A"
        ngettext("{n} question", "{n} questions", 10_000)   # "10.000 Fragen"
        pgettext("grade", "Good")                           # "Gut"

A message is a whole phrase or sentence with named placeholders, never glued from parts; `pgettext`
tells apart words that are one in English.  Tables that are made on import name their messages with
`N_` and look them up with `_` where they are shown.

A language is one file, `studykit/locale/<tag>.po`; `make messages` finds the messages in the code and
compiles the files that are read here.  The language that is spoken is a context variable
(PEP 567), as in Django: set where the reader is known, and English elsewhere.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

FOLDER = Path(__file__).parent
"""The folder of the catalogues: `<tag>.po`, and `<tag>.mo` compiled from it."""

SOURCE = "en"
"""The language that the messages in the code are in."""

CHINESE = {"zh": "zh-Hans", "cmn": "zh-Hans", "zh-tw": None, "zh-hk": None, "zh-mo": None}
"""Which tags of Chinese mean its simplified script."""

_spoken: ContextVar[str] = ContextVar("spoken", default=SOURCE)


class speaking:  # noqa: N801 - used as a function is, like contextlib.suppress
    """Look messages up in the first language that has a catalogue, given as BCP 47 tags, else in English.

    Tags that are None are skipped.  Numbers are written as the tag says: `de` and `de-CH` share their words only.
    """

    __slots__ = ("_tag", "_token")

    def __init__(self, *tags: str | None) -> None:
        self._tag = next((tag for tag in tags if tag and catalogue(tag)), SOURCE)

    def __enter__(self) -> None:
        self._token = _spoken.set(self._tag)

    def __exit__(self, *error: object) -> None:
        _spoken.reset(self._token)


def spoken() -> str:
    """Return the tag of the language that is spoken now, such as `en`, `de-CH` or `zh-Hans`."""
    return _spoken.get()


@cache
def catalogue(tag: str) -> str | None:
    """Return the tag of the catalogue for a language, or None if there is none.

    Subtags are stripped from the end until there is one (RFC 4647, section 3.4).
    """
    subtags = tag.strip().replace("_", "-").split("-")
    known: dict[str, str | None] = {name.lower(): name for name in languages()}
    known |= {tag: name for tag, name in CHINESE.items() if name is None or name in languages()}
    while subtags:
        prefix = "-".join(subtags).lower()
        if prefix in known:
            return known[prefix]
        dropped = subtags.pop()
        if len(dropped) == 4 and dropped.isalpha() and dropped.lower() not in ("latn", "hans"):
            return None  # another script is no help to a reader
    return None


@cache
def languages() -> tuple[str, ...]:
    """Return the tags of the languages that studykit speaks, English first."""
    return (SOURCE, *sorted(file.stem for file in FOLDER.glob("*.mo")))


@cache
def _translations(tag: str) -> NullTranslations:
    from gettext import GNUTranslations, NullTranslations  # most commands look up no message

    name = catalogue(tag)
    if name in (None, SOURCE):
        return NullTranslations()
    with (FOLDER / f"{name}.mo").open("rb") as file:
        return GNUTranslations(file)


def _(message: str, **values: object) -> str:
    """Return a message in the language that is spoken, with its placeholders filled."""
    return _filled(_translations(_spoken.get()).gettext(message), values)


def pgettext(context: str, message: str, **values: object) -> str:
    """Return a message whose English words have another meaning elsewhere."""
    return _filled(_translations(_spoken.get()).pgettext(context, message), values)


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    """Return the message for a number of things; `{n}` becomes the number, with its groups.

    A value for `n` takes its place, such as "{n}" for a page that fills it later.
    """
    text = _translations(_spoken.get()).ngettext(one, many, n)
    return _filled(text, {"n": number(n), **values})


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools know
    """Mark a message that is looked up later."""
    return message


def number(value: int) -> str:
    """Write a whole number with the groups of the language that is spoken: "1,000", "1.000"."""
    if abs(value) < 1_000:
        return str(value)
    from ..language import language_or_default

    return f"{value:,}".replace(",", language_or_default(_spoken.get()).grouping)


def _filled(text: str, values: dict[str, object]) -> str:
    return text.format(**values) if values else text
