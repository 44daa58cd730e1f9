"""arithmetic: figures of one passage that do not add up, such as 45 of 50 women in a study of 30."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimcheck.checks.view import View
from claimcheck.claims.page import Hit
from claimcheck.claims.quantities import Quantity
from claimcheck.findings import Finding
from claimcheck.rulepack import Rule

SILENT = ("denied", "question", "condition", "myth", "comparison")
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """What one passage comes to, as an interval, and where it stands."""

    hit: Hit
    low: float
    high: float


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every figure that no figure of the other name within reach agrees with."""
    one, relation, other = rule.data["wrong"]
    here, there = _figures(rule, view, one), _figures(rule, view, other)
    told: set[Hit] = set()
    for figure in here:
        start, end = view.bounds(figure.hit, rule.data.get("within", "paragraph"))
        near = [item for item in there if item != figure and start <= item.hit.start and item.hit.end <= end]
        if not near or any(not _RELATIONS[relation](figure, item, _tolerance(rule)) for item in near):
            continue
        against = near[0].hit
        if one == other and against in told:
            continue
        told.add(figure.hit)
        apart = against.start != figure.hit.start
        related = [view.place(against.start, against.end, "does not fit")] if apart else []
        words = {
            "other": " ".join(view.draft.text[against.start : against.end].split()),
            "other_line": str(view.draft.line_of(against.start)),
        }
        yield view.finding(rule, figure.hit.start, figure.hit.end, related, words=words)


def _tolerance(rule: Rule) -> float:
    return 1 + int(rule.data.get("tolerance", 0)) / 100


def _figures(rule: Rule, view: View, name: str) -> list[Figure]:
    """The figures of one name that the draft asserts; one that is only "about" right is left out."""
    read = _READINGS[rule.data["figures"][name]["read"]]
    silent = rule.data.get("silent_when", SILENT)
    found = []
    for hit in view.unshielded(rule, f"figures.{name}"):
        if not view.context(hit).kinds.isdisjoint(silent):
            continue
        numbers = view.page.quantities_in(hit)
        value = read(numbers) if all(not number.loose for number in numbers) else None
        if value is not None:
            found.append(Figure(hit, *value))
    return found


def _of(numbers: Sequence[Quantity], *dimensions: str) -> list[Interval]:
    return [(number.low, number.high) for number in numbers if number.dimension in dimensions]


def _first(numbers: Sequence[Quantity]) -> Interval | None:
    return (numbers[0].low, numbers[0].high) if numbers else None


def _last(numbers: Sequence[Quantity]) -> Interval | None:
    return _first(numbers[::-1])


def _sum(numbers: Sequence[Quantity]) -> Interval | None:
    """All counts together: 20 women and 10 men are 30."""
    counts = _of(numbers, "count")
    return (sum(low for low, _ in counts), sum(high for _, high in counts)) if counts else None


def _share(numbers: Sequence[Quantity]) -> Interval | None:
    """The first count in percent of the second: 45 of 50 are 90 %."""
    match _of(numbers, "count")[:2]:
        case [(low, high), (whole, most)] if whole > 0:
            return 100 * low / most, 100 * high / whole
    return None


def _percent(numbers: Sequence[Quantity]) -> Interval | None:
    return next(iter(_of(numbers, "percent")), None)


def _rate(numbers: Sequence[Quantity]) -> Interval | None:
    """A count an hour: one every ten minutes is six."""
    match (_of(numbers, "count")[:1], _of(numbers, "frequency", "time")[-1:]):
        case ([(low, high)], [(shortest, longest)]) if shortest > 0:
            return low / longest, high / shortest
    return None


def _product(numbers: Sequence[Quantity]) -> Interval | None:
    """The first count times the first price: six sessions at $100 are $600."""
    match (_of(numbers, "count")[:1], _of(numbers, "money")[:1]):
        case ([(low, high)], [(least, most)]):
            return low * least, high * most
    return None


def _exceeds(one: Figure, other: Figure, tolerance: float) -> bool:
    return one.low > other.high * tolerance


def _differs(one: Figure, other: Figure, tolerance: float) -> bool:
    if math.inf in (one.high, other.high):
        return False
    return _exceeds(one, other, tolerance) or _exceeds(other, one, tolerance)


_READINGS: Mapping[str, Callable[[Sequence[Quantity]], Interval | None]] = {
    "first": _first, "last": _last, "sum": _sum, "share": _share, "percent": _percent, "rate": _rate,
    "product": _product,
}  # fmt: skip
_RELATIONS: Mapping[str, Callable[[Figure, Figure, float], bool]] = {"exceeds": _exceeds, "differs from": _differs}
