"""A student's file never holds an answer.

What a learner is meant to find (keys, points to look for, reasons) may stand in a student's file only
where the question itself says it openly: among the options, in the prompt, in a quoted passage.  So
every secret is searched in the text of every file, and counted against the open words.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from importlib.util import find_spec

import pytest

from studykit.bank.load import Course
from studykit.bank.model import (
    Blank,
    Choose,
    Discuss,
    Evidence,
    Exercise,
    Fill,
    Match,
    Number,
    Recall,
    Type,
)
from studykit.bank.prose import plain
from studykit.targets.handout.formats import FORMATS, render
from studykit.targets.handout.kinds import KINDS
from studykit.targets.handout.model import (
    Blanks,
    Document,
    Item,
    Note,
    Options,
    Part,
    PrintSettings,
    Table,
    texts,
    words,
)

from .courses import handout_request, make_handout, shipped

KINDS_FOR_STUDENTS = [kind for kind in KINDS if kind != "key"]


def secrets(exercise: Exercise) -> Iterator[str]:
    """What a student must not read: answers, reasons, points to look for, where the talk goes."""
    response = exercise.response
    match response:
        case Recall(answer):
            yield answer
        case Fill(parts):
            yield from (part.answer for part in parts if isinstance(part, Blank))
        case Type(answer, accept):
            yield from (answer, *accept)
        case Number():
            yield from (response.answer, response.text)
        case Choose(options):
            yield from (option.why for option in options if option.why)
        case Discuss(look_for, follow_ups):
            yield from (*look_for, *follow_ups)
    if exercise.explanation:
        yield exercise.explanation


def openly(exercise: Exercise) -> Iterator[str]:
    """What a question says before it is answered; a passage may be printed whole."""
    yield exercise.prompt
    response = exercise.response
    match response:
        case Fill(parts):
            yield from (part if isinstance(part, str) else part.hint or "" for part in parts)
        case Choose(options):
            yield from (option.text for option in options)
        case Number(unit=unit):
            yield unit or ""
        case Match():
            yield from (*(left for left, _ in response.pairs), *response.choices)
        case _:
            yield from getattr(response, "items", ())


def squeezed(text: str) -> str:
    """Letters and figures alone: formats differ in signs, in spaces, in where lines break."""
    return "".join(re.findall(r"[^\W_]+", text.casefold()))


def of_html(content: bytes) -> str:
    text = content.decode()
    body = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", "", body))


def of_md(content: bytes) -> str:
    return re.sub(r"\\(?=\W)", "", content.decode())


def of_docx(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "".join(
            unescape(re.sub(r"<[^>]*>", "", package.read(name).decode()))
            for name in package.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        )


def of_pdf(content: bytes) -> str:
    run = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return run.stdout.decode()


EXTRACTED: dict[str, Callable[[bytes], str]] = {
    "html": of_html,
    "md": of_md,
    "docx": of_docx,
    "pdf": of_pdf,
}
"""The words of a file, with whatever it holds besides."""

NEEDS = {
    "docx": find_spec("docx") is not None,
    "pdf": find_spec("typst") is not None and shutil.which("pdftotext") is not None,
}
"""What is only looked into where its tools are."""


def files(document: Document) -> Iterator[tuple[str, str]]:
    """Every format of a document, and its words."""
    yield "model", "\n".join(text for _, text in texts(document))
    for name, extract in EXTRACTED.items():
        if document.kind not in FORMATS[name].kinds:
            continue
        if not NEEDS.get(name, True):
            continue
        yield name, extract(render(name, document, PrintSettings()).content)


def printed(kind: str, exercise: Exercise) -> tuple[Evidence, ...]:
    """The passages of a question that a kind prints: an exam only those that it asks about."""
    return exercise.stimulus if kind == "exam" else exercise.evidence


def check(kind: str, course: Course, **changes: object) -> int:
    """Search a student's files for every secret of the questions taken; how many were searched."""
    found = make_handout(kind, course, **changes)
    exercises = {exercise.id: exercise for _, exercise in handout_request(course).pool}
    taken = [exercises[id] for id, _ in found.chosen]
    student = found.documents[0]
    assert student.audience == "student"
    opened = " ".join(squeezed(text) for exercise in taken for text in openly(exercise))
    opened += " ".join(squeezed(e.quote) for exercise in taken for e in printed(kind, exercise))
    ours = squeezed(" ".join(FRAME))
    searched = 0
    for name, text in files(student):
        shown = squeezed(text)
        for exercise in taken:
            for secret in map(squeezed, map(plain, secrets(exercise))):
                # what is as short as "12" stands in anything; the next tests see to that
                if len(secret) < 8 or secret in opened or secret in ours:
                    continue
                searched += 1
                assert secret not in shown, f"{exercise.id} in {name}: {secret}"
    return searched


