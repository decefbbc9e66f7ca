"""A message that asks a language model to correct the cards that a verification found wrong."""

from __future__ import annotations

from collections.abc import Iterator

from ..format import in_quotation_marks, plural
from ..importing.quote_check import FoundAt, QuoteCheck, Status
from ..importing.verify import CardCheck, CardsReport

_HOW = """\
## How to correct them

1. Copy quotes from the passages above, or from the text itself, character by character. Do not change,
   shorten or join them, and do not write a quote from memory.
2. Read the question and the answer again with the new quote. If it no longer proves the answer, change
   the answer or the question until it does.
3. If nothing in the text proves the answer, leave the card out. A missing card is better than one without
   evidence.

Return the complete list in the same format as before, in one code block and with nothing else. Keep the
cards that are right exactly as they are.
"""


def repair_message(report: CardsReport) -> str:
    """Return what is wrong with each card, what the text says, and what to return; "" if nothing is wrong."""
    wrong = [card for card in report.cards if not card.passes]
    if not wrong:
        return ""
    right = len(report.cards) - len(wrong)
    count = plural(len(report.cards), "card")
    verb = "is" if right == 1 else "are"
    keep = (
        f"{right:,} of your {count} {verb} right" if right else f"None of your {count} is right yet"
    )
    lines = [
        f"I looked up every quote in the text, word by word. {keep}. Please correct"
        f" {'this one' if len(wrong) == 1 else f'these {len(wrong):,}'}:",
        "",
    ]
    several = len(report.texts) > 1
    for n, card in enumerate(wrong, 1):
        lines += [*_card(n, card, several), ""]
    return "\n".join(lines) + "\n" + _HOW


def _card(n: int, card: CardCheck, several: bool) -> Iterator[str]:
    """Yield what is wrong with a card, as Markdown."""
    yield f"## {n}. {card.question or 'A card without a question'} ({card.place})"
    yield ""
    if card.damaged:
        yield f"- The card could not be read in full: {card.problem}."
    elif card.content:
        yield f"- The card cannot be used, because it has {card.problem}. Do without it, or leave the card out."
    elif card.problem:
        yield f"- The card cannot be used. {_sentence(card.problem)}"
    for quote in card.quotes:
        if quote.status is not Status.FOUND:
            yield from _quote(quote, several)
    if not card.quotes:
        yield "- It has no quote."
    if card.nearest:
        yield "- The sentences that come closest to the question and its answer are:"
        for sentence in card.nearest:
            yield f"  - {_cited(sentence, several)}"
        yield "  Quote one of them if it proves the answer; if none does, leave the card out."


def _quote(quote: QuoteCheck, several: bool) -> Iterator[str]:
    """Yield what is wrong with a quote."""
    mine = quote.quote.strip() if quote.write else quote.words
    yield f"- You quoted: {in_quotation_marks(mine)}"
    match quote.status:
        case Status.NEAR if quote.nearest:
            yield f"  This is not in the text{_changes(quote)}. The text says:"
            yield f"  {_cited(quote.nearest, several)}"
        case Status.NOT_FOUND:
            yield "  This is not in the text, and nothing like it is."
            if quote.nearest:
                yield f"  The longest part of it that is there: {_cited(quote.nearest, several)}"
        case _:
            yield f"  {_sentence(quote.message)}"
            for line in quote.help.splitlines():
                yield f"  {line[:1].upper()}{line[1:]}"
            if quote.write:
                yield f"  Write: “{quote.write}”"


def _changes(quote: QuoteCheck) -> str:
    """Say which words differ, if they are few."""
    if quote.changes_meaning:
        return f": what it leaves out or adds changes the meaning (“{quote.changes_meaning}”)"
    steps = [step for step in quote.diff if step.operation != "equal"]
    if not 0 < len(steps) < 4:
        return ""
    changes = []
    for _, mine, theirs in steps:
        if mine and theirs:
            changes.append(f"“{mine}” should be “{theirs}”")
        elif mine:
            changes.append(f"“{mine}” is not there")
        else:
            changes.append(f"“{theirs}” is missing")
    return f": {', '.join(changes)}"


def _cited(found: FoundAt, several: bool) -> str:
    where = [found.source] * several + [found.place] + [found.speaker] * bool(found.speaker)
    return f"“{found.text}” ({', '.join(filter(None, where))})"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{'' if words[-1:] in '.!?' else '.'}"
