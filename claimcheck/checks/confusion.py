"""confusion: a real word in the wrong company, such as "acne scares"."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.checks.view import View
from claimcheck.claims.page import Hit
from claimcheck.findings import Finding, Suggestion
from claimcheck.rulepack import Rule


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every word that stands directly after or before the company that gives it away."""
    for at, pair in enumerate(rule.data["pairs"]):
        wrong = view.hits(rule, f"pairs.{at}.wrong")
        if not wrong:
            continue
        after, before = view.hits(rule, f"pairs.{at}.after"), view.hits(rule, f"pairs.{at}.before")
        for hit in wrong:
            if any(_adjacent(view, other, hit) for other in after) or any(_adjacent(view, hit, other) for other in before):
                right = pair["right"]
                yield view.finding(
                    rule, hit.start, hit.end, suggestions=(Suggestion(right),), words={"suggestion": right}
                )


def _adjacent(view: View, first: Hit, second: Hit) -> bool:
    """Whether `second` follows `first` with only white space or a hyphen between."""
    return first.end <= second.start and not view.draft.norm[first.end : second.start].strip(" -")
