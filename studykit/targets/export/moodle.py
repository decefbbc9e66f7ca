"""Moodle XML (https://docs.moodle.org/en/Moodle_XML_format)."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import assert_never

from ...bank.capability import Capability, Support
from ...bank.model import (
    Arrange,
    Choose,
    Discuss,
    Exercise,
    Fill,
    Label,
    Match,
    Number,
    Option,
    Recall,
    Type,
)
from ...bank.prose import plain
from ...pictures import PictureFile
from ...sounds import SoundFile
from ..html import words
from . import printing
from .archive import HEAD, xml
from .gift import LOST_REVERSE
from .model import NO_SHAPES, ExportFormat, ExportNotes, ExportRequest, NoShapes
from .question_html import WITH_MEDIA, QuestionHtml, shown_as_typed

FILES = "@@PLUGINFILE@@/"
"""The folder of the files of a text, which Moodle replaces by an address."""

MOST_RIGHT = "Moodle has no grades for more than ten right options"


def render(request: ExportRequest, notes: ExportNotes) -> bytes:
    """Write the questions under a category for each bank and section."""
    page = QuestionHtml(request, FILES)
    parts = [f"{HEAD}<quiz>\n"]
    for names, exercises in printing.categories(request):
        path = "/".join(printing.one_line(name).replace("/", "//") for name in names)
        parts.append(
            f'<question type="category">\n'
            f"  <category>{_text(f'$course$/top/{path}')}</category>\n"
            f"</question>\n"
        )
        for exercise in exercises:
            with request.course.speaking(exercise.lang):
                parts += _question(exercise, page, notes)
    return "".join([*parts, "</quiz>\n"]).encode()


def _question(exercise: Exercise, page: QuestionHtml, notes: ExportNotes) -> Iterator[str]:
    response = exercise.response
    if (
        isinstance(response, Choose)
        and sum(o.right for o in response.options) > printing.MOST_PARTS
    ):
        notes.leave_out(exercise, MOST_RIGHT)
        return
    if isinstance(response, Recall) and response.reverse:
        notes.lose(exercise, LOST_REVERSE)
    kind, body = _response(exercise, page)
    feedback = page.feedback(exercise, kind == "essay")
    lines = [
        f"<name>{_text(printing.name(exercise))}</name>",
        _html("questiontext", _prompt(exercise, page), page),
        _html("generalfeedback", feedback, page),
        "<defaultgrade>1</defaultgrade>",
        "<hidden>0</hidden>",
        f"<idnumber>{xml(page.request.key(exercise)[-MAX_ID:])}</idnumber>",
        *body,
    ]
    if exercise.tags:
        tags = "".join(f"<tag>{_text(tag)}</tag>" for tag in exercise.tags)
        lines.append(f"<tags>{tags}</tags>")
    inner = "\n  ".join(lines)
    yield f'<question type="{kind}">\n  {inner}\n</question>\n'


MAX_ID = 100
"""The longest `idnumber` that Moodle stores."""


def _prompt(exercise: Exercise, page: QuestionHtml) -> str:
    prompt = page.prompt(exercise)
    match exercise.response:
        case Fill() as fill:
            return (f"<div>{_no_braces(prompt)}</div>" if prompt else "") + _cloze(fill, page)
        case Number() as response if printing.needs_unit(exercise, response):
            return f"{prompt} ({words(response.unit or '')})"
        case _:
            return prompt


def _response(exercise: Exercise, page: QuestionHtml) -> tuple[str, Iterable[str]]:
    """Return Moodle's question type and its elements."""
    response = exercise.response
    match response:
        case Recall() | Discuss():
            return "essay", _essay(exercise, page)
        case Fill():
            return "cloze", ()
        case Type(answer, accept):
            texts = dict.fromkeys(printing.one_line(plain(text)) for text in (answer, *accept))
            return "shortanswer", ["<usecase>0</usecase>", *map(_typed, texts)]
        case Number():
            return "numerical", _numerical(exercise, response)
        case Choose():
            is_true = printing.statement(response)
            if is_true is None:
                return "multichoice", _multichoice(exercise, response, page)
            return "truefalse", [
                f'<answer fraction="{100 * (value is is_true)}" format="moodle_auto_format">'
                f"<text>{str(value).lower()}</text>{NO_FEEDBACK}</answer>"
                for value in (True, False)
            ]
        case Arrange(items):
            return "ordering", _ordering(items, page)
        case Match(pairs, distractors):
            rows = [*pairs, *(("", text) for text in distractors)]
            return "matching", [
                "<shuffleanswers>true</shuffleanswers>",
                *(_subquestion(row, page) for row in rows),
            ]
        case Label():
            raise NoShapes
        case _:
            assert_never(response)


def _essay(exercise: Exercise, page: QuestionHtml) -> list[str]:
    return [
        "<responseformat>editor</responseformat>",
        "<responserequired>1</responserequired>",
        "<responsefieldlines>10</responsefieldlines>",
        "<attachments>0</attachments>",
        "<attachmentsrequired>0</attachmentsrequired>",
        _html("graderinfo", page.answer(exercise), page),
        '<responsetemplate format="html"><text></text></responsetemplate>',
    ]


