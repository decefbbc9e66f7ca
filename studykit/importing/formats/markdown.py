"""Markdown with `Q:` and `A:`, or `C:` and a text with blanks in [brackets], as hashcards reads it.

The evidence of a card is in a line such as `Quote:`, or an indented quotation.  A Markdown table has a
card in each row.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import count
from typing import Any

from ..fields import Convert, from_markdown, require_blanks
from ..model import (
    ContentRefused,
    ImportedCard,
    ImportedFile,
    IncompleteCard,
    label,
    origin_of,
)
from ..quotes import quotes_of
from ..records import add_record, is_known
from .decoding import decoded
from .table import as_record

_PARTS = {
    "Q": "q|question|front|prompt|frage|pregunta|问题|問題",
    "A": "a|answer|correct answer|back|antwort|respuesta|réponse|答案",
    "C": "c|cloze",
    "quote": "(?:(?:source|supporting|exact|verbatim|direct) )?(?:quotes?|quotations?)|(?:source|supporting) text"
    "|evidence|passages?|citations?|excerpts?|references?|zitat|beleg|cita|原文|引文",
    "source": "source",
    "speaker": "speaker|said by",
    "explanation": "explanation|rationale|note",
}
_ENDED_BY_BLANK = ("quote", "source", "speaker")
_LABEL = "|".join(f"(?P<p{n}>{words})" for n, words in enumerate(_PARTS.values()))
_START = re.compile(
    rf"\s*(?:[-*+]\s+|\d+[.)]\s+)?(?:#+\s+)?[*_]*(?:{_LABEL})[ ]?\#?\d{{0,4}}[*_]*[ ]?(?:\([^()]*\)[*_]*[ ]?)?(?P<sign>[:：.)])[*_]*\s*(?P<words>.*)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*(?:#+\s+)?[*_]*\d+[.)]\s*[*_]*(?P<words>\S.*)")
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)\n.*?^\1$\n?", re.MULTILINE | re.DOTALL)
_RULE = re.compile(r"\s*(?:---+|\*\*\*+|___+)\s*")
_HEADING = re.compile(r"#{1,6} ")
_QUOTED = re.compile(r"\s*(?:[-*]\s+)?>")
_BLANK = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)+)\](?!\()")
_OPTION = re.compile(r"\s*(?:[-*+]\s+)?[(\[*]*([A-H])[.)\]]+\**\s+(.+)", re.IGNORECASE)


def read(content: bytes, name: str, file: ImportedFile) -> None:
    text = decoded(content, name)
    if front := _FRONT_MATTER.match(text):
        text = "\n" * front[0].count("\n") + text[front.end() :]
    lines = text.split("\n")
    _CardReader(file, _is_numbered(lines), _table_rows(lines)).read(lines)


def has_cards(text: str) -> bool:
    """Whether a text has labels such as `Q:` and `A:`, or a table of questions."""
    lines = text.split("\n")
    parts = {_part(match) for line in lines if (match := _START.fullmatch(line))}
    return "C" in parts or {"Q", "A"} <= parts or "A" in parts or bool(_headers(lines))


def _is_numbered(lines: list[str]) -> bool:
    """Whether questions have numbers instead of labels."""
    parts = [_part(match) for line in lines if (match := _START.fullmatch(line))]
    return "A" in parts and not {"Q", "C"} & set(parts)


def _part(match: re.Match[str]) -> str | None:
    """Return the part of a card that a line begins; None for an option such as "A) in the shed"."""
    part = next(part for n, part in enumerate(_PARTS) if match[f"p{n}"])
    if match["sign"] not in ":：" and part != "Q":
        return None
    return part


class _CardReader:
    """Reads the parts of cards, line by line."""

    def __init__(
        self, file: ImportedFile, numbered: bool, rows: dict[int, dict[str, Any] | None]
    ) -> None:
        self._file = file
        self._rows = rows
        self._numbered = numbered
        self._parts: dict[str, list[str]] = {}
        self._open: str | None = None
        self._start = self._quoted = 0

    def read(self, lines: list[str]) -> None:
        outside = 0
        for n, line in enumerate(lines, 1):
            if n in self._rows:
                self._close()
                if row := self._rows[n]:
                    add_record(self._file, row, f"line {n}", noun="column")
                continue
            match = _START.fullmatch(line)
            part = _part(match) if match else None
            numbered = _NUMBERED.fullmatch(line) if self._numbered and not part else None
            if match and part:
                self._begin(part, match["words"], n)
            elif numbered:
                self._begin("Q", numbered["words"].rstrip("*_ "), n)
            elif _QUOTED.match(line) and self._parts:
                self._quote(_QUOTED.sub("", line), n)
            elif _RULE.fullmatch(line) or _HEADING.match(line):
                self._close()
            elif self._open in _ENDED_BY_BLANK and not line.strip():
                self._open = None
            elif self._open:
                self._parts[self._open].append(line)
            elif line.strip():
                outside += 1
        self._close()
        if outside:
            lines_left = "1 line" if outside == 1 else f"{outside:,} lines"
            self._file.notes.append(f"{lines_left} outside of cards, left out")

    def _begin(self, part: str, words: str, line: int) -> None:
        if part in ("Q", "C") or (part == "A" and ("Q" not in self._parts or "A" in self._parts)):
            self._close()
        if not self._parts:
            self._start = line
        lines = self._parts.setdefault(part, [])
        lines += [""] * bool(lines)  # a second quote is a paragraph of its own
        lines.append(words)
        self._open = part

    def _quote(self, words: str, line: int) -> None:
        """Add a line of an indented quotation."""
        lines = self._parts.setdefault("quote", [])
        lines += [""] * bool(lines and self._quoted < line - 1 and any(lines))
        lines.append(words)
        self._quoted = line

    def _close(self) -> None:
        """Add the card that ends here."""
        if not self._parts:
            return
        texts = {part: "\n".join(lines).strip() for part, lines in self._parts.items()}
        place = f"line {self._start}"
        self._parts, self._open = {}, None
        passages = _passages(texts)
        try:
            self._file.add(
                _card(texts, place, passages, partial(from_markdown, media=self._file.media))
            )
        except ContentRefused as error:
            title = label(next((texts[part] for part in "QCA" if texts.get(part)), ""))
            self._file.refuse(error, place, title, passages)


def _passages(texts: dict[str, str]) -> tuple[dict[str, Any], ...]:
    if not {"quote", "source"} & texts.keys():
        return ()
    quotes = [quote for quote in re.split(r"\n\s*\n", texts.get("quote", "")) if quote.strip()]
    claims = {part: texts[part] for part in ("source", "speaker") if part in texts}
    return quotes_of({"quotes": quotes, **claims})


def _card(
    texts: dict[str, str], place: str, passages: tuple[dict[str, Any], ...], convert: Convert
) -> ImportedCard:
    explanation = convert(texts["explanation"]).text if "explanation" in texts else ""
    if "C" in texts:
        numbers = count(1)
        cloze = _BLANK.sub(lambda blank: f"{{{{c{next(numbers)}::{blank[1]}}}}}", texts["C"])
        cloze = convert(re.sub(r"\\([\[\]])", r"\1", cloze)).text
        require_blanks(cloze)
        return ImportedCard(
            origin_of("", cloze, ""), place, cloze=cloze, explanation=explanation, passages=passages
        )
    question, answer = (convert(texts.get(part, "")).text for part in "QA")
    question, answer, wrong = _with_options(question, answer)
    if not question:
        raise IncompleteCard("the answer has no question" if answer else "the question is empty")
    if not answer:
        raise IncompleteCard("the question has no answer")
    return ImportedCard(
        origin_of(question, "", answer), place, question, answer, wrong,
        explanation=explanation, passages=passages,
    )  # fmt: skip


def _with_options(question: str, answer: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the question without its lines of options, the right one, and the wrong ones."""
    lines = question.split("\n")
    options = {m[1].upper(): m[2].strip() for line in lines[1:] if (m := _OPTION.fullmatch(line))}
    if len(options) < 2:
        return question, answer, ()
    asked = "\n".join(line for line in lines if not _OPTION.fullmatch(line)).strip()
    letter = re.match(r"[(\[*]*([A-H])\b[.)\]:*]*(?:\s|$)", answer, re.IGNORECASE)
    right = options.get(letter[1].upper(), "") if letter else answer
    if right not in options.values():
        return question, answer, ()
    return asked, right, tuple(option for option in options.values() if option != right)


# Tables

_DELIMITER = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?")


def _table_rows(lines: list[str]) -> dict[int, dict[str, Any] | None]:
    """Return the rows of tables whose header names a question, by their lines from 1.

    The lines of a header have no row.
    """
    rows: dict[int, dict[str, Any] | None] = {}
    for n, header in _headers(lines).items():
        rows |= {n: None, n + 1: None}
        for m in range(n + 1, len(lines)):
            if "|" not in lines[m]:
                break
            rows[m + 1] = as_record(header, _cells(lines[m]))
    return rows


def _headers(lines: list[str]) -> dict[int, list[str]]:
    """Return the headers that name a question, by the index of the line below each."""
    tables = (
        n
        for n, line in enumerate(lines[1:], 1)
        if "-" in line and _DELIMITER.fullmatch(line.strip())
    )
    headers = {n: _cells(lines[n - 1]) for n in tables}
    return {n: header for n, header in headers.items() if any(map(is_known, header))}


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|").removesuffix("|")
    cells = (cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", line))
    return [re.sub(r"\s*<br\s*/?>\s*", "\n", cell) for cell in cells]
