"""An exam in up to four forms: the same questions, questions and options shuffled, one key.

Questions that cite the same words stand together.  What would give another's answer away is left
out, whichever comes second in the order that the seed draws.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ....analysis.cues import cues
from ....analysis.wording import name_words
from ....bank.load import Course, Entry
from ....bank.model import (
    Arrange,
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
from ....bank.prose import plain
from ....format import plural
from ....source.course import CourseFile
from ....source.fold import WORD, folded
from ..model import (
    Fields,
    HandoutBlock,
    Heading,
    Item,
    NoAnswerArea,
    Note,
    Numbering,
    Part,
    Table,
    TextBlock,
)
from ..pieces import (
    HandoutRequest,
    HandoutResult,
    PrintedQuestion,
    answer_notes,
    asked,
    document,
    fitting,
    item,
    letter,
    minutes,
    places,
    points,
    said,
    stimulus,
    subtitle,
    too_few,
    whole_prompt,
)

MOST_FORMS = 4


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its letter, and its questions in order, each as it is put there."""

    letter: str | None
    questions: tuple[tuple[Exercise, PrintedQuestion], ...]

    def number(self, exercise: Exercise) -> int:
        return next(n for n, (e, _) in enumerate(self.questions, 1) if e.id == exercise.id)

    def key(self, exercise: Exercise) -> str:
        return next(put.key for e, put in self.questions if e.id == exercise.id)


def make(wish: HandoutRequest) -> HandoutResult:
    """All forms for the students, one behind the other, and one key for the teacher."""
    pool = [e for _, e in wish.exercises if not isinstance(e.response, Discuss)]
    left = [
        (e.id, "a discussion: those are for seminars")
        for _, e in wish.exercises
        if isinstance(e.response, Discuss)
    ]
    if not pool:
        return HandoutResult((), (), tuple(left))
    chosen, not_taken = choose(wish, pool)
    left += [(e.id, why) for e, why in not_taken]
    groups = together(chosen)
    forms = [form(groups, wish.seed, n, wish.forms) for n in range(wish.forms)]
    spent = sum(map(minutes, chosen))
    total = sum(map(points, chosen))
    remark = too_few(spent, wish.minutes, len(chosen), not_taken)
    facts = (f"{wish.minutes} minutes", plural(total, "point"))
    student = document(
        "exam",
        "student",
        wish.info,
        chosen,
        [Part(tuple(_paper(one, wish, total)), one.letter) for one in forms],
        subtitle("student", *facts),
    )
    teacher = document(
        "exam",
        "teacher",
        wish.info,
        chosen,
        [Part(tuple(_key(forms, wish)))],
        subtitle("teacher", "key to all forms" if wish.forms > 1 else "key", *facts),
    )
    return HandoutResult(
        (student, teacher),
        tuple((e.id, f"{plural(points(e), 'point')}, {minutes(e)} min") for e in chosen),
        tuple(left),
        (remark,) if remark else (),
        spent,
    )


# Choosing.


def choose(
    wish: HandoutRequest, pool: Sequence[Exercise]
) -> tuple[list[Exercise], list[tuple[Exercise, str]]]:
    """What fits into the minutes, drawn by the seed, no question giving another's answer away."""
    entries = {e.id: entry for entry, e in wish.exercises}
    given = given_away(wish.course, pool, entries)
    head = _heads(wish.info, pool)

    def refuses(exercise: Exercise, taken: list[Exercise]) -> str | None:
        if any(words != "  " and words in head for words in map(_words, _answers(exercise))):
            return "a title or credit, which the paper prints, gives its answer away"
        for other in taken:
            if (exercise.id, other.id) in given:
                return f"`{other.id}` gives its answer away"
            if (other.id, exercise.id) in given:
                return f"it gives the answer to `{other.id}` away"
        return None

    shuffled = list(pool)
    random.Random(wish.seed).shuffle(shuffled)
    taken, left = fitting(shuffled, wish.minutes, refuses=refuses)
    order = {e.id: n for n, e in enumerate(pool)}
    return sorted(taken, key=lambda e: order[e.id]), sorted(left, key=lambda p: order[p[0].id])


def _heads(course: CourseFile, pool: Sequence[Exercise]) -> str:
    """The words that stand on every paper, at its head and at its end."""
    cited = {one.source for exercise in pool for one in exercise.evidence}
    texts = [course.title, *(work.title for work in course.works)]
    for source in course.sources:
        if source.id in cited:
            texts += [source.name, source.title, source.credit or ""]
    return " … ".join(map(_words, texts))


def given_away(
    course: Course, pool: Sequence[Exercise], entries: Mapping[str, Entry]
) -> set[tuple[str, str]]:
    """Pairs of ids: a question, and one that gives its answer away.

    By what `cross-item-cue` finds; by a passage that is printed with one and that the other is
    about; by an answer that stands in what another on the same words says.
    """
    chosen = [entries[e.id] for e in pool]
    found = {
        (entry.question.id, giver.question.id)
        for entry, _, giver in cues(chosen, name_words(course))
    }
    quotes = {e.id: [_quote(one) for one in e.evidence] for e in pool}
    printed = {e.id: [_quote(one) for one in e.stimulus] for e in pool}
    says = {e.id: _words(_open(e)) for e in pool}
    for one in pool:
        answers = [words for text in _answers(one) if (words := _words(text).strip())]
        for other in pool:
            if one is other or not _meet(quotes[one.id], quotes[other.id]):
                continue
            if _meet(quotes[one.id], printed[other.id]) or any(
                f" {answer} " in says[other.id] for answer in answers
            ):
                found.add((one.id, other.id))
    return found


