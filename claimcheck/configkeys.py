"""Config keys: what a configuration file may hold, as the JSON Schema that the reader and editors share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from claimcheck.ignores import compile_patterns
from claimcheck.reporters import REPORTERS
from claimcheck.schema import JURISDICTIONS, LANGUAGES, PRODUCT_TYPES, SEVERITIES, Schema
from claimcheck.yamlnodes import Node

NEVER = "never"
_WORDS: Schema = {"type": "string", "description": "A text."}


def _several(items: Schema, description: str) -> Schema:
    return {"type": "array", "items": items, "description": description}


# Keys that may also stand in `overrides`, for some paths.
_CHOICE: Schema = {
    "select": _several(_WORDS, "Only these rules: ids, folders or patterns such as us/*."),
    "ignore": _several(_WORDS, "Not these rules."),
    "severity": {
        "type": "object",
        "additionalProperties": {"enum": list(SEVERITIES)},
        "description": "Rules (ids, folders, patterns) and the severity of their findings; the last that fits counts.",
    },
    "jurisdictions": _several({"enum": list(JURISDICTIONS)}, "Only rules of these markets."),
    "product_type": {"enum": list(PRODUCT_TYPES), "description": "What drafts advertise that do not say so."},
}
_PATHS = _several(_WORDS, "gitignore patterns of drafts, relative to this file.") | {"minItems": 1}


def schema() -> Schema:
    """The JSON Schema of a configuration file, without its title."""
    override: Schema = {
        "type": "object",
        "properties": {"paths": _PATHS, **_CHOICE},
        "required": ["paths"],
        "additionalProperties": False,
    }
    waiver: Schema = {
        "type": "object",
        "properties": {
            "paths": _PATHS,
            "rules": _several(_WORDS, "Rules, folders or patterns; all unless given."),
            "text": {"type": "string", "description": "Words that the finding holds; any unless given."},
            "reason": {"type": "string", "description": "Why it is hidden."},
        },
        "minProperties": 1,
        "additionalProperties": False,
    }
    properties: Schema = {
        "rules": _several(_WORDS, "Folders with rules of your own, relative to this file."),
        **_CHOICE,
        "fail_on": {"enum": [*SEVERITIES, NEVER], "description": "The severity that makes a run fail."},
        "format": {"enum": list(REPORTERS), "description": "The report on standard output."},
        "exclude": _several(_WORDS, "gitignore patterns of files to leave out, relative to this file."),
        "language": {"enum": list(LANGUAGES), "description": "The English of drafts that do not say it."},
        "terms": {
            "type": "object",
            "additionalProperties": {
                "type": "array",
                "items": _WORDS,
                "minItems": 1,
                "description": "Wordings to avoid.",
            },
            "description": "Your dictionary: a preferred wording, and those to avoid.",
        },
        "baseline": {
            "type": "string",
            "description": "The file of findings to leave out; claimcheck-baseline.jsonl beside this one unless given.",
        },
        "max_size": {"type": "integer", "description": "The largest draft to read, in megabytes."},
        "overrides": _several(override, "Other choices for some drafts. A later one wins over an earlier one."),
        "suppress": _several(waiver, "Findings to hide, above all in plain text, which has no comments."),
        "require_reason": {"type": "boolean", "description": "Whether what hides a finding must say why."},
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def json_schema() -> Schema:
    """The JSON Schema (2020-12) of a configuration file, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "claimcheck configuration", **schema()}


def faults_in(node: Node | None, data: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The faults that a schema cannot express, as (line, sentence)."""
    values = {key.value: value for key, value in node.value} if node else {}
    lines = {key: value.line for key, value in values.items()}
    for at, entry in enumerate(data.get("suppress", ())):
        line = values["suppress"].value[at].line
        if not {"paths", "rules", "text"} & set(entry):
            yield line, "An entry of “suppress” needs “paths”, “rules” or “text”; to hide everything, check nothing."
        if data.get("require_reason") and "reason" not in entry:
            yield line, "This entry of “suppress” needs a “reason”: “require_reason” demands one."
    if data.get("max_size", 1) < 1:
        yield lines["max_size"], "“max_size” must be at least 1 (megabyte)."
    for preferred, avoided in data.get("terms", {}).items():
        for word in (preferred, *avoided):
            if not any(map(str.isalnum, word)):
                yield _line_of(node, preferred), f"“{word}” in “terms” is no word."
        if preferred in avoided:
            yield _line_of(node, preferred), f"“{preferred}” cannot be preferred and avoided."
    for key, patterns in (("exclude", data.get("exclude", ())), *_patterns(data)):
        for pattern in patterns:
            try:
                compile_patterns([pattern])
            except ValueError:
                yield lines[key], f"“{pattern}” is no pattern that a .gitignore could hold."


def _patterns(data: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The path patterns of the entries of a list, with the key that the list has."""
    for key in ("overrides", "suppress"):
        for entry in data.get(key, ()):
            yield key, entry.get("paths", [])


def _line_of(node: Node | None, term: str) -> int:
    """The line of a preferred wording."""
    terms = next((value for key, value in node.value if key.value == "terms"), None) if node else None
    return next((key.line for key, _ in terms.value if key.value == term), 1) if terms else 1
