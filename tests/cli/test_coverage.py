"""`studykit coverage`: terminal, JSON and page, also of incomplete courses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from studykit.diagnostics import wide

from ..analysis.test_coverage import CHINESE, FOUR, questions
from ..command import Run
from ..conftest import COURSE, LIGHTHOUSE, REPOSITORY, MakeCourse
from .conftest import Golden

GOLDEN = """\
Test course
4 questions in 1 bank
1 question has no passages.

lighthouse: The Shutter and the Light
                 questions  asked about  words quoted  share
  Introduction           1       1 of 2       7 of 73    10%
  Part 1                 3       2 of 8     24 of 209    11%
  Part 2                 0       0 of 6      0 of 219     0%

  The reporter           1       1 of 7       7 of 91     8%
  Ida Marlow             2       1 of 7     17 of 337     5%
  outside turns          1       1 of 2       7 of 73    10%

  all                    3      3 of 16     31 of 501     6%

lighthouse: 13 of 16 turns and paragraphs are not quoted
  Introduction: paragraph 2
  Part 1: Q2, A2, Q3, A3, Q4, A4
  Part 2: Q1, A1, Q2, A2, Q3, A3

1 sentence quoted by more than 1 question
  2 questions on lighthouse, Part 1, A1: a shutter was banging up here in the
  wind, and I thought: somebody should see to that.
    noise, thought

types   basic 2, cloze 0, multiple_choice 0, true_false 0, short_answer 1,
        numeric 0, ordering 0, matching 0, label_picture 0, who_said_it 0,
        compare 0, discussion 1
levels  remember 1, understand 0, apply 0, analyze 0, evaluate 0, create 0,
        none 3
banks   bank 4
tags    wind 2, thought 1
"""


def test_the_terminal_shows_tables_and_lists(make_course: MakeCourse, run: Run) -> None:
    make_course(FOUR)
    ran = run("coverage", "--often", 1, COLUMNS="80")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == GOLDEN
    assert run("coverage", "questions", "--often", 1, COLUMNS="80", NO_COLOR="1").out == GOLDEN
    assert run("coverage", "--questions", "questions", "--often", 1).out == GOLDEN


def test_without_the_text_unknown_figures_are_dashes(make_course: MakeCourse, run: Run) -> None:
    make_course(FOUR)
    assert run("pin").code == 0
    Path("questions/texts/lighthouse.md").unlink()
    ran = run("coverage", COLUMNS="80")
    assert ran.code == 0
    assert ran.out.splitlines()[2:18] == [
        "1 question has no passages.",
        "The text of lighthouse is not on this machine. Quoted words are estimated from",
        "the quotes; their share, and the turns that are not quoted, are unknown.",
        "",
        "lighthouse: The Shutter and the Light",
        "                 questions  asked about   words quoted  share",
        "  Introduction           1       1 of –   about 7 of –      –",
        "  Part 1                 3       2 of –  about 24 of –      –",
        "  Part 2                 0       0 of –         0 of –      –",
        "",
        "  The reporter           1       1 of –   about 7 of –      –",
        "  Ida Marlow             2       1 of –  about 17 of –      –",
        "  outside turns          1       1 of –   about 7 of –      –",
        "",
        "  all                    3       3 of –  about 31 of –      –",
        "",
    ]
    assert ran.out.splitlines()[18] == "no sentence is quoted by more than 4 questions"
    found = json.loads(run("coverage", "--json").out)["sources"][0]
    assert [found[key] for key in ("text_here", "spots", "spots_quoted", "words", "words_quoted", "share")] == [
        False, None, 3, None, 31, None,
    ]  # fmt: skip


def test_a_source_without_text_and_pins_has_no_figures(make_course: MakeCourse, run: Run) -> None:
    make_course(text=None)
    ran = run("coverage", COLUMNS="80")
    assert ran.code == 0
    assert "lighthouse: The Shutter and the Light\n  no pinned passages\n" in ran.out


def test_a_source_that_no_question_quotes_has_no_table(make_course: MakeCourse, run: Run) -> None:
    folder = make_course()
    (folder / "bank.yaml").unlink()
    ran = run("coverage", COLUMNS="80")
    assert ran.code == 0
    assert ran.out.startswith("Test course\n0 questions in 0 banks\nThe course has 1 error (see")
    assert "  none of its 501 words are quoted\n" in ran.out


def test_a_course_with_errors_gets_its_coverage_and_a_note(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(questions("Not one.", "Not two at all") + "- {id: broken, type: basic}\n")
    ran = run("coverage", COLUMNS="80")
    assert ran.code == 0
    assert ran.out.splitlines()[:5] == [
        "Test course",
        "2 questions in 1 bank",
        "The course has 4 errors (see `studykit check`); only what could be loaded is",
        "counted.",
        "1 question has quotes that were not found; they do not count.",
    ]


PROPOSED = """\
- id: winders
  type: basic
  prompt: How many winders are there?
  answer: fourteen
  passages:
    - {quote: I have fourteen winders instead of none}
    - {quote: Our youngest winder is twelve., proposed: true}
