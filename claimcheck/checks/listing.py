"""list: an item of a list that does not go on as the words before the list begin ("It will:" – "smoothing lines")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.checks.view import View
from claimcheck.claims.inventory import list_items
from claimcheck.claims.page import Hit
from claimcheck.findings import Finding
from claimcheck.rulepack import Rule


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every item that opens in a form which the lead-in of its list does not take."""
    page, grammar = view.page, view.page.knowledge.pack.grammar
    if not any(block.kind == "item" for block in view.draft.blocks):
        return
    for number in range(len(rule.data["lists"])):
        for lead_in in grammar.patterns(f"{rule.id}.{number}.lead_in", page.coded.signs):
            for lead in lead_in.finditer(page.coded.text):
                tokens = page.coded.place(*lead.span(1))
                for opening in grammar.patterns(f"{rule.id}.{number}.items", page.coded.signs):
                    for start, end in _openings(view, tokens[0][0], opening):
                        introduced = view.place(tokens[0][0], tokens[-1][1], "introduces the list")
                        yield view.finding(rule, start, end, [introduced], words={"lead_in": introduced.text})


def _openings(view: View, lead_in: int, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """What `pattern` holds at the beginning of the items, of one level, of the list behind `lead_in`."""
    coded, sentence_at = view.page.coded, view.page.sentence_at
    items = list(list_items(view.page, Hit("lead_in", lead_in, lead_in, sentence_at(lead_in))))
    for item in (each for each in items if each.level == items[0].level):
        if found := pattern.match(coded.text, coded.begins[sentence_at(item.start)] - 1):
            words = coded.place(*found.span(1))
            yield words[0][0], words[-1][1]
