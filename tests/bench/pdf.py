"""Benchmark adding a PDF of 300 pages against pypdfium2's own extraction of its text, both as processes."""

from __future__ import annotations

import random
import shutil
import tempfile
from io import BytesIO
from pathlib import Path
from statistics import median

import pypdfium2
import typst
from load import Vocabulary
from ratios import cpu_seconds, print_ratios

PAGES = 300
ROUNDS = 3
LIMITS = {"conversion / extraction": 2.5, "source add / extraction": 3.0}
"""The command has 0.6 s of its own, whatever the size of the PDF."""

EXTRACT = """
import sys
import pypdfium2
with pypdfium2.PdfDocument(sys.argv[1]) as document:
    assert len(document) == 300
    text = "".join(page.get_textpage().get_text_range() for page in document)
assert len(text) > 100_000
"""

CONVERT = """
import sys
from pathlib import Path
from studykit.source.convert import converted
made = converted(Path(sys.argv[1]).read_bytes(), "book.pdf")
assert len(made.converted.text) > 100_000
"""


def book() -> bytes:
    """Return a book as PDF: running heads, headings, notes, hyphens at line ends."""
    words = Vocabulary(random.Random(1))
    parts = [
        '#set page(width: 148mm, height: 210mm, header: [A book of the shore #h(1fr) #context here().page()])'
        '\n#set text(size: 10pt, hyphenate: true)\n#set par(justify: true)\n'
    ]  # fmt: skip
    for n in range(PAGES):
        if n % 20 == 0:
            parts.append(f"\n= The {words.thing()}\n")
        for _ in range(5):
            sentences = [
                f"The {words.thing()} was {words.pick(words.adjectives)} by then, and the"
                f" {words.thing()} would {words.pick(words.verbs)} it{words.clause()}."
                for _ in range(5)
            ]
            parts.append(" ".join(sentences))
            parts.append(f" #footnote[See the {words.thing()}.]\n\n" if n % 5 == 0 else "\n\n")
    made = pypdfium2.PdfDocument(typst.compile("".join(parts).encode(), format="pdf"))
    first = pypdfium2.PdfDocument.new()
    first.import_pages(made, range(PAGES))
    stream = BytesIO()
    first.save(stream)
    return stream.getvalue()


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        file = folder / "book.pdf"
        file.write_bytes(book())
        cpu_seconds("-m", "studykit", "init", folder / "new")

        def run(n: int) -> tuple[float, float, float]:
            course = shutil.copytree(folder / "new", folder / f"course-{n}") / "questions"
            add = ("-m", "studykit", "source", "add", "book", file, "--questions", course)
            converting, extracting = (cpu_seconds("-c", c, file) for c in (CONVERT, EXTRACT))
            return converting, extracting, cpu_seconds(*add)

        run(0)  # the first run reads from disk
        times = zip(*(run(n) for n in range(1, ROUNDS + 1)), strict=True)
        converting, extracting, adding = (median(column) for column in times)
        size = file.stat().st_size / 1000
    print(
        f"{PAGES} pages, {size:,.0f} kB: conversion {converting:.2f} s, extraction {extracting:.2f} s,"
        f" `studykit source add` {adding:.2f} s of CPU"
    )
    ratios = {
        "conversion / extraction": converting / extracting,
        "source add / extraction": adding / extracting,
    }
    print_ratios(ratios, LIMITS)


if __name__ == "__main__":
    main()