"""


def test_proposed_passages_do_not_count(make_course: MakeCourse, run: Run) -> None:
    """They are no evidence until they are confirmed, neither here nor in the totals of the check."""
    make_course(PROPOSED)
    ran = run("coverage", COLUMNS="80")
    assert ran.out.splitlines()[2:4] == [
        "1 passage is proposed, not confirmed (see `studykit review`), and does not",
        "count.",
    ]
    data = json.loads(run("coverage", "--json").out)
    assert (data["left_out"], data["proposed"]) == ([], ["winders"])
    assert data["sources"][0]["words_quoted"] == 7
    assert "2 passages in 1 source: 1 verified against the text (1 exact), 1 proposed\n" in (
        run("check").out
    )
    totals = json.loads(run("check", "--format", "json").out)["totals"]
    assert (totals["passages"], totals["passages_proposed"]) == (2, 1)


def test_a_missing_course_and_wrong_options_are_errors(make_course: MakeCourse, run: Run) -> None:
    make_course(course="id: [\n")
    assert run("coverage").code == 1
    ran = run("coverage", "nowhere")
    assert (ran.code, ran.out, ran.err) == (3, "", "studykit: folder not found: nowhere\n")
    assert run("coverage", "--often", 0).code == 2
    ran = run("coverage", "--no-text")
    assert (ran.code, ran.err) == (
        2,
        "studykit: --no-text needs --html FILE\n",
    )


def test_json_is_one_object(make_course: MakeCourse, run: Run) -> None:
    make_course(FOUR)
    found = json.loads(run("coverage", "--json", "--often", 1).out)
    (source,) = found.pop("sources")
    assert found == {
        "course": "test-course",
        "questions": 4,
        "left_out": [],
        "proposed": [],
        "uncited": ["talk"],
        "often": 1,
        "notes": ["1 question has no passages."],
        "types": {
            "basic": 2, "cloze": 0, "multiple_choice": 0, "true_false": 0, "short_answer": 1,
            "numeric": 0, "ordering": 0, "matching": 0, "label_picture": 0, "who_said_it": 0,
            "compare": 0,
            "discussion": 1,
        },
        "levels": {
            "remember": 1, "understand": 0, "apply": 0, "analyze": 0, "evaluate": 0, "create": 0,
            "none": 3,
        },
        "banks": {"bank": 4},
        "tags": {"wind": 2, "thought": 1},
        "guesses": [],
    }  # fmt: skip
    spots = source.pop("each_spot")
    assert source == {
        "id": "lighthouse",
        "title": "The Shutter and the Light",
        "text_here": True,
        "questions": 3, "spots": 16, "spots_quoted": 3,
        "words": 501, "words_quoted": 31, "share": 0.0619,
        "sections": [
            {
                "id": "introduction", "title": "Introduction", "questions": 1, "spots": 2,
                "spots_quoted": 1, "words": 73, "words_quoted": 7, "share": 0.0959,
            },
            {
                "id": "part-1", "title": "Part 1", "questions": 3, "spots": 8,
                "spots_quoted": 2, "words": 209, "words_quoted": 24, "share": 0.1148,
            },
            {
                "id": "part-2", "title": "Part 2", "questions": 0, "spots": 6,
                "spots_quoted": 0, "words": 219, "words_quoted": 0, "share": 0.0,
            },
        ],
        "speakers": [
            {
                "id": "reporter", "name": "The reporter", "questions": 1, "spots": 7,
                "spots_quoted": 1, "words": 91, "words_quoted": 7, "share": 0.0769,
            },
            {
                "id": "marlow", "name": "Ida Marlow", "questions": 2, "spots": 7,
                "spots_quoted": 1, "words": 337, "words_quoted": 17, "share": 0.0504,
            },
            {
                "id": None, "name": None, "questions": 1, "spots": 2,
                "spots_quoted": 1, "words": 73, "words_quoted": 7, "share": 0.0959,
            },
        ],
        "often_quoted": [
            {
                "section": "part-1", "turn": "A1", "paragraph": None,
                "quoted": "a shutter was banging up here in the wind, and I thought: somebody should"
                " see to that.",
                "questions": ["noise", "thought"],
            }
        ],
    }  # fmt: skip
    assert len(spots) == 16
    assert spots[0] == {
        "section": "introduction", "turn": None, "paragraph": 1, "speaker": None,
        "questions": ["key"], "words": 46, "words_quoted": 7,
    }  # fmt: skip
    assert spots[3] == {
        "section": "part-1", "turn": "A1", "paragraph": None, "speaker": "marlow",
        "questions": ["noise", "thought"], "words": 36, "words_quoted": 17,
    }  # fmt: skip


def test_a_page_is_written_whole_or_not_at_all(make_course: MakeCourse, run: Run) -> None:
    make_course(FOUR)
    ran = run("coverage", "--html", "out/page.html")
    assert (ran.code, ran.err) == (0, "")
    page = Path("out/page.html").read_text(encoding="utf-8")
    size = len(page.encode()) / 1000
    assert ran.out == (
        f"out/page.html: 4 questions, {size:,.0f} kB; contains the text of lighthouse:"
        " for personal use only\n"
    )
    assert "Pigeons. We carried down" in page
    assert list(Path("out").iterdir()) == [Path("out/page.html")]
    ran = run("coverage", "--html", "out/page.html", "--no-text")
    assert "for personal use only" not in ran.out
    assert "Pigeons" not in Path("out/page.html").read_text(encoding="utf-8")
    ran = run("coverage", "--html", "questions")
    assert ran.code == 3
    assert ran.err.startswith("studykit: cannot write questions: ")


def test_json_and_a_page_can_be_written_at_once(make_course: MakeCourse, run: Run) -> None:
    make_course(FOUR)
    ran = run("coverage", "--json", "--html", "page.html")
    assert json.loads(ran.out)["course"] == "test-course"
    assert ran.err.startswith("page.html: 4 questions, ")


@pytest.mark.parametrize("columns", [40, 120])
def test_it_fits_the_terminal(
    make_course: MakeCourse, run: Run, columns: int, golden: Golden
) -> None:
    """At 40 columns the tables are sentences; at 120 lines are wrapped at 88 columns."""
    make_course(FOUR)
    golden(run("coverage", "--often", 1, COLUMNS=str(columns)).out)


def test_wide_characters_keep_columns_aligned(make_course: MakeCourse, run: Run) -> None:
    course = (
        COURSE.partition("    regions:")[0]
        .replace("{Reporter: reporter, Marlow: marlow}", "{记者: reporter, 马洛: marlow}")
        .replace("name: Ida Marlow", "name: 马洛")
    )
    make_course(questions("风里有一扇窗"), course=course, text=CHINESE)
    lines = run("coverage", COLUMNS="80").out.splitlines()
    table = lines[4:11]
    assert [wide(line) for line in table if line] == [wide(table[0])] * 5
    assert "  马洛                  1       1 of 1       6 of 19    32%" in table


def test_control_characters_of_a_text_are_not_printed(make_course: MakeCourse, run: Run) -> None:
    text = LIGHTHOUSE.replace("The rest is brass.", "The rest \x1b[31m is brass.")
    make_course(questions("The rest", "is brass."), text=text)
    out = run("coverage", "--often", 1).out
    assert "The rest … is brass." in out
    assert "\x1b" not in out


def test_the_documented_table_and_keys_are_those_printed(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The starter course gives the table of `docs/coverage.md`, whose tables have every key."""
    monkeypatch.chdir(tmp_path)
    assert run("init", ".").code == 0
    documentation = (REPOSITORY / "docs/coverage.md").read_text(encoding="utf-8")
    (table,) = re.findall(r"^```text\n(.*?)^```", documentation, re.MULTILINE | re.DOTALL)
    assert table in run("coverage", COLUMNS="80").out
    found = json.loads(run("coverage", "--json", "--often", 1).out)
    source = found["sources"][0]
    keys = {
        *found,
        *source,
        *source["each_spot"][0],
        *source["sections"][0],
        *source["speakers"][0],
    }
    keys |= set(source["often_quoted"][0]) if source["often_quoted"] else set()
    assert not [key for key in keys if f"`{key}`" not in documentation]


STATEMENTS = "".join(
    f"- {{id: s{n}, type: true_false, prompt: 'Shutter {n} was {'not ' * (n % 2)}banging',"
    f" answer: {str(n % 2 == 1).lower()}, passages: [{{quote: a shutter was banging up here}}]}}\n"
    for n in range(30)
)


def test_guesses_are_shown_if_there_are_choice_questions(make_course: MakeCourse, run: Run) -> None:
    make_course(STATEMENTS)
    shown = run("coverage", COLUMNS="80").out
    assert (
        "choice questions that a guess gets right\n"
        "                                right  by chance  beats chance\n"
        "  negated or hedged is true  30 of 30       15.0           yes\n"
        "  first of a fixed order     15 of 30       15.0            no\n"
        "  last of a fixed order      15 of 30       15.0            no\n"
    ) in shown
    by_negation = json.loads(run("coverage", "--json").out)["guesses"][0]
    assert by_negation == {
        "strategy": "negated or hedged is true",
        "decided": 30,
        "right": [f"s{n}" for n in range(30)],
        "chance": 15.0,
        "beats_chance": True,
    }
