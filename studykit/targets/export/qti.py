"""QTI 2.1 and 3.0 of 1EdTech: packages of items, and a test with a section for each bank.

Items are written with the names of 2.1; those of 3.0 are the same in another spelling.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import assert_never

from ...bank.arrange import disordered
from ...bank.capability import Capabilities, Capability, Support
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
from ...sounds import SoundFile
from ..html import Address, words
from . import printing
from .archive import HEAD, element, packed, xhtml, xml
from .gift import LOST_REVERSE
from .model import NO_SHAPES, ExportFormat, ExportNotes, ExportRequest, NoShapes
from .question_html import WITH_MEDIA, QuestionHtml

MEDIA = "media"
"""The folder of pictures and recordings in the package."""

_CAPITAL = re.compile("[A-Z]")


def _kebab(name: str) -> str:
    return _CAPITAL.sub(lambda found: f"-{found[0].lower()}", name)


@dataclass(frozen=True, slots=True)
class QtiVersion:
    """What differs between the versions of QTI."""

    number: str
    items: str
    """The namespace of items and tests."""
    package: str
    """The namespace of the manifest."""
    schema: tuple[str, str]
    """The name and the version of the package's schema."""
    keeps: frozenset[str]
    """The attributes of HTML that are allowed in items."""
    player: Callable[[SoundFile, Address], str]
    """Returns what plays a recording."""
    renamed: Mapping[str, str]
    """The elements of HTML that are not allowed in items, and what takes their place."""

    @property
    def kebab(self) -> bool:
        return self.number == "3p0"

    def el(self, name: str, attributes: dict[str, str] | None = None, *children: str) -> str:
        """Return an element of QTI."""
        attributes = attributes or {}
        if self.kebab:
            name = f"qti-{_kebab(name)}"
            attributes = {_kebab(key): value for key, value in attributes.items()}
        return element(name, attributes, *children)

    def html(self, html: str) -> str:
        # empty elements keep Anki and Moodle from seeing mathematics; QTI has no such notation
        return xhtml(html.replace("<span></span>", ""), self.keeps, self.renamed)


def _object(file: SoundFile, address: Address) -> str:
    return f'<object data="{address(file)}" type="{file.media_type}"></object>'


def _audio(file: SoundFile, address: Address) -> str:
    return f'<audio controls="controls" src="{address(file)}"></audio>'


_DIVISIONS = {"figure": "div", "figcaption": "p"}

QTI_21 = QtiVersion(
    "2p1",
    "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    ("QTIv2.1 Package", "1.0.0"),
    frozenset(["href", "lang", "scope", "src", "alt", "width", "height", "data", "type"]),
    _object,
    {**_DIVISIONS, "details": "div", "summary": "p"},
)
QTI_3 = QtiVersion(
    "3p0",
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    ("QTI Package", "3.0.0"),
    frozenset(["href", "lang", "dir", "scope", "src", "alt", "width", "height", "controls"]),
    _audio,
    _DIVISIONS,
)


def render(version: QtiVersion, request: ExportRequest, notes: ExportNotes) -> bytes:
    """Write a file for each item, the test and the manifest."""
    items: dict[str, str] = {}
    shown: dict[str, list[str]] = {}
    media: dict[str, bytes] = {}
    for exercise in request:
        if isinstance(exercise.response, Recall) and exercise.response.reverse:
            notes.lose(exercise, LOST_REVERSE)
        page = QuestionHtml(request, f"../{MEDIA}/", version.player)
        name = f"items/{exercise.id}.xml"
        with request.course.speaking(exercise.lang):
            items[name] = HEAD + _item(exercise, page, version) + "\n"
        used = {f"{MEDIA}/{file.name}": file.content for file in page.used.values()}
        shown[name] = list(used)
        media |= used
    test = HEAD + _test(request, version) + "\n"
    manifest = HEAD + _manifest(shown, request, version) + "\n"
    return packed({"imsmanifest.xml": manifest, "test.xml": test, **items, **media})


def _identifier(exercise: Exercise, request: ExportRequest) -> str:
    return f"q.{request.course.id}.{exercise.id}"


