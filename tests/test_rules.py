"""Every rule's own examples, and the house rules for rules."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

import claimcheck
from claimcheck import handbook
from claimcheck.claims.page import Knowledge
from claimcheck.exercise import cue_failures, failures
from claimcheck.nlp import spellings
from claimcheck.rulepack import Cue, Rule
from claimcheck.schema import CONFIDENCES, JURISDICTIONS
from claimcheck.terms import WORD

RULES = claimcheck.load_rules().pack.rules
CUES = [cue for cue in claimcheck.load_rules().pack.cues if cue.file.endswith("context.yaml")]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule: Rule, shipped: Knowledge) -> None:
    assert [(f.example, f.missed, f.unexpected) for f in failures(rule, shipped)] == []


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: f"{cue.type}-{cue.value}")
def test_cues_reach_what_their_examples_say(cue: Cue, shipped: Knowledge) -> None:
    assert cue.reaches and (cue.spares or not cue.pseudo)
    assert [(f.example, f.missed, f.unexpected) for f in cue_failures(cue, shipped)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_why_and_what_to_do(rule: Rule) -> None:
    assert rule.why and rule.advice


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.category == "claim"], ids=lambda rule: rule.id)
def test_a_risky_claim_cites_a_source(rule: Rule) -> None:
    assert all(reference.url.startswith("https://") or reference.section for reference in rule.references)
    assert rule.references


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.id.partition("/")[0] in JURISDICTIONS], ids=lambda rule: rule.id
)
def test_a_market_rule_has_its_law_a_date_and_an_accepted_wording(rule: Rule, shipped: Knowledge) -> None:
    assert any(law.title and law.section and law.url.startswith(("https://", "http://")) for law in rule.references)
    read = {market.code: market.read for market in shipped.pack.markets}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", read[code]) for code in rule.jurisdictions)
    assert rule.suggestion, "an accepted wording, or none"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_how_sure_it_is(rule: Rule) -> None:
    assert rule.data["confidence"] in CONFIDENCES


def test_every_market_says_what_is_covered_and_what_is_not(shipped: Knowledge) -> None:
    assert {market.code for market in shipped.pack.markets} == set(JURISDICTIONS)
    index = handbook.index(shipped.pack.rules, shipped.pack.markets)
    for market in shipped.pack.markets:
        if any(rule.id.startswith(f"{market.code}/") for rule in RULES):
            section = index.partition(f"\n## {market.code}\n")[2].partition("\n### ")[0]
            assert market.name in section and "No legal advice" in section
            assert all(line in section for line in (*market.covered, *market.not_covered))


def test_no_term_must_be_tried_on_every_sentence(shipped: Knowledge) -> None:
    rows = shipped.pack.rows
    assert [(rows[at].rule, rows[at].source) for at in shipped.index.loose] == []


PAIN = """kind: attribute
attribute: pain
message: "“{text}” contradicts “{other}”."
values: {none: [painless], some: [painful]}
conflicts: [[none, some]]
examples:
  bad: ["It is [[quick]].", "It is [[painless]] and quick. Later it is [[painful]]."]
  good: ["It is painless. It is painful.", "It is painless."]
"""


def test_a_failing_example_is_reported_with_what_was_missed_and_unexpected(pack: Callable[..., Knowledge]) -> None:
    knowledge = pack({"own/pain": PAIN}, lexicon=False)
    (rule,) = knowledge.pack.rules
    first, second = failures(rule, knowledge)
    assert (first.rule, first.file) == ("own/pain", rule.file)
    assert (first.example, first.missed, first.unexpected) == ("It is [[quick]].", ("quick",), ())
    assert (second.example, second.missed) == ("It is painless. It is painful.", ())
    assert second.unexpected == ("painless", "painful")


def test_every_name_holds_a_word_that_the_cheap_look_knows(shipped: Knowledge) -> None:
    written = {form for entry in shipped.pack.entries for name in entry.names for form in spellings(name.lower())}
    assert not [form for form in written if shipped.name_words.isdisjoint(WORD.findall(form))]


def test_a_draft_that_names_nothing_and_says_nothing_never_starts_spacy(
    shipped: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Knowledge, "read", property(lambda _: pytest.fail("spaCy was started")))
    plain = (
        "# A morning in the garden\n\nThe kettle sings, the window is open and somebody laughs in the street below.\n"
        "We walk to the market, buy bread and come home the long way round.\n"
    )
    assert claimcheck.check(plain, Knowledge(shipped.pack)) == []
