"""Scan: which terms of which rules can occur in which sentence, found before anything dear is started.

A sentence's words are looked up in the forms of all terms at once; a term becomes a candidate only where one
form of each of its needed words stands. Only candidates are run as patterns.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from claimcheck.draft import Draft
from claimcheck.rulepack import Rule, RulePack
from claimcheck.terms import WORD, Term

_END = re.compile(r"[.!?…]+[\"'”’»)\]*_]*\s+(?=[^\sa-z])")
# A full stop after these does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|prof|st|no|vs|approx|e\.g|i\.e|fig|inc|ltd|dept)|^\W*\d+|\b[A-Z])\.\s+$", re.I
)
_LONGEST = 4000  # characters; a longer "sentence" is a page without full stops, cut so that patterns stay fast


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of text inside one block: offsets, and the index of the block."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class RuleTerm:
    """A term with the rule it belongs to and its role there."""

    rule: Rule
    role: str
    term: Term
    needs: frozenset[int]


@dataclass(frozen=True)
class TermIndex:
    """All terms of a pack, found by the words they need."""

    groups: Mapping[str, tuple[int, ...]]
    anchored: Mapping[int, Sequence[RuleTerm]]
    loose: Sequence[RuleTerm]
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word form that some term needs."""
        return frozenset(self.groups)

    def pattern(self, term: Term) -> re.Pattern[str]:
        """The compiled pattern of `term`; compiled when first needed, because a draft meets few of all terms."""
        compiled = self.patterns.get(term.pattern)
        if compiled is None:
            compiled = self.patterns[term.pattern] = re.compile(term.pattern)
        return compiled


def build_index(pack: RulePack) -> TermIndex:
    """The index of every term of `pack`."""
    numbers: dict[tuple[str, ...], int] = {}
    groups: dict[str, list[int]] = defaultdict(list)
    for rule in pack.rules:
        for terms in rule.terms.values():
            for term in terms:
                for need in term.needs:
                    if need not in numbers:
                        numbers[need] = len(numbers)
                        for form in need:
                            groups[form].append(numbers[need])
    uses: dict[int, int] = defaultdict(int)
    every = [
        RuleTerm(rule, role, term, frozenset(numbers[need] for need in term.needs))
        for rule in pack.rules
        for role, terms in rule.terms.items()
        for term in terms
    ]
    for item in every:
        for number in item.needs:
            uses[number] += 1
    anchored: dict[int, list[RuleTerm]] = defaultdict(list)
    loose = []
    lengths = {number: min(map(len, need)) for need, number in numbers.items()}
    for item in every:
        if item.needs:  # anchor a term at the rarest of its words: the one fewest terms share, then the longest
            rarest = min(item.needs, key=lambda number: (lengths[number] < 4, uses[number], -lengths[number], number))
            anchored[rarest].append(item)
        else:
            loose.append(item)
    return TermIndex({form: tuple(numbers) for form, numbers in groups.items()}, dict(anchored), loose)


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
    """(sentence number, term) for every term whose needed words all stand in that sentence."""
    known, groups, anchored, findall = index.words, index.groups, index.anchored, WORD.findall
    for number, span in enumerate(spans):
        yield from ((number, item) for item in index.loose)
        live = known.intersection(findall(norm, span.start, span.end))
        if not live:
            continue
        present = {group for word in live for group in groups[word]}
        for group in present:
            for item in anchored.get(group, ()):
                if item.needs <= present:
                    yield number, item
