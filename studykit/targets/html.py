"""The small Markdown as HTML; everything else is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape, unescape
from typing import assert_never

from ..bank.code import tokens
from ..bank.media import Media
from ..bank.prose import (
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
    may_have_markup,
    parse,
    quotation,
)
from ..locale import _
from ..pictures import PictureFile
from ..sounds import SoundFile


@dataclass(frozen=True, slots=True)
class HtmlWriter:
    """Writes prose as HTML; cards and pages differ in how they show formulas, pictures and recordings.

    `formula` takes LaTeX, and whether it is on a line of its own.
    """

    formula: Callable[[str, bool], str]
    picture: Callable[[Picture], str]
    sound: Callable[[Sound], str]

    def prose(self, text: str) -> str:
        """Return a text field as HTML: a single paragraph without tags around it."""
        if not may_have_markup(text):  # most have none
            return words(text.strip())
        return self.blocks(parse(text))

    def quotation(self, text: str) -> str:
        """Return words of a source as HTML."""
        return self.spans(quotation(text))

    def blocks(self, tree: Prose) -> str:
        if len(tree) == 1 and isinstance(tree[0], Paragraph):
            return self.spans(tree[0].spans)
        return "".join(map(self._block, tree))

    def spans(self, spans: Iterable[ProseSpan]) -> str:
        return "".join(map(self._span, spans))

    def _block(self, block: ProseBlock) -> str:
        match block:
            case Paragraph(spans):
                return f"<p>{self.spans(spans)}</p>"
            case Listing(items, ordered, start):
                inner = "".join(f"<li>{self.blocks(item)}</li>" for item in items)
                if not ordered:
                    return f"<ul>{inner}</ul>"
                first = f' start="{start}"' if start != 1 else ""
                return f"<ol{first}>{inner}</ol>"
            case Formula(latex):
                return f'<div class="formula" tabindex="0">{self.formula(latex, True)}</div>'
            case CodeBlock():
                return code(block)
            case Grid():
                return self._grid(block)
            case Picture():
                return self.picture(block)
            case Sound():
                return self.sound(block)
            case _:
                assert_never(block)

    def _grid(self, grid: Grid) -> str:
        styles = [f' style="text-align:{side}"' if side else "" for side in grid.alignment]
        head = "".join(
            f'<th scope="col"{style}>{self._header(cell)}</th>'
            for cell, style in zip(grid.header, styles, strict=True)
        )
        rows = ""
        for row in grid.rows:
            cells = zip(row, styles, strict=True)
            inner = (f"<td{style}>{self.spans(cell.spans)}</td>" for cell, style in cells)
            rows += f"<tr>{''.join(inner)}</tr>"
        table = f'<table class="grid"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        label = words(_("Table"))
        return f'<div class="scroll" role="group" aria-label="{label}" tabindex="0">{table}</div>'

    def _header(self, cell: Paragraph) -> str:
        """A header cell; one that has only MathML gets words, for readers that do not know it."""
        html = self.spans(cell.spans)
        if any(isinstance(span, Inline) for span in cell.spans) or "<math" not in html:
            return html
        text = words(cell.text)
        return f'<span class="hidden">{text}</span><span aria-hidden="true">{html}</span>'

    def _span(self, span: ProseSpan) -> str:
        match span:
            case Math(latex):
                return self.formula(latex, False)
            case Link(inner, url):
                return f'<a class="web" href="{words(url)}">{self.spans(inner)}</a>'
            case Inline():
                return _inline(span)
            case _:
                assert_never(span)


def _inline(span: Inline) -> str:
    html = words(span.text)
    if span.code:
        html = f"<code>{html}</code>"
    if span.em:
        html = f"<em>{html}</em>"
    if span.strong:
        html = f"<strong>{html}</strong>"
    return html


def code(block: CodeBlock) -> str:
    """Return code with the classes of Pygments for its tokens; without, if the language is unknown."""
    html = ""
    for kind, text in tokens(block.text, block.language):
        escaped = words(text, breaks="\n")
        html += f'<span class="{kind}">{escaped}</span>' if kind else escaped
    return f'<pre class="code" tabindex="0"><code>{html}</code></pre>'


def mathjax(latex: str, display: bool) -> str:
    """Return a formula in the delimiters of MathJax, in HTML that Anki takes for nothing else."""
    left, right = (r"\[", r"\]") if display else (r"\(", r"\)")
    return f"{left}{latex_html(latex)}{right}"


def latex_html(latex: str) -> str:
    """Return LaTeX in HTML, with what Anki would take for its own syntax as entities."""
    latex = _IN_TEXT.sub(_without_escapes, " ".join(latex.split()))
    latex = _OVER_ARROW.sub(r"\1[{\2}]", latex)
    return _CARD_SYNTAX.sub(_harmless, escape(latex, quote=False))


_IN_TEXT = re.compile(
    r"\\(?:text(?:rm|bf|it|sf|tt|normal)?|mbox)\s*\{(?:[^{}\\]|\\.|\{[^{}]*\})*\}"
)
_OVER_ARROW = re.compile(r"(->|<-|<=>|<->|(?<=\]))\[([^\[\]{}$\\]*[^\W\da-zA-Z_][^\[\]{}$\\]*)\]")
"""Words over or under an arrow of a reaction that have letters such as ä; MathJax slants these."""


def _without_escapes(text: re.Match[str]) -> str:
    """Return words in a formula for MathJax, which shows the backslash of `\\%` there."""
    return re.sub(r"\\([%_&#])", r"\1", text[0])


def mathml(latex: str, display: bool) -> str:
    """Return a formula as MathML; one that cannot be read is shown in LaTeX."""
    from ..mathematics.mathml import render
    from ..mathematics.mistake import BadFormula

    try:
        return render(latex, display)
    except BadFormula:
        return f"<code>{words(latex)}</code>"


def placed_picture(picture: Picture) -> str:
    """Return a mark for a picture, in whose place `with_media` puts it."""
    return f'<img src="picture:{words(picture.file)}" alt="{words(picture.alt)}">'


def placed_sound(sound: Sound) -> str:
    """Return a mark for a recording, in whose place `with_media` puts it."""
    return f'<audio src="sound:{words(sound.file)}" title="{words(sound.transcript)}"></audio>'


_PICTURE = re.compile(r'<img src="picture:([^"]*)" alt="([^"]*)">')
_SOUND = re.compile(r'<audio src="sound:([^"]*)" title="([^"]*)"></audio>')

Address = Callable[[PictureFile | SoundFile], str]


def audio(file: SoundFile, address: Address) -> str:
    """Return the player of a browser."""
    return f'<audio controls preload="metadata" src="{address(file)}"></audio>'


def with_media(
    html: str,
    media: Media,
    address: Address,
    player: Callable[[SoundFile, Address], str] = audio,
) -> str:
    """Put pictures and recordings in the place of their marks; `address` says where each is.

    One that cannot be used is given by its words.
    """
    if 'src="picture:' not in html and 'src="sound:' not in html:
        return html

    def figure(mark: re.Match[str]) -> str:
        name, alt = mark.groups()
        shown = media.get(unescape(name))
        if shown is None or not isinstance(shown.file, PictureFile):
            return f"<p>{words(Picture('', unescape(alt)).text)}</p>"
        size = f'width="{shown.file.width}" height="{shown.file.height}"'
        image = f'<img src="{address(shown.file)}" alt="{alt}" {size}>'
        return f'<figure class="picture">{image}{_credit(shown.credit)}</figure>'

    def recording(mark: re.Match[str]) -> str:
        name, transcript = mark.groups()
        shown = media.get(unescape(name))
        if shown is None or not isinstance(shown.file, SoundFile):
            return f"<p>{words(Sound('', unescape(transcript)).text)}</p>"
        summary = words(_("Transcript"))
        hidden = f"<details><summary>{summary}</summary><p>{transcript}</p></details>"
        sound = player(shown.file, address)
        return f'<figure class="recording">{sound}{hidden}{_credit(shown.credit)}</figure>'

    return _SOUND.sub(recording, _PICTURE.sub(figure, html))


def _credit(line: str | None) -> str:
    return f"<figcaption>{words(line)}</figcaption>" if line else ""


def in_words(block: Picture | Sound) -> str:
    return f"<p>{words(block.text)}</p>"


PAGE = HtmlWriter(mathml, placed_picture, placed_sound)
"""Writes prose for pages, which then get their pictures and recordings by `with_media`."""

PAGE_WITHOUT_MEDIA = HtmlWriter(mathml, in_words, in_words)


# Syntax of Anki and MathJax: {{fields}}, [sound:…], [latex], \(mathematics\).
# `[[type:…]]` is Anki's own placeholder for the input box of a card.
_CARD = r"\{{2,}|\}{2,}|\[(?=(?i:sound:|anki:|\[type:|/?latex\]|/?\$))"
_CARD_SYNTAX = re.compile(_CARD)
_SYNTAX = re.compile(rf"{_CARD}|\\(?=[()\[\]])")
# What every escape, every match of the patterns and every line break contains: most texts have none.
_SPECIAL = re.compile(r"""[&<>"{}\[\\\x00-\x1f\x7f]""")
# U+001F separates the fields of a note in Anki's files; the others cannot be shown.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def words(text: str, breaks: str = "<br>") -> str:
    """Return a text as HTML that shows exactly as typed, on any card and page.

    Control characters become U+FFFD, line feeds `breaks`.
    """
    if not _SPECIAL.search(text):
        return text
    if not text.isprintable():
        text = _CONTROL.sub("\ufffd", text)
    html = escape(text, quote=False).replace('"', "&quot;")
    return _SYNTAX.sub(_harmless, html).replace("\n", breaks)


def _harmless(syntax: re.Match[str]) -> str:
    if syntax[0] == "\\":
        return "\\<span></span>"
    return "".join(f"&#{ord(sign)};" for sign in syntax[0])
