"""Scan: which terms of which rules can occur in which sentence, found before anything dear is started.

A sentence's words are looked up in the forms of all terms at once; a term becomes a candidate only where one
form of each of its needed words stands. Only candidates are run as patterns.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from operator import eq

from claimcheck.draft import Draft
from claimcheck.needs import REPEATED
from claimcheck.rulepack import RulePack
from claimcheck.terms import WORD, Term

_END = re.compile(r"[.!?…]+[\"'”’»)\]*_]*\s+(?=[^\sa-z])")
_NUMBER = re.compile(r"\bno\.\s+(?=\d)", re.I)  # "No. 12"
# A full stop after these does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|prof|st|vs|approx|e\.g|i\.e|fig|inc|ltd|dept)|^\W*\d+|\b[A-Z])\.\s+$", re.I
)
_REMEMBERED = 50_000  # sentences
_ASKED = 12  # a pattern that comes up so often is worth compiling
_LONGEST = 4000  # characters; a longer "sentence" is a page without full stops, cut so that patterns stay fast


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of text inside one block: offsets, and the index of the block."""

    start: int
    end: int
    block: int


Key = tuple[str, str]  # rule id and role


@dataclass(frozen=True)
class TermIndex:
    """The terms of a pack, looked up by the words they need; objects and patterns are made when first met.

    `live` (the rows a word anchors, by the need to look for next), `tags` (the beginnings it has) and `seen` remember
    what was learnt about the words met so far: a word is looked up letter by letter once, not once a sentence.
    """

    pack: RulePack
    terms: dict[int, Term] = field(default_factory=dict)
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    live: dict[str, list[tuple[frozenset[str] | None, tuple[int, ...]]]] = field(default_factory=dict)
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    others: dict[int, tuple[frozenset[str], ...]] = field(default_factory=dict)
    sets: dict[int, frozenset[str]] = field(default_factory=dict)
    memo: dict[str, list[int]] = field(default_factory=dict)

    @cached_property
    def chosen(self) -> list[int]:
        """The numbers of the rows whose rules were chosen."""
        return [number for number in range(len(self.pack.rows)) if self._is_chosen(number)]

    def _is_chosen(self, number: int) -> bool:
        return self.pack.rows[number].rule in self.pack.by_id

    @cached_property
    def roles(self) -> dict[str, list[str]]:
        """The roles of each chosen rule."""
        found: dict[str, dict[str, None]] = {}
        for number in self.chosen:
            row = self.pack.rows[number]
            found.setdefault(row.rule, {})[row.role] = None
        return {rule: list(roles) for rule, roles in found.items()}

    @cached_property
    def keys(self) -> list[Key]:
        """Rule id and role of every row."""
        return [(row.rule, row.role) for row in self.pack.rows]

    @cached_property
    def everywhere(self) -> list[tuple[int, int]]:
        """(sentence number, row) of the rows that no word helps to find: swift ones run on the whole draft (-1)."""
        return [(-1, number) for number in self.chosen if self.pack.rows[number].swift]

    @cached_property
    def loose(self) -> list[int]:
        """The rows that must be tried on every sentence; no shipped rule should have any."""
        return [
            number for number in self.chosen if not self.pack.rows[number].checks and not self.pack.rows[number].swift
        ]

    def _others(self, number: int) -> tuple[frozenset[str], ...]:
        """The needs of a row besides its anchor, the rarest first, as sets of forms."""
        made = self.others.get(number)
        if made is None:
            numbers = self.pack.rows[number].checks[1:]
            made = self.others[number] = tuple(map(self._forms, numbers))
        return made

    def _forms(self, need: int) -> frozenset[str]:
        """The forms of a need; made once, for many rows share it."""
        made = self.sets.get(need)
        if made is None:
            made = self.sets[need] = frozenset(self.pack.needs[need])
        return made

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(form for need in self.pack.needs for form in need if form.endswith("*"))

    def learn(self, words: Iterable[str]) -> None:
        """Find out which rows the given words anchor, and which beginnings they have."""
        for word in words:
            tags = [tag for length in range(1, len(word) + 1) if (tag := word[:length] + "*") in self._beginnings]
            rows = [row for form in (word, *tags) for row in self.pack.anchors.get(form, ()) if self._is_chosen(row)]
            if tags:
                self.tags[word] = tuple(tags)
            if rows:
                groups: dict[frozenset[str] | None, list[int]] = {}
                for row in rows:
                    others = self._others(row)
                    groups.setdefault(others[0] if others else None, []).append(row)
                self.live[word] = [(need, tuple(group)) for need, group in groups.items()]
            self.seen.add(word)

    def term(self, number: int) -> Term:
        """The term of a row."""
        made = self.terms.get(number)
        if made is None:
            row, needs = self.pack.rows[number], self.pack.needs
            every = tuple(tuple(needs[need]) for need in row.needs)
            made = self.terms[number] = Term(
                row.source, row.pattern, every, tuple(row.slots), tuple(row.steps), tuple(row.must)
            )
        return made

    def may_match(self, term: Term, norm: str, span: Sentence) -> bool:
        """Whether it is worth while to compile the pattern of `term` for a sentence."""
        if term.pattern in self.patterns or not term.steps:
            return True
        asked = self.asked[term.pattern] = self.asked.get(term.pattern, 0) + 1
        return asked > _ASKED or term.is_plausible(WORD.findall(norm, span.start, span.end))

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
            before = text[max(start, match.end() - 12) : match.end()]
            if text[match.start()] == "." and (_ABBREVIATION.search(before) or _NUMBER.match(text, match.start() - 2)):
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


def candidates(norm: str, spans: Sequence[Sentence], index: TermIndex) -> dict[Key, list[tuple[int, int]]]:
    """For each rule and role, (sentence number, row) of every term whose needed words all stand in that sentence.

    A row that is run over the whole draft has the sentence number -1. A sentence takes about 20 µs, one that stood in
    an earlier draft one: a site says many things on every page.
    """
    found: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    keys, memo = index.keys, index.memo
    for number, row in index.everywhere:
        found[keys[row]].append((number, row))
    for number, span in enumerate(spans):
        sentence = norm[span.start : span.end]
        ready = memo.get(sentence)
        if ready is None:
            ready = memo[sentence] = _ready(sentence, index)
        for row in ready:
            found[keys[row]].append((number, row))
    if len(memo) > _REMEMBERED:
        memo.clear()
    return found


def words_of(norm: str) -> set[str]:
    """The words of a normalised text; "peel's" is there twice, as itself and as "peel"."""
    return _with_owners(WORD.findall(norm))


def _with_owners(listed: Sequence[str]) -> set[str]:
    return {*listed, *[word.partition("'")[0] for word in listed if "'" in word]}


def _ready(sentence: str, index: TermIndex) -> list[int]:
    """The rows whose needed words all stand in a sentence, in order."""
    others, live, tags, seen = index.others, index.live, index.tags, index.seen
    listed = WORD.findall(sentence)
    words = _with_owners(listed)
    if any(map(eq, listed, listed[1:])):
        words.add(REPEATED)
    if not words <= seen:
        index.learn(words - seen)
    anchors = words & live.keys()
    if not words.isdisjoint(tags):
        words.update([tag for word in words & tags.keys() for tag in tags[word]])
    near = [rows for word in anchors for need, rows in live[word] if need is None or not need.isdisjoint(words)]
    # Sorted, so that the order of terms never depends on the order of a set; a set, for two forms of one need.
    return [
        row
        for row in sorted({*chain.from_iterable(near), *index.loose})
        if not any(need.isdisjoint(words) for need in others.get(row, ())[1:])
    ]
