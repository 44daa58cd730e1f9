"""Cache: what was found in a draft, kept between runs and found again by a hash of all that it depends on.

Plain JSON, one file a draft, written whole or not at all, so that two processes may write at once. What cannot be read
counts as not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from claimcheck.findings import Finding, Place, Reference, Severity, Suggestion, Suppression
from claimcheck.run import Done

_FOLDER = "results"
_DAYS = 30  # after which what no run has added to is thrown away
_MOST = 10  # files of compiled packs and patterns, and folders of results, that are kept


@dataclass(frozen=True, slots=True)
class Results:
    """The results of runs with the same program and rules; `folder` is named by a hash of both."""

    folder: Path

    def get(self, path: str, source: str, settings: str) -> Done | None:
        """What was found in the draft `source` at `path` under `settings`; None where that is not known."""
        try:
            data = json.loads(self._file(path, source, settings).read_bytes())
            return Done([_finding(each) for each in data["findings"]], data["product_type"], data["inferred"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, path: str, source: str, settings: str, done: Done) -> None:
        """Keep what was found; where that fails, it is found anew next time."""
        findings = [asdict(finding) for finding in done.results]
        data = {"findings": findings, "product_type": done.product_type, "inferred": done.inferred}
        with suppress(OSError, RecursionError):
            if not self.folder.exists():
                self.folder.mkdir(parents=True, exist_ok=True)
                _expire(self.folder.parent)
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=".new-")
            try:
                with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass") as file:
                    json.dump(data, file, separators=(",", ":"))
                Path(name).replace(self._file(path, source, settings))
            except OSError:
                Path(name).unlink(missing_ok=True)

    def _file(self, path: str, source: str, settings: str) -> Path:
        digest = hashlib.sha256()
        for part in (path, settings, source):
            raw = part.encode("utf-8", "surrogatepass")
            digest.update(b"%d:" % len(raw) + raw)
        return self.folder / f"{digest.hexdigest()[:40]}.json"


def results(cache: Path, folders: Iterable[Path]) -> Results:
    """The results in the folder `cache` of this very program with the rules, and word lists, in `folders`."""
    here = Path(__file__).parent
    spacy = find_spec("spacy")
    places = [here, *folders]
    files = [file for place in places for file in sorted(_below(place))]
    if spacy and spacy.origin:
        files.append(spacy.origin)
    digest = hashlib.sha256()
    for file in files:
        with suppress(OSError):
            stat = os.stat(file)  # noqa: PTH116
            digest.update(f"{file}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return Results(cache / _FOLDER / digest.hexdigest()[:32])


def clear(cache: Path) -> int:
    """Throw away all that is kept in the folder `cache`, compiled rules too; return how many files that were."""
    count = 0
    for file in _kept(cache):
        with suppress(OSError):
            file.unlink()
            count += 1
    shutil.rmtree(cache / _FOLDER, ignore_errors=True)
    return count


def size(cache: Path) -> tuple[int, int]:
    """How many files are kept in the folder `cache`, and their bytes."""
    sizes = [path.stat().st_size for path in _kept(cache)]
    return len(sizes), sum(sizes)


def _kept(cache: Path) -> list[Path]:
    """The files of compiled rules and of results."""
    return [path for glob in ("pack-*", f"{_FOLDER}/*/*.json") for path in cache.glob(glob) if path.is_file()]


def _below(folder: Path) -> Iterable[str]:
    """The files below `folder` that results may depend on; not through links."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__" and not name.startswith(".")]
        yield from (f"{place}/{name}" for name in names if not name.startswith("."))


def _expire(results: Path) -> None:
    """Throw away the packs and results of programs and rules that have not been used for long, or are too many."""
    oldest = time.time() - _DAYS * 86400
    for kind in (results.iterdir(), results.parent.glob("pack-*")):
        dated = sorted(((path.stat().st_mtime, path) for path in kind), reverse=True)
        for number, (date, path) in enumerate(dated):
            if number >= _MOST or date < oldest:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _finding(data: dict[str, Any]) -> Finding:
    """The finding that `asdict` took apart; raises TypeError, ValueError or KeyError for anything else."""
    made = {
        "severity": Severity(data["severity"]),
        "location": Place(**data["location"]),
        "related": tuple(Place(**place) for place in data["related"]),
        "suggestions": tuple(Suggestion(**each) for each in data["suggestions"]),
        "references": tuple(Reference(**each) for each in data["references"]),
        "suppression": Suppression(**data["suppression"]) if data["suppression"] else None,
        "jurisdictions": tuple(data["jurisdictions"]),
        "also": tuple(data["also"]),
    }
    return Finding(**(data | made))
