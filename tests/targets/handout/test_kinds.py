"""Behaviour that all kinds of handout share."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from studykit.bank.load import Course
from studykit.bank.model import Response
from studykit.targets.handout import CAPABILITIES
from studykit.targets.handout.formats import FORMATS
from studykit.targets.handout.kinds import KINDS, make
from studykit.targets.handout.model import Parallel, PassageBlock

from .courses import handout_request, make_handout, shipped, student_and_teacher
from .documents import blocks, exercises_of, items


def test_the_capability_table_has_every_response() -> None:
    assert set(CAPABILITIES) == set(get_args(Response))


def test_formats_print_known_kinds() -> None:
    assert {kind for kinds in FORMATS.values() for kind in kinds} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_without_questions_there_is_no_document(kind: str, course: Course) -> None:
    assert make(kind, replace(handout_request(course), pool=())).documents == ()


def test_an_unknown_kind_is_an_error(course: Course) -> None:
    with pytest.raises(KeyError):
        make("lecture", handout_request(course))


@pytest.mark.parametrize("kind", KINDS)
def test_equal_requests_give_equal_handouts(kind: str, course: Course) -> None:
    assert make_handout(kind, course) == make_handout(kind, course)


@pytest.mark.parametrize("kind", KINDS)
def test_every_question_is_either_chosen_or_left_out(kind: str, course: Course) -> None:
    result = make_handout(kind, course)
    ids = [id for id, _ in result.chosen] + [question.id for question in result.left_out]
    assert sorted(ids) == sorted(exercises_of(course))


@pytest.mark.parametrize("kind", ["seminar", "reading", "compare", "exam"])
def test_student_and_teacher_have_the_same_lines_and_questions(kind: str, course: Course) -> None:
    student, teacher = student_and_teacher(kind, course)
    if kind in ("reading", "compare"):
        assert blocks(student, PassageBlock) == blocks(teacher, PassageBlock)
        assert [i.passages for i in items(student)] == [i.passages for i in items(teacher)]
    assert [(i.number, i.lines) for i in items(student)] == [
        (i.number, i.lines) for i in items(teacher)
    ]


@pytest.mark.parametrize("kind", ["seminar", "reading", "compare", "exam"])
def test_without_texts_no_passage_has_more_than_forty_words(kind: str) -> None:
    for document in make_handout(kind, shipped(), minutes=600, forms=2).documents:
        passages = blocks(document, PassageBlock)
        for parallel in blocks(document, Parallel):
            passages += [parallel.left, parallel.right]
        passages += [passage for item in items(document) for passage in item.passages]
        for passage in passages:
            assert len(" ".join(line.text for line in passage.lines).split()) <= 40
