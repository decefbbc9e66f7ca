"""What people reported of other programs that make cards from text: each case is right here.

Read in their issue trackers: ankitects/anki, AnkiDroid, hashcards, flashcards-obsidian,
Obsidian_to_Anki, inka, jasonwilliams/anki, markdown-anki-decks, mdanki, text2qti, yanki.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from studykit.check import Checked
from studykit.targets.anki.fields import CARD

from ..command import Run
from ..conftest import MakeCourse, pointed
from ..pictures.files import png, webp
from ..sounds.files import mp3
from .conftest import built
from .learner import Learner, Log

PASSAGES = "  passages: [{quote: a shutter was banging up here in the wind}]\n"
ALLOW = "  allow: {cloze-not-verbatim: invented}\n"


def basic(prompt: str, id: str = "a") -> str:
    return (
        f"- id: {id}\n  type: basic\n  prompt: |-\n    {prompt}\n  answer: A shutter.\n{PASSAGES}"
    )


@pytest.mark.parametrize(
    ("text", "blanks"),
    [
        pytest.param(r"The half is {{c1::$\frac{1}{2^{n}}$}} of it.", 1, id="two braces at the end of a formula end its blank"),
        pytest.param(r"It is {{c1::$\{a\}$}} and {{c2::$\binom{n}{k}$}}.", 2, id="a formula in a blank is broken"),
        pytest.param(r"$E = {{c1::mc^{2}}} + {{c2::x_{1}}}$", 2, id="a blank in a formula is broken"),
        pytest.param(r"For $x! = y!$ it is {{c1::z}}.", 1, id="an exclamation mark in a formula ends a blank"),
        pytest.param(r"In [0, 1] and (a) it is {{c1::[z]}} (b).", 1, id="brackets around a blank are lost"),
        pytest.param(r"$\ce{H2 + {{c1::O2}}}$", 1, id="a blank in a reaction is not known"),
    ],
)  # fmt: skip
def test_blanks(text: str, blanks: int, make_course: MakeCourse, learner: Learner) -> None:
    course = make_course(f"- id: a\n  type: cloze\n  text: '{text}'\n{ALLOW}{PASSAGES}")
    learner.import_deck(built(course).content)
    assert len(learner.cards()) == blanks
    assert learner.empty_cards() == set()
    for card in learner.cards():
        assert "[...]" in card.question()
        assert "}}" not in re.sub(r"<(style|script)>.*?</\1>", "", card.answer(), flags=re.DOTALL)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        pytest.param("$a*b*c$", r"\(a*b*c\)", id="an asterisk in a formula becomes italics"),
        pytest.param("$a_1 + b_2$", r"\(a_1 + b_2\)", id="an underscore in a formula becomes italics"),
        pytest.param("the law $E = mc^2$", r"the law \(E = mc^2\)", id="dollars around a formula stay as they are"),
        pytest.param(r"$\$20 + x$", r"\(\$20 + x\)", id="a dollar in a formula starts another card"),
        pytest.param("$$\nx\n$$", r'<div class="formula" tabindex="0">\[x\]</div>', id="a formula on its own lines becomes empty"),
        pytest.param("$x!$", r"\(x!\)", id="an exclamation mark in a formula is lost"),
        pytest.param(r"$\ce{H2O}$", r"\(\ce{H2O}\)", id="chemistry is not known"),
        pytest.param(
            r"$\begin{pmatrix} a & b \\ c & d \end{pmatrix}$",
            r"\(\begin{pmatrix} a &amp; b \\ c &amp; d \end{pmatrix}\)",
            id="a matrix has HTML in it",
        ),
        pytest.param(r"\(x\)", r"\(x\)", id="brackets of LaTeX are doubled"),
        pytest.param("`$x$`", "<code>$x$</code>", id="code with dollars becomes a formula"),
    ],
)  # fmt: skip
def test_formulas(typed: str, html: str) -> None:
    shown = CARD.prose(typed)
    assert (
        shown if shown.startswith("<div") else shown.removeprefix("<p>").removesuffix("</p>")
    ) == html


@pytest.mark.parametrize(
    ("prompt", "finding"),
    [
        pytest.param(
            r"What is $5\,\micro\mathrm{m}$?",
            r"\micro | bad-formula: `\micro`: Anki has no commands for units | write units as"
            r" `9.81\,\mathrm{m\,s^{-2}}`",
            id="a unit is shown by some programs only",
        ),
        pytest.param(
            "What is it? ![a shutter](https://example.org/x.png)",
            "![a shutter](https://example.org/x.png) | bad-picture: https://example.org/x.png: a picture"
            " must be a file in the folder of the course | copy it there and name it, as in"
            " `![words](images/lens.png)`",
            id="a picture on the web is missing without a word",
        ),
        pytest.param(
            "What is it? ![a shutter](images/gone.png)",
            "![a shutter](images/gone.png) | bad-picture: images/gone.png: no such file"
            " | its name is relative to the folder of the course",
            id="a picture that is missing leaves a gap without a word",
        ),
        pytest.param(
            "What is it? ![wind](audio/gone.mp3)",
            "![wind](audio/gone.mp3) | bad-recording: audio/gone.mp3: no such file"
            " | its name is relative to the folder of the course",
            id="a recording that is missing leaves a gap without a word",
        ),
        pytest.param(
            r"What is $x$ at $\left( x$?",
            r"x | bad-formula: expected closing token `\right`, but reached end of input",
            id="a formula that cannot be shown is found by learners",
        ),
    ],
)  # fmt: skip
def test_what_is_said_before_anything_is_built(
    prompt: str, finding: str, checked: Callable[..., Checked]
) -> None:
    assert finding in pointed(checked(basic(prompt)))


NAMES = ["images/ń ł.png", "images/a b (1).PNG", "images/sub folder/塔.png", "images/lens.webp", "audio/w.mp3"]  # fmt: skip


@pytest.fixture
def course(make_course: MakeCourse) -> Path:
    """A course with media whose names are in other letters, with spaces, in folders."""
    questions = "".join(
        basic(f"What is it, {n}? ![words {n}](<{name}>)", f"q{n}") for n, name in enumerate(NAMES)
    )
    files: dict[str, str | bytes] = {
        name: png(shade=n) if name.lower().endswith("png") else webp() if n == 3 else mp3()
        for n, name in enumerate(NAMES)
    }
    return make_course(questions, more=files)


def test_media_with_spaces_folders_and_other_letters(course: Path, learner: Learner) -> None:
    """Spaces and letters in names broke pictures; WebP and sound were left out without a word."""
    learner.import_deck(built(course).content)
    media = {file.name for file in (learner.folder / "collection.media").iterdir()}
    assert len(media) == len(NAMES)
    assert all(re.fullmatch(r"studykit-[0-9a-f]{16}\.(png|webp|mp3)", name) for name in media)
    found = learner.col.media.check()
    assert (list(found.unused), list(found.missing)) == ([], [])


def test_a_changed_picture_of_the_same_name_is_updated(course: Path, learner: Learner) -> None:
    """It was not, as Anki keeps the file that it has."""
    first = built(course)
    learner.import_deck(first.content)
    before = learner.note("q0")["Prompt"]
    (course / NAMES[0]).write_bytes(png(shade=200))
    second = built(course, first.lock, now=1_700_000_100)
    assert learner.import_deck(second.content) == Log(updated=1, duplicate=4)
    assert learner.note("q0")["Prompt"] != before
    (old,) = learner.col.media.check().unused
    assert old in before


def test_the_same_package_again_changes_nothing(course: Path, learner: Learner) -> None:
    first = built(course)
    learner.import_deck(first.content)
    before = {
        file.name: file.stat().st_mtime_ns
        for file in (learner.folder / "collection.media").iterdir()
    }
    again = built(course, first.lock, now=1_700_000_100)
    assert again.content == first.content
    assert learner.import_deck(again.content) == Log(duplicate=5)
    assert {
        file.name: file.stat().st_mtime_ns
        for file in (learner.folder / "collection.media").iterdir()
    } == before


def test_code_can_be_read_at_night(make_course: MakeCourse, learner: Learner) -> None:
    """Its colours were in the note, and those for the day."""
    code = "What is it?\n\n    ```python\n    print('a')  # b\n    ```\n\n    And `print`?"
    learner.import_deck(built(make_course(basic(code))).content)
    note = learner.note("a")["Prompt"]
    assert '<pre class="code"' in note
    assert "style=" not in note
    assert "color" not in note
    css = learner.card("a").note_type()["css"]
    assert re.search(r"nightMode[^}]*--code-string:", css, re.DOTALL)


def test_formulas_for_platforms_need_no_server(make_course: MakeCourse, run: Run) -> None:
    """They were pictures made by a server, which showed “LaTeX: p” when it changed."""
    make_course(basic(r"What is $\frac{a}{b}$?"))
    for format in ("qti3", "qti21", "canvas", "moodle"):
        run("export", format)
    texts = []
    for file in Path("exports").iterdir():
        if file.suffix == ".zip":
            with zipfile.ZipFile(file) as archive:
                texts.append("".join(archive.read(n).decode() for n in archive.namelist()))
        else:
            texts.append(file.read_text(encoding="utf-8"))
    assert len(texts) == 4
    for text in texts:
        assert "frac" in text
        assert not re.search(r"https?://[^\"<]*(?:latex|equation)", text, re.IGNORECASE)
