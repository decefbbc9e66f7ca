"""What an import adds to a course: a bank, and a file of the cards without evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ..bank.load import Course
from ..diagnostics import Report, StudykitError
from ..format import numbered
from ..yamlfile import YamlFile
from ..yamlfile.write import block, scalar
from .evidence import PassageData, Proposer
from .model import ContentRefused, ImportedFile, RefusedCard, label
from .questions import as_question, asked_and_answer, is_tag, question_data, question_id

UNSUPPORTED = "unsupported"
"""The folder for cards without evidence, beside the banks, where loading does not look."""


class FlattenedCard(NamedTuple):
    """What an imported card has lost."""

    place: str
    label: str
    lost: tuple[str, ...]


class UnsupportedCard(NamedTuple):
    """A question without evidence: its keys, why, and the sentences nearest to it."""

    place: str
    question: dict[str, Any]
    reason: str
    nearest: list[PassageData]


@dataclass(slots=True)
class ImportPlan:
    """The questions that an import adds, and what it cannot add."""

    questions: list[dict[str, Any]] = field(default_factory=list)
    unsupported: list[UnsupportedCard] = field(default_factory=list)
    refused: list[RefusedCard] = field(default_factory=list)
    flattened: list[FlattenedCard] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    known: int = 0
    """How many cards were already imported."""
    media: dict[str, bytes] = field(default_factory=dict)
    """The pictures and recordings of the questions, by their names in the course."""

    @property
    def proposed(self) -> int:
        """How many questions have proposed passages."""
        return sum("proposed" in question["passages"][0] for question in self.questions)


def plan_import(course: Course, file: ImportedFile, accept_quotes: bool = False) -> ImportPlan:
    """Plan the import of some cards into a course.

    Passages are proposed; if `accept_quotes`, those of a card whose own quotes are all in the texts are
    not.
    """
    plan = ImportPlan(refused=list(file.refused), notes=file.notes)
    known = known_origins(course)
    seen: dict[str, str] = {}
    taken = {entry.question.id for bank in course.banks for entry in (*bank.entries, *bank.partial)}
    proposer = Proposer(course)
    for card in file.cards:
        title = label(card.question or card.cloze)
        if card.origin in known:
            plan.known += 1
            continue
        if first := seen.get(card.origin):
            plan.refused.append(RefusedCard(card.place, title, f"the same as {first}"))
            continue
        seen[card.origin] = card.place
        data = question_data(card)
        try:
            question = as_question(data)
        except ContentRefused as error:
            plan.refused.append(RefusedCard(card.place, title, str(error)))
            continue
        asked, _ = asked_and_answer(question)
        id = question_id(card, asked, taken)
        taken.add(id)
        found = proposer.propose(card, question)
        whole = {"id": id, **data, "imported": card.origin}
        if found.passages:
            mark = {} if accept_quotes and found.own else {"proposed": True}
            plan.questions.append(whole | {"passages": [p | mark for p in found.passages]})
        else:
            plan.unsupported.append(UnsupportedCard(card.place, whole, found.reason, found.nearest))
        tags = [f"the tag {tag}" for tag in card.tags if not is_tag(tag)]
        if lost := (*card.flattened, *tags, *found.flattened):
            plan.flattened.append(FlattenedCard(card.place, title or label(asked), lost))
    texts = "\n".join(_texts([*plan.questions, *(card.question for card in plan.unsupported)]))
    plan.media = {
        name: content for name, content in file.media.files.items() if f"({name})" in texts
    }
    return plan


def _texts(value: Any) -> Iterator[str]:
    """Yield all texts in the keys of questions."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def known_origins(course: Course) -> set[str]:
    """Return the origins of all cards that were imported into a course before."""
    files = [bank.file for bank in course.banks]
    folder = course.folder / UNSUPPORTED
    if folder.is_dir():
        for path in sorted(folder.glob("*.yaml")):
            report = Report()
            files.append(YamlFile.read(path, report))
            if report.errors:
                place = f"{path}:{report.diagnostics[0].span.line}"
                raise StudykitError(f"{place}: {report.diagnostics[0].message}; fix the file first")
    return {origin for file in files for origin in _origins(file.data)}


def _origins(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(origin := value.get("imported"), str):
            yield origin
        for item in value.values():
            yield from _origins(item)
    elif isinstance(value, list):
        for item in value:
            yield from _origins(item)


# Files


def free_name(course: Course, name: str) -> str:
    """Return a name that no bank and no file of a course has: `deck`, else `deck-2` and so on."""
    ids = {bank.header.id for bank in course.banks}
    return next(
        free
        for free in numbered(name)
        if free not in ids and not any(file.exists() for file in both_files(course.folder, free))
    )


def both_files(folder: Path, name: str) -> tuple[Path, Path]:
    """Return the path of a bank, and that of the file of cards without evidence."""
    return folder / f"{name}.yaml", folder / UNSUPPORTED / f"{name}.yaml"


def bank_text(plan: ImportPlan, name: str, title: str, origin: str, modeline: str = "") -> str:
    """Return the bank of the questions with proposed passages."""
    if plan.proposed:
        comment = (
            " A passage with `proposed: true` is a suggestion that nobody\n# has confirmed:"
            " `studykit review` shows them one by one; the check fails until all are confirmed."
        )
    else:
        comment = "\n# The quotes came with the cards, and are in the texts."
    return (
        f"{modeline}# Imported from {label(origin)}.{comment}\n\n"
        f"id: {scalar(name)}\ntitle: {scalar(title)}\nquestions:\n"
        + "\n".join(block([question], indent=2) for question in plan.questions)
    )


def unsupported_text(cards: list[UnsupportedCard], origin: str) -> str:
    """Return a file of cards that are not questions, because no sentence of the texts supports them."""
    return (
        f"# Cards from {label(origin)} without evidence. This is not a bank. To use a card, move its\n"
        "# question into a bank, with `passages` that support it; to import it again, delete it here.\n\n"
        "cards:\n" + "\n".join(block([unsupported_data(card)], indent=2) for card in cards)
    )


def unsupported_data(card: UnsupportedCard) -> dict[str, Any]:
    data = {"reason": card.reason, "question": card.question}
    return data | {"nearest": card.nearest} if card.nearest else data
