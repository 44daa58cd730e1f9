"""The check arithmetic: figures of one passage that do not add up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import claimcheck
from claimcheck.claims.page import Knowledge
from claimcheck.rulepack import RulePackError

Pack = Callable[..., Knowledge]
RULE = """kind: arithmetic
message: "“{text}” against “{other}” (line {other_line})"
within: WITHIN
figures:
  part: {read: first, terms: ["{count} of {count} liked"]}
  group: {read: sum, terms: ["{count} {women|guests} came", "{count} women and {count} men came"]}
shield: ["{count} guests came late"]
wrong: [part, exceeds, group]
examples: {bad: ["[[x]]"], good: [y]}
"""
SHARE = """kind: arithmetic
message: "“{text}”"
tolerance: 5
figures:
  share: {read: share, terms: ['/{count} of {count} guests .{percent}/']}
  said: {read: percent, terms: ['/{count} of {count} guests .{percent}/']}
wrong: [share, differs from, said]
examples: {bad: ["[[x]]"], good: [y]}
"""
RATE = """kind: arithmetic
message: "“{text}” against “{other}”"
within: draft
tolerance: 100
figures:
  sold: {read: rate, terms: ["sell {count} {frequency}", "sell {count} {time}"]}
wrong: [sold, differs from, sold]
examples: {bad: ["[[x]]"], good: [y]}
"""


def found(pack: Pack, rule: str, text: str) -> list[list[str]]:
    """The words of every place of every finding."""
    findings = claimcheck.check(text, pack({"own/rule": rule}), "a.txt")
    return [[place.text for place in finding.places] for finding in findings]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("30 women came. Of those, 45 of 50 liked it.", [["45 of 50 liked", "30 women came"]]),
        ("Fifty women came. 45 of 50 liked it.", []),
        ("30 women and 20 men came. 45 of 50 liked it.", []),
        ("20 women and ten men came. 45 of 50 liked it.", [["45 of 50 liked", "20 women and ten men came"]]),
        ("30 women came. 50 guests came. 45 of 50 liked it.", []),
        ("At least 30 women came. 45 of 50 liked it.", []),
        ("About 30 women came. 45 of 50 liked it.", []),
        ("45 of 50 liked it.", []),
        ("30 guests came late. 45 of 50 liked it.", []),
        ("If 30 women came, fine. Did 45 of 50 like it? 45 of 50 liked it.", []),
        ("30 women came.\n\n45 of 50 liked it.", []),
    ],
)
def test_a_part_is_no_more_than_the_whole(pack: Pack, text: str, places: list[list[str]]) -> None:
    assert found(pack, RULE.replace("WITHIN", "paragraph"), text) == places


def test_figures_are_compared_as_near_as_the_rule_says(pack: Pack) -> None:
    assert not found(pack, RULE.replace("WITHIN", "sentence"), "30 women came. Of those, 45 of 50 liked it.")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("45 of 50 guests (75%) agreed.", True),
        ("45 of 50 guests (90%) agreed.", False),
        ("2 of 3 guests (67%) agreed.", False),
        ("45 of 50 guests (90%) and 3 of 4 guests (75%) agreed.", False),
        ("3 of 0 guests (75%) agreed.", False),
    ],
)
def test_a_share_is_its_percentage(pack: Pack, text: str, wrong: bool) -> None:
    assert bool(found(pack, SHARE, text)) is wrong


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("We sell one every ten minutes. We sell 50,000 a day.", 1),
        ("We sell one every ten minutes. We sell 50,000 a year.", 0),
        ("We sell one every ten minutes. We sell over 5,000 a year.", 0),
        ("We sell one every ten minutes.", 0),
    ],
)
def test_two_rates_come_to_the_same_and_are_told_once(pack: Pack, text: str, findings: int) -> None:
    assert len(found(pack, RATE, text)) == findings


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("[part, exceeds, hole]", "“hole” is not among the figures: part, group."),
        ("[part, beats, group]", "“beats” is no relation: write “exceeds” or “differs from”."),
    ],
)
def test_a_relation_names_figures_and_is_known(pack: Pack, wrong: str, sentence: str) -> None:
    rule = RULE.replace("WITHIN", "paragraph").replace("[part, exceeds, group]", wrong)
    with pytest.raises(RulePackError) as error:
        pack({"own/rule": rule})
    assert sentence in str(error.value)
