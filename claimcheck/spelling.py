"""Spelling: which words of a text are surely misspelt, and what their authors meant.

A dictionary alone is no use here: half of the vocabulary of skin care (brands, ingredients, coined terms)
stands in none. So a word is reported only when it is unknown *and* a frequent word lies within a slip or two
of it, or when it is a listed misspelling. Everything here is pure: word lists come in, verdicts go out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain

Verdict = tuple[tuple[float, str], ...]  # (distance, suggestion), best first
Misspelling = tuple[int, int, str, tuple[str, ...]]  # (start, end, word as written, suggestions)

# Whatever could be reported looks like this in normalised text (a digit may stand inside: "ge4t").
_WORD = re.compile(r"[a-z][a-z0-9']{2,}")
_DIGIT_INSIDE = re.compile(r"[a-z]+(?:[0-9][a-z]+){1,2}")
_LETTERS = re.compile(r"[a-z]+")
_LONGEST = 60  # a longer run without a space is data, not a word
_MOST_VERDICTS = 100_000  # remembered at a time
_STRANGERS = 8  # with more unknown words than these, and a third of all, a text is not English prose

# A run between spaces, without the marks round it. Anything else is a code, an address, a handle or a path.
_MARKS_BEFORE = "\"'([{<*•·‣◦▪●¿¡✓✔→"
_MARKS_AFTER = "\"')]}>*.,;:!?…®™©"
_PART = r"[a-z0-9]+(?:'[a-z]+)?"
_RUN = re.compile(rf"{_PART}(?:[-/]{_PART})*'?")

_SENTENCE_START = re.compile(r"(?:[.!?…:][\"')\]]*\s+|\n\s*\n\s*)\W*$")
_NEXT_LETTER = re.compile(r"[\"')]*,?[ \t]*\n?[ \t]*[\"'(]?([^\W\d_])")
_WORD_BEFORE = re.compile(r"(?<![a-z'])([a-z']{4,})[\s,;()/]{1,9}$")
_WORD_AFTER = re.compile(r"[\s,;()/]{1,9}([a-z']{4,})")

# The price of one slip: a stray digit is surely a slip of the finger, a wrong first letter hardly ever.
_STRAY_DIGIT, _DIGIT_FOR_LETTER, _SWAP, _DOUBLED = 0.5, 0.6, 0.6, 0.6
_NEAR_KEY, _PLAIN, _FIRST = 0.8, 1.0, 1.25
_MIXED = 1.16
_CLOSE = 0.6  # so close that even a word of plausible make, or one used again and again, is a slip

# The gate, by the length of the unknown word: pairs of (longest distance, rarest candidate by rank).
# Short words are near to many others. A word of the domain must be nearer: chemical names come in families.
_GATES = {
    4: ((1.0, 120), (0.8, 2_000), (0.6, 6_000)),
    5: ((1.0, 2_000), (0.8, 8_000)),
    6: ((1.0, 20_000),),
    7: ((1.16, 20_000),),
    8: ((1.2, 20_000), (1.6, 6_000)),
    9: ((1.2, 20_000), (1.6, 6_000)),
}
_LONG_GATE = ((1.8, 20_000),)
_DOMAIN_GATE = {4: 0.0, 5: 0.0, 6: 0.8}
_LONG_DOMAIN_GATE = 1.0
_TRADE_RANK = 1_000
# Little words that get glued to the one after them, and how common that one must be.
_LITTLE = (
    "are",
    "the",
    "and",
    "with",
    "your",
    "this",
    "that",
    "have",
    "from",
    "you",
    "for",
    "was",
    "were",
    "our",
    "of",
    "is",
)
_RARE = 12_000

# Regular forms: an ending, what it replaced, and the shortest stem it may leave.
_ENDINGS = (
    *(("s", "", 3), ("es", "", 3), ("ies", "y", 3), ("ed", "", 3), ("ed", "e", 3), ("ied", "y", 3)),
    *(("ing", "", 3), ("ing", "e", 3), ("er", "", 3), ("er", "e", 3), ("ers", "", 3), ("ers", "e", 3)),
    *(("ier", "y", 3), ("iers", "y", 3), ("ification", "ify", 3), ("ly", "", 4), ("ally", "", 4)),
    *(("ness", "", 4), ("iness", "y", 3), ("less", "", 3), ("like", "", 3), ("free", "", 3), ("wise", "", 4)),
    *(("able", "", 4), ("able", "e", 4), ("ish", "", 3), ("ful", "", 4), ("ity", "", 5), ("ity", "e", 5)),
)


def _neighbours() -> dict[str, frozenset[str]]:
    """For each key of a QWERTY keyboard the keys that touch it; for a digit also the letters it resembles."""
    rows = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
    place = {key: (row, at + row * 0.5) for row, keys in enumerate(rows) for at, key in enumerate(keys)}
    near = {
        key: {other for other, (r, c) in place.items() if other != key and abs(r - row) <= 1 >= abs(c - at)}
        for key, (row, at) in place.items()
    }
    for digit, letters in {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "8": "b"}.items():
        near[digit] |= set(letters)
    return {key: frozenset(keys) for key, keys in near.items()}


_NEAR = _neighbours()
_BITS = {letter: 1 << at for at, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}


def distance(typed: str, meant: str, limit: float = 1e9) -> float:
    """How far `typed` is from `meant`, in slips; some number above `limit` when it is further than that.

    This is the distance of Damerau ("A technique for computer detection and correction of spelling errors",
    CACM 7(3), 1964): letters left out, put in, put for another, or two neighbours swapped; every stretch of
    the word is changed at most once. The slips are weighted: stray digits, swapped and doubled letters and
    neighbouring keys cost less than one, a slip in the first letter costs more.
    """
    head, rows, columns = 0, len(typed), len(meant)
    while head < rows and head < columns and typed[head] == meant[head]:
        head += 1
    while rows > head < columns and typed[rows - 1] == meant[columns - 1]:
        rows, columns = rows - 1, columns - 1
    if limit < 2 * _SWAP and max(rows, columns) - head > 2 and typed.isalpha():
        return limit + 1  # more than one slip
    left_out = [0.0]  # what it costs to leave out each letter of `meant`
    for j in range(head, columns):
        left_out.append(_FIRST if j == 0 else _DOUBLED if meant[j] == meant[j - 1] else _PLAIN)
    above: list[float] = []
    row = list(accumulate(left_out))
    for i in range(head, rows):
        key = typed[i]
        near = _NEAR.get(key, frozenset())
        plain = _FIRST if i == 0 else _PLAIN
        if key.isdigit():
            put_in, put_for = _STRAY_DIGIT, _DIGIT_FOR_LETTER
        else:
            put_in, put_for = _DOUBLED if i and key == typed[i - 1] else plain, _NEAR_KEY
        new = [row[0] + put_in]
        for j in range(head, columns):
            want, at = meant[j], j - head
            if key == want:
                cost = row[at]
            else:
                cost = row[at] + (put_for if want in near else plain)
                if i > head < j and key == meant[j - 1] and typed[i - 1] == want:
                    cost = min(cost, above[at - 1] + _SWAP)
            new.append(min(cost, row[at + 1] + put_in, new[at] + left_out[at + 1]))
        if min(new) > limit and min(row) > limit:
            return limit + 1
        above, row = row, new
    return row[-1]


def read_words(text: str) -> list[str]:
    """The words of a list, one per line, in their order; lines that start with `#` are comments."""
    if "#" not in text:
        return text.split()
    return [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]


def read_misspellings(text: str) -> dict[str, str]:
    """The pairs of a list of `typo,correction` lines."""
    cells = text.replace("\n", ",").split(",")
    return dict(zip(cells[::2], cells[1::2], strict=False))


def _letters(word: str) -> int:
    """The letters that occur in `word`, as a set of bits."""
    bits = 0
    for letter in word:
        bits |= _BITS[letter]
    return bits


def _stems(word: str) -> Iterator[str]:
    """The words that `word` may be a regular form of."""
    for ending, restored, least in _ENDINGS:
        if not word.endswith(ending):
            continue
        stem = word[: len(word) - len(ending)] + restored
        if len(stem) < least or (not restored and ending[0] in "aei" and stem[-1] == "e"):
            continue  # "useing" is no form of "use"
        if ending == "s" and (stem.endswith(("s", "x", "z", "ch", "sh")) or re.search("[^aeiou]y$", stem)):
            continue  # nor "bodys" of "body"
        yield stem
        if not restored and ending in ("ing", "ed", "er", "ers") and len(stem) > 3 and stem[-1] == stem[-2]:
            yield stem[:-1]


@dataclass(frozen=True, repr=False)
class Speller:
    """What is known about words; made by `make_speller`. It remembers its verdicts, so keep it."""

    list_words: Callable[[], Iterable[str]]
    domain: frozenset[str]
    list_frequent: Callable[[], Sequence[str]]
    trade: frozenset[str]
    prefixes: Mapping[str, tuple[str, ...]]
    list_misspellings: Callable[[], Mapping[str, str]]
    _verdicts: dict[str, Verdict] = field(default_factory=dict, compare=False)

    def __repr__(self) -> str:
        return f"<Speller of {len(self.known):,} words>"

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word that is right; read (20 ms) when a word turns up that is not among the frequent ones."""
        return frozenset(chain(self.list_words(), self.domain, self._frequent))

    @cached_property
    def _frequent(self) -> dict[str, None]:
        return dict.fromkeys(self.list_frequent())

    def unknown(self, words: Iterable[str]) -> set[str]:
        """Those of `words` (normalised) that stand in no list. Unknown does not mean wrong."""
        rare = set(words).difference(self._frequent)
        return rare - self.known if rare else rare

    def correct(self, word: str) -> tuple[str, ...]:
        """What the author of `word` meant, likeliest first; empty when it is known or not surely wrong."""
        return tuple(meant for _, meant in self.verdict(word.lower().replace("’", "'").strip("'")))

    def verdict(self, word: str) -> Verdict:
        """The words that `word` (normalised) may stand for, each with its distance: a listed correction first,
        then the nearest.
        """
        if word in self.known:
            return ()
        found = self._verdicts.get(word)
        if found is None:
            found = self._judge(word)
            if len(self._verdicts) >= _MOST_VERDICTS:
                self._verdicts.clear()
            self._verdicts[word] = found
        return found

    def is_formed(self, word: str) -> bool:
        """Whether `word` is made of known words by the rules of English: inflected, prefixed, compounded."""
        return self._is_derived(word) or any(
            word[:cut] in self.known and (word[cut:] in self.known or self._is_form(word[cut:]))
            for cut in range(4, len(word) - 3)
        )

    def _is_derived(self, word: str) -> bool:
        """Whether `word` is a known word with an ending or a prefix."""
        if self._is_form(word) or f"{word}s" in self.domain or word.replace("iz", "is") in self.known:
            return True
        for prefix in self.prefixes.get(word[:2], ()):
            rest = word.removeprefix(prefix)
            if 4 <= len(rest) < len(word) and (rest in self.known or self._is_form(rest)):
                return True
        return False

    def continues(self, word: str, letters: int) -> bool:
        """Whether `word` is the beginning of a candidate longer by this many `letters` or more."""
        lengths = range(len(word) + letters, len(word) + 10)
        buckets = (self._index.get((word[:2], length), ()) for length in lengths)
        return any(candidate.startswith(word) for bucket in buckets for candidate in bucket)

    def is_contraction(self, word: str) -> bool:
        """Whether `word` is a contraction without its apostrophe: "dont"."""
        return word in self._contractions

    def _is_form(self, word: str) -> bool:
        return any(stem in self.known for stem in _stems(word))

    def _judge(self, word: str) -> Verdict:
        if word.endswith("'s"):
            return tuple((cost, f"{meant}'s") for cost, meant in self.verdict(word[:-2]))
        bare = word.replace("'", "")
        if bare in self._contractions:
            return ((_CLOSE, self._contractions[bare]),)
        if "'" in word or len(word) > _LONGEST:
            return ()
        if listed := self.misspellings.get(word):
            first = (distance(word, listed), listed)
            others = [pair for pair in self._candidates(word) if pair[1] != listed]
            if others and others[0][1] in self.trade and listed not in self.trade and others[0][0] <= first[0]:
                return (others[0], first, *others[1:])[:5]  # the list was made for other texts
            return (first, *others)[:5]
        if _LETTERS.fullmatch(word):
            if len(word) < 4:
                return ()
            found = self._candidates(word)
            if found and found[0][0] > _CLOSE and self.is_formed(word):
                # Two short words make up many a misspelt term by chance: "rhino" and "platy", "ana" and "sthetic".
                cost, term = found[0]
                by_chance = len(word) > 8 and cost <= _PLAIN and term in self.trade
                return found if by_chance and not self._is_derived(word) else ()
            return found or self._run_together(word)
        return self._candidates(word) if self._is_digit_slip(word) else ()

    def _run_together(self, word: str) -> Verdict:
        """The two words that an unknown one is made of where a little one comes first or last: "areunhappy"."""
        if not 7 <= len(word) <= 20:
            return ()
        for little in _LITTLE:
            rest = word.removeprefix(little)
            if len(rest) < len(word) and self._is_common(rest) and (len(little) > 2 or len(rest) > 5):
                return ((_CLOSE, f"{little} {rest}"),)
        return ()

    def _is_common(self, word: str) -> bool:
        return len(word) > 3 and word in self.known and self.rank.get(word, _RARE) < _RARE

    def _is_digit_slip(self, word: str) -> bool:
        """Whether a digit stands in `word` as by a slip ("ge4t"), not in a code or for a word ("up2date")."""
        if not _DIGIT_INSIDE.fullmatch(word):
            return False
        parts = re.split("[0-9]", word)
        if sum(map(len, parts)) < 3 or (parts[-1] == "s" and parts[0] in self.known):
            return False  # "b2b", and "omega3s"
        spoken = re.fullmatch("[a-z]+[248][a-z]+", word)
        return not (spoken and all(len(part) > 1 and part in self.known for part in parts))

    def _candidates(self, word: str) -> Verdict:
        """The frequent words that pass the gate for `word`: nearest first; of equals the trade's, then the commoner."""
        bare = "".join(filter(_BITS.__contains__, word))
        if not bare:
            return ()
        length = len(word)
        digits = length - len(bare)
        gates = _GATES.get(length, _LONG_GATE)
        domain_gate = _DOMAIN_GATE.get(length, _LONG_DOMAIN_GATE)
        if digits:
            gates = ((_DIGIT_FOR_LETTER * digits, gates[-1][1]),)
            domain_gate = gates[0][0]
        widest = max(most for most, _ in gates)
        spelled = sorted(word)
        slips = digits or (1 if widest < 1.2 else 2)
        found: list[tuple[float, bool, int, str]] = []
        for candidate in self._similar(bare, range(length - slips, length + slips + 1), 2 * slips):
            mixed = length > 8 and sorted(candidate) == spelled  # all its letters, in another order
            cost = min(distance(word, candidate, widest), _MIXED if mixed else widest + 1)
            rank = self.rank[candidate]
            passes = any(cost <= most and rank < rarest for most, rarest in gates)
            if candidate in self.domain:
                passes = cost <= domain_gate or (passes and rank <= _TRADE_RANK and cost <= _PLAIN)
            if passes:
                found.append((cost, candidate not in self.trade, rank, candidate))
        found.sort()
        return tuple((cost, candidate) for cost, _, _, candidate in found[:5])

    def _similar(self, word: str, lengths: range, most: int) -> set[str]:
        """The candidates of these `lengths` that share the first two, the last two, or the first and last letter
        with `word`, and differ from it in at `most` so many kinds of letters.
        """
        letters = _letters(word)
        return {
            candidate
            for key in (word[:2], f"-{word[-2:]}", f"{word[0]}-{word[-1]}")
            for length in lengths
            for candidate in self._index.get((key, length), ())
            if (_letters(candidate) ^ letters).bit_count() <= most
        }

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """How common each word is that may be suggested: 0 is the commonest."""
        rank = {word: at for at, word in enumerate(self._frequent) if len(word) > 2 and _LETTERS.fullmatch(word)}
        middle = len(rank) // 2
        for word in self.domain:
            if len(word) > 4 and _LETTERS.fullmatch(word):
                rank.setdefault(word, middle)
        for word in sorted(self.trade):
            rank[word] = min(_TRADE_RANK, rank.get(word, _TRADE_RANK))
        return rank

    @cached_property
    def misspellings(self) -> Mapping[str, str]:
        """Listed misspellings and their corrections."""
        return self.list_misspellings()

    @cached_property
    def _contractions(self) -> dict[str, str]:
        """The contractions by what is left of them when the apostrophe is forgotten, where that is no word."""
        pairs = ((word.replace("'", ""), word) for word in self.known if "'" in word)
        return {bare: word for bare, word in pairs if bare not in self.known}

    @cached_property
    def _index(self) -> dict[tuple[str, int], list[str]]:
        """The candidates by length and by first letters, last letters, and (short ones) both ends."""
        index: dict[tuple[str, int], list[str]] = {}
        for word in self.rank:
            length = len(word)
            index.setdefault((word[:2], length), []).append(word)
            index.setdefault((f"-{word[-2:]}", length), []).append(word)
            if length < 7:
                index.setdefault((f"{word[0]}-{word[-1]}", length), []).append(word)
        return index


