"""What a learner reads and types: whole transcripts of a quiz on an invented interview."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from textwrap import dedent

import pytest
from rich.console import Console

from studykit.bank.kinds.cloze import parse_cloze
from studykit.bank.model import (
    Arrange,
    Choose,
    Discuss,
    Evidence,
    Exercise,
    Fill,
    Level,
    Match,
    Number,
    Option,
    Recall,
    Response,
    Type,
)
from studykit.quiz.session import Session
from studykit.quiz.terminal import run
from studykit.source.course import CourseFile, Person, Region, Source, Work
from studykit.source.text import Place

COURSE = CourseFile(
    id="ferries",
    title="The ferries of Ostholm",
    works=(Work(id="talk", title="A talk with the harbour master"),),
    people=(Person(id="brandt", name="Ida Brandt", role="interviewee"),),
    sources=(
        Source(
            id="moll",
            kind="translation",
            title="The Harbour Talk",
            work="talk",
            credit="translated by Tom Moll",
            url="https://example.org/talk",
            file="moll.md",
            regions=(
                Region(id="part-1", title="Part 1", kind="interview", heading="One"),
                Region(id="part-2", title="Part 2", kind="interview", heading="Two"),
            ),
        ),
        Source(
            id="weiss",
            kind="translation",
            title="Ferries: a Talk",
            work="talk",
            file="weiss.md",
            regions=(Region(id="part-1", title="Part 1", kind="interview", heading="I"),),
        ),
        Source(id="paper", kind="news", title="Ostholm Post", file="post.md"),
    ),
)

NOON = Evidence(
    "No ferry leaves before the fog has lifted, and that is at noon.",
    "moll",
    Place("part-1", "A2", "brandt", 1),
)
NOON_TOO = Evidence("Before noon there is fog.", "weiss", Place("part-1", "A2", "brandt", 2))
TOLL = Evidence("The toll was two crowns.", "moll", Place("part-2", "A5", "brandt", 1))
NEWS = Evidence("The port closed.", "paper", Place("text", None, None, 3))


def exercise(
    type: str,
    response: Response,
    prompt: str = "",
    *evidence: Evidence,
    id: str = "a",
    explanation: str | None = None,
    level: Level | None = None,
) -> Exercise:
    return Exercise(id, type, prompt, response, explanation, evidence, (), level, "en")


WHEN = exercise(
    "multiple_choice",
    Choose(
        (
            Option("At noon", True),
            Option("At dawn", False, "At dawn there is still *fog*."),
            Option("At dusk", False),
            Option("Never", False, keep_last=True),
        )
    ),
    "When does the first ferry leave?",
    NOON,
    NOON_TOO,
    id="when",
    explanation="The fog decides.",
    level="remember",
)
PAID = exercise("short_answer", Type("toll", ("the fee",)), "What was paid?", TOLL, id="paid")
MASTER = exercise("short_answer", Type("harbour master"), "Who speaks?", id="master")
WHY = exercise("basic", Recall("Because of the fog."), "Why wait?", NOON, id="why")
GAPS = exercise(
    "cloze",
    Fill(parse_cloze("The {{c1::toll::what}} was {{c2::two}} {{c2::crowns}}.")),
    "",
    TOLL,
    id="gaps",
)
FOG = exercise(
    "true_false",
    Choose((Option("True", False), Option("False", True)), fixed=True),
    "The ferry leaves in fog.",
    id="fog",
)
TALK = exercise(
    "discussion",
    Discuss(("Safety *first*.", "The price of waiting."), ("Who else waits?",), 10),
    "Was it right to wait?",
    NOON,
    id="talk",
    level="evaluate",
)


HOUR = exercise(
    "numeric", Number("12", Fraction(12), Fraction(13), "o'clock"), "When does it lift?", NOON
)
STEPS = exercise(
    "ordering",
    Arrange(("The fog lifts.", "The ferry leaves.", "The toll is paid.")),
    "Put these in order.",
    NOON,
    id="steps",
)
PAIRS = exercise(
    "matching",
    Match((("noon", "fog lifts"), ("dusk", "port closes"), ("night", "port closes")), ("toll",)),
    "What happens when?",
    NEWS,
    id="pairs",
)
WHO = replace(
    exercise(
        "who_said_it",
        Choose((Option("Ida Brandt", True), Option("Tom Moll", False))),
        "Who says this?",
        NOON,
        id="who",
    ),
    stimulus=(NOON,),
)
TWO = replace(
    exercise(
        "compare", Recall("Only one has the ferry."), "What differs?", NOON, NOON_TOO, id="two"
    ),
    stimulus=(NOON, NOON_TOO),
)


def quiz(
    *exercises: Exercise,
    answers: Sequence[str | BaseException],
    width: int = 80,
    seed: int | None = None,
) -> str:
    """The transcript of a quiz with these answers; when they run out, Ctrl-D is pressed."""
    shown = io.StringIO()
    script = iter(answers)

    def answer(prompt: str) -> str:
        shown.write(prompt)
        line = next(script, None)
        if isinstance(line, str):
            shown.write(line + "\n")
            return line
        raise EOFError if line is None else line

    code = run(
        Session(exercises, seed), COURSE, input=answer, output=Console(file=shown, width=width)
    )
    assert code == 0
    return shown.getvalue()


def text(literal: str) -> str:
    """An expected transcript; `_` ends a line that ends in a space."""
    return dedent(literal).lstrip("\n").replace(" _\n", " \n")


def test_a_wrong_choice_shows_why_the_answer_and_the_passages() -> None:
    assert quiz(WHEN, answers=["c", ""]) == text(
        """
        1 question. At any prompt: s to skip, ? for help, q to quit.

        Question 1 of 1 · multiple choice · remember

        When does the first ferry leave?

          a  At noon
          b  At dusk
          c  At dawn
          d  Never

        Your answer, a to d: c

        Not right.
          a  right: At noon
          c  yours, wrong: At dawn
             At dawn there is still fog.

        The fog decides.

        Passages
            No ferry leaves before the fog has lifted, and that is at noon.
            — Part 1, A2 · Ida Brandt · translated by Tom Moll
            https://example.org/talk#:~:text=No%20ferry%20leaves%20before,that%20is%20at%20noon.

            Before noon there is fog.
            — Part 1, A2, paragraph 2 · Ida Brandt · Ferries: a Talk

        Enter goes on: _

        Summary

        1 of 1 question asked
        0 of 1 right (0%)

        Missed
        - When does the first ferry leave?
          Part 1, A2
        """
    )


def test_a_right_choice_is_short() -> None:
    assert quiz(FOG, answers=["b", ""]) == text(
        """
        1 question. At any prompt: s to skip, ? for help, q to quit.

        Question 1 of 1 · true or false

        The ferry leaves in fog.

          a  True
          b  False

        Your answer, a or b: b

        Right.

        Enter goes on: _

        Summary

        1 of 1 question asked
        1 of 1 right (100%)
        """
    )


def test_several_are_chosen_by_as_many_letters() -> None:
    """Not understood is asked again, until there are as many letters as right options."""
    three = exercise(
        "multiple_choice",
        Choose(
            (
                Option("Fog", True),
                Option("Ice", True, "It closed the port in winter."),
                Option("Fire", False, "Nobody speaks of one."),
                Option("War", False),
            )
        ),
        "Which **two** closed the port?",
        NEWS,
        id="closed",
    )
    assert quiz(three, answers=["a", "a a", "ax", "b, d", ""]) == text(
        """
        1 question. At any prompt: s to skip, ? for help, q to quit.

        Question 1 of 1 · multiple choice

        Which two closed the port?

          a  Fire
          b  War
          c  Fog
          d  Ice

        Choose 2, e.g. ad: a
        Please type 2 different letters, e.g. ad.
        Choose 2, e.g. ad: a a
        Please type 2 different letters, e.g. ad.
        Choose 2, e.g. ad: ax
        Please type 2 different letters, e.g. ad.
        Choose 2, e.g. ad: b, d

        Not right.
          b  yours, wrong: War
          c  right: Fog
          d  yours, right: Ice
             It closed the port in winter.

        Passage
            The port closed.
            — Text, paragraph 3 · Ostholm Post

        Enter goes on: _

        Summary

        1 of 1 question asked
        0 of 1 right (0%)

        Missed
        - Which two closed the port?
          Text, paragraph 3
        """
    )


def test_typed_answers_are_right_close_or_wrong() -> None:
    """Of a close answer the learner says whether it counts."""
    answers = ["", "The Fee", "", "harbor mastr", "maybe", "y"]
    assert quiz(PAID, MASTER, answers=answers) == text(
        """
        2 questions. At any prompt: s to skip, ? for help, q to quit.

        Question 1 of 2 · short answer

        What was paid?

        Your answer: _
        Please type an answer, or s to skip the question.
        Your answer: The Fee

        Right.
        Answer: toll

        Passage
            The toll was two crowns.
            — Part 2, A5 · Ida Brandt · translated by Tom Moll
            https://example.org/talk#:~:text=The%20toll%20was%20two%20crowns.

        Enter goes on: _

        Question 2 of 2 · short answer

        Who speaks?

        Your answer: harbor mastr

        Close, but not the same.
        Answer: harbour master

        Count yours as right, y or n? maybe
        Please type y or n.
        Count yours as right, y or n? y

        Summary

        2 of 2 questions asked
        2 of 2 right (100%)

        By section
        - Part 2: 1 of 1 right
        - No passage: 1 of 1 right
        """
    )


def test_a_close_answer_that_the_learner_gives_up_is_missed() -> None:
    assert quiz(MASTER, answers=["harbor master", "n"]) == text(
        """
        1 question. At any prompt: s to skip, ? for help, q to quit.

        Question 1 of 1 · short answer

        Who speaks?

        Your answer: harbor master

        Close, but not the same.
        Answer: harbour master

        Count yours as right, y or n? n

        Summary

        1 of 1 question asked
        0 of 1 right (0%)

        Missed
        - Who speaks?
        """
    )


def test_numbers_orders_pairs_speakers_and_comparisons() -> None:
    answers = ["13 o'clock", "", "a a b", "c a b", "", "a b", "b b c", "", "?", "a", "", "", "y"]
    assert quiz(HOUR, STEPS, PAIRS, WHO, TWO, answers=answers) == text(
        """
        5 questions. At any prompt: s to skip, ? for help, q to quit.

        Question 1 of 5 · numeric

        When does it lift?

        Your answer in o'clock: 13 o'clock

        Right.
        Answer: 12 o'clock

        Passage
            No ferry leaves before the fog has lifted, and that is at noon.
            — Part 1, A2 · Ida Brandt · translated by Tom Moll
            https://example.org/talk#:~:text=No%20ferry%20leaves%20before,that%20is%20at%20noon.

        Enter goes on: _

        Question 2 of 5 · ordering

        Put these in order.

          a  The toll is paid.
          b  The ferry leaves.
          c  The fog lifts.

        Your order, 3 different letters from a to c: a a b
        Please type 3 different letters from a to c.
        Your order, 3 different letters from a to c: c a b

        Not right.
        The right order
          c  The fog lifts.
          b  The ferry leaves.
          a  The toll is paid.

        Passage
            No ferry leaves before the fog has lifted, and that is at noon.
            — Part 1, A2 · Ida Brandt · translated by Tom Moll
            https://example.org/talk#:~:text=No%20ferry%20leaves%20before,that%20is%20at%20noon.

        Enter goes on: _

        Question 3 of 5 · matching

        What happens when?

          1  noon
          2  dusk
          3  night

          a  port closes
          b  toll
          c  fog lifts

        For 1 to 3, 3 letters from a to c: a b
        Please type 3 letters from a to c.
        For 1 to 3, 3 letters from a to c: b b c

        Not right.
        The right pairs
          1  noon
             c  fog lifts
          2  dusk
             a  port closes
          3  night
             a  port closes

        Passage
            The port closed.
            — Text, paragraph 3 · Ostholm Post

        Enter goes on: _

        Question 4 of 5 · who said it

            No ferry leaves before the fog has lifted, and that is at noon.

        Who says this?

          a  Tom Moll
          b  Ida Brandt

        Your answer, a or b: ?
        Type one letter, a or b.
        At any prompt: s to skip, ? for help, q to quit.
        Your answer, a or b: a

        Not right.
          a  yours, wrong: Tom Moll
          b  right: Ida Brandt

        Passage
            No ferry leaves before the fog has lifted, and that is at noon.
            — Part 1, A2 · Ida Brandt · translated by Tom Moll
            https://example.org/talk#:~:text=No%20ferry%20leaves%20before,that%20is%20at%20noon.

        Enter goes on: _

        Question 5 of 5 · compare

        The Harbour Talk
            No ferry leaves before the fog has lifted, and that is at noon.

        Ferries: a Talk
            Before noon there is fog.

        What differs?

        Enter shows the answer: _

        Answer: Only one has the ferry.

        Passages
            No ferry leaves before the fog has lifted, and that is at noon.
            — Part 1, A2 · Ida Brandt · translated by Tom Moll
            https://example.org/talk#:~:text=No%20ferry%20leaves%20before,that%20is%20at%20noon.

            Before noon there is fog.
            — Part 1, A2, paragraph 2 · Ida Brandt · Ferries: a Talk

        Did you know it, y or n? y

        Summary

        5 of 5 questions asked
        2 of 5 right (40%)

        By type
        - compare: 1 of 1 right
        - matching: 0 of 1 right
        - numeric: 1 of 1 right
        - ordering: 0 of 1 right
        - who said it: 0 of 1 right

        By section
        - Part 1: 2 of 4 right
        - Text: 0 of 1 right

        Missed
        - Put these in order.
          Part 1, A2
        - What happens when?
          Text, paragraph 3
        - Who says this? No ferry leaves before the fog has lifted, …
          Part 1, A2
        """
    )


def test_a_recall_is_graded_by_the_learner() -> None:
    assert quiz(WHY, answers=["", "Y"]) == text(
        """
        1 question. At any prompt: s to skip, ? for help, q to quit.

        Question 1 of 1 · recall

        Why wait?

        Enter shows the answer: _

        Answer: Because of the fog.

        Passage
            No ferry leaves before the fog has lifted, and that is at noon.
            — Part 1, A2 · Ida Brandt · translated by Tom Moll
            https://example.org/talk#:~:text=No%20ferry%20leaves%20before,that%20is%20at%20noon.

        Did you know it, y or n? Y

        Summary

        1 of 1 question asked
        1 of 1 right (100%)
        """
    )


def test_the_blanks_of_a_text_are_asked_number_by_number() -> None:
    """One of two that was not known makes the item a missed one."""
    assert quiz(GAPS, answers=["", "no", "", "yes"]) == text(
        """
        1 question. At any prompt: s to skip, ? for help, q to quit.

        Question 1 of 1 · fill in

        Blank 1 of 2
        The [what] was two crowns.

        Enter shows the words: _

        Answer: toll
        The toll was two crowns.

        Did you know it, y or n? no

        Blank 2 of 2
        The toll was [...] [...].

        Enter shows the words: _

        Answer: two; crowns
        The toll was two crowns.

        Passage
            The toll was two crowns.
            — Part 2, A5 · Ida Brandt · translated by Tom Moll
            https://example.org/talk#:~:text=The%20toll%20was%20two%20crowns.

        Did you know it, y or n? yes

        Summary

        1 of 1 question asked
        0 of 1 right (0%)

        Missed
        - The [...] was [...] [...].
          Part 2, A5
        """
    )


def test_a_discussion_is_not_graded() -> None:
    assert quiz(TALK, answers=["", ""]) == text(
        """
        1 question. At any prompt: s to skip, ? for help, q to quit.

        Question 1 of 1 · discussion · evaluate

        Was it right to wait?

        Enter shows what to look for: _

        Look for
        - Safety first.
        - The price of waiting.

        Follow up
        - Who else waits?

        Time: about 10 minutes

        Passage
            No ferry leaves before the fog has lifted, and that is at noon.
            — Part 1, A2 · Ida Brandt · translated by Tom Moll
            https://example.org/talk#:~:text=No%20ferry%20leaves%20before,that%20is%20at%20noon.

        Enter goes on: _

        Summary

        1 of 1 question asked
        1 discussed
        """
    )


def test_help_and_skip_are_there_at_every_prompt() -> None:
    answers = ["?", "s", "?", "S", "?", "", "?", "s", "?", "", "s"]
    assert quiz(WHEN, PAID, WHY, TALK, answers=answers) == text(
        """
        4 questions. At any prompt: s to skip, ? for help, q to quit.

        Question 1 of 4 · multiple choice · remember

        When does the first ferry leave?

          a  At noon
          b  At dusk
          c  At dawn
          d  Never

        Your answer, a to d: ?
        Type one letter, a to d.
        At any prompt: s to skip, ? for help, q to quit.
        Your answer, a to d: s
        Skipped.

        Question 2 of 4 · short answer

        What was paid?

        Your answer: ?
        Type the answer; case, accents and punctuation do not count. If the answer is
        just s or q, put it in quotes: "s".
        At any prompt: s to skip, ? for help, q to quit.
        Your answer: S
        Skipped.

        Question 3 of 4 · recall

        Why wait?

        Enter shows the answer: ?
        Say the answer to yourself, then press Enter.
        At any prompt: s to skip, ? for help, q to quit.
        Enter shows the answer: _

        Answer: Because of the fog.

        Passage
            No ferry leaves before the fog has lifted, and that is at noon.
            — Part 1, A2 · Ida Brandt · translated by Tom Moll
            https://example.org/talk#:~:text=No%20ferry%20leaves%20before,that%20is%20at%20noon.

        Did you know it, y or n? ?
        Type y for yes, n for no.
        At any prompt: s to skip, ? for help, q to quit.
        Did you know it, y or n? s
        Skipped.

        Question 4 of 4 · discussion · evaluate

        Was it right to wait?

        Enter shows what to look for: ?
        Talk it over, then press Enter.
        At any prompt: s to skip, ? for help, q to quit.
        Enter shows what to look for: _

        Look for
        - Safety first.
        - The price of waiting.

        Follow up
        - Who else waits?

        Time: about 10 minutes

        Passage
            No ferry leaves before the fog has lifted, and that is at noon.
            — Part 1, A2 · Ida Brandt · translated by Tom Moll
            https://example.org/talk#:~:text=No%20ferry%20leaves%20before,that%20is%20at%20noon.

        Enter goes on: s

        Summary

        4 of 4 questions asked
        3 skipped, 1 discussed

        By type
        - discussion: 1 discussed
        - multiple choice: 1 skipped
        - recall: 1 skipped
        - short answer: 1 skipped

        By section
        - Part 1: 2 skipped, 1 discussed
        - Part 2: 1 skipped
        """
    )


@pytest.mark.parametrize(
    ("last", "end"), [("q", "q\n"), (EOFError(), "\n"), (KeyboardInterrupt(), "\n")]
)
def test_a_quiz_that_is_left_ends_in_the_summary(last: str | BaseException, end: str) -> None:
    """`q`, Ctrl-D and Ctrl-C: what was asked counts, the question left open does not."""
    transcript = quiz(FOG, PAID, WHY, answers=["a", "", last])
    assert transcript.partition("Your answer: ")[2] == end + "\n" + text(
        """
        Summary

        1 of 3 questions asked
        0 of 1 right (0%)

        Missed
        - The ferry leaves in fog.
        """
    )


def test_a_quiz_that_is_left_at_once_has_a_summary_too() -> None:
    assert quiz(WHY, answers=["q"]) == text(
        """
        1 question. At any prompt: s to skip, ? for help, q to quit.

        Question 1 of 1 · recall

        Why wait?

        Enter shows the answer: q

        Summary

        0 of 1 question asked
        """
    )


def test_the_summary_counts_by_type_and_by_section() -> None:
    """Sections come in the order of the course; those of one work's witnesses are one."""
    other = exercise("basic", Recall("No."), "Is there fog before noon?", NOON_TOO, id="b")
    news = exercise("basic", Recall("The port."), "What closed?", NEWS, id="news")
    exercises = [news, GAPS, other, WHY, TALK]
    answers = ["", "y", "", "y", "", "y", "", "n", "s", "", ""]
    transcript = quiz(*exercises, answers=answers)
    assert transcript.partition("Summary\n\n")[2] == text(
        """
        5 of 5 questions asked
        2 of 3 right (67%), 1 skipped, 1 discussed

        By type
        - discussion: 1 discussed
        - fill in: 1 of 1 right
        - recall: 1 of 2 right, 1 skipped

        By section
        - Part 1: 0 of 1 right, 1 skipped, 1 discussed
        - Part 2: 1 of 1 right
        - Text: 1 of 1 right

        Missed
        - Is there fog before noon?
          Part 1, A2, paragraph 2
        """
    )


