"""TOML read with line numbers, as the nodes that YAML would have given."""

from __future__ import annotations

import re
from typing import Any

from claimcheck.yamlnodes import Node, YamlError

TABLE = "tool.claimcheck"


def read(text: str) -> Node:
    """The keys of [tool.claimcheck] in `text`; raises YamlError."""
    import tomllib

    try:
        table = tomllib.loads(text).get("tool", {}).get("claimcheck")
    except (tomllib.TOMLDecodeError, RecursionError, AttributeError) as error:
        at = re.search(r"at line (\d+)", str(error))
        wrong = int(at[1]) if at else text.count("\n") if "end of document" in str(error) else 1
        raise YamlError(wrong, f"This is not valid TOML: {error}.") from None
    if not isinstance(table, dict):
        raise YamlError(1, f"There is no [{TABLE}] table in this file.")
    lines, top = _lines(text)
    return Node("map", [_pair(key, value, *lines.get(key, [top])) for key, value in table.items()], top)


def _lines(text: str) -> tuple[dict[str, list[int]], int]:
    """The line of each key of the table, or those of the tables that it has of its own, and the line of the table."""
    lines: dict[str, list[int]] = {}
    here, top = False, 1
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+([^\]]+)\]", line):
            name = re.sub(r"[\s\"']", "", header[1])
            here = name == TABLE
            top = number if here else top
            if name.startswith(f"{TABLE}."):
                lines.setdefault(name.removeprefix(f"{TABLE}.").partition(".")[0], []).append(number)
        elif here and (key := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line)):
            lines.setdefault(key[1], [number])
    return lines, top


def _pair(key: str, value: Any, line: int, *more: int) -> tuple[Node, Node]:
    """A key and its value, with the lines of each of its tables where it has several."""
    node = _node(value, line)
    if node.kind == "list" and len(node.value) == 1 + len(more):
        node = Node("list", [_node(item, at) for item, at in zip(value, (line, *more), strict=True)], line)
    return Node("text", key, line), node


def _node(value: Any, line: int) -> Node:
    if isinstance(value, dict):
        return Node("map", [_pair(key, item, line) for key, item in value.items()], line)
    if isinstance(value, list):
        return Node("list", [_node(item, line) for item in value], line)
    if isinstance(value, bool):
        return Node("boolean", str(value).lower(), line)
    return Node("number" if isinstance(value, int | float) else "text", str(value), line)
