"""Reading PDFs with poppler's tools; tests are skipped where they are not installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest


def pages(content: bytes, *options: str) -> list[str]:
    """The text of each page of a PDF."""
    return _pdftotext(content, *options).split("\f")[:-1]


def width_of(word: str, content: bytes) -> float:
    """The width in points of a word that is once in a PDF."""
    found = _pdftotext(content, "-bbox")
    ((left, right),) = re.findall(rf'xMin="([\d.]+)".* xMax="([\d.]+)".*>{word}<', found)
    return float(right) - float(left)


def lefts(content: bytes) -> dict[str, float]:
    """Where each word of a PDF starts, in points from the left; of equal words, the last.

    The letters of a word are those from left to right.
    """
    found = re.findall(r'xMin="([\d.]+)".*>(.+)</word>', _pdftotext(content, "-bbox"))
    return {unescape(word): float(left) for left, word in found}


def _pdftotext(content: bytes, *options: str) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils is not installed: no pdftotext")
    done = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=content, capture_output=True, check=True
    )
    return done.stdout.decode()


def solid(text: str) -> str:
    """A text without spaces, to find it wherever its lines break."""
    return re.sub(r"[\s\u200b\u2060\u202a-\u202e\u2066-\u2069]+", "", text)


def office(file: Path, folder: Path) -> bytes:
    """A Word document as printed by LibreOffice."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("LibreOffice is not installed: no soffice")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), file]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / f"{file.stem}.pdf").read_bytes()
