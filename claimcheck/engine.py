"""The engine: a draft and a rule pack in, findings out. No IO, no clock, no order dependence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claimcheck.checks import DIRECTIVE, KINDS, UNPROMPTED
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
from claimcheck.suppressions import Policy, complaints, suppress


@dataclass(frozen=True, slots=True)
class Examined:
    """The findings of a draft, also those that something hides (they say what), and what the draft was taken to
    advertise ("" where no rule asked, or nobody can tell).
    """

    findings: list[Finding]
    product_type: str


def examine(
    draft: Draft,
    knowledge: Knowledge,
    product_type: str = "",
    rules: Iterable[Rule] | None = None,
    policy: Policy | None = None,
) -> Examined:
    """The findings of `rules` on `draft`, sorted, with fingerprints; a passage that several challenge is one.

    Without `rules`, all that `knowledge` holds; without a `product_type`, what the draft advertises is told from its
    words; without a `policy`, comments may name the rules of `knowledge` and need no reason.
    """
    if "#" in draft.text:
        draft = spelled_out(draft, knowledge.pack.words)
    view = View(Page(draft, knowledge))
    live = view.page.rules | view.implied.rules
    chosen = list(knowledge.ordered_rules if rules is None else rules)
    awake = [rule for rule in chosen if rule.id in live or rule.kind in UNPROMPTED]
    found = [(rule, finding) for rule in awake for finding in KINDS[rule.kind](rule, view)]
    if not product_type and any(rule.applies_to for rule, _ in found):
        product_type = advertised(view.page)

    def holds(rule: Rule) -> bool:
        return not product_type or product_type in (rule.applies_to or PRODUCT_TYPES)

    policy = policy or Policy(frozenset(rule.id for rule in knowledge.pack.rules))
    ran = {rule.id for rule in chosen if holds(rule)}
    judged, faults = suppress(draft, [finding for rule, finding in found if holds(rule)], policy, ran)
    kept = merged(finding for finding in judged if not finding.suppression)
    hidden = merged(finding for finding in judged if finding.suppression)
    about = complaints(draft, faults, [rule for rule in chosen if rule.kind == DIRECTIVE])
    return Examined(with_fingerprints([*kept, *hidden, *about]), product_type)


def check(draft: Draft, knowledge: Knowledge, product_type: str = "") -> list[Finding]:
    """The findings of `examine` alone, without those that a comment of the draft hides."""
    return [finding for finding in examine(draft, knowledge, product_type).findings if not finding.suppression]


def claims(draft: Draft, knowledge: Knowledge) -> Iterator[Claim]:
    """Every claim of `draft`, asserted or not, in the order of the text."""
    view = View(Page(draft, knowledge))
    live = view.page.rules | view.implied.rules
    rules = [rule for rule in knowledge.pack.rules if rule.kind == "attribute" and rule.id in live]
    found = [claim for rule in rules for claim in claims_of(rule, view.page, view.subjects, view.implied)]
    yield from sorted(found, key=lambda claim: (claim.start, claim.end, claim.attribute, claim.value))
