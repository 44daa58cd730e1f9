"""The grammar of quantities: units, the words for bounds, and the one pattern that finds them all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from claimcheck.claims.numerals import ARTICLE, DIGITS, HINT, NUMBER

_HOUR, _DAY, _WEEK, _MONTH, YEAR = 1.0, 24.0, 168.0, 730.5, 8766.0
_UNITS = {
    "second": _HOUR / 3600, "sec": _HOUR / 3600, "minute": _HOUR / 60, "min": _HOUR / 60, "hour": _HOUR, "hr": _HOUR,
    "day": _DAY, "night": _DAY, "week": _WEEK, "wk": _WEEK, "fortnight": 2 * _WEEK, "month": _MONTH, "mo": _MONTH,
    "mth": _MONTH, "year": YEAR, "yr": YEAR, "decade": 10 * YEAR, "h": _HOUR,
}  # fmt: skip
# Words for a frequency, as the shortest and longest time between: "biweekly" is twice a week or every two weeks.
PERIODS = {
    "daily": (_DAY, _DAY), "nightly": (_DAY, _DAY), "weekly": (_WEEK, _WEEK), "fortnightly": (2 * _WEEK, 2 * _WEEK),
    "monthly": (_MONTH, _MONTH), "quarterly": (3 * _MONTH, 3 * _MONTH), "yearly": (YEAR, YEAR),
    "annually": (YEAR, YEAR), "biannually": (YEAR / 2, 2 * YEAR), "semi-annually": (YEAR / 2, YEAR / 2),
    "biweekly": (_WEEK / 2, 2 * _WEEK), "bi-weekly": (_WEEK / 2, 2 * _WEEK),
    "bimonthly": (_MONTH / 2, 2 * _MONTH), "bi-monthly": (_MONTH / 2, 2 * _MONTH),
    "every morning and night": (12.0, 12.0), "every morning and evening": (12.0, 12.0),
    "every morning": (_DAY, _DAY), "every evening": (_DAY, _DAY), "each morning": (_DAY, _DAY),
    "each evening": (_DAY, _DAY), "each night": (_DAY, _DAY), "each day": (_DAY, _DAY),
    "morning and night": (12.0, 12.0), "morning and evening": (12.0, 12.0), "am and pm": (12.0, 12.0),
}  # fmt: skip
ORDINALS = {"other": 2.0, "second": 2.0, "third": 3.0, "fourth": 4.0}
LENGTHS = {"mm": 1.0, "millimetre": 1.0, "millimeter": 1.0, "millimetres": 1.0, "millimeters": 1.0, "cm": 10.0,
           "centimetre": 10.0, "centimeter": 10.0, "centimetres": 10.0, "centimeters": 10.0, "inch": 25.4,
           "inches": 25.4, "micron": 0.001, "microns": 0.001, "micrometres": 0.001, "micrometers": 0.001,
           "µm": 0.001, "μm": 0.001}  # fmt: skip
CURRENCIES = {"$": "$", "us$": "$", "usd": "$", "dollar": "$", "dollars": "$", "£": "£", "gbp": "£", "€": "€",
              "eur": "€", "euro": "€", "euros": "€", "a$": "a$", "au$": "a$", "aud": "a$",
              "c$": "c$", "ca$": "c$", "cad": "c$",
              "nz$": "nz$", "nzd": "nz$", "aed": "aed"}  # fmt: skip
AT_MOST = frozenset((
    "up to", "at most", "no more than", "not more than", "a maximum of", "maximum of", "maximum", "max.", "max",
    "less than", "under", "below", "fewer than", "as long as", "as many as", "as much as", "no longer than",
    "not longer than", "within", "in under", "not exceeding", "no later than", "shorter than"))  # fmt: skip
AT_LEAST = frozenset((
    "at least", "more than", "over", "upwards of", "upward of", "a minimum of", "minimum of", "minimum", "min.",
    "no less than", "no fewer than", "not less than", "from", "longer than", "as little as", "as few as", "as low as",
    "starting at", "starting from", "beyond", "above", "in excess of", "greater than", "well over", ">"))  # fmt: skip
_ABOUT = ("about", "approximately", "approx.", "approx", "around", "roughly", "nearly", "almost", "some", "close to",
          "an average of", "on average", "circa", "~", "just over", "just under", "a little over", "a little under",
          "slightly over", "slightly under", "a bit over", "little more than", "a little more than",
          "a little less than", "just about", "in the region of", "somewhere around")  # fmt: skip
EXACT = frozenset(("only", "just", "a mere", "merely"))  # these narrow nothing: "only 20 minutes" is 20 minutes
MORE = frozenset(("more", "longer", "higher", "above", "over", "up", "older", "plus", "upwards"))
LESS = frozenset(("less", "fewer", "under", "below", "shorter", "younger", "lower", "max", "maximum", "tops", "most"))


def scale(unit: str) -> float:
    """Hours of a unit of time, as written."""
    unit = unit.strip()
    return _UNITS[unit] if unit in _UNITS else _UNITS[unit.removesuffix("s")]


def _choice(words: Iterable[str]) -> str:
    """A pattern for one of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def bounds() -> re.Pattern[str]:
    """The words that stand before a number and say how it is meant."""
    return re.compile(_choice((*AT_MOST, *AT_LEAST, *_ABOUT, *EXACT)))


