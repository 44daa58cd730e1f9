"""Frames: slips of grammar told by classes of words ("the NOUN are"), whatever the words.

Every word of a text becomes one character that stands for all the classes it belongs to, so that a frame is a regular
expression over a text six times as short, and one frame covers every word of its classes. Everything here is pure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

_TOKEN = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*(?:['-][a-z0-9]+)*'?|[^\sa-z0-9]")
_MARKS = ".,;:!?()\"'…/-%&"
_ENDS = {"<": "\n", ">": re.escape(_MARKS) + "\n"}  # where a sentence begins, and where words stop
_FIRST = 0x100  # the first character that stands for words; marks stand for themselves
_ITEM = re.compile(r"(!?)([\w'.,;:<>|~-]+)([?*+]?)")
_GROUPS = frozenset(("(", ")", ")?", ")*", "|", "(?=", "(?!", "(?<!", "(?<="))
_OTHER = "."  # any sign that is not listed in _MARKS ends what it stands in, as a full stop does

Classes = Mapping[str, frozenset[str]]


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


class _Codes(dict[str, str]):
    """The character of each token; what a word without classes may be is guessed from its form."""

    def __init__(self, grammar: Grammar) -> None:
        super().__init__({mark: mark for mark in _MARKS})
        self._grammar = grammar

    def __missing__(self, token: str) -> str:
        made = self._grammar.code(token)
        if len(self) < 100_000:
            self[token] = made
        return made


@dataclass(frozen=True)
class Grammar:
    """Classes of words, and the frames of every rule that are written in them."""

    classes: Classes
    frames: Mapping[str, Sequence[str]]

    @cached_property
    def codes(self) -> dict[str, str]:
        """The character that stands for each token."""
        return _Codes(self)

    @cached_property
    def _literals(self) -> frozenset[str]:
        items = (item for frames in self.frames.values() for frame in frames for item in _ITEM.findall(frame))
        names = (name for _, names, _ in items for name in re.split("[|~]", names))
        return frozenset(name for name in names if name and not name.isupper())

    @cached_property
    def _kinds(self) -> dict[frozenset[str], str]:
        """The character of every set of classes that some word has; a word that a frame spells out has its own."""
        shapes = (*map(_shape, ("1", "a's", "as'", "xx-xx", "xxxxly", "xxxx", "zzzzing", "xxxxed")),)
        sets = dict.fromkeys(
            (
                *shapes,
                *self.classes.values(),
                *(self.classes.get(word, _shape(word)) | {word} for word in sorted(self._literals)),
            )
        )
        return {kind: chr(_FIRST + number) for number, kind in enumerate(sets)}

    @cached_property
    def _named(self) -> dict[str, list[tuple[frozenset[str], str]]]:
        """The sets of classes that hold a name, with their characters."""
        found: dict[str, list[tuple[frozenset[str], str]]] = {}
        for kind, code in self._kinds.items():
            for name in kind:
                found.setdefault(name, []).append((kind, code))
        return found

    def code(self, token: str) -> str:
        """The character that stands for `token`."""
        if not token[0].isalnum():
            return _OTHER
        kind = self.classes.get(token)
        if kind is None:
            kind = _shape(token)
        return self._kinds[kind | {token} if token in self._literals else kind]

    @cached_property
    def _made(self) -> dict[str, list[re.Pattern[str]]]:
        return {}

    def patterns(self, rule: str) -> list[re.Pattern[str]]:
        """The frames of a rule as patterns over characters; raises FrameError for a frame that cannot be read."""
        made = self._made.get(rule)
        if made is None:
            made = self._made[rule] = [self._compiled(frame) for frame in self.frames[rule]]
        return made

    def _compiled(self, frame: str) -> re.Pattern[str]:
        parts = []
        for piece in frame.split():
            if piece in _GROUPS:
                parts.append(piece.replace("(", "(?:") if piece == "(" else piece)
            elif piece in ("[", "]"):
                parts.append("(" if piece == "[" else ")")
            elif piece.strip("?*") == "_":
                parts.append(f"[{chr(_FIRST)}-\uffff]{piece[1:]}")
            else:
                parts.append(self._item(piece))
        try:
            return re.compile("".join(parts))
        except re.error as error:
            raise FrameError(f"the frame “{frame}” cannot be read ({error}). Close every group and bracket.") from error

    def _item(self, piece: str) -> str:
        match = _ITEM.fullmatch(piece)
        if match is None:
            raise FrameError(f"“{piece}” is no word, class or mark. Put spaces between the parts.")
        named = self._named
        chosen: dict[str, None] = {}
        for part in match[2].split("|"):
            wanted, *barred = part.split("~")
            for name in (wanted, *barred):
                if name.isupper() and name not in named:
                    raise FrameError(f"“{name}” is no class of words. Use one that the rule's word lists name.")
            if wanted in _ENDS or wanted in _MARKS:
                chosen[_ENDS.get(wanted, re.escape(wanted))] = None
            chosen |= {code: None for kind, code in named.get(wanted, ()) if kind.isdisjoint(barred)}
        return f"[{'^' + chr(10) if match[1] else ''}{''.join(chosen)}]{match[3]}"


def _shape(token: str) -> frozenset[str]:
    """What a word that no list knows may be, told from its form."""
    if token[0].isdigit():
        return frozenset(("NUM",))
    if token.endswith(("'s", "s'")):
        return frozenset(("POSS",))
    if "-" in token:
        return frozenset(("HYPHENED",))
    if token.endswith("ly"):
        return frozenset(("ADV",))
    if token.endswith("ing"):
        return frozenset(("ING", "UNKNOWN"))
    return frozenset(("PAST", "UNKNOWN")) if token.endswith("ed") else frozenset(("UNKNOWN",))


@dataclass(frozen=True)
class Coded:
    """The sentences of a draft as one string of characters, each sentence after a line end."""

    norm: str
    spans: Sequence[tuple[int, int]]
    text: str
    begins: Sequence[int]

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
