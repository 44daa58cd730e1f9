"""HTML: one self-contained page with the findings, and each draft with its places marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from claimcheck.findings import Finding, Place, Severity
from claimcheck.report import Report
from claimcheck.reporters.excerpt import fits, lines_of, rows
from claimcheck.reporters.html_page import link, page, safe
from claimcheck.reporters.shared import others, scope, source, summary, tally, web_address, wording
from claimcheck.reporters.visible import fold

_Lines = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place in a draft's text: offsets, its own address, and its finding's number and severity."""

    start: int
    end: int
    anchor: str
    number: int
    severity: Severity


def render(report: Report, color: bool = False) -> str:  # noqa: ARG001
    """Every finding links to its places in the drafts, every place back to its finding."""
    lines = {path: lines_of(text) for path, text in report.sources.items()}
    starts = {path: [0, *accumulate(len(line) + 1 for line in found)] for path, found in lines.items()}
    numbered = list(enumerate(report.findings, 1))
    marks: dict[str, list[_Mark]] = {}
    for number, finding in numbered:
        for at, place in enumerate(finding.places):
            if fits(place, lines.get(place.path)):
                mark = _mark(place, starts[place.path], f"f{number}p{at}", number, finding.severity)
                marks.setdefault(place.path, []).append(mark)
    body = ["<header><h1>claimcheck</h1>", f"<p>{safe(summary(report))}</p>"]
    body += [*(f'<p class="meta">{safe(line)}</p>' for line in scope(report)), "</header>"]
    unchecked = [file for file in report.files if file.status != "checked"]
    body += [f"<p>Not checked ({safe(file.status)}): {safe(file.path)}: {safe(file.reason)}</p>" for file in unchecked]
    for path, group in groupby(numbered, key=lambda item: item[1].location.path):
        findings = list(group)
        count = tally(finding for _, finding in findings)
        body += [f'<section><h2>{safe(path)} <span class="meta">{safe(count)}</span></h2>', '<ol class="findings">']
        for number, finding in findings:
            body += _finding(number, finding, lines)
        body.append("</ol></section>")
    for path, found in marks.items():
        body += [f"<section><h2>{safe(path)}: the draft</h2>", '<div class="draft">']
        body += [*_draft(report.sources[path], found), "</div></section>"]
    return page(f"claimcheck: {safe(summary(report))}", body)


def _finding(number: int, finding: Finding, lines: _Lines) -> Iterator[str]:
    """The card of one finding."""
    label = finding.severity.label
    yield f'<li id="f{number}" class="{label}">'
    yield f'<h3><span class="label">{label}</span> {safe(fold(finding.message))}</h3>'
    yield f'<p class="meta">{number} · <code>{safe(finding.rule)}</code> · {safe(finding.confidence)} confidence</p>'
    yield '<table class="places">'
    for at, place in enumerate(finding.places):
        draft = lines.get(place.path)
        words = ("" if place.path == finding.location.path else f"{safe(place.path)}, ") + f"line {place.line}"
        where = link(f"#f{number}p{at}", words) if fits(place, draft) else words
        cut = [f"{safe(row.left)}<mark>{safe(row.words)}</mark>{safe(row.right)}" for row in rows(place, draft)]
        shown = "<br>".join(cut)
        yield f'<tr><td>{where}</td><td class="excerpt">{shown}</td><td class="role">{safe(fold(place.role))}</td></tr>'
    yield "</table>"
    yield from _reasons(finding)
    yield "</li>"


def _reasons(finding: Finding) -> Iterator[str]:
    """Why, what to do, what to write, and the sources with their addresses."""
    items = [f"<b>{name}:</b> {safe(text)}" for name, text in (("Why", finding.why), ("Do", finding.advice)) if text]
    if wording(finding):
        items.append(safe(wording(finding)))
    for reference in finding.references:
        name, url = safe(source(reference)), web_address(reference.url)
        items.append(f"<b>Source:</b> {link(url, name, rel='noreferrer') if url else name}")
    if finding.jurisdictions:
        items.append(f"<b>Markets:</b> {safe(', '.join(finding.jurisdictions).upper())}")
    if finding.also:
        items.append(safe(others(finding)))
    if items:
        yield f'<ul class="reasons">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def _mark(place: Place, starts: Sequence[int], anchor: str, number: int, severity: Severity) -> _Mark:
    """The offsets of a place, reckoned from its lines and columns."""
    start = starts[place.line - 1] + place.column - 1
    end = starts[place.end_line - 1] + place.end_column - 1
    return _Mark(start, max(start, end), anchor, number, severity)


def _draft(text: str, marks: Sequence[_Mark]) -> Iterator[str]:
    """The lines of a draft, numbered, with its places marked; places may overlap or cross lines."""
    breaks = {at + 1 for at, char in enumerate(text) if char == "\n"}
    cuts = sorted({0, len(text)} | breaks | {mark.start for mark in marks} | {mark.end for mark in marks})
    opening: dict[int, list[_Mark]] = {}
    for mark in marks:
        opening.setdefault(mark.start, []).append(mark)
    active: list[_Mark] = []
    line, number = "", 1
    for start, end in pairwise([*cuts, len(text)]):
        if start in breaks:
            yield f'<div><span class="no">{number}</span>{line}</div>'
            line, number = "", number + 1
        ended = [mark for mark in active if mark.end <= start]
        line += "".join(link(f"#f{mark.number}", f"<sup>{mark.number}</sup>") for mark in ended)
        active = [mark for mark in active if mark.end > start] + opening.get(start, [])
        line += "".join(f'<span id="{mark.anchor}"></span>' for mark in opening.get(start, ()))
        shown = safe(text[start:end].rstrip("\r\n"))
        if active and shown.strip():
            worst = max(active, key=lambda mark: mark.severity)
            shown = link(f"#f{worst.number}", shown, class_=f"mark {worst.severity.label}")
        line += shown
    yield f'<div><span class="no">{number}</span>{line}</div>'
