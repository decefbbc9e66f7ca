"""Grading a table of answers: partial credit, problems, and cells that look like formulas."""

from __future__ import annotations

import pytest

from studykit.analysis.answer_key import AnswerKey, KeyedQuestion
from studykit.quiz.grading import GradingProblem, as_csv, decoded, grade, points

FOUR = {"A": "a wheel", "B": "a bell", "C": "a lamp", "D": "a mast"}
ONE = KeyedQuestion(id="one", kind="choose", points=1, options=FOUR, right=("B",))
TWO = KeyedQuestion(id="two", kind="choose", points=2, options=FOUR, right=("A", "C"))
PAIRS = KeyedQuestion(id="pairs", kind="match", points=3, options=FOUR, right=("B", "A", "B"))
ORDER = KeyedQuestion(
    id="order", kind="arrange", points=2, options=FOUR, right=("C", "A", "D", "B")
)
TYPED = KeyedQuestion(id="typed", kind="type", points=1, right=("twelve",), accept=("a dozen",))
NUMBER = KeyedQuestion(
    id="number", kind="number", points=1, right=("212 turns",), low="210", high="215", unit="turns"
)
BLANKS = KeyedQuestion(id="blanks", kind="fill", points=2, right=("four hours", "stays"))
WRITTEN = KeyedQuestion(id="written", kind="written", points=2)


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (ONE, "B", 1),
        (ONE, "b", 1),
        (ONE, "C", 0),
        (ONE, "B)", 1),
        (ONE, "B. a bell", 1),
        (ONE, "A bell", 1),  # the words of an option
        (TWO, "A, C", 2),
        (TWO, "A;C", 2),
        (TWO, "ca", 2),
        (TWO, "A", 1),
        (TWO, "A and B", 0),  # a wrong option takes a point away
        (TWO, "B D", 0),
        (PAIRS, "B A B", 3),
        (PAIRS, "1 B, 2 A, 3 C", 2),
        (PAIRS, "2 A, 3 B, 1 B", 3),
        (PAIRS, "1 B, 3 B", 2),
        (PAIRS, "DDD", 0),
        (ORDER, "C, A, D, B", 2),
        (ORDER, "A C D B", 1),  # two neighbours are swapped
        (ORDER, "B D A C", 0),
        (TYPED, "Twelve", 1),
        (TYPED, "12", 1),
        (TYPED, "a dozen", 1),
        (TYPED, "ten", 0),
        (NUMBER, "212", 1),
        (NUMBER, "214 turns", 1),
        (NUMBER, "300", 0),
        (BLANKS, "four hours; stays", 2),
        (BLANKS, "; stays", 1),
        (BLANKS, "four hours | leaves", 1),
        (BLANKS, "four hours\nstays", 2),
        (BLANKS, "four hours, stays", 2),
        (BLANKS, "(1) four hours; (2) stays", 2),  # as the key has it
        (BLANKS, "(2) stays", 1),
        (BLANKS, "four hours; stays; ", 2),
        (WRITTEN, "1.5", 1.5),
        (WRITTEN, "1,5", 1.5),
    ],
)
def test_points(question: KeyedQuestion, answer: str, expected: float) -> None:
    assert points(question, answer) == expected


@pytest.mark.parametrize("answer", ["B", "b", "False", "false", "F", "f"])
def test_a_statement_can_be_answered_in_words(answer: str) -> None:
    statement = KeyedQuestion(
        id="fog", kind="choose", points=1, options={"A": "True", "B": "False"}, right=("B",)
    )
    assert points(statement, answer) == 1
    assert points(statement, "T") == points(statement, "true") == 0


@pytest.mark.parametrize(
    ("question", "answer", "message"),
    [
        (ONE, "F", "`F`; the options are A to D"),
        (ONE, "x", "`x`; the options are A to D"),
        (TWO, "1;3", "`1;3`; the options are A to D"),
        (
            PAIRS,
            "B A",
            "`B A` has 2 letters, not 3; number them if some are missing, as in `1 B`",
        ),
        (PAIRS, "1 B, 1 A", "`1 B, 1 A` has a number twice"),
        (ORDER, "C A D A", "`C A D A` has A twice"),
        (BLANKS, "a; b; c", "3 answers for 2 blanks"),
        (WRITTEN, "well done", "`well done`; enter the points for a written answer, 0 to 2"),
        (WRITTEN, "3", "`3`; enter the points for a written answer, 0 to 2"),
    ],
)
def test_answers_that_cannot_be_one(question: KeyedQuestion, answer: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"^") as error:
        points(question, answer)
    assert str(error.value) == message


KEY = AnswerKey(title="Exam", forms={"A": (ONE, TYPED), "B": (TYPED, ONE)})


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spreadsheet_s_export_is_graded(delimiter: str) -> None:
    """Each form has its own numbers; an empty cell is no answer, and empty rows are skipped."""
    table = "Name,Form,Q1,Q2\nAnn,A,B,twelve\n\nBob,b,ten,B\nCy,A,,\n".replace(",", delimiter)
    found = grade(table, KEY)
    assert found.problems == ()
    assert [(one.student, one.form, one.scores) for one in found.graded] == [
        ("Ann", "A", {"one": 1, "typed": 1}),
        ("Bob", "B", {"one": 1, "typed": 0}),
        ("Cy", "A", {"one": 0, "typed": 0}),
    ]
    assert found.graded[0].chosen == {"one": ("a bell",)}


