"""Numerals: numbers as drafts write them, in digits or words, and what they are worth."""

from __future__ import annotations

import math
import re

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORTH = (
    {word: float(at) for at, word in enumerate(("zero", *_ONES, *_TEENS))}
    | {word: 10.0 * at for at, word in enumerate(_TENS, 2)}
    | {"a": 1.0, "an": 1.0, "single": 1.0, "once": 1.0, "twice": 2.0, "thrice": 3.0, "couple": 2.0, "pair": 2.0}
)
_MAGNITUDES = {"hundred": 100.0, "thousand": 1e3, "k": 1e3, "million": 1e6, "billion": 1e9}
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
# Words for a small number nobody counted; the bounds are generous, because the writer's are.
_VAGUE = {"a couple of": (2.0, 3.0), "a couple": (2.0, 3.0), "couple of": (2.0, 3.0), "a pair of": (2.0, 2.0),
          "a few": (2.0, 6.0), "few": (2.0, 6.0), "a handful of": (3.0, 6.0), "several": (3.0, 10.0),
          "half a dozen": (6.0, 6.0), "a dozen": (12.0, 12.0), "dozen": (12.0, 12.0), "a number of": (2.0, 20.0),
          "many": (4.0, math.inf), "multiple": (2.0, math.inf), "numerous": (4.0, math.inf),
          "dozens of": (24.0, math.inf), "hundreds of": (200.0, math.inf), "thousands of": (2000.0, math.inf),
          "tens of": (20.0, math.inf)}  # fmt: skip
_PARTS = {"half a": 0.5, "half an": 0.5, "quarter of an": 0.25, "quarter of a": 0.25, "three quarters of an": 0.75,
          "three-quarters of an": 0.75, "three quarters of a": 0.75}  # fmt: skip

# Patterns, for verbose regular expressions.
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\ [13]/[24](?!\d)|\d+(?:\.\d+)?[½¼¾]?|\.\d+|[½¼¾])"
_UNIT = rf"(?:(?:{'|'.join(_TENS)})(?:[-\ ](?:{'|'.join(_ONES)}))?|zero|{'|'.join((*_TEENS, *reversed(_ONES)))})"
_SPELLED = (
    rf"(?:(?:(?:{_UNIT}|a)\ )?hundred(?:\ (?:and\ )?{_UNIT})?(?:\ thousand)?"
    rf"|(?:{_UNIT}|a)\ (?:thousand|million)|(?:a\ )?single|{_UNIT})"
)
_FREE = "|".join(word.replace(" ", r"\ ") for word in sorted(_VAGUE, key=len, reverse=True))
NUMBER = (
    rf"(?:(?:{DIGITS}(?:\ ?(?:hundred|thousand|million|billion)\b|k\b)?|(?:{_FREE}|{_SPELLED})\b)"
    r"(?:\ and\ a\ half\b)?)"
)
# Of a unit: "half an hour", "a year".
ARTICLE = r"(?:half\ an?|(?:a\ )?quarter\ of\ an?|three[-\ ]quarters\ of\ an?|an?)\b"
HINT = "|".join(
    (*_ONES, *_TEENS, *_TENS, *(word for word in _MAGNITUDES if len(word) > 1), "couple", "few", "several", "dozen",
     "handful", "pair of", "many", "multiple", "numerous", "a number of", "tens of", "single", "once", "twice",
     "thrice", "half an?", "quarter")
)  # fmt: skip
_BRACKETED = re.compile(r"\s*\(\d+\)")
_SPLIT = re.compile(r"[\s-]+")


def worth(words: str) -> tuple[float, float, bool]:
    """Low, high and looseness of one number as written; `words` must match NUMBER or ARTICLE."""
    words = _BRACKETED.sub("", words).strip()
    if words.endswith(" and a half"):
        low, high, loose = worth(words.removesuffix(" and a half"))
        return low + 0.5, high + 0.5, loose
    if words in _VAGUE:
        low, high = _VAGUE[words]
        return low, high, low != high
    part = _PARTS.get(words.removeprefix("a "))
    value = part if part is not None else _sum(words)
    return value, value, False


def _sum(words: str) -> float:
    """The worth of digits and number words: "2 thousand", "a hundred and fifty", "1 1/2"."""
    total = current = 0.0
    for word in _SPLIT.split(re.sub(r"(?<=\d)(?=[a-z])", " ", words)):
        if word in _MAGNITUDES:
            current = max(current, 1.0) * _MAGNITUDES[word]
            if current >= 1000:
                total, current = total + current, 0.0
        elif word in _WORTH:
            current += _WORTH[word] if word not in ("a", "an", "single") or not current else 0.0
        elif "/" in word:
            top, bottom = word.split("/")
            current += float(top) / float(bottom)
        elif word != "and":
            current += _digits(word)
    return total + current


def _digits(word: str) -> float:
    fraction = _FRACTIONS.get(word[-1], 0.0)
    whole = word.rstrip("".join(_FRACTIONS)).replace(",", "")
    return (float(whole) if whole else 0.0) + fraction
