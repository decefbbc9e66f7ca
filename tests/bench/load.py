"""Benchmark `studykit check` of 2,000 and 10,000 questions against only parsing their YAML.

Each run is a whole process, imports included, measured by its CPU time; runs alternate, and the
median counts.  The other process parses the same files with PyYAML's `CSafeLoader`.  A course of 100
questions shows what a run costs before it does any work, which the comparison of the two sizes
subtracts.

The course is invented: questions of all types in banks of 100, on an interview in two translations.
Its words have frequencies like those of a language, so that rules which compare questions have work.
"""

from __future__ import annotations

import os
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import yaml
from ratios import cpu_seconds, print_ratios

SMALL, USUAL, LARGE = 100, 2_000, 10_000
BANK = 100
ROUNDS = 5

LIMITS = {
    "check / parse, 2,000 questions": 8.0,
    "one question of 10,000 / one of 2,000": 1.3,
}

CHECK = ("-m", "studykit", "check", "--questions")
PARSE = (
    "-c",
    "import pathlib, sys, yaml\n"
    "for file in pathlib.Path(sys.argv[1]).glob('*.yaml'):\n"
    "    yaml.load(file.read_text(encoding='utf-8'), yaml.CSafeLoader)",
)

ONSETS = "b br c cl d dr f fl g gr h j l m n p pl qu r s st t tr v w".split()
VOWELS = "a e i o u ai ea oo".split()
ENDS = "ck d g l ll m n nd nt p r rd rn sh st t ve".split()


