"""The pairs of confused words that come with the program: each is shown at work, and there are enough of them."""

from __future__ import annotations

import re

import pytest

import claimcheck
from claimcheck.rulepack import Rule

RULES = [rule for rule in claimcheck.load_rules().pack.rules if rule.kind == "confusion"]


def test_there_are_hundreds_of_pairs() -> None:
    assert len({(pair["wrong"], pair["right"]) for rule in RULES for pair in rule.data["pairs"]}) >= 600


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_pair_is_shown_in_an_example(rule: Rule) -> None:
    shown = {mark.lower() for example in rule.bad for mark in re.findall(r"\[\[(.+?)\]\]", example)}
    assert [pair["wrong"] for pair in rule.data["pairs"] if pair["wrong"] not in shown] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_pair_sends_the_reader_back_and_forth(rule: Rule) -> None:
    assert [pair for pair in rule.data["pairs"] if pair["wrong"] == pair["right"]] == []
