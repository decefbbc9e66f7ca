"""Corrupt every shipped quote in many ways and check that no corruption passes (`make mutants`).

Needs the texts (`STUDYKIT_TEXTS`).  Prints for each kind of corruption how many were made and
detected, and how often the nearest passage was the original one.  Then checks that the same quotes
in other typography all pass.
"""

from __future__ import annotations

import os
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from studykit.bank.load import Course, load
from studykit.diagnostics import Report
from studykit.source.claims import negations, numbers
from studykit.source.course import CourseFile
from studykit.source.fold import folded, seen
from studykit.source.locate import EDITED, Nearest, Query, QuoteLocator, QuoteMatch, Verdict
from studykit.source.text import Text, read_text

from .source.documents import text_of

REPOSITORY = Path(__file__).resolve().parent.parent

Mutation = Callable[[str, random.Random], str | None]
"""Corrupts a quote; returns None if the quote has nothing to corrupt in this way."""


def _words(quote: str) -> list[str]:
    return quote.split(" ")


def digit(quote: str, rng: random.Random) -> str | None:
    places = [m.start() for m in re.finditer(r"\d", quote)]
    if not places:
        return None
    at = rng.choice(places)
    other = rng.choice([d for d in "0123456789" if d != quote[at]])
    return quote[:at] + other + quote[at + 1 :]


NUMBER_WORDS = "one two three four five six seven eight nine ten twenty thirty".split()


def number_word(quote: str, rng: random.Random) -> str | None:
    matches = [m for m in re.finditer(r"[A-Za-z]+", quote) if m[0].lower() in NUMBER_WORDS]
    if not matches:
        return None
    match = rng.choice(matches)
    other = rng.choice([word for word in NUMBER_WORDS if word != match[0].lower()])
    return quote[: match.start()] + other + quote[match.end() :]


def negation_dropped(quote: str, rng: random.Random) -> str | None:
    claims = list(negations(quote))
    if not claims:
        return None
    claim = rng.choice(claims)
    word = quote[claim.start : claim.end]
    stem = re.sub(r"n[’']t$", "", word) if re.search(r"n[’']t$", word) else ""
    return seen(quote[: claim.start] + stem + quote[claim.end :])


def negation_added(quote: str, rng: random.Random) -> str | None:
    words = _words(quote)
    at = rng.randrange(1, len(words)) if len(words) > 1 else 0
    words.insert(at, rng.choice(["not", "never"]))
    return " ".join(words)


NAMES = ["DeepSeek", "OpenAI", "ByteDance", "Liang", "Llama", "China", "Google", "NVIDIA"]


def name_swapped(quote: str, rng: random.Random) -> str | None:
    matches = [m for m in re.finditer(r"\b[A-Z][\w-]+", quote) if m.start()]
    if not matches:
        return None
    match = rng.choice(matches)
    other = rng.choice([name for name in NAMES if name != match[0]])
    return quote[: match.start()] + other + quote[match.end() :]


def words_swapped(quote: str, rng: random.Random) -> str | None:
    words = _words(quote)
    places = [n for n in range(len(words) - 1) if words[n] != words[n + 1]]
    if not places:
        return None
    n = rng.choice(places)
    words[n], words[n + 1] = words[n + 1], words[n]
    return " ".join(words)


def word_dropped(quote: str, rng: random.Random) -> str | None:
    words = _words(quote)
    if len(words) < 3:
        return None
    del words[rng.randrange(1, len(words) - 1)]
    return " ".join(words)


def word_added(quote: str, rng: random.Random) -> str | None:
    words = _words(quote)
    words.insert(rng.randrange(len(words) + 1), rng.choice(["really", "always", "perhaps"]))
    return " ".join(words)


def plural(quote: str, rng: random.Random) -> str | None:
    matches = list(re.finditer(r"\b[a-z]{4,}\b", quote))
    if not matches:
        return None
    match = rng.choice(matches)
    word = match[0][:-1] if match[0].endswith("s") else match[0] + "s"
    return quote[: match.start()] + word + quote[match.end() :]


