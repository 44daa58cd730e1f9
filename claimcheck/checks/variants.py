"""variants: one term spelled two ways in one draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from claimcheck.checks.view import View
from claimcheck.claims.inventory import longest
from claimcheck.claims.page import Hit
from claimcheck.findings import Finding, Suggestion
from claimcheck.rulepack import Rule


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every spelling but the draft's usual one: it stands at the first of its places."""
    for at, spellings in enumerate(rule.data.get("variants", ())):
        hits = longest(view.hits(rule, *(f"variants.{at}.{spelling}" for spelling in spellings)))
        places: Mapping[str, list[Hit]] = _by_spelling(view, hits, spellings)
        if len(places) < 2:
            continue
        usual = max(places, key=lambda spelling: (len(places[spelling]), -spellings.index(spelling)))
        for spelling in sorted(places, key=lambda spelling: places[spelling][0].start):
            if spelling != usual:
                yield _finding(rule, view, usual, places, spelling)


def _by_spelling(view: View, hits: Sequence[Hit], spellings: Sequence[str]) -> dict[str, list[Hit]]:
    """The hits by the spelling that stands in the text, whichever term found them."""
    places: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        written = " ".join(view.draft.norm[hit.start : hit.end].split())
        spelling = next((known for known in spellings if known.lower() == written), None)
        if spelling is not None:
            places[spelling].append(hit)
    return places


def _finding(rule: Rule, view: View, usual: str, places: Mapping[str, list[Hit]], spelling: str) -> Finding:
    first, *rest = places[spelling]
    related = [view.place(hit.start, hit.end, "also spelled so") for hit in rest]
    related += [view.place(hit.start, hit.end, "spelled otherwise") for hit in places[usual]]
    word = view.draft.text[first.start : first.end]
    fixed = usual[:1].upper() + usual[1:] if word[:1].isupper() else usual
    counts = {"usual": usual, "count": str(len(places[usual])), "suggestion": fixed}
    return view.finding(rule, first.start, first.end, related, (Suggestion(fixed, "safe"),), counts)