FRAME = ["The China Academy He and Yu True False"]
"""What papers say of themselves."""


@pytest.mark.parametrize("kind", KINDS_FOR_STUDENTS)
@pytest.mark.parametrize("seed", [1, 2])
def test_no_answer_is_in_a_student_s_file_of_the_shipped_course(kind: str, seed: int) -> None:
    assert check(kind, shipped(), seed=seed, minutes=120, forms=2 if kind == "exam" else 1) > 12


@pytest.mark.parametrize("kind", KINDS_FOR_STUDENTS)
def test_no_answer_is_in_a_student_s_file_of_a_hostile_course(kind: str, hostile: Course) -> None:
    assert check(kind, hostile, minutes=200) > 3


@pytest.mark.parametrize("kind", KINDS_FOR_STUDENTS)
@pytest.mark.parametrize("which", ["ours", "shipped"])
def test_a_question_on_a_student_s_paper_is_made_of_what_it_says_openly(
    kind: str, which: str, course: Course
) -> None:
    """However short an answer is: no other word is there, and no note, id or telling width."""
    course = course if which == "ours" else shipped()
    found = make_handout(kind, course, minutes=90)
    exercises = {exercise.id: exercise for _, exercise in handout_request(course).pool}
    allowed = [
        squeezed(" ".join(plain(text) for text in openly(exercise)))
        + squeezed("Fill in the blanks. Fill in the blank.")
        + squeezed(f"{exercise.level} {exercise.prompt}")
        for exercise in (exercises[id] for id, _ in found.chosen)
    ]
    quotes = squeezed(
        " ".join(e.quote for id, _ in found.chosen for e in printed(kind, exercises[id]))
    )
    student = found.documents[0]
    seen = 0
    for part in student.parts:
        for block in part.blocks:
            assert not isinstance(block, Note | Table)
            if not isinstance(block, Item):
                continue
            assert (block.notes, block.id) == ((), None)
            if isinstance(block.answer_area, Blanks):
                assert len({gap.columns for gap in block.answer_area.gaps}) == 1
            bare = replace(block, passages=())
            texts_ = [
                squeezed(text)
                for _, text in texts(replace(student, parts=(Part((bare,)),), credits=()))
                if text not in (student.title, student.subtitle, student.work, student.sources)
            ]
            assert any(all(text in words for text in texts_) for words in allowed), texts_
            for passage in block.passages:
                assert squeezed("".join(line.text for line in passage.lines)) in quotes
                assert kind != "exam" or (passage.speaker, passage.place) == (None, "")
            seen += 1
    assert seen > 1


def test_the_order_of_options_tells_nothing(course: Course) -> None:
    """The key is listed first in a bank; on paper it is first by chance only."""
    firsts: Counter[str] = Counter()
    for seed in range(90):
        student = make_handout("exam", course, seed=seed, minutes=90).documents[0]
        for block in student.parts[0].blocks:
            if isinstance(block, Item) and "no motor" in "".join(words(block.prompt)):
                assert isinstance(block.answer_area, Options)
                firsts["".join(words(block.answer_area.choices[0].prose))] += 1
    assert len(firsts) == 3
    assert min(firsts.values()) > 15
