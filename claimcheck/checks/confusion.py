"""confusion: a real word in the wrong company, such as "acne scares"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from claimcheck.checks.substitution import cased
from claimcheck.checks.view import View
from claimcheck.claims.page import Hit
from claimcheck.findings import Finding, Suggestion
from claimcheck.rulepack import Rule


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every word that stands right after or before the company that gives it away."""
    by_role: dict[str, list[Hit]] = defaultdict(list)
    for hit in view.page.hits.get(rule.id, ()):
        by_role[hit.role].append(hit)
    for at, pair in enumerate(rule.data["pairs"]):
        for hit in by_role.get(f"pairs.{at}.wrong", ()):
            if _given_away(view, hit, by_role, f"pairs.{at}", "after" in pair or "before" in pair):
                right = cased(pair["right"], view.draft.text[hit.start : hit.end])
                yield view.finding(
                    rule, hit.start, hit.end, suggestions=(Suggestion(right),), words={"suggestion": right}
                )


def _given_away(view: View, hit: Hit, by_role: Mapping[str, Sequence[Hit]], role: str, needs_company: bool) -> bool:
    """Whether the words round `hit` show that another word was meant."""
    if any(other.start <= hit.start and hit.end <= other.end for other in by_role.get(f"{role}.unless", ())):
        return False
    return (
        not needs_company
        or any(_adjacent(view, other, hit) for other in by_role.get(f"{role}.after", ()))
        or any(_adjacent(view, hit, other) for other in by_role.get(f"{role}.before", ()))
    )


def _adjacent(view: View, first: Hit, second: Hit) -> bool:
    """Whether `second` follows `first` with only white space or a hyphen between."""
    return first.end <= second.start and not view.draft.norm[first.end : second.start].strip(" -")
