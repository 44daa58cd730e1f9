"""SARIF 2.1.0, written for GitHub code scanning."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from claimcheck.findings import Finding, Place
from claimcheck.report import Report
from claimcheck.reporters.sarif_rules import described, link_text, unknown_rule
from claimcheck.reporters.shared import dump, reasons, relative, unique_fingerprints
from claimcheck.reporters.visible import fold, short
from claimcheck.schema import JURISDICTIONS

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report, color: bool = False) -> str:  # noqa: ARG001
    """One run that lists every rule, so that a reader can tell a clean rule from one that did not run."""
    rules = {rule.id: described(rule) for rule in report.rules}
    findings = [*report.findings, *(report.suppressed if report.show_suppressed else ())]
    for finding in findings:
        rules.setdefault(finding.rule, unknown_rule(finding.rule))
    index = {rule_id: at for at, rule_id in enumerate(rules)}
    driver: dict[str, Any] = {"name": "claimcheck", "rules": list(rules.values())}
    if report.version:
        driver["version"] = report.version
    if re.fullmatch(r"\d+\.\d+\.\d+", report.version):
        driver["semanticVersion"] = report.version
    failed = [file for file in report.files if file.status == "failed"]
    notifications = [
        {
            "level": "error",
            "message": {"text": f"Not checked: {fold(file.reason)}"},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(file.path)}}],
        }
        for file in failed
    ]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The folder that the paths start from."}}},
        "invocations": [{"executionSuccessful": not failed, "toolExecutionNotifications": notifications}],
        "properties": {"asOf": report.as_of, "jurisdictions": list(report.jurisdictions or JURISDICTIONS)},
        "results": [
            _result(finding, index[finding.rule], *key)
            for finding, key in zip(findings, unique_fingerprints(findings), strict=True)
        ],
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _result(finding: Finding, index: int, fingerprint: str, count: int) -> dict[str, Any]:
    """One result; the message links every related place, for GitHub shows only those that it links."""
    data: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity.label,
        "message": {"text": " ".join([_unlinked(fold(finding.message)), *_links(finding.related)])},
        "locations": [{"physicalLocation": _physical(finding.location)}],
        "partialFingerprints": {
            "primaryLocationLineHash": f"{fingerprint}:{count}",
            "claimcheck/v1": f"{fingerprint}:{count}",
        },
        "properties": {
            "category": finding.category,
            "confidence": finding.confidence,
            "jurisdictions": list(finding.jurisdictions),
            "also": list(finding.also),
            "explanation": reasons(finding),
        },
    }
    if finding.related:
        data["relatedLocations"] = [
            {"id": at, "physicalLocation": _physical(place), "message": {"text": fold(place.role) or "see also"}}
            for at, place in enumerate(finding.related, 1)
        ]
    if hidden := finding.suppression:
        kind = "inSource" if hidden.by == "comment" else "external"
        data["suppressions"] = [{"kind": kind} | ({"justification": fold(hidden.reason)} if hidden.reason else {})]
    if finding.suggestions:
        data["fixes"] = [_fix(finding.location, item.replacement) for item in finding.suggestions]
    return data


def _links(places: Iterable[Place]) -> list[str]:
    """A sentence for each role, naming and linking its places: Conflicts with [painless](1)."""
    by_role: dict[str, list[str]] = {}
    for at, place in enumerate(places, 1):
        link = f"[{link_text(short(place.text, 80)) or 'this place'}]({at})"
        by_role.setdefault(_unlinked(fold(place.role)) or "see also", []).append(link)
    return [f"{role[:1].upper()}{role[1:]}: {', '.join(links)}." for role, links in by_role.items()]


def _unlinked(text: str) -> str:
    """`text` with nothing in it that would read as a link."""
    return text.replace("](", "] (")


def _fix(place: Place, replacement: str) -> dict[str, Any]:
    change = {
        "artifactLocation": _artifact(place.path),
        "replacements": [{"deletedRegion": _region(place), "insertedContent": {"text": replacement}}],
    }
    return {"description": {"text": f"Write “{fold(replacement)}”."}, "artifactChanges": [change]}


def _physical(place: Place) -> dict[str, Any]:
    return {"artifactLocation": _artifact(place.path), "region": _region(place)}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _artifact(path: str) -> dict[str, str]:
    """The address of a file: relative to SRCROOT, or absolute; bytes that are no text in a name stay what they are."""
    try:
        raw = relative(path).encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = relative(path).encode("utf-8", "replace")
    if raw.startswith(b"/"):
        return {"uri": f"file://{quote(raw)}"}
    if re.match(rb"[A-Za-z]:[\\/]", raw):
        return {"uri": f"file:///{quote(raw.replace(bytes([92]), b'/'), safe='/:')}"}
    return {"uri": quote(raw), "uriBaseId": "SRCROOT"}
