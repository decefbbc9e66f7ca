"""What a learner reads and types: whole transcripts of quizzes on an invented interview.

They stand in `golden/`, by test; `pytest --update` writes them anew, to be looked at.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

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
from studykit.diagnostics import StudykitError
from studykit.quiz.context import Context
from studykit.quiz.exam import Exam
from studykit.quiz.progress import CardKey, Overtaken, Progress
from studykit.quiz.report import exam_data, session_data
from studykit.quiz.schedule import CardState, Day, Grade, Phase, Scheduling
from studykit.quiz.session import Card, Mode, Session, cards
from studykit.source.course import CourseFile, Person, Region, Source, Work
from studykit.source.text import Place
from studykit.terminal import QuizIO, run_exam, run_session
from studykit.terminal.content import address, span
from studykit.terminal.keyboard import RESIZED
from studykit.terminal.screen import ScreenUI
from studykit.terminal.ui import UI, Ended, Resources

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
    "numeric",
    Number("12", Fraction(12), Fraction(13), "o'clock"),
    "When does it lift?",
    NOON,
    id="hour",
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


START = datetime(2024, 3, 5, 4, tzinfo=UTC)
NOON = START + timedelta(hours=8)
HOW = Scheduling(fuzz=False)
GOLDEN = Path(__file__).parent / "golden"

Golden = Callable[[str], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the golden file of the test."""
    name = re.sub(r"\W+", "-", request.node.name.removeprefix("test_")).strip("-")
    file = GOLDEN / f"{name}.txt"

    def compare(found: str) -> None:
        assert "Traceback" not in found
        if request.config.getoption("update"):
            GOLDEN.mkdir(exist_ok=True)
            file.write_text(found, encoding="utf-8")
        assert found == file.read_text(encoding="utf-8")

    return compare


