"""Loading of a course from its folder, and the findings on its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studykit.bank.load import (
    NO_TEXTS,
    Course,
    display_path,
    load,
    load_bank,
    load_sources,
    texts_folder,
)
from studykit.bank.model import Passage
from studykit.check import Checked, check
from studykit.diagnostics import Report, StudykitError, as_text
from studykit.source.locate import Query
from studykit.yamlfile import YamlFile

from ..conftest import COURSE, LIGHTHOUSE, QUESTION, RULES_RAN, MakeCourse, pointed
from ..work import is_linear

HEAD = "id: other\ntitle: Other\n"
OTHER = HEAD + "questions:\n" + QUESTION.replace("noise", "other")
TYPES = (
    "the types are basic, cloze, multiple_choice, true_false, short_answer, numeric, ordering,"
    " matching, label_picture, who_said_it, compare, discussion"
)
SECOND = """\
  - id: letter
    kind: commentary
    title: A letter
    file: letter.txt
"""


def loaded(folder: Path, texts: Path | None = None) -> Course:
    """A course without findings."""
    report = Report()
    course = load(folder, report, texts)
    assert "\n".join(as_text(report)) == "0 errors, 0 warnings"
    assert course is not None
    return course


# What is loaded


def test_a_course_has_its_file_banks_and_texts(
    make_course: MakeCourse,
) -> None:
    course = loaded(make_course())
    (entry,) = course.entries
    assert course.info.id == "test-course"
    assert [(bank.file.path, bank.header.title) for bank in course.banks] == [
        ("questions/bank.yaml", "Bank")
    ]
    assert (entry.question.id, entry.path, entry.lang) == ("noise", ("questions", 0), "en")
    assert list(course.passages) == [
        (entry, 0, Passage(quote="a shutter was banging up here in the wind"))
    ]
    assert list(course.texts) == list(course.digests) == ["lighthouse"]
    assert course.texts["lighthouse"].raw == LIGHTHOUSE


def test_a_missing_text_is_not_a_mistake(make_course: MakeCourse) -> None:
    assert loaded(make_course(text=None)).texts == {}


def test_banks_are_the_yaml_files_next_to_the_course_file_by_name(make_course: MakeCourse) -> None:
    others = {
        name: OTHER.replace("other", name[:1])
        for name in ("c.yaml", "a.yml", "d.yaml~", "e.txt", ".f.yaml", "sub/g.yaml")
    }
    course = loaded(make_course(more=others))
    assert [bank.file.path for bank in course.banks] == [
        "questions/a.yml",
        "questions/bank.yaml",
        "questions/c.yaml",
    ]


def test_files_that_start_with_a_dot_are_not_banks(make_course: MakeCourse) -> None:
    folder = make_course(more={"._bank.yaml": b"\0\5\x16\7"})
    (folder / ".#bank.yaml").symlink_to("nobody@nowhere.1871")
    assert len(loaded(folder).banks) == 1


@pytest.mark.parametrize(
    ("passage", "defaults", "course", "source"),
    [
        ("source: letter", "source: lighthouse", COURSE + SECOND, "letter"),
        ("", "source: letter", COURSE + SECOND, "letter"),
        ("", "level: apply", COURSE, "lighthouse"),
        ("", "level: apply", COURSE + SECOND, None),
    ],
)
def test_the_source_of_a_passage_is_its_own_or_its_banks_or_the_only_one(
    make_course: MakeCourse, passage: str, defaults: str, course: str, source: str | None
) -> None:
    question = QUESTION.replace("[{quote:", f"[{{{passage}{', ' if passage else ''}quote:")
    bank = f"id: bank\ntitle: Bank\ndefaults: {{{defaults}}}\nquestions:\n{question}"
    made = loaded(make_course(bank=bank, course=course))
    ((entry, _, cited),) = made.passages
    assert entry.source(cited, made.info) == source


def test_a_passage_names_its_speaker_by_any_of_their_names(make_course: MakeCourse) -> None:
    question = QUESTION.replace(
        "[{quote:", "[{section: part-1, prefix: and, suffix: and I, speaker: MARLOW, quote:"
    )
    course = loaded(make_course(question))
    ((entry, _, cited),) = course.passages
    assert entry.query(cited, course.info) == Query(
        quote="a shutter was banging up here in the wind",
        source="lighthouse",
        speaker="marlow",
        section="part-1",
        prefix="and",
        suffix="and I",
    )


def test_the_language_of_a_question_is_its_own_or_its_banks(make_course: MakeCourse) -> None:
    bank = "id: bank\ntitle: Bank\ndefaults: {lang: de}\nquestions:\n"
    bank += QUESTION + QUESTION.replace("noise", "laerm") + "  lang: fr\n"
    assert [entry.lang for entry in loaded(make_course(bank=bank)).entries] == ["de", "fr"]


def test_the_folder_of_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts_folder(Path("a")) == Path("a/texts")
    monkeypatch.setenv("STUDYKIT_TEXTS", "b")
    assert texts_folder(Path("a")) == Path("b")
    assert texts_folder(Path("a"), Path("c")) == Path("c")
    monkeypatch.setenv("STUDYKIT_TEXTS", "")
    assert texts_folder(Path("a")) == Path("a/texts")


def test_a_course_can_be_loaded_without_its_texts(make_course: MakeCourse) -> None:
    course = load(make_course(), Report(), NO_TEXTS)
    assert course is not None
    assert course.texts == {}
    assert [entry.question.id for entry in course.entries] == ["noise"]


def test_a_course_can_be_loaded_without_its_banks(make_course: MakeCourse) -> None:
    course = load_sources(make_course(bank="id: [damaged"), Report())
    assert course is not None
    assert list(course.texts) == ["lighthouse"]
    assert course.banks == ()


def test_texts_are_read_from_a_given_folder(make_course: MakeCourse, tmp_path: Path) -> None:
    folder = make_course(text=None)
    (tmp_path / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    assert list(loaded(folder, tmp_path).texts) == ["lighthouse"]


def test_paths_are_relative_to_the_current_folder_if_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert display_path(Path("a") / "b.yaml") == "a/b.yaml"
    assert display_path(Path("a") / ".." / "b.yaml") == "b.yaml"
    assert display_path(tmp_path / "here" / "b.yaml") == "b.yaml"
    assert display_path(tmp_path / "b.yaml") == f"{tmp_path}/b.yaml"


# Errors of the environment


def test_a_missing_folder_or_course_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StudykitError) as no_folder:
        load(tmp_path / "none", Report())
    with pytest.raises(StudykitError) as no_course:
        load(tmp_path, Report())
    assert str(no_folder.value) == f"folder not found: {tmp_path}/none"
    assert str(no_course.value) == (
        f"{tmp_path} has no course.yaml; `studykit init DIR` creates a new course"
    )


@pytest.mark.parametrize(
    "lock", ["", "{", "[]", '{"folding": 1}', '{"folding": "x", "sources": {}}']
)
def test_a_damaged_lock_is_an_error(make_course: MakeCourse, lock: str) -> None:
    folder = make_course(more={"course.lock": lock})
    with pytest.raises(StudykitError) as caught:
        load(folder, Report())
    assert str(caught.value) == (
        "questions/course.lock is damaged: restore it from version control, or delete it and run"
        " `studykit pin` where the texts are"
    )


# Mistakes in the course file


def test_all_errors_in_the_yaml_of_a_course_file_are_reported(
    checked: Callable[..., Checked],
) -> None:
    course = COURSE.replace("title: Test", "title: Test: a").replace("kind: original", "kind: @")
    assert [(d.span.line, d.code) for d in checked(course=course).report.diagnostics] == [
        (2, "yaml-syntax"),
        (8, "yaml-syntax"),
    ]


def test_quotes_are_looked_up_if_the_course_file_has_an_error_of_layout(
    checked: Callable[..., Checked],
) -> None:
    made = checked(course=COURSE.replace("    credit", "   credit"))
    assert [(d.span.line, d.code) for d in made.report.diagnostics] == [(10, "yaml-syntax")]
    assert made.report.done[0] == "1 passage in 1 source: 1 verified against the text (1 exact)"


# Mistakes in banks


def test_a_course_without_a_bank(checked: Callable[..., Checked], tmp_path: Path) -> None:
    assert pointed(checked(bank="")) == [" | empty-bank: the file is empty"]
    (tmp_path / "questions" / "bank.yaml").unlink()
    report = Report()
    load(Path("questions"), report)
    assert next(as_text(report)) == (
        "questions/course.yaml:1:1: error[empty-bank]: no question bank found next to course.yaml"
    )


def test_other_banks_are_checked_if_one_cannot_be_read(
    checked: Callable[..., Checked],
) -> None:
    made = checked(
        QUESTION.replace("banging", "bunging"),
        more={"a.yaml": "id: [a", "b.yaml": b"\xff", "c.yaml": "", "d.yaml/x": ""},
    )
    assert [(d.span[:3], d.code) for d in made.report.diagnostics] == [
        (("questions/a.yaml", 1, 1), "empty-bank"),
        (("questions/a.yaml", 1, 1), "missing-key"),
        (("questions/a.yaml", 1, 5), "yaml-syntax"),
        (("questions/b.yaml", 1, 1), "unreadable-file"),
        (("questions/bank.yaml", 8, 38), "quote-near"),
        (("questions/c.yaml", 1, 1), "empty-bank"),
        (("questions/d.yaml", 1, 1), "unreadable-file"),
    ]


def test_other_questions_are_checked_if_one_is_wrong(
    checked: Callable[..., Checked],
) -> None:
    made = checked("- id: wrong\n" + QUESTION + QUESTION.replace("noise", "last"))
    assert made.course is not None
    assert [(e.question.id, e.index) for e in made.course.entries] == [("noise", 1), ("last", 2)]


@pytest.mark.parametrize(
    ("bank", "findings"),
    [
        (
            "- id: noise\n",
            [
                "- id: noise | bad-value: a bank must be a mapping with `id`, `title` and"
                " `questions`",
                f"id: noise | missing-key: `type` is missing | {TYPES}",
            ],
        ),
        (HEAD, ["id: other | empty-bank: the bank has no questions"]),
        (HEAD + "questions: []\n", ["[] | empty-bank: the bank has no questions"]),
        (
            HEAD + "questions:\n  id: noise\n  type: basic\n",
            [
                "id: noise | bad-value: `questions` must be a list, in which each question starts"
                " with `- id:`"
            ],
        ),
        (
            HEAD + "questoins: []\n",
            [
                "id: other | empty-bank: the bank has no questions",
                "questoins | unknown-key: unknown key `questoins` | did you mean `questions`?",
            ],
        ),
        (
            "id: Other bank\nsource: lighthouse\n" + OTHER[len(HEAD) :],
            [
                "id: Other bank | missing-key: `title` is missing",
                "Other bank | bad-value: `id` cannot be the text “Other bank”"
                " | use lower-case letters, digits and hyphens, as in `price-war`",
                "source | unknown-key: unknown key `source`"
                " | to set it for every question in the bank, put it under `defaults`",
            ],
        ),
        (
            HEAD + "defaults: {tag: a, level: hard}\n" + OTHER[len(HEAD) :],
            [
                "tag | unknown-key: unknown key `tag` | did you mean `tags`?",
                "hard | bad-value: `level` must be 'remember', 'understand', 'apply', 'analyze',"
                " 'evaluate' or 'create', not the text “hard”",
            ],
        ),
        (
            HEAD + "questions:\n  - What did Marlow hear?\n  -\n",
            [
                "What did Marlow hear? | bad-value: a question must be a mapping with `id`, `type`"
                " and other keys",
                " | bad-value: a question must be a mapping with `id`, `type` and other keys",
            ],
        ),
        (
            HEAD + "questions:\n  - id: noise\n  - type:\n  - type: [basic]\n",
            [
                f"id: noise | missing-key: `type` is missing | {TYPES}",
                "type: | missing-key: `id` is missing",
                f" | bad-value: `type` must be text, not empty | {TYPES}",
                "type: [basic] | missing-key: `id` is missing",
                f"[basic] | bad-value: `type` must be text, not a list | {TYPES}",
            ],
        ),
        (
            HEAD + "questions:\n  - type: multiple-choice\n  - type: essay\n",
            [
                "type: multiple-choice | missing-key: `id` is missing",
                "multiple-choice | unknown-type: unknown question type `multiple-choice`"
                " | did you mean `multiple_choice`?",
                "type: essay | missing-key: `id` is missing",
                f"essay | unknown-type: unknown question type `essay` | {TYPES}",
            ],
        ),
        (
            HEAD + "questions:\n" + QUESTION.replace("{quote:", "Pigeons., {quot:"),
            [
                "Pigeons. | bad-value: `passages` must be a mapping of keys to values, not the text"
                " “Pigeons.”",
                "{quot: a shutter was banging up here in the wind} | missing-key: `quote` is missing",
                "quot | unknown-key: unknown key `quot` | did you mean `quote`?",
            ],
        ),
    ],
)
def test_mistakes_in_a_bank(
    bank: str, findings: list[str], checked: Callable[..., Checked]
) -> None:
    assert pointed(checked(bank=bank)) == findings


def test_a_quote_cannot_contain_the_character_between_turns(
    checked: Callable[..., Checked],
) -> None:
    quote = r'"You may carry the flask.\0Comments"'
    question = QUESTION.replace("a shutter was banging up here in the wind", quote)
    assert pointed(checked(question)) == [
        f"{quote} | bad-value: `quote` must not contain the control character U+0000"
    ]


# Texts


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (
            LIGHTHOUSE.encode("latin-1", "replace") + b"\xe9",
            ["is not UTF-8 text", "  help: save the file as UTF-8"],
        ),
        (
            LIGHTHOUSE.encode("utf-16"),
            ["is not UTF-8 text", "  help: this looks like UTF-16; save the file as UTF-8"],
        ),
        (None, ["cannot be read: Is a directory"]),
    ],
)
def test_a_text_that_cannot_be_read_is_one_error(
    make_course: MakeCourse, text: bytes | None, printed: list[str]
) -> None:
    folder = make_course(text=text)
    if text is None:
        (folder / "texts" / "lighthouse.md").mkdir(parents=True)
    made = check(folder)
    why, *help = printed
    assert [line for line in as_text(made.report) if line] == [
        "questions/course.yaml:12:11: error[unreadable-file]:"
        f" the text of `lighthouse`, lighthouse.md, {why}",
        "  12 |     file: lighthouse.md",
        "     |           ^^^^^^^^^^^^^",
        *help,
        "1 passage in 1 source: 1 could not be looked up",
        f"1 question in 1 bank; {RULES_RAN}",
        "1 error, 0 warnings",
    ]


def test_a_text_that_cannot_be_read_is_reported_with_every_bank(make_course: MakeCourse) -> None:
    folder = make_course(text=b"\xff")
    made = check(folder, only=frozenset({(folder / "bank.yaml").resolve()}))
    assert [d.code for d in made.report.diagnostics] == ["unreadable-file"]


def test_a_text_that_cannot_be_read_is_set_aside_if_it_was_pinned(make_course: MakeCourse) -> None:
    lock = '{"folding": 1, "sources": {"lighthouse": {"sha256": "0", "pins": []}}}'
    made = check(make_course(text=b"\xff", more={"course.lock": lock}))
    assert [line for line in as_text(made.report) if ": " in line][:4] == [
        "questions/bank.yaml:8:24: error[quote-unverified]: cannot check the quote: it is not pinned,"
        " and the text of lighthouse cannot be used",
        "  8 |     passages: [{quote: a shutter was banging up here in the wind}]",
        "  help: add the text with `studykit source add lighthouse FILE`, then run `studykit pin`",
        "questions/course.yaml:12:11: warning[text-set-aside]: the text of `lighthouse`,"
        " lighthouse.md, is not UTF-8 text; its pins are used",
    ]


WITHOUT_PART_2 = LIGHTHOUSE.replace("## Part 2: Saturdays Only", "## Saturdays")


def test_a_description_that_does_not_fit_its_text_is_a_mistake(
    make_course: MakeCourse,
) -> None:
    report = Report()
    course = load(make_course(text=WITHOUT_PART_2), report)
    assert course is not None
    assert list(course.texts) == ["lighthouse"]
    assert next(as_text(report)) == (
        "questions/course.yaml:17:63: error[marker-not-found]:"
        " the text has no heading “Part 2: Saturdays Only”"
    )


def test_a_text_that_does_not_fit_is_set_aside_if_another_was_pinned(
    make_course: MakeCourse,
) -> None:
    lock = '{"folding": 1, "sources": {"lighthouse": {"sha256": "0", "pins": []}}}'
    report = Report()
    course = load(make_course(text=WITHOUT_PART_2, more={"course.lock": lock}), report)
    assert course is not None
    assert course.texts == course.digests == {}
    assert next(as_text(report)) == (
        "questions/course.yaml:12:11: warning[text-set-aside]: the text of `lighthouse`,"
        " lighthouse.md, is not the one that was pinned"
        " (the text has no heading “Part 2: Saturdays Only”); its pins are used"
    )


def test_a_label_that_is_not_in_the_text_does_not_set_the_text_aside(
    make_course: MakeCourse,
) -> None:
    course = COURSE.replace("Marlow: marlow}", "Marlow: marlow, Pat: marlow}")
    lock = '{"folding": 1, "sources": {"lighthouse": {"sha256": "0", "pins": []}}}'
    report = Report()
    made = load(make_course(course=course, more={"course.lock": lock}), report)
    assert made is not None
    assert list(made.texts) == ["lighthouse"]
    assert next(as_text(report)) == (
        "questions/course.yaml:13:57: warning[label-not-found]:"
        " no paragraph of the text begins with “Pat:”"
    )


def test_the_work_grows_with_the_number_of_unknown_keys() -> None:
    def load_keys(count: int) -> None:
        keys = "".join(f"key-{n}: a\n" for n in range(count))
        report = Report()
        file = YamlFile("bank.yaml", OTHER + keys)
        file.parse(report)
        load_bank(file, report)
        assert len(report.diagnostics) == count

    assert is_linear(load_keys, 200)
