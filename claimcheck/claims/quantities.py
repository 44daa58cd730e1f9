"""Quantities: numbers as drafts write them, read as intervals in a base unit.

Time is in hours, money in the written currency, percentages and counts as they stand. A bound that the
words leave open is infinite: "up to six" is [0, 6], "more than two" is (2, ∞). `find` works on normalised
text, where every dash is "-" and every space " ".
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

DIMENSIONS = ("time", "frequency", "percent", "money", "age", "spf", "count")

_HOUR = 1.0
_UNITS = {
    "second": _HOUR / 3600, "sec": _HOUR / 3600, "minute": _HOUR / 60, "min": _HOUR / 60, "hour": _HOUR, "hr": _HOUR,
    "day": 24.0, "night": 24.0, "week": 168.0, "wk": 168.0, "fortnight": 336.0, "month": 730.5, "mo": 730.5,
    "year": 8766.0, "yr": 8766.0, "decade": 87660.0, "h": _HOUR,
}  # fmt: skip
_PERIODS = {"daily": 24.0, "weekly": 168.0, "fortnightly": 336.0, "monthly": 730.5, "quarterly": 2191.5,
            "yearly": 8766.0, "annually": 8766.0}  # fmt: skip
_WORDS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0,
     "hundred": 100.0, "a hundred": 100.0, "a dozen": 12.0, "dozen": 12.0, "half a": 0.5, "half an": 0.5,
     "a": 1.0, "an": 1.0, "single": 1.0, "a single": 1.0, "once": 1.0, "twice": 2.0, "thrice": 3.0}  # fmt: skip
# Words for a small number nobody counted; the bounds are generous, because the writer's are.
_VAGUE = {"a couple of": (2.0, 3.0), "a couple": (2.0, 3.0), "couple of": (2.0, 3.0), "a few": (2.0, 6.0),
          "few": (2.0, 6.0), "several": (3.0, 10.0), "a number of": (2.0, 20.0), "many": (4.0, math.inf),
          "multiple": (2.0, math.inf), "numerous": (4.0, math.inf)}  # fmt: skip
_AT_MOST = ("up to", "at most", "no more than", "not more than", "a maximum of", "maximum of", "less than", "under",
            "fewer than", "as long as", "as many as", "as much as", "no longer than", "within", "in under",
            "not exceeding", "max")  # fmt: skip
_AT_LEAST = ("at least", "more than", "over", "upwards of", "a minimum of", "minimum of", "no less than",
             "no fewer than", "not less than", "from", "longer than", "as little as", "as few as", "starting at",
             "beyond", ">")  # fmt: skip
_ABOUT = ("about", "approximately", "approx.", "approx", "around", "roughly", "nearly", "almost", "some", "close to",
          "an average of", "on average", "circa", "~", "only", "just", "just about")  # fmt: skip
_EXACT_ABOUT = {"only", "just"}  # these narrow nothing: "only 20 minutes" is 20 minutes
_SPOKEN_COUNTS = ("once", "twice", "thrice", "single")
_SPOKEN = frozenset(("a", "an", "once", "twice", "thrice", "single", "a single", "half a", "half an"))


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
        """Whether one true value could satisfy both, with 15 % slack for rounding, 50 % when either is loose.

        Prices in two currencies are never compared: they overlap.
        """
        if self.currency != other.currency:
            return True
        slack = 1.5 if self.loose or other.loose else 1.15
        return self.low <= other.high * slack and other.low <= self.high * slack


def find(norm: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """The quantities of `norm[start:end]`, left to right, never overlapping."""
    stop = len(norm) if end is None else end
    if not _hint().search(norm, start, stop):
        return
    for match in _pattern().finditer(norm, start, stop):
        yield _read(match)


def may_stand(dimension: str, norm: str, start: int, end: int) -> bool:
    """Whether a quantity of `dimension` could stand in `norm[start:end]`; a look at its marks, not a reading."""
    return _marks(dimension).search(norm, start, end) is not None


@cache
def _marks(dimension: str) -> re.Pattern[str]:
    """What every quantity of a dimension holds."""
    units = "|".join(sorted({name[:3] for name in _UNITS if len(name) > 2} | {"hr", "wk", "mo", "yr", r"\dh"}))
    marks = {
        "percent": r"%|per ?cent",
        "money": r"[$£€]|usd|gbp|eur",
        "spf": r"\bspf",
        "age": r"\bold\b|of age\b|-old",
        "time": rf"overnight|\b(?:{units})|[\d½]\s?(?:{units})",
        "frequency": rf"\b(?:every|per|each|an?)\b|{'|'.join(_PERIODS)}",
    }
    return re.compile(marks.get(dimension, r"[\d½]|\b[a-z]"))


@cache
def _pattern() -> re.Pattern[str]:
    """The grammar as one pattern; compiled on first use because start-up must not pay for it (6 ms)."""
    words = sorted([*_WORDS, *_VAGUE], key=len, reverse=True)
    spoken = "|".join(re.escape(word) for word in words if word not in _SPOKEN)
    decades = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    tens = rf"(?:{decades})[-\ ](?:one|two|three|four|five|six|seven|eight|nine)"
    half = r"(?:\ and\ a\ half)?"
    digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\.\d+|\d+(?:½)?|½"
    number = rf"(?:(?:{digits}|{tens}|(?:{spoken})\b){half})"
    article = r"(?:half\ an?|an?(?:\ single)?|single|one)\b"
    before = _bounds().pattern
    unit = rf"(?:{'|'.join(f'{name}s?' for name in sorted(_UNITS, key=len, reverse=True) if len(name) > 1)})(?![a-z])"
    dash = r"\s*(?:-|/|up\ to|to|until|till|through|or\ even|or|and)\s*"
    more = r"(?:upwards\ of|more\ than|over|at\ least)\s*"
    period = r"(?:daily|weekly|fortnightly|monthly|quarterly|yearly|annually)\b"
    return re.compile(
        rf"""(?<![\w.$£€-])
        (?:(?P<between>between|from|anywhere\ from|anywhere\ between)\s+(?=[^.;]{{1,40}}?\b(?:and|to)\b|\d+\ ?-))?
        (?P<before>(?:(?:{before})\s*)+)?
        (?:
          every\s+(?:(?P<every>other)\s+|(?P<e1>{number}(?:\s*\(\d+\))?)(?:{dash}(?P<e2>{number}))?\s*-?\s*)?(?P<eunit>{unit})
        | (?P<n1>(?:once|twice|thrice)\b|{number}(?=\s*(?:-|to|or)?\s*(?:{number})?\s*(?:times|x)\b))
            (?:{dash}(?P<n2>{number}|twice))?\s*(?:times|x)?\s*(?:an?|per|each|every)\s+(?P<nunit>{unit})
        | (?P<period>{period})
        | (?P<currency>[$£€]|usd|gbp|eur)\s?(?P<m1>{digits})(?:\s?(?P<k>k)\b)?
            (?:{dash}(?:upwards\ of\s*)?(?P=currency)?\s?(?P<m2>{digits}))?
        | (?P<p1>{number})(?:\s*%)?(?:{dash}(?P<p2>{number}))?\s*(?:%|percent\b|per\ cent\b)
        | spf\s?-?(?P<spf>\d+)\+?
        | (?P<overnight>overnight)\b
        | (?P<u1>(?:{number}(?:\s*\(\d+\))?|{article}))(?:,\ ?{number}(?=,?\ ?(?:{number}|or\b)))*
            (?P<mid>\s*{unit})?(?P<plus>\+)?
            (?:{dash}(?P<upwards>{more})?(?P<u2>{number}(?:\s*\(\d+\))?|an?\b))?(?P<plus2>\+)?
            \s*-?\s*(?P<unit>{unit}|(?<=\d)h\b)
            (?P<after>\s+or\s+(?:more|longer|less|fewer|two|so)\b|\s+plus\b)?(?P<old>(?:\s|-)+(?:old|of\ age)\b)?
        | (?P<c1>{number}(?:\s*\(\d+\))?|(?:a\ )?single\b)(?P<cplus>\+)?
            (?:{dash}(?P<upwards2>{more})?(?P<c2>{number}))?(?P<cplus2>\+)?
            (?P<cafter>\s+or\s+(?:more|fewer|less)\b)?(?![\w%]|\.\d)
        )""",
        re.VERBOSE,
    )


@cache
def _bounds() -> re.Pattern[str]:
    """The words that stand before a number and say how it is meant."""
    words = sorted((*_AT_MOST, *_AT_LEAST, *_ABOUT), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _hint() -> re.Pattern[str]:
    """Something every quantity holds; a sentence without it is passed over in a microsecond instead of forty."""
    numbers = [word for word in (*_WORDS, *_VAGUE) if len(word) > 2 and word not in _SPOKEN]
    units = [name for name in _UNITS if len(name) > 2 and name != "sec"]
    words = "|".join(map(re.escape, (*numbers, *units, *_PERIODS, *_SPOKEN_COUNTS)))
    return re.compile(rf"\d|½|\b(?:{words})|overnight")


def _number(words: str) -> tuple[float, float, bool]:
    """Low, high and looseness of one number as written."""
    words = re.sub(r"\s*\(\d+\)", "", words).strip()
    if words.endswith(" and a half"):
        low, high, loose = _number(words.removesuffix(" and a half"))
        return low + 0.5, high + 0.5, loose
    if words in _VAGUE:
        return (*_VAGUE[words], True)
    if words in _WORDS:
        return _WORDS[words], _WORDS[words], False
    tens = re.fullmatch(r"([a-z]+)[- ]([a-z]+)", words)
    if tens:
        value = _WORDS[tens[1]] + _WORDS[tens[2]]
        return value, value, False
    half = 0.5 if words.endswith("½") else 0.0
    digits = words.rstrip("½").replace(",", "")
    value = (float(digits) if digits else 0.0) + half
    return value, value, False


def _interval(first: str, second: str | None, scale1: float, scale2: float) -> tuple[float, float, bool]:
    """The interval from `first` to `second` (or of `first` alone) in base units."""
    low, high, loose = _number(first)
    low, high = low * scale1, high * scale1
    if second is not None:
        low2, high2, loose2 = _number(second)
        low, high, loose = min(low, low2 * scale2), max(high, high2 * scale2), loose or loose2
    return low, high, loose


def _scale(unit: str) -> float:
    unit = unit.strip()
    return _UNITS[unit] if unit in _UNITS else _UNITS[unit.removesuffix("s")]


def _read(match: re.Match[str]) -> Quantity:
    """The quantity of a match of the grammar."""
    part = match.groupdict()
    dimension, low, high, loose = _dimension(part)
    before = (part["before"] or "").strip()
    words = _bounds().findall(before) if before else []
    for word in words:
        if word in _AT_MOST:
            low = 0.0
        elif word in _AT_LEAST and not (word == "from" and high > low):
            high = math.inf
        elif word not in _EXACT_ABOUT:
            loose = True
    start = match.start("before") if words and not part["between"] else match.start()
    return Quantity(dimension, low, high, loose, start, match.end(), part["currency"] or "")


def _dimension(part: dict[str, str | None]) -> tuple[str, float, float, bool]:
    """Dimension and interval of a match, before the words in front of it are weighed."""
    if part["eunit"]:
        scale = _scale(part["eunit"])
        if part["every"]:
            return "frequency", 2 * scale, 2 * scale, False
        return "frequency", *_interval(part["e1"] or "one", part["e2"], scale, scale)
    if part["nunit"]:  # "twice a year" is every half year
        low, high, loose = _interval(part["n1"] or "one", part["n2"], 1.0, 1.0)
        scale = _scale(part["nunit"])
        return "frequency", scale / max(high, 0.01), scale / max(low, 0.01), loose
    if part["period"]:
        return "frequency", _PERIODS[part["period"]], _PERIODS[part["period"]], False
    if part["m1"]:
        scale = 1000.0 if part["k"] else 1.0
        return "money", *_interval(part["m1"], part["m2"], scale, 1.0)
    if part["p1"]:
        return "percent", *_interval(part["p1"], part["p2"], 1.0, 1.0)
    if part["spf"]:
        return "spf", float(part["spf"]), float(part["spf"]), False
    if part["overnight"]:
        return "time", 6.0, 12.0, True
    if part["u1"] and part["unit"]:
        scale = _scale(part["unit"])
        low, high, loose = _interval(part["u1"], part["u2"], _scale(part["mid"]) if part["mid"] else scale, scale)
        after = (part["after"] or "").split()
        if part["plus"] or part["plus2"] or part["upwards"] or after[-1:] in (["more"], ["longer"], ["plus"]):
            high = math.inf
        elif after[-1:] in (["less"], ["fewer"]):
            low = 0.0
        elif after[-1:] == ["two"]:
            high = 2 * scale
        loose = loose or after[-1:] == ["so"]
        if part["old"]:
            return "age", low / 8766.0, high / 8766.0, loose
        return "time", low, high, loose
    low, high, loose = _interval(part["c1"] or "one", part["c2"], 1.0, 1.0)
    if part["cplus"] or part["cplus2"] or part["upwards2"] or (part["cafter"] or "").endswith("more"):
        high = math.inf
    elif part["cafter"]:
        low = 0.0
    return "count", low, high, loose
