"""200 questions to PDF, compared with typst compiling the same document from a ready source.

One process, with the shipped course loaded and the fonts found.  The time is for everything between
the loaded course and the bytes: choosing and arranging, the neutral document, its data, the PDF.  The
ready source is the same template with the same data written into it as typst literals.  Each run has
another seed, so that typst's cache helps neither.

Prints the medians and their ratio, which is at most 3.
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


def literal(data: Any) -> str:
    """Data as a typst literal."""
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
    """The template with a document written into it."""
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


def main() -> int:
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

    print(f"{'kind':<10}{'questions':>10}{'typst ms':>10}{'all ms':>10}{'ratio':>8}")
    ok = True
    for kind in ("key", "exam", "reading"):
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
        print(f"{kind:<10}{count:>10}{base * 1000:>10.0f}{full * 1000:>10.0f}{full / base:>8.2f}")
        ok &= full / base <= 3
    print("reached" if ok else "NOT reached")
    return 0


if __name__ == "__main__":
    sys.exit(main())
