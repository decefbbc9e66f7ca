"""Whole sessions and exams of Python, step by step, for the page's modules to repeat."""

from __future__ import annotations

import random
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from studykit.bank.model import Arrange, Choose, Discuss, Fill, Label, Match, Recall
from studykit.quiz.cards import Card, cards
from studykit.quiz.exam import Exam
from studykit.quiz.marking import Answer, Layout
from studykit.quiz.plan import Limits
from studykit.quiz.progress import Overtaken, Progress
from studykit.quiz.results import Step, Summary, Tally
from studykit.quiz.review_log import CardKey
from studykit.quiz.schedule import Day, Grade, Scheduling, millis, millis_or_none
from studykit.quiz.session import Mode, Session
from studykit.quiz.typed import Outcome
from studykit.quiz.vocabulary import vocabulary

from .questions import COURSE, WORDS, deck, page_data

START = datetime(2024, 3, 5, 12, tzinfo=UTC)
GRADES = (Grade.AGAIN, Grade.AGAIN, Grade.HARD, Grade.GOOD, Grade.GOOD, Grade.GOOD, Grade.EASY)


def name(key: CardKey) -> str:
    return f"{key.question}/{key.part}"


def session_trace(seed: int) -> dict[str, Any]:
    """Play one session at random; return what it was made of, what was done, and what was seen."""
    rng = random.Random(seed)
    exercises = deck(rng, rng.choice((1, 3, 8, 20, 40)))
    deck_cards = list(cards(COURSE, exercises))
    store = Progress.in_memory()
    live(rng, deck_cards, store)
    before = list(store.export())
    options = {
        "mode": rng.choice(["study"] * 6 + ["all", "cram"]),
        "limits": {
            "new": rng.choice((0, 3, 20)),
            "reviews": rng.choice((2, 200)),
            "more": rng.choice((None, None, None, 5)),
            "cards": rng.choice((None, None, 4)),
        },
        "scheduling": {"retention": rng.choice((0.8, 0.9)), "fuzz": rng.random() < 0.5},
        "seed": rng.randrange(2**32),
        "mixed": rng.random() < 0.3,
    }
    now = START + timedelta(minutes=rng.randrange(2 * 24 * 60))
    day = Day.of(now)
    session = Session(
        deck_cards,
        now,
        store=store,
        mode=Mode(options["mode"]),
        day=day,
        limits=Limits(**options["limits"]),
        scheduling=Scheduling(**options["scheduling"]),
        seed=options["seed"],
        mixed=options["mixed"],
    )
    opened = millis(now)
    steps = []
    for _ in range(rng.randrange(1, 60)):
        now += timedelta(milliseconds=rng.choice((1, 5_000, 70_000, 700_000, -100_000)))
        done = _act(rng, session, store, now)
        steps.append(done)
        if done["seen"]["card"] is None and rng.random() < 0.6:
            break
    return {
        "data": page_data(exercises),
        "reviews": "".join(f"{line}\n" for line in before),
        "opened": opened,
        "day": {"start": millis(day.start), "end": millis(day.end)},
        "options": options,
        "steps": steps,
        "closed": millis(now),
        "end": {
            "steps": [_step(step) for step in session.steps],
            "summary": _summary(session.summary(now)),
            "states": {name(key): state.as_data() for key, state in store.states(COURSE).items()},
            "buried": sorted(name(key) for key in store.buried(COURSE, now)),
        },
    }


def live(rng: random.Random, deck_cards: list[Card], store: Progress) -> None:
    """Review some of the cards in the weeks before, and on the same day."""
    for card in deck_cards:
        if not card.graded or rng.random() < 0.4:
            continue
        is_hard = rng.random() < 0.1
        at = START - timedelta(
            days=160 if is_hard else rng.randrange(40), minutes=rng.randrange(900)
        )
        for n in range(80 if is_hard else rng.choice((1, 2, 4))):
            grade = (Grade.EASY, Grade.AGAIN)[n % 2] if is_hard else rng.choice(GRADES)
            review = store.add(card.key, grade, at, None, Scheduling(fuzz=rng.random() < 0.5))
            if rng.random() < 0.05:
                store.undo(review, at)
            at += timedelta(minutes=rng.choice((1, 12, 600, 60 * 24 * 3, 60 * 24 * 8)))
            if at > START + timedelta(hours=6):
                break


