"""The coverage page: one self-contained file with correct numbers, on request without texts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from studykit.analysis.coverage import Coverage
from studykit.bank.load import Course, load
from studykit.diagnostics import Report
from studykit.targets.coverage import SHADES, TEMPLATES, coverage_page, shade

from ..analysis.test_coverage import CHINESE, FOUR, HEBREW, covered, questions, without_text
from ..conftest import COURSE, LIGHTHOUSE, MakeCourse

VOID = {"meta", "br", "link", "img", "input", "hr"}


@dataclass
class Element:
    """An element with its attributes, its text and the tags of its ancestors."""

    tag: str
    attributes: dict[str, str | None]
    within: tuple[str, ...]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """A page, parsed as a browser does; its tags must close in order."""

    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        within = tuple(element.tag for element in self.open)
        element = Element(tag, dict(attrs), within)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        expected = {(name.strip("_"), value) for name, value in attributes.items()}
        return [e for e in self.elements if e.tag == tag and expected <= set(e.attributes.items())]

    @property
    def text(self) -> str:
        (body,) = self.all("body")
        return " ".join(body.text.split())


def parse(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    return page


def load_course(folder: Path) -> Course:
    course = load(folder, Report())
    assert course is not None
    return course


def page_of(folder: Path, coverage: Coverage | None = None, **options: bool) -> Page:
    html, _ = coverage_page(coverage or covered(folder), load_course(folder).info, [], **options)
    return parse(html)


def test_the_page_is_self_contained(make_course: MakeCourse) -> None:
    html, _ = coverage_page(covered(make_course(FOUR)), load_course(Path("questions")).info, [])
    page = parse(html)
    assert html.startswith("<!doctype html>\n")
    tags = {element.tag for element in page.elements}
    assert not tags & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "form",
    }
    for element in page.elements:
        assert "src" not in element.attributes
        assert not [name for name in element.attributes if name.startswith("on")]
    external = [
        e.attributes["href"]
        for e in page.all("a")
        if not (e.attributes["href"] or "").startswith("#")
    ]
    assert external == ["https://example.org/lighthouse"]
    (style,) = page.all("style")
    assert "url(" not in style.text
    assert "@import" not in style.text
    assert "$" not in style.text


def test_ids_are_unique_and_every_internal_link_has_a_target(make_course: MakeCourse) -> None:
    page = page_of(make_course(FOUR))
    ids = [e.attributes["id"] or "" for e in page.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert all(id and not re.search(r"\s", id) for id in ids)
    internal = {e.attributes["href"] for e in page.all("a")} - {"https://example.org/lighthouse"}
    assert internal <= {f"#{id}" for id in ids}
    labelled = {
        e.attributes["aria-labelledby"] for e in page.elements if "aria-labelledby" in e.attributes
    }
    assert labelled <= set(ids)


@pytest.mark.parametrize("with_text", [True, False])
def test_every_turn_has_one_cell_and_one_article(make_course: MakeCourse, with_text: bool) -> None:
    page = page_of(make_course(FOUR), with_text=with_text)
    expected = {
        "lighthouse/introduction/p1": 1, "lighthouse/introduction/p2": 0,
        "lighthouse/part-1/Q1": 1, "lighthouse/part-1/A1": 2, "lighthouse/part-1/Q2": 0,
        "lighthouse/part-1/A2": 0, "lighthouse/part-1/Q3": 0, "lighthouse/part-1/A3": 0,
        "lighthouse/part-1/Q4": 0, "lighthouse/part-1/A4": 0, "lighthouse/part-2/Q1": 0,
        "lighthouse/part-2/A1": 0, "lighthouse/part-2/Q2": 0, "lighthouse/part-2/A2": 0,
        "lighthouse/part-2/Q3": 0, "lighthouse/part-2/A3": 0,
    }  # fmt: skip
    cells = [e for e in page.all("a") if e.within[-2:] == ("ol", "li")]
    assert [cell.attributes["href"] for cell in cells] == [f"#{id}" for id in expected]
    assert [cell.attributes["class"] for cell in cells] == [f"n{n}" for n in expected.values()]
    first, second, _, fourth, *_ = (" ".join(cell.text.split()) for cell in cells)
    assert first == "paragraph 1¶ 1 1 question"
    assert second == "paragraph 2¶ 2 0 questions"
    assert fourth == "A1 2 questions"
    articles = page.all("article")
    assert [article.attributes["id"] for article in articles] == list(expected)
    for article, count in zip(articles, expected.values(), strict=True):
        assert article.text.count(" · bank") == count
        assert ("no question" in article.text) == (count == 0)


def test_a_page_with_the_text_contains_it_once_and_warns(make_course: MakeCourse) -> None:
    html, with_texts = coverage_page(
        covered(make_course(FOUR)), load_course(Path("questions")).info, []
    )
    page = parse(html)
    assert with_texts == ["lighthouse"]
    (warning,) = page.all("div", class_="private")
    assert warning.text.startswith(
        "For personal use. This page contains the full texts, which belong to their publishers."
    )
    assert "written for studykit" in warning.text
    words = " ".join(" ".join(e.text for e in page.all("div", class_="words")).split())
    assert words.count("There was") == LIGHTHOUSE.count("There was")
    assert words.startswith("The lighthouse on Skerrow Head was switched off in 1994")
    assert "Lovely piece" not in words  # comments cannot be cited
    marks = [(mark.attributes["class"], mark.text) for mark in page.all("mark")]
    assert marks == [
        ("n1", "asked the harbour board for the key."),
        ("n1", "What made you ask for the key?"),
        ("n1", "a shutter was"),
        ("n2", "banging up here in the wind,"),
        ("n1", "and I thought: somebody should see to that."),
    ]
    assert [(e.text, e.attributes["title"]) for e in page.all("sup")] == [("2", "2 questions")]


def test_a_page_without_the_text_contains_only_quotes(make_course: MakeCourse) -> None:
    html, with_texts = coverage_page(
        covered(make_course(FOUR)), load_course(Path("questions")).info, [], with_text=False
    )
    page = parse(html)
    assert with_texts == []
    assert page.all("div", class_="private") == []
    quoted = [
        "a shutter was banging up here in the wind",
        "banging up here in the wind, and I thought",
        "somebody should see to that",
        "asked the harbour board for the key",
        "What made you ask for the key?",
    ]
    assert sorted(e.text for e in page.all("blockquote")) == sorted(quoted)
    rest = page.text
    for quote in quoted:
        rest = rest.replace(quote, "|")
    words = LIGHTHOUSE.partition("\n")[2].split()  # without the title
    runs = {" ".join(words[n : n + 5]) for n in range(len(words) - 4)}
    assert not [run for run in runs if run in rest]


def test_a_page_without_a_local_text_says_what_is_unknown(make_course: MakeCourse) -> None:
    folder = make_course(FOUR)
    page = page_of(folder, without_text(folder))
    assert page.all("div", class_="words") == []
    assert (
        "The text is not on this machine: only turns and paragraphs with pinned quotes are shown."
        in page.text
    )
    (row,) = [e for e in page.all("tr") if e.text.startswith("The Shutter and the Light")]
    assert row.text == "The Shutter and the Light33about 31not known"


def test_tables_have_captions_and_scopes(make_course: MakeCourse) -> None:
    page = page_of(make_course(FOUR))
    assert [caption.text for caption in page.all("caption")] == [
        "Quoted words by source", "Quoted words of The Shutter and the Light",
        "Questions by type", "Questions by level", "Questions by bank",
    ]  # fmt: skip
    assert {cell.attributes.get("scope") for cell in page.all("th")} == {"col", "row"}
    assert len(page.all("caption")) == len(page.all("table"))


def test_heading_levels_have_no_gaps(make_course: MakeCourse) -> None:
    page = page_of(make_course(FOUR))
    levels = [int(e.tag[1]) for e in page.elements if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(lower - upper <= 1 for upper, lower in pairwise(levels))
    (html,) = page.all("html")
    assert html.attributes["lang"] == "en"


HOSTILE = """</style></title><script>alert(1)</script><img src=x onerror=alert(1)> & "'"""


