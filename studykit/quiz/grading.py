"""Grading the answers to a printed exam: a table of students, forms and answers, against its key."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..analysis.answer_key import AnswerKey, KeyedQuestion
from ..analysis.items import ExamItem, GradedStudent
from ..bank.model import Type, is_statement
from ..format import listed, plural
from ..locale import _, speaking
from .typed import Outcome, amounts, compare

STUDENT = ("student", "name", "student name")
"""Headings of the column with the students' names."""


@dataclass(frozen=True, slots=True)
class GradingProblem:
    """Something in the table that cannot be graded, on a line from 1."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Grading:
    """The students that could be graded, and the problems with the others.

    `delimiter` is for the tables of results: a spreadsheet that writes semicolons also reads them.
    """

    graded: tuple[GradedStudent, ...]
    problems: tuple[GradingProblem, ...]
    delimiter: str = ","


def is_spreadsheet(content: bytes) -> bool:
    """Whether a file is a spreadsheet's own: .xlsx, .ods or .xls."""
    return content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def decoded(content: bytes) -> str:
    """Return the text of a table as spreadsheets export it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def grade(table: str, key: AnswerKey) -> Grading:
    """Grade a table with a header: student, form (if there are several), and question numbers.

    Cells are separated by commas, semicolons or tabs.  An empty cell is an answer that was not given.
    Rows before the header are skipped if they are empty, or Excel's `sep=;`.
    """
    lines = io.StringIO(table.replace("\0", ""), newline="")
    delimiter = _delimiter(table)
    try:
        rows = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error as error:
        return Grading((), (GradingProblem(1, f"not a table: {error}"),))
    is_header = (any(row) and not row[0].startswith("sep=") for row in rows)
    first = next((n for n, found in enumerate(is_header) if found), len(rows))
    header = [" ".join(cell.split()) for row in rows[first : first + 1] for cell in row]
    with speaking(key.language):
        student_at = _column(header, *STUDENT, _("Student"), _("Name"))
        form_word = _("Form {letter}", letter="").strip()
    form_at = _column(header, "form", form_word)
    without_word = re.compile(rf"^(form|{re.escape(form_word)})\s+", re.IGNORECASE)
    if student_at is None:
        problem = f"the first row must name its columns: {STUDENT[0]}, form, 1, 2, 3, …"
        return Grading((), (GradingProblem(first + 1 if header else 1, problem),))
    found = _header_problems(header, student_at, form_at, key)
    problems = [GradingProblem(first + 1, message) for message in found]
    if len(key.forms) > 1 and form_at is None:
        return Grading((), tuple(problems))
    columns = {n: number for n, cell in enumerate(header) if (number := _number(cell))}
    known = listed(list(key.forms), "or")
    graded: list[GradedStudent] = []
    for line, row in enumerate(rows[first + 1 :], first + 2):
        cells = [cell.strip() for cell in row] + [""] * (len(header) - len(row))
        if not any(cells):
            continue
        name = cells[student_at]
        form = "" if form_at is None else without_word.sub("", cells[form_at]).upper()
        if not form and len(key.forms) == 1:
            form = next(iter(key.forms))
        if not name:
            problems.append(GradingProblem(line, "no student"))
        elif any(name == other.student for other in graded):
            problems.append(GradingProblem(line, f"a second row for {name}"))
        elif any(cells[len(header) :]):
            count = f"{len(cells)} cells in {plural(len(header), 'column')}"
            hint = f"put answers that contain `{delimiter}` in double quotes"
            problems.append(GradingProblem(line, f"{name}: {count}; {hint}"))
        elif form not in key.forms:
            given = f"form `{form}`" if form else "no form"
            problems.append(GradingProblem(line, f"{name}: {given}; it must be {known}"))
        else:
            student, messages = _graded(name, form, cells, columns, key)
            problems += (GradingProblem(line, f"{name}, {message}") for message in messages)
            graded.append(student)
    return Grading(
        tuple(graded),
        tuple(sorted(problems, key=lambda problem: problem.line)),
        ";" if delimiter == ";" else ",",
    )


def _column(header: Sequence[str], *names: str) -> int | None:
    """The first column with one of some headings, or None."""
    known = {name.casefold() for name in names}
    return next((n for n, cell in enumerate(header) if cell.casefold() in known), None)


def _delimiter(table: str) -> str:
    """The separator that the first line with letters or digits has most of."""
    first = next((line for line in table.splitlines() if re.search(r"\w", line)), "")
    return max(",;\t", key=first.count)


def _number(heading: str) -> int | None:
    """The number of a question in a heading: "12", "Q12", "Question 12"."""
    found = re.fullmatch(r"(?:q|no\.|question|#)?\s*(\d+)(?:\.0*)?", heading.casefold())
    return int(found[1]) if found else None


def _header_problems(
    header: Sequence[str], name_at: int, form_at: int | None, key: AnswerKey
) -> Iterator[str]:
    count = len(next(iter(key.forms.values())))
    numbers = [_number(cell) for cell in header]
    for n, (cell, number) in enumerate(zip(header, numbers, strict=True)):
        if n in (name_at, form_at) or not cell:
            continue
        if number is None or not 1 <= number <= count:
            yield f"column `{cell}` is not a question; the exam has 1 to {count}"
        elif number in numbers[:n]:
            yield f"two columns for question {number}"
    if len(key.forms) > 1 and form_at is None:
        yield f"no column `form`; the exam has forms {listed(list(key.forms))}"
    missing = [str(n) for n in range(1, count + 1) if n not in numbers]
    if missing:
        noun = "question" if len(missing) == 1 else "questions"
        yield f"no column for {noun} {listed(missing)}"


def _graded(
    name: str, form: str, cells: Sequence[str], columns: dict[int, int], key: AnswerKey
) -> tuple[GradedStudent, list[str]]:
    """A student's scores, and what is wrong with the answers."""
    scores: dict[str, float] = {q.id: 0 for q in key.forms[form]}
    chosen: dict[str, tuple[str, ...]] = {}
    problems = []
    for n, number in columns.items():
        if number > len(key.forms[form]):
            continue
        question = key.forms[form][number - 1]
        if not _is_given(question, cells[n]):
            continue
        try:
            scores[question.id] = points(question, cells[n])
        except ValueError as error:
            problems.append(f"question {number}: {error}")
            continue
        if question.kind == "choose":
            given = _letters(question, cells[n])
            chosen[question.id] = tuple(question.options[letter] for letter in dict.fromkeys(given))
    return GradedStudent(name, form, scores, chosen), problems


