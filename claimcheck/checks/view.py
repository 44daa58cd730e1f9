"""View: what a check sees of a draft, and how it makes a finding of what it saw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from claimcheck.claims.context import Context, context_of
from claimcheck.claims.implied import Implied
from claimcheck.claims.page import Hit, Page
from claimcheck.claims.subjects import Subjects
from claimcheck.draft import Draft
from claimcheck.findings import Finding, Place, Suggestion
from claimcheck.rulepack import Rule


@dataclass(frozen=True)
class View:
    """A page with its subjects."""

    page: Page

    @property
    def draft(self) -> Draft:
        """The draft being checked."""
        return self.page.draft

    @cached_property
    def subjects(self) -> Subjects:
        """The page's subjects."""
        return Subjects(self.page)

    @cached_property
    def implied(self) -> Implied:
        """What the page says by its layout alone."""
        return Implied(self.page)

    def hits(self, rule: Rule, *roles: str) -> list[Hit]:
        """The hits of `rule` in the given roles."""
        return self.page.hits(rule.id, *roles)

    def unshielded(self, rule: Rule, role: str) -> list[Hit]:
        """The longest hits of `rule` in a role, without those that a longer harmless phrase holds."""
        return self.page.unshielded(rule.id, role)

    def supporting(self, rule: Rule, role: str, start: int, end: int) -> list[Hit]:
        """The hits of a supporting role of `rule` within the characters `[start, end)`."""
        found = self.page.supporting(rule.id, role, self.page.between(start, end))
        return [hit for hit in found if start <= hit.start and hit.end <= end]

    def context(self, hit: Hit) -> Context:
        """How the words of `hit` are meant."""
        return context_of(self.page, hit.start, hit.end, self.page.sentences[hit.sentence])

    def bounds(self, hit: Hit, within: str) -> tuple[int, int]:
        """The characters of the clause, sentence, paragraph or draft round `hit`."""
        sentence = self.page.sentences[hit.sentence]
        if within == "clause":
            left, right = self.page.clause(hit.start, hit.end, sentence)
            tokens = self.page.tokens
            return tokens.starts[left], tokens.ends[right - 1]
        if within == "sentence":
            return sentence.start, sentence.end
        if within == "paragraph":
            block = self.draft.blocks[sentence.block]
            return block.start, block.end
        return 0, len(self.draft.text)

    def together(self, one: int, other: int, within: str) -> bool:
        """Whether two offsets lie in one sentence, paragraph or draft."""
        first, second = (self.page.sentences[self.page.sentence_at(at)] for at in (one, other))
        if within == "draft":
            return True
        return first.block == second.block if within == "paragraph" else first == second

    def is_written(self, rule: Rule, hit: Hit) -> bool:
        """Whether the words of `hit` are written as the rule wants them, capitals and all."""
        pattern = rule.data.get("written")
        return pattern is None or re.search(pattern, self.draft.text[hit.start : hit.end]) is not None

    def place(self, start: int, end: int, role: str = "") -> Place:
        """The place of `text[start:end]` in the source."""
        span = self.draft.span(start, end)
        return Place(
            self.draft.path,
            span.line,
            span.column,
            span.end_line,
            span.end_column,
            span.text,
            span.start,
            span.end,
            role,
        )

    def finding(
        self,
        rule: Rule,
        start: int,
        end: int,
        related: Iterable[Place] = (),
        suggestions: Iterable[Suggestion] = (),
        words: Mapping[str, str] | None = None,
    ) -> Finding:
        """The finding of `rule` at `text[start:end]`; `words` fill the message's placeholders besides {text}."""
        place = self.place(start, end)
        shown = {"text": self.implied.shown(start, end), "suggestion": rule.suggestion} | dict(words or {})
        if rule.category == "claim" and rule.accepted:
            suggestions = (*suggestions, Suggestion(rule.accepted))  # a human has to fit it in
        return Finding(
            rule=rule.id,
            category=rule.category,
            severity=rule.severity,
            confidence=rule.confidence,
            message=_fill(rule.message, shown),
            location=place,
            why=_fill(rule.why, shown),
            related=tuple(related),
            suggestions=tuple(suggestions),
            jurisdictions=rule.jurisdictions,
            references=rule.references,
            advice=_fill(rule.advice, shown),
        )


def _fill(template: str, words: Mapping[str, str]) -> str:
    """`template` with its {placeholders} filled in; a brace that names nothing stays."""
    for name, value in words.items():
        template = template.replace("{" + name + "}", value)
    return template
