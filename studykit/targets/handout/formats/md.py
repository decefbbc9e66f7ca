"""Markdown, as CommonMark with GitHub's tables, to paste where Markdown is read.

Every text is escaped, so that Markdown or HTML in it is shown as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import assert_never

from ....bank.prose import (
    CodeBlock,
    Formula,
    Grid,
    Inline,
    Link,
    Listing,
    Math,
    Paragraph,
    Picture,
    Prose,
    ProseBlock,
    ProseSpan,
    Sound,
)
from ....format import labelled
from ....locale import N_, _, speaking, spoken
from ....source.claims import ClaimKind
from ..areas import (
    GAP,
    AnswerArea,
    AnswerBlank,
    AnswerLines,
    Blanks,
    Bubbles,
    LabelBlanks,
    LetteredChoice,
    NoAnswerArea,
    Options,
    OrderArea,
    PairsArea,
    reason_label,
)
from ..model import MARKS as MARKED
from ..model import (
    CutCards,
    Document,
    Fields,
    Glossary,
    HandoutBlock,
    Heading,
    Item,
    LabelledBlank,
    Legend,
    Note,
    NumberedLine,
    Parallel,
    PassageBlock,
    PrintSettings,
    Rendered,
    Table,
    TextBlock,
    Together,
    WebAddress,
    Writing,
    form_name,
)
from ..prose import words

RULE = "_" * 60
"""A line to write on; Markdown shows it as a horizontal rule."""

MARKS = {
    ClaimKind.NUMBER: N_("[num]"),
    ClaimKind.NAME: N_("[name]"),
    ClaimKind.NEGATION: N_("[not]"),
    ClaimKind.MODAL: N_("[modal]"),
}
"""The label after a marked word, to look up."""


def render(document: Document, settings: PrintSettings) -> Rendered:
    """Print a document as UTF-8 text."""
    return Rendered(("\n\n".join(_document(document)) + "\n").encode())


def _document(document: Document) -> Iterator[str]:
    yield f"# {escaped(document.title)}"
    head = " · ".join(filter(None, (document.subtitle, document.sources)))
    if head:
        yield f"*{escaped(head)}*"
    has_forms = any(part.letter for part in document.parts)
    for part in document.parts:
        if part.title:
            yield f"## {escaped(part.heading(document.title))}"
        elif part.letter:
            yield f"## {escaped(form_name(part.letter))}"
        for block in part.blocks:
            yield from _block(block, top_level=3 if has_forms else 2)
    if document.credits:
        yield "---"
    yield from map(escaped, document.credits)


def _block(block: HandoutBlock, top_level: int) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * (top_level + level - 1)} {escaped(text)}"
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
            yield "\n".join(f"- **…** {_mark(kind)} {escaped(_(MARKED[kind]))}" for kind in kinds)
        case Item():
            yield from _item(block)
        case Writing(count, label):
            if label:
                yield f"*{escaped(label)}*"
            yield from [RULE] * count
        case Fields(blanks):
            yield "   ".join(map(_field, blanks))
        case Table():
            yield from _table(block)
        case Glossary(terms):
            yield "\n".join(
                f"- {labelled(f'**{escaped(t.term)}**', _item_prose(t.prose))}" for t in terms
            )
        case WebAddress():
            link = f"[{escaped(block.short)}](<{_address(block.url)}>)"
            yield labelled(escaped(block.text), link)
        case Bubbles(rows):
            for row in rows:
                letters = " ".join(f"({letter})" for letter in row.letters)
                yield f"**{escaped(row.label)}** {letters or RULE[:24]}"
        case CutCards():
            yield from _table(block.table)
        case Together(blocks):
            for one in blocks:
                yield from _block(one, top_level)
        case _:
            assert_never(block)


# Passages.


def _passage(passage: PassageBlock) -> str:
    paragraphs: list[list[str]] = []
    for line in passage.lines:
        if line.starts_paragraph or not paragraphs:
            paragraphs.append([])
        number = f"**{line.number}** " if line.number else ""
        paragraphs[-1].append(number + _runs(line))
    body = "\n\n".join("\\\n".join(lines) for lines in paragraphs)
    source = _source(passage)
    return _quoted(f"{body}\n\n— {source}" if source else body)


def _runs(line: NumberedLine) -> str:
    texts = []
    for run in line.runs:
        text = _math(run.latex) if run.latex else escaped(run.text)
        texts.append(f"**{text}** {_mark(run.mark)}" if run.mark else text)
    return "".join(texts).strip()


def _mark(kind: ClaimKind) -> str:
    return escaped(_(MARKS[kind]))


def _source(passage: PassageBlock) -> str:
    source = escaped(passage.attribution)
    if not passage.link:
        return source
    read = escaped(_("read online"))
    return f"{source} [{read}](<{_address(passage.link)}>)"


def _address(url: str) -> str:
    """An address for use between angle brackets."""
    return re.sub(r"[\s<>\\]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), url)


def _parallel(block: Parallel) -> Iterator[str]:
    rows = []
    for left, right in zip_longest(block.left.lines, block.right.lines):
        either = left or right
        number = f"**{either.number}**"
        cells = [_runs(line) if line else "" for line in (left, right)]
        rows.append((number, *cells))
    yield _rows(("", escaped(block.left.source), escaped(block.right.source)), rows)
    for passage in (block.left, block.right):
        yield f"— {_source(passage)}"


# Questions.


def _item(item: Item) -> Iterator[str]:
    yield f"**{item.number}.** {_prose(item.prompt)}".rstrip()
    id = f"`{item.id}`" if item.id and "`" not in item.id else ""
    facts = " · ".join(filter(None, (escaped(item.facts), id)))
    if facts:
        yield f"({facts})"
    yield from map(_passage, item.passages)
    with speaking(item.lang, spoken()):
        area = list(_answer_area(item.answer_area))
    yield from area
    yield from map(_note, item.notes)


def _answer_area(area: AnswerArea) -> Iterator[str]:
    match area:
        case Options(choices, several, reason):
            if several:
                task = escaped(_("Choose all that apply."))
                yield f"*{task}*"
            yield _choices(choices)
            if reason:
                yield _blank(5).join(map(escaped, reason_label()))
                yield from [RULE] * 2
        case Blanks():
            yield _cloze(area)
        case AnswerBlank(columns, unit):
            yield _blank(columns) + (f" {escaped(unit)}" if unit else "")
        case AnswerLines(count):
            yield from [RULE] * count
        case OrderArea(choices):
            yield _choices(choices)
            yield labelled(escaped(_("Order")), "  ".join([_blank(3)] * len(choices)))
        case PairsArea(lefts, choices):
            yield "\n".join(
                f"- {n} {_blank(3)} {_item_prose(left)}" for n, left in enumerate(lefts, 1)
            )
            yield escaped(_("Choose from:"))
            yield _choices(choices)
        case LabelBlanks(count, columns):
            yield "\n".join(f"{n}. {_blank(columns)}" for n in range(1, count + 1))
        case NoAnswerArea():
            pass
        case _:
            assert_never(area)


def _choices(choices: Iterable[LetteredChoice]) -> str:
    return "\n".join(f"- **{choice.letter}** {_item_prose(choice.prose)}" for choice in choices)


def _cloze(area: Blanks) -> str:
    before, *rest = _prose(area.prose).split(GAP)
    text = before
    for gap, after in zip(area.gaps, rest, strict=True):
        number = f"({gap.number}) " if area.numbered else ""
        hint = f" ({escaped(gap.hint)})" if gap.hint else ""
        text += f"{number}{_blank(gap.columns)}{hint}{after}"
    return text


def _blank(columns: int) -> str:
    return r"\_" * columns


def _field(field: LabelledBlank) -> str:
    return labelled(escaped(field.label), f"{_blank(20)} {escaped(field.after)}").rstrip()


def _note(note: Note) -> str:
    label = f"**{escaped(labelled(note.label).rstrip())}**"
    if note.prose and isinstance(note.prose[0], Listing):
        return f"{label}\n\n{_prose(note.prose)}"
    return f"{label} {_prose(note.prose)}".rstrip()


# Tables.


def _table(table: Table) -> Iterator[str]:
    yield f"**{escaped(table.caption)}**"
    rows = []
    for row in table.rows:
        cells = [_cell(cell) for cell in row]
        if table.row_headers and cells and cells[0] and _is_unstyled(row[0]):
            cells[0] = f"**{cells[0]}**"
        rows.append(tuple(cells))
    yield _rows(tuple(map(escaped, table.header)), rows)


def _rows(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return _lines([header, tuple("---" for _ in header), *rows])


def _lines(lines: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(tree: Prose) -> str:
    """Prose on one line, its paragraphs and items separated by semicolons."""
    texts = []
    for block in tree:
        match block:
            case Paragraph():
                texts.append(_spans(block).replace("\\\n", " "))
            case Listing():
                texts += [_cell(item) for item in block.items]
            case Formula(latex):
                texts.append(_math(latex))
            case Picture() | Sound() | CodeBlock() | Grid():
                texts.append(escaped(" ".join("; ".join(words((block,))).split())))
            case _:
                assert_never(block)
    return "; ".join(filter(None, texts))


def _is_unstyled(tree: Prose) -> bool:
    return all(
        isinstance(block, Paragraph)
        and all(isinstance(s, Inline) and not (s.em or s.strong or s.code) for s in block.spans)
        for block in tree
    )


# Prose.


def _prose(tree: Prose) -> str:
    return "\n\n".join(filter(None, map(_prose_block, tree)))


def _prose_block(block: ProseBlock) -> str:
    match block:
        case Paragraph():
            return _spans(block)
        case Listing():
            return _list(block)
        case Formula(latex):
            return f"$$\n{_one_line(latex)}\n$$"
        case CodeBlock(text, language):
            longest = max((len(run) for run in re.findall("`+", text)), default=0)
            fence = "`" * max(3, longest + 1)
            return f"{fence}{language}\n{text}\n{fence}"
        case Grid(header, rows, alignment):
            marks = {"left": ":--", "center": ":-:", "right": "--:", "": "---"}
            head = tuple(_cell((cell,)) for cell in header)
            rules = tuple(marks[side] for side in alignment)
            return _lines([head, rules, *(tuple(_cell((cell,)) for cell in row) for row in rows)])
        case Picture() | Sound():
            return escaped(block.text)
        case _:
            assert_never(block)


def _one_line(latex: str) -> str:
    return " ".join(latex.split())


def _math(latex: str) -> str:
    """A formula in a line; a bar would end a cell of a table."""
    return f"${_one_line(latex).replace('|', chr(92) + 'vert ')}$"


def _list(block: Listing) -> str:
    items = []
    for n, item in enumerate(block.items, block.start):
        mark = f"{n}." if block.ordered else "-"
        items.append(f"{mark} {_item_prose(item, indent=len(mark) + 1)}")
    return "\n".join(items)


def _item_prose(tree: Prose, indent: int = 2) -> str:
    """Prose as an item of a list, with all lines but the first indented."""
    return _prose(tree).replace("\n", "\n" + " " * indent)


def _spans(paragraph: Paragraph) -> str:
    return "".join(map(_span, paragraph.spans))


def _span(span: ProseSpan) -> str:
    if isinstance(span, Math):
        return _math(span.latex)
    if isinstance(span, Link):
        return f"[{''.join(map(_span, span.spans))}](<{_address(span.url)}>)"
    if span.code:
        text = _code(span.text)
    else:
        text = "\\\n".join(escaped(line) for line in span.text.split("\n"))
    mark = ("*" if span.em else "") + ("**" if span.strong else "")
    if not mark or not span.text.strip():
        return text
    inner = text.strip(" ")  # a mark next to a space would not be one
    start = text.index(inner)
    return f"{text[:start]}{mark}{inner}{mark}{text[start + len(inner) :]}"


def _code(text: str) -> str:
    """A code span, in more backticks than any run of them in its text."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return fence + pad + text.replace("|", "\\|") + pad + fence


_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~#$&!]")
_BLOCK_START = re.compile(r"^(\s*)([-+=]|\d{1,9}(?=[.)]))")


def escaped(text: str) -> str:
    """A text as Markdown that shows it as it is, anywhere in a line."""
    text = _SPECIAL.sub(lambda m: f"\\{m[0]}", text.replace("\n", " "))
    return _BLOCK_START.sub(_escaped_start, text).replace("://", ":\\//")


def _escaped_start(match: re.Match[str]) -> str:
    """Escape what would start a list or a heading at the start of a line."""
    if match[2].isdigit():
        return f"{match[1]}{match[2]}\\"
    return f"{match[1]}\\{match[2]}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
