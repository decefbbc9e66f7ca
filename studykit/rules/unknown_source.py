"""A passage or a bank's `defaults` names a source that the course does not have.

Correct the id, or add the source to `sources` in the course file.

Fails:

    - id: fuel
      type: basic
      prompt: What did the lamp burn?
      answer: Whale oil
      passages: [{source: the-times, quote: PASSAGE}]

Passes:

    - id: fuel
      type: basic
      prompt: What did the lamp burn?
      answer: Whale oil
      passages: [{source: lighthouse, quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity, suggest
from ..format import listed

CODE = "unknown-source"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    known = [source.id for source in course.info.sources]
    for bank in course.banks:
        default = bank.header.defaults.source
        if default is not None and default not in known:
            help = suggest(default, known) or f"the sources are {listed(known)}"
            message = f"unknown source `{default}`"
            yield Finding(message, bank.file, ("defaults", "source"), help)
    for entry, n, passage in course.passages:
        if passage.source is not None and passage.source not in known:
            help = suggest(passage.source, known) or f"the sources are {listed(known)}"
            result = verified.of[entry][n]
            if result and result.match:
                help = f"the quote is in `{result.match.source}`"
            path = (*entry.passage_path(n), "source")
            yield Finding(f"unknown source `{passage.source}`", entry.file, path, help)
