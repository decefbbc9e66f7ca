"""Texts, fetched from their publishers."""

from __future__ import annotations

import socket
from collections.abc import Callable
from hashlib import sha256
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ..diagnostics import StudykitError
from .course import Source
from .formats import format_of

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")

CONNECT, READ, TOTAL = 5.0, 10.0, 60.0  # seconds
MAX_BYTES = 20_000_000
MAX_REDIRECTS = 5

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain", "text/markdown", "text/x-markdown", "application/octet-stream")
_DOCUMENTS = (
    "application/pdf", "application/epub+zip", "application/x-subrip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)  # fmt: skip


def download(source: Source) -> bytes:
    """Return the bytes to keep as a source's text.

    A web page becomes its article, one paragraph per line, unless the source's format is html.
    Redirects are followed within the host, and from http to https.  Raises StudykitError if the
    source has no address, or what comes is not its text, or not within `TOTAL` seconds.
    """
    if source.fetch is None:
        how = f"; save the text of {source.url} yourself" if source.url else ""
        raise StudykitError(
            f"{source.id} has no `fetch` address{how}, then run"
            f" `studykit source add {source.id} FILE`"
        )
    return _download(_address(source.fetch.url), lambda raw, response: _kept(raw, response, source))


class Fetched(NamedTuple):
    """A document from the network, and a name for it."""

    raw: bytes
    name: str


def download_document(address: str) -> Fetched:
    """Return the document at an address, as `download` does; a web page is whole, in UTF-8."""
    url = _address(address)

    def keep(raw: bytes, response: httpx.Response) -> Fetched:
        name = url.path.rstrip("/").rpartition("/")[2] or url.host
        if _kind(response) not in _PAGES:
            return Fetched(raw, name)
        suffix = "" if name.lower().endswith((".html", ".htm")) else ".html"
        return Fetched(_page(raw, response).encode(), name + suffix)

    return _download(url, keep)


def _download(url: httpx.URL, keep: Callable[[bytes, httpx.Response], T]) -> T:
    """Return what `keep` makes of the response from an address, within `TOTAL` seconds."""
    results: Queue[T | BaseException] = Queue()

    def work() -> None:
        try:
            results.put(_get(url, keep))
        except BaseException as error:
            results.put(error)

    # in a thread, because timeouts of httpx limit each read, and a server may send many small parts
    Thread(target=work, daemon=True).start()
    try:
        result = results.get(timeout=TOTAL)
    except Empty:
        raise StudykitError(f"{url.host} did not finish within {TOTAL:g} seconds") from None
    if isinstance(result, BaseException):
        raise result
    return result


def _get(url: httpx.URL, keep: Callable[[bytes, httpx.Response], T]) -> T:
    import httpx

    try:
        client = httpx.Client(timeout=httpx.Timeout(READ, connect=CONNECT))
    except (ImportError, ValueError, httpx.InvalidURL) as error:
        raise StudykitError(f"cannot use the proxy from the environment: {error}") from error
    try:
        with client:
            for _ in range(MAX_REDIRECTS + 1):
                with client.stream("GET", url) as response:
                    if response.has_redirect_location:
                        url = _next(url, response)
                        continue
                    raw = _body(response)
                    return keep(raw, response)
    except httpx.HTTPError as error:
        raise StudykitError(_unreachable(url.host, error)) from error
    except UnicodeError as error:  # a label of more than 63 letters
        raise StudykitError(f"{url} is not a web address: {error}") from error
    raise StudykitError(f"{url.host} redirects more than {MAX_REDIRECTS} times")


def _unreachable(host: str, error: httpx.HTTPError) -> str:
    """Say why a host cannot be reached; httpx's own classes do not tell the causes apart."""
    import ssl

    import httpx

    causes: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None:
        causes.append(cause)
        cause = cause.__cause__ or cause.__context__
    for cause in causes:
        match cause:
            case ssl.SSLCertVerificationError():
                return f"the certificate of {host} is invalid: {cause.verify_message}"
            case ssl.SSLError():
                return f"cannot open a secure connection to {host}: {cause.reason or cause}"
            case socket.gaierror():
                return f"host not found: {host}"
            case ConnectionRefusedError():
                return f"{host} refused the connection"
    match error:
        case httpx.ConnectTimeout():
            return f"cannot connect to {host} within {CONNECT:g} seconds"
        case httpx.TimeoutException():
            return f"{host} sent nothing for {READ:g} seconds"
        case httpx.RemoteProtocolError() if "location header" in str(error):
            return f"{host} redirects to an invalid address: {error}"
        case httpx.RemoteProtocolError():
            return f"{host} closed the connection, or does not use HTTP: {error}"
        case httpx.ProxyError():
            return f"the proxy cannot reach {host}: {error}"
        case httpx.DecodingError():
            return f"the compressed response from {host} is damaged: {error}"
    return f"cannot reach {host}: {error or type(error).__name__}"


def _address(url: str) -> httpx.URL:
    import httpx

    try:
        address = httpx.URL(url)
        host = address.host
    except (httpx.InvalidURL, UnicodeError):  # the second for names in other scripts
        host = ""
    if not host:
        raise StudykitError(f"{url} is not a web address")
    return address


def _next(url: httpx.URL, response: httpx.Response) -> httpx.URL:
    """Return the address that a redirect leads to, if it may be followed."""
    following = url.join(response.headers["Location"])  # httpx has looked whether it is valid
    safe = following.scheme == "https" or (following.scheme, url.scheme) == ("http", "http")
    if following.host != url.host or not safe:
        raise StudykitError(
            f"{url.host} redirects to {following}, which is on another host or not secure"
        )
    return following


def _body(response: httpx.Response) -> bytes:
    url, host = response.url, response.url.host
    if response.status_code != 200:
        raise StudykitError(f"{host} returned status {response.status_code} for {url}")
    kind = _kind(response)
    if kind and kind not in _PAGES + _TEXTS + _DOCUMENTS and not kind.startswith("text/"):
        raise StudykitError(f"{host} returned {kind} for {url}, which is not text")
    raw = bytearray()
    for chunk in response.iter_bytes():
        raw += chunk
        if len(raw) > MAX_BYTES:
            raise StudykitError(f"{url} is larger than {MAX_BYTES:,} bytes")
    return bytes(raw)


def _kind(response: httpx.Response) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def _kept(raw: bytes, response: httpx.Response, source: Source) -> bytes:
    """Return the part of a good answer that is kept as the source's text."""
    host = response.url.host
    fixed = source.fetch is not None and source.fetch.sha256 is not None
    if not fixed and _kind(response) in _PAGES:
        raw = _article(raw, response, source)
    if problem := mismatch(raw, source):
        raise StudykitError(f"the response from {host} is not the text: {problem}")
    return raw


def _page(raw: bytes, response: httpx.Response) -> str:
    charset = response.charset_encoding or "utf-8"
    try:
        return raw.decode(charset, "replace")
    except (LookupError, ValueError) as error:
        raise StudykitError(
            f"{response.url.host} sent a page in an unknown encoding, {charset}"
        ) from error


def _article(raw: bytes, response: httpx.Response, source: Source) -> bytes:
    host = response.url.host
    page = _page(raw, response)
    format = source.format or format_of(source.file)
    if format == "html":
        return page.encode()
    if format != "transcript":
        raise StudykitError(f"{host} sent a web page, but the format of {source.id} is {format}")
    from .formats.html import read

    lines = [block.text for block in read(page) if not block.outside]
    if not lines:
        raise StudykitError(f"no article found in the page from {host}")
    return ("\n".join(lines) + "\n").encode()


def mismatch(raw: bytes, source: Source | None = None) -> str | None:
    """Say why some bytes are not the text of a source, or of any; None if they may be."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return "it is not UTF-8 text"
    if not text.strip("\ufeff \t\r\n"):
        return "it is empty"
    if "\0" in text:
        return "it is not text: it contains NUL characters"
    if source and source.fetch and source.fetch.sha256:
        found = sha256(raw).hexdigest()
        if found != source.fetch.sha256:
            return f"its sha256 is {found}, but course.yaml says {source.fetch.sha256}"
    return None
