"""`studykit show`: a question in full, with its passages in their context."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, assert_never

import typer

from ..format import decimal
from .common import Questions, Texts, colour, loaded

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from ..bank.load import Course, Entry
    from ..bank.model import Exercise, Option, Response
    from ..source.locate import QuoteMatch
    from ..source.parallel import Pair, Turn
    from ..source.text import Place

WIDEST = 88  # columns; longer lines are hard to read
CONTEXT = 160  # characters of the text that are shown before and after a quote
BEGINNING = 60  # characters of a counterpart that are


def show(
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="Ids of questions.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Show a question in full.

    Prints what is asked, the answer with reasons, and the passages in their context, where the
    text is here; the quote stands between asterisks, or in bold. `studykit list` says which
    questions there are.
    """
    from ..bank.select import named

    course = loaded(questions, texts)
    looked_up = _Course(course)
    found = [_Found(looked_up, named(course, id)) for id in ids]
    if as_json:
        answer = {"questions": [_as_data(one) for one in found]}
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))
        return
    page = _Page(_console())
    for n, one in enumerate(found):
        if n:
            page.line()
        _print(one, page)


# What there is to show


class _Course:
    """A course, and the turns of its translations side by side."""

    def __init__(self, course: Course) -> None:
        self.course, self.info = course, course.info

    @cached_property
    def pairs(self) -> list[Pair]:
        from ..source.parallel import pairs, witnesses

        texts = self.course.texts
        both = witnesses(self.info, texts)
        return [pair for a, b in both for pair in pairs(texts[a.id], texts[b.id])[0]]


@dataclass(frozen=True, slots=True)
class _Cited:
    """A passage with all that is known of where it stands.

    `match` is where the text here has it; `place` is that, or where it was pinned, or None.
    `before` and `after` are the words of the same turn; `elsewhere` is the turn of another
    translation that renders it.
    """

    quote: str
    source: str | None
    place: Place | None
    match: QuoteMatch | None
    here: bool
    shown: bool
    before: str = ""
    after: str = ""
    elsewhere: Turn | None = None

    @property
    def words(self) -> str:
        """The quote as the text has it, where it is here."""
        return self.match.text if self.match else self.quote

    @property
    def state(self) -> list[str]:
        """How the place is known, where it is not from the text."""
        if self.match:
            return []
        pinned = "pinned" if self.place else "not pinned"
        return [pinned, "not found in the text here" if self.here else "no text here"]


class _Found:
    """A question with its exercise and its passages."""

    def __init__(self, looked_up: _Course, entry: Entry) -> None:
        from ..bank.select import sketched

        self.course, self.entry = looked_up, entry
        self.exercise: Exercise = sketched(looked_up.course, entry)

    @property
    def where(self) -> str:
        span = self.entry.file.span(self.entry.path)
        return f"{span.path}:{span.line}"

    @cached_property
    def cited(self) -> list[_Cited]:
        return list(map(self._cited, range(len(self.entry.question.passages))))

    def _cited(self, n: int) -> _Cited:
        from ..source.parallel import counterpart

        course, entry = self.course.course, self.entry
        passage = entry.question.passages[n]
        query = entry.query(passage, course.info)
        here = query.source in course.texts
        shown = self.exercise.evidence[n] in self.exercise.stimulus
        location = course.finder.locate(query) if here else None
        if location is None or not location.verdict.passes:
            pins = course.lock.find(query)
            place = pins[0].place if pins else None
            return _Cited(passage.quote, query.source, place, None, here, shown)
        match = location.matches[0]
        before, after = _context(match)
        others = {(piece.source, piece.place[:2]) for piece in self.exercise.evidence}
        turn = counterpart(match.place, match.source, self.course.pairs)
        if turn and (turn.source, (turn.section, turn.name)) in others:
            turn = None  # which the question cites too
        return _Cited(
            passage.quote, query.source, match.place, match, here, shown, before, after, turn
        )


def _context(match: QuoteMatch) -> tuple[str, str]:
    """The words of the same stretch before and after a match, some of them."""
    text, stretch = match.document.shown.text, match.segment
    start, end = match.shown
    before, after = text[stretch.start : start], text[end : stretch.end]
    return _end(before), _beginning(after, CONTEXT)


