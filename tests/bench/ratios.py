"""Helpers of the benchmarks: the CPU time of a process, and ratios printed with their limits."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Mapping


def cpu_seconds(*command: object, python: object = sys.executable, status: int = 0) -> float:
    """Run Python with some arguments; return the CPU time of the process, imports included.

    Raises CalledProcessError if it exits with another status.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # it would make each run compile our modules again, but not the installed ones
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    run = subprocess.run(
        [str(python), *map(str, command)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=environment,
    )
    if run.returncode != status:
        run.check_returncode()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def print_ratios(ratios: Mapping[str, float], limits: Mapping[str, float]) -> None:
    """Print each ratio with its limit, if it has one, and whether all limits were kept."""
    for name, ratio in ratios.items():
        limit = f"at most {limits[name]:g}" if name in limits else "no limit"
        print(f"{name:<44}{ratio:7.3f}   ({limit})")
    reached = all(ratios[name] <= limit for name, limit in limits.items())
    print("reached" if reached else "NOT reached")
