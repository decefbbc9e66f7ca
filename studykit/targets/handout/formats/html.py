"""HTML: one self-contained page, to read at any width and to print.

Without scripts and without anything from elsewhere.  What is marked is marked by its line or its
weight before its colour, so that it reads in black and white too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import assert_never

from ....bank.prose import Prose
from ....source.claims import Kind
from ...html import blocks as prose
from ...html import words
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
    Part,
    PassageBlock,
    PrintSettings,
    Rendered,
    Table,
    TextBlock,
    Writing,
)

TEMPLATES = Path(__file__).parent


def render(document: Document, settings: PrintSettings) -> Rendered:
    """The page."""
    page = _Page(document)
    html = Template(_template("handout.html")).substitute(
        lang=escape(document.lang),
        title=escape(document.title),
        heading=words(document.title),
        subtitle=words(document.subtitle),
        kind="margin" if document.margin else "plain",
        first=_form(document.parts[0]),
        last=_form(document.parts[-1]),
        style=_template("handout.css") + _paper(document, settings),
        main="\n".join(page.main()),
        credits="".join(f'<p dir="auto">{words(credit)}</p>' for credit in document.credits),
    )
    return Rendered(html.encode())


def _form(part: Part) -> str:
    """The class of what stands on the pages of a part."""
    return f"form{part.letter}" if part.letter else "whole"


@cache
def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _paper(document: Document, settings: PrintSettings) -> str:
    """The style of printed pages: their size, what stands at their head and foot."""
    size = {"a4": "A4", "letter": "letter"}[settings.paper]
    number = 'counter(page) " / " counter(pages)'
    rules = [
        f"@page {{ size: {size}; @top-left {{ content: {_css(document.work)}; }}"
        f" @top-right {{ content: {_css(document.rendering)}; }}"
        f" @bottom-right {{ content: {number}; }} }}"
    ]
    for part in document.parts:
        if part.letter:
            name = _form(part)
            form = _css(f"Form {part.letter}")
            rules.append(f"@page {name} {{ @bottom-left {{ content: {form}; }} }}")
            rules.append(f"@media print {{ .{name} {{ page: {name}; }} }}")
    return "\n".join(rules)


def _css(text: str) -> str:
    """A string in CSS, whatever signs it holds."""
    return '"' + re.sub(r"[^A-Za-z0-9 ]", lambda m: f"\\{ord(m[0]):x} ", text) + '"'


class _Page:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.part = 0
        self.deeper = 2 if any(part.letter for part in document.parts) else 1

    def main(self) -> Iterator[str]:
        for n, part in enumerate(self.document.parts):
            self.part = n
            yield f'<div class="part {_form(part)}">'
            if n and part.letter:  # each form is a paper of its own
                yield f'<p class="again" aria-hidden="true">{words(self.document.title)}</p>'
            if part.letter:
                yield f'<h2 class="form">Form {escape(part.letter)}</h2>'
            for block in part.blocks:
                yield self._block(block)
            yield "</div>"

    def _block(self, block: HandoutBlock) -> str:
        match block:
            case Heading(text, level):
                tag = f"h{self.deeper + level}"
                return f'<{tag} dir="auto">{words(text)}</{tag}>'
            case TextBlock(tree, tone):
                role = ' role="note"' if tone == "notice" else ""
                return f'<div class="words {tone}"{role}>{_paragraphs(tree)}</div>'
            case Note():
                return _note(block)
            case PassageBlock():
                return self._passage(block)
            case Parallel(name, left, right):
                sides = self._passage(left) + self._passage(right, again=True)
                return (
                    f'<div class="parallel" role="group" aria-label="{escape(name)}">{sides}</div>'
                )
            case Legend(kinds):
                items = "".join(f"<li>{_mark(kind.value, kind)}</li>" for kind in kinds)
                return f'<ul class="legend" aria-label="Marks">{items}</ul>'
            case Item():
                return self._item(block)
            case Writing(count, label):
                said = f'<p class="task">{words(label)}</p>' if label else ""
                return f'<div class="writing">{said}{_ruled(count)}</div>'
            case Fields(labels):
                slots = "".join(
                    f'<span class="field"><span>{words(label)}</span> {_slot(20)}</span>'
                    for label in labels
                )
                return f'<p class="fields">{slots}</p>'
            case Table():
                return _table(block, self.document.parts[self.part].letter)
            case Glossary(terms):
                entries = "".join(
                    f'<div><dt dir="auto">{words(term.term)}</dt>'
                    f'<dd dir="auto">{prose(term.prose)}</dd></div>'
                    for term in terms
                )
                return f'<dl class="glossary">{entries}</dl>'
            case _:
                assert_never(block)

    # Passages.

    def _passage(self, passage: PassageBlock, again: bool = False) -> str:
        lines = "".join(self._line(line, again) for line in passage.lines)
        source = f"<bdi>{words(passage.attribution)}</bdi>" if passage.attribution else ""
        if passage.link:
            source += (
                f' <a class="link" href="{escape(passage.link)}" rel="noreferrer">read it there</a>'
            )
        caption = f"<figcaption>{source}</figcaption>" if source else ""
        return (
            f'<figure class="passage"><blockquote lang="{escape(passage.lang)}" dir="auto">{lines}'
            f"</blockquote>{caption}</figure>"
        )

    def _line(self, line: NumberedLine, again: bool) -> str:
        """A line; `again` where another with its number has the anchor."""
        shown = f'<span class="n">{line.number}</span> ' if line.shows else ""
        text = "".join(_mark(run.text, run.mark) for run in line.runs)
        anchor = "" if again else f' id="{self._anchor(line.number)}"'
        opens = " opens" if line.opens else ""
        return f'<span class="line{opens}"{anchor}>{shown}{text} </span>'

    def _anchor(self, number: int) -> str:
        return f"l{self.part}-{number}"

    # Questions.

    def _item(self, item: Item) -> str:
        shown = "".join(map(self._passage, item.shown))
        if len(item.shown) == 2:
            shown = f'<div class="parallel">{shown}</div>'
        notes = "".join(map(_note, item.notes))
        id = f'<code class="id">{words(item.id)}</code>' if item.id else ""
        facts = self._facts(item)
        about = f'<p class="facts">{facts}{" · " if facts and id else ""}{id}</p>'
        return (
            f'<div class="item" role="group" aria-label="Question {item.number}">'
            f'<div class="asked"><span class="no">{item.number}.</span>'
            f'<div class="prompt" lang="{escape(item.lang)}" dir="auto">{_paragraphs(item.prompt)}'
            f"</div></div>{about if facts or id else ''}{shown}"
            f'<div class="answer" lang="{escape(item.lang)}">{_ask(item.ask)}</div>'
            f"{notes}</div>"
        )

    def _facts(self, item: Item) -> str:
        """The facts of a question; its lines lead to where they stand."""
        facts = item.facts
        if item.lines is None:
            return words(facts)
        lines, _, rest = facts.partition(" · ")
        link = f'<a href="#{self._anchor(item.lines[0])}">{words(lines)}</a>'
        return f"{link}{' · ' if rest else ''}{words(rest)}"


def _ask(ask: AnswerArea) -> str:
    match ask:
        case Options(choices, several):
            task = '<p class="task">Choose all that are right.</p>' if several else ""
            return task + _choices(choices, "options")
        case Blanks(tree, gaps):
            html = iter(_paragraphs(tree).split(GAP))
            numbers = len({gap.number for gap in gaps}) > 1
            parts = [f'<div class="cloze" dir="auto">{next(html)}']
            for gap, after in zip(gaps, html, strict=True):
                number = f'<span class="gap">{gap.number}</span>' if numbers else ""
                hint = f' <span class="hint">({words(gap.hint)})</span>' if gap.hint else ""
                parts.append(f"{number}{_slot(gap.columns)}{hint}{after}")
            return "".join(parts) + "</div>"
        case AnswerBlank(columns, unit):
            return f"<p>{_slot(columns)}{f' {words(unit)}' if unit else ''}</p>"
        case AnswerLines(count):
            return _ruled(count)
        case OrderArea(choices):
            slots = " ".join(_slot(3) for _ in choices)
            return f'{_choices(choices, "options")}<p class="slots">In order: {slots}</p>'
        case PairsArea(lefts, choices):
            rows = "".join(
                f'<li><span class="no">{n}.</span> {_slot(3)} <div dir="auto">{prose(left)}</div></li>'
                for n, left in enumerate(lefts, 1)
            )
            lefts_ = f'<ol class="lefts" role="list">{rows}</ol>'
            return f'<div class="pairs">{lefts_}{_choices(choices, "options")}</div>'
        case NoAnswerArea():
            return ""
        case _:
            assert_never(ask)


def _choices(choices: tuple[LetteredChoice, ...], name: str) -> str:
    items = "".join(
        f'<li><span class="letter">{choice.letter}</span>'
        f' <div dir="auto">{prose(choice.prose)}</div></li>'
        for choice in choices
    )
    return f'<ol class="{name}" role="list">{items}</ol>'


def _slot(columns: int) -> str:
    """A blank, which is read aloud as one."""
    return (
        f'<span class="slot" style="--columns:{columns}"><span class="hidden">blank</span></span>'
    )


def _ruled(count: int) -> str:
    lines = "<i></i>" * count
    return f'<div class="ruled" role="img" aria-label="Lines to write on: {count}">{lines}</div>'


def _note(note: Note) -> str:
    return (
        f'<div class="note"><p class="label">{words(note.label)}</p>'
        f'<div dir="auto">{_paragraphs(note.prose)}</div></div>'
    )


def _paragraphs(tree: Prose) -> str:
    """Prose with a tag round each paragraph, also round a single one."""
    html = prose(tree)
    return html if html.startswith(("<p>", "<ul", "<ol")) or not html else f"<p>{html}</p>"


def _mark(text: str, kind: Kind | None) -> str:
    return words(text) if kind is None else f'<mark class="{kind.value}">{words(text)}</mark>'


def _table(table: Table, form: str | None) -> str:
    """A table; one that is wider than the page scrolls on its own."""
    total = sum(table.widths)
    columns = "".join(f'<col style="width:{100 * width / total:.1f}%">' for width in table.widths)
    heads = "".join(
        f'<th scope="col" dir="auto">{words(head)}</th>' if head else "<td></td>"
        for head in table.heads
    )
    rows = []
    for row in table.rows:
        cells = [f'<td dir="auto">{prose(cell)}</td>' for cell in row]
        if table.row_heads and row:
            cells[0] = f'<th scope="row" dir="auto">{prose(row[0])}</th>'
        rows.append(f"<tr>{''.join(cells)}</tr>")
    caption = escape(f"{table.caption}, form {form}" if form else table.caption)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{caption}">'
        f'<table><caption dir="auto">{words(table.caption)}</caption><colgroup>{columns}</colgroup>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
