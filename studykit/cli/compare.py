"""`studykit source compare`: two translations of a work side by side, with marked differences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ..bank.load import Course
from ..diagnostics import StudykitError, UsageError, printable, require_known, unknown
from ..source.claims import Claim
from ..source.parallel import Pair, differing, pairs, witnesses
from ..terminal.output import colour, echo
from .common import Questions, Texts
from .loading import load_sources

if TYPE_CHECKING:
    from rich.text import Text as StyledText

STYLES = {
    "number": "bold cyan",
    "name": "bold green",
    "negation": "bold red",
    "modal": "bold yellow",
}


def compare(
    place: Annotated[
        str | None,
        typer.Argument(
            metavar="SECTION|TURN", help="A section (part-1) or a turn (part-1/A2). Default: all."
        ),
    ] = None,
    work: Annotated[
        str | None, typer.Option("--work", metavar="ID", help="The work, if there are several.")
    ] = None,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Compare two translations side by side.

    Numbers, names, negations and modals that are in only one of them are coloured, or between
    asterisks.
    """
    course = load_sources(questions, texts)
    paired, uneven = _pairs(course, work)
    chosen = paired if place is None else _chosen(paired, place)
    from rich.text import Text as StyledText

    from ..terminal.console import NARROW, on_stdout  # not for the other commands of `source`

    writer = on_stdout(plain=not colour())
    left, right = chosen[0].left.source, chosen[0].right.source
    for pair in chosen:
        speaker = course.info.name(pair.left.speaker) or ""
        writer.line(f"{pair.left.section}/{pair.left.name}  {speaker}", "bold")
        differences = differing(pair.left.words, pair.right.words)
        first = [StyledText(left, "dim"), _marked(pair.left.words, differences[0])]
        second = [StyledText(right, "dim"), _marked(pair.right.words, differences[1])]
        if writer.width < NARROW:
            for paragraph in (*first, *second):
                writer.line(paragraph)
        else:
            writer.side_by_side(first, second)
        writer.line()
    for line in uneven:
        echo(line)
    echo(f"{len(chosen):,} of {len(paired):,} turns of {left} and {right}")


def _pairs(course: Course, work: str | None) -> tuple[list[Pair], list[str]]:
    """Return the paired turns of two texts, and messages on sections that cannot be paired."""
    require_known("work", work, (work.id for work in course.info.works))
    found = [
        (left, right)
        for left, right in witnesses(course.info, course.texts)
        if work in (None, left.version_of)
    ]
    if not found:
        raise StudykitError(
            "nothing to compare: no two texts of the same work are on this machine;"
            " `studykit source list` shows the sources"
        )
    left, right = found[0]
    paired, uneven = pairs(course.texts[left.id], course.texts[right.id])
    messages = [
        f"{section.section} cannot be compared: {section.left:,} turns in {left.id},"
        f" {section.right:,} in {right.id}"
        for section in uneven
    ]
    if not paired:
        raise StudykitError("; ".join(messages) or f"{left.id} and {right.id} have no turns")
    return paired, messages


def _chosen(paired: list[Pair], place: str) -> list[Pair]:
    section, _, turn = place.partition("/")
    chosen = [
        pair
        for pair in paired
        if pair.left.section == section and (not turn or pair.left.name.lower() == turn.lower())
    ]
    if not chosen:
        sections = [pair.left.section for pair in paired]
        require_known("section", section, sections)
        turns = [f"{section}/{pair.left.name}" for pair in paired if pair.left.section == section]
        raise UsageError(unknown("turn", place, turns))
    return chosen


def _marked(words: str, differences: list[Claim]) -> StyledText:
    """Return words with their differences coloured, or between asterisks without colours."""
    from rich.text import Text as StyledText

    words = printable(words, keep_lines=True)
    if colour():
        text = StyledText(words)
        for claim in differences:
            text.stylize(STYLES[claim.kind], claim.start, claim.end)
        return text
    for claim in sorted(differences, reverse=True, key=lambda claim: claim.start):
        words = f"{words[: claim.start]}*{words[claim.start : claim.end]}*{words[claim.end :]}"
    return StyledText(words)
