"""YAML read with line numbers, bounded in size and depth, and checked against a schema.

PyYAML's loaders forget lines, expand aliases and turn `no` into False; rule authors need the opposite.
Nodes are built from the event stream without recursion, so hostile nesting cannot exhaust the stack.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimcheck.schema import Schema

if TYPE_CHECKING:
    from yaml import ScalarEvent

MAX_BYTES = 2_000_000
_MAX_DEPTH = 20
_BOOLEAN = re.compile(r"yes|no|on|off|true|false", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class YamlError(ValueError):
    """A fault in a YAML text, with the line (from 1) where it stands."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML value and its line (from 1).

    `kind` is map, list, text, boolean, number or null; `value` is a list of (key node, value node), a list
    of nodes, or the text as written.
    """

    kind: str
    value: Any
    line: int


def read(text: str) -> Node:
    """The document in `text` as nodes; raises YamlError for broken, aliased or hostile YAML."""
    import yaml  # 9 ms, which a start with cached rules does not pay

    if len(text) > MAX_BYTES:
        raise YamlError(1, f"The file is larger than {MAX_BYTES // 1_000_000} MB. Split it into several rules.")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    stack: list[tuple[str, list[Any], int]] = []
    root: Node | None = None
    try:
        for event in yaml.parse(text, Loader=loader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise YamlError(line, "Anchors and aliases (& and *) are not allowed here. Write the value out.")
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                if len(stack) >= _MAX_DEPTH:
                    raise YamlError(line, f"Values are nested more than {_MAX_DEPTH} deep. Write them flatter.")
                stack.append(("map" if isinstance(event, yaml.MappingStartEvent) else "list", [], line))
                continue
            if isinstance(event, yaml.ScalarEvent):
                node = Node(_scalar_kind(event), event.value, line)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                kind, items, line = stack.pop()
                node = Node(kind, _pairs(items) if kind == "map" else items, line)
            else:
                continue
            if stack:
                stack[-1][1].append(node)
            elif root is not None:
                raise YamlError(line, "There is a second document in the file. Keep one rule to a file.")
            else:
                root = node
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = (error.problem or "it cannot be read").strip()
        raise YamlError(mark.line + 1 if mark else 1, f"This is not valid YAML: {problem}.") from None
    except yaml.YAMLError as error:
        raise YamlError(1, f"This is not valid YAML: {str(error).splitlines()[0]}.") from None
    if root is None:
        raise YamlError(1, "The file is empty.")
    return root


def _scalar_kind(event: ScalarEvent) -> str:
    if not event.implicit[0]:
        return "text"
    if event.value in ("", "~", "null", "Null", "NULL"):
        return "null"
    if _BOOLEAN.fullmatch(event.value):
        return "boolean"
    return "number" if _NUMBER.fullmatch(event.value) else "text"


def _pairs(items: list[Node]) -> list[tuple[Node, Node]]:
    pairs = list(zip(items[::2], items[1::2], strict=True))
    seen: set[str] = set()
    for key, _ in pairs:
        if not isinstance(key.value, str):
            raise YamlError(key.line, "A key must be a word, not a list.")
        if key.value in seen:
            raise YamlError(key.line, f"The key “{key.value}” stands twice. Keep one.")
        seen.add(key.value)
    return pairs


def check(node: Node, schema: Schema, faults: list[tuple[int, str]], at: str = "", whole: str = "A rule file") -> Any:
    """The plain value of `node`; each way in which it differs from `schema` goes to `faults` as (line, sentence).

    `whole` is what to call the document itself.
    """
    where = f"“{at}”" if at else whole
    if "oneOf" in schema:
        wanted = {"map": "object", "list": "array"}.get(node.kind, "string")
        schema = next((option for option in schema["oneOf"] if option["type"] == wanted), schema["oneOf"][0])
    if "enum" in schema or "const" in schema:
        allowed = schema.get("enum") or [schema["const"]]
        if node.kind in ("map", "list") or node.value not in allowed:
            shown = node.value if isinstance(node.value, str) else f"a {node.kind}"
            faults.append(
                (
                    node.line,
                    f"{where} cannot be “{shown}”. Choose one of {', '.join(allowed)}.{_nearest(shown, allowed)}",
                )
            )
        return node.value if isinstance(node.value, str) else ""
    kind = schema["type"]
    if kind == "object":
        return _check_map(node, schema, faults, at, where)
    if kind == "array":
        return _check_list(node, schema, faults, at, where)
    return _check_scalar(node, schema, faults, where)


def _check_map(node: Node, schema: Schema, faults: list[tuple[int, str]], at: str, where: str) -> dict[str, Any]:
    if node.kind != "map":
        faults.append((node.line, f"{where} must be a list of “key: value” lines, not {_article(node.kind)}."))
        return {}
    known = schema.get("properties", {})
    others = schema.get("additionalProperties", False)
    result = {}
    for key, value in node.value:
        if known and key.value not in known and not others:
            hint = _nearest(key.value, known) or f" Known keys: {', '.join(known)}."
            faults.append((key.line, f"There is no key “{key.value}” here.{hint}"))
            continue
        if key.kind == "boolean" and key.value not in known:
            faults.append((key.line, f"YAML reads the bare word {key.value} as true or false. Put it in quotes."))
        result[key.value] = check(value, known.get(key.value, others), faults, f"{at}.{key.value}".lstrip("."))
    for key in schema.get("required", ()):
        if key not in result and all(pair[0].value != key for pair in node.value):
            faults.append((node.line, f"{where} needs “{key}”: {_describe(known[key])}"))
    if len(result) < schema.get("minProperties", 0) and not node.value:
        faults.append((node.line, f"{where} is empty."))
    return result


def _check_list(node: Node, schema: Schema, faults: list[tuple[int, str]], at: str, where: str) -> list[Any]:
    if node.kind != "list":
        faults.append(
            (node.line, f"{where} must be a list, not {_article(node.kind)}. Write [one, two] or “- one” lines.")
        )
        return []
    least, most = schema.get("minItems", 0), schema.get("maxItems", len(node.value))
    if not least <= len(node.value) <= most:
        size = f"exactly {least}" if least == schema.get("maxItems") else f"at least {least}"
        faults.append((node.line, f"{where} must hold {size} item{'s' if least > 1 else ''}, not {len(node.value)}."))
    return [check(item, schema["items"], faults, at) for item in node.value]


def _check_scalar(node: Node, schema: Schema, faults: list[tuple[int, str]], where: str) -> Any:
    if schema["type"] == "integer":
        if node.kind != "number" or not node.value.isdigit():
            faults.append((node.line, f"{where} must be a whole number, not “{node.value}”."))
            return 0
        return int(node.value)
    if schema["type"] == "boolean":
        if node.value not in ("true", "false"):
            faults.append((node.line, f"{where} must be true or false."))
        return node.value == "true"
    if node.kind in ("map", "list", "null"):
        faults.append((node.line, f"{where} must be text, not {_article(node.kind)}. Put it in quotes."))
        return ""
    if node.kind == "boolean":
        faults.append(
            (node.line, f"YAML reads the bare word {node.value} in {where} as true or false. Put it in quotes.")
        )
    elif node.kind == "number":
        faults.append((node.line, f"YAML reads {node.value} in {where} as a number. Put it in quotes."))
    elif schema.get("format") == "date" and not _DATE.fullmatch(node.value):
        faults.append((node.line, f"{where} must be a date such as 2026-09-27, not “{node.value}”."))
    elif not node.value.strip():
        faults.append((node.line, f"{where} is empty."))
    return node.value


def _article(kind: str) -> str:
    return {"map": "“key: value” lines", "list": "a list", "null": "empty"}.get(kind, f"a {kind}")


def _nearest(word: str, known: Any) -> str:
    near = difflib.get_close_matches(word, list(known), 1, 0.6)
    return f" Did you mean “{near[0]}”?" if near else ""


def _describe(schema: Schema) -> str:
    words = schema.get("description") or ("one of " + ", ".join(schema.get("enum", [schema.get("const", "")])))
    return words if words.endswith(".") else words + "."
