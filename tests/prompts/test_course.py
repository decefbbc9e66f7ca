"""Instructions for a language model: what they say of a course, and what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import indent

import pytest
import typer

from studykit.analysis.coverage import coverage
from studykit.bank.evidence import verify
from studykit.bank.kinds import KINDS
from studykit.bank.load import load
from studykit.check import Checked
from studykit.cli.prompt import prompt
from studykit.diagnostics import Report, UsageError
from studykit.prompts.course import PromptRequest, course_prompt
from studykit.prompts.examples import EXAMPLES

from ..cli.conftest import golden as golden
from ..conftest import BANK, COURSE, LIGHTHOUSE, RULES_RAN, MakeCourse, printed
from ..pictures.files import png

SECOND = COURSE[COURSE.index("  - id: lighthouse") :].replace("lighthouse", "second", 1).replace(
    "lighthouse.md", "second.md"
)  # fmt: skip
TWO_VERSIONS = COURSE.replace("kind: original\n", "kind: translation\n    work: talk\n").replace(
    "people:", "works: [{id: talk, title: A talk}]\npeople:"
) + SECOND.replace("kind: original\n", "kind: translation\n    work: talk\n")
"""Two sources, which are versions of one work."""


def test_every_type_has_an_example() -> None:
    assert list(EXAMPLES) == list(KINDS)


def test_the_examples_check_clean(checked: Callable[..., Checked]) -> None:
    """A model that follows them makes questions without findings."""
    examples = "".join(example.yaml for example in EXAMPLES.values())
    result = checked(
        bank=BANK.replace("questions:", "defaults: {source: lighthouse}\nquestions:")
        + indent(examples, "  "),
        course=TWO_VERSIONS + "images: {images/lamp.png: {credit: Ida Marlow}}\n",
        more={
            "texts/second.md": LIGHTHOUSE.replace("whole but", "complete but"),
            "images/lamp.png": png(),
        },
    )
    assert printed(result) == (
        "16 passages in 2 sources: 16 verified against the text (16 exact)\n"
        f"12 questions in 1 bank; {RULES_RAN}\n"
        "0 errors, 0 warnings"
    )


def made(folder: Path, request: PromptRequest) -> str:
    report = Report()
    course = load(folder, report)
    assert course is not None
    return course_prompt(course, coverage(course, verify(course, report)), request)


def test_the_whole_message(make_course: MakeCourse, golden: Callable[[str], None]) -> None:
    golden(made(make_course(), PromptRequest()))


def test_one_section_and_one_type_with_the_text(
    make_course: MakeCourse, golden: Callable[[str], None]
) -> None:
    request = PromptRequest(3, ("basic",), ("part-2",), with_text=True)
    golden(made(make_course(), request))


def test_several_texts(make_course: MakeCourse) -> None:
    """Each passage then names its source, and versions of a work can be compared."""
    folder = make_course(course=TWO_VERSIONS, more={"texts/second.md": LIGHTHOUSE})
    message = made(folder, PromptRequest())
    assert "  - `source`: the id of the text\n" in message
    assert "`compare`: the learner says how two versions of a text differ" in message
    assert "- `second`, Part 1 (0 questions): nothing yet on A1–A4\n" in message
    examples = message.partition("## Types")[2].partition("## Rules")[0]
    assert examples.count("quote: ") == examples.count("source: ") == examples.count("speaker: ")


def test_a_course_without_speakers_and_questions(make_course: MakeCourse) -> None:
    course = (
        "id: gates\ntitle: Gates\nsources: [{id: gates, kind: essay, title: Gates, language: zh,"
        " file: gates.txt}]\n"
    )
    folder = make_course(
        course=course, bank=BANK + "  []", text=None, more={"texts/gates.txt": "门开了。"}
    )
    message = made(folder, PromptRequest())
    assert "who_said_it" not in message
    assert "speaker:" not in message
    assert "`speaker`" not in message
    assert "## Where questions are missing" not in message
    assert "Write the questions in Chinese" in message
    assert "at most forty; in scripts without spaces, eight to sixty characters." in message


def test_a_text_with_formulas(make_course: MakeCourse) -> None:
    """Models put LaTeX in double quotation marks, in which YAML reads `\\f` as a control character."""
    text = LIGHTHOUSE.replace("a shutter was banging", "a shutter of $\\frac{1}{2}$ m was banging")
    assert "answer: 'It is $\\frac{1}{2} m v^2$.'" in made(make_course(text=text), PromptRequest())
    assert "LaTeX" not in made(make_course(), PromptRequest())


def test_many_paragraphs_are_counted(make_course: MakeCourse) -> None:
    text = "\n\n".join(f"The gate number {n} was green and squeaked." for n in range(12))
    course = "id: gates\ntitle: Gates\nsources: [{id: gates, kind: essay, title: Gates, file: gates.txt}]\n"
    question = (
        "  - {id: a, type: basic, prompt: What colour is gate 3?, answer: green,"
        " passages: [{quote: The gate number 3 was green and squeaked.}]}\n"
    )
    folder = make_course(
        course=course, bank=BANK + question, text=None, more={"texts/gates.txt": text}
    )
    assert "- Text (1 question): nothing yet on paragraphs 1–3 and 5–12\n" in made(
        folder, PromptRequest()
    )


def _gates(make_course: MakeCourse, count: int, paragraphs: int) -> str:
    """Return the message for a course with some questions on as many gates."""
    text = "\n\n".join(f"The gate number {n} was green and squeaked." for n in range(paragraphs))
    course = "id: gates\ntitle: Gates\nsources: [{id: gates, kind: essay, title: Gates, file: gates.txt}]\n"
    questions = "".join(
        f"  - {{id: q-{n}, type: basic, prompt: What colour is gate {n}?, answer: green,"
        f" passages: [{{quote: The gate number {n} was green and squeaked.}}]}}\n"
        for n in range(count)
    )
    folder = make_course(
        course=course, bank=BANK + questions, text=None, more={"texts/gates.txt": text}
    )
    return made(folder, PromptRequest())


def test_every_question_is_listed_that_must_not_be_asked_again(make_course: MakeCourse) -> None:
    message = _gates(make_course, 40, 41)
    assert "more" not in message.partition("## What is asked already")[2].partition("##")[0]
    assert all(f"- What colour is gate {n}?\n" in message for n in range(40))


def test_too_many_questions_to_list(make_course: MakeCourse) -> None:
    """What is left is what no question quotes."""
    message = _gates(make_course, 61, 62)
    assert "nothing yet on paragraph 62\n" in message
    assert (
        "There are 61 questions already. Not to ask the same again, ask only about what is"
        in message
    )


def test_one_question_has_one_type(make_course: MakeCourse) -> None:
    assert "Use several types" not in made(make_course(), PromptRequest(count=1))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"type": ["essay"]}, "unknown type `essay`; the types are basic, cloze,"),
        ({"type": ["compare"]}, "`compare` needs two versions of a work, which this course does not have"),
        ({"section": ["part-3"]}, "unknown section `part-3`; did you mean `part-2`?"),
        ({"section": ["comments"]}, "unknown section `comments`; the sections are introduction,"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for(
    make_course: MakeCourse, options: dict[str, list[str]], message: str
) -> None:
    make_course()
    with pytest.raises(UsageError) as error:
        prompt(**options)
    assert str(error.value).startswith(message)


def test_what_is_said_beside_the_message(
    make_course: MakeCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is for the person goes to standard error, so that the message can be piped."""
    make_course()
    prompt(section=["part-1"], with_text=True)
    printed = capsys.readouterr()
    assert printed.out.startswith("# Write questions for the course “Test course”\n")
    assert printed.err == (
        "This message contains the text of lighthouse: paste it only where you may share that text.\n"
        "Save the answer to a file, then run `studykit verify FILE`.\n"
    )


def test_a_text_that_is_not_here(make_course: MakeCourse) -> None:
    make_course(text=None)
    with pytest.raises(Exception, match="the texts are not on this machine") as error:
        prompt(with_text=True)
    assert not isinstance(error.value, typer.Exit)
