"""Spelling: which words of a text are surely misspelt, and what their authors meant.

A dictionary alone is no use here: half of the vocabulary of skin care (brands, ingredients, coined terms) stands in
none. So a word is reported only when it is unknown *and* a frequent word lies within a fraction of a slip of it, or
when it is a listed misspelling. Everything here is pure: the word lists come in as sets, the verdicts go out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

# Every word that could be reported looks like this in normalised text (a digit may stand inside, as in "ge4t").
_WORD = re.compile(r"[a-z][a-z0-9']{2,}")
_DIGIT_INSIDE = re.compile(r"[a-z]+(?:[0-9][a-z]+){1,2}")
_LETTERS = re.compile(r"[a-z]+")
_LONGEST = 60  # a longer run without a space is data, not a word
_MOST_VERDICTS = 100_000  # remembered at a time

# A run between spaces, without the marks round it. Anything else than this is a code, an address, a handle or a path.
_MARKS_BEFORE = "\"'([{<*\u2022\u00b7\u2023\u25e6\u25aa\u25cf\u00bf\u00a1\u2713\u2714\u2192"
_MARKS_AFTER = "\"')]}>*.,;:!?\u2026\u00ae\u2122\u00a9"
_PART = r"[a-z0-9]+(?:'[a-z]+)?"
_RUN = re.compile(rf"{_PART}(?:[-/]{_PART})*'?")

_SENTENCE_START = re.compile(r"(?:[.!?\u2026:][\"')\]]*\s+|\n\s*\n\s*)\W*$")
_NEXT_LETTER = re.compile(r"[\"')]*,?[ \t]*\n?[ \t]*[\"'(]?([^\W\d_])")
_WORD_BEFORE = re.compile(r"([a-z']{4,})[\s,;()/]+$")
_WORD_AFTER = re.compile(r"[\s,;()/]+([a-z']{4,})")


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


# (longest distance, rarest candidate) for an unknown word, by its length: short words are near to many others.
# A word of the domain is proposed for longer words only, and only when it is near: chemical names come in families.
_GATES = {4: ((0.8, 2_000), (0.6, 6_000)), 5: ((1.0, 2_000), (0.8, 8_000)), 6: ((1.0, 20_000),), 7: ((1.16, 20_000),)}
_GATES |= dict.fromkeys((8, 9), ((1.2, 20_000), (1.6, 6_000)))
_LONG_GATE = ((1.8, 20_000),)
_DOMAIN_GATE = {6: 0.8, 7: 1.0}


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


Verdict = tuple[tuple[float, str], ...]  # (distance, suggestion), nearest first


@dataclass(frozen=True)
class Speller:
    """What is known about words; make one with `make_speller`. Verdicts are remembered, so keep it."""

    known: frozenset[str]
    domain: frozenset[str]
    rank: Mapping[str, int]
    misspellings: Mapping[str, str]
    contractions: Mapping[str, str]
    _verdicts: dict[str, Verdict] = field(default_factory=dict, repr=False, compare=False)

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

    def verdict(self, word: str) -> Verdict:
        """(distance, suggestion) of the words that `word` (lower case) may stand for, nearest first."""
        if word in self.known:
            return ()
        found = self._verdicts.get(word)
        if found is None:
            found = self._judge(word)
            if len(self._verdicts) >= _MOST_VERDICTS:
                self._verdicts.clear()
            self._verdicts[word] = found
        return found

    # -- how a word is judged ----------------------------------------------------------------------------------

    def _judge(self, word: str) -> Verdict:
        if word.endswith("'s"):
            return tuple((cost, f"{meant}'s") for cost, meant in self.verdict(word[:-2]))
        bare = word.replace("'", "")
        if bare in self.contractions:
            return ((_CLOSE, self.contractions[bare]),)
        if "'" in word or len(word) > _LONGEST:
            return ()
        if listed := self.misspellings.get(word):
            rest = tuple(pair for pair in self._candidates(word) if pair[1] != listed)
            return ((0.0, listed), *rest)[:5]
        if _LETTERS.fullmatch(word):
            if len(word) < 4:
                return ()
            return self._candidates(word, _CLOSE if self.is_formed(word) else None)
        if self._is_digit_slip(word):
            return self._candidates(word)
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

    def is_formed(self, word: str) -> bool:
        """Whether `word` is made from known words by the rules of English: inflected, prefixed or compounded."""
        known = self.known
        if any(stem in known for stem in _stems(word)) or f"{word}s" in self.domain:
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

    def _candidates(self, word: str, limit: float | None = None) -> Verdict:
        """The frequent words that pass the gate for `word`, nearest first, the commoner first among equals."""
        bare = "".join(filter(str.isalpha, word))
        digits = len(word) - len(bare)
        length = len(bare) + digits
        gates = _GATES.get(length, _LONG_GATE)
        domain_limit = _DOMAIN_GATE.get(length, 1.0 if length > 5 else 0.0)
        if digits:
            gates, domain_limit = ((_DIGIT_FOR_LETTER * digits, _GATES.get(length, _LONG_GATE)[-1][1]),), 1.0
        widest = max(most for most, _ in gates) if limit is None else limit
        spread = 2 * (1 if widest < 1.5 else 2) + digits
        letters = set(word)
        found: list[tuple[float, int, str]] = []
        for candidate in self._near_by(bare):
            if abs(len(candidate) - length) > 2 or len(letters ^ set(candidate)) > spread:
                continue
            cost = distance(word, candidate, widest)
            if cost > widest:
                continue
            rank = self.rank[candidate]
            if candidate in self.domain:
                passes = cost <= domain_limit
            else:
                passes = any(cost <= most and rank < rarest for most, rarest in gates)
            if passes:
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
    return Speller(known, domain, rank, misspellings or {}, contractions)


def occurrences(norm: str) -> Callable[[str], int]:
    """How often a word stands in the normalised text of a draft; nothing is counted before the first question."""
    counted: list[Counter[str]] = []

    def count(word: str) -> int:
        if not counted:
            counted.append(Counter(_WORD.findall(norm)))
        return counted[0][word]

    return count


def find(
    norm: str,
    text: str,
    speller: Speller,
    start: int = 0,
    end: int | None = None,
    count: Callable[[str], int] | None = None,
) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """The misspelt words of `text[start:end]`: (start, end, word, suggestions), in order.

    `norm` is `draft.normalise(text)`. `count` (see `occurrences`) tells how often a word stands in the whole draft: what
    is written thrice alike is a name or a term, unless it is all but a frequent word. Clean text costs one `findall`.
    """
    end = len(norm) if end is None else end
    suspects = {
        word
        for word in speller.unknown(_WORD.findall(norm, start, end))
        if speller.verdict(word.rstrip("'").removesuffix("'s"))
    }
    if not suspects:
        return
    for match in _WORD.finditer(norm, start, end):
        if match[0] in suspects:
            word = match[0].rstrip("'").removesuffix("'s")
            at, to = match.start(), match.start() + len(word)
            suggestions = _suggest(norm, text, speller, start, end, at, word, count)
            if suggestions:
                yield at, to, text[at:to], suggestions


def _suggest(
    norm: str,
    text: str,
    speller: Speller,
    start: int,
    end: int,
    at: int,
    word: str,
    count: Callable[[str], int] | None,
) -> tuple[str, ...]:
    """What to propose for the suspect `word` at `at`; nothing when its surroundings speak for a name or a code."""
    to = at + len(word)
    written = text[at:to]
    if not written[1:].islower() and not written[1:].isdigit() and written[1:] != written[1:].lower():
        return ()
    run = _run_round(norm, start, end, at, to)
    if run is None:
        return ()
    left, right = run
    if right - left > len(word) + 3 and norm[left:right].removesuffix("'s") != word:  # a part of a compound
        joined = norm[left:right].replace("-", "")
        if len(word) < 6 or joined in speller.known:
            return ()
    verdict = speller.verdict(word)
    nearest = verdict[0][0]
    close = nearest <= _CLOSE
    if written[0].isupper() and (nearest > 1.0 or at != left or not _opens_sentence(text, start, left, right, end)):
        return ()
    if not close and (
        (count is not None and count(word) >= 3) or _is_cut_off(text, start, to, end, word, verdict) or
        _among_strangers(norm, text, speller, start, end, left, right)
    ):
        return ()
    meant = [suggestion for _, suggestion in verdict[:3]]
    return tuple(m[0].upper() + m[1:] for m in meant) if written[0].isupper() else tuple(meant)


def _run_round(norm: str, start: int, end: int, at: int, to: int) -> tuple[int, int] | None:
    """The run of words, joined by hyphens or slashes, round `[at, to)`; None when what stands there is no such run."""
    left, right = at, to
    while left > start and not norm[left - 1].isspace():
        left -= 1
        if at - left > _LONGEST:
            return None
    while right < end and not norm[right].isspace():
        right += 1
        if right - to > _LONGEST:
            return None
    token = norm[left:right]
    left += len(token) - len(token.lstrip(_MARKS_BEFORE))
    right -= len(token) - len(token.rstrip(_MARKS_AFTER))
    if not _RUN.fullmatch(norm, left, right):
        return None
    if (at > left and norm[at - 1] not in "-/") or (to < right and norm[to] not in "-/'"):
        return None
    before = norm[max(start, left - 3) : left].rstrip()
    if before.endswith("-") and before[-2:-1].isalpha():
        return None  # the second half of a word broken at the end of a line
    return left, right


def _opens_sentence(text: str, start: int, left: int, right: int, end: int) -> bool:
    """Whether the capital of `text[left:right]` is that of a sentence: prose follows it, and a stop stands before it."""
    after = _NEXT_LETTER.match(text, right, end)
    if after is None or not after[1].islower():
        return False
    before = text[max(start, left - 20) : left]
    return bool(_SENTENCE_START.search(before)) or (left - start <= 20 and not any(map(str.isalpha, before)))


def _is_cut_off(text: str, start: int, to: int, end: int, word: str, verdict: Verdict) -> bool:
    """Whether the text breaks off within the word, as in a teaser ("the number of treatm")."""
    if not any(meant.startswith(word) for _, meant in verdict):
        return False
    if text.startswith(("…", "..."), to):
        return True
    line = text.rfind("\n", start, to) + 1
    return (to >= end or text[to] == "\n") and to - max(line, start) > 80


def _among_strangers(norm: str, text: str, speller: Speller, start: int, end: int, left: int, right: int) -> bool:
    """Whether a neighbour is a word nobody knows either: Latin, a foreign phrase, a list of ingredients."""
    from_ = max(start, left - 40)
    before = _WORD_BEFORE.search(norm[from_:left])
    after = _WORD_AFTER.match(norm, right, min(end, right + 40))
    for match, shift in ((before, from_), (after, 0)):
        if match is None:
            continue
        stranger = match[1].rstrip("'")
        begin = match.start(1) + shift
        if (
            text[begin : begin + len(stranger)].islower()
            and "'" not in stranger
            and stranger not in speller.known
            and not speller.verdict(stranger)
            and not speller.is_formed(stranger)
        ):
            return True
    return False
