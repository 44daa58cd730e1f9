"""phrase: words a draft must not assert; denials, questions, myths and the rule's own exceptions excuse them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.checks.view import View
from claimcheck.claims.inventory import longest
from claimcheck.claims.page import Hit
from claimcheck.findings import Finding
from claimcheck.rulepack import Rule

SILENT = ("denied", "question", "condition", "myth", "attributed", "comparison", "diminished")


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every asserted phrase of the rule."""
    for hit in asserted_hits(rule, view):
        yield view.finding(rule, hit.start, hit.end)


def asserted_hits(rule: Rule, view: View) -> Iterator[Hit]:
    """The rule's phrases that the draft asserts and nothing near them excuses."""
    unless = view.hits(rule, "unless")
    within = rule.data.get("unless_within", "clause")
    for hit in longest(view.hits(rule, "terms")):
        if unless and _excused(hit, unless, view.bounds(hit, within)):
            continue
        if not silenced(rule, view, hit):
            yield hit


def silenced(rule: Rule, view: View, hit: Hit) -> bool:
    """Whether the context of a hit is one in which the rule stays silent."""
    silent = rule.data.get("silent_when", SILENT if rule.category == "claim" else ())
    if silent and not view.context(hit).kinds.isdisjoint(silent):
        return True
    if rule.data.get("subject") != "own":
        return False
    return view.subjects.of(hit.start, hit.end, view.page.sentences[hit.sentence]).foreign


def _excused(hit: Hit, unless: Sequence[Hit], bounds: tuple[int, int]) -> bool:
    start, end = bounds
    return any(start <= other.start and other.end <= end for other in unless)
