"""What counts as a name that the passages have."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from ..conftest import LIGHTHOUSE, printed


@pytest.mark.parametrize("answer", ["It has GPUs.", "It has a GPU.", "Each GPU’s fan."])
def test_a_plural_of_capitals_is_the_name(answer: str, checked: Callable[..., Checked]) -> None:
    text = LIGHTHOUSE.replace("They have satellites", "They have GPUs")
    question = f"""\
        - id: gpu
          type: basic
          prompt: What do ships have?
          answer: {answer}
          passages: [{{quote: "They have GPUs, and they have the mast."}}]
    """
    assert printed(checked(question, text=text)).endswith("0 errors, 0 warnings")
