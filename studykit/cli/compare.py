"""`studykit source compare`: two renderings of a work side by side, what differs marked."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import Questions, Texts, colour, course_folder, print_report

if TYPE_CHECKING:
    from rich.text import Text as RichText

    from ..bank.load import Course
    from ..source.claims import Claim
    from ..source.parallel import Pair

NARROW = 60  # columns below which the two stand one above the other


def compare(
    place: Annotated[
        str | None,
        typer.Argument(
            metavar="[SECTION|TURN]",
            help="A section (part-1) or a turn (part-1/A2); all if left out.",
        ),
    ] = None,
    work: Annotated[
        str | None, typer.Option("--work", metavar="ID", help="The work, if there are several.")
    ] = None,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Set two renderings side by side.

    Numbers, names, negations and modals that only one of them has are marked: in colour, or
    between asterisks.
    """
    from rich.console import Console
    from rich.table import Table

    course, paired, uneven = _pairs(questions, texts, work)
    chosen = _chosen(paired, place)
    width = shutil.get_terminal_size().columns
    console = Console(width=width, highlight=False, markup=False, no_color=not colour())
    left, right = chosen[0].left.source, chosen[0].right.source
    for pair in chosen:
        speaker = course.info.name(pair.left.speaker) or ""
        console.print(f"{pair.left.section}/{pair.left.name}  {speaker}", style="bold")
        mine, other = _marked(pair)
        if width < NARROW:
            for name, words in ((left, mine), (right, other)):
                console.print(f"[{name}]", style="dim")
                console.print(words)
        else:
            table = Table.grid(padding=(0, 2), expand=True)
            table.add_column(ratio=1)
            table.add_column(ratio=1)
            table.add_row(left, right, style="dim")
            table.add_row(mine, other)
            console.print(table)
        console.print()
    for line in uneven:
        typer.echo(line)
    typer.echo(f"{len(chosen):,} of {len(paired):,} turns of {left} and {right}")


def _pairs(
    questions: Path | None, texts: Path | None, work: str | None
) -> tuple[Course, list[Pair], list[str]]:
    from ..bank.load import load
    from ..diagnostics import Report, StudykitError
    from ..source.parallel import pairs, witnesses

    report = Report()
    course = load(course_folder(questions), report, texts)
    if course is None:
        print_report(report)
        raise typer.Exit(1)
    found = [
        (a, b) for a, b in witnesses(course.info, course.texts) if work is None or a.work == work
    ]
    if not found:
        raise StudykitError(
            "there are no two texts with turns of one work here; `studykit source list` says which"
            " texts are"
        )
    a, b = found[0]
    paired, uneven = pairs(course.texts[a.id], course.texts[b.id])
    lines = [
        f"{u.section} cannot be set side by side: {u.left:,} turns in {a.id}, {u.right:,} in {b.id}"
        for u in uneven
    ]
    if not paired:
        raise StudykitError("; ".join(lines) or f"{a.id} and {b.id} have no turns")
    return course, paired, lines


def _chosen(paired: list[Pair], place: str | None) -> list[Pair]:
    from ..diagnostics import StudykitError, suggest

    if place is None:
        return paired
    section, _, turn = place.partition("/")
    chosen = [
        pair
        for pair in paired
        if pair.left.section == section and (not turn or pair.left.name.lower() == turn.lower())
    ]
    if not chosen:
        known = [pair.left.section for pair in paired]
        known += [f"{pair.left.section}/{pair.left.name}" for pair in paired]
        hint = (
            suggest(place, dict.fromkeys(known))
            or f"the sections are {', '.join(dict.fromkeys(known[: len(paired)]))}"
        )
        raise StudykitError(f"there is no turn or section `{place}`; {hint}")
    return chosen


def _marked(pair: Pair) -> tuple[RichText, RichText]:
    from ..source.parallel import differing

    left, right = differing(pair.left.words, pair.right.words)
    return _highlit(pair.left.words, left), _highlit(pair.right.words, right)


def _highlit(words: str, claims: list[Claim]) -> RichText:
    from rich.text import Text as RichText

    styles = {
        "number": "bold cyan",
        "name": "bold green",
        "negation": "bold red",
        "modal": "bold yellow",
    }
    if colour():
        text = RichText(words)
        for claim in claims:
            text.stylize(styles[claim.kind], claim.start, claim.end)
        return text
    for claim in sorted(claims, reverse=True, key=lambda claim: claim.start):
        words = f"{words[: claim.start]}*{words[claim.start : claim.end]}*{words[claim.end :]}"
    return RichText(words)
