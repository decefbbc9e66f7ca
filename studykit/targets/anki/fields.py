"""The fields of notes, made from exercises."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import assert_never

from ...bank.arrange import arranged, disordered, in_order
from ...bank.citation import cite
from ...bank.media import NO_MEDIA, Media, ShownMedia
from ...bank.model import (
    Arrange,
    Blank,
    Choose,
    Discuss,
    Evidence,
    Exercise,
    Fill,
    Label,
    Match,
    Number,
    Option,
    Recall,
    Response,
    Type,
)
from ...bank.prose import Picture, parse, plain
from ...bank.shapes import Shape
from ...format import number_range, series
from ...language import language_or_default
from ...locale import SOURCE, _, spoken
from ...sounds import SoundFile
from ...source.course import CourseFile, Source
from ..html import (
    Address,
    HtmlWriter,
    latex_html,
    mathjax,
    placed_picture,
    placed_sound,
    with_media,
    words,
)
from .notetypes import ARRANGE, BASIC, CHOICE, CLOZE, FIELDS, LABEL, TYPED, NoteType


@dataclass(frozen=True, slots=True)
class NoteFields:
    """The content of a note: its type, its fields by name, its tags, the numbers of its cards."""

    id: str
    type: NoteType
    fields: dict[str, str]
    tags: tuple[str, ...]
    ordinals: tuple[int, ...] = (0,)
    formerly: tuple[str, ...] = ()

    def values(self, key: str) -> list[str]:
        """Return the values of the fields in order; `key` identifies the note in Anki."""
        return [key, *(self.fields.get(name, "") for name in FIELDS[1:])]


def note_type(response: Response) -> NoteType:
    """Return the note type for a response."""
    match response:
        case Recall() | Discuss():
            return BASIC
        case Fill():
            return CLOZE
        case Choose():
            return CHOICE
        case Type() | Number():
            return TYPED
        case Arrange() | Match():
            return ARRANGE
        case Label():
            return LABEL
        case _:
            assert_never(response)


def note_fields(exercise: Exercise, course: CourseFile, media: Media = NO_MEDIA) -> NoteFields:
    """Return the note of an exercise, with the names of its pictures and recordings in Anki's media."""
    with course.speaking(exercise.lang):
        return _note_fields(exercise, course, media)


def _note_fields(exercise: Exercise, course: CourseFile, media: Media) -> NoteFields:
    fields = {
        "ID": words(exercise.id),
        "Stimulus": _stimulus(exercise, course),
        "Prompt": CARD.prose(exercise.prompt),
        "Explanation": CARD.prose(exercise.explanation) if exercise.explanation else "",
        "Passage": _passages(exercise, course),
        "Credit": _credits(exercise, course),
    }
    if isinstance(exercise.response, Label):
        picture = media.get(exercise.response.picture)
        fields["Stimulus"] = _marked_picture(exercise.response, picture)
        if picture and picture.credit:
            credit = f'<div class="credit" dir="auto">{words(picture.credit)}</div>'
            fields["Explanation"] += credit
    if of_template := _template_words(exercise.response):
        fields["Words"] = of_template
    return NoteFields(
        exercise.id,
        note_type(exercise.response),
        {
            name: with_media(html, media, lambda file: file.name, _play_button)
            for name, html in (fields | _response_fields(exercise)).items()
        },
        _tags(exercise),
        _ordinals(exercise.response),
        exercise.formerly,
    )


def _play_button(sound: SoundFile, address: Address) -> str:
    """Return the tag for which Anki shows a button, and which it plays."""
    return f"[sound:{address(sound)}]"


def _ordinals(response: Response) -> tuple[int, ...]:
    match response:
        case Fill():
            return tuple(number - 1 for number in response.numbers)
        case Label(parts=parts):
            return tuple(range(len(parts)))
        case Recall(reverse=True):
            return (0, 1)
        case _:
            return (0,)


def _template_words(response: Response) -> str:
    """Return the words of the template in the language that is spoken; "" for English, which it is in."""
    match response:
        case _ if spoken().partition("-")[0] == SOURCE:
            return ""
        case Recall(reverse=True):
            return words(_("What is this the answer to?"))
        case Recall() | Discuss() | Fill() | Label():
            return ""
        case Choose():
            more = {"wrong": _("Not right."), "choice": _("your choice")}
        case Type():
            more = {"unaccepted": _("Not an accepted answer."), "you": _("you: {words}")}
        case Number() | Arrange() | Match():
            more = {"wrong": _("Not right."), "you": _("you: {words}")}
        case _:
            assert_never(response)
    said = {"right": _("Right.")} | more
    data = "".join(f' data-{name}="{words(text)}"' for name, text in said.items())
    return f'<span class="words" hidden{data}></span>'


