"""Annotated drafts: every sure finding at its place, nothing on a trap, little else.

An annotation file names a draft beside it and lists what a careful editor marks: category, lines, quotes (one for
each place), confidence (sure, arguable, hard-negative). A finding matches when one of its places touches each quote.
The drafts in corpus/clean are copy that an editor and a regulator leave alone: no finding at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck import check
from claimcheck.claims.page import Knowledge
from claimcheck.findings import Finding

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT.parent / "shared" / "drafts" / "microneedling.expected.yaml"
ANNOTATED = sorted((ROOT / "corpus").glob("*.expected.yaml")) + ([SAMPLE] if SAMPLE.exists() else [])
CLEAN = sorted(path for path in (ROOT / "corpus" / "clean").iterdir() if path.suffix in (".txt", ".md"))
ALSO_ALLOWED = 6  # findings outside the category claim that nobody annotated


def touches(finding: Finding, line: int, quote: str, source: list[str]) -> bool:
    """Whether some place of the finding overlaps some occurrence of `quote` on `line`."""
    text = source[line - 1]
    starts = [at + 1 for at in range(len(text)) if text.startswith(quote, at)]
    assert starts, f"line {line} does not say “{quote}”"
    return any(
        place.line == line and place.column < start + len(quote) and start < place.end_column
        for place in finding.places
        for start in starts
    )


def matches(note: dict[str, Any], finding: Finding, source: list[str]) -> bool:
    """Whether a finding is the one that the annotation wants."""
    if finding.category != note["category"]:
        return False
    lines = note["lines"] if len(note["lines"]) == len(note["quotes"]) else note["lines"] * len(note["quotes"])
    return all(touches(finding, line, quote, source) for line, quote in zip(lines, note["quotes"], strict=True))


@pytest.fixture(scope="module", params=ANNOTATED, ids=lambda path: path.name.removesuffix(".expected.yaml"))
def annotated(
    request: pytest.FixtureRequest, shipped: Knowledge
) -> tuple[list[dict[str, Any]], list[Finding], list[str]]:
    """Annotations, findings and source lines of one draft."""
    notes = yaml.safe_load(request.param.read_text(encoding="utf-8"))
    path = request.param.parent / notes["draft"]
    source = path.read_text(encoding="utf-8")
    return notes["findings"], check(source, shipped, path.name), source.split("\n")


def test_every_sure_finding_is_reported(annotated: tuple[list[dict[str, Any]], list[Finding], list[str]]) -> None:
    notes, findings, source = annotated
    sure = [note for note in notes if note["confidence"] == "sure"]
    missed = [note for note in sure if not any(matches(note, finding, source) for finding in findings)]
    assert missed == []


def test_no_trap_is_reported(annotated: tuple[list[dict[str, Any]], list[Finding], list[str]]) -> None:
    notes, findings, source = annotated
    traps = [note for note in notes if note["confidence"] == "hard-negative"]
    hit = [(note["quotes"], f.rule) for note in traps for f in findings if matches(note, f, source)]
    assert hit == []


def test_little_else_is_reported(annotated: tuple[list[dict[str, Any]], list[Finding], list[str]]) -> None:
    notes, findings, source = annotated
    wanted = [note for note in notes if note["confidence"] != "hard-negative"]
    other = [f for f in findings if f.category != "claim" and not any(matches(note, f, source) for note in wanted)]
    assert len(other) <= ALSO_ALLOWED, [(f.rule, f.location.line, f.location.text) for f in other]


def test_every_other_risky_claim_cites_a_text(annotated: tuple[list[dict[str, Any]], list[Finding], list[str]]) -> None:
    _, findings, _ = annotated
    assert [f.rule for f in findings if f.category == "claim" and not f.references] == []


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_a_clean_draft_has_no_finding(path: Path, shipped: Knowledge) -> None:
    findings = check(path.read_text(encoding="utf-8"), shipped, path.name)
    assert [(f.rule, f.location.line, f.location.text) for f in findings] == []
