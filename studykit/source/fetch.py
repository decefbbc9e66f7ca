"""Texts from where their publishers have them."""

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
    """The bytes to keep as a source's text.

    A page of the web becomes its article, a paragraph a line, unless the source's format is html.
    Redirects are followed within the host, and from http to https.  Raises StudykitError where the
    source has no address, or what came is not its text.
    """
    import httpx

    if source.fetch is None:
        how = f": save the words of {source.url} by hand" if source.url else ""
        raise StudykitError(
            f"{source.id} has no address to fetch it from{how}, then"
            f" `studykit source add {source.id} FILE`"
        )
    url = _address(source.fetch.url)
    deadline = time.monotonic() + TOTAL
    try:
        with httpx.Client(timeout=httpx.Timeout(READ, connect=CONNECT)) as client:
            for _ in range(MAX_REDIRECTS + 1):
                with client.stream("GET", url) as response:
                    if response.has_redirect_location:
                        url = _next(url, response)
                        continue
                    raw = _body(response, deadline)
                    return _kept(raw, response, source)
    except httpx.HTTPError as error:
        raise StudykitError(f"{url.host} cannot be reached ({type(error).__name__})") from error
    raise StudykitError(f"{url.host} sends us on more than {MAX_REDIRECTS} times")


def _address(url: str) -> httpx.URL:
    import httpx

    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:
        address = None
    if address is None or not address.host:
        raise StudykitError(f"{url} is not a web address")
    return address


def _next(url: httpx.URL, response: httpx.Response) -> httpx.URL:
    """Where a redirect leads, if it may be followed."""
    following = url.join(_address(str(url.join(response.headers["Location"]))))
    safe = following.scheme == "https" or (following.scheme, url.scheme) == ("http", "http")
    if following.host != url.host or not safe:
        raise StudykitError(f"{url.host} sends us on to {following}, which is not followed")
    return following


def _body(response: httpx.Response, deadline: float) -> bytes:
    url, host = response.url, response.url.host
    if response.status_code != 200:
        raise StudykitError(f"{host} answers {response.status_code} for {url}")
    kind = _kind(response)
    if kind and kind not in _PAGES + _TEXTS and not kind.startswith("text/"):
        raise StudykitError(f"{host} sends {kind} for {url}, and no text")
    raw = bytearray()
    for chunk in response.iter_bytes():
        raw += chunk
        if len(raw) > MAX_BYTES:
            raise StudykitError(f"{url} is larger than {MAX_BYTES:,} bytes")
        if time.monotonic() > deadline:
            raise StudykitError(f"{host} takes longer than {TOTAL:.0f} seconds")
    return bytes(raw)


def _kind(response: httpx.Response) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def _kept(raw: bytes, response: httpx.Response, source: Source) -> bytes:
    """What of a good answer is kept as the source's text."""
    host = response.url.host
    fixed = source.fetch is not None and source.fetch.sha256 is not None
    if not fixed and _kind(response) in _PAGES:
        page = raw.decode(response.charset_encoding or "utf-8", "replace")
        format = source.format or format_of(source.file)
        if format == "html":
            return page.encode()
        if format != "transcript":
            raise StudykitError(f"{host} sends a web page, and {source.id} is {format}")
        from .formats.html import read

        lines = [block.text for block in read(page)]
        if not lines:
            raise StudykitError(f"no article was found in the page that {host} sends")
        return ("\n".join(lines) + "\n").encode()
    if problem := fits(raw, source):
        raise StudykitError(f"what {host} sent is not the text: {problem}")
    return raw


def fits(raw: bytes, source: Source) -> str | None:
    """Why some bytes are not a source's text, or None."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "it is not UTF-8 text"
    if source.fetch and source.fetch.sha256:
        found = sha256(raw).hexdigest()
        if found != source.fetch.sha256:
            return f"its sha256 is {found}, and course.yaml states {source.fetch.sha256}"
    return None
