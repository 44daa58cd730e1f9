"""The drafts of corpus/: clean ones give no finding, the figures do not fall, every change of behaviour is seen.

`claimcheck eval corpus/` shows what these tests measure; corpus/README.md says how drafts are annotated.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck import check
from claimcheck.claims.page import Knowledge
from claimcheck.evalreport import SNAPSHOT, changes, snapshot
from claimcheck.evaluation import Tally, Verdict, by_category, judge
from claimcheck.notes import SURE, read_sheets

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
SAMPLES = ROOT.parent / "shared" / "drafts"
UPDATE = "claimcheck eval corpus/ --update-snapshot"
# The least recall of sure notes and the least precision. Raise them when rules get better; new drafts set them anew.
FLOORS = {
    "claim": (0.69, 0.92),
    "conflict": (0.27, 0.92),
    "grammar": (0.44, 0.92),
    "sense": (0.66, 0.6),
    "spelling": (0.47, 0.95),
    "terminology": (0.90, 0.9),
}


def judged(folder: Path, rules: Knowledge) -> list[Verdict]:
    return [judge(sheet, check(sheet.source, rules, sheet.name)) for sheet in read_sheets(folder)]


@pytest.fixture(scope="module")
def verdicts(shipped: Knowledge) -> list[Verdict]:
    """The corpus, judged by the rules that come with the program."""
    return judged(CORPUS, shipped)


@pytest.fixture(scope="module")
def tallies(verdicts: list[Verdict]) -> dict[str, Tally]:
    return {tally.category: tally for tally in by_category(verdicts)}


def test_the_corpus_is_large_enough_to_mean_something(verdicts: list[Verdict]) -> None:
    clean = [verdict for verdict in verdicts if not verdict.sheet.notes]
    assert len(verdicts) >= 40
    assert len(clean) >= 15


def test_a_clean_draft_has_no_finding(verdicts: list[Verdict]) -> None:
    clean = [verdict for verdict in verdicts if not verdict.sheet.notes]
    assert snapshot(clean) == ""


@pytest.mark.parametrize("category", FLOORS)
def test_the_figures_do_not_fall(category: str, tallies: dict[str, Tally]) -> None:
    recall, precision = FLOORS[category]
    assert (tallies[category].recall or 0) >= recall, "see what is missed now: git diff corpus/snapshot.findings"
    assert (tallies[category].precision or 0) >= precision, "mend the rule, or annotate what is right: grep FALSE"


def test_findings_are_those_of_the_snapshot(verdicts: list[Verdict]) -> None:
    kept = (CORPUS / SNAPSHOT).read_text(encoding="utf-8")
    assert changes(kept, snapshot(verdicts)) == "", f"look at the difference, then run: {UPDATE}"


def test_every_risky_claim_cites_a_text(verdicts: list[Verdict]) -> None:
    findings = [finding for verdict in verdicts for finding, _ in verdict.findings if finding.category == "claim"]
    assert [finding.rule for finding in findings if not finding.references] == []


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample draft is not part of the repository")
def test_every_sure_finding_of_the_sample_draft_is_reported(shipped: Knowledge) -> None:
    (sample,) = judged(SAMPLES, shipped)
    assert [note for note, found in sample.notes if note.confidence == SURE and not found] == []
    assert "TRAP" not in [worth for _, worth in sample.findings]
