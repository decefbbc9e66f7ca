"""A whole check: how findings are silenced and reported, and the summary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studykit.bank.evidence import pinned
from studykit.check import Checked, check
from studykit.diagnostics import SIGNED, StudykitError
from studykit.rules import CODES, RULES
from studykit.source.pins import LOCK_FILE

from .conftest import BANK, COURSE, QUESTION, MakeCourse, printed

RAN = f"{len(RULES)} rules ran"

STRAIGHT = """\
- id: wheel
  type: basic
  prompt: How did Marlow come by a new wheel?
  answer: She cut it herself.
  passages:
    - quote: "You can't buy such a wheel, so I cut one myself."
    - quote: "I didn't mean the next nine years."
"""
"""A question with straight instead of curly apostrophes in its passages, in lines 9 and 10."""


def codes(checked: Checked) -> list[str]:
    """The line and code of each finding."""
    return [f"{d.span.line} {d.code}" for d in checked.report.diagnostics]


# Silencing


def test_without_allow_each_passage_has_its_finding(checked: Callable[..., Checked]) -> None:
    assert codes(checked(STRAIGHT)) == ["9 quote-not-exact", "10 quote-not-exact"]


def test_allow_on_a_passage_covers_that_passage(checked: Callable[..., Checked]) -> None:
    allowing = STRAIGHT.replace(
        'myself."\n', 'myself."\n      allow: {quote-not-exact: as in print}\n'
    )
    assert codes(checked(allowing)) == ["11 quote-not-exact"]


def test_allow_on_a_question_covers_all_its_passages(checked: Callable[..., Checked]) -> None:
    allowing = STRAIGHT.replace("  passages", "  allow: {quote-not-exact: as in print}\n  passages")
    assert codes(checked(allowing)) == []


def test_allow_on_a_question_does_not_cover_other_questions(
    checked: Callable[..., Checked],
) -> None:
    allowing = STRAIGHT.replace("  passages", "  allow: {quote-not-exact: as in print}\n  passages")
    other = STRAIGHT.replace("id: wheel", "id: other").replace("come by", "pay for")
    other = other.replace("She cut it herself.", "With patience.")
    assert codes(checked(allowing + other)) == [
        "17 quote-not-exact",
        "18 quote-not-exact",
    ]


def test_allow_on_a_passage_makes_the_same_on_its_question_unused(
    checked: Callable[..., Checked],
) -> None:
    one = STRAIGHT[: STRAIGHT.index('    - quote: "I')]
    allowing = one.replace("  passages", "  allow: {quote-not-exact: twice}\n  passages")
    allowing += "      allow: {quote-not-exact: as in print}\n"
    assert codes(checked(allowing)) == ["8 unused-allow"]


def test_an_unused_allow_is_a_finding(checked: Callable[..., Checked]) -> None:
    made = checked(
        QUESTION.replace("  passages", "  allow: {answer-in-prompt: so be it}\n  passages")
    )
    assert printed(made).split("\n\n")[0] == (
        "questions/bank.yaml:8:13: warning[unused-allow]:"
        " allowing `answer-in-prompt` silences nothing here\n"
        "  8 |     allow: {answer-in-prompt: so be it}\n"
        "    |             ^^^^^^^^^^^^^^^^"
    )


def test_allow_on_a_passage_does_not_cover_its_question(
    checked: Callable[..., Checked],
) -> None:
    given_away = QUESTION.replace("What did Marlow hear?", "Marlow heard a shutter; what was it?")
    passage = given_away.replace("wind}", "wind, allow: {answer-in-prompt: so be it}}")
    assert codes(checked(given_away)) == ["6 answer-in-prompt"]
    assert codes(checked(passage)) == ["6 answer-in-prompt", "8 unused-allow"]


@pytest.mark.parametrize(
    ("allowed", "column", "message", "help"),
    [
        ("quote-absent", 13, "`quote-absent` cannot be allowed", ""),
        ("unknown-source", 13, "`unknown-source` cannot be allowed", ""),
        ("unused-allow", 13, "`unused-allow` cannot be allowed", ""),
        (
            "answer-in-promt", 13, "unknown code `answer-in-promt`",
            "\n  help: did you mean `answer-in-prompt`?",
        ),
        ("everything", 13, "unknown code `everything`", ""),
    ],
)  # fmt: skip
def test_codes_that_cannot_be_allowed(
    checked: Callable[..., Checked], allowed: str, column: int, message: str, help: str
) -> None:
    made = checked(QUESTION.replace("  passages", f"  allow: {{{allowed}: so be it}}\n  passages"))
    assert printed(made).split("\n\n")[0] == (
        f"questions/bank.yaml:8:{column}: error[bad-allow]: {message}\n"
        f"  8 |     allow: {{{allowed}: so be it}}\n"
        f"    |             {'^' * len(allowed)}{help}"
    )


def test_a_finding_that_cannot_be_allowed_is_not_silenced(checked: Callable[..., Checked]) -> None:
    wrong = QUESTION.replace("banging", "bunging").replace("hear?", r"hear? $\frac{1}$")
    allow = "  allow: {quote-near: so be it, bad-formula: so be it}\n  passages"
    assert codes(checked(wrong.replace("  passages", allow))) == [
        "6 bad-formula",
        "8 bad-allow",
        "8 bad-allow",
        "9 quote-near",
    ]


def test_a_bad_allow_on_a_passage_is_reported_at_its_place(checked: Callable[..., Checked]) -> None:
    made = checked(QUESTION.replace("wind}", "wind, allow: {nothing: so be it}}"))
    assert printed(made).split("\n")[0] == (
        "questions/bank.yaml:8:75: error[bad-allow]: unknown code `nothing`"
    )


def test_all_rules_about_questions_that_are_not_errors_can_be_allowed() -> None:
    not_errors = {code for code, rule in RULES.items() if rule.SEVERITY != "error"}
    about_the_course = {"guessable", "placeholder-id", "uneven-turns"}
    allowable = {code for code, entry in CODES.items() if entry.allowable}
    assert allowable - SIGNED == not_errors - about_the_course


def test_an_allow_is_not_unused_if_its_rule_could_not_run(make_course: MakeCourse) -> None:
    """Some rules need the texts, which are not on every machine."""
    allowing = QUESTION.replace("  passages", "  allow: {quote-clips-negation: no}\n  passages")
    folder = make_course(allowing)
    here = check(folder)
    assert codes(here) == ["8 unused-allow"]
    assert here.course is not None
    pinned(here.course, here.verified).write(folder / LOCK_FILE)
    (folder / "texts" / "lighthouse.md").unlink()
    assert codes(check(folder)) == []


# What is reported


def test_findings_are_sorted_by_place(checked: Callable[..., Checked]) -> None:
    made = checked(
        "- id: a\n" + QUESTION + QUESTION.replace("banging", "bunging").replace("hear?", "mend?"),
        course=COURSE.replace("Marlow: marlow}", "Marlow: marlow, Pat: marlow}"),
        more={"a.yaml": "id: bank\ntitle: A\nquestions: []\n"},
    )
    assert [(d.span.path, d.span.line, d.code) for d in made.report.diagnostics] == [
        ("questions/a.yaml", 3, "empty-bank"),
        ("questions/bank.yaml", 1, "duplicate-question"),
        ("questions/bank.yaml", 4, "missing-key"),
        ("questions/bank.yaml", 10, "duplicate-question"),
        ("questions/bank.yaml", 14, "quote-near"),
        ("questions/course.yaml", 13, "label-not-found"),
    ]


def test_a_finding_on_an_alias_is_reported_once(checked: Callable[..., Checked]) -> None:
    first = QUESTION.replace("banging", "bunging").replace("passages: ", "passages: &cited ")
    second = first[: first.index("&")].replace("noise", "again").replace("hear?", "fix?")
    assert codes(checked(first + second + "*cited\n")) == ["8 quote-near"]


def test_findings_of_some_files_only(make_course: MakeCourse) -> None:
    other = BANK.replace("bank", "other").replace("Bank", "Other") + "  - id: sound\n"
    folder = make_course(QUESTION.replace("banging", "bunging"), more={"other.yaml": other})
    assert codes(check(folder)) == ["8 quote-near", "4 missing-key"]
    assert codes(check(folder, only=frozenset({Path("questions/bank.yaml").resolve()}))) == [
        "8 quote-near"
    ]
    assert codes(check(folder, only=frozenset({Path("questions/other.yaml").resolve()}))) == [
        "4 missing-key"
    ]
    assert codes(check(folder, only=frozenset())) == []


def test_the_whole_course_is_checked_even_if_one_file_is_reported(make_course: MakeCourse) -> None:
    """A duplicate id can be found only with the other bank."""
    other = BANK.replace("bank", "other") + QUESTION.replace("- id", "  - id").replace(
        "\n  ", "\n    "
    )
    folder = make_course(more={"other.yaml": other.replace("hear?", "mend?")})
    made = check(folder, only=frozenset({Path("questions/other.yaml").resolve()}))
    assert codes(made) == ["4 duplicate-question"]


# The summary


@pytest.mark.parametrize(
    ("questions", "sentences"),
    [
        (
            QUESTION,
            [
                "1 passage in 1 source: 1 verified against the text (1 exact)",
                f"1 question in 1 bank; {RAN}",
                "0 errors, 0 warnings",
            ],
        ),
        (
            QUESTION + STRAIGHT,
            [
                "3 passages in 1 source: 3 verified against the text"
                " (1 exact, 2 differing in typography)",
                f"2 questions in 1 bank; {RAN}",
                "0 errors, 2 warnings",
            ],
        ),
        (
            QUESTION.replace("banging", "bunging"),
            ["1 passage in 1 source: 1 failed", f"1 question in 1 bank; {RAN}", "1 error, 0 warnings"],
        ),
        (
            "- id: a",
            ["0 passages in 0 sources", f"1 question in 1 bank (1 question could not be read); {RAN}",
                "1 error, 0 warnings"],
        ),
    ],
)  # fmt: skip
def test_a_check_says_what_it_did(
    checked: Callable[..., Checked], questions: str, sentences: list[str]
) -> None:
    assert printed(checked(questions)).splitlines()[-3:] == sentences


def test_a_check_says_how_many_rules_could_not_run(make_course: MakeCourse) -> None:
    need = sum(rule.NEEDS_TEXT for rule in RULES.values())
    assert need > 1
    made = check(make_course(text=None))
    assert printed(made).splitlines()[-3:] == [
        "1 passage in 1 source: 1 failed",
        f"1 question in 1 bank; {len(RULES) - need} rules ran, {need} need texts that are not here",
        "1 error, 0 warnings",
    ]


def test_without_a_usable_course_file_banks_are_checked_but_no_quotes(
    checked: Callable[..., Checked],
) -> None:
    made = checked(QUESTION.replace("basic", "basics"), course="")
    assert made.course is None
    assert [line for line in printed(made).splitlines() if line][-4:] == [
        "  help: did you mean `basic`?",
        "questions/course.yaml:1:1: error[missing-key]: the course file is empty",
        "no quote was looked up, because the course file could not be read",
        "2 errors, 0 warnings",
    ]


FALSE = QUESTION.replace("banging", "bunging")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("kind: original", "kind: poem", "bad-value"),
        ("credit: written for studykit", "credits: written for studykit", "unknown-key"),
        ("credit: written for studykit", "date: [2024]", "bad-value"),
        ("title: The Shutter and the Light", "subtitle: The Shutter", "missing-key"),
        ("id: test-course\n", "", "missing-key"),
        ("role: interviewee", "role: keeper", "bad-value"),
        ("title: Test course", "title: Test course\nlicense: none", "unknown-key"),
    ],
)
def test_a_mistake_in_the_course_file_hides_no_false_quote(
    checked: Callable[..., Checked], old: str, new: str, code: str
) -> None:
    assert old in COURSE
    made = checked(FALSE, course=COURSE.replace(old, new))
    assert made.course is None
    found = [d.code for d in made.report.diagnostics]
    assert found[0] == "quote-near"
    assert code in found[1:]
    assert printed(made).splitlines()[-3:-1] == [
        "1 passage in 1 source: 1 failed",
        f"1 question in 1 bank; {RAN}",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: interview, heading", "kind: talk, heading"),
        ("speakers:", "speeker:"),
        ("    file: lighthouse.md\n", ""),
        ("format: markdown", "format: docx"),
    ],
)
def test_a_text_is_not_read_if_a_mistake_is_in_how_to_read_it(
    checked: Callable[..., Checked], old: str, new: str
) -> None:
    course = COURSE.replace("    file:", "    format: markdown\n    file:")
    made = checked(FALSE, course=course.replace(old, new))
    assert [d.code for d in made.report.diagnostics if d.code.startswith("quote")] == []
    assert printed(made).splitlines()[-4:-1] == [
        "text not read because of mistakes in course.yaml: lighthouse",
        "1 passage in 1 source: 1 could not be looked up",
        f"1 question in 1 bank; {RAN}",
    ]


def test_mistakes_of_one_source_do_not_hide_quotes_of_another(
    checked: Callable[..., Checked],
) -> None:
    radio = "  - {id: radio, kind: news, title: Radio}\n"
    questions = FALSE.replace("{quote", "{source: lighthouse, quote") + QUESTION.replace(
        "noise", "radio"
    ).replace("{quote", "{source: radio, quote")
    made = checked(questions, course=COURSE + radio)
    assert printed(made).splitlines()[-4:-1] == [
        "text not read because of mistakes in course.yaml: radio",
        "2 passages in 2 sources: 1 failed, 1 could not be looked up",
        f"2 questions in 1 bank; {RAN}",
    ]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StudykitError, match=r"^folder not found: "):
        check(tmp_path / "none")


def test_thousands_of_questions_are_checked(checked: Callable[..., Checked]) -> None:
    questions = "".join(
        QUESTION.replace("id: noise", f"id: noise-{n}").replace("hear?", f"hear on day {n}?")
        for n in range(2_000)
    )
    made = checked(questions)
    assert codes(made) == ["18 same-passages", "28 overused-quote"]
    assert printed(made).endswith(
        "2,000 passages in 1 source: 2,000 verified against the text (2,000 exact)\n"
        f"2,000 questions in 1 bank; {RAN}\n"
        "0 errors, 2 warnings"
    )


# Signatures


ALTERED = QUESTION.replace("a shutter was banging", "'a shutter was [really] banging").replace(
    "wind}", "wind'ALLOW}"
)


@pytest.mark.parametrize(
    ("allow", "codes", "passes"),
    [
        ("", ["quote-altered"], False),
        (", allow: {quote-altered: it was banging}", [], True),
        (", allow: {quote-gapped: it was banging}", ["quote-altered"], False),
    ],
)
def test_brackets_pass_only_if_their_passage_allows_them(
    make_course: MakeCourse, allow: str, codes: list[str], passes: bool
) -> None:
    made = check(make_course(ALTERED.replace("ALLOW", allow)))
    assert [d.code for d in made.report.diagnostics] == codes
    (result,) = made.verified.results
    assert result.passes is passes
    assert made.course is not None
    assert pinned(made.course, made.verified).count == passes


def test_brackets_cannot_be_allowed_on_a_question(make_course: MakeCourse) -> None:
    question = ALTERED.replace("ALLOW", "").replace(
        "  passages", "  allow: {quote-altered: it was banging}\n  passages"
    )
    made = check(make_course(question))
    assert [(d.code, d.message) for d in made.report.diagnostics] == [
        ("bad-allow", "`quote-altered` can be allowed on a passage only"),
        (
            "quote-altered",
            "the quote inserts “really”; check that it still says the same",
        ),
    ]


def test_a_signature_on_a_quote_without_brackets_is_unused(make_course: MakeCourse) -> None:
    made = check(make_course(QUESTION.replace("wind}", "wind, allow: {quote-altered: so be it}}")))
    assert [(d.code, d.message) for d in made.report.diagnostics] == [
        ("unused-allow", "allowing `quote-altered` silences nothing here")
    ]


def test_a_pinned_quote_with_brackets_needs_its_signature_still(make_course: MakeCourse) -> None:
    signed = ALTERED.replace("ALLOW", ", allow: {quote-altered: it was banging}")
    folder = make_course(signed)
    made = check(folder)
    assert made.course is not None
    pinned(made.course, made.verified).write(folder / LOCK_FILE)
    (folder / "texts" / "lighthouse.md").unlink()
    assert check(folder).report.diagnostics == []
    bank = folder / "bank.yaml"
    text = bank.read_text(encoding="utf-8")
    bank.write_text(text.replace(", allow: {quote-altered: it was banging}", ""), encoding="utf-8")
    assert [(d.code, d.message) for d in check(folder).report.diagnostics] == [
        (
            "quote-unverified",
            "cannot check the quote: it has brackets or elisions that no `allow: {quote-altered: …}`"
            " signs, and the text of lighthouse is not on this machine",
        )
    ]