def _beginning(text: str, length: int) -> str:
    """The first words of a text, on one line, with the white space that it begins with."""
    space = " " if text[:1].isspace() else ""
    words = " ".join(text.split())
    if len(words) <= length:
        return space + words
    cut = words[:length]
    return space + (cut[: cut.rfind(" ")] if " " in cut[length // 2 :] else cut) + "…"


def _end(text: str) -> str:
    return _beginning(text[::-1], CONTEXT)[::-1]


# In JSON


def _as_data(found: _Found) -> dict[str, Any]:
    exercise, entry = found.exercise, found.entry
    return {
        "id": exercise.id,
        "type": exercise.type,
        "level": exercise.level,
        "tags": exercise.tags,
        "lang": exercise.lang,
        "bank": entry.bank.header.id,
        "file": entry.file.path,
        "line": entry.file.span(entry.path).line,
        "prompt": exercise.prompt,
        "response": {
            "shape": type(exercise.response).__name__.lower(),
            **asdict(exercise.response),
        },
        "explanation": exercise.explanation,
        "passages": [_passage_data(found, cited) for cited in found.cited],
    }


def _passage_data(found: _Found, cited: _Cited) -> dict[str, Any]:
    info = found.course.info
    source = info.source(cited.source) if cited.source else None
    turn = cited.elsewhere
    return {
        "quote": cited.quote,
        "before": cited.before,
        "after": cited.after,
        "found": "text" if cited.match else "pin" if cited.place else None,
        "shown_with_the_prompt": cited.shown,
        "place": cited.place._asdict() if cited.place else None,
        "source": cited.source,
        "title": source.title if source else None,
        "credit": source.credit if source else None,
        "link": _link(found, cited),
        "counterpart": turn
        and {
            "source": turn.source, "section": turn.section, "turn": turn.name,
            "speaker": turn.speaker, "words": " ".join(turn.words.split()),
        },
    }  # fmt: skip


def _link(found: _Found, cited: _Cited) -> str | None:
    from ..bank.citation import text_fragment

    source = found.course.info.source(cited.source) if cited.source else None
    if source is None or source.url is None:
        return None
    return source.url + text_fragment(cited.words)


# In words


def _console() -> Console:
    from rich.console import Console

    width = min(shutil.get_terminal_size().columns, WIDEST)
    return Console(width=width, highlight=False, markup=False, no_color=not colour())


@dataclass(frozen=True, slots=True)
class _Page:
    """Where a question is printed: words wrapped at the width, no white space at their ends."""

    console: Console

    def line(self, words: str | Text = "", style: str = "", mark: str = "", hang: int = 0) -> None:
        """Words behind a mark; the lines that follow hang below the first one."""
        from rich.text import Text

        from ..diagnostics import printable

        text = words if isinstance(words, Text) else Text(printable(words), style)
        indent = hang + Text(mark).cell_len
        width = max(8, self.console.width - indent)
        for n, wrapped in enumerate(text.wrap(self.console, width) or [Text()]):
            wrapped.rstrip()
            before = " " * indent if n else " " * hang + mark
            self.console.print(Text(before) + wrapped if wrapped else "", soft_wrap=True)

    def prose(self, text: str, style: str = "", mark: str = "", hang: int = 0) -> None:
        """A text in small Markdown, without its marks."""
        from ..bank.prose import plain

        for n, line in enumerate(plain(text).split("\n")):
            self.line(line, style, mark if not n else " " * len(mark), hang)

    def link(self, url: str, hang: int) -> None:
        """An address on one line; where a terminal can hide it, the part that leads to the words."""
        from rich.style import Style
        from rich.text import Text

        shown, style = (url.partition("#")[0], Style(link=url)) if colour() else (url, Style())
        self.console.print(Text(" " * hang).append(shown, style), soft_wrap=True)


def _print(found: _Found, page: _Page) -> None:
    exercise = found.exercise
    page.line(exercise.id, "bold")
    page.line(", ".join(filter(None, (exercise.type, exercise.level))))
    if exercise.tags:
        page.line(" ".join(exercise.tags), mark="tags: ")
    page.line(f"{found.where}, bank {found.entry.bank.header.id}")
    page.line()
    if exercise.prompt:
        page.prose(exercise.prompt, "bold")
        page.line()
    _print_response(exercise.response, page)
    if exercise.explanation:
        page.line()
        page.prose(exercise.explanation)
    for n, cited in enumerate(found.cited, 1):
        page.line()
        count = f" {n} of {len(found.cited)}" if len(found.cited) > 1 else ""
        _print_passage(found, cited, f"Passage{count}", page)


def _print_response(response: Response, page: _Page) -> None:
    from ..bank.model import Arrange, Choose, Discuss, Fill, Match, Number, Recall, Type
    from ..format import plural

    match response:
        case Recall(answer):
            page.prose(answer, mark="Answer: ")
        case Fill():
            page.prose(_filled(response))
        case Type(answer, accept):
            page.prose(answer, mark="Answer: ")
            if accept:
                page.line("; ".join(accept), mark="Also right: ")
        case Number(_, low, high, _):
            page.line(response.text, mark="Answer: ")
            if low < high:
                page.line(f"any number from {decimal(low)} to {decimal(high)}", mark="Also right: ")
        case Choose(options):
            for option in options:
                _print_option(option, page)
        case Arrange(items):
            for n, item in enumerate(items, 1):
                page.prose(item, mark=f"{n:>3}. ")
        case Match(pairs, distractors):
            for left, right in pairs:
                page.prose(left, mark="  ")
                page.prose(right, mark="  = ", hang=2)
            for text in distractors:
                page.prose(text, mark="  fits none: ")
        case Discuss(look_for, follow_ups, minutes, stage):
            for title, texts in (("Look for", look_for), ("Follow up", follow_ups)):
                for n, text in enumerate(texts):
                    if not n:
                        page.line(title)
                    page.prose(text, mark="  - ")
            time = f", about {plural(minutes, 'minute')}" if minutes else ""
            page.line(f"{stage} question{time}")
        case _:
            assert_never(response)


def _print_option(option: Option, page: _Page) -> None:
    word, style = ("right", "green") if option.right else ("wrong", "red")
    last = " (stays last)" if option.keep_last else ""
    page.prose(option.text + last, style, mark=f"  {word}  ")
    if option.why:
        page.prose(option.why, hang=9)


def _filled(response: Response) -> str:
    """The text of a cloze with its blanks: `[1: words, hint: …]`."""
    from ..bank.model import Blank, Fill, cloze_text

    assert isinstance(response, Fill)

    def written(blank: Blank) -> str:
        hint = f" (hint: {blank.hint})" if blank.hint else ""
        return f"[{blank.number}: {blank.answer}{hint}]"

    return cloze_text(response.parts, written)


def _print_passage(found: _Found, cited: _Cited, title: str, page: _Page) -> None:
    from rich.text import Text

    from ..bank.citation import place_name
    from ..diagnostics import printable

    info = found.course.info
    source = info.source(cited.source) if cited.source else None
    facts: list[str | None] = []
    if cited.place and cited.source:
        facts = [place_name(cited.place, info, cited.source), info.name(cited.place.speaker)]
    page.line(": ".join(filter(None, (title, ", ".join(filter(None, facts))))), "bold")
    if notes := [*(["shown with the prompt"] if cited.shown else []), *cited.state]:
        page.line(", ".join(notes), hang=2)
    quote = printable(cited.words)
    words = Text.assemble(
        (printable(cited.before), "dim"),
        (quote, "bold") if colour() or not cited.match else f"*{quote}*",
        (printable(cited.after), "dim"),
    )
    page.line(words, hang=2)
    if cited.match and cited.match.edit:
        page.line(cited.quote, mark="quoted as: ", hang=2)
    if source:
        title = ", ".join(filter(None, (source.title, source.credit)))
        page.line(f"{source.id}: {title}", hang=2)
    if link := _link(found, cited):
        page.link(link, hang=2)
    if turn := cited.elsewhere:
        other = info.source(turn.source)
        name = other.name if other else turn.source
        begins = _beginning(turn.words, BEGINNING)
        page.line(f"In {name}, {turn.name} begins: “{begins}”", hang=2)
