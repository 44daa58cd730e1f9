"""Spelling: which words of a text are surely misspelt, and what their authors meant.

A dictionary alone is no use here: half of the vocabulary of skin care (brands, ingredients, coined terms) stands in
none. So a word is reported only when it is unknown *and* a frequent word lies within a fraction of a slip of it, or
when it is a listed misspelling. Everything here is pure: the word lists come in as sets, the verdicts go out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

# Every word that could be reported looks like this in normalised text (a digit may stand inside, as in "ge4t").
_WORD = re.compile(r"[a-z][a-z0-9']{2,}")
_EDGE = "'"
_DIGIT_INSIDE = re.compile(r"[a-z]+(?:[0-9][a-z]+){1,2}")
_LETTERS = re.compile(r"[a-z]+")
_MAX_TOKEN = 60  # a longer run without a space is data, not a word
_MAX_CACHE = 100_000

# What may stand before and after a word without being part of it, and what makes the whole run a code, a path,
# a handle or a tag instead of words.
_BEFORE = frozenset("\"'([{<*•·‣◦▪●–—¿¡✓✔→»«")
_AFTER = frozenset("\"')]}>*.,;:!?…®™©")
_BODY = re.compile(r"[a-z0-9'.,;:!?\"()-]+(?:/[a-z0-9'.,;:!?\"()-]+)?")

_SENTENCE_END = re.compile(r"[.!?…]['\")\]]*\s*$|\n\s*\n\s*$")
_OPENING = re.compile(r"[\s\"'(\[•·‣◦▪●*–—-]*(?:\d{1,2}[.)]\s+)?[\"'(\[]?$")
_NEXT_WORD = re.compile(r"[,;:]?\s+[\"'(]?([^\W\d_])")


def _neighbours() -> dict[str, frozenset[str]]:
    """For each key of a QWERTY keyboard the keys that touch it; for digits also the letters they resemble."""
    rows = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
    place = {key: (row, column + row * 0.5) for row, keys in enumerate(rows) for column, key in enumerate(keys)}
    near = {
        key: {other for other, (r, c) in place.items() if other != key and abs(r - row) <= 1 and abs(c - column) <= 1}
        for key, (row, column) in place.items()
    }
    for digit, letters in {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "8": "b"}.items():
        near[digit] |= set(letters)
    return {key: frozenset(keys) for key, keys in near.items()}


_NEAR = _neighbours()

# The price of one slip. The order is what counts: a stray digit is almost certainly a slip of the finger,
# a wrong first letter hardly ever.
_STRAY_DIGIT, _DIGIT_FOR_LETTER, _SWAP, _DOUBLED, _NEAR_KEY, _PLAIN, _FIRST = 0.5, 0.6, 0.6, 0.6, 0.8, 1.0, 1.25
_CLOSE = 0.6  # so close that even a word of plausible make, or one used again and again, is a slip


def distance(typed: str, meant: str, limit: float = 9.0) -> float:
    """How far `typed` is from `meant`, in slips; more than `limit` when it is further than that.

    This is the distance of Damerau ("A technique for computer detection and correction of spelling errors",
    CACM 7(3), 1964): letters left out, put in, put for another, or two neighbours swapped; each stretch of the
    word is changed at most once. The slips are weighted: stray digits, swapped and doubled letters and
    neighbouring keys cost less, a slip in the first letter costs more.
    """
    rows, columns = len(typed), len(meant)
    before: list[float] = []
    row = [0.0]
    for j in range(columns):
        row.append(row[j] + (_DOUBLED if j and meant[j] == meant[j - 1] else _FIRST if j == 0 else _PLAIN))
    for i in range(rows):
        key = typed[i]
        near = _NEAR.get(key, frozenset())
        digit = key.isdigit()
        put_in = _STRAY_DIGIT if digit else _DOUBLED if i and key == typed[i - 1] else _FIRST if i == 0 else _PLAIN
        put_for = _DIGIT_FOR_LETTER if digit else _NEAR_KEY
        plain = _FIRST if i == 0 else _PLAIN
        new = [row[0] + put_in]
        for j in range(columns):
            want = meant[j]
            if key == want:
                best = row[j]
            else:
                best = row[j] + (put_for if want in near else plain)
                if i and j and key == meant[j - 1] and typed[i - 1] == want:
                    best = min(best, before[j - 1] + _SWAP)
            left_out = _DOUBLED if j and want == meant[j - 1] else _FIRST if j == 0 else _PLAIN
            new.append(min(best, row[j + 1] + put_in, new[j] + left_out))
        if min(new) > limit and min(row) > limit:
            return limit + 1
        before, row = row, new
    return row[columns]


def read_words(text: str) -> list[str]:
    """The words of a list, one per line, in the order of the list; lines that start with `#` are comments."""
    if "#" not in text:
        return text.split()
    return [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]


def read_misspellings(text: str) -> dict[str, str]:
    """The pairs of a list of `typo,correction` lines."""
    cells = text.replace("\n", ",").split(",")
    return dict(zip(cells[::2], cells[1::2], strict=False))


def _limit(word: str) -> float:
    """How far a frequent word may be from `word` (of plain letters) for it to be called a slip."""
    return 1.16 if len(word) < 8 else 1.8


def _rank_limit(length: int) -> int:
    """How rare a word may be to be proposed for an unknown word of `length` letters; short words are near to many."""
    return 2_000 if length < 5 else 6_000 if length < 6 else 20_000


_ENDINGS = (
    ("s", "", 3), ("es", "", 3), ("ies", "y", 3), ("ing", "", 3), ("ing", "e", 3), ("ed", "", 3), ("ed", "e", 3),
    ("ied", "y", 3), ("er", "", 4), ("er", "e", 4), ("ers", "", 4), ("ers", "e", 4), ("ly", "", 4), ("ally", "", 4),
    ("ness", "", 4), ("iness", "y", 3), ("less", "", 3), ("like", "", 3), ("free", "", 3), ("wise", "", 4),
    ("able", "", 4), ("able", "e", 4), ("ish", "", 3), ("ful", "", 4), ("ity", "", 5), ("ity", "e", 5),
)  # fmt: skip


def _stems(word: str) -> Iterator[str]:
    """The words that `word` may be a regular form of."""
    for ending, restored, least in _ENDINGS:
        if not word.endswith(ending):
            continue
        stem = word[: len(word) - len(ending)] + restored
        if len(stem) < least or (not restored and ending[0] in "aei" and stem.endswith("e")):
            continue  # "useing" is no form of "use"
        if ending == "s" and (stem.endswith(("s", "x", "z", "ch", "sh")) or stem[-2:-1] not in "aeiou" and stem[-1] == "y"):
            continue  # nor "bodys" of "body"
        yield stem
        if not restored and ending in ("ing", "ed", "er", "ers") and len(stem) > 3 and stem[-1] == stem[-2]:
            yield stem[:-1]


_PREFIX_LIST = (
    "anti bio co cryo de derm derma dermo dis electro endo extra hydro hyper hypo immuno infra inter intra lipo macro "
    "mega meta micro mid mini mono multi nano neo neuro non out over para peri photo phyto poly post pre pro pseudo re "
    "retro semi sub super supra tele thermo trans tri ultra un under uni vaso"
).split()
_PREFIXES: dict[str, list[str]] = {}
for _prefix in _PREFIX_LIST:
    _PREFIXES.setdefault(_prefix[:2], []).append(_prefix)


@dataclass(frozen=True)
class Speller:
    """What is known about words; make one with `make_speller`. Verdicts are remembered, so keep it."""

    known: frozenset[str]
    rank: Mapping[str, int]
    misspellings: Mapping[str, str]
    contractions: Mapping[str, str]
    _verdicts: dict[str, tuple[tuple[float, str], ...]] = field(default_factory=dict, repr=False, compare=False)

    # -- the public questions ----------------------------------------------------------------------------------

    def unknown(self, words: Iterable[str]) -> set[str]:
        """Those of `words` (normalised, lower case) that stand in no list. Unknown does not mean wrong."""
        return set(words) - self.known

    def correct(self, word: str) -> tuple[str, ...]:
        """What the author of `word` meant, likeliest first; empty when it is known or not surely wrong."""
        return tuple(meant for _, meant in self.verdict(word.lower().replace("’", "'")))

    def is_close(self, word: str) -> bool:
        """Whether `word` is a listed misspelling or a slip so small that repeating it proves nothing."""
        verdict = self.verdict(word)
        return bool(verdict) and verdict[0][0] <= _CLOSE

    def verdict(self, word: str) -> tuple[tuple[float, str], ...]:
        """(distance, suggestion) of the words that `word` (lower case) may stand for, nearest first."""
        if word in self.known:
            return ()
        found = self._verdicts.get(word)
        if found is None:
            found = self._judge(word)
            if len(self._verdicts) >= _MAX_CACHE:
                self._verdicts.clear()
            self._verdicts[word] = found
        return found

    # -- how a word is judged ----------------------------------------------------------------------------------

    def _judge(self, word: str) -> tuple[tuple[float, str], ...]:
        if word.endswith("'s"):
            return tuple((cost, f"{meant}'s") for cost, meant in self.verdict(word[:-2]))
        bare = word.replace("'", "")
        if bare in self.contractions:
            return ((_CLOSE, self.contractions[bare]),)
        if "'" in word or len(word) > _MAX_TOKEN:
            return ()
        if listed := self.misspellings.get(word):
            rest = tuple(pair for pair in self._candidates(word, _limit(word)) if pair[1] != listed)
            return ((0.0, listed), *rest)[:5]
        if _LETTERS.fullmatch(word):
            if len(word) < 4:
                return ()
            return self._candidates(word, _CLOSE if self._is_formed(word) else _limit(word))
        if self._is_digit_slip(word):
            return self._candidates(word, _limit(word))
        return ()

    def _is_digit_slip(self, word: str) -> bool:
        """Whether a digit stands inside a word as by a slip ("ge4t"), and not in a code or between two words."""
        if not _DIGIT_INSIDE.fullmatch(word):
            return False
        parts = re.split("[0-9]", word)
        if sum(map(len, parts)) < 3:
            return False
        if parts[-1] == "s" and parts[0] in self.known:
            return False  # the plural of a code: "omega3s"
        return not all(len(part) > 1 and part in self.known for part in parts)  # "up2date"

    def _is_formed(self, word: str) -> bool:
        """Whether `word` is made from known words by the rules of English: inflected, prefixed or compounded."""
        known = self.known
        if any(stem in known for stem in _stems(word)):
            return True
        for prefix in _PREFIXES.get(word[:2], ()):
            if word.startswith(prefix):
                rest = word[len(prefix) :]
                if len(rest) >= 4 and (rest in known or any(stem in known for stem in _stems(rest))):
                    return True
        for cut in range(4, len(word) - 3):
            if word[:cut] in known:
                rest = word[cut:]
                if rest in known or any(stem in known for stem in _stems(rest)):
                    return True
        return False

    def _candidates(self, word: str, limit: float) -> tuple[tuple[float, str], ...]:
        """The frequent words within `limit` of `word`, nearest first, the commoner first among equals."""
        length = len(word)
        letters = set(word)
        spread = 2 if limit < 1.5 else 4
        found: list[tuple[float, int, str]] = []
        most = _rank_limit(length)
        bare = re.sub("[0-9]", "", word)
        for candidate in self._near_by(bare if len(bare) > 1 else word):
            if abs(len(candidate) - length) > 2 or len(letters ^ set(candidate)) > spread:
                continue
            rank = self.rank[candidate]
            if rank > most:
                continue
            cost = distance(word, candidate, limit)
            if cost <= limit:
                found.append((cost, rank, candidate))
        found.sort()
        return tuple((cost, candidate) for cost, _, candidate in found[:5])

    def _near_by(self, word: str) -> set[str]:
        """Candidates that share the first two, the last two, or the first and the last letter with `word`."""
        heads, tails, ends = self._index
        near = set(heads.get(word[:2], ()))
        near.update(tails.get(word[-2:], ()))
        near.update(ends.get(word[0] + word[-1], ()))
        return near

    @cached_property
    def _index(self) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, list[str]]]:
        heads: dict[str, list[str]] = {}
        tails: dict[str, list[str]] = {}
        ends: dict[str, list[str]] = {}
        for word in self.rank:
            heads.setdefault(word[:2], []).append(word)
            tails.setdefault(word[-2:], []).append(word)
            if len(word) < 7:
                ends.setdefault(word[0] + word[-1], []).append(word)
        return heads, tails, ends


def make_speller(
    words: Iterable[str],
    frequent: Sequence[str],
    domain: Iterable[str] = (),
    misspellings: Mapping[str, str] | None = None,
) -> Speller:
    """A speller from word lists in lower case: correct English `words`, the `frequent` ones commonest first,
    the words of the `domain`, and known `misspellings` with their correction.
    """
    domain = frozenset(domain)
    known = frozenset(words) | domain
    contractions = {bare: word for word in known if "'" in word and (bare := word.replace("'", "")) not in known}
    rank = {word: at for at, word in enumerate(frequent) if len(word) > 2}
    middle = len(rank) // 2
    for word in domain:
        if len(word) > 4 and word.isascii() and word.isalpha():
            rank.setdefault(word, middle)
    return Speller(known, rank, misspellings or {}, contractions)