def _quote(evidence: Evidence) -> tuple[str, str]:
    return evidence.source, folded(evidence.quote)


def _meet(some: Iterable[tuple[str, str]], others: Sequence[tuple[str, str]]) -> bool:
    """Whether a quote of the one holds a quote of the other."""
    return any(a[0] == b[0] and (a[1] in b[1] or b[1] in a[1]) for a in some for b in others)


def _answers(exercise: Exercise) -> list[str]:
    """Short answers that a learner has to find and that are not among options."""
    response = exercise.response
    if isinstance(response, Fill):
        return [part.answer for part in response.parts if not isinstance(part, str)]
    if isinstance(response, Type):
        return [response.answer, *response.accept]
    if isinstance(response, Number):
        return [response.answer, response.text]
    return [response.answer] if isinstance(response, Recall) else []


def _open(exercise: Exercise) -> str:
    """What a question shows before it is answered."""
    response = exercise.response
    parts = response.parts if isinstance(response, Fill) else ()
    text = "".join(part if isinstance(part, str) else " … " for part in parts)
    return f"{exercise.prompt} … {text}"


def _words(text: str) -> str:
    """The words of a text, apart by one space, a space before and after."""
    return f" {' '.join(WORD.findall(folded(plain(text)).casefold()))} "


# Forms.


def together(chosen: Sequence[Exercise]) -> list[list[Exercise]]:
    """Questions in groups: those that cite the same words are in one, also by way of a third."""
    groups: list[list[Exercise]] = []
    for exercise in chosen:
        quotes = [_quote(one) for one in exercise.evidence]
        near = [g for g in groups if any(_meet(quotes, [*map(_quote, e.evidence)]) for e in g)]
        merged = [e for group in near for e in group] + [exercise]
        groups = [g for g in groups if all(g is not one for one in near)] + [merged]
    return groups


def form(groups: Sequence[Sequence[Exercise]], seed: int, n: int, forms: int) -> Form:
    """The n-th form of a seed: groups, the questions in them, and options shuffled."""
    name = letter(n)
    rng = random.Random(f"{seed}/{name}")
    order = [list(group) for group in groups]
    rng.shuffle(order)
    for group in order:
        rng.shuffle(group)
    questions = tuple(
        (exercise, asked(exercise, random.Random(f"{seed}/{name}/{exercise.id}")))
        for group in order
        for exercise in group
    )
    return Form(name if forms > 1 else None, questions)


# The papers.


def _paper(one: Form, wish: HandoutRequest, total: int) -> Iterator[HandoutBlock]:
    yield Fields(("Name", "Date", f"Points of {total}"))
    yield TextBlock(
        said(
            f"You have {wish.minutes} minutes. Answer from the text that was read. The points stand"
            " with each question."
        ),
        "lead",
    )
    numbering = Numbering()
    for number, (exercise, put) in enumerate(one.questions, 1):
        yield replace(
            item(number, exercise, put, teacher=False),
            level=None,
            shown=stimulus(exercise, wish.info, numbering),
            points=points(exercise),
        )


def _key(forms: Sequence[Form], wish: HandoutRequest) -> Iterator[HandoutBlock]:
    yield TextBlock(
        said(
            f"Seed {wish.seed}. The same command makes the same papers again. Numbers and letters"
            " below are those of the papers."
        )
    )
    yield Heading("To mark by")
    first = forms[0]
    heads = tuple(f"Form {one.letter}" if one.letter else "Answer" for one in forms)
    rows = tuple(
        (said(str(n)), *(said(_short(one, n)) for one in forms))
        for n in range(1, len(first.questions) + 1)
    )
    yield Table("The key to each paper", ("No.", *heads), rows, (1, *(4 for _ in forms)))
    yield Heading("Answers and reasons")
    if len(forms) > 1:
        yield TextBlock(said(f"In the order of form {first.letter}."))
    for number, (exercise, put) in enumerate(first.questions, 1):
        yield _answer(number, exercise, put, forms, wish)


SHORT = 60  # characters of an answer in the table


def _short(one: Form, number: int) -> str:
    exercise, put = one.questions[number - 1]
    words = " ".join(put.key.split())
    if isinstance(exercise.response, Recall) and len(words) > SHORT:
        words = words[:SHORT].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
    return words


def _answer(
    number: int,
    exercise: Exercise,
    put: PrintedQuestion,
    forms: Sequence[Form],
    wish: HandoutRequest,
) -> Item:
    notes = (*answer_notes(exercise, put.key), *places(exercise, wish.info))
    if forms[1:]:
        lettered = isinstance(exercise.response, Choose | Arrange | Match)
        where = [
            f"{one.letter} {one.number(exercise)}" + (f": {one.key(exercise)}" if lettered else "")
            for one in forms[1:]
        ]
        notes = (*notes[:1], Note("In the other forms", said("; ".join(where))), *notes[1:])
    return Item(
        number,
        whole_prompt(exercise),
        NoAnswerArea(),
        points=points(exercise),
        level=exercise.level,
        lang=exercise.lang,
        id=exercise.id,
        notes=notes,
    )
