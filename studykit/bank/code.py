"""Code in a text: its language, and its tokens in a few kinds that a theme gives colours to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

NO_LANGUAGE = frozenset({"", "text", "plain", "plaintext", "txt", "none", "output", "pseudocode"})
"""What can be written after a fence for code in no language."""

KINDS_OF_TOKENS = {
    "Comment": "c", "Keyword": "k", "Literal.String": "s", "Literal.Number": "n", "Name.Function": "f",
    "Name.Class": "f", "Name.Builtin": "b", "Name.Tag": "k", "Name.Attribute": "f", "Name.Decorator": "f",
    "Generic.Heading": "k", "Generic.Deleted": "s", "Generic.Inserted": "n",
}  # fmt: skip
"""The classes of Pygments' tokens: comment, keyword, string, number, function, built-in name."""


@cache
def lexer(language: str) -> Lexer | None:
    """Return the lexer of a language, or None if Pygments does not know it."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def similar_language(language: str) -> str | None:
    """Return the name of a language most like an unknown one, or None."""
    from difflib import get_close_matches

    from pygments.lexers import get_all_lexers

    names = [alias for _, aliases, _, _ in get_all_lexers() for alias in aliases]
    return next(iter(get_close_matches(language.casefold(), names, n=1, cutoff=0.7)), None)


def tokens(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the text of each token; the kind is "" for what has no colour."""
    found = None if language.casefold() in NO_LANGUAGE else lexer(language)
    if found is None:
        yield "", text
        return
    last, run = "", ""
    for token, piece in found.get_tokens(text):
        kind = _kind(str(token).removeprefix("Token."))
        if piece.isspace() or kind == last:
            run += piece
            continue
        if run:
            yield last, run
        last, run = kind, piece
    if run:
        yield last, run


@cache
def _kind(token: str) -> str:
    for name, kind in KINDS_OF_TOKENS.items():
        if token == name or token.startswith(f"{name}."):
            return kind
    return ""
