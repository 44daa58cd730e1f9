"""english: the spelling of the other English in a draft of which it is said which it is in."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.checks.house import avoided
from claimcheck.checks.view import View
from claimcheck.findings import Finding
from claimcheck.rulepack import Rule


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every word of the other English, at its first place, with all others beside it."""
    if language := view.draft.language:
        yield from avoided(rule, view, view.page.knowledge.english[language], {"language": language})
