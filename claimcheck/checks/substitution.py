"""substitution: write this instead, with a fix."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.checks.view import View
from claimcheck.claims.page import Hit, longest
from claimcheck.findings import Finding, Suggestion
from claimcheck.rulepack import Rule
from claimcheck.terms import FILL

_GROUP = re.compile(r"\\(\d)")


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding, with its replacement, for every word to avoid."""
    roles = [role for role in view.page.roles(rule.id) if role.startswith("replace.")]
    for hit in longest(view.hits(rule, *roles)):
        if not view.is_written(rule, hit) or any(
            other.start <= hit.start and hit.end <= other.end for other in view.hits(rule, "unless")
        ):
            continue
        right, wrong = rule.data["replace"][hit.role.removeprefix("replace.")], view.draft.text[hit.start : hit.end]
        right = first_cased(_filled(view, hit, right), wrong) if "\\" in right else cased(right, wrong)
        yield view.finding(
            rule, hit.start, hit.end, suggestions=(Suggestion(right, "safe"),), words={"suggestion": right}
        )


def _filled(view: View, hit: Hit, right: str) -> str:
    r"""`right` with \1, \2 … filled with what the groups of the rule's pattern hold, as the draft writes it."""
    norm, text, masks = view.draft.norm, view.draft.text, view.page.knowledge.pack.masks
    for kind, start, end in hit.slots:  # the pattern was matched on text whose slots are masked
        norm = norm[:start] + masks[kind] + FILL * (end - start - 1) + norm[end:]
    match = re.compile(hit.pattern).match(norm, hit.start, view.page.sentences[hit.sentence].end)
    if match is None:  # a slot that stands twice is known at its first place only
        return text[hit.start : hit.end]
    slots = {match.re.groupindex.get(kind.replace("-", "_")) for kind in masks}
    groups = [number for number in range(match.re.groups + 1) if number not in slots]  # those its author wrote
    return _GROUP.sub(lambda group: text[slice(*match.span(groups[int(group[1])]))], right)


def cased(right: str, wrong: str) -> str:
    """`right` with the capitals of `wrong`: its first letter, or all of them."""
    return right.upper() if len(wrong) > 1 and wrong.isupper() else first_cased(right, wrong)


def first_cased(right: str, wrong: str) -> str:
    """`right` with the capital that `wrong` begins with."""
    return right[:1].upper() + right[1:] if wrong[:1].isupper() else right
