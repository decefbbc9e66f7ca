"""QR codes: the same address as the link, large enough to be read from paper."""

from __future__ import annotations

import re

from studykit.targets.handout.formats.qr import qr_code


def test_a_code_is_a_picture_with_a_quiet_zone() -> None:
    svg = qr_code("https://example.org/lighthouse", "svg").decode()
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    (size,) = {float(text) for text in re.findall(r'(?:width|height)="([0-9.]+)"', svg)}
    assert size == 4 * (29 + 2 * 2)  # 29 modules hold 42 bytes with medium error correction
    assert qr_code("https://example.org/lighthouse", "png").startswith(b"\x89PNG")


def test_equal_addresses_have_equal_codes() -> None:
    assert qr_code("https://example.org/a", "svg") == qr_code("https://example.org/a", "svg")
    assert qr_code("https://example.org/a", "svg") != qr_code("https://example.org/b", "svg")
