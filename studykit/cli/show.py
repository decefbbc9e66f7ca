"""`studykit show`: questions in full, with their passages in context."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any

import typer
from rich.text import Text

from ..bank.citation import passage_link, place_name
from ..bank.load import Course, Entry
from ..bank.model import Discuss, Exercise
from ..bank.select import named, sketched
from ..diagnostics import printable
from ..source.course import Source
from ..source.locate import QuoteMatch
from ..source.parallel import Pair, Turn, counterpart, pairs, witnesses
from ..source.text import Place
from ..terminal.console import TextWriter, on_stdout
from ..terminal.output import colour, echo_json
from ..terminal.response import show_response
from .common import Questions, Texts
from .loading import load_course

CONTEXT = 160  # characters of the text before and after a quote
OPENING = 60  # characters of the same turn in another translation


def show(
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="Ids of questions.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Show questions in full.

    Prints the prompt, the answer, the explanation and the passages. If a text is on this machine,
    quotes from it are shown in their context, in bold or between asterisks. `studykit list` shows
    the ids of all questions.
    """
    course = load_course(questions, texts)
    found = [_details(course, named(course, id)) for id in ids]
    if as_json:
        data = {"questions": [_as_data(course, details) for details in found]}
        echo_json(data, default=str)
        return
    writer = on_stdout(plain=not colour())
    for n, details in enumerate(found):
        if n:
            writer.line()
        _print(writer, course, details)


@dataclass(frozen=True, slots=True)
class _PassageDetails:
    """A passage with its place and context.

    `match` is where the quote was found in the text; `place` is the place of the match, or of the
    pin. `before` and `after` are the words around the match in the same turn, and `elsewhere` is the
    same turn in another translation.
    """

    quote: str
    source_id: str | None
    source: Source | None
    place: Place | None
    match: QuoteMatch | None
    text_here: bool
    with_prompt: bool
    before: str = ""
    after: str = ""
    elsewhere: Turn | None = None

    @property
    def words(self) -> str:
        """The quote as it is in the text, if the text is here."""
        return self.match.text if self.match else self.quote

    @property
    def link(self) -> str | None:
        if self.source is None or self.source.url is None:
            return None
        return passage_link(self.source.url, self.words, self.place)


@dataclass(frozen=True, slots=True)
class _QuestionDetails:
    """A question in neutral form, with its passages."""

    entry: Entry
    exercise: Exercise
    passages: tuple[_PassageDetails, ...]

    @property
    def line(self) -> int:
        """The line of its file on which the question begins."""
        return self.entry.file.span(self.entry.path).line


def _details(course: Course, entry: Entry) -> _QuestionDetails:
    exercise = sketched(course, entry)
    passages = [_passage_details(course, entry, exercise, n) for n in range(len(exercise.evidence))]
    return _QuestionDetails(entry, exercise, tuple(passages))


def _passage_details(course: Course, entry: Entry, exercise: Exercise, n: int) -> _PassageDetails:
    passage = entry.question.passages[n]
    query = entry.query(passage, course.info)
    source = course.info.source(query.source) if query.source else None
    text_here = query.source in course.texts
    with_prompt = exercise.evidence[n] in exercise.stimulus
    location = course.finder.locate(query) if text_here else None
    if location is None or not query.accepts(location.verdict):
        pins = course.lock.find(query)
        place = pins[0].place if pins else None
        return _PassageDetails(
            passage.quote, query.source, source, place, None, text_here, with_prompt
        )
    match = location.matches[0]
    turn = counterpart(match.place, match.source, course.memoize(_paired_turns))
    cited = {(piece.source, piece.place.section, piece.place.turn) for piece in exercise.evidence}
    if turn and (turn.source, turn.section, turn.name) in cited:
        turn = None  # the question cites it too
    before, after = _context(match)
    return _PassageDetails(
        passage.quote, query.source, source, match.place, match, text_here, with_prompt,
        before, after, turn,
    )  # fmt: skip


def _paired_turns(course: Course) -> list[Pair]:
    """Return the turns of translations of the same work, side by side."""
    texts = course.texts
    translations = witnesses(course.info, texts)
    return [pair for a, b in translations for pair in pairs(texts[a.id], texts[b.id])[0]]


def _context(match: QuoteMatch) -> tuple[str, str]:
    """Return some words before and after a match, from the same turn or paragraph."""
    text, stretch = match.document.shown.text, match.segment
    start, end = match.shown
    before, after = text[stretch.start : start], text[end : stretch.end]
    return _beginning(before[::-1], CONTEXT)[::-1], _beginning(after, CONTEXT)


