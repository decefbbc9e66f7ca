"""Fetching a text from a real server on loopback."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest

from studykit.cli.source import fetch
from studykit.diagnostics import StudykitError
from studykit.source import fetch as fetching
from studykit.source.course import Source
from studykit.source.fetch import download, mismatch

from ..conftest import COURSE, LIGHTHOUSE, MakeCourse
from .documents import course_of
from .test_html import PAGE

TEXT = LIGHTHOUSE.encode()
SHA256 = sha256(TEXT).hexdigest()


class Publisher(BaseHTTPRequestHandler):
    """Serves the text, and other responses."""

    def do_GET(self) -> None:
        match self.path:
            case "/text.md":
                self._answer(200, TEXT)
            case "/latin-1.txt":
                self._answer(200, "caf\xe9".encode("latin-1"))
            case "/moved.md":
                self._answer(302, b"", Location="/text.md")
            case "/away.md":
                self._answer(302, b"", Location="http://localhost:1/text.md")
            case "/round.md":
                self._answer(302, b"", Location="/round.md")
            case "/picture.md":
                self._answer(200, TEXT, **{"Content-Type": "image/png"})
            case "/page":
                self._answer(200, PAGE.encode(), **{"Content-Type": "text/html; charset=utf-8"})
            case "/latin-page":
                body = PAGE.replace("’", "\xb4").encode("latin-1")
                self._answer(200, body, **{"Content-Type": "text/html; charset=iso-8859-1"})
            case "/empty-page":
                self._answer(200, b"<html></html>", **{"Content-Type": "text/html"})
            case "/drip.md":
                self._drip()
            case "/endless.md":
                self._answer(200, b"x" * 5_000)
            case "/cut.md":
                self._answer(200, TEXT[:100], **{"Content-Length": str(len(TEXT))})
            case _:
                self._answer(404, b"no such page")

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"x" * 100)
                self.wfile.flush()
                time.sleep(0.02)
        except OSError:
            pass  # the client has closed the connection
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def publisher() -> Iterator[str]:
    """Start a server on loopback and yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Publisher) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")


def source(url: str, sha256: str = SHA256) -> Source:
    return course_of({"fetch": {"url": url, "sha256": sha256}}).sources[0]


def refused(source: Source) -> str:
    with pytest.raises(StudykitError) as error:
        download(source)
    return str(error.value)


def test_expected_bytes(publisher: str) -> None:
    assert download(source(f"{publisher}/text.md")) == TEXT


def test_bytes_with_another_sha256(publisher: str) -> None:
    assert refused(source(f"{publisher}/text.md", "0" * 64)) == (
        f"the file from 127.0.0.1 is not the text of doc: its sha256 is {SHA256},"
        f" but course.yaml says {'0' * 64}"
    )


def test_bytes_that_are_not_utf_8(publisher: str) -> None:
    assert refused(source(f"{publisher}/latin-1.txt")) == (
        "the file from 127.0.0.1 is not the text of doc: it is not UTF-8 text"
    )


def test_status_404(publisher: str) -> None:
    url = f"{publisher}/none.md"
    assert refused(source(url)) == f"127.0.0.1 returned status 404 for {url}"


def test_redirect_within_the_host(publisher: str) -> None:
    assert download(source(f"{publisher}/moved.md")) == TEXT


def test_redirect_to_another_host(publisher: str) -> None:
    assert refused(source(f"{publisher}/away.md")) == (
        "127.0.0.1 redirects to another host: http://localhost:1/text.md"
    )


def test_endless_redirects(publisher: str) -> None:
    assert refused(source(f"{publisher}/round.md")) == "127.0.0.1 redirects more than 5 times"


@pytest.mark.parametrize(
    ("url", "location", "target"),
    [
        ("http://a.org/x", "https://a.org/x", "https://a.org/x"),
        ("https://a.org/x", "/y", "https://a.org/y"),
    ],
)
def test_redirects_that_are_followed(url: str, location: str, target: str) -> None:
    response = httpx.Response(302, headers={"Location": location})
    assert str(fetching._redirect(httpx.URL(url), response)) == target


@pytest.mark.parametrize(
    ("url", "location", "message"),
    [
        (
            "https://a.org/x",
            "http://a.org/x",
            "a.org redirects to http://a.org/x, which is not https",
        ),
        (
            "https://a.org/x",
            "ftp://a.org/x",
            "a.org redirects to ftp://a.org/x, which is not https",
        ),
        ("http://a.org/x", "https://b.org/x", "a.org redirects to another host: https://b.org/x"),
    ],
)
def test_redirects_that_are_refused(url: str, location: str, message: str) -> None:
    response = httpx.Response(302, headers={"Location": location})
    with pytest.raises(StudykitError, match=f"^{re.escape(message)}$"):
        fetching._redirect(httpx.URL(url), response)


def test_content_type_that_is_not_text(publisher: str) -> None:
    url = f"{publisher}/picture.md"
    assert refused(source(url)) == f"127.0.0.1 returned image/png for {url}, which is not text"


def free(url: str, **described: object) -> Source:
    """Return a source with no sha256."""
    return course_of({"fetch": {"url": url}, **described}).sources[0]