def test_sections_of_two_works_with_one_name_are_told_apart() -> None:
    course = CourseFile(
        id="c",
        title="C",
        sources=(
            Source(id="one", kind="news", title="First Post", file="one.md"),
            Source(id="two", kind="news", title="Second Post", file="two.md"),
        ),
    )
    shown = io.StringIO()
    exercises = [
        exercise("basic", Recall("x"), "x?", Evidence("x", id, Place("text")), id=id)
        for id in ("one", "two")
    ]
    answers = iter(["", "y", "", "y"])
    run(
        Session(exercises),
        course,
        input=lambda prompt: next(answers),
        output=Console(file=shown, width=80),
    )
    assert shown.getvalue().partition("By section\n")[2] == text(
        """
        - First Post, Text: 1 of 1 right
        - Second Post, Text: 1 of 1 right
        """
    )


def test_a_session_without_a_question_says_so() -> None:
    assert quiz(answers=[]) == "There is no question to ask.\n"


def test_forty_columns_are_enough() -> None:
    """Lines break at words and hang; only an address may be longer."""
    long = exercise(
        "multiple_choice",
        Choose(
            (
                Option("Because the fog had not lifted by the time of the first crossing", True),
                Option(
                    "Because the pilot had gone ashore",
                    False,
                    "The pilot is named only once, in quite another story of that winter.",
                ),
            )
        ),
        "Why, as the harbour master tells it, did the ferry stay in port until noon?\n\n"
        "1. Think of the *weather*.\n2. Then choose.",
        NOON,
        id="long",
        level="understand",
    )
    transcript = quiz(long, answers=["a", ""], width=40)
    lines = [line for line in transcript.splitlines() if "https://" not in line]
    assert max(len(line) for line in lines) <= 40
    assert transcript == text(
        """
        1 question. At any prompt: s to skip, ?
        for help, q to quit.

        Question 1 of 1 · multiple choice ·
        understand

        Why, as the harbour master tells it, did
        the ferry stay in port until noon?
        1. Think of the weather.
        2. Then choose.

          a  Because the fog had not lifted by
             the time of the first crossing
          b  Because the pilot had gone ashore

        Your answer, a or b: a

        Right.

        Passage
            No ferry leaves before the fog has
            lifted, and that is at noon.
            — Part 1, A2 · Ida Brandt ·
              translated by Tom Moll
            https://example.org/talk#:~:text=No%20ferry%20leaves%20before,that%20is%20at%20noon.

        Enter goes on: _

        Summary

        1 of 1 question asked
        1 of 1 right (100%)
        """
    )