@cache
def hint() -> re.Pattern[str]:
    """Something every quantity holds; a sentence without it is passed over in a microsecond instead of forty."""
    units = [name for name in _UNITS if len(name) > 2 and name not in ("sec", "mth")]
    return re.compile(
        rf"[\d½¼¾]|\b(?:{HINT}|{_choice((*units, *PERIODS))})|overnight|(?:twent|thirt|fort|fift|sixt|sevent)ies"
    )


@cache
def marks(dimension: str) -> re.Pattern[str]:
    """What every quantity of a dimension holds."""
    units = "|".join(sorted({name[:3] for name in _UNITS if len(name) > 2} | {"hr", "wk", "mo", "yr", r"\dh"}))
    found = {
        "percent": r"%|per[ -]?cent|\bpct\b",
        "money": rf"[$£€]|{_choice([name for name in CURRENCIES if name.isalpha()])}",
        "spf": r"\bspf|factor",
        "age": r"\bold\b|of age\b|-old|\bage|\d0s\b|\d\ds\b|ties\b",
        "time": rf"overnight|\b(?:{units})|[\d½¼¾]\s?(?:{units})",
        "frequency": rf"\b(?:every|per|each|an?)\b|{_choice(PERIODS)}",
        "length": _choice(LENGTHS),
    }
    return re.compile(found.get(dimension, r"[\d½¼¾]|\b[a-z]"))


