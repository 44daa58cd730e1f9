"""Merging: a passage that several rules or markets challenge alike is one finding, which names them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, zip_longest

from claimcheck.findings import Finding, Place, Reference
from claimcheck.schema import CONFIDENCES, JURISDICTIONS


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """`findings`, where claims about the same words are one, and slips of grammar in the same words are one.

    The most severe, then the surest, then the longest speaks for the others; it takes on their markets and references.
    """
    kept: list[Finding] = []
    groups: list[list[Finding]] = []
    for finding in sorted(findings, key=_rank):
        if finding.category not in ("claim", "grammar"):
            kept.append(finding)
            continue
        alike = (group for group in groups if group[0].category == finding.category)
        group = next((group for group in alike if _same(group[0].location, finding.location)), None)
        if group:
            group.append(finding)
        else:
            groups.append([finding])
    return [*kept, *map(_united, groups)]


def _rank(finding: Finding) -> tuple[int, int, int, int, int, str]:
    """What sorts the finding first that is to speak for the others."""
    place = finding.location
    markets = [JURISDICTIONS.index(code) for code in finding.jurisdictions if code in JURISDICTIONS]
    surest = CONFIDENCES.index(finding.confidence)
    first = min(markets, default=len(JURISDICTIONS))
    return (-finding.severity, surest, place.start - place.end, place.start, first, finding.rule)


def _same(one: Place, other: Place) -> bool:
    """Whether two places share at least half of the shorter one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and 2 * shared >= min(one.end - one.start, other.end - other.start)


def _in_turn(lists: Iterable[Iterable[Reference]]) -> Iterable[Iterable[Reference]]:
    """The first of every list, then the second of every list …: whoever reads only the first few sees every market."""
    return ([one for one in turn if one is not None] for turn in zip_longest(*lists))


def _united(group: list[Finding]) -> Finding:
    """The first finding of `group` with the markets, references, related places and rules of all."""
    if len(group) == 1:
        return group[0]
    first = group[0]
    markets = {code for finding in group for code in finding.jurisdictions}
    return replace(
        first,
        jurisdictions=tuple(sorted(markets, key=JURISDICTIONS.index)),
        references=tuple(dict.fromkeys(chain.from_iterable(_in_turn([finding.references for finding in group])))),
        related=tuple(dict.fromkeys(place for finding in group for place in finding.related)),
        also=tuple(dict.fromkeys(finding.rule for finding in group if finding.rule != first.rule)),
    )
