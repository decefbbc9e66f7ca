"""The server of the Model Context Protocol (https://modelcontextprotocol.io), on standard input and output.

The extra `mcp` is the official SDK, which is imported only here.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..diagnostics import StudykitError, json_text, missing_package
from .arguments import INSTRUCTIONS, TOOLS

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server

    from .tools import Assistant

Opened = Callable[[], "Assistant"]
"""Returns the course that is served, always the same; called when a tool is first used."""


def serve(server: Server[Any]) -> None:
    """Answer requests until standard input ends."""
    import anyio
    from mcp.server.stdio import stdio_server

    async def run() -> None:
        async with stdio_server() as (requests, answers):
            await server.run(requests, answers, server.create_initialization_options())

    anyio.run(run)


def server_for(opened: Opened) -> Server[Any]:
    """Return a server with the tools, which runs one at a time; raises StudykitError without the SDK."""
    try:
        import anyio.to_thread
        from mcp import types
        from mcp.server.lowlevel import Server
    except ImportError as error:
        raise missing_package("the server", "mcp", "mcp", error) from error

    one_at_a_time = anyio.CapacityLimiter(1)

    async def list_tools(context: Any, params: Any) -> types.ListToolsResult:
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=name,
                    description=tool.description,
                    input_schema=tool.arguments.input_schema(),
                    annotations=types.ToolAnnotations(read_only_hint=True, open_world_hint=False),
                )
                for name, tool in TOOLS.items()
            ]
        )

    async def call_tool(context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        text, failed = await anyio.to_thread.run_sync(
            _answered, opened, params.name, params.arguments or {}, limiter=one_at_a_time
        )
        return types.CallToolResult(
            content=[types.TextContent(type="text", text=text)], is_error=failed
        )

    return Server(
        "studykit",
        version=__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _answered(opened: Opened, name: str, arguments: dict[str, Any]) -> tuple[str, bool]:
    """Return the answer of a tool as JSON, or a sentence, and whether it failed."""
    from .tools import answer

    try:
        return json_text(answer(opened(), name, arguments), indent=1), False
    except StudykitError as error:
        return str(error), True
    except Exception:
        traceback.print_exc(file=sys.stderr)
        return "this is a bug in studykit; its standard error says where", True
