"""Page: one draft as the claim checks see it: sentences, rule hits, tokens, entities and cues, each made on demand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from claimcheck.claims import quantities
from claimcheck.claims.quantities import Quantity
from claimcheck.dialects import avoided
from claimcheck.draft import Draft
from claimcheck.frames import Coded, coded
from claimcheck.nlp import Mention, Tokens, reader, spellings
from claimcheck.patterns import Patterns
from claimcheck.rulepack import Cue, Entry, Rule, RulePack, rule_text
from claimcheck.scan import (
    WHOLE,
    Key,
    Scan,
    Sentence,
    TermIndex,
    candidates,
    may_hold,
    sentences,
    words_in,
    words_of,
)
from claimcheck.schema import DIMENSIONS
from claimcheck.spelling import Speller, make_speller, read_misspellings, read_words
from claimcheck.terms import FILL

_REMEMBERED = 20_000  # sentences
_CLAUSE_MARKS = (";", ":", "(", ")", "--", "|")


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found: its role in its rule, text offsets, sentence number, and what stood in its slots."""

    role: str
    start: int
    end: int
    sentence: int
    quantity: Quantity | None = None
    slots: tuple[tuple[str, int, int], ...] = ()
    pattern: str = ""


@dataclass(frozen=True)
class Knowledge:
    """A rule pack made ready to read drafts: its terms indexed, its lexicon and cues given to spaCy on first use."""

    pack: RulePack
    patterns: Patterns = field(default_factory=Patterns)

    @cached_property
    def index(self) -> TermIndex:
        """The pack's terms by the words they need."""
        return TermIndex(self.pack, self.patterns)

    @cached_property
    def name_words(self) -> frozenset[str]:
        """Words of which a draft holds one if it names anything in the lexicon."""
        return frozenset(self.pack.name_words)

    @cached_property
    def ordered_rules(self) -> list[Rule]:
        """The rules by id: whatever order they came in, findings come in this one."""
        return sorted(self.pack.rules, key=lambda rule: rule.id)

    @cached_property
    def _spellers(self) -> dict[str, Speller]:
        return {}

    def speller(self, rule: Rule) -> Speller:
        """The speller of a spelling rule; its word lists are read when they are first needed."""
        made = self._spellers.get(rule.id)
        if made is None:
            listed = rule.data.get("misspellings")
            made = self._spellers[rule.id] = make_speller(
                lambda: self._listed(rule, "known"),
                lambda: self._listed(rule, "frequent"),
                self._listed(rule, "domain"),
                lambda: read_misspellings(rule_text(self.pack, rule, listed)) if listed else {},
                self._listed(rule, "prefixes"),
                self._listed(rule, "trade"),
            )
        return made

    @cached_property
    def english(self) -> dict[str, dict[str, str]]:
        """What drafts in each English avoid, and what they write instead; read for the first that says its own."""
        found: dict[str, dict[str, str]] = {}
        for rule in (rule for rule in self.pack.rules if rule.kind == "english"):
            lists = (frozenset(self._listed(rule, key)) for key in ("british", "american"))
            for language, words in avoided(*lists).items():
                found.setdefault(language, {}).update(words)
        return found

    def _listed(self, rule: Rule, key: str) -> list[str]:
        """The words of the lists that a rule names under `key`."""
        named = rule.data.get(key, ())
        files = [named] if isinstance(named, str) else named
        return [word for name in files for word in read_words(rule_text(self.pack, rule, name))]

    @cached_property
    def quantities(self) -> dict[str, tuple[Quantity, ...]]:
        """The quantities of the sentences met so far: a site says many things on every page."""
        return {}

    @cached_property
    def read(self) -> Callable[[str], Tokens]:
        """Tokens, lexicon entries and cues of a normalised text. Starts spaCy."""
        phrases: list[tuple[str, Iterable[str]]] = [
            (f"e{at}", [form for name in entry.names for form in spellings(name.lower())])
            for at, entry in enumerate(self.pack.entries)
        ]
        phrases += [(f"c{at}", cue.phrases) for at, cue in enumerate(self.pack.cues)]
        phrases += [(f"p{at}", cue.pseudo) for at, cue in enumerate(self.pack.cues) if cue.pseudo]
        phrases.append(("x", (*self.pack.ends, *_CLAUSE_MARKS)))
        return reader(phrases)


