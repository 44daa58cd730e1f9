"""GitHub workflow commands: annotations on the lines of a pull request."""

from __future__ import annotations

from collections import Counter

from claimcheck.findings import Finding, Severity
from claimcheck.report import Report
from claimcheck.reporters.shared import line_of, other_places, reasons, relative, summary, with_failures
from claimcheck.reporters.visible import fold, visible

LIMIT = 10
"""How many annotations of one level GitHub keeps from a step."""

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_RANK = {"high": 0, "medium": 1, "low": 2}


def render(report: Report, color: bool = False) -> str:  # noqa: ARG001
    """The worst findings as annotations, as many as GitHub keeps; the others as plain lines after their number."""
    findings = sorted(with_failures(report), key=lambda item: (-item.severity, _RANK.get(item.confidence, 1)))
    commands, plain = [], []
    used: Counter[Severity] = Counter()
    for finding in findings:
        used[finding.severity] += 1
        if used[finding.severity] <= LIMIT:
            commands.append(_command(finding))
        else:
            plain.append(line_of(finding))
    if plain:
        plain.insert(0, f"{len(plain)} more not annotated: GitHub keeps {LIMIT} of each level from one step.")
    return "\n".join(map(_disarmed, [*commands, *plain, summary(report)])) + "\n"


def _command(finding: Finding) -> str:
    """One annotation; columns only when it stands on one line, else GitHub drops it."""
    place = finding.location
    properties = {"file": visible(relative(place.path)), "line": str(place.line), "endLine": str(place.end_line)}
    if place.line == place.end_line:
        properties |= {"col": str(place.column), "endColumn": str(place.end_column)}
    properties["title"] = fold(finding.rule)
    others = (f"  {line}" for line in other_places(finding))
    message = "\n".join([fold(finding.message), *others, *reasons(finding)])
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMAND[finding.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _disarmed(line: str) -> str:
    """`line` without the older mark of a command, which the runner obeys wherever it stands in a line."""
    return line.replace("##[", "## [")
