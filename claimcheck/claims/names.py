"""Names: which subjects a draft names where, those it introduces itself among them.

A lexicon never knows the newest brand. A sentence further down that says what something is ("GlowPulse is a treatment
that …") introduces another subject; one at the top tells the name of the draft's own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from claimcheck.claims.page import Page
from claimcheck.nlp import Mention
from claimcheck.rulepack import Entry

# "The GlowPulse (2024) is one of the …": the name, and where the words that say what it is begin.
_OPENING = re.compile(
    r"(?:what (?:is|are) )?(?:the |our |an? )?(?P<name>[a-z][\w'+-]*(?: [\w'+&-]+){0,3}?)(?: \([^)]{1,40}\))?,? "
    r"(?:is|are) (?:an? |one of (?:the|our) |the |our )"
)
_MEANT = re.compile(r"(?:(?!that\b|which\b|who\b|of\b|for\b|with\b|in\b|at\b|to\b|by\b|from\b)[\w'+-]+,? ){0,4}")
_TOP = 3  # blocks: a title and what introduces the draft's own subject
_COMMON = re.compile(
    r"\b(?:below|above|so|now|then|here|another|it|this|that|these|those|there|here|what|which|who|why|how|we|you|they|he|she|all|each|some|one|most|many|"
    r"goal|aim|reason|result|results|answer|idea|news|key|skin|face|beauty|patients?|clients?|in|on|at|for|of|with|"
    r"after|before|and|or|but|if|as|to|first|next|last|best|new|better|not|also|question|secret|bottom|benefits?)\b"
)


@dataclass(frozen=True)
class Names:
    """The subjects and generic nouns of a page, by place."""

    page: Page

    @cached_property
    def coined(self) -> list[Entry]:
        """What the draft introduces without a lexicon's help, as entries of their own."""
        norm, text = self.page.draft.norm, self.page.draft.text
        found: dict[str, Entry] = {}
        for span in self.page.sentences:
            if span.block < _TOP:
                continue
            match = _OPENING.match(norm, span.start, span.end)
            if not match or match["name"] in found or _COMMON.search(match["name"]):
                continue
            start, end = match.span("name")
            meant = _MEANT.match(norm, match.end(), span.end)
            said = self.page.entities_in(match.end(), meant.end() + 1) if meant else []
            what = next((entry for _, entry in said if entry.role in ("subject", "generic")), None)
            if (
                what is None
                or what.role != "generic"
                or self.page.entities_in(start, end)
                or not any(char.isupper() for char in text[start:end])
            ):
                continue
            if norm.find(match["name"]) >= start:
                found[match["name"]] = Entry(text[start:end], what.type, (match["name"],), role="subject")
        return list(found.values())

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Every entry of the lexicon and of the draft itself by its id."""
        return {**self.page.knowledge.pack.entry_by_id, **{entry.id: entry for entry in self.coined}}

    @cached_property
    def all(self) -> list[tuple[Mention, Entry]]:
        """Every entry named in the draft, in order."""
        found = [item for item in self.page.entities if not self._denied_by_prefix(item[0])]
        for entry in self.coined:
            for match in re.finditer(rf"(?<!\w){re.escape(entry.names[0])}(?!\w)", self.page.draft.norm):
                found.append((Mention("t", *self.page.tokens.range(*match.span())), entry))
        return sorted(found, key=lambda item: item[0].start) if self.coined else found

    def _denied_by_prefix(self, mention: Mention) -> bool:
        """Whether a name is the second half of a denial: a "non-surgical procedure" is none."""
        before = self.page.words(max(mention.start - 2, 0), mention.start)
        return before[-1:] == ["non"] or before == ["non", "-"]

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention, _ in self.all]

    def within(self, first: int, last: int) -> list[tuple[Mention, Entry]]:
        """The subjects, generic nouns and kinds named in the token range `[first, last)`."""
        found = self.all[bisect_left(self._starts, first) : bisect_left(self._starts, last)]
        return [item for item in found if item[1].role in ("subject", "generic", "kind")]

    def between(self, start: int, end: int) -> list[tuple[Mention, Entry]]:
        """The same for the characters `[start, end)`."""
        return self.within(*self.page.tokens.range(start, end))

    def ancestors(self, name: str) -> list[str]:
        """The broader entries of an entry, the nearest first."""
        found: list[str] = []
        while (entry := self.entries.get(name)) and entry.is_a and entry.is_a not in found:
            name = entry.is_a
            found.append(name)
        return found
