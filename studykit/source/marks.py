"""Marks of pages and times in Markdown: `<!-- p. 12 -->`, `<!-- p. xii, PDF page 14 -->`, `<!-- 12:31 -->`.

A mark is an HTML comment, so that Markdown does not show it and no quote contains it.  It applies to
the words after it; after `<!-- p. ? -->`, the page is not known.  Converters write marks, and people may
too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from ..regex import regex


def page_mark(label: str, pdf_page: int | None = None) -> str:
    """Return the mark of a page: its printed number, and its number in the PDF if that differs."""
    label = re.sub(r"[^\w.:/ -]|--+", "", label).strip()[:20].strip() or "?"
    if pdf_page is None or label == str(pdf_page):
        return f"<!-- p. {label} -->"
    return f"<!-- p. {label}, PDF page {pdf_page} -->"


NO_PAGE = page_mark("")
"""The mark of words on a page that is not known."""


def time_mark(seconds: int) -> str:
    return f"<!-- {time_text(seconds)} -->"


def time_text(seconds: int) -> str:
    """Return a time as people write it: 0:07, 12:31, 1:02:03."""
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class Position(NamedTuple):
    """Pages and time of some words: "12" or "12–13", the first page in the PDF, seconds."""

    page: str | None = None
    pdf_page: int | None = None
    time: int | None = None


NOWHERE = Position()


MARK = regex(
    r"<!--[ \t]*(?:p\.[ \t]*(?P<page>\?|[\w.:/ -]{1,20}?)(?:,[ \t]*PDF page (?P<pdf>\d{1,7}))?"
    r"|(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,3}):(?P<seconds>\d{2}))[ \t]*-->"
)


class PageTimeMarks:
    """The marks of a text."""

    def __init__(self, raw: str) -> None:
        self._pages: list[tuple[str | None, int | None]] = []
        self._page_ends: list[int] = []
        self._times: list[int] = []
        self._time_ends: list[int] = []
        for match in MARK.finditer(raw) if "<!--" in raw else ():
            if match["page"]:
                page = match["page"]
                plain = int(page) if re.fullmatch(r"[0-9]{1,7}", page) else None
                pdf = int(match["pdf"]) if match["pdf"] else plain
                self._pages.append((None if page == "?" else page, pdf))
                self._page_ends.append(match.end())
            else:
                self._times.append(seconds_of(match))
                self._time_ends.append(match.end())

    def at(self, start: int, end: int) -> Position:
        """Return the position of the words between two offsets in the raw text."""
        first = bisect_right(self._page_ends, start) - 1
        last = bisect_right(self._page_ends, end) - 1
        time = bisect_right(self._time_ends, start) - 1
        page, pdf_page = self._pages[first] if first >= 0 else (None, None)
        if page and last > first and (last_page := self._pages[last][0]):
            page = f"{page}–{last_page}"
        return Position(page, pdf_page, self._times[time] if time >= 0 else None)


def seconds_of(match: re.Match[str]) -> int:
    """Return the time of a match of `MARK`, in seconds."""
    hours, minutes, seconds = (int(match[name] or 0) for name in ("hours", "minutes", "seconds"))
    return hours * 3600 + minutes * 60 + seconds
