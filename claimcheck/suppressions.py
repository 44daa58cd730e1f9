"""Suppressions: which findings a draft's comments and the configuration hide, and which of these hide nothing."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from claimcheck.directives import CLOSE, VERBS, Fault, Region, directives, regions
from claimcheck.draft import Draft, normalise
from claimcheck.findings import Finding, Place, Suppression
from claimcheck.rulepack import Rule, matches

UNKNOWN, NO_REASON, UNUSED = "unknown", "reason", "unused"
COMMENT, CONFIG = "comment", "config"


@dataclass(frozen=True, slots=True)
class Waiver:
    """An entry of the configuration that hides findings: of these rules (none for all), with these words in them."""

    rules: tuple[str, ...] = ()
    text: str = ""
    reason: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Policy:
    """What comments may name, whether they need a reason, and what the configuration hides in a draft besides."""

    known: frozenset[str] = frozenset()
    require_reason: bool = False
    waivers: tuple[Waiver, ...] = ()


def suppress(
    draft: Draft, findings: Iterable[Finding], policy: Policy, ran: Collection[str]
) -> tuple[list[Finding], list[Fault]]:
    """`findings`, each that is hidden with its suppression, and the faults of the draft's directives.

    `ran` are the rules that could have found something: whether the others are hidden in vain, nobody can tell.
    """
    given = directives(draft)
    if not given and not policy.waivers:
        return list(findings), []
    covered, faults = regions(draft, given)
    used: set[Region] = set()
    result = [_hidden(finding, covered, policy.waivers, used) for finding in findings]
    for directive in given:
        if directive.verb not in VERBS:
            continue
        if unknown := [rule for rule in directive.rules if not any(matches(rule, known) for known in policy.known)]:
            faults.append(Fault(UNKNOWN, directive, ", ".join(_near(rule, policy.known) for rule in unknown)))
        if policy.require_reason and not directive.reason and directive.verb != CLOSE:
            faults.append(Fault(NO_REASON, directive))
        idle = [each.rule for each in covered if each.directive is directive and each not in used]
        if idle := [rule for rule in idle if any(not rule or matches(rule, each) for each in ran)]:
            faults.append(Fault(UNUSED, directive, ", ".join(rule or "any rule" for rule in idle)))
    return result, faults


def complaints(draft: Draft, faults: Iterable[Fault], rules: Sequence[Rule]) -> Iterator[Finding]:
    """The findings of `rules` of kind directive about `faults`."""
    for fault in faults:
        span = draft.source_span(fault.directive.start, fault.directive.end)
        where = (span.line, span.column, span.end_line, span.end_column, span.text, span.start, span.end)
        for rule in rules:
            if rule.data["fault"] == fault.kind:
                yield Finding(
                    rule=rule.id,
                    category=rule.category,
                    severity=rule.severity,
                    confidence=rule.confidence,
                    message=rule.message.replace("{about}", fault.about),
                    location=Place(draft.path, *where),
                    why=rule.why,
                    advice=rule.advice,
                )


def _hidden(finding: Finding, covered: Iterable[Region], waivers: Iterable[Waiver], used: set[Region]) -> Finding:
    """`finding`, with its suppression where either of its ends is covered; every region that covers it is used."""
    hiding = [region for region in covered if _covers(region, finding)]
    used.update(hiding)
    if hiding:
        return replace(finding, suppression=Suppression(COMMENT, hiding[0].directive.reason))
    for waiver in waivers:
        named = not waiver.rules or any(matches(rule, finding.rule) for rule in waiver.rules)
        if named and any(not waiver.text or _holds(place, waiver.text) for place in finding.places):
            return replace(finding, suppression=Suppression(CONFIG, waiver.reason, waiver.line))
    return finding


def _covers(region: Region, finding: Finding) -> bool:
    words = region.directive.words
    return (not region.rule or matches(region.rule, finding.rule)) and any(
        place.start < region.end and region.start < place.end and (not words or any(_holds(place, w) for w in words))
        for place in finding.places
    )


def _holds(place: Place, words: str) -> bool:
    """Whether the words of a place hold `words`, or stand in them; case and typography do not matter."""
    here, wanted = (" ".join(normalise(text).split()) for text in (place.text, words))
    return wanted in here or here in wanted


def _near(rule: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(rule, sorted(known), 1, 0.6)
    return f"“{rule}”" + (f" (did you mean {near[0]}?)" if near else "")
