"""The engine: a draft and a rule pack in, findings out. No IO, no clock, no order dependence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claimcheck.checks import KINDS, UNPROMPTED
from claimcheck.checks.view import View
from claimcheck.claims.advertised import advertised
from claimcheck.claims.claim import Claim
from claimcheck.claims.inventory import claims_of
from claimcheck.claims.page import Knowledge, Page
from claimcheck.draft import Draft
from claimcheck.findings import Finding, with_fingerprints
from claimcheck.hashtags import spelled_out
from claimcheck.merging import merged
from claimcheck.rulepack import Rule
from claimcheck.schema import PRODUCT_TYPES


@dataclass(frozen=True, slots=True)
class Examined:
    """The findings of a draft, and what it was taken to advertise ("" where no rule asked, or nobody can tell)."""

    findings: list[Finding]
    product_type: str


def examine(
    draft: Draft, knowledge: Knowledge, product_type: str = "", rules: Iterable[Rule] | None = None
) -> Examined:
    """The findings of `rules` on `draft`, sorted, with fingerprints; a passage that several challenge is one.

    Without `rules`, all that `knowledge` holds; without a `product_type`, what the draft advertises is told from its
    words.
    """
    if "#" in draft.text:
        draft = spelled_out(draft, knowledge.pack.words)
    view = View(Page(draft, knowledge))
    live = view.page.rules
    chosen = knowledge.ordered_rules if rules is None else rules
    rules = [rule for rule in chosen if rule.id in live or rule.kind in UNPROMPTED]
    found = [(rule, finding) for rule in rules for finding in KINDS[rule.kind](rule, view)]
    if not product_type and any(rule.applies_to for rule, _ in found):
        product_type = advertised(view.page)
    held = (f for rule, f in found if not product_type or product_type in (rule.applies_to or PRODUCT_TYPES))
    return Examined(with_fingerprints(merged(held)), product_type)


def check(draft: Draft, knowledge: Knowledge, product_type: str = "") -> list[Finding]:
    """The findings of `examine` alone."""
    return examine(draft, knowledge, product_type).findings


def claims(draft: Draft, knowledge: Knowledge) -> Iterator[Claim]:
    """Every claim of `draft`, asserted or not, in the order of the text."""
    view = View(Page(draft, knowledge))
    rules = [rule for rule in knowledge.pack.rules if rule.kind == "attribute" and rule.id in view.page.rules]
    found = [claim for rule in rules for claim in claims_of(rule, view.page, view.subjects)]
    yield from sorted(found, key=lambda claim: (claim.start, claim.end, claim.attribute, claim.value))