MODALS = ["can", "could", "may", "might", "must", "should", "will", "would"]


def modal(quote: str, rng: random.Random) -> str | None:
    matches = [m for m in re.finditer(r"[a-z]+", quote) if m[0] in MODALS]
    if not matches:
        return None
    match = rng.choice(matches)
    other = rng.choice([word for word in MODALS if word != match[0]])
    return quote[: match.start()] + other + quote[match.end() :]


def comma_or_mark(quote: str, rng: random.Random) -> str | None:
    matches = list(re.finditer(r"[,;:]|[.!?](?=$)", quote))
    if not matches:
        words = _words(quote)
        n = rng.randrange(len(words) - 1) if len(words) > 1 else 0
        # a comma is what often follows a quote in Chinese
        words[n] += "!" if quote[-1] > "\u2e7f" else ","
        return " ".join(words)
    match = rng.choice(matches)
    other = "!" if match[0] == "." else rng.choice(["", "."])
    if not other and match.end() == len(quote):
        return None
    return quote[: match.start()] + other + quote[match.end() :]


def cut_in_word(quote: str, rng: random.Random) -> str | None:
    last = _words(quote)[-1].rstrip('.,!?”’"')
    if len(last) < 3:
        return None
    end = quote.rindex(last) + rng.randrange(1, len(last))
    return quote[:end] if re.fullmatch("[A-Za-z0-9]{2}", quote[end - 1 : end + 1]) else None


def bracket_over_negation(quote: str, rng: random.Random) -> str | None:
    claims = list(negations(quote))
    if not claims:
        return None
    claim = rng.choice(claims)
    return quote[: claim.start] + "[do]" + quote[claim.end :]


def ellipsis_over_negation(quote: str, rng: random.Random) -> str | None:
    for claim in negations(quote):
        if len(_words(quote[: claim.start].strip())) >= 3 and len(quote[claim.end :].split()) >= 3:
            return quote[: claim.start] + "…" + quote[claim.end :]
    return None


def ellipsis_over_number(quote: str, rng: random.Random) -> str | None:
    for claim in numbers(quote):
        if len(_words(quote[: claim.start].strip())) >= 3 and len(quote[claim.end :].split()) >= 3:
            return quote[: claim.start] + "…" + quote[claim.end :]
    return None


def _long_word(quote: str, rng: random.Random) -> re.Match[str] | None:
    """Return a word that has at least three words before and after it."""
    found = [
        match
        for match in re.finditer(r"(?<![\w'’-])[A-Za-z]{4,}(?![\w'’-])", quote)
        if len(quote[: match.start()].split()) >= 3 and len(quote[match.end() :].split()) >= 3
    ]
    return rng.choice(found) if found else None


def mark_cuts_word(quote: str, rng: random.Random) -> str | None:
    word = _long_word(quote, rng)
    if word is None:
        return None
    at = rng.randrange(word.start() + 1, word.end())
    mark = rng.choice(["…", "[…]", "[so]", "[sic]"])
    if mark == "[sic]":
        return f"{quote[:at]} [sic] {quote[at:]}"
    if rng.random() < 0.5:
        return f"{quote[: word.start()]}{mark} {quote[at:]}"
    return f"{quote[:at]} {mark}{quote[word.end() :]}"


def affix(quote: str, rng: random.Random) -> str | None:
    word = _long_word(quote, rng)
    if word is None:
        return None
    if rng.random() < 0.5:
        prefix = rng.choice(["[un]", "[in]", "[non-]", "[-]", "[$]", "[pre]-"])
        return quote[: word.start()] + prefix + quote[word.start() :]
    suffix = rng.choice(["[less]", "['t]", "[n't]", " [n't]", "[bn]", "[%]", " [%]"])
    return quote[: word.end()] + suffix + quote[word.end() :]


