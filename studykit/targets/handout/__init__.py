"""Handouts: lessons in print, as a neutral document that every format prints."""

from __future__ import annotations

from ...bank.capability import Capabilities, Capability, ContentCapabilities, ContentKind, Support
from ...bank.model import Arrange, Choose, Discuss, Fill, Label, Match, Number, Recall, Type

CAPABILITIES: Capabilities = {
    Recall: Capability(
        Support.NATIVE, "lines to write on; only for the answer, also with `reverse`"
    ),
    Fill: Capability(Support.NATIVE, "blanks in the text, only in exams"),
    Type: Capability(Support.NATIVE, "a blank for a word or two"),
    Number: Capability(Support.NATIVE, "a blank before the unit"),
    Choose: Capability(Support.NATIVE, "lettered options, shuffled"),
    Arrange: Capability(Support.NATIVE, "lettered lines and a row of blanks for their letters"),
    Match: Capability(Support.NATIVE, "a blank for a letter beside each line"),
    Label: Capability(
        Support.NATIVE,
        "numbered shapes on the picture, and a blank for each; in Markdown only its description",
    ),
    Discuss: Capability(Support.NATIVE, "seminar questions with a plan for the teacher"),
}
"""How handouts ask for each response; `--list` shows which questions a kind takes."""

CONTENT: dict[str, ContentCapabilities] = {
    "pdf": {
        ContentKind.MATHEMATICS: Capability(
            Support.NATIVE, "as type, with its words for screen readers"
        ),
        ContentKind.CHEMISTRY: Capability(Support.NATIVE, "as type"),
        ContentKind.BLANK_IN_FORMULA: Capability(Support.DEGRADED, "a box"),
        ContentKind.PICTURE: Capability(Support.NATIVE, "with its description"),
        ContentKind.WEBP: Capability(Support.NATIVE, "with its description"),
        ContentKind.SOUND: Capability(Support.DEGRADED, "only its transcript"),
        ContentKind.CODE: Capability(Support.NATIVE, "in colours"),
        ContentKind.TABLE: Capability(Support.NATIVE, "with a header row"),
        ContentKind.LINK: Capability(Support.NATIVE, "the address is printed"),
    },
    "docx": {
        ContentKind.MATHEMATICS: Capability(Support.NATIVE, "equations of Word"),
        ContentKind.CHEMISTRY: Capability(Support.NATIVE, "equations of Word"),
        ContentKind.BLANK_IN_FORMULA: Capability(Support.DEGRADED, "a box"),
        ContentKind.PICTURE: Capability(Support.NATIVE, "with its description"),
        ContentKind.WEBP: Capability(Support.DEGRADED, "only its description"),
        ContentKind.SOUND: Capability(Support.DEGRADED, "only its transcript"),
        ContentKind.CODE: Capability(Support.DEGRADED, "without colours"),
        ContentKind.TABLE: Capability(Support.NATIVE, "with a header row"),
        ContentKind.LINK: Capability(Support.NATIVE, "the address is printed"),
    },
    "html": {
        ContentKind.MATHEMATICS: Capability(Support.NATIVE, "MathML"),
        ContentKind.CHEMISTRY: Capability(Support.NATIVE, "MathML"),
        ContentKind.BLANK_IN_FORMULA: Capability(Support.DEGRADED, "a box"),
        ContentKind.PICTURE: Capability(Support.NATIVE, "in the page"),
        ContentKind.WEBP: Capability(Support.NATIVE, "in the page"),
        ContentKind.SOUND: Capability(Support.NATIVE, "in the page"),
        ContentKind.CODE: Capability(Support.NATIVE, "in colours"),
        ContentKind.TABLE: Capability(Support.NATIVE, "with header cells"),
        ContentKind.LINK: Capability(Support.NATIVE, "the address is printed on paper"),
    },
    "md": {
        ContentKind.MATHEMATICS: Capability(Support.NATIVE, "LaTeX"),
        ContentKind.CHEMISTRY: Capability(Support.DEGRADED, "LaTeX that not every reader knows"),
        ContentKind.BLANK_IN_FORMULA: Capability(Support.DEGRADED, "a box"),
        ContentKind.PICTURE: Capability(Support.DEGRADED, "only its description"),
        ContentKind.WEBP: Capability(Support.DEGRADED, "only its description"),
        ContentKind.SOUND: Capability(Support.DEGRADED, "only its transcript"),
        ContentKind.CODE: Capability(Support.NATIVE, "a fence"),
        ContentKind.TABLE: Capability(Support.NATIVE, "GitHub’s tables"),
        ContentKind.LINK: Capability(Support.NATIVE, "a link"),
    },
}
"""How each format shows what is not words."""