def _is_given(question: KeyedQuestion, cell: str) -> bool:
    """Whether a cell has an answer: a dash is none, except for a word that may be one."""
    if question.kind in ("type", "fill", "number"):
        return bool(cell)
    return any(map(str.isalnum, cell))


def points(question: KeyedQuestion, answer: str) -> float:
    """Return the points for an answer.

    Each right option counts, less one for each wrong one; each blank and each pair counts; an order
    has half of its points if only two neighbours are swapped.  Raises ValueError for an answer that
    cannot be one.
    """
    match question.kind:
        case "choose":
            given, right = set(_letters(question, answer)), set(question.right)
            return float(max(0, len(given & right) - len(given - right)))
        case "match":
            letters = _in_places(question, answer)
            return float(sum(a == b for a, b in zip(letters, question.right, strict=True)))
        case "arrange":
            return _order_points(question, answer)
        case "number":
            low, high = Fraction(question.low or 0), Fraction(question.high or 0)
            values = amounts(answer, question.unit, question.lang)
            return float(question.points) if any(low <= v <= high for v in values) else 0.0
        case "type":
            expected = Type(question.right[0], question.accept)
            outcome = compare(answer, expected, question.lang)
            return 0.0 if outcome is Outcome.WRONG else float(question.points)
        case "fill":
            return _filled(question, answer)
        case "written":
            return _given_points(question, answer)


def _letters(question: KeyedQuestion, answer: str) -> list[str]:
    """The letters of an answer: "B", "A, C", "AC", "B) a bell", "a bell", or "f" of a statement."""
    words = {option.casefold(): letter for letter, option in question.options.items()}
    if is_statement(list(question.options.values())):
        words |= {word[0]: letter for word, letter in words.items()}
    if answer.upper() not in question.options and answer.casefold() in words:
        return [words[answer.casefold()]]
    named = re.fullmatch(r"\(?(\w+)[.):]*\s+(.+)", answer, re.S)
    if named and words.get(named[2].casefold()) == named[1].upper():
        return [named[1].upper()]
    letters = re.findall(r"[A-Z]+", re.sub(r"\band\b|\d+", " ", answer, flags=re.I).upper())
    if not all(letter in question.options for letter in letters):  # written together
        letters = [letter for word in letters for letter in word]
    unknown = [letter for letter in letters if letter not in question.options]
    if unknown or not letters:
        known = list(question.options)
        options = " and ".join(known) if len(known) == 2 else f"{known[0]} to {known[-1]}"
        raise ValueError(f"`{answer}`; the options are {options}")
    return letters


