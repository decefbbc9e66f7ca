"""Instructions for a language model that writes questions for a course."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from textwrap import dedent, fill

from ..analysis.coverage import Coverage, SourceCoverage
from ..analysis.spots import Spot
from ..bank.load import Course
from ..format import listed, plural
from ..importing.model import label
from ..language import language
from ..mathematics.in_text import formulas
from ..source.course import Region, Source
from ..source.fold import as_typed
from ..source.text import GAP, Segment, Text
from .examples import EXAMPLES

MOST_SECTIONS = 12
MOST_SPOTS = 8
MOST_QUESTIONS = 60
"""The most sections, ranges of turns or paragraphs, and questions that are listed."""

LONGEST_QUESTION = 100
"""The most characters of a question that is listed."""

SPACELESS = frozenset("zh ja th lo my km".split())
"""Languages whose words have no spaces between them."""


@dataclass(frozen=True, slots=True)
class PromptRequest:
    """What the questions are to be on: how many, of which types, on which sections (none: all).

    `with_text` says whether the text of the sections is included.
    """

    count: int = 10
    types: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    with_text: bool = False


def course_prompt(course: Course, measures: Coverage, request: PromptRequest) -> str:
    """Return instructions to paste into a chat, as Markdown."""
    parts = [
        _opening(course, request),
        *_texts(course, request),
        *_needed(course, measures, request),
        *_form(course, request),
        _quotes(course),
        _questions(course, request),
        LAST,
        *(_passages(course, request) if request.with_text else ()),
    ]
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def possible_types(course: Course) -> list[str]:
    """Return the types that the texts of a course allow."""
    voices = {voice for source in course.info.sources for voice in source.voices}
    versions = Counter(source.version_of for source in course.info.sources if source.version_of)
    # nobody can place shapes on a picture that is not in the chat
    left_out = {"label_picture"}
    if len(voices) < 2:
        left_out.add("who_said_it")
    if not any(count > 1 for count in versions.values()):
        left_out.add("compare")
    return [type for type in EXAMPLES if type not in left_out]


def sections_of(source: Source, request: PromptRequest) -> list[Region]:
    """Return the sections of a source that can be cited, and that are asked for."""
    citable = [region for region in source.sections if region.citable]
    return [r for r in citable if not request.sections or r.id in request.sections]


# What to write


def _opening(course: Course, request: PromptRequest) -> str:
    count = plural(request.count, "question")
    several = sum(bool(sections_of(s, request)) for s in course.info.sources) > 1
    return f"# Write questions for the course “{course.info.title}”\n\n" + _wrapped(
        f"""Write {count} on the {"texts" if several else "text"} described below, as YAML. Each question
        proves its answer with quotes from {"these texts" if several else "this text"}. A program will look up
        every quote, word by word, and will reject each question whose quote is not there: so copy quotes,
        and never write one from memory. If the evidence is enough for fewer questions, write fewer."""
    )


def _texts(course: Course, request: PromptRequest) -> Iterator[str]:
    yield "## Sources"
    yield "\n".join(
        line
        for source in course.info.sources
        if (chosen := sections_of(source, request))
        for line in _source(course, source, chosen)
    )
    if request.with_text:
        yield _wrapped("The text is at the end of this message. Quote only from it.")
    else:
        yield _wrapped(
            """The text itself is not part of this message. Quote only from text that I have pasted or
            attached. If you do not have it, ask me for it, and write nothing until you have it."""
        )


def _source(course: Course, source: Source, chosen: list[Region]) -> Iterator[str]:
    info = course.info
    yield f"- `{source.id}`: “{source.title}”, in {_language(source.language)}"
    sections = [f"`{r.id}`" + (f" ({r.name})" if r.name != r.id else "") for r in chosen]
    if source.regions:
        yield f"  - sections to quote from: {', '.join(sections)}"
    outside = [region.name for region in source.sections if not region.citable]
    if outside:
        yield f"  - never quote from: {', '.join(outside)}"
    labels: dict[str, list[str]] = {}
    for spelling, person in source.speakers.items():
        labels.setdefault(info.name(person) or spelling, []).append(spelling)
    if labels:
        names = [
            name
            if known == [name]
            else f"{name} ({', '.join(f'“{spelling}:”' for spelling in known)} in the text)"
            for name, known in labels.items()
        ]
        yield f"  - speakers: {'; '.join(names)}"
    elif author := info.name(source.speaker):
        yield f"  - all of it is by {author}"


def _needed(course: Course, measures: Coverage, request: PromptRequest) -> Iterator[str]:
    """Yield where questions are missing, and what is asked already."""
    if not measures.questions:
        return
    weak = [spot for source in measures.sources for spot in _weak_spots(source, course, request)]
    rows = [line for _, line in sorted(weak, key=lambda spot: spot[0])]
    if rows:
        yield "## Where questions are missing"
        turns = {s.place.turn or "" for source in measures.sources for s in source.spots}
        means = " “A2” is the answer in the second exchange of a section." if "A1" in turns else ""
        yield _wrapped(f"Prefer what no question quotes yet.{means}")
        yield "\n".join(rows[:MOST_SECTIONS])
    asked = list(_asked(measures, request))
    if not asked:
        return
    yield "## What is asked already"
    if len(asked) <= MOST_QUESTIONS:
        yield "Do not ask the same again:"
        yield "\n".join(f"- {label(words, LONGEST_QUESTION)}" for words in asked)
    elif rows:
        yield _wrapped(
            f"""There are {len(asked):,} questions already. Not to ask the same again, ask only about what
            is listed above."""
        )
    else:
        yield _wrapped(
            f"""There are {len(asked):,} questions already, on every part of the text. Ask about what a
            reader would not expect to be asked."""
        )


def _weak_spots(
    source: SourceCoverage, course: Course, request: PromptRequest
) -> Iterator[tuple[int, str]]:
    """Yield the questions on each section that has spots without one, and a line on it."""
    if not source.by_text:
        return
    several = len(course.info.sources) > 1
    for region in sections_of(source.source, request):
        spots = [spot for spot in source.spots if spot.place.section == region.id]
        missing = [s for s in spots if not s.asked and not (s.place.turn or "").startswith("Q")]
        if missing:
            questions = len({n for spot in spots for n in spot.asked})
            name = f"`{source.source.id}`, {region.name}" if several else region.name
            count = plural(questions, "question")
            yield questions, f"- {name} ({count}): nothing yet on {_spots(missing)}"


def _spots(spots: list[Spot]) -> str:
    """Return the names of turns, or the numbers of paragraphs."""
    names = _ranges([spot.place.turn or str(spot.place.paragraph or 1) for spot in spots])
    noun = "" if spots[0].place.turn else "paragraph " if len(spots) == 1 else "paragraphs "
    if len(names) > MOST_SPOTS:
        return f"{noun}{', '.join(names[:MOST_SPOTS])} and {len(names) - MOST_SPOTS:,} more"
    return f"{noun}{listed(names)}"


def _ranges(names: list[str]) -> list[str]:
    """Return numbered names with three or more consecutive ones as a range: `A1–A4`."""
    runs: list[list[tuple[str, int]]] = []
    for name in names:
        prefix = name.rstrip("0123456789")
        number = int(name[len(prefix) :] or 0)
        if runs and runs[-1][-1] == (prefix, number - 1):
            runs[-1].append((prefix, number))
        else:
            runs.append([(prefix, number)])
    made: list[str] = []
    for run in runs:
        run_names = [f"{prefix}{number or ''}" for prefix, number in run]
        made += run_names if len(run) < 3 else [f"{run_names[0]}–{run_names[-1]}"]
    return made


def _asked(measures: Coverage, request: PromptRequest) -> Iterator[str]:
    for row in measures.questions:
        sections = {quoted.place.section for quoted in row.quotes}
        if not request.sections or sections & set(request.sections):
            yield " ".join(row.words.split())


# How to write it


def _form(course: Course, request: PromptRequest) -> Iterator[str]:
    yield "## The form"
    yield _wrapped("Return one YAML list in one code block, and nothing else. Every question has:")
    yield "\n".join(_keys(course))
    yield _wrapped(
        """Every question needs what it asks and its answer, under the keys of its type. Use only the
        types and keys shown here, spelled like this. Indent with spaces, never with tabs."""
    )
    yield _wrapped(
        """Put a text in double quotation marks if it contains a colon or ` #`, or starts with a character
        such as `{`, `[`, `*`, `"` or `>`. Inside them, write `\\"` for a quotation mark. For example:"""
    )
    yield '```yaml\nprompt: "Which of the two does Marlow call \\"useless\\": the lamp or the mast?"\n```'
    if any(True for text in course.texts.values() for _ in formulas(text.shown.text)):
        yield _wrapped(
            """Formulas are LaTeX between dollar signs, as in the text. Put a text with a backslash in single
            quotation marks, because YAML changes `\\f` and others in double ones:"""
        )
        yield "```yaml\nanswer: 'It is $\\frac{1}{2} m v^2$.'\n```"
    types = request.types or possible_types(course)
    yield "## Types" if len(types) > 1 else "## Type"
    examples = "The examples are" if len(types) > 1 else "The example is"
    yield _wrapped(
        f"{examples} about an interview with a lighthouse keeper. Take the form from there, not the content."
    )
    for type in types:
        example = EXAMPLES[type]
        yield f"`{type}`: {example.purpose}.\n\n```yaml\n{_fitted(example.yaml, course)}```"


def _fitted(example: str, course: Course) -> str:
    """Return an example with the keys of passages that a course needs, and without others."""
    several = len(course.info.sources) > 1
    has_voices = any(source.voices for source in course.info.sources)
    lines: list[str] = []
    passage_has_source = False
    for line in example.splitlines(keepends=True):
        if line.strip().startswith("speaker:") and not has_voices:
            continue
        passage_has_source = line.startswith("    - source:") or (
            passage_has_source and not line.startswith("    - ")
        )
        lines.append(line)
        if several and line.lstrip(" -").startswith("quote:") and not passage_has_source:
            lines.append("      source: lighthouse\n")
    return "".join(lines)


def _keys(course: Course) -> Iterator[str]:
    several = len(course.info.sources) > 1
    voices = any(source.voices for source in course.info.sources)
    sections = any(len(source.regions) > 1 for source in course.info.sources)
    yield "- `id`: a short name in lower-case letters, digits and hyphens, different for each question"
    yield "- `type`, and the keys of that type, as in the examples"
    yield "- `passages`: the evidence, at least one, each with"
    yield "  - `quote`: the words of the text"
    if several:
        yield "  - `source`: the id of the text"
    if voices:
        yield "  - `speaker`: who says it, if the text has speakers"
    if sections:
        yield "  - `section`: the id of the section, only where the quote occurs in several sections"
    yield "- `explanation` (optional): one sentence of background that the quotes support"
    yield "- `level` (optional): remember, understand, apply, analyze, evaluate or create"


QUOTES = """\
## Rules for quotes

