"""Single keys from a terminal, and the terminal as it was before, whatever happens.

There are libraries that read a key; none of them also wakes up when the window is resized, keeps
the terminal quiet between two keys, and says that it was closed.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, TextIO

from .ui import Ended

RESIZED = "resized"

_SEQUENCES = {
    "[A": "up", "[B": "down", "[C": "right", "[D": "left", "[H": "home", "[F": "end",
    "OA": "up", "OB": "down", "OC": "right", "OD": "left", "OH": "home", "OF": "end",
    "OM": "enter", "[1~": "home", "[4~": "end", "[7~": "home", "[8~": "end",
    "[3~": "delete", "[5~": "page up", "[6~": "page down",
}  # fmt: skip
_CONTROLS = {
    "\r": "enter", "\n": "enter", "\t": "tab", "\x7f": "backspace", "\x08": "backspace",
    "\x01": "home", "\x05": "end", "\x0c": RESIZED,
    "\x03": "ctrl-c", "\x04": "ctrl-d", "\x15": "ctrl-u", "\x17": "ctrl-w", "\x1a": "ctrl-z",
}  # fmt: skip


def parsed(text: str, more: bool) -> tuple[list[str], str]:
    """The keys in what a terminal sent, and what of its end may be the beginning of a key.

    `more` is whether more may come at once: without it an escape is the key itself.
    """
    keys: list[str] = []
    n = 0
    while n < len(text):
        character = text[n]
        if character != "\x1b":
            keys.append(_CONTROLS.get(character, character))
            n += 1
            continue
        if text[n + 1 : n + 2] in ("[", "O"):
            end = n + 2
            while end < len(text) and not ("@" <= text[end] <= "~"):
                end += 1
            if end >= len(text):
                if more:
                    break
                end = len(text) - 1
            if known := _SEQUENCES.get(text[n + 1 : end + 1]):
                keys.append(known)
            n = end + 1
        elif n + 1 == len(text) and more:
            break
        else:
            keys.append("escape")
            n += 1
    keys = [key for key in keys if len(key) > 1 or key.isprintable()]
    return keys, text[n:]


class Signals:
    """Signals that end a quiz, put off to a moment when nothing is half done.

    They are raised as `Ended` while the learner is waited for, so that no grade is cut in two.
    """

    def __init__(self) -> None:
        self._came: int | None = None
        self._waiting = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Signals:
        for name in ("SIGTERM", "SIGHUP"):
            if (number := getattr(signal, name, None)) is not None:
                self._before[number] = signal.signal(number, self._take)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _take(self, number: int, frame: FrameType | None) -> None:
        self._came = number
        if self._waiting:
            self.check()

    def check(self) -> None:
        """Raise `Ended` where a signal has come."""
        if self._came is not None:
            raise Ended(128 + self._came)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        self._waiting = True
        try:
            self.check()
            yield
        finally:
            self._waiting = False


class Keyboard:
    """A terminal that sends single keys, in a screen of its own; `with` gives it back as it was."""

    def __init__(self, signals: Signals, out: TextIO) -> None:
        self._signals, self._out = signals, out
        self._fd = sys.stdin.fileno()
        self._keys: list[str] = []
        self._rest = ""
        self._bytes = b""

    def __enter__(self) -> Keyboard:
        import termios

        self._mode = termios.tcgetattr(self._fd)
        self._wake, self._waker = os.pipe()
        for end in (self._wake, self._waker):
            os.set_blocking(end, False)
        self._wakeup = signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        self._winch = signal.signal(signal.SIGWINCH, lambda *_: None)
        self._take()
        return self

    def __exit__(self, *_: object) -> None:
        self._give_back()
        signal.signal(signal.SIGWINCH, self._winch)
        signal.set_wakeup_fd(self._wakeup)
        os.close(self._wake)
        os.close(self._waker)

    def _take(self) -> None:
        import termios

        mode = termios.tcgetattr(self._fd)
        mode[0] &= ~(termios.IXON | termios.ICRNL)
        mode[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN)
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        with _closed_ends():
            termios.tcsetattr(self._fd, termios.TCSADRAIN, mode)
        self.write("\x1b[?1049h\x1b[?25l")  # a screen of its own, no cursor

    def _give_back(self) -> None:
        import termios

        with suppress(OSError, ValueError, Ended):  # the terminal may be gone
            self.write("\x1b[0m\x1b[?25h\x1b[?1049l")
        with suppress(OSError, termios.error):
            termios.tcsetattr(self._fd, termios.TCSADRAIN, self._mode)

    @contextmanager
    def lent(self) -> Iterator[None]:
        """The terminal as it was, for another program."""
        self._give_back()
        try:
            yield
        finally:
            self._take()

    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        with _closed_ends():
            columns, rows = os.get_terminal_size(self._out.fileno())
        return max(1, columns or 80), max(1, rows or 24)

    def write(self, text: str) -> None:
        with _closed_ends():
            self._out.write(text)
            self._out.flush()

    def read(self) -> str:
        """The next key, or RESIZED; raises `Ended` where there will be none."""
        while True:
            self._signals.check()
            if self._keys:
                return self._key(self._keys.pop(0))
            with _closed_ends():
                # an escape that nothing follows is the key: terminals send sequences at once
                ready, _, _ = select.select(
                    [self._fd, self._wake], [], [], 0.05 if self._rest else None
                )
                if self._wake in ready:
                    came = os.read(self._wake, 1024)
                    self._signals.check()
                    if signal.SIGINT in came:
                        raise KeyboardInterrupt
                    if signal.SIGWINCH in came:
                        return RESIZED
                if self._fd in ready:
                    sent = os.read(self._fd, 4096)
                    if not sent:
                        raise Ended(128 + signal.SIGHUP)
                    self._rest += self._decoded(sent)
                    self._keys, self._rest = parsed(self._rest, more=True)
                elif self._rest:
                    self._keys, self._rest = parsed(self._rest, more=False)

    def _decoded(self, sent: bytes) -> str:
        """What was sent as text; a character that is not whole yet waits for the rest of it."""
        self._bytes += sent
        for kept in range(min(4, len(self._bytes) + 1)):
            whole = self._bytes[: len(self._bytes) - kept]
            try:
                text = whole.decode()
            except UnicodeDecodeError:
                continue
            self._bytes = self._bytes[len(whole) :]
            return text
        text, self._bytes = self._bytes.decode(errors="ignore"), b""
        return text

    def _key(self, key: str) -> str:
        if key == "ctrl-c":
            raise KeyboardInterrupt
        if key == "ctrl-z":
            with self.lent():
                os.kill(os.getpid(), signal.SIGSTOP)
            return RESIZED
        return key


@contextmanager
def _closed_ends() -> Iterator[None]:
    """A terminal that was closed ends the quiz."""
    import termios

    try:
        yield
    except (OSError, termios.error) as error:
        raise Ended(128 + signal.SIGHUP) from error
