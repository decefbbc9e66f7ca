"""Single keys from a terminal, which is restored however the quiz ends.

Written here because it must also notice a resized window or a closed terminal while it waits for a
key, and must not echo what is typed between two keys.
"""

from __future__ import annotations

import codecs
import os
import re
import select
import signal
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from .signals import Signals
from .ui import Ended

RESIZED = "resized"

_SEQUENCES = {
    "[A": "up", "[B": "down", "[C": "right", "[D": "left", "[H": "home", "[F": "end",
    "OA": "up", "OB": "down", "OC": "right", "OD": "left", "OH": "home", "OF": "end",
    "OM": "enter", "[1~": "home", "[4~": "end", "[7~": "home", "[8~": "end",
    "[3~": "delete", "[5~": "page up", "[6~": "page down",
}  # fmt: skip
_CONTROLS = {
    "\x1b": "escape", "\r": "enter", "\n": "enter", "\t": "tab",
    "\x7f": "backspace", "\x08": "backspace",
    "\x01": "home", "\x05": "end", "\x0c": RESIZED,
    "\x03": "ctrl-c", "\x04": "ctrl-d", "\x15": "ctrl-u", "\x17": "ctrl-w", "\x1a": "ctrl-z",
}  # fmt: skip

_KEY = re.compile(r"\x1b([\[O][^@-~]*[@-~])|\x1b(?:[\[O][^@-~]*)?\Z|.", re.DOTALL)
"""A whole escape sequence, the start of one at the end of the text, or a single character."""


def parse_keys(text: str, more: bool) -> tuple[list[str], str]:
    """Return the keys in what a terminal sent, and the rest, which may be the start of a key.

    `more` says that the rest of a sequence may follow; otherwise an escape is a key of its own.
    """
    keys: list[str] = []
    for match in _KEY.finditer(text):
        sent, sequence = match[0], match[1]
        if sequence:
            key = _SEQUENCES.get(sequence)
        elif sent[0] != "\x1b" or match.end() < len(text):
            key = _CONTROLS.get(sent, sent)
        elif more:
            return keys, sent
        else:
            key = "escape" if sent == "\x1b" else None
        if key and (len(key) > 1 or key.isprintable()):
            keys.append(key)
    return keys, ""


class Keyboard:
    """A terminal in raw mode, on its alternate screen; `with` restores it."""

    def __init__(self, signals: Signals, out: TextIO) -> None:
        self._signals, self._out = signals, out
        self._fd = sys.stdin.fileno()
        self._keys: list[str] = []
        self._rest = ""  # the start of a key
        self._decoder = codecs.getincrementaldecoder("utf-8")("ignore")

    def __enter__(self) -> Keyboard:
        self._mode = termios.tcgetattr(self._fd)
        self._wake, self._waker = os.pipe()
        for end in (self._wake, self._waker):
            os.set_blocking(end, False)
        self._wakeup = signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        self._winch = signal.signal(signal.SIGWINCH, lambda *_: None)
        self._enter()
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()
        signal.signal(signal.SIGWINCH, self._winch)
        signal.set_wakeup_fd(self._wakeup)
        os.close(self._wake)
        os.close(self._waker)

    def _enter(self) -> None:
        mode = termios.tcgetattr(self._fd)
        mode[0] &= ~(termios.IXON | termios.ICRNL)
        mode[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN)
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        with _ended_if_closed():
            termios.tcsetattr(self._fd, termios.TCSADRAIN, mode)
        self.write("\x1b[?1049h\x1b[?25l")  # the alternate screen, no cursor

    def _leave(self) -> None:
        with suppress(OSError, ValueError, Ended):  # the terminal may be gone
            self.write("\x1b[0m\x1b[?25h\x1b[?1049l")
        with suppress(OSError, termios.error):
            termios.tcsetattr(self._fd, termios.TCSADRAIN, self._mode)

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Restore the terminal for another program, for the length of a `with` block."""
        self._leave()
        try:
            yield
        finally:
            self._enter()

    def size(self) -> tuple[int, int]:
        """Return the columns and rows."""
        with _ended_if_closed():
            columns, rows = os.get_terminal_size(self._out.fileno())
        return max(1, columns or 80), max(1, rows or 24)

    def write(self, text: str) -> None:
        with _ended_if_closed():
            self._out.write(text)
            self._out.flush()

    def read(self) -> str:
        """Wait for the next key, or RESIZED. Raise `Ended` if the terminal was closed."""
        while True:
            self._signals.check()
            if self._keys:
                return self._key(self._keys.pop(0))
            with _ended_if_closed():
                # terminals send a sequence at once: an escape followed by nothing is a key
                timeout = 0.05 if self._rest else None
                ready, _, _ = select.select([self._fd, self._wake], [], [], timeout)
                if self._wake in ready and self._was_resized():
                    return RESIZED
                if self._fd in ready:
                    self._receive()
                elif self._rest:
                    self._keys, self._rest = parse_keys(self._rest, more=False)

    def _was_resized(self) -> bool:
        """Handle the signals received. Return whether the window was resized."""
        received = os.read(self._wake, 1024)
        self._signals.check()
        if signal.SIGINT in received:
            raise KeyboardInterrupt
        return signal.SIGWINCH in received

    def _receive(self) -> None:
        """Take the keys that the terminal has sent."""
        sent = os.read(self._fd, 4096)
        if not sent:
            raise Ended(128 + signal.SIGHUP)
        self._rest += self._decoder.decode(sent)
        self._keys, self._rest = parse_keys(self._rest, more=True)

    def _key(self, key: str) -> str:
        if key == "ctrl-c":
            raise KeyboardInterrupt
        if key == "ctrl-z":
            with self.suspended():
                os.kill(os.getpid(), signal.SIGSTOP)
            return RESIZED
        return key


@contextmanager
def _ended_if_closed() -> Iterator[None]:
    """Raise `Ended` for errors of a terminal that was closed."""
    try:
        yield
    except (OSError, termios.error) as error:
        raise Ended(128 + signal.SIGHUP) from error
