"""Names: which subjects a draft names where, those it introduces itself among them.

A name behind "may" is a verb, and the second of two names side by side only tells what the first is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from claimcheck.claims.coined import coined
from claimcheck.claims.page import Page
from claimcheck.nlp import Mention
from claimcheck.rulepack import Entry

_MODALS = frozenset("may might will can could should would not n't cannot".split())


@dataclass(frozen=True)
class Names:
    """The subjects and generic nouns of a page, by place."""

    page: Page

    @cached_property
    def coined(self) -> list[Entry]:
        """What the draft introduces without a lexicon's help."""
        return coined(self.page)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Every entry of the lexicon and of the draft itself by its id."""
        return {**self.page.knowledge.pack.entry_by_id, **{entry.id: entry for entry in self.coined}}

    @cached_property
    def all(self) -> list[tuple[Mention, Entry]]:
        """Every entry named in the draft, in order."""
        found = [item for item in self.page.entities if not self._denied_by_prefix(item[0]) and not self._verb(item[0])]
        for entry in self.coined:
            for name in entry.names:
                for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self.page.draft.norm):
                    found.append((Mention("t", *self.page.tokens.range(*match.span())), entry))
        found.sort(key=lambda item: (item[0].start, -item[0].end))
        return [item for at, item in enumerate(found) if not (at and self._tells_more(found[at - 1], item))]

    def _tells_more(self, one: tuple[Mention, Entry], other: tuple[Mention, Entry]) -> bool:
        """Whether a name is only the rest of the one before: "IPL phototherapy", "the Aurora treatment"."""
        if other[1].role not in ("subject", "generic") or one[1].role != "subject":
            return False
        return other[0].start < one[0].end or (other[0].start == one[0].end and other[1].role == "subject")

    def _verb(self, mention: Mention) -> bool:
        """Whether a name of one word is a verb here: "your skin may peel"."""
        before = self.page.words(max(mention.start - 1, 0), mention.start)
        return mention.end == mention.start + 1 and before[-1:] != [] and before[-1] in _MODALS

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
