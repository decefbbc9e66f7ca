"""True and false quotes of whole documents, if `STUDYKIT_DOCUMENTS` names a folder of them.

The folder has documents, and `quotes.json`: for each document its "true" and "false" quotes, with what is
hard about each.  Documents are other people's, so none is in the repository.  `python -m
tests.source.test_documents` prints the figures.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

import pytest

from studykit.source.convert import converted
from studykit.source.locate import Query, QuoteLocator
from studykit.starter.proposal import propose, read_with

NEEDED = {"pdf": 0.78}
"""The share of true quotes that must be found, by converter; of other documents, all."""

Quote = dict[str, str]


class Score(NamedTuple):
    """A document's converter, and the quotes with a wrong verdict."""

    name: str
    converter: str
    quotes: int
    missed: list[Quote]
    passed: list[Quote]

    @property
    def found(self) -> float:
        return 1 - len(self.missed) / self.quotes


def scores() -> list[Score]:
    folder = Path(os.environ["STUDYKIT_DOCUMENTS"])
    documents = json.loads((folder / "quotes.json").read_text(encoding="utf-8"))
    return [_score(folder / name, quotes) for name, quotes in documents.items() if quotes["true"]]


def _score(file: Path, quotes: dict[str, list[Quote]]) -> Score:
    made = converted(file.read_bytes(), file.name)
    assert made is not None
    text = made.converted.text
    locator = QuoteLocator({"s": read_with(text, "markdown", propose(text, "markdown"))})

    def is_found(quote: Quote) -> bool:
        verdict = locator.locate(Query(quote["quote"], "s")).verdict
        return verdict in ("exact", "typographic", "altered", "gapped")

    missed = [quote for quote in quotes["true"] if not is_found(quote)]
    passed = [quote for quote in quotes["false"] if is_found(quote)]
    return Score(file.name, made.converter, len(quotes["true"]), missed, passed)


@pytest.mark.skipif(
    "STUDYKIT_DOCUMENTS" not in os.environ, reason="STUDYKIT_DOCUMENTS names no folder of documents"
)
def test_true_quotes_are_found_and_false_ones_are_not() -> None:
    for score in scores():
        with_mark = [quote for quote in score.missed if "note mark" in quote["kind"]]
        found = 1 - (len(score.missed) - len(with_mark)) / score.quotes
        assert found >= NEEDED.get(score.converter.split()[0], 1), score
        assert not score.passed, score


if __name__ == "__main__":
    for score in scores():
        print(f"{score.name:<28}{score.converter:<14}{score.found:>5.0%} of {score.quotes} found, "
              f"{len(score.passed)} false passed")  # fmt: skip
        for quote in [*score.missed, *score.passed]:
            print(f"    {quote['kind']}: {quote['quote']!r}")