def make_speller(
    words: Callable[[], Iterable[str]],
    frequent: Callable[[], Sequence[str]],
    domain: Iterable[str] = (),
    misspellings: Callable[[], Mapping[str, str]] = dict,
    prefixes: Iterable[str] = (),
    trade: Iterable[str] = (),
) -> Speller:
    """A speller from lower-case lists: correct English `words`, the `frequent` ones commonest first, the
    words of the `domain`, and the `prefixes` that any known word may take. `misspellings` gives the listed ones
    with their corrections. Each of these three is asked once, when it is first needed. `trade` are known
    words that count as frequent in this kind of text, whatever their rank elsewhere.
    """
    domain = frozenset(domain)
    by_head: dict[str, tuple[str, ...]] = {}
    for prefix in prefixes:
        by_head[prefix[:2]] = (*by_head.get(prefix[:2], ()), prefix)
    return Speller(words, domain, frequent, frozenset(trade), by_head, misspellings)


def occurrences(norm: str) -> Callable[[str], int]:
    """How often a word stands in the normalised text of a draft; nothing is counted before it is asked."""
    counted: list[Counter[str]] = []

    def count(word: str) -> int:
        if not counted:
            counted.append(Counter(_WORD.findall(norm)))
        return counted[0][word]

    return count


def suspects(norm: str, speller: Speller) -> set[str]:
    """The words of a normalised text that may be misspelt: one look at a draft, and a second at their blocks only."""
    return _suspected(speller.unknown(_WORD.findall(norm)), speller)


