"""spelling: corrupted words."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.checks.view import View
from claimcheck.findings import Finding
from claimcheck.rulepack import Rule


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every corrupted word."""
    yield from ()
