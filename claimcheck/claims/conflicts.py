"""Conflicts: which claims of one attribute cannot both hold, grouped so that each is told once.

Align first, compare then (de Marneffe, Rafferty, Manning 2008): two claims are compared only when subject, topic and
qualifiers are the same or one is general; then their values or intervals decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from claimcheck.claims.claim import Claim
from claimcheck.rulepack import Rule

SILENT = ("question", "condition", "myth", "attributed", "comparison")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all hold: `anchor` is the first claim of the rarer value, `others` the rest in order."""

    anchor: Claim
    against: Claim
    others: tuple[Claim, ...]


def asserted(rule: Rule, claims: Sequence[Claim]) -> list[Claim]:
    """The claims that the draft stands behind and that are about its own subject."""
    silent = rule.data.get("silent_when", SILENT)
    return [c for c in claims if c.polarity == "affirmed" and c.modality not in silent and not c.foreign]


def conflicts(rule: Rule, claims: Sequence[Claim], same: Callable[[Claim, Claim], bool]) -> Iterator[Conflict]:
    """The conflicts among `claims` of one rule; `same` says whether two claims are about one subject."""
    pairs = {frozenset(pair) for pair in rule.data.get("conflicts", ())}
    overlap = rule.data.get("quantity", {}).get("compare") == "overlap"
    links: dict[int, set[int]] = defaultdict(set)
    for one in range(len(claims)):
        for other in range(one + 1, len(claims)):
            if _clash(claims[one], claims[other], pairs, overlap) and same(claims[one], claims[other]):
                links[one].add(other)
                links[other].add(one)
    seen: set[int] = set()
    for start in sorted(links):
        if start not in seen:
            group = _component(start, links)
            seen |= group
            yield _told(claims, group, links)


def _clash(one: Claim, other: Claim, pairs: set[frozenset[str]], overlap: bool) -> bool:
    """Whether the values of two claims cannot both hold, their topics and qualifiers being comparable."""
    if one.topic != other.topic:
        return False
    mine, theirs = _by_kind(one), _by_kind(other)
    if any(mine[kind].isdisjoint(theirs[kind]) for kind in mine.keys() & theirs.keys()):
        return False
    if frozenset((one.value, other.value)) in pairs and one.value != other.value:
        return True
    if not overlap or one.value != other.value or one.quantity is None or other.quantity is None:
        return False
    return mine == theirs and not one.quantity.overlaps(other.quantity)


def _by_kind(claim: Claim) -> dict[str, set[str]]:
    """The qualifiers of a claim: each kind with its values."""
    values: dict[str, set[str]] = defaultdict(set)
    for kind, value in claim.qualifiers:
        values[kind].add(value)
    return values


def _component(start: int, links: dict[int, set[int]]) -> set[int]:
    group, todo = {start}, [start]
    while todo:
        fresh = links[todo.pop()] - group
        group |= fresh
        todo += fresh
    return group


def _told(claims: Sequence[Claim], group: set[int], links: dict[int, set[int]]) -> Conflict:
    """One conflict for a group of linked claims, told at the value stated least often, in a tie at the later one."""
    values: dict[object, list[int]] = defaultdict(list)
    for number in sorted(group):
        claim = claims[number]
        interval = (claim.quantity.low, claim.quantity.high) if claim.quantity else None
        values[(claim.value, interval)].append(number)
    rarest = min(values.values(), key=lambda numbers: (len(numbers), -numbers[0]))
    anchor = rarest[0]
    against = min(links[anchor], key=lambda number: (abs(number - anchor), number))
    others = tuple(claims[number] for number in sorted(group) if number != anchor)
    return Conflict(claims[anchor], claims[against], others)
