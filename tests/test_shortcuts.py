"""Shortcuts: what is skipped for speed would have found nothing.

The engine looks before it reads: words before patterns, cheap patterns before dear ones, numbers before quantities.
Here it reads everything, and must find the same.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import claimcheck
from claimcheck.claims.page import Knowledge, Page
from claimcheck.exercise import unmark
from claimcheck.findings import Finding
from claimcheck.formats import text
from claimcheck.nlp import spellings
from claimcheck.scan import WHOLE, Key, Scan, Sentence, TermIndex, candidates

CORPUS = Path(__file__).parents[1] / "corpus"
SIZE = 12  # examples a draft


def everywhere(norm: str, spans: Sequence[Sentence], index: TermIndex) -> Scan:
    """Every term of every rule as a candidate in every sentence."""
    found: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(index.pack.rows):
        found[row.rule, row.role] += [(WHOLE, number)] if row.swift else [(at, number) for at in range(len(spans))]
    return replace(candidates(norm, spans, index), places=found)


class Anything(frozenset[str]):
    """A set that something of every text is in."""

    def isdisjoint(self, _: object) -> bool:
        return False


def without_shortcuts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the engine try everything."""
    monkeypatch.setattr(Knowledge, "name_words", Anything())
    monkeypatch.setattr("claimcheck.claims.page.candidates", everywhere)
    for name in (
        "claims.page.Page._could_fill",
        "claims.quantities.may_stand",
        "checks.attribute._can_conflict",
        "checks.variants._is_mixed",
    ):
        monkeypatch.setattr(f"claimcheck.{name}", lambda *_: True)
    monkeypatch.setattr("claimcheck.checks.spelling.suspects", lambda *_: {""})  # which stands in every block


def drafts(shipped: Knowledge, count: int) -> list[str]:
    """Our annotated drafts, and drafts made of the rules' examples in a random order."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    chance = random.Random(3)
    examples = [unmark(example)[0] for rule in shipped.pack.rules for example in (*rule.bad, *rule.good)]
    return texts + ["\n\n".join(chance.sample(examples, SIZE)) for _ in range(count)]


def test_no_shortcut_changes_a_finding(shipped: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = drafts(shipped, 4)
    quick = [claimcheck.check(source, shipped) for source in texts]
    without_shortcuts(monkeypatch)
    patient = Knowledge(shipped.pack)
    for source, wanted in zip(texts, quick, strict=True):
        found = claimcheck.check(source, patient)
        assert differences(found, wanted) == []


def test_a_quick_look_never_overlooks_a_name(shipped: Knowledge) -> None:
    overlooked = []
    for entry in shipped.pack.entries:
        for name in (form for written in entry.names for form in spellings(written.lower())):
            for source in (name.upper(), f"the {name}’s", f"“{name}”/x"):
                page = Page(text.parse("a.txt", source), shipped)
                named = any(mention.label.startswith("e") for mention in page.tokens.mentions)
                if named and not page.entities:
                    overlooked.append(source)
    assert overlooked == []


def differences(one: Sequence[Finding], other: Sequence[Finding]) -> list[tuple[str, str, list[str]]]:
    """Rule, words and related words of the findings that only one side has."""
    return [
        (finding.rule, finding.location.text, [place.text for place in finding.related])
        for finding in (*one, *other)
        if (finding in one) != (finding in other)
    ]
