"""Where words occur in a text: by a search through it, or by an index if it is asked often."""

from __future__ import annotations

from collections.abc import Iterator

MANY = 250
"""About this many searches take as long as it takes to make the index."""


class Places:
    """The places of words in one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._searches = 0
        self._index: dict[str, list[int]] = {}

    def of(self, words: str) -> Iterator[int]:
        """Yield where words occur, overlapping places too, in order."""
        self._searches += 1
        if self._searches > MANY and (pieces := words.split(" ")[1:-1]):
            return self._indexed(words, pieces)
        return searched(words, self.text)

    def _indexed(self, words: str, pieces: list[str]) -> Iterator[int]:
        """Look only where the rarest of the pieces is that have a space on both sides."""
        if not self._index:
            at = 0
            for piece in self.text.split(" "):
                self._index.setdefault(piece, []).append(at)
                at += len(piece) + 1
        places = [self._index.get(piece, []) for piece in pieces]
        rarest = min(places, key=len)
        before = words.index(f" {pieces[places.index(rarest)]} ") + 1
        for at in rarest:
            if at >= before and self.text.startswith(words, at - before):
                yield at - before


def searched(words: str, text: str) -> Iterator[int]:
    """Yield where words occur in a text by a search through it, overlapping places too."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
