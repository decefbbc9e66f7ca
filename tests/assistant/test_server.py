"""The server, as a client of the official SDK sees it: a real process on standard input and output."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest

from studykit.assistant.arguments import INSTRUCTIONS, TOOLS
from studykit.assistant.tools import EXAMPLE

from ..command import Ran, run_here
from ..conftest import COURSE, LIGHTHOUSE, REPOSITORY, MakeCourse

mcp = pytest.importorskip("mcp")

Call = Callable[..., Awaitable[tuple[bool, str]]]
"""Calls a tool with some arguments; whether it failed, and its answer."""


def with_client(talk: Callable[[Any, Call], Awaitable[None]], *options: str) -> None:
    """Start `studykit mcp` with some options in the current folder, and talk to it."""
    from mcp.client.stdio import StdioServerParameters

    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "studykit", "mcp", *options],
        env={"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"},
        cwd=str(Path.cwd()),
    )

    async def run() -> None:
        async with mcp.Client(server) as client:

            async def call(tool: str, **arguments: Any) -> tuple[bool, str]:
                result = await client.call_tool(tool, arguments)
                (content,) = result.content
                return result.is_error, content.text

            try:
                await talk(client, call)
            except AssertionError as error:  # not as one of a group
                failures.append(error)

    failures: list[AssertionError] = []
    anyio.run(run)
    for failure in failures:
        raise failure


async def use_each_tool(client: Any, call: Call) -> None:
    assert client.instructions == INSTRUCTIONS
    tools = (await client.list_tools()).tools
    assert [tool.name for tool in tools] == list(TOOLS)
    assert all(tool.annotations.read_only_hint for tool in tools)
    assert tools[2].input_schema["required"] == ["quote"]

    async def answer(tool: str, **arguments: Any) -> Any:
        failed, text = await call(tool, **arguments)
        assert not failed, text
        assert len(text) < 10_000
        return json.loads(text)

    assert (await answer("sources"))["sources"][0]["text_here"] is True
    read = await answer("read_passage", section="part-1", turn="A3")
    assert "The weight has to be wound every four hours" in read["passages"][0]["text"]
    located = await answer("locate", quote="So whoever winds it stays")
    assert located["verdict"] == "typographic"
    assert (await answer("check_cards", cards=EXAMPLE))["passes"] is True
    assert (await answer("coverage"))["sources"][0]["spots_quoted"] == 1
    schema = await answer("schema", type="cloze")
    assert schema["properties"]["type"]["const"] == "cloze"


def test_a_client_lists_the_tools_and_uses_each(make_course: MakeCourse) -> None:
    make_course()
    with_client(use_each_tool)


@pytest.mark.slow
def test_a_source_of_two_megabytes(make_course: MakeCourse) -> None:
    before, heading, after = LIGHTHOUSE.rpartition("## Comments")
    make_course(text=f"{before}{'More of the gulls. ' * 110_000}\n\n{heading}{after}")
    assert Path("questions/texts/lighthouse.md").stat().st_size > 2_000_000
    with_client(use_each_tool)


def test_bad_input_is_answered_with_a_sentence_and_the_server_goes_on(
    make_course: MakeCourse,
) -> None:
    make_course()

    async def talk(client: Any, call: Call) -> None:
        assert await call("publish") == (
            True,
            "unknown tool `publish`; the tools are sources, read_passage, locate, check_cards, coverage,"
            " schema",
        )
        assert await call("locate") == (True, "1 problem: `quote` is missing")
        assert await call("locate", quote=["a"]) == (
            True,
            "1 problem: `quote` must be text, not a list",
        )
        assert await call("read_passage", source="light\x1b[2J") == (
            True,
            "1 problem: `source` must not contain the control character U+001B (in double quotes YAML reads"
            " `\\e` as this character: use single quotes, or a block after `|`)",
        )
        failed, text = await call("check_cards", cards="- id: a\n\ttype: basic\n")
        assert not failed
        assert json.loads(text)["passes"] is False
        Path("questions/course.yaml").write_text("a: [", encoding="utf-8")
        assert await call("sources") == (
            True,
            "the course file cannot be read; `studykit check` in a terminal says why",
        )
        Path("questions/course.yaml").write_text(COURSE, encoding="utf-8")
        assert not (await call("sources"))[0]

    with_client(talk, "--full-text")


def test_lines_that_are_no_messages_end_nothing(make_course: MakeCourse) -> None:
    """The server exits with 0 when its input ends, and prints only messages."""
    make_course()
    bad = [b"words", b"{}", b"[]", b"3", b"\xff", b'{"jsonrpc": "2.0"}', b"[" * 5000]
    ping = json.dumps({"jsonrpc": "2.0", "id": 7, "method": "ping"}).encode()
    with subprocess.Popen(
        [sys.executable, "-m", "studykit", "mcp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(b"\n".join([*bad, ping, b""]))
        server.stdin.flush()
        ids = (json.loads(answer).get("id") for answer in server.stdout)
        assert 7 in ids  # reads until then
        server.stdin.close()
    assert server.returncode == 0


def test_without_a_course_the_command_says_so(make_course: MakeCourse) -> None:
    make_course()
    assert run_here("mcp", "--questions", "nowhere") == Ran(
        3, "", "studykit: nowhere has no course.yaml; `studykit init DIR` creates a new course\n"
    )
