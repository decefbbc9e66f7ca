"""What kinds of handout share: the questions they take, passages, items, and the teacher's notes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import assert_never

from ...bank.arrange import arranged, disordered
from ...bank.citation import cite
from ...bank.load import Course, Entry
from ...bank.model import (
    Arrange,
    Blank,
    Choose,
    Discuss,
    Evidence,
    Exercise,
    Fill,
    Match,
    Number,
    Recall,
    Type,
)
from ...bank.prose import Inline, Paragraph, Prose, parse, plain
from ...diagnostics import wide
from ...format import decimal, letters
from ...source.course import CourseFile, Source
from ...source.text import turn_order
from .model import (
    GAP,
    AnswerArea,
    AnswerLines,
    Audience,
    Blanks,
    Document,
    Gap,
    Item,
    LetteredChoice,
    NoAnswerArea,
    Note,
    NumberedLine,
    Numbering,
    Options,
    OrderArea,
    PairsArea,
    Part,
    PassageBlock,
    listed,
)
from .model import AnswerBlank as Slot

# What a kind is asked for, and what it makes of it.


@dataclass(frozen=True, slots=True)
class HandoutRequest:
    """What somebody wants a handout of: questions to choose from, and how to choose."""

    course: Course
    exercises: tuple[tuple[Entry, Exercise], ...]
    minutes: int = 45
    forms: int = 1
    seed: int = 1
    full_text: bool = False
    sections: tuple[str, ...] = ()
    """The sections that were asked for; none stands for all."""

    @property
    def info(self) -> CourseFile:
        return self.course.info


@dataclass(frozen=True, slots=True)
class HandoutResult:
    """The documents of a handout, and what was taken and what not: ids, each with why.

    `remarks` are sentences on what falls short: too few questions, a text that is not here.
    """

    documents: tuple[Document, ...]
    taken: tuple[tuple[str, str], ...]
    left: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...] = ()
    minutes: int | None = None
    """How long it takes, where that was counted."""


# Small texts.


def said(words: str) -> Prose:
    """Plain words as prose, whatever signs they hold."""
    return (Paragraph((Inline(words),)),)


def joined(*proses: Prose) -> Prose:
    """Several texts below each other."""
    return tuple(block for prose in proses for block in prose)


def before(words: str, prose: Prose) -> Prose:
    """Plain words, and behind them on the same line a text."""
    first = prose[:1]
    if first and isinstance(first[0], Paragraph):
        return (Paragraph((Inline(words), *first[0].spans)), *prose[1:])
    return (*said(words.rstrip()), *prose)


def letter(n: int) -> str:
    """A, B, … Z, AA, AB, … for 0, 1, …"""
    return letters(n).upper()


# Time and points: rough, the same for all, and said on the paper.


def minutes(exercise: Exercise) -> int:
    """How long a question takes: its own time, or what its response usually takes."""
    response = exercise.response
    match response:
        case Discuss():
            return response.minutes or {"opening": 5, "core": 20, "closing": 10}[response.stage]
        case Recall():
            count = 3 if exercise.level in ("analyze", "evaluate", "create") else 2
        case Arrange():
            count = 2
        case Match():
            count = ceil(len(response.pairs) / 2)
        case Choose() | Type() | Number() | Fill():
            count = 1
        case _:
            assert_never(response)
    return count + bool(exercise.stimulus)


def points(exercise: Exercise) -> int:
    """What an answer is worth: one for each thing to find, two for a written answer."""
    response = exercise.response
    match response:
        case Choose():
            return sum(option.right for option in response.options)
        case Fill():
            return len(response.numbers)
        case Match():
            return len(response.pairs)
        case Recall() | Arrange():
            return 2
        case Type() | Number() | Discuss():
            return 1
        case _:
            assert_never(response)


# Passages.


def passage(evidence: Evidence, course: CourseFile, numbering: Numbering) -> PassageBlock:
    """A quote in numbered lines, with speaker, place and source."""
    return attributed(evidence, course, PassageBlock(numbering.take(evidence.quote), "", ""))


def attributed(evidence: Evidence, course: CourseFile, bare: PassageBlock) -> PassageBlock:
    """A passage with the source line of a piece of evidence; the credit is at the document's end."""
    citation = cite(evidence, course)
    source = course.source(evidence.source)
    return replace(
        bare,
        place=citation.place,
        source=source.name if source else citation.title,
        speaker=citation.speaker,
        link=citation.link,
        lang=citation.lang,
    )


