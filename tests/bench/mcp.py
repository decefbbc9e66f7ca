"""Benchmark the start of `studykit mcp`: from the command to the answer to the first request."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from ratios import print_ratios

ROUNDS = 5
LIMITS = {"start, seconds of CPU": 1.5}

INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "bench", "version": "1"},
    },
}


def start(course: Path) -> tuple[float, float]:
    """Return the CPU time of a server that answers one request, and the time until its answer."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    command = [sys.executable, "-m", "studykit", "mcp", "--questions", str(course)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(INITIALIZE).encode() + b"\n")
        server.stdin.flush()
        assert json.loads(server.stdout.readline())["id"] == 1
        seconds = time.perf_counter() - begin
        server.stdin.close()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, seconds


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        init = [sys.executable, "-m", "studykit", "init", temporary + "/course"]
        subprocess.run(init, check=True, stdout=subprocess.DEVNULL)
        course = Path(temporary) / "course" / "questions"
        start(course)  # the first run reads from disk
        times = [start(course) for _ in range(ROUNDS)]
    cpu, seconds = (median(column) for column in zip(*times, strict=True))
    print(f"start {cpu:.2f} s of CPU, {seconds:.2f} s until the first answer")
    print_ratios({"start, seconds of CPU": cpu}, LIMITS)


if __name__ == "__main__":
    main()
