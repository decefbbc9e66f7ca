"""The page of `studykit coverage --html`: one self-contained file without scripts.

Counts are printed as numbers as well as shades, so that the page works in black and white, on paper
and read aloud.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from string import Template

from ..analysis.coverage import Amount, Coverage, QuestionRow, SourceCoverage
from ..analysis.spots import Crowded, Spot
from ..bank.citation import place_name
from ..format import plural
from ..source.course import CourseFile
from ..source.text import Place
from .html import PAGE_WITHOUT_MEDIA, words

TEMPLATES = Path(__file__).parent / "templates"

SHADES = {0: "0", 1: "1", 2: "2", 3: "3–4", 5: "5+"}
"""The least number of questions for each shade, `n0` to `n4` in the style sheet."""

ALL = "all"

Row = tuple[str, Amount, str | None]
"""A row of a table: its name, its amount, its link within the page."""


def coverage_page(
    found: Coverage, info: CourseFile, notes: Iterable[str], with_text: bool = True
) -> tuple[str, list[str]]:
    """Return the page and the ids of the sources whose text it contains.

    With `with_text=False` it contains only the words of a source that questions quote.
    """
    page = _CoveragePage(found, info, with_text)
    shell = Template((TEMPLATES / "coverage.html").read_text(encoding="utf-8"))
    html = shell.substitute(
        title=escape(info.title),
        heading=words(info.title),
        style=(TEMPLATES / "coverage.css").read_text(encoding="utf-8"),
        summary="\n".join(page.head(notes)),
        main="\n".join(page.main()),
    )
    return html, [source.source.id for source in page.texts]


def shade(count: int) -> str:
    """Return the CSS class for a number of questions."""
    return f"n{sum(count >= least for least in SHADES) - 1}"


class _CoveragePage:
    def __init__(self, found: Coverage, info: CourseFile, with_text: bool) -> None:
        self.found, self.info, self.with_text = found, info, with_text
        self.shown = [source for source in found.sources if source.spots]
        self.texts = [source for source in self.shown if source.by_text and with_text]

    def head(self, notes: Iterable[str]) -> Iterator[str]:
        """Yield the totals, the credits, the notes and the links of the page."""
        found = self.found
        questions, banks = (
            plural(len(found.questions), "question"),
            plural(len(found.banks), "bank"),
        )
        yield f'<p class="lead">{questions} in {banks}</p>'
        if self.texts:
            credits = "".join(f"<li>{_credit(source)}</li>" for source in self.texts)
            yield (
                '<div class="private" role="note"><p><strong>For personal use.</strong> This page'
                " contains the full texts, which belong to their publishers. Do not publish it."
                " With <code>--no-text</code> it contains only what the questions quote.</p>"
                f"<ul>{credits}</ul></div>"
            )
        if said := "".join(f"<p>{PAGE_WITHOUT_MEDIA.prose(note)}</p>" for note in notes):
            yield f'<div class="note" role="note">{said}</div>'
        links = [("_sources", "All sources")]
        links += [(source.source.id, source.source.name) for source in self.shown]
        links += [("_often", "Quoted too often"), ("_kinds", "Types, levels, banks, tags")]
        items = "".join(
            f'<li><a href="#{escape(id)}"><bdi>{words(name)}</bdi></a></li>' for id, name in links
        )
        yield f'<nav aria-label="On this page"><ul>{items}</ul></nav>'

    def main(self) -> Iterator[str]:
        rows: list[Row] = [
            (s.source.name, s.total, f"#{escape(s.source.id)}" if s.spots else None)
            for s in self.found.sources
        ]
        yield '<section aria-labelledby="_sources"><h2 id="_sources">All sources</h2>'
        yield _table("Quoted words by source", "source", [rows])
        yield "</section>"
        for source in self.shown:
            yield from self._source(source)
        yield from self._crowded()
        yield from self._kinds()

    # One source.

    def _source(self, source: SourceCoverage) -> Iterator[str]:
        about = source.source
        id = escape(about.id)
        credit = " · ".join(map(words, filter(None, (about.credit, about.date))))
        yield f'<section aria-labelledby="{id}">'
        yield f'<h2 id="{id}" dir="auto">{words(about.title)}</h2>'
        yield f'<p class="credit"><code>{id}</code>{" · " if credit else ""}{credit}</p>'
        yield from self._heat(source)
        yield f"<h3>{_capital(' and '.join(_parts(source)))}</h3>"
        yield _table(f"Quoted words of {about.name}", "part", self._rows(source))
        for section, spots in _by_section(source):
            anchor = _section_anchor(source, section)
            yield f'<h3 id="{anchor}" dir="auto">{words(source.section(section))}</h3>'
            yield f'<p class="back"><a href="#{id}">Back to all of <bdi>{words(about.name)}</bdi></a></p>'
            for spot in spots:
                yield self._spot(source, spot)
        yield "</section>"

    def _heat(self, source: SourceCoverage) -> Iterator[str]:
        yield f"<h3>Questions by {_one(source)}</h3>"
        if source.by_text:
            yield (
                f"<p>{len(source.untouched):,} of {len(source.spots):,} {source.noun} are not quoted."
                " Each cell links to its questions.</p>"
            )
        else:
            yield (
                f"<p>The text is not on this machine: only {source.noun} with pinned quotes are shown."
                " Each cell links to its questions.</p>"
            )
        keys = "".join(
            f'<li><b class="n{n}">{key}</b></li>' for n, key in enumerate(SHADES.values())
        )
        yield f'<ul class="legend"><li>Questions:</li>{keys}</ul>'
        yield '<div class="heat">'
        for section, spots in _by_section(source):
            cells = "".join(
                f'<li><a class="{shade(len(spot.asked))}" href="#{_anchor(source, spot.place)}">'
                f"{_short(spot)} <b>{len(spot.asked):,}</b>"
                f'<span class="hidden"> {"question" if len(spot.asked) == 1 else "questions"}</span>'
                "</a></li>"
                for spot in spots
            )
            yield f'<h4 dir="auto">{words(source.section(section))}</h4>'
            yield f'<ol class="cells">{cells}</ol>'
        yield "</div>"

    def _rows(self, source: SourceCoverage) -> list[list[Row]]:
        here = {spot.place.section for spot in source.spots}
        rows: list[list[Row]] = [[]]
        for group in source.sections:
            link = f"#{_section_anchor(source, group.id or '')}" if group.id in here else None
            rows[0].append((source.section(group.id), group.amount, link))
        if any(group.id for group in source.speakers):
            rows.append(
                [
                    (self.info.name(group.id) or group.id or "outside turns", group.amount, None)
                    for group in source.speakers
                ]
            )
        return [*rows, [(ALL, source.total, None)]]

    # One turn or paragraph.

    def _spot(self, source: SourceCoverage, spot: Spot) -> str:
        count = len(spot.asked)
        speaker = self.info.name(spot.place.speaker) or spot.place.speaker
        said = f' <span class="speaker"><bdi>{words(speaker)}</bdi></span>' if speaker else ""
        badge = plural(count, "question") if count else "no question"
        figures = f"{_about(spot.quoted)} words quoted"
        if spot.citable is not None:
            figures = f"{spot.quoted:,} of {plural(spot.citable, 'word')} quoted"
        with_text = self.with_text and source.by_text
        asked = "".join(
            self._asked(source, spot, self.found.questions[n], quotes=not with_text)
            for n in spot.asked
        )
        body = f'<ul class="asked">{asked}</ul>' if asked else ""
        if with_text:
            lang = escape(source.source.language)
            text = f'<div class="words" lang="{lang}" dir="auto">{_marked(spot)}</div>'
            body = f'<div class="sides">{text}{body}</div>'
        return (
            f'<article class="place" id="{_anchor(source, spot.place)}">'
            f'<h4>{words(_capital(spot.name))}{said} <span class="count {shade(count)}">{badge}</span>'
            f' <span class="figures">{figures}</span></h4>{body}</article>'
        )

    def _asked(self, source: SourceCoverage, spot: Spot, asked: QuestionRow, quotes: bool) -> str:
        lines = []
        if asked.words:
            lang = escape(asked.lang)
            lines.append(f'<p class="prompt" lang="{lang}" dir="auto">{words(asked.words)}</p>')
        if quotes:
            lang = escape(source.source.language)
            there = [quote for quote in asked.quotes if quote.source == source.source.id]
            # the place of a quote across paragraphs is the first of them
            here = [quote for quote in there if _is_in(quote.place, spot.place)] or there
            for quote in dict.fromkeys(words(quote.words) for quote in here):
                lines.append(f'<blockquote lang="{lang}" dir="auto">{quote}</blockquote>')
        about = " · ".join(map(words, filter(None, (asked.type, asked.level, asked.bank))))
        return f'<li>{"".join(lines)}<p class="about"><code>{words(asked.id)}</code> · {about}</p></li>'

    # The whole course.

    def _crowded(self) -> Iterator[str]:
        crowded = [(source, one) for source in self.found.sources for one in source.crowded]
        many = plural(self.found.often, "question")
        yield '<section aria-labelledby="_often"><h2 id="_often">Quoted too often</h2>'
        if crowded:
            are = "sentence is" if len(crowded) == 1 else "sentences are"
            yield (
                f"<p>{len(crowded):,} {are} quoted by more than {many}. Such questions may give away"
                " each other’s answers.</p>"
            )
            items = "".join(self._sentence(source, one) for source, one in crowded)
            yield f'<ul class="crowded">{items}</ul>'
        else:
            yield f"<p>No sentence is quoted by more than {many}.</p>"
        yield "</section>"

    def _sentence(self, source: SourceCoverage, one: Crowded) -> str:
        place = place_name(one.place, self.info, source.source.id)
        ids = ", ".join(f"<code>{words(self.found.questions[n].id)}</code>" for n in one.asked)
        lang = escape(source.source.language)
        return (
            f'<li><p><b class="count {shade(len(one.asked))}">{plural(len(one.asked), "question")}</b>'
            f" <bdi>{words(source.source.name)}</bdi>,"
            f' <a href="#{_anchor(source, one.place)}"><bdi>{words(place)}</bdi></a></p>'
            f'<blockquote lang="{lang}" dir="auto">{words(one.words)}</blockquote>'
            f'<p class="about">{ids}</p></li>'
        )

    def _kinds(self) -> Iterator[str]:
        found = self.found
        levels: dict[str, int] = {
            level or "none": n for level, n in found.levels.items() if level or n
        }
        yield '<section aria-labelledby="_kinds"><h2 id="_kinds">Types, levels, banks, tags</h2>'
        yield '<div class="kinds">'
        yield _counts("Questions by type", "type", found.types)
        yield _counts("Questions by level", "level", levels)
        yield _counts("Questions by bank", "bank", found.banks)
        yield "</div>"
        if found.tags:
            items = "".join(
                f"<li><bdi>{words(tag)}</bdi> <b>{n:,}</b></li>" for tag, n in found.tags.items()
            )
            yield f'<h3>Questions by tag</h3><ul class="tags">{items}</ul>'
        yield "</section>"


# Tables.


def _table(caption: str, head: str, groups: Iterable[Iterable[Row]]) -> str:
    """Return a table of amounts; one that is wider than the page scrolls by itself."""
    heads = (head, "questions", "asked about", "words quoted", "share")
    columns = "".join(f'<th scope="col">{name}</th>' for name in heads)
    bodies = "".join(f"<tbody>{''.join(map(_row, group))}</tbody>" for group in groups)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f'<table class="wide"><caption dir="auto">{words(caption)}</caption>'
        f"<thead><tr>{columns}</tr></thead>{bodies}</table></div>"
    )


def _row(row: Row) -> str:
    name, amount, link = row
    css = " class=total" if name == ALL else ""
    shown = f"<bdi>{words(name)}</bdi>"
    if link:
        shown = f'<a href="{link}">{shown}</a>'
    spots, quoted, share = f"{amount.touched:,}", _about(amount.quoted), "not known"
    if amount.citable is not None:
        spots = f'{amount.touched:,} <span class="of">of {amount.spots:,}</span>'
        quoted = f'{amount.quoted:,} <span class="of">of {amount.citable:,}</span>'
        bar = _bar(amount.share) if amount.share is not None else ""
        share = f'{bar}<span class="percent">{words(amount.percent)}</span>'
    return (
        f'<tr{css}><th scope="row">{shown}</th><td>{amount.questions:,}</td><td>{spots}</td>'
        f'<td>{quoted}</td><td class="share">{share}</td></tr>'
    )


def _counts(caption: str, head: str, counts: Mapping[str, int]) -> str:
    most = max(counts.values(), default=0) or 1
    rows = "".join(
        f'<tr><th scope="row"><bdi>{words(name)}</bdi>{_bar(count / most)}</th>'
        f"<td>{count:,}</td></tr>"
        for name, count in counts.items()
    )
    return (
        f'<table><caption>{caption}</caption><thead><tr><th scope="col">{head}</th>'
        f'<th scope="col">questions</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _bar(part: float) -> str:
    """Return a bar that repeats the number beside it."""
    return f'<span class="bar" aria-hidden="true" style="--part:{part:.1%}"></span>'


# Names and anchors.


def _about(count: int) -> str:
    """Return a number of words estimated from quotes."""
    return f"about {count:,}" if count else "0"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _one(source: SourceCoverage) -> str:
    """Return the noun for one spot of a source: "turn", "paragraph", or either."""
    return " or ".join(noun.removesuffix("s") for noun in source.noun.split(" and "))


def _parts(source: SourceCoverage) -> list[str]:
    speakers = any(group.id for group in source.speakers)
    return ["sections", "speakers"] if speakers else ["sections"]


def _credit(source: SourceCoverage) -> str:
    about = source.source
    line = f"<cite><bdi>{words(about.title)}</bdi></cite>"
    if about.credit:
        line += f", <bdi>{words(about.credit)}</bdi>"
    if about.url:
        line += f', <a href="{escape(about.url)}" rel="noreferrer">view in source</a>'
    return line


def _by_section(source: SourceCoverage) -> Iterator[tuple[str, list[Spot]]]:
    sections: dict[str, list[Spot]] = {}
    for spot in source.spots:
        sections.setdefault(spot.place.section, []).append(spot)
    yield from sections.items()


def _short(spot: Spot) -> str:
    """Return the name of a spot in a cell: "A2", "¶ 3"."""
    if spot.place.turn:
        return f"<span>{words(spot.place.turn)}</span>"
    number = spot.place.paragraph or 1
    return (
        f'<span class="hidden">paragraph {number}</span><span aria-hidden="true">¶ {number}</span>'
    )


def _section_anchor(source: SourceCoverage, section: str) -> str:
    """Return an anchor such as `he-yu/part-1`; other ids on the page contain no slash."""
    return escape(re.sub(r"\s", "-", f"{source.source.id}/{section}"))


def _anchor(source: SourceCoverage, place: Place) -> str:
    """Return an anchor such as `he-yu/part-1/A2` or `he-yu/introduction/p3`."""
    name = re.sub(r"\s", "-", place.turn) if place.turn else f"p{place.paragraph or 1}"
    return f"{_section_anchor(source, place.section)}/{escape(name)}"


def _is_in(place: Place, spot: Place) -> bool:
    if place.turn or spot.turn:
        return (place.section, place.turn) == (spot.section, spot.turn)
    return (place.section, place.paragraph) == (spot.section, spot.paragraph)


def _marked(spot: Spot) -> str:
    """Return the words of a spot, marked by the number of questions that quote them."""
    html = []
    for run in spot.runs:
        if run.text == "\n":
            html.append("</p><p>")
        elif not run.questions:
            html.append(words(run.text))
        else:
            html.append(f'<mark class="{shade(run.questions)}">{words(run.text)}</mark>')
            if run.questions > 1:
                html.append(f'<sup title="{run.questions} questions">{run.questions}</sup>')
    return f"<p>{''.join(html)}</p>"
