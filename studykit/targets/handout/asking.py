"""Questions as they are printed: options in order, blanks, room to write."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from math import ceil
from typing import assert_never

from ...bank.arrange import arranged, disordered, in_order
from ...bank.model import (
    Arrange,
    Blank,
    Choose,
    Discuss,
    Exercise,
    Fill,
    Label,
    Match,
    Number,
    Recall,
    Type,
    blanks_in_formulas,
    cloze_text,
)
from ...bank.prose import Picture, Prose, parse, plain
from ...diagnostics import wide
from ...format import letters, series
from ...locale import _, speaking, spoken
from ...mathematics.in_text import latex_words
from ..numbered import numbered_name
from .areas import (
    GAP,
    AnswerArea,
    AnswerBlank,
    AnswerLines,
    Blanks,
    Gap,
    LabelBlanks,
    LetteredChoice,
    NoAnswerArea,
    Options,
    OrderArea,
    PairsArea,
)
from .model import Item
from .prose import replaced
from .timing import is_higher_order

BLANK_COLUMNS, MAX_BLANK_COLUMNS = 20, 48
"""Columns of the shortest and the longest blank."""

HANDWRITING = 1.25
"""How much wider handwriting is than print."""


def key_positions(exercises: Sequence[Exercise], rng: random.Random) -> dict[str, int]:
    """Where to print the key of each choice, so that no letter is the key more often than others.

    Only choices with one right option, and without an order of their own, can be placed; the keys of
    the others count.
    """
    free: list[tuple[str, int]] = []
    counts: dict[int, list[int]] = {}
    for exercise in exercises:
        choose = exercise.response
        if not isinstance(choose, Choose) or choose.several:
            continue
        size = len(choose.options)
        fixed = in_order(choose)
        key = next(option for option in choose.options if option.right)
        by_position = counts.setdefault(size, [0] * size)
        if fixed is not None:
            by_position[fixed.index(key)] += 1
        elif key.keep_last:
            by_position[-1] += 1
        else:
            free.append((exercise.id, size - sum(o.keep_last for o in choose.options)))
    sizes = {e.id: len(e.response.options) for e in exercises if isinstance(e.response, Choose)}
    rng.shuffle(free)
    found = {}
    for id, positions in free:
        by_position = counts[sizes[id]]
        at = min(range(positions), key=lambda n: (by_position[n], rng.random()))
        by_position[at] += 1
        found[id] = at
    return found


def option_letter(index: int) -> str:
    """The letter of an option or a form, counted from 0: A, B, … Z, AA, AB, …"""
    return letters(index).upper()


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """A question as it is printed, and its key in one line ("B", "C, A, B")."""

    prompt: Prose
    answer_area: AnswerArea
    key: str


def printed_question(
    exercise: Exercise, rng: random.Random, key_at: int | None = None
) -> PrintedQuestion:
    """Print a question, with its options shuffled unless they have an order of their own.

    `key_at` is the index for the right option of a choice that `key_positions` found to be free.
    """
    prompt = parse(exercise.prompt) if exercise.prompt else ()
    response = exercise.response
    match response:
        case Choose():
            options = list(arranged(response, rng))
            if key_at is not None:
                at = next(n for n, option in enumerate(options) if option.right)
                options[at], options[key_at] = options[key_at], options[at]
            right = [option_letter(n) for n, option in enumerate(options) if option.right]
            area = Options(_choices([option.text for option in options]), response.several)
            return PrintedQuestion(prompt, area, ", ".join(right))
        case Fill():
            return _printed_cloze(exercise, response)
        case Type():
            blank = AnswerBlank(_columns([response.answer]))
            return PrintedQuestion(prompt, blank, plain(response.answer))
        case Number():
            blank = AnswerBlank(BLANK_COLUMNS, response.unit)
            return PrintedQuestion(prompt, blank, response.text)
        case Recall():
            lines = AnswerLines(4 if is_higher_order(exercise) else 2)
            return PrintedQuestion(prompt, lines, plain(response.answer))
        case Arrange():
            items = disordered(response.items, rng)
            order = [option_letter(items.index(item)) for item in response.items]
            return PrintedQuestion(prompt, OrderArea(_choices(items)), ", ".join(order))
        case Match():
            return _printed_match(prompt, response, rng)
        case Label():
            names = [plain(part.name) for part in response.parts]
            blanks = LabelBlanks(len(names), _columns(names))
            return PrintedQuestion(whole_prompt(exercise), blanks, label_key(names))
        case Discuss():
            return PrintedQuestion(prompt, NoAnswerArea(), "")
        case _:
            assert_never(response)


def label_key(names: Sequence[str]) -> str:
    """The names of parts in one line: "lens", "1 lens; 2 box"."""
    if len(names) == 1:
        return names[0]
    return series(f"{n} {name}" for n, name in enumerate(names, 1))


def _choices(texts: Sequence[str]) -> tuple[LetteredChoice, ...]:
    return tuple(LetteredChoice(option_letter(n), parse(text)) for n, text in enumerate(texts))


def _columns(answers: Iterable[str]) -> int:
    """The width of a blank for the longest of some answers, in steps that do not reveal it."""
    longest = max((wide(plain(answer)) for answer in answers), default=0)
    columns = ceil(HANDWRITING * longest / 8) * 8
    return max(BLANK_COLUMNS, min(MAX_BLANK_COLUMNS, columns))


def _printed_match(prompt: Prose, match: Match, rng: random.Random) -> PrintedQuestion:
    rights = list(match.choices)
    rng.shuffle(rights)  # may leave them in order: always swapped, two pairs would be known
    lefts = tuple(parse(left) for left, _ in match.pairs)
    key = ", ".join(
        f"{n} {option_letter(rights.index(right))}" for n, (_, right) in enumerate(match.pairs, 1)
    )
    return PrintedQuestion(prompt, PairsArea(lefts, _choices(rights)), key)


def _printed_cloze(exercise: Exercise, fill: Fill) -> PrintedQuestion:
    answers = blank_answers(fill)
    columns = _columns(answers)
    gaps = tuple(
        Gap(number, columns, plain(blank.hint) if blank.hint else None)
        for blank, number in _gaps(fill)
    )
    with speaking(exercise.lang, spoken()):
        prompt = _("Fill in the blanks.") if len(fill.answers) > 1 else _("Fill in the blank.")
    area = Blanks(parse(_gapped(fill)), gaps, len(answers))
    return PrintedQuestion(parse(exercise.prompt or prompt), area, cloze_key(fill))


def _numbered_blanks(fill: Fill) -> list[tuple[Blank, int]]:
    """Each blank with the number of its answer in print."""
    answers = blank_answers(fill)
    numbers = [1 + answers.index(plain(answer)) for _, answer in fill.answers]
    blanks = [part for part in fill.parts if isinstance(part, Blank)]
    return list(zip(blanks, numbers, strict=True))


def _gaps(fill: Fill) -> list[tuple[Blank, int]]:
    """The blanks that are gaps in the text; in formulas they are boxes."""
    inside = blanks_in_formulas(fill.parts)
    outside = [n not in inside for n, part in enumerate(fill.parts) if isinstance(part, Blank)]
    return list(compress(_numbered_blanks(fill), outside))


def blank_answers(fill: Fill) -> list[str]:
    """The words to fill in, without repetition: those of blank 1, 2, … in print."""
    return list(dict.fromkeys(plain(answer) for _, answer in fill.answers))


def cloze_key(fill: Fill) -> str:
    """The answers of a cloze in one line: "stays", "(1) four hours; (2) stays"."""
    keys = blank_answers(fill)
    if len(keys) == 1:
        return keys[0]
    return series(f"({n}) {key}" for n, key in enumerate(keys, 1))


def _gapped(fill: Fill) -> str:
    """The text of a cloze with `GAP` for each blank, and nowhere else.

    In a formula a blank is a box, with the hint in it, or its number if there are several, or “?”.
    """
    numbers = {id(blank): f"({n})" for blank, n in _numbered_blanks(fill)}
    is_numbered = len(blank_answers(fill)) > 1

    def box(blank: Blank) -> str:
        number = numbers[id(blank)] if is_numbered else "?"
        return rf"\boxed{{\;\text{{{latex_words(plain(blank.hint or '')) or number}}}\;}}"

    parts = [part.replace(GAP, "\ufffd") if isinstance(part, str) else part for part in fill.parts]
    return cloze_text(parts, lambda blank: GAP, box)


def whole_prompt(exercise: Exercise) -> Prose:
    """The prompt, followed by the text of a cloze with "[…]" for each blank, or a numbered picture.

    Several blanks are numbered as in the key: "(1) […]".
    """
    prompt = parse(exercise.prompt) if exercise.prompt else ()
    response = exercise.response
    if isinstance(response, Label):
        return (*prompt, Picture(numbered_name(exercise.id), response.alt))
    if not isinstance(response, Fill):
        return prompt
    is_numbered = len(blank_answers(response)) > 1
    gaps = (f"({n})\u00a0[…]" if is_numbered else "[…]" for _, n in _gaps(response))
    return (*prompt, *replaced(parse(_gapped(response)), GAP, gaps))


def item(number: int, exercise: Exercise, printed: PrintedQuestion, teacher: bool) -> Item:
    """A question in a document, without passages and notes; a teacher's has no lines to write on."""
    area = printed.answer_area
    if teacher and isinstance(area, AnswerBlank | AnswerLines):
        area = NoAnswerArea()
    return Item(
        number,
        printed.prompt,
        area,
        level=exercise.level if teacher else None,
        lang=exercise.lang,
        id=exercise.id if teacher else None,
    )
