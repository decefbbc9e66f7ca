"""The small Markdown as HTML; everything else is escaped."""

from __future__ import annotations

import re
from html import escape

from ..bank.prose import Inline, Listing, Paragraph, Prose, parse


def prose(text: str) -> str:
    """Return a text field as HTML: a single paragraph without tags around it."""
    return blocks(parse(text))


def blocks(tree: Prose) -> str:
    if len(tree) == 1 and isinstance(tree[0], Paragraph):
        return spans(tree[0])
    return "".join(_block(block) for block in tree)


def _block(block: Paragraph | Listing) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{spans(block)}</p>"
    items = "".join(f"<li>{blocks(item)}</li>" for item in block.items)
    if not block.ordered:
        return f"<ul>{items}</ul>"
    start = f' start="{block.start}"' if block.start != 1 else ""
    return f"<ol{start}>{items}</ol>"


def spans(paragraph: Paragraph) -> str:
    return "".join(_span(span) for span in paragraph.spans)


def _span(span: Inline) -> str:
    html = words(span.text)
    if span.code:
        html = f"<code>{html}</code>"
    if span.em:
        html = f"<em>{html}</em>"
    if span.strong:
        html = f"<strong>{html}</strong>"
    return html


# Syntax of Anki and MathJax: {{fields}}, [sound:…], [latex], \(mathematics\).
# `[[type:…]]` is Anki's own placeholder for the input box of a card.
_SYNTAX = re.compile(r"\{{2,}|\}{2,}|\[(?=(?i:sound:|anki:|\[type:|/?latex\]|/?\$))|\\(?=[()\[\]])")
# What every escape, every match of the patterns and every line break contains: most texts have none.
_SPECIAL = re.compile(r"""[&<>"{}\[\\\x00-\x1f\x7f]""")
# U+001F separates the fields of a note in Anki's files; the others cannot be shown.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def words(text: str) -> str:
    """Return a text as HTML that shows exactly as typed, on any card and page.

    Control characters become U+FFFD.
    """
    if not _SPECIAL.search(text):
        return text
    if not text.isprintable():
        text = _CONTROL.sub("\ufffd", text)
    html = escape(text, quote=False).replace('"', "&quot;")
    return _SYNTAX.sub(_harmless, html).replace("\n", "<br>")


def _harmless(syntax: re.Match[str]) -> str:
    if syntax[0] == "\\":
        return "\\<span></span>"
    return "".join(f"&#{ord(sign)};" for sign in syntax[0])
