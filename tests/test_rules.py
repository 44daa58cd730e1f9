"""Every rule's own examples, and the house rules for rules."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.claims.page import Knowledge
from claimcheck.exercise import failures
from claimcheck.rulepack import Rule

RULES = claimcheck.load_rules().pack.rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule: Rule, shipped: Knowledge) -> None:
    assert [(f.example, f.missed, f.unexpected) for f in failures(rule, shipped)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_why_and_what_to_do(rule: Rule) -> None:
    assert rule.why and rule.advice


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.category == "claim"], ids=lambda rule: rule.id)
def test_a_risky_claim_cites_a_source(rule: Rule) -> None:
    assert all(reference.url.startswith("https://") or reference.section for reference in rule.references)
    assert rule.references


def test_no_term_must_be_tried_on_every_sentence(shipped: Knowledge) -> None:
    assert [shipped.pack.rows[number][:3] for number in shipped.pack.loose] == []


def test_a_failing_example_is_reported_with_what_was_missed_and_unexpected(shipped: Knowledge) -> None:
    rule = shipped.pack.by_id["consistency/pain"]
    changed = Rule(**{slot: getattr(rule, slot) for slot in rule.__slots__} | {
        "bad": ("It is [[quick]].",), "good": ("It is painless. It is painful.",)})  # fmt: skip
    first, second = failures(changed, shipped)
    assert first.missed == ("quick",) and first.unexpected == ()
    assert second.missed == () and set(second.unexpected) == {"painless", "painful"}
