"""HTML: one self-contained page, to read at any width and to print.

It has no scripts and loads nothing.  Marks differ by line and weight, not only by colour, so that
they are clear in black and white.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import assert_never

from ....bank.prose import Paragraph, Prose
from ....diagnostics import wide
from ....format import labelled
from ....locale import _, ngettext, speaking, spoken
from ....pictures import PictureFile
from ....sounds import SoundFile
from ....source.claims import ClaimKind
from ...html import PAGE, mathml, with_media, words
from ...mathfont import font_face
from ..areas import (
    GAP,
    AnswerArea,
    AnswerBlank,
    AnswerLines,
    Blanks,
    BubbleRow,
    Bubbles,
    LabelBlanks,
    LetteredChoice,
    NoAnswerArea,
    Options,
    OrderArea,
    PairsArea,
    reason_label,
)
from ..lines import SIDE_MEASURE
from ..model import (
    MARKS,
    CutCards,
    Document,
    Fields,
    Glossary,
    HandoutBlock,
    Heading,
    Item,
    LabelledBlank,
    Legend,
    LineRun,
    Note,
    NumberedLine,
    Parallel,
    Part,
    PassageBlock,
    PrintSettings,
    Rendered,
    Table,
    Term,
    TextBlock,
    Together,
    WebAddress,
    Writing,
    flat,
    form_name,
)
from ..prose import words as prose_words
from .characters import is_right_to_left
from .qr import qr_code

TEMPLATES = Path(__file__).parent

NARROW_ROW = 60
"""Columns of a table's row that fit a phone."""


_BEFORE_PUNCTUATION = re.compile(
    r"<math(?! display)[^>]*>(?:[^<]|<(?!/math>))*</math>[.,;:!?)\]}»”’…、。，；：？！）」』]+"
)
"""A formula in a line and what may not begin the next one: browsers would break the line there."""


def render(document: Document, settings: PrintSettings) -> Rendered:
    """Print a document as one page."""
    main = with_media("\n".join(_parts(document)), settings.media, _data_address)
    main = _BEFORE_PUNCTUATION.sub(r'<span class="unbroken">\g<0></span>', main)
    font, warning = font_face(main)
    html = Template(_template("handout.html")).substitute(
        lang=escape(document.lang),
        embedded="font-src data:; " * bool(font)
        + "img-src data:; " * ('src="data:image' in main)
        + "media-src data:; " * ('src="data:audio' in main),
        title=escape(document.title),
        heading=words(document.title),
        subtitle=words(document.subtitle),
        kind="margin" if document.margin else "plain",
        first=_page_class(document.parts[0]),
        last=_page_class(document.parts[-1]),
        style=_template("handout.css") + font + _page_style(document, settings),
        main=main,
        credits="".join(f'<p dir="auto">{words(credit)}</p>' for credit in document.credits),
    )
    return Rendered(html.encode(), (warning,) if warning else ())


def _data_address(file: PictureFile | SoundFile) -> str:
    return f"data:{file.media_type};base64,{b64encode(file.content).decode()}"


@cache
def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _page_class(part: Part) -> str:
    """The class of everything on the pages of a part."""
    return f"form{part.letter}" if part.letter else "whole"


def _page_style(document: Document, settings: PrintSettings) -> str:
    """The style of printed pages: their size, header and footer."""
    size = {"a4": "A4", "letter": "letter"}[settings.paper]
    number = 'counter(page) " / " counter(pages)'
    rules = [
        f"@page {{ size: {size}; @top-left {{ content: {_css_string(document.work)}; }}"
        f" @top-right {{ content: {_css_string(document.sources)}; }}"
        f" @bottom-right {{ content: {number}; }} }}"
    ]
    for part in document.parts:
        if part.letter:
            name = _page_class(part)
            form = _css_string(form_name(part.letter))
            rules.append(f"@page {name} {{ @bottom-left {{ content: {form}; }} }}")
            rules.append(f"@media print {{ .{name} {{ page: {name}; }} }}")
    return "\n".join(rules)


def _css_string(text: str) -> str:
    """A text as a CSS string, with everything but ASCII letters and digits escaped."""
    return '"' + re.sub(r"[^A-Za-z0-9 ]", lambda m: f"\\{ord(m[0]):x} ", text) + '"'


