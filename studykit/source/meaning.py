"""Whether the marks of a quote surely change what it says, by the word lists of the source's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..language import Language, language
from ..language.sentences import CLOSING, around
from ..language.turning import Hit, turns
from ..regex import regex
from .editorial import ELISIONS, Edited
from .fold import folded
from .text import Text

_ELISION = regex("[…略]|중략")  # not a dash, and not the parts of `. . .`


@cache
def elisions_of(tag: str) -> tuple[str, ...]:
    """Return the marks of an elision in a language, folded: `(…)` in German, `（略）` in Chinese."""
    data = language(tag)
    own = data.elisions.split() if data else ()
    return tuple({*ELISIONS, *filter(_ELISION.search, map(folded, own))})


def changing_word(text: Text, edit: Edited) -> str | None:
    """Return a word that the marks hide or insert and that surely changes the meaning, or None.

    Such are negations, modals, conditions and numbers.  Whole sentences may be left out with them.  None
    also if there are no word lists for the language.
    """
    data = language(text.source.language)
    if data is None:
        return None
    return next((hit.word for hit in _hits(text, edit, data) if hit.sure), None)


def _hits(text: Text, edit: Edited, data: Language) -> Iterator[Hit]:
    view = text.folded
    for gap in edit.gaps:
        words, start, end = view.text, gap.start, gap.end
        if (
            not data.spaced
        ):  # here marks at the end of sentences are folded to those of other languages
            words, start, end = text.shown.text, view.start(start), view.end(end)
        if not (gap.elided and _is_whole_sentences(words, start, end, data)):
            yield from turns(words, start, end, data)
    for start, end in edit.inserts:
        yield from turns(edit.quote, start, end, data)
        if not data.spaced:  # inside of a number a numeral would not be seen as one
            yield from turns(edit.quote[start:end], 0, end - start, data)


_LEADING_END = regex(rf"[.!?…。！？]*[{re.escape(CLOSING)}]*")


def _is_whole_sentences(text: str, start: int, end: int, data: Language) -> bool:
    """Whether a range is one or more sentences, perhaps after the mark that ends another."""
    leading = _LEADING_END.match(text, start, end)
    first = leading.end() if leading else start
    last = first + len(text[first:end].rstrip())
    if first >= last:
        return True
    begins, ends = around(text, first, last, data)
    beside = text[begins:first] + text[last:ends]
    return not beside.strip(CLOSING)
