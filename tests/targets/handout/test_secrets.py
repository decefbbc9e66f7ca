"""A student's file never contains an answer.

Keys, points to listen for and explanations may be in a student's file only if the question itself
prints them: among the options, in the prompt, in a passage.  So every file is searched for every
such secret that is not in a printed text.
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
from studykit.targets.handout.areas import Blanks, Options
from studykit.targets.handout.formats import FORMATS, render
from studykit.targets.handout.kinds import KINDS
from studykit.targets.handout.model import Document, Item, Note, Part, PrintSettings, Table
from studykit.targets.handout.texts import texts

from .courses import make_handout, shipped
from .documents import blocks, exercises_of, items, text_of

KINDS_FOR_STUDENTS = [kind for kind in KINDS if kind not in ("key", "cards")]


def secrets(exercise: Exercise) -> Iterator[str]:
    """Texts that a student must not read: answers, explanations, points to listen for, follow-ups."""
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


def visible(exercise: Exercise) -> Iterator[str]:
    """The texts of a question before it is answered."""
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
    """Only letters and digits: formats differ in punctuation, spaces and line breaks."""
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
"""How to extract the text of a file."""

NEEDS = {
    "docx": find_spec("docx") is not None,
    "pdf": find_spec("typst") is not None and shutil.which("pdftotext") is not None,
}
"""Formats that are tested only if their tools are installed."""


def files(document: Document) -> Iterator[tuple[str, str]]:
    """Each format of a document with its text."""
    yield "model", "\n".join(text for _, text in texts(document))
    for name, extract in EXTRACTED.items():
        if document.kind in FORMATS[name] and NEEDS.get(name, True):
            yield name, extract(render(name, document, PrintSettings()).content)


def printed(kind: str, exercise: Exercise) -> tuple[Evidence, ...]:
    """The passages that a kind prints with a question: an exam only those it is about."""
    return exercise.stimulus if kind == "exam" else exercise.evidence


def searches(kind: str, course: Course, **changes: object) -> int:
    """Search a student's files for secrets of the chosen questions; return how many there are."""
    result = make_handout(kind, course, **changes)
    exercises = exercises_of(course)
    chosen = [exercises[id] for id, _ in result.chosen]
    student = result.documents[0]
    assert student.audience == "student"
    printed_texts = [text for exercise in chosen for text in visible(exercise)]
    printed_texts += [e.quote for exercise in chosen for e in printed(kind, exercise)]
    visible_text = " ".join(map(squeezed, [*printed_texts, *FRAME]))
    count = 0
    for name, text in files(student):
        shown = squeezed(text)
        for exercise in chosen:
            for secret in map(squeezed, map(plain, secrets(exercise))):
                # a text as short as "12" is anywhere; the test of single questions finds it
                if len(secret) < 8 or secret in visible_text:
                    continue
                count += 1
                assert secret not in shown, f"{exercise.id} in {name}: {secret}"
    return count


FRAME = ["The China Academy", "Harry Wang’s blog", "MIT licence", "True", "False"]
"""Texts that handouts print anyway."""


@pytest.mark.parametrize("kind", KINDS_FOR_STUDENTS)
@pytest.mark.parametrize("seed", [1, 2])
def test_no_answer_is_in_a_student_s_file_of_the_shipped_course(kind: str, seed: int) -> None:
    forms = 2 if kind == "exam" else 1
    assert searches(kind, shipped(), seed=seed, minutes=120, forms=forms) > 60


@pytest.mark.parametrize("kind", KINDS_FOR_STUDENTS)
def test_no_answer_is_in_a_student_s_file_of_a_hostile_course(kind: str, hostile: Course) -> None:
    assert searches(kind, hostile, minutes=200) > 12


@pytest.mark.parametrize("kind", KINDS_FOR_STUDENTS)
@pytest.mark.parametrize("which", ["sample", "shipped"])
def test_a_student_s_question_has_only_its_visible_texts(
    kind: str, which: str, course: Course
) -> None:
    """No other text however short, no note, no id, and no blank whose width gives an answer away."""
    course = course if which == "sample" else shipped()
    result = make_handout(kind, course, minutes=90)
    exercises = exercises_of(course)
    chosen = [exercises[id] for id, _ in result.chosen]
    allowed = [
        squeezed(" ".join(plain(text) for text in visible(exercise)))
        + squeezed("Fill in the blanks. Fill in the blank.")
        + squeezed(f"{exercise.level} {exercise.prompt}")
        for exercise in chosen
    ]
    quotes = squeezed(" ".join(e.quote for exercise in chosen for e in printed(kind, exercise)))
    student = result.documents[0]
    assert blocks(student, Note) == []
    assert [table.caption for table in blocks(student, Table)] == (
        ["Ways to start"] if kind == "seminar" else []
    )
    found = items(student)
    assert len(found) > 1
    for item in found:
        assert (item.notes, item.id) == ((), None)
        if isinstance(item.answer_area, Blanks):
            assert len({gap.columns for gap in item.answer_area.gaps}) == 1
        item_texts = list(map(squeezed, texts_of_item(student, item)))
        assert any(all(text in words for text in item_texts) for words in allowed), item_texts
        for passage in item.passages:
            is_whole = kind == "seminar" and which == "sample"
            assert is_whole or squeezed("".join(line.text for line in passage.lines)) in quotes
            assert kind != "exam" or (passage.speaker, passage.place) == (None, "")


def texts_of_item(document: Document, item: Item) -> list[str]:
    """The texts of a question without its passages."""
    part = Part((replace(item, passages=()),))
    frame = (document.title, document.subtitle, document.work, document.sources)
    alone = replace(document, parts=(part,), credits=())
    return [text for _, text in texts(alone) if text not in frame]


def test_the_key_is_not_always_the_first_option(course: Course) -> None:
    """In the bank it is; in print each of the three that are shuffled is as likely."""
    firsts: Counter[str] = Counter()
    for seed in range(90):
        student = make_handout("exam", course, seed=seed, minutes=90).documents[0]
        for item in items(student):
            if "no motor" in text_of(item.prompt):
                assert isinstance(item.answer_area, Options)
                firsts[text_of(item.answer_area.choices[0].prose)] += 1
    assert len(firsts) == 3
    assert min(firsts.values()) > 15
