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

Kinds = dict[str, set[str]]
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
    kinds = [_by_kind(claim, rule.data.get("regardless_of", ())) for claim in claims]
    links: dict[int, set[int]] = defaultdict(set)
    for one in range(len(claims)):
        for other in range(one + 1, len(claims)):
            if not _comparable(claims[one], claims[other], kinds[one], kinds[other]):
                continue
            alike = overlap and kinds[one] == kinds[other]
            if _clash(claims[one], claims[other], pairs, alike) and same(claims[one], claims[other]):
                links[one].add(other)
                links[other].add(one)
    seen: set[int] = set()
    for start in sorted(links):
        if start not in seen:
            group = _component(start, links)
            seen |= group
            yield _told(claims, group, links)


def _comparable(one: Claim, other: Claim, mine: Kinds, theirs: Kinds) -> bool:
    """Whether two claims are about one topic, and no qualifier sets them apart."""
    apart = any(mine[kind].isdisjoint(theirs[kind]) for kind in mine.keys() & theirs.keys())
    return one.topic == other.topic and not apart


def _clash(one: Claim, other: Claim, pairs: set[frozenset[str]], overlap: bool) -> bool:
    """Whether the values of two comparable claims cannot both hold; `overlap` says to compare their intervals too."""
    if one.value != other.value:
        return frozenset((one.value, other.value)) in pairs
    if not overlap or one.quantity is None or other.quantity is None:
        return False
    return not one.quantity.overlaps(other.quantity)


def _by_kind(claim: Claim, without: Sequence[str]) -> Kinds:
    """The qualifiers of a claim but those `without` names: each kind with its values."""
    values: dict[str, set[str]] = defaultdict(set)
    for kind, value in claim.qualifiers:
        if kind not in without:
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