def stimulus(
    exercise: Exercise, course: CourseFile, numbering: Numbering
) -> tuple[PassageBlock, ...]:
    """What a question is about, without what it may ask: who speaks, and where."""
    shown = (passage(evidence, course, numbering) for evidence in exercise.stimulus)
    return tuple(replace(one, speaker=None, place="", link=None) for one in shown)


def place(evidence: Evidence, course: CourseFile) -> str:
    """Where a quote stands, for the teacher: "Part 1, A2 (Liang Wenfeng), He and Yu"."""
    citation = cite(evidence, course)
    source = course.source(evidence.source)
    speaker = f" ({citation.speaker})" if citation.speaker else ""
    return f"{citation.place}{speaker}, {source.name if source else citation.title}"


# Questions.


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """A question as it is put to a learner, and the key to it in one line ("B", "C, A, B")."""

    prompt: Prose
    ask: AnswerArea
    key: str


WIDTH = 16  # columns of a blank, unless an answer is wider


def asked(exercise: Exercise, rng: random.Random) -> PrintedQuestion:
    """A question with its options in an order of chance, where they have none of their own."""
    prompt = parse(exercise.prompt) if exercise.prompt else ()
    response = exercise.response
    match response:
        case Choose():
            options = arranged(response, rng)
            key = ", ".join(letter(n) for n, option in enumerate(options) if option.right)
            shown = Options(_choices([option.text for option in options]), response.several)
            return PrintedQuestion(prompt, shown, key)
        case Fill():
            return _blanks(exercise, response)
        case Type():
            return PrintedQuestion(prompt, Slot(_width([response.answer])), plain(response.answer))
        case Number():
            return PrintedQuestion(prompt, Slot(WIDTH, response.unit), response.text)
        case Recall():
            deep = exercise.level in ("analyze", "evaluate", "create")
            return PrintedQuestion(prompt, AnswerLines(4 if deep else 2), plain(response.answer))
        case Arrange():
            items = disordered(response.items, rng)
            letters = [letter(items.index(item)) for item in response.items]
            return PrintedQuestion(prompt, OrderArea(_choices(items)), ", ".join(letters))
        case Match():
            rights = list(response.choices)
            rng.shuffle(rights)  # never-as-listed would give two away
            lefts = tuple(parse(left) for left, _ in response.pairs)
            keys = [
                f"{n} {letter(rights.index(right))}"
                for n, (_, right) in enumerate(response.pairs, 1)
            ]
            return PrintedQuestion(prompt, PairsArea(lefts, _choices(rights)), ", ".join(keys))
        case Discuss():
            return PrintedQuestion(prompt, NoAnswerArea(), "")
        case _:
            assert_never(response)


def _choices(texts: Sequence[str]) -> tuple[LetteredChoice, ...]:
    return tuple(LetteredChoice(letter(n), parse(text)) for n, text in enumerate(texts))


def _width(answers: Iterable[str]) -> int:
    """Columns for the longest of some answers, in steps that do not tell its length."""
    most = max((wide(plain(answer)) for answer in answers), default=0)
    return max(WIDTH, min(40, ceil(most / 8) * 8))


def _blanks(exercise: Exercise, fill: Fill) -> PrintedQuestion:
    text = "".join(
        GAP if isinstance(part, Blank) else part.replace(GAP, "\ufffd") for part in fill.parts
    )
    blanks = [part for part in fill.parts if isinstance(part, Blank)]
    order = {number: n for n, number in enumerate(dict.fromkeys(b.number for b in blanks), 1)}
    width = _width(blank.answer for blank in blanks)
    gaps = tuple(
        Gap(order[blank.number], width, plain(blank.hint) if blank.hint else None)
        for blank in blanks
    )
    found: dict[int, list[str]] = {}
    for blank in blanks:
        found.setdefault(order[blank.number], []).append(plain(blank.answer))
    keys = [" … ".join(dict.fromkeys(answers)) for answers in found.values()]
    key = "; ".join(f"{n} {answer}" for n, answer in enumerate(keys, 1)) if keys[1:] else keys[0]
    prompt = exercise.prompt or ("Fill in the blanks." if keys[1:] else "Fill in the blank.")
    return PrintedQuestion(parse(prompt), Blanks(parse(text), gaps), key)


# What the teacher has besides.


