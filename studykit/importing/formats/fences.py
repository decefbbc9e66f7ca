"""Code fences around cards, as in the answer of a chat: the cards, without the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_FENCE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[\w+.-]*)[^\n`]*\n(?P<body>.*?)"
    r"(?:^[ \t]*(?P=mark)[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
FENCED = {
    "yaml": "bank", "yml": "bank", "json": "json", "jsonl": "json", "json5": "json",
    "csv": "table", "tsv": "table", "markdown": "markdown", "md": "markdown",
}  # fmt: skip
"""The formats by the language that a fence names."""


class Fence(NamedTuple):
    """A code fence: its indentation, the language that it names, and its content.

    The content begins with as many empty lines as the text has lines before it.
    """

    indent: str
    language: str
    body: str


def fenced(text: str) -> Iterator[Fence]:
    """Yield the code fences in a text; the last one may be open."""
    for fence in _FENCE.finditer(text):
        before = "\n" * (text.count("\n", 0, fence.start()) + 1)
        body = re.sub(rf"^{fence['indent']}", "", fence["body"], flags=re.MULTILINE)
        yield Fence(fence["indent"], fence["language"].lower(), before + body)
