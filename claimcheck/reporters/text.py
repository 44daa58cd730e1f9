"""Text: the report that a writer reads in a terminal."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from claimcheck.findings import Finding, Place, Severity
from claimcheck.report import Report
from claimcheck.reporters.excerpt import lines_of, rows
from claimcheck.reporters.shared import reasons, scope, summary, tally
from claimcheck.reporters.visible import fold, unarmed, visible

_COLUMNS = 96
_SHOWN, _SHOWN_OF_ROLE = 6, 2
_BOLD, _DIM, _BLUE = "1", "2", "34"
_HUE = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


@dataclass(frozen=True)
class _Page:
    """What the lines of all findings need: whether to colour, and the drafts' lines by path."""

    color: bool
    lines: Mapping[str, list[str]]

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text


def render(report: Report, color: bool = False) -> str:
    """Findings by file, each with its places, reasons and remedy; last a line that counts them."""
    page = _Page(color, {path: lines_of(source) for path, source in report.sources.items()})
    files = [(path, list(group)) for path, group in groupby(report.findings, key=lambda finding: finding.location.path)]
    out: list[str] = []
    for path, findings in files:
        if len(files) > 1:
            out += [page.paint(f"== {visible(path)} ({tally(findings)})", _BOLD), ""]
        said: set[tuple[str, str]] = set()
        for finding in findings:
            out += [*_finding(finding, page, said), ""]
    if report.show_suppressed:
        out += [page.paint(line, _DIM) for line in _suppressed(report.suppressed)]
    last = summary(report) + ("" if report.findings else ".")
    worst = max((finding.severity for finding in report.findings), default=None)
    told = [page.paint(line, _DIM) for line in scope(report)]
    return unarmed("\n".join([*out, page.paint(last, _HUE[worst] if worst else _BOLD), *told])) + "\n"


def _suppressed(findings: tuple[Finding, ...]) -> Iterator[str]:
    """One line for each finding that something hides, and why."""
    for finding in findings:
        place, hidden = finding.location, finding.suppression
        why = f"{hidden.by}: {fold(hidden.reason)}" if hidden and hidden.reason else hidden.by if hidden else ""
        where = f"{visible(place.path)}:{place.line}:{place.column}"
        yield f"{where}: suppressed: {fold(finding.message)} [{fold(finding.rule)}] ({why})"
    if findings:
        yield ""


def _finding(finding: Finding, page: _Page, said: set[tuple[str, str]]) -> Iterator[str]:
    """The lines of one finding; `said` holds what its rule has explained in this file before."""
    place = finding.location
    where = page.paint(f"{visible(place.path)}:{place.line}:{place.column}:", _BOLD)
    label = page.paint(f"{finding.severity.label}:", _HUE[finding.severity])
    yield f"{where} {label} {fold(finding.message)} {page.paint(f'[{fold(finding.rule)}]', _DIM)}"
    others, rest = _split(finding.related)
    shown = (place, *others)
    margin = len(str(max(each.end_line for each in shown)))
    path = place.path
    for each in shown:
        if each.path != path:
            path = each.path
            yield page.paint(f"{' ' * margin}  -- {visible(path)}:{each.line}:{each.column}", _DIM)
        hue = _HUE[finding.severity] if each is place else _BLUE
        yield from _excerpt(each, page, margin, hue)
    yield from _more(rest, place.path)
    for reason in reasons(finding):
        if reason.startswith(("Write:", "Leave out:")) or (finding.rule, reason) not in said:
            said.add((finding.rule, reason))
            yield from _wrapped(reason)


def _split(places: tuple[Place, ...]) -> tuple[list[Place], list[Place]]:
    """The places to show and those only to name: all when they are few, else the first two of each role."""
    if len(places) <= _SHOWN:
        return list(places), []
    shown: list[Place] = []
    rest: list[Place] = []
    seen: Counter[str] = Counter()
    for place in places:
        seen[place.role] += 1
        (shown if seen[place.role] <= _SHOWN_OF_ROLE and len(shown) < _SHOWN else rest).append(place)
    return shown, rest


def _excerpt(place: Place, page: _Page, margin: int, hue: str) -> Iterator[str]:
    """The source lines of a place, its words underlined, the role after the last carets."""
    shown = list(rows(place, page.lines.get(place.path)))
    for row in shown:
        number = page.paint(f"  {row.line:>{margin}} |", _DIM)
        blank = page.paint(f"  {'':>{margin}} |", _DIM)
        role = fold(place.role) if row is shown[-1] else ""
        carets = row.underline.lstrip(" ")
        indent = row.underline.removesuffix(carets)
        yield f"{number} {row.text}".rstrip()
        yield f"{blank} {indent}{page.paint(f'{carets} {role}'.rstrip(), hue)}"


def _more(places: list[Place], path: str) -> Iterator[str]:
    """The places beyond the first few, named by role, file and line only."""
    key = lambda place: (place.role, place.path)  # noqa: E731
    for (role, where), group in groupby(sorted(places, key=key), key=key):
        lines = list(dict.fromkeys(str(place.line) for place in group))
        heading = f"{fold(role) or 'see also'}: {'line' if len(lines) == 1 else 'lines'} {', '.join(lines)}"
        yield from _wrapped(f"And {heading}" + ("" if where == path else f" of {visible(where)}"))


def _wrapped(text: str) -> list[str]:
    """`text` in lines of readable length, the first words standing out to the left."""
    return textwrap.wrap(
        text, _COLUMNS, initial_indent="  ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )
