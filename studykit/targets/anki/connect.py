"""A client of AnkiConnect, the add-on by which programs talk to a running Anki.

Its protocol (version 6) is a POST of an action with parameters, answered by a result or an error:
https://git.sr.ht/~foosoft/anki-connect
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx

from ...diagnostics import StudykitError

ADD_ON = "2055492159"
"""The code with which Anki installs the add-on."""

TIMEOUT = 300
"""Seconds: large packages take some, and macOS slows down an Anki that is hidden."""


class AnkiConnect:
    """A running Anki; every action raises StudykitError with what to do if it fails."""

    def __init__(self, url: str, key: str = "") -> None:
        self._url = url
        self._key = {"key": key} if key else {}
        # no Origin, so that the add-on asks nobody; no proxy, because Anki is on this machine; and a
        # connection for each request, because the add-on resets those that are used again
        limits = httpx.Limits(max_keepalive_connections=0)
        self._client = httpx.Client(timeout=TIMEOUT, trust_env=False, limits=limits)

    def __call__(self, action: str, **params: Any) -> Any:
        request = {"action": action, "version": 6, "params": params, **self._key}
        try:
            answer = self._client.post(self._url, json=request).json()
            result, error = answer["result"], answer["error"]
        except (httpx.ConnectError, httpx.ConnectTimeout) as failure:
            raise StudykitError(
                f"nothing answers at {self._url}: start Anki, and install the add-on AnkiConnect"
                f" ({ADD_ON}) if it is missing"
            ) from failure
        except httpx.TimeoutException as failure:
            raise StudykitError(
                f"Anki did not finish `{action}` in {TIMEOUT} seconds: bring its window to the front,"
                " and try again"
            ) from failure
        except (httpx.NetworkError, httpx.RemoteProtocolError) as failure:
            raise StudykitError(
                f"the connection to Anki was lost during `{action}`: is Anki still running?"
            ) from failure
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as failure:
            raise StudykitError(
                f"{self._url} does not answer as AnkiConnect does: check the address"
            ) from failure
        if error:
            raise StudykitError(_explained(str(error), action, has_key=bool(self._key)))
        return result

    def import_package(self, file: Path) -> None:
        """Import a package; the path must be the same for Anki."""
        path = str(file.resolve())
        try:
            self("importPackage", path=path)
        except StudykitError as error:
            if "open" not in str(error) and "exist" not in str(error):
                raise
            raise StudykitError(
                f"Anki cannot read {path}: if it runs in a sandbox (Flatpak, Snap) or in another system"
                " (WSL), import the file by hand: File → Import"
            ) from error


def _explained(error: str, action: str, has_key: bool) -> str:
    """Return an error of the add-on as a sentence that says what to do."""
    if "api key" in error and has_key:
        return (
            "AnkiConnect does not accept this key: compare it with `apiKey` in the add-on’s"
            " configuration (Tools → Add-ons)"
        )
    if "api key" in error:
        return "AnkiConnect needs a key: pass it with --key, or save it with `studykit config anki_key KEY`"
    if "collection is not available" in error:
        return "no collection is open in Anki: choose a profile"
    if "unsupported action" in error:
        return f"this version of AnkiConnect has no `{action}`: update the add-on"
    return f"AnkiConnect: {error}"
