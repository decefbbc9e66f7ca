"""A stand-in for Anki with AnkiConnect: its protocol over a real collection of Anki's engine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from .learner import Learner


@dataclass
class Anki:
    """A running Anki: a learner's collection, the key that the add-on asks for, and the actions so far."""

    learner: Learner
    key: str = ""
    is_open: bool = True
    sees_files: bool = True
    quits_at: str = ""
    """The action at which it stops answering."""
    open_note: int = 0
    """The id of the note in the editor, which saves what it shows while somebody waits."""
    saves: int = 0
    """How often the editor saves it."""
    shows_import: bool = False
    """Whether the editor shows what was imported; otherwise what was there before."""
    actions: list[str] = field(default_factory=list)
    url: str = ""
    _shown: tuple[list[str], list[str]] = ([], [])

    def pause(self, seconds: float) -> None:
        """Let the editor save the open note, as Anki's does soon after each change from outside."""
        assert seconds > 0
        if self.open_note and self.saves:
            self.saves -= 1
            note = self._col.get_note(self.open_note)
            note.fields, note.tags = self._shown
            self._col.update_note(note)

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"result": self._act(request), "error": None}
        except Exception as error:  # as the add-on does
            return {"result": None, "error": str(error)}

    def _act(self, request: dict[str, Any]) -> Any:
        assert request["version"] == 6
        if request.get("key", "") != self.key:
            raise ValueError("valid api key must be provided")
        name = request["action"]
        self.actions.append(name)
        if not self.is_open:
            raise ValueError("collection is not available")
        action = getattr(self, f"_{name}", None)
        if action is None:
            raise ValueError("unsupported action")
        return action(**request["params"])

    @property
    def _col(self) -> Any:
        return self.learner.col

    def _importPackage(self, path: str) -> bool:  # noqa: N802
        assert Path(path).is_absolute()
        if not self.sees_files:
            raise ValueError(f"Failed to open '{path}': No such file or directory")
        before = self._open_content()
        # it cannot be told otherwise: merging note types, with scheduling
        self.learner.import_deck(Path(path).read_bytes(), merge=True, scheduling=True)
        self._shown = self._open_content() if self.shows_import else before
        return True

    def _open_content(self) -> tuple[list[str], list[str]]:
        if not self.open_note:
            return [], []
        note = self._col.get_note(self.open_note)
        return list(note.fields), list(note.tags)

    def _findNotes(self, query: str) -> list[int]:  # noqa: N802
        return list(self._col.find_notes(query))

    def _notesInfo(self, notes: list[int]) -> list[dict[str, Any]]:  # noqa: N802
        found = []
        for id in notes:
            note = self._col.get_note(id)
            fields = {n: {"value": v, "order": i} for i, (n, v) in enumerate(note.items())}
            found.append(
                {
                    "noteId": id,
                    "modelName": note.note_type()["name"],
                    "tags": note.tags,
                    "fields": fields,
                    "cards": [card.id for card in note.cards()],
                }
            )
        return found

    def _addTags(self, notes: list[int], tags: str) -> None:  # noqa: N802
        self._col.tags.bulk_add(notes, tags)

    def _removeTags(self, notes: list[int], tags: str) -> None:  # noqa: N802
        self._col.tags.bulk_remove(notes, tags)

    def _suspend(self, cards: list[int]) -> bool:
        self._col.sched.suspend_cards(cards)
        return True

    def _unsuspend(self, cards: list[int]) -> bool:
        self._col.sched.unsuspend_cards(cards)
        return True

    def _updateNoteFields(self, note: dict[str, Any]) -> None:  # noqa: N802
        found = self._col.get_note(note["id"])
        for name, value in note["fields"].items():
            if name in found:
                found[name] = value
        self._col.update_note(found)


@contextmanager
def running(anki: Anki) -> Iterator[Anki]:
    """Serve it at a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Origin"] is None
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if request["action"] == anki.quits_at:
                return
            body = json.dumps(anki.answer(request)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    anki.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield anki
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
