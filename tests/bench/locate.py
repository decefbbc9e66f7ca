"""Locating quotes in sources of 30 KB, 1 MB and 10 MB, against what one would do without an index.

10,000 quotes: 45 % exact, 45 % in other typography, 5 % with one word changed, 5 % absent.  Prints
ratios, all measured in this one run:

- the whole run against `str.find` of the same quotes in the raw text (at most 10 at 30 KB);
- a near quote against rapidfuzz's `partial_ratio_alignment` over the whole text (at least 4, 50 and
  500 times faster), and the share of changed quotes whose true place was the nearest (recall);
  the index, made once and kept, counts for the whole run and not for the single quote;
- peak memory, by tracemalloc, per character of the source (at most 25 bytes at 10 MB).
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc

from rapidfuzz import fuzz

from studykit.source.course import CourseFile
from studykit.source.locate import Query, QuoteLocator, Verdict
from studykit.source.text import Text, read_text

SIZES = {"30 KB": 30_000, "1 MB": 1_000_000, "10 MB": 10_000_000}
QUOTES = 10_000
REFERENCE = {"30 KB": 400, "1 MB": 30, "10 MB": 8}  # quotes that rapidfuzz is timed on

SYLLABLES = "ba con der el fi gra ho in ka lo mer no os per qui ra sto tu vel wi".split()


def source(size: int, rng: random.Random) -> str:
    """Invented prose with the words of a language: few common, many rare."""
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(size // 60 + 400)]
    weights = [1 / (n + 2) for n in range(len(words))]
    parts: list[str] = []
    length = 0
    while length < size:
        chosen = rng.choices(words, weights, k=2000)
        n = 0
        while n < len(chosen):
            count = rng.randint(6, 22)
            sentence = " ".join(chosen[n : n + count]).capitalize()
            mark = rng.choice([". ", ". ", ". ", "? ", ".\n", "—", ", it’s “said”; "])
            parts.append(sentence + mark)
            length += len(parts[-1])
            n += count
    return "".join(parts)[:size]


def read(raw: str) -> Text:
    course = CourseFile.model_validate(
        {
            "id": "bench",
            "title": "Bench",
            "sources": [{"id": "s", "kind": "essay", "title": "S", "file": "s.txt"}],
        }
    )
    text, _ = read_text(raw, course.sources[0], course)
    return text


def quotes(raw: str, rng: random.Random) -> list[tuple[str, str, int]]:
    """Kind, quote and true offset; in an order in which the kinds are mixed."""
    made = []
    while len(made) < QUOTES:
        at = rng.randrange(len(raw) - 400)
        at = raw.index(" ", at) + 1
        words = raw[at : at + 300].split("\n")[0].split(" ")[: rng.randint(8, 25)]
        if len(words) < 8:
            continue
        quote = " ".join(words).rstrip("—")
        share = len(made) / QUOTES
        if share < 0.45:
            made.append(("exact", quote, at))
        elif share < 0.9:
            made.append(("typographic", quote.replace("’", "'").replace("—", " -- "), at))
        elif share < 0.95:
            n = rng.randrange(1, len(words) - 1)
            words[n] = "zzyx"
            made.append(("near", " ".join(words), at))
        else:
            made.append(("absent", " ".join(w[::-1] + "q" for w in words), at))
    rng.shuffle(made)
    return made


def main() -> int:
    ok = True
    print(
        f"{'source':<8}{'run/find':>10}{'near ×':>10}{'recall':>9}{'ms/near':>9}{'bytes/char':>12}"
    )
    for name, size in SIZES.items():
        rng = random.Random(size)
        raw = source(size, rng)
        asked = quotes(raw, rng)

        start = time.process_time()
        for _, quote, _ in asked:
            raw.find(quote)
        find = time.process_time() - start

        tracemalloc.start()
        finder = QuoteLocator({"s": read(raw)})
        finder.locate(Query("zzyx and something else that is not there", "s"))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        del finder

        start = time.process_time()
        finder = QuoteLocator({"s": read(raw)})
        finder.locate(Query("zzyx and something else that is not there", "s"))  # makes the index
        found = 0
        for kind, quote, at in asked:
            location = finder.locate(Query(quote, "s"))
            if kind == "near":
                nearest = location.nearest
                found += (
                    nearest is not None and nearest.start < at + len(quote) and at < nearest.end
                )
            elif kind in ("exact", "typographic"):
                assert location.verdict.passes or location.verdict in (
                    Verdict.AMBIGUOUS,
                    Verdict.CLIPPED,
                ), (kind, quote, location)
        whole = time.process_time() - start
        changed = [(quote, at) for kind, quote, at in asked if kind == "near"]

        start = time.process_time()
        for quote, _ in changed:
            finder.locate(Query(quote, "s"))
        near = (time.process_time() - start) / len(changed)

        start = time.process_time()
        for quote, _ in changed[: REFERENCE[name]]:
            fuzz.partial_ratio_alignment(quote, raw)
        reference = (time.process_time() - start) / REFERENCE[name]
        recall = found / len(changed)
        print(
            f"{name:<8}{whole / find:>10.1f}{reference / near:>10.1f}{recall:>9.3f}"
            f"{near * 1000:>9.2f}{peak / len(raw):>12.1f}",
            flush=True,
        )
        ok &= name != "30 KB" or whole / find <= 10
        ok &= reference / near >= {"30 KB": 4, "1 MB": 50, "10 MB": 500}[name]
        ok &= recall >= {"30 KB": 0.995, "1 MB": 0.995, "10 MB": 0.98}[name]
        ok &= name != "10 MB" or peak / len(raw) <= 25
    print("reached" if ok else "NOT reached")
    return 0


if __name__ == "__main__":
    sys.exit(main())
