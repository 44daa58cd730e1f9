"""Scan: which terms of which rules can occur in which sentence, found before anything dear is started.

A sentence's words are looked up in the forms of all terms at once; a term becomes a candidate only where one
form of each of its needed words stands. Only candidates are run as patterns.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from operator import eq

from claimcheck.draft import Draft
from claimcheck.needs import REPEATED
from claimcheck.patterns import Patterns
from claimcheck.rulepack import NEAR, RulePack
from claimcheck.terms import WORD

_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]*_]*\s+(?=[^\sa-z])")
_NUMBER = re.compile(r"\bno\.\s+(?=\d)", re.I)  # "No. 12"
_INITIAL = r"(?<!vitamin )(?<!type )(?<!grade )(?<!plan )(?<!step )(?<!hepatitis )\b(?-i:[A-HJ-Z])"  # "J. Smith"
# A full stop after these does not end a sentence.
_ABBREVIATION = re.compile(
    rf"(?:\b(?:dr|mr|mrs|ms|prof|st|vs|approx|e\.g|i\.e|fig|inc|ltd|dept)|^\W*\d+|{_INITIAL})\.\s+$", re.I
)
CONTEXT = 4  # characters before a sentence, for patterns that begin where a sentence does
_REMEMBERED = 50_000  # sentences
_LONGEST = 4000  # characters; a longer "sentence" is a page without full stops, cut so that patterns stay fast


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of text inside one block: offsets, and the index of the block."""

    start: int
    end: int
    block: int


Key = tuple[str, str]  # rule id and role
Candidates = dict[Key, list[tuple[int, int]]]  # (sentence number, row)
WHOLE = -1  # the sentence number of a row that is run once over the whole draft
_Groups = list[tuple[frozenset[str], tuple[int, ...]]]  # rows by the next need to look for


class _Pairs(dict[tuple[str, str], tuple[int, ...]]):
    """The rows that two words, the second `distance` words after the first, may belong to; each pair is learnt once."""

    def __init__(self, index: TermIndex, distance: int) -> None:
        super().__init__()
        self._index, self._distance = index, distance

    def __missing__(self, pair: tuple[str, str]) -> tuple[int, ...]:
        index = self._index
        lookup = index.pack.lookup
        begun, ended = index.meant(pair[0], lookup.begins), index.meant(pair[1], lookup.ends)
        rows = [
            number
            for first in begun
            for second in ended
            for number in lookup.pairs.get((first, second), ())
            if index.is_chosen(number) and index.pack.rows[number].step >= self._distance
        ]
        made = self[pair] = tuple(dict.fromkeys(rows))
        return made


class _Keys(dict[int, Key]):
    """Rule id and role of each row, read when first asked for."""

    def __init__(self, pack: RulePack) -> None:
        super().__init__()
        self._rows = pack.rows

    def __missing__(self, number: int) -> Key:
        row = self._rows[number]
        made = self[number] = (row.rule, row.role)
        return made


class _Forms(dict[str, tuple[str, ...]]):
    """What a word stands for: itself, its owner ("peel's": peel), and the beginnings that some term asks for."""

    def __init__(self, index: TermIndex) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, word: str) -> tuple[str, ...]:
        known = self._index.beginnings
        plain = dict.fromkeys((word, word.partition("'")[0]))
        tags = [tag for form in plain for end in range(1, len(form) + 1) if (tag := form[:end] + "*") in known]
        made = self[word] = (*plain, *tags)
        self._index.learn(made)
        return made


