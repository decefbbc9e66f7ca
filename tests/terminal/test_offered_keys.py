"""Every key that a screen offers does what it says, in every state, and no key is silently dead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from studykit.bank.model import Choose, Option
from studykit.quiz.exam import Exam
from studykit.quiz.results import Done
from studykit.quiz.session import Mode, Session

from .course import FOG, GAPS, HOUR, MASTER, PAID, PAIRS, STEPS, TALK, TWO, WHEN, WHO, WHY, exercise
from .learner import FakeHost, deck, press, session

SEVERAL = exercise(
    "multiple_choice",
    Choose(tuple(Option(f"Berth {n}", n < 3) for n in range(1, 5))),
    "Which two?",
    id="several",
)
UNSURE = exercise(
    "multiple_choice",
    Choose((Option("Unsure", True), Option("Sure", False), Option("Quite", False)), fixed=True),
    "Is it?",
    id="unsure",
)

ANSWERS = {
    "choice": (WHEN, ("a",)),
    "several": (SEVERAL, ("a", "b", "enter")),
    "words that begin like commands": (UNSURE, ("a",)),
    "true-false": (FOG, ("f",)),
    "typed": (MASTER, (*"fog", "enter")),
    "typed, with a passage": (PAID, (*"tol", "enter")),
    "number": (HOUR, ("9", "enter")),
    "recall": (WHY, ("enter",)),
    "blanks": (GAPS, ("enter",)),
    "order": (STEPS, ("enter",)),
    "pairs": (PAIRS, ("a", "b", "c", "enter")),
    "speaker": (WHO, ("1",)),
    "comparison": (TWO, ("enter",)),
    "discussion": (TALK, ("enter",)),
}
"""Questions with the keys that answer them."""

Start = Callable[[], Session | Exam]


@dataclass
class State:
    """What is on the screen after some keys, and what they have done."""

    start: Start
    keys: tuple[str, ...]
    size: tuple[int, int]
    host: FakeHost = field(default_factory=FakeHost)

    def __post_init__(self) -> None:
        self.one = self.start()
        columns, rows = self.size
        self.keyboard = press(self.one, *self.keys, columns=columns, rows=rows, host=self.host)
        self.ended = next(self.keyboard.left, None) is not None
        self.screen = self.keyboard.screens[-1].replace("\r\n", "\n")
        self.body, self.rule, self.foot = re.fullmatch(
            r"(.*\n)(──[^\n]*)\n(.*)", self.screen, re.DOTALL
        ).groups()  # type: ignore[union-attr]

    def then(self, *keys: str) -> State:
        return State(self.start, (*self.keys, *keys), self.size)

    def ends_with(self, key: str) -> bool:
        return self.then(key, "left").ended

    @property
    def typing(self) -> bool:
        return "Esc, then" in self.foot

    @property
    def done(self) -> int:
        return self.one.number

    @property
    def last(self) -> str:
        """How the last question was left, or its grade."""
        assert isinstance(self.one, Session)
        if not self.one.steps:
            return ""
        step = self.one.steps[-1]
        return step.done.value if step.grade is None else step.grade.name.capitalize()

    def offers(self) -> Iterator[tuple[str, str]]:
        """The keys that are offered below the page, each with its words."""
        if more := self.rule.strip("─ "):
            for words in more.split(" · "):
                yield {"↑": "page up", "↓": "page down"}[words[0]], "moves"
        foot = re.sub(r"^ | (?=\n)", "", self.foot)
        for words in re.split(r" · |\n|   +|(?<=min)  (?=\d)", foot):
            yield from _offers(words.strip().removeprefix("Esc, then "))


NAMES = {"Space": " ", "Enter": "enter", "Esc": "escape", "↑": "up", "↓": "down"}


def _offers(words: str) -> Iterator[tuple[str, str]]:
    if match := re.fullmatch(r"([?a-zA-Z]|Esc) ([a-z ]+)", words):
        yield NAMES.get(match[1], match[1]), match[2]
    elif match := re.fullmatch(r"([1-4]) (Again|Hard|Good|Easy|wrong|right)( .+)?", words):
        yield match[1], {"wrong": "Again", "right": "Good"}.get(match[2], match[2])
    elif match := re.fullmatch(r"(Space|Enter|[↑↓]+): ([^:]+)", words):
        keys = [match[1]] if match[1] in NAMES else list(match[1])
        for key in keys:
            yield NAMES[key], match[2]
    elif words == "c, q close":
        yield from (("c", "close"), ("q", "close"))
    elif match := re.fullmatch(r"([a-z](?:, [a-z])*): unmark", words):
        yield from ((key, "moves") for key in match[1].split(", "))
    elif match := re.match(r"(?:choose \d: )?([a-z])(?:–| or )([a-z])", words):
        first, last = map(ord, match.groups())
        yield from ((chr(n), "moves") for n in range(first, last + 1))
        if "↑↓" in words:
            yield from (("up", "moves"), ("down", "moves"))
        if " and Enter" in words:
            yield "enter", "moves"
        if " and Space" in words:
            yield " ", "moves"
    else:
        assert re.fullmatch(r"\d more|Mistake \d of \d|.* does nothing here\.|", words), words


GRADES = {"wrong": "Again", "right": "Good"}


def works(before: State, key: str, words: str) -> bool:
    """Whether an offered key does what its words say."""
    if words in ("quit", "to the result"):
        return before.ends_with(key)
    after = before.then(key)
    match words:
        case "moves" | "go" | "move" | "move the line" | "scroll":
            return after.body != before.body
        case "help":
            return "PgUp, PgDn: scroll" in "".join(
                part.body for part in (after, after.then("end"))
            ).replace("\n  ", " ")
        case "skip" | "bury" if isinstance(after.one, Session):
            return after.last == {"skip": Done.SKIPPED, "bury": Done.BURIED}[words]
        case "skip":
            return after.done == before.done + 1
        case "undo":
            return after.done == before.done - 1
        case "edit":
            return "To which folder?" in after.body
        case "context":
            return "c, q close" in after.foot
        case "close":
            return "c context" in after.foot
        case "page":
            return len(after.host.opened) == 1
        case "back" if key == "b":
            return _mistake(after) == _mistake(before) - 1
        case "back":
            return "Esc back" not in after.foot
        case "next":
            return _mistake(after) == _mistake(before) + 1
        case "pick up":
            return "↕" in after.body
        case "drop it":
            return "↕" not in after.body
        case "show the answer" | "show what to listen for":
            return re.search("Good|right|Enter: continue", after.foot) is not None
        case "answer" if isinstance(after.one, Session):
            return re.search("Good|right", after.foot) is not None
        case "answer" | "go on without an answer":
            return after.done == before.done + 1 or after.ended
        case "continue":
            return after.last == Done.DISCUSSED
        case _:
            return after.last == GRADES.get(words, words)


def _mistake(state: State) -> int:
    match = re.search(r"Mistake (\d) of", state.foot)
    assert match
    return int(match[1])


def check_offers(state: State) -> None:
    offers = list(state.offers())
    assert len(offers) > 1, state.screen
    escaped = state.then("escape") if state.typing else state
    for key, words in offers:
        is_command = words in ("help", "skip", "quit", "undo", "bury", "edit")
        first = escaped if is_command else state
        assert works(first, key, words), (key, words, state.screen)


SIZES = [(80, 24), (40, 12)]


def study(mode: Mode, question: str) -> Start:
    """Start a session in which the question comes after another one."""
    asked = ANSWERS[question][0]
    other = WHY if asked is not WHY else FOG
    for seed in range(100) if mode is Mode.CRAM else [1]:
        first = session(other, asked, seed=seed, mode=mode)
        if first.ask(first.day.start) == deck(other)[0]:
            return lambda: session(other, asked, seed=seed, mode=mode)
    raise AssertionError


@pytest.mark.parametrize("question", ANSWERS)
def test_every_offered_key_works(question: str) -> None:
    """Before and after the answer, and with the context of the passage."""
    answer = ANSWERS[question][1]
    state = State(study(Mode.STUDY, question), ("s",), (80, 24))
    for keys in ((), answer, (*answer, "c")):
        check_offers(state.then(*keys))


@pytest.mark.parametrize(("columns", "mode"), [(80, Mode.STUDY), (120, Mode.CRAM)])
@pytest.mark.parametrize("question", ["choice", "discussion"])
def test_every_offered_key_works_on_a_page_that_scrolls(
    question: str, columns: int, mode: Mode
) -> None:
    answer = ANSWERS[question][1]
    state = State(study(mode, question), ("s",), (columns, 10))
    for keys in ((), answer, (*answer, "end"), (*answer, "c"), (*answer, "c", "end")):
        check_offers(state.then(*keys))


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("question", ["typed, with a passage", "choice", "recall"])
def test_every_offered_key_works_in_a_narrow_terminal(question: str, mode: Mode) -> None:
    """Also after Esc."""
    state = State(study(mode, question), ("s",), (40, 24))
    for keys in ((), ("escape",), ANSWERS[question][1]):
        check_offers(state.then(*keys))


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("several", ("a",)),
        ("several", ("a", "c")),
        ("order", (" ",)),
        ("order", (" ", "down")),
        ("order", (" ", "down", "down")),
        ("pairs", ("a", "b")),
    ],
)
def test_every_offered_key_works_on_the_way_to_an_answer(
    question: str, keys: tuple[str, ...]
) -> None:
    check_offers(State(study(Mode.STUDY, question), ("s", *keys), (80, 24)))


def exam() -> Exam:
    return Exam(deck(WHEN, PAID, HOUR, STEPS, PAIRS, FOG, GAPS), 7, seed=1)


@pytest.mark.parametrize("size", SIZES)
def test_every_offered_key_works_in_an_exam(size: tuple[int, int]) -> None:
    for asked in range(7):
        check_offers(State(exam, ("escape", "s") * asked, size))
    check_offers(State(exam, ("escape",), size))


@pytest.mark.parametrize("size", SIZES)
def test_every_offered_key_works_on_the_mistakes_of_an_exam(size: tuple[int, int]) -> None:
    first = State(exam, ("escape", "s") * 7, size)
    assert _mistake(first) == 1
    for keys in ((), ("end",), ("end", " "), ("end", " ") * 6, (*("end", " ") * 6, "end")):
        check_offers(first.then(*keys))


def test_undo_is_offered_only_if_there_is_something_to_undo() -> None:
    assert "u undo" not in State(study(Mode.STUDY, "choice"), (), (80, 24)).foot
    assert "u undo" not in State(exam, (), (80, 24)).foot


def test_space_scrolls_first_and_then_grades() -> None:
    top = State(study(Mode.STUDY, "choice"), ("s", "a"), (80, 10))
    assert "Space: scroll · Enter: Good" in top.foot
    end = top.then("end")
    assert "Space: Good" in end.foot
    assert "Space: scroll" not in end.foot


def test_more_above_and_below_is_said() -> None:
    top = State(study(Mode.STUDY, "choice"), ("s", "a"), (80, 10))
    assert re.match("── ↑ PgUp · ↓ 11 more lines: PgDn ─+$", top.rule)
    assert re.match("── ↓ 13 more lines: PgDn ─+$", top.then("home").rule)
    assert re.match("── ↑ PgUp ─+$", top.then("end").rule)


@pytest.mark.parametrize("question", ["choice", "recall", "order", "several"])
def test_no_key_is_silently_dead(question: str) -> None:
    """Each changes what is shown; if it is not used, a sentence says so."""
    answer = ANSWERS[question][1]
    for keys in ((), answer, ("escape",)):
        state = State(study(Mode.STUDY, question), ("s", *keys), (80, 24))
        for key in (*"abcehnsuxy039? ", "tab", "delete", "left", "page up", "end", "enter"):
            after = state.then(key)
            assert after.screen != state.screen or after.done > state.done, (key, state.screen)


def test_b_and_e_need_a_capital_where_letters_are_answers() -> None:
    """A letter after the last option is a slip, not a wish to open an editor."""
    state = State(study(Mode.STUDY, "choice"), ("s",), (80, 24))
    assert "“e” does nothing here. a–d, or ↑↓ and Enter" in state.then("e").screen
    assert "B bury · E edit" in state.foot
    held = State(study(Mode.STUDY, "order"), ("s", " "), (80, 24))
    assert "“b” does nothing here. ↓: move the line · Space: drop it" in held.then("b").screen


def test_capitals_answer_where_they_are_no_commands() -> None:
    """For those who have Caps Lock on."""
    state = State(study(Mode.STUDY, "choice"), ("s",), (80, 24))
    assert "Right." in state.then("A").screen


def test_a_passage_is_offered_only_to_a_question_that_cites_one() -> None:
    state = State(study(Mode.STUDY, "true-false"), ("s", "f"), (80, 24))
    assert "c context" not in state.foot
    for key in ("c", "o"):
        assert "This question cites no passage." in state.then(key).screen


HELP = {
    Mode.STUDY: "end the quiz; every grade is already saved",
    Mode.ALL: "end the quiz; every grade is already saved",
    Mode.CRAM: "end the quiz; nothing is saved",
}


@pytest.mark.parametrize("mode", Mode)
def test_help_says_what_is_saved_and_which_grades_there_are(mode: Mode) -> None:
    help = State(study(mode, "choice"), ("?",), (100, 30)).body
    assert HELP[mode] in help
    assert ("grade Again, Hard, Good, Easy" in help) == (mode is not Mode.CRAM)
    assert ("bury until tomorrow" in help) == (mode is not Mode.CRAM)


def test_help_in_an_exam() -> None:
    help = State(exam, ("escape", "?"), (100, 30)).body
    assert "end the exam and see the result; nothing is saved" in help
    assert not re.search("grade|bury|editor|passage", help)
