"""Parts of a picture on cards: Anki's own image occlusion, in its own engine."""

from __future__ import annotations

import re

from anki.buildinfo import version

from studykit.targets.anki.notetypes import LABEL

from ..conftest import COURSE, MakeCourse
from ..pictures.files import png
from .conftest import built
from .learner import Learner, Log

LAMP = """
- id: lamp
  type: label_picture
  prompt: Name the parts of the lamp.
  picture: images/lamp.png
  alt: A “lamp” on a box.
  explanation: It is old.
  labels:
    - name: the *lens*
      ellipse: {left: 0.1, top: 0.1, width: 0.2, height: 0.1}
    - name: the {{box}}::lid}
      rectangle: {left: 0.6, top: 0.1, width: 0.2, height: 0.1}
    - name: the roof
      polygon: [[0, 0.8], [0.2, 0.8], [0.1, 1]]
  passages: [{quote: a shutter was banging up here in the wind}]
"""

CREDITED = COURSE + "images: {images/lamp.png: {credit: Ida Marlow}}\n"

FILES: dict[str, str | bytes] = {"images/lamp.png": png()}


def made(make_course: MakeCourse, question: str = LAMP) -> bytes:
    return built(make_course(question, course=CREDITED, more=FILES)).content


def test_each_part_is_a_card(make_course: MakeCourse, learner: Learner) -> None:
    """The shapes are in Anki's notation; the back names the part, with the evidence below."""
    assert learner.import_deck(made(make_course)) == Log(new=1)
    assert learner.empty_cards() == set()
    assert [card.ord for card in learner.cards()] == [0, 1, 2]
    note = learner.note("lamp")
    assert note["Options"] == (
        "{{c1::image-occlusion:ellipse:left=0.1:top=0.1:rx=0.1:ry=0.05:oi=1}}"
        "{{c2::image-occlusion:rect:left=0.6:top=0.1:width=0.2:height=0.1:oi=1}}"
        "{{c3::image-occlusion:polygon:left=0:top=0.8:points=0,0.8 0.2,0.8 0.1,1:oi=1}}"
    )
    assert re.fullmatch(
        r'<img src="studykit-[0-9a-f]{16}\.png" alt="A “lamp” on a box\.">', note["Stimulus"]
    )
    assert note["Explanation"] == 'It is old.<div class="credit" dir="auto">Ida Marlow</div>'
    for card, name in zip(
        learner.cards(), ["the <em>lens</em>", "the {{box}}::lid}", "the roof"], strict=True
    ):
        question, answer = card.question(), card.answer()
        shapes = re.findall(r'<div class="(cloze[a-z-]*)" data-ordinal="(\d)" data-shape', question)
        assert shapes == [
            ("cloze" if n == card.ord + 1 else "cloze-inactive", str(n)) for n in (1, 2, 3)
        ]
        shown = re.findall(r'<div class="answer" id="answer" dir="auto">(.*)</div>', answer)
        assert [re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), text) for text in shown] == [name]
        # the oldest engine uncovers the part, and does not mark it
        assert answer.count('<div class="cloze-highlight"') == (version != "23.10")
        assert "a shutter was banging up here in the wind" in answer


def test_ankis_own_note_type_is_neither_taken_nor_changed(
    make_course: MakeCourse, learner: Learner
) -> None:
    """Anki finds note types in a package by their ids, and its own for new pictures by its kind."""
    own = learner.col.models.by_name("Image Occlusion")
    learner.import_deck(made(make_course))
    assert learner.col.models.by_name("Image Occlusion") == own
    models = [learner.col.models.get(m.id) for m in learner.col.models.all_names_and_ids()]
    assert [m["name"] for m in models if m.get("originalStockKind") == 6] == ["Image Occlusion"]
    assert LABEL.name in {m["name"] for m in models}


def test_a_collection_without_ankis_own_note_type_gets_it_when_it_is_needed(
    make_course: MakeCourse, learner: Learner
) -> None:
    """A collection from before 23.10 has none: Anki makes it, and does not use the one of the deck."""
    learner.col.models.remove(learner.col.models.by_name("Image Occlusion")["id"])
    learner.import_deck(made(make_course))
    learner.col._backend.add_image_occlusion_notetype()
    learner.col.models._clear_cache()
    assert learner.col.models.by_name("Image Occlusion") is not None


def test_outlines(make_course: MakeCourse, learner: Learner) -> None:
    """The class of the picture gives the shapes their style; the others are not drawn."""
    learner.import_deck(made(make_course, LAMP.replace("  labels:", "  cover: false\n  labels:")))
    note = learner.note("lamp")
    assert note["Stimulus"].endswith(' class="outlined">')
    assert "oi=1" not in note["Options"]


def test_a_part_at_the_end_is_a_new_card_and_the_others_keep_their_reviews(
    make_course: MakeCourse, learner: Learner
) -> None:
    first = make_course(LAMP, course=CREDITED, more=FILES)
    old = built(first)
    learner.import_deck(old.content)
    learner.study("lamp", 1)
    bank = next(first.glob("*bank*.yaml"))
    more = "      - name: the door\n        rectangle: {left: 0.4, top: 0.4, width: 0.1, height: 0.1}\n"
    bank.write_text(
        bank.read_text(encoding="utf-8").replace("[0.1, 1]]\n", f"[0.1, 1]]\n{more}"),
        encoding="utf-8",
    )
    new = built(first, old.lock, now=1_700_000_100)
    assert [tuple(added) for added in new.forecast.added] == [("lamp", (4,))]
    assert learner.import_deck(new.content) == Log(updated=1)
    assert [card.ord for card in learner.cards()] == [0, 1, 2, 3]
    assert learner.card("lamp", 1).reps == 2
