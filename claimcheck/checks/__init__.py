"""Rule kinds: one module each with `check(rule, view) -> findings`; a new kind is one module and one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from claimcheck.checks import (
    arithmetic,
    attribute,
    confusion,
    english,
    frame,
    house,
    listing,
    phrase,
    requires,
    spelling,
    substitution,
    variants,
)
from claimcheck.checks.view import View
from claimcheck.findings import Finding
from claimcheck.rulepack import Rule

# Kinds that look at a draft's words themselves, and not only where one of the rule's terms may match.
UNPROMPTED = frozenset(("english", "frame", "house", "list", "spelling", "variants"))

# The kind whose rules are about comments that hide findings. They speak when all others have (see suppressions.py).
DIRECTIVE = "directive"

KINDS: Mapping[str, Callable[[Rule, View], Iterable[Finding]]] = {
    "arithmetic": arithmetic.check,
    "attribute": attribute.check,
    "confusion": confusion.check,
    "english": english.check,
    "frame": frame.check,
    "house": house.check,
    "list": listing.check,
    "phrase": phrase.check,
    "requires": requires.check,
    "spelling": spelling.check,
    "substitution": substitution.check,
    "variants": variants.check,
}
