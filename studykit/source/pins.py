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
from typing import Any

from ..diagnostics import StudykitError
from ..files import read_bytes, write_text
from .fold import FOLDING, folded, seen
from .locate import Query, Verdict
from .text import Place

LOCK_FILE = "course.lock"


@dataclass(frozen=True, slots=True)
class Pin:
    """A passage that was found: the hash of its folded quote, its place, and how it was found.

    `letters` is the hash of the quote as a reader sees it, if it was found to the letter.
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


@dataclass(frozen=True)
class Lock:
    """All pins of a course, by source, and the sha256 of the text that each source had."""

    pins: Mapping[str, Set[Pin]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    folding: int = FOLDING

    @classmethod
    def read(cls, file: Path) -> Lock:
        """Read a lock; it is empty if there is no file.  Raises StudykitError if it is damaged."""
        try:
            data = json.loads(read_bytes(file).decode())
            sources = data["sources"].items()
            pins = {id: {_from_json(pin) for pin in entry["pins"]} for id, entry in sources}
            texts = {id: _text(entry["sha256"]) for id, entry in sources}
            return cls(pins, texts, int(data["folding"]))
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
            for pin in self._by_quote.get((query.source, key(query)), ())
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
            lines = [f"    {json.dumps(_to_json(pin), ensure_ascii=False)}" for pin in pins]
            body = "\n" + ",\n".join(lines) + "\n  " if lines else ""
            text = json.dumps(self.texts[id])
            sources.append(f'  {json.dumps(id)}: {{"sha256": {text}, "pins": [{body}]}}')
        all_sources = ",\n".join(sources)
        return f'{{"folding": {self.folding}, "sources": {{\n{all_sources}\n}}}}\n'

    def write(self, file: Path) -> bool:
        """Write the lock if it has changed, and return whether it has."""
        return write_text(file, self.as_json())


def pin(query: Query, place: Place, found: Verdict) -> Pin:
    """Return the pin of a passage that was found at a place."""
    letters = digest(seen(query.quote)) if found is Verdict.EXACT else None
    return Pin(key(query), place, found, letters)


def key(query: Query) -> str:
    """Return the hash of a query's folded quote, and of its prefix and suffix if it has them."""
    parts = (query.quote, query.prefix, query.suffix)
    return digest("\x1f".join(folded(part) if part else "" for part in parts).rstrip("\x1f"))


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
        paragraph,
    )  # fmt: skip
    letters = _text_or_none(data.get("letters"))
    return Pin(_text(data["quote"]), place, Verdict(data["verdict"]), letters)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 200 or not value.isprintable():
        raise ValueError(f"{value!r} is not a short text")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _to_json(pin: Pin) -> dict[str, Any]:
    data: dict[str, Any] = {"quote": pin.quote, **pin.place._asdict(), "verdict": str(pin.found)}
    if pin.letters:
        data["letters"] = pin.letters
    return data


def _order(pin: Pin) -> tuple[Any, ...]:
    """A sort key by place; what a place does not name comes first."""
    section, turn, speaker, paragraph = pin.place
    place = (section, turn or "", speaker or "", paragraph or 0)
    return (place, pin.quote, str(pin.found), pin.letters or "")
