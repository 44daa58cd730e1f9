"""Pack cache: a compiled rule pack kept between runs, because reading the YAML takes longer than checking a draft.

The cache is JSON (nothing in it can execute), named by a hash of every rule file's name, size and time, and of the
program's own version. It is written whole or not at all; one that cannot be read counts as none.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from claimcheck.findings import Reference, Severity
from claimcheck.rulepack import Cue, Entry, Market, Rule, RulePack, TermRow, rule_files


def cache_folder() -> Path:
    """The user's cache folder for this program (it may not exist yet)."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "claimcheck"


def load_cached(folders: Iterable[Path], cache: Path) -> RulePack:
    """The pack of `folders`, from `cache` where it is there and fresh; raises RulePackError like `rulepack.load`."""
    folders = list(folders)
    path = cache / f"pack-{_key(folders)}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        return _decode(json.loads(path.read_bytes()))
    from claimcheck.ruleload import load

    pack = load(folders)
    with suppress(OSError):
        _write(path, json.dumps(_encode(pack), separators=(",", ":")))
    return pack


def _key(folders: Iterable[Path]) -> str:
    """A hash that changes whenever a rule file or the code that compiles it does."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    code = [
        here / name
        for name in ("packcache.py", "needs.py", "ruleload.py", "rulepack.py", "schema.py", "terms.py", "yamlnodes.py")
    ]
    for path in (*code, *(file for folder in folders for file in rule_files(folder))):
        stat = path.stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:32]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".pack-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _encode(pack: RulePack) -> dict[str, Any]:
    """The pack as plain JSON values."""
    rules = []
    for rule in pack.rules:
        plain = {slot: getattr(rule, slot) for slot in Rule.__slots__}
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
        "needs": pack.needs,
        "name_words": pack.name_words,
        "rows": pack.rows,
        "anchors": pack.anchors,
        "anchored": pack.anchored,
        "begins": pack.begins,
        "ends_with": pack.ends_with,
        "markets": [asdict(market) for market in pack.markets],
    }


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
    lists = ("phrases", "pseudo", "reaches", "spares")
    cues = tuple(Cue(**{**cue, **{key: tuple(cue[key]) for key in lists}}) for cue in plain["cues"])
    return RulePack(
        tuple(rules),
        entries,
        cues,
        tuple(plain["ends"]),
        plain["masks"],
        tuple(plain["folders"]),
        [TermRow(*row) for row in plain["rows"]],
        plain["needs"],
        plain["name_words"],
        plain["anchors"],
        plain["anchored"],
        plain["begins"],
        plain["ends_with"],
        tuple(
            Market(**{**market, "covered": tuple(market["covered"]), "not_covered": tuple(market["not_covered"])})
            for market in plain["markets"]
        ),
    )
