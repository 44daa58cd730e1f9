"""Config: claimcheck.yaml or [tool.claimcheck] in pyproject.toml; every fault is `file:line: sentence`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from claimcheck.ignores import compile_patterns
from claimcheck.reporters import REPORTERS
from claimcheck.rulepack import Rule
from claimcheck.schema import JURISDICTIONS, PRODUCT_TYPES, SEVERITIES, Schema
from claimcheck.walk import MAX_MEGABYTES
from claimcheck.yamlnodes import MAX_BYTES, Node, YamlError, check, read

FILES = ("claimcheck.yaml", ".claimcheck.yaml", "pyproject.toml")
NEVER = "never"
_TABLE = "tool.claimcheck"


class ConfigError(ValueError):
    """Faults in a configuration file; `faults` are lines `file:line: sentence`."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class Config:
    """What a run is told. `base` is the folder that `exclude` patterns are relative to."""

    rules: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    product_type: str = ""
    fail_on: str = "error"
    format: str = "text"
    exclude: tuple[str, ...] = ()
    max_size: int = MAX_MEGABYTES
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    language: str = ""
    base: Path = Path()

    def override(self, options: Mapping[str, Any]) -> Config:
        """This config with the `options` that were given (neither None nor empty); rules folders add up."""
        names = {item.name for item in fields(self)}
        given = {name: value for name, value in options.items() if name in names and value not in (None, ())}
        if "rules" in given:
            given["rules"] = (*self.rules, *given["rules"])
        return replace(self, **given)

    def wants(self, rule: Rule, day: str) -> bool:
        """Whether `rule` runs: in a market of this config, in force on `day` (YYYY-MM-DD), selected, not ignored."""
        markets = set(rule.jurisdictions)
        here = not self.jurisdictions or not markets or not markets.isdisjoint(self.jurisdictions)
        in_force = rule.valid_from <= day and (not rule.valid_until or day <= rule.valid_until)
        selected = not self.select or any(matches(glob, rule.id) for glob in self.select)
        return here and in_force and selected and not any(matches(glob, rule.id) for glob in self.ignore)


def matches(glob: str, rule_id: str) -> bool:
    """Whether `glob` names the rule or a folder that holds it; * also crosses a slash."""
    return fnmatchcase(rule_id, glob) or rule_id.startswith(glob.rstrip("/") + "/")


def find(start: Path) -> Config:
    """The config of the nearest file in `start` or above it; raises ConfigError."""
    for folder in (start, *start.parents):
        for name in FILES:
            path = folder / name
            if path.is_file() and (name != FILES[-1] or _has_table(path)):
                return load(path)
    return Config()


def load(path: Path) -> Config:
    """The config in `path`, YAML or TOML by its ending; raises ConfigError with all faults."""
    shown = os.path.relpath(path) if path.is_absolute() else str(path)
    faults: list[tuple[int, str]] = []
    try:
        text = _text(path)
        node = _toml(text) if path.suffix == ".toml" else _yaml(text)
        data = check(node, _schema(), faults) if node else {}
        if not faults:
            _check_values(node, data, faults)
    except YamlError as error:
        faults.append((error.line, str(error)))
    if faults:
        raise ConfigError(f"{shown}:{line}: {sentence}" for line, sentence in faults)
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    values["rules"] = tuple(path.parent / folder for folder in values.get("rules", ()))
    return Config(**values, base=path.parent)


