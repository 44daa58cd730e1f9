"""Azure Pipelines logging commands: errors and warnings on the lines of a build; notes are plain lines."""

from __future__ import annotations

from claimcheck.findings import Finding, Severity
from claimcheck.report import Report
from claimcheck.reporters.shared import line_of, other_places, reasons, relative, summary, with_failures
from claimcheck.reporters.visible import fold, visible

_TYPE = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def render(report: Report, color: bool = False) -> str:  # noqa: ARG001
    """A command per finding, the worst first; last a line that counts them."""
    findings = sorted(with_failures(report), key=lambda finding: -finding.severity)
    return "\n".join([*map(_line, findings), _disarmed(summary(report))]) + "\n"


def _line(finding: Finding) -> str:
    if finding.severity not in _TYPE:
        return _disarmed(line_of(finding))
    place = finding.location
    properties = {
        "type": _TYPE[finding.severity],
        "sourcepath": visible(relative(place.path)),
        "linenumber": str(place.line),
        "columnnumber": str(place.column),
        "code": fold(finding.rule),
    }
    message = "\n".join([fold(finding.message), *other_places(finding), *reasons(finding)])
    listed = ";".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"##vso[task.logissue {listed}]{_disarmed(_data(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(";", "%3B").replace("]", "%5D")


def _disarmed(text: str) -> str:
    """`text` without the marks of a command, which the agent obeys wherever they stand in a line."""
    return text.replace("##vso[", "## vso[").replace("##[", "## [")
