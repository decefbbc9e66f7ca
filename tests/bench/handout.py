"""200 questions to PDF, against typst's compile of the same document handed over ready.

One process, the shipped course loaded, fonts found, all warm.  What is timed is all that the command
does between the loaded course and the bytes: choosing and arranging, the neutral document, its data,
the PDF.  Handed over ready is the same template with the same data written into it as typst's own
literals.  Each run is of another seed, so that typst's memory of earlier runs helps neither.

Prints the medians and their ratio (at most 3).
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
from studykit.targets.handout.kinds import make
from studykit.targets.handout.model import Document, Item, PrintSettings
from studykit.targets.handout.request import HandoutRequest
from tests.targets.handout.courses import handout_request, shipped

QUESTIONS = 200
RUNS = 7


def literal(data: Any) -> str:
    """Data as typst writes it."""
    if isinstance(data, dict):
        return "(" + "".join(f"{literal(k)}: {literal(v)}, " for k, v in data.items()) + ")"
    if isinstance(data, list | tuple):
        return "(" + "".join(f"{literal(one)}, " for one in data) + ")"
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, str):
        return json.dumps(data, ensure_ascii=False)
    return "none" if data is None else repr(data)


def ready(document: Document) -> bytes:
    """The template with a document written into it."""
    _, families = pdf._fonts(())
    data = pdf.as_data(document, PrintSettings(), families, pdf.clean)
    head = "#let d = json(bytes(sys.inputs.document))"
    template = pdf.TEMPLATE.read_text(encoding="utf-8")
    assert head in template
    return template.replace(head, f"#let d = {literal(data)}").encode()


def timed(run: Callable[[], bytes]) -> float:
    start = time.perf_counter()
    content = run()
    assert content.startswith(b"%PDF")
    return time.perf_counter() - start


def main() -> int:
    every = [
        (entry, exercise)
        for entry, exercise in handout_request(shipped()).pool
        if not isinstance(exercise.response, Discuss) and not re.search("[一-鿿]", repr(exercise))
    ]
    fonts, _ = pdf._fonts(())

    def document(kind: str, seed: int) -> Document:
        chosen = tuple(random.Random(seed).sample(every, QUESTIONS))
        return make(kind, HandoutRequest(shipped(), chosen, minutes=900, seed=seed)).documents[0]

    def ours(kind: str, seed: int) -> bytes:
        rendered = pdf.render(document(kind, seed), PrintSettings())
        return rendered.content

    def theirs(source: bytes) -> bytes:
        content = typst.Compiler(source, font_paths=fonts, ignore_system_fonts=True).compile(
            format="pdf", pdf_standards="ua-1", timestamp=pdf.CREATED
        )
        assert isinstance(content, bytes)
        return content

    print(f"{'kind':<10}{'questions':>10}{'ready ms':>10}{'ours ms':>10}{'ratio':>8}")
    ok = True
    for kind in ("key", "exam", "reading"):
        ours(kind, 0)
        theirs(ready(document(kind, 999)))
        sources = [ready(document(kind, 100 + seed)) for seed in range(RUNS)]
        reference, all_of_it = [], []
        for seed, source in enumerate(sources, 1):
            reference.append(timed(lambda source=source: theirs(source)))
            all_of_it.append(timed(lambda kind=kind, seed=seed: ours(kind, seed)))
        base, full = statistics.median(reference), statistics.median(all_of_it)
        (part,) = document(kind, 1).parts
        taken = sum(isinstance(block, Item) for block in part.blocks)
        print(f"{kind:<10}{taken:>10}{base * 1000:>10.0f}{full * 1000:>10.0f}{full / base:>8.2f}")
        ok &= full / base <= 3
    print("reached" if ok else "NOT reached")
    return 0


if __name__ == "__main__":
    sys.exit(main())
