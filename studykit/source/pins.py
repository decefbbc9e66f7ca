"""Pins: the hashes and places of passages that were found, stored in `course.lock`.

The texts are other people's and are not in the repository; a pin contains no words of them.  With
the hash of a folded quote and the place where it was found, a machine without the text can tell that
the quote is unchanged, and whose words it is.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from ..diagnostics import StudykitError
from ..files import read_bytes, write_text
from .copied_marks import without_copied_marks
from .fold import FOLDING, folded, may_have_markup, seen, without_markup
from .locate import Query, Verdict
from .note_marks import without_note_marks
from .text import Place

LOCK_FILE = "course.lock"


@dataclass(frozen=True, slots=True)
class Pin:
    """A passage that was found: the hash of its folded quote, its place, and how it was found.

    `letters` is the hash of the quote as a reader sees it, if it was found to the letter, or without
    copied marks of notes.
    """

    quote: str
    place: Place
    found: Verdict
    letters: str | None = None

    def verdict(self, quote: str) -> Verdict:
        """Return how a quote with this pin's hash would be found: exact only if it is unchanged."""
        if self.found is Verdict.EXACT and self.letters != digest(seen(quote)):
            return Verdict.TYPOGRAPHIC
        return self.found


class Original(NamedTuple):
    """The document that a text was made of: its name and sha256, the converter and its version
    ("pdf 1"), and the sha256 of the text as it was made."""

    name: str
    sha256: str
    converter: str
    text: str


