"""rdjsonl: the Reviewdog Diagnostic Format, one diagnostic per line."""

from __future__ import annotations

from claimcheck.report import Report
from claimcheck.reporters.rdjson import diagnostics
from claimcheck.reporters.shared import dump

LIMIT = 60_000
"""Bytes of a line: reviewdog stops reading without a word at a line longer than 64 KiB."""


def render(report: Report, color: bool = False) -> str:  # noqa: ARG001
    """A line per diagnostic; one that grew too long goes without its related places and suggestions."""
    lines = []
    for diagnostic in diagnostics(report):
        line = dump(diagnostic, indent=None)
        if len(line.encode("utf-8")) > LIMIT:
            kept = {key: value for key, value in diagnostic.items() if key not in ("related_locations", "suggestions")}
            line = dump(kept, indent=None)
        lines.append(line + "\n")
    return "".join(lines)
