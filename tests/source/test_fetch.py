"""Fetching a text: from a real server, on loopback."""

from __future__ import annotations

import socket
import ssl
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NoReturn

import httpx
import pytest
import typer

from studykit.cli.source import add, fetch
from studykit.diagnostics import StudykitError
from studykit.source import fetch as fetching
from studykit.source.course import Source
from studykit.source.fetch import Fetched, download, download_document, mismatch

from ..conftest import COURSE, LIGHTHOUSE, MakeCourse
from .documents import course_of
from .test_html import PAGE

TEXT = LIGHTHOUSE.encode()
SHA256 = sha256(TEXT).hexdigest()


SELF_SIGNED = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGV+sQrC5EQQNbs9z
Pu7VaGVO1HQaJ4N3M9ck5jtDtOehRANCAAQtl8j1ThGjQcmqYodJwPpOP4pN8WQ6
AN0dheapUte7vktMOmrMZgyUxb/sntBnzl/QaX7UqoFRAgFgguP29sG6
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBfTCCASOgAwIBAgIUZfrvyv4pJqn2vorNa1s1aMueVhwwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMB4XDTI2MTEyOTEyMzYzNloXDTQ2MTEyNDEy
MzYzNlowFDESMBAGA1UEAwwJMTI3LjAuMC4xMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAELZfI9U4Ro0HJqmKHScD6Tj+KTfFkOgDdHYXmqVLXu75LTDpqzGYMlMW/
7J7QZ85f0Gl+1KqBUQIBYILj9vbBuqNTMFEwHQYDVR0OBBYEFOP4eDQfGWF39AZO
jDO7WDn6QL+5MB8GA1UdIwQYMBaAFOP4eDQfGWF39AZOjDO7WDn6QL+5MA8GA1Ud
EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgNQdp2wowkyX4oufkECgA2gfo
xj2FEFhnjjAkICIDhV0CIQCEWaR0qJ6j3QXWngriJ07cnRoSAL3uFXciaERc7dEs
NQ==
-----END CERTIFICATE-----
"""
"""A certificate for 127.0.0.1 that nobody has reason to trust, and its key, for this test alone."""


CAPTIONS = b"WEBVTT\n\n00:01.000 --> 00:02.000\nIt was late, and the lamp was out.\n"
"""Captions at /talk.vtt."""


class Publisher(BaseHTTPRequestHandler):
    """Has the text, and knows some other ways to answer."""

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
            case "/talk.vtt":
                self._answer(200, CAPTIONS, **{"Content-Type": "text/vtt"})
            case "/page":
                self._answer(200, PAGE.encode(), **{"Content-Type": "text/html; charset=utf-8"})
            case "/latin-page":
                body = PAGE.replace("’", "\xb4").encode("latin-1")
                self._answer(200, body, **{"Content-Type": "text/html; charset=iso-8859-1"})
            case "/empty-page":
                self._answer(200, b"<html></html>", **{"Content-Type": "text/html"})
            case "/astray.md":
                self._answer(302, b"", Location="http://[::1/")
            case "/empty.md":
                self._answer(200, b"")
            case "/nul.md":
                self._answer(200, b"\0" * 100)
            case "/start.md":
                self._answer(200, TEXT[:100])
            case "/longer.md":
                self._answer(200, TEXT + b"\nOne more paragraph.\n")
            case "/headers.md":
                self._drip_headers()
            case path if path.startswith("/page-in/"):
                charset = path.removeprefix("/page-in/")
                kind = f"text/html; charset={charset}"
                self._answer(200, PAGE.encode(), **{"Content-Type": kind})
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
            pass  # the client has had enough
        self.close_connection = True

    def _drip_headers(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for n in range(100):
                time.sleep(0.1)
                self.wfile.write(b"X-%d: x\r\n" % n)
                self.wfile.flush()
        except OSError:
            pass  # the client has had enough
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def publisher() -> Iterator[str]:
    """The address of a server on loopback."""
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


def test_the_bytes_that_are_stated_are_fetched(publisher: str) -> None:
    assert download(source(f"{publisher}/text.md")) == TEXT


def test_other_bytes_are_refused(publisher: str) -> None:
    assert refused(source(f"{publisher}/text.md", "0" * 64)) == (
        f"the response from 127.0.0.1 is not the text: its sha256 is {SHA256},"
        f" but course.yaml says {'0' * 64}"
    )


def test_bytes_that_are_no_text_are_refused(publisher: str) -> None:
    assert refused(source(f"{publisher}/latin-1.txt")) == (
        "the response from 127.0.0.1 is not the text: it is not UTF-8 text"
    )


def test_a_missing_page(publisher: str) -> None:
    url = f"{publisher}/none.md"
    assert refused(source(url)) == f"127.0.0.1 returned status 404 for {url}"


def test_a_redirect_within_the_host_is_followed(publisher: str) -> None:
    assert download(source(f"{publisher}/moved.md")) == TEXT


def test_a_redirect_to_another_host_is_not_followed(publisher: str) -> None:
    assert refused(source(f"{publisher}/away.md")) == (
        "127.0.0.1 redirects to http://localhost:1/text.md, which is on another host or not secure"
    )


def test_a_redirect_in_a_circle_ends(publisher: str) -> None:
    assert refused(source(f"{publisher}/round.md")) == "127.0.0.1 redirects more than 5 times"


@pytest.mark.parametrize(
    ("url", "location", "followed"),
    [
        ("http://a.org/x", "https://a.org/x", True),
        ("https://a.org/x", "/y", True),
        ("https://a.org/x", "http://a.org/x", False),
        ("http://a.org/x", "https://b.org/x", False),
        ("https://a.org/x", "ftp://a.org/x", False),
    ],
)
def test_which_redirects_are_followed(url: str, location: str, followed: bool) -> None:
    response = httpx.Response(302, headers={"Location": location})
    if followed:
        assert str(fetching._next(httpx.URL(url), response)) in (location, "https://a.org/y")
    else:
        with pytest.raises(StudykitError, match=r"which is on another host or not secure$"):
            fetching._next(httpx.URL(url), response)


def test_content_type_that_is_not_text(publisher: str) -> None:
    url = f"{publisher}/picture.md"
    assert refused(source(url)) == f"127.0.0.1 returned image/png for {url}, which is not text"


def free(url: str, **described: object) -> Source:
    """A source whose bytes are not fixed."""
    return course_of({"fetch": {"url": url}, **described}).sources[0]


def test_a_page_becomes_a_transcript_of_its_article(publisher: str) -> None:
    text = download(free(f"{publisher}/page", file="doc.txt")).decode()
    assert text.splitlines()[:4] == [
        "A talk about bread",
        "Editor’s note: we met Ben on a Tuesday & stayed till noon.\u00a0It rained all day long.",
        "Part 1",
        "Ann: Did you bake at all last night, or did you sleep like the rest of us?",
    ]
    assert "Anonymous" not in text


def test_a_page_of_another_encoding_is_kept_as_utf_8(publisher: str) -> None:
    text = download(free(f"{publisher}/latin-page", file="doc.txt")).decode()
    assert "Editor´s note: we met Ben" in text


def test_a_page_for_a_source_in_html_is_kept_as_it_is(publisher: str) -> None:
    assert download(free(f"{publisher}/page", file="doc.html")).decode() == PAGE


def test_a_page_without_an_article_is_refused(publisher: str) -> None:
    assert refused(free(f"{publisher}/empty-page", file="doc.txt")) == (
        "no article found in the page from 127.0.0.1"
    )
    assert refused(free(f"{publisher}/page", file="doc.md")) == (
        "127.0.0.1 sent a web page, but the format of doc is markdown"
    )


def test_slow_response(publisher: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TOTAL", 0.3)
    assert refused(source(f"{publisher}/drip.md")) == "127.0.0.1 did not finish within 0.3 seconds"


def test_slow_headers(publisher: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TOTAL", 0.3)
    assert (
        refused(source(f"{publisher}/headers.md")) == "127.0.0.1 did not finish within 0.3 seconds"
    )


def test_what_is_too_large(publisher: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 4_999)
    url = f"{publisher}/endless.md"
    assert refused(source(url)) == f"{url} is larger than 4,999 bytes"
    monkeypatch.setattr(fetching, "MAX_BYTES", 5_000)
    assert "its sha256 is" in refused(source(url))


def test_a_connection_that_breaks_off(publisher: str) -> None:
    assert refused(source(f"{publisher}/cut.md")) == (
        "127.0.0.1 closed the connection, or does not use HTTP: peer closed connection without sending"
        f" complete message body (received 100 bytes, expected {len(TEXT)})"
    )


def test_a_refused_connection() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert refused(source(f"http://127.0.0.1:{port}/text.md")) == (
        "127.0.0.1 refused the connection"
    )


def test_an_unknown_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> NoReturn:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert refused(source("http://example.invalid/a")) == "host not found: example.invalid"


def test_a_server_without_tls(publisher: str) -> None:
    url = publisher.replace("http://", "https://")
    assert refused(source(f"{url}/text.md")).startswith(
        "cannot open a secure connection to 127.0.0.1: "
    )


def test_a_certificate_that_is_not_valid(tmp_path: Path) -> None:
    pem = tmp_path / "pem"
    pem.write_text(SELF_SIGNED)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with ThreadingHTTPServer(("127.0.0.1", 0), Publisher) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            refusal = refused(source(f"https://127.0.0.1:{server.server_port}/text.md"))
        finally:
            server.shutdown()
            thread.join()
    assert refusal.startswith("the certificate of 127.0.0.1 is invalid: ")


def test_a_server_that_sends_nothing(publisher: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "READ", 0.05)
    assert refused(source(f"{publisher}/headers.md")) == "127.0.0.1 sent nothing for 0.05 seconds"


@pytest.mark.parametrize(
    ("proxy", "reason"),
    [
        ("socks5://127.0.0.1:1", "Using SOCKS proxy, but the 'socksio' package is not installed"),
        ("nonsense://127.0.0.1:1", "Unknown scheme for proxy URL"),
    ],
)
def test_a_proxy_that_cannot_be_used(
    proxy: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "socksio", None)
    monkeypatch.setenv("ALL_PROXY", proxy)
    assert refused(source("http://example.org/a")).startswith(
        f"cannot use the proxy from the environment: {reason}"
    )


@pytest.mark.parametrize("charset", ["nonsense", "hex", "idna", "undefined"])
def test_an_unknown_encoding(charset: str, publisher: str) -> None:
    assert refused(free(f"{publisher}/page-in/{charset}", file="doc.txt")) == (
        f"127.0.0.1 sent a page in an unknown encoding, {charset}"
    )


def test_redirect_to_an_invalid_address(publisher: str) -> None:
    assert refused(source(f"{publisher}/astray.md")) == (
        "127.0.0.1 redirects to an invalid address:"
        " Invalid URL in location header: Invalid port: ':1'."
    )


@pytest.mark.parametrize(
    "url", ["http://[::1/text.md", "http://127.0.0.1:port/", "https://", "http://xn--/"]
)
def test_invalid_address(url: str) -> None:
    assert refused(source(url)) == f"{url} is not a web address"


def test_a_name_that_is_too_long() -> None:
    url = f"http://{'a' * 70}.org/"
    assert refused(source(url)).startswith(f"{url} is not a web address: ")


@pytest.mark.parametrize(
    ("described", "how"),
    [
        ({}, ""),
        (
            {"url": "https://example.org/a"},
            "; save the text of https://example.org/a yourself",
        ),
    ],
)
def test_without_an_address_nothing_is_fetched(described: dict[str, object], how: str) -> None:
    assert refused(course_of(described).sources[0]) == (
        f"doc has no `fetch` address{how}, then run `studykit source add doc FILE`"
    )


def test_any_text_fits_a_source_without_a_sha256() -> None:
    free = course_of({}).sources[0]
    assert mismatch(TEXT, free) is None
    assert mismatch(b"\xff", free) == "it is not UTF-8 text"
    assert mismatch(b"", free) == "it is empty"
    assert mismatch("\ufeff \r\n".encode(), free) == "it is empty"
    assert (
        mismatch("as UTF-16".encode("utf-16-be"), free)
        == "it is not text: it contains NUL characters"
    )


# In a course


@pytest.fixture
def course(make_course: MakeCourse, publisher: str) -> Path:
    """A course whose text is fetched from the publisher."""
    fetched = f"    fetch:\n      url: {publisher}/text.md\n      sha256: {SHA256}\n    file:"
    return make_course(course=COURSE.replace("    file:", fetched), text=None)


TEXT_FILE = Path("texts/lighthouse.md")


def test_a_fetched_text_stands_in_the_course(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fetch(questions=course)
    assert (course / TEXT_FILE).read_bytes() == TEXT
    assert capsys.readouterr().out == (f"{course / TEXT_FILE}: 1 of 1 quote found in the text\n")
    fetch(questions=course)
    assert capsys.readouterr().out == (
        "Nothing to fetch: every text with a known sha256 is on this machine.\n"
    )


def test_bytes_that_are_refused_leave_the_old_file_alone(course: Path) -> None:
    file = course / TEXT_FILE
    file.parent.mkdir()
    file.write_bytes(b"an older text")
    course_file = course / "course.yaml"
    course_file.write_text(course_file.read_text().replace(SHA256, "0" * 64))
    with pytest.raises(StudykitError, match=r"^the response from 127\.0\.0\.1 is not the text: "):
        fetch(["lighthouse"], questions=course)
    assert file.read_bytes() == b"an older text"
    assert list(file.parent.iterdir()) == [file]


def free_course(make_course: MakeCourse, address: str) -> Path:
    """A course with a text, whose source can be fetched from an address."""
    fetched = f"    fetch: {{url: {address}}}\n    file:"
    return make_course(course=COURSE.replace("    file:", fetched))


@pytest.mark.parametrize(
    ("path", "problem"),
    [("empty.md", "it is empty"), ("nul.md", "it is not text: it contains NUL characters")],
)
def test_what_is_not_text_leaves_the_text_alone(
    path: str, problem: str, make_course: MakeCourse, publisher: str
) -> None:
    course = free_course(make_course, f"{publisher}/{path}")
    with pytest.raises(
        StudykitError, match=rf"^the response from 127\.0\.0\.1 is not the text: {problem}$"
    ):
        fetch(["lighthouse"], questions=course)
    assert (course / TEXT_FILE).read_bytes() == TEXT


def test_a_text_that_confirms_fewer_quotes_is_put_beside_the_former(
    make_course: MakeCourse, publisher: str, capsys: pytest.CaptureFixture[str]
) -> None:
    course = free_course(make_course, f"{publisher}/start.md")
    with pytest.raises(typer.Exit) as exit:
        fetch(["lighthouse"], questions=course)
    assert exit.value.exit_code == 1
    beside = course / "texts" / "lighthouse.new.md"
    assert capsys.readouterr().out == (
        f"{course / TEXT_FILE} is unchanged: 1 quote of the course is in it, but 0 in the new text\n"
        f"The new text is in {beside}; to use it, run\n"
        f"  studykit source add lighthouse {beside}\n"
    )
    assert (course / TEXT_FILE).read_bytes() == TEXT
    assert beside.read_bytes() == TEXT[:100]


def test_a_text_that_confirms_as_many_quotes_replaces_the_former(
    make_course: MakeCourse, publisher: str
) -> None:
    course = free_course(make_course, f"{publisher}/longer.md")
    fetch(["lighthouse"], questions=course)
    assert (course / TEXT_FILE).read_bytes() == TEXT + b"\nOne more paragraph.\n"
    assert len(list((course / "texts").iterdir())) == 1


def test_pins_are_used_if_a_text_cannot_be_fetched(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course_file = course / "course.yaml"
    course_file.write_text(course_file.read_text().replace("/text.md", "/none.md"))
    fetch(questions=course)
    out = capsys.readouterr().out
    assert out.startswith(
        "lighthouse could not be fetched, so its pins are used: 127.0.0.1 returned status"
    )
    assert not (course / TEXT_FILE).exists()


def test_nothing_is_fetched_where_that_is_not_wanted(
    course: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDYKIT_OFFLINE", "1")
    fetch(questions=course)
    assert capsys.readouterr().out == (
        "Nothing fetched: STUDYKIT_OFFLINE is set. Quotes from missing texts are checked against pins.\n"
    )
    assert not (course / TEXT_FILE).exists()


def test_a_document_is_returned_with_its_name(publisher: str) -> None:
    assert download_document(f"{publisher}/talk.vtt") == Fetched(CAPTIONS, "talk.vtt")


def test_a_whole_page_is_returned_in_utf_8(publisher: str) -> None:
    assert download_document(f"{publisher}/page") == Fetched(PAGE.encode(), "page.html")
    page = PAGE.replace("’", "\xb4").encode()
    assert download_document(f"{publisher}/latin-page") == Fetched(page, "latin-page.html")


def test_a_source_is_added_from_an_address(
    publisher: str,
    make_course: MakeCourse,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_course()
    add("talk", f"{publisher}/talk.vtt")
    assert capsys.readouterr().out == (
        "questions/course.yaml: added the source talk\n"
        "title: Talk\n"
        "found: language: en\n"
        "check: the text has no title: set `title` of talk in course.yaml\n"
        "questions/bank.yaml: add `defaults: {source: lighthouse}` above `questions`; with two"
        " sources, each passage needs one\n"
        "wrote questions/texts/talk.md\n"
    )
    assert f'    url: "{publisher}/talk.vtt"\n' in Path("questions/course.yaml").read_text("utf-8")
    monkeypatch.setenv("STUDYKIT_OFFLINE", "1")
    with pytest.raises(StudykitError) as caught:
        add("talk", f"{publisher}/talk.vtt")
    assert (
        str(caught.value)
        == "STUDYKIT_OFFLINE is set, so nothing is fetched; unset it, or give a file"
    )
