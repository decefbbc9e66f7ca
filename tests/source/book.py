"""A book of invented prose, written by a generator, and what one would retype of it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

_NOUNS = (
    "lighthouse ferry harbour-master wheelwright fisherman office waffle-iron storm telegraph schoolmistress"
    " flood suffragan affidavit half-timbered-inn ledger difficulty configuration shipwright afternoon"
    " knowledge neighbourhood responsibility well-keeper offshoot firefly shelf-mark granddaughter"
    " watchmaker correspondence superintendent"
).split()
_ADJECTIVES = (
    "well-kept difficult efficient north-easterly unaffected reflective old-fashioned indifferent first-rate"
    " incomprehensible inflammable self-taught fluffy official extraordinary thirty-year-old baffled"
).split()
_VERBS = (
    "repaired refused understood re-covered differentiated filed reflected disagreed with inherited"
    " misunderstood confiscated stuffed overflowed into investigated shuffled past"
).replace("disagreed with", "disagreed_with").replace("overflowed into", "overflowed_into").replace(
    "shuffled past", "shuffled_past"
).split()  # fmt: skip
_NAMES = "Zoë Fennimore, Mr. Griffiths, Dr. O’Duffy, Aunt Effie, the Rev. Jeffrey Affleck".split(
    ", "
)


@dataclass
class Book:
    """Its source for Typst, and the sentences of each paragraph and note as they are read."""

    source: str
    paragraphs: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def says(self, words: str) -> bool:
        """Whether it has some words; their quotation marks may be straight."""
        return any(
            words.translate(_STRAIGHT) in " ".join(sentences).translate(_STRAIGHT)
            for sentences in [*self.paragraphs, self.notes]
        )


_STRAIGHT = str.maketrans("“”’", '""\'')


class _Author:
    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def thing(self) -> str:
        return f"{self._rng.choice(_ADJECTIVES)} {self._rng.choice(_NOUNS)}".replace("_", " ")

    def clause(self) -> str:
        verb = self._rng.choice(_VERBS).replace("_", " ")
        who = self._rng.choice([self._rng.choice(_NAMES), f"the {self.thing()}"])
        return f"{who} {self._rng.choice(['never ', 'often ', ''])}{verb} the {self.thing()}"

    def number(self) -> str:
        n = self._rng.randrange(2, 9_999)
        return self._rng.choice(
            [f"{n:,}", f"{n % 97 + 2}%", f"£{n % 300}", f"{n % 60}–{n % 60 + 7}"]
        )

    def sentence(self) -> str:
        clause = self.clause()
        kind = self._rng.randrange(7)
        if kind == 0:
            text = f"{clause} in {self._rng.randrange(1701, 1930)}, and {self.clause()}."
        elif kind == 1:
            text = f"“I find that {clause},” said {self._rng.choice(_NAMES)}, “and so did they.”"
        elif kind == 2:
            text = f"{clause} — so the {self.thing()} says — at {self.number()} a year."
        elif kind == 3:
            text = f"{clause}; {self.clause()} (or so it’s said); {self.clause()}."
        elif kind == 4:
            text = f"was it true that {clause}?"
        elif kind == 5:
            text = f"of {self.number()} who asked, {self.number()} were told that {clause}."
        else:
            text = f"{clause}."
        at = 1 if text[0] == "“" else 0
        return text[:at] + text[at].upper() + text[at + 1 :]


def write(seed: int, columns: int = 1, chapters: int = 16, paragraphs: int = 14) -> Book:
    """Write a book of some 40 small pages, or half as many large ones with two columns.

    It has running heads and feet, chapters, sections, notes, hyphens at line ends, and small capitals.
    """
    rng = random.Random(seed)
    size = "width: 120mm, height: 180mm" if columns == 1 else "width: 190mm, height: 250mm"
    author = _Author(rng)
    parts = [
        '#set text(font: "Libertinus Serif", lang: "en", size: 10pt, hyphenate: true, ligatures: true)\n'
        "#set par(justify: true, first-line-indent: 1em, leading: 0.55em, spacing: 0.55em)\n"
        f"#set page({size}, margin: 18mm, columns: {columns}, header: context {{\n"
        "  let n = counter(page).get().first()\n"
        "  if calc.even(n) [#n #h(1fr) _Affairs of the Shore_] else [_The Official History_ #h(1fr) #n] },\n"
        "  footer: align(center)[Draft of the Society])\n"
        '#show heading: it => { if it.level == 1 { pagebreak(weak: true); v(2em) }; it.body; v(1em) }\n'
    ]  # fmt: skip
    book = Book("")
    for chapter in range(1, chapters + 1):
        parts.append(f"= Chapter {chapter}. The {author.thing()}\n\n")
        for n in range(paragraphs):
            if n in (5, 10):
                parts.append(f"\n== Of the {author.thing()}\n\n")
            sentences = [author.sentence() for _ in range(rng.randrange(2, 7))]
            book.paragraphs.append(sentences)
            written = list(sentences)
            if n == 0:  # chapters open with small capitals
                first, _, rest = written[0].partition(" ")
                written[0] = f"#smallcaps[{first}] {rest}"
            if rng.random() < 0.4:
                note = author.sentence()
                book.notes.append(note)
                at = rng.randrange(len(written))
                written[at] += f"#footnote[{note}]"
            parts.append(" ".join(written) + "\n\n")
    book.source = "".join(parts)
    return book


def retyped(book: Book, count: int, rng: random.Random) -> list[str]:
    """Return quotes as one retypes them: whole sentences, parts of them, and notes; straight quotation marks."""
    quotes = []
    for n in range(count):
        if n % 10 == 9:
            quote = rng.choice(book.notes)
        else:
            sentences = rng.choice(book.paragraphs)
            first = rng.randrange(len(sentences))
            words = " ".join(sentences[first : first + rng.randrange(1, 4)]).split(" ")
            length = rng.randrange(9, 36)
            start = rng.randrange(max(1, len(words) - length))
            quote = " ".join(words[start : start + length])
        quotes.append(quote.translate(_STRAIGHT) if n % 2 else quote)
    return quotes
