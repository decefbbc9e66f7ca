"""Load and check of a large course against reading the same bank files with PyYAML, in one run.

A course of 10,000 invented questions of all types in 100 banks, on an interview in two translations
that the script writes; every quote stands in them.  Its words are as common and as rare as those of
a language, so that the rules which look for questions that resemble one another have work to do.
CPU time is the median of several runs, each in a process of its own, taken in turn: `check()` (load,
verify every passage, run every rule) against `yaml.load` with `CSafeLoader` of the banks alone (at
most 3 times that), and `check()` of 10,000 questions against that of 1,000, a question (at most 1.2
times that).  What comes of either is kept until its time is taken.  What loading alone takes is
printed for information.

With `--profile`, prints instead how long each rule takes and the functions that take longest.
"""

from __future__ import annotations

import cProfile
import pstats
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from studykit.bank.evidence import verify
from studykit.bank.load import load
from studykit.check import check
from studykit.cli.common import gc_paused
from studykit.diagnostics import Report, Severity
from studykit.rules import RULES

LARGE, SMALL = 10_000, 1_000
BANK = 100
ROUNDS = 7

ONSETS = "b br c cl d dr f fl g gr h j l m n p pl qu r s st t tr v w".split()
VOWELS = "a e i o u ai ea oo".split()
ENDS = "ck d g l ll m n nd nt p r rd rn sh st t ve".split()