def test_wide_characters_count_as_two_columns() -> None:
    wide = exercise("basic", Recall("雾" * 25), "?", id="wide")
    assert quiz(wide, answers=["", "y"], width=30).splitlines()[8:13] == [
        "Enter shows the answer: ",
        "",
        "Answer:",
        "雾雾雾雾雾雾雾雾雾雾雾雾雾雾雾",
        "雾雾雾雾雾雾雾雾雾雾",
    ]


def test_a_question_is_shown_as_it_is_written() -> None:
    """Neither rich's markup nor escape sequences of a bank reach the terminal."""
    odd = exercise(
        "basic", Recall("[/] :smile: \x1b]0;gone\x07"), "[red]Is[/red] `[b]` <i>1</i>\x1b[2J?"
    )
    assert quiz(odd, answers=["", "y"]) == text(
        """
        1 question. At any prompt: s to skip, ? for help, q to quit.

        Question 1 of 1 · recall

        [red]Is[/red] [b] <i>1</i>[2J?

        Enter shows the answer: _

        Answer: [/] :smile: ]0;gone

        Did you know it, y or n? y

        Summary

        1 of 1 question asked
        1 of 1 right (100%)
        """
    )


def test_paragraphs_and_lists_keep_their_shape() -> None:
    """No line ends in a space."""
    shaped = exercise(
        "basic",
        Recall("- fog, and\n  - ice\n\n- war"),
        "One.\n\nTwo,\\\nthree.",
        Evidence("Fog.\n\nIce.", "paper", Place("text")),
    )
    transcript = quiz(shaped, answers=["", "y"])
    assert transcript.partition("recall\n\n")[2].partition("Did you")[0] == text(
        """
        One.

        Two,
        three.

        Enter shows the answer: _

        Answer:
        - fog, and
          - ice
        - war

        Passage
            Fog.

            Ice.
            — Text · Ostholm Post

        """
    )


