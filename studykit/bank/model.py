"""Models of questions and banks, and the neutral form of a question that every target prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Annotated, Any, Literal

from pydantic import Field

from ..diagnostics import KeyPath
from ..format import with_unit
from ..locale import N_, _, languages, speaking
from ..mathematics.in_text import formulas as find_formulas
from ..schema import Model, NonEmpty, OneOrMore, Slug, Tag
from ..source.course import CourseFile
from ..source.text import Place
from .prose import without_lists_at
from .shapes import Shape

Level = Literal["remember", "understand", "apply", "analyze", "evaluate", "create"]
"""Levels of Bloom's taxonomy, as revised by Anderson and Krathwohl (2001)."""

LEVELS: dict[Level, str] = {
    "remember": N_("remember"),
    "understand": N_("understand"),
    "apply": N_("apply"),
    "analyze": N_("analyze"),
    "evaluate": N_("evaluate"),
    "create": N_("create"),
}
"""The levels in words, to look up."""

DiscussionStage = Literal["opening", "core", "closing"]
"""The part of a seminar that a discussion question belongs to."""

Markdown = NonEmpty
"""A text in the small Markdown of `prose`."""


# Responses: a closed set of ways to answer.  A target matches on it and ends in `assert_never`.


@dataclass(frozen=True, slots=True)
class Recall:
    """Say the answer to yourself, then look; if `reverse`, also say the prompt to the answer."""

    answer: str
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank of a cloze: its number, the hidden words, and a hint."""

    number: int
    answer: str
    hint: str | None = None


def cloze_text(
    parts: Iterable[str | Blank],
    blank: Callable[[Blank], str],
    latex: Callable[[Blank], str] | None = None,
) -> str:
    """Join the parts of a text; `blank` gives the text of each blank, which never starts a list.

    `latex` gives that of a blank inside a formula; by default it is the same.
    """
    parts = tuple(parts)
    inside = blanks_in_formulas(parts) if latex else frozenset()
    joined = ""
    starts = []
    for n, part in enumerate(parts):
        if isinstance(part, Blank):
            starts.append(len(joined))
            part = latex(part) if latex and n in inside else blank(part)
        joined += part
    return without_lists_at(joined, starts)


def blanks_in_formulas(parts: Sequence[str | Blank]) -> frozenset[int]:
    """Return the indices of the parts that are blanks inside a formula: `$E = {{c1::mc^2}}$`."""
    texts = [part.answer if isinstance(part, Blank) else part for part in parts]
    ends = list(accumulate(map(len, texts), initial=0))
    formulas = list(find_formulas("".join(texts)))
    return frozenset(
        n
        for n, part in enumerate(parts)
        if isinstance(part, Blank)
        and any(f.start < ends[n] and ends[n + 1] < f.end for f in formulas)
    )


@dataclass(frozen=True, slots=True)
class Fill:
    """Fill the blanks of a text; blanks with the same number are asked together."""

    parts: tuple[str | Blank, ...]

    @property
    def text(self) -> str:
        """The text with its blanks filled."""
        return cloze_text(self.parts, lambda blank: blank.answer)

    def gapped(self, number: int, gap: str = "[…]") -> str:
        """Return the text with the blanks of one number as gaps and the others filled."""
        return cloze_text(
            self.parts,
            lambda b: gap if b.number == number else b.answer,
            lambda b: rf"\text{{{gap}}}" if b.number == number else b.answer,
        )

    @property
    def answers(self) -> tuple[tuple[int, str], ...]:
        """The number and the words of each blank; a part of a formula is a formula of its own."""
        inside = blanks_in_formulas(self.parts)
        return tuple(
            (part.number, rf"\({part.answer.strip()}\)" if n in inside else part.answer)
            for n, part in enumerate(self.parts)
            if isinstance(part, Blank)
        )

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(sorted({p.number for p in self.parts if isinstance(p, Blank)}))


@dataclass(frozen=True, slots=True)
class Type:
    """Type the answer; `accept` are other spellings that count as right."""

    answer: str
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """Type a number; any from `low` to `high` is right.  `answer` is the number as written."""

    answer: str
    low: Fraction
    high: Fraction
    unit: str | None = None

    @property
    def text(self) -> str:
        """The answer with its unit: "147 steps", "50%"."""
        return with_unit(self.answer, self.unit)


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a choice: whether it is right, and why."""

    text: str
    right: bool
    why: str | None = None
    keep_last: bool = False


