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
from ..diagnostics import Finding, KeyPath, Severity, suggest
from ..format import listed
from ..yamlfile import YamlFile

CODE = "unknown-source"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    known = [source.id for source in course.info.sources]
    for bank in course.banks:
        default = bank.header.defaults.source
        if default is not None and default not in known:
            yield _finding(default, known, bank.file, ("defaults", "source"))
    for entry, n, passage in course.passages:
        if passage.source is not None and passage.source not in known:
            path = (*entry.path, "passages", n, "source")
            yield _finding(passage.source, known, entry.file, path)


def _finding(id: str, known: list[str], file: YamlFile, path: KeyPath) -> Finding:
    help = suggest(id, known) or f"the sources are {listed(known)}"
    return Finding(f"unknown source `{id}`", file, path, help)