def _response_fields(exercise: Exercise) -> dict[str, str]:
    """Return the fields that depend on the response."""
    response = exercise.response
    match response:
        case Recall(answer, reverse):
            return {"Answer": CARD.prose(answer), "Reverse": CARD.prose(answer) if reverse else ""}
        case Fill():  # the prompt is the text itself, the options say what to do
            return {"Options": CARD.prose(exercise.prompt), "Prompt": _cloze(response)}
        case Choose():
            options = arranged(response, _rng(exercise))
            moving = in_order(response) is None
            return {
                "Options": _options(options, response, moving, revealed=False),
                "Answer": _options(options, response, moving, revealed=True),
            }
        case Type():
            fields = {"Answer": words(plain(response.answer))}
            if response.accept:
                spellings = (words(plain(text)) for text in response.accept)
                accepted = series(f'<span class="accept">{text}</span>' for text in spellings)
                fields["Options"] = _("also accepted: {answers}", answers=accepted)
            return fields
        case Number():
            # Anki compares text, so the number has no unit, and the script compares values
            fields = {"Answer": words(response.answer), "Options": _range(response, exercise.lang)}
            if response.unit and response.unit.casefold() not in plain(exercise.prompt).casefold():
                named = _("(unit: {unit})", unit=words(response.unit))
                unit = f' <span class="unit">{named}</span>'
                fields["Prompt"] = CARD.prose(exercise.prompt) + unit
            return fields
        case Arrange():
            shown = disordered(response.items, _rng(exercise))
            return {
                "Options": _list("ol", "order", shown, response.items),
                "Answer": _list("ol", "order", response.items, response.items),
            }
        case Match():
            return {"Options": _match(response, _rng(exercise)), "Answer": _pairs(response)}
        case Label():
            return {"Options": _masks(response), "Answer": _names(response)}
        case Discuss():
            answer = _points(response.look_for)
            if response.follow_ups:
                task = _("Follow up:")
                answer += f'<p class="task">{task}</p>{_points(response.follow_ups)}'
            return {"Answer": answer}
        case _:
            assert_never(response)


def _tags(exercise: Exercise) -> tuple[str, ...]:
    tags = [*exercise.tags, f"type::{exercise.type}"]
    if exercise.level:
        tags.append(f"level::{exercise.level}")
    for evidence in exercise.evidence:
        tags.append(f"source::{evidence.source}")
        tags.append(_section_tag(evidence.place.section))
        if evidence.place.speaker:
            tags.append(f"speaker::{evidence.place.speaker}")
    return tuple(dict.fromkeys(tags))


def _passage(evidence: Evidence, course: CourseFile, head: str = "", source: str = "") -> str:
    """Return a passage with its speaker and place; `head` is above it, `source` beside the place."""
    citation = cite(evidence, course)
    speaker = course.short_name(evidence.place.speaker)
    where = [words(part) for part in (speaker, citation.place, source) if part]
    if citation.link:
        read = _("read the source")
        where.append(f'<a href="{words(citation.link)}">{read}</a>')
    return (
        f'<figure class="passage">{_head(head)}<blockquote lang="{words(citation.lang)}" dir="auto">'
        f"{CARD.quotation(citation.quote)}</blockquote>"
        f"<figcaption>{' · '.join(where)}</figcaption></figure>"
    )


def _credits(exercise: Exercise, course: CourseFile) -> str:
    """Return the titles and credits of the sources, each once."""
    ids = dict.fromkeys(evidence.source for evidence in exercise.evidence)
    credits = [credit(source) for id in ids if (source := course.source(id))]
    return "<br>".join(words(text) for text in dict.fromkeys(credits))


def credit(source: Source) -> str:
    """Return the title and the credit of a source."""
    return " · ".join(filter(None, (source.title, source.credit)))


def _points(texts: tuple[str, ...]) -> str:
    return f"<ul>{''.join(f'<li>{CARD.prose(text)}</li>' for text in texts)}</ul>"


def _head(name: str) -> str:
    return f'<div class="source">{words(name)}</div>' if name else ""