1. Copy the words exactly, with every comma. Only typography may differ: kinds of quotation marks and
   dashes, line breaks, bold and italics.
2. Quote a whole clause with its subject and verb, so that it proves the answer by itself: at least six
   words, at most forty{characters}.
3. Never cut off words that change the meaning. “The board was wrong” is not a quote from “I don’t think the
   board was wrong”.
4. No ellipses, no brackets, nothing left out and nothing added. If the evidence is in two places, give
   two passages.
5. Stay within the words of one speaker, without the name in front of them.
6. If the words occur more than once in the text, quote more of them.
"""


def _quotes(course: Course) -> str:
    spaceless = any(s.language.split("-")[0] in SPACELESS for s in course.info.sources)
    characters = "; in scripts without spaces, eight to sixty characters" if spaceless else ""
    return QUOTES.format(characters=characters)


def _questions(course: Course, request: PromptRequest) -> str:
    types = request.types or possible_types(course)
    lines = [
        "Ask about one thing, and about what matters: reasons, causes and claims rather than trivia.",
        "Make each question clear on its own. The learner sees it without the text and without the other"
        " questions, so name who speaks and where, and write no “he”, “this” or “the text above”.",
        "Everything in the answer and in the explanation follows from the quotes, with the same numbers"
        " and names. Add nothing that you know from elsewhere.",
        "Do not give the answer away: no word of it in the question, and no question whose answer is in"
        " another one.",
        "Ask no question that is answered with yes or no, and none with “not” or “except”.",
    ]
    if {"multiple_choice", "who_said_it"} & set(types):
        lines.append(
            "Nobody may be able to guess the right option. It is not the longest or the most precise one;"
            " all options have the same form and fit the grammar of the question. Each wrong option is"
            " plausible, and is wrong by the text, as `why` explains. No “all of the above”, no “always”"
            " or “never”."
        )
    if len(types) > 1 and request.count > 1:
        lines.append("Use several types, each where it fits.")
    lang = _question_language(course)
    lines.append(
        f"Write the questions in {_language(lang)}; the quotes stay in the language of the text."
    )
    numbered = (
        fill(line, 108, initial_indent=f"{n}. ", subsequent_indent="   ")
        for n, line in enumerate(lines, 1)
    )
    return "## Rules for questions\n\n" + "\n".join(numbered)


def _question_language(course: Course) -> str:
    languages = Counter(entry.lang for entry in course.entries)
    return languages.most_common(1)[0][0] if languages else course.info.sources[0].language


def _language(tag: str) -> str:
    data = language(tag)
    return data.name if data else f"the language `{tag}`"


LAST = """\
## Before you answer

