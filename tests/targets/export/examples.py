"""Questions to export: a tame one and a hostile one for each response."""

from __future__ import annotations

import io
import zipfile
from fractions import Fraction
from html.parser import HTMLParser

from studykit.bank.media import ShownMedia
from studykit.bank.model import (
    Arrange,
    Blank,
    Choose,
    Discuss,
    Exercise,
    Fill,
    Match,
    Number,
    Option,
    Recall,
    Type,
)
from studykit.bank.prose import literal
from studykit.pictures import PictureFile
from studykit.sounds import SoundFile
from studykit.targets.export import ExportBank, ExportFormat, ExportNotes, ExportRequest

from ...pictures.files import png
from ...sounds.files import wav
from ..conftest import INFO, exercise

EXPORTED = (
    exercise(Recall("A *shutter*."), id="noise", explanation="It was loose.", tags=("wind", "sea")),
    exercise(
        Fill(
            ("The ", Blank(1, "weight", "heavy"), " is wound ", Blank(2, "every four hours"), ".")
        ),
        id="winding",
        prompt="",
    ),
    exercise(Type("nothing", ("nothing at all",)), id="typed", prompt="What does a motor ask?"),
    exercise(
        Number("1,000", Fraction(900), Fraction(1200), "steps"), id="steps", prompt="How many?"
    ),
    exercise(Number("1/3", Fraction(1, 3), Fraction(1, 3)), id="third", prompt="How much?"),
    exercise(
        Choose(
            (
                Option("The wind.", False, "It made no noise."),
                Option("A shutter.", True, "It was loose."),
                Option("Neither.", False, keep_last=True),
            )
        ),
        id="choice",
    ),
    exercise(
        Choose((Option("Oil", True), Option("Wax", True), Option("Tar", False))), id="several"
    ),
    exercise(
        Choose((Option("True", False), Option("False", True)), fixed=True),
        id="statement",
        type="true_false",
        prompt="A motor turns the lens.",
    ),
    exercise(Arrange(("wind", "shutter", "keeper")), id="order", prompt="What came first?"),
    exercise(
        Match((("weight", "wound"), ("shutter", "banging")), ("lit",)), id="pairs", prompt="Match."
    ),
    exercise(
        Discuss(("Her pride.", "Her routine."), ("And today?",)), id="talk", prompt="Why so proud?"
    ),
)
"""One question or more for each response, on the passage of `INFO`."""

RICH = (
    exercise(
        Choose(
            (Option("$mc^2$", True), Option("`mc`", False, "See [this](https://example.org/a)."))
        ),
        id="rich",
        prompt=(
            "What is $E$?\n\n| a | b |\n|---|---|\n| $x^2$ | 2 |\n\n```python\nprint(1)\n```\n\n"
            "![A lamp](lamp.png)"
        ),
    ),
    exercise(
        Fill(("So $E = ", Blank(1, "mc^2"), "$ is ", Blank(2, "right"), ".")),
        id="formula",
        prompt="",
    ),
)
"""Formulas, a table, code, a picture, a link, and a blank in a formula."""

LAMP, LENS = (PictureFile("png", png(shade=shade), 20, 10) for shade in (0, 128))

BELL = SoundFile("wav", wav(b"INFO", 4000))

MEDIA = {
    "images/lamp.png": ShownMedia(LAMP, "drawn by Ida Marlow"),
    "lens.png": ShownMedia(LENS),
    "bell.wav": ShownMedia(BELL, "recorded by Ida Marlow"),
    "unused.png": ShownMedia(PictureFile("png", png(shade=255), 20, 10)),
    "unused.wav": ShownMedia(SoundFile("wav", wav(b"INFO", 5))),
}
"""The pictures and recordings of a course; no text shows those called unused."""

_LAMP, _LENS = "![A lamp](images/lamp.png)", "![Its lens](lens.png)"

