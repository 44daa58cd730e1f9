"""Fixes: what the suggestions of findings make of a source. Pure: sources come in, sources go out."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from claimcheck.findings import Finding

_ROUNDS = 60  # one fix may uncover another; a draft that is not done by then is left as it was
SAME = "also spelled so"  # the role of related places that hold the same words as the finding's own


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put `words` in the place of `source[start:end]`."""

    start: int
    end: int
    words: str


def edits(source: str, findings: Iterable[Finding], unsafe: bool = False) -> list[Edit]:
    """The edits that the findings suggest, in order and without overlaps: the first at a place wins.

    Only suggestions that are safe are heeded, unless `unsafe`. A place that markup or a line break runs through is
    left to the writer.
    """
    wanted: set[Edit] = set()
    for finding in findings:
        allowed = (each for each in finding.suggestions if unsafe or each.applicability == "safe")
        suggestion = next(allowed, None)
        if suggestion is None:
            continue
        same = [place for place in finding.related if place.role == SAME and place.text == finding.location.text]
        for place in (finding.location, *same):
            if source[place.start : place.end] == place.text != suggestion.replacement:
                wanted.add(Edit(place.start, place.end, suggestion.replacement))
    kept: list[Edit] = []
    for edit in sorted(wanted):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def apply(source: str, changes: Sequence[Edit]) -> str:
    """`source` with the edits made; they are in order and do not overlap."""
    pieces, at = [], 0
    for edit in changes:
        pieces += [source[at : edit.start], edit.words]
        at = edit.end
    return "".join(pieces) + source[at:]


def fixed(source: str, check: Callable[[str], Iterable[Finding]], unsafe: bool = False) -> tuple[str, int]:
    """The source with every fix made, and how many there were; fixing it again changes nothing.

    A source on which fixes keep undoing each other is left as it was.
    """
    now, count, seen = source, 0, {source}
    for _ in range(_ROUNDS):
        changes = edits(now, check(now), unsafe)
        if not changes:
            return now, count
        now, count = apply(now, changes), count + len(changes)
        if now in seen:
            break
        seen.add(now)
    return source, 0


def diff(path: str, before: str, after: str) -> str:
    """What changed, as a unified diff."""
    return "".join(difflib.unified_diff(_lines(before), _lines(after), path, path))


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends, and what a diff says of a last one that has none."""
    lines = [line + "\n" for line in text.split("\n")]
    if lines[-1] == "\n":
        return lines[:-1]
    return [*lines[:-1], lines[-1] + "\\ No newline at end of file\n"]
