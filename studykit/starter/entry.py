"""Entries added to lists of a course file or a bank, which keeps its comments and its layout."""

from __future__ import annotations

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..diagnostics import Report
from ..yamlfile import YamlFile


def with_entries(text: str, entries: dict[str, str]) -> str | None:
    """Return a file with new items at the end of some of its lists.

    `entries` are the lines of the items, each beginning with "- ", without indentation.  Returns
    None if a list is not written with one item per line, or if anything else would change.
    """
    before = _data(text)
    if not isinstance(before, dict):
        return None
    after = text
    expected = dict(before)
    for key, lines in entries.items():
        if not lines:
            continue
        added = _with_items(after, key, lines)
        new = _data(lines)
        if added is None or not isinstance(new, list):
            return None
        after = added
        expected[key] = [*(before.get(key) or []), *new]
    return after if _data(after) == expected else None


def _data(text: str) -> object:
    file = YamlFile("course.yaml", text)
    file.parse(Report())
    return file.data


def _with_items(text: str, key: str, lines: str) -> str | None:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:  # it is stricter than `yamlfile` in places
        return None
    if not isinstance(root, MappingNode):
        return None
    items = {
        name.value: (name, value) for name, value in root.value if isinstance(name, ScalarNode)
    }
    if key not in items:
        # before `sources`, which is the last and longest list
        at = (
            _line_start(text, items["sources"][0].start_mark.index)
            if "sources" in items
            else len(text)
        )
        return f"{text[:at]}{key}:\n{_indented(lines, 2)}\n{text[at:]}"
    _, found = items[key]
    if isinstance(found, SequenceNode) and not found.value:  # []
        before = text[: found.start_mark.index].rstrip()
        after = text[found.end_mark.index :].lstrip(" ").removeprefix("\n")
        return f"{before}\n{_indented(lines.lstrip(), 2)}{after}"
    if not isinstance(found, SequenceNode) or found.flow_style:
        return None
    end = _end(found)
    at = text.find("\n", end) + 1
    if at == 0:
        text, at = text + "\n", len(text) + 1
    return text[:at] + _indented(lines, found.start_mark.column) + text[at:]


def _end(node: Node) -> int:
    """Return where a value ends, without the comments and empty lines after it."""
    if isinstance(node, SequenceNode | MappingNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    end: int = node.end_mark.index
    return max(node.start_mark.index, end - 1)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _indented(lines: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" if line else "\n" for line in lines.splitlines())