def _typed(text: str) -> str:
    pattern = text.replace("*", r"\*")  # which would be any text
    return f'<answer fraction="100" format="plain_text">{_text(pattern)}{NO_FEEDBACK}</answer>'


def _numerical(exercise: Exercise, response: Number) -> Iterator[str]:
    for answer, within in printing.intervals(exercise, response):
        yield (
            f'<answer fraction="100" format="plain_text">{_text(answer)}'
            f"<tolerance>{within}</tolerance>{NO_FEEDBACK}</answer>"
        )
    if response.unit:
        name = xml(response.unit)
        yield f"<units><unit><multiplier>1</multiplier><unit_name>{name}</unit_name></unit></units>"
    yield "<unitgradingtype>0</unitgradingtype>"  # a unit may be typed
    yield "<unitpenalty>0.1</unitpenalty>"
    yield "<showunits>3</showunits>"
    yield "<unitsleft>0</unitsleft>"


def _multichoice(exercise: Exercise, choose: Choose, page: QuestionHtml) -> Iterator[str]:
    options = printing.options(exercise, choose)
    yield f"<single>{'false' if choose.several else 'true'}</single>"
    yield f"<shuffleanswers>{'false' if printing.keeps_order(choose) else 'true'}</shuffleanswers>"
    yield "<answernumbering>abc</answernumbering>"
    weights = printing.weights(options) if choose.several else {True: "100", False: "0"}
    yield from (_option(option, weights[option.right], page) for option in options)


def _option(option: Option, fraction: str, page: QuestionHtml) -> str:
    text = _content(page.text(option.text), page)
    why = _html("feedback", page.text(option.why), page) if option.why else NO_FEEDBACK
    return f'<answer fraction="{fraction}" format="html">{text}{why}</answer>'


def _ordering(items: tuple[str, ...], page: QuestionHtml) -> Iterator[str]:
    yield "<layouttype>VERTICAL</layouttype>"
    yield "<selecttype>ALL</selecttype>"
    yield f"<selectcount>{len(items)}</selectcount>"
    yield "<gradingtype>ABSOLUTE_POSITION</gradingtype>"
    for n, item in enumerate(items, 1):
        yield f'<answer fraction="{n}" format="html">{_content(page.text(item), page)}</answer>'


def _subquestion(pair: tuple[str, str], page: QuestionHtml) -> str:
    left, right = pair
    answer = _text(printing.one_line(plain(right)))  # a menu shows text only
    text = _content(page.text(left), page)
    return f'<subquestion format="html">{text}<answer>{answer}</answer></subquestion>'


def _no_braces(html: str) -> str:
    """Return HTML in which Moodle sees no embedded answers."""
    return html.replace("{", "&#123;")


_SPECIAL = re.compile(r"[^\w .,;:!?'’“”()–—-]")


def _cloze(fill: Fill, page: QuestionHtml) -> str:
    """Return a text with its blanks in the notation of Moodle's embedded answers."""
    answers = zip(printing.blank_answers(fill), printing.blanks(fill), strict=True)
    fields = [_embedded(answer, blank.hint, page) for answer, blank in answers]
    return page.cloze(fill, fields, _no_braces)


def _embedded(answer: str, hint: str | None, page: QuestionHtml) -> str:
    escaped = answer.replace("*", r"\*")  # it would be any text
    safe = _SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", escaped)
    shown = f" ({_no_braces(page.text(hint))})" if hint else ""
    return f"{{1:SHORTANSWER:={safe}}}{shown}"


NO_FEEDBACK = '<feedback format="html"><text></text></feedback>'

_FILE = re.compile(rf'src="{FILES}([^"]*)"')


def _html(element: str, html: str, page: QuestionHtml) -> str:
    return f'<{element} format="html">{_content(html, page)}</{element}>'


def _content(html: str, page: QuestionHtml) -> str:
    """Return a text in HTML, and the files that it shows."""
    text = _text(shown_as_typed(html))
    if FILES not in html:
        return text
    names = dict.fromkeys(name for name in _FILE.findall(html) if name in page.used)
    return text + "".join(map(_file, (page.used[name] for name in names)))


def _file(file: PictureFile | SoundFile) -> str:
    content = b64encode(file.content).decode()
    return f'<file name="{file.name}" path="/" encoding="base64">{content}</file>'


def _text(text: str) -> str:
    return f"<text>{xml(text)}</text>"


FORMAT = ExportFormat(
    "xml",
    "Moodle XML",
    {
        Recall: Capability(Support.DEGRADED, "essay, graded by hand; never reversed"),
        Fill: Capability(Support.NATIVE, "cloze; all blanks of a text together"),
        Type: Capability(Support.DEGRADED, "short answer; accents and punctuation count"),
        Number: Capability(Support.NATIVE, "numerical, with bounds"),
        Choose: Capability(Support.NATIVE, "multiple choice, or true/false"),
        Arrange: Capability(Support.NATIVE, "ordering; needs Moodle 4.4 or the ordering plugin"),
        Match: Capability(Support.NATIVE, "matching; formatting on the right is lost"),
        Label: NO_SHAPES,
        Discuss: Capability(Support.DEGRADED, "essay; the points are for the grader"),
    },
    WITH_MEDIA,
    render,
)
