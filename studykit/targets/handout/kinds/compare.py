"""Two translations side by side: what differs is marked, and questions stand beneath.

What stands side by side are the passages that questions cite in the same turn of both, or with
`full_text` the whole turns.  A mark says that the number, name, negation or modal beside it has no
counterpart over there; it says nothing of which is right.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ....bank.citation import place_name as place_in_words
from ....bank.model import Discuss, Evidence, Exercise, Fill
from ....format import plural
from ....source.claims import Kind
from ....source.course import Source
from ....source.fold import folded
from ....source.parallel import differing, witnesses
from ....source.parallel import pairs as turn_pairs
from ..model import (
    Audience,
    Document,
    Fields,
    HandoutBlock,
    Heading,
    Item,
    Legend,
    Marks,
    Numbering,
    Parallel,
    Part,
    PassageBlock,
    TextBlock,
)
from ..pieces import (
    HandoutRequest,
    HandoutResult,
    answer_notes,
    asked,
    attributed,
    document,
    fitting,
    in_text,
    item,
    minutes,
    said,
    subtitle,
    too_few,
    whose,
)

Witnesses = tuple[Source, Source]
Quotes = tuple[Evidence, Evidence]
TurnKey = tuple[str, str]
"""A section and the name of a turn in it."""


@dataclass(frozen=True, slots=True)
class ComparedTurn:
    """A turn, what is printed of it in both translations, and the questions on it."""

    turn: TurnKey
    printed: tuple[Quotes, ...]
    questions: tuple[Exercise, ...]

    @property
    def evidence(self) -> Evidence:
        return self.printed[0][0]


def make(wish: HandoutRequest) -> HandoutResult:
    """The sheet, and the teacher's with the answers."""
    two = _two(wish)
    if two is None:
        remark = "this course has no two sources of one work with speakers in turns"
        why = "there are no two translations to set side by side"
        return HandoutResult((), (), tuple((e.id, why) for _, e in wish.exercises), (remark,))
    pool, left = [], []
    for _, exercise in wish.exercises:
        if reason := _not_here(exercise, two):
            left.append((exercise.id, reason))
        else:
            pool.append(exercise)
    shuffled = list(pool)
    random.Random(wish.seed).shuffle(shuffled)
    taken, not_taken = fitting(shuffled, wish.minutes, _cost)
    left += [(e.id, reason) for e, reason in not_taken]
    if not taken:
        remarks = [f"no question fits into {plural(wish.minutes, 'minute')}"] if pool else []
        return HandoutResult((), (), tuple(left), tuple(remarks))
    spent = sum(map(_cost, taken))
    remark_ = too_few(spent, wish.minutes, len(taken), not_taken)
    remarks = [remark_] if remark_ else []
    places = _places(taken, two, wish)
    whole: set[TurnKey] = set()
    if wish.full_text:
        places, whole, missing = _whole(places, two, wish)
        remarks += missing
    names = {e.id: place_name(place) for place in places for e in place.questions}
    return HandoutResult(
        tuple(_document(wish, two, places, whole, who) for who in ("student", "teacher")),
        tuple((e.id, f"{names[e.id]}, {_cost(e)} min") for p in places for e in p.questions),
        tuple(left),
        tuple(remarks),
        spent,
    )


def place_name(place: ComparedTurn) -> str:
    """A turn in words: "part-1/A2", as `studykit source compare` takes it."""
    return "/".join(place.turn)


def _cost(exercise: Exercise) -> int:
    return minutes(exercise) + 1  # to read both


def _two(wish: HandoutRequest) -> Witnesses | None:
    """The two translations that most of the questions set side by side."""
    found = witnesses(wish.info, [source.id for source in wish.info.sources])
    return max(
        found,
        key=lambda two: sum(bool(_pairs(e, two)) for _, e in wish.exercises),
        default=None,
    )


