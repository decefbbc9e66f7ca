"""Download a source's text from its publisher."""

from __future__ import annotations

import time
from hashlib import sha256
from typing import TYPE_CHECKING

from ..diagnostics import StudykitError
from .course import Source
from .formats import format_of

if TYPE_CHECKING:
    import httpx

CONNECT, READ, TOTAL = 5.0, 10.0, 60.0  # seconds
MAX_BYTES = 20_000_000
MAX_REDIRECTS = 5

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain", "text/markdown", "text/x-markdown", "application/octet-stream")


def download(source: Source) -> bytes:
    """Return the bytes to store as a source's text.

    A web page is reduced to its article, one paragraph a line, unless the format of the source is
    html.  Redirects are followed within the host, but not from https to http.  Raises StudykitError
    if the source has no address, or the response is not its text.
    """
    import httpx

    if source.fetch is None:
        text = f"the text of {source.url}" if source.url else "its text"
        raise StudykitError(
            f"{source.id} has no `fetch` address: save {text} by hand, then run"
            f" `studykit source add {source.id} FILE`"
        )
    url = _address(source.fetch.url)
    deadline = time.monotonic() + TOTAL
    try:
        with httpx.Client(timeout=httpx.Timeout(READ, connect=CONNECT)) as client:
            for _ in range(MAX_REDIRECTS + 1):
                with client.stream("GET", url) as response:
                    if response.has_redirect_location:
                        url = _redirect(url, response)
                        continue
                    raw = _body(response, deadline)
                    return _text(raw, response, source)
    except httpx.HTTPError as error:
        raise StudykitError(f"{url.host} cannot be reached ({type(error).__name__})") from error
    raise StudykitError(f"{url.host} redirects more than {MAX_REDIRECTS} times")


def _address(url: str) -> httpx.URL:
    import httpx

    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:
        address = None
    if address is None or not address.host:
        raise StudykitError(f"{url} is not a web address")
    return address


def _redirect(url: httpx.URL, response: httpx.Response) -> httpx.URL:
    """Return the target of a redirect; raises StudykitError if it must not be followed."""
    target = url.join(_address(str(url.join(response.headers["Location"]))))
    if target.host != url.host:
        raise StudykitError(f"{url.host} redirects to another host: {target}")
    if target.scheme != "https" and (target.scheme, url.scheme) != ("http", "http"):
        raise StudykitError(f"{url.host} redirects to {target}, which is not https")
    return target


def _body(response: httpx.Response, deadline: float) -> bytes:
    url, host = response.url, response.url.host
    if response.status_code != 200:
        raise StudykitError(f"{host} returned status {response.status_code} for {url}")
    type = _content_type(response)
    if type and type not in _PAGES + _TEXTS and not type.startswith("text/"):
        raise StudykitError(f"{host} returned {type} for {url}, which is not text")
    raw = bytearray()
    for chunk in response.iter_bytes():
        raw += chunk
        if len(raw) > MAX_BYTES:
            raise StudykitError(f"{url} is larger than {MAX_BYTES:,} bytes")
        if time.monotonic() > deadline:
            raise StudykitError(f"{host} took longer than {TOTAL:.0f} seconds")
    return bytes(raw)


def _content_type(response: httpx.Response) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def _text(raw: bytes, response: httpx.Response, source: Source) -> bytes:
    """Return the text in the body of a response."""
    host = response.url.host
    fixed = source.fetch is not None and source.fetch.sha256 is not None
    if not fixed and _content_type(response) in _PAGES:
        page = raw.decode(response.charset_encoding or "utf-8", "replace")
        return _from_page(page, host, source).encode()
    if problem := mismatch(raw, source):
        raise StudykitError(f"the file from {host} is not the text of {source.id}: {problem}")
    return raw


def _from_page(page: str, host: str, source: Source) -> str:
    format = source.format or format_of(source.file)
    if format == "html":
        return page
    if format != "transcript":
        raise StudykitError(
            f"{host} returned a web page, but the format of {source.id} is {format}"
        )
    from .formats.html import read

    lines = [block.text for block in read(page) if not block.outside]
    if not lines:
        raise StudykitError(f"found no article in the page from {host}")
    return "\n".join(lines) + "\n"


def mismatch(raw: bytes, source: Source) -> str | None:
    """Return why some bytes are not a source's text, or None if they may be."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "it is not UTF-8 text"
    if source.fetch and source.fetch.sha256:
        found = sha256(raw).hexdigest()
        if found != source.fetch.sha256:
            return f"its sha256 is {found}, but course.yaml says {source.fetch.sha256}"
    return None
