"""Pack cache: a compiled rule pack kept between runs, because reading the YAML takes longer than checking a draft.

The cache holds plain values as `marshal` writes them, the terms as one piece of bytes each: most are never looked at,
and reading them all takes four times as long (measured). It is named by a hash of the name, size and time of every rule
file and word list, of the program's code and of the Python version. It is written whole or not at all; one that cannot
be read, or whose checksum does not fit, counts as none.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, overload

from claimcheck.findings import Reference, Severity
from claimcheck.frames import Frame, Grammar
from claimcheck.patterns import Patterns
from claimcheck.rulepack import Cue, Entry, Lookup, Market, Rule, RulePack, TermRow, rule_files

_MOST_CODE = 4_000_000  # bytes of compiled patterns; every later run reads them all, whatever it needs


def cache_folder() -> Path:
    """The user's cache folder for this program (it may not exist yet)."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "claimcheck"


def pack_file(folders: Iterable[Path], cache: Path) -> Path:
    """Where in `cache` the pack of `folders` is kept as the rules are now."""
    return cache / f"pack-{_key(folders)}"


def load_cached(folders: Iterable[Path], cache: Path, path: Path | None = None) -> RulePack:
    """The pack of `folders`, from `cache` where it is there and fresh; raises RulePackError like `rulepack.load`.

    `path` is its `pack_file`, where the caller has looked for that already.
    """
    folders = list(folders)
    path = path or pack_file(folders, cache)
    with suppress(OSError, ValueError, KeyError, TypeError, EOFError):
        return _decode(_read(path))
    from claimcheck.ruleload import load

    pack = load(folders)
    with suppress(OSError):
        _write(path, _encode(pack))
    return pack


def load_patterns(pack: Path) -> Patterns:
    """What earlier runs with the pack in the file `pack` compiled; nothing where that is not known."""
    with suppress(OSError, ValueError, TypeError, EOFError):
        return Patterns(_read(_pattern_file(pack)))
    return Patterns()


def keep_patterns(patterns: Patterns, pack: Path) -> None:
    """Keep what a run compiled, unless there is too much of it already; where that fails, it is compiled anew."""
    kept = {**patterns.stored, **patterns.made}
    if not patterns.made or sum(len(code) for _, code, *_ in kept.values()) > _MOST_CODE:
        return
    with suppress(OSError):
        _write(_pattern_file(pack), kept)


def _pattern_file(pack: Path) -> Path:
    return pack.with_name(f"{pack.name}-patterns")


def _key(folders: Iterable[Path]) -> str:
    """A hash that changes whenever a rule file or the code that compiles it does."""
    digest = hashlib.sha256(sys.version.encode())
    here = Path(__file__).parent
    names = (
        "frames",
        "needs",
        "packcache",
        "patterns",
        "ruleload",
        "rulepack",
        "schema",
        "termrows",
        "terms",
        "yamlnodes",
    )
    code = [here / f"{name}.py" for name in names]
    known = [file for folder in folders for file in (*rule_files(folder), *sorted(folder.rglob("*.txt")))]
    for path in (*code, *known):
        stat = path.stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:32]


def _read(path: Path) -> Any:
    """What `_write` wrote; raises OSError, ValueError, TypeError or EOFError for anything else."""
    stored = memoryview(path.read_bytes())  # no copies: a pack has 6 MB
    if int.from_bytes(stored[:4]) != zlib.crc32(stored[4:]):
        raise ValueError("damaged")
    return marshal.loads(stored[4:])


def _write(path: Path, value: Any) -> None:
    stored = marshal.dumps(value)
    content = zlib.crc32(stored).to_bytes(4) + stored
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".pack-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _encode(pack: RulePack) -> dict[str, Any]:
    """The pack as plain values."""
    rules = []
    for rule in pack.rules:
        plain = {slot: getattr(rule, slot) for slot in Rule.__slots__}
        plain["data"] = dict(rule.data)
        plain["severity"] = rule.severity.label
        plain["references"] = [asdict(reference) for reference in rule.references]
        rules.append(plain)
    return {
        "rules": rules,
        "entries": [asdict(entry) for entry in pack.entries],
        "cues": [asdict(cue) for cue in pack.cues],
        "ends": pack.ends,
        "masks": dict(pack.masks),
        "folders": pack.folders,
        "needs": list(pack.needs),
        "name_words": list(pack.name_words),
        "rows": [marshal.dumps((*map(_fixed, row),)) for row in pack.rows],
        "lookup": {one.name: getattr(pack.lookup, one.name) for one in fields(Lookup)},
        "markets": [asdict(market) for market in pack.markets],
        "codes": dict(pack.grammar.codes),
        "shapes": dict(pack.grammar.shapes),
        "frames": {rule: [tuple(frame) for frame in frames] for rule, frames in pack.grammar.frames.items()},
    }


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class _Rows(Sequence[TermRow]):
    """The rows of a stored pack, each read when it is first asked for."""

    def __init__(self, stored: Sequence[bytes]) -> None:
        self._stored = stored
        self._read: dict[int, TermRow] = {}

    def __len__(self) -> int:
        return len(self._stored)

    @overload
    def __getitem__(self, at: int) -> TermRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[TermRow]: ...
    def __getitem__(self, at: int | slice) -> TermRow | list[TermRow]:
        if isinstance(at, slice):
            return [self[number] for number in range(len(self))[at]]
        row = self._read.get(at)
        if row is None:
            row = self._read[at] = TermRow(*marshal.loads(self._stored[at]))
        return row

    def __iter__(self) -> Iterator[TermRow]:
        return (self[number] for number in range(len(self)))


def _decode(plain: dict[str, Any]) -> RulePack:
    """The pack that `_encode` wrote; raises KeyError, TypeError or ValueError for anything else."""
    rules = []
    for item in plain["rules"]:
        item["severity"] = Severity.parse(item["severity"])
        item["references"] = tuple(Reference(**reference) for reference in item["references"])
        for key in ("bad", "good", "jurisdictions", "applies_to"):
            item[key] = tuple(item[key])
        rules.append(Rule(**item))
    entries = tuple(Entry(**{**entry, "names": tuple(entry["names"])}) for entry in plain["entries"])
    lists = ("phrases", "pseudo", "until", "reaches", "spares")
    cues = tuple(Cue(**{**cue, **{key: tuple(cue[key]) for key in lists}}) for cue in plain["cues"])
    return RulePack(
        tuple(rules),
        entries,
        cues,
        tuple(plain["ends"]),
        plain["masks"],
        tuple(plain["folders"]),
        _Rows(plain["rows"]),
        plain["needs"],
        plain["name_words"],
        Lookup(**plain["lookup"]),
        tuple(
            Market(**{**market, "covered": tuple(market["covered"]), "not_covered": tuple(market["not_covered"])})
            for market in plain["markets"]
        ),
        Grammar(
            plain["codes"],
            plain["shapes"],
            {rule: [Frame(*frame) for frame in frames] for rule, frames in plain["frames"].items()},
        ),
    )