def _not_here(exercise: Exercise, two: Witnesses) -> str | None:
    if isinstance(exercise.response, Discuss):
        return "a discussion: those are for seminars"
    pairs = _pairs(exercise, two)
    if not pairs:
        return f"it does not cite one turn of both {two[0].name} and {two[1].name}"
    if {one for _, quotes in pairs for one in quotes} != set(exercise.evidence):
        return "it cites more than would stand side by side"
    if isinstance(exercise.response, Fill):
        return "its sentence would stand whole above its blanks"
    if exercise.type == "who_said_it":
        return "it asks who speaks, which stands under each passage"
    return None


def _pairs(exercise: Exercise, two: Witnesses) -> list[tuple[TurnKey, Quotes]]:
    """The passages of a question that stand in one turn of both translations, two and two."""
    sides: tuple[dict[TurnKey, list[Evidence]], ...] = ({}, {})
    for one in exercise.evidence:
        for side, source in zip(sides, two, strict=True):
            if one.source == source.id and one.place.turn:
                side.setdefault((one.place.section, one.place.turn), []).append(one)
    return [
        (turn, (a, b))
        for turn in sides[0]
        for a, b in zip(sides[0][turn], sides[1].get(turn, []), strict=False)
    ]


def _places(taken: Sequence[Exercise], two: Witnesses, wish: HandoutRequest) -> list[ComparedTurn]:
    """The turns in the order of the text; a question stands under the last that it cites."""
    printed: dict[TurnKey, list[Quotes]] = {}
    asked_: dict[TurnKey, list[Exercise]] = {}
    for exercise in taken:
        pairs = _pairs(exercise, two)
        last, _ = max(pairs, key=lambda pair: in_text(pair[1][0], wish.info))
        asked_.setdefault(last, []).append(exercise)
        for turn, quotes in pairs:
            printed.setdefault(turn, []).append(quotes)
    order = {e.id: n for n, (_, e) in enumerate(wish.exercises)}
    places = [
        ComparedTurn(
            turn,
            _without_parts(quotes),
            tuple(sorted(asked_.get(turn, []), key=lambda e: order[e.id])),
        )
        for turn, quotes in printed.items()
    ]
    return sorted(places, key=lambda one: in_text(one.evidence, wish.info))


def _without_parts(pairs: Sequence[Quotes]) -> tuple[Quotes, ...]:
    """Pairs of quotes, each once, and none of which both stand in another pair."""
    kept: list[Quotes] = []
    for pair in sorted(pairs, key=lambda two: -sum(len(one.quote) for one in two)):
        if not any(
            all(folded(a.quote) in folded(b.quote) for a, b in zip(pair, other, strict=True))
            for other in kept
        ):
            kept.append(pair)
    return tuple(pair for pair in dict.fromkeys(pairs) if pair in kept)


def _whole(
    places: list[ComparedTurn], two: Witnesses, wish: HandoutRequest
) -> tuple[list[ComparedTurn], set[TurnKey], list[str]]:
    """The same with whole turns, where both texts are here; and which turns are whole."""
    texts = [wish.course.texts.get(source.id) for source in two]
    if texts[0] is None or texts[1] is None:
        absent = " and ".join(s.name for s, t in zip(two, texts, strict=True) if t is None)
        return (
            places,
            set(),
            [f"--full-text: the text of {absent} is not here, so quotes are printed"],
        )
    paired, _ = turn_pairs(texts[0], texts[1])
    words = {(p.left.section, p.left.name): (p.left.words, p.right.words) for p in paired}
    found = []
    for place in places:
        if place.turn in words:
            both = [
                replace(one, quote=text, place=one.place._replace(paragraph=None))
                for one, text in zip(place.printed[0], words[place.turn], strict=True)
            ]
            place = replace(place, printed=((both[0], both[1]),))
        found.append(place)
    return found, words.keys() & {place.turn for place in places}, []


# The document.


