"""Theme: what a draft is about, and which of the things that it names are one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from claimcheck.claims.names import Names
from claimcheck.claims.roles import Roles
from claimcheck.nlp import Mention
from claimcheck.rulepack import Entry

_APPLIED = ("cosmetic", "supplement")  # what is used beside a treatment


@dataclass(frozen=True, slots=True)
class Subject:
    """A lexicon id ("" for a draft without one); `foreign` when another treatment than the draft's is meant."""

    id: str
    explicit: bool
    foreign: bool


@dataclass(frozen=True)
class Theme:
    """The theme of one page."""

    names: Names

    @cached_property
    def roles(self) -> Roles:
        """How each name stands in its sentence."""
        return Roles(self.names)

    @cached_property
    def main(self) -> str:
        """The entry the draft is about: the one named most, headings counting threefold.

        One that is named but once below the top, and not as what a sentence is about, is named in passing.
        """
        counts: Counter[str] = Counter()
        acting, draft = set(), self.names.page.draft
        top = draft.blocks[0].end if draft.blocks else 0
        for mention, entry in self.names.all:
            if entry.role == "subject" and not (self.roles.compared(mention) or self.roles.marked(mention, "other")):
                counts[entry.id] += 1 + (counts[entry.id] < 1 and self.names.page.tokens.starts[mention.start] < top)
                if self.roles.acts(mention):
                    acting.add(entry.id)
        for block in draft.blocks:
            if block.kind == "heading":
                for _, entry in self.names.between(block.start, block.end):
                    counts[entry.id] += 2 * (entry.role == "subject")
        # In the order of first mention, so that of two named alike often the first wins.
        named = [name for name, count in counts.items() if count > 1 or name in acting]
        return max(named, key=lambda name: (counts[name], name in acting), default="")

    @cached_property
    def _kinds_named(self) -> dict[str, set[str]]:
        """For each entry, which narrower ones the draft names."""
        named: dict[str, set[str]] = {}
        for _, entry in self.names.all:
            for broader in self.names.ancestors(entry.id):
                named.setdefault(broader, set()).add(entry.id)
        return named

    def same(self, one: Subject, other: Subject) -> bool:
        """Whether two claims are about one thing: equal, or one the only kind of the other that the draft names."""
        if one.foreign or other.foreign:
            return False
        if one.id == other.id:
            return True
        for kind, whole in ((one.id, other.id), (other.id, one.id)):
            if whole in self.names.ancestors(kind):
                return len(self._kinds_named.get(whole, ())) < 2
        return False

    def related(self, name: str) -> bool:
        """Whether an entry is the draft's main one, a kind of it, or what it is a kind of."""
        return name == self.main or self.main in self.names.ancestors(name) or name in self.names.ancestors(self.main)

    def applied(self, entry: Entry) -> bool:
        """Whether an entry is a product named on a page about a treatment: an aftercare cream, a serum that is used."""
        main = self.names.entries.get(self.main)
        return entry.product_type in _APPLIED and main is not None and main.product_type not in _APPLIED

    def named_by(self, mention: Mention) -> bool:
        """Whether a generic noun is a word of the main entry's name: "the laser" on a page about laser hair removal."""
        entry = self.names.entries.get(self.main)
        word = " ".join(self.names.page.words(mention.start, mention.end))
        return entry is not None and word in entry.id.lower().split()