def test_more_options_than_letters_are_numbered() -> None:
    many = Choose(tuple(Option(f"Berth {n}", n == 7) for n in range(1, 31)), fixed=True)
    transcript = quiz(exercise("multiple_choice", many, "Which?"), answers=["31", "7", ""])
    assert transcript.partition("  29  Berth 29\n")[2] == text(
        """
          30  Berth 30

        Your answer, 1 to 30: 31
        Please type one number, 1 to 30.
        Your answer, 1 to 30: 7

        Right.

        Enter goes on: _

        Summary

        1 of 1 question asked
        1 of 1 right (100%)
        """
    )


@pytest.mark.parametrize("typed", ["a", "A", " a) ", "true", "t"])
def test_an_option_is_meant_by_its_letter_or_its_words(typed: str) -> None:
    assert f"Your answer, a or b: {typed}\n\nNot right.\n" in quiz(FOG, answers=[typed])


def styled(environment: dict[str, str], plain: bool = False) -> str:
    """A quiz in a terminal that has colours."""
    shown = io.StringIO()
    console = Console(
        file=shown, width=80, force_terminal=True, color_system="standard", _environ=environment
    )
    answers = iter(["b", "", "s"])
    session = Session([FOG, WHY])
    run(session, COURSE, input=lambda prompt: next(answers), output=console, plain=plain)
    return shown.getvalue()


