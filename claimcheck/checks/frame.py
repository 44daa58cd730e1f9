"""frame: a slip of grammar told by the classes of its words, such as a singular noun before "are"."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.checks.view import View
from claimcheck.findings import Finding
from claimcheck.frames import find
from claimcheck.rulepack import Rule


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every stretch that a frame holds. Names keep no rules: they excuse it, unless capitals count."""
    page, text = view.page, view.draft.text
    knowledge = page.knowledge
    frames = knowledge.pack.grammar.patterns(rule.id, page.coded.signs, knowledge.patterns.compile)
    for tokens in find(page.coded, frames):
        (start, _), (_, end) = tokens[0], tokens[-1]
        opening = page.sentences[page.sentence_at(start)].start
        named = any(text[at].isupper() and text[at + 1 : to].islower() for at, to in tokens if at > opening + 2)
        if not named or rule.data.get("capitals"):
            yield view.finding(rule, start, end)
