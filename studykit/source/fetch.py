"""Texts from where their publishers have them."""

from __future__ import annotations

from hashlib import sha256

from ..diagnostics import StudykitError
from .course import Source

CONNECT, READ, TOTAL = 5.0, 10.0, 60.0  # seconds
MAX_BYTES = 20_000_000


def download(source: Source) -> bytes:
    """The bytes of a source's text.

    Raises StudykitError where the source has no address of fixed bytes, or they did not come.
    """
    import time

    import httpx

    if source.fetch is None or source.fetch.sha256 is None:
        where = source.url or (source.fetch.url if source.fetch else None)
        how = f": save the words of {where} by hand" if where else ""
        raise StudykitError(
            f"{source.id} has no address of a fixed file{how}, then `studykit source add {source.id} FILE`"
        )
    url = source.fetch.url
    try:
        host = httpx.URL(url).host
    except httpx.InvalidURL:
        host = ""
    if not host:
        raise StudykitError(f"{url} is not a web address")
    deadline = time.monotonic() + TOTAL
    raw = bytearray()
    try:
        with httpx.stream(
            "GET", url, timeout=httpx.Timeout(READ, connect=CONNECT), follow_redirects=False
        ) as response:
            if response.status_code != 200:
                raise StudykitError(f"{host} answers {response.status_code} for {url}")
            for chunk in response.iter_bytes():
                raw += chunk
                if len(raw) > MAX_BYTES:
                    raise StudykitError(f"{url} is larger than {MAX_BYTES:,} bytes")
                if time.monotonic() > deadline:
                    raise StudykitError(f"{host} takes longer than {TOTAL:.0f} seconds")
    except httpx.HTTPError as error:
        raise StudykitError(f"{host} cannot be reached ({type(error).__name__})") from error
    if problem := fits(bytes(raw), source):
        raise StudykitError(f"what {host} sent is not the text: {problem}")
    return bytes(raw)


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
