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
    pairs = rule.data["pairs"]
    for role in view.page.roles(rule.id):
        _, number, kind = role.split(".")
        if kind not in ("given", "alone"):
            continue
        company = view.hits(rule, role)
        wrong = view.hits(rule, f"pairs.{number}.wrong") if company and kind == "given" else company
        for hit in wrong:
            if not _holds(company, hit) or _holds(view.hits(rule, f"pairs.{number}.unless"), hit):
                continue
            right = cased(pairs[int(number)]["right"], view.draft.text[hit.start : hit.end])
            yield view.finding(rule, hit.start, hit.end, suggestions=(Suggestion(right),), words={"suggestion": right})


def _holds(phrases: Sequence[Hit], hit: Hit) -> bool:
    """Whether one of `phrases` holds `hit`."""
    return any(phrase.start <= hit.start and hit.end <= phrase.end for phrase in phrases)
