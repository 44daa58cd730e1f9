"""Engine: which rules run on a draft (market, day, what is advertised), and one finding for one passage."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from claimcheck import engine, formats
from claimcheck.claims.page import Knowledge
from claimcheck.engine import Examined
from claimcheck.findings import Finding, Severity
from claimcheck.rulepack import RulePackError

Pack = Callable[..., Knowledge]

_RULE = """
kind: phrase
message: "“{{text}}” will be challenged."
why: Somebody objects.
severity: {severity}
confidence: {confidence}
references: [{{title: "{law}", section: "1"}}]
terms: ["{terms}"]
{more}
examples: {{bad: ["[[x]]"], good: ["y"]}}
"""


def rule(terms: str, law: str = "Law", severity: str = "warning", confidence: str = "medium", more: str = "") -> str:
    """A phrase rule with one term."""
    return _RULE.format(terms=terms, law=law, severity=severity, confidence=confidence, more=more)


def examine(knowledge: Knowledge, text: str, path: str = "a.md", product_type: str = "") -> Examined:
    """What the engine makes of a text."""
    return engine.examine(formats.parse(path, text), knowledge, product_type)


def found(knowledge: Knowledge, text: str, product_type: str = "") -> list[str]:
    """The rules that report something in a text."""
    return [finding.rule for finding in examine(knowledge, text, product_type=product_type).findings]


# Markets


def test_a_rule_in_a_market_folder_holds_in_that_market(pack: Pack) -> None:
    both = rule("gem", more="jurisdictions: [uk, eu]")
    knowledge = pack({"us/a": rule("wonder"), "house/b": rule("marvel"), "uk/c": both})
    markets = {one.id: one.jurisdictions for one in knowledge.pack.rules}
    assert markets == {"us/a": ("us",), "house/b": (), "uk/c": ("uk", "eu")}


def test_a_rule_in_the_folder_of_another_market_is_refused(pack: Pack) -> None:
    with pytest.raises(RulePackError, match=r"us/a\.yaml:\d+: The rule stands in the folder of the market “us”"):
        pack({"us/a": rule("wonder", more="jurisdictions: [uk]")})


def test_a_rule_that_ends_before_it_begins_is_refused(pack: Pack) -> None:
    with pytest.raises(RulePackError, match="never in force"):
        pack({"us/a": rule("wonder", more="valid_from: 2026-01-02\nvalid_until: 2026-01-01")})


# What is advertised


APPLIES = {
    "us/cream": rule("wonder", more="applies_to: [cosmetic]"),
    "us/visit": rule("marvel", more="applies_to: [treatment, device]"),
    "us/every": rule("gem"),
}
WORDS = "A wonder.\n\nA marvel.\n\nA gem.\n"


@pytest.mark.parametrize(
    ("before", "kind", "rules"),
    [
        ("", "", ["us/cream", "us/visit", "us/every"]),  # nobody can tell: every rule
        ("# Our night cream\n\n", "cosmetic", ["us/cream", "us/every"]),
        ("# Chemical peel\n\nUse sunscreen and a moisturiser.\n\n", "treatment", ["us/visit", "us/every"]),
        ("# Welcome\n\n## Our serum\n\n## Our cleanser\n\nNo peel.\n\n", "cosmetic", ["us/cream", "us/every"]),
        ("# Welcome\n\nA serum or a peel?\n\n", "", ["us/cream", "us/visit", "us/every"]),
        ("# Collagen drink\n\n", "supplement", ["us/every"]),
        ("# An LED face mask for home\n\n", "device", ["us/visit", "us/every"]),
        ("A filler-like balm.\n\n", "", ["us/cream", "us/visit", "us/every"]),  # a comparison, perhaps
        ("---\ntitle: The glow serum\n---\n\n", "cosmetic", ["us/cream", "us/every"]),
    ],
)
def test_what_is_advertised_is_told_from_the_headings(pack: Pack, before: str, kind: str, rules: list[str]) -> None:
    examined = examine(pack(APPLIES), before + WORDS)
    assert (examined.product_type, [one.rule for one in examined.findings]) == (kind, rules)


def test_what_is_advertised_may_be_said(pack: Pack) -> None:
    knowledge = pack(APPLIES)
    assert found(knowledge, "# Chemical peel\n\n" + WORDS, "cosmetic") == ["us/cream", "us/every"]
    for written, understood in (("device", "device"), ("Device", "device"), ("boat", "")):
        draft = formats.parse("a.md", f"---\nproduct_type: {written}\n---\n{WORDS}")
        assert draft.product_type == understood


# One passage, one finding


def one(knowledge: Knowledge, text: str) -> Finding:
    """The only finding in a text."""
    (finding,) = examine(knowledge, text).findings
    return finding


def test_a_passage_challenged_in_several_markets_is_one_finding(pack: Pack) -> None:
    rules = {
        "uk/a": rule("heal eczema", "CAP Code"),
        "us/b": rule("heal eczema", "FD&C Act"),
        "ca/c": rule("heal", "Food and Drugs Act"),
        "evidence/d": rule("heal eczema", "CAP Code"),
    }
    finding = one(pack(rules), "The balm heals eczema.")
    assert (finding.rule, finding.jurisdictions) == ("us/b", ("us", "uk", "ca"))
    assert [reference.title for reference in finding.references] == ["FD&C Act", "CAP Code", "Food and Drugs Act"]
    assert finding.also == ("uk/a", "evidence/d", "ca/c")
    assert finding.location.text == "heals eczema"


def test_the_most_severe_speaks_for_the_others(pack: Pack) -> None:
    rules = {"us/a": rule("heal eczema at night"), "uk/b": rule("heal eczema", severity="error", confidence="high")}
    finding = one(pack(rules), "It heals eczema at night.")
    assert (finding.rule, finding.severity, finding.jurisdictions) == ("uk/b", Severity.ERROR, ("us", "uk"))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("It heals eczema. It is clinically proven.", ["us/a", "us/b"]),
        ("It heals eczema. It heals eczema.", ["us/a", "us/a"]),  # the same words at two places
        ("It is clinically proven to heal eczema.", ["us/b", "us/a"]),  # neighbours that share a word
    ],
)
def test_other_passages_stay_apart(pack: Pack, text: str, rules: list[str]) -> None:
    terms = {"us/a": rule("heal eczema"), "us/b": rule("clinically proven {to heal}?")}
    assert found(pack(terms), text) == rules


def test_a_language_finding_is_never_merged_with_a_claim(pack: Pack) -> None:
    rules = {"us/a": rule("heal eczema"), "language/b": rule("heal eczema", more="category: grammar")}
    assert sorted(found(pack(rules), "It heals eczema.")) == ["language/b", "us/a"]


def test_the_order_of_the_rules_decides_nothing(pack: Pack) -> None:
    rules = {f"{market}/a": rule("heal eczema", market) for market in ("au", "ca", "eu", "uk", "us")}
    knowledge = pack(rules)
    turned = Knowledge(replace(knowledge.pack, rules=knowledge.pack.rules[::-1]))
    assert examine(knowledge, "It heals eczema.") == examine(turned, "It heals eczema.")
    assert one(turned, "It heals eczema.").jurisdictions == ("us", "uk", "eu", "ca", "au")


def test_merging_keeps_every_challenged_word_of_the_shipped_rules(shipped: Knowledge) -> None:
    text = "This serum cures acne and is clinically proven. Permanent results, guaranteed."
    findings = engine.check(formats.parse("a.txt", text), shipped)
    marked = {word for finding in findings for word in re.findall(r"\w+", finding.location.text.lower())}
    assert {"cures", "acne", "proven", "permanent", "guaranteed"} <= marked
