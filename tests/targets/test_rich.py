"""Formulas, pictures, tables, code and links on cards, in Anki's own engine.

Many cases are what users of other programs that make cards reported.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from studykit.targets.anki.fields import CARD

from ..conftest import COURSE, MakeCourse
from ..pictures.files import png
from ..sounds.files import ogg
from .conftest import built
from .learner import Learner, Log

PASSAGES = "  passages: [{quote: a shutter was banging up here in the wind}]\n"


def cloze(text: str) -> str:
    return f"- id: a\n  type: cloze\n  text: |-\n    {text}\n{PASSAGES}"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        # braces and colons of LaTeX at the end of a blank
        ("{{c1::$x^{2}$}}", r"{{c1::\(x^{2}\)}}"),
        (r"{{c1::$\frac{a}{b^{c}}$}}", r"{{c1::\(\frac{a}{b^{c&#125;&#125;\)}}"),
        ("{{c1::$a::b$::how?}}", r"{{c1::\(a&#58;&#58;b\)::how?}}"),
        ("$E = {{c1::mc^2}}$", r"\(E = {{c1::mc^2}}\)"),
        ("$E = {{c1::mc^{2}}}$", r"\(E = {{c1::mc^{2&#125;}}\)"),
        ("$x! = {{c1::y!}}$", r"\(x! = {{c1::y!}}\)"),
        ("$x_{ {{c1::n}} }$", r"\(x_{ {{c1::n}} }\)"),
        (r"\(\ce{H2 + {{c1::O2}}}\)", r"\(\ce{H2 + {{c1::O2}}}\)"),
        ("{{c1::x::a {hint}}}", "{{c1::x::a {hint&#125;}}"),
        ("[{{c1::a}}] and ({{c2::b}})", "[{{c1::a}}] and ({{c2::b}})"),
        ("{{c1::$a_1$}} *b* $c_1*d*e$", r"{{c1::\(a_1\)}} <em>b</em> \(c_1*d*e\)"),
        ('`x["}}"]` {{c1::a}}', "<code>x[&quot;&#125;&#125;&quot;]</code> {{c1::a}}"),
    ],
)
def test_formulas_in_blanks(
    text: str, field: str, make_course: MakeCourse, learner: Learner
) -> None:
    """Each blank is a card of its own, and Anki shows what was typed."""
    learner.import_deck(built(make_course(cloze(text))).content)
    assert learner.note("a")["Prompt"] == field
    numbers = {int(n) for n in re.findall(r"\{\{c(\d)", field)}
    assert len(learner.cards()) == len(numbers)
    assert learner.empty_cards() == set()
    for card in learner.cards():
        question, answer = card.question(), card.answer()
        assert "[...]" in question or re.search(r"\[(a \{hint|how\?)", question)
        assert "}}" not in re.sub(
            r"<(style|script)>.*?</\1>", "", question + answer, flags=re.DOTALL
        )


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("$a*b$ and $c*d$", r"\(a*b\) and \(c*d\)"),
        ("$a_1$ and $b_2$", r"\(a_1\) and \(b_2\)"),
        (r"$\{a\} \\ b$", r"\(\{a\} \\ b\)"),
        ("$$\nx\n$$", r'<div class="formula" tabindex="0">\[x\]</div>'),
        ("$x < y \\& z$", r"\(x &lt; y \&amp; z\)"),
        (r"costs \$5, $x$", r"costs $5, \(x\)"),
        (r"$\begin{pmatrix} a & b \\ c & d \end{pmatrix}$",
         r"\(\begin{pmatrix} a &amp; b \\ c &amp; d \end{pmatrix}\)"),
        (r"$\text{[sound:a.mp3]}$", r"\(\text{&#91;sound:a.mp3]}\)"),
        ("`$x$` and `\\(y\\)`", r"<code>$x$</code> and <code>\<span></span>(y\<span></span>)</code>"),
        ("$x!$ and ![x]", r"\(x!\) and ![x]"),
        (r"\\(a\\) is no formula", r"\<span></span>(a\<span></span>) is no formula"),
        ("[a](https://b.org/?c=1&d=$2)", '<a class="web" href="https://b.org/?c=1&amp;d=$2">a</a>'),
    ],
)  # fmt: skip
def test_formulas_on_cards(typed: str, html: str) -> None:
    assert CARD.prose(typed) == html


def test_code_has_classes_and_no_colours_of_its_own() -> None:
    """Colours in the note could not be read at night."""
    html = CARD.prose("```python\nprint('a')  # <b>\n```")
    assert html == (
        '<pre class="code" tabindex="0"><code><span class="b">print</span>'
        '(<span class="s">\'a\'</span>)  <span class="c"># &lt;b&gt;</span></code></pre>'
    )
    assert "style=" not in html


PICTURE = f"""
- id: tower
  type: basic
  prompt: "What did Marlow hear up here? ![the tower: “x” & <b>](<images/ń ł.png>)"
  answer: A shutter. ![a lens](images/lens.png)
{PASSAGES}"""
CREDITED = COURSE + "images: {images/lens.png: {credit: <b>Ida</b>}}\n"


def make(make_course: MakeCourse, **files: bytes) -> bytes:
    more: dict[str, str | bytes] = {
        "images/ń ł.png": png(),
        "images/lens.png": png(shade=9),
        **files,
    }
    return built(make_course(PICTURE, course=CREDITED, more=more)).content


def media(learner: Learner) -> set[str]:
    return {file.name for file in (learner.folder / "collection.media").iterdir()}


def test_pictures_come_with_the_deck(make_course: MakeCourse, learner: Learner) -> None:
    learner.import_deck(make(make_course))
    shown = re.findall(
        r'src="([^"]+)"', learner.note("tower")["Prompt"] + learner.note("tower")["Answer"]
    )
    assert media(learner) == set(shown)
    assert all(re.fullmatch(r"studykit-[0-9a-f]{16}\.png", name) for name in shown)
    assert 'alt="the tower: “x” &amp; &lt;b&gt;"' in learner.note("tower")["Prompt"]
    assert "<figcaption>&lt;b&gt;Ida&lt;/b&gt;</figcaption>" in learner.note("tower")["Answer"]
    found = learner.col.media.check()
    assert (list(found.unused), list(found.missing)) == ([], [])


def test_the_same_package_again_changes_nothing(make_course: MakeCourse, learner: Learner) -> None:
    content = make(make_course)
    assert content == make(make_course)
    learner.import_deck(content)
    before = media(learner)
    assert learner.import_deck(content) == Log(duplicate=1)
    assert media(learner) == before


def test_a_changed_picture_replaces_the_old_one(make_course: MakeCourse, learner: Learner) -> None:
    first = make_course(
        PICTURE, course=CREDITED, more={"images/ń ł.png": png(), "images/lens.png": png(shade=9)}
    )
    old = built(first)
    learner.import_deck(old.content)
    before = media(learner)
    (Path(first) / "images/lens.png").write_bytes(png(shade=200))
    new = built(first, old.lock, now=1_700_000_100)
    assert new.forecast.changed == ("tower",)
    assert learner.import_deck(new.content) == Log(updated=1)
    added = media(learner) - before
    assert len(added) == 1
    assert added.pop() in learner.note("tower")["Answer"]
    found = learner.col.media.check()
    assert set(found.unused) < before
    assert (len(found.unused), list(found.missing)) == (1, [])


def test_one_picture_under_two_names_is_one_file(make_course: MakeCourse) -> None:
    more: dict[str, str | bytes] = {"images/ń ł.png": png(), "images/lens.png": png()}
    content = built(make_course(PICTURE, course=CREDITED, more=more)).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = json.loads(archive.read("media"))
        assert list(names) == ["0"]
        assert archive.read("0") == png()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_recordings_come_with_the_deck_and_are_played(
    make_course: MakeCourse, learner: Learner
) -> None:
    question = (
        "- id: bell\n  type: basic\n  prompt: |-\n    Which hour? [sound:studykit.mp3]\n"
        f"    ![Nine “strokes”](audio/bell.ogg)\n  answer: Nine.\n{PASSAGES}"
    )
    course = COURSE + "recordings:\n  audio/bell.ogg: {credit: Ida}\n"
    more: dict[str, str | bytes] = {"audio/bell.ogg": ogg()}
    content = built(make_course(question, course=course, more=more)).content
    learner.import_deck(content)
    (name,) = media(learner)
    assert re.fullmatch(r"studykit-[0-9a-f]{16}\.ogg", name)
    assert learner.note("bell")["Prompt"] == (
        "<p>Which hour? &#91;sound:studykit.mp3]</p>"
        f'<figure class="recording">[sound:{name}]<details><summary>Transcript</summary>'
        "<p>Nine “strokes”</p></details><figcaption>Ida</figcaption></figure>"
    )
    (card,) = learner.cards()
    assert [tag.filename for tag in card.render_output().question_av_tags] == [name]
    found = learner.col.media.check()
    assert (list(found.unused), list(found.missing)) == ([], [])
    assert learner.import_deck(content) == Log(duplicate=1)
