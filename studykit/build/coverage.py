"""The page of `studykit coverage --html`: one file that needs nothing else.

Without scripts and without anything from elsewhere; counts are numbers before they are shades, so
that it reads in black and white, on paper, and aloud.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from string import Template

from ..bank.citation import place_name
from ..bank.coverage import Amount, Asked, Coverage, Crowded, SourceCoverage, Spot
from ..diagnostics import plural
from ..source.course import CourseFile
from .html import words

TEMPLATES = Path(__file__).parent / "templates"

SHADES = (("0", 0), ("1", 1), ("2", 2), ("3–4", 3), ("5 or more", 5))
"""From how many questions on which shade begins; `n0` to `n4` in the style sheet."""


def page(
    found: Coverage, info: CourseFile, notes: Iterable[str], with_text: bool = True
) -> tuple[str, list[str]]:
    """The page, and the ids of the sources whose text it holds.

    `with_text=False` leaves it with no words of a source but those that questions quote.
    """
    return _Page(found, info, with_text).page(notes)


def shade(count: int) -> str:
    """The class of a number of questions."""
    return f"n{sum(count >= least for _, least in SHADES) - 1}"


class _Page:
    def __init__(self, found: Coverage, info: CourseFile, with_text: bool) -> None:
        self.found, self.info = found, info
        self.texts = [s for s in found.sources if s.by_text and s.spots] if with_text else []

    def page(self, notes: Iterable[str]) -> tuple[str, list[str]]:
        shell = Template((TEMPLATES / "coverage.html").read_text(encoding="utf-8"))
        style = (TEMPLATES / "coverage.css").read_text(encoding="utf-8")
        html = shell.substitute(
            title=words(self.info.title),
            style=style,
            summary="\n".join(self._head(notes)),
            main="\n".join(self._main()),
        )
        return html, [source.source.id for source in self.texts]

    # What stands above.

    def _head(self, notes: Iterable[str]) -> Iterator[str]:
        found = self.found
        count = plural(len(found.questions), "question")
        yield f'<p class="lead">{count} in {plural(len(found.banks), "bank")}</p>'
        if self.texts:
            credits = "".join(f"<p>{self._credit(source)}</p>" for source in self.texts)
            yield (
                '<div class="private" role="note"><p><strong>For your own use.</strong> This page'
                " holds the publishers’ texts, word for word: keep it to yourself."
                " <code>--no-text</code> makes one with nothing but the quotes.</p>"
                f"{credits}</div>"
            )
        said = "".join(f"<p>{words(note)}</p>" for note in notes)
        if said:
            yield f'<div class="note" role="note">{said}</div>'
        links = [("_sources", "All sources")]
        links += [(s.source.id, s.source.name) for s in found.sources if self._shown(s)]
        links += [("_often", "Asked about too often"), ("_kinds", "Types, levels, banks, tags")]
        items = "".join(
            f'<li><a href="#{words(id)}"><bdi>{words(name)}</bdi></a></li>' for id, name in links
        )
        yield f'<nav aria-label="On this page"><ul>{items}</ul></nav>'

    def _credit(self, source: SourceCoverage) -> str:
        about = source.source
        line = f"<bdi><cite>{words(about.title)}</cite></bdi>"
        if about.credit:
            line += f": <bdi>{words(about.credit)}</bdi>"
        if about.url:
            line += f' · <a href="{words(about.url)}" rel="noreferrer">read it there</a>'
        return line

    def _shown(self, source: SourceCoverage) -> bool:
        """Whether a source has a part of its own: not where there is nothing to say of it."""
        return bool(source.spots)

    def _main(self) -> Iterator[str]:
        yield self._sources()
        for source in self.found.sources:
            if self._shown(source):
                yield from self._source(source)
        yield from self._crowded()
        yield from self._kinds()

    # Figures.

    def _sources(self) -> str:
        rows = [
            (s.source.title, s.total, f"#{s.source.id}" if s.spots else None)
            for s in self.found.sources
        ]
        table = self._table("What is quoted of each source", "source", [rows])
        return f'<section aria-labelledby="_sources"><h2 id="_sources">All sources</h2>\n{table}</section>'

    def _table(
        self, caption: str, head: str, groups: list[list[tuple[str, Amount, str | None]]]
    ) -> str:
        heads = (head, "questions", "asked about", "words quoted", "share")
        columns = "".join(f'<th scope="col">{name}</th>' for name in heads)
        bodies = []
        for group in groups:
            rows = []
            for name, amount, link in group:
                shown = f"<bdi>{words(name)}</bdi>"
                if link:
                    shown = f'<a href="{words(link)}">{shown}</a>'
                known = amount.citable is not None
                spots = (
                    f"{amount.touched:,} of {amount.spots:,}" if known else f"{amount.touched:,}"
                )
                quoted = (
                    f"{amount.quoted:,} of {amount.citable:,}" if known else _about(amount.quoted)
                )
                kind = ' class="total"' if name == "all of it" else ""
                rows.append(
                    f'<tr{kind}><th scope="row">{shown}</th><td>{amount.questions:,}</td>'
                    f"<td>{spots}</td><td>{quoted}</td>{_share(amount)}</tr>"
                )
            bodies.append(f"<tbody>{''.join(rows)}</tbody>")
        return (
            f'<div class="scroll" role="region" tabindex="0" aria-label="{words(caption)}">'
            f'<table class="wide"><caption>{words(caption)}</caption>'
            f"<thead><tr>{columns}</tr></thead>{''.join(bodies)}</table></div>"
        )

    # One source.

    def _source(self, source: SourceCoverage) -> Iterator[str]:
        about = source.source
        id = words(about.id)
        yield f'<section aria-labelledby="{id}">'
        yield f'<h2 id="{id}" dir="auto">{words(about.title)}</h2>'
        credit = " · ".join(filter(None, (about.credit, about.date)))
        yield f'<p class="credit"><code>{id}</code>{" · " + words(credit) if credit else ""}</p>'
        yield from self._heat(source)
        groups = [
            [(source.section(g.id), g.amount, f"#{about.id}/{g.id}") for g in source.sections]
        ]
        if any(group.id for group in source.speakers):
            groups.append(
                [
                    (self.info.name(g.id) or g.id or "outside of turns", g.amount, None)
                    for g in source.speakers
                ]
            )
        groups.append([("all of it", source.total, None)])
        yield "<h3>By section and speaker</h3>"
        has = {spot.place.section for spot in source.spots}
        groups[0] = [
            (name, amount, link if link and link.partition("/")[2] in has else None)
            for name, amount, link in groups[0]
        ]
        yield self._table(f"What is quoted of {about.name}", "part", groups)
        yield from self._spots(source)
        yield "</section>"

    def _heat(self, source: SourceCoverage) -> Iterator[str]:
        what = source.noun
        one = what.replace("turns", "turn").replace("paragraphs", "paragraph").replace("and", "or")
        yield f"<h3>Questions on each {one}</h3>"
        if source.by_text:
            untouched = len(source.untouched)
            yield (
                f"<p>No question quotes {untouched:,} of the {len(source.spots):,} {what}. Each"
                " cell leads to its questions.</p>"
            )
        else:
            yield (
                f"<p>The text is not here: these are the {what} that a passage is pinned in, and"
                " there may be others. Each cell leads to its questions.</p>"
            )
        keys = "".join(
            f'<li><b class="n{n}">{name.split()[0]}{"+" if " " in name else ""}</b>'
            f"{'no question' if n == 0 else 'question' if n == 1 else 'questions'}</li>"
            for n, (name, _) in enumerate(SHADES)
        )
        yield f'<ul class="legend" aria-label="Shades">{keys}</ul>'
        yield '<div class="heat">'
        for section, spots in _by_section(source):
            cells = "".join(
                f'<li><a class="{shade(len(spot.asked))}" href="#{_anchor(source, spot)}">'
                f"<span>{_short(spot)}</span><b>{len(spot.asked):,}</b>"
                f'<span class="hidden"> {"question" if len(spot.asked) == 1 else "questions"}</span>'
                "</a></li>"
                for spot in spots
            )
            yield f'<h4 dir="auto">{words(source.section(section))}</h4>'
            yield f'<ol class="cells">{cells}</ol>'
        yield "</div>"

    def _spots(self, source: SourceCoverage) -> Iterator[str]:
        id = words(source.source.id)
        for section, spots in _by_section(source):
            yield f'<h3 id="{id}/{words(section)}" dir="auto">{words(source.section(section))}</h3>'
            yield f'<p class="back soft"><a href="#{id}">Back to the overview</a></p>'
            for spot in spots:
                yield self._spot(source, spot)

    def _spot(self, source: SourceCoverage, spot: Spot) -> str:
        count = len(spot.asked)
        speaker = self.info.name(spot.place.speaker) or spot.place.speaker
        said = f'<span class="speaker"><bdi>{words(speaker)}</bdi></span>' if speaker else ""
        badge = plural(count, "question") if count else "no question"
        figures = _about(spot.quoted) + " words quoted"
        if spot.citable is not None:
            figures = f"{spot.quoted:,} of {plural(spot.citable, 'word')} quoted"
        name = spot.name[:1].upper() + spot.name[1:]
        head = (
            f'<h4>{words(name)}{said}<span class="count {shade(count)}">{badge}</span></h4>'
            f'<p class="figures">{figures}</p>'
        )
        texts = source in self.texts
        listed = "".join(
            self._asked(source, spot, self.found.questions[n], not texts) for n in spot.asked
        )
        body = f'<ul class="asked">{listed}</ul>' if listed else ""
        if texts:
            lang = words(source.source.language)
            body = f'<div class="sides"><div class="words" lang="{lang}" dir="auto">{_marked(spot)}</div>{body}</div>'
        return f'<article class="place" id="{_anchor(source, spot)}">{head}{body}</article>'

    def _asked(self, source: SourceCoverage, spot: Spot, asked: Asked, quotes: bool) -> str:
        about = " · ".join(filter(None, (asked.type, asked.level, asked.bank)))
        cited = ""
        if quotes:
            cited = "".join(
                f'<blockquote lang="{words(source.source.language)}" dir="auto">'
                f"{words(quote.words)}</blockquote>"
                for quote in dict.fromkeys(asked.quotes)
                if quote.source == source.source.id and _is_in(quote.place, spot)
            )
        prompt = (
            f'<p class="prompt" lang="{words(asked.lang)}" dir="auto">{words(asked.words)}</p>'
            if asked.words
            else ""
        )
        return f'<li>{prompt}{cited}<span class="about"><code>{words(asked.id)}</code> · {words(about)}</span></li>'
