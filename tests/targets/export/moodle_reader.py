"""A strict reader of Moodle XML, written from Moodle's documentation of the format.

It knows the elements of the question types that studykit exports, and raises AssertionError for any
other, for a missing one, for a grade or a length that Moodle does not accept, and for a text whose files
are not those that it shows.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

COMMON = "name questiontext generalfeedback defaultgrade hidden idnumber".split()
ESSAY = (
    "responseformat responserequired responsefieldlines attachments attachmentsrequired"
    " graderinfo responsetemplate"
)
ELEMENTS = {
    "essay": ESSAY.split(),
    "cloze": [],
    "shortanswer": ["usecase", "answer"],
    "numerical": "answer unitgradingtype unitpenalty showunits unitsleft".split(),
    "multichoice": ["single", "shuffleanswers", "answernumbering", "answer"],
    "truefalse": ["answer"],
    "ordering": ["layouttype", "selecttype", "selectcount", "gradingtype", "answer"],
    "matching": ["shuffleanswers", "subquestion"],
}
"""The elements that each type must have beside those of all; those named `answer` can be repeated."""

OPTIONAL = {"tags", "units"}

GRADES = {
    "100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30", "25",
    "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5",
}  # fmt: skip
"""The shares of a mark that Moodle has in its menu; each can be negative in a choice of several."""


@dataclass
class Answer:
    text: str
    fraction: str
    feedback: str = ""
    tolerance: str | None = None


@dataclass
class MoodleQuestion:
    type: str
    category: str
    id: str
    name: str
    text: str
    feedback: str
    answers: list[Answer] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    files: dict[str, list[bytes]] = field(default_factory=dict)
    """The files of each element that has any."""


def read(content: str) -> list[MoodleQuestion]:
    root = ElementTree.fromstring(content)
    assert root.tag == "quiz"
    category = ""
    found = []
    for element in root:
        assert element.tag == "question"
        if element.get("type") == "category":
            category = _text(_only(element, "category"))
            assert category.startswith("$course$/top/")
        else:
            found.append(_question(element, category))
    assert len({question.id for question in found}) == len(found)
    return found


def _question(element: Element, category: str) -> MoodleQuestion:
    type = element.attrib["type"]
    names = [child.tag for child in element]
    required = [*COMMON, *ELEMENTS[type]]
    assert set(required) <= set(names), f"{type} without {set(required) - set(names)}"
    assert set(names) <= {*required, *OPTIONAL}, f"{type} with {set(names) - set(required)}"
    once = [name for name in names if name not in ("answer", "subquestion")]
    assert len(set(once)) == len(once)
    question = MoodleQuestion(
        type,
        category,
        _only(element, "idnumber").text or "",
        _text(_only(element, "name")),
        _html(_only(element, "questiontext")),
        _html(_only(element, "generalfeedback")),
        [_answer(answer, type) for answer in element.findall("answer")],
        [_pair(pair) for pair in element.findall("subquestion")],
        [_text(tag) for tag in element.findall("tags/tag")],
        {child.tag: child.text or "" for child in element if not len(child)},
    )
    for name, files in _files(element):
        question.files.setdefault(name, []).extend(files)
    assert 0 < len(question.id) <= 100
    assert 0 < len(question.name.encode()) <= 255
    assert question.text.strip()
    _check(question)
    if type == "cloze":
        question.text, question.answers = embedded(question.text)
        assert question.answers
    return question


def _check(question: MoodleQuestion) -> None:
    """Check the grades of the answers of a question."""
    fractions = [answer.fraction for answer in question.answers]
    match question.type:
        case "multichoice" if question.settings["single"] == "true":
            assert sorted(fractions) == [*("0" for _ in fractions[1:]), "100"]
        case "multichoice":
            assert {share.lstrip("-") for share in fractions} <= GRADES
            total = sum(float(share) for share in fractions if float(share) > 0)
            assert abs(total - 100) < 0.001
        case "truefalse":
            assert [answer.text for answer in question.answers] == ["true", "false"]
            assert sorted(fractions) == ["0", "100"]
        case "shortanswer" | "numerical":
            assert fractions
            assert set(fractions) == {"100"}
        case "ordering":
            assert fractions == [str(n + 1) for n in range(len(fractions))]
            assert question.settings["selectcount"] == str(len(fractions))
        case "matching":
            assert sum(bool(left) for left, _ in question.pairs) >= 2
            assert all(right for _, right in question.pairs)


def _answer(element: Element, type: str) -> Answer:
    allowed = (
        {"text", "feedback", "file"}
        if type in ("multichoice", "ordering")
        else {"text", "feedback"}
    )
    allowed |= {"tolerance"} if type == "numerical" else set()
    assert {child.tag for child in element} <= allowed
    feedback = element.find("feedback")
    said = "" if feedback is None else _html(feedback)
    tolerance = element.findtext("tolerance")
    text = _text(element)
    assert text
    if type == "numerical":
        assert float(text) is not None
        assert tolerance is not None
        assert float(tolerance) >= 0
    return Answer(text, element.attrib["fraction"], said, tolerance)


def _pair(element: Element) -> tuple[str, str]:
    assert element.get("format") == "html"
    return _text(element), _text(_only(element, "answer"))


def _files(question: Element) -> Iterator[tuple[str, list[bytes]]]:
    """Yield the elements that have files, which must be those that their texts show."""
    for element in question.iter():
        files = element.findall("file")
        text = element.findtext("text") or ""
        assert [file.get("name") for file in files] == list(dict.fromkeys(_SHOWN.findall(text)))
        assert {(file.get("path"), file.get("encoding")) for file in files} <= {("/", "base64")}
        if files:
            yield element.tag, [b64decode(file.text or "", validate=True) for file in files]


_SHOWN = re.compile('src="@@PLUGINFILE@@/(.*?)"')


def _only(element: Element, name: str) -> Element:
    (found,) = element.findall(name)
    return found


def _html(element: Element) -> str:
    assert element.attrib == {"format": "html"}
    return _text(element)


def _text(element: Element) -> str:
    return (_only(element, "text").text or "").strip()


# As Moodle finds embedded answers, for the only kind that studykit writes.
_EMBEDDED = re.compile(r"\{([0-9]*):(SHORTANSWER|SA|MW):=(.+?)(?<!\\|&)(?<!&amp;)(?=[~#}])\}")
_ANY_EMBEDDED = re.compile(r"\{[0-9]*:[A-Z_]+:")


def embedded(text: str) -> tuple[str, list[Answer]]:
    """Return the text of a cloze with `_____` for its answers, and the answers."""
    answers = [Answer(unescape(found[3]), "100") for found in _EMBEDDED.finditer(text)]
    assert len(_ANY_EMBEDDED.findall(text)) == len(answers)
    return _EMBEDDED.sub("_____", text), answers
