"""`studykit coverage`: what the questions are about, and where the banks are thin."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..format import listed
from .common import Questions, Texts, colour, course_folder, print_report

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from ..analysis.coverage import Amount, Coverage, SourceCoverage, Spot
    from ..source.course import CourseFile
    from ..source.text import Place

MOST_TAGS = 12  # that the terminal shows
NARROW = 60  # columns below which figures stand in sentences


def coverage(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The course, as --questions names it.")
    ] = None,
    often: Annotated[
        int | None,
        typer.Option(
            "--often",
            min=1,
            metavar="N",
            help="Name sentences that more than N questions quote; 4 if left out.",
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object (docs/coverage.md).")
    ] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page.")
    ] = None,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Put no text on the page, only the quotes.")
    ] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Say what the questions are about.

    By source, section and speaker: how many questions there are, how many words they quote, which
    turns none is about, and which sentences too many are about. Quotes that are not found do not
    count; `studykit check` says which.
    """
    from ..analysis.coverage import OFTEN
    from ..analysis.coverage import coverage as covered
    from ..bank.evidence import verify
    from ..bank.load import load
    from ..diagnostics import Report, StudykitError
    from ..format import plural

    if no_text and html is None:
        raise StudykitError("--no-text says what --html writes: give --html FILE too")
    report = Report()
    course = load(course_folder(folder or questions), report, texts)
    if course is None:
        print_report(report)
        raise typer.Exit(1)
    found = covered(course, verify(course, report), OFTEN if often is None else often)
    notes = _notes(found, report.errors)
    if html is not None:
        from ..files import write_text
        from ..targets.coverage import coverage_page

        content, holds = coverage_page(found, course.info, notes, with_text=not no_text)
        write_text(html, content)
        said = f"{html}: {plural(len(found.questions), 'question')}, {len(content.encode()) / 1000:,.0f} kB"
        if holds:
            said += f"; it holds the text of {listed(holds)}: keep it to yourself"
        typer.echo(said, err=json)
    if json:
        from json import dumps

        typer.echo(dumps(_as_data(found, course.info, notes), ensure_ascii=False, indent=2))
    elif html is None:
        typer.echo(_Printer(found, course.info).shown(notes))


def _notes(found: Coverage, errors: int) -> list[str]:
    """What the figures leave out, or do not know, in sentences."""
    from ..format import plural

    notes = []
    if errors:
        notes.append(
            f"The course has {plural(errors, 'error')}, which `studykit check` shows; what could be"
            " loaded is counted."
        )
    if found.left_out:
        count = plural(len(found.left_out), "question has", "questions have")
        notes.append(f"{count} quotes that were not found; they do not count.")
    if found.uncited:
        notes.append(f"{plural(len(found.uncited), 'question cites', 'questions cite')} nothing.")
    absent = [s.source.id for s in found.sources if not s.by_text]
    if absent:
        notes.append(
            f"The text of {listed(absent)} is not here: how many words are quoted is roughly"
            " counted from the quotes; what share that is, and which turns no question is about,"
            " is not known."
        )
    return notes


# In a terminal.