def _passages(exercise: Exercise, course: CourseFile) -> str:
    """Return the passages; those of two sources side by side, if there is room, under their names.

    A source is named only if there are several: its title is in the credit below.
    """
    cited = [(evidence, _source_name(evidence.source, course)) for evidence in exercise.evidence]
    sources = {evidence.source for evidence in exercise.evidence}
    if len(sources) == len(cited) == 2:
        figures = [_passage(evidence, course, head=name) for evidence, name in cited]
        return f'<div class="parallel">{"".join(figures)}</div>'
    several = len(sources) > 1
    return "".join(_passage(e, course, source=name if several else "") for e, name in cited)


def _source_name(id: str, course: CourseFile) -> str:
    source = course.source(id)
    return source.name if source else id


def _stimulus(exercise: Exercise, course: CourseFile) -> str:
    """Return the quotes that the question is about, with the names of several sources."""
    quotes = []
    for evidence in exercise.stimulus:
        source = course.source(evidence.source)
        lang = words(source.language) if source else "en"
        quote = (
            f'<blockquote lang="{lang}" dir="auto">{CARD.quotation(evidence.quote)}</blockquote>'
        )
        name = words(_source_name(evidence.source, course))
        if len(exercise.stimulus) > 1:
            quote = f'<figure class="passage"><figcaption>{name}</figcaption>{quote}</figure>'
        quotes.append(quote)
    return f'<div class="parallel">{"".join(quotes)}</div>' if len(quotes) > 1 else "".join(quotes)


_NEXT = "\n"
"""Between blocks, where Anki's browser would join their words."""


def _options(options: tuple[Option, ...], choose: Choose, moving: bool, revealed: bool) -> str:
    """Return a list of options; `data-n` identifies an option on both sides, wherever it is shown."""
    items = []
    for n, option in enumerate(options):
        marks = f' data-n="{n}"'
        if option.keep_last:
            marks += " data-last"
        if revealed and option.right:
            marks += ' class="right"'
        text = f'<div class="text">{CARD.prose(option.text)}</div>'
        if revealed and option.right:
            text += ' <span class="mark">✓</span>'
        if revealed and option.why:
            text += f'\n<div class="why">{CARD.prose(option.why)}</div>'
        items.append(f"<li{marks}>{text}</li>")
    flags = (" data-several" if choose.several else "") + (" data-moving" if moving else "")
    task = ""
    if choose.several:
        right = sum(option.right for option in options)
        choose_them = _("Choose {number}.", number=right)
        task = f'<p class="task">{choose_them}</p>'
    return f'{task}<ol class="options"{flags}>{_NEXT.join(items)}</ol>'


def _list(tag: str, name: str, shown: Sequence[str], all: Sequence[str]) -> str:
    """Return a list of items, each with its number among all."""
    items = _NEXT.join(
        f'<li data-n="{all.index(i)}"><div class="text">{CARD.prose(i)}</div></li>' for i in shown
    )
    return f'<{tag} class="{name}">{items}</{tag}>'


def _match(match: Match, rng: random.Random) -> str:
    """Return the lines to match, and below them the choices."""
    choices = disordered(match.choices, rng)
    lefts = [left for left, _ in match.pairs]
    return _list("ol", "lefts", lefts, lefts) + _list("ol", "choices", choices, match.choices)


def _pairs(match: Match) -> str:
    rows = _NEXT.join(
        f'<li data-n="{n}" data-right="{match.choices.index(right)}"><div class="text">{CARD.prose(left)}</div>\n'
        f'<div class="right">{CARD.prose(right)}</div></li>'
        for n, (left, right) in enumerate(match.pairs)
    )
    return f'<ol class="pairs">{rows}</ol>'


def _marked_picture(label: Label, shown: ShownMedia | None) -> str:
    """Return the picture on which Anki draws the shapes; the style of its class says how."""
    if shown is None:
        return words(Picture(label.picture, label.alt).text)
    look = "" if label.cover else ' class="outlined"'
    return f'<img src="{shown.file.name}" alt="{words(label.alt)}"{look}>'


def _masks(label: Label) -> str:
    """Return the shapes in Anki's notation for image occlusion, each as the blank of its number.

    With `oi`, the other shapes stay covered while one is asked.
    """
    shapes = [(n, _mask(part.shape)) for n, part in enumerate(label.parts, 1)]
    others = ":oi=1" if label.cover else ""
    return "".join(f"{{{{c{n}::image-occlusion:{mask}{others}}}}}" for n, mask in shapes)


