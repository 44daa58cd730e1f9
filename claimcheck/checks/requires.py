"""requires: a claim that needs something beside it, such as the sample behind "clinically proven"."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.checks.phrase import asserted_hits
from claimcheck.checks.view import View
from claimcheck.findings import Finding
from claimcheck.rulepack import Rule


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every asserted claim without what it needs within reach."""
    within = rule.data.get("within", "paragraph")
    for hit in asserted_hits(rule, view):
        start, end = view.bounds(hit, within)
        if not any(start <= need.start and need.end <= end for need in view.hits(rule, "needs")):
            yield view.finding(rule, hit.start, hit.end)