class _Printer:
    """A coverage in columns that a terminal of 80 holds, and a narrower one folds."""

    def __init__(self, found: Coverage, info: CourseFile) -> None:
        from rich.console import Console

        self.found, self.info = found, info
        width = shutil.get_terminal_size().columns
        self.console: Console = Console(
            width=width, highlight=False, markup=False, emoji=False, no_color=not colour()
        )

    def shown(self, notes: list[str]) -> str:
        from ..format import plural

        found = self.found
        with self.console.capture() as captured:
            self._line(self.info.title, "bold")
            questions = plural(len(found.questions), "question")
            self._line(f"{questions} in {plural(len(found.banks), 'bank')}")
            for note in notes:
                self._line(note)
            self._sources()
            self._untouched()
            self._crowded()
            self._kinds()
        return "\n".join(line.rstrip() for line in captured.get().rstrip().split("\n"))

    def _line(self, words: str = "", style: str = "", indent: int = 0) -> None:
        from rich.padding import Padding
        from rich.text import Text

        from ..diagnostics import printable

        text = Text(printable(words), style=style)
        self.console.print(Padding(text, (0, 0, 0, indent), expand=False) if indent else text)

    def _sources(self) -> None:
        from rich.cells import cell_len

        from ..diagnostics import printable
        from ..format import plural

        rows = {source.source.id: self._rows(source) for source in self.found.sources}
        names = [cell_len(name) for group in rows.values() for name, _ in group]
        first = min(max(names, default=0), max(12, self.console.width - 48))
        for source in self.found.sources:
            total = source.total
            self._line()
            self._line(f"{source.source.id}: {source.source.title}", "bold")
            if not total.questions:
                if source.by_text:
                    there = f"any of its {plural(total.citable or 0, 'word')}"
                    self._line(f"no question quotes {there}", indent=2)
                else:
                    self._line("none of its passages is pinned", indent=2)
                continue
            if self.console.width < NARROW:
                for name, amount in rows[source.source.id]:
                    if amount is not None:
                        asked, spots, quoted, share = _figures(amount)
                        figures = f"{asked} questions, {spots} asked about, {quoted} words quoted"
                        self._line(f"{name.strip()}: {figures}, {share}", indent=2)
                continue
            table = self._table(first)
            for name, amount in rows[source.source.id]:
                if amount is None:
                    table.add_row()
                else:
                    table.add_row(printable(name), *_figures(amount))
            self.console.print(table)

    def _table(self, first: int) -> Table:
        """A table of figures behind a name, whose column is so wide."""
        from rich.table import Table

        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        table.add_column("", min_width=first, max_width=first, overflow="fold")
        for head in ("questions", "asked about", "words quoted", "share"):
            table.add_column(head, justify="right", no_wrap=True)
        return table

    def _rows(self, source: SourceCoverage) -> list[tuple[str, Amount | None]]:
        """Names and amounts, None between the groups."""
        rows: list[tuple[str, Amount | None]] = [
            ("  " + source.section(group.id), group.amount) for group in source.sections
        ]
        if any(group.id for group in source.speakers):
            rows.append(("", None))
            rows += [
                ("  " + (self.info.name(group.id) or group.id or "outside of turns"), group.amount)
                for group in source.speakers
            ]
        return [*rows, ("", None), ("  all", source.total)]

    def _untouched(self) -> None:
        for source in self.found.sources:
            if not (source.by_text and source.total.questions):
                continue
            self._line()
            count, of = len(source.untouched), f"{len(source.spots):,} {source.noun}"
            self._line(f"{source.source.id}: {count:,} of {of} that no question quotes", "bold")
            for section, group in groupby(source.untouched, key=lambda spot: spot.place.section):
                self._line(f"{source.section(section)}: {_names(list(group))}", indent=2)

    def _crowded(self) -> None:
        from ..bank.citation import place_name
        from ..format import plural

        found = self.found
        crowded = [(source, one) for source in found.sources for one in source.crowded]
        many = plural(found.often, "question")
        self._line()
        if not crowded:
            self._line(f"no sentence is quoted by more than {many}", "bold")
            return
        self._line(f"{plural(len(crowded), 'sentence')} quoted by more than {many}", "bold")
        for source, one in crowded:
            place = f"{source.source.id}, {place_name(one.place, self.info, source.source.id)}"
            self._line(f"{len(one.asked):,} questions on {place}: {one.words}", indent=2)
            self._line(", ".join(found.questions[n].id for n in one.asked), indent=4)

    def _kinds(self) -> None:
        from rich.table import Table
        from rich.text import Text

        from ..diagnostics import printable

        found = self.found
        groups: dict[str, Mapping[Any, int]] = {
            "types": found.types,
            "levels": {level or "none": n for level, n in found.levels.items() if level or n},
            "banks": found.banks,
            "tags": found.tags,
        }
        table = Table.grid(padding=(0, 2, 0, 0))
        room = self.console.width - max(map(len, groups)) - 2
        for name, counts in groups.items():
            shown = list(counts.items())[: MOST_TAGS if name == "tags" else None]
            items = [f"{printable(key)} {n:,}" for key, n in shown]
            if rest := len(counts) - len(shown):
                items.append(f"and {rest:,} more")
            if items:
                table.add_row(Text(name, style="bold"), Text(_wrapped(items, room)))
        self._line()
        self.console.print(table)


