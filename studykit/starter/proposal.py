"""A proposal for a course file from what a text seems to contain: speakers and roles, parts, language.

It errs towards saying less: words of one speaker must not become another's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..format import listed, numbered, plural
from ..language import language_or_default
from ..language.numbers import number
from ..schema import SLUG
from ..source.course import ASKING, CourseFile, Person, Source
from ..source.fold import folded
from ..source.formats import FORMATS
from ..source.formats.block import Block
from ..source.formats.spoken import label_of, without_direction
from ..source.labels import Labels
from ..source.text import Text, read_text
from .languages import guess_language

_ASKERS = frozenset(
    "entrevistador entrevistadora frage fragen gastgeber host interviewer interviewerin intervieweur"
    " intervieweuse intervistatore journalist journaliste journalistin moderator moderatorin pergunta"
    " pregunta domanda presenter q question questioner reporter reporterin"
    " 记者 主持人 提问 问 記者 司会 聞き手 インタビュアー 질문 기자 진행자".split()
)
_KINDS = {
    "footnotes": "notes footnotes endnotes anmerkungen fußnoten notas notes remarques 注释 注 脚注 註釋",
    "comments": "comments|leave a reply|discussion|kommentare|commentaires|comentarios|评论",
    "contents": "contents|table of contents|inhalt|inhaltsverzeichnis|sommaire|índice|目录|目次",
    "credits": "credits|acknowledgements|acknowledgments|references|bibliography|works cited|literatur"
    "|quellen|danksagung|参考文献",
}
_KIND_OF = {
    word: kind
    for kind, words in _KINDS.items()
    for word in words.split("|" if "|" in words else " ")
}
MANY = 60
"""The most regions to propose."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker: a person, the label in the text, the number of turns, and whether they ask."""

    id: str
    name: str
    label: str
    turns: int
    role: str | None = None