def solution(exercise: Exercise) -> Prose:
    """What is right, in the question's own words."""
    response = exercise.response
    match response:
        case Choose():
            right = [parse(option.text) for option in response.options if option.right]
            return right[0] if len(right) == 1 else listed(right)
        case Fill():
            return said(_blanks(exercise, response).key)
        case Type():
            also = "; ".join(map(plain, response.accept))
            return said(plain(response.answer) + (f" (also right: {also})" if also else ""))
        case Number():
            low, high = response.low, response.high
            between = f" (from {decimal(low)} to {decimal(high)})" if low != high else ""
            return said(response.text + between)
        case Recall():
            return parse(response.answer)
        case Arrange():
            return listed(map(parse, response.items), ordered=True)
        case Match():
            pairs = [
                joined_line(parse(left), " — ", parse(right)) for left, right in response.pairs
            ]
            return listed(pairs)
        case Discuss():
            return listed(map(parse, response.look_for))
        case _:
            assert_never(response)


def joined_line(left: Prose, between: str, right: Prose) -> Prose:
    """Two texts on one line, if both are one paragraph; else below each other."""
    if (
        len(left) == len(right) == 1
        and isinstance(left[0], Paragraph)
        and isinstance(right[0], Paragraph)
    ):
        return (Paragraph((*left[0].spans, Inline(between), *right[0].spans)),)
    return joined(left, said(between.strip()), right)


def reasons(exercise: Exercise) -> tuple[Note, ...]:
    """Why it is right, and why each distractor is wrong."""
    notes = []
    response = exercise.response
    if isinstance(response, Choose):
        for option in response.options:
            if option.why:
                label = "Right" if option.right else "Not right"
                notes.append(Note(label, joined_line(parse(option.text), " — ", parse(option.why))))
    if exercise.explanation:
        notes.append(Note("Why", parse(exercise.explanation)))
    return tuple(notes)


def places(exercise: Exercise, course: CourseFile) -> tuple[Note, ...]:
    """Where it stands, with the quotes, for a document that does not print them."""
    return tuple(
        Note("Place", said(f"{place(one, course)}: “{one.quote}”")) for one in exercise.evidence
    )


def discussion_notes(response: Discuss) -> tuple[Note, ...]:
    """What a teacher listens for, and where the talk may go on."""
    notes = [Note("Listen for", listed(map(parse, response.look_for)))]
    if response.follow_ups:
        notes.append(Note("Follow up", listed(map(parse, response.follow_ups))))
    return tuple(notes)


def whole_prompt(exercise: Exercise) -> Prose:
    """The prompt, and the text of a cloze with "[…]" for each blank: to know a question by."""
    prompt = parse(exercise.prompt) if exercise.prompt else ()
    if not isinstance(exercise.response, Fill):
        return prompt
    ask = _blanks(exercise, exercise.response).ask
    assert isinstance(ask, Blanks)
    return (*prompt, *replaced(ask.prose, GAP, "[…]"))


def replaced(prose: Prose, old: str, new: str) -> Prose:
    """Prose with some words in place of others, in every span."""
    return tuple(
        Paragraph(tuple(replace(s, text=s.text.replace(old, new)) for s in block.spans))
        if isinstance(block, Paragraph)
        else replace(block, items=tuple(replaced(item, old, new) for item in block.items))
        for block in prose
    )


def answer_notes(exercise: Exercise, key: str | None = None) -> tuple[Note, ...]:
    """Answer and reasons; `key` is the letters it has on the paper."""
    if isinstance(exercise.response, Discuss):
        return discussion_notes(exercise.response)
    answer = solution(exercise)
    if key is not None and isinstance(exercise.response, Choose | Arrange | Match):
        answer = before(f"{key}: ", answer)
    return (Note("Answer", answer), *reasons(exercise))


def item(number: int, exercise: Exercise, put: PrintedQuestion, teacher: bool) -> Item:
    """A question in a document, so far without passages and notes; a teacher needs no lines."""
    return Item(
        number,
        put.prompt,
        NoAnswerArea() if teacher and isinstance(put.ask, AnswerLines) else put.ask,
        level=exercise.level,
        lang=exercise.lang,
        id=exercise.id if teacher else None,
    )


# Documents.


def whose(source: Source) -> str:
    """Whose a text is that more than quotes are printed of."""
    credit = f" ({source.credit})" if source.credit else ""
    where = f" It can be read at {source.url}." if source.url else ""
    return (
        f"Whole sections of {source.title}{credit} are printed here. They belong to their publisher:"
        " use them in your own class as the law where you teach allows, and do not pass them"
        f" on.{where}"
    )


