"""Benchmark printing 200 questions as PDF against typst compiling the same document.

Everything runs in one process, with the shipped course loaded and the fonts found.  The measured time
is everything between course and PDF: choosing and arranging questions, the neutral document, its data
and the PDF.  Typst alone compiles the same template with the same data as typst literals.  Each run
has another seed, so that typst's cache helps neither.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typst
from ratios import print_ratios

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from studykit.bank.model import Discuss
from studykit.targets.handout.formats import pdf
from studykit.targets.handout.formats.characters import clean
from studykit.targets.handout.formats.pdf.data import as_data
from studykit.targets.handout.formats.pdf.typesetting import CREATED, TEMPLATE, find_fonts
from studykit.targets.handout.kinds import make
from studykit.targets.handout.model import Document, Item, PrintSettings
from studykit.targets.handout.request import HandoutRequest
from tests.targets.handout.courses import handout_request, shipped

QUESTIONS = 200
RUNS = 7
LIMITS = dict.fromkeys(("key", "exam", "reading"), 3.0)


def literal(data: Any) -> str:
    """Return data as a typst literal."""
    if isinstance(data, dict):
        return "(" + "".join(f"{json.dumps(k)}: {literal(v)}, " for k, v in data.items()) + ")"
    if isinstance(data, list | tuple):
        return "(" + "".join(f"{literal(item)}, " for item in data) + ")"
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, str):
        return json.dumps(data, ensure_ascii=False)
    return "none" if data is None else repr(data)


def ready_source(document: Document) -> bytes:
    """Return the template with the document's data in it."""
    _, families = find_fonts(())
    data = as_data(document, PrintSettings(), families, clean)
    head = "#let d = json(bytes(sys.inputs.document))"
    template = TEMPLATE.read_text(encoding="utf-8")
    assert head in template
    return template.replace(head, f"#let d = {literal(data)}").encode()


def timed(run: Callable[[], bytes]) -> float:
    start = time.perf_counter()
    content = run()
    assert content.startswith(b"%PDF")
    return time.perf_counter() - start


def main() -> None:
    pool = [
        (entry, exercise)
        for entry, exercise in handout_request(shipped()).pool
        if not isinstance(exercise.response, Discuss) and not re.search("[一-鿿]", repr(exercise))
    ]
    fonts, _ = find_fonts(())

    def document(kind: str, seed: int) -> Document:
        chosen = tuple(random.Random(seed).sample(pool, QUESTIONS))
        return make(kind, HandoutRequest(shipped(), chosen, minutes=900, seed=seed)).documents[0]

    def from_course(kind: str, seed: int) -> bytes:
        return pdf.render(document(kind, seed), PrintSettings()).content

    def from_source(source: bytes) -> bytes:
        content = typst.Compiler(source, font_paths=fonts, ignore_system_fonts=True).compile(
            format="pdf", pdf_standards="ua-1", timestamp=CREATED
        )
        assert isinstance(content, bytes)
        return content

    print(f"{'kind':<10}{'questions':>10}{'typst ms':>10}{'all ms':>10}")
    ratios = {}
    for kind in LIMITS:
        from_course(kind, 0)
        from_source(ready_source(document(kind, 999)))
        sources = [ready_source(document(kind, 100 + seed)) for seed in range(RUNS)]
        source_times, course_times = [], []
        for seed, source in enumerate(sources, 1):
            source_times.append(timed(lambda source=source: from_source(source)))
            course_times.append(timed(lambda kind=kind, seed=seed: from_course(kind, seed)))
        base, full = statistics.median(source_times), statistics.median(course_times)
        (part,) = document(kind, 1).parts
        count = sum(isinstance(block, Item) for block in part.blocks)
        print(f"{kind:<10}{count:>10}{base * 1000:>10.0f}{full * 1000:>10.0f}")
        ratios[kind] = full / base
    print_ratios(ratios, LIMITS)


if __name__ == "__main__":
    main()