def test_a_terminal_gets_colours() -> None:
    assert "\x1b[1;32mRight.\x1b[0m\n" in styled({"TERM": "xterm"})


@pytest.mark.parametrize(
    ("environment", "plain"),
    [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1"}, False)],
)
def test_plain_is_words_only(environment: dict[str, str], plain: bool) -> None:
    transcript = styled(environment, plain)
    assert "\nRight.\n" in transcript
    assert not re.search("[\x1b\u2500-\u257f]", transcript)


def test_a_terminal_shows_the_address_and_links_to_the_words() -> None:
    """The long part of the address is behind the link; a bar stands beside the quote."""
    shown = io.StringIO()
    console = Console(
        file=shown, width=80, force_terminal=True, color_system="standard", _environ={}
    )
    answers = iter(["", "y"])
    exercises = [exercise("basic", Recall("x"), "x?", TOLL)]
    run(Session(exercises), COURSE, input=lambda prompt: next(answers), output=console)
    plain = re.sub(r"\x1b\[[\d;]*m", "", shown.getvalue())
    plain = re.sub(r"id=\d+", "id=1", plain)
    assert plain.partition("Passage\n")[2].partition("\n\n")[0] == (
        "  │ The toll was two crowns.\n"
        "    — Part 2, A5 · Ida Brandt · translated by Tom Moll\n"
        "    \x1b]8;id=1;https://example.org/talk#:~:text=The%20toll%20was%20two%20crowns.\x1b\\"
        "https://example.org/talk\x1b]8;;\x1b\\"
    )


def test_a_pipe_gets_no_colours() -> None:
    assert "\x1b" not in quiz(FOG, answers=["b", ""])


def test_what_comes_through_a_pipe_is_echoed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that a transcript in a file reads as one on a screen, and ends in a summary."""
    monkeypatch.setattr("sys.stdin", io.StringIO("b\n"))
    monkeypatch.setenv("COLUMNS", "80")
    assert run(Session([FOG]), COURSE) == 0
    assert capsys.readouterr().out == text(
        """
        1 question. At any prompt: s to skip, ? for help, q to quit.

        Question 1 of 1 · true or false

        The ferry leaves in fog.

          a  True
          b  False

        Your answer, a or b: b

        Right.

        Enter goes on: _

        Summary

        1 of 1 question asked
        1 of 1 right (100%)
        """
    )
