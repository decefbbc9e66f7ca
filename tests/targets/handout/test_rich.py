"""Formulas, pictures, tables, code and links on paper and in pages."""

from __future__ import annotations

import io
import re
import zipfile
from base64 import b64decode, b64encode
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from docx import Document as Word
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser

from studykit.bank.media import Media, ShownMedia
from studykit.bank.prose import parse
from studykit.pictures import read
from studykit.sounds import read as read_sound
from studykit.targets import mathfont
from studykit.targets.handout.areas import NoAnswerArea
from studykit.targets.handout.formats import render
from studykit.targets.handout.model import Document, Item, Part, PrintSettings, Rendered
from studykit.targets.mathfont import NOT_INSTALLED

from ...mathematics.formulas import CHEMISTRY, FORMULAS
from ...pictures.files import chunk, png, webp
from ...sounds.files import ogg
from .poppler import pages

PROMPT = r"""
The law $E = mc^2$ of $$\frac{a+b}{c}$$ is [here](https://example.org/law).

| $n$ | words |
|----:|-------|
|   1 | *one* |

```python
print("x")  # a comment
```

![a lamp](lamp.png) and ![a tower](tower.webp) and ![nothing](gone.png)

![nine o’clock](bell.ogg)
"""

PICTURES: Media = {
    "lamp.png": ShownMedia(read(png(200, 100)), "Ida Marlow, CC BY 4.0"),
    "tower.webp": ShownMedia(read(webp(200, 100))),
    "bell.ogg": ShownMedia(read_sound(ogg()), "Ida Marlow"),
}


def document(*prompts: str) -> Document:
    items = tuple(Item(n, parse(prompt), NoAnswerArea()) for n, prompt in enumerate(prompts, 1))
    return Document("key", "teacher", "Rich", "", "Work", "Source", (Part(items),))


def rendered(format: str, *prompts: str) -> Rendered:
    return render(format, document(*prompts), PrintSettings(media=PICTURES))


def alts(content: bytes) -> list[str]:
    """Return the alternative texts of a PDF, in any order."""
    with pikepdf.open(io.BytesIO(content)) as file:
        found = [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
        return sorted(str(o["/Alt"]) for o in found)


WITHOUT_WEBP = PROMPT.replace(" and ![a tower](tower.webp)", "")


def test_a_pdf_stays_accessible_and_gives_formulas_and_pictures_in_words() -> None:
    page = rendered("pdf", WITHOUT_WEBP)
    assert page.warnings == ()
    with pikepdf.open(io.BytesIO(page.content)) as file, file.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    assert alts(page.content) == ["(a + b)/c", "E = mc²", "a lamp", "n"]
    text = "".join(pages(page.content))
    for words in (
        "here (https://example.org/law)",
        'print("x")',
        "[picture: nothing]",
        "Ida Marlow, CC BY 4.0",
    ):
        assert words in text


def test_a_pdf_prints_every_formula() -> None:
    prompts = [f"${latex}$ $${latex}$$" for latex in (FORMULAS | CHEMISTRY)]
    page = rendered("pdf", *prompts)
    assert page.warnings == ()
    assert len(alts(page.content)) == 2 * len(prompts)


def test_a_picture_with_damaged_pixels_is_given_in_words() -> None:
    content = png(200, 100)[:33] + chunk(b"IDAT", b"?????") + chunk(b"IEND", b"")
    pictures = dict(PICTURES) | {"gone.png": ShownMedia(read(content))}
    page = render("pdf", document(WITHOUT_WEBP), PrintSettings(media=pictures))
    assert page.warnings == (
        "gone.png is damaged, and given in words",
        "tower.webp is damaged, and given in words",
    )
    assert alts(page.content) == ["(a + b)/c", "E = mc²", "a lamp", "n"]


def test_equal_documents_with_pictures_give_equal_bytes() -> None:
    for format in ("pdf", "docx", "html", "md"):
        assert rendered(format, WITHOUT_WEBP) == rendered(format, WITHOUT_WEBP)


def test_word_gets_equations_tables_pictures_and_words_of_webp() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered("docx", PROMPT).content)) as archive:
        xml = archive.read("word/document.xml").decode()
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
    assert xml.count("<m:oMath") - xml.count("<m:oMathPara") == 3
    assert 'descr="a lamp"' in xml
    assert "[picture: a tower]" in xml
    assert "[picture: nothing]" in xml
    assert "[recording: nine o’clock]" in xml
    assert "(https://example.org/law)" in xml
    assert "<w:tblHeader/>" in xml
    assert len(pictures) == 1


def test_a_page_contains_all_it_shows() -> None:
    html = rendered("html", PROMPT).content.decode()
    assert html.count('src="data:image/') == 2
    assert 'src="picture:' not in html
    assert "[picture: nothing]" in html
    assert (
        f'<audio controls preload="metadata" src="data:audio/ogg;base64,{b64encode(read_sound(ogg()).content).decode()}">'
        "</audio><details><summary>Transcript</summary><p>nine o’clock</p></details>"
        "<figcaption>Ida Marlow</figcaption>"
    ) in html
    assert "font-src data:; img-src data:; media-src data:;" in html
    assert re.findall(r'(?:src|href)="(?!data:|https://example.org/law|#)([^"]*)"', html) == []
    assert html.count('<th scope="col"') == 2
    assert '<span class="s">&quot;x&quot;</span>' in html


def test_a_page_without_formulas_and_pictures_loads_nothing() -> None:
    html = rendered("html", "words").content.decode()
    assert "font-face" not in html
    assert "default-src 'none'; style-src" in html


