"""Checkstyle XML: one location per finding, so the message names the others."""

from __future__ import annotations

from itertools import groupby

from claimcheck.findings import Severity
from claimcheck.report import Report
from claimcheck.reporters.shared import relative, with_failures
from claimcheck.reporters.visible import fold
from claimcheck.reporters.xml_text import document, element, explanation

_SEVERITY = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}


def render(report: Report, color: bool = False) -> str:  # noqa: ARG001
    """The files with findings, each with its errors."""
    root = element(None, "checkstyle", version="4.3")
    for path, findings in groupby(with_failures(report), key=lambda finding: finding.location.path):
        file = element(root, "file", name=relative(path))
        for finding in findings:
            element(
                file,
                "error",
                line=finding.location.line,
                column=finding.location.column,
                severity=_SEVERITY[finding.severity],
                message="\n".join([fold(finding.message), *explanation(finding)]),
                source=f"claimcheck.{finding.rule}",
            )
    return document(root)
