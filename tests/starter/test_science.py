"""The example `science` is shown by every target: formulas, chemistry, pictures, a table, code."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from studykit.bank.content import content
from studykit.bank.load import NO_TEXTS, load
from studykit.diagnostics import Report
from studykit.starter import science
from studykit.targets.export import FORMATS

from ..command import Run
from ..targets.conftest import built
from ..targets.handout.poppler import pages
from ..targets.learner import Learner, collection


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course made of the example, in the current folder."""
    monkeypatch.chdir(tmp_path)
    for name, file in science("swing-kqtzwn").items():
        path = tmp_path / "questions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file)
    return tmp_path / "questions"


def test_it_has_one_of_each(folder: Path) -> None:
    course = load(folder, Report(), NO_TEXTS)
    assert course is not None
    found = {kind.name: count for kind, count in content(course).items()}
    assert found == {
        "MATHEMATICS": 21, "CHEMISTRY": 3, "BLANK_IN_FORMULA": 2, "PICTURE": 2, "CODE": 1, "TABLE": 1,
    }  # fmt: skip
    assert len(Counter(entry.question.type for entry in course.entries)) == 9


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    (tmp_path / "learner").mkdir()
    with collection(tmp_path / "learner") as learner:
        yield learner


def test_in_anki(folder: Path, learner: Learner) -> None:
    """In Anki's own engine; a blank that leaves a formula in pieces would be an empty card."""
    learner.import_deck(built(folder).content)
    assert (learner.col.note_count(), len(learner.cards()), learner.empty_cards()) == (
        12,
        16,
        set(),
    )
    media = learner.col.media.check()
    assert (list(media.unused), list(media.missing)) == ([], [])
    front = learner.card("turned-around").question()
    assert r"\[g = \frac{ " in front
    assert r"\, l}{ T^2 }\]" in front
    assert r"\(\ce{4Fe + 3O2 + 6H2O -&gt; 4Fe(OH)3}\)" in learner.card("the-rust").answer()
    assert '<pre class="code"' in learner.card("the-program").question()
    assert "<th" in learner.card("the-missing-time").question()


@pytest.mark.parametrize("kind", ["exam", "key", "cards"])
def test_on_paper_and_in_pages(kind: str, run: Run) -> None:
    for format in ("pdf", "html", "md", *(["docx"] if kind != "cards" else [])):
        ran = run("handout", kind, "--format", format)
        assert ran.code == 0, ran.err
    pdf = Path(f"handouts/{kind}-teacher.pdf").read_bytes()
    assert "drawn for studykit, MIT" in "".join(pages(pdf))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert b"pdfuaid:part" in opened.Root.Metadata.read_bytes()
    page = Path(f"handouts/{kind}-teacher.html").read_text(encoding="utf-8")
    assert page.count("data:image/") >= 2
    assert page.count("<math") >= 16


def test_in_a_seminar(run: Run) -> None:
    ran = run("handout", "seminar", "--minutes", "30", "--format", "html")
    assert ran.code == 0, ran.err
    assert "seminar: 1 question, 30 of 30 minutes" in ran.out
    plan = Path("handouts/seminar-teacher.html").read_text(encoding="utf-8")
    assert "Is her experiment good enough" in plan
    assert "<math" in plan


def test_in_word(run: Run) -> None:
    run("handout", "exam", "--format", "docx")
    with zipfile.ZipFile("handouts/exam-student.docx") as word:
        document = word.read("word/document.xml").decode()
        assert len([name for name in word.namelist() if "/media/" in name]) == 2
    assert document.count("<m:oMath>") + document.count("<m:oMath ") >= 10
    # the points are beside the first line of the prompt, not in the last line of the code
    points, code = re.findall(r"<w:t[^>]*>(print[^<]*|1 point)</w:t></w:r></w:p>", document)[-2:]
    assert (points, code) == ("1 point", 'print(f"{mean / 10:.2f} s")')


def test_in_the_terminal(run: Run) -> None:
    ran = run("quiz", "--plain", "--cram", stdin="s\n" * 30)
    assert ran.err == "1 question on a picture is left out, because a terminal shows no pictures\n"
    words = " ".join(ran.out.split())
    assert "[picture: a ball on a thread, with three marks: P where the thread meets" in words
    assert "4 Fe + 3 O₂ + 6 H₂O ⟶ 4 Fe(OH)₃" in words
    assert "100 cm ?" in words
    assert 'print(f"{mean / 10:.2f} s")' in words
    assert "g = ([1: 4π²] l)/([2: T²])" in run("show", "turned-around").out
    assert "T = 2π√(l/g)" in run("show", "the-period").out


@pytest.mark.parametrize("format", FORMATS)
def test_in_every_export(format: str, run: Run) -> None:
    """Each says what it shows less of, and writes the rest."""
    ran = run("export", format)
    assert (ran.code, ran.err) == (0, "")
    loses_pictures = "picture: PNG, JPEG, GIF" in ran.out
    # Kahoot leaves out both questions with a picture
    assert loses_pictures == (format in ("gift", "quizlet", "csv", "tsv"))
    (file,) = Path("exports").iterdir()
    assert file.stat().st_size > 500