Find every quote in the text once more. Delete each question whose quote you cannot find, or whose answer
the quote does not prove.
"""


# The text


def _passages(course: Course, request: PromptRequest) -> Iterator[str]:
    yield "## The text"
    yield _wrapped(
        """Lines in square brackets say where the words below them are and who says them. They are not
        part of the text."""
    )
    for source in course.info.sources:
        text = course.texts.get(source.id)
        for region in sections_of(source, request) if text else ():
            assert text is not None
            segments = [s for s in text.segments if s.region is region and not s.outside]
            if segments:
                yield f"### `{source.id}`, {region.name}"
            yield from chain.from_iterable(_segment(course, text, s) for s in segments)


def _segment(course: Course, text: Text, segment: Segment) -> Iterator[str]:
    facts = [segment.turn, course.info.name(segment.speaker)]
    head = ", ".join(filter(None, facts))
    ends = [*segment.paragraphs[1:], segment.end]
    starts = [segment.start, *segment.paragraphs[1:]]
    paragraphs = [
        " ".join(as_typed(text.shown.text[start:end].replace(GAP, "")).split())
        for start, end in zip(starts, ends, strict=True)
    ]
    yield "\n\n".join(filter(None, [f"[{head}]" if head else "", *paragraphs]))


def _wrapped(words: str) -> str:
    return fill(" ".join(dedent(words).split()), 108)