@dataclass(frozen=True, slots=True)
class Choose:
    """Choose the right options, one or several; never shuffled if `fixed`."""

    options: tuple[Option, ...]
    fixed: bool = False

    @property
    def several(self) -> bool:
        """Whether several options are right."""
        return sum(option.right for option in self.options) > 1


def is_statement(options: Sequence[str]) -> bool:
    """Whether these are the options of a statement, “True” and “False”, in any language."""
    for tag in languages():
        with speaking(tag):
            if list(options) == [_("True"), _("False")]:
                return True
    return False


@dataclass(frozen=True, slots=True)
class Arrange:
    """Put the items in order; they are stored in the right order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Match the left of each pair with its right; several pairs can share one right side."""

    pairs: tuple[tuple[str, str], ...]
    distractors: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The right sides and the distractors, without repetition."""
        return tuple(dict.fromkeys((*(right for _, right in self.pairs), *self.distractors)))


@dataclass(frozen=True, slots=True)
class Discuss:
    """Discuss: what to listen for, how to go on, for how many minutes (from, to), at which stage."""

    look_for: tuple[str, ...]
    follow_ups: tuple[str, ...] = ()
    minutes: tuple[int, int] | None = None
    stage: DiscussionStage = "core"


@dataclass(frozen=True, slots=True)
class LabelledPart:
    """A part of a picture: its name, and the shape that marks it."""

    name: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Label:
    """Name the parts of a picture; they are numbered from 1.

    `picture` is the name of its file, `alt` its words for those who cannot see it.  The shapes cover what
    is below them, such as printed names, or are outlines.
    """

    picture: str
    alt: str
    parts: tuple[LabelledPart, ...]
    cover: bool = True


Response = Recall | Fill | Type | Number | Choose | Arrange | Match | Label | Discuss


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote, the id of its source, and its place there."""

    quote: str
    source: str
    place: Place


Cited = tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question in neutral form, with its evidence."""

    id: str
    type: str
    prompt: str
    response: Response
    explanation: str | None
    evidence: tuple[Evidence, ...]
    tags: tuple[str, ...]
    level: Level | None
    lang: str
    card: bool = True
    """Whether a flashcard is made of it."""
    stimulus: tuple[Evidence, ...] = ()
    """The passages that are shown with the prompt."""
    formerly: tuple[str, ...] = ()
    """The ids that it had before, the oldest first."""


# The models of bank files

Answers = tuple[tuple[KeyPath, str], ...]
"""The texts that a learner must find, each with its key path."""

NOT_PROSE = frozenset(
    {
        "id",
        "type",
        "passages",
        "tags",
        "level",
        "lang",
        "allow",
        "imported",
        "stage",
        "says",
        "unit",
        "picture",
        "alt",
    }
)
"""Keys whose values are not Markdown."""


class Passage(Model):
    """A citation in a question: the exact, prefix and suffix of a W3C TextQuoteSelector."""

    quote: NonEmpty
    """The quote: whole words exactly as in the text, forty at most, which must occur only once."""
    source: Slug | None = None
    """The id of the source. Default: `source` in the bank's `defaults`."""
    speaker: NonEmpty | None = None
    """The person who says these words: an id, name or alias from course.yaml. It is checked
    against the text."""
    section: Slug | None = None
    """The id of the region that the quote must be in."""
    prefix: NonEmpty | None = None
    """The words just before the quote, to choose one of several places."""
    suffix: NonEmpty | None = None
    """The words just after the quote, to choose one of several places."""
    proposed: bool = False
    """Whether `studykit import` proposed the passage, and nobody has confirmed it yet. Delete the key
    if the passage supports the answer, or use `studykit review`."""
    allow: dict[Slug, NonEmpty] = Field(default_factory=dict)
    """Warnings about this passage to silence, each with a reason. `quote-altered` and
    `quote-gapped` accept its brackets and elisions."""


