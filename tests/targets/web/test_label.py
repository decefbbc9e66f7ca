"""Pictures whose parts are named: on the screen, on paper and on the wall."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studykit.bank.media import ShownMedia
from studykit.bank.model import Exercise, Label, LabelledPart
from studykit.bank.shapes import Shape
from studykit.pictures import PictureFile
from studykit.targets.web.data import page_data
from studykit.targets.web.page import page

from ...pictures.files import png
from ..conftest import exercise
from .conftest import OpenPage
from .page import PHONE, LearnersPage
from .sample import EXERCISES, request

PARTS = (
    LabelledPart("the *lantern*", Shape("ellipse", ((0.1, 0.2), (0.3, 0.6)))),
    LabelledPart("the shutter", Shape("rectangle", ((0.6, 0.5), (0.9, 0.9)))),
    LabelledPart("the roof", Shape("polygon", ((0.4, 0.3), (0.5, 0.1), (0.6, 0.3)))),
)

ALT = "something on a tower"


def lamp(id: str = "lamp", cover: bool = False, count: int = 3, **changes: Any) -> Exercise:
    response = Label("lamp.png", ALT, PARTS[:count], cover)
    fields = {"id": id, "prompt": "Name the parts.", "type": "label_picture"}
    return exercise(response, **fields | changes)


MEDIA = {"lamp.png": ShownMedia(PictureFile("png", png(400, 200), 400, 200), "Ida Marlow, CC BY")}


def test_parts_have_their_names_shapes_and_the_places_of_their_numbers() -> None:
    """A number is at the corner of an outline, at the top of an ellipse."""
    data = page_data(request([lamp()], media=MEDIA))
    (question,) = data["questions"]
    assert {key: question[key] for key in ("kind", "picture", "parts")} == {
        "kind": "label",
        "picture": ["img", {"src": "picture:lamp.png", "alt": ALT}],
        "parts": [
            {
                "t": ["the ", ["em", 0, "lantern"]],
                "word": "the lantern",
                "at": [0.2, 0.2],
                "shape": ["ellipse", {"cx": 0.2, "cy": 0.4, "rx": 0.1, "ry": 0.2}],
            },
            {
                "t": "the shutter",
                "word": "the shutter",
                "at": [0.6, 0.5],
                "shape": ["rect", {"x": 0.6, "y": 0.5, "width": 0.3, "height": 0.4}],
            },
            {
                "t": "the roof",
                "word": "the roof",
                "at": [0.4, 0.3],
                "shape": ["polygon", {"points": "0.4,0.3 0.5,0.1 0.6,0.3"}],
            },
        ],
    }
    assert "cover" not in question
    assert list(data["media"]) == ["lamp.png"]


def test_the_number_of_a_covered_part_is_in_its_middle() -> None:
    (question,) = page_data(request([lamp(cover=True)]))["questions"]
    assert question["cover"] is True
    places = [part["at"] for part in question["parts"]]
    assert places == [[0.2, 0.4], [0.75, 0.7], pytest.approx([0.5, 0.2333], abs=0.01)]


@pytest.fixture(scope="module")
def labels_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with the lamp in outlines, covered, and with one part of each."""
    file = tmp_path_factory.mktemp("labels") / "index.html"
    exercises = [
        lamp(),
        lamp("covered", cover=True),
        lamp("single", count=1),
        lamp("hidden", cover=True, count=1),
    ]
    file.write_text(page(request(exercises, media=MEDIA)), encoding="utf-8")
    return file


@pytest.fixture
def labels(open_page: OpenPage, labels_file: Path) -> LearnersPage:
    return open_page(labels_file)


@pytest.mark.slow
def test_the_part_that_is_asked_is_highlighted_and_nothing_names_it(labels: LearnersPage) -> None:
    labels.ask("lamp")
    assert labels.text(".facts-line") == "part 1 of 3"
    assert labels.texts(".parts li") == ["1", "2", "3"]
    assert labels.texts(".parts li[aria-current]") == ["1"]
    assert labels.page.locator("svg .asked:not(.under)").evaluate_all("all => all.length") == 1
    assert labels.page.get_by_label("The name of part 1").count() == 1
    assert labels.page.get_by_role("img", name=ALT).count() == 1
    assert labels.text("figcaption") == "Ida Marlow, CC BY"
    words = labels.page.locator("#page").evaluate("e => e.outerHTML")
    assert [part.name for part in PARTS if part.name.split()[1].strip("*") in words] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("Lantern", "✓ Right"),
        ("the lantren", "≈ Almost right"),
        ("the shutter", "✗ Not right"),
        ("", "✗ Not answered"),
    ],
)
def test_the_name_is_marked_and_shown_at_its_place(
    labels: LearnersPage, typed: str, verdict: str
) -> None:
    labels.ask("lamp")
    labels.page.keyboard.type(typed)
    labels.press("Enter")
    assert labels.verdict == verdict
    assert labels.text(".answer") == "the lantern"
    assert labels.texts(".parts li") == ["1 the lantern", "2", "3"]
    assert labels.text(".evidence blockquote") == "a noise"


