"""`studykit progress`."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from studykit.quiz.progress import Progress
from studykit.quiz.review_log import CardKey
from studykit.quiz.schedule import Grade, Scheduling

from ..command import Run

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
A, B, OTHER = CardKey("course", "a"), CardKey("course", "b", 2), CardKey("other", "a")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Create progress with three cards in two courses and one undone review."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STUDYKIT_DB", "progress.db")
    grade(Path("progress.db"), A, B, OTHER)
    with Progress.open(Path("progress.db")) as progress:
        review = progress.add(A, Grade.AGAIN, NOW + timedelta(days=1), None, Scheduling())
        progress.undo(review, NOW + timedelta(days=2))
    return Path("progress.db")


def grade(file: Path, *cards: CardKey) -> None:
    with Progress.open(file) as progress:
        for card in cards:
            progress.add(card, Grade.GOOD, NOW, 1000, Scheduling())


def states(file: Path) -> object:
    with Progress.open(file) as progress:
        return progress.states("course"), progress.states("other"), list(progress.export())


def test_path(file: Path, run: Run) -> None:
    assert run("progress", "path").out == "progress.db\n"
    assert run("progress", "path", "--db", "x.db").out == "x.db\n"
    assert not Path("x.db").exists()


def test_an_export_merges_into_the_same_progress(file: Path, run: Run) -> None:
    ran = run("progress", "export", "out.jsonl")
    assert (ran.code, ran.out) == (0, "out.jsonl: 4 reviews\n")
    assert run("progress", "export").out == Path("out.jsonl").read_text()
    lines = Path("out.jsonl").read_text().splitlines()
    assert [json.loads(line)["undone"] is not None for line in lines].count(True) == 1
    ran = run("progress", "merge", "out.jsonl", "--db", "new.db")
    assert (ran.code, ran.out) == (0, "out.jsonl: 4 new reviews, 0 already known\n")
    assert states(Path("new.db")) == states(file)
    assert (
        run("progress", "merge", "out.jsonl").out == "out.jsonl: 0 new reviews, 4 already known\n"
    )


def test_two_machines_have_the_same_progress_after_merging_in_any_order(
    file: Path, run: Run
) -> None:
    grade(Path("second.db"), A, B)
    for name in ("progress", "second"):
        assert run("progress", "export", f"{name}.jsonl", "--db", f"{name}.db").code == 0
    for db, files in (("1.db", ["progress", "second"]), ("2.db", ["second", "progress", "second"])):
        ran = run("progress", "merge", *(f"{name}.jsonl" for name in files), "--db", db)
        assert ran.code == 0
    assert states(Path("1.db")) == states(Path("2.db"))
    assert (
        run("progress", "merge", "second.jsonl").out
        == "second.jsonl: 2 new reviews, 0 already known\n"
    )
    assert states(file) == states(Path("1.db"))


def test_a_dash_is_standard_output(file: Path, run: Run) -> None:
    """As it is standard input of `merge`."""
    assert run("progress", "export", "-").out == run("progress", "export").out
    assert not Path("-").exists()


def test_merge_reads_standard_input(file: Path, run: Run) -> None:
    ran = run("progress", "merge", "-", "--db", "new.db", stdin=run("progress", "export").out)
    assert (ran.code, ran.out) == (0, "-: 4 new reviews, 0 already known\n")


def test_merge_counts_reviews_undone_elsewhere(file: Path, run: Run) -> None:
    lines = [json.loads(line) for line in run("progress", "export").out.splitlines()]
    Path("out.jsonl").write_text("".join(json.dumps({**d, "undone": 1}) + "\n" for d in lines))
    ran = run("progress", "merge", "out.jsonl")
    assert ran.out == "out.jsonl: 0 new reviews, 1 already known, 3 undone elsewhere\n"
    with Progress.open(file) as progress:
        assert progress.reviews() == []


def test_a_file_with_a_bad_line_is_refused_and_the_others_are_merged(file: Path, run: Run) -> None:
    good = run("progress", "export").out
    Path("good.jsonl").write_text(good)
    Path("bad.jsonl").write_text(good + "{}\n")
    ran = run("progress", "merge", "bad.jsonl", "good.jsonl", "--db", "new.db")
    assert (ran.code, ran.out) == (3, "good.jsonl: 4 new reviews, 0 already known\n")
    assert ran.err == (
        "studykit: bad.jsonl: line 5 is not a review: `id` is missing;"
        " nothing was merged from this file\n"
    )


@pytest.mark.parametrize("retention", ["1e-49", "1e-60", "5e-324", "0.001"])
def test_an_impossible_retention_does_not_make_the_progress_damaged(
    file: Path, run: Run, retention: str
) -> None:
    before = run("progress", "export").out
    line = before.split("\n")[0].replace('"retention": 0.9', f'"retention": {retention}')
    Path("theirs.jsonl").write_text(f"{line}\n", encoding="utf-8")
    ran = run("progress", "merge", "theirs.jsonl")
    assert (ran.code, ran.err) == (
        3,
        "studykit: theirs.jsonl: line 1 is not a review: retention must be at least 0.01, not"
        f" {float(retention)}; nothing was merged from this file\n",
    )
    assert run("progress", "export").out == before


def test_nothing_is_merged_if_a_file_cannot_be_read(file: Path, run: Run) -> None:
    Path("good.jsonl").write_text(run("progress", "export").out)
    Path("latin.jsonl").write_bytes(b"caf\xe9")
    for name, why in (
        ("none.jsonl", "cannot read none.jsonl: No such file or directory"),
        ("latin.jsonl", "latin.jsonl is not UTF-8 text"),
    ):
        ran = run("progress", "merge", "good.jsonl", name, "--db", "new.db")
        assert (ran.code, ran.out, ran.err) == (3, "", f"studykit: {why}\n")
    assert not Path("new.db").exists()


def test_rebuild_corrects_cards_that_do_not_match_the_reviews(file: Path, run: Run) -> None:
    before = states(file)
    assert run("progress", "rebuild").out == "all cards match the review log\n"
    with Progress.open(file) as progress:
        progress._db.execute("UPDATE card SET lapses = 3 WHERE question = 'b'")
    assert run("progress", "rebuild").out == "corrected 1 card\n"
    assert states(file) == before


@pytest.mark.parametrize("answer", ["", "\n", "no\n", "yes\n", "y\n"])
def test_reset_needs_the_word_forget(file: Path, run: Run, answer: str) -> None:
    before = states(file)
    ran = run("progress", "reset", stdin=answer)
    assert ran.code == 1
    assert ran.out == (
        "This deletes your progress: course (2 reviews), other (1 review).\n"
        "Type “forget” to confirm: Nothing was changed.\n"
    )
    assert states(file) == before
    assert list(Path().glob("*.jsonl")) == []


@pytest.mark.parametrize(("options", "stdin"), [([], "forget\n"), (["--yes"], "")])
def test_reset_writes_a_backup_that_restores_everything(
    file: Path, run: Run, options: list[str], stdin: str
) -> None:
    before = states(file)
    ran = run("progress", "reset", *options, stdin=stdin)
    assert ran.code == 0
    (backup,) = Path().glob("progress.db.reset-*.jsonl")
    assert ran.out.endswith(
        f"deleted 4 reviews; a copy is in {backup}\n"
        f"to restore them: studykit progress merge {backup}\n"
    )
    assert states(file) == ({}, {}, [])
    assert run("progress", "merge", backup).code == 0
    assert states(file) == before


def test_reset_of_one_course(file: Path, run: Run) -> None:
    assert run("progress", "reset", "--yes", "--course", "course").code == 0
    with Progress.open(file) as progress:
        assert progress.courses() == {"other": 1}
    ran = run("progress", "reset", "--yes", "--course", "othr")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "studykit: no reviews of `othr`; did you mean `other`?\n"


@pytest.mark.parametrize("command", [["export"], ["rebuild"], ["reset", "--yes"]])
def test_without_progress_no_file_is_created(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("progress", *command, "--db", "none.db")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "studykit: no progress yet: none.db does not exist\n"
    assert list(tmp_path.iterdir()) == []
