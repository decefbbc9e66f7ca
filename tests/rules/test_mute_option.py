"""Options of “Who says this?” who speak, are named, or do neither."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from ..conftest import COURSE, LIGHTHOUSE, printed

PEOPLE = """\
people:
  - {id: ada, name: Ada Winder}
  - {id: board, name: The board, aliases: [the harbour board]}
  - {id: cook, name: The cook}
"""
WITH_NEWS = COURSE.replace("people:\n", "works: [{id: talk, title: A talk}]\n" + PEOPLE).replace(
    "    kind: original\n", "    kind: original\n    work: talk\n"
) + """\
  - {id: news, kind: news, title: News, file: news.txt}
  - {id: notes, kind: summary, work: talk, title: Notes, file: notes.txt}
"""  # fmt: skip
MORE = {
    "texts/news.txt": "The harbour board says nothing. Ada Winder says that ships need it.\n",
    "texts/notes.txt": "Ida Marlow says that ships need it no more.\n",
}


@pytest.fixture
def found(checked: Callable[..., Checked]) -> Callable[[str, str, str], list[str]]:
    """The rule's messages on a question with a key, distractors and a passage."""

    def found(key: str, distractors: str, passage: str) -> list[str]:
        question = f"""\
        - id: who
          type: who_said_it
          prompt: Who says this in the talk or the news?
          key: {key}
          distractors: [{distractors}]
          passages: [{{{passage}}}]
        """
        lines = printed(checked(question, course=WITH_NEWS, more=MORE)).splitlines()
        return [line.partition("[mute-option]: ")[2] for line in lines if "mute-option" in line]

    return found


NOISE = "source: lighthouse, quote: a shutter was banging up here in the wind"


def test_speakers_of_the_text(found: Callable[[str, str, str], list[str]]) -> None:
    assert found("Ida Marlow", "The reporter", NOISE) == []


def test_people_who_neither_speak_nor_are_named(
    found: Callable[[str, str, str], list[str]],
) -> None:
    assert found("Ida Marlow", "The cook, Ada Winder", NOISE) == [
        "The cook does not speak in The Shutter and the Light, and is not named there",
        "Ada Winder does not speak in The Shutter and the Light, and is not named there",
    ]


def test_a_person_who_is_named_in_the_same_turn(
    found: Callable[[str, str, str], list[str]],
) -> None:
    """The board is named in the first question, but not in the answer."""
    assert "The board wanted to pull the tower down." in LIGHTHOUSE
    first = "source: lighthouse, quote: What made you ask for the key?"
    assert found("The reporter", "The board", first) == []
    assert found("Ida Marlow", "The board", NOISE) == [
        "The board does not speak in The Shutter and the Light, and is not named there"
    ]


def test_in_a_text_without_speakers_people_who_are_named(
    found: Callable[[str, str, str], list[str]],
) -> None:
    news = "source: news, quote: Ada Winder says that ships need it."
    assert found("Ada Winder", "The board", news) == []
    assert found("Ada Winder", "The cook", news) == [
        "The cook does not speak in News, and is not named there"
    ]


def test_speakers_of_another_version_of_the_work(
    found: Callable[[str, str, str], list[str]],
) -> None:
    notes = "source: notes, quote: Ida Marlow says that ships need it no more."
    assert found("Ida Marlow", "The reporter", notes) == []
