"""From a folder to a course: what is found in it, and what is said where it is not as it should be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from studykit.bank.load import Course, display_path, load, texts_folder
from studykit.bank.model import Passage
from studykit.check import Checked
from studykit.diagnostics import Report, StudykitError, as_text
from studykit.source.locate import Query

from ..conftest import COURSE, LIGHTHOUSE, QUESTION, MakeCourse, printed

HEAD = "id: other\ntitle: Other\n"
OTHER = HEAD + "questions:\n" + QUESTION.replace("noise", "other")
SECOND = """\
  - id: letter
    kind: commentary
    title: A letter
    file: letter.txt
"""


def loaded(folder: Path, texts: Path | None = None) -> Course:
    """A course in order."""
    report = Report()
    course = load(folder, report, texts)
    assert "\n".join(as_text(report)) == "0 errors, 0 warnings"
    assert course is not None
    return course


def findings(checked: Checked) -> list[str]:
    return printed(checked).split("\n\n")[:-1]


# What is loaded.


def test_a_course_is_its_file_its_banks_and_the_texts_that_are_here(
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


def test_a_text_that_is_not_here_is_no_mistake(make_course: MakeCourse) -> None:
    assert loaded(make_course(text=None)).texts == {}


def test_banks_are_the_yaml_files_beside_the_course_file_by_name(make_course: MakeCourse) -> None:
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


def test_what_an_editor_or_a_mac_leaves_beside_a_bank_is_no_bank(make_course: MakeCourse) -> None:
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
def test_a_passage_is_of_its_own_source_or_its_banks_or_the_only_one(
    make_course: MakeCourse, passage: str, defaults: str, course: str, source: str | None
) -> None:
    question = QUESTION.replace("[{quote:", f"[{{{passage}{', ' if passage else ''}quote:")
    bank = f"id: bank\ntitle: Bank\ndefaults: {{{defaults}}}\nquestions:\n{question}"
    made = loaded(make_course(bank=bank, course=course))
    ((entry, _, cited),) = made.passages
    assert entry.source(cited, made.info) == source


def test_a_passage_asks_for_a_person_by_any_of_their_names(make_course: MakeCourse) -> None:
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


def test_the_language_is_the_questions_or_its_banks(make_course: MakeCourse) -> None:
    bank = "id: bank\ntitle: Bank\ndefaults: {lang: de}\nquestions:\n"
    bank += QUESTION + QUESTION.replace("noise", "lärm".replace("ä", "ae")) + "  lang: fr\n"
    assert [entry.lang for entry in loaded(make_course(bank=bank)).entries] == ["de", "fr"]


def test_texts_are_where_they_are_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts_folder(Path("a")) == Path("a/texts")
    monkeypatch.setenv("STUDYKIT_TEXTS", "b")
    assert texts_folder(Path("a")) == Path("b")
    assert texts_folder(Path("a"), Path("c")) == Path("c")
    monkeypatch.setenv("STUDYKIT_TEXTS", "")
    assert texts_folder(Path("a")) == Path("a/texts")


def test_texts_are_read_from_where_they_are_said_to_be(
    make_course: MakeCourse, tmp_path: Path
) -> None:
    folder = make_course(text=None)
    (tmp_path / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    assert list(loaded(folder, tmp_path).texts) == ["lighthouse"]


def test_paths_are_shown_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert display_path(Path("a") / "b.yaml") == "a/b.yaml"
    assert display_path(Path("a") / ".." / "b.yaml") == "b.yaml"
    assert display_path(tmp_path / "here" / "b.yaml") == "b.yaml"
    assert display_path(tmp_path / "b.yaml") == f"{tmp_path}/b.yaml"


# Surroundings.


def test_without_a_folder_or_a_course_file_there_is_no_course(tmp_path: Path) -> None:
    with pytest.raises(StudykitError) as no_folder:
        load(tmp_path / "none", Report())
    with pytest.raises(StudykitError) as no_course:
        load(tmp_path, Report())
    assert str(no_folder.value) == f"there is no folder {tmp_path}/none"
    assert str(no_course.value) == (
        f"{tmp_path} has no course.yaml; `studykit init DIR` starts a course of your own"
    )


@pytest.mark.parametrize(
    "lock", ["", "{", "[]", '{"folding": 1}', '{"folding": "x", "sources": {}}']
)
def test_a_damaged_lock_is_not_passed_over(make_course: MakeCourse, lock: str) -> None:
    folder = make_course(more={"course.lock": lock})
    with pytest.raises(StudykitError) as caught:
        load(folder, Report())
    assert str(caught.value) == (
        "questions/course.lock is damaged: restore it from version control, or delete it and run"
        " `studykit pin` where the texts are"
    )


# Mistakes in banks.


def test_a_course_without_a_bank_is_told_so(
    checked: Callable[..., Checked], tmp_path: Path
) -> None:
    made = checked(bank="")
    assert findings(made) == ["questions/bank.yaml:1:1: error[empty-bank]: the file holds nothing"]
    (tmp_path / "questions" / "bank.yaml").unlink()
    report = Report()
    load(Path("questions"), report)
    assert next(as_text(report)) == (
        "questions/course.yaml:1:1: error[empty-bank]: there is no bank beside course.yaml"
    )


def test_a_bank_that_cannot_be_read_does_not_keep_others_from_being_checked(
    checked: Callable[..., Checked],
) -> None:
    made = checked(
        QUESTION.replace("banging", "bunging"),
        more={"a.yaml": "id: [a", "b.yaml": b"\xff", "c.yaml": "", "d.yaml/x": ""},
    )
    assert [text.split(": ")[:2] for text in findings(made)] == [
        ["questions/a.yaml:1:5", "error[yaml-syntax]"],
        ["questions/b.yaml:1:1", "error[unreadable-file]"],
        ["questions/bank.yaml:8:38", "error[quote-near]"],
        ["questions/c.yaml:1:1", "error[empty-bank]"],
        ["questions/d.yaml:1:1", "error[unreadable-file]"],
    ]


def test_a_question_that_is_wrong_does_not_keep_others_from_being_checked(
    checked: Callable[..., Checked],
) -> None:
    made = checked("- id: wrong\n" + QUESTION + QUESTION.replace("noise", "last"))
    assert made.course is not None
    assert [(e.question.id, e.index) for e in made.course.entries] == [("noise", 1), ("last", 2)]


@pytest.mark.parametrize(
    ("bank", "expected"),
    [
        pytest.param(
            "- id: noise\n",
            """\
            1:1: error[bad-value]: a bank is a mapping with `id`, `title` and `questions`
              1 | - id: noise
                | ^^^^^^^^^^^
            """,
            id="questions without a head",
        ),
        pytest.param(
            HEAD,
            """\
            1:1: error[empty-bank]: the bank has no questions
              1 | id: other
                | ^^^^^^^^^
            """,
            id="a head without questions",
        ),
        pytest.param(
            HEAD + "questions: []\n",
            """\
            3:12: error[empty-bank]: the bank has no questions
              3 | questions: []
                |            ^^
            """,
            id="no question",
        ),
        pytest.param(
            HEAD + "questions:\n  id: noise\n  type: basic\n",
            """\
            4:3: error[bad-value]: `questions` must be a list; each question begins with `- id:`
              4 |   id: noise
                |   ^^^^^^^^^
            """,
            id="one question that is no list",
        ),
        pytest.param(
            HEAD + "questoins: []\n",
            """\
            1:1: error[empty-bank]: the bank has no questions
              1 | id: other
                | ^^^^^^^^^

            3:1: error[unknown-key]: unknown key `questoins`
              3 | questoins: []
                | ^^^^^^^^^
              help: did you mean `questions`?
            """,
            id="questions, mistyped",
        ),
        pytest.param(
            "id: Other bank\nsource: lighthouse\n" + OTHER[len(HEAD) :],
            """\
            1:1: error[missing-key]: `title` is missing
              1 | id: Other bank
                | ^^^^^^^^^^^^^^

            1:5: error[bad-value]: `id` cannot be the text “Other bank”
              1 | id: Other bank
                |     ^^^^^^^^^^
              help: use lower-case letters, digits and hyphens, as in `price-war`

            2:1: error[unknown-key]: unknown key `source`
              2 | source: lighthouse
                | ^^^^^^
              help: what holds for every question of the bank is written under `defaults`
            """,
            id="the head",
        ),
        pytest.param(
            HEAD + "defaults: {tag: a, level: hard}\n" + OTHER[len(HEAD) :],
            """\
            3:12: error[unknown-key]: unknown key `tag`
              3 | defaults: {tag: a, level: hard}
                |            ^^^
              help: did you mean `tags`?

            3:27: error[bad-value]: `level` must be 'remember', 'understand', 'apply', 'analyze', 'evaluate' or 'create', not the text “hard”
              3 | defaults: {tag: a, level: hard}
                |                           ^^^^
            """,
            id="the defaults",
        ),
        pytest.param(
            HEAD + "questions:\n  - What did Marlow hear?\n  -\n",
            """\
            4:5: error[bad-value]: a question is a mapping with `id`, `type` and more
              4 |   - What did Marlow hear?
                |     ^^^^^^^^^^^^^^^^^^^^^

            5:4: error[bad-value]: a question is a mapping with `id`, `type` and more
              5 |   -
                |    ^
            """,
            id="questions that are none",
        ),
        pytest.param(
            HEAD + "questions:\n  - id: noise\n  - type:\n  - type: [basic]\n",
            """\
            4:5: error[missing-key]: `type` is missing
              4 |   - id: noise
                |     ^^^^^^^^^
              help: the types are basic, cloze, multiple_choice, true_false, short_answer, numeric, ordering, matching, who_said_it, compare, discussion

            5:10: error[bad-value]: `type` must be text, not empty
              5 |   - type:
                |          ^
              help: the types are basic, cloze, multiple_choice, true_false, short_answer, numeric, ordering, matching, who_said_it, compare, discussion

            6:11: error[bad-value]: `type` must be text, not a list
              6 |   - type: [basic]
                |           ^^^^^^^
              help: the types are basic, cloze, multiple_choice, true_false, short_answer, numeric, ordering, matching, who_said_it, compare, discussion
            """,
            id="no type",
        ),
        pytest.param(
            HEAD + "questions:\n  - type: multiple-choice\n  - type: essay\n",
            """\
            4:11: error[unknown-type]: there is no question type `multiple-choice`
              4 |   - type: multiple-choice
                |           ^^^^^^^^^^^^^^^
              help: did you mean `multiple_choice`?

            5:11: error[unknown-type]: there is no question type `essay`
              5 |   - type: essay
                |           ^^^^^
              help: the types are basic, cloze, multiple_choice, true_false, short_answer, numeric, ordering, matching, who_said_it, compare, discussion
            """,
            id="another type",
        ),
        pytest.param(
            HEAD + "questions:\n  - {id: a, type: basic, prompt: b, answer: c, passages: [q, {quot: r}]}\n",
            """\
            4:59: error[bad-value]: `passages` must be a mapping of keys to values, not the text “q”
              4 |   - {id: a, type: basic, prompt: b, answer: c, passages: [q, {quot: r}]}
                |                                                           ^

            4:62: error[missing-key]: `quote` is missing
              4 |   - {id: a, type: basic, prompt: b, answer: c, passages: [q, {quot: r}]}
                |                                                              ^^^^^^^^^

            4:63: error[unknown-key]: unknown key `quot`
              4 |   - {id: a, type: basic, prompt: b, answer: c, passages: [q, {quot: r}]}
                |                                                               ^^^^
              help: did you mean `quote`?
            """,
            id="passages that are none",
        ),
    ],
)  # fmt: skip
def test_mistakes_in_a_bank_are_told_where_they_stand(
    bank: str, expected: str, checked: Callable[..., Checked]
) -> None:
    assert findings(checked(bank=bank)) == [
        f"questions/bank.yaml:{text}" for text in dedent(expected).strip().split("\n\n")
    ]


def test_a_quote_cannot_reach_over_what_parts_two_turns(checked: Callable[..., Checked]) -> None:
    """Inside, texts are parted by a character that no quote may hold."""
    quote = r'"You may carry the flask.\0Comments"'
    question = QUESTION.replace("a shutter was banging up here in the wind", quote)
    assert findings(checked(question)) == [
        "questions/bank.yaml:8:24: error[bad-value]:"
        " `quote` must not contain the control character U+0000\n"
        rf"  8 |     passages: [{{quote: {quote}}}]"
        "\n    |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
    ]


# Texts.


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (LIGHTHOUSE.encode("latin-1", "replace") + b"\xe9", "is not UTF-8 text"),
        (None, "cannot be read: Is a directory"),
    ],
)
def test_a_text_that_cannot_be_read_is_set_aside(
    make_course: MakeCourse, text: bytes | None, why: str
) -> None:
    folder = make_course(text=text)
    if text is None:
        (folder / "texts" / "lighthouse.md").mkdir(parents=True)
    report = Report()
    course = load(folder, report)
    assert course is not None
    assert course.texts == {}
    assert [*as_text(report)][:3] == [
        "questions/course.yaml:12:11: warning[text-set-aside]:"
        f" the text of `lighthouse`, lighthouse.md, {why}; its pins are used",
        "  12 |     file: lighthouse.md",
        "     |           ^^^^^^^^^^^^^",
    ]


WITHOUT_PART_2 = LIGHTHOUSE.replace("## Part 2: Saturdays Only", "## Saturdays")


def test_where_a_text_and_its_description_differ_the_description_is_at_fault(
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


def test_but_the_text_if_another_one_was_pinned(make_course: MakeCourse) -> None:
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


def test_a_label_that_is_nowhere_does_not_set_a_text_aside(make_course: MakeCourse) -> None:
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