class Words:
    """Invented words of an English cut: few common ones, many rare."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.known: set[str] = set()
        self.nouns = self._made(2_500, "")
        self.verbs = self._made(800, "")
        self.adjectives = self._made(900, "y", "ous", "al", "less", "ish")
        self.places = [word.capitalize() for word in self._made(60, "by", "ton", "ness")]

    def _made(self, count: int, *ends: str) -> list[str]:
        made: list[str] = []
        while len(made) < count:
            syllables = self.rng.choice((1, 1, 2, 2, 2, 3))
            word = "".join(
                self.rng.choice(ONSETS) + self.rng.choice(VOWELS) for _ in range(syllables)
            )
            word += self.rng.choice(ENDS) + self.rng.choice(ends)
            if len(word) > 3 and word not in self.known:
                self.known.add(word)
                made.append(word)
        return made

    def of(self, words: list[str]) -> str:
        """One of some words, the first of them oftener than the last."""
        return words[int(len(words) * self.rng.random() ** 2)]

    def clause(self) -> str:
        """When something was, to be put behind a question, or nothing."""
        if self.rng.random() < 0.25:
            return ""
        word = self.rng.choice(("when", "while", "after", "although", "before"))
        return f", {word} the {self.thing()} had {self.of(self.verbs)}ed the {self.thing()}"

    def thing(self) -> str:
        rng = self.rng
        adjective = f"{self.of(self.adjectives)} " if rng.random() < 0.6 else ""
        return adjective + self.of(self.nouns)


@dataclass(frozen=True)
class Sentence:
    """Who does what to what, and where; in two translations."""

    who: str
    does: str
    what: str
    where: str
    number: int | None
    says: tuple[str, str]


PREPOSITIONS = "behind beside below above near across against".split()
ADDED = (
    "and nobody there ever asks why", "because that’s how people here were taught",
    "but it takes far longer than anyone thinks", "so the others can sleep", "when the wind turns",
)  # fmt: skip
ADDED_TOO = (
    "and no one there asks for a reason", "since it’s what people here have learned",
    "but that takes much longer than one thinks", "so that the rest may sleep", "as the wind turns",
)  # fmt: skip


def sentence(words: Words) -> Sentence:
    rng = words.rng
    who, what, does = words.thing(), words.thing(), words.of(words.verbs)
    where = f"{rng.choice(PREPOSITIONS)} the {words.thing()}"
    if rng.random() < 0.1:
        where = f"in {rng.choice(words.places)}"
    number = rng.randint(2, 400) if rng.random() < 0.15 else None
    object = f"{number} {what}s" if number else f"the {what}"
    n = rng.randrange(len(ADDED) * 2)
    ends = (f", {ADDED[n]}.", f", {ADDED_TOO[n]}.") if n < len(ADDED) else (".", ".")
    other = words.of(words.verbs)
    first = f"the {who} {does}s {object} {where}{ends[0]}"
    second = f"{where}, the {who} {other}s {object}{ends[1]}"
    return Sentence(who, does, what, where, number, (_upper(first), _upper(second)))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Turn:
    speaker: str
    sentences: tuple[Sentence, ...]


PEOPLE = {"reporter": "The reporter", "marlow": "Ida Marlow", "venn": "Tom Venn"}
LABELS = {"Reporter": "reporter", "Marlow": "marlow"}
TRANSLATIONS = ("north", "south")


def interview(words: Words, questions: int) -> list[list[Turn]]:
    """Parts of turns with about a sentence for each question."""
    rng = words.rng
    parts = []
    for _ in range(max(2, questions // 100)):
        part = []
        for n in range(20):
            speaker = list(LABELS)[n % 2]
            count = rng.randint(1, 3) if n % 2 == 0 else rng.randint(4, 10)
            part.append(Turn(speaker, tuple(sentence(words) for _ in range(count))))
        parts.append(part)
    return parts


def written(parts: list[list[Turn]], translation: int) -> str:
    """A translation as Markdown."""
    lines = []
    for n, part in enumerate(parts, 1):
        lines.append(f"## Part {n}: {part[0].sentences[0].who}")
        for turn in part:
            said = [s.says[translation] for s in turn.sentences]
            lines.append(f"**{turn.speaker}:** {' '.join(said[:5])}")
            if said[5:]:
                lines.append(" ".join(said[5:]))
    return "\n\n".join(lines) + "\n"


def course_file(parts: list[list[Turn]]) -> dict[str, Any]:
    return {
        "id": "bench",
        "title": "Bench",
        "works": [{"id": "talk", "title": "A talk"}],
        "people": [
            {"id": id, "name": name, "aliases": [name.split()[-1].capitalize()]}
            for id, name in PEOPLE.items()
        ],
        "sources": [
            {
                "id": id,
                "kind": "translation",
                "work": "talk",
                "title": f"The {id.capitalize()} Translation",
                "credit": f"translated in the {id}",
                "url": f"https://example.org/{id}",
                "file": f"{id}.md",
                "speakers": LABELS,
                "regions": [
                    {
                        "id": f"part-{n}",
                        "title": f"Part {n}",
                        "kind": "interview",
                        "heading": f"Part {n}: {part[0].sentences[0].who}",
                    }
                    for n, part in enumerate(parts, 1)
                ],
            }
            for id in TRANSLATIONS
        ],
    }


TYPES = (
    ("multiple_choice",) * 7 + ("basic",) * 3 + ("cloze",) * 3 + ("short_answer",) * 2
    + ("true_false",) * 2 + ("numeric", "ordering", "matching", "who_said_it", "compare")
    + ("discussion",)
)  # fmt: skip


def passage(turn: Turn, sentence: Sentence, translation: int = 0) -> dict[str, Any]:
    quote = sentence.says[translation]
    cited: dict[str, Any] = {"quote": quote.rstrip(".") if len(quote) % 2 else quote}
    if translation or len(quote) % 3:
        cited["source"] = TRANSLATIONS[translation]
    if len(quote) % 4:
        cited["speaker"] = PEOPLE[LABELS[turn.speaker]]
    return cited


def asked(type: str, turn: Turn, one: Sentence, words: Words) -> dict[str, Any]:
    """The keys of a question of a type on a sentence."""
    rng = words.rng
    others = rng.sample(turn.sentences, min(4, len(turn.sentences)))
    others = [s for s in turn.sentences if s in others]
    speaker = PEOPLE[LABELS[turn.speaker]]
    match type:
        case "multiple_choice":
            return {
                "prompt": f"According to {speaker}, what does the {one.who} {one.does} {one.where}{words.clause()}?",
                "key": f"The {one.what} {rng.choice(PREPOSITIONS)} the {words.thing()}",
                "distractors": [
                    {
                        "text": f"The {words.thing()} {rng.choice(PREPOSITIONS)} the {words.thing()}",
                        "why": f"The {words.thing()} {words.of(words.verbs)}s it {one.where}"
                        f"{words.clause()}.",
                    }
                    for _ in range(3)
                ],
            }
        case "basic":
            return {
                "prompt": f"What does the {one.who} {one.does}, in {speaker}'s words, {one.where}{words.clause()}?",
                "answer": f"The {one.what}.",
            }
        case "cloze":
            text = one.says[0].replace(one.what, f"{{{{c1::{one.what}}}}}", 1)
            if rng.random() < 0.4:
                text = text.replace(f" {one.where}", f" {{{{c2::{one.where}}}}}", 1)
            return {"text": text.rstrip(".")}
        case "short_answer":
            return {
                "prompt": f"Who is it that {one.does}s the {one.what} {one.where}{words.clause()}?",
                "answer": one.who,
                "accept": [f"the {one.who}", f"a {one.who}"],
            }
        case "true_false":
            true = rng.random() < 0.5
            what = one.what if true else words.thing()
            says = f"{_upper(one.where)} the {one.who} {one.does}s the {what}{words.clause()}."
            return {"prompt": says, "answer": true}
        case "numeric":
            asks = (
                f"How many {one.what}s does the {one.who} {one.does} {one.where}{words.clause()}?"
            )
            return {"prompt": asks, "answer": one.number or 1, "unit": f"{one.what}s"}
        case "ordering":
            return {
                "prompt": f"In which order does {speaker} speak of these, after the {one.who}{words.clause()}?",
                "items": [_upper(s.what) for s in others],
                "passages": [passage(turn, s) for s in others],
            }
        case "matching":
            return {
                "prompt": f"Match each with what it does, where the {one.who} is named{words.clause()}.",
                "pairs": [{"left": _upper(s.who), "right": f"{s.does}s {s.where}"} for s in others],
                "passages": [passage(turn, s) for s in others],
            }
        case "who_said_it":
            wrong = [name for name in PEOPLE.values() if name != speaker]
            return {"key": speaker, "distractors": wrong}
        case "compare":
            return {
                "prompt": f"How do the translations say what the {one.who} does {one.where}{words.clause()}?",
                "differs": f"North has “{one.does}s”, South another word.",
                "passages": [passage(turn, one, 0), passage(turn, one, 1)],
            }
        case _:
            return {
                "prompt": f"How far does the {one.who} depend on the {one.what} {one.where}{words.clause()}?",
                "stage": "core",
                "minutes": 20,
                "look_for": [f"The {words.thing()} is not the {words.thing()}." for _ in range(3)],
                "follow_ups": [f"Would the {words.thing()} {words.of(words.verbs)} it too?"],
                "passages": [passage(turn, one)],
            }


def questions(parts: list[list[Turn]], words: Words, count: int) -> Iterator[dict[str, Any]]:
    rng = words.rng
    said = [(turn, s) for part in parts for turn in part for s in turn.sentences]
    long = [(turn, s) for turn, s in said if len(turn.sentences) >= 4]
    counted = [(turn, s) for turn, s in said if s.number]
    for n in range(count):
        type = rng.choice(TYPES)
        turn, one = said[n % len(said)]
        if type in ("ordering", "matching"):
            turn, one = rng.choice(long)
        elif type == "numeric":
            turn, one = rng.choice(counted)
        slug = "-".join(one.who.split() + one.what.split())
        question: dict[str, Any] = {"id": f"{slug}-{n}", "type": type}
        question |= {"passages": [passage(turn, one)]} | asked(type, turn, one, words)
        if rng.random() < 0.8:
            question["explanation"] = (
                f"The {words.thing()} was {words.of(words.adjectives)} at the time, and the"
                f" {words.thing()} would {words.of(words.verbs)} it {one.where}{words.clause()}."
            )
        question["tags"] = rng.sample(words.nouns[:40], 2)
        if rng.random() < 0.6:
            question["level"] = rng.choice(("understand", "apply", "analyze"))
        cited = question.pop("passages")
        if len(cited) == 1 and rng.random() < 0.5:
            other = rng.choice(turn.sentences)
            cited.append(passage(turn, other, rng.randrange(2)))
        yield question | {"passages": cited}


def write(folder: Path, count: int) -> list[Path]:
    """A course of so many questions in a folder; its bank files."""
    words = Words(random.Random(count))
    parts = interview(words, count)
    (folder / "texts").mkdir(parents=True)
    for n, id in enumerate(TRANSLATIONS):
        (folder / "texts" / f"{id}.md").write_text(written(parts, n), encoding="utf-8")
    (folder / "course.yaml").write_text(_yaml(course_file(parts)), encoding="utf-8")
    made = list(questions(parts, words, count))
    files = []
    for n in range(0, count, BANK):
        bank = {
            "id": f"bank-{n // BANK}",
            "title": f"Bank {n // BANK}",
            "defaults": {"source": TRANSLATIONS[0], "level": "remember", "lang": "en"},
            "questions": made[n : n + BANK],
        }
        files.append(folder / f"{n // BANK:03}.yaml")
        files[-1].write_text(_yaml(bank), encoding="utf-8")
    return files


def _yaml(data: Any) -> str:
    return yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)


def banks(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*.yaml") if file.name != "course.yaml")


def parsed(folder: Path) -> list[Any]:
    return [yaml.load(f.read_text(encoding="utf-8"), yaml.CSafeLoader) for f in banks(folder)]


def loaded(folder: Path) -> object:
    """Load a course as the commands do."""
    with gc_paused():
        return load(folder, Report())


def checked(folder: Path) -> object:
    """Check a course as the commands do."""
    with gc_paused():
        return check(folder)


WORKS: dict[str, Callable[[Path], object]] = {
    "yaml": parsed,
    "load": loaded,
    "check": checked,
}


def cpu(work: Callable[[], object]) -> float:
    """The CPU seconds of some work; what came of it is kept for so long, not freed."""
    start = time.process_time()
    made = work()
    taken = time.process_time() - start
    del made
    return taken


def seconds(name: str, folder: Path) -> float:
    """The CPU time of some work in a process of its own, which has all modules and no cached text."""
    command = [sys.executable, __file__, name, str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return float(done.stdout)


def only(name: str, folder: Path) -> None:
    WORKS[name](folder.with_name("warm"))
    print(cpu(lambda: WORKS[name](folder)))


def profile(folder: Path) -> None:
    """The time of each rule, and the functions that take longest."""
    report = Report()
    start = time.process_time()
    course = load(folder, report)
    assert course is not None
    loaded = time.process_time()
    verified = verify(course, report)
    print(f"{loaded - start:8.2f} s  load\n{time.process_time() - loaded:8.2f} s  verify")
    taken = {
        code: cpu(lambda rule=rule: list(rule.check(course, verified)))  # type: ignore[misc]
        for code, rule in RULES.items()
    }
    for code, seconds in sorted(taken.items(), key=lambda item: -item[1]):
        print(f"{seconds:8.2f} s  {code}")
    profiler = cProfile.Profile()
    profiler.runcall(check, folder)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(40)


def main() -> int:
    with tempfile.TemporaryDirectory() as temporary:
        folders = {count: Path(temporary) / str(count) for count in (SMALL, LARGE)}
        for count, folder in folders.items():
            write(folder, count)
        write(Path(temporary) / "warm", BANK)
        if "--profile" in sys.argv:
            with gc_paused():
                profile(folders[LARGE])
            return 0
        size = sum(file.stat().st_size for file in banks(folders[LARGE]))
        report = check(folders[LARGE]).report
        assert not report.errors, [d for d in report.diagnostics if d.severity is Severity.ERROR]
        print(f"{size / 1e6:.1f} MB of YAML; {'; '.join(report.done)}; {report.verdict()}")
        taken: dict[tuple[str, int], list[float]] = defaultdict(list)
        for _ in range(ROUNDS):
            for count, folder in folders.items():
                for name in WORKS:
                    taken[name, count].append(seconds(name, folder))
    each = {work: median(times) / work[1] * 1e6 for work, times in taken.items()}
    for count in folders:
        told = ", ".join(f"{name} {each[name, count]:.0f} µs" for name in WORKS)
        print(f"{count:,} questions: {told} a question")
    ratio = each["check", LARGE] / each["yaml", LARGE]
    linear = each["check", LARGE] / each["check", SMALL]
    print(f"check / yaml.load{ratio:30.2f}   (at most 3)")
    print(f"a question of {LARGE:,} / of {SMALL:,}{linear:20.2f}   (at most 1.2)")
    print("reached" if ratio <= 3 and linear <= 1.2 else "NOT reached")
    return 0


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1] in WORKS:
        only(sys.argv[1], Path(sys.argv[2]))
    else:
        sys.exit(main())
