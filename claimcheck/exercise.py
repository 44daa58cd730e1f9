"""Exercise: a rule's own examples, run as its tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimcheck import engine
from claimcheck.claims.page import Knowledge
from claimcheck.formats import text
from claimcheck.rulepack import MARK, Rule


@dataclass(frozen=True, slots=True)
class Failure:
    """One example that does not hold: the marked text, what the rule missed, and what it reported unexpectedly."""

    rule: str
    file: str
    example: str
    missed: tuple[str, ...]
    unexpected: tuple[str, ...]


def unmark(example: str) -> tuple[str, set[tuple[int, int]]]:
    """The example without its [[ ]] and the ranges that they marked."""
    plain, marks, opened, at = "", set(), 0, 0
    for match in MARK.finditer(example):
        plain += example[at : match.start()]
        at = match.end()
        if match[0] == "[[":
            opened = len(plain)
        else:
            marks.add((opened, len(plain)))
    return plain + example[at:], marks


def failures(rule: Rule, knowledge: Knowledge) -> Iterator[Failure]:
    """The examples of `rule` whose findings are not exactly the marked places."""
    alone = Knowledge(replace(knowledge.pack, rules=(rule,)))
    if "read" in knowledge.__dict__:  # lexicon and cues are the same: spaCy need not learn them again
        alone.__dict__["read"] = knowledge.read
    for example in (*rule.bad, *rule.good):
        plain, wanted = unmark(example)
        findings = engine.check(text.parse("example.txt", plain), alone)
        found = {(place.start, place.end) for finding in findings for place in finding.places}
        if found != wanted:
            missed = tuple(plain[start:end] for start, end in sorted(wanted - found))
            unexpected = tuple(plain[start:end] for start, end in sorted(found - wanted))
            yield Failure(rule.id, rule.file, example, missed, unexpected)