@dataclass(frozen=True)
class Lock:
    """All pins of a course, by source, and the sha256 of the text that each source had.

    `originals` are the documents that texts were made of.
    """

    pins: Mapping[str, Set[Pin]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    folding: int = FOLDING
    originals: Mapping[str, Original] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> Lock:
        """Read a lock; it is empty if there is no file.  Raises StudykitError if it is damaged."""
        try:
            data = json.loads(read_bytes(file).decode())
            sources = data["sources"].items()
            pins = {id: {_from_json(pin) for pin in entry["pins"]} for id, entry in sources}
            texts = {id: _text(entry["sha256"]) for id, entry in sources}
            originals = {
                id: Original(*(_text(entry[key]) for key in Original._fields))
                for id, entry in data.get("originals", {}).items()
            }
            return cls(pins, texts, int(data["folding"]), originals)
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise StudykitError(f"{file} cannot be read: {error.strerror}") from error
        except (
            ValueError, OverflowError, KeyError, TypeError, AttributeError, RecursionError
        ) as error:  # fmt: skip
            raise StudykitError(
                f"{file} is damaged: restore it from version control, or delete it and run"
                " `studykit pin` where the texts are"
            ) from error

    @cached_property
    def _by_quote(self) -> dict[tuple[str, str], list[Pin]]:
        """The pins by source and hash: a linear search for each passage takes quadratic time."""
        index = defaultdict(list)
        for source, pins in self.pins.items():
            for pin in pins:
                index[source, pin.quote].append(pin)
        return index

    def find(self, query: Query) -> list[Pin]:
        """Return the pins of a quote whose places agree with the claims of the query.

        One that has brackets or elisions counts only if it is still signed.

        A passage may be pinned in two spellings; the pin with that of the query comes first.
        """
        if query.source is None or self.folding != FOLDING:
            return []
        found = [
            pin
            for key in _keys(query)
            for pin in self._by_quote.get((query.source, key), ())
            if query.accepts(pin.found)
            and query.section in (None, pin.place.section)
            and query.speaker in (None, pin.place.speaker)
        ]
        if len(found) > 1:
            letters = digest(seen(query.quote))
            found.sort(key=lambda pin: (pin.letters != letters, _order(pin)))
        return found

    def against(self, former: Lock) -> tuple[int, int]:
        """Return the numbers of pins that are new, and that are gone, since a former lock."""
        before, after = former._all, self._all
        return len(after - before), len(before - after)

    @property
    def _all(self) -> set[Pin]:
        return {pin for pins in self.pins.values() for pin in pins}

    @property
    def count(self) -> int:
        return sum(map(len, self.pins.values()))

    def as_json(self) -> str:
        """Return the contents of the file: sorted, one pin a line, so that diffs stay small."""
        sources = []
        for id in sorted(self.pins):
            pins = sorted(self.pins[id], key=_order)
            lines = [f"    {_json(_to_json(pin))}" for pin in pins]
            body = "\n" + ",\n".join(lines) + "\n  " if lines else ""
            text = json.dumps(self.texts[id])
            sources.append(f'  {json.dumps(id)}: {{"sha256": {text}, "pins": [{body}]}}')
        all_sources = ",\n".join(sources)
        originals = [
            f"  {json.dumps(id)}: {_json(self.originals[id]._asdict())}"
            for id in sorted(self.originals)
        ]
        head = f'"folding": {self.folding}, '
        if originals:
            head += '"originals": {\n' + ",\n".join(originals) + "\n}, "
        return f'{{{head}"sources": {{\n{all_sources}\n}}}}\n'

    def write(self, file: Path) -> bool:
        """Write the lock if it has changed, and return whether it has."""
        return write_text(file, self.as_json())


def pin(
    query: Query, place: Place, found: Verdict, as_written: bool = False, copied_marks: bool = False
) -> Pin:
    """Return the pin of a passage that was found at a place; the rest is as in `QuoteMatch`."""
    letters = digest(seen(query.quote)) if found is Verdict.EXACT else None
    if copied_marks:
        letters = digest(_without_marks(query.quote))
    return Pin(key(query, markup=not as_written), place, found, letters)


def key(query: Query, markup: bool = True) -> str:
    """Return the hash of a query's folded quote, and of its prefix and suffix if it has them.

    `markup` says whether what may be markup in the quote is removed.
    """
    words = folded(query.quote, markup)
    if query.prefix or query.suffix:
        beside = [folded(part) if part else "" for part in (query.prefix, query.suffix)]
        words = "\x1f".join((words, *beside)).rstrip("\x1f")
    return digest(words)


def _keys(query: Query) -> list[str]:
    """Return the hashes that the pin of a query may have."""
    if not may_have_markup(query.quote):
        return [key(query)]
    return [*dict.fromkeys((key(query, markup=False), key(query)))]


def _is_as_written(pin: Pin, query: Query) -> bool:
    """Whether what may be markup in a pinned quote is in the text as it is written."""
    return pin.verdict(query.quote) is Verdict.EXACT or pin.quote != key(query)


def words_shown(pin: Pin, query: Query) -> str:
    """Return a pinned quote as a reader sees it, without the marks of notes.

    One that differs from its text may have markup, and markup anything.
    """
    if _is_as_written(pin, query):
        return without_note_marks(query.quote)
    if pin.found is not Verdict.EXACT and pin.letters:
        words = _without_marks(query.quote)
        if digest(words) == pin.letters:
            return words
    return without_markup(query.quote)


def _without_marks(quote: str) -> str:
    return without_copied_marks(without_markup(quote))


def digest(words: str) -> str:
    """Return the first 128 bits of the sha256 of some words, in hexadecimal."""
    return sha256(words.encode()).hexdigest()[:32]


def text_digest(raw: bytes) -> str:
    """Return the sha256 of a text, in hexadecimal."""
    return sha256(raw).hexdigest()


def _from_json(data: dict[str, Any]) -> Pin:
    """Read a pin.  Raises ValueError, TypeError or KeyError for any other value."""
    paragraph = data["paragraph"]
    if paragraph is not None and not (type(paragraph) is int and 0 < paragraph < 2**31):
        raise ValueError(f"{paragraph!r} is not the number of a paragraph")
    place = Place(
        _text(data["section"]), _text_or_none(data["turn"]), _text_or_none(data["speaker"]),
        paragraph, _text_or_none(data.get("page")), _number_or_none(data.get("pdf_page")),
        _number_or_none(data.get("time")),
    )  # fmt: skip
    letters = _text_or_none(data.get("letters"))
    return Pin(_text(data["quote"]), place, Verdict(data["verdict"]), letters)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 200 or not value.isprintable():
        raise ValueError(f"{value!r} is not a short text")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _number_or_none(value: object) -> int | None:
    if value is not None and not (type(value) is int and 0 <= value < 2**31):
        raise ValueError(f"{value!r} is not the number of a page or a second")
    return value


_json = json.JSONEncoder(ensure_ascii=False).encode


def _to_json(pin: Pin) -> dict[str, Any]:
    data: dict[str, Any] = {"quote": pin.quote, **pin.place.as_data(), "verdict": str(pin.found)}
    if pin.letters:
        data["letters"] = pin.letters
    return data


def _order(pin: Pin) -> tuple[Any, ...]:
    """A sort key by place; what a place does not name comes first."""
    section, turn, speaker, paragraph, page, pdf_page, time = pin.place
    place = (
        section, turn or "", speaker or "", paragraph or 0, pdf_page or 0, page or "", time or 0,
    )  # fmt: skip
    return (place, pin.quote, str(pin.found), pin.letters or "")
