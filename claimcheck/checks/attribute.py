"""attribute: the values an attribute can take, and which two of them cannot both hold in one draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimcheck.checks.view import View
from claimcheck.claims.claim import Claim
from claimcheck.claims.conflicts import Conflict, asserted, conflicts
from claimcheck.claims.inventory import claims_of
from claimcheck.claims.page import Page
from claimcheck.claims.theme import Subject
from claimcheck.findings import Finding
from claimcheck.rulepack import Rule


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every group of claims that cannot all hold."""
    if rule.id not in view.implied.rules and not _can_conflict(rule, view.page):
        return
    claims = asserted(rule, claims_of(rule, view.page, view.subjects, view.implied))

    within = rule.data.get("within", "draft")

    def same(one: Claim, other: Claim) -> bool:
        if not view.together(one.start, other.start, within):
            return False
        return view.subjects.theme.same(_subject(one), _subject(other))

    for conflict in conflicts(rule, claims, same):
        yield _finding(rule, view, conflict)


def _can_conflict(rule: Rule, page: Page) -> bool:
    """Whether two of the values that the draft may claim cannot both hold.

    The values least likely to be claimed are looked for first: where nothing is said to be painless, nobody need look
    for pain.
    """
    unread = [role for role in page.roles(rule.id) if role != "shield"]
    unread.sort(key=lambda role: page.chances(rule.id, role), reverse=True)
    found: list[str] = []
    while _feasible(rule, page, unread, found):
        if not unread:
            return True
        role = unread.pop()
        if page.hits(rule.id, role):
            found.append(role)
    return False


def _feasible(rule: Rule, page: Page, unread: Sequence[str], found: Sequence[str]) -> bool:
    """Whether a conflict is possible between the roles `found` in the draft and those still `unread`."""
    roles = {*unread, *found}
    # A term may match twice in the one sentence where it may match at all: "two days at first, then three months".
    if rule.data.get("quantity", {}).get("compare") == "overlap" and any(
        role in unread or len(page.hits(rule.id, role)) > 1 for role in roles
    ):
        return True
    opposite = rule.data.get("opposite", {})
    values = {role.partition(".")[2] for role in roles}
    values |= {opposite[value] for value in values & opposite.keys()}
    return any(values.issuperset(pair) for pair in rule.data.get("conflicts", ()))


def _subject(claim: Claim) -> Subject:
    return Subject(claim.subject, True, claim.foreign)


def _finding(rule: Rule, view: View, conflict: Conflict) -> Finding:
    anchor, against = conflict.anchor, conflict.against
    related = [
        view.place(claim.start, claim.end, "also says" if agrees else "conflicts with")
        for agrees, claim in _by_value(conflict)
    ]
    subject = anchor.subject or against.subject or "the treatment"
    words = {
        "other": view.implied.shown(against.start, against.end),
        "other_line": str(view.draft.line_of(against.start)),
        "attribute": rule.data["attribute"],
        "subject": subject,
        "topic": anchor.topic,
    }
    finding = view.finding(rule, anchor.start, anchor.end, related, words=words)
    about = ", ".join(filter(None, (rule.data["attribute"].replace("-", " "), subject, anchor.topic)))
    settled = rule.data.get("reconcile", "")
    return replace(finding, advice=" ".join(filter(None, (finding.advice, settled, f"(This is about: {about}.)"))))


def _by_value(conflict: Conflict) -> list[tuple[bool, Claim]]:
    """The other claims of a conflict, those that say the same together, and whether they agree with the anchor.

    What contradicts comes first, as a whole in the order of the text.
    """
    groups: dict[object, list[Claim]] = {}
    for claim in conflict.others:
        groups.setdefault((claim.value, _interval(claim)), []).append(claim)
    same = groups.pop((conflict.anchor.value, _interval(conflict.anchor)), [])
    return [(False, claim) for group in groups.values() for claim in group] + [(True, claim) for claim in same]


def _interval(claim: Claim) -> tuple[float, float] | None:
    return (claim.quantity.low, claim.quantity.high) if claim.quantity else None
