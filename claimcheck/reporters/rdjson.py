"""rdjson: the Reviewdog Diagnostic Format, whose columns count UTF-8 bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from claimcheck.findings import Finding, Place, Severity
from claimcheck.report import Report
from claimcheck.reporters.excerpt import fits, lines_of
from claimcheck.reporters.shared import dump, relative, web_address, with_failures
from claimcheck.reporters.visible import fold, short

_SEVERITY = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}
_MESSAGE, _ROLE, _RELATED, _REPLACEMENT = 2000, 200, 50, 1000
SOURCE = {"name": "claimcheck"}


def render(report: Report, color: bool = False) -> str:  # noqa: ARG001
    """All diagnostics in one object."""
    return dump({"source": SOURCE, "diagnostics": list(diagnostics(report))}) + "\n"


def diagnostics(report: Report) -> Iterator[dict[str, Any]]:
    """One diagnostic per finding."""
    lines = {path: lines_of(source) for path, source in report.sources.items()}
    for finding in with_failures(report):
        yield _diagnostic(finding, lines)


def _diagnostic(finding: Finding, lines: Mapping[str, list[str]]) -> dict[str, Any]:
    """The diagnostic of one finding; without columns there are no suggestions, which would replace whole lines."""
    location = _location(finding.location, lines)
    code = {"value": finding.rule}
    url = next(filter(None, (web_address(reference.url) for reference in finding.references)), "")
    data: dict[str, Any] = {
        "message": short(finding.message, _MESSAGE),
        "location": location,
        "severity": _SEVERITY[finding.severity],
        "source": SOURCE,
        "code": code | {"url": url} if url else code,
    }
    fixes = [item.replacement for item in finding.suggestions if len(item.replacement) <= _REPLACEMENT]
    if fixes and "column" in location["range"]["start"]:
        data["suggestions"] = [{"range": location["range"], "text": text} for text in fixes]
    if finding.related:
        data["related_locations"] = [_related(place, lines) for place in finding.related[:_RELATED]]
    return data


def _related(place: Place, lines: Mapping[str, list[str]]) -> dict[str, Any]:
    message = f"{fold(place.role) or 'see also'} “{place.text}”"
    return {"message": short(message, _ROLE), "location": _location(place, lines)}


def _location(place: Place, lines: Mapping[str, list[str]]) -> dict[str, Any]:
    """Path and range; both columns are left out when the source is not at hand."""
    start, end = {"line": place.line}, {"line": place.end_line}
    draft = lines.get(place.path)
    if draft is not None and fits(place, draft):
        start["column"] = byte_column(draft[place.line - 1], place.column)
        end["column"] = byte_column(draft[place.end_line - 1], place.end_column)
    return {"path": relative(place.path), "range": {"start": start, "end": end}}


def byte_column(line: str, column: int) -> int:
    """The column in UTF-8 bytes of a column in code points, both from 1; a lone surrogate stands for one byte."""
    before = line[: column - 1]
    try:
        return len(before.encode("utf-8", "surrogateescape")) + 1
    except UnicodeEncodeError:
        return len(before.encode("utf-8", "surrogatepass")) + 1
