"""Subjects: whose property a claim states.

Windows get subjects right seven times in ten where a parser gets nine (measured), so the rules here are plain and
few, and a claim whose subject is doubtful counts as foreign: it then conflicts with nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from claimcheck.claims.above import above
from claimcheck.claims.names import Names
from claimcheck.claims.page import Page
from claimcheck.nlp import Mention
from claimcheck.rulepack import Cue, Entry
from claimcheck.scan import Sentence

_PREPOSITIONS = frozenset(
    "of from with for after before during in to by following through via into on at about using".split()
)
_TRAILING = frozenset("with of from after during".split())
_STOPS = frozenset(".!?;:")
_RELATIVE = frozenset(("which", "who", "that", "whose", "where"))
_VERBS = frozenset("is are was were can may will does do has have should might could would offers requires".split())
_OWN = frozenset("the this these our your its their both such".split())  # "the acids" are the treatment's own
_NEAR = 4  # tokens after a claim within which its noun still follows: "a painless, quick laser"
_BACK = 6  # sentences a pronoun may look back within its paragraph

Named = tuple[Mention, Entry]


@dataclass(frozen=True, slots=True)
class Subject:
    """A lexicon id ("" for a draft without one); `foreign` when another treatment than the draft's is meant."""

    id: str
    explicit: bool
    foreign: bool