def _parts(document: Document) -> Iterator[str]:
    has_forms = any(part.letter for part in document.parts)
    for n, part in enumerate(document.parts):
        yield f'<div class="part {_page_class(part)}">'
        if n and part.letter and not part.title:  # each form is handed out on its own
            yield f'<p class="again" aria-hidden="true">{words(document.title)}</p>'
        if part.title:
            yield f'<h2 class="form">{words(part.heading(document.title))}</h2>'
        elif part.letter:
            yield f'<h2 class="form">{words(form_name(part.letter))}</h2>'
        writer = _PartWriter(n, part, top_level=3 if has_forms else 2)
        for block in part.blocks:
            yield writer.block(block)
        yield "</div>"


class _PartWriter:
    """Writes the blocks of the `index`-th part."""

    def __init__(self, index: int, part: Part, top_level: int) -> None:
        self.index = index
        self.form = part.letter
        self.top_level = top_level
        self.printed = {line.number for one in _passages(part.blocks) for line in one.lines}

    def block(self, block: HandoutBlock) -> str:
        match block:
            case Heading(text, level):
                tag = f"h{self.top_level + level - 1}"
                return f'<{tag} dir="auto">{words(text)}</{tag}>'
            case TextBlock(tree, tone):
                role = ' role="note"' if tone == "notice" else ""
                return f'<div class="words {tone}"{role}>{_paragraphs(tree)}</div>'
            case Note():
                return _note(block)
            case PassageBlock():
                return self.passage(block)
            case Parallel(name, left, right):
                sides = self.passage(left, left.source)
                sides += self.passage(right, right.source, anchors=False)
                label = escape(name)
                return f'<div class="parallel" role="group" aria-label="{label}">{sides}</div>'
            case Legend(kinds):
                items = "".join(
                    f"<li>{_marked(words(_(MARKS[kind])), kind)}</li>" for kind in kinds
                )
                label = words(labelled(_("Marks")))
                return f'<div class="legend"><span>{label}</span><ul>{items}</ul></div>'
            case Item():
                return self.item(block)
            case Writing(count, label):
                task = f'<p class="task">{words(label)}</p>' if label else ""
                return f'<div class="writing">{task}{_ruled(count)}</div>'
            case Fields(blanks):
                return f'<p class="fields">{"".join(map(_field, blanks))}</p>'
            case Table():
                return self.table(block)
            case Glossary(terms):
                return f'<dl class="glossary">{"".join(map(_term, terms))}</dl>'
            case WebAddress():
                return _web_address(block)
            case Bubbles(rows):
                questions = groupby(rows, lambda row: row.number)
                answers = ("".join(map(_bubble_row, question)) for _, question in questions)
                inner = "".join(f"<li>{rows}</li>" for rows in answers)
                return f'<ol class="bubbles" role="list">{inner}</ol>'
            case CutCards():
                return self.table(block.table)
            case Together(blocks):
                inner = "".join(map(self.block, blocks))
                return f'<section class="together">{inner}</section>'
            case _:
                assert_never(block)

    # Passages.

    def passage(self, passage: PassageBlock, name: str = "", anchors: bool = True) -> str:
        """A passage, below its name if there is one; beside another, its lines have no anchors."""
        version = f'<p class="version" dir="auto">{words(name)}</p>' if name else ""
        lines = "".join(self.line(line, anchors) for line in passage.lines)
        source = f"<bdi>{words(passage.attribution)}</bdi>" if passage.attribution else ""
        if passage.link:
            href, read = escape(passage.link), words(_("read online"))
            source += f' <a class="link" href="{href}" rel="noreferrer">{read}</a>'
        caption = f'<figcaption dir="auto">{source}</figcaption>' if source else ""
        return (
            f'<figure class="passage">{version}<blockquote lang="{escape(passage.lang)}" dir="auto">{lines}'
            f"</blockquote>{caption}</figure>"
        )

    def line(self, line: NumberedLine, anchor: bool) -> str:
        number = f'<span class="n">{line.number}&nbsp;</span>' if line.number else ""
        text = "".join(_run(run) for run in line.runs)
        id = f' id="{self.anchor(line.number)}"' if anchor and line.number else ""
        css_class = "line opens" if line.starts_paragraph else "line"
        return f'<span class="{css_class}"{id}>{number}{text} </span>'

    def anchor(self, line: int) -> str:
        return f"l{self.index}-{line}"

    # Questions.

    def item(self, item: Item) -> str:
        passages = "".join(map(self.passage, item.passages))
        if len(item.passages) == 2 and all(map(_fits_beside_another, item.passages)):
            passages = f'<div class="parallel">{passages}</div>'
        id = f'<code class="id">{words(item.id)}</code>' if item.id else ""
        about = " · ".join(filter(None, (self.facts(item), id)))
        about = f'<p class="facts">{about}</p>' if about else ""
        beside, below = (about, "") if item.has_only_points else ("", about)
        prompt = _paragraphs(item.prompt)
        direction = ' dir="rtl"' if is_right_to_left(prose_words(item.prompt)) else ""
        lang = escape(item.lang)
        with speaking(item.lang, spoken()):
            answer = _answer_area(item.answer_area)
        label = escape(_("Question {number}", number=item.number))
        return (
            f'<div class="item" role="group" aria-label="{label}"{direction}>'
            f'<div class="asked"><span class="no">{item.number}.</span>'
            f'<div class="prompt" lang="{lang}" dir="auto">{prompt}</div>{beside}</div>'
            f"{below}{passages}"
            f'<div class="answer" lang="{lang}">{answer}</div>'
            f"{''.join(map(_note, item.notes))}</div>"
        )

    def facts(self, item: Item) -> str:
        """The facts of a question, its lines linked to the passage if this part prints it."""
        if not item.lines or item.lines[0][0] not in self.printed:
            return words(item.facts)
        lines, separator, rest = item.facts.partition(" · ")
        first_line, _ = item.lines[0]
        link = f'<a href="#{self.anchor(first_line)}">{words(lines)}</a>'
        return link + separator + words(rest)

    def table(self, table: Table) -> str:
        """A table that scrolls on its own if it is wider than the page.

        Without row headers, or if its rows are long, its cells are below each other on a narrow
        screen, each under its header.
        """
        total = sum(table.widths)
        columns = "".join(f'<col style="width:{100 * w / total:.1f}%">' for w in table.widths)
        header = "".join(
            f'<th scope="col" dir="auto">{words(text)}</th>' if text else "<td></td>"
            for text in table.header
        )
        rows = []
        for row in table.rows:
            cells = [
                f'<td dir="auto" data-head="{escape(head)}">{PAGE.blocks(cell)}</td>'
                for head, cell in zip(table.header, row, strict=True)
            ]
            if table.row_headers and row:
                cells[0] = f'<th scope="row" dir="auto">{PAGE.blocks(row[0])}</th>'
            rows.append(f"<tr>{''.join(cells)}</tr>")
        longest = max((sum(map(wide, map(_text, row))) for row in table.rows), default=0)
        stacks = not table.row_headers or longest > NARROW_ROW
        kind = ' class="stack"' if stacks else ""
        label = table.caption
        if self.form:
            label = _("{title}, form {letter}", title=label, letter=self.form)
        return (
            f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(label)}">'
            f'<table{kind}><caption dir="auto">{words(table.caption)}</caption>'
            f"<colgroup>{columns}</colgroup><thead><tr>{header}</tr></thead>"
            f"<tbody>{''.join(rows)}</tbody></table></div>"
        )


