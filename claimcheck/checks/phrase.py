"""phrase: words a draft must not assert; denials, questions, myths and the rule's own exceptions excuse them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.checks.view import View
from claimcheck.claims.inventory import list_items
from claimcheck.claims.page import Hit, longest
from claimcheck.draft import Block
from claimcheck.findings import Finding
from claimcheck.rulepack import BORROWED, BORROWED_SHIELD, Rule

LESSONS = frozenset(("education", "regulation"))  # they silence every claim
SILENT = LESSONS | {"denied", "question", "condition", "myth", "attributed", "comparison", "diminished"}


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every asserted phrase of the rule, and every place that implies one."""
    found = [(hit.start, hit.end) for hit in asserted_hits(rule, view)]
    for start, end in [*found, *_implied(rule, view, found)]:
        yield view.finding(rule, start, end)
    blocks = list(_listed_blocks(rule, view))
    if blocks:
        items = view.unshielded(rule, "items")
        for block in blocks:
            for hit in items:
                if block.start <= hit.start and hit.end <= block.end:
                    yield view.finding(rule, hit.start, hit.end)


def _implied(rule: Rule, view: View, said: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The answers that assert a phrase of a claim rule without saying it: "Is it safe? Absolutely." """
    if rule.category != "claim" or rule.id not in view.implied.rules:
        return
    implied = View(view.implied.page)
    sayings = [view.implied.saying(hit) for hit in asserted_hits(rule, implied) if not view.implied.denies_part(hit)]
    for start, end in dict.fromkeys((saying.start, saying.end) for saying in sayings if saying.asked):
        if not any(first < end and start < last for first, last in said):
            yield start, end


def _listed_blocks(rule: Rule, view: View) -> Iterator[Block]:
    """The items of every list that a lead-in of the rule introduces; a question may introduce one."""
    silent = silencing(rule) - {"question"}
    for hit in longest(view.hits(rule, "lead_in")):
        if view.context(hit).kinds.isdisjoint(silent):
            yield from list_items(view.page, hit)


def asserted_hits(rule: Rule, view: View) -> Iterator[Hit]:
    """The rule's phrases that the draft asserts and nothing near them excuses."""
    own = view.unshielded(rule, "terms")
    for hit in [*own, *_borrowed(rule, view, own)]:
        if view.is_written(rule, hit) and not _excused(rule, view, hit) and not silenced(rule, view, hit):
            yield hit


def _borrowed(rule: Rule, view: View, own: Sequence[Hit]) -> list[Hit]:
    """The hits of terms that the rule takes over from an attribute's values, where none of its `own` says the same."""
    if "values_of" not in rule.data:
        return []
    found = view.page.unshielded(rule.id, BORROWED, shields=("shield", BORROWED_SHIELD))
    return [hit for hit in found if not any(hit.start < other.end and other.start < hit.end for other in own)]


def silenced(rule: Rule, view: View, hit: Hit) -> bool:
    """Whether the context of a hit is one in which the rule stays silent."""
    silent = silencing(rule)
    if silent and not view.context(hit).kinds.isdisjoint(silent):
        return True
    if rule.data.get("subject") != "own":
        return False
    return view.subjects.of(hit.start, hit.end, view.page.sentences[hit.sentence]).foreign


def silencing(rule: Rule) -> frozenset[str]:
    """The contexts in which a rule stays silent: those of any claim, with what the rule adds and takes away."""
    claim = rule.category == "claim"
    usual = frozenset(rule.data.get("silent_when", SILENT if claim else ())) | (LESSONS if claim else frozenset())
    return (usual | set(rule.data.get("rescued_by", ()))) - set(rule.data.get("not_rescued_by", ()))


def _excused(rule: Rule, view: View, hit: Hit) -> bool:
    """Whether one of the phrases that excuse a claim stands near enough."""
    within = rule.data.get("unless_within", "clause")
    if within == "clause" and not view.page.supporting(rule.id, "unless", (hit.sentence,)):
        return False  # before the clause is looked for: that takes tokens
    return bool(view.supporting(rule, "unless", *view.bounds(hit, within)))
