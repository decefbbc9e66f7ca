"""`studykit --help` against `python -c "import typer"`, side by side in one run.

Prints the ratio of the medians of ten runs each, taken in turn; at most 1.5 is asked for.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

COMMANDS = {
    "import typer": [sys.executable, "-c", "import typer"],
    "studykit --help": [sys.executable, "-m", "studykit", "--help"],
}


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for command in COMMANDS.values():
        seconds(command)  # the first run reads from disk
    for _ in range(10):
        for name, command in COMMANDS.items():
            taken[name].append(seconds(command))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    for name, median in medians.items():
        print(f"{name:<16} {median * 1000:6.1f} ms")
    ratio = medians["studykit --help"] / medians["import typer"]
    print(f"ratio            {ratio:6.2f}  (at most 1.5)")


if __name__ == "__main__":
    main()