@dataclass(frozen=True)
class TermIndex:
    """The terms of a pack, looked up by the words they need; patterns are compiled when first met.

    `near` (by the distance of two words), `alone` (the rows that one word suffices for), `far` (the rows that a word
    anchors, by the need to look for next) and `forms` (what a word stands for) remember what was learnt about the words
    met so far; `memo` about whole sentences, for a site says many things on every page: the rows that may match one,
    less those that were tried and did not.
    """

    pack: RulePack
    compiler: Patterns = field(default_factory=Patterns)
    patterns: dict[int, re.Pattern[str]] = field(default_factory=dict)
    alone: dict[str, tuple[int, ...]] = field(default_factory=dict)
    far: dict[str, _Groups] = field(default_factory=dict)
    others: dict[int, tuple[frozenset[str], ...]] = field(default_factory=dict)
    sets: dict[int, frozenset[str]] = field(default_factory=dict)
    memo: dict[str, list[int]] = field(default_factory=dict)

    @cached_property
    def forms(self) -> _Forms:
        """What each word met so far stands for."""
        return _Forms(self)

    @cached_property
    def near(self) -> tuple[_Pairs, ...]:
        """The rows that two words may belong to, by their distance: 1, 2 and 3 words."""
        return tuple(_Pairs(self, distance) for distance in range(1, NEAR + 1))

    def is_chosen(self, number: int) -> bool:
        """Whether the rule of a row is among those to check."""
        return self.pack.rows[number].rule in self.pack.by_id

    @cached_property
    def keys(self) -> _Keys:
        """Rule id and role of every row met so far."""
        return _Keys(self.pack)

    @cached_property
    def support(self) -> Mapping[str, Mapping[str, Sequence[int]]]:
        """The rows of each chosen rule that are looked for on request only, by role."""
        return {rule: roles for rule, roles in self.pack.lookup.support.items() if rule in self.pack.by_id}

    @cached_property
    def everywhere(self) -> list[int]:
        """The rows that no word helps to find but that are swift: they run once, on the whole draft."""
        return [number for number in self.pack.lookup.swift if self.is_chosen(number)]

    @cached_property
    def loose(self) -> list[int]:
        """The rows that must be tried on every sentence; no shipped rule should have any."""
        return [number for number in self.pack.lookup.loose if self.is_chosen(number)]

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The beginnings of words ("bruis*") that some term asks for."""
        return frozenset(self.pack.lookup.beginnings)

    def meant(self, word: str, needs: Mapping[str, Sequence[int]]) -> list[int]:
        """Those of `needs` (by form) that `word` is a form of."""
        return list(dict.fromkeys(need for form in self.forms[word] for need in needs.get(form, ())))

    def needed(self, need: int) -> frozenset[str]:
        """The forms of a need; made once, for many rows share it."""
        made = self.sets.get(need)
        if made is None:
            made = self.sets[need] = frozenset(self.pack.needs[need].split())
        return made

    def learn(self, forms: Iterable[str]) -> None:
        """Find out which rows each of `forms` anchors."""
        lookup = self.pack.lookup
        for form in forms:
            groups: dict[frozenset[str], list[int]] = {}
            alone: list[int] = []
            for number in [number for anchor in lookup.anchors.get(form, ()) for number in lookup.anchored[anchor]]:
                if not self.is_chosen(number):
                    continue
                row = self.pack.rows[number]
                if row.second is None:
                    alone.append(number)
                else:
                    groups.setdefault(self.needed(row.second), []).append(number)
            if alone:
                self.alone[form] = tuple(alone)
            if groups:
                self.far[form] = [(need, tuple(group)) for need, group in groups.items()]

    def rest(self, number: int) -> tuple[frozenset[str], ...]:
        """The needs of a row besides its anchor and the second."""
        made = self.others.get(number)
        if made is None:
            row = self.pack.rows[number]
            needs = dict.fromkeys(need for need in row.needs if need not in (row.anchor, row.second))
            made = self.others[number] = tuple(self.needed(need) for need in needs)
        return made

    def pattern(self, number: int) -> re.Pattern[str]:
        """The compiled pattern of a row; compiled when first needed, because a draft meets few of all terms."""
        compiled = self.patterns.get(number)
        if compiled is None:
            compiled = self.patterns[number] = self.compiler.compile(self.pack.rows[number].pattern)
        return compiled


def sentences(draft: Draft) -> list[Sentence]:
    """The sentences of every block, in order."""
    text = draft.text
    found: list[Sentence] = []
    for at, block in enumerate(draft.blocks):
        start = block.start
        for match in _END.finditer(text, block.start, block.end):
            before = text[max(start, match.end() - 16) : match.end()]
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


@dataclass(frozen=True, slots=True)
class Scan:
    """What may match where in a draft: `places` has, for each rule and role, (sentence number, row) of every term whose
    needed words stand together in that sentence; WHOLE for a row that is run over the whole draft.

    `contexts` are the sentences as patterns see them, with the few characters before. `ready` are the rows that may
    match each sentence: what is taken out is not tried when the same sentence is met again.
    """

    places: Candidates
    contexts: Sequence[str]
    ready: Sequence[list[int]]


def candidates(norm: str, spans: Sequence[Sentence], index: TermIndex) -> Scan:
    """The terms that may match each sentence of a draft."""
    found: Candidates = defaultdict(list)
    contexts, lists = [], []
    keys, memo = index.keys, index.memo
    if len(memo) > _REMEMBERED:
        memo.clear()
        for pairs in index.near:
            pairs.clear()
    for row in index.everywhere:
        found[keys[row]].append((WHOLE, row))
    for number, span in enumerate(spans):
        context = norm[max(span.start - CONTEXT, 0) : span.end]
        ready = memo.get(context)
        if ready is None:
            ready = memo[context] = _ready(norm[span.start : span.end], index)
        for row in ready:
            found[keys[row]].append((number, row))
        contexts.append(context)
        lists.append(ready)
    return Scan(found, contexts, lists)


def words_of(norm: str) -> set[str]:
    """The words of a normalised text; "peel's" is there twice, as itself and as "peel"."""
    listed = WORD.findall(norm)
    return {*listed, *[word.partition("'")[0] for word in listed if "'" in word]}


def _ready(sentence: str, index: TermIndex) -> list[int]:
    """The rows whose needed words all stand in a sentence.

    Most terms hold two words that stand together: what a pair of neighbours may belong to is learnt once, and looked up
    in a tenth of the time it takes to look for the words of every term in every sentence (measured).
    """
    listed = WORD.findall(sentence)
    words = _known_words(listed, index)
    found = [
        rows
        for distance, pairs in enumerate(index.near, 1)
        for rows in map(pairs.__getitem__, zip(listed, listed[distance:], strict=False))
        if rows
    ]
    found += [index.alone[word] for word in words & index.alone.keys()]
    for word in words & index.far.keys():
        found += [rows for need, rows in index.far[word] if not need.isdisjoint(words)]
    ready, known = [], index.others
    for row in {*chain.from_iterable(found), *index.loose}:  # a set, for two forms of one need
        rest = known.get(row)
        if rest is None:
            rest = index.rest(row)
        for need in rest:
            if need.isdisjoint(words):
                break
        else:
            ready.append(row)
    return ready


def words_in(sentence: str, index: TermIndex) -> set[str]:
    """What the words of a sentence stand for, as the needs of terms name it."""
    return _known_words(WORD.findall(sentence), index)


def may_hold(number: int, words: Set[str], index: TermIndex) -> bool:
    """Whether a sentence of these words holds all the words that a row needs."""
    return not any(index.needed(need).isdisjoint(words) for need in index.pack.rows[number].needs)


def _known_words(listed: Sequence[str], index: TermIndex) -> set[str]:
    words = set(chain.from_iterable(map(index.forms.__getitem__, listed)))
    if any(map(eq, listed, listed[1:])):
        words.update(index.forms[REPEATED])
    return words
