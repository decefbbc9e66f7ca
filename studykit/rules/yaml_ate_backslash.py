r"""YAML read the backslash of a LaTeX command as something else.

In double quotes `\t` is a tab, so `"\theta"` becomes a tab and “heta”. Put formulas in single quotes, or
in a block after `|`.

Fails:

    - id: beam
      type: basic
      prompt: "At which angle $\\theta$ does the light leave? $\theta$"
      answer: Flat.
      passages: [{quote: PASSAGE}]

Passes:

    - id: beam
      type: basic
      prompt: 'At which angle $\theta$ does the light leave?'
      answer: Flat.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.rich import rich_texts
from ..diagnostics import Finding, Severity
from ..yamlfile.scalars import READ_AS, lettered_escapes

CODE = "yaml-ate-backslash"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, at, text in rich_texts(course):
        if "$" not in text and "\\" not in text:
            continue
        start, end = entry.file.offsets(at)
        raw = entry.file.text[start:end]
        for escape in lettered_escapes(raw, start):
            is_inside = raw.count("$", 0, escape.offset - start) % 2 or "\\\\(" in raw
            if is_inside and _is_command(escape.letters):
                letter, command = escape.letters[0], escape.letters
                message = f"in double quotes YAML reads `\\{letter}` as {READ_AS[letter]}, so"
                message += f" `\\{command}` is lost"
                place = entry.file.place(escape.offset, escape.offset + 1 + len(command))
                yield Finding(message, place, at, "use single quotes, or a block after `|`")
                break


def _is_command(letters: str) -> bool:
    from ..mathematics.tree import is_command

    return letters[0] in READ_AS and is_command(letters.partition("_")[0] or letters)
