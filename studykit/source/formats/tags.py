"""The tags of HTML and the text between them, as browsers find them (HTML Living Standard, 13.2.5).

A page is read once from its beginning to its end, whatever it leaves open: what follows an open comment
belongs to the comment.  `html.parser` would look for the end of each one again and again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal, NamedTuple

from ...regex import regex

Attributes = dict[str, str]

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


class HtmlToken(NamedTuple):
    """A tag or some text, and its range in the page (the end exclusive).

    `name` is the name of the tag in small letters; a text has none.
    """

    kind: Literal["start", "end", "text"]
    start: int
    end: int
    name: str
    attributes: Attributes


_SPACE = r" \t\n\r\f"
_TAG = regex(rf"<(/?)([A-Za-z][^{_SPACE}/>]*+)")
_BETWEEN = regex(rf"[{_SPACE}/]*+")
_ATTRIBUTE = regex(
    rf"(?P<name>=?[^{_SPACE}/>=]*+)(?:[{_SPACE}]*+=[{_SPACE}]*+"
    rf"(?:\"(?P<double>[^\"]*+)(?:\"|\Z)|'(?P<single>[^']*+)(?:'|\Z)|(?P<bare>[^{_SPACE}>]*+)))?+"
)
_COMMENT = regex(r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?:[!?]|/(?!\Z))[^>]*+>?", re.DOTALL)
_END_TAGS = {
    # of elements whose text has no tags
    name: re.compile(rf"</{name}(?=[{_SPACE}/>])", re.IGNORECASE)
    for name in "script style textarea title iframe noembed noframes xmp".split()
}


def tokens(html: str) -> Iterator[HtmlToken]:
    """Yield the tags and the text of some HTML, without its comments."""
    at = text = 0  # where to look next, and where text begins that was not yielded yet
    while (at := html.find("<", at)) >= 0:
        tag = _TAG.match(html, at)
        comment = None if tag else _COMMENT.match(html, at)
        if not tag and not comment:
            at += 1
            continue
        if text < at:
            yield HtmlToken("text", text, at, "", {})
        if tag:
            attributes, end = _attributes(html, tag.end())
            if end is None:
                return
            name = tag[2].lower()
            yield HtmlToken("end" if tag[1] else "start", at, end, name, attributes)
            at = text = end
            if not tag[1] and name in _END_TAGS:
                end_tag = _END_TAGS[name].search(html, at)
                at = end_tag.start() if end_tag else len(html)
        elif comment:
            at = text = comment.end()
    if text < len(html):
        yield HtmlToken("text", text, len(html), "", {})


def _attributes(html: str, at: int) -> tuple[Attributes, int | None]:
    """Return the attributes of a tag after its name, and its end; None if the page ends inside it."""
    attributes: Attributes = {}
    while True:
        between = _BETWEEN.match(html, at)
        at = between.end() if between else at
        if at == len(html):
            return attributes, None
        if html[at] == ">":
            return attributes, at + 1
        attribute = _ATTRIBUTE.match(html, at)
        assert attribute is not None  # it has a character at least
        value = attribute["double"] or attribute["single"] or attribute["bare"] or ""
        attributes.setdefault(attribute["name"].lower(), unescape(value))
        at = attribute.end()