class Question(Model):
    """Base of all question types; a type adds its keys and its response."""

    id: Slug
    """The id of the question, unique in the course. Do not change it when you reword the question:
    learners' progress depends on it."""
    type: str
    """The question type. It determines the other keys."""
    explanation: Markdown | None = None
    """An explanation or background information, shown with the answer."""
    passages: Annotated[tuple[Passage, ...], Field(min_length=1)]
    """The evidence for the answer: exact quotes from the sources."""
    tags: tuple[Tag, ...] = ()
    """Tags of this question, in addition to those in the bank's `defaults`. A tag has no spaces."""
    level: Level | None = None
    """The level in Bloom's taxonomy. Default: `level` in the bank's `defaults`."""
    lang: NonEmpty | None = None
    """The language of the question as a language tag, such as `en` or `de-AT`. Default: `lang` in
    the bank's `defaults`."""
    formerly: Annotated[tuple[Slug, ...], OneOrMore] = ()
    """Previous ids of the question, oldest first, so that learners keep their progress."""
    imported: NonEmpty | None = None
    """The card that `studykit import` made the question from, so that it is not imported again."""
    allow: dict[Slug, NonEmpty] = Field(default_factory=dict)
    """Warnings about this question to silence, each with a reason."""

    @property
    def asks(self) -> str:
        """The prompt in small Markdown; "" if the response contains the text."""
        raise NotImplementedError

    @property
    def makes_card(self) -> bool:
        """Whether a flashcard is made of it."""
        return True

    def response(self, evidence: Cited, course: CourseFile) -> Response:
        """Return the response; names of people and sources come from the course."""
        raise NotImplementedError

    def answers(self) -> Answers:
        """Return the texts that a learner must find."""
        raise NotImplementedError

    def pictures(self) -> Iterator[tuple[KeyPath, str, str]]:
        """Yield pictures that are not in texts: the key path, the file, words for those who cannot see."""
        return iter(())

    def stimulus(self, evidence: Cited) -> Cited:
        """Return the passages that are shown with the prompt; by default none."""
        return ()

    def texts(self) -> Iterator[tuple[KeyPath, str]]:
        """Yield every text in small Markdown with its key path."""
        fields = type(self).model_fields  # the model also iterates over what it has cached
        for name, value in vars(self).items():
            if value is not None and name not in NOT_PROSE and name in fields:
                yield from _texts((name,), value)

    def lower(self, defaults: Defaults, evidence: Cited, course: CourseFile) -> Exercise:
        """Return the neutral form; `evidence` are the passages with their places.

        Words that it gets, such as “True”, are in the question's language.
        """
        lang = self.lang or defaults.lang
        with course.speaking(lang):
            prompt, response = self.asks, self.response(evidence, course)
        return Exercise(
            id=self.id,
            type=self.type,
            prompt=prompt,
            response=response,
            explanation=self.explanation,
            evidence=evidence,
            tags=tuple(dict.fromkeys((*defaults.tags, *self.tags))),
            level=self.level or defaults.level,
            lang=lang,
            card=self.makes_card,
            stimulus=self.stimulus(evidence),
            formerly=self.formerly,
        )


class Defaults(Model):
    """Default values for the questions in a bank."""

    source: Slug | None = None
    """The id of the source that passages quote."""
    tags: tuple[Tag, ...] = ()
    """Tags for every question, in addition to its own."""
    level: Level | None = None
    """The level in Bloom's taxonomy."""
    lang: NonEmpty = "en"
    """The language of the questions as a language tag, such as `en` or `de-AT`."""


def _texts(path: KeyPath, value: Any) -> Iterator[tuple[KeyPath, str]]:
    match value:
        case str():
            yield path, value
        case tuple():
            for n, item in enumerate(value):
                yield from _texts((*path, n), item)
        case Model():
            for name, item in vars(value).items():
                if item is not None:
                    yield from _texts((*path, name), item)


class BankHeader(Model):
    """A question bank: its title and default values, without the questions."""

    id: Slug
    """The id of the bank, unique in the course."""
    title: NonEmpty
    """The title shown to learners; in Anki, the name of the sub-deck."""
    description: NonEmpty | None = None
    """What the bank is about, in a sentence or two."""
    aim: NonEmpty | None = None
    """The aim of a seminar on the bank: one sentence about its ideas."""
    defaults: Defaults = Defaults()
    """Default values for questions that do not set their own."""
