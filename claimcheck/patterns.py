"""Patterns: regular expressions whose compiled form is kept between runs; compiling them is half of a short run.

`re` cannot store what it has compiled. What its compiler hands to the matching engine can be stored, a list of numbers
that the engine checks before it takes it. How to get at it is no public part of Python: wherever that fails, or what
was stored is damaged, an expression is compiled as usual.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping
from importlib import import_module
from typing import Any

Stored = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # flags, code, groups, their names both ways
_UNUSABLE = (AttributeError, ImportError, LookupError, OverflowError, RuntimeError, TypeError, ValueError)


class Patterns:
    """Compiled expressions: those of earlier runs are `stored`, what this one compiled is in `made`."""

    def __init__(self, stored: Mapping[str, Stored] | None = None) -> None:
        self.stored: Mapping[str, Stored] = stored or {}
        self.made: dict[str, Stored] = {}

    def compile(self, source: str) -> re.Pattern[str]:
        """The pattern of an expression that is known to be valid."""
        try:
            stored = self.stored.get(source)
            if stored is not None:
                return _thawed(source, stored)
            self.made[source] = made = _frozen(source)
            return _thawed(source, made)
        except _UNUSABLE:
            self.made.pop(source, None)
            return re.compile(source)


def _frozen(source: str) -> Stored:
    """What `re.compile` makes of an expression before it hands it to the engine."""
    parser: Any = import_module("re._parser")
    compiler: Any = import_module("re._compiler")
    parsed = parser.parse(source)
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    code = array("I", compiler._code(parsed, 0))
    return state.flags, code.tobytes(), state.groups - 1, dict(state.groupdict), tuple(names)


def _thawed(source: str, stored: Stored) -> re.Pattern[str]:
    engine: Any = import_module("_sre")
    flags, raw, groups, numbers, names = stored
    code = array("I")
    code.frombytes(raw)
    made: re.Pattern[str] = engine.compile(source, flags, code.tolist(), groups, numbers, names)
    return made
