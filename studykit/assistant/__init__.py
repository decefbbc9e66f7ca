"""What an assistant, such as a language model, can ask of a course over MCP: read and check, never write.

`tools` has the tools, `server` speaks the protocol.
"""
