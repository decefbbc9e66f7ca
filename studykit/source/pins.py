"""Pins: what `course.lock` remembers of the passages that were found.

The texts are other people's and not in the repository; a pin holds no word of them.  It is the
hash of a folded quote with the place where it was found, so that a machine without the text can
tell that a quote is unchanged, and whose words it is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
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
    """A found passage: the hash of its folded quote, its place, and how it was found.

    `letters` is the hash of the quote as a reader sees it, where it was found to the letter.
    """

    quote: str
    place: Place
    found: Verdict
    letters: str | None = None

    def verdict(self, quote: str) -> Verdict:
        """How a quote that folds to this one would be found: to the letter only if it is that."""
        if self.found is Verdict.EXACT and self.letters != digest(seen(quote)):
            return Verdict.TYPOGRAPHIC
        return self.found


@dataclass(slots=True)
class Lock:
    """All pins of a course, by source, with the sha256 of the text that they were found in."""

    pins: dict[str, set[Pin]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    folding: int = FOLDING

    @classmethod
    def read(cls, file: Path) -> Lock:
        """The lock in a file, empty where there is none; raises StudykitError if it is damaged."""
        try:
            data = json.loads(read_bytes(file).decode())
            lock = cls(folding=int(data["folding"]))
            for id, entry in data["sources"].items():
                lock.texts[id] = _text(entry["sha256"])
                lock.pins[id] = {_pin(pin) for pin in entry["pins"]}
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
        return lock

    def find(self, query: Query) -> list[Pin]:
        """The pins of a quote whose places agree with what a passage claims.

        One passage may be pinned in two spellings; the pin that has the quote's comes first.
        """
        if query.source is None or self.folding != FOLDING:
            return []
        wanted = key(query)
        found = (
            pin
            for pin in self.pins.get(query.source, ())
            if pin.quote == wanted
            and query.section in (None, pin.place.section)
            and query.speaker in (None, pin.place.speaker)
        )
        letters = digest(seen(query.quote))
        return sorted(found, key=lambda pin: (pin.letters != letters, _order(pin)))

    def against(self, former: Lock) -> tuple[int, int]:
        """How many pins are new, and how many gone, against a former lock."""
        before, after = (
            {pin for pins in lock.pins.values() for pin in pins} for lock in (former, self)
        )
        return len(after - before), len(before - after)

    @property
    def count(self) -> int:
        return sum(map(len, self.pins.values()))

    def as_json(self) -> str:
        """The file's text: sorted, one pin a line, without dates, so that only changes change it."""
        sources = []
        for id in sorted(self.pins):
            lines = ",\n".join(
                "    " + json.dumps(_entry(pin), ensure_ascii=False)
                for pin in sorted(self.pins[id], key=_order)
            )
            text = json.dumps(self.texts[id])
            head = f'  {json.dumps(id)}: {{"sha256": {text}, "pins": ['
            sources.append(f"{head}\n{lines}\n  ]}}" if lines else f"{head}]}}")
        body = ",\n".join(sources)
        return f'{{"folding": {self.folding}, "sources": {{\n{body}\n}}}}\n'

    def write(self, file: Path) -> bool:
        """Write the lock if it changed; whether it did."""
        return write_text(file, self.as_json())


def pin(query: Query, place: Place, found: Verdict) -> Pin:
    """The pin of a passage that was found, and how."""
    letters = digest(seen(query.quote)) if found is Verdict.EXACT else None
    return Pin(key(query), place, found, letters)


def key(query: Query) -> str:
    """What a passage is remembered by: the hash of its folded quote, and of its context if given."""
    parts = [query.quote, query.prefix or "", query.suffix or ""]
    return digest("\x1f".join(map(folded, parts)).rstrip("\x1f"))


def digest(words: str) -> str:
    """The first 128 bits of the sha256 of some words, in hexadecimal."""
    return sha256(words.encode()).hexdigest()[:32]


def text_digest(raw: bytes) -> str:
    return sha256(raw).hexdigest()


def _pin(entry: dict[str, Any]) -> Pin:
    """Read a pin; raises ValueError, TypeError or KeyError for what is not one."""
    paragraph = entry["paragraph"]
    if paragraph is not None and not (type(paragraph) is int and 0 < paragraph < 2**31):
        raise ValueError(f"{paragraph!r} is not the number of a paragraph")
    place = Place(
        _text(entry["section"]), _text_or_none(entry["turn"]), _text_or_none(entry["speaker"]),
        paragraph,
    )  # fmt: skip
    letters = _text_or_none(entry.get("letters"))
    return Pin(_text(entry["quote"]), place, Verdict(entry["verdict"]), letters)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 200 or not value.isprintable():
        raise ValueError(f"{value!r} is not a short text")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _entry(pin: Pin) -> dict[str, Any]:
    entry: dict[str, Any] = {"quote": pin.quote, **pin.place._asdict(), "verdict": str(pin.found)}
    if pin.letters:
        entry["letters"] = pin.letters
    return entry


def _order(pin: Pin) -> tuple[Any, ...]:
    place = tuple(
        (part is not None, part or 0 if isinstance(part, int) else part or "") for part in pin.place
    )
    return (place, pin.quote, str(pin.found), pin.letters or "")
