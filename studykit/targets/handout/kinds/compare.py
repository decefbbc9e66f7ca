"""Two translations side by side, with differences marked and questions below.

The passages are those that questions cite in the same turn of both translations, or with
`full_text` the whole turns.  A mark means that a number, name, negation or modal has no match in the
other version; it does not say which one is right.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ....bank.citation import place_name
from ....bank.model import Arrange, Choose, Discuss, Evidence, Exercise, Fill
from ....format import plural
from ....locale import _
from ....source.claims import ClaimKind
from ....source.course import Source
from ....source.fold import folded
from ....source.note_marks import without_note_marks
from ....source.parallel import differing, witnesses
from ....source.parallel import pairs as paired_turns
from ..answers import answer_notes
from ..areas import Options
from ..asking import item, printed_question
from ..choosing import choose_in_time, too_few_remark
from ..documents import (
    course_page,
    document,
    filled_text,
    name_and_date,
    questions_text,
    subtitle,
    where_to_read,
)
from ..extracts import no_text
from ..lines import Marks, Numbering
from ..model import (
    Audience,
    Document,
    HandoutBlock,
    Heading,
    Item,
    Legend,
    LineRange,
    Parallel,
    Part,
    TextBlock,
    Together,
)
from ..passages import attributed, text_order, without_contained
from ..prose import as_prose
from ..request import HandoutRequest, HandoutResult, LeftOut, LeftOutQuestion
from ..timing import minutes
from ..topic import topic_of

NO_TRANSLATIONS = (
    "nothing to compare: the course needs two sources of the same work, both with turns"
)

Witnesses = tuple[Source, Source]
Quotes = tuple[Evidence, Evidence]
"""A passage in both translations."""
TurnKey = tuple[str, str]
"""A section and the name of a turn in it."""


@dataclass(frozen=True, slots=True)
class ComparedTurn:
    """A turn, the passages of it that are printed, and the questions about it."""

    key: TurnKey
    quotes: tuple[Quotes, ...]
    questions: tuple[Exercise, ...]
    whole: bool = False

    @property
    def evidence(self) -> Evidence:
        return self.quotes[0][0]

    def index(self, quotes: Quotes) -> int:
        """Which of the printed quotes contains a pair; a whole turn contains all."""
        return next((n for n, one in enumerate(self.quotes) if _contains(one, quotes)), 0)

    @property
    def name(self) -> str:
        """The turn as `studykit source compare` takes it: "part-1/A2"."""
        return "/".join(self.key)


def make(request: HandoutRequest) -> HandoutResult:
    """Make the students' sheet, and the teacher's with the answers."""
    both = _choose_witnesses(request)
    if both is None:
        left_out = [LeftOutQuestion(e.id, LeftOut.NO_TRANSLATIONS) for e in request.exercises]
        return HandoutResult((), (), tuple(left_out), (NO_TRANSLATIONS,))
    pool, left_out = [], []
    for exercise in request.exercises:
        if misfit := _misfit(exercise, both):
            left_out.append(misfit)
        else:
            pool.append(exercise)
    random.Random(request.seed).shuffle(pool)
    chosen, others = choose_in_time(pool, request.minutes, _cost)
    left_out += others
    if not chosen:
        nothing_fits = f"no question fits into {plural(request.minutes, 'minute')}"
        return HandoutResult((), (), tuple(left_out), (nothing_fits,) if pool else ())
    spent = sum(map(_cost, chosen))
    turns = _compared_turns(chosen, both, request)
    remarks = []
    if remark := too_few_remark(spent, request.minutes, len(chosen), others):
        remarks.append(remark)
    if request.full_text:
        turns, missing = _with_whole_turns(turns, both, request)
        remarks += missing
    with request.speaking():
        sheet = _Sheet(request, both, turns, spent)
        documents = (sheet.document("student"), sheet.document("teacher"))
    return HandoutResult(
        documents,
        tuple((e.id, f"{turn.name}, {_cost(e)} min") for turn in turns for e in turn.questions),
        tuple(left_out),
        tuple(remarks),
        spent,
    )


# Choosing.


def _cost(exercise: Exercise) -> int:
    """Minutes of a question, with one to read both passages, and one to give a reason."""
    return minutes(exercise) + (2 if _needs_reason(exercise) else 1)


def _needs_reason(exercise: Exercise) -> bool:
    """Whether it asks which translation says something, which is worth little without the words."""
    return exercise.type == "compare" and isinstance(exercise.response, Choose)


def _choose_witnesses(request: HandoutRequest) -> Witnesses | None:
    """The two translations that most of the questions compare."""
    course = request.course_file
    return max(
        witnesses(course, [source.id for source in course.sources]),
        key=lambda both: sum(bool(_pairs(e, both)) for e in request.exercises),
        default=None,
    )


def _misfit(exercise: Exercise, both: Witnesses) -> LeftOutQuestion | None:
    """The reason why a question cannot be on the sheet, or None."""
    if isinstance(exercise.response, Discuss):
        return LeftOutQuestion(exercise.id, LeftOut.DISCUSSION)
    pairs = _pairs(exercise, both)
    if not pairs:
        names = {"left": both[0].name, "right": both[1].name}
        return LeftOutQuestion(exercise.id, LeftOut.NOT_IN_BOTH, names)
    if {evidence for _, quotes in pairs for evidence in quotes} != set(exercise.evidence):
        return LeftOutQuestion(exercise.id, LeftOut.CITES_MORE)
    if isinstance(exercise.response, Fill):
        return LeftOutQuestion(exercise.id, LeftOut.ANSWER_IN_PASSAGE)
    if isinstance(exercise.response, Arrange) and len({turn for turn, _ in pairs}) > 1:
        return LeftOutQuestion(exercise.id, LeftOut.ORDER_PRINTED)
    if exercise.type == "who_said_it":
        return LeftOutQuestion(exercise.id, LeftOut.SPEAKER_PRINTED)
    return None


def _pairs(exercise: Exercise, both: Witnesses) -> list[tuple[TurnKey, Quotes]]:
    """The passages of a question that are in the same turn of both translations, in pairs."""
    by_turn: tuple[dict[TurnKey, list[Evidence]], ...] = ({}, {})
    for evidence in exercise.evidence:
        for turns, source in zip(by_turn, both, strict=True):
            place = evidence.place
            if evidence.source == source.id and place.turn:
                turns.setdefault((place.section, place.turn), []).append(evidence)
    return [
        (turn, quotes)
        for turn, passages in by_turn[0].items()
        for quotes in zip(passages, by_turn[1].get(turn, []), strict=False)
    ]


def _compared_turns(
    chosen: Sequence[Exercise], both: Witnesses, request: HandoutRequest
) -> list[ComparedTurn]:
    """The turns in the order of the text; a question is below the last one that it cites."""
    course = request.course_file
    printed: dict[TurnKey, list[Quotes]] = {}
    questions: dict[TurnKey, list[Exercise]] = {}
    order = {e.id: n for n, e in enumerate(request.exercises)}
    for exercise in sorted(chosen, key=lambda e: order[e.id]):
        pairs = _pairs(exercise, both)
        last, _ = max(pairs, key=lambda pair: text_order(pair[1][0], course))
        questions.setdefault(last, []).append(exercise)
        for turn, quotes in pairs:
            printed.setdefault(turn, []).append(quotes)
    turns = [
        ComparedTurn(turn, tuple(_without_contained(quotes)), tuple(questions.get(turn, [])))
        for turn, quotes in printed.items()
    ]
    return [
        replace(turn, questions=tuple(e for about in _by_quotes(turn, both) for e in about))
        for turn in sorted(turns, key=lambda turn: text_order(turn.evidence, course))
    ]


def _by_quotes(turn: ComparedTurn, both: Witnesses) -> list[list[Exercise]]:
    """The questions of a turn, for each of its quotes those to ask after it."""
    found: list[list[Exercise]] = [[] for _ in turn.quotes]
    for exercise in turn.questions:
        cited = [quotes for key, quotes in _pairs(exercise, both) if key == turn.key]
        last = max(turn.index(quotes) for quotes in cited)
        found[last].append(exercise)
    return found


def _without_contained(pairs: Sequence[Quotes]) -> list[Quotes]:
    """Pairs of quotes without those that another pair contains."""
    return without_contained(pairs, lambda both: sum(len(e.quote) for e in both), _contains)


def _contains(pair: Quotes, other: Quotes) -> bool:
    return all(folded(b.quote) in folded(a.quote) for a, b in zip(pair, other, strict=True))


def _with_whole_turns(
    turns: list[ComparedTurn], both: Witnesses, request: HandoutRequest
) -> tuple[list[ComparedTurn], list[str]]:
    """The turns printed whole if both texts are available, else as they are with a remark."""
    texts = request.course.texts
    missing = [source for source in both if source.id not in texts]
    if missing:
        return turns, [no_text(missing)]
    pairs, _ = paired_turns(texts[both[0].id], texts[both[1].id])
    words = {
        (p.left.section, p.left.name): tuple(map(without_note_marks, (p.left.words, p.right.words)))
        for p in pairs
    }
    whole = []
    for turn in turns:
        if turn.key in words:
            left, right = (
                replace(evidence, quote=shown, place=evidence.place._replace(paragraph=None))
                for evidence, shown in zip(turn.quotes[0], words[turn.key], strict=True)
            )
            turn = replace(turn, quotes=((left, right),), whole=True)
        whole.append(turn)
    return whole, []


# The documents.


class _Sheet:
    """The documents of a comparison; those of both audiences have the same lines and numbers."""

    def __init__(
        self, request: HandoutRequest, both: Witnesses, turns: Sequence[ComparedTurn], minutes: int
    ) -> None:
        self.request, self.both, self.turns, self.minutes = request, both, turns, minutes
        self.english = all(source.language.partition("-")[0] == "en" for source in both)
        self.parallels: dict[TurnKey, list[Parallel]] = {}
        numbering = Numbering()
        for turn in turns:
            self.parallels[turn.key] = [self._parallel(q, numbering) for q in turn.quotes]

    def _parallel(self, quotes: Quotes, numbering: Numbering) -> Parallel:
        left, right = quotes
        marks: list[Marks] = [(), ()]
        if self.english:
            marks = [
                [(claim.kind, claim.start, claim.end) for claim in claims]
                for claims in differing(left.quote, right.quote)
            ]
        lines = numbering.take_both(left.quote, right.quote, *marks)
        course = self.request.course_file
        place = left.place._replace(paragraph=None)  # which may differ between the two
        return Parallel(
            place_name(place, course, left.source),
            attributed(lines[0], left, course),
            attributed(lines[1], right, course),
        )

    def document(self, audience: Audience) -> Document:
        whole = any(turn.whole for turn in self.turns)
        questions = [exercise for turn in self.turns for exercise in turn.questions]
        length = filled_text(self.minutes, self.request.minutes)
        facts = (length, questions_text(len(questions)))
        return document(
            "compare",
            audience,
            self.request.course_file,
            questions,
            [Part(tuple(self._blocks(teacher=audience == "teacher")))],
            subtitle(audience, *facts),
            name=_("Two translations compared"),
            topic=topic_of(self.request, questions),
            whole=frozenset(source.id for source in self.both) if whole else frozenset(),
        )

    def _blocks(self, teacher: bool) -> Iterator[HandoutBlock]:
        if not teacher:
            yield name_and_date()
        yield from self._introduction()
        if not any(turn.whole for turn in self.turns):
            for source in self.both:
                yield from where_to_read((turn.key[0] for turn in self.turns), source)
        number = 0
        for turn in self.turns:
            parallels = self.parallels[turn.key]
            together: list[HandoutBlock] = [Heading(parallels[0].name)]
            for parallel, about in zip(parallels, _by_quotes(turn, self.both), strict=True):
                together.append(parallel)
                for exercise in about:
                    number += 1
                    together.append(self._item(number, exercise, teacher))
            yield Together(tuple(together))
        if not teacher:
            yield from course_page(self.request.course_file)

    def _introduction(self) -> Iterator[HandoutBlock]:
        left, right = self.both
        introduction = _(
            "The same passages in two translations: {left} and {right}. Where they differ, ask what a"
            " reader of only one would believe.",
            left=left.name,
            right=right.name,
        )
        yield TextBlock(as_prose(introduction), "lead")
        kinds = self._marked_kinds()
        if kinds:
            yield TextBlock(
                as_prose(
                    _(
                        "Marked words have no match in the other version. A mark does not say which"
                        " is right, and some differences are not marked."
                    )
                )
            )
            yield Legend(tuple(kind for kind in ClaimKind if kind in kinds))
        if not self.english:
            yield TextBlock(as_prose(_("Differences are marked in English texts only.")))

    def _marked_kinds(self) -> set[ClaimKind]:
        return {
            run.mark
            for parallels in self.parallels.values()
            for parallel in parallels
            for side in (parallel.left, parallel.right)
            for line in side.lines
            for run in line.runs
            if run.mark
        }

    def _item(self, number: int, exercise: Exercise, teacher: bool) -> Item:
        rng = random.Random(f"{self.request.seed}/{exercise.id}")
        printed = printed_question(exercise, rng)
        area = printed.answer_area
        if isinstance(area, Options) and _needs_reason(exercise) and not teacher:
            printed = replace(printed, answer_area=replace(area, reason=True))
        turns = {turn.key: turn for turn in self.turns}
        ranges = {self._lines(turns[turn], quotes) for turn, quotes in _pairs(exercise, self.both)}
        return replace(
            item(number, exercise, printed, teacher),
            lines=tuple(sorted(ranges)),
            minutes=_cost(exercise) if teacher else None,
            notes=answer_notes(exercise, printed.key) if teacher else (),
        )

    def _lines(self, turn: ComparedTurn, quotes: Quotes) -> LineRange:
        """The lines of both sides of the passage that contains a pair of quotes."""
        parallel = self.parallels[turn.key][turn.index(quotes)]
        left, right = parallel.left.line_range, parallel.right.line_range
        return min(left[0], right[0]), max(left[1], right[1])