def _passages(blocks: Iterable[HandoutBlock]) -> Iterator[PassageBlock]:
    for block in flat(blocks):
        match block:
            case PassageBlock():
                yield block
            case Parallel(_, left):
                yield left
            case Item():
                yield from block.passages


def _text(cell: Prose) -> str:
    return " ".join(prose_words(cell))


def _fits_beside_another(passage: PassageBlock) -> bool:
    return all(wide(line.shown) <= SIDE_MEASURE for line in passage.lines)


def _answer_area(area: AnswerArea) -> str:
    match area:
        case Options(choices, several, reason):
            task = words(_("Choose all that apply."))
            task = f'<p class="task">{task}</p>' if several else ""
            label = _blank(6).join(map(words, reason_label()))
            room = f"<p>{label}</p>{_ruled(2)}" if reason else ""
            return task + _choices(choices) + room
        case Blanks():
            return _cloze(area)
        case AnswerBlank(columns, unit):
            after = f" {words(unit)}" if unit else ""
            return f"<p>{_blank(columns)}{after}</p>"
        case AnswerLines(count):
            return _ruled(count)
        case OrderArea(choices):
            blanks = labelled(words(_("Order")), " ".join([_blank(3)] * len(choices)))
            return f'{_choices(choices)}<p class="blanks">{blanks}</p>'
        case PairsArea(lefts, choices):
            rows = "".join(
                f'<li><span class="no">{n}.</span> {_blank(3)} <div dir="auto">{PAGE.blocks(left)}</div></li>'
                for n, left in enumerate(lefts, 1)
            )
            left_list = f'<ol class="lefts" role="list">{rows}</ol>'
            return f'<div class="pairs">{left_list}{_choices(choices)}</div>'
        case LabelBlanks(count, columns):
            blanks = "".join(
                f"<li>{_number(n, count)}{_blank(columns)}</li>" for n in range(1, count + 1)
            )
            return f'<ol class="labels" role="list">{blanks}</ol>'
        case NoAnswerArea():
            return ""
        case _:
            assert_never(area)


