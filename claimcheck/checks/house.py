"""house: the wordings that the dictionary in the configuration avoids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from claimcheck.checks.forms import in_address
from claimcheck.checks.substitution import cased
from claimcheck.checks.view import View
from claimcheck.draft import normalise
from claimcheck.findings import Finding, Severity, Suggestion
from claimcheck.rulepack import Rule

ID = "house/terms"
_BEFORE, _AFTER = r"(?<![\w'])(?<!\w-)", r"(?P<ending>s|'s)?(?!\w|-\w|'\w)"


def house_rule(terms: Mapping[str, Sequence[str]], file: str = "") -> Rule:
    """The rule that holds a draft to a dictionary of `terms`: preferred wording → wordings to avoid."""
    avoid = {wrong: preferred for preferred, several in terms.items() for wrong in several}
    return Rule(
        ID,
        "house",
        "terminology",
        Severity.parse("warning"),
        "high",
        "“{text}” is not the house style; write “{suggestion}”.",
        {"avoid": avoid},
        (),
        (),
        why="Your configuration lists this wording as one to avoid.",
        advice="Write “{suggestion}” ({count}× in this draft), or change “terms” in the configuration.",
        file=file,
    )


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every wording of the dictionary that is to be avoided."""
    yield from avoided(rule, view, rule.data["avoid"])


def avoided(
    rule: Rule, view: View, avoid: Mapping[str, str], about: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """One finding for every wording to `avoid` (with the preferred one), at its first place, all others beside it."""
    norm, text = view.draft.norm, view.draft.text
    for wrong, preferred in avoid.items():
        words = re.split(r"[\s-]+", normalise(wrong).strip())
        if words[0] not in norm:
            continue
        glue = "-" if "-" in wrong else r"\s+"  # here a hyphen and a space are two wordings
        found = [
            match
            for match in re.finditer(_BEFORE + glue.join(map(re.escape, words)) + _AFTER, norm)
            if _is_meant(
                text[match.start() : match.start("ending") if match["ending"] else match.end()], wrong, preferred
            )
            and not in_address(norm, match.start(), match.end())
            and wrong + (match["ending"] or "#") not in avoid
        ]
        if not found:
            continue
        first, *rest = ((match.start(), match.end(), match["ending"] or "") for match in found)
        start, end, ending = first
        fixed = cased(preferred + ending, text[start:end]) if preferred.islower() else preferred + ending
        related = [view.place(start, end, "also spelled so") for start, end, _ in rest]
        told = {**(about or {}), "suggestion": fixed, "count": str(len(found))}
        yield view.finding(rule, start, end, related, (Suggestion(fixed, "safe"),), told)


def _is_meant(written: str, wrong: str, preferred: str) -> bool:
    """Whether `written` is the wording to avoid: where only capitals tell the two apart, they count."""
    if wrong.lower() != preferred.lower():
        return True
    return " ".join(written.split()) == wrong
