"""Claim list: every claim of the drafts as plain records, and those as a table, CSV or JSON."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from claimcheck import engine, formats
from claimcheck.claims.claim import Claim
from claimcheck.claims.page import Knowledge
from claimcheck.draft import Draft
from claimcheck.report import FileStatus
from claimcheck.reporters.shared import dump
from claimcheck.reporters.visible import fold, tame, unarmed, visible, width

Record = dict[str, Any]
VERSION = 1
_PLACE = ("path", "line", "column", "end_line", "end_column", "text")
_CELLS = ("subject", "attribute", "value", "polarity", "hedge", "modality", "qualifiers", "topic", "rule")
_HEADS = ("LINE", "SUBJECT", "ATTRIBUTE", "VALUE", "POLARITY", "MODALITY", "QUALIFIERS", "WORDS")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def records(path: str, source: str, knowledge: Knowledge) -> list[Record]:
    """The claims of one draft in the order of the text."""
    draft = formats.parse(path, source)
    return [_record(claim, draft) for claim in engine.claims(draft, knowledge)]


def _record(claim: Claim, draft: Draft) -> Record:
    span = draft.span(claim.start, claim.end)
    place = (draft.path, span.line, span.column, span.end_line, span.end_column, span.text)
    quantity = claim.quantity
    return {
        "subject": claim.subject,
        "attribute": claim.attribute,
        "value": claim.value,
        "polarity": claim.polarity,
        "hedge": claim.hedged,
        "modality": claim.modality,
        "qualifiers": [{"kind": kind, "value": value} for kind, value in sorted(claim.qualifiers)],
        "topic": claim.topic,
        "foreign": claim.foreign,
        "quantity": quantity
        and {
            "dimension": quantity.dimension,
            "low": _finite(quantity.low),
            "high": _finite(quantity.high),
            "loose": quantity.loose,
        },
        "rule": claim.rule,
        "location": dict(zip(_PLACE, place, strict=True)),
    }


def _finite(number: float) -> float | None:
    """A bound; None where the words leave it open, for which JSON has no number."""
    return number if math.isfinite(number) else None


def as_json(claims: Sequence[Record], files: Iterable[FileStatus], version: str) -> str:
    """The claims and the files they come from as one JSON object."""
    listed = [
        {"path": file.path, "status": file.status} | ({"reason": file.reason} if file.reason else {}) for file in files
    ]
    data = {
        "version": VERSION,
        "tool": {"name": "claimcheck", "version": version},
        "files": listed,
        "claims": list(claims),
        "summary": {"files": len(listed), "claims": len(claims)},
    }
    return dump(data, lossless=True) + "\n"


def as_csv(claims: Iterable[Record]) -> str:
    """The claims as CSV; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*_PLACE[:5], *_CELLS, "dimension", "low", "high", "text"])
    for claim in claims:
        place, quantity = claim["location"], claim["quantity"] or {}
        cells = [place[key] for key in _PLACE[:5]]
        cells += [_qualifiers(claim) if key == "qualifiers" else claim[key] for key in _CELLS]
        cells += [quantity.get(key) for key in ("dimension", "low", "high")]
        writer.writerow([_harmless(cell) for cell in (*cells, place["text"])])
    return out.getvalue()


def _harmless(cell: object) -> object:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if not isinstance(cell, str):
        return cell
    safe = tame(cell)
    return f"'{safe}" if safe.startswith(_FORMULA) else safe


def _qualifiers(claim: Record) -> str:
    return ", ".join(": ".join(filter(None, (item["kind"], item["value"]))) for item in claim["qualifiers"])


def as_text(claims: Sequence[Record]) -> str:
    """The claims as a table for each draft."""
    if not claims:
        return "No claims.\n"
    parts = []
    for path, group in groupby(claims, key=lambda claim: str(claim["location"]["path"])):
        table = [_HEADS, *(_row(claim) for claim in group)]
        wide = [max(width(row[at]) for row in table) for at in range(len(_HEADS) - 1)]
        lines = [visible(path)]
        for row in table:
            padded = [cell + " " * (size - width(cell)) for cell, size in zip(row, wide, strict=False)]
            lines.append("  ".join([*padded, row[-1]]))
        parts.append("\n".join(lines) + "\n")
    return unarmed("\n".join(parts))


def _row(claim: Record) -> tuple[str, ...]:
    place = claim["location"]
    cells = [str(place["line"]), claim["subject"] or "-", claim["attribute"], claim["value"]]
    cells += [claim["polarity"], claim["modality"], _qualifiers(claim) or "-", f"“{place['text']}”"]
    return tuple(fold(cell) for cell in cells)