@cache
def pattern() -> re.Pattern[str]:
    """The grammar as one pattern; compiled on first use because start-up must not pay for it (10 ms)."""
    unit = rf"(?:{'|'.join(f'{name}s?' for name in sorted(_UNITS, key=len, reverse=True) if len(name) > 1)})(?![a-z])"
    number = rf"{NUMBER}(?:\s*\(\d+\))?"
    soft = r"even|maybe|perhaps|possibly|about|around|roughly|approximately"
    dash = rf"\s*(?:-\s*to\s*-?|[-/]|(?:to|or|and)(?:\s+(?:{soft}))?\b|up\ to|until|till|through)\s*"
    more = r"(?P<more>(?:upwards?\ of|more\ than|over|at\ least)\s*)?"
    whole = r"(?:-?\s*(?:full|whole|solid|short|working|business|calendar|consecutive|straight)\b)?"
    sign = r"(?:us|au|ca|nz|a|c)?\$|[£€]|(?:usd|gbp|eur|aud|cad|nzd|aed)\b"
    coin = r"€|(?:dollars?|euros?|usd|gbp|eur|aud|cad|nzd|aed)\b"
    large = rf"{DIGITS}(?:\ (?:thousand|million)\b|k\b)?"
    age = r"(?:1\d|[2-9]\d)"
    rate = rf"""(?:(?:an?|per|each|every)\s+(?:(?P<nevery>{DIGITS}|two|three|four|six|few)\s+)?(?P<nunit>{unit})
        |(?P<nperiod>daily|weekly|monthly|yearly|annually)\b)"""
    return re.compile(
        rf"""(?<![\w.$£€-])
        (?:(?P<floor>(?:start|begin)s?\ (?:at|from)\s+)(?=[\w$£€]))?
        (?:(?P<between>(?:between|from|any(?:where|thing)\ (?:from|between))\s+)
            (?=[^.;]{{1,40}}?\b(?:and|to)\b|\d+\ ?-))?
        (?P<before>(?:(?:{bounds().pattern})\s*)+)?
        (?:
          (?:once\s+)?(?:every|each|per)\s+
            (?:(?P<every>other|second|third|fourth)\s+|(?P<e1>{number})(?:{dash}(?P<e2>{number}))?\s*-?\s*)?
            (?P<eunit>{unit})(?!\s+(?:night|evening)\b)
        | (?P<period>{_choice(PERIODS)})\b
        | (?P<currency>{sign})\s?(?P<m1>{large})
            (?:{dash}(?P<mmore>(?:upwards\ of|over)\s*)?(?P=currency)?\s?(?P<m2>{large}))?
            (?:\s?(?P<money>{coin}))?
        | (?:spf(?:\ of)?|(?:sun\ protection\ )?factor(?:\ of)?)[\s-]?(?P<spf>\d+)(?:{dash}(?:spf\s?)?(?P<spf2>\d+))?
        | (?P<overnight>overnight)\b
        | (?:the\s+)?(?:aged?|ages)\s+(?:of\s+|between\s+|from\s+)?
            (?P<a1>{age})(?:{dash}(?P<a2>{age}))?(?:\ years(?:\ old|\ of\ age)?)?\b
        | -?(?P<a3>{age})s\b(?<=[a-z]\ ..s|[a-z]-..s)
        | (?:in|from|into)\s+(?:your|their|her|his|my|our)\s+(?:(?P<life>early|mid|late)[-\s]+)?
            (?P<decade>[2-9]0s|(?:twent|thirt|fort|fift|sixt|sevent)ies)\b
        | (?:(?P<article>{ARTICLE})|(?P<spoken>once|twice|thrice)\b
            |(?P<first>{number})(?:,\ ?{number}(?=,?\ ?(?:{number}|or\b)))*)
            (?:(?:(?P<mid>\s*{unit})(?(between)|(?!\ and\ {DIGITS}\s*-?(?:min|mo|mth)))|\s?(?:mm|cm|%))?
              (?P<plus>\+)?{dash}{more}(?P<last>{number}|an?\b|twice\b))?(?P<plus2>\+)?
            (?:
              (?(spoken)(?!))\s*{whole}\s*-?\s*(?P<unit>{unit}|(?<=\d)h\b)
              (?:(?:\ and)?\s*(?P<also>{DIGITS})\s*-?(?P<alsounit>min(?:ute)?s?|months?|mths?)(?![a-z])
                |\ and\ (?P<half>a\ half|a\ quarter))?
              (?P<old>(?:\s|-)+(?:old|of\ age)\b)?
            | (?(article)(?!)|(?:
                [\s-]*(?(spoken)(?:times|x)?|(?:times\b|x\b))[\s-]*{rate}
              | (?(spoken)(?!))\s*(?P<percent>%|percent\b|per[-\ ]cent\b|pct\b)
              | (?(spoken)(?!))\s?(?P<coin>{coin})
              | (?(spoken)(?!))[\s-]*(?P<dperiod>weekly|monthly|yearly)\b
              | (?(spoken)(?!))[\s-]*(?P<length>{_choice(LENGTHS)})(?![a-z])
              | (?(spoken)(?!))(?P<count>)(?![\w%]|\.\d)
            )))
        )
        (?P<after>\+|\s+plus\b(?=[\s,.]*(?:$|[,.)]|to\b|of\b))
            |\s+or\s+(?:more|longer|higher|above|over|older|two|so|thereabouts|less|fewer|under|below|shorter|younger)\b
            |\s+and\s+(?:up|upwards|above|over|older|under|younger)\b|\s+(?:max|maximum|tops|at(?:\ the)?\ most)\b)?
        """,
        re.VERBOSE,
    )