def _wrapped(items: list[str], width: int) -> str:
    """Items with commas between, in lines of a width; none is broken that fits in one."""
    from rich.cells import cell_len

    lines: list[str] = []
    for n, item in enumerate(items):
        item += "," * (n + 1 < len(items))
        if lines and cell_len(lines[-1]) + 1 + cell_len(item) <= width:
            lines[-1] += f" {item}"
        else:
            lines.append(item)
    return "\n".join(lines)


def _figures(amount: Amount) -> tuple[str, str, str, str]:
    """Questions, spots, words and share; a dash is what is not known."""
    if amount.citable is None:
        about = "about " if amount.quoted else ""
        quoted = f"{about}{amount.quoted:,}"
        return f"{amount.questions:,}", f"{amount.touched:,} of –", f"{quoted} of –", "–"
    return (
        f"{amount.questions:,}",
        f"{amount.touched:,} of {amount.spots:,}",
        f"{amount.quoted:,} of {amount.citable:,}",
        amount.percent,
    )


def _names(spots: list[Spot]) -> str:
    """The names of spots: "Q1, A3", "paragraphs 1, 4–6"."""
    turns = [spot.place.turn for spot in spots if spot.place.turn]
    numbers = sorted(spot.place.paragraph or 1 for spot in spots if not spot.place.turn)
    parts = [", ".join(turns)] if turns else []
    if numbers:
        ranges = []
        for _, group in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
            run = [number for _, number in group]
            ranges.append(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]))
        parts.append(f"paragraph{'s' * (len(numbers) > 1)} {', '.join(ranges)}")
    return "; ".join(parts)


# As data.


def _as_data(found: Coverage, info: CourseFile, notes: list[str]) -> dict[str, Any]:
    """The JSON object that `docs/coverage.md` describes."""

    def ids(asked: Iterable[int]) -> list[str]:
        return [found.questions[n].id for n in asked]

    def amount(of: Amount) -> dict[str, Any]:
        return {
            "questions": of.questions,
            "spots": None if of.citable is None else of.spots,
            "spots_quoted": of.touched,
            "words": of.citable,
            "words_quoted": of.quoted,
            "share": None if of.share is None else round(of.share, 4),
        }

    def place(of: Place) -> dict[str, Any]:
        return {"section": of.section, "turn": of.turn, "paragraph": of.paragraph}

    return {
        "course": info.id,
        "questions": len(found.questions),
        "left_out": [asked.id for asked in found.left_out],
        "uncited": [asked.id for asked in found.uncited],
        "often": found.often,
        "notes": notes,
        "sources": [
            {
                "id": source.source.id,
                "title": source.source.title,
                "text_here": source.by_text,
                **amount(source.total),
                "sections": [
                    {"id": group.id, "title": source.section(group.id), **amount(group.amount)}
                    for group in source.sections
                ],
                "speakers": [
                    {"id": group.id, "name": info.name(group.id), **amount(group.amount)}
                    for group in source.speakers
                ],
                "each_spot": [
                    {
                        **place(spot.place),
                        "speaker": spot.place.speaker,
                        "questions": ids(spot.asked),
                        "words": spot.citable,
                        "words_quoted": spot.quoted,
                    }
                    for spot in source.spots
                ],
                "often_quoted": [
                    {**place(one.place), "quoted": one.words, "questions": ids(one.asked)}
                    for one in source.crowded
                ],
            }
            for source in found.sources
        ],
        "types": found.types,
        "levels": {level or "none": n for level, n in found.levels.items()},
        "banks": found.banks,
        "tags": found.tags,
    }
