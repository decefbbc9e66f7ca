"""Benchmark `studykit --help` against `python -c "import typer"`: medians of alternate runs."""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

from ratios import print_ratios

ROUNDS = 10
LIMITS = {"studykit --help / import typer": 1.5}


def seconds(*command: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    def pair() -> tuple[float, float]:
        return seconds("-m", "studykit", "--help"), seconds("-c", "import typer")

    pair()  # the first run reads from disk
    ours, bare = (median(column) for column in zip(*(pair() for _ in range(ROUNDS)), strict=True))
    print(f"studykit --help {ours * 1000:.0f} ms, import typer {bare * 1000:.0f} ms")
    print_ratios({"studykit --help / import typer": ours / bare}, LIMITS)


if __name__ == "__main__":
    main()
