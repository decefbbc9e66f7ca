"""The tools as an assistant sees them: the description and the arguments of each.

`tools` has what they do; it takes longer to import, and is not needed to list them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import ConfigDict, Field

from ..schema import Model, NonEmpty

INSTRUCTIONS = """\
studykit checks questions that cite their evidence. Every question has passages, and every quote in a \
passage must be in the source word for word. To write cards: see the `sources`, read with `read_passage`, \
look quotes up with `locate` instead of writing them from memory, see the keys of a question type with \
`schema`, then call `check_cards` and repair the cards until it reports no errors. Never invent a quote, \
and do not change a card to get around a finding. No tool writes files."""

PASSAGE_WORDS = 200
"""The most words of a text in one answer, unless the server may show full texts."""


class Arguments(Model):
    """Base of the arguments of a tool; the docstring below each is its description."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    @classmethod
    def input_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema; an argument that can be left out need not be null as well."""
        made = cls.model_json_schema()
        for rule in made["properties"].values():
            rule.pop("title")
            if "anyOf" in rule:
                del rule["default"]
                rule |= rule.pop("anyOf")[0]
        return {key: value for key, value in made.items() if key not in ("title", "description")}


class NoArguments(Arguments):
    """For a tool without arguments."""


class ReadArguments(Arguments):
    """The arguments of `read_passage`."""

    source: NonEmpty | None = None
    """The id of the source. It can be left out if there is only one."""
    section: NonEmpty | None = None
    """Begin at this section; its id is in `sources`."""
    turn: NonEmpty | None = None
    """Begin at this turn of the section, such as Q2 or A2."""
    quote: NonEmpty | None = None
    """Begin at the paragraph with this quote, or with the passage most like it."""
    start: Annotated[int, Field(ge=0)] | None = None
    """Begin here: the number that the last answer gave as `next`."""
    words: Annotated[int, Field(ge=1)] = PASSAGE_WORDS
    """The most words to read."""


class LocateArguments(Arguments):
    """The arguments of `locate`."""

    quote: NonEmpty
    """The words to find."""
    source: NonEmpty | None = None
    """The id of the source that they are from. Default: any."""
    speaker: NonEmpty | None = None
    """The person who says them."""
    section: NonEmpty | None = None
    """The id of the section that they are in."""
    prefix: NonEmpty | None = None
    """The words just before them, if they occur several times."""
    suffix: NonEmpty | None = None
    """The words just after them, if they occur several times."""


class CardsArguments(Arguments):
    """The arguments of `check_cards`."""

    cards: str
    """The cards in YAML or JSON: a list of questions with the keys that `schema` shows."""
    bank: NonEmpty | None = None
    """The id of the bank that they are for: its defaults, such as the source, apply."""


class CoverageArguments(Arguments):
    """The arguments of `coverage`."""

    source: NonEmpty | None = None
    """The id of a source. Default: all."""


class SchemaArguments(Arguments):
    """The arguments of `schema`."""

    type: NonEmpty | None = None
    """A question type. Default: list the types."""


class Tool(NamedTuple):
    """A tool: its description, and the model of its arguments."""

    description: str
    arguments: type[Arguments]


TOOLS: Mapping[str, Tool] = {
    "sources": Tool(
        "List the sources of the course with their sections and sizes, its people and its banks.",
        NoArguments,
    ),
    "read_passage": Tool(
        "Read a passage of a source, with its place and speaker: from a section or turn, around a quote, or"
        f" from where the last answer ended. At most {PASSAGE_WORDS} words at once, unless the server was"
        " started with --full-text.",
        ReadArguments,
    ),
    "locate": Tool(
        "Look a quote up. The answer has the verdict (only exact and typographic pass), the place, or the"
        " nearest passage with the words that differ, and a `passage` to put into a question.",
        LocateArguments,
    ),
    "check_cards": Tool(
        "Check cards before they are added to the course: every quote with its verdict, and every finding"
        " of the rules, with help. Nothing is written.",
        CardsArguments,
    ),
    "coverage": Tool(
        "Show how much of each source the questions quote, and which turns or paragraphs no question"
        " quotes.",
        CoverageArguments,
    ),
    "schema": Tool("List the question types, or show the JSON Schema of one.", SchemaArguments),
}