class Clock:
    """Each look at it is two seconds later."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=2)
        return self.now


class Desk:
    """Contexts are invented, pages are only noted, and an editor makes `edited` of the cards."""

    def __init__(self, edited: list[Card] | None = None) -> None:
        self.edited, self.opened = edited, list[str]()

    @property
    def shelf(self) -> Resources:
        return Resources(COURSE, self.contexts, self.open)

    def contexts(self, exercise: Exercise) -> list[Context]:
        found = []
        for piece in exercise.evidence:
            if piece.source == "paper":
                found.append(Context("Ostholm Post", missing="paper"))
                continue
            found.append(
                Context(
                    "The Harbour Talk, Part 1, A2",
                    "It is an old rule. ",
                    piece.quote,
                    " My father kept it, and so do I.",
                    other_title="Ferries: a Talk, Part 1, A2",
                    other="The rule is old. Before noon there is fog, and no ferry. I keep to it.",
                )
            )
        return found

    def open(self, url: str, lent: Any) -> str:
        self.opened.append(url)
        return "Opened in the browser."

    def edit(self, exercise: Exercise, face: UI) -> tuple[str, list[Card] | None]:
        if self.edited is None:
            where = face.line("To which folder?", "questions")
            return f"Copied to {where}.", None
        with face.lent():
            return "The questions are loaded again.", self.edited


def deck(*exercises: Exercise) -> list[Card]:
    return list(cards("ferries", exercises))


def session(*exercises: Exercise, store: Progress | None = None, **given: Any) -> Session:
    given = {"mode": Mode.STUDY, "how": HOW, "day": Day(START, START + timedelta(days=1)), **given}
    return Session(deck(*exercises), NOON, store=store, **given)


Answers = Sequence[str | BaseException]


class Script:
    """A learner who types these lines; when they run out, Ctrl-D is pressed."""

    def __init__(self, answers: Answers, shown: io.StringIO) -> None:
        self.left, self.shown = iter(answers), shown

    def __call__(self, prompt: str) -> str:
        self.shown.write(prompt)
        line = next(self.left, None)
        if isinstance(line, str):
            self.shown.write(line + "\n")
            return line
        raise EOFError if line is None else line


def stage(answers: Answers, shown: io.StringIO, width: int = 80, **given: Any) -> QuizIO:
    console = Console(file=shown, width=width)
    return QuizIO(shown, True, Clock(), Script(answers, shown), console, **given)


def quiz(
    *exercises: Exercise, answers: Answers, width: int = 80, desk: Desk | None = None, **given: Any
) -> str:
    """The transcript of a quiz with these answers."""
    shown = io.StringIO()
    one = session(*exercises, **given)
    assert run_session(one, desk or Desk(), HOW, stage(answers, shown, width)) == 0
    return shown.getvalue()


ALL = (WHEN, PAID, MASTER, WHY, GAPS, FOG, TALK, HOUR, STEPS, PAIRS, WHO, TWO)


# Line by line.


def test_every_type_in_a_study(golden: Golden) -> None:
    """A new card of each type, some known and some not, until nothing is left for now."""
    answers = [
        *("c", ""),  # wrong: Enter takes Again
        *("The Fee", ""),
        *("harbor mastr", "3"),
        *("", "n"),
        *("", "y"),
        *("b", "4"),
        *("14", ""),
        *("b", "4"),  # the first one again: it was forgotten a minute ago
        *("a a b", "b c a", ""),
        *("a b", "b c c", ""),
        *("", "2"),
        *("a", ""),
        *("12", "4"),
        *("", "2"),
    ]
    exercises = [one for one in ALL if one is not TALK]
    golden(quiz(*exercises, answers=answers, seed=1))


def test_all_in_order_with_a_discussion(golden: Golden) -> None:
    talk = replace(TALK, card=False)
    golden(quiz(WHY, talk, FOG, answers=["", "3", "", "", "b", ""], mode=Mode.ALL))


def test_cramming_asks_again_what_was_wrong(golden: Golden) -> None:
    """Right and wrong are all there is; the learner has the last word."""
    answers = ["harbor master", "n", "", "maybe", "y", "b", "n", "harbour master", "", "b", ""]
    golden(quiz(WHY, FOG, MASTER, answers=answers, mode=Mode.CRAM, seed=2))


def test_an_exam_says_nothing_until_its_end(golden: Golden) -> None:
    shown = io.StringIO()
    exam = Exam(deck(*ALL), 8, seed=3)
    answers = ["s", "/u", "b a c", "b", "11", "/b", "b", "c b a", "two crown", "toll", "a"]
    assert run_exam(exam, Desk(), stage(answers, shown)) == 0
    golden(shown.getvalue())


def test_commands_are_there_at_every_prompt(golden: Golden) -> None:
    """Where letters are an answer they need a slash; s, ? and q never do."""
    answers = ["?", "/e", "q", "/u", "s", "u", "b", "?", "c", "o", "/undo", "u", "/b", "", "?", "c"]
    answers += ["o", "u", "", "e", "", "e", "questions", "x", "3", "q"]
    desk = Desk()
    golden(quiz(WHEN, PAID, WHY, TWO, answers=answers, desk=desk, seed=1))


def test_after_an_answer_its_passage_is_shown_in_context_and_opened() -> None:
    desk = Desk()
    transcript = quiz(WHY, answers=["c", "", "c", "o", "3"], desk=desk)
    assert "First answer the question; then c and o show its passages.\n" in transcript
    assert (
        "\nIn The Harbour Talk, Part 1, A2\n"
        "    It is an old rule. *No ferry leaves before the fog has lifted, and that is\n"
        "    at noon.* My father kept it, and so do I.\n"
        "\n"
        "The same turn in Ferries: a Talk, Part 1, A2\n"
        "    The rule is old. Before noon there is fog, and no ferry. I keep to it.\n"
    ) in transcript
    assert "Opened in the browser.\n" in transcript
    link = "https://example.org/talk#:~:text=No%20ferry%20leaves%20before,that%20is%20at%20noon."
    assert desk.opened == [link]


def test_a_text_that_is_not_here_is_told_with_what_brings_it() -> None:
    transcript = quiz(PAIRS, answers=["c a a", "c", "3"])
    assert "`studykit source add paper FILE`" in " ".join(transcript.split())


def test_a_question_edited_in_the_middle_is_shown_as_it_is_now() -> None:
    better = replace(WHY, prompt="Why wait for noon?")
    transcript = quiz(WHY, answers=["e", "", "3"], desk=Desk(deck(better)))
    assert transcript.index("Why wait?") < transcript.index("The questions are loaded again.")
    assert "Question 1 · 1 left · recall · new\n\nWhy wait for noon?\n" in transcript


def test_a_grade_is_acknowledged_before_the_next_question() -> None:
    transcript = quiz(WHY, FOG, answers=["", "3"])
    assert "Grade 1 to 4: 3\nGood: again in 10 min.\n\nQuestion 2 · 2 left" in transcript


def test_a_card_graded_in_another_terminal_meanwhile_is_not_graded_twice() -> None:
    class Busy(Progress):
        def add(self, card: CardKey, *rest: Any, **more: Any) -> Any:
            raise Overtaken(card)

    transcript = quiz(WHY, answers=["", "3"], store=Busy.in_memory())
    assert "Not kept: why was graded elsewhere in the meantime; that grade counts.\n" in transcript
    assert "Nothing was answered." in transcript


def test_a_full_disk_ends_the_quiz_with_its_summary_and_a_sentence() -> None:
    class Filled(Progress):
        def add(self, *_: Any, **__: Any) -> Any:
            raise StudykitError("p.db cannot be used: the disk is full")

    shown = io.StringIO()
    one = session(WHY, store=Filled.in_memory())
    with pytest.raises(StudykitError, match="the disk is full"):
        run_session(one, Desk(), HOW, stage(["", "3"], shown))
    assert shown.getvalue().endswith("Summary\n\nNothing was answered.\n\nNext: 1 new card left.\n")


@pytest.mark.parametrize(
    ("last", "end"), [("q", "q\n"), (EOFError(), "\n"), (KeyboardInterrupt(), "\n")]
)
def test_a_quiz_that_is_left_ends_in_the_summary(last: str | BaseException, end: str) -> None:
    """`q`, Ctrl-D and Ctrl-C: what was graded counts, the question left open does not."""
    transcript = quiz(FOG, PAID, WHY, answers=["a", "", last], seed=1)
    assert transcript.partition("Your answer: ")[2] == end + (
        "\nSummary\n\n0 of 1 right (0%)\n\nHardest\n- The ferry leaves in fog.\n\n"
        "Next: 1 card in a minute; 2 new cards left.\n"
    )


def test_a_signal_ends_a_quiz_with_its_own_exit_code() -> None:
    shown = io.StringIO()
    assert run_session(session(WHY), Desk(), HOW, stage([Ended(143)], shown)) == 143
    assert "Nothing was answered." in shown.getvalue()


def test_forty_columns_are_enough(golden: Golden) -> None:
    """Lines break at words and hang; only an address may be longer."""
    answers = ["a", "", "harbor mastr", "", "b b c", "", "", "3"]
    transcript = quiz(WHEN, MASTER, PAIRS, GAPS, answers=answers, width=40, seed=1)
    lines = [line for line in transcript.splitlines() if "https://" not in line]
    lines = [line for line in lines if not line.startswith(("Grade", "For 1 to 3"))]
    assert max(len(line) for line in lines) <= 40
    golden(transcript)


def test_wide_characters_count_as_two_columns() -> None:
    wide = exercise("basic", Recall("雾" * 25), "?", id="wide")
    assert quiz(wide, answers=["", "3"], width=30).splitlines()[9:14] == [
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
    transcript = quiz(odd, answers=["", "3"])
    assert "\n[red]Is[/red] [b] <i>1</i>␛[2J?\n" in transcript
    assert "\nAnswer: [/] :smile: ␛]0;gone␇\n" in transcript
    assert "\x1b" not in transcript
    assert "\x07" not in transcript


def test_paragraphs_and_lists_keep_their_shape() -> None:
    """No line ends in a space."""
    shaped = exercise(
        "basic",
        Recall("- fog, and\n  - ice\n\n- war"),
        "One.\n\nTwo,\\\nthree.",
        Evidence("Fog.\n\nIce.", "paper", Place("text")),
    )
    transcript = quiz(shaped, answers=["", "3"])
    assert transcript.partition("new\n\n")[2].partition("1 Again")[0] == (
        "One.\n\nTwo,\nthree.\n\nEnter shows the answer: \n\n"
        "Answer:\n- fog, and\n  - ice\n- war\n\n"
        "Passage\n    Fog.\n\n    Ice.\n    — Text · Ostholm Post\n\n"
    )


def test_more_options_than_letters_are_numbered() -> None:
    many = Choose(tuple(Option(f"Berth {n}", n == 7) for n in range(1, 31)), fixed=True)
    transcript = quiz(exercise("multiple_choice", many, "Which?"), answers=["31", "7", ""])
    assert transcript.partition("  29  Berth 29\n")[2].startswith(
        "  30  Berth 30\n\n"
        "Your answer, 1 to 30: 31\n"
        "Please type one number, 1 to 30.\n"
        "Your answer, 1 to 30: 7\n\n"
        "Right.\n"
    )


@pytest.mark.parametrize("typed", ["a", "A", " a) ", "true", "t"])
def test_an_option_is_meant_by_its_letter_or_its_words(typed: str) -> None:
    assert f"Your answer, a or b: {typed}\n\nNot right.\n" in quiz(FOG, answers=[typed])


def test_a_leech_is_told_where_it_is_asked_and_at_the_end() -> None:
    class Sieve(Progress):
        def states(self, course: str) -> dict[CardKey, CardState]:
            return {CardKey("ferries", "why"): LEECH}

        def state(self, card: CardKey) -> CardState:
            return super().state(card) if super().state(card).reviews else LEECH

        def add(self, *given: Any, **more: Any) -> Any:
            review = super().add(*given, **more)
            return replace(review, before=LEECH, after=replace(review.after, lapses=10))

    transcript = quiz(WHY, answers=["", "1"], store=Sieve.in_memory())
    assert "· recall · leech\n" in transcript
    assert "A leech: forgotten 9 times. Another wording may help.\n" in transcript
    assert "A leech: Why wait? It was forgotten so often" in transcript


LEECH = CardState(
    Phase.REVIEW, None, 1.0, 9.0, NOON, NOON - timedelta(days=1), reviews=30, lapses=9
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

    class Other(Desk):
        @property
        def shelf(self) -> Resources:
            return replace(super().shelf, course=course)

    exercises = [
        exercise("basic", Recall("x"), "x?", Evidence("x", id, Place("text")), id=id)
        for id in ("one", "two")
    ]
    transcript = quiz(*exercises, answers=["", "4", "", "4"], desk=Other())
    assert transcript.partition("By section\n")[2].startswith(
        "- First Post, Text: 1 of 1 right\n- Second Post, Text: 1 of 1 right\n"
    )


def test_plain_lines_have_no_colours_and_nothing_drawn() -> None:
    shown = io.StringIO()
    console = Console(file=shown, width=80, force_terminal=True, color_system="standard")
    script = Script(["b", ""], shown)
    run_session(session(FOG), Desk(), HOW, QuizIO(shown, True, Clock(), script, console))
    assert "\nRight.\n" in shown.getvalue()
    assert not re.search("[\x1b\u2500-\u257f]", shown.getvalue())


def test_an_address_has_one_fragment() -> None:
    """A page that is known by a fragment keeps it; the words follow as a directive."""
    sources = (
        COURSE.sources[0].model_copy(update={"url": "https://example.org/a#talk"}),
        *COURSE.sources[1:],
    )
    course = COURSE.model_copy(update={"sources": sources})
    course.__dict__.pop("_sources", None)
    assert address(TOLL, course) == (
        "https://example.org/a#talk:~:text=The%20toll%20was%20two%20crowns."
    )
    assert address(NEWS, course) is None


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(seconds=30), "<1 min"),
        (timedelta(minutes=1), "1 min"),
        (timedelta(minutes=59, seconds=40), "1 h"),
        (timedelta(hours=23, minutes=50), "1 d"),
        (timedelta(days=30), "30 d"),
        (timedelta(days=45), "1.5 mo"),
        (timedelta(days=364), "1.0 y"),
        (timedelta(days=900), "2.5 y"),
    ],
)
def test_times_are_told_as_learners_say_them(time: timedelta, words: str) -> None:
    assert span(time) == words


# As JSON.


def test_what_came_of_an_exam_is_there_as_json() -> None:
    exam = Exam(deck(FOG, PAID, WHEN), 3, seed=3)
    answers: dict[str, Any] = {"fog": {1}, "paid": "toll", "when": None}
    for card in exam.cards:
        exam.answer(answers[card.exercise.id], 1500)
    data = exam_data(exam, timedelta(seconds=90))
    found = {one.pop("question"): one for one in data.pop("answers")}
    assert data == {"seed": 3, "questions": 3, "answered": 2, "right": 2, "seconds": 90.0}
    assert found == {
        "fog": {
            "part": 0,
            "type": "true_false",
            "outcome": "right",
            "answer": ["False"],
            "seconds": 1.5,
        },
        "paid": {
            "part": 0,
            "type": "short_answer",
            "outcome": "right",
            "answer": "toll",
            "seconds": 1.5,
        },
        "when": {
            "part": 0,
            "type": "multiple_choice",
            "outcome": None,
            "answer": None,
            "seconds": 1.5,
        },
    }


def test_what_came_of_a_study_is_there_as_json() -> None:
    one = session(WHY, FOG)
    one.ask(NOON)
    one.grade(Grade.AGAIN, NOON, 2000)
    data = session_data(one, NOON)
    assert data["answers"] == [
        {"question": "why", "part": 0, "done": "wrong", "grade": 1, "seconds": 2.0}
    ]
    assert (data["answered"], data["right"], data["hardest"]) == (1, 0, ["why"])
    assert data["due"] == {"today": 1, "tomorrow": 0}


# The screen of its own.


class Keys:
    """A keyboard on which these keys are pressed; `frames` are the screens that were drawn.

    A pair of numbers is the terminal being resized.
    """

    def __init__(self, keys: Sequence[str | tuple[int, int]], columns: int, rows: int) -> None:
        self.left, self.columns, self.rows = iter(keys), columns, rows
        self.frames: list[str] = []
        self.lends = 0

    def size(self) -> tuple[int, int]:
        return self.columns, self.rows

    def write(self, text: str) -> None:
        self.frames.append(text)

    def read(self) -> str:
        key = next(self.left, None)
        if key is None:
            raise Ended
        if isinstance(key, tuple):
            self.columns, self.rows = key
            return RESIZED
        return key

    @contextmanager
    def lent(self) -> Iterator[None]:
        self.lends += 1
        yield

    @property
    def screens(self) -> list[str]:
        """The screens as words: no line may be longer than the screen, nor more of them."""
        return [re.sub(r"\x1b\[[\d;?]*[A-Za-z]|\x1b\]8;[^\x1b]*\x1b\\", "", f) for f in self.frames]


def pressed(
    one: Session | Exam,
    *keys: str | tuple[int, int],
    columns: int = 80,
    rows: int = 24,
    desk: Desk | None = None,
    **environment: str,
) -> Keys:
    """Press keys in a quiz that fills a terminal; what was drawn."""
    from studykit.terminal import _sit, _study

    keyboard = Keys(keys, columns, rows)
    console = Console(
        file=io.StringIO(), force_terminal=True, color_system="standard", _environ=environment
    )
    desk = desk or Desk()
    face = ScreenUI(desk.shelf, keyboard, console)  # type: ignore[arg-type]
    with pytest.raises(Ended) if isinstance(one, Session) else nullcontext():
        if isinstance(one, Session):
            _study(one, desk, HOW, face, Clock())
            raise Ended
        _sit(one, face, Clock())
    for screen in keyboard.screens:
        assert len(screen.split("\r\n")) <= rows or (columns, rows) != keyboard.size()
    return keyboard


def frames(keyboard: Keys) -> str:
    width = max(keyboard.columns, 20)
    rule = "=" * width + "\n"
    typing = [bool(re.search("^Your answer", s, re.M)) for s in keyboard.screens]
    screens = [
        s
        for s, now, then in zip(keyboard.screens, typing, [*typing[1:], False], strict=True)
        if not (now and then)
    ]  # letter by letter is too much
    shown = [re.sub(r" +$", "", s.replace("\r\n", "\n"), flags=re.M) for s in screens]
    return rule + rule.join(re.sub(r"\n{3,}", "\n\n\n", screen) + "\n" for screen in shown)


PLAYED: dict[str, tuple[Exercise, tuple[str, ...]]] = {
    "choice": (WHEN, ("down", "down", "enter", "c", "enter")),
    "typed": (MASTER, (*"harbor mastr", "enter", "3")),
    "recall": (WHY, (" ", "2")),
    "blanks": (GAPS, ("enter", "3")),
    "true-false": (FOG, ("f", " ")),
    "number": (HOUR, ("1", "2", ".", "5", "enter", "enter")),
    "order": (STEPS, ("down", "down", " ", "up", "up", "enter", "enter", "enter")),
    "pairs": (PAIRS, ("c", "down", "up", "a", "b", "enter", "1")),
    "speaker": (WHO, ("2", "4")),
    "comparison": (TWO, (" ", "page down", "c", "4")),
}


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("name", PLAYED)
def test_each_type_on_a_screen(name: str, columns: int, golden: Golden) -> None:
    exercise, keys = PLAYED[name]
    keyboard = pressed(session(exercise, seed=1), *keys, columns=columns)
    for screen in keyboard.screens:
        assert max(map(len, screen.split("\r\n"))) <= columns
    golden(frames(keyboard))


def test_a_discussion_on_a_screen(golden: Golden) -> None:
    talk = replace(TALK, card=False)
    golden(frames(pressed(session(talk, mode=Mode.ALL), " ", "enter")))


def test_several_are_marked_with_space_or_letters() -> None:
    two = Choose((Option("Fog", True), Option("Ice", True), Option("War", False)), fixed=True)
    one = session(exercise("multiple_choice", two, "Which two?", id="two"))
    keyboard = pressed(one, "enter", " ", "b", "c", "enter", "enter")
    boxes = [re.findall(r"\[[x ]\]", screen) for screen in keyboard.screens]
    assert boxes[:5] == [
        ["[ ]", "[ ]", "[ ]"],
        ["[ ]", "[ ]", "[ ]"],  # Enter does nothing before there are two
        ["[x]", "[ ]", "[ ]"],
        ["[x]", "[x]", "[ ]"],
        ["[x]", "[x]", "[ ]"],  # a third is one too many
    ]
    assert "Right." in keyboard.screens[5]
    assert one.steps[0].grade is Grade.GOOD


def test_where_letters_are_an_answer_escape_makes_a_command_of_the_next_key() -> None:
    one = session(PAID, WHY)
    keyboard = pressed(one, "s", "escape", "x", "escape", "s", " ", "u", *["escape", "?"], "x")
    assert "Your answer: s" in keyboard.screens[1]
    assert "Your answer: s" in keyboard.screens[3]  # x was no command, and is not typed
    assert "Skipped." in keyboard.screens[5]
    assert [step.done for step in one.steps] == []  # undone
    assert any("Space or Enter shows the answer" in screen for screen in keyboard.screens)


def test_capitals_are_commands_where_letters_choose() -> None:
    one = session(WHEN)
    pressed(one, "B")
    assert [step.done for step in one.steps] == ["buried"]


def test_a_resize_in_the_middle_draws_the_same_question_anew() -> None:
    keyboard = pressed(session(MASTER), *"harb", (40, 12), (200, 50), *"our master", "enter")
    narrow, wide = keyboard.screens[5], keyboard.screens[6]
    assert "Your answer: harb" in narrow
    assert "Your answer: harb" in wide
    assert max(map(len, narrow.split("\r\n"))) <= 40
    assert len(narrow.split("\r\n")) == 12
    assert "Right." in keyboard.screens[-1]


@pytest.mark.parametrize("size", [(10, 4), (1, 1), (40, 2), (12, 7)])
def test_a_tiny_terminal_is_no_fault(size: tuple[int, int]) -> None:
    for exercise, keys in PLAYED.values():
        keyboard = pressed(session(exercise, seed=1), *keys, columns=size[0], rows=size[1])
        for screen in keyboard.screens:
            assert len(screen.split("\r\n")) <= size[1]
            assert max(map(len, screen.split("\r\n"))) <= size[0]


def test_a_long_page_begins_with_the_verdict_and_space_reads_on() -> None:
    """Space takes the grade only where all has been on the screen."""
    one = session(WHEN, seed=1)
    keyboard = pressed(one, "a", rows=12)
    assert re.search(r"Right\.\s+a  yours, right: At noon", keyboard.screens[1])
    assert "When does" not in keyboard.screens[1]
    assert "more lines: PgDn" in keyboard.screens[1]
    keyboard = pressed(one, "a", " ", " ", rows=12)
    assert one.steps == ()
    assert "— Part 1, A2, paragraph 2" in keyboard.screens[-1]
    assert "PgUp" in keyboard.screens[-1]
    pressed(one, "a", *[" "] * 4, rows=12)
    assert [step.grade for step in one.steps] == [Grade.GOOD]


def test_the_pointer_stays_on_the_screen() -> None:
    many = Choose(tuple(Option(f"Berth {n}", n == 7) for n in range(1, 31)), fixed=True)
    one = session(exercise("multiple_choice", many, "Which?", id="many"))
    keyboard = pressed(one, *["down"] * 29, rows=12)
    assert "› 30  Berth 30" in keyboard.screens[-1]


def test_a_recalled_answer_is_graded_by_nobody_but_the_learner() -> None:
    one = session(WHY)
    pressed(one, " ", "enter", " ", "enter")
    assert one.steps == ()


def test_the_page_is_opened_and_the_editor_gets_the_terminal() -> None:
    desk = Desk(deck(WHY))
    keyboard = pressed(session(WHY), " ", "o", "e", "q", desk=desk)
    assert len(desk.opened) == 1
    assert "Opened in the browser." in keyboard.screens[2]
    assert keyboard.lends == 1
    assert "The questions are loaded again." in keyboard.screens[-1]


def test_a_folder_is_asked_for_on_the_screen() -> None:
    keyboard = pressed(session(WHY), "e", "/", "x", "enter", "e", "escape")
    assert "To which folder?" in keyboard.screens[1]
    assert "Copied to questions/x." in keyboard.screens[4]
    assert "Copied to None." in keyboard.screens[-1]


def test_an_exam_on_a_screen_shows_no_verdict() -> None:
    exam = Exam(deck(FOG, PAID, GAPS), 3, seed=3)
    keys: list[str] = []
    for card in exam.cards:
        keys += ["1"] if card.exercise is FOG else [*"toll", "enter"]
    keyboard = pressed(exam, *keys)
    assert exam.current is None
    assert not any("Right." in s or "Not right." in s for s in keyboard.screens)


def test_no_color_leaves_the_words_and_their_weight() -> None:
    coloured = "".join(pressed(session(FOG), "f").frames)
    without = "".join(pressed(session(FOG), "f", NO_COLOR="1").frames)
    colours = r"\x1b\[[\d;]*3[0-7]m|\x1b\[[\d;]*3[0-7];"
    assert re.search(colours, coloured)
    assert not re.search(colours, without)
    assert "\x1b[1" in without


def test_wide_characters_fit_the_screen() -> None:
    wide = exercise("short_answer", Type("雾" * 30), "雾" * 50, id="wide")
    keyboard = pressed(session(wide), *"雾" * 40, "left", "backspace", "enter", columns=40)
    for screen in keyboard.screens:
        for line in screen.split("\r\n"):
            assert sum(2 if c == "雾" else 1 for c in line) <= 40