@dataclass(frozen=True)
class Page:
    """A draft under the rules of one Knowledge."""

    draft: Draft
    knowledge: Knowledge

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The draft's sentences in order."""
        return sentences(self.draft)

    @cached_property
    def _scan(self) -> Scan:
        return candidates(self.draft.norm, self.sentences, self.knowledge.index)

    @cached_property
    def coded(self) -> Coded:
        """The sentences as the classes of their words."""
        spans = [(sentence.start, sentence.end) for sentence in self.sentences]
        return coded(self.draft.norm, spans, self.knowledge.pack.grammar.signs)

    @cached_property
    def vocabulary(self) -> set[str]:
        """The words of the draft (see scan.words_of)."""
        return words_of(self.draft.norm)

    @cached_property
    def _live(self) -> dict[str, list[str]]:
        """The roles of each rule that has a term which may match, by rule."""
        index = self.knowledge.index
        found: dict[str, list[str]] = {}
        for rule, role in self._scan.places:
            found.setdefault(rule, []).append(role)
        for rule, roles in found.items():
            roles.sort()
            roles += index.support.get(rule, ())
        return found

    def roles(self, rule_id: str) -> Collection[str]:
        """The roles of a rule whose terms may match somewhere; their patterns have not run yet."""
        return self._live.get(rule_id) or self.knowledge.index.support.get(rule_id, {}).keys()

    def chances(self, rule_id: str, role: str) -> int:
        """How many times at most the terms of a role may match; their patterns have not run yet."""
        return len(self._scan.places.get((rule_id, role), ()))

    @cached_property
    def _hits(self) -> dict[Key, list[Hit]]:
        return {}

    def hits(self, rule_id: str, *roles: str) -> list[Hit]:
        """The matches of a rule's terms in the given roles, in the order of the text.

        Patterns run here and no earlier: a rule that looks at one role first may never need the others.
        """
        found: list[Hit] = []
        for role in roles:
            if role in self.knowledge.index.support.get(rule_id, ()):
                found += self.supporting(rule_id, role, range(len(self.sentences)))
                continue
            key = (rule_id, role)
            made = self._hits.get(key)
            if made is None:
                made = self._hits[key] = list(self._matches(role, sorted(self._scan.places.get(key, ()))))
            found += made
        found.sort(key=lambda hit: (hit.start, -hit.end, hit.role))
        return found

    @cached_property
    def _supporting(self) -> dict[tuple[str, str, int], list[Hit]]:
        return {}

    def supporting(self, rule_id: str, role: str, numbers: Iterable[int]) -> list[Hit]:
        """The matches in the sentences `numbers` of terms that matter only beside others: they are run only there."""
        found: list[Hit] = []
        rows = self.knowledge.index.support.get(rule_id, {}).get(role, ())
        for number in numbers if rows else ():
            key = (rule_id, role, number)
            made = self._supporting.get(key)
            if made is None:
                words, index = self._words(number), self.knowledge.index
                live = [row for row in rows if may_hold(row, words, index)]
                made = self._supporting[key] = [hit for row in live for hit in self._in_sentence(role, row, number)]
            found += made
        return found

    def unshielded(self, rule_id: str, *roles: str, shields: Sequence[str] = ("shield",)) -> list[Hit]:
        """The longest hits in the given roles, without those that a longer harmless phrase of `shields` holds."""
        found = self.hits(rule_id, *roles)
        numbers = dict.fromkeys(hit.sentence for hit in found)
        harmless = [hit for role in shields for hit in self.supporting(rule_id, role, numbers)]
        return [hit for hit in longest([*found, *harmless]) if hit.role not in shields]

    def between(self, start: int, end: int) -> range:
        """The numbers of the sentences that the characters `[start, end)` touch."""
        return range(self.sentence_at(start), self.sentence_at(max(end - 1, start)) + 1)

    @cached_property
    def _words_made(self) -> dict[int, set[str]]:
        return {}

    def _words(self, number: int) -> set[str]:
        """What the words of a sentence stand for (see scan.words_in)."""
        made = self._words_made.get(number)
        if made is None:
            span = self.sentences[number]
            sentence = self.draft.norm[span.start : span.end]
            made = self._words_made[number] = words_in(sentence, self.knowledge.index)
        return made

    def _matches(self, role: str, rows: Iterable[tuple[int, int]]) -> Iterator[Hit]:
        for number, row in rows:
            if number == WHOLE:
                yield from self._anywhere(role, row)
                continue
            found = self._in_sentence(role, row, number)
            if found:
                yield from found
            elif row in (ready := self._scan.ready[number]):
                ready.remove(row)

    def _in_sentence(self, role: str, at: int, number: int) -> list[Hit]:
        """The hits of a row in one sentence."""
        row = self.knowledge.pack.rows[at]
        if row.slots:
            may_match = not row.must or self._could_fill(row.must, number)
            return list(self._slotted(role, at, number)) if may_match else []
        context, end = self._scan.contexts[number], self.sentences[number].end
        first = end - len(context)
        found = self.knowledge.index.pattern(at).finditer(context, self.sentences[number].start - first)
        return [
            Hit(role, first + match.start(), first + match.end(), number, pattern=row.pattern)
            for match in found
            if match.end() > match.start()
        ]

    def _anywhere(self, role: str, at: int) -> Iterator[Hit]:
        """The hits of a swift row, run once over the whole draft, that stay within one sentence."""
        pattern = self.knowledge.index.pattern(at)
        for match in pattern.finditer(self.draft.norm):
            start, end = match.span()
            number = self.sentence_at(start)
            if end > start and self.sentences and end <= self.sentences[number].end:
                yield Hit(role, start, end, number, pattern=pattern.pattern)

    def _slotted(self, role: str, at: int, number: int) -> Iterator[Hit]:
        """The hits of a row with slots in one sentence, matched on text whose slots are masked."""
        row, pattern = self.knowledge.pack.rows[at], self.knowledge.index.pattern(at)
        masked, numbers = self._masked(number, row.slots)
        offset = self.sentences[number].start
        for match in pattern.finditer(masked):
            start, end = match.span()
            if end == start:
                continue
            slots = tuple(
                (kind, offset + match.start(group), offset + match.end(group))
                for kind in row.slots
                if match[group := kind.replace("-", "_")]
            )
            quantity = next((numbers[at] for kind, at, _ in slots if kind in DIMENSIONS), None)
            yield Hit(role, offset + start, offset + end, number, quantity, slots, row.pattern)

    @cached_property
    def _types_made(self) -> dict[int, frozenset[str]]:
        return {}

    @cached_property
    def _fillable(self) -> dict[tuple[tuple[str, ...], int], bool]:
        return {}

    def _could_fill(self, kinds: tuple[str, ...], number: int) -> bool:
        """Whether something in a sentence could fill each slot of `kinds`."""
        known = self._fillable.get((kinds, number))
        if known is None:
            known = self._fillable[kinds, number] = self._fills(kinds, number)
        return known

    def _fills(self, kinds: Iterable[str], number: int) -> bool:
        span = self.sentences[number]
        numeric = [kind for kind in kinds if kind in DIMENSIONS]
        if not all(quantities.may_stand(kind, self.draft.norm, span.start, span.end) for kind in numeric):
            return False  # a look at the marks of a quantity, before it is read
        named = [kind for kind in kinds if kind not in DIMENSIONS]
        if named:
            types = self._types_made.get(number)
            if types is None:
                found = frozenset(entry.type for _, entry in self.entities_in(span.start, span.end))
                types = self._types_made[number] = found
            if not types.issuperset(named):
                return False
        return not numeric or {quantity.dimension for quantity in self._quantities(number)}.issuperset(numeric)

    @cached_property
    def rules(self) -> frozenset[str]:
        """The ids of the rules that have a term which may match somewhere."""
        return frozenset(self._live)

    @cached_property
    def _masks_made(self) -> dict[tuple[int, tuple[str, ...]], tuple[str, dict[int, Quantity]]]:
        return {}

    def _masked(self, number: int, kinds: tuple[str, ...]) -> tuple[str, dict[int, Quantity]]:
        """A sentence whose spans of `kinds` are masked, and its quantities by offset; made once for all terms."""
        made = self._masks_made.get((number, kinds))
        if made is not None:
            return made
        span, masks = self.sentences[number], self.knowledge.pack.masks
        letters = list(self.draft.norm[span.start : span.end])
        numbers = {}
        if not set(kinds).isdisjoint(DIMENSIONS):
            numbers = {quantity.start: quantity for quantity in self._quantities(number)}
        fills = [(quantity.start, quantity.end, quantity.dimension) for quantity in numbers.values()]
        if not set(kinds) <= set(DIMENSIONS):
            tokens = self.tokens
            for mention, entry in self.entities_in(span.start, span.end):
                fills.append((tokens.starts[mention.start], tokens.ends[mention.end - 1], entry.type))
        for start, end, kind in fills:
            if kind in kinds:
                letters[start - span.start : end - span.start] = masks[kind] + FILL * (end - start - 1)
        made = self._masks_made[(number, kinds)] = ("".join(letters), numbers)
        return made

    @cached_property
    def _quantity_cache(self) -> dict[int, list[Quantity]]:
        return {}

    def quantities_in(self, hit: Hit) -> list[Quantity]:
        """The quantities inside the words of a hit."""
        return [q for q in self._quantities(hit.sentence) if hit.start <= q.start and q.end <= hit.end]

    def _quantities(self, number: int) -> list[Quantity]:
        cached = self._quantity_cache.get(number)
        if cached is None:
            span, known = self.sentences[number], self.knowledge.quantities
            sentence = self.draft.norm[span.start : span.end]
            made = known.get(sentence)
            if made is None:
                if len(known) > _REMEMBERED:
                    known.clear()
                made = known[sentence] = tuple(quantities.find(sentence))
            start = span.start
            moved = [replace(q, start=start + q.start, end=start + q.end) for q in made]
            cached = self._quantity_cache[number] = moved
        return cached

    @cached_property
    def tokens(self) -> Tokens:
        """Tokens and phrases of the whole draft. Starts spaCy."""
        return self.knowledge.read(self.draft.norm)

    @cached_property
    def entities(self) -> list[tuple[Mention, Entry]]:
        """The lexicon entries named in the draft, left to right, the longest name where several overlap."""
        if self.knowledge.name_words.isdisjoint(self.vocabulary):
            return []  # without a look at spaCy
        entries, found, reach = self.knowledge.pack.entries, [], 0
        for mention in self.tokens.mentions:
            if mention.label[0] == "e" and mention.start >= reach:
                found.append((mention, entries[int(mention.label[1:])]))
                reach = mention.end
        return found

    @cached_property
    def _entity_starts(self) -> list[int]:
        return [self.tokens.starts[mention.start] for mention, _ in self.entities]

    def entities_in(self, start: int, end: int) -> list[tuple[Mention, Entry]]:
        """The entries named in the characters `[start, end)`."""
        return self.entities[bisect_left(self._entity_starts, start) : bisect_left(self._entity_starts, end)]

    @cached_property
    def cues(self) -> list[tuple[Mention, Cue]]:
        """The context cues of the draft; one inside a longer cue, or touched by a pseudo-cue, does not count."""
        cues = self.knowledge.pack.cues
        told = [(mention, cues[int(mention.label[1:])]) for mention in self.tokens.mentions if mention.label[0] in "cp"]
        pseudo: dict[str, set[int]] = {}  # type → the tokens of its pseudo-wordings
        for mention, cue in told:
            if mention.label[0] == "p":
                pseudo.setdefault(cue.type, set()).update(range(mention.start, mention.end))
        found = []
        reach: dict[str, tuple[int, int]] = {}  # type → the wording seen so far that ends furthest
        for mention, cue in told:
            span, furthest = (mention.start, mention.end), reach.get(cue.type, (0, 0))
            if mention.label[0] == "p" or (mention.end <= furthest[1] and span != furthest):
                continue
            if pseudo.get(cue.type, set()).isdisjoint(range(mention.start, mention.end)):
                reach[cue.type] = span
                found.append((mention, cue))
        return found

    @cached_property
    def _cue_starts(self) -> list[int]:
        return [mention.start for mention, _ in self.cues]

    def cues_in(self, first: int, last: int) -> list[tuple[Mention, Cue]]:
        """The cues that start in the token range `[first, last)`."""
        return self.cues[bisect_left(self._cue_starts, first) : bisect_left(self._cue_starts, last)]

    @cached_property
    def _clause_ends(self) -> list[Mention]:
        return [mention for mention in self.tokens.mentions if mention.label == "x"]

    @cached_property
    def _clause_end_starts(self) -> list[int]:
        return [mention.start for mention in self._clause_ends]

    def clause(self, start: int, end: int, sentence: Sentence) -> tuple[int, int]:
        """The token range of the clause round the characters `[start, end)`."""
        first, last = self.tokens.range(sentence.start, sentence.end)
        here, there = self.tokens.range(start, end)
        at = bisect_right(self._clause_end_starts, here - 1)
        left = min(self._clause_ends[at - 1].end, here) if at else first  # "and is" may begin a claim's own words
        at = bisect_left(self._clause_end_starts, there)
        right = self._clause_end_starts[at] if at < len(self._clause_end_starts) else last
        return max(left, first), min(right, last)

    def words(self, first: int, last: int) -> Sequence[str]:
        """The normalised words of the token range `[first, last)`."""
        norm, starts, ends = self.draft.norm, self.tokens.starts, self.tokens.ends
        return [norm[starts[at] : ends[at]] for at in range(first, last)]

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds the character at `offset`."""
        return max(bisect_right(self.sentences, offset, key=lambda span: span.start) - 1, 0)


def longest(hits: Sequence[Hit]) -> list[Hit]:
    """The hits left when every one that overlaps a longer one is dropped, in the order of the text."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start, hit.role)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
