"""Quantities: every form of number that drafts use, as an interval."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.claims.quantities import Quantity, find, may_stand
from claimcheck.draft import normalise

HOUR, DAY, WEEK, MONTH, YEAR = 1.0, 24.0, 168.0, 730.5, 8766.0


def one(text: str) -> Quantity:
    """The only quantity of `text`."""
    found = list(find(normalise(text)))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "dimension", "low", "high"),
    [
        ("3-6 months", "time", 3 * MONTH, 6 * MONTH),
        ("3–6 months", "time", 3 * MONTH, 6 * MONTH),
        ("2‐3 weeks", "time", 2 * WEEK, 3 * WEEK),
        ("six to 10 days", "time", 6 * DAY, 10 * DAY),
        ("four (4) months", "time", 4 * MONTH, 4 * MONTH),
        ("24-48 hours", "time", 24, 48),
        ("24 hrs", "time", 24, 24),
        ("10mins", "time", 1 / 6, 1 / 6),
        ("a day or two", "time", DAY, 2 * DAY),
        ("one or two days", "time", DAY, 2 * DAY),
        ("a couple of days", "time", 2 * DAY, 3 * DAY),
        ("a few weeks", "time", 2 * WEEK, 6 * WEEK),
        ("several weeks", "time", 3 * WEEK, 10 * WEEK),
        ("upwards of two years", "time", 2 * YEAR, math.inf),
        ("at least six months", "time", 6 * MONTH, math.inf),
        ("up to five years", "time", 0, 5 * YEAR),
        ("as little as 20 minutes", "time", 1 / 3, math.inf),
        ("half an hour", "time", 0.5, 0.5),
        ("one and a half hours", "time", 1.5, 1.5),
        ("overnight", "time", 6, 12),
        ("a fortnight", "time", 2 * WEEK, 2 * WEEK),
        ("6+ months", "time", 6 * MONTH, math.inf),
        ("six months or more", "time", 6 * MONTH, math.inf),
        ("two weeks or less", "time", 0, 2 * WEEK),
        ("within one to three days", "time", 0, 3 * DAY),
        ("between 4 and 6 weeks", "time", 4 * WEEK, 6 * WEEK),
        ("anywhere from 1 to 3 years", "time", YEAR, 3 * YEAR),
        ("3-month", "time", 3 * MONTH, 3 * MONTH),
        ("twenty-four hours", "time", 24, 24),
        ("1 hour 30 minutes", "time", 1.5, 1.5),
        ("1hr 15mins", "time", 1.25, 1.25),
        ("one year and 6 months", "time", 1.5 * YEAR, 1.5 * YEAR),
        ("a year and a half", "time", 1.5 * YEAR, 1.5 * YEAR),
        ("an hour and a quarter", "time", 1.25, 1.25),
        ("three quarters of an hour", "time", 0.75, 0.75),
        ("1 1/2 hours", "time", 1.5, 1.5),
        ("30- to 60-minute", "time", 0.5, 1),
        ("six-to-eight weeks", "time", 6 * WEEK, 8 * WEEK),
        ("one to even three years", "time", YEAR, 3 * YEAR),
        ("two full weeks", "time", 2 * WEEK, 2 * WEEK),
        ("6 mths", "time", 6 * MONTH, 6 * MONTH),
        ("10 days max", "time", 0, 10 * DAY),
        ("max. 10 days", "time", 0, 10 * DAY),
        ("an hour or two", "time", 1, 2),
        ("twice a year", "frequency", 6 * MONTH, 6 * MONTH),
        ("semi-annually", "frequency", 6 * MONTH, 6 * MONTH),
        ("six-monthly", "frequency", 6 * MONTH, 6 * MONTH),
        ("4 to 6 weekly", "frequency", 4 * WEEK, 6 * WEEK),
        ("once every two weeks", "frequency", 2 * WEEK, 2 * WEEK),
        ("every second week", "frequency", 2 * WEEK, 2 * WEEK),
        ("every four (4) to six (6) weeks", "frequency", 4 * WEEK, 6 * WEEK),
        ("twice-weekly", "frequency", 84, 84),
        ("2-3x weekly", "frequency", 56, 84),
        ("three times daily", "frequency", 8, 8),
        ("every morning and evening", "frequency", 12, 12),
        ("each night", "frequency", 24, 24),
        ("at least twice a week", "frequency", 0, 84),
        ("up to three times a week", "frequency", 56, math.inf),
        ("no more than once a week", "frequency", WEEK, math.inf),
        ("3+ times a week", "frequency", 0, 56),
        ("every 4 to 6 weeks", "frequency", 4 * WEEK, 6 * WEEK),
        ("every other week", "frequency", 2 * WEEK, 2 * WEEK),
        ("three times a week", "frequency", 56, 56),
        ("once a month", "frequency", MONTH, MONTH),
        ("monthly", "frequency", MONTH, MONTH),
        ("20%-25%", "percent", 20, 25),
        ("90 percent", "percent", 90, 90),
        ("0.5%", "percent", 0.5, 0.5),
        ("$500 to $3,900", "money", 500, 3900),
        ("$2k", "money", 2000, 2000),
        ("£250-£300", "money", 250, 300),
        ("from $99", "money", 99, math.inf),
        ("as low as $79", "money", 79, math.inf),
        ("$99 and up", "money", 99, math.inf),
        ("£99+", "money", 99, math.inf),
        ("under $100", "money", 0, 100),
        ("between $300 and $600", "money", 300, 600),
        ("three hundred dollars", "money", 300, 300),
        ("450€", "money", 450, 450),
        ("$1.5k", "money", 1500, 1500),
        ("$2 million", "money", 2e6, 2e6),
        ("SPF 50+", "spf", 50, math.inf),
        ("factor 30 or higher", "spf", 30, math.inf),
        ("SPF 30-50", "spf", 30, 50),
        ("more than 20 years old", "age", 20, math.inf),
        ("18 years of age and older", "age", 18, math.inf),
        ("over the age of 18", "age", 18, math.inf),
        ("under-18s", "age", 0, 18),
        ("ages 25-35", "age", 25, 35),
        ("in your late thirties", "age", 37, 39),
        ("from her 40s", "age", 40, 49),
        ("0.5mm to 2.5 mm", "length", 0.5, 2.5),
        ("two inches", "length", 50.8, 50.8),
        (">4", "count", 4, math.inf),
        ("as many as six", "count", 0, 6),
        ("three to six", "count", 3, 6),
        ("a single", "count", 1, 1),
        ("1,500", "count", 1500, 1500),
        ("a hundred and fifty", "count", 150, 150),
        ("two hundred", "count", 200, 200),
        ("ten thousand", "count", 10_000, 10_000),
        ("half a dozen", "count", 6, 6),
        ("a handful of", "count", 3, 6),
        ("6+", "count", 6, math.inf),
        ("four or more", "count", 4, math.inf),
        ("four or fewer", "count", 0, 4),
        ("two to over six", "count", 2, math.inf),
    ],
)
def test_forms(text: str, dimension: str, low: float, high: float) -> None:
    quantity = one(text)
    assert quantity.dimension == dimension
    assert quantity.low == pytest.approx(low, rel=1e-3)
    assert quantity.high == pytest.approx(high, rel=1e-3)


@pytest.mark.parametrize("text", ["starts at $99", "prices start from $99", "Treatments begin at $99"])
def test_a_price_that_starts_somewhere_has_no_upper_bound(text: str) -> None:
    quantity = one(text)
    assert (quantity.low, quantity.high) == (99, math.inf)
    assert text[quantity.start : quantity.end] == "$99"


@pytest.mark.parametrize(
    "text",
    [
        "about six months",
        "around a week",
        "6 months or so",
        "a few days",
        "nearly two weeks",
        "just over a month",
        "biweekly",
        "three or so",
    ],
)
def test_loose_words_are_loose(text: str) -> None:
    assert one(text).loose


@pytest.mark.parametrize("text", ["Morpheus8", "vitamin B5", "co2", "x3", "the", ""])
def test_no_quantity(text: str) -> None:
    assert list(find(normalise(text))) == []


@pytest.mark.parametrize(
    ("one_text", "other_text", "overlap"),
    [
        ("three to six months", "four to six weeks", False),
        ("$500", "£20", True),
        ("$500", "$20", False),
        ("A$500", "$20", True),
        ("$500 AUD", "A$20", False),
        ("from $99", "$150", True),
        ("from $99", "$80", False),
        ("six", "seven", False),
        ("SPF 30+", "SPF 50", True),
        ("SPF 30", "SPF 50", False),
        ("around 90%", "80%", False),
        ("around 85%", "80%", True),
        ("at least twice a week", "daily", True),
        ("at most twice a week", "daily", False),
        ("3-6 months", "about 4 months", True),
        ("up to six", "more than two", True),
        ("10-20 minutes", "one or two days", False),
        ("a year", "12 months", True),
        ("four weeks", "a month", True),
        ("about six months", "four to six weeks", False),
        ("twice a year", "every 6 months", True),
    ],
)
def test_overlap(one_text: str, other_text: str, overlap: bool) -> None:
    first, second = one(one_text), one(other_text)
    assert first.overlaps(second) is overlap
    assert second.overlaps(first) is overlap


@given(
    st.integers(1, 400),
    st.integers(1, 400),
    st.sampled_from(["-", "–", " to ", " - "]),
    st.sampled_from(["days", "weeks"]),
)
def test_a_range_holds_both_its_ends(a: int, b: int, dash: str, unit: str) -> None:
    text = f"It takes {a}{dash}{b} {unit}."
    quantity = one(text)
    scale = DAY if unit == "days" else WEEK
    assert (quantity.low, quantity.high) == (min(a, b) * scale, max(a, b) * scale)
    assert text[quantity.start : quantity.end] == f"{a}{dash}{b} {unit}"


@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from(["days", "sessions", "%"]))
def test_bounds_hold_what_they_say(a: int, b: int, unit: str) -> None:
    exact, least, most = (one(f"{bound} {a} {unit}".strip()) for bound in ("", "at least", "up to"))
    other = one(f"{b} {unit}")
    assert exact.overlaps(least) and exact.overlaps(most) and least.overlaps(most)
    assert least.overlaps(other) or b < a
    assert most.overlaps(other) or b > a
    assert exact.overlaps(other) <= (least.overlaps(other) and most.overlaps(other))


@given(st.text(alphabet="0123456789 -–.,%$£€+>~½()aortweksdnhmiuspbvy", max_size=60))
def test_never_raises_and_never_overlaps(text: str) -> None:
    reach = 0
    for quantity in find(normalise(text)):
        assert reach <= quantity.start < quantity.end
        assert quantity.low <= quantity.high
        reach = quantity.end


PIECES = (
    "3|10|1,500|0.5|½|1½|2h|3mins|10percent|two|twenty-four|a|an|a few|several|half an|one|(4)|-|–|to|up to|or|and|"
    "times|every|per|each|a couple of|other|and a half|or more|hours|hrs|week|weeks|months|mo|year|yr|year-old|old|"
    "years of age|nights|fortnight|minutes|%|percent|per cent|$5|£250|€9|usd 20|2k|spf 50+|spf30|overnight|daily|"
    "monthly|once|twice|single|many|+|"
    "at least|up to|aged 18|40s|in your|early|mm|biweekly|half a dozen|thousand|k|factor"
).split("|")


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", "-", ", "])), max_size=7))
def test_a_quick_look_never_overlooks_a_quantity(pieces: list[tuple[str, str]]) -> None:
    norm = normalise("".join(word + joint for word, joint in pieces))
    for quantity in find(norm):
        assert may_stand(quantity.dimension, norm, 0, len(norm)), norm


@pytest.mark.parametrize(
    ("text", "dimension"), [("It lasts a while.", "time"), ("A dozen.", "money"), ("10 days", "percent")]
)
def test_a_quick_look_passes_over_plain_words(text: str, dimension: str) -> None:
    assert not may_stand(dimension, normalise(text), 0, len(text))
