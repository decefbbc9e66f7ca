"""Benchmark exporting 5,000 questions, and 10,000, against writing the same bytes from ready data.

Everything runs in one process and is measured by its CPU time, with the exercises in memory; runs
alternate, and the median counts.  The 5,000 questions are the first half of the 10,000.  What the
export layer keeps of texts, options, places and links is forgotten before each run.

The other writer has the finished texts of the file in the form that the usual library takes, and only
writes them: rows for `csv.writer`, which decides about quotes; a tree for `ElementTree.tostring`, which
escapes; objects for `json.dumps`; and for packages `zipfile` after that.  GIFT has no library: every
text between two signs of its syntax is escaped with the function that the export uses, because any
writer must escape `~ = # { } :` and `\\`, and all is joined.  For Quizlet, tabs and line breaks become
spaces in every text, because they are its separators, and all is joined.

So the ratio says what it costs to make texts of Markdown, to cite passages and to lay out answers, in
units of writing the result.  Tables and lines have no limit: their bare writer takes 10 to 20
microseconds for a question, which is less than citing its passages takes.
"""

from __future__ import annotations

import csv
import gc
import io
import json
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from load import write
from ratios import print_ratios

from studykit.bank.arrange import in_order
from studykit.bank.citation import _named, text_fragment
from studykit.bank.load import load
from studykit.bank.model import Exercise
from studykit.bank.prose import _plain
from studykit.cli.common import gc_paused
from studykit.cli.loading import verified_exercises
from studykit.diagnostics import Report
from studykit.targets.export import FORMATS, ExportBank, ExportNotes, ExportRequest
from studykit.targets.export.gift import escaped
from studykit.targets.export.printing import one_line

QUESTIONS = 10_000
ROUNDS = 3
MOST, LINEAR = 2.0, 1.3
WITHOUT_LIMIT = ("gift", "quizlet", "csv", "tsv")

Writer = Callable[[], bytes]


def course(questions: int) -> ExportRequest:
    """Return an export of the invented course of `load.py`, without running the rules on it."""
    with tempfile.TemporaryDirectory() as temporary, gc_paused():
        folder = Path(temporary) / "questions"
        write(folder, questions)
        course = load(folder, Report())
        assert course is not None
        banks: dict[str, list[Exercise]] = {}
        for entry, exercise in verified_exercises(course):
            banks.setdefault(entry.header.id, []).append(exercise)
    return ExportRequest(
        course.info, tuple(ExportBank(id, id, tuple(found)) for id, found in banks.items())
    )


def table(content: bytes, delimiter: str, mark: str = "") -> Writer:
    text = content.decode().removeprefix(mark)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))

    def bare() -> bytes:
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
        return (mark + out.getvalue()).encode()

    return bare


def lines(content: bytes) -> Writer:
    rows = [line.split("\t") for line in content.decode().split("\n")[:-1]]
    return lambda: "".join([f"{one_line(a)}\t{one_line(b)}\n" for a, b in rows]).encode()


def objects(content: bytes) -> Writer:
    data = json.loads(content)
    return lambda: (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def tree(content: bytes) -> Writer:
    root = ElementTree.fromstring(content)
    return lambda: ElementTree.tostring(root, encoding="utf-8")


def package(content: bytes) -> Writer:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = [(name, tree(archive.read(name))) for name in archive.namelist()]

    def bare() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, bare_file in files:
                archive.writestr(name, bare_file())
        return out.getvalue()

    return bare


def gift(content: bytes) -> Writer:
    """Escape every text between two signs of GIFT, and join all with the signs."""
    parts = re.split(r"((?:^//.*|(?<!\\)[~=#{}:])+)", content.decode(), flags=re.MULTILINE)
    texts = [re.sub(r"\\(.)", r"\1", text) for text in parts[::2]]
    pairs = list(zip(texts, [*parts[1::2], ""], strict=True))
    return lambda: "".join([escaped(text) + sign for text, sign in pairs]).encode()


BARE: dict[str, Callable[[bytes], Writer]] = {
    "moodle": tree,
    "gift": gift,
    "qti21": package,
    "qti3": package,
    "canvas": package,
    "quizlet": lines,
    "kahoot": package,
    "csv": partial(table, delimiter=",", mark="\ufeff"),
    "tsv": partial(table, delimiter="\t", mark="\ufeff"),
    "json": objects,
}


def seconds(write: Writer) -> float:
    for cache in (_plain, in_order, _named, text_fragment):
        cache.cache_clear()
    gc.collect()
    start = time.process_time()
    write()
    return time.process_time() - start


def main() -> None:
    large = course(QUESTIONS)
    half = replace(large, banks=large.banks[: len(large.banks) // 2])
    count = sum(1 for _ in half)
    ratios = {}
    print(f"{'format':<10}{'MB':>6}{'bare µs':>9}{'export µs':>11}   for a question")
    for name, format in FORMATS.items():
        export = partial(format.render, half)
        content = export(ExportNotes())
        bare = BARE[name](content)
        times = [
            (seconds(bare), seconds(lambda export=export: export(ExportNotes())))
            for _ in range(ROUNDS)
        ]
        alone, ours = (median(column) for column in zip(*times, strict=True))
        size = f"{len(content) / 1e6:>6.1f}"
        print(f"{name:<10}{size}{alone / count * 1e6:>9.1f}{ours / count * 1e6:>11.1f}", flush=True)
        ratios[name] = ours / alone
        twice = seconds(lambda format=format: format.render(large, ExportNotes()))
        ratios[f"{name}, one question of 10,000 / one of 5,000"] = twice / ours / 2
    limits = {name: MOST if name in FORMATS else LINEAR for name in ratios}
    for name in WITHOUT_LIMIT:
        del limits[name]
    print_ratios(ratios, limits)


if __name__ == "__main__":
    main()