def _suspected(unknown: Iterable[str], speller: Speller) -> set[str]:
    return {word for word in unknown if speller.verdict(word.rstrip("'").removesuffix("'s"))}


def find(
    norm: str,
    text: str,
    speller: Speller,
    start: int = 0,
    end: int | None = None,
    count: Callable[[str], int] | None = None,
) -> Iterator[Misspelling]:
    """The misspelt words of `text[start:end]`: (start, end, word, suggestions), in order.

    `norm` is `draft.normalise(text)`. `count` (see `occurrences`) tells how often a word stands in the whole
    draft: what is written thrice alike is a name or a term, unless it is all but a frequent word.
    Clean text costs one `findall` and one set difference.
    """
    stretch = _Stretch(norm, text, speller, start, len(norm) if end is None else end, count)
    words = set(_WORD.findall(norm, start, stretch.end))
    unknown = speller.unknown(words)
    if len(unknown) > 2 * _STRANGERS and len(unknown) * 2 > len(words):
        return
    suspected = _suspected(unknown, speller)
    strangers = len(unknown) - len(suspected)
    if not suspected or (strangers > _STRANGERS and strangers * 3 > len(words)):
        return
    for match in _WORD.finditer(norm, start, stretch.end):
        if match[0] in suspected:
            at, word = match.start(), match[0].rstrip("'").removesuffix("'s")
            if suggestions := stretch.suggest(at, word):
                yield at, at + len(word), text[at : at + len(word)], suggestions


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of text, to look round a suspect word in."""

    norm: str
    text: str
    speller: Speller
    start: int
    end: int
    count: Callable[[str], int] | None

    def suggest(self, at: int, word: str) -> tuple[str, ...]:
        """What to propose for the suspect at `at`; nothing if its surroundings speak for a name or a code."""
        to = at + len(word)
        written = self.text[at:to]
        if written[1:] != written[1:].lower():
            return ()
        run = self._run(at, to)
        if run is None:
            return ()
        left, right = run
        whole = self.norm[left:right].rstrip("'").removesuffix("'s")
        if whole != word and (len(word) < 6 or whole.replace("-", "") in self.speller.known):
            return ()
        verdict = self.speller.verdict(word)
        nearest = verdict[0][0]
        capital = written[0].isupper()
        listed = word in self.speller.misspellings or self.speller.is_contraction(word)
        sure = listed or (len(word) > 4 and nearest <= _CLOSE) or (len(word) > 7 and nearest <= _PLAIN)
        if capital and (at != left or not self._opens_sentence(left, right) or not sure):
            return ()
        if nearest > _CLOSE and (
            (not listed and self.count is not None and self.count(word) >= 3)
            or self._is_cut_off(word, to)
            or self._is_among_strangers(left, right)
        ):
            return ()
        return tuple(meant[0].upper() + meant[1:] if capital else meant for _, meant in verdict[:3])

    def _run(self, at: int, to: int) -> tuple[int, int] | None:
        """The words joined by hyphens or slashes round `[at, to)`; None when it is no such run."""
        left = max(self.start, at - _LONGEST)
        right = min(self.end, to + _LONGEST)
        before = self.norm[left:at].split(" ")[-1]
        after = self.norm[to:right].split(" ")[0]
        if (len(before) == _LONGEST) or (len(after) == _LONGEST):
            return None
        left, right = at - len(before.lstrip(_MARKS_BEFORE)), to + len(after.rstrip(_MARKS_AFTER))
        if not _RUN.fullmatch(self.norm, left, right):
            return None
        if (at > left and self.norm[at - 1] not in "-/") or (to < right and self.norm[to] not in "-/'"):
            return None
        ahead = self.norm[max(self.start, left - 4) : left].rstrip()
        return None if re.search("[a-z]-$", ahead) else (left, right)  # the end of a word broken in two

    def _opens_sentence(self, left: int, right: int) -> bool:
        """Whether the capital at `left` is that of a sentence: a stop stands before it, and prose goes on."""
        after = _NEXT_LETTER.match(self.text, right, self.end)
        if after is None or not after[1].islower():
            return False
        before = self.text[max(self.start, left - 20) : left]
        if left - self.start <= 20 and not any(map(str.isalpha, before)):
            return True
        return bool(_SENTENCE_START.search(before))

    def _is_cut_off(self, word: str, to: int) -> bool:
        """Whether the text breaks off within the word, as in a teaser ("a large number of treatm")."""
        if self.text.startswith(("…", "..."), to):
            return self.speller.continues(word, 1)
        if to < self.end and self.text[to] != "\n":
            return False
        line = max(self.start, self.text.rfind("\n", self.start, to))
        return self.speller.continues(word, 1 if to - line > 80 else 2)

    def _is_among_strangers(self, left: int, right: int) -> bool:
        """Whether a neighbour is a word nobody knows either: Latin, a foreign phrase, ingredients."""
        floor, ceiling = max(self.start, left - _LONGEST), min(self.end, right + _LONGEST)
        before = _WORD_BEFORE.search(self.norm[floor:left])
        after = _WORD_AFTER.match(self.norm, right, ceiling)
        neighbours = [(before[1], floor + before.start(1))] if before else []
        neighbours += [(after[1], after.start(1))] if after else []
        return any(
            word.isalpha()
            and len(word) < _LONGEST // 2
            and self.text.startswith(word, at)  # in lower case
            and word not in self.speller.known
            and not self.speller.verdict(word)
            and not self.speller.is_formed(word)
            for word, at in neighbours
        )
