"""`studykit grade`: from an exam to the grades of a made-up class of 40."""

from __future__ import annotations

import csv
import json
import random
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ..command import Ran, Run
from ..conftest import REPOSITORY, MakeCourse
from ..targets.handout.courses import BANK, TEXTS, TWO
from ..targets.handout.poppler import pages


@pytest.fixture
def exam(make_course: MakeCourse, run: Run) -> dict[str, Any]:
    """The answer key of an exam in two forms, written into this folder."""
    make_course(bank=BANK, course=TWO, more=TEXTS)
    done = run("handout", "exam", "--minutes", 90, "--forms", 2, "--format", "md", "--out", ".")
    assert done.code == 0, done.err
    assert done.out.splitlines()[-1] == "exam-key.json: to grade answers with `studykit grade`"
    key: dict[str, Any] = json.loads(Path("exam-key.json").read_text(encoding="utf-8"))
    return key


def answer(question: dict[str, Any], right: bool, rng: random.Random) -> str:
    if question["kind"] == "written":
        return str(question["points"] if right else 0)
    if right:
        return "; ".join(question["right"])
    if "options" not in question:
        return "wrong; wrong" if question["kind"] == "fill" else "wrong"
    letters = [letter for letter in question["options"] if letter not in question["right"]]
    if question["kind"] == "choose":
        return rng.choice(letters)
    return " ".join(reversed(question["right"]))


def class_of_forty(key: dict[str, Any]) -> Iterator[list[str]]:
    rng = random.Random(40)
    count = len(key["forms"]["A"])
    yield ["student", "form", *map(str, range(1, count + 1))]
    for n in range(40):
        form = "AB"[n % 2]
        ability = rng.random()
        answers = [answer(q, rng.random() < ability, rng) for q in key["forms"][form]]
        yield ["=HYPERLINK(1)" if n == 0 else f"Student {n:02}", form, *answers]


def test_a_class_of_forty_is_graded(exam: dict[str, Any], run: Run) -> None:
    """Difficulty and discrimination equal those that Python's `statistics` finds in the scores."""
    with Path("class.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(class_of_forty(exam))
    done = run("grade", "class.csv")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0].startswith("40 students. Mean ")
    scores = list(csv.DictReader(Path("scores.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert scores[0]["student"] == "'=HYPERLINK(1)"
    questions = exam["forms"]["A"]
    items = list(csv.DictReader(Path("items.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [item["question"] for item in items] == [question["id"] for question in questions]
    for question, item in zip(questions, items, strict=True):
        own = [float(row[question["id"]]) for row in scores]
        others = [
            sum(float(row[q["id"]]) for q in questions if q is not question) for row in scores
        ]
        difficulty = statistics.mean(own) / question["points"]
        assert float(item["difficulty"]) == pytest.approx(difficulty, abs=0.006)
        discrimination = statistics.correlation(own, others)
        assert float(item["discrimination"]) == pytest.approx(discrimination, abs=0.006)
    assert len(pages(Path("grades.pdf").read_bytes())) == 1


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("ability", [0.2, 1.0])
def test_grades_of_forty_are_on_one_page_whatever_there_is_to_look_at(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: Run,
    paper: str,
    ability: float,
) -> None:
    """All questions of an exam of 45 minutes are hard for everyone, or right on all forty sheets."""
    monkeypatch.chdir(tmp_path)
    ran = run(
        "handout", "exam", "--questions", REPOSITORY / "questions", "--format", "md", "--out", "."
    )
    assert ran.code == 0, ran.err
    key = json.loads(Path("exam-key.json").read_text(encoding="utf-8"))
    questions = key["forms"]["A"]
    rng = random.Random(1)
    with Path("class.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["student", *range(1, len(questions) + 1)])
        for n in range(40):
            answers = [answer(q, rng.random() < ability, rng) for q in questions]
            writer.writerow([f"Bartholomew Featherstonehaugh {n}", *answers])
    assert run("grade", "class.csv", "--paper", paper).code == 0
    (page,) = pages(Path("grades.pdf").read_bytes())
    assert ("easy for nearly everyone" if ability == 1 else "hard for most of the class") in page


def test_few_students_are_said_to_be_few(exam: dict[str, Any], run: Run) -> None:
    rows = list(class_of_forty(exam))[:6]
    with Path("class.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    few = "Discrimination and reliability need at least 10 students."
    done = run("grade", "class.csv")
    page = " ".join(pages(Path("grades.pdf").read_bytes())[0].split())
    for said in (" ".join(done.out.split()), page):
        assert said.count(few) == 1
        assert said.casefold().count("discr") == 1
        assert said.casefold().count("reliability") == 1
    items = list(csv.DictReader(Path("items.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {item["discrimination"] for item in items} == {""}
    assert {item["look at"] for item in items} <= {"", "hard for most of the class"}


def test_problems_are_all_reported_and_nothing_is_written(exam: dict[str, Any], run: Run) -> None:
    rows = list(class_of_forty(exam))
    rows[1][1], rows[2][0] = "Z", ""
    with Path("class.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    done = run("grade", "class.csv")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "class.csv:2: =HYPERLINK(1): form `Z`; it must be A or B\n"
        "class.csv:3: no student\n"
        "nothing graded: 2 problems in class.csv\n"
    )
    assert not Path("grades.pdf").exists()


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_spreadsheet_itself_is_not_read(exam: dict[str, Any], run: Run, start: bytes) -> None:
    Path("class.xlsx").write_bytes(start + b"...")
    done = run("grade", "class.xlsx")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "studykit: class.xlsx is a spreadsheet; save it as CSV, and grade that file\n"
    )


def test_results_are_written_even_if_nobody_reads_the_output(
    exam: dict[str, Any],
) -> None:
    """`studykit grade … | head -1` ends as soon as the first line is read."""
    with Path("class.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(class_of_forty(exam))
    with subprocess.Popen(
        [sys.executable, "-m", "studykit", "grade", "class.csv"], stdout=subprocess.PIPE
    ) as ran:
        assert ran.stdout is not None
        ran.stdout.close()
    assert {"scores.csv", "items.csv", "grades.pdf"} <= {file.name for file in Path().iterdir()}


def test_long_remarks_are_indented_below_their_question(exam: dict[str, Any], run: Run) -> None:
    with Path("class.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(class_of_forty(exam))
    lines = run("grade", "class.csv", COLUMNS="50").out.splitlines()
    after = lines[lines.index("Questions: difficulty, discrimination") + 1 : -2]
    assert any(line.startswith(" " * 19) for line in after)
    assert all(line[:4].strip().isdigit() or line.startswith(" " * 19) for line in after)


def test_without_a_key_an_error_says_what_writes_it(tmp_path: Path, run: Run) -> None:
    (tmp_path / "class.csv").write_text("student,1\nAnn,A\n", encoding="utf-8")
    (tmp_path / "exam-key.json").write_text("{}", encoding="utf-8")
    done = run("grade", tmp_path / "class.csv")
    assert done.code == 2
    assert done.err == (
        f"studykit: {tmp_path / 'exam-key.json'} is not the answer key of an exam; `studykit handout"
        " exam` writes it\n"
    )


def test_without_a_key_the_message_says_where_it_was_looked_for(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("answers.csv").write_text("student,1\nAda,A\n", encoding="utf-8")
    assert run("grade", "answers.csv") == Ran(
        3,
        "",
        "studykit: no exam-key.json beside answers.csv or in handouts; `studykit handout exam` writes"
        " it, and --key FILE names one in another folder\n",
    )
    ran = run("grade", "answer.csv")
    assert ran.err == "studykit: cannot read answer.csv: No such file or directory\n"