def _manifest(items: Mapping[str, list[str]], request: ExportRequest, version: QtiVersion) -> str:
    """Return the manifest; each item has the names of its pictures and recordings."""

    def resource(n: int, kind: str, files: list[str], *more: str) -> str:
        type = f"imsqti_{kind}_xmlv{version.number}"
        attributes = {"identifier": f"r{n}", "type": type, "href": files[0]}
        return element(
            "resource", attributes, *(element("file", {"href": file}) for file in files), *more
        )

    refs = (element("dependency", {"identifierref": f"r{n}"}) for n, _ in enumerate(items, 1))
    resources = [resource(0, "test", ["test.xml"], *refs)]
    for n, (item, media) in enumerate(items.items(), 1):
        resources.append(resource(n, "item", [item, *media]))
    schema, number = version.schema
    return element(
        "manifest",
        {"xmlns": version.package, "identifier": f"m.{request.course.id}"},
        element(
            "metadata", {}, f"<schema>{schema}</schema>", f"<schemaversion>{number}</schemaversion>"
        ),
        "<organizations/>",
        element("resources", {}, *resources),
    )


def _test(request: ExportRequest, version: QtiVersion) -> str:
    el = version.el
    sections = [
        el(
            "assessmentSection",
            {"identifier": f"s.{bank.id}", "title": bank.title, "visible": "true"},
            *(
                el(
                    "assessmentItemRef",
                    {"identifier": _identifier(e, request), "href": f"items/{e.id}.xml"},
                )
                for e in bank.exercises
            ),
        )
        for bank in request.banks
    ]
    return el(
        "assessmentTest",
        {
            "xmlns": version.items,
            "identifier": f"t.{request.course.id}",
            "title": request.course.title,
        },
        el(
            "testPart",
            {"identifier": "part", "navigationMode": "nonlinear", "submissionMode": "individual"},
            *sections,
        ),
    )


@dataclass(frozen=True, slots=True)
class QtiItem:
    """The parts of an item that depend on the response, and what makes it right, if anything."""

    declarations: Sequence[str]
    body: str
    right: str | None = None
    typed: Sequence[str] = ()
    """The responses that are texts."""
    reasons: bool = False
    """Whether options have reasons, which are shown when they are chosen."""
    cardinality: str = "single"


def _item(exercise: Exercise, page: QuestionHtml, version: QtiVersion) -> str:
    el = version.el
    item = _parts(exercise, page, version)
    by_hand = item.right is None
    feedback = page.feedback(exercise, by_hand)
    score = {"identifier": "SCORE", "cardinality": "single", "baseType": "float"}
    shown = {"identifier": "EVIDENCE", "cardinality": "single", "baseType": "identifier"}
    if by_hand and version.kebab:
        score["externalScored"] = "human"
    outcomes = [el("outcomeDeclaration", score), el("outcomeDeclaration", shown)]
    processing = [_set("EVIDENCE", "identifier", "SHOWN", version)]
    modals = (
        [_feedback("modalFeedback", "EVIDENCE", "SHOWN", feedback, version)] if feedback else []
    )
    if item.right is not None:
        processing.insert(0, _score(item.right, item.typed, version))
    if item.reasons:
        reason = {"identifier": "REASON", "cardinality": item.cardinality, "baseType": "identifier"}
        outcomes.append(el("outcomeDeclaration", reason))
        chosen = el("variable", {"identifier": "RESPONSE"})
        processing.append(el("setOutcomeValue", {"identifier": "REASON"}, chosen))
    return el(
        "assessmentItem",
        {
            "xmlns": version.items,
            "identifier": _identifier(exercise, page.request),
            "title": printing.name(exercise),
            "adaptive": "false",
            "timeDependent": "false",
            "xml:lang": exercise.lang,
        },
        *item.declarations,
        *outcomes,
        el("itemBody", {}, item.body),
        el("responseProcessing", {}, *processing),
        *modals,
    )


def _score(right: str, typed: Sequence[str], version: QtiVersion) -> str:
    """Return the condition that sets the score to 1 or 0.

    A text that was not typed is NULL, to which qti-components cannot compare a text.
    """
    el = version.el
    one, none = (_set("SCORE", "float", score, version) for score in "10")
    empty = [el("isNull", {}, el("variable", {"identifier": id})) for id in typed]
    branches = [el("responseIf", {}, right, one)]
    if empty:
        branches = [
            el("responseIf", {}, el("or", {}, *empty), none),
            el("responseElseIf", {}, right, one),
        ]
    return el("responseCondition", {}, *branches, el("responseElse", {}, none))