def _number(n: int, count: int) -> str:
    return f'<span class="no">{n}.</span> ' if count > 1 else ""


def _choices(choices: tuple[LetteredChoice, ...]) -> str:
    items = "".join(
        f'<li><span class="letter">{choice.letter}</span>'
        f' <div dir="auto">{PAGE.blocks(choice.prose)}</div></li>'
        for choice in choices
    )
    return f'<ol class="options" role="list">{items}</ol>'


def _cloze(area: Blanks) -> str:
    before, *rest = _paragraphs(area.prose).split(GAP)
    html = before
    for gap, after in zip(area.gaps, rest, strict=True):
        number = f'<span class="no">({gap.number})</span>&nbsp;' if area.numbered else ""
        hint = f' <span class="hint">({words(gap.hint)})</span>' if gap.hint else ""
        found = None if hint else _CLOSING.match(after)
        closing = found[0] if found else ""  # would start a line
        blank = f'<span class="gap">{number}{_blank(gap.columns)}{closing}</span>'
        html += f"{blank}{hint}{after.removeprefix(closing)}"
    return f'<div class="cloze" dir="auto">{html}</div>'


_CLOSING = re.compile(r"[.,;:!?…)\]”’»。，、；：！？）」]*")


def _blank(columns: int) -> str:
    """A blank, which screen readers read as one."""
    name = words(_("blank"))
    return (
        f'<span class="blank" style="--columns:{columns}"><span class="hidden">{name}</span></span>'
    )


def _field(field: LabelledBlank) -> str:
    after = f" <span>{words(field.after)}</span>" if field.after else ""
    return f'<span class="field"><span>{words(field.label)}</span> {_blank(20)}{after}</span>'


def _ruled(count: int) -> str:
    label = ngettext("{n} line to write on", "{n} lines to write on", count)
    return f'<div class="ruled" role="img" aria-label="{escape(label)}">{"<i></i>" * count}</div>'


def _note(note: Note) -> str:
    return (
        f'<div class="note"><p class="label">{words(note.label)}</p>'
        f'<div dir="auto">{_paragraphs(note.prose)}</div></div>'
    )


def _bubble_row(row: BubbleRow) -> str:
    letters = "".join(f'<span class="letter">{words(letter)}</span>' for letter in row.letters)
    return f'<div><span class="no">{words(row.label)}</span> {letters or _blank(14)}</div>'


def _web_address(block: WebAddress) -> str:
    code = qr_code(block.url, "svg").decode()
    label = escape(_("QR code of the address"))
    return (
        f'<div class="address"><p dir="auto">{words(labelled(block.text).rstrip())}<br>'
        f'<a href="{escape(block.url)}" rel="noreferrer">{words(block.short)}</a></p>'
        f'<div role="img" aria-label="{label}">{code}</div></div>'
    )


def _term(term: Term) -> str:
    return f'<div><dt dir="auto">{words(term.term)}</dt><dd dir="auto">{PAGE.blocks(term.prose)}</dd></div>'


def _paragraphs(tree: Prose) -> str:
    """Prose with a tag around each paragraph, even a single one."""
    html = PAGE.blocks(tree)
    is_bare = len(tree) == 1 and isinstance(tree[0], Paragraph)
    return f"<p>{html}</p>" if html and is_bare else html


def _run(run: LineRun) -> str:
    return _marked(mathml(run.latex, False) if run.latex else words(run.text), run.mark)


def _marked(html: str, kind: ClaimKind | None) -> str:
    return f'<mark class="{kind.value}">{html}</mark>' if kind else html
