"""Markdown: a table of all findings, for the summary of a CI run or a comment on a pull request."""

from __future__ import annotations

import re

from claimcheck.findings import Finding, Place
from claimcheck.report import HEADLINE, Report
from claimcheck.reporters.shared import others, scope, source, summary, web_address, with_failures, wording
from claimcheck.reporters.visible import fold, short, unarmed, visible

LIMIT = 900_000
"""Bytes of the table: GitHub drops the whole summary of a step that is larger than 1 MiB."""

_PUNCTUATION = re.compile(r"[\\`*_\[\]<>|~#@$]")
_WORDS, _PLACES, _SOURCES = 300, 6, 2


def render(report: Report, color: bool = False) -> str:  # noqa: ARG001
    """The outcome, the findings line by line, and what the rules went by."""
    lines = [f"{HEADLINE} {_safe(summary(report))}", ""]
    findings = with_failures(report)
    if findings:
        lines += ["| | Where | What | Also |", "|---|---|---|---|"]
    size = 0
    for shown, finding in enumerate(findings):
        row = _row(finding)
        size += len(row.encode("utf-8", "replace")) + 1
        if size > LIMIT:
            lines += ["", f"{len(findings) - shown} more are not listed: a summary has no room for them."]
            break
        lines.append(row)
    told = [f"<sub>{_safe(line)}</sub>" for line in scope(report)]
    return unarmed("\n".join([*lines, "", *told]).rstrip("\n")) + "\n"


def _row(finding: Finding) -> str:
    """One line of the table."""
    place = finding.location
    what = [_safe(short(finding.message, _WORDS)), f"<code>{_safe(fold(finding.rule))}</code>"]
    what += [_safe(short(text, _WORDS)) for text in (finding.advice, wording(finding), others(finding)) if text]
    what += [_source(source(each), web_address(each.url)) for each in finding.references[:_SOURCES]]
    if len(finding.references) > _SOURCES:
        what.append(f"and {len(finding.references) - _SOURCES} more sources")
    also = [
        f"{_safe(fold(each.role) or 'see also')}, {_where(each, place.path)}: “{_safe(short(each.text, 80))}”"
        for each in finding.related[:_PLACES]
    ]
    more = len(finding.related) - _PLACES
    also += [f"and {more} more places"] if more > 0 else []
    where = f"{_safe(visible(place.path))}:{place.line}:{place.column}"
    cells = [finding.severity.label, where, "<br>".join(what), "<br>".join(also)]
    return f"| {' | '.join(cells)} |"


def _where(place: Place, here: str) -> str:
    return f"line {place.line}" if place.path == here else f"{_safe(visible(place.path))}:{place.line}"


def _source(name: str, url: str) -> str:
    address = url.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    return f"[{_safe(name)}](<{address}>)" if url else _safe(name)


def _safe(text: str) -> str:
    """`text` in which nothing is markup."""
    plain = visible(text).replace("&", "&amp;").replace("://", "&#58;//")
    return _PUNCTUATION.sub(lambda found: f"\\{found[0]}", plain).replace("&\\#58;", "&#58;")
