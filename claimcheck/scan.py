"""Scan: which terms of which rules can occur in which sentence, found before anything dear is started.

A sentence's words are looked up in the forms of all terms at once; a term becomes a candidate only where one
form of each of its needed words stands. Only candidates are run as patterns.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from claimcheck.draft import Draft
from claimcheck.rulepack import Rule, RulePack
from claimcheck.terms import WORD, Term

_END = re.compile(r"[.!?…]+[\"'”’»)\]*_]*\s+(?=[^\sa-z])")
# A full stop after these does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|prof|st|no|vs|approx|e\.g|i\.e|fig|inc|ltd|dept)|^\W*\d+|\b[A-Z])\.\s+$", re.I
)
# A pattern whose first item is a punctuation mark or a class of them.
_SWIFT = re.compile(r"\[[^\w\s\\^\]]+\]|\\[^\w\s]|[^\w\s\\()\[.^$]")
_LONGEST = 4000  # characters; a longer "sentence" is a page without full stops, cut so that patterns stay fast


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of text inside one block: offsets, and the index of the block."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class RuleTerm:
    """A term with the rule it belongs to, its role there, and the needs that are looked up besides its anchor."""

    rule: Rule
    role: str
    term: Term
    others: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class TermIndex:
    """All terms of a pack, each anchored at the forms of its rarest need.

    Patterns that begin with a punctuation mark are `swift`: the regular expression engine jumps from mark to mark, so
    running them once over the whole draft is cheapest. `loose` terms need nothing and are tried on every sentence.
    A form may be a beginning with "*". `tags` remembers which beginnings a word met so far has, `seen` which words
    were met: a word is looked up letter by letter once, not once a sentence.
    """

    anchored: Mapping[str, Sequence[RuleTerm]]
    beginnings: frozenset[str]
    swift: Sequence[RuleTerm]
    loose: Sequence[RuleTerm]
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def learn(self, words: Iterable[str]) -> None:
        """Find out which beginnings the given words have."""
        for word in words:
            tags = tuple(tag for length in range(1, len(word) + 1) if (tag := word[:length] + "*") in self.beginnings)
            if tags:
                self.tags[word] = tags
            self.seen.add(word)

    def pattern(self, term: Term) -> re.Pattern[str]:
        """The compiled pattern of `term`; compiled when first needed, because a draft meets few of all terms."""
        compiled = self.patterns.get(term.pattern)
        if compiled is None:
            compiled = self.patterns[term.pattern] = re.compile(term.pattern)
        return compiled


def build_index(pack: RulePack) -> TermIndex:
    """The index of every term of `pack`."""
    anchored: dict[str, list[RuleTerm]] = defaultdict(list)
    swift: list[RuleTerm] = []
    loose: list[RuleTerm] = []
    beginnings: set[str] = set()
    shared: dict[tuple[str, ...], frozenset[str]] = {}
    every = [(rule, role, term) for rule in pack.rules for role, terms in rule.terms.items() for term in terms]
    uses = Counter(form for _, _, term in every for need in term.needs for form in need)

    def commonness(need: Sequence[str]) -> float:
        """A guess at how often a need is met: short words are common, words that many rules need, many forms."""
        return sum(len(form) ** -4.0 + uses[form] * 1e-4 for form in need)

    for rule, role, term in every:
        needs = sorted(term.needs, key=commonness)
        others = tuple(shared.setdefault(need, frozenset(need)) for need in needs[1:])
        item = RuleTerm(rule, role, term, others)
        for form in needs[0] if needs else ():
            anchored[form].append(item)
        if _SWIFT.match(term.pattern) and not term.slots:
            swift.append(item)
            continue
        if not needs:
            loose.append(item)
        beginnings.update(form for need in needs for form in need if form.endswith("*"))
    return TermIndex(dict(anchored), frozenset(beginnings), swift, loose)


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
    seen, tags, anchored, findall = index.seen, index.tags, index.anchored, WORD.findall
    anchors, tagged = anchored.keys(), tags.keys()
    for number, span in enumerate(spans):
        yield from ((number, item) for item in index.loose)
        words = set(findall(norm, span.start, span.end))
        if not words <= seen:
            index.learn(words - seen)
        if not words.isdisjoint(tagged):
            words.update([tag for word in words & tagged for tag in tags[word]])
        # Sorted, so that the order of terms never depends on the order of a set.
        tried: set[int] = set()
        for word in sorted(words & anchors):
            for item in anchored[word]:
                for need in item.others:
                    if need.isdisjoint(words):
                        break
                else:
                    if id(item) not in tried:
                        tried.add(id(item))
                        yield number, item