def _act(rng: random.Random, session: Session, store: Progress, now: datetime) -> dict[str, Any]:
    """Ask the next card and do something; return both."""
    card = session.ask(now)
    counts = session.counts
    seen: dict[str, Any] = {
        "card": None if card is None else name(card.key),
        "counts": asdict(counts) | {"left": counts.left, "total": counts.total},
    }
    if card is not None:
        seen["state"] = session.state.as_data()
        seen["layout"] = shown(session.layout)
    act: dict[str, Any] = {"at": millis(now), "seen": seen}
    kind = rng.choice(["grade"] * 9 + ["skip", "bury", "undo", "undo", "elsewhere"])
    if card is None or kind == "undo":
        step = session.undo(now)
        return act | {"do": "undo", "undone": None if step is None else name(step.card.key)}
    if kind == "skip":
        session.skip()
    elif kind == "bury":
        session.bury(now)
    elif not card.graded:
        kind = "discuss"
        session.discuss()
    else:
        grade, elapsed_ms = rng.choice(GRADES), rng.randrange(100_000)
        outcome = rng.choice((None, *Outcome))
        act |= {"grade": int(grade), "elapsedMs": elapsed_ms, "outcome": outcome}
        if kind == "elsewhere":  # in another window; does not concern a session that keeps nothing
            store.add(card.key, Grade.GOOD, now, None, session.scheduling)
        try:
            act["after"] = session.grade(grade, now, elapsed_ms, outcome).as_data()
        except Overtaken:
            act["after"] = "overtaken"
    return act | {"do": kind}


def shown(layout: Layout) -> list[str]:
    """Return the texts of a layout in order."""
    return [option.text for option in layout.options] or list(layout.items)


def _step(step: Step) -> dict[str, Any]:
    return {
        "card": name(step.card.key),
        "done": step.done,
        "grade": step.grade,
        "elapsedMs": step.elapsed_ms,
        "before": step.before.as_data(),
        "after": step.after.as_data(),
        "outcome": step.outcome,
    }


def _tally(tally: Tally) -> dict[str, int]:
    return asdict(tally) | {"answered": tally.answered}


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "all": _tally(summary.all),
        "typed": summary.typed,
        "typedRight": summary.typed_right,
        "hardest": [name(card.key) for card in summary.hardest],
        "leeches": [name(card.key) for card in summary.leeches],
        "next": asdict(summary.next) | {"first": millis_or_none(summary.next.first)},
    }


def exam_trace(seed: int) -> dict[str, Any]:
    """Take one exam at random."""
    rng = random.Random(seed)
    exercises = deck(rng, rng.choice((2, 10, 30)))
    deck_cards = list(cards(COURSE, exercises))
    ids = [exercise.id for exercise in exercises]
    giveaways = {(rng.choice(ids), rng.choice(ids)) for _ in range(rng.randrange(6))}
    count = rng.choice((1, 5, 50))
    exam = Exam(deck_cards, count, seed, vocabulary(exercises), giveaways)
    answers = []
    for _ in range(rng.randrange(40)):
        if exam.current is None or rng.random() < 0.1:
            answers.append("back")
            exam.back()
        else:
            answer = _answer(rng, exam.current, exam.layout(exam.current))
            exam.answer(answer, 5)
            answers.append(sorted(answer) if isinstance(answer, set) else answer)
    return {
        "data": page_data(exercises),
        "count": count,
        "seed": seed,
        "giveaways": sorted(giveaways),
        "answers": answers,
        "end": {
            "cards": [name(card.key) for card in exam.cards],
            "possible": exam.possible,
            "number": exam.number,
            "layouts": [shown(exam.layout(card)) for card in exam.cards],
            "marked": [[name(one.card.key), one.outcome, one.right] for one in exam.marked],
        },
    }


def _answer(rng: random.Random, card: Card, layout: Layout) -> Answer:
    """Return an answer that may be right."""
    match card.exercise.response:
        case _ if rng.random() < 0.1:
            return None
        case Choose():
            right = {n for n, option in enumerate(layout.options) if option.right}
            return right if rng.random() < 0.5 else {rng.randrange(len(layout.options))}
        case Arrange(items):
            order = list(range(len(items)))
            if rng.random() < 0.6:
                return sorted(order, key=lambda n: items.index(layout.items[n]))
            return rng.sample(order, len(order))
        case Match(pairs):
            right_ones = [layout.items.index(right) for _, right in pairs]
            return right_ones if rng.random() < 0.5 else right_ones[::-1]
        case Fill() as fill:
            right_words = " ".join(words for number, words in fill.answers if number == card.part)
            return rng.choice((right_words, right_words.upper(), right_words[:-1], "window"))
        case Label(parts=parts):
            return rng.choice((parts[card.part - 1].name, parts[0].name[:-1], "window"))
        case Recall() | Discuss():
            return None
        case _:
            return rng.choice((*WORDS, "harbuor", "25", "30 %", "12"))