class Vocabulary:
    """Invented words that look English: a few common ones, many rare ones."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.known: set[str] = set()
        self.nouns = self._invent(2_500, "")
        self.verbs = self._invent(800, "")
        self.adjectives = self._invent(900, "y", "ous", "al", "less", "ish")
        self.places = [word.capitalize() for word in self._invent(60, "by", "ton", "ness")]

    def _invent(self, count: int, *ends: str) -> list[str]:
        words: list[str] = []
        while len(words) < count:
            syllables = self.rng.choice((1, 1, 2, 2, 2, 3))
            word = "".join(
                self.rng.choice(ONSETS) + self.rng.choice(VOWELS) for _ in range(syllables)
            )
            word += self.rng.choice(ENDS) + self.rng.choice(ends)
            if len(word) > 3 and word not in self.known:
                self.known.add(word)
                words.append(word)
        return words

    def pick(self, words: list[str]) -> str:
        """Return one of the words; earlier ones are more frequent."""
        return words[int(len(words) * self.rng.random() ** 2)]

    def clause(self) -> str:
        """Return a clause of time for the end of a question, or nothing."""
        if self.rng.random() < 0.25:
            return ""
        word = self.rng.choice(("when", "while", "after", "although", "before"))
        return f", {word} the {self.thing()} had {self.pick(self.verbs)}ed the {self.thing()}"

    def thing(self) -> str:
        """Return a noun, often with an adjective."""
        rng = self.rng
        adjective = f"{self.pick(self.adjectives)} " if rng.random() < 0.6 else ""
        return adjective + self.pick(self.nouns)


@dataclass(frozen=True)
class Sentence:
    """An invented fact, as the two translations say it."""

    subject: str
    verb: str
    object: str
    place: str
    number: int | None
    translations: tuple[str, str]


PREPOSITIONS = "behind beside below above near across against".split()
ENDINGS = (
    "and nobody there ever asks why", "because that’s how people here were taught",
    "but it takes far longer than anyone thinks", "so the others can sleep", "when the wind turns",
)  # fmt: skip
OTHER_ENDINGS = (
    "and no one there asks for a reason", "since it’s what people here have learned",
    "but that takes much longer than one thinks", "so that the rest may sleep", "as the wind turns",
)  # fmt: skip


def invent_sentence(words: Vocabulary) -> Sentence:
    rng = words.rng
    subject, noun, verb = words.thing(), words.thing(), words.pick(words.verbs)
    place = f"{rng.choice(PREPOSITIONS)} the {words.thing()}"
    if rng.random() < 0.1:
        place = f"in {rng.choice(words.places)}"
    number = rng.randint(2, 400) if rng.random() < 0.15 else None
    object = f"{number} {noun}s" if number else f"the {noun}"
    n = rng.randrange(len(ENDINGS) * 2)
    first_ending = second_ending = ""
    if n < len(ENDINGS):
        first_ending, second_ending = f", {ENDINGS[n]}", f", {OTHER_ENDINGS[n]}"
    other_verb = words.pick(words.verbs)
    first = f"the {subject} {verb}s {object} {place}{first_ending}."
    second = f"{place}, the {subject} {other_verb}s {object}{second_ending}."
    return Sentence(subject, verb, noun, place, number, (_upper(first), _upper(second)))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Turn:
    speaker: str
    sentences: tuple[Sentence, ...]


PEOPLE = {"reporter": "The reporter", "marlow": "Ida Marlow", "venn": "Tom Venn"}
LABELS = {"Reporter": "reporter", "Marlow": "marlow"}
TRANSLATIONS = ("north", "south")


def interview(words: Vocabulary, questions: int) -> list[list[Turn]]:
    """Return parts, each a list of turns, with about one sentence per question."""
    rng = words.rng
    parts = []
    for _ in range(max(2, questions // 100)):
        part = []
        for n in range(20):
            speaker = list(LABELS)[n % 2]
            count = rng.randint(1, 3) if n % 2 == 0 else rng.randint(4, 10)
            part.append(Turn(speaker, tuple(invent_sentence(words) for _ in range(count))))
        parts.append(part)
    return parts


def as_markdown(parts: list[list[Turn]], translation: int) -> str:
    """Return a translation as Markdown."""
    lines = []
    for n, part in enumerate(parts, 1):
        lines.append(f"## Part {n}: {part[0].sentences[0].subject}")
        for turn in part:
            sentences = [sentence.translations[translation] for sentence in turn.sentences]
            lines.append(f"**{turn.speaker}:** {' '.join(sentences[:5])}")
            if sentences[5:]:
                lines.append(" ".join(sentences[5:]))
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
                        "heading": f"Part {n}: {part[0].sentences[0].subject}",
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
    quote = sentence.translations[translation]
    cited: dict[str, Any] = {"quote": quote.rstrip(".") if len(quote) % 2 else quote}
    if translation or len(quote) % 3:
        cited["source"] = TRANSLATIONS[translation]
    if len(quote) % 4:
        cited["speaker"] = PEOPLE[LABELS[turn.speaker]]
    return cited


def type_keys(type: str, turn: Turn, fact: Sentence, words: Vocabulary) -> dict[str, Any]:
    """Return the keys that a question of this type has, for a question on a sentence."""
    rng = words.rng
    others = rng.sample(turn.sentences, min(4, len(turn.sentences)))
    others = [s for s in turn.sentences if s in others]
    speaker = PEOPLE[LABELS[turn.speaker]]
    match type:
        case "multiple_choice":
            return {
                "prompt": f"According to {speaker}, what does the {fact.subject} {fact.verb} {fact.place}{words.clause()}?",
                "key": f"The {fact.object} {rng.choice(PREPOSITIONS)} the {words.thing()}",
                "distractors": [
                    {
                        "text": f"The {words.thing()} {rng.choice(PREPOSITIONS)} the {words.thing()}",
                        "why": f"The {words.thing()} {words.pick(words.verbs)}s it {fact.place}"
                        f"{words.clause()}.",
                    }
                    for _ in range(3)
                ],
            }
        case "basic":
            return {
                "prompt": f"What does the {fact.subject} {fact.verb}, in {speaker}'s words, {fact.place}{words.clause()}?",
                "answer": f"The {fact.object}.",
            }
        case "cloze":
            text = fact.translations[0].replace(fact.object, f"{{{{c1::{fact.object}}}}}", 1)
            if rng.random() < 0.4:
                text = text.replace(f" {fact.place}", f" {{{{c2::{fact.place}}}}}", 1)
            return {"text": text.rstrip(".")}
        case "short_answer":
            return {
                "prompt": f"Who is it that {fact.verb}s the {fact.object} {fact.place}{words.clause()}?",
                "answer": fact.subject,
                "accept": [f"the {fact.subject}", f"a {fact.subject}"],
            }
        case "true_false":
            true = rng.random() < 0.5
            object = fact.object if true else words.thing()
            prompt = f"{_upper(fact.place)} the {fact.subject} {fact.verb}s the {object}{words.clause()}."
            return {"prompt": prompt, "answer": true}
        case "numeric":
            prompt = f"How many {fact.object}s does the {fact.subject} {fact.verb} {fact.place}{words.clause()}?"
            return {"prompt": prompt, "answer": fact.number or 1, "unit": f"{fact.object}s"}
        case "ordering":
            return {
                "prompt": f"In which order does {speaker} speak of these, after the {fact.subject}{words.clause()}?",
                "items": [_upper(s.object) for s in others],
                "passages": [passage(turn, s) for s in others],
            }
        case "matching":
            return {
                "prompt": f"Match each with what it does, where the {fact.subject} is named{words.clause()}.",
                "pairs": [
                    {"left": _upper(s.subject), "right": f"{s.verb}s {s.place}"} for s in others
                ],
                "passages": [passage(turn, s) for s in others],
            }
        case "who_said_it":
            wrong = [name for name in PEOPLE.values() if name != speaker]
            return {"key": speaker, "distractors": wrong}
        case "compare":
            return {
                "prompt": f"How do the translations say what the {fact.subject} does {fact.place}{words.clause()}?",
                "differs": f"North has “{fact.verb}s”, South another word.",
                "passages": [passage(turn, fact, 0), passage(turn, fact, 1)],
            }
        case _:
            return {
                "prompt": f"How far does the {fact.subject} depend on the {fact.object} {fact.place}{words.clause()}?",
                "stage": "core",
                "minutes": 20,
                "look_for": [f"The {words.thing()} is not the {words.thing()}." for _ in range(3)],
                "follow_ups": [f"Would the {words.thing()} {words.pick(words.verbs)} it too?"],
                "passages": [passage(turn, fact)],
            }


def questions(parts: list[list[Turn]], words: Vocabulary, count: int) -> Iterator[dict[str, Any]]:
    rng = words.rng
    all_facts = [(turn, s) for part in parts for turn in part for s in turn.sentences]
    in_long_turns = [(turn, s) for turn, s in all_facts if len(turn.sentences) >= 4]
    with_numbers = [(turn, s) for turn, s in all_facts if s.number]
    for n in range(count):
        type = rng.choice(TYPES)
        turn, fact = all_facts[n % len(all_facts)]
        if type in ("ordering", "matching"):
            turn, fact = rng.choice(in_long_turns)
        elif type == "numeric":
            turn, fact = rng.choice(with_numbers)
        slug = "-".join(fact.subject.split() + fact.object.split())
        question: dict[str, Any] = {"id": f"{slug}-{n}", "type": type}
        question |= {"passages": [passage(turn, fact)]} | type_keys(type, turn, fact, words)
        if rng.random() < 0.8:
            question["explanation"] = (
                f"The {words.thing()} was {words.pick(words.adjectives)} at the time, and the"
                f" {words.thing()} would {words.pick(words.verbs)} it {fact.place}{words.clause()}."
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
    """Write a course with this many questions into a new folder; return its bank files."""
    words = Vocabulary(random.Random(count))
    parts = interview(words, count)
    (folder / "texts").mkdir(parents=True)
    for n, id in enumerate(TRANSLATIONS):
        (folder / "texts" / f"{id}.md").write_text(as_markdown(parts, n), encoding="utf-8")
    (folder / "course.yaml").write_text(_yaml(course_file(parts)), encoding="utf-8")
    all_questions = list(questions(parts, words, count))
    files = []
    for n in range(0, count, BANK):
        bank = {
            "id": f"bank-{n // BANK}",
            "title": f"Bank {n // BANK}",
            "defaults": {"source": TRANSLATIONS[0], "level": "remember", "lang": "en"},
            "questions": all_questions[n : n + BANK],
        }
        files.append(folder / f"{n // BANK:03}.yaml")
        files[-1].write_text(_yaml(bank), encoding="utf-8")
    return files


def _yaml(data: Any) -> str:
    return yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)


def main() -> None:
    os.environ["STUDYKIT_OFFLINE"] = "1"
    times: dict[tuple[str, int], list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as temporary:
        folders = {count: Path(temporary) / str(count) for count in (SMALL, USUAL, LARGE)}
        for count, folder in folders.items():
            write(folder, count)
        for _ in range(ROUNDS):
            for count, folder in folders.items():
                times["check", count].append(cpu_seconds(*CHECK, folder))
                times["parse", count].append(cpu_seconds(*PARSE, folder))
    seconds = {run: median(values) for run, values in times.items()}
    for (name, count), value in seconds.items():
        print(f"{name} {count:>6,} questions {value:6.2f} s")

    def whole(count: int) -> float:
        return seconds["check", count] / seconds["parse", count]

    def each(count: int) -> float:
        return (seconds["check", count] - seconds["check", SMALL]) / (count - SMALL)

    ratios = {
        "check / parse, 2,000 questions": whole(USUAL),
        "check / parse, 10,000 questions": whole(LARGE),
        "one question of 10,000 / one of 2,000": each(LARGE) / each(USUAL),
    }
    print_ratios(ratios, LIMITS)


if __name__ == "__main__":
    main()
