"""Benchmark `studykit check` with all rules against a validator that only looks quotes up.

The peer is linkml-reference-validator, called as a library with its cache of the text warm, in a venv of
its own (`make bench` makes it).  400 quotes from 30 KB and 200 from 1 MB of invented prose, all right, or
one in ten changed by a word or invented; half of them have straight quotation marks.  Each run is a whole
process, imports included, measured by its CPU time; runs alternate, and the median counts.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from pathlib import Path
from statistics import median

from locate import source
from ratios import cpu_seconds, print_ratios

PEER = Path(".venv-validator/bin/python")
ROUNDS = 5
CASES = {
    # name: size of the text, number of quotes, whether one in ten is wrong, the highest ratio
    "400 quotes, 30 KB, right": (30_000, 400, False, 1.1),
    "200 quotes, 1 MB, right": (1_000_000, 200, False, 1.2),
    "400 quotes, 30 KB, one in ten wrong": (30_000, 400, True, 0.6),
    "200 quotes, 1 MB, one in ten wrong": (1_000_000, 200, True, 1.2),
}
COURSE = """\
id: bench
title: Bench
sources:
  - {id: text, kind: essay, title: Text, file: text.txt}
"""
VALIDATE = """\
import json, sys
from pathlib import Path
from linkml_reference_validator.models import ReferenceValidationConfig
from linkml_reference_validator.validation.supporting_text_validator import SupportingTextValidator

folder = Path(sys.argv[1])
config = ReferenceValidationConfig(cache_dir=folder / "cache", reference_base_dir=folder)
validator = SupportingTextValidator(config)
quotes = json.loads((folder / "quotes.json").read_text(encoding="utf-8"))
wrong = sum(not validator.validate(quote, "file:text.txt").is_valid for quote in quotes)
print(wrong)
"""


def quotes(raw: str, count: int, some_wrong: bool, rng: random.Random) -> list[str]:
    """Return quotes of 8 to 14 words."""
    found: list[str] = []
    while len(found) < count:
        at = raw.index(" ", rng.randrange(len(raw) - 400)) + 1
        words = raw[at : at + 300].split("\n")[0].split(" ")[: rng.randint(8, 14)]
        if len(words) < 8:
            continue
        quote = " ".join(words).rstrip("—")
        if len(found) % 2:
            quote = quote.replace("’", "'").replace("“", '"').replace("”", '"')
        if some_wrong and len(found) % 20 == 4:
            words[len(words) // 2] = "zzyx"
            quote = " ".join(words)
        elif some_wrong and len(found) % 20 == 14:
            quote = " ".join(word[::-1] + "q" for word in words)
        found.append(quote)
    return found


def write(folder: Path, size: int, count: int, some_wrong: bool) -> None:
    """Write a course and the list of its quotes into a folder."""
    rng = random.Random(size)
    raw = source(size, rng)
    found = quotes(raw, count, some_wrong, rng)
    names = sorted({word for word in raw.split() if word.isalpha() and len(word) > 6})
    questions = [
        {
            "id": f"q{n}",
            "type": "basic",
            "prompt": f"Who was the {rng.choice(names)} of {rng.choice(names)}?",
            "answer": max(filter(str.isalpha, quote.split()), key=len),
            "passages": [{"quote": quote}],
        }
        for n, quote in enumerate(found)
    ]
    (folder / "texts").mkdir(parents=True)
    for name in ("texts/text.txt", "text.txt"):
        (folder / name).write_text(raw, encoding="utf-8")
    (folder / "course.yaml").write_text(COURSE, encoding="utf-8")
    lines = "\n".join(f"  - {json.dumps(q, ensure_ascii=False)}" for q in questions)
    bank_text = f"id: bank\ntitle: Bank\nquestions:\n{lines}\n"
    (folder / "bank.yaml").write_text(bank_text, encoding="utf-8")
    (folder / "quotes.json").write_text(json.dumps(found), encoding="utf-8")


def main() -> int:
    os.environ.pop("STUDYKIT_TEXTS", None)
    if not PEER.exists():
        print(f"no {PEER}: `make bench` makes it")
        return 1
    ratios, limits = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        # both as they are when installed: compiled
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder, "compiled"))
        for name, (size, count, some_wrong, limit) in CASES.items():
            course = Path(folder, name)
            write(course, size, count, some_wrong)
            ours, theirs = [], []
            check = ("-m", "studykit", "check", "--questions", course)
            for _ in range(ROUNDS + 1):  # the first run fills caches
                ours.append(cpu_seconds(*check, status=int(some_wrong)))
                theirs.append(cpu_seconds("-c", VALIDATE, course, python=PEER))
            del ours[0], theirs[0]
            ratios[name], limits[name] = median(ours) / median(theirs), limit
    print_ratios(ratios, limits)
    return 0


if __name__ == "__main__":
    sys.exit(main())
