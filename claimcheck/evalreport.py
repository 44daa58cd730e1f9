"""Evalreport: an evaluation as a table or JSON, and as a snapshot with one line for each finding and each miss."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from claimcheck.evaluation import FALSE, MISSED, TRAPPED, Tally, Verdict, by_category, by_name, total
from claimcheck.findings import Finding
from claimcheck.notes import SURE, Note
from claimcheck.reporters.visible import short

SNAPSHOT = "snapshot.findings"
VERSION = 1
_HEADS = ("SURE", "FOUND", "RECALL", "ALL", "RECALL", "REPORTED", "RIGHT", "PRECISION", "FALSE", "/1000 WORDS", "TRAPS")
_QUOTED = 70  # characters of a place that a snapshot shows


@dataclass(frozen=True, slots=True, order=True)
class _Entry:
    """A finding or a miss: where, what it is worth, and the line that says so."""

    draft: str
    line: int
    column: int
    shown: str
    worth: str


def as_text(verdicts: Sequence[Verdict]) -> str:
    """Two tables: by category, and by attribute or rule."""
    words = sum(verdict.words for verdict in verdicts)
    clean = [verdict for verdict in verdicts if not verdict.sheet.notes]
    alarms = sum(len(verdict.findings) for verdict in clean)
    categories = by_category(verdicts)
    lines = [f"{len(verdicts)} drafts ({len(clean)} clean), {words} words; {alarms} findings in clean drafts", ""]
    lines += _table("CATEGORY", [*categories, total(categories)], words)
    lines += ["", *_table("ATTRIBUTE OR RULE", by_name(verdicts), words)]
    return "".join(line + "\n" for line in lines)


def _table(head: str, tallies: Sequence[Tally], words: int) -> list[str]:
    rows = [(head, *_HEADS), *(_row(tally, words) for tally in tallies)]
    wide = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        "  ".join([row[0].ljust(wide[0]), *(cell.rjust(size) for cell, size in zip(row[1:], wide[1:], strict=True))])
        for row in rows
    ]


def _row(tally: Tally, words: int) -> tuple[str, ...]:
    """The cells of one line; a dash where there is nothing to count."""
    name = f"{tally.category}: {tally.name}" if tally.name else tally.category
    sought = (tally.sure, tally.sure_found, _share(tally.recall), tally.every, _share(tally.recall_of_all))
    false = tally.reported - tally.right
    told = (tally.reported, tally.right, _share(tally.precision), false, f"{_rate(false, words):.2f}")
    cells = [*(sought if tally.every else "-----"), *(told if tally.reported else "-----"), tally.traps]
    return (name, *map(str, cells))


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _rate(count: int, words: int) -> float:
    return 1000 * count / max(1, words)


def as_json(verdicts: Sequence[Verdict], version: str) -> str:
    """The same figures as one JSON object, with every miss and every false alarm."""
    words = sum(verdict.words for verdict in verdicts)
    categories = by_category(verdicts)
    listed = _entries(verdicts)
    data = {
        "version": VERSION,
        "tool": {"name": "claimcheck", "version": version},
        "drafts": len(verdicts),
        "clean": sum(not verdict.sheet.notes for verdict in verdicts),
        "words": words,
        "all": _figures(total(categories), words),
        "categories": [_figures(tally, words) for tally in categories],
        "names": [_figures(tally, words) for tally in by_name(verdicts)],
        "missed": [entry.shown for entry in listed if entry.worth == MISSED],
        "false": [entry.shown for entry in listed if entry.worth in (FALSE, TRAPPED)],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _figures(tally: Tally, words: int) -> dict[str, Any]:
    shares = {"recall": tally.recall, "recall_of_all": tally.recall_of_all, "precision": tally.precision}
    false = tally.reported - tally.right
    counts = {
        "sure": tally.sure,
        "sure_found": tally.sure_found,
        "every": tally.every,
        "every_found": tally.every_found,
        "reported": tally.reported,
        "right": tally.right,
        "false": false,
        "traps": tally.traps,
    }
    figures = {name: value if value is None else round(value, 4) for name, value in shares.items()}
    name = {"name": tally.name} if tally.name else {}
    return {"category": tally.category} | name | counts | figures | {"per_1000_words": round(_rate(false, words), 4)}


def snapshot(verdicts: Iterable[Verdict]) -> str:
    """Every finding and every sure note that was missed, one a line, by place."""
    return "".join(entry.shown + "\n" for entry in _entries(verdicts))


def changes(before: str, after: str) -> str:
    """What is different between two snapshots: lines that went (-) and lines that came (+)."""
    compared = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return "".join(line + "\n" for line in compared if line[:3] not in ("---", "+++") and line[0] in "+-")


def _entries(verdicts: Iterable[Verdict]) -> list[_Entry]:
    entries = []
    for verdict in verdicts:
        entries += [_reported(verdict.sheet.name, *pair) for pair in verdict.findings]
        missed = [note for note, found in verdict.notes if note.confidence == SURE and not found]
        entries += [_missed(verdict.sheet.name, note) for note in missed]
    return sorted(entries)


def _reported(draft: str, finding: Finding, worth: str) -> _Entry:
    place = finding.location
    words = " ~ ".join([_said(place.text), *(f"{other.line} {_said(other.text)}" for other in finding.related)])
    shown = f"{draft}:{place.line}:{place.column}: {worth}: {finding.category} {finding.rule} {words}"
    return _Entry(draft, place.line, place.column, shown, worth)


def _missed(draft: str, note: Note) -> _Entry:
    first, *others = note.quotes
    words = " ~ ".join([_said(first.text), *(f"{other.line} {_said(other.text)}" for other in others)])
    column = first.columns[0]
    what = f"{note.category} {note.attribute}".rstrip()
    shown = f"{draft}:{first.line}:{column}: {MISSED}: {what} {words}"
    return _Entry(draft, first.line, column, shown, MISSED)


def _said(words: str) -> str:
    return f"“{short(words, _QUOTED)}”"
