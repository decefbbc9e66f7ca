"""Locate 200 quotes in sources of 30 KB, 1 MB and 10 MB.

9 in 10 quotes are right, half of them in other typography; of the wrong ones half have one word
changed and half are absent.  The comparison, in the same run, is `str.find` in the raw text for each
right quote and rapidfuzz's `partial_ratio_alignment` for each wrong one.  Prints for each size:

- the time to locate the quotes, divided by that of the comparison;
- the same with the time to read and fold the source (at most 1.5 from 1 MB on);
- the time per byte of the whole run, divided by that of the size before (at most 2: linear);
- recall: the share of changed quotes whose own place is the nearest (at least 0.95).
"""

from __future__ import annotations

import random
import sys
import time
from itertools import accumulate, pairwise

from rapidfuzz import fuzz

from studykit.source.course import CourseFile
from studykit.source.locate import Location, Query, QuoteLocator, Verdict
from studykit.source.text import Text, read_text

SIZES = {"30 KB": 30_000, "1 MB": 1_000_000, "10 MB": 10_000_000}
KINDS = ["exact"] * 9 + ["typographic"] * 9 + ["changed", "absent"]
QUOTES = 200
RIGHT = ("exact", "typographic")
FOUND = (Verdict.EXACT, Verdict.TYPOGRAPHIC, Verdict.AMBIGUOUS, Verdict.CLIPPED)

SYLLABLES = "ba con der el fi gra ho in ka lo mer no os per qui ra sto tu vel wi".split()


def source(size: int, rng: random.Random) -> str:
    """Invented prose: few common words, many rare ones."""
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(size // 60 + 400)]
    weights = list(accumulate(1 / (n + 2) for n in range(len(words))))
    sentences: list[str] = []
    length = 0
    while length < size:
        chosen = rng.choices(words, cum_weights=weights, k=rng.randint(6, 22))
        mark = rng.choice([". ", ". ", ". ", "? ", ".\n", "—", ", it’s “said”; "])
        sentences.append(" ".join(chosen).capitalize() + mark)
        length += len(sentences[-1])
    return "".join(sentences)[:size]


def read(raw: str) -> Text:
    described = {"id": "s", "kind": "essay", "title": "S", "file": "s.txt"}
    data = {"id": "bench", "title": "Bench", "sources": [described]}
    course = CourseFile.model_validate(data)
    text, _ = read_text(raw, course.sources[0], course)
    assert text.folded.text  # folds it
    return text


Quote = tuple[str, str, int, str]
"""A kind, the quote, its offset, and the words that are there."""


def quotes(raw: str, rng: random.Random) -> list[Quote]:
    made: list[Quote] = []
    while len(made) < QUOTES:
        kind = KINDS[len(made) % len(KINDS)]
        at = raw.index(" ", rng.randrange(len(raw) - 400)) + 1
        words = raw[at : at + 300].split("\n")[0].split(" ")[: rng.randint(8, 25)]
        if len(words) < 8:
            continue
        there = " ".join(words).rstrip("—")
        quote = there
        if kind == "typographic":
            quote = there.replace("’", "'").replace("—", " -- ")
        elif kind == "changed":
            n = rng.randrange(1, len(words) - 1)
            quote = " ".join([*words[:n], "zzyx", *words[n + 1 :]])
        elif kind == "absent":
            quote = " ".join(word[::-1] + "q" for word in words)
        made.append((kind, quote, at, there))
    return made


def compare(raw: str, asked: list[Quote]) -> None:
    for kind, quote, _, there in asked:
        if kind in RIGHT:
            raw.find(there)
        else:
            fuzz.partial_ratio_alignment(quote, raw)


def recall(asked: list[Quote], locations: list[Location]) -> float:
    """The share of changed quotes that are near their own place; checks all right quotes."""
    changed = near = 0
    for (kind, quote, at, _), location in zip(asked, locations, strict=True):
        if kind in RIGHT:
            assert location.verdict in FOUND, (kind, quote, location)
        elif kind == "changed":
            nearest = location.nearest
            changed += 1
            near += nearest is not None and nearest.start < at + len(quote) and at < nearest.end
    return near / changed


def main() -> int:
    QuoteLocator({"s": read("A text.")}).locate(Query("no such words", "s"))  # imports near.py
    reached = True
    per_byte: list[float] = []
    print(f"{'source':<8}{'locate':>10}{'whole run':>12}{'linear':>10}{'recall':>10}")
    for name, size in SIZES.items():
        rng = random.Random(size)
        raw = source(size, rng)
        asked = quotes(raw, rng)
        times = [time.process_time()]
        finder = QuoteLocator({"s": read(raw)})
        times.append(time.process_time())
        locations = [finder.locate(Query(quote, "s")) for _, quote, _, _ in asked]
        times.append(time.process_time())
        compare(raw, asked)
        times.append(time.process_time())
        reading, locating, comparison = (b - a for a, b in pairwise(times))
        per_byte.append((reading + locating) / size)
        linear = per_byte[-1] / per_byte[-2] if len(per_byte) > 1 else 1.0
        near = recall(asked, locations)
        print(
            f"{name:<8}{locating / comparison:>10.2f}{(reading + locating) / comparison:>12.2f}"
            f"{linear:>10.2f}{near:>10.2f}",
            flush=True,
        )
        reached &= linear <= 2 and near >= 0.95
        reached &= name == "30 KB" or (reading + locating) / comparison <= 1.5
    print("reached" if reached else "NOT reached")
    return 0


if __name__ == "__main__":
    sys.exit(main())