MUTATIONS: dict[str, Mutation] = {
    "digit": digit,
    "number word": number_word,
    "negation dropped": negation_dropped,
    "negation added": negation_added,
    "name swapped": name_swapped,
    "two words swapped": words_swapped,
    "word dropped": word_dropped,
    "word added": word_added,
    "plural": plural,
    "modal": modal,
    "comma or final mark": comma_or_mark,
    "cut in mid-word": cut_in_word,
    "bracket over negation": bracket_over_negation,
    "ellipsis over negation": ellipsis_over_negation,
    "ellipsis over number": ellipsis_over_number,
    "mark cuts a word": mark_cuts_word,
    "affix in brackets": affix,
}

OTHER_LANGUAGES = {
    "de": (
        "Die Bienen im Tal sind heute nicht mehr von der Kälte bedroht als früher. Der alte Wärter hat"
        " die Lampe niemals ohne seinen Sohn angezündet. Das Dorf bleibt im Winter offen, falls der"
        " Schnee auf den Wegen liegen bleibt. Im Hafen lagen an diesem Abend zwölf Boote aus dem Norden."
        " Die Lampe soll nach alter Sitte noch vor dem Abend brennen.",
        ("nicht mehr", "niemals", "ohne", "falls", "zwölf", "soll"),
        ("nicht", "nie", "kaum", "zwölf"),
    ),
    "zh": (
        "山上的灯塔今年没有关门，村里的人都很高兴。老人说他从不相信海上的传说，也不害怕风暴。"
        "如果冬天来得早，渔民就留在港口里修船。那天晚上港口里停着三十条船，灯一直亮着。"
        "老人可能在春天离开灯塔，搬到城里去住。",
        ("没有", "从不", "不", "如果", "三十", "可能"),
        ("不", "没", "从不", "三十"),
    ),
}
"""A text of each language, words of it that change its meaning, and words to insert."""


VARIANTS: dict[str, Callable[[str], str]] = {
    "straight": lambda q: re.sub("[‘’]", "'", re.sub("[“”]", '"', q)),
    "curly": lambda q: q.replace("'", "’"),
    "no-break space": lambda q: q.replace(" ", "\u00a0"),
    "soft hyphen": lambda q: re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", "\u00ad", q),
    "ligature": lambda q: q.replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "line break": lambda q: q.replace(" ", "\n", 1) if " " in q else q,
    "dashes": lambda q: q.replace("—", " – ").replace("–", "--") if "—" in q else q,
    "first letter": lambda q: q[0].swapcase() + q[1:],
}


@dataclass
class Tally:
    """Counts of one kind of corruption."""

    made: int = 0
    detected: int = 0
    unlocated: int = 0
    """Not found in the text, so that the nearest passage is searched for."""
    nearest: int = 0
    """Of these, those whose nearest passage is the original one."""

    def row(self, kind: str) -> str:
        share = f"{self.nearest / self.unlocated:.1%}" if self.unlocated else "-"
        return f"{kind:<28}{self.made:>7,}{self.detected:>9,}{share:>18}"


# Small texts in which a false quote is easily taken for a true one: the text, its format, a false
# quote with its speaker, and a true one.
MISREADINGS: dict[str, list[tuple[str, str, str, str | None, str]]] = {
    "speaker over a line break": [
        (f"Ann: Will you ever close it?{end}{label} Never, we will not.\n\nAnn: Thank you.", file,
         "Never, we will not.", "ann", "Never, we will not.")
        for file, ends in (("a.md", ("\n", "  \n", "\\\n", "<br>")), ("a.txt", ("\n", "\v", "\f", "\u2028")))
        for end in ends
        for label in ("Bob:", "BOB:", "**Bob:**", "Bob (laughing):", "[00:01:02] Bob:", "\u200bBob:")
    ],
    "unknown speaker": [
        (f"Ann: Hello.\n\nBob: I am well.\n\n{label} He is a liar and a thief.", file,
         "He is a liar and a thief.", "bob", "He is a liar and a thief.")
        for file in ("a.md", "a.txt")
        for label in ("Cy:", "CY:", "Cy Dee:", "[00:01] Cy:", "Cy (a guest):")
    ],
    "hidden words": [
        (text.format(hidden), file, "The lamp is not lit at all today.", None,
         "The lamp is lit at all today.")
        for file, text in (("a.md", "The lamp is {} lit at all today."), ("a.html", "{}"))
        for hidden in (
            "<b hidden>not</b>", '<b style="display:none">not</b>', "<noscript>not</noscript>",
            "<template>not</template>", "<textarea>not</textarea>", "<del>not</del>", "<s>not</s>",
            "<script>not</script>",
        )
    ],
    "superscripts": [
        (text, file, false, None, true)
        for file in ("a.md", "a.html")
        for text, false, true in (
            ("There are 10<sup>6</sup> lamps at sea.", "There are 106 lamps", "There are 10⁶ lamps"),
            ("It grows by 2<sup>n</sup> each year.", "It grows by 2n each", "It grows by 2ⁿ each"),
            ("It was 5 km<sup>2</sup> of land.", "It was 5 km of land", "It was 5 km² of land"),
            ("It ended in peace.<sup>1</sup> So it did.", "in peace.1 So it", "in peace. So it"),
            ("Some H<sub>2</sub>O ran down.", "Some HO ran", "Some H2O ran"),
        )
    ],
}  # fmt: skip