def _in_places(question: KeyedQuestion, answer: str) -> list[str]:
    """A letter for each place, "" for none: "B A C", "1 B, 3 C"."""
    letters = _letters(question, answer)
    count = len(question.right)
    numbers = [int(number) for number in re.findall(r"\d+", answer)]
    if len(numbers) == len(letters) and set(numbers) <= set(range(1, count + 1)):
        placed = dict(zip(numbers, letters, strict=True))
        if len(placed) < len(numbers):
            raise ValueError(f"`{answer}` has a number twice")
        return [placed.get(number, "") for number in range(1, count + 1)]
    if len(letters) != count:
        raise ValueError(
            f"`{answer}` has {plural(len(letters), 'letter')}, not {count}; number them if some are"
            f" missing, as in `1 {letters[0]}`"
        )
    return letters


def _order_points(question: KeyedQuestion, answer: str) -> float:
    letters, right = _in_places(question, answer), list(question.right)
    repeated = [letter for letter in letters if letter and letters.count(letter) > 1]
    if repeated:
        raise ValueError(f"`{answer}` has {repeated[0]} twice")
    if letters == right:
        return float(question.points)
    swapped = [[*right[:n], right[n + 1], right[n], *right[n + 2 :]] for n in range(len(right) - 1)]
    return question.points / 2 if letters in swapped else 0.0


def _filled(question: KeyedQuestion, answer: str) -> float:
    """One point for each blank: "four hours; stays", or as the key has it, "(1) four hours; (2) stays"."""
    count = len(question.right)
    placed: dict[int, str] = {}
    for n, blank in enumerate(_separated(answer, question.right), 1):
        numbered = re.fullmatch(r"\(([1-9])\)\s*(.*)", blank)
        if numbered and 1 < count >= int(numbered[1]):
            placed[int(numbered[1])] = numbered[2]
        elif n <= count:
            placed[n] = blank
    pairs = [(placed.get(n, ""), right) for n, right in enumerate(question.right, 1)]
    outcomes = [compare(given, Type(right), question.lang) for given, right in pairs if given]
    return float(sum(outcome is not Outcome.WRONG for outcome in outcomes))


def _separated(answer: str, right: Sequence[str]) -> list[str]:
    """The words for each blank, between semicolons, bars or line breaks, or commas if these are none."""
    if len(right) == 1:
        return [answer]
    words = re.split(r"\s*[;|\n]\s*", answer)
    commas = re.split(r"\s*,\s*", answer)
    if len(words) == 1 and len(commas) == len(right) and not any("," in one for one in right):
        return commas
    while len(words) > len(right) and not words[-1]:
        words.pop()
    if len(words) > len(right):
        raise ValueError(f"{len(words)} answers for {plural(len(right), 'blank')}")
    return words


def _given_points(question: KeyedQuestion, answer: str) -> float:
    """The points that a teacher gave for a written answer."""
    try:
        given = float(answer.replace(",", "."))
    except ValueError:
        given = -1.0
    if not 0 <= given <= question.points:
        message = f"`{answer}`; enter the points for a written answer, 0 to {question.points}"
        raise ValueError(message)
    return given


def items(key: AnswerKey) -> list[ExamItem]:
    """The questions of a key for the item analysis, numbered as on the first form."""
    first = next(iter(key.forms.values()))
    return [
        ExamItem(
            question.id,
            number,
            question.points,
            tuple(question.options.values()) if question.kind == "choose" else (),
            tuple(question.options[letter] for letter in question.right)
            if question.kind == "choose"
            else (),
        )
        for number, question in enumerate(first, 1)
    ]


# Tables


def safe_cell(text: str) -> str:
    """A cell that spreadsheets keep as text, even if it starts like a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def as_csv(rows: Iterable[Sequence[str | int | float]], delimiter: str = ",") -> str:
    """Rows as CSV that Excel reads as UTF-8; numbers have at most two decimals, and texts are no formulas.

    Between semicolons numbers have decimal commas, as in the countries whose spreadsheets use both.
    """
    point = "," if delimiter == ";" else "."
    out = io.StringIO("\ufeff", newline="")
    out.seek(1)
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    for row in rows:
        writer.writerow(
            [
                safe_cell(c)
                if isinstance(c, str)
                else f"{c:.2f}".rstrip("0").rstrip(".").replace(".", point)
                for c in row
            ]
        )
    return out.getvalue()