@dataclass(frozen=True)
class Subjects:
    """The subjects of one page."""

    page: Page

    @cached_property
    def names(self) -> Names:
        """What the page names."""
        return Names(self.page)

    @cached_property
    def main(self) -> str:
        """The entry the draft is about: the one named most, headings counting threefold."""
        counts: Counter[str] = Counter()
        for mention, entry in self.names.all:
            if not (self.marked(mention, "comparator") or self.marked(mention, "other")):
                counts[entry.id] += entry.role == "subject"
        for block in self.page.draft.blocks:
            if block.kind == "heading":
                for _, entry in self.names.between(block.start, block.end):
                    counts[entry.id] += 2 * (entry.role == "subject")
        # In the order of first mention, so that of two named alike often the first wins.
        return max((name for name, count in counts.items() if count), key=lambda name: counts[name], default="")

    @cached_property
    def _kinds_named(self) -> dict[str, set[str]]:
        """For each entry, which narrower ones the draft names."""
        named: dict[str, set[str]] = {}
        for _, entry in self.names.all:
            for broader in self.names.ancestors(entry.id):
                named.setdefault(broader, set()).add(entry.id)
        return named

    def same(self, one: Subject, other: Subject) -> bool:
        """Whether two claims are about one thing: equal, or one the kind of the other with no sibling in the draft."""
        if one.foreign or other.foreign:
            return False
        if one.id == other.id:
            return True
        if one.id in self.names.ancestors(other.id):
            return len(self._kinds_named.get(one.id, ())) < 2
        if other.id in self.names.ancestors(one.id):
            return len(self._kinds_named.get(other.id, ())) < 2
        return not (one.id and other.id)

    def of(self, start: int, end: int, sentence: Sentence) -> Subject:
        """The subject of what the characters `[start, end)` of `sentence` claim."""
        page = self.page
        left, right = page.clause(start, end, sentence)
        here, there = page.tokens.range(start, end)
        first = page.tokens.range(sentence.start, sentence.end)[0]
        opener = page.words(left - 1, left) if left else ()
        if opener and opener[0] in _RELATIVE and "," in page.words(left, here):
            left = here - page.words(left, here)[::-1].index(",")  # the comma closes the relative clause
        pointed = self._pointed(left, here, first)
        if pointed:
            return pointed
        plain = [item for item in self.names.within(left, here) if not self.marked(item[0], "comparator")]
        direct = [item for item in plain if not self._after_preposition(item[0])]
        acting = [item for item in direct if self._acts(item[0])]
        inside = [item for item in self.names.within(here, there) if item[1].role != "kind"]
        for mention, entry in [*acting[-1:], *direct[:1], *inside[:1], *plain[:1]]:
            return self._subject(mention, entry, sentence)
        after = [
            item for item in self.names.within(there, min(right, there + _NEAR)) if not self._barred(there, item[0])
        ]
        after += [item for item in self.names.within(there, right) if self._trails(there, item[0])]
        if after:
            return self._subject(*after[0], sentence)
        if left > first:
            before = self.names.within(first, left)
            relative = page.words(left - 1, left)[0] in _RELATIVE
            pool = before[-1:] if relative else [item for item in before if not self.marked(item[0], "comparator")][:1]
            if pool:
                return self._subject(*pool[0], sentence)
        return self._inherited(sentence)

    def _subject(self, mention: Mention, entry: Entry, sentence: Sentence) -> Subject:
        """The subject a mention names: foreign behind "other", "many" …, the subject at hand for "this procedure"."""
        if self.marked(mention, "other"):
            return Subject(entry.id, True, True)
        if entry.role == "kind":
            own = any(word in _OWN for word in self.page.words(max(mention.start - 2, 0), mention.start))
            return self._inherited(sentence) if own else Subject(entry.id, True, entry.id != self.main)
        if entry.role == "generic":
            if self._belongs_to_main(mention):
                return Subject(self.main, True, False)
            return self._inherited(sentence)
        return Subject(entry.id, True, False)

    def _pointed(self, left: int, here: int, first: int) -> Subject | None:
        """What "the former" or "the latter" in the token range `[left, here)` points back to."""
        for mention, cue in reversed(self.page.cues_in(left, here)):
            if cue.type in ("former", "latter"):
                number = self.page.sentence_at(self.page.tokens.starts[first])
                spans = [self.page.sentences[at] for at in range(max(number - 2, 0), number)]
                names = [*self._distinct(first, mention.start), ""]
                for span in reversed(spans):
                    if len(names) > 2:
                        break
                    names = [*self._distinct(*self.page.tokens.range(span.start, span.end)), ""]
                if len(names) < 3:
                    return Subject("", True, True)  # it points at something that nobody can tell
                return Subject(names[-3] if cue.type == "former" else names[-2], True, False)
        return None

    def _distinct(self, first: int, last: int) -> list[str]:
        """The subjects named in a token range, each once."""
        return list(dict.fromkeys(e.id for _, e in self.names.within(first, last) if e.role == "subject"))

    def _belongs_to_main(self, mention: Mention) -> bool:
        """Whether a generic noun is a word of the main entry's name: "the laser" on a page about laser hair removal."""
        entry = self.names.entries.get(self.main)
        word = " ".join(self.page.words(mention.start, mention.end))
        return entry is not None and word in entry.id.lower().split()

    def marked(self, mention: Mention, kind: str) -> bool:
        """Whether a cue of `kind` stands within three words before the mention."""
        return any(
            cue.type == kind
            and found.end <= mention.start <= found.end + (cue.reach - 1 if cue.reach else 2)
            and not self._parted(found, cue, mention)
            for found, cue in self.page.cues_in(max(mention.start - 5, 0), mention.start)
        )

    def _parted(self, found: Mention, cue: Cue, mention: Mention) -> bool:
        """Whether what stands between a cue and a mention ends the cue's reach: in "unlike waxing, a peel" it does."""
        between = self.page.words(found.end, mention.start)
        if any(word in _STOPS for word in between):
            return True
        return cue.type == "comparator" and "," in between and bool(self.names.within(found.end, mention.start))

    def _acts(self, mention: Mention) -> bool:
        """Whether a verb follows the mention at once: it is what its clause is about."""
        return any(word in _VERBS for word in self.page.words(mention.end, min(mention.end + 1, self._last)))

    @cached_property
    def _last(self) -> int:
        return len(self.page.tokens.starts)

    def _after_preposition(self, mention: Mention) -> bool:
        words = self.page.words(max(mention.start - 2, 0), mention.start)
        return any(word in _PREPOSITIONS for word in words) and "," not in words

    def _barred(self, there: int, mention: Mention) -> bool:
        """Whether words between a claim and the mention after it keep them apart."""
        words = self.page.words(there, mention.start)
        return self.marked(mention, "comparator") or any(
            word in _PREPOSITIONS or word in (",", "and", "but", "than") for word in words
        )

    def _trails(self, there: int, mention: Mention) -> bool:
        """Whether a mention ends its clause as what the claim is about: "no bleeding with a peel"."""
        words = self.page.words(there, mention.start)
        return (
            any(word in _TRAILING for word in words[-3:])
            and "," not in words
            and not self.marked(mention, "comparator")
        )

    def _inherited(self, sentence: Sentence) -> Subject:
        """The subject of the text before: earlier in the block, then above it, then the draft's."""
        page = self.page
        number = page.sentence_at(sentence.start)
        for span in reversed(page.sentences[max(number - _BACK, 0) : number]):
            if span.block == sentence.block and (found := self._first(span.start, span.end)):
                return found
        for other in above(page.draft, sentence.block):
            found = self._first(other.start, other.end)
            if found and not (found.foreign and other.kind == "heading"):
                return found
        return Subject(self.main, False, False)

    def _first(self, start: int, end: int) -> Subject | None:
        """The subject named first in a stretch, rather before a verb than behind a preposition; None where none is."""
        named = [
            (mention, entry)
            for mention, entry in self.names.between(start, end)
            if entry.role == "subject" and not self.marked(mention, "comparator")
        ]
        direct = [item for item in named if not self._after_preposition(item[0])]
        acting = [item for item in direct if self._acts(item[0])]
        for mention, entry in [*acting[:1], *direct[:1], *named[:1]]:
            return Subject(entry.id, False, self.marked(mention, "other"))
        return None