def _beginning(text: str, length: int) -> str:
    """Return the first words of a text on one line; white space before them becomes one space."""
    space = " " if text[:1].isspace() else ""
    words = " ".join(text.split())
    if len(words) <= length:
        return space + words
    kept = words[:length]
    if " " in kept[length // 2 :]:
        kept = kept[: kept.rfind(" ")]
    return f"{space}{kept}…"


# JSON


def _as_data(course: Course, details: _QuestionDetails) -> dict[str, Any]:
    exercise, entry = details.exercise, details.entry
    return {
        "id": exercise.id,
        "type": exercise.type,
        "level": exercise.level,
        "tags": exercise.tags,
        "lang": exercise.lang,
        "bank": entry.header.id,
        "file": entry.file.path,
        "line": details.line,
        "prompt": exercise.prompt,
        "response": {
            "shape": type(exercise.response).__name__.lower(),
            **asdict(exercise.response),
        },
        "explanation": exercise.explanation,
        "passages": [_passage_data(passage) for passage in details.passages],
    }


def _passage_data(passage: _PassageDetails) -> dict[str, Any]:
    source, turn = passage.source, passage.elsewhere
    found = None
    if passage.place is not None:
        found = "text" if passage.match else "pin"
    other = None
    if turn is not None:
        other = {
            "source": turn.source,
            "section": turn.section,
            "turn": turn.name,
            "speaker": turn.speaker,
            "words": " ".join(turn.words.split()),
        }
    return {
        "quote": passage.quote,
        "before": passage.before,
        "after": passage.after,
        "found": found,
        "shown_with_the_prompt": passage.with_prompt,
        "place": passage.place.as_data() if passage.place else None,
        "source": passage.source_id,
        "title": source.title if source else None,
        "credit": source.credit if source else None,
        "link": passage.link,
        "counterpart": other,
    }


# Words


def _print(writer: TextWriter, course: Course, details: _QuestionDetails) -> None:
    exercise, entry = details.exercise, details.entry
    writer.line(exercise.id, "bold")
    facts = [exercise.type, exercise.level]
    if isinstance(exercise.response, Discuss):
        facts.append(f"{exercise.response.stage} question")
    writer.line(", ".join(filter(None, facts)))
    if exercise.tags:
        writer.line(" ".join(exercise.tags), mark="tags: ")
    writer.line(f"{entry.file.path}:{details.line}, bank {entry.header.id}")
    writer.line()
    if exercise.prompt:
        writer.prose(exercise.prompt, "bold")
        writer.line()
    show_response(writer, exercise.response)
    if exercise.explanation:
        writer.line()
        writer.prose(exercise.explanation)
    count = len(details.passages)
    for n, passage in enumerate(details.passages, 1):
        writer.line()
        title = f"Passage {n} of {count}" if count > 1 else "Passage"
        _print_passage(writer, course, passage, title)


def _print_passage(
    writer: TextWriter, course: Course, passage: _PassageDetails, title: str
) -> None:
    info, source = course.info, passage.source
    if passage.place and passage.source_id:
        place = place_name(passage.place, info, passage.source_id)
        speaker = info.name(passage.place.speaker)
        title += f": {place}, {speaker}" if speaker else f": {place}"
    writer.line(title, "bold")
    if notes := _notes(passage):
        writer.line(", ".join(notes), indent="  ")
    quote = printable(passage.words, keep_lines=True)
    if writer.plain and passage.match:
        quote = f"*{quote}*"
    words = Text.assemble(
        (printable(passage.before, keep_lines=True), "dim"),
        (quote, "bold"),
        (printable(passage.after, keep_lines=True), "dim"),
    )
    writer.line(words, indent="  ")
    if passage.match and passage.match.edit:
        writer.line(passage.quote, indent="  ", mark="quoted as: ")
    if source:
        credit = f", {source.credit}" if source.credit else ""
        writer.line(f"{source.id}: {source.title}{credit}", indent="  ")
    if passage.link:
        writer.link(passage.link, indent="  ", broken=False)
    if turn := passage.elsewhere:
        other = info.source(turn.source)
        name = other.name if other else turn.source
        opening = _beginning(turn.words, OPENING)
        writer.line(f"In {name}, {turn.name} begins: “{opening}”", indent="  ")


def _notes(passage: _PassageDetails) -> list[str]:
    """Say how a passage is used, and how its place is known if its text is not here."""
    notes = ["shown with the prompt"] if passage.with_prompt else []
    if passage.match is None:
        notes.append("pinned" if passage.place else "not pinned")
        notes.append("not found in the text" if passage.text_here else "no text here")
    return notes
