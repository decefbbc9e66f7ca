"""Markdown with `Q:` and `A:`, or `C:` and a text with blanks in [brackets], as hashcards reads it."""

from __future__ import annotations

import re
from itertools import count

from ..fields import from_markdown, require_blanks
from ..model import ContentRefused, ImportedCard, ImportedFile, RefusedCard, label, origin_of
from .decoding import decoded

_START = re.compile(
    r"\s*(?:[-*]\s+)?\**(Q|Question|A|Answer|C|Cloze)\s*\d*\s*[:.]\**\s*(.*)", re.IGNORECASE
)
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)\n.*?^\1$\n?", re.MULTILINE | re.DOTALL)
_RULE = re.compile(r"\s*(?:---+|\*\*\*+|___+)\s*")
_HEADING = re.compile(r"#{1,6} ")
_BLANK = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)+)\](?!\()")


def read(content: bytes, name: str, file: ImportedFile) -> None:
    text = decoded(content, name)
    if front := _FRONT_MATTER.match(text):
        text = "\n" * front[0].count("\n") + text[front.end() :]
    parts: dict[str, list[str]] = {}
    start = open_part = None
    outside = 0
    for n, line in enumerate(text.split("\n"), 1):
        begins = _START.fullmatch(line)
        part = begins[1][0].upper() if begins else None
        if begins and part:
            if part != "A" or "Q" not in parts or "A" in parts:
                _close(file, parts, start)
                parts, start = {}, n
            parts[part] = [begins[2]]
            open_part = part
        elif _RULE.fullmatch(line) or _HEADING.match(line):
            _close(file, parts, start)
            parts, open_part = {}, None
        elif open_part:
            parts[open_part].append(line)
        elif line.strip():
            outside += 1
    _close(file, parts, start)
    if outside:
        lines = "1 line" if outside == 1 else f"{outside:,} lines"
        file.notes.append(f"{lines} outside of cards, left out")


def _close(file: ImportedFile, parts: dict[str, list[str]], line: int | None) -> None:
    """Add the card that ends here."""
    if not parts:
        return
    texts = {part: "\n".join(lines).strip() for part, lines in parts.items()}
    place = f"line {line}"
    try:
        file.cards.append(_card(texts, place))
    except ContentRefused as error:
        file.refused.append(RefusedCard(place, label(next(iter(texts.values()))), str(error)))


def _card(texts: dict[str, str], place: str) -> ImportedCard:
    if "C" in texts:
        numbers = count(1)
        cloze = _BLANK.sub(lambda blank: f"{{{{c{next(numbers)}::{blank[1]}}}}}", texts["C"])
        cloze = from_markdown(re.sub(r"\\([\[\]])", r"\1", cloze)).text
        require_blanks(cloze)
        return ImportedCard(origin_of("", cloze, ""), place, cloze=cloze)
    question, answer = (from_markdown(texts.get(part, "")).text for part in "QA")
    if not question:
        raise ContentRefused("an answer without a question")
    if not answer:
        raise ContentRefused("a question without an answer")
    return ImportedCard(origin_of(question, "", answer), place, question, answer)
