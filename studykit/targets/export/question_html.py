"""Questions as HTML: prompts, answers and feedback, with pictures and recordings where a format can carry them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from ...bank.capability import Capability, ContentCapabilities, ContentKind, Support
from ...bank.citation import Citation, cite
from ...bank.media import NO_MEDIA
from ...bank.model import Blank, Evidence, Exercise, Fill
from ...locale import _
from ...pictures import PictureFile
from ...sounds import SoundFile
from ..handout.answers import solution
from ..html import PAGE, Address, audio, placed_picture, with_media, words
from . import printing
from .model import ExportRequest

_TWICE = re.compile(
    r'<span class="hidden">[^<]*</span>|</?semantics>|<annotation[^>]*>[^<]*</annotation>'
)
"""Words or LaTeX beside a formula, which platforms do not hide as our pages do."""


@dataclass(frozen=True, slots=True)
class QuestionHtml:
    """Writes the texts of questions as HTML, with formulas as MathML.

    `address` is put before the name of a picture or recording; if it is None, these are shown by their
    words.  `player` returns what plays a recording.  `used` has the files that were written, by their names.
    """

    request: ExportRequest
    address: str | None
    player: Callable[[SoundFile, Address], str] = audio
    used: dict[str, PictureFile | SoundFile] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """Return a text field as HTML: a single paragraph without tags around it."""
        return self._finished(PAGE.prose(text))

    def _finished(self, html: str) -> str:
        if "<" not in html:
            return html
        media = NO_MEDIA if self.address is None else self.request.media
        return _TWICE.sub("", with_media(html, media, self._place, self.player))

    def _place(self, file: PictureFile | SoundFile) -> str:
        self.used[file.name] = file
        return f"{self.address}{file.name}"

    def use(self, picture: str) -> None:
        """Put a picture among those that were written, though no text names it."""
        if shown := self.request.media.get(picture):
            self._place(shown.file)

    def prompt(self, exercise: Exercise) -> str:
        """Return the prompt, below the passages that it is about, and above its numbered picture."""
        prompt = self.text(exercise.prompt) if exercise.prompt else ""
        if numbered := self.request.numbered.get(exercise.id):
            above = prompt if prompt.startswith("<p>") else f"<p>{prompt}</p>"
            prompt = above + self._finished(placed_picture(numbered))
        if not exercise.stimulus:
            return prompt
        quotes = "".join(self._stimulus(exercise))
        return quotes + prompt if prompt.startswith("<p>") else f"{quotes}<p>{prompt}</p>"

    def _stimulus(self, exercise: Exercise) -> Iterator[str]:
        for piece in exercise.stimulus:
            source = self.request.course.source(piece.source)
            if source is not None and len(exercise.stimulus) > 1:
                yield f"<p>{words(source.name)}</p>"
            yield self._quote(cite(piece, self.request.course))

    def feedback(self, exercise: Exercise, with_answer: bool = False) -> str:
        """Return the explanation and the passages, each with its speaker, place and link."""
        return "".join(self._feedback(exercise, with_answer))

    def _feedback(self, exercise: Exercise, with_answer: bool) -> Iterator[str]:
        if with_answer:
            yield f"<div>{self.answer(exercise)}</div>"
            for text in printing.follow_ups(exercise):
                yield f"<div>{self.text(text)}</div>"
        if exercise.explanation:
            yield f"<div>{self.text(exercise.explanation)}</div>"
        yield from map(self._passage, exercise.evidence)

    def _passage(self, piece: Evidence) -> str:
        cited = cite(piece, self.request.course)
        where = words(" · ".join(printing.where(cited)))
        if cited.link:
            read = _("read the source")
            where += f' · <a href="{words(cited.link)}">{read}</a>'
        return f"{self._quote(cited)}<p>{where}</p>"

    def _quote(self, citation: Citation) -> str:
        quote = self._finished(PAGE.quotation(citation.quote))
        return f'<blockquote lang="{words(citation.lang)}" dir="auto">{quote}</blockquote>'

    def answer(self, exercise: Exercise) -> str:
        """Return the right answer in the words of the question."""
        return self._finished(PAGE.blocks(solution(exercise)))

    def cloze(self, fill: Fill, fields: Sequence[str], finish: Callable[[str], str]) -> str:
        """Return a text with a field for each blank; `finish` is applied to the HTML around them.

        A formula has a box with a number in the place of a blank, and the field comes below the text.
        """
        numbers = count(1)
        inline: list[int] = []
        boxed: list[int] = []

        def gap(blank: Blank) -> str:
            inline.append(next(numbers))
            return printing.BLANK

        def box(blank: Blank) -> str:
            boxed.append(next(numbers))
            return printing.box(f"({boxed[-1]})")

        around = finish(self.text(printing.blanked(fill, gap, box)))
        placed = iter(inline)
        text = re.sub(printing.BLANK, lambda _: fields[next(placed) - 1], around)
        return text + "".join(f"<p>({n}) {fields[n - 1]}</p>" for n in boxed)


_TYPED = re.compile(r"<[^>]*>|\$(?=\$)|@@(?=PLUGINFILE@@)")


def shown_as_typed(html: str) -> str:
    """Return HTML in whose words Moodle sees no mathematics between `$$`, and no address of a file."""
    if "$$" not in html and "@@PLUGINFILE@@" not in html:
        return html
    return _TYPED.sub(lambda found: found[0] + "<span></span>" * (found[0][0] != "<"), html)


def _content(picture: Capability, sound: Capability) -> ContentCapabilities:
    formula = Capability(Support.NATIVE, "MathML")
    return {
        ContentKind.MATHEMATICS: formula,
        ContentKind.CHEMISTRY: formula,
        ContentKind.BLANK_IN_FORMULA: Capability(Support.DEGRADED, "a box, and a field beside it"),
        ContentKind.PICTURE: picture,
        ContentKind.WEBP: picture,
        ContentKind.SOUND: sound,
        ContentKind.CODE: Capability(Support.DEGRADED, "without colours"),
        ContentKind.TABLE: Capability(Support.NATIVE, "with header cells"),
        ContentKind.LINK: Capability(Support.NATIVE, "opens in the browser"),
    }


_IN_FILE = Capability(Support.NATIVE, "in the file")
_TRANSCRIPT = Capability(Support.DEGRADED, "only its transcript")

WITH_MEDIA = _content(
    _IN_FILE, Capability(Support.NATIVE, "in the file, and its transcript below it")
)
WITH_PICTURES = _content(_IN_FILE, _TRANSCRIPT)
WITHOUT_MEDIA = _content(Capability(Support.DEGRADED, "only its description"), _TRANSCRIPT)
