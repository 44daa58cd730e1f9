"""spelling: words that are surely misspelt, found with the rule's word lists."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.checks.view import View
from claimcheck.findings import Finding, Suggestion
from claimcheck.rulepack import Rule
from claimcheck.spelling import find, occurrences, suspects


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every misspelt word; the fix is safe where only one word can be meant."""
    draft, speller = view.draft, view.page.knowledge.speller(rule)
    words = suspects(draft.norm, speller)
    count = occurrences(draft.norm)
    for block in draft.blocks:
        if not any(draft.norm.find(word, block.start, block.end) >= 0 for word in words):
            continue
        for start, end, _, meant in find(draft.norm, draft.text, speller, block.start, block.end, count):
            suggestions = [Suggestion(word, "safe" if len(meant) == 1 else "unsafe") for word in meant[:3]]
            yield view.finding(rule, start, end, suggestions=suggestions, words={"suggestion": meant[0]})
