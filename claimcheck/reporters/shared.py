"""What several reporters say alike: counts, other places, sources, JSON, fingerprints, files that failed."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from claimcheck.findings import Finding, Place, Reference, Severity
from claimcheck.report import Report
from claimcheck.reporters.visible import fold, short, visible

FAILED = "claimcheck/failed"
"""The rule id under which formats that know only findings show a file that could not be checked."""

_CITED = 5  # sources of a finding in a line; JSON and HTML list them all
_NAMED = 3  # drafts named in a line about several
_AWKWARD = re.compile(r"[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|(?<=#)#(?=(?:vso)?\[)")
_SURROGATE = re.compile("[\ud800-\udfff]")


def plural(count: int, noun: str) -> str:
    """The count with its noun: 1 error, 2 errors."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each severity, the worst first."""
    counts = Counter(finding.severity for finding in findings)
    return {severity.label: counts[severity] for severity in sorted(Severity, reverse=True)}


def tally(findings: Iterable[Finding]) -> str:
    """The severities that occur, counted: 2 errors, 1 warning."""
    return ", ".join(plural(count, label) for label, count in by_severity(findings).items() if count)


def summary(report: Report) -> str:
    """The outcome in one line: 3 findings (2 errors, 1 warning) in 2 of 5 files; 1 file failed."""
    status = Counter(file.status for file in report.files)
    files = plural(status["checked"], "file")
    if report.findings:
        touched = len({finding.location.path for finding in report.findings})
        among = files if touched >= status["checked"] else f"{touched} of {files}"
        among = plural(touched, "file") if touched > status["checked"] else among
        line = f"{plural(len(report.findings), 'finding')} ({tally(report.findings)}) in {among}"
    else:
        line = f"No findings in {files}"
    rest = [f"{plural(status[kind], 'file')} {kind}" for kind in ("failed", "skipped") if status[kind]]
    if report.suppressed:
        rest.insert(0, f"{hidden_by(report.suppressed)}")
    return "; ".join([line, ", ".join(rest)]) if rest else line


def hidden_by(findings: Iterable[Finding]) -> str:
    """How many findings are hidden, and by what: 3 suppressed (2 by comments, 1 by the baseline)."""
    counts = Counter(finding.suppression.by for finding in findings if finding.suppression)
    names = {"comment": "comments", "config": "the configuration", "baseline": "the baseline"}
    parts = ", ".join(f"{counts[by]} by {name}" for by, name in names.items() if counts[by])
    return f"{sum(counts.values())} suppressed ({parts})"


def scope(report: Report) -> list[str]:
    """On which day and in which markets the rules were in force, and what each draft was taken to advertise."""
    lines = []
    if report.as_of:
        markets = ", ".join(code.upper() for code in report.jurisdictions)
        lines.append(f"Rules as of {report.as_of}{f', markets: {markets}' * bool(markets)}.")
    kinds: dict[tuple[str, bool], list[str]] = {}
    for file in report.files:
        if file.product_type:
            kinds.setdefault((file.product_type, file.inferred), []).append(visible(file.path))
    for (kind, inferred), paths in sorted(kinds.items()):
        told = " (told from the words; --product-type says otherwise)" if inferred else ""
        names = ", ".join(paths[:_NAMED]) + (f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else "")
        lines.append(f"Checked as text about a {kind}{told}: {names}.")
    return lines


def with_failures(report: Report) -> list[Finding]:
    """Every finding, after one error for each file that failed: nothing may pass for checked that was not."""
    failures = [_failure(file.path, file.reason) for file in report.files if file.status == "failed"]
    return [*failures, *report.findings]


def _failure(path: str, reason: str) -> Finding:
    start = Place(path, 1, 1, 1, 1, "", 0, 0)
    return Finding(FAILED, "claim", Severity.ERROR, "high", f"Not checked: {reason}", start)


def relative(path: str) -> str:
    """`path` without a leading `./`, which report readers take for another file."""
    return path.removeprefix("./") or path


def line_of(finding: Finding) -> str:
    """A finding in one line of a log; it starts with a word of ours, never with the draft's."""
    place = finding.location
    where = f"{visible(place.path)}:{place.line}:{place.column}"
    return f"{finding.severity.label} {where}: {fold(finding.message)} [{fold(finding.rule)}]"


def other_places(finding: Finding) -> Iterator[str]:
    """One line for every related place: where it is, its role, its words."""
    for place in finding.related:
        where = f"{visible(place.path)}:{place.line}:{place.column}"
        yield f"{where}: {fold(place.role) or 'see also'} “{short(place.text, 100)}”"


def source(reference: Reference) -> str:
    """A reference in brief: title and section."""
    return fold(f"{reference.title}, {reference.section}" if reference.section else reference.title)


def others(finding: Finding) -> str:
    """The other rules that challenge the same words; empty when there are none."""
    return f"Also challenged by: {', '.join(map(fold, finding.also))}" if finding.also else ""


def sources(finding: Finding) -> str:
    """What the finding rests on: Sources (US, UK): title, section; …; empty when there is nothing to name."""
    markets = ", ".join(code.upper() for code in finding.jurisdictions)
    shown = list(dict.fromkeys(map(source, finding.references)))
    listed = "; ".join(shown[:_CITED]) + f"; and {len(shown) - _CITED} more" * (len(shown) > _CITED)
    if not listed:
        return f"Markets: {fold(markets)}" if markets else ""
    label = "Source" if len(finding.references) == 1 else "Sources"
    return f"{label} ({fold(markets)}): {listed}" if markets else f"{label}: {listed}"


def wording(finding: Finding) -> str:
    """The suggested replacements in one line; empty when there are none."""
    if not finding.suggestions:
        return ""
    options = [f"“{fold(item.replacement)}”" for item in finding.suggestions if item.replacement.strip()]
    if finding.category == "claim" and options:
        return f"Accepted wording: {' or '.join(options)}"
    return f"Write: {' or '.join(options)}" if options else f"Leave out: “{fold(finding.location.text)}”"


def reasons(finding: Finding) -> list[str]:
    """Why it matters, what to do, what to write, what it rests on: a line for each that is known."""
    lines = [f"{label}: {fold(text)}" for label, text in (("Why", finding.why), ("Do", finding.advice)) if text.strip()]
    return [*lines, *filter(None, (wording(finding), sources(finding), others(finding)))]


def web_address(url: str) -> str:
    """`url` when it is a web address, else nothing: no other kind of link belongs in a report."""
    return url if re.match(r"https?://[!-~]+\Z", url) else ""


def unique_fingerprints(findings: Iterable[Finding]) -> Iterator[tuple[str, int]]:
    """For each finding its fingerprint and a count from 1, which differ together for any two findings."""
    seen: Counter[str] = Counter()
    for finding in findings:
        key = finding.fingerprint or _digest(finding)
        seen[key] += 1
        yield key, seen[key]


def _digest(finding: Finding) -> str:
    words = "\x1e".join((finding.rule, finding.location.path, finding.location.text))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def dump(data: Mapping[str, Any] | list[Any], indent: int | None = 2, lossless: bool = False) -> str:
    """`data` as JSON that any UTF-8 stream takes.

    Many readers refuse a lone surrogate, so it becomes U+FFFD, unless `lossless` keeps it as an escape.
    Escaped too is what a terminal, a reader of lines or a CI runner would obey.
    """
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    if not lossless:
        text = _SURROGATE.sub("\ufffd", text)
    return _AWKWARD.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
