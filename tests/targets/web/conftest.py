"""A page with the modules, served and as a file, and browsers to open it in."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright

from studykit.targets.web.page import page

from ...conftest import REPOSITORY
from .browsers import RunningBrowser, RunningChromium, RunningFirefox
from .engine import script
from .page import PHONE, LearnersPage
from .sample import request

PAGE = f"""<!doctype html><meta charset="utf-8"><title>engine</title>
<link rel="icon" href="data:,"><script type="module">{script()}</script>"""


class Server(ThreadingHTTPServer):
    """Serves the page, at two addresses: to a browser, these are two sites with their own storage.

    `told` are the reviews that pages have told it about by requests to `/told/ID`.
    """

    told: list[str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    @property
    def other_url(self) -> str:
        return f"http://localhost:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        if self.path.startswith("/told/"):
            self.server.told.append(self.path.removeprefix("/told/"))
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), _Handler) as server:
        server.told = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="package")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page as a file."""
    file = tmp_path_factory.mktemp("page") / "course.html"
    file.write_text(PAGE, encoding="utf-8")
    return file.as_uri()


Start = Callable[[Path], RunningBrowser]


@pytest.fixture(scope="package")
def start_chromium(playwright: Playwright, chromium: str) -> Start:
    """Return a function that starts Chromium with a profile."""
    return lambda profile: RunningChromium(playwright, chromium, profile)


@pytest.fixture(scope="package")
def start_firefox() -> Start:
    """Return a function that starts Firefox with a profile."""
    packages = REPOSITORY / ".node" / "node_modules"
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    node = shutil.which("node")
    if program is None or node is None or not (packages / "puppeteer-core").is_dir():
        pytest.skip(
            "needs Firefox, node and puppeteer-core, which `make check` installs if there is npm"
        )
    return lambda profile: RunningFirefox(node, packages, program, profile)


@pytest.fixture(
    scope="module", params=["chromium", pytest.param("firefox", marks=pytest.mark.slow)]
)
def start(request: pytest.FixtureRequest) -> Start:
    """Return a function that starts one browser, then the other."""
    found: Start = request.getfixturevalue(f"start_{request.param}")
    return found


@pytest.fixture(scope="module")
def window(start: Start, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBrowser]:
    """A browser, started once for the tests of a module."""
    running = start(tmp_path_factory.mktemp("profile"))
    yield running
    running.close()


# The whole page


@pytest.fixture(scope="package")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the sample, as a file."""
    file = tmp_path_factory.mktemp("page") / "index.html"
    file.write_text(page(request()), encoding="utf-8")
    return file


OpenPage = Callable[..., LearnersPage]


@pytest.fixture
def open_page(browser: Browser, sample_file: Path) -> Iterator[OpenPage]:
    """Return a function that opens a page; afterwards, check that it complained and asked for nothing."""
    opened: list[LearnersPage] = []

    def open_page(file: Path = sample_file, **options: Any) -> LearnersPage:
        opened.append(LearnersPage(browser, file, **options))
        return opened[-1]

    yield open_page
    complaints = [complaint for one in opened for complaint in one.complaints]
    for one in opened:
        one.context.close()
    assert complaints == []


@pytest.fixture
def desktop(open_page: OpenPage) -> LearnersPage:
    return open_page()


@pytest.fixture
def phone(open_page: OpenPage) -> LearnersPage:
    return open_page(**PHONE)
