"""Quantities: numbers with their unit and bounds, read as intervals in a base unit.

Time and frequency ("every three weeks") are in hours, length in millimetres, money in the written currency, the rest as
it stands. A bound that the words leave open is infinite: "up to six" is [0, 6], "more than two" is [2, ∞), and "at
least twice a week" leaves half a week between at most. `find` works on normalised text: every dash is "-", every
space " ".
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from claimcheck.claims import quantity_grammar as grammar
from claimcheck.claims.numerals import worth

# How far two figures may lie apart and still be one, rounded: four weeks are a month, six sessions are not seven.
_SLACK = {"time": 1.15, "frequency": 1.15, "money": 1.15, "length": 1.15, "percent": 1.05, "age": 1.05}
_LOOSE = 1.5  # "about", "a few"; a percentage is never so vague
_LOOSE_PERCENT = 1.1
_LIFE = {"early": (0.0, 3.0), "mid": (4.0, 6.0), "late": (7.0, 9.0), None: (0.0, 9.0)}  # of a decade


@dataclass(frozen=True, slots=True)
class Quantity:
    """An interval [`low`, `high`] in the base unit of `dimension`; `loose` when the words say "about" or "a few"."""

    dimension: str
    low: float
    high: float
    loose: bool
    start: int
    end: int
    currency: str = ""

    def overlaps(self, other: Quantity) -> bool:
        """Whether one true value could satisfy both, with some slack for rounding and more when either is loose.

        Prices in two currencies are never compared: they overlap.
        """
        if self.currency != other.currency:
            return True
        slack = _SLACK.get(self.dimension, 1.0)
        if self.loose or other.loose:
            slack = _LOOSE_PERCENT if self.dimension == "percent" else _LOOSE
        return self.low <= other.high * slack and other.low <= self.high * slack

    def within(self, least: float, most: float) -> bool:
        """Whether the figure that the words name lies between `least` and `most`."""
        named = (self.low or least) if math.isinf(self.high) else self.high  # “up to a year or more” names no bound
        return least <= named <= most


def find(norm: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """The quantities of `norm[start:end]`, left to right, never overlapping."""
    stop = len(norm) if end is None else end
    if not grammar.hint().search(norm, start, stop):
        return
    for match in grammar.pattern().finditer(norm, start, stop):
        yield _read(match)


def may_stand(dimension: str, norm: str, start: int, end: int) -> bool:
    """Whether a quantity of `dimension` could stand in `norm[start:end]`; a look at its marks, not a reading."""
    return grammar.marks(dimension).search(norm, start, end) is not None


def _read(match: re.Match[str]) -> Quantity:
    """The quantity of a match of the grammar."""
    part = match.groupdict()
    dimension, low, high, loose = _dimension(part)
    before = grammar.bounds().findall(part["before"] or "")
    flipped = dimension == "frequency"  # the oftener, the shorter the time between
    floor = bool(part["floor"])
    for word in before:
        if word in grammar.AT_MOST:
            low, high = (low, math.inf) if flipped else (0.0, high)
        elif word in grammar.AT_LEAST and not (word == "from" and high > low):
            floor = True
        elif word not in grammar.EXACT:
            loose = True
    if floor:
        low, high = (0.0, high) if flipped else (low, math.inf)
    low, high, loose = _after(part, dimension, low, high, loose)
    start = match.end("floor") if part["floor"] else match.start()
    if before and not part["between"]:
        start = match.start("before")
    currency = grammar.CURRENCIES.get((part["money"] or part["currency"] or part["coin"] or "").strip(), "")
    return Quantity(dimension, low, high, loose, start, match.end(), currency)


def _after(
    part: dict[str, str | None], dimension: str, low: float, high: float, loose: bool
) -> tuple[float, float, bool]:
    """The interval as the words behind it leave it: "or more", "plus", "at most"."""
    words = (part["after"] or "").replace("+", "plus").split()
    last = words[-1] if words else ""
    if last in ("so", "thereabouts"):
        return low, high, True
    if last == "two":
        return low, 2 * low, loose
    more = part["more"] or part["mmore"] or part["plus"] or part["plus2"] or last in grammar.MORE
    less = last in grammar.LESS
    if dimension == "frequency" and not part["eunit"]:  # "3+ times a week": the count grows, the gap shrinks
        more, less = less, more
    return (0.0 if less else low), (math.inf if more else high), loose


def _interval(first: str, second: str | None, scale1: float, scale2: float) -> tuple[float, float, bool]:
    """The interval from `first` to `second` (or of `first` alone) in base units."""
    low, high, loose = worth(first)
    low, high = low * scale1, high * scale1
    if second is not None:
        low2, high2, loose2 = worth(second)
        low, high, loose = min(low, low2 * scale2), max(high, high2 * scale2), loose or loose2
    return low, high, loose


_Read = tuple[str, float, float, bool]  # dimension, low, high, looseness


def _dimension(part: dict[str, str | None]) -> _Read:
    """Dimension and interval of a match, before the words round it are weighed."""
    return next(read for name, read in _READERS.items() if part[name] is not None)(part)


def _plain(part: dict[str, str | None], scale: float = 1.0) -> tuple[float, float, bool]:
    """The numbers of a match, `scale` base units each."""
    return _interval(part["first"] or part["spoken"] or "one", part["last"], scale, scale)


def _every(part: dict[str, str | None]) -> _Read:
    scale = grammar.scale(part["eunit"] or "")
    if part["every"]:
        count = grammar.ORDINALS[part["every"]]
        return "frequency", count * scale, count * scale, False
    return "frequency", *_interval(part["e1"] or "one", part["e2"], scale, scale)


def _times(part: dict[str, str | None]) -> _Read:
    """How long "twice a year" leaves between: half a year."""
    low, high, loose = _plain(part)
    period = part["nperiod"]
    shortest, longest = grammar.PERIODS[period] if period else (grammar.scale(part["nunit"] or ""),) * 2
    if part["nevery"]:
        few, many, _ = worth(part["nevery"])
        shortest, longest = few * shortest, many * longest
    return "frequency", shortest / max(high, 0.01), longest / max(low, 0.01), loose


def _period(part: dict[str, str | None]) -> _Read:
    low, high = grammar.PERIODS[part["period"] or ""]
    return "frequency", low, high, low != high


def _periodic(part: dict[str, str | None]) -> _Read:
    """ "Six-monthly" is every six months."""
    return "frequency", *_plain(part, grammar.PERIODS[part["dperiod"] or ""][0])


def _decade(part: dict[str, str | None]) -> _Read:
    word = part["decade"] or ""
    start = float(word[:2]) if word[0].isdigit() else worth(word.removesuffix("ies") + "y")[0]
    low, high = _LIFE[part["life"]]
    return "age", start + low, start + high, False


def _time(part: dict[str, str | None]) -> _Read:
    scale = grammar.scale(part["unit"] or "h")
    first = grammar.scale(part["mid"]) if part["mid"] else scale
    low, high, loose = _interval(part["first"] or part["article"] or "one", part["last"], first, scale)
    more = 0.0
    if part["also"]:
        more = worth(part["also"])[0] * grammar.scale(part["alsounit"] or "")
    elif part["half"]:
        more = (0.25 if part["half"].endswith("quarter") else 0.5) * scale
    low, high = low + more, high + more
    if part["old"]:
        return "age", low / grammar.YEAR, high / grammar.YEAR, loose
    return "time", low, high, loose


def _pair(dimension: str, first: str, last: str) -> Callable[[dict[str, str | None]], _Read]:
    """The reader of two plain numbers, the second of which may be missing."""
    return lambda part: (dimension, *_interval(part[first] or "one", part[last], 1.0, 1.0))


# The group that tells each form of the grammar, and how it is read.
_READERS: Mapping[str, Callable[[dict[str, str | None]], _Read]] = {
    "eunit": _every,
    "nunit": _times,
    "nperiod": _times,
    "period": _period,
    "dperiod": _periodic,
    "m1": _pair("money", "m1", "m2"),
    "coin": _pair("money", "first", "last"),
    "spf": _pair("spf", "spf", "spf2"),
    "overnight": lambda _: ("time", 6.0, 12.0, True),
    "a1": _pair("age", "a1", "a2"),
    "a3": _pair("age", "a3", "a2"),
    "decade": _decade,
    "unit": _time,
    "percent": _pair("percent", "first", "last"),
    "length": lambda part: ("length", *_plain(part, grammar.LENGTHS[part["length"] or ""])),
    "count": _pair("count", "first", "last"),
}