_PAGE = """<html><body><article><h1>Lamp</h1>
<p>This is a long paragraph about the lamp and its keeper, who lives by the sea and winds it.</p>
<p>{}</p>
<p>Another long paragraph about the lamp and the keeper by the sea, who winds it each day.</p>
</article></body></html>"""


def misread() -> dict[str, Tally]:
    """Try the false quotes of small texts.

    A true quote that does not pass counts as a false one that does.
    """
    tallies: dict[str, Tally] = defaultdict(Tally)
    for kind, cases in MISREADINGS.items():
        for raw, file, false, speaker, true in cases:
            if file == "a.html":
                raw = _PAGE.format(f"The lamp is {raw} lit at all today." if "not" in raw else raw)
            speakers = {"Ann": "ann", "Bob": "bob"} if speaker else {}
            locator = QuoteLocator({"a": _small_text(raw, file, speakers)})
            tallies[kind].made += 1
            passed = locator.locate(Query(false, "a", speaker)).verdict.passes
            if passed or not locator.locate(Query(true, "a")).verdict.passes:
                print(f"SURVIVED {kind}: {false} in {raw!r}")
            else:
                tallies[kind].detected += 1
    return tallies


def _small_text(raw: str, file: str, speakers: dict[str, str]) -> Text:
    source = {"id": "a", "kind": "original", "title": "A", "file": file, "speakers": speakers}
    people = [{"id": "ann", "name": "Ann", "role": "interviewer"}, {"id": "bob", "name": "Bob"}]
    course = CourseFile.model_validate(
        {"id": "c", "title": "C", "people": people, "sources": [source]}
    )
    return read_text(raw, course.sources[0], course)[0]


def main() -> int:
    texts = os.environ.get("STUDYKIT_TEXTS")
    if not texts:
        print("skipped: STUDYKIT_TEXTS does not point to the texts of the sources")
        return 0
    course = load(REPOSITORY / "questions", Report(), Path(texts))
    assert course is not None
    tallies = corrupt(course) | corrupt_other_languages() | misread()
    total = Tally(*map(sum, zip(*map(astuple, tallies.values()), strict=True)))
    print(f"{'corruption':<28}{'made':>7}{'detected':>9}{'nearest correct':>18}")
    for kind, tally in tallies.items():
        print(tally.row(kind))
    print(total.row("all"))
    tried, failed = vary(course)
    print(f"typographic variants: {tried:,}, of which {tried - failed:,} pass")
    passed = total.detected == total.made and not failed
    return 0 if passed and total.nearest / total.unlocated >= 0.99 else 1


