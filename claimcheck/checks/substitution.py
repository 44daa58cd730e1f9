"""substitution: write this instead, with a fix."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.checks.view import View
from claimcheck.claims.inventory import longest
from claimcheck.findings import Finding, Suggestion
from claimcheck.rulepack import Rule


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding, with its replacement, for every word to avoid."""
    unless = view.hits(rule, "unless")
    replace = rule.data["replace"]
    roles = {f"replace.{wrong}": right for wrong, right in replace.items()}
    for hit in longest(view.hits(rule, *roles)):
        if any(other.start <= hit.start and hit.end <= other.end for other in unless):
            continue
        right = _cased(roles[hit.role], view.draft.text[hit.start : hit.end])
        yield view.finding(
            rule, hit.start, hit.end, suggestions=(Suggestion(right, "safe"),), words={"suggestion": right}
        )


def _cased(right: str, wrong: str) -> str:
    """`right` with the capital that `wrong` begins with."""
    return right[:1].upper() + right[1:] if wrong[:1].isupper() else right
