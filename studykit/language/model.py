"""The data that one language needs: word lists, number words, signs and conventions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How leaving a word out of a quote changes what the quote says."""

    NEGATION = "negation"
    MODAL = "modal"
    CONDITION = "condition"
    HEDGE = "hedge"
    LIMIT = "limit"
    NUMBER = "number"


class Confidence(StrEnum):
    """How sure the word lists of a language are."""

    HIGH = "high"
    GOOD = "good"
    MEDIUM = "medium"
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True, slots=True)
class WordList:
    """Words and phrases to look for, in lower case.

    `words` are separated by spaces; `phrases` and `patterns` (regular expressions) by line ends.  All
    match whole words if the language writes spaces between words.  An entry with a capital is a noun: it
    matches only as written, and its capital does not make it a name.
    """

    words: str = ""
    phrases: str = ""
    patterns: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Numerals:
    """Number words.

    A table is a text whose lines are a value and the words for it; the usual word is the first.
    """

    cardinals: str
    """Words that are added up: units, tens, irregular hundreds, `3/2 anderthalb`."""
    scales: str
    """Words that multiply what is before them: `100 hundred`, `1000000 million millions`."""
    ones: str = ""
    """Words for one that are mostly articles or pronouns: no number if they are alone in a text."""
    doubtful: str = ""
    """Other number words that are no number if they are alone in a text."""
    bare: str = ""
    """Scales that are a number without a word before them: `tausend`, not `million`."""
    articles: str = ""
    """Words that are one before a scale or a denominator only: `a an`."""
    joiners: str = ""
    """Words between the parts of a number: `and`."""
    ranges: str = ""
    """Words between the bounds of a range: `to or`."""
    minus: str = ""
    """Words before a number that make it negative."""
    abbreviations: str = ""
    """Table of scales that follow a figure, with a space or without: `1000000 mio mio.`"""
    attached: str = ""
    """Table of scales that, in this case, are written onto a figure or follow an amount of money."""
    not_attached: str = ""
    """Words after such a letter that make it a unit: `30m high`."""
    ordinal_endings: str = ""
    """What is written onto a figure to make it an ordinal: `st nd rd th`."""
    fractions: str = ""
    """Table of denominators: `8 eighth eighths`."""
    ordinals: bool = False
    """Whether the words for denominators are also ordinals (`eighth`)."""
    first_ordinals: str = ""
    """Table of the ordinals that are no denominators, or seldom in an answer: `1 first`."""
    halves: str = ""
    """Words for a half that are a number alone."""
    half_more: str = ""
    """Words after a number that add a half to it (Turkish `buçuk`)."""
    times: str = ""
    """Table of multiples: `2 twice double`."""
    lookalikes: str = ""
    """Patterns, one a line, of words that look like numbers and are not."""

    compound: str = ""
    """How words for 21 to 99 are fused: `{unit}und{ten}`, `{ten}{unit}`.  Hundreds then fuse too."""
    compound_units: str = ""
    """Table of the spellings of units in such words, as far as they differ."""
    compound_tens: str = ""
    """Table of the spellings of tens in such words, as far as they differ."""
    compound_joints: str = ""
    """What may stand between a fused hundred or thousand and the rest: `und`."""
    vigesimal: bool = False
    """Whether 70 to 99 are counted by twenties (French)."""
    teens_after_ten: bool = False
    """Whether 11 to 19 are ten and a unit, written apart (Turkish)."""
    teens: str = ""
    """Words that add ten to the unit before them (Arabic, Hebrew)."""
    prefixes: str = ""
    """Letters that mean “and” and are written onto the next word (Arabic, Hebrew)."""
    years_in_pairs: bool = False
    """Whether `nineteen eighty-four` is 1984."""
    denominator_endings: str = ""
    """Endings of a denominator that is before its numerator (Turkish `yedide bir`)."""

    counters: str = ""
    """For languages whose numerals are letters: a pattern for what makes a single one a number."""
    edge_before: str = ""
    """For these: a pattern for where a number begins."""
    edge_after: str = ""
    """For these: a pattern for where a number ends."""
    fraction_sign: str = ""
    """What is between a denominator and its numerator (分之)."""
    point: str = ""
    """The word for the decimal sign (点)."""
    tenths: str = ""
    """A pattern for a word that counts tenths, as per cent (割)."""
    drops_last_unit: bool = False
    """Whether 一百二 is 120."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Language:
    """One language; `code` is its BCP 47 tag.

    Texts that list words or signs separate them by spaces.
    """

    code: str
    name: str
    confidence: Confidence

    negation: WordList
    modal: WordList
    condition: WordList
    hedge: WordList
    limit: WordList
    pseudo: WordList = field(default_factory=WordList)
    """Set phrases that contain a negation and do not negate (`not only`)."""
    lookalikes: WordList = field(default_factory=WordList)
    """Other words that are spelled like those of the lists (`the will`)."""
    doubtful: WordList = field(default_factory=WordList)
    """Words of the lists that often mean something else: worth a warning only."""
    names: str = ""
    """Words of the lists that are names too, even at the beginning of a sentence (`Will`)."""
    values: str = ""
    """Short forms and the words they stand for, by kind: `negation:n't=not`."""

    spaced: bool = True
    """Whether words are written with spaces between them."""
    capitals: bool = True
    """Whether a capital inside a sentence marks a name or a noun."""
    marks: str = ""
    """Signs that are not always written, such as vowel points, for a character class."""
    dotted_i: bool = False
    """Whether i and ı are two letters (Turkish)."""
    abbreviations: str = ""
    """Words whose full stop does not end a sentence, without it."""

    before: int = 4
    """How many words before a quote may change its meaning; characters if words are not spaced."""
    after: int = 3
    """The same after a quote."""
    follows: str = "condition hedge"
    """The kinds of words that count after a quote."""
    clause_words: str = ""
    """Words that begin another clause, such as `and`: what follows them does not count."""
    next_words: str = ""
    """Other words that count if they are next to the end of a quote (`not`)."""

    numerals: Numerals
    decimal: str = "."
    grouping: str = ","
    """The sign that is written between groups of digits; all usual ones are read."""
    group: int = 3
    """The size of the groups before the last three digits."""
    percent: str = "{}%"
    percent_words: str = ""
    percent_before: str = ""
    """Words before a number that mean per cent."""
    months: str = ""
    """Patterns for the names of the months in dates."""
    dates: str = ""
    """Patterns, one a line, for other dates."""
    clock: str = ""
    """Patterns for what follows the hour of a clock time."""
    currencies: str = ""
    """Currency words after an amount, with their sign: `kr=kr euro=€`."""

    quotation_marks: str = "“ ” ‘ ’"
    """Opening and closing, outer and inner."""
    quotation_space: str = ""
    """What is between the marks and the words in them: a no-break space in French."""
    elisions: str = "[…] […] … ..."
    """The usual signs for words left out."""
    articles: str = ""
    """Articles that an answer may leave out; those that end in an apostrophe join the next word."""
    letters: str = ""
    """Letters that are no mere variant of another: `ñ/n`, `ß/ss`."""
    respellings: str = ""
    """How such letters are spelled without them: `ä=ae`."""
    pairs: str = ""
    """Words that differ only in such a letter or in an accent: `maße/masse`."""
    beginnings: str = ""
    """Groups, one a line, of beginnings that give words another meaning (`hyper hypo`); `-` is none.

    They are without accents.  Groups whose beginnings differ in the first letter, or in two letters
    that are added, are not needed: such words are always told apart.
    """
    endings: str = ""
    """The same for the ends of words (`er ee`)."""
    inflections: str = ""
    """Endings of the forms of one word (`- s es`), without accents."""
    spellings: str = ""
    """Parts of words that are spelled in two ways: `our=or`."""
    separator: str = ", "
    """What is between the items of a list."""
    conjunction: str = " and "
    """What is before the last item of a list."""
    conjunctions: str = ""
    """Other forms of it, one a line, each after a pattern for the words that it stands before."""

    def __repr__(self) -> str:
        return f"<Language {self.code}>"

    def conjunction_before(self, item: str) -> str:
        """Return what is between the last two items of a list: in Spanish ` e ` before “Italia”."""
        for line in self.conjunctions.split("\n") if self.conjunctions else ():
            pattern, form = line.split("\t")
            if re.match(pattern, item, re.IGNORECASE):
                return form
        return self.conjunction

    @property
    def blocks(self) -> bool:
        """Whether the lists are sure enough to refuse a quote."""
        return self.confidence is not Confidence.UNREVIEWED
