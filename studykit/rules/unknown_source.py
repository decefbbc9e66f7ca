"""A passage names a source that the course does not have.

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

CODE = "unknown-source"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    known = [source.id for source in course.info.sources]
    for bank in course.banks:
        default = bank.header.defaults.source
        if default is not None and default not in known:
            yield Finding(
                f"the course has no source `{default}`",
                bank.file,
                ("defaults", "source"),
                suggest(default, known) or f"it has {', '.join(known)}",
            )
    for entry, n, passage in course.passages:
        if passage.source is not None and passage.source not in known:
            yield Finding(
                f"the course has no source `{passage.source}`",
                entry.file,
                (*entry.path, "passages", n, "source"),
                suggest(passage.source, known) or f"it has {', '.join(known)}",
            )
