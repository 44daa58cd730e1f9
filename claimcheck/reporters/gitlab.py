"""GitLab Code Quality: a JSON array for `artifacts:reports:codequality`."""

from __future__ import annotations

from claimcheck.findings import Finding, Severity
from claimcheck.report import Report
from claimcheck.reporters.shared import dump, other_places, relative, unique_fingerprints, with_failures
from claimcheck.reporters.visible import fold

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}
_OTHERS = 3


def render(report: Report, color: bool = False) -> str:  # noqa: ARG001
    """One item per finding; each fingerprint is unique, for GitLab shows equal ones once."""
    findings = with_failures(report)
    items = [
        {
            "description": _description(finding),
            "check_name": finding.rule,
            "fingerprint": fingerprint if count == 1 else f"{fingerprint}-{count}",
            "severity": _SEVERITY[finding.severity],
            "location": {
                "path": relative(finding.location.path),
                "lines": {"begin": finding.location.line, "end": finding.location.end_line},
            },
        }
        for finding, (fingerprint, count) in zip(findings, unique_fingerprints(findings), strict=True)
    ]
    return dump(items) + "\n"


def _description(finding: Finding) -> str:
    """The only text GitLab shows, so it names the rule and the first of the other places."""
    others = list(other_places(finding))[:_OTHERS]
    return f"{fold(finding.rule)}: {fold(finding.message)}" + (f" ({'; '.join(others)})" if others else "")
