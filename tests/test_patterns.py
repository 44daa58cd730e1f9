"""Patterns: what is stored behaves as what `re` compiles, and nothing that is wrong with it does harm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimcheck import packcache, patterns
from claimcheck.claims.page import Knowledge
from claimcheck.packcache import keep_patterns, load_patterns
from claimcheck.patterns import Patterns

SOURCE = r"\b(?P<what>peel|laser)s?\b(?: [a-zé]+){0,2}? (?<!not )(?P<time>\d+)"
TEXT = "The lasers en été 12 and a peel 3."


def again(source: str) -> tuple[re.Pattern[str], Patterns]:
    """A pattern as a later run gets it, and what that run knew."""
    first = Patterns()
    first.compile(source)
    later = Patterns(first.made)
    return later.compile(source), later


def test_a_stored_pattern_is_the_compiled_one() -> None:
    plain, (stored, later) = re.compile(SOURCE), again(SOURCE)
    assert (stored.pattern, stored.flags, stored.groups) == (plain.pattern, plain.flags, plain.groups)
    assert dict(stored.groupindex) == dict(plain.groupindex)
    assert [match.groupdict() for match in stored.finditer(TEXT)] == [
        {"what": "laser", "time": "12"},
        {"what": "peel", "time": "3"},
    ]
    assert later.made == {}


def test_every_shipped_pattern_survives(shipped: Knowledge) -> None:
    text = "Treatments are painless, last 6 months and cost 3 to 5 € a session; you can't feel it. " * 2
    for row in shipped.pack.rows[::7]:
        stored, _ = again(row.pattern)
        assert [m.span() for m in stored.finditer(text)] == [m.span() for m in re.finditer(row.pattern, text)]


@pytest.mark.parametrize(
    "damage",
    [
        (32, b"\x01\x00\x00\x00" * 9, 0, {}, ()),
        (32, b"abc", 0, {}, ()),
        (32, b"", 0, {}, ()),
        ("x", b"", 0, {}, ()),
        (),
    ],
)
def test_what_is_damaged_is_compiled_anew(damage: tuple[object, ...]) -> None:
    kept = Patterns({SOURCE: damage})  # type: ignore[dict-item]
    assert kept.compile(SOURCE).search(TEXT)


def test_another_python_compiles_as_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> object:
        raise ImportError

    monkeypatch.setattr(patterns, "import_module", missing)
    made = Patterns()
    assert made.compile(SOURCE).search(TEXT)
    assert made.made == {}


def test_patterns_are_kept_between_runs(tmp_path: Path) -> None:
    pack = tmp_path / "cache" / "pack-1"
    assert load_patterns(pack).stored == {}
    first = Patterns()
    first.compile(SOURCE)
    keep_patterns(first, pack)
    second = load_patterns(pack)
    second.compile("other")
    keep_patterns(second, pack)
    assert set(load_patterns(pack).stored) == {SOURCE, "other"}


@pytest.mark.parametrize("damage", [b"", b"x", b"\0\0\0\0not marshalled"])
def test_a_damaged_file_counts_as_none(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "pack-1-patterns").write_bytes(damage)
    assert load_patterns(tmp_path / "pack-1").stored == {}


def test_too_much_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packcache, "_MOST_CODE", 10)
    made = Patterns()
    made.compile(SOURCE)
    keep_patterns(made, tmp_path / "pack-1")
    assert list(tmp_path.iterdir()) == []
