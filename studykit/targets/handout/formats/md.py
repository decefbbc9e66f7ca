"""Markdown, as CommonMark has it, with GitHub's tables: to paste where Markdown is read.

Every word is escaped, so that what looks like Markdown or HTML in a text is shown as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import assert_never

from ....bank.prose import Inline, Paragraph, Prose
from ....source.claims import Kind
from ..model import (
    GAP,
    AnswerArea,
    AnswerBlank,
    AnswerLines,
    Blanks,
    Document,
    Fields,
    Glossary,
    HandoutBlock,
    Heading,
    Item,
    Legend,
    LetteredChoice,
    NoAnswerArea,
    Note,
    NumberedLine,
    Options,
    OrderArea,
    PairsArea,
    Parallel,
    PassageBlock,
    PrintSettings,
    Rendered,
    Table,
    TextBlock,
    Writing,
)

RULE = "_" * 60
"""A line to write on; Markdown's own renderers make a rule of it."""

MARKS = {
    Kind.NUMBER: "[num]",
    Kind.NAME: "[name]",
    Kind.NEGATION: "[not]",
    Kind.MODAL: "[modal]",
}
"""What stands behind a marked word."""


def render(document: Document, settings: PrintSettings) -> Rendered:
    """The text, in UTF-8."""
    return Rendered(("\n\n".join(_document(document)) + "\n").encode())


def _document(document: Document) -> Iterator[str]:
    yield f"# {escaped(document.title)}"
    head = " · ".join(filter(None, (document.subtitle, document.rendering)))
    if head:
        yield f"*{escaped(head)}*"
    deeper = 2 if any(part.letter for part in document.parts) else 1
    for part in document.parts:
        if part.letter:
            yield f"## Form {escaped(part.letter)}"
        for block in part.blocks:
            yield from _block(block, deeper)
    if document.credits:
        yield "---"
    yield from map(escaped, document.credits)


def _block(block: HandoutBlock, deeper: int) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * (deeper + level)} {escaped(text)}"
        case TextBlock(tree, tone):
            text = _prose(tree)
            yield _quoted(text) if tone == "notice" else text
        case Note():
            yield _note(block)
        case PassageBlock():
            yield _passage(block)
        case Parallel():
            yield from _parallel(block)
        case Legend(kinds):
            yield "\n".join(f"- **…** {escaped(MARKS[kind])} {kind.value}" for kind in kinds)
        case Item():
            yield from _item(block)
        case Writing(count, label):
            if label:
                yield f"*{escaped(label)}*"
            yield from [RULE] * count
        case Fields(labels):
            yield "   ".join(f"{escaped(label)}: {_slot(20)}" for label in labels)
        case Table():
            yield from _table(block)
        case Glossary(terms):
            yield "\n".join(
                f"- **{escaped(t.term)}**: {_indented(_prose(t.prose), '  ')}" for t in terms
            )
        case _:
            assert_never(block)


# Passages.


def _passage(passage: PassageBlock) -> str:
    lines = [_line(line) for line in passage.lines]
    paragraphs: list[list[str]] = []
    for line, text in zip(passage.lines, lines, strict=True):
        if line.opens or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(text)
    body = "\n\n".join("\\\n".join(paragraph) for paragraph in paragraphs)
    source = _source(passage)
    return _quoted(f"{body}\n\n— {source}" if source else body)


def _line(line: NumberedLine) -> str:
    number = f"**{line.number}** " if line.shows else ""
    return number + _runs(line)


def _runs(line: NumberedLine) -> str:
    return "".join(
        escaped(run.text)
        if run.mark is None
        else f"**{escaped(run.text)}** {escaped(MARKS[run.mark])}"
        for run in line.runs
    ).strip()


def _source(passage: PassageBlock) -> str:
    source = escaped(passage.attribution)
    return f"{source} [read it there](<{_address(passage.link)}>)" if passage.link else source


