"""Frames: slips of grammar told by classes of words ("the NOUN are"), whatever the words.

Every word of a text becomes one character that stands for all the classes it belongs to, so that a frame is a regular
expression over a text six times as short, and one frame covers every word of its classes. Everything here is pure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

_TOKEN = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*(?:['-][a-z0-9]+)*'?|[^\sa-z0-9]")
_MARKS = ".,;:!?()\"'…/-%&"
_ENDS = {"<": "\n", ">": _MARKS + "\n"}  # where a sentence begins, and where words stop
_FIRST = 0x100  # the first character that stands for words; marks stand for themselves
_ITEM = re.compile(r"(!?)([\w'.,;:<>|~-]+)([?*+]?)")
_GROUPS = frozenset(("(", ")", ")?", ")*", "|", "(?=", "(?!", "(?<!", "(?<="))
_OTHER = "."  # any sign that is not listed in _MARKS ends what it stands in, as a full stop does

Classes = Mapping[str, frozenset[str]]
# What a word that no list knows may be, by its form.
SHAPES: Classes = {
    "number": frozenset(("NUM",)),
    "owner": frozenset(("POSS",)),
    "hyphened": frozenset(("HYPHENED",)),
    "ly": frozenset(("ADV",)),
    "ing": frozenset(("ING", "UNKNOWN")),
    "ed": frozenset(("PAST", "UNKNOWN")),
    "": frozenset(("UNKNOWN",)),
}


class FrameError(ValueError):
    """A frame or a class of words that cannot be read; the message says which part, and what to write."""


def read_classes(texts: Iterable[str]) -> dict[str, frozenset[str]]:
    """The classes of each word, from lists whose lines read "NOUN VERB: face help" or, to take away, "-NOUN: keep"."""
    found: dict[str, frozenset[str]] = {}
    for text in texts:
        for line in text.splitlines():
            head, colon, words = line.partition(":")
            if not colon or line.startswith("#"):
                continue
            names = frozenset(head.replace("-", "").split())
            if head.startswith("-"):
                found |= {word: found.get(word, frozenset()) - names for word in words.split()}
            else:
                for word in words.split():
                    known = found.get(word)
                    found[word] = names if known is None else known | names
    return found


class Frame(NamedTuple):
    """A frame made ready: a pattern over signs, and the signs of which every match holds one of each set."""

    pattern: str
    needed: tuple[str, ...]


class Signs:
    """The sign (one character) of every set of classes that some word has; a word that a frame spells out has its own.

    `codes` has the sign of each listed word, `shapes` of each form that a word without classes may have.
    """

    def __init__(self, classes: Classes, frames: Iterable[str]) -> None:
        items = (item for frame in frames for item in _ITEM.findall(frame))
        names = (name for _, names, _ in items for name in re.split("[|~]", names))
        literals = sorted({name for name in names if name and not name.isupper()})
        spelt = {word: classes.get(word, SHAPES[_shape(word)]) | {word} for word in literals}
        words = {**classes, **spelt}
        kinds = dict.fromkeys((*SHAPES.values(), *words.values()))
        signs = {kind: chr(_FIRST + number) for number, kind in enumerate(kinds)}
        self.codes = {word: signs[kind] for word, kind in words.items()}
        self.shapes = {shape: signs[kind] for shape, kind in SHAPES.items()}
        self._named: dict[str, list[tuple[frozenset[str], str]]] = {}
        for kind, sign in signs.items():
            for name in kind:
                self._named.setdefault(name, []).append((kind, sign))

    def compile(self, source: str) -> Frame:
        """A frame from its source; raises FrameError for one that cannot be read."""
        parts: list[str] = []
        needed: list[str] = []
        depth, either = 0, False
        for piece in source.split():
            if piece in _GROUPS:
                parts.append("(?:" if piece == "(" else piece)
                depth += piece.startswith("(") - piece.startswith(")")
                either = either or (piece == "|" and not depth)
            elif piece in ("[", "]"):
                parts.append("(" if piece == "[" else ")")
            elif piece.strip("?*") == "_":
                parts.append(f"[{chr(_FIRST)}-\uffff]{piece[1:]}")
            else:
                barred, signs, times = self._item(piece)
                parts.append(f"[{'^' + chr(10) if barred else ''}{re.escape(signs)}]{times}")
                if not (depth or barred or times in ("?", "*")):
                    needed.append(signs)
        try:
            re.compile("".join(parts))
        except re.error as error:
            raise FrameError(
                f"The frame “{source}” cannot be read ({error}). Close every group and bracket."
            ) from error
        return Frame("".join(parts), () if either else tuple(needed))

    def _item(self, piece: str) -> tuple[bool, str, str]:
        """Whether a part of a frame is barred, the signs it names, and how often it may stand."""
        match = _ITEM.fullmatch(piece)
        if match is None:
            raise FrameError(f"“{piece}” is no word, class or mark. Put spaces between the parts.")
        chosen: dict[str, None] = {}
        for part in match[2].split("|"):
            wanted, *barred = part.split("~")
            for name in (wanted, *barred):
                if name.isupper() and name not in self._named:
                    raise FrameError(f"“{name}” is no class of words. Use one that the rule's word lists name.")
            if wanted in _ENDS or wanted in _MARKS:
                chosen |= dict.fromkeys(_ENDS.get(wanted, wanted))
            chosen |= {sign: None for kind, sign in self._named.get(wanted, ()) if kind.isdisjoint(barred)}
        return bool(match[1]), "".join(chosen), match[3]


class _Codes(dict[str, str]):
    """The sign of each token; what a word without classes may be is guessed from its form."""

    def __init__(self, grammar: Grammar) -> None:
        super().__init__({**grammar.codes, **{mark: mark for mark in _MARKS}})
        self._shapes = grammar.shapes

    def __missing__(self, token: str) -> str:
        made = self._shapes[_shape(token)] if token[0].isalnum() else _OTHER
        if len(self) < 200_000:
            self[token] = made
        return made


@dataclass(frozen=True)
class Grammar:
    """The signs of words (see Signs), and the frames of every rule."""

    codes: Mapping[str, str] = field(default_factory=dict)
    shapes: Mapping[str, str] = field(default_factory=dict)
    frames: Mapping[str, Sequence[Frame]] = field(default_factory=dict)

    @cached_property
    def signs(self) -> Mapping[str, str]:
        """The sign of any token."""
        return _Codes(self)

    @cached_property
    def _compiled(self) -> dict[str, re.Pattern[str]]:
        return {}

    def patterns(
        self, rule: str, signs: Set[str], compiler: Callable[[str], re.Pattern[str]] = re.compile
    ) -> list[re.Pattern[str]]:
        """The frames of a rule that could match a text of these signs.

        Compiling all of them takes 50 ms (measured), so a run pays only for those that it needs.
        """
        found = []
        for pattern, needed in self.frames.get(rule, ()):
            if not any(signs.isdisjoint(one) for one in needed):
                made = self._compiled.get(pattern)
                if made is None:
                    made = self._compiled[pattern] = compiler(pattern)
                found.append(made)
        return found


def _shape(token: str) -> str:
    """What form a word has that no list knows."""
    if token[0].isdigit():
        return "number"
    if token.endswith(("'s", "s'")):
        return "owner"
    if "-" in token:
        return "hyphened"
    return next((ending for ending in ("ly", "ing", "ed") if token.endswith(ending)), "")


@dataclass(frozen=True)
class Coded:
    """The sentences of a draft as one string of characters, each sentence after a line end."""

    norm: str
    spans: Sequence[tuple[int, int]]
    text: str
    begins: Sequence[int]

    @cached_property
    def signs(self) -> frozenset[str]:
        """The signs that occur in the text."""
        return frozenset(self.text)

    def place(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where each token of `text[start:end]` stands in the draft."""
        number = bisect_right(self.begins, start) - 1
        tokens = [match.span() for match in _TOKEN.finditer(self.norm, *self.spans[number])]
        first = start - self.begins[number]
        return tokens[first : first + end - start]


def coded(norm: str, spans: Sequence[tuple[int, int]], codes: Mapping[str, str]) -> Coded:
    """A normalised text with its sentences' spans, every token put into its character."""
    lines = ["".join(map(codes.__getitem__, _TOKEN.findall(norm, start, end))) for start, end in spans]
    begins = [1, *(1 + total for total in accumulate(len(line) + 1 for line in lines))][: len(lines)]
    return Coded(norm, spans, "\n" + "\n".join(lines) + "\n", begins)


def find(text: Coded, patterns: Iterable[re.Pattern[str]]) -> Iterator[list[tuple[int, int]]]:
    """The tokens of every stretch that a frame reports, without those that lie in a longer one."""
    found = set()
    for pattern in patterns:
        for match in pattern.finditer(text.text):
            start, end = match.span(1) if pattern.groups else match.span()
            found.add((start + (text.text[start] == "\n"), end - (text.text[end - 1] == "\n")))
    last = 0
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= last:
            yield text.place(start, end)
            last = end