def test_hostile_course_texts_are_escaped(make_course: MakeCourse) -> None:
    quoted = json.dumps(HOSTILE)
    course = (
        COURSE.replace("title: Test course", f"title: {quoted}")
        .replace("title: The Shutter and the Light", f"title: {quoted}")
        .replace("name: Ida Marlow", f"name: {quoted}")
        .replace("credit: written for studykit", f"credit: {quoted}")
        .replace("title: Part 1", f"title: {quoted}")
        .replace("https://example.org/lighthouse", "'https://example.org/\"><script>'")
    )
    bank = f"""\
id: bank
title: {quoted}
questions:
  - id: noise
    type: basic
    tags: ["<script>", "$title"]
    prompt: {quoted}
    answer: A shutter.
    passages: [{{quote: "A noise. <script>alert(2)</script> I was"}}]
  - id: again
    type: basic
    prompt: "$main ${{style}} \\\\(x\\\\)"
    answer: A shutter.
    passages: [{{quote: "A noise."}}]
"""
    text = LIGHTHOUSE.replace("A noise. I was", "A noise. &lt;script>alert(2)&lt;/script> I was")
    folder = make_course(bank=bank, course=course, text=text)
    for with_text in (True, False):
        page = page_of(folder, covered(folder, often=1), with_text=with_text)
        tags = {element.tag for element in page.elements}
        assert not tags & {"script", "img"}
        assert not any(n.startswith("on") for e in page.elements for n in e.attributes)
        (title,) = page.all("title")
        assert title.text == f"Coverage: {HOSTILE}"
        (heading,) = page.all("h1")
        assert heading.text == HOSTILE
        assert HOSTILE in [e.text for e in page.all("p", class_="prompt")]
        assert "$main ${style}" in page.text
        assert "<script>alert(2)</script>" in page.text


