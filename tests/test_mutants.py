"""No corruption of a shipped quote is accepted (`make mutants` prints the rates)."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import mutants


@pytest.mark.slow
def test_corruptions_fail_and_typographic_variants_pass(
    real_texts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STUDYKIT_TEXTS", str(real_texts))
    code = mutants.main()
    assert code == 0, capsys.readouterr().out
    assert len(mutants.MUTATIONS) + len({"speaker", "source"}) >= 14