def _document(
    wish: HandoutRequest,
    two: Witnesses,
    places: list[ComparedTurn],
    whole: set[TurnKey],
    audience: Audience,
) -> Document:
    teacher = audience == "teacher"
    numbering = Numbering()
    blocks: list[HandoutBlock] = []
    kinds: set[Kind] = set()
    english = all(source.language.partition("-")[0] == "en" for source in two)
    lines: dict[Quotes, tuple[int, int]] = {}
    sides: dict[TurnKey, list[Parallel]] = {}
    for place in places:
        for quotes in place.printed:
            block, marked = _parallel(quotes, wish, numbering, english)
            sides.setdefault(place.turn, []).append(block)
            kinds |= marked
            numbers = [line.number for side in (block.left, block.right) for line in side.lines]
            lines[quotes] = min(numbers), max(numbers)
    number = 0
    for place in places:
        blocks.append(Heading(sides[place.turn][0].name))
        blocks += sides[place.turn]
        for exercise in place.questions:
            number += 1
            blocks.append(_item(number, exercise, wish, two, lines, teacher))
    notices = tuple(whose(source) for source in two) if whole else ()
    chosen = [exercise for place in places for exercise in place.questions]
    facts = (f"{wish.minutes} minutes", plural(len(chosen), "question"))
    head: list[HandoutBlock] = [] if teacher else [Fields(("Name", "Date"))]
    head += _introduction(two, kinds, english)
    head += [TextBlock(said(notice), "notice") for notice in notices]
    return document(
        "compare",
        audience,
        wish.info,
        chosen,
        [Part((*head, *blocks))],
        subtitle(audience, *facts),
        called="two translations compared",
        more_credits=notices,
    )


def _introduction(two: Witnesses, kinds: set[Kind], english: bool) -> Iterator[HandoutBlock]:
    yield TextBlock(
        said(
            f"The same words, translated twice: {two[0].name} on the left, {two[1].name} on the"
            " right. Where they differ, ask what a reader of only one of them would believe."
        ),
        "lead",
    )
    if kinds:
        yield TextBlock(
            said(
                "Marked is what has no counterpart beside it. A mark says that the two differ"
                " there, not which of them is right; and not every difference is marked."
            )
        )
        yield Legend(tuple(kind for kind in Kind if kind in kinds))
    if not english:
        yield TextBlock(said("What differs is marked in English texts only."))


def _parallel(
    quotes: Quotes, wish: HandoutRequest, numbering: Numbering, english: bool
) -> tuple[Parallel, set[Kind]]:
    left, right = quotes
    marks: list[Marks] = [(), ()]
    if english:
        marks = [
            [(claim.kind, claim.start, claim.end) for claim in claims]
            for claims in differing(left.quote, right.quote)
        ]
    a, b = numbering.take_both(left.quote, right.quote, *marks)
    sides = [
        attributed(one, wish.info, PassageBlock(lines, "", ""))
        for one, lines in ((left, a), (right, b))
    ]
    # without the paragraph, in which the two need not agree
    place = left.place._replace(paragraph=None)
    name = place_in_words(place, wish.info, left.source)
    return Parallel(name, sides[0], sides[1]), {kind for side in marks for kind, _, _ in side}


def _item(
    number: int,
    exercise: Exercise,
    wish: HandoutRequest,
    two: Witnesses,
    lines: dict[Quotes, tuple[int, int]],
    teacher: bool,
) -> Item:
    put = asked(exercise, random.Random(f"{wish.seed}/{exercise.id}"))
    found = []
    for turn, quotes in _pairs(exercise, two):
        here = [
            (printed, numbers)
            for printed, numbers in lines.items()
            if (printed[0].place.section, printed[0].place.turn) == turn
        ]
        within = [
            numbers
            for printed, numbers in here
            if all(folded(a.quote) in folded(b.quote) for a, b in zip(quotes, printed, strict=True))
        ]
        found += (within or [numbers for _, numbers in here])[:1]
    found = sorted(dict.fromkeys(found))
    return replace(
        item(number, exercise, put, teacher),
        lines=found[0] if found else None,
        more_lines=tuple(found[1:]),
        minutes=minutes(exercise),
        notes=answer_notes(exercise, put.key) if teacher else (),
    )