def test_rows_before_the_header_and_empty_columns_are_skipped() -> None:
    """Excel writes `sep=;` for itself; Numbers and Sheets have rows and columns that look empty."""
    table = (
        "sep=;\r\n;;;\r\nStudent name;Form;1.0;Question\u00a02;;\r\nAnn;A;B;twelve;;\r\n;;;;;\r\n"
    )
    found = grade(table, KEY)
    assert found.problems == ()
    assert found.graded[0].scores == {"one": 1, "typed": 1}
    found = grade(table.replace(";B;", ";F;"), KEY)
    assert found.problems == (GradingProblem(4, "Ann, question 1: `F`; the options are A to D"),)


def test_a_heading_over_two_lines_names_a_question() -> None:
    table = 'student,form,"Question\n1","Question\n2"\n"Ann\nMarlow",A,B,twelve\n'
    (ann,) = grade(table, KEY).graded
    assert (ann.student, ann.total) == ("Ann\nMarlow", 2)


@pytest.mark.parametrize("dash", ["-", "–", "?", "…"])
def test_a_dash_is_no_answer(dash: str) -> None:
    found = grade(f"student,form,1,2\nAnn,A,{dash},{dash}\n", KEY)
    assert found.problems == ()
    assert found.graded[0].scores == {"one": 0, "typed": 0}


def test_the_only_form_need_not_be_named() -> None:
    key = AnswerKey(title="Exam", forms={"A": (ONE,)})
    assert grade("student,1\nAnn,B\n", key).graded[0].scores == {"one": 1}


def test_all_problems_are_found_in_one_run() -> None:
    table = (
        "student,form,1,2,3,Remark,1\nAnn,A,F,twelve\nAnn,A,B,twelve\n,A,B,twelve\nBob,C,B,twelve\n"
    )
    assert grade(table, KEY).problems == (
        GradingProblem(1, "column `3` is not a question; the exam has 1 to 2"),
        GradingProblem(1, "column `Remark` is not a question; the exam has 1 to 2"),
        GradingProblem(1, "two columns for question 1"),
        GradingProblem(2, "Ann, question 1: `F`; the options are A to D"),
        GradingProblem(3, "a second row for Ann"),
        GradingProblem(4, "no student"),
        GradingProblem(5, "Bob: form `C`; it must be A or B"),
    )


def test_forms_that_are_missing_are_reported_once_or_by_student() -> None:
    no_column = GradingProblem(1, "no column `form`; the exam has forms A and B")
    assert grade("student,1,2\nAnn,B,twelve\nBob,B,ten\n", KEY).problems == (no_column,)
    assert grade("student,form,1,2\nAnn,,B,twelve\n", KEY).problems == (
        GradingProblem(2, "Ann: no form; it must be A or B"),
    )


def test_a_comma_that_shifts_the_answers_is_a_problem() -> None:
    """An answer with commas needs quotes, else all that follow are in the wrong columns."""
    table = "student,form,1,2\nAnn,A,B,four, five\nBob,A,B,twelve,,\n"
    assert grade(table, KEY).problems == (
        GradingProblem(
            2, "Ann: 5 cells in 4 columns; put answers that contain `,` in double quotes"
        ),
    )


def test_a_table_can_have_the_headings_of_the_exam_s_language() -> None:
    key = KEY.model_copy(update={"language": "de"})
    found = grade("Name;Variante;1;2\nAnn;Variante B;twelve;B\n", key)
    assert found.problems == ()
    assert [(one.student, one.form, one.total) for one in found.graded] == [("Ann", "B", 2)]
    key = KEY.model_copy(update={"language": "fr"})
    assert grade("Élève;Sujet;1;2\nAnn;A;B;twelve\n", key).graded[0].total == 2


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "the first row must name its columns: student, form, 1, 2, 3, …"),
        ("Ann,A,B\n", "the first row must name its columns: student, form, 1, 2, 3, …"),
        ("student,1,2\nAnn,B,twelve\n", "no column `form`; the exam has forms A and B"),
        ("student,form,1\nAnn,A,B\n", "no column for question 2"),
        ("x" * 200_000, "not a table: field larger than field limit (131072)"),
    ],
)
def test_a_header_that_is_not_one(table: str, message: str) -> None:
    assert grade(table, KEY).problems[0] == GradingProblem(1, message)


def test_tables_of_spreadsheets_are_decoded() -> None:
    assert decoded("Zoë".encode("utf-8-sig")) == "Zoë"
    assert decoded("Zoë".encode("utf-16")) == "Zoë"
    assert decoded("Zoë".encode("cp1252")) == "Zoë"


def test_a_cell_that_looks_like_a_formula_stays_text() -> None:
    rows = [["=1+1", "+1", "-x", "@sum", "a,b", -0.125, 3, 2.0]]
    assert as_csv(rows) == "\ufeff'=1+1,'+1,'-x,'@sum,\"a,b\",-0.12,3,2\n"


def test_results_have_the_separators_of_the_table() -> None:
    """A spreadsheet that separates cells by semicolons has decimal commas, and reads 2.5 as a date."""
    assert grade("student;form;1;2\nAnn;A;B;twelve\n", KEY).delimiter == ";"
    assert grade("student\tform\t1\t2\nAnn\tA\tB\ttwelve\n", KEY).delimiter == ","
    assert as_csv([["2.5", 2.5, "a;b"]], ";") == '\ufeff2.5;2,5;"a;b"\n'
