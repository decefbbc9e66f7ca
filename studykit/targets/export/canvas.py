"""QTI 1.2 as Canvas exports and imports it: a quiz for each bank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from ...bank.arrange import disordered
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
    Recall,
    Type,
)
from ...bank.prose import plain
from ...pictures import PictureFile
from ..html import words
from . import printing
from .archive import HEAD, element, packed, xml
from .gift import LOST_REVERSE
from .model import NO_SHAPES, ExportBank, ExportFormat, ExportNotes, ExportRequest, NoShapes
from .question_html import WITH_PICTURES, QuestionHtml

ITEMS = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
QUIZ = "http://canvas.instructure.com/xsd/cccv1p0"
FOLDER = "images"
FILES = f"%24IMS-CC-FILEBASE%24/{FOLDER}/"
"""How HTML names that folder; Canvas replaces it by an address."""

QUIZ_FILE = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


def render(request: ExportRequest, notes: ExportNotes) -> bytes:
    """Write a quiz and its settings for each bank, and the manifest."""
    files: dict[str, str | bytes] = {}
    resources = []
    pictures = {
        name: shown
        for name, shown in request.media.items()
        if isinstance(shown.file, PictureFile)  # no public source says how Canvas plays recordings
    }
    page = QuestionHtml(replace(request, media=pictures), FILES)
    for bank in request.banks:
        id = f"{request.course.id}.{bank.id}"
        quiz, settings = f"{bank.id}/{bank.id}.xml", f"{bank.id}/assessment_meta.xml"
        files[quiz] = HEAD + _assessment(id, bank, page, notes) + "\n"
        files[settings] = HEAD + _settings(id, bank) + "\n"
        resources += [
            element(
                "resource",
                {"identifier": id, "type": "imsqti_xmlv1p2"},
                element("file", {"href": quiz}),
                element("dependency", {"identifierref": f"{id}.meta"}),
            ),
            element(
                "resource",
                {"identifier": f"{id}.meta", "type": QUIZ_FILE, "href": settings},
                element("file", {"href": settings}),
            ),
        ]
    for file in page.used.values():
        name = f"{FOLDER}/{file.name}"
        files[name] = file.content
        attributes = {"identifier": file.name, "type": "webcontent", "href": name}
        resources.append(element("resource", attributes, element("file", {"href": name})))
    manifest = element(
        "manifest",
        {"identifier": request.course.id, "xmlns": PACKAGE},
        "<metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata>",
        "<organizations/>",
        element("resources", {}, *resources),
    )
    return packed({"imsmanifest.xml": f"{HEAD}{manifest}\n", **files})


def _settings(id: str, bank: ExportBank) -> str:
    return element(
        "quiz",
        {"identifier": id, "xmlns": QUIZ},
        element("title", {}, xml(bank.title)),
        "<shuffle_answers>false</shuffle_answers>",
        "<quiz_type>practice_quiz</quiz_type>",
        f"<points_possible>{len(bank.exercises)}</points_possible>",
    )


def _assessment(id: str, bank: ExportBank, page: QuestionHtml, notes: ExportNotes) -> str:
    items = []
    for exercise in bank.exercises:
        with page.request.course.speaking(exercise.lang):
            items.append(_item(exercise, page, notes))
    section = element("section", {"ident": "root_section"}, *items)
    assessment = element("assessment", {"ident": id, "title": bank.title}, section)
    return element("questestinterop", {"xmlns": ITEMS}, assessment)


@dataclass(frozen=True, slots=True)
class CanvasItem:
    """The type of a question for Canvas, what is asked, and what is right.

    `reasons` are explanations of options, by the identifier of the option.
    """

    type: str
    answers: Sequence[str] = ()
    conditions: Sequence[str] = ()
    ids: Sequence[str] = ()
    reasons: Sequence[tuple[str, str]] = ()


def _item(exercise: Exercise, page: QuestionHtml, notes: ExportNotes) -> str:
    if isinstance(exercise.response, Recall) and exercise.response.reverse:
        notes.lose(exercise, LOST_REVERSE)
    item = _parts(exercise, page)
    id = f"{page.request.course.id}.{exercise.id}"
    feedback = page.feedback(exercise, item.type == "essay_question")
    shown = [("general_fb", feedback)] if feedback else []
    told = [(f"{option}_fb", why) for option, why in item.reasons]
    general = _condition("<other/>", _display("general_fb"), "Yes") if shown else ""
    reasons = (
        _condition(_equal("response1", option), _display(f"{option}_fb"), "Yes")
        for option, _ in item.reasons
    )
    score = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    return element(
        "item",
        {"ident": id, "title": printing.name(exercise)},
        _metadata(item.type, item.ids, id),
        element("presentation", {}, _material(_prompt(exercise, page)), *item.answers),
        element(
            "resprocessing",
            {},
            element("outcomes", {}, element("decvar", score)),
            general,
            *reasons,
            *item.conditions,
        ),
        *(_feedback(ident, html) for ident, html in (*shown, *told)),
    )


def _metadata(type: str, ids: Sequence[str], id: str) -> str:
    fields = {
        "question_type": type,
        "points_possible": "1.0",
        "original_answer_ids": ",".join(ids),
        "assessment_question_identifierref": f"{id}.question",
    }
    entries = (
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel>"
        f"<fieldentry>{xml(entry)}</fieldentry></qtimetadatafield>"
        for label, entry in fields.items()
    )
    return f"<itemmetadata><qtimetadata>{''.join(entries)}</qtimetadata></itemmetadata>"


def _material(text: str, type: str = "text/html") -> str:
    return element("material", {}, element("mattext", {"texttype": type}, xml(text)))


def _feedback(ident: str, html: str) -> str:
    return element("itemfeedback", {"ident": ident}, element("flow_mat", {}, _material(html)))


def _display(ident: str) -> str:
    return element("displayfeedback", {"feedbacktype": "Response", "linkrefid": ident})


def _condition(test: str, result: str, more: str = "No") -> str:
    return element(
        "respcondition", {"continue": more}, f"<conditionvar>{test}</conditionvar>", result
    )


def _equal(response: str, value: str) -> str:
    return element("varequal", {"respident": response}, xml(value))


def _right(test: str) -> str:
    return _condition(test, '<setvar action="Set" varname="SCORE">100</setvar>')


def _share(test: str, parts: int) -> str:
    """Return a condition that adds one of some equal parts to the score."""
    share = f"{100 / parts:.2f}"
    return _condition(test, f'<setvar varname="SCORE" action="Add">{share}</setvar>', "Yes")


def _prompt(exercise: Exercise, page: QuestionHtml) -> str:
    prompt = page.prompt(exercise)
    match exercise.response:
        case Fill() as fill:
            fields = [
                f"[{name}]" + (f" ({_no_blanks(page.text(blank.hint))})" if blank.hint else "")
                for name, blank in zip(_blank_names(fill), printing.blanks(fill), strict=True)
            ]
            start = f"<div>{_no_blanks(prompt)}</div>" if prompt else ""
            return start + page.cloze(fill, fields, _no_blanks)
        case Number() as number if printing.needs_unit(exercise, number):
            return f"{prompt} ({words(number.unit or '')})"
        case _:
            return prompt


def _no_blanks(html: str) -> str:
    """Return HTML in which Canvas takes no words in brackets for a blank."""
    return html.replace("[", "&#91;")


def _blank_names(fill: Fill) -> list[str]:
    return [f"blank{n}" for n, _ in enumerate(printing.blanks(fill), 1)]


def _parts(exercise: Exercise, page: QuestionHtml) -> CanvasItem:
    response = exercise.response
    match response:
        case Recall() | Discuss():
            return CanvasItem("essay_question", [_entry("essay")], [_condition("<other/>", "")])
        case Fill():
            return _fill(response)
        case Type(answer, accept):
            texts = dict.fromkeys(printing.one_line(plain(text)) for text in (answer, *accept))
            test = "".join(_equal("response1", text) for text in texts)
            return CanvasItem("short_answer_question", [_entry("words")], [_right(test)])
        case Number():
            return _number(response)
        case Choose():
            return _choose(exercise, response, page)
        case Arrange(items):
            return _matching([(item, str(n)) for n, item in enumerate(items, 1)], (), exercise)
        case Match(pairs, distractors):
            return _matching(pairs, distractors, exercise)
        case Label():
            raise NoShapes
        case _:
            assert_never(response)


def _entry(kind: Literal["words", "number", "essay"]) -> str:
    label = {"ident": "answer1"} | ({} if kind == "number" else {"rshuffle": "No"})
    field = {"fibtype": "Decimal"} if kind == "number" else {}
    inner = element("render_fib", field, element("response_label", label))
    return element("response_str", {"ident": "response1", "rcardinality": "Single"}, inner)


def _choice(ident: str, cardinality: str, options: Iterable[str], head: str = "") -> str:
    choice = element("render_choice", {}, *options)
    attributes = {"ident": ident}
    if cardinality:
        attributes["rcardinality"] = cardinality
    return element("response_lid", attributes, head, choice)


def _label(ident: str, text: str, type: str = "text/html") -> str:
    return element("response_label", {"ident": ident}, _material(text, type))


def _fill(fill: Fill) -> CanvasItem:
    blanks = list(zip(_blank_names(fill), printing.blank_answers(fill), strict=True))
    answers, conditions = [], []
    for name, answer in blanks:
        label = _label(name, answer, "text/plain")
        answers.append(_choice(f"response_{name}", "", [label], _material(name, "text/plain")))
        conditions.append(_share(_equal(f"response_{name}", name), len(blanks)))
    ids = [name for name, _ in blanks]
    return CanvasItem("fill_in_multiple_blanks_question", answers, conditions, ids)


def _number(number: Number) -> CanvasItem:
    low, high = printing.bounds(number)
    response = {"respident": "response1"}
    test = element("vargte", response, low) + element("varlte", response, high)
    if low == high:
        test = f"<or>{_equal('response1', low)}<and>{test}</and></or>"
    return CanvasItem("numerical_question", [_entry("number")], [_right(test)])


def _choose(exercise: Exercise, choose: Choose, page: QuestionHtml) -> CanvasItem:
    shown = printing.named_options(exercise, choose)
    labels = [_label(name, page.text(option.text)) for name, option in shown]
    reasons = [(name, page.text(option.why)) for name, option in shown if option.why]
    if choose.several:
        tests = (
            _equal("response1", name) if option.right else f"<not>{_equal('response1', name)}</not>"
            for name, option in shown
        )
        type, cardinality = "multiple_answers_question", "Multiple"
        condition = _right(f"<and>{''.join(tests)}</and>")
    else:
        is_true = printing.statement(choose) is not None
        type = "true_false_question" if is_true else "multiple_choice_question"
        cardinality = "Single"
        (right,) = [name for name, option in shown if option.right]
        condition = _right(_equal("response1", right))
    answers = [_choice("response1", cardinality, labels)]
    return CanvasItem(type, answers, [condition], [name for name, _ in shown], reasons)


def _matching(
    pairs: Sequence[tuple[str, str]], distractors: Sequence[str], exercise: Exercise
) -> CanvasItem:
    texts = dict.fromkeys((*(right for _, right in pairs), *distractors))
    rights = {text: f"r{n}" for n, text in enumerate(texts, 1)}
    labels = [
        _label(rights[text], printing.one_line(plain(text)), "text/plain")
        for text in disordered(list(texts), printing.rng(exercise))
    ]
    answers, conditions, ids = [], [], []
    for n, (left, right) in enumerate(pairs, 1):
        head = _material(printing.one_line(plain(left)), "text/plain")
        answers.append(_choice(f"response_l{n}", "", labels, head))
        conditions.append(_share(_equal(f"response_l{n}", rights[right]), len(pairs)))
        ids.append(f"l{n}")
    return CanvasItem("matching_question", answers, conditions, ids)


FORMAT = ExportFormat(
    "zip",
    "QTI 1.2 package for Canvas",
    {
        Recall: Capability(Support.DEGRADED, "essay, graded by hand; never reversed"),
        Fill: Capability(Support.NATIVE, "fill in multiple blanks"),
        Type: Capability(Support.DEGRADED, "fill in the blank; accents and punctuation count"),
        Number: Capability(Support.NATIVE, "numerical answer, with bounds"),
        Choose: Capability(Support.NATIVE, "multiple choice, true/false or multiple answers"),
        Arrange: Capability(Support.DEGRADED, "match each item with its position"),
        Match: Capability(Support.DEGRADED, "matching; formatting is lost"),
        Label: NO_SHAPES,
        Discuss: Capability(Support.DEGRADED, "essay; the points are in the feedback"),
    },
    WITH_PICTURES,
    render,
)