def _set(outcome: str, type: str, value: str, version: QtiVersion) -> str:
    base = version.el("baseValue", {"baseType": type}, value)
    return version.el("setOutcomeValue", {"identifier": outcome}, base)


def _feedback(element: str, outcome: str, id: str, html: str, version: QtiVersion) -> str:
    inner = version.html(f"<div>{html}</div>")
    if version.kebab:
        inner = version.el("contentBody", {}, inner)
    attributes = {"outcomeIdentifier": outcome, "identifier": id, "showHide": "show"}
    return version.el(element, attributes, inner)


def _parts(exercise: Exercise, page: QuestionHtml, version: QtiVersion) -> QtiItem:
    response = exercise.response
    html = page.prompt(exercise)
    if isinstance(response, Number) and printing.needs_unit(exercise, response):
        html += f" ({words(response.unit or '')})"
    prompt = version.html(f"<div>{html}</div>") if html else ""
    match response:
        case Recall() | Discuss():
            field = version.el("extendedTextInteraction", {"responseIdentifier": "RESPONSE"})
            return QtiItem([_declared("RESPONSE", "single", "string", [], version)], prompt + field)
        case Fill():
            return _fill(response, prompt, page, version)
        case Type(answer, accept):
            texts = list(dict.fromkeys(printing.one_line(plain(t)) for t in (answer, *accept)))
            declared = _declared("RESPONSE", "single", "string", texts[:1], version)
            right = version.el("or", {}, *(_same("RESPONSE", text, version) for text in texts))
            return QtiItem([declared], prompt + _entry("RESPONSE", version), right, ["RESPONSE"])
        case Number():
            return _number(exercise, response, prompt, version)
        case Choose():
            return _choose(exercise, response, prompt, page, version)
        case Arrange():
            return _arrange(exercise, response, prompt, page, version)
        case Match():
            return _match(exercise, response, prompt, page, version)
        case Label():
            raise NoShapes
        case _:
            assert_never(response)


def _declared(
    id: str, cardinality: str, type: str, correct: Sequence[str], version: QtiVersion
) -> str:
    values = (version.el("value", {}, xml(value)) for value in correct)
    right = [version.el("correctResponse", {}, *values)] if correct else []
    attributes = {"identifier": id, "cardinality": cardinality, "baseType": type}
    return version.el("responseDeclaration", attributes, *right)


def _entry(id: str, version: QtiVersion) -> str:
    field = version.el("textEntryInteraction", {"responseIdentifier": id, "expectedLength": "20"})
    return f"<p>{field}</p>"


def _same(id: str, text: str, version: QtiVersion) -> str:
    variable = version.el("variable", {"identifier": id})
    base = version.el("baseValue", {"baseType": "string"}, xml(text))
    return version.el("stringMatch", {"caseSensitive": "false"}, variable, base)


def _matches(version: QtiVersion) -> str:
    variable = version.el("variable", {"identifier": "RESPONSE"})
    return version.el("match", {}, variable, version.el("correct", {"identifier": "RESPONSE"}))


def _fill(fill: Fill, prompt: str, page: QuestionHtml, version: QtiVersion) -> QtiItem:
    texts = printing.blank_answers(fill)
    ids = [f"RESPONSE_{n}" for n, _ in enumerate(texts, 1)]
    fields = [
        version.el("textEntryInteraction", {"responseIdentifier": id, "expectedLength": "20"})
        + (f" ({version.html(page.text(blank.hint))})" if blank.hint else "")
        for id, blank in zip(ids, printing.blanks(fill), strict=True)
    ]

    def finish(html: str) -> str:
        return version.html(html if html.startswith("<") else f"<p>{html}</p>")

    pairs = list(zip(ids, texts, strict=True))
    return QtiItem(
        [_declared(id, "single", "string", [text], version) for id, text in pairs],
        f"{prompt}<div>{page.cloze(fill, fields, finish)}</div>",
        version.el("and", {}, *(_same(id, text, version) for id, text in pairs)),
        ids,
    )


def _number(exercise: Exercise, number: Number, prompt: str, version: QtiVersion) -> QtiItem:
    variable = version.el("variable", {"identifier": "RESPONSE"})
    low, high = (
        version.el("baseValue", {"baseType": "float"}, bound) for bound in printing.bounds(number)
    )
    right = version.el(
        "and", {}, version.el("gte", {}, variable, low), version.el("lte", {}, variable, high)
    )
    shown = printing.intervals(exercise, number)[0][0]
    declared = _declared("RESPONSE", "single", "float", [shown], version)
    return QtiItem([declared], prompt + _entry("RESPONSE", version), right)


