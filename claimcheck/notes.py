"""Notes: what an editor would mark in a draft, read from NAME.expected.yaml; every fault is `file:line: sentence`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimcheck.files import UnreadError, read
from claimcheck.schema import CATEGORIES, Schema
from claimcheck.walk import Input
from claimcheck.yamlnodes import Node, YamlError, check
from claimcheck.yamlnodes import read as read_yaml

SURE, ARGUABLE, TRAP = "sure", "arguable", "hard-negative"
SUFFIX = ".expected.yaml"
CLEAN = "clean"
_DRAFTS = (".txt", ".md")


class NoteError(ValueError):
    """Faults in annotation files; `faults` are lines `file:line: sentence`."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a draft and the columns at which they stand on their line; both from 1."""

    line: int
    text: str
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """One thing worth marking, or worth leaving alone: category, quotes, confidence, and what a conflict is about."""

    category: str
    quotes: tuple[Quote, ...]
    confidence: str
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft with its notes; a draft in a folder called `clean` has none."""

    name: str
    source: str
    notes: tuple[Note, ...] = ()


def read_sheets(folder: Path) -> list[Sheet]:
    """The annotated and the clean drafts below `folder`, sorted by name; raises NoteError with all faults."""
    faults: list[str] = []
    sheets: list[Sheet] = []
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(SUFFIX):
            sheets += _annotated(path, folder, faults)
        elif path.suffix in _DRAFTS and CLEAN in path.relative_to(folder).parts[:-1]:
            sheets += _sheet(path, folder, str(path), faults)
    if not sheets and not faults:
        faults.append(f"{folder}: there is neither a NAME{SUFFIX} nor a folder “{CLEAN}” with drafts")
    if faults:
        raise NoteError(faults)
    return sorted(sheets, key=lambda sheet: sheet.name)


def _sheet(path: Path, folder: Path, where: str, faults: list[str]) -> Iterator[Sheet]:
    try:
        yield Sheet(path.relative_to(folder).as_posix(), read(Input(str(path))).text)
    except UnreadError as error:
        faults.append(f"{where}: the draft “{path.name}” cannot be read: {error}")


def _annotated(path: Path, folder: Path, faults: list[str]) -> Iterator[Sheet]:
    """The sheet of one annotation file, unless it has faults."""
    found: list[tuple[int, str]] = []
    try:
        node = read_yaml(path.read_text(encoding="utf-8-sig"))
        data = check(node, _schema(), found, whole="An annotation file")
    except YamlError as error:
        found.append((error.line, str(error)))
    except (UnicodeDecodeError, OSError):
        found.append((1, "The file cannot be read as UTF-8. Save it as UTF-8."))
    if found:
        faults += [f"{path}:{line}: {sentence}" for line, sentence in sorted(found)]
        return
    entries = {key.value: value for key, value in node.value}
    where = f"{path}:{entries['draft'].line}"
    for sheet in _sheet(path.parent / data["draft"], folder, where, faults):
        lines = sheet.source.split("\n")
        notes = zip(entries["findings"].value, data["findings"], strict=True)
        read_notes = [_note(item, values, lines, found) for item, values in notes]
        faults += [f"{path}:{line}: {sentence}" for line, sentence in found]
        yield Sheet(sheet.name, sheet.source, tuple(read_notes))


def _note(item: Node, values: dict[str, Any], source: list[str], faults: list[tuple[int, str]]) -> Note:
    """One entry; where it does not fit the draft, faults says so."""
    lines, texts = values["lines"], values["quotes"]
    lines = lines * len(texts) if len(lines) == 1 else lines
    if len(lines) != len(texts):
        faults.append((item.line, f"There are {len(texts)} quotes and {len(lines)} lines. Give one line for each."))
    quotes = []
    for line, text in zip(lines, texts, strict=False):
        said = source[line - 1] if 0 < line <= len(source) else ""
        columns = tuple(at + 1 for at in range(len(said)) if said.startswith(text, at))
        if not columns:
            real = next((number for number, words in enumerate(source, 1) if text in words), 0)
            hint = f"Line {real} does." if real else "No line does."
            faults.append((item.line, f"Line {line} of the draft does not say “{text}”. {hint}"))
        quotes.append(Quote(line, text, columns))
    return Note(values["category"], tuple(quotes), values["confidence"], values.get("attribute", ""))


def _schema() -> Schema:
    """The JSON Schema of an annotation file."""
    text = {"type": "string", "description": "A text."}
    entry: Schema = {
        "type": "object",
        "properties": {
            "category": {"enum": [*CATEGORIES]},
            "attribute": text | {"description": "What a conflict is about, in the words of a rule: pain, price."},
            "lines": {
                "type": "array", "items": {"type": "integer"}, "minItems": 1,
                "description": "The line of each quote, from 1.",
            },
            "quotes": {"type": "array", "items": text, "minItems": 1, "description": "Exact words of those lines."},
            "confidence": {"enum": [SURE, ARGUABLE, TRAP]},
            "why": text | {"description": "What makes a trap harmless."},
        },
        "required": ["category", "lines", "quotes", "confidence"],
    }  # fmt: skip
    properties = {
        "draft": text | {"description": "The file name of the draft, which stands beside this file."},
        "topic": text | {"description": "What the draft is about."},
        "findings": {"type": "array", "items": entry, "description": "What is worth marking."},
    }
    return {"type": "object", "properties": properties, "required": ["draft", "findings"]}
