"""Every text of a document with its location."""

from __future__ import annotations

from studykit.targets.handout.texts import texts

from .example import example


def test_texts_come_with_their_location() -> None:
    found = list(texts(example()))
    assert ("form A, question 1", "It would ask nothing of anybody.") in found
    assert ("form B, line 7", "That took eleven months and three attempts.") in found
    assert ("form A, the source of lines 7–8", "Ida Marlow, Part 1, A2. The Shutter and the Light (written for studykit)") in found  # fmt: skip
    assert ("form A, the fields", "/ 17") in found
    assert ("form A, the glossary, “lens”", "what turns") in found
    assert found[-1] == ("the credits", "Questions: MIT licence.")


def test_the_student_s_example_has_no_notes_and_no_ids() -> None:
    words = {text for _, text in texts(example("student"))}
    assert not words & {"See the passage.", "no-motor", "useless", "Listen for"}
