"""Subjects: whose property a claim states.

Windows get subjects right seven times in ten where a parser gets nine (measured), so the rules here are plain and
few, and a claim whose subject is doubtful counts as foreign: it then conflicts with nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from claimcheck.claims.above import above
from claimcheck.claims.coined import listed
from claimcheck.claims.names import Names
from claimcheck.claims.page import Page
from claimcheck.claims.roles import Roles
from claimcheck.claims.theme import Subject, Theme
from claimcheck.nlp import Mention
from claimcheck.rulepack import Entry
from claimcheck.scan import Sentence

_TRAILING = frozenset("with of from after during".split())
_BARS = frozenset(
    "of from with for after before during in to by following through via into on at about using , and but than".split()
)
_RELATIVE = frozenset(("which", "who", "that", "whose", "where"))
_OWN = frozenset("the this these our your its their both such".split())  # "the acids" are the treatment's own
# "is permanent", "are generally considered permanent", but not "are treated with lasers"
_DESCRIBED = re.compile(
    r"(?:(?:can|may|will) be|is|are|was|were) (?:\w+ly )?(?:(?:considered|deemed) |(?!\w+(?:ed|en)\b))"
)
_LINKED = re.compile(r"(?:(?:(?:can|may|will) be|is|are|was|were)(?: \w+ly)?(?: considered| deemed)?)?")
_AMOUNTS = frozenset(("some", "most"))
_NEAR = 4  # tokens after a claim within which its noun still follows: "a painless, quick laser"
_BACK = 6  # sentences a pronoun may look back within its paragraph

Named = tuple[Mention, Entry]


@dataclass(frozen=True)
class Subjects:
    """The subjects of one page."""

    page: Page

    @cached_property
    def theme(self) -> Theme:
        """What the page is about."""
        return Theme(Names(self.page))

    @property
    def names(self) -> Names:
        """What the page names."""
        return self.theme.names

    @property
    def roles(self) -> Roles:
        """How each name stands in its sentence."""
        return self.theme.roles

    @cached_property
    def _listed(self) -> list[tuple[int, str]]:
        """The products of a list, by the block at which the words about each begin."""
        return listed(self.page)

    def of(self, start: int, end: int, sentence: Sentence, about: Collection[str] = ()) -> Subject:
        """The subject of what the characters `[start, end)` of `sentence` claim.

        `about` are the product types that such a claim can be about, all where it is empty. In a list of products
        each claim is about the one whose turn it is.
        """
        found = self._of(start, end, sentence, about)
        at = bisect_right(self._listed, sentence.block, key=lambda item: item[0]) if self._listed else 0
        return replace(found, id=self._listed[at - 1][1]) if at else found

    def _of(self, start: int, end: int, sentence: Sentence, about: Collection[str]) -> Subject:
        """The same, without a look at lists."""
        page, roles = self.page, self.roles
        left, right = page.clause(start, end, sentence)
        here, there = page.tokens.range(start, end)
        first = page.tokens.range(sentence.start, sentence.end)[0]
        opener = page.words(left - 1, left) if left else ()
        if opener and opener[0] in _RELATIVE and "," in page.words(left, here):
            left = here - page.words(left, here)[::-1].index(",")  # the comma closes the relative clause
        pointed = self._pointed(left, here, first)
        if pointed:
            return pointed
        if about and (ailing := self._ailing(left, here)):
            return ailing
        while (
            left > first and page.words(left - 1, left)[0] in _AMOUNTS
        ):  # "with some": it ends what a cue reaches only
            left = page.clause(page.tokens.starts[left - 2], end, sentence)[0]
        pronoun = roles.pronoun(left, min(here + 1, there))
        plain = [item for item in self._fitting(left, here, about) if not roles.behind(item[0], pronoun)]
        direct = [
            item
            for item in plain
            if not roles.aside(item[0])
            and (self.theme.related(item[1].id) or item[1].role != "subject" or not roles.left_behind(item[0], here))
        ]
        acting = [item for item in direct if roles.acts(item[0])]
        inside = [item for item in self._fitting(here, there, about) if item[1].role != "kind" and pronoun is None]
        beside = [
            item
            for item in plain
            if roles.aside(item[0])
            and not self.theme.applied(item[1])
            and not (item[1].role == "kind" and (pronoun is not None or roles.timed(item[0])))
        ]
        for mention, entry in [*acting[-1:], *direct[:1], *inside[:1], *beside[:1]]:
            return self._subject(mention, entry, sentence, about)
        close = min(right, there + _NEAR)  # "a non-invasive treatment" names it, "a non-invasive facelift" does not
        near = [item for item in self.names.within(there, close) if item[1].role == "generic"]
        after = [item for item in near + self._fitting(there, close, about) if not self._barred(there, item[0])]
        if pronoun is None:
            after += [item for item in self._fitting(there, right, about) if self._trails(there, item[0])]
        if after:
            return self._subject(*after[0], sentence, about)
        if left > first:
            before = self.names.within(first, left)
            earlier = roles.pronoun(first, left)
            fitting = [
                item
                for item in self._fitting(first, left, about)
                if not roles.behind(item[0], earlier)
                and (item[1].role != "kind" or roles.acts(item[0]))
                and (pronoun is not None or self.theme.related(item[1].id) or not roles.aside(item[0]))
            ]
            pool = self._ranked(fitting, last=True)
            if page.words(left - 1, left)[0] in _RELATIVE:
                pool = self._antecedent(before)
            if pool:
                return self._subject(*pool[0], sentence, about)
            pronoun = earlier if pronoun is None else pronoun
        return self._inherited(sentence, about, pronoun is not None)

    def _ailing(self, left: int, here: int) -> Subject | None:
        """The condition that a claim describes, which no treatment then has: "tattoos are permanent"."""
        starts = self.page.tokens.starts
        named = self.page.entities_in(starts[left], starts[here]) if left < here else []
        for mention, entry in named[-1:]:
            between = " ".join(self.page.words(mention.end, here))
            said = f"{between} {' '.join(self.page.words(here, min(here + 3, len(starts))))}".strip()
            if entry.role == "object" and mention.end <= here and _LINKED.fullmatch(between) and _DESCRIBED.match(said):
                return Subject(entry.id, True, True)
        return None

    def _antecedent(self, before: list[Named]) -> list[Named]:
        """What "which" and "that" stand for: the name right before, or in "a peel is a method that" the peel."""
        if before and before[-1][1].role == "generic" and not self.roles.marked(before[-1][0], "other"):
            acting = [item for item in before if item[1].role == "subject" and self.roles.acts(item[0])]
            return acting[-1:] or before[-1:]
        return before[-1:]

    def _fitting(self, first: int, last: int, about: Collection[str]) -> list[Named]:
        """The names in a token range that a claim can be about, and that nothing is only compared with."""
        return [
            (mention, entry)
            for mention, entry in self.names.within(first, last)
            if not self.roles.compared(mention)
            and (
                not about
                or entry.role != "subject"
                or entry.product_type in about
                or self.theme.related(entry.id)
                or self.roles.acts(mention)
            )
        ]

    def _ranked(self, named: Sequence[Named], last: bool = False) -> list[Named]:
        """Names by how well they serve as what a stretch of text is about, the best first.

        What stands before a verb comes before what stands behind a preposition; alike, the draft's main subject first.
        For what follows (`last`) the last name before a verb counts, else the draft's main subject before any other.
        """
        direct = [item for item in named if not self.roles.aside(item[0])]
        acting = [item for item in direct if self.roles.acts(item[0])]
        own = [item for item in direct if item[1].id == self.theme.main]
        pools = (acting[::-1], direct, named) if last else (own, acting, direct, named)
        return [item for pool in pools for item in sorted(pool, key=lambda item: not self.theme.related(item[1].id))]

    def _subject(self, mention: Mention, entry: Entry, sentence: Sentence, about: Collection[str]) -> Subject:
        """The subject a mention names: foreign behind "other", "many" …, the subject at hand for "this procedure"."""
        if self.roles.marked(mention, "other"):
            return Subject(entry.id, True, True)
        if entry.role == "kind":
            own = any(word in _OWN for word in self.page.words(max(mention.start - 2, 0), mention.start))
            return self._inherited(sentence, about) if own else Subject(entry.id, True, entry.id != self.theme.main)
        if entry.role == "generic":
            if self.theme.named_by(mention):
                return Subject(self.theme.main, True, False)
            return self._inherited(sentence, about)
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

    def _barred(self, there: int, mention: Mention) -> bool:
        """Whether words between a claim and the mention after it keep them apart."""
        return not _BARS.isdisjoint(self.page.words(there, mention.start))

    def _trails(self, there: int, mention: Mention) -> bool:
        """Whether a mention ends its clause as what the claim is about: "no bleeding with a peel"."""
        words = self.page.words(there, mention.start)
        return any(word in _TRAILING for word in words[-3:]) and "," not in words

    def _inherited(self, sentence: Sentence, about: Collection[str], pointing: bool = False) -> Subject:
        """The subject of the text before: earlier in the block, then above it, then the draft's.

        A pronoun (`pointing`) takes the nearest; without one, the draft's main subject goes first. A paragraph that
        opens with other treatments is about those.
        """
        page = self.page
        number = page.sentence_at(sentence.start)
        spans = [span for span in page.sentences[max(number - _BACK, 0) : number] if span.block == sentence.block]
        topics = [self._topic(span.start, span.end, about) for span in reversed(spans)]
        found = [topic for topic in topics if topic]
        opening = topics[-1] if topics else None
        if not pointing and not (opening and opening.foreign and not self.theme.related(opening.id)):
            found = [topic for topic in found if not topic.foreign]
            found.sort(key=lambda topic: not self.theme.related(topic.id))
        if found:
            return found[0]
        for other in above(page.draft, sentence.block):
            title = other.kind != "paragraph"
            topic = self._topic(other.start, other.end, about, title)
            if topic and not (topic.foreign and title):
                return topic
        return Subject(self.theme.main, False, False)

    def _topic(self, start: int, end: int, about: Collection[str], title: bool = False) -> Subject | None:
        """What a sentence is about, or a `title`, which may name it anywhere; None where nothing is named."""
        first, last = self.page.tokens.range(start, end)
        pronoun = self.roles.pronoun(first, last)
        fitting = [
            item
            for item in self._fitting(first, last, about)
            if self.theme.related(item[1].id) or not self.roles.behind(item[0], pronoun)
        ]
        named = [item for item in fitting if (title and item[1].role == "subject") or self._leads(*item)]
        for mention, entry in self._ranked(named)[:1]:
            return Subject(entry.id, False, self.roles.marked(mention, "other"))
        return None

    def _leads(self, mention: Mention, entry: Entry) -> bool:
        """Whether the next sentence may be about what a mention names, though it does not say so."""
        if entry.role != "subject":
            return self.roles.acts(mention) and self.roles.marked(mention, "other")
        if self.theme.related(entry.id):
            return True
        if self.theme.applied(entry):
            return self.roles.definite(mention) and self.roles.acts(mention)
        return not self.roles.aside(mention) and not self.roles.past(mention)
