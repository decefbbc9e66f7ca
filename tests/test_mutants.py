"""No corruption of a shipped quote is accepted (`make mutants` prints the rates)."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import mutants


def test_no_false_quote_of_a_small_text_passes() -> None:
    tallies = mutants.misread()
    assert all(tally.detected == tally.made for tally in tallies.values())
    assert set(tallies) == {
        "speaker over a line break",
        "unknown speaker",
        "hidden words",
        "superscripts",
    }


@pytest.mark.slow
def test_corruptions_fail_and_typographic_variants_pass(
    real_texts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STUDYKIT_TEXTS", str(real_texts))
    code = mutants.main()
    assert code == 0, capsys.readouterr().out
    assert len(mutants.MUTATIONS) + len({"speaker", "source"}) >= 14
