"""What a question is once it is loaded, and the neutral form that every target prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ..diagnostics import KeyPath
from ..format import with_unit
from ..schema import Model, NonEmpty, Slug, Tag
from ..source.course import CourseFile
from ..source.text import Place

Level = Literal["remember", "understand", "apply", "analyze", "evaluate", "create"]
"""Bloom's levels, as Anderson and Krathwohl (2001) name them."""

DiscussionStage = Literal["opening", "core", "closing"]
"""Where in a seminar a discussion question belongs."""

Markdown = NonEmpty
"""A text in small Markdown (see `prose`)."""


# What is asked of the learner: a closed set.  A target matches on it and ends in `assert_never`.


@dataclass(frozen=True, slots=True)
class Recall:
    """Say the answer to yourself, then look."""

    answer: str


@dataclass(frozen=True, slots=True)
class Blank:
    """One deletion of a cloze: its number, what is left out, and a hint."""

    number: int
    answer: str
    hint: str | None = None


def cloze_text(parts: Iterable[str | Blank], blank: Callable[[Blank], str]) -> str:
    """A text with blanks, each of them written as `blank` says."""
    return "".join(blank(part) if isinstance(part, Blank) else part for part in parts)


@dataclass(frozen=True, slots=True)
class Fill:
    """Fill the blanks of a text; blanks of one number are asked together."""

    parts: tuple[str | Blank, ...]

    @property
    def text(self) -> str:
        """The whole text with its blanks filled."""
        return cloze_text(self.parts, lambda blank: blank.answer)

    def gapped(self, number: int, gap: str = "[…]") -> str:
        """The text with the blanks of one number left out and the others filled."""
        return cloze_text(self.parts, lambda b: gap if b.number == number else b.answer)

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(sorted({p.number for p in self.parts if isinstance(p, Blank)}))


@dataclass(frozen=True, slots=True)
class Type:
    """Type the answer; `accept` are other spellings that count."""

    answer: str
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """Type a number; any from `low` to `high` counts, `answer` is how it is written."""

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
    """One option of a choice: whether it is right, and why or why not."""

    text: str
    right: bool
    why: str | None = None
    keep_last: bool = False


@dataclass(frozen=True, slots=True)
class Choose:
    """Choose the right options, one or several; `fixed` ones are never shuffled."""

    options: tuple[Option, ...]
    fixed: bool = False

    @property
    def several(self) -> bool:
        return sum(option.right for option in self.options) > 1


@dataclass(frozen=True, slots=True)
class Arrange:
    """Put the items, which are given in the right order, in order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Find for the left of each pair its right; two may share one, and `distractors` fit none."""

    pairs: tuple[tuple[str, str], ...]
    distractors: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """What there is to choose from, each once."""
        return tuple(dict.fromkeys((*(right for _, right in self.pairs), *self.distractors)))


@dataclass(frozen=True, slots=True)
class Discuss:
    """Discuss; what to listen for, where to go on, how long, and at which stage."""

    look_for: tuple[str, ...]
    follow_ups: tuple[str, ...] = ()
    minutes: int | None = None
    stage: DiscussionStage = "core"


Response = Recall | Fill | Type | Number | Choose | Arrange | Match | Discuss


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote, its source's id, and the place where it was found."""

    quote: str
    source: str
    place: Place


Cited = tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question in neutral form: what is asked, what counts, why, and on what evidence."""

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
    """Whether a flashcard is made of it: a discussion only where its bank says so."""
    stimulus: tuple[Evidence, ...] = ()
    """Those of its passages that are shown with the prompt: what is asked about them."""
    formerly: tuple[str, ...] = ()
    """The ids that it had before, the oldest first."""


# What a bank file says.

Answers = tuple[tuple[KeyPath, str], ...]

NOT_PROSE = frozenset(
    {"id", "type", "passages", "tags", "level", "lang", "allow", "stage", "says", "unit"}
)


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


OneOrMore = BeforeValidator(_listed)
"""A list, or one value that stands for a list of one."""


class Passage(Model):
    """What a question cites: exact, prefix and suffix of a W3C Web Annotation TextQuoteSelector."""

    quote: NonEmpty
    """Whole words as the text has them, at most forty; it must stand in one place only."""
    source: Slug | None = None
    """The id of the source that is quoted; else the bank's `defaults` say it."""
    speaker: NonEmpty | None = None
    """Whose words these are, a name from course.yaml; it is checked against the text."""
    section: Slug | None = None
    """The id of a region of the source; the quote is looked up only there."""
    prefix: NonEmpty | None = None
    """Words just before the quote, where it stands in several places."""
    suffix: NonEmpty | None = None
    """Words just after the quote, where it stands in several places."""
    allow: dict[Slug, NonEmpty] = Field(
        default_factory=dict
    )  # pydantic would copy a dict, at length
    """Warnings about this passage to silence, each with a reason."""


