"""A page from a web server opens without the server, and is replaced as soon as there is a new one."""

from __future__ import annotations

import os
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from studykit.bank.model import Recall
from studykit.targets.web.page import SERVICE_WORKER, page, service_worker

from ..conftest import exercise
from .sample import request

pytestmark = pytest.mark.slow


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def written(folder: Path, prompt: str, modified: int) -> None:
    """Write a page with its time in seconds, by which browsers ask a server for news."""
    asked = exercise(Recall("x"), prompt=prompt)
    file = folder / "index.html"
    file.write_text(page(request([asked]), offline=True), encoding="utf-8")
    os.utime(file, (modified, modified))
    (folder / SERVICE_WORKER).write_text(service_worker(), encoding="utf-8")


def test_the_last_copy_without_a_network_and_the_newest_with_one(
    browser: Browser, tmp_path: Path
) -> None:
    written(tmp_path, "The first edition?", 1_700_000_000)
    handler = partial(_Quiet, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        context = browser.new_context()
        tab = context.new_page()
        complaints: list[Any] = []
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(address)
        tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
        context.set_offline(True)
        tab.goto(f"{address}#browse")
        tab.reload()
        assert tab.locator(".links a").all_inner_texts() == ["The first edition?"]
        context.set_offline(False)
        written(tmp_path, "The second edition?", 1_700_000_060)
        tab.reload()
        assert tab.locator(".links a").all_inner_texts() == ["The second edition?"]
        context.close()
        server.shutdown()
    assert complaints == []