def test_web_page_becomes_a_transcript_of_its_article(publisher: str) -> None:
    text = download(free(f"{publisher}/page", file="doc.txt")).decode()
    assert text.splitlines()[:4] == [
        "A talk about bread",
        "Editor’s note: we met Ben on a Tuesday & stayed till noon.\u00a0It rained all day long.",
        "Part 1",
        "Ann: Did you bake at all last night, or did you sleep like the rest of us?",
    ]
    assert "Anonymous" not in text


def test_web_page_in_another_encoding_becomes_utf_8(publisher: str) -> None:
    text = download(free(f"{publisher}/latin-page", file="doc.txt")).decode()
    assert "Editor´s note: we met Ben" in text


def test_web_page_for_a_source_in_html_is_unchanged(publisher: str) -> None:
    assert download(free(f"{publisher}/page", file="doc.html")).decode() == PAGE


def test_web_page_without_an_article_or_for_a_markdown_source(publisher: str) -> None:
    assert refused(free(f"{publisher}/empty-page", file="doc.txt")) == (
        "found no article in the page from 127.0.0.1"
    )
    assert refused(free(f"{publisher}/page", file="doc.md")) == (
        "127.0.0.1 returned a web page, but the format of doc is markdown"
    )


def test_slow_response(publisher: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TOTAL", 0.3)
    assert refused(source(f"{publisher}/drip.md")) == "127.0.0.1 took longer than 0 seconds"


def test_response_that_is_too_large(publisher: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 4_999)
    url = f"{publisher}/endless.md"
    assert refused(source(url)) == f"{url} is larger than 4,999 bytes"
    monkeypatch.setattr(fetching, "MAX_BYTES", 5_000)
    assert "its sha256 is" in refused(source(url))


def test_response_that_takes_too_long(publisher: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TOTAL", -1.0)
    assert refused(source(f"{publisher}/text.md")) == "127.0.0.1 took longer than -1 seconds"


def test_connection_that_breaks_off(publisher: str) -> None:
    assert refused(source(f"{publisher}/cut.md")) == (
        "127.0.0.1 cannot be reached (RemoteProtocolError)"
    )


def test_connection_refused() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert refused(source(f"http://127.0.0.1:{port}/text.md")) == (
        "127.0.0.1 cannot be reached (ConnectError)"
    )


@pytest.mark.parametrize("url", ["http://[::1/text.md", "http://127.0.0.1:port/", "https://"])
def test_invalid_address(url: str) -> None:
    assert refused(source(url)) == f"{url} is not a web address"


@pytest.mark.parametrize(
    ("described", "text"),
    [({}, "its text"), ({"url": "https://example.org/a"}, "the text of https://example.org/a")],
)
def test_source_without_an_address(described: dict[str, object], text: str) -> None:
    assert refused(course_of(described).sources[0]) == (
        f"doc has no `fetch` address: save {text} by hand, then run `studykit source add doc FILE`"
    )


def test_any_text_matches_a_source_without_a_sha256() -> None:
    free = course_of({}).sources[0]
    assert mismatch(TEXT, free) is None
    assert mismatch(b"", free) is None
    assert mismatch(b"\xff", free) == "it is not UTF-8 text"


# In a course


@pytest.fixture
def course(make_course: MakeCourse, publisher: str) -> Path:
    """Return a course whose text the publisher serves."""
    fetched = f"    fetch:\n      url: {publisher}/text.md\n      sha256: {SHA256}\n    file:"
    return make_course(course=COURSE.replace("    file:", fetched), text=None)


TEXT_FILE = Path("texts/lighthouse.md")


def test_fetched_text_is_stored_in_the_course(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fetch(questions=course)
    assert (course / TEXT_FILE).read_bytes() == TEXT
    assert capsys.readouterr().out == (
        f"{course / TEXT_FILE}: the text confirms 1 of 1 quoted passage\n"
    )
    fetch(questions=course)
    assert capsys.readouterr().out == "Every text that can be fetched is here.\n"


def test_refused_bytes_do_not_replace_the_old_file(course: Path) -> None:
    file = course / TEXT_FILE
    file.parent.mkdir()
    file.write_bytes(b"an older text")
    course_file = course / "course.yaml"
    course_file.write_text(course_file.read_text().replace(SHA256, "0" * 64))
    with pytest.raises(
        StudykitError, match=r"^the file from 127\.0\.0\.1 is not the text of lighthouse: "
    ):
        fetch(["lighthouse"], questions=course)
    assert file.read_bytes() == b"an older text"
    assert list(file.parent.iterdir()) == [file]


def test_pins_are_used_if_a_text_cannot_be_fetched(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course_file = course / "course.yaml"
    course_file.write_text(course_file.read_text().replace("/text.md", "/none.md"))
    fetch(questions=course)
    out = capsys.readouterr().out
    assert out.startswith(
        "lighthouse was not fetched, its pins stand in for it: 127.0.0.1 returned"
    )
    assert not (course / TEXT_FILE).exists()


def test_nothing_is_fetched_offline(
    course: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDYKIT_OFFLINE", "1")
    fetch(questions=course)
    assert capsys.readouterr().out == (
        "Nothing is fetched: STUDYKIT_OFFLINE is set. Pins stand in for missing texts.\n"
    )
    assert not (course / TEXT_FILE).exists()