def _mask(shape: Shape) -> str:
    left, top, width, height = shape.box
    if shape.kind == "polygon":
        points = " ".join(f"{_share(x)},{_share(y)}" for x, y in shape.points)
        return f"polygon:left={_share(left)}:top={_share(top)}:points={points}"
    if shape.kind == "ellipse":
        size = f"rx={_share(width / 2)}:ry={_share(height / 2)}"
        return f"ellipse:left={_share(left)}:top={_share(top)}:{size}"
    size = f"width={_share(width)}:height={_share(height)}"
    return f"rect:left={_share(left)}:top={_share(top)}:{size}"


def _share(value: float) -> str:
    """Return a share with four decimals, as Anki writes it."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _names(label: Label) -> str:
    """Return the names as blanks, of which a card's back shows only its own."""
    names = (Blank(n, part.name) for n, part in enumerate(label.parts, 1))
    return "".join(_deletion(name, in_formula=False) for name in names)


_LARGEST = Fraction(10**300)
"""The largest bound; a greater one would not be a floating-point number."""
_SMALLEST = Fraction(1, 10**6)
"""The script takes what differs by less than a billionth for equal, so that it cannot judge less."""


def _range(number: Number, lang: str) -> str:
    """Return the accepted numbers in words and as data for the script; hidden if it is only one."""
    judged = number.low == number.high == 0 or max(-number.low, number.high) >= _SMALLEST
    data = {
        "low": float(max(number.low, -_LARGEST)) if judged else "NaN",
        "high": float(min(number.high, _LARGEST)) if judged else "NaN",
        "decimal": language_or_default(lang).decimal,
        "unit": number.unit or "",
    }
    attributes = "".join(f' data-{name}="{words(str(value))}"' for name, value in data.items())
    if number.low == number.high:
        return f'<div class="range" hidden{attributes}></div>'
    bounds = words(number_range(number.low, number.high, None))
    accepted = _("accepted: {range}", range=bounds)
    return f'<div class="range"{attributes}>{accepted}</div>'


def _section_tag(section: str) -> str:
    """Return the tag of a section: `part::1` for `part-1`, otherwise `section::introduction`."""
    name, _, number = section.rpartition("-")
    return f"{name}::{number}" if name and number.isdecimal() else f"section::{section}"


def _rng(exercise: Exercise) -> random.Random:
    """Return a random generator seeded by the question's id alone."""
    return random.Random(int.from_bytes(sha256(exercise.id.encode()).digest()[:8], "big"))


# Placeholders for a blank while the text around it is parsed as Markdown, and in a formula: private
# characters.
_BLANK = "\U000f0000"
_LATEX_BLANK = "\U000f0001"


def _formula(latex: str, display: bool) -> str:
    return mathjax(latex.replace(_BLANK, _LATEX_BLANK), display)


CARD = HtmlWriter(_formula, placed_picture, placed_sound)
"""Writes prose for cards."""


def _cloze(fill: Fill) -> str:
    """Return the text in Anki's cloze notation, with its words as HTML."""
    blanks = iter([part for part in fill.parts if isinstance(part, Blank)])
    text = "".join(
        _BLANK
        if isinstance(part, Blank)
        else part.replace(_BLANK, "\ufffd").replace(_LATEX_BLANK, "\ufffd")
        for part in fill.parts
    )
    html = CARD.blocks(parse(text))
    return re.sub(
        f"[{_BLANK}{_LATEX_BLANK}]",
        lambda match: _deletion(next(blanks), in_formula=match[0] == _LATEX_BLANK),
        html,
    )


def _deletion(blank: Blank, in_formula: bool) -> str:
    answer = latex_html(blank.answer) if in_formula else CARD.prose(blank.answer)
    before = " " if blank.answer[:1].isspace() else ""
    after = " " if blank.answer[-1:].isspace() else ""
    hint = f"::{_inner(_hint(plain(blank.hint)))}" if blank.hint else ""
    return f"{{{{c{blank.number}::{_inner(f'{before}{answer}{after}')}{hint}}}}}"


def _hint(text: str) -> str:
    """Return a hint as HTML; Anki shows it in brackets, where `sound:x.mp3` would be played."""
    bare = words(f"[{text}]").startswith("[")
    return words(text) if bare else f"<span></span>{words(text)}"


def _inner(html: str) -> str:
    """Escape HTML inside a blank, where `::` would start the hint and `}}` end it."""
    html = html.replace("::", "&#58;&#58;")
    if html.endswith((":", "}")):  # would pair with the delimiter
        html = f"{html[:-1]}&#{ord(html[-1])};"
    return html
