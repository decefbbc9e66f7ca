"""No corruption of a shipped quote passes (`make mutants` prints the rates)."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import mutants


def test_no_false_quote_of_a_small_text_passes() -> None:
    made, killed = mutants.misread()
    assert killed == made
    assert set(made) == {
        "speaker over a line break",
        "unknown speaker",
        "hidden words",
        "superscripts",
    }


@pytest.mark.slow
def test_no_corruption_passes_and_all_typography_does(
    real_texts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STUDYKIT_TEXTS", str(real_texts))
    code = mutants.main()
    assert code == 0, capsys.readouterr().out
    assert len(mutants.MUTATIONS) + len({"speaker", "source"}) >= 14
