"""What a field has beside words: formulas, pictures, recordings, code and tables.

While the words are read, a private character replaces each; then it is written in small Markdown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ..bank.formulas import formulas
from .media import CardMedia
from .refused import ContentRefused

_FIRST, _LAST = 0xF0000, 0xFFFFD
PRIVATE = re.compile("[\U000f0000-\U000ffffd]")


class _Formula(NamedTuple):
    latex: str
    display: bool


class Kept:
    """The formulas, media and blocks of a field, in the order in which they were found."""

    def __init__(self, media: CardMedia) -> None:
        self._media = media
        self._kept: list[_Formula | str] = []

    def _add(self, item: _Formula | str) -> str:
        if len(self._kept) > _LAST - _FIRST:
            raise ContentRefused("too many formulas and pictures")
        self._kept.append(item)
        return chr(_FIRST + len(self._kept) - 1)

    def formula(self, latex: str, display: bool) -> str:
        return self._add(_Formula(latex, display))

    def medium(self, name: str, words: str = "") -> str:
        """Keep a picture or a recording, with its words for those who cannot see or hear it.

        Without words, the check asks for them.
        """
        words = " ".join(re.sub(r"[\[\]\\$*_`]|[\x00-\x1f]", " ", words).split())
        return self._named(name, "" if words == name else words)

    def _named(self, name: str, words: str) -> str:
        return self._add(f"![{words}]({self._media.take(name)})")

    def media_in(self, words: str) -> str:
        """Return words with a private character for each picture or recording that is named in them."""
        if "[" not in words:
            return words
        words = _SOUND.sub(lambda found: self.medium(found["name"]), words)
        return _IMAGE.sub(lambda found: self._named(found["name"], found["words"]), words)

    def media_places(self, words: str) -> Iterator[re.Match[str]]:
        """Yield the places of pictures and recordings in a text."""
        return re.finditer(f"{_SOUND.pattern}|{_IMAGE.pattern.replace('name', 'file')}", words)

    def block(self, text: str) -> str:
        """Keep code or a table, which is on lines of its own."""
        return self._add(text)

    def restored(self, text: str) -> str:
        """Return a text in small Markdown; raises ContentRefused if a formula has no form there."""
        if not PRIVATE.search(text):
            return text
        wanted = Counter(self._latex(text))
        for dollars in (True, False):  # `$x$s` would be no formula, but `\\(x\\)s` is one
            written = self._written(text, dollars)
            if Counter(formula.latex for formula in formulas(written)) == wanted:
                return written
        raise ContentRefused("a formula that cannot be told from the words around it")

    def _latex(self, text: str) -> list[str]:
        """Return the formulas of a text, also those in its tables."""
        found = [formula.latex for formula in formulas(text)]
        for sign in PRIVATE.findall(text):
            item = self._kept[ord(sign) - _FIRST]
            found += [item.latex] if isinstance(item, _Formula) else self._latex(item)
        return found

    def _written(self, text: str, dollars: bool) -> str:
        def shown(sign: re.Match[str]) -> str:
            item = self._kept[ord(sign[0]) - _FIRST]
            if isinstance(item, str):
                return self._written(item, dollars)
            if dollars and "$" not in item.latex:
                left = right = "$$" if item.display else "$"
            else:
                left, right = (r"\[", r"\]") if item.display else (r"\(", r"\)")
            return left + item.latex + right

        return PRIVATE.sub(shown, text)


_SOUND = re.compile(r"\[sound:(?P<name>[^\[\]\n]+)\]")
_IMAGE = re.compile(r"(?<!\\)!\[(?P<words>[^\[\]\n]*)\]\(<?(?P<name>[^\s()<>]+)>?\)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no bank can contain."""


def without_controls(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without control characters, and what was left out."""
    kept = _CONTROL.sub("", text)
    return kept, ("control characters",) if kept != text else ()