def _schema() -> Schema:
    """The JSON Schema of a config file."""

    def several(items: Schema, description: str) -> Schema:
        return {"type": "array", "items": items, "description": description}

    words = {"type": "string", "description": "A text."}
    properties: Schema = {
        "rules": several(words, "Folders with rules of your own, relative to this file."),
        "select": several(words, "Only these rules: ids, folders or patterns such as us/*."),
        "ignore": several(words, "Not these rules."),
        "jurisdictions": several({"enum": list(JURISDICTIONS)}, "Only rules of these markets."),
        "product_type": {"enum": list(PRODUCT_TYPES), "description": "What drafts advertise that do not say so."},
        "fail_on": {"enum": [*SEVERITIES, NEVER], "description": "The severity that makes a run fail."},
        "format": {"enum": list(REPORTERS), "description": "The report on standard output."},
        "exclude": several(words, "gitignore patterns of files to leave out, relative to this file."),
        "language": {"enum": ["en-GB", "en-US"], "description": "The English of the drafts; either unless given."},
        "terms": {
            "type": "object",
            "additionalProperties": {
                "type": "array",
                "items": words,
                "minItems": 1,
                "description": "Wordings to avoid.",
            },
            "description": "Your dictionary: a preferred wording, and those to avoid.",
        },
        "max_size": {"type": "integer", "description": "The largest draft to read, in megabytes."},
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _check_values(node: Node | None, data: Mapping[str, Any], faults: list[tuple[int, str]]) -> None:
    """Add the faults that a schema cannot express."""
    lines = {key.value: value.line for key, value in node.value} if node else {}
    if data.get("max_size", 1) < 1:
        faults.append((lines["max_size"], "“max_size” must be at least 1 (megabyte)."))
    for preferred, avoided in data.get("terms", {}).items():
        for word in (preferred, *avoided):
            if not any(map(str.isalnum, word)):
                faults.append((_line_of(node, preferred), f"“{word}” in “terms” is no word."))
        if preferred in avoided:
            faults.append((_line_of(node, preferred), f"“{preferred}” cannot be preferred and avoided."))
    for pattern in data.get("exclude", ()):
        try:
            compile_patterns([pattern])
        except ValueError:
            faults.append((lines["exclude"], f"“{pattern}” is no pattern that a .gitignore could hold."))


def _line_of(node: Node | None, term: str) -> int:
    """The line of a preferred wording."""
    terms = next((value for key, value in node.value if key.value == "terms"), None) if node else None
    return next((key.line for key, _ in terms.value if key.value == term), 1) if terms else 1


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise YamlError(1, f"The file is larger than {MAX_BYTES // 1_000_000} MB. Is this the right file?")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise YamlError(1, "The file is not UTF-8. Save it as UTF-8.") from None
    except OSError as error:
        raise YamlError(1, f"The file cannot be read: {error.strerror}.") from None


def _yaml(text: str) -> Node | None:
    """The keys of a YAML config; None when it holds nothing but comments."""
    if all(not line.strip() or line.lstrip().startswith(("#", "---")) for line in text.splitlines()):
        return None
    node = read(text)
    if node.kind != "map":
        raise YamlError(node.line, "The file must hold “key: value” lines, for example “fail_on: warning”.")
    return node


def _has_table(path: Path) -> bool:
    """Whether a pyproject.toml speaks to claimcheck; one that cannot be read does not."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    try:
        return "claimcheck" in text and bool(_toml(text))
    except YamlError:
        return re.search(r"^\s*\[\s*tool\s*\.\s*claimcheck", text, re.MULTILINE) is not None


def _toml(text: str) -> Node:
    """The keys of [tool.claimcheck] with their lines, as YAML would have given them; raises YamlError."""
    import tomllib

    try:
        table = tomllib.loads(text).get("tool", {}).get("claimcheck")
    except (tomllib.TOMLDecodeError, RecursionError, AttributeError) as error:
        at = re.search(r"at line (\d+)", str(error))
        wrong = int(at[1]) if at else text.count("\n") if "end of document" in str(error) else 1
        raise YamlError(wrong, f"This is not valid TOML: {error}.") from None
    if not isinstance(table, dict):
        raise YamlError(1, f"There is no [{_TABLE}] table in this file.")
    lines: dict[str, int] = {}
    here, top = False, 1
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+([^\]]+)\]", line):
            here = re.sub(r"[\s\"']", "", header[1]) == _TABLE
            top = number if here else top
        elif here and (key := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line)):
            lines.setdefault(key[1], number)
    return Node("map", [_pair(key, value, lines.get(key, top)) for key, value in table.items()], top)


def _pair(key: str, value: Any, line: int) -> tuple[Node, Node]:
    return Node("text", key, line), _node(value, line)


def _node(value: Any, line: int) -> Node:
    if isinstance(value, dict):
        return Node("map", [_pair(key, item, line) for key, item in value.items()], line)
    if isinstance(value, list):
        return Node("list", [_node(item, line) for item in value], line)
    if isinstance(value, bool):
        return Node("boolean", str(value).lower(), line)
    return Node("number" if isinstance(value, int | float) else "text", str(value), line)
