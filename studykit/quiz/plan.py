"""The plan of a study: which cards to ask on a day, and in which order."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from .review_log import CardKey, Review
from .schedule import NEW, CardState, Day, Phase

LEARN_AHEAD = timedelta(minutes=20)
"""How long before it is due a card in learning is asked if nothing else is left."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most new cards and reviews a day, and the most `cards` in the session.

    With `more`, the session introduces that many new cards, ignoring today's limit.
    """

    new: int = 20
    reviews: int = 200
    more: int | None = None
    cards: int | None = None


InLearning = tuple[datetime, CardKey]
"""A card in learning and the time at which it is due."""


def planned(
    cards: Iterable[CardKey],
    states: Mapping[CardKey, CardState],
    day: Day,
    reviews_today: Sequence[Review],
    limits: Limits,
    rng: random.Random | None,
) -> tuple[list[CardKey], list[InLearning]]:
    """Return the reviews and new cards of a day in order, and its cards in learning by due time.

    With `rng`, new cards are in random order.
    """
    new, due, learning = _by_phase(cards, states, day)
    if rng is not None:
        rng.shuffle(new)
    if limits.cards is not None:
        learning = learning[: limits.cards]
    taken = {review.card.question for review in reviews_today}
    taken |= {key.question for _, key in learning}
    reviewed_today = sum(review.before.phase is Phase.REVIEW for review in reviews_today)
    reviews = _first_of_each_question(due, taken)
    reviews = reviews[: max(0, limits.reviews - reviewed_today)]
    taken |= {key.question for key in reviews}
    most_new = limits.more
    if most_new is None:
        new_today = sum(review.before.phase is Phase.NEW for review in reviews_today)
        most_new = max(0, limits.new - new_today)
    plan = _mixed(reviews, _first_of_each_question(new, taken)[:most_new])
    if limits.cards is not None:
        plan = plan[: limits.cards - len(learning)]
    return plan, learning


def _by_phase(
    cards: Iterable[CardKey], states: Mapping[CardKey, CardState], day: Day
) -> tuple[list[CardKey], list[CardKey], list[InLearning]]:
    """Return the new cards, and by due time the reviews and the cards in learning of a day."""
    new: list[CardKey] = []
    due: list[tuple[datetime, CardKey]] = []
    learning: list[InLearning] = []
    for key in cards:
        state = states.get(key, NEW)
        if state.phase is Phase.NEW:
            new.append(key)
        elif state.due is None or state.due >= day.end:
            continue
        elif state.is_learning:
            learning.append((state.due, key))
        elif state.last is None or not day.start <= state.last < day.end:
            due.append((state.due, key))
    due.sort(key=due_time)
    learning.sort(key=due_time)
    return new, [key for _, key in due], learning


def due_time(entry: InLearning) -> datetime:
    return entry[0]


def _first_of_each_question(keys: Iterable[CardKey], taken: set[str]) -> list[CardKey]:
    """Return the first card of each question, except the questions that are taken."""
    seen = set(taken)
    firsts = []
    for key in keys:
        if key.question not in seen:
            seen.add(key.question)
            firsts.append(key)
    return firsts


def _mixed(reviews: Sequence[CardKey], new: Sequence[CardKey]) -> list[CardKey]:
    """Spread new cards evenly among reviews."""
    mixed = list(reviews)
    every = (len(reviews) + 1) / (len(new) + 1)
    for n, key in enumerate(new):
        mixed.insert(n + int((n + 1) * every), key)
    return mixed