def test_an_empty_course_has_a_page(make_course: MakeCourse) -> None:
    folder = make_course(text=None)
    (folder / "bank.yaml").unlink()
    page = page_of(folder)
    assert "0 questions in 0 banks" in page.text
    assert page.all("article") == []
    assert "No sentence is quoted by more than 4 questions." in page.text


@pytest.mark.parametrize(
    ("text", "labels", "language", "quote"),
    [
        (CHINESE, "记者: reporter, 马洛: marlow", "zh", "风里有一扇窗"),
        (HEBREW, "מראיין: reporter, מרלו: marlow", "he", "תריס נטרק ברוח"),
    ],
)
def test_quotes_have_language_and_direction(
    make_course: MakeCourse, text: str, labels: str, language: str, quote: str
) -> None:
    course = (
        COURSE.partition("    regions:")[0]
        .replace("Reporter: reporter, Marlow: marlow", labels)
        .replace("    file:", f"    language: {language}\n    file:")
    )
    folder = make_course(questions(quote), course=course, text=text)
    page = page_of(folder)
    for element in page.all("div", class_="words"):
        assert (element.attributes["lang"], element.attributes["dir"]) == (language, "auto")
    assert [mark.text.rstrip(".") for mark in page.all("mark")] == [quote]
    page = page_of(folder, with_text=False)
    (element,) = page.all("blockquote")
    assert (element.attributes["lang"], element.attributes["dir"]) == (language, "auto")


def test_a_sentence_quoted_too_often_names_its_turn(make_course: MakeCourse) -> None:
    folder = make_course(questions("The rest is brass.", "The rest is brass."))
    page = page_of(folder, covered(folder, often=1))
    (item,) = [e for e in page.all("li") if e.text.startswith("2 questions")]
    assert item.text == "2 questions The Shutter and the Light, Part 1, A3The rest is brass.q0, q1"


# Colours.


def test_shades_are_bands_of_counts() -> None:
    assert [shade(n) for n in (0, 1, 2, 3, 4, 5, 6, 1000)] == [
        "n0", "n1", "n2", "n3", "n3", "n4", "n4", "n4",
    ]  # fmt: skip
    assert list(SHADES.values()) == ["0", "1", "2", "3–4", "5+"]


def luminance(colour: str) -> float:
    """Return the relative luminance, as WCAG 2.2 defines it."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


CSS = (TEMPLATES / "coverage.css").read_text(encoding="utf-8")
PALETTES = [
    dict(re.findall(r"--([\w-]+): (#\w{6})", block))
    for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
]


@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark"])
def test_colours_have_enough_contrast(palette: dict[str, str]) -> None:
    pairs = [("ink", "paper"), ("ink", "panel"), ("soft", "paper"), ("soft", "panel")]
    pairs += [("accent", "paper"), ("accent", "panel"), ("warn-ink", "warn")]
    pairs += [(f"n{n}-ink", f"n{n}") for n in range(len(SHADES))]
    for ink, paper in pairs:
        assert contrast(palette[ink], palette[paper]) >= 4.5, (ink, paper)
    assert contrast(palette["edge"], palette["paper"]) >= 3


def test_there_is_a_light_and_a_dark_palette() -> None:
    light, dark = PALETTES
    assert light.keys() == dark.keys()
    shades = [[luminance(p[f"n{n}"]) for n in range(len(SHADES))] for p in PALETTES]
    assert shades[0] == sorted(shades[0], reverse=True)
    assert shades[1] == sorted(shades[1])
