"""A rule that has everything a page about it can show, for the tests of what is told about rules."""

from __future__ import annotations

from claimcheck.findings import Reference, Severity
from claimcheck.rulepack import Rule

RULE = Rule(
    id="house/pain",
    kind="attribute",
    category="conflict",
    severity=Severity.ERROR,
    confidence="high",
    message="“{text}” contradicts “{other}” (line {other_line}).",
    data={"reconcile": "nearly painless"},
    bad=("It is [[painless]].\n\n- It [[hurts]].", "[[Painless]], but it [[stings]]."),
    good=("It is *painless*.", "It stings."),
    why="Readers complain.",
    advice="Say it one way, not as “{text}”.",
    references=(Reference("A guide", "https://example.org/guide", "3.1"), Reference("A law")),
    file="house/pain.yaml",
)