def test_without_the_extra_a_page_has_the_font_of_the_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mathfont, "_font_file", lambda: None)
    page = rendered("html", "$x$")
    assert page.warnings == (NOT_INSTALLED,)
    assert "font-face" not in page.content.decode()


def test_the_font_of_a_page_has_only_its_signs() -> None:
    small, large = (
        len(rendered("html", " ".join(f"${latex}$" for latex in formulas)).content)
        for formulas in (["x"], FORMULAS)
    )
    assert small < 80_000
    assert large < 250_000


def test_markdown_keeps_the_latex() -> None:
    text = rendered("md", PROMPT + "\n\n$|x|$").content.decode()
    for part in (
        "$E = mc^2$", "$$\n\\frac{a+b}{c}\n$$", "[here](<https://example.org/law>)",
        "| $n$ | words |\n| --: | --- |\n| 1 | *one* |", '```python\nprint("x")  # a comment\n```',
        r"\[picture: a lamp\]", r"$\vert x\vert $",
    ):  # fmt: skip
        assert part in text


def test_nothing_in_a_formula_that_cannot_be_read_is_run() -> None:
    """Handouts are also made of courses that were not checked."""
    for format in ("pdf", "docx", "html", "md"):
        assert rendered(format, r"$\fraq{#eval(1)} </math><script>$").warnings == ()
    html = rendered("html", r"$\fraq{} </math><script>$").content.decode()
    assert "<script>" not in html


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_has_no_violation_that_axe_finds(
    browser: Browser, scheme: str, tmp_path: Path
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    file = tmp_path / "page.html"
    file.write_bytes(rendered("html", PROMPT).content)
    view = browser.new_page(viewport={"width": 320, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    view.goto(file.as_uri())
    assert view.evaluate("document.documentElement.scrollWidth") <= 320
    assert view.evaluate("document.fonts.size") == 1
    violations = Axe().run(view).response["violations"]
    view.close()
    assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []


def test_no_line_begins_with_the_sign_after_a_formula(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1000, "height": 600})
    page.set_content(
        rendered("html", "What is $x$? And what is $y$, or $z$ then?").content.decode()
    )
    joined = page.locator("span.unbroken")
    assert [text[-1] for text in joined.all_text_contents()] == ["?", ","]
    for width in range(200, 500, 7):
        page.set_viewport_size({"width": width, "height": 600})
        rows = joined.evaluate_all(
            "spans => spans.map(span => [...span.childNodes].map(node => {"
            " const range = document.createRange(); range.selectNodeContents(node);"
            " return range.getBoundingClientRect().bottom }))"
        )
        assert all(abs(formula - sign) < 10 for formula, sign in rows)
    page.close()


def test_the_parts_of_a_long_arrow_meet() -> None:
    """Where they overlap by less than the font itself asks for, Chromium draws a short arrow."""
    html = rendered(
        "html", r"$A \xrightarrow{\text{a long time}} B \xleftarrow{c} D$"
    ).content.decode()
    (font,) = re.findall(r"data:font/woff2;base64,([\w+/=]+)", html)
    variants = TTFont(io.BytesIO(b64decode(font)))["MATH"].table.MathVariants
    arrows = {"arrowright", "arrowleft"} & set(variants.HorizGlyphCoverage.glyphs)
    assert len(arrows) == 2
    for name, made in zip(
        variants.HorizGlyphCoverage.glyphs, variants.HorizGlyphConstruction, strict=True
    ):
        parts = made.GlyphAssembly.PartRecords if made.GlyphAssembly else ()
        overlaps = [min(a.EndConnectorLength, b.StartConnectorLength) for a, b in pairwise(parts)]
        assert all(overlap >= variants.MinConnectorOverlap for overlap in overlaps), name


def test_large_pictures_follow_on_the_page_where_their_question_begins() -> None:
    large: Media = {f"{n}.png": ShownMedia(read(png(600, 400, shade=40 * n))) for n in range(4)}
    prompt = "Which of these four turns?\n\n" + "\n\n".join(
        f"![lamp {n}]({n}.png)" for n in range(4)
    )
    paper = render("pdf", document("Why?", prompt, "How?"), PrintSettings(media=large))
    first, *_, last = pages(paper.content)
    assert "Which of these four turns?" in first
    assert "How?" in last
    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        shown = [len(page.resources.get("/XObject", {})) for page in pdf.pages]
    assert shown == [2, 2]


def test_the_numbers_of_long_handouts_in_word() -> None:
    """A number of three digits begins further left, so that its prompt begins where the others do."""
    word = Word(io.BytesIO(render("docx", document(*["Why?"] * 100), PrintSettings()).content))
    prompts = [p for p in word.paragraphs if p.style.name == "List"]
    assert [p.text for p in prompts[98:]] == ["99.\tWhy?", "100.\tWhy?"]
    last, further = (p.paragraph_format.first_line_indent for p in prompts[98:])
    assert last is None  # as the style says
    assert round(further.mm) == -11


def test_numbers_in_code_are_where_they_belong(browser: Browser) -> None:
    """They have the class of the line numbers of passages, which are in the margin."""
    page = browser.new_page()
    page.set_content(rendered("html", "```python\nprint(20.1)\n```").content.decode())
    number, code = (page.locator(selector).bounding_box() for selector in (".code .n", ".code"))
    page.close()
    assert number
    assert code
    assert code["x"] < number["x"] < number["x"] + number["width"] < code["x"] + code["width"]
    assert code["y"] < number["y"] < code["y"] + code["height"]
