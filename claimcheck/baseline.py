"""Baseline: findings that were there before, which later runs leave out.

A baseline is a file of JSON lines, sorted, one for each kind of finding in a draft with how often it occurs, so that
two branches can both change it. Paths are relative to the folder that it stands in.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from claimcheck.findings import Finding, Suppression, identity

NAME = "claimcheck-baseline.jsonl"
BASELINE = "baseline"
_WORDS = 60


class BaselineError(ValueError):
    """A baseline that cannot be used; the message is a line `file:line: sentence`."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """Findings alike: their draft, their rule, their identity, how many they are, and how their words begin."""

    path: str
    rule: str
    key: str
    count: int
    text: str


def load(path: Path) -> list[Entry]:
    """The entries of the baseline at `path`, sorted; raises BaselineError. Of an entry that stands twice, as after the
    merge of two branches, the larger count holds.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        sentence = f"The baseline cannot be read: {what}. “claimcheck baseline” writes one."
        raise BaselineError(f"{path}:1: {sentence}") from None
    except UnicodeDecodeError:
        raise BaselineError(f"{path}:1: The baseline is not UTF-8. “claimcheck baseline” writes a new one.") from None
    entries: dict[tuple[str, str], Entry] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            entry = _entry(line)
            if entry is None:
                sentence = "This is no entry of a baseline. Is this a merge conflict? Keep the lines of both sides."
                raise BaselineError(f"{path}:{number}: {sentence}")
            other = entries.get((entry.path, entry.key))
            entries[entry.path, entry.key] = max(other, entry, key=lambda each: each.count) if other else entry
    return sorted(entries.values())


def _entry(line: str) -> Entry | None:
    try:
        data = json.loads(line)
        entry = Entry(data["path"], data["rule"], data["key"], data["count"], data.get("text", ""))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    texts = (entry.path, entry.rule, entry.key, entry.text)
    fits = all(isinstance(text, str) for text in texts) and type(entry.count) is int and entry.count > 0
    return entry if fits else None


def dump(entries: Iterable[Entry]) -> str:
    """The text of a baseline file."""
    lines = (
        {"path": each.path, "rule": each.rule, "key": each.key, "count": each.count, "text": each.text}
        for each in sorted(entries)
    )
    return "".join(json.dumps(line) + "\n" for line in lines)


def record(findings: Iterable[Finding], base: str) -> list[Entry]:
    """The entries for `findings`, with paths relative to the folder `base`."""
    counts: Counter[tuple[str, str, str]] = Counter()
    texts: dict[tuple[str, str, str], str] = {}
    for finding in findings:
        path = _relative(finding.location.path, base)
        key = (path, finding.rule, identity(finding, path))
        counts[key] += 1
        texts[key] = finding.location.text[:_WORDS]
    return sorted(Entry(*key, count, texts[key]) for key, count in counts.items())


def known(findings: Iterable[Finding], entries: Iterable[Entry], base: str) -> Iterator[Finding]:
    """`findings` in order, those that `entries` hold marked as suppressed, the first of those alike first."""
    budget = Counter({(each.path, each.key): each.count for each in entries})
    for finding in findings:
        path = _relative(finding.location.path, base)
        key = (path, identity(finding, path))
        if finding.suppression is None and budget[key] > 0:
            budget[key] -= 1
            finding = replace(finding, suppression=Suppression(BASELINE))
        yield finding


def stale(findings: Iterable[Finding], entries: Iterable[Entry], checked: Collection[str], base: str) -> list[Entry]:
    """What of `entries` no longer occurs: each with how often it occurs too rarely. Drafts that still are there and
    were not `checked` say nothing.
    """
    counts = {(each.path, each.key): each.count for each in record(findings, base)}
    looked = {_relative(path, base) for path in checked}
    found = []
    for entry in entries:
        if entry.path in looked or not Path(base, entry.path).exists():
            missing = entry.count - counts.get((entry.path, entry.key), 0)
            if missing > 0:
                found.append(replace(entry, count=missing))
    return found


def prune(entries: Iterable[Entry], gone: Iterable[Entry]) -> list[Entry]:
    """`entries` less those that are `gone` (see `stale`)."""
    less = {(each.path, each.key): each.count for each in gone}
    left = (replace(each, count=each.count - less.get((each.path, each.key), 0)) for each in entries)
    return [each for each in left if each.count > 0]


def _relative(path: str, base: str) -> str:
    return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(base))).as_posix()
