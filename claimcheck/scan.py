"""Scan: which terms of which rules can occur in which sentence, found before anything dear is started.

A sentence's words are looked up in the forms of all terms at once; a term becomes a candidate only where one
form of each of its needed words stands. Only candidates are run as patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from claimcheck.draft import Draft
from claimcheck.needs import Need
from claimcheck.rulepack import Rule, RulePack
from claimcheck.terms import WORD, Term

_END = re.compile(r"[.!?…]+[\"'”’»)\]*_]*\s+(?=[^\sa-z])")
# A full stop after these does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|prof|st|no|vs|approx|e\.g|i\.e|fig|inc|ltd|dept)|^\W*\d+|\b[A-Z])\.\s+$", re.I
)
_ASKED = 12  # a pattern that comes up so often is worth compiling
_LONGEST = 4000  # characters; a longer "sentence" is a page without full stops, cut so that patterns stay fast


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of text inside one block: offsets, and the index of the block."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class RuleTerm:
    """A term with the rule it belongs to, its role there, and the needs to look for besides its anchor."""

    rule: Rule
    role: str
    term: Term
    others: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class TermIndex:
    """The terms of a pack, looked up by the words they need; objects and patterns are made when first met.

    `tags` remembers which beginnings a word met so far has, `seen` which words were met: a word is looked up letter
    by letter once, not once a sentence.
    """

    pack: RulePack
    items: dict[int, RuleTerm | None] = field(default_factory=dict)
    sets: dict[Need, frozenset[str]] = field(default_factory=dict)
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The forms that stand for every word that begins so."""
        return frozenset(self.pack.beginnings)

    def learn(self, words: Iterable[str]) -> None:
        """Find out which beginnings the given words have."""
        for word in words:
            tags = tuple(tag for length in range(1, len(word) + 1) if (tag := word[:length] + "*") in self.beginnings)
            if tags:
                self.tags[word] = tags
            self.seen.add(word)

    def item(self, number: int) -> RuleTerm | None:
        """The term of a row, None where its rule was not chosen."""
        if number in self.items:
            return self.items[number]
        rule_id, role, source, pattern, needs, slots, steps, rarest = self.pack.rows[number]
        made, rule = None, self.pack.by_id.get(rule_id)
        if rule is not None:
            every = tuple(tuple(need) for need in needs)
            others = tuple(self.sets.setdefault(need, frozenset(need)) for need in every[:rarest] + every[rarest + 1 :])
            made = RuleTerm(rule, role, Term(source, pattern, every, tuple(slots), tuple(steps)), others)
        self.items[number] = made
        return made

    def may_match(self, term: Term, norm: str, span: Sentence) -> bool:
        """Whether it is worth while to compile the pattern of `term` for a sentence."""
        if term.pattern in self.patterns or not term.steps:
            return True
        asked = self.asked[term.pattern] = self.asked.get(term.pattern, 0) + 1
        if asked > _ASKED:
            return True
        return term.is_plausible(WORD.findall(norm, span.start, span.end))

    def pattern(self, term: Term) -> re.Pattern[str]:
        """The compiled pattern of `term`; compiled when first needed, because a draft meets few of all terms."""
        compiled = self.patterns.get(term.pattern)
        if compiled is None:
            compiled = self.patterns[term.pattern] = re.compile(term.pattern)
        return compiled


def sentences(draft: Draft) -> list[Sentence]:
    """The sentences of every block, in order."""
    text = draft.text
    found: list[Sentence] = []
    for at, block in enumerate(draft.blocks):
        start = block.start
        for match in _END.finditer(text, block.start, block.end):
            if text[match.start()] == "." and _ABBREVIATION.search(text[max(start, match.end() - 12) : match.end()]):
                continue
            found += _cut(text, start, match.end(), at)
            start = match.end()
        if start < block.end:
            found += _cut(text, start, block.end, at)
    return found


def _cut(text: str, start: int, end: int, block: int) -> Iterator[Sentence]:
    """One sentence, or several where it is longer than any sentence is."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start, start + _LONGEST)
        stop = space if space > start else start + _LONGEST
        yield Sentence(start, stop, block)
        start = stop
    yield Sentence(start, end, block)


def candidates(norm: str, spans: Sequence[Sentence], index: TermIndex) -> Iterator[tuple[int, RuleTerm]]:
    """(sentence number, term) for every term whose needed words all stand in that sentence; -1 is the whole draft."""
    yield from ((-1, item) for number in index.pack.swift if (item := index.item(number)))
    loose = [item for number in index.pack.loose if (item := index.item(number))]
    seen, tags, items, anchored, findall = index.seen, index.tags, index.items, index.pack.anchors, WORD.findall
    anchors, tagged = anchored.keys(), tags.keys()
    for number, span in enumerate(spans):
        yield from ((number, item) for item in loose)
        words = set(findall(norm, span.start, span.end))
        if not words <= seen:
            index.learn(words - seen)
        if not words.isdisjoint(tagged):
            words.update([tag for word in words & tagged for tag in tags[word]])
        # Sorted, so that the order of terms never depends on the order of a set.
        tried: set[int] = set()
        for word in sorted(words & anchors):
            for row in anchored[word]:
                item = items[row] if row in items else index.item(row)
                if item is None:
                    continue
                for need in item.others:
                    if need.isdisjoint(words):
                        break
                else:
                    if row not in tried:
                        tried.add(row)
                        yield number, item