class ProposedRegion(NamedTuple):
    """A region: its keys in the course file."""

    id: str
    title: str
    kind: str
    key: str  # "heading" or "opens"
    words: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was found in a text; `doubts` are sentences for the user."""

    speakers: tuple[Speaker, ...] = ()
    parts: tuple[ProposedRegion, ...] = ()
    language: str | None = None
    doubts: tuple[str, ...] = ()
    title: str | None = None

    @property
    def found(self) -> str:
        """Say what was found: "2 speakers (Host asks), 3 sections, language en"."""
        found = []
        if self.speakers:
            asks = [f"{s.label} asks" for s in self.speakers if s.role in ASKING]
            names = listed([s.label for s in self.speakers[:6]]) if len(self.speakers) < 7 else ""
            details = "; ".join(filter(None, [names, *asks]))
            found.append(f"{plural(len(self.speakers), 'speaker')} ({details})")
            exchanges = sum(s.turns for s in self.speakers if s.role in ASKING)
            found += [plural(exchanges, "exchange")] if exchanges else []
        if self.parts:
            found.append(plural(len(self.parts), "section"))
        found.append(f"language: {self.language or 'unknown'}")
        return ", ".join(found)

    def people_yaml(self, indent: str = "", known: Iterable[Person] = ()) -> str:
        """Return the lines of the people that a course does not have."""
        ids = {person.id for person in known}
        return "".join(
            f"{indent}- {{id: {s.id}, name: {quoted(s.name)}"
            f"{f', role: {s.role}' if s.role else ''}}}\n"
            for s in self.speakers
            if s.id not in ids
        )

    def source_yaml(self, indent: str = "  ") -> str:
        """Return the lines of the source that describe the text."""
        lines = [f"language: {self.language}"] if self.language else []
        if self.speakers:
            lines.append("speakers:")
            lines += [f"  {quoted(s.label)}: {s.id}" for s in self.speakers]
        if self.parts:
            lines.append("regions:")
            for part in self.parts:
                title = f", title: {quoted(part.title)}" if part.title else ""
                lines.append(
                    f"  - {{id: {part.id}{title}, kind: {part.kind}, {part.key}: {quoted(part.words)}}}"
                )
        return "".join(f"{indent}{line}\n" for line in lines)


def quoted(text: str) -> str:
    """Return a text as YAML, in double quotation marks."""
    return json.dumps(text, ensure_ascii=False)


def propose(
    raw: str, format: str, people: Iterable[Person] = (), *, language: str | None = None
) -> Proposal:
    """Propose a description of a text; people that a course has already keep their ids.

    Without a language tag, the language is guessed.
    """
    everything = FORMATS[format].read(raw)
    blocks = [block for block in everything if not block.outside]
    words = "\n".join(block.text for block in blocks)
    doubts: list[str] = []
    language = language or guess_language(words)
    if language is None:
        doubts.append("the language is not clear: set `language`")
    speakers = _speakers(raw, blocks, list(people), doubts)
    parts = _parts(raw, blocks, speakers)
    title = _title(raw, blocks) if format == "markdown" else None
    if parts and (parts[0].kind, parts[0].words) == ("introduction", title):
        # or else places would repeat the title of the source
        parts[0] = parts[0]._replace(
            id=_id("introduction", "part", {p.id for p in parts}), title=""
        )
    proposal = Proposal(tuple(speakers), tuple(parts), language, title=title)
    proposal = _checked(raw, everything, format, proposal, doubts)
    return replace(proposal, doubts=tuple(doubts))


def _title(raw: str, blocks: list[Block]) -> str | None:
    """Return the first heading with one `#`, or else a first line that is above all other headings."""
    found = [
        (_level(raw, block), " ".join(block.text.split())) for block in blocks if block.heading
    ]
    headings = [(level, title) for level, title in found if title and not _CONTROL.search(title)]
    for level, title in headings:
        if level == 1:
            return title
    if blocks and blocks[0].heading and headings:
        (level, title), *others = headings
        if all(level < other for other, _ in others):
            return title
    return None


# Speakers


def _speakers(
    raw: str, blocks: list[Block], people: list[Person], doubts: list[str]
) -> list[Speaker]:
    """Return who speaks: names before colons that begin at least two paragraphs."""
    turns: dict[str, list[str]] = {}
    timed = _TIME_MARK.search(raw) is not None
    bold: set[str] = set()  # labels that a converter wrote, or that look so
    for block in blocks:
        if block.heading:
            continue
        if found := _bold_label(raw, block, timed):
            bold.add(found[0])
            turns.setdefault(found[0], []).append(found[1])
            continue
        for line in block.text.split("\n"):
            if found := label_of(_without_time(line)):
                turns.setdefault(without_direction(found[0]), []).append(found[1])
    often = {name: said for name, said in turns.items() if len(said) > 1 or name in bold}
    total = sum(map(len, often.values()))
    if not often or (total < (3 if len(often) == 1 else 4) and len(bold) < 2):
        return []
    if len(often) == 1 and total * 2 < len(blocks) and not bold:
        return []
    asker = _asker(often)
    if asker is None and len(often) > 1:
        doubts.append(
            "it is not clear who asks: set `role: interviewer` or `role: host` for that person, so"
            " that turns are numbered Q1, A1, Q2 …"
        )
    taken = {person.id for person in people}
    speakers = []
    for n, (label, said) in enumerate(often.items(), 1):
        name = _name(label)
        known = next((p for p in people if name.casefold() in map(str.casefold, p.names)), None)
        id = known.id if known else _id(name, f"speaker-{n}", taken)
        taken.add(id)
        role = None
        if label == asker:
            role = "host" if label.casefold() in ("host", "主持人") else "interviewer"
        speakers.append(Speaker(id, name, label, len(said), role))
    return speakers


def _bold_label(raw: str, block: Block, timed: bool) -> tuple[str, str] | None:
    """Return a label in bold type; in a text with times it may be any name, such as "Lind, Mara"."""
    start = block.runs[0][1]
    match = _TO_COLON.match(block.text)
    if match is None or not (timed or label_of(block.text)):
        return None
    if raw.endswith("**", 0, start) and raw.startswith(f"{match[0]}**", start):
        return without_direction(match[1]), block.text[match.end() :].strip()
    return None


_TIME_MARK = re.compile(r"<!-- [\d:]+ -->")
_TO_COLON = re.compile(r"([^:：\n]{1,60})[:：]")
_TIME = re.compile(r"\s*[\[(]?\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?\s*[-–—]?\s*")


def _without_time(line: str) -> str:
    match = _TIME.match(line)
    return line[match.end() :] if match else line


def _asker(turns: dict[str, list[str]]) -> str | None:
    """Return the label of who asks: by its name, or because its turns end in question marks."""
    named = [label for label in turns if label.casefold().rstrip(".") in _ASKERS]
    if len(named) == 1:
        return named[0]
    shares = {
        label: sum(bool(_QUESTION.search(words)) for words in said) / len(said)
        for label, said in turns.items()
    }
    best = sorted(shares, key=lambda label: shares[label])[-2:]
    if len(best) < 2 or shares[best[1]] < 0.4 or shares[best[1]] < shares[best[0]] + 0.2:
        return None
    return best[1]


_QUESTION = re.compile(r"[?？؟\u037e]\W*$")


def _name(label: str) -> str:
    """Return a label as a name: in capitals it is only set so."""
    words = label.split()
    if len(label) > 2 and label.isupper() and label.upper() != label.lower():
        return " ".join(word.title() if len(word) > 2 else word for word in words)
    return label


def _id(name: str, fallback: str, taken: set[str]) -> str:
    """Return an id for a name that is not taken."""
    from unicodedata import normalize

    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    id = re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-") or fallback
    if not re.fullmatch(SLUG, id) or id in _YAML_VALUES:
        id = fallback
    if id.isdigit():
        id = f"n-{id}"
    return next(name for name in numbered(id) if name not in taken)


_YAML_VALUES = frozenset("true false null yes no on off y n".split())


# Parts


def _parts(raw: str, blocks: list[Block], speakers: list[Speaker]) -> list[ProposedRegion]:
    """Return a region for each heading, and for what is before the first."""
    labels = {speaker.label for speaker in speakers}
    timed = _TIME_MARK.search(raw) is not None
    begins = [_begins_turn(raw, block, labels, timed) for block in blocks]
    first_turn = begins.index(True) if True in begins else None
    headings = _chosen_headings(raw, blocks)
    starts: list[tuple[int, bool]] = [(n, True) for n in headings]
    if first_turn is not None:
        before = [n for n in headings if n < first_turn]
        opened_by = before[-1] if before else None
        if opened_by is None or any(
            not blocks[n].heading for n in range(opened_by + 1, first_turn)
        ):
            starts.append((first_turn, False))
    first = next((n for n, block in enumerate(blocks) if not block.heading), None)
    if not starts or starts == [(first, False)] or first is None:
        return []
    if first < min(starts)[0]:
        starts.append((first, False))
    starts.sort()
    parts = list(_named_parts(blocks, starts, begins, first_turn))
    return parts if all(part.words for part in parts) else []


def _named_parts(
    blocks: list[Block], starts: list[tuple[int, bool]], begins: list[bool], first_turn: int | None
) -> Iterator[ProposedRegion]:
    taken: set[str] = set()
    numbers = [
        _part_number(blocks[start].text) if is_heading else None for start, is_heading in starts
    ]
    for n, (start, is_heading) in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else len(blocks)
        if not any(not block.heading for block in blocks[start:end]):
            continue  # a heading right before another one
        text = " ".join(blocks[start].text.split())
        kind = "body"
        if any(begins[start:end]):
            kind = "interview"
        elif is_heading and (known := _kind(text)):
            kind = known
        elif first_turn is not None and start < first_turn:
            kind = "introduction"
        if is_heading:
            if numbers[n]:
                id = _id(f"part-{numbers[n]}", "part", taken)
            elif any(numbers):  # what has no number must not have that of another part
                id = _id(text, "section" if n else "introduction", taken)
            else:
                id = _id(text, f"part-{n + 1}", taken)
            taken.add(id)
            yield ProposedRegion(id, text[:80].strip(), kind, "heading", text)
        else:
            title = {"interview": "Interview", "introduction": "Introduction"}.get(
                kind, "Beginning"
            )
            id = _id(title, "part", taken)
            taken.add(id)
            yield ProposedRegion(id, title, kind, "opens", _opening(blocks[start].text))


_PART_NUMBER = re.compile(
    r"第\s*([\d〇零一二三四五六七八九十百两兩]+)\s*[部章節节篇編编回話话講讲課课卷幕]"
    r"|([〇零一二三四五六七八九十百]+)[、.．]"
)


def _part_number(heading: str) -> int | None:
    """Return the number of a part that its heading says in Chinese or Japanese: 3 of "第三部分"."""
    match = _PART_NUMBER.match(heading.strip())
    value = number(match[1] or match[2], language_or_default("zh")) if match else None
    return int(value) if value and value.denominator == 1 else None


def _begins_turn(raw: str, block: Block, labels: set[str], timed: bool) -> bool:
    label = _bold_label(raw, block, timed) or label_of(_without_time(block.text))
    return not block.heading and label is not None and without_direction(label[0]) in labels


def _chosen_headings(raw: str, blocks: list[Block]) -> list[int]:
    """Return the headings to make regions of: all, or those of the upper levels if there are many."""
    levels: dict[int, list[int]] = {}
    for n, block in enumerate(blocks):
        if (
            block.heading
            and folded(block.text).strip()
            and not _CONTROL.search(block.text.replace("\n", " "))
        ):
            levels.setdefault(_level(raw, block), []).append(n)
    chosen: list[int] = []
    for level in sorted(levels):
        if chosen and len(chosen) + len(levels[level]) > MANY:
            break
        chosen += levels[level]
    return sorted(chosen)[: MANY * 5]


def _level(raw: str, heading: Block) -> int:
    """Return the number of `#` before a heading, at least 1."""
    start = heading.runs[0][1]
    return raw[raw.rfind("\n", 0, start) + 1 : start].count("#") or 1


def _kind(heading: str) -> str | None:
    words = re.sub(r"^[\W\d]+|[\W\d]+$", "", heading).casefold()
    return _KIND_OF.get(words)


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that a course file cannot have, and line ends."""


