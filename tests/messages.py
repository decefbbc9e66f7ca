"""Update the catalogues in `studykit/locale/` from the messages in the code, and compile them.

`make messages` runs this.  New messages come without a translation, changed ones are marked fuzzy, and
those that the code no longer has are dropped; the tests fail until every message is translated.
A new language begins as an empty file, `studykit/locale/<tag>.po`.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from studykit.locale import FOLDER

PACKAGE = FOLDER.parent

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}

HEADERS = ("Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")
"""What a catalogue says of itself; who changed what and when is in its history."""


class Words(Catalog):
    """A catalogue of studykit, of which the same messages always make the same file."""

    def __init__(self, locale: str | None = None) -> None:
        """Create a catalogue without messages."""
        super().__init__(locale, project="studykit", charset="utf-8", fuzzy=False)
        self.header_comment = (
            f"# What learners read in studykit, in {self.locale.english_name}." if locale else ""
        )

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The entries of the header."""
        kept = [(name, value) for name, value in super().mime_headers if name in HEADERS]
        return [("Project-Id-Version", "studykit"), *kept]


def messages() -> Words:
    """Return all messages of the code with the modules that have them, and translators' comments."""
    catalog = Words()
    found = extract_from_dir(
        PACKAGE,
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("For translators:",),
        strip_comment_tags=True,
    )
    for file, _line, message, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
        where = (f"studykit/{Path(file).as_posix()}", None)  # lines change too often
        catalog.add(message, None, [where], auto_comments=comments, context=context)
    return catalog


def updated(po: Path) -> Words:
    """Return a catalogue with the messages of the code."""
    locale = po.stem.replace("-", "_")
    catalog = Words(locale)
    with po.open("rb") as file:
        for message in read_po(file, locale=locale):
            if message.id:
                catalog[message.id] = message
    catalog.update(messages(), update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def po_text(catalog: Words) -> bytes:
    """Return the text of a catalogue, sorted by module."""
    file = io.BytesIO()
    write_po(file, catalog, width=100, sort_by_file=True)
    return file.getvalue()


def mo_text(catalog: Words) -> bytes:
    """Return a catalogue compiled for `gettext`."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def is_translated(message: Message) -> bool:
    """Whether a message has all its forms, and someone looked at them since it changed."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms) and not message.fuzzy


if __name__ == "__main__":
    for po in sorted(FOLDER.glob("*.po")):
        catalog = updated(po)
        po.write_bytes(po_text(catalog))
        po.with_suffix(".mo").write_bytes(mo_text(catalog))
        done = sum(is_translated(message) for message in catalog if message.id)
        print(f"{po.stem}: {done} of {len(catalog)} messages translated")
