"""The engine: a draft and a rule pack in, findings out. No IO, no clock, no order dependence."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.checks import KINDS, UNPROMPTED
from claimcheck.checks.view import View
from claimcheck.claims.claim import Claim
from claimcheck.claims.inventory import claims_of
from claimcheck.claims.page import Knowledge, Page
from claimcheck.draft import Draft
from claimcheck.findings import Finding, with_fingerprints


def check(draft: Draft, knowledge: Knowledge) -> list[Finding]:
    """The findings of every rule on `draft`, sorted, with fingerprints."""
    view = View(Page(draft, knowledge))
    live = view.page.rules
    rules = [rule for rule in knowledge.ordered_rules if rule.id in live or rule.kind in UNPROMPTED]
    return with_fingerprints(finding for rule in rules for finding in KINDS[rule.kind](rule, view))


def claims(draft: Draft, knowledge: Knowledge) -> Iterator[Claim]:
    """Every claim of `draft`, asserted or not, in the order of the text."""
    view = View(Page(draft, knowledge))
    rules = [rule for rule in knowledge.pack.rules if rule.kind == "attribute" and view.page.roles(rule.id)]
    found = [claim for rule in rules for claim in claims_of(rule, view.page, view.subjects)]
    yield from sorted(found, key=lambda claim: (claim.start, claim.end, claim.attribute, claim.value))