def corrupt(course: Course) -> dict[str, Tally]:
    """Corrupt every quote in every way; return counts by kind of corruption."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    rng = random.Random(1)
    speakers = ["liang", "waves"]
    texts = {id: folded(seen(text.shown.text)) for id, text in course.texts.items()}
    for entry, _, passage in course.passages:
        query = entry.query(passage, course.info)
        (original,) = course.finder.locate(query).matches
        for kind, mutate in MUTATIONS.items():
            for _ in range(3):
                quote = mutate(query.quote, rng)
                if quote is None or _occurs(folded(quote), texts[original.source]):
                    continue
                _try(course, query._replace(quote=quote), original, kind, tallies[kind])
        if original.place.speaker:
            (other,) = [s for s in speakers if s != original.place.speaker]
            corrupted = query._replace(speaker=other)
            _try(course, corrupted, original, "speaker", tallies["speaker"])
        for id in course.texts:
            if id != original.source and not _occurs(folded(query.quote), texts[id]):
                corrupted = query._replace(source=id)
                _try(course, corrupted, original, "source", tallies["source"])
    return tallies


def corrupt_other_languages() -> dict[str, Tally]:
    """Hide and insert words that change the meaning of texts in other languages."""
    tallies: dict[str, Tally] = {}
    for tag, (text, hidden, inserted) in OTHER_LANGUAGES.items():
        tally = tallies[f"elisions and brackets, {tag}"] = Tally()
        texts = QuoteLocator({"doc": text_of(text, id="doc", language=tag)})
        for quote in _with_marks(text, hidden, inserted, " " if tag == "de" else ""):
            tally.made += 1
            location = texts.locate(Query(quote, "doc", signed=EDITED))
            if location.verdict in (Verdict.NEAR, Verdict.ABSENT):
                tally.detected += 1
            else:
                print(f"passed: {tag}: {quote} ({location.verdict})")
    return tallies


def _with_marks(
    text: str, hidden: Sequence[str], inserted: Sequence[str], space: str
) -> Iterator[str]:
    for word in hidden:
        at = text.index(word)
        before, after = text[max(0, at - 40) : at], text[at + len(word) :][:40]
        before = before.partition(space)[2] if space and at > 40 else before
        after = after.rpartition(space)[0] if space else after
        for mark in ("…", "...", "[…]", "[so]"):
            yield before + mark + after
    for end in re.finditer(r"(?<=\w)(?= \w)" if space else r"(?<=[\u4e00-\u9fff]{9})", text):
        before = text[max(0, end.start() - 30) : end.start()]
        before = before.partition(space)[2] if space and end.start() > 30 else before
        after = text[end.start() :][:30]
        after = after.rpartition(space)[0] if space else after
        for word in inserted:
            yield f"{before}{space}[{word}]{after}"


def _occurs(quote: str, text: str) -> bool:
    """Return whether a corrupted quote happens to be in the text, in whole words."""
    return re.search(rf"(?<![\w-]){re.escape(quote)}(?![\w-]|[.,:'-]\w)", text, re.I) is not None


def _try(course: Course, query: Query, original: QuoteMatch, kind: str, tally: Tally) -> None:
    """Locate a corrupted quote, count the result, and print it if it is wrong."""
    tally.made += 1
    query = query._replace(signed=EDITED)  # not even a signature lets it pass
    location = course.finder.locate(query)
    if not query.accepts(location.verdict):
        tally.detected += 1
    else:
        print(f"passed: {kind}: {query.quote} ({location.verdict})")
    if location.verdict in (Verdict.NEAR, Verdict.ABSENT):
        tally.unlocated += 1
        nearest = location.nearest
        if nearest and nearest.source == original.source and _overlap(nearest, original):
            tally.nearest += 1
        else:
            print(f"wrong place: {kind}: {query.quote} -> {nearest.text if nearest else None}")


def _overlap(nearest: Nearest, original: QuoteMatch) -> bool:
    return nearest.start < original.end and original.start < nearest.end


def vary(course: Course) -> tuple[int, int]:
    """Return how many quotes in other typography were tried, and how many failed."""
    tried = failed = 0
    for entry, _, passage in course.passages:
        query = entry.query(passage, course.info)
        for name, change in VARIANTS.items():
            quote = change(query.quote)
            if quote != query.quote:
                tried += 1
                verdict = course.finder.locate(query._replace(quote=quote)).verdict
                if not verdict.passes:
                    failed += 1
                    print(f"failed: {name}: {quote!r} ({verdict})")
    return tried, failed


if __name__ == "__main__":
    sys.exit(main())
