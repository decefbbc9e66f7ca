"""Browsers with a profile on disk, which can be killed and started again: Chromium and Firefox."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Browser, Page, Playwright

from ..conftest import CHROMIUM_FLAGS


class Tab(Protocol):
    def run(self, code: str, **values: Any) -> Any:
        """Run the body of an async function, to which the values are constants; return its result."""
        ...

    def size(self, width: int, height: int) -> None:
        """Give the window a size."""
        ...

    def press(self, key: str) -> None:
        """Press a key, with its name as in DOM events."""
        ...

    def touch(self, x: float, y: float) -> None:
        """Touch a place of the window with a finger."""
        ...

    def picture(self, path: Path) -> None:
        """Write what the window shows as PNG."""
        ...


class RunningBrowser(Protocol):
    def open(self, url: str) -> Tab: ...

    def kill(self) -> None:
        """End the browser as a crash or a full memory does: it can write nothing more."""
        ...

    def close(self) -> None: ...


def _expression(code: str, values: dict[str, Any]) -> str:
    constants = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in values.items())
    return f"(async () => {{ {constants}{code} }})()"


class ChromiumTab:
    def __init__(self, page: Page) -> None:
        self.page = page

    def run(self, code: str, **values: Any) -> Any:
        return self.page.evaluate(_expression(code, values))

    def size(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def touch(self, x: float, y: float) -> None:
        client = self.page.context.new_cdp_session(self.page)
        for type, points in (("touchStart", [{"x": x, "y": y}]), ("touchEnd", [])):
            client.send("Input.dispatchTouchEvent", {"type": type, "touchPoints": points})
        client.detach()

    def picture(self, path: Path) -> None:
        self.page.screenshot(path=path)


class RunningChromium:
    def __init__(self, playwright: Playwright, program: str, profile: Path) -> None:
        arguments = [
            *("--headless", "--remote-debugging-port=0", f"--user-data-dir={profile}"),
            *CHROMIUM_FLAGS,
        ]
        port_file = profile / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [program, *arguments, "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while not (port_file.exists() and port_file.read_text().count("\n")):
            assert self._process.poll() is None, "Chromium has ended"
            time.sleep(0.02)
        port = port_file.read_text().split("\n")[0]
        self.browser: Browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")

    def open(self, url: str) -> ChromiumTab:
        page = self.browser.contexts[0].new_page()
        page.goto(url)
        return ChromiumTab(page)

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        with suppress(Exception):
            self.browser.close()

    def close(self) -> None:
        if self._process.poll() is None:
            self.kill()


class FirefoxTab:
    def __init__(self, firefox: RunningFirefox, number: int) -> None:
        self._firefox, self._number = firefox, number

    def run(self, code: str, **values: Any) -> Any:
        return self._firefox.request(do="run", tab=self._number, code=_expression(code, values))

    def size(self, width: int, height: int) -> None:
        self._firefox.request(do="size", tab=self._number, width=width, height=height)

    def press(self, key: str) -> None:
        self._firefox.request(do="press", tab=self._number, key=key)

    def touch(self, x: float, y: float) -> None:
        self._firefox.request(do="touch", tab=self._number, x=round(x), y=round(y))

    def picture(self, path: Path) -> None:
        self._firefox.request(do="picture", tab=self._number, path=str(path))


class RunningFirefox:
    def __init__(self, node: str, packages: Path, program: str, profile: Path) -> None:
        script = Path(__file__).with_name("firefox.mjs")
        profile.mkdir(exist_ok=True)
        self._driver = subprocess.Popen(
            [node, script, packages, program, profile],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        self._pid: int = self._answer()

    def request(self, **data: Any) -> Any:
        assert self._driver.stdin is not None
        self._driver.stdin.write(json.dumps(data) + "\n")
        self._driver.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._driver.stdout is not None
        line = self._driver.stdout.readline()
        assert line, "the driver of Firefox has ended"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["value"]

    def open(self, url: str) -> FirefoxTab:
        return FirefoxTab(self, self.request(do="open", url=url))

    def kill(self) -> None:
        os.killpg(self._pid, signal.SIGKILL)  # also its processes
        self._end_driver()

    def close(self) -> None:
        if self._driver.poll() is None:
            with suppress(AssertionError, BrokenPipeError):
                self.request(do="close")
            with suppress(ProcessLookupError):
                os.killpg(self._pid, signal.SIGKILL)
            self._end_driver()

    def _end_driver(self) -> None:
        self._driver.kill()
        self._driver.wait()
        for stream in (self._driver.stdin, self._driver.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