PICTURED = (
    exercise(
        Choose((Option(_LAMP, True, f"See: {_LENS}"), Option("Neither.", False, keep_last=True))),
        id="seen",
        prompt=f"Which one?\n\n{_LENS}",
        explanation=f"It was this one. {_LAMP}",
    ),
    exercise(Recall(_LAMP), id="drawn"),
    exercise(Fill((f"{_LENS} has a ", Blank(1, "weight", "heavy"), ".")), id="gap", prompt=""),
    exercise(Arrange((_LAMP, _LENS, "keeper")), id="sorted"),
    exercise(Match(((_LAMP, "lit"), (_LENS, "dark")), ()), id="paired", prompt="Match."),
)
"""Pictures in every text that formats can show with them."""

RECORDED = (
    exercise(
        Choose(
            (Option("A bell", True, "Again: ![two strokes](bell.wav)"), Option("A horn", False))
        ),
        id="heard",
        prompt="What is this?\n\n![two strokes](bell.wav)",
    ),
)
"""Recordings in a prompt and in the reason of an option."""

HOSTILE = (
    "~ = # { } : ]]> <b>&amp;</b> {{c1::x}} {1:SA:=y} 50% %50% -> // [html] ::t:: $CATEGORY: $$x$$"
    " \\( \\n \\ * _ ` 'q' \"d\" שלום 😀 &#125; &&058;"
)
"""What some format or other takes for markup, on one line."""

STARTS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "%50%",
    "[html]",
    "[plain]x",
    "#",
    "~",
    "{",
    "T",
    "'",
    "&",
    "＝1+1",
    "＠SUM(A1)",
    "$CATEGORY: x",
    "// x",
    "ends in \\",
    '"quoted"',
    "\u202eright to left\u202c",
    "👩\u200d🚀 🇩🇪",
)
"""What must not be at the start of a cell or an answer."""

TEXTS = (HOSTILE, *STARTS)


def hostile_exercises() -> list[Exercise]:
    """Return questions of every response that consist of nothing but hostile texts."""
    all = tuple(map(literal, TEXTS))
    # GIFT has no sign for an arrow in a typed answer
    typed = tuple(text for text in all if "->" not in text)
    first, *rest = all
    fields = {"prompt": first, "explanation": first, "tags": ("a]b", "ü")}
    return [
        exercise(Recall(first), id="h-recall", **fields),
        exercise(
            Fill((first, Blank(1, typed[0], first), first, *(Blank(2, t) for t in typed[1:]))),
            id="h-fill",
            **fields,
        ),
        exercise(Type(typed[0], typed[1:]), id="h-type", **fields),
        exercise(Number("-5", Fraction(-5), Fraction(-5), HOSTILE), id="h-number", **fields),
        exercise(
            Choose((Option(first, True, first), *(Option(t, False, t) for t in rest))),
            id="h-choice",
            **fields,
        ),
        exercise(
            Choose(tuple(Option(t, n % 3 == 0, t) for n, t in enumerate(all))),
            id="h-several",
            **fields,
        ),
        exercise(Arrange(all), id="h-order", **fields),
        exercise(Match(tuple(zip(all, all, strict=True)), (first + "2",)), id="h-pairs", **fields),
        exercise(Discuss(all, all), id="h-talk", **fields),
    ]


def request(*exercises: Exercise) -> ExportRequest:
    """Return a request for one bank of these questions, or of `EXPORTED`."""
    bank = ExportBank("bank", "Bank: 1/2", exercises or EXPORTED)
    return ExportRequest(INFO, (bank,), MEDIA)


def rendered(format: ExportFormat, *exercises: Exercise) -> tuple[str, ExportNotes]:
    """Return the content of an export as text, that of all files of a package, and the notes."""
    notes = ExportNotes()
    content = format.render(request(*exercises), notes)
    if format.suffix in ("zip", "xlsx"):
        files = unpacked(content)
        content = b"".join(files[name] for name in files if not name.endswith((".png", ".wav")))
    return content.decode(), notes


def unpacked(package: bytes) -> dict[str, bytes]:
    """Return the files of a package by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attributes: object) -> None:
        assert tag in _TAGS, f"<{tag}> was in a text"


_TAGS = frozenset("a blockquote br code div em li ol p span strong ul".split())


def shown(html: str) -> str:
    """Return the words that a browser shows."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    return parser.text
