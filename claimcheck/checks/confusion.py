"""confusion: a real word in the wrong company, such as "acne scares"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.checks.substitution import cased
from claimcheck.checks.view import View
from claimcheck.claims.page import Hit
from claimcheck.findings import Finding, Suggestion
from claimcheck.rulepack import Rule


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every word that stands right after or before the company that gives it away."""
    roles = view.page.roles(rule.id)
    for at, pair in enumerate(rule.data["pairs"]):
        wrong, given, unless = f"pairs.{at}.wrong", f"pairs.{at}.given", f"pairs.{at}.unless"
        needs_company = "after" in pair or "before" in pair
        if wrong not in roles or (needs_company and given not in roles):
            continue
        for hit in view.hits(rule, wrong):
            if needs_company and not _holds(view.hits(rule, given), hit):
                continue
            if _holds(view.hits(rule, unless), hit):
                continue
            right = cased(pair["right"], view.draft.text[hit.start : hit.end])
            yield view.finding(rule, hit.start, hit.end, suggestions=(Suggestion(right),), words={"suggestion": right})


def _holds(phrases: Sequence[Hit], hit: Hit) -> bool:
    """Whether one of `phrases` holds `hit`."""
    return any(phrase.start <= hit.start and hit.end <= phrase.end for phrase in phrases)