def _opening(text: str) -> str:
    """Return the first words of a paragraph: enough to find it by."""
    line = _CONTROL.split(text.strip())[0].strip()
    if len(line) <= 60:
        return line.strip()
    cut = line[:60]
    return (cut[: cut.rfind(" ")] if " " in cut[20:] else cut).strip()


# Checking


def course_with(proposal: Proposal, format: str) -> CourseFile:
    """Return a course with a proposal as its only source, to read the text by."""
    source = {
        "id": "text", "kind": "original", "title": "Text", "file": "text", "format": format,
        "language": proposal.language or "en",
        "speakers": {s.label: s.id for s in proposal.speakers},
        "regions": [
            {"id": part.id, "kind": part.kind, part.key: part.words} for part in proposal.parts
        ],
    }  # fmt: skip
    people = [
        {"id": s.id, "name": s.name, **({"role": s.role} if s.role else {})}
        for s in proposal.speakers
    ]
    return CourseFile.model_validate(
        {"id": "course", "title": "Course", "people": people, "sources": [source]}
    )


def read_with(raw: str, format: str, proposal: Proposal) -> Text:
    """Return a text as it is read by a proposal."""
    course = course_with(proposal, format)
    return read_text(raw, course.sources[0], course)[0]


def _checked(
    raw: str, blocks: list[Block], format: str, proposal: Proposal, doubts: list[str]
) -> Proposal:
    """Add the labels that would be reported, and drop regions that cannot be found."""
    course = course_with(proposal, format)
    if proposal.speakers:
        unknown = _unknown_labels(blocks, course.sources[0])
        taken = {speaker.id for speaker in proposal.speakers}
        more = []
        for label in unknown:
            id = _id(_name(label), f"speaker-{len(taken) + 1}", taken)
            taken.add(id)
            more.append(Speaker(id, _name(label), label, 1))
            doubts.append(
                f"“{label}:” may not be a speaker: if nobody speaks there, move it from `speakers` to"
                " `not_speakers`"
            )
        proposal = replace(proposal, speakers=(*proposal.speakers, *more))
        course = course_with(proposal, format)
    _, faults = read_text(raw, course.sources[0], course, blocks)
    if any(fault.code not in ("unknown-label", "label-not-found") for fault in faults):
        doubts.append("the parts could not be told apart: list them as `regions`")
        proposal = replace(proposal, parts=())
    for fault in faults:
        if fault.code == "unknown-label":
            doubts.append(f"{fault.message}; {fault.help}" if fault.help else fault.message)
        elif fault.code == "label-not-found":
            label = str(fault.path[-1])
            kept = tuple(s for s in proposal.speakers if s.label != label)
            proposal = replace(proposal, speakers=kept)
    return proposal


def _unknown_labels(blocks: list[Block], source: Source) -> list[str]:
    """Return the names before colons that begin lines and that a source does not list.

    Sentences that begin with the name of a speaker, and names before times, are left to the user.
    """
    labels = Labels(source)
    for block in blocks:
        if not block.outside and not block.heading:
            labels.split(block.text)
    listed_names = tuple(source.speakers)
    return [
        name
        for name in labels.unknown
        if not re.search(r"\d:\d\d|[–—-]$", name) and not name.startswith(listed_names)
    ]
