"""The bank that a course on an own text has at first."""

from __future__ import annotations

from pathlib import Path

from studykit.starter import FIRST_BANK, is_blank_bank, own_text


def test_a_blank_bank_is_one_that_nobody_has_changed(tmp_path: Path) -> None:
    file = tmp_path / "gate.md"
    file.write_text('The gate: "green" it was, they say, and it squeaked.\n', encoding="utf-8")
    bank = own_text(file, "gates").files[FIRST_BANK]
    assert is_blank_bank(bank)
    assert not is_blank_bank(bank.replace(b"prompt: ", b"prompt: What?"))
    assert not is_blank_bank(bank + b"# mine\n")
    assert not is_blank_bank(b"")