def _address(url: str) -> str:
    """An address between angle brackets."""
    return re.sub(r"[\s<>\\]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), url)


def _parallel(block: Parallel) -> Iterator[str]:
    rows = []
    for left, right in zip_longest(block.left.lines, block.right.lines):
        one = left or right
        number = f"**{one.number}**" if one.shows else ""
        cells = [_runs(line) if line else "" for line in (left, right)]
        rows.append((number, *cells))
    heads = ("", escaped(block.left.source), escaped(block.right.source))
    yield _rows(heads, rows)
    for passage in (block.left, block.right):
        yield f"— {_source(passage)}"


# Questions.


def _item(item: Item) -> Iterator[str]:
    prompt = _prose(item.prompt)
    yield f"**{item.number}.** {prompt}" if prompt else f"**{item.number}.**"
    id = f"`{item.id}`" if item.id and "`" not in item.id else ""
    facts = " · ".join(filter(None, (escaped(item.facts), id)))
    if facts:
        yield f"({facts})"
    yield from map(_passage, item.shown)
    yield from _ask(item.ask)
    yield from map(_note, item.notes)


def _ask(ask: AnswerArea) -> Iterator[str]:
    match ask:
        case Options(choices, several):
            if several:
                yield "*Choose all that are right.*"
            yield _choices(choices)
        case Blanks(tree, gaps):
            texts = _prose(tree).split(GAP)
            numbers = len({gap.number for gap in gaps}) > 1
            parts = [texts[0]]
            for gap, after in zip(gaps, texts[1:], strict=True):
                number = f"({gap.number}) " if numbers else ""
                hint = f" ({escaped(gap.hint)})" if gap.hint else ""
                parts.append(f"{number}{_slot(gap.columns)}{hint}{after}")
            yield "".join(parts)
        case AnswerBlank(columns, unit):
            yield _slot(columns) + (f" {escaped(unit)}" if unit else "")
        case AnswerLines(count):
            yield from [RULE] * count
        case OrderArea(choices):
            yield _choices(choices)
            yield "In order: " + "  ".join(_slot(3) for _ in choices)
        case PairsArea(lefts, choices):
            yield "\n".join(
                f"- {n} {_slot(3)} {_indented(_prose(left), '  ')}"
                for n, left in enumerate(lefts, 1)
            )
            yield "Choose from:"
            yield _choices(choices)
        case NoAnswerArea():
            pass
        case _:
            assert_never(ask)


def _choices(choices: Iterable[LetteredChoice]) -> str:
    return "\n".join(
        f"- **{choice.letter}** {_indented(_prose(choice.prose), '  ')}" for choice in choices
    )


def _slot(columns: int) -> str:
    return r"\_" * columns


def _note(note: Note) -> str:
    first, *rest = note.prose or (Paragraph(()),)
    if isinstance(first, Paragraph):
        text = f"**{escaped(note.label)}:** {_prose((first,))}".rstrip()
        return "\n\n".join(filter(None, (text, _prose(tuple(rest)))))
    return f"**{escaped(note.label)}:**\n\n{_prose(note.prose)}"


# Tables.


def _table(table: Table) -> Iterator[str]:
    yield f"**{escaped(table.caption)}**"
    rows = []
    for row in table.rows:
        cells = [_cell(cell) for cell in row]
        if table.row_heads and cells and cells[0]:
            cells[0] = f"**{cells[0]}**" if _is_plain(row[0]) else cells[0]
        rows.append(tuple(cells))
    yield _rows(tuple(map(escaped, table.heads)), rows)


def _rows(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(tree: Prose) -> str:
    """Prose on one line, its paragraphs and items apart by semicolons."""
    texts = []
    for block in tree:
        if isinstance(block, Paragraph):
            texts.append(_spans(block).replace("\\\n", " "))
        else:
            texts += [_cell(item) for item in block.items]
    return "; ".join(filter(None, texts))


def _is_plain(tree: Prose) -> bool:
    return all(
        isinstance(block, Paragraph) and not any(s.em or s.strong or s.code for s in block.spans)
        for block in tree
    )


# Prose.


def _prose(tree: Prose) -> str:
    texts = []
    for block in tree:
        if isinstance(block, Paragraph):
            texts.append(_spans(block))
        else:
            items = []
            for n, item in enumerate(block.items):
                mark = f"{block.start + n}." if block.ordered else "-"
                items.append(f"{mark} {_indented(_prose(item), ' ' * (len(mark) + 1))}")
            texts.append("\n".join(items))
    return "\n\n".join(filter(None, texts))


def _spans(paragraph: Paragraph) -> str:
    return "".join(map(_span, paragraph.spans))


def _span(span: Inline) -> str:
    if span.code:
        text = _code(span.text)
    else:
        text = "\\\n".join(escaped(line) for line in span.text.split("\n"))
    if not span.text.strip():
        return text
    mark = "***" if span.em and span.strong else "**" if span.strong else "*" if span.em else ""
    if not mark:
        return text
    inner = text.strip(" ")  # a mark beside a space would be no mark
    start = text.index(inner)
    return f"{text[:start]}{mark}{inner}{mark}{text[start + len(inner) :]}"


def _code(text: str) -> str:
    """A code span, in more backticks than its text has in a row."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return fence + pad + text.replace("|", "\\|") + pad + fence


_SIGNS = re.compile(r"[\\`*_{}\[\]<>|~#$&!]")
_OPENING = re.compile(r"^(\s*)([-+=]|\d{1,9}(?=[.)]))")


def escaped(text: str) -> str:
    """Words as Markdown that shows them as they are, wherever they stand in a line."""
    shown = _SIGNS.sub(lambda m: f"\\{m[0]}", text.replace("\n", " "))
    return _OPENING.sub(_opening, shown).replace("://", ":\\//")


def _opening(match: re.Match[str]) -> str:
    """What would begin a list or a heading at the beginning of a line."""
    if match[2].isdigit():
        return f"{match[1]}{match[2]}\\"
    return f"{match[1]}\\{match[2]}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _indented(text: str, by: str) -> str:
    """A text whose further lines stand below its first."""
    return text.replace("\n", f"\n{by}")
