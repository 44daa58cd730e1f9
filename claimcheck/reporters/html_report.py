"""HTML: one self-contained page; each draft with its findings marked, both ends of a conflict joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain, groupby

from claimcheck import formats
from claimcheck.findings import Finding, Place, Severity
from claimcheck.report import Report
from claimcheck.reporters import html_draft
from claimcheck.reporters.excerpt import fits, lines_of, rows
from claimcheck.reporters.html_draft import Mark
from claimcheck.reporters.html_page import link, page, safe
from claimcheck.reporters.shared import others, scope, source, summary, tally, web_address, wording
from claimcheck.reporters.visible import fold

_Lines = Mapping[str, list[str]]


def render(report: Report, color: bool = False) -> str:  # noqa: ARG001
    """Every finding links to its places in the drafts, every place back to its finding."""
    lines = {path: lines_of(text) for path, text in report.sources.items()}
    marks: dict[str, list[Mark]] = {}
    numbered = list(enumerate(report.findings, 1))
    for path, places in groupby(
        sorted(_places(numbered), key=lambda item: item[1].path), key=lambda item: item[1].path
    ):
        if path in lines:
            starts = [0, *accumulate(len(line) + 1 for line in lines[path])]
            fitting = (item for item in places if fits(item[1], lines[path]))
            marks[path] = [_mark(place, starts, anchor, number, level) for anchor, place, number, level in fitting]
    drafts = {path: formats.parse(path, report.sources[path]) for path in marks}
    anchors = set(chain.from_iterable(html_draft.anchored(drafts[path], found) for path, found in marks.items()))
    body = ["<header><h1>claimcheck</h1>", f"<p>{safe(summary(report))}</p>"]
    body += [*(f'<p class="quiet">{safe(line)}</p>' for line in scope(report)), *_filters(report.findings), "</header>"]
    unchecked = [file for file in report.files if file.status != "checked"]
    body += [f"<p>Not checked ({safe(file.status)}): {safe(file.path)}: {safe(file.reason)}</p>" for file in unchecked]
    by_path = {path: list(group) for path, group in groupby(numbered, key=lambda item: item[1].location.path)}
    for path in dict.fromkeys([*by_path, *marks]):
        findings = by_path.get(path, [])
        body.append(
            f'<section><h2>{safe(path)} <span class="quiet">{safe(tally(item for _, item in findings))}</span></h2>'
        )
        body.append('<div class="pair">')
        if path in drafts:
            body += ['<div class="draft">', *html_draft.render(drafts[path], marks[path]), "</div>"]
        cards = (line for number, finding in findings for line in _card(number, finding, lines, anchors))
        body += ['<ol class="cards">', *cards, "</ol></div></section>"]
    return page(f"claimcheck: {safe(summary(report))}", body)


def _places(numbered: Sequence[tuple[int, Finding]]) -> Iterator[tuple[str, Place, int, Severity]]:
    for number, finding in numbered:
        for at, place in enumerate(finding.places):
            yield f"f{number}p{at}", place, number, finding.severity


def _mark(place: Place, starts: Sequence[int], anchor: str, number: int, severity: Severity) -> Mark:
    """The offsets of a place, reckoned from its lines and columns."""
    start = starts[place.line - 1] + place.column - 1
    end = starts[place.end_line - 1] + place.end_column - 1
    return Mark(start, max(start, end), anchor, number, severity)


def _filters(findings: Sequence[Finding]) -> Iterator[str]:
    """Boxes that choose what is shown; the script reveals them, for without it they do nothing."""
    if not findings:
        return
    yield '<form class="filters" hidden>'
    severities = Counter(finding.severity for finding in findings)
    levels = [(level.label, severities[level], level.label) for level in sorted(severities, reverse=True)]
    categories = Counter(finding.category for finding in findings)
    kinds = [(name, categories[name], "") for name in sorted(categories)]
    for legend, boxes in (("Severity", levels), ("Category", kinds)):
        yield f"<fieldset><legend>{legend}</legend>"
        for name, count, style in boxes:
            box = f'<input type="checkbox" value="{safe(name)}" checked>'
            yield f'<label class="{style}">{box} {safe(name)} ({count})</label>'
        yield "</fieldset>"
    yield '<span id="shown" class="quiet" role="status"></span>'
    yield '<span class="quiet">Keys: j and k step through the findings, Esc lets go.</span></form>'


def _card(number: int, finding: Finding, lines: _Lines, anchors: set[str]) -> Iterator[str]:
    """The card of one finding."""
    label = finding.severity.label
    kinds = f'data-severity="{label}" data-category="{safe(finding.category)}"'
    yield f'<li id="f{number}" class="card {label}" {kinds} tabindex="-1">'
    yield '<button type="button" aria-label="Close">✕</button>'
    yield f'<h3 id="m{number}"><b>{number} {label}</b> {safe(fold(finding.message))}</h3>'
    confidence = f"{safe(finding.confidence)} confidence"
    yield f'<p class="quiet"><code>{safe(finding.rule)}</code> · {safe(finding.category)} · {confidence}</p>'
    yield "<ul>"
    for at, place in enumerate(finding.places):
        draft, anchor = lines.get(place.path), f"f{number}p{at}"
        words = ("" if place.path == finding.location.path else f"{safe(place.path)}, ") + f"line {place.line}"
        where = link(f"#{anchor}", words) if anchor in anchors else words
        cut = [f"{safe(row.left)}<mark>{safe(row.words)}</mark>{safe(row.right)}" for row in rows(place, draft)]
        role = f' <span class="role">{safe(fold(place.role))}</span>' if place.role.strip() else ""
        yield f"<li>{where}{role}: {'<br>'.join(cut)}</li>"
    yield "</ul>"
    yield from _reasons(finding)
    yield "</li>"


def _reasons(finding: Finding) -> Iterator[str]:
    """Why, what to do, what to write, and the sources with their addresses."""
    for name, text in (("Why", finding.why), ("Do", finding.advice)):
        if text:
            yield f"<p><b>{name}:</b> {safe(text)}</p>"
    if wording(finding):
        yield f"<p>{safe(wording(finding))}</p>"
    items = [(safe(source(reference)), web_address(reference.url)) for reference in finding.references]
    if items:
        linked = (f"<li>{link(url, name, rel='noreferrer') if url else name}</li>" for name, url in items)
        yield f"<details><summary>Sources ({len(items)})</summary><ul>{''.join(linked)}</ul></details>"
    if finding.jurisdictions:
        yield f'<p class="quiet">Markets: {safe(", ".join(finding.jurisdictions).upper())}</p>'
    if finding.also:
        yield f'<p class="quiet">{safe(others(finding))}</p>'
