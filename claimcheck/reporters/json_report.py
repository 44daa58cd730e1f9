"""JSON: the report of the public contract, version 1."""

from __future__ import annotations

from typing import Any

from claimcheck.findings import Finding, Place
from claimcheck.report import FileStatus, Report
from claimcheck.reporters.shared import by_severity, dump
from claimcheck.schema import JURISDICTIONS

VERSION = 1


def render(report: Report, color: bool = False) -> str:  # noqa: ARG001
    """The report as one JSON object; keys keep their order, text stays as it is in the draft."""
    data = {
        "version": VERSION,
        "tool": {"name": "claimcheck", "version": report.version},
        "as_of": report.as_of,
        "jurisdictions": list(report.jurisdictions or JURISDICTIONS),
        "files": [_file(file) for file in report.files],
        "findings": [_finding(finding) for finding in report.findings],
        "suppressed": [_suppressed(finding) for finding in report.suppressed],
        "summary": {
            "files": len(report.files),
            "findings": len(report.findings),
            "by_severity": by_severity(report.findings),
            "suppressed": len(report.suppressed),
        },
    }
    return dump(data, lossless=True) + "\n"


def _file(file: FileStatus) -> dict[str, Any]:
    data: dict[str, Any] = {"path": file.path, "status": file.status}
    if file.product_type:
        data |= {"product_type": file.product_type, "product_type_inferred": file.inferred}
    return data if file.status == "checked" else data | {"reason": file.reason}


def _place(place: Place) -> dict[str, Any]:
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "text": place.text,
    }


def _suppressed(finding: Finding) -> dict[str, Any]:
    assert finding.suppression
    return _finding(finding) | {"suppression": {"by": finding.suppression.by, "reason": finding.suppression.reason}}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.label,
        "confidence": finding.confidence,
        "message": finding.message,
        "why": finding.why,
        "advice": finding.advice,
        "location": _place(finding.location),
        "related": [_place(place) | {"role": place.role} for place in finding.related],
        "suggestions": [
            {"replacement": item.replacement, "applicability": item.applicability} for item in finding.suggestions
        ],
        "jurisdictions": list(finding.jurisdictions),
        "also": list(finding.also),
        "references": [{"title": item.title, "url": item.url, "section": item.section} for item in finding.references],
        "fingerprint": finding.fingerprint,
    }