@pytest.mark.slow
def test_each_part_is_a_card(labels: LearnersPage) -> None:
    """Its siblings are asked on other days."""
    labels.go()
    labels.press("Enter")
    labels.shows(".screen:not(.answered)")
    assert labels.text(".count") == "4 left"
    labels.press("Enter")
    labels.shows(".answered")
    labels.press("4")
    labels.shows(".screen:not(.answered)")
    (review,) = labels.reviews()
    assert (review["question"], review["part"], review["grade"]) == ("lamp", 1, 4)


@pytest.mark.slow
def test_a_part_is_named_by_touch(open_page: OpenPage, labels_file: Path) -> None:
    phone = open_page(labels_file, **PHONE).ask("covered")
    phone.page.locator("input[type=text]").tap()
    phone.page.keyboard.type("lantern")
    phone.page.locator(".bar .main").tap()
    assert phone.verdict == "✓ Right"


BOXES = """() => [...document.querySelectorAll(".parts img, .parts li")].map((one) => {
  const { left, top, right, bottom } = one.getBoundingClientRect();
  return [left, top, right, bottom];
})"""


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_numbers_and_names_are_on_the_picture_and_where_their_parts_are(
    labels: LearnersPage, width: int
) -> None:
    labels.page.set_viewport_size({"width": width, "height": 256 if width == 320 else 800})
    labels.ask("covered")
    (left, top, right, bottom), *numbers = labels.page.evaluate(BOXES)
    assert right - left >= 280
    assert (right - left) / (bottom - top) == pytest.approx(2, rel=0.01)
    middles = [
        (((x1 + x2) / 2 - left) / (right - left), ((y1 + y2) / 2 - top) / (bottom - top))
        for x1, y1, x2, y2 in numbers
    ]
    assert middles == [
        (pytest.approx(x, abs=0.02), pytest.approx(y, abs=0.02))
        for x, y in ((0.2, 0.4), (0.75, 0.7), (0.5, 0.2333))
    ]
    labels.press("Enter")
    labels.shows(".answered")
    (left, top, right, bottom), *marks = labels.page.evaluate(BOXES)
    for x1, y1, x2, y2 in marks:
        assert left - 1 <= x1 <= x2 <= right + 1
        assert top - 1 <= y1 <= y2 <= bottom + 1
    assert labels.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.slow
def test_outlines_show_what_covers_hide(labels: LearnersPage) -> None:
    fills = {}
    for id in ("lamp", "covered"):
        labels.ask(id)
        fill = "all => all.map((one) => getComputedStyle(one).fill)"
        fills[id] = labels.page.locator("svg .shape:not(.under)").evaluate_all(fill)
    assert fills == {"lamp": ["none"] * 2, "covered": ["rgb(255, 255, 255)"] * 2}


@pytest.mark.slow
@pytest.mark.parametrize(("id", "marks"), [("single", []), ("hidden", ["?"])])
def test_the_only_part_has_no_number(labels: LearnersPage, id: str, marks: list[str]) -> None:
    labels.ask(id)
    assert labels.texts(".parts li") == marks
    assert labels.page.get_by_label("Your answer").count() == 1
    labels.press("Enter")
    assert labels.texts(".answered .parts li") == ["the lantern"]


@pytest.mark.slow
def test_the_sheet_has_blanks_and_the_key_has_names(labels: LearnersPage) -> None:
    labels.go("#print", ".sheet")
    first = labels.page.locator(".sheet-questions > li").first
    assert first.locator(".parts li").all_inner_texts() == ["1", "2", "3"]
    assert first.locator(".part-names li").all_inner_texts() == ["1 ", "2 ", "3 "]
    assert first.locator(".part-names .rule").count() == 3
    labels.page.locator("#key").check()
    keys = labels.texts(".sheet-key .part-names")
    assert keys[0] == "1 the lantern 2 the shutter 3 the roof"
    assert keys[2] == "the lantern"


@pytest.mark.slow
def test_the_wall_asks_for_all_parts(labels: LearnersPage) -> None:
    labels.go("#wall=lamp", ".wall")
    assert labels.page.locator(".parts [aria-current]").count() == 0
    left, top, right, bottom = labels.page.evaluate(BOXES)[0]
    assert (right - left) / (bottom - top) == pytest.approx(2, rel=0.01)
    labels.press("l")
    assert labels.text(".solution .part-names") == "1 the lantern 2 the shutter 3 the roof"


@pytest.mark.slow
def test_a_test_asks_for_one_of_the_parts(labels: LearnersPage) -> None:
    labels.go("#exam", "main")
    assert labels.texts("#length option") == ["4 questions"]


@pytest.mark.slow
def test_without_the_picture_its_words_are_shown(open_page: OpenPage, tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_text(page(request([lamp(), EXERCISES["recall"]])), encoding="utf-8")
    one = open_page(file).ask("lamp")
    assert f"[picture: {ALT}]" in one.text("main.question")