class Question(Model):
    """What all types of questions share.  A type adds its keys and says what is asked."""

    id: Slug
    """Unique in the course; learners' progress hangs on it, so keep it when you reword."""
    type: str
    """What kind of question this is; it decides which other keys there are."""
    explanation: Markdown | None = None
    """What a reader needs to know besides; shown with the answer."""
    passages: Annotated[tuple[Passage, ...], Field(min_length=1)]
    """The evidence: exact quotes from the sources that the answer stands on."""
    tags: tuple[Tag, ...] = ()
    """Words without spaces, added to those of the bank's `defaults`."""
    level: Level | None = None
    """What it asks of the learner, by Bloom's levels; else the bank's `defaults` say it."""
    lang: NonEmpty | None = None
    """The language of the question, such as en or de-AT; else the bank's."""
    formerly: Annotated[tuple[Slug, ...], OneOrMore] = ()
    """The ids that it had before, the oldest first, so that progress stays with it."""
    allow: dict[Slug, NonEmpty] = Field(
        default_factory=dict
    )  # pydantic would copy a dict, at length
    """Warnings about this question to silence, each with a reason."""

    @property
    def asks(self) -> str:
        """The prompt in small Markdown; "" where the response carries the words."""
        raise NotImplementedError

    @property
    def makes_card(self) -> bool:
        """Whether a flashcard is made of it."""
        return True

    def response(self, evidence: Cited, course: CourseFile) -> Response:
        """What is asked of the learner, in the words of people's and sources' names where needed."""
        raise NotImplementedError

    def answers(self) -> Answers:
        """What a learner must find, each text with its key path, for the rules about answers."""
        raise NotImplementedError

    def stimulus(self, evidence: Cited) -> Cited:
        """The passages that are shown with the prompt: none, unless a type says otherwise."""
        return ()

    def texts(self) -> Iterator[tuple[KeyPath, str]]:
        """Every text in small Markdown with its key path; quotes, ids and tags are none."""
        for name, value in self:
            if name not in NOT_PROSE:
                yield from _texts((name,), value)

    def lower(self, defaults: Defaults, evidence: Cited, course: CourseFile) -> Exercise:
        """The neutral form, with the places that its passages were found in."""
        return Exercise(
            id=self.id,
            type=self.type,
            prompt=self.asks,
            response=self.response(evidence, course),
            explanation=self.explanation,
            evidence=evidence,
            tags=tuple(dict.fromkeys((*defaults.tags, *self.tags))),
            level=self.level or defaults.level,
            lang=self.lang or defaults.lang,
            card=self.makes_card,
            stimulus=self.stimulus(evidence),
            formerly=self.formerly,
        )


class Defaults(Model):
    """What holds for the questions of a bank that do not say otherwise."""

    source: Slug | None = None
    """The id of the source that passages quote."""
    tags: tuple[Tag, ...] = ()
    """Tags of every question; its own are added."""
    level: Level | None = None
    """What the questions ask of the learner, by Bloom's levels."""
    lang: NonEmpty = "en"
    """The language of the questions, such as en or de-AT."""


def _texts(path: KeyPath, value: Any) -> Iterator[tuple[KeyPath, str]]:
    match value:
        case str():
            yield path, value
        case tuple():
            for n, item in enumerate(value):
                yield from _texts((*path, n), item)
        case Model():
            for name, item in value:
                yield from _texts((*path, name), item)


class BankHeader(Model):
    """The head of a bank file, without its questions."""

    id: Slug
    """A short name for this bank, unique in the course."""
    title: NonEmpty
    """What learners see: the sub-deck's name in Anki."""
    description: NonEmpty | None = None
    """What the bank is about, in a sentence or two."""
    defaults: Defaults = Defaults()
    """What holds for every question of the bank that does not say otherwise."""