def _choose(
    exercise: Exercise, choose: Choose, prompt: str, page: QuestionHtml, version: QtiVersion
) -> QtiItem:
    named = printing.named_options(exercise, choose)
    fixed = printing.keeps_order(choose)
    cardinality = "multiple" if choose.several else "single"
    choices = [
        version.el(
            "simpleChoice",
            {"identifier": name},
            version.html(page.text(option.text)),
            _feedback("feedbackBlock", "REASON", name, page.text(option.why), version)
            if option.why
            else "",
        )
        for name, option in named
    ]
    body = version.el(
        "choiceInteraction",
        {
            "responseIdentifier": "RESPONSE",
            "shuffle": "false" if fixed else "true",
            "maxChoices": "0" if choose.several else "1",
        },
        *choices,
    )
    right = sorted(name for name, option in named if option.right)
    reasons = any(option.why for _, option in named)
    declared = _declared("RESPONSE", cardinality, "identifier", right, version)
    matches = _matches(version)
    return QtiItem([declared], prompt + body, matches, (), reasons, cardinality)


def _arrange(
    exercise: Exercise, arrange: Arrange, prompt: str, page: QuestionHtml, version: QtiVersion
) -> QtiItem:
    numbered = list(enumerate(arrange.items, 1))
    choices = [
        version.el("simpleChoice", {"identifier": f"o{n}"}, version.html(page.text(item)))
        for n, item in disordered(numbered, printing.rng(exercise))
    ]
    attributes = {"responseIdentifier": "RESPONSE", "shuffle": "true"}
    body = version.el("orderInteraction", attributes, *choices)
    right = [f"o{n}" for n, _ in numbered]
    declared = _declared("RESPONSE", "ordered", "identifier", right, version)
    return QtiItem([declared], prompt + body, _matches(version))


def _match(
    exercise: Exercise, match: Match, prompt: str, page: QuestionHtml, version: QtiVersion
) -> QtiItem:
    rights = {choice: f"r{n}" for n, choice in enumerate(match.choices, 1)}
    lefts = [f"l{n}" for n, _ in enumerate(match.pairs, 1)]
    count = str(len(lefts))

    def choice(id: str, text: str, most: str) -> str:
        attributes = {"identifier": id, "matchMax": most}
        return version.el("simpleAssociableChoice", attributes, version.html(page.text(text)))

    left = [choice(id, text, "1") for id, (text, _) in zip(lefts, match.pairs, strict=True)]
    shown = disordered(match.choices, printing.rng(exercise))
    right = [choice(rights[text], text, count) for text in shown]
    body = version.el(
        "matchInteraction",
        {"responseIdentifier": "RESPONSE", "shuffle": "false", "maxAssociations": count},
        version.el("simpleMatchSet", {}, *left),
        version.el("simpleMatchSet", {}, *right),
    )
    pairs = [f"{id} {rights[answer]}" for id, (_, answer) in zip(lefts, match.pairs, strict=True)]
    declared = _declared("RESPONSE", "multiple", "directedPair", pairs, version)
    return QtiItem([declared], prompt + body, _matches(version))


CAPABILITIES: Capabilities = {
    Recall: Capability(Support.DEGRADED, "extended text, graded by hand; never reversed"),
    Fill: Capability(Support.NATIVE, "text entries; right if all blanks are"),
    Type: Capability(Support.DEGRADED, "text entry; accents and punctuation count"),
    Number: Capability(Support.NATIVE, "text entry, with bounds; decimals have a point"),
    Choose: Capability(Support.NATIVE, "choice; several are right if all are chosen, and no other"),
    Arrange: Capability(Support.NATIVE, "order interaction"),
    Match: Capability(Support.NATIVE, "match interaction; right if all pairs are"),
    Label: NO_SHAPES,
    Discuss: Capability(Support.DEGRADED, "extended text; the points are in the feedback"),
}

FORMAT_21 = ExportFormat(
    "zip", "QTI 2.1 package", CAPABILITIES, WITH_MEDIA, partial(render, QTI_21)
)
FORMAT_3 = ExportFormat("zip", "QTI 3.0 package", CAPABILITIES, WITH_MEDIA, partial(render, QTI_3))
