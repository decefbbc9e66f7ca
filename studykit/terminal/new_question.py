"""Writing a question in the terminal: its passages, its type and its texts, checked before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from pathlib import Path
from textwrap import indent
from typing import Any, Protocol

from rich.text import Text

from ..bank.load import Bank, Course, display_path, load_bank
from ..check import check_course
from ..diagnostics import Diagnostic, Report, StudykitError, as_text, unknown
from ..files import write_text
from ..format import listed, numbered
from ..importing.questions import slug
from ..starter import is_blank_bank, random_letters
from ..yamlfile import YamlFile
from ..yamlfile.edit import with_items
from ..yamlfile.write import block
from .asked_keys import ASKED_TYPES, AskedKey, all_keys, asked_keys, description, in_order
from .console import TextWriter
from .passage_choice import PassageChoice, Quit

FIRST = "words to search the texts for, or a phrase from them: "
ANOTHER = "another passage: words to search for, or Enter to go on: "
ID_HELP = "The id of the question, unique in the course."
MENU = "w write, c KEY change, p another passage, q quit without writing: "
MENU_HELP = (
    "w adds the question to the bank as it is shown. c and the name of a key, such as c explanation, asks"
    " for it again. p adds a passage. q ends without writing."
)
TYPE_HELP = "Type a number or a name of the list. A basic question has a question and an answer."


class ReadLine(Protocol):
    """Reads a line after a prompt, in which `old` can be edited; raises EOFError at the end."""

    def __call__(self, prompt: str, old: str = "") -> str: ...


@dataclass
class NewQuestion:
    """A question that a person writes for a bank."""

    course: Course
    bank: Bank
    read: ReadLine
    writer: TextWriter
    lock: Callable[[], AbstractContextManager[None]]
    """Lets one command at a time write the course."""
    type: str | None = None
    section: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    """The keys that are written so far."""

    def run(self) -> bool:
        """Ask for the question and write it; return whether it was written.

        Whatever ends the dialogue, the bank has the whole question or is as it was.
        """
        try:
            self._ask_passages()
            self.data["type"] = self.type or self._ask_type()
            self.writer.line("Type ? for help on what is asked.")
            for key in asked_keys(self.data["type"]):
                self._ask(key)
            self.data["id"] = self._fresh_id()
            return self._decide()
        except (Quit, EOFError, KeyboardInterrupt):
            self.writer.line()
            self.writer.line("Nothing was written.")
            if any(self.data.values()):
                self.writer.line("What you have entered:")
                self._print(self._lines().splitlines(), "  ")
            return False

    # Asking

    @cached_property
    def _choice(self) -> PassageChoice:
        return PassageChoice(self.course, self.read, self.writer, self.section)

    def _ask_passages(self) -> None:
        passages: list[dict[str, str]] = self.data.setdefault("passages", [])
        while not passages:
            self._add_passage(self._choice.choose(FIRST, required=True))
        while passage := self._choice.choose(ANOTHER):
            self._add_passage(passage)

    def _add_passage(self, passage: dict[str, str] | None) -> None:
        if passage is None:
            return
        if passage.get("source") == self.bank.header.defaults.source:
            passage = {key: value for key, value in passage.items() if key != "source"}
        self.data["passages"].append(passage)

    def _ask_type(self) -> str:
        names = ASKED_TYPES
        for n, name in enumerate(names, 1):
            self.writer.line(f"{name}: {description(name)}", mark=f"{n:>2}  ")
        while True:
            answer = self.read("type, by its number or name (Enter for basic): ").strip()
            if not answer:
                return "basic"
            if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(names):
                return names[int(answer) - 1]
            if answer in names:
                return answer
            if answer == "?":
                self.writer.line(TYPE_HELP)
                continue
            self.writer.line(unknown("type", answer, names))

    def _ask(self, key: AskedKey) -> None:
        """Ask for the value of a key; a text that it has can be edited."""
        value: Any = None
        if key.several:
            items = list(self._items(key))
            value = items[0] if key.single and len(items) == 1 else items
        elif key.part in ("switch", "choice"):
            value = self._chosen(key)
        else:
            old = str(self.data.get(key.name, ""))
            value = _number(key, self._text(key.prompt(), key.help, key.required, old))
        self.data.pop(key.name, None)
        if value not in ("", [], None):
            self.data[key.name] = value

    def _text(self, asked: str, help: str, required: bool = True, old: str = "") -> str:
        more = "" if required else " (Enter for none)"
        while True:
            answer = self.read(f"{asked}{more}: ", old).strip()
            if answer == "?":
                self.writer.line(help)
            elif answer or not required:
                return answer
            else:
                self.writer.line(f"This cannot be left out. {help}")

    def _chosen(self, key: AskedKey) -> bool | str | None:
        """Return the value of a key that has few; None for none."""
        named = f" ({', '.join(key.choices)})" if key.choices else ""
        while True:
            answer = self._text(f"{key.prompt()}{named}", key.help, key.required).casefold()
            if not answer:
                return None
            if answer in key.choices:
                return answer
            if not key.choices and answer in ("true", "t", "yes", "y", "false", "f", "no", "n"):
                return answer[0] in "ty"
            self.writer.line(f"Type {listed(list(key.choices) or ['true', 'false'], 'or')}.")

    def _items(self, key: AskedKey) -> Iterator[Any]:
        """Yield the items of a list until an empty line, or until it has the most that it can have."""
        for n in count(1):
            asked = key.prompt(n)
            first = self._text(asked, key.help, required=key.needs(n))
            if first and key.part == "pair":
                yield {"left": first, "right": self._text(f"right side {n}", key.help)}
            elif first and key.part == "option":
                is_right = "right" if key.name == "key" else "wrong"
                why = self._text(f"why it is {is_right}", key.help, required=False)
                yield {"text": first, "why": why} if why else first
            elif first:
                yield _number(key, first)
            if not first or n == key.most:
                return

    # Checking and writing

    def _fresh_id(self) -> str:
        """Return an id of the words that are asked, which no question of the course has."""
        taken = {e.question.id for bank in self.course.banks for e in bank.in_order}
        asked = str(self.data.get("prompt") or self.data.get("text") or self.data["type"])
        words = slug(asked) or f"question-{random_letters()}"
        taken |= {"true", "false", "null"}
        return next(id for id in numbered(words) if id not in taken)

    def _ordered(self) -> dict[str, Any]:
        """Return the keys in the order of a bank: id and type first, the passages last."""
        names = in_order(self.data["type"]) if "type" in self.data else ["passages"]
        return {name: self.data[name] for name in names if name in self.data}

    def _lines(self) -> str:
        return block([self._ordered()])

    def _decide(self) -> bool:
        """Show the findings, and ask what to do, until the question is written; return whether it is."""
        self._show_findings()
        while True:
            answer = self.read(MENU).strip()
            command, _, key = answer.partition(" ")
            match command.casefold():
                case "w":
                    return self._write()
                case "q":
                    raise Quit
                case "p":
                    self._add_passage(self._choice.choose(FIRST))
                    self._show_findings()
                case "c":
                    self._change(key.strip())
                    self._show_findings()
                case _:
                    self.writer.line(MENU_HELP)

    def _change(self, key: str) -> None:
        if key == "passages":
            self.data["passages"] = []
            self._ask_passages()
        elif key == "id":
            self.data["id"] = self._text("id", ID_HELP, old=self.data["id"])
        elif key in (keys := all_keys(self.data["type"])):
            self._ask(keys[key])
        else:
            self.writer.line(f"The keys are {', '.join(['id', *keys, 'passages'])}.")

    def _show_findings(self) -> None:
        """Show the question as it would be written, and what the check says about it."""
        self.writer.line()
        self._print(self._lines().splitlines(), "  ")
        self.writer.line()
        report = Report(self._findings())
        self._print(filter(None, as_text(report)))
        if report.errors:
            self.writer.line("The check of the course fails until this is changed.")

    def _print(self, lines: Iterable[str], indent: str = "") -> None:
        """Print lines as they are: a terminal wraps them, so that they can be copied."""
        for line in lines:
            self.writer.emit(Text(indent + line))

    def _findings(self) -> list[Diagnostic]:
        """Return what the check says about the question in its bank, which is not written yet."""
        text = self._new_text(self.bank.file.text)
        if text is None:
            text = f"id: {self.bank.header.id}\ntitle: x\nquestions:\n{self._lines()}"
        report = Report()
        file = YamlFile(self.bank.file.path, text)
        file.parse(report, in_pieces=True)
        bank = load_bank(file, report)
        if bank is None:
            return report.diagnostics
        banks = tuple(bank if other is self.bank else other for other in self.course.banks)
        check_course(replace(self.course, banks=banks), report)
        first = file.span(("questions", bank.count - 1)).line
        return [d for d in report.diagnostics if d.span.path == file.path and d.span.line >= first]

    def _new_text(self, text: str) -> str | None:
        """Return the text of a bank with the question behind the others; None if it cannot be added.

        The empty question of a new course is replaced.
        """
        if is_blank_bank(text.encode()):
            head, questions, _ = text.partition("\nquestions:\n")
            return head + questions + indent(self._lines(), "  ")
        before = text.partition("questions:")[2]
        between = "" if self.bank.count > 1 and "\n\n" not in before else "\n"
        return with_items(text, {"questions": between + self._lines()})

    def _write(self) -> bool:
        path = self.course.folder / Path(self.bank.file.path).name
        with self.lock():
            file = YamlFile.read(path, Report(), display_path(path), in_pieces=True)
            text = self._new_text(file.text)
            if text is None:
                raise StudykitError(
                    f"{display_path(path)} is not written with one question after the other, so the"
                    f" question cannot be added; add it yourself:\n{self._lines()}"
                )
            write_text(path, text)
        if is_blank_bank(file.text.encode()):
            self.writer.line("The empty first question of the new course was replaced.")
        self.writer.line(f"{display_path(path)}: added {self.data['id']}")
        return True


def _number(key: AskedKey, text: str) -> str | int:
    """Return the value of a text, which may be a whole number."""
    is_number = key.part == "number" and text.isascii() and text.isdecimal()
    return int(text) if is_number else text
