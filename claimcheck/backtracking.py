"""Backtracking: whether a regular expression can take more than polynomial time to fail.

A repeated part is dangerous when one text can be cut into its repetitions in two ways: then every repetition
doubles the work. That is told from the positions of the pattern (Glushkov's automaton): two of them that start as
one, read the same text apart and become one again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

_MANY = 12  # repetitions from which on a repeat counts as endless
_COPIES = 3  # of a short repeat that are told apart
_IN_A_ROW = 3  # endless repeats of the same characters
_SAMPLE = "aé0 _-.'\n"
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")


def can_hang(tree: Iterable[tuple[object, Any]]) -> bool:
    """Whether the pattern that the standard library parsed to `tree` can hang on some text."""
    nodes = list(tree)
    alphabet = frozenset(_SAMPLE) | set(_literals(nodes))
    return _in_a_row(nodes, alphabet) or any(_Automaton(alphabet).is_ambiguous(loop) for loop in _loops(nodes))


def _children(name: str, argument: Any) -> list[list[tuple[object, Any]]]:
    """The parts that a node holds."""
    if name in (*_REPEATS, "POSSESSIVE_REPEAT"):
        return [list(argument[2])]
    if name == "BRANCH":
        return [list(branch) for branch in argument[1]]
    if name in ("SUBPATTERN", "ASSERT", "ASSERT_NOT"):
        return [list(argument[-1])]
    if name == "ATOMIC_GROUP":
        return [list(argument)]
    if name == "GROUPREF_EXISTS":
        return [list(part) for part in argument[1:] if part]
    return []


def _literals(nodes: Iterable[tuple[object, Any]]) -> Iterator[str]:
    """The characters that the pattern names."""
    for code, argument in nodes:
        name = str(code)
        if name in ("LITERAL", "NOT_LITERAL"):
            yield chr(argument)
        elif name == "RANGE":
            yield from (chr(argument[0]), chr(argument[1]))
        elif name == "IN":
            yield from _literals(argument)
        for child in _children(name, argument):
            yield from _literals(child)


def _loops(nodes: Iterable[tuple[object, Any]]) -> Iterator[list[tuple[object, Any]]]:
    """The bodies of the outermost endless repeats."""
    for code, argument in nodes:
        name = str(code)
        if name in _REPEATS and _most(argument) >= _MANY:
            yield list(argument[2])
        else:
            for child in _children(name, argument):
                yield from _loops(child)


def _most(argument: Any) -> int:
    return sys.maxsize if str(argument[1]) == "MAXREPEAT" else int(argument[1])


def _in_a_row(nodes: list[tuple[object, Any]], alphabet: frozenset[str]) -> bool:
    """Whether endless repeats of the same characters follow one another, with nothing that must stand between."""
    run, before = 0, alphabet
    for code, argument in _ungrouped(nodes):
        name = str(code)
        if name in _REPEATS and _most(argument) >= 1000 and len(argument[2]) == 1:
            [(inner, value)] = argument[2]
            own = _accepted(inner, value, alphabet)
            run = run + 1 if own & before else 1
            before = own or alphabet
        elif not (name in ("AT", "ASSERT", "ASSERT_NOT") or (name in _REPEATS and argument[0] == 0)):
            run = 0
        if run >= _IN_A_ROW or any(_in_a_row(child, alphabet) for child in _children(name, argument)):
            return True
    return False


def _ungrouped(nodes: Iterable[tuple[object, Any]]) -> Iterator[tuple[object, Any]]:
    """The nodes, with what a group holds in its place."""
    for code, argument in nodes:
        if str(code) == "SUBPATTERN":
            yield from _ungrouped(argument[-1])
        else:
            yield code, argument


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _accepted(code: object, argument: Any, alphabet: frozenset[str]) -> frozenset[str]:
    """The characters of `alphabet` that a node for one character accepts; none for another node."""
    name = str(code)
    if name in ("LITERAL", "NOT_LITERAL"):
        return alphabet & {chr(argument)} if name == "LITERAL" else alphabet - {chr(argument)}
    if name == "ANY":
        return alphabet
    if name == "RANGE":
        return frozenset(char for char in alphabet if argument[0] <= ord(char) <= argument[1])
    if name == "CATEGORY":
        kind = str(argument).rpartition("_")[2]
        tests = {"DIGIT": str.isdigit, "SPACE": str.isspace, "WORD": _is_word}
        known = frozenset(char for char in alphabet if tests.get(kind, str.isprintable)(char))
        return alphabet - known if "NOT" in str(argument) else known
    if name == "IN":
        inside = frozenset(chain.from_iterable(_accepted(item, value, alphabet) for item, value in argument))
        return alphabet - inside if str(argument[0][0]) == "NEGATE" else inside
    return frozenset()


_Part = tuple[bool, list[int], list[int]]  # may be empty; where it begins; where it ends


class _Automaton:
    """The positions of a repeated part, what each accepts, and which can follow which."""

    def __init__(self, alphabet: frozenset[str]) -> None:
        self._alphabet = alphabet
        self._accepts: list[frozenset[str]] = []
        self._after: list[set[int]] = []
        self._twice = False

    def is_ambiguous(self, body: list[tuple[object, Any]]) -> bool:
        """Whether one text can be cut into repetitions of `body` in two ways."""
        part = self._sequence(body)
        self._join(part[2], part[1])
        return self._twice or self._meets_again()

    def _join(self, ends: Iterable[int], starts: Iterable[int]) -> None:
        for end in ends:
            for start in starts:
                self._twice = self._twice or start in self._after[end]
                self._after[end].add(start)

    def _sequence(self, nodes: Iterable[tuple[object, Any]]) -> _Part:
        whole: _Part = (True, [], [])
        for code, argument in nodes:
            whole = self._then(whole, self._node(str(code), argument, code))
        return whole

    def _then(self, one: _Part, other: _Part) -> _Part:
        self._join(one[2], other[1])
        starts = [*one[1], *(other[1] if one[0] else ())]
        return one[0] and other[0], starts, [*other[2], *(one[2] if other[0] else ())]

    def _node(self, name: str, argument: Any, code: object) -> _Part:
        if name in (*_REPEATS, "POSSESSIVE_REPEAT"):
            return self._repeat(argument)
        if name == "BRANCH":
            parts = [self._sequence(branch) for branch in argument[1]]
            empty = sum(part[0] for part in parts)
            self._twice = self._twice or empty > 1  # two ways to match nothing
            starts = chain.from_iterable(part[1] for part in parts)
            ends = chain.from_iterable(part[2] for part in parts)
            return empty > 0, [*starts], [*ends]
        if name in ("SUBPATTERN", "ATOMIC_GROUP"):
            return self._sequence(argument[-1] if name == "SUBPATTERN" else argument)
        if name in ("AT", "ASSERT", "ASSERT_NOT", "GROUPREF_EXISTS"):
            return True, [], []
        at = len(self._accepts)
        self._accepts.append(_accepted(code, argument, self._alphabet) or self._alphabet)
        self._after.append(set())
        return False, [at], [at]

    def _repeat(self, argument: Any) -> _Part:
        least, most = int(argument[0]), _most(argument)
        whole: _Part = (True, [], [])
        for _ in range(min(least, _COPIES)):
            whole = self._then(whole, self._sequence(argument[2]))
        if most >= _MANY and most > least:
            part = self._sequence(argument[2])
            self._join(part[2], part[1])
            return self._then(whole, (True, part[1], part[2]))
        optional: _Part = (True, [], [])
        for _ in range(min(most - least, _COPIES)):
            inner = self._then(self._sequence(argument[2]), optional)
            optional = (True, inner[1], inner[2])
        return self._then(whole, optional)

    def _meets_again(self) -> bool:
        """Whether two positions part from one, read the same text, and come back to that one."""
        for start in range(len(self._accepts)):
            todo = [(one, other) for one, other in self._steps(start, start) if one != other]
            seen = set(todo)
            while todo:
                for pair in self._steps(*todo.pop()):
                    if pair == (start, start):
                        return True
                    if pair not in seen:
                        seen.add(pair)
                        todo.append(pair)
        return False

    def _steps(self, one: int, other: int) -> Iterator[tuple[int, int]]:
        for first in self._after[one]:
            for second in self._after[other]:
                if self._accepts[first] & self._accepts[second]:
                    yield first, second