def document(
    kind: str,
    audience: Audience,
    course: CourseFile,
    exercises: Iterable[Exercise],
    parts: Iterable[Part],
    subtitle: str,
    *,
    called: str | None = None,
    margin: bool = False,
    more_credits: tuple[str, ...] = (),
) -> Document:
    """A document with the heads and credits of what its questions cite; its title says the kind,
    or what it is `called`."""
    cited = {evidence.source for exercise in exercises for evidence in exercise.evidence}
    sources = [source for source in course.sources if source.id in cited]
    ids = dict.fromkeys(source.work for source in sources)
    works = [work.title for work in course.works if work.id in ids]
    head = works[0] if len(works) == 1 else course.title
    names = [source.name for source in sources]
    rendering = "; ".join(names) if len(names) <= 3 else f"{len(names)} sources"
    credits = [
        (f"{source.short}: " if source.short else "") + f"{source.title} ({source.credit})"
        for source in sources
        if source.credit
    ]
    quoted = [f"The quoted words belong to their publishers: {'; '.join(credits)}."]
    licence = [f"Questions: {course.title}, {course.licence} licence."] if course.licence else []
    return Document(
        kind=kind,
        audience=audience,
        title=f"{head}: {called or kind}",
        subtitle=subtitle,
        work=head,
        rendering=rendering,
        parts=tuple(parts),
        credits=(*more_credits, *(quoted if credits else []), *licence),
        margin=margin,
    )


def subtitle(audience: Audience, *facts: str) -> str:
    """The line below a title: "For the teacher · 45 minutes"."""
    who = "For the teacher" if audience == "teacher" else ""
    return " · ".join(filter(None, (who, *facts)))


# Order and lines.


def in_text(evidence: Evidence, course: CourseFile) -> tuple[object, ...]:
    """Where evidence stands among others: by section, turn, source, paragraph."""
    # the renderings of a work share the names of their sections
    sections = list(dict.fromkeys(r.id for s in course.sources for r in s.sections))
    sources = [source.id for source in course.sources]
    at = evidence.place
    return (
        sections.index(at.section) if at.section in sections else len(sections),
        turn_order(at.turn),
        sources.index(evidence.source) if evidence.source in sources else len(sources),
        at.paragraph or 0,
    )


def lines_of(text: str, lines: Sequence[NumberedLine], start: int, end: int) -> tuple[int, int]:
    """The numbers of the lines that a stretch of a text stands in, which these lines break."""
    at = 0
    touched = []
    for line in lines:
        begin = text.index(line.text, at)
        at = begin + len(line.text)
        if begin < end and start < at:
            touched.append(line.number)
    found = touched or [line.number for line in lines]
    return found[0], found[-1]


# Choosing.


def fitting(
    pool: Sequence[Exercise],
    budget: int,
    cost: Callable[[Exercise], int] = minutes,
    refuses: Callable[[Exercise, list[Exercise]], str | None] = lambda exercise, taken: None,
) -> tuple[list[Exercise], list[tuple[Exercise, str]]]:
    """From a pool, in its order, what fits into so many minutes; the rest with why it is left."""
    taken: list[Exercise] = []
    left: list[tuple[Exercise, str]] = []
    spent = 0
    for exercise in pool:
        if why := refuses(exercise, taken):
            left.append((exercise, why))
        elif spent + cost(exercise) > budget:
            left.append((exercise, f"no time: {spent} of {budget} minutes are taken"))
        else:
            taken.append(exercise)
            spent += cost(exercise)
    return taken, left


OVER_TIME = "no time"


def by_level(pool: Sequence[Exercise], rng: random.Random) -> list[Exercise]:
    """A pool shuffled so that Bloom's levels take turns, as long as each lasts."""
    shuffled = list(pool)
    rng.shuffle(shuffled)
    levels: dict[str | None, list[Exercise]] = {}
    for exercise in shuffled:
        levels.setdefault(exercise.level, []).append(exercise)
    dealt: list[Exercise] = []
    while any(levels.values()):
        for rest in levels.values():
            if rest:
                dealt.append(rest.pop(0))
    return dealt


def too_few(
    spent: int, budget: int, count: int, left: Iterable[tuple[Exercise, str]]
) -> str | None:
    """The sentence where there are too few questions to fill the minutes."""
    if spent >= budget or any(why.startswith(OVER_TIME) for _, why in left):
        return None
    questions = "1 question fills" if count == 1 else f"{count} questions fill"
    return (
        f"too few questions: {questions} {spent} of {budget} minutes;"
        " choose from more, or give `--minutes`"
    )
