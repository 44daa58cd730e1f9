"""Evaluation: findings against annotations: what was found, what was missed, what should not have been reported."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimcheck.findings import Finding, Place
from claimcheck.notes import ARGUABLE, SURE, TRAP, Note, Quote, Sheet

RIGHT, FALSE, TRAPPED, MISSED = "right", "FALSE", "TRAP", "missed"
# Whether “could of” is a slip of spelling or of grammar is a matter of taste.
_WORDS = ("spelling", "grammar", "terminology")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One draft: its notes and whether each was found, its findings and whether each is right, FALSE or a TRAP."""

    sheet: Sheet
    notes: tuple[tuple[Note, bool], ...]
    findings: tuple[tuple[Finding, str], ...]

    @property
    def words(self) -> int:
        """The length of the draft."""
        return len(self.sheet.source.split())


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts for one category, attribute or rule. `every` takes sure and arguable together."""

    category: str
    name: str = ""
    sure: int = 0
    sure_found: int = 0
    every: int = 0
    every_found: int = 0
    reported: int = 0
    right: int = 0
    traps: int = 0

    @property
    def recall(self) -> float | None:
        """The share of the sure notes that was found."""
        return self.sure_found / self.sure if self.sure else None

    @property
    def recall_of_all(self) -> float | None:
        """The share of the sure and arguable notes that was found."""
        return self.every_found / self.every if self.every else None

    @property
    def precision(self) -> float | None:
        """The share of the findings that is right."""
        return self.right / self.reported if self.reported else None


def judge(sheet: Sheet, findings: Iterable[Finding]) -> Verdict:
    """What the findings of one draft are worth."""
    reported = tuple(findings)
    wanted = [note for note in sheet.notes if note.confidence != TRAP]
    traps = [note for note in sheet.notes if note.confidence == TRAP]

    def verdict(finding: Finding) -> str:
        if any(matches(note, finding) for note in wanted):
            return RIGHT
        return TRAPPED if any(matches(note, finding) for note in traps) else FALSE

    notes = tuple((note, any(matches(note, finding) for finding in reported)) for note in sheet.notes)
    return Verdict(sheet, notes, tuple((finding, verdict(finding)) for finding in reported))


def matches(note: Note, finding: Finding) -> bool:
    """Whether a finding is what the note says: of its category, with a place that touches each quote."""
    kin = {note.category, finding.category}.issubset(_WORDS)
    if finding.category != note.category and not kin:
        return False
    return all(any(_touches(place, quote) for place in finding.places) for quote in note.quotes)


def _touches(place: Place, quote: Quote) -> bool:
    if not place.line <= quote.line <= place.end_line:
        return False
    first = place.column if place.line == quote.line else 0
    behind = place.end_column if place.end_line == quote.line else max(quote.columns) + len(quote.text) + 1
    return any(first < column + len(quote.text) and column < behind for column in quote.columns)


def by_category(verdicts: Iterable[Verdict]) -> list[Tally]:
    """A tally for each category, in the order of the alphabet."""
    return _tallies((category, "", kind, hit) for category, _, kind, hit in _events(verdicts))


def by_name(verdicts: Iterable[Verdict]) -> list[Tally]:
    """A tally for each attribute that notes name and each rule that reported something, by category."""
    return [
        tally for tally in _tallies(_events(verdicts)) if tally.name and (tally.every or tally.reported or tally.traps)
    ]


def _events(verdicts: Iterable[Verdict]) -> Iterator[tuple[str, str, str, bool]]:
    """(category, attribute or last word of the rule, confidence or "", whether found or right) of everything."""
    for verdict in verdicts:
        for note, found in verdict.notes:
            yield note.category, note.attribute, note.confidence, found
        for finding, worth in verdict.findings:
            yield finding.category, finding.rule.rpartition("/")[2], "", worth == RIGHT


def _tallies(events: Iterable[tuple[str, str, str, bool]]) -> list[Tally]:
    counts: defaultdict[tuple[str, str], Counter[tuple[str, bool]]] = defaultdict(Counter)
    for category, name, kind, hit in events:
        counts[category, name][kind, hit] += 1
    return [_tally(*key, counts[key]) for key in sorted(counts)]


def _tally(category: str, name: str, count: Counter[tuple[str, bool]]) -> Tally:
    sure_found, found, right = count[SURE, True], count[SURE, True] + count[ARGUABLE, True], count["", True]
    return Tally(
        category,
        name,
        sure=sure_found + count[SURE, False],
        sure_found=sure_found,
        every=found + count[SURE, False] + count[ARGUABLE, False],
        every_found=found,
        reported=right + count["", False],
        right=right,
        traps=count[TRAP, True],
    )


def total(tallies: Sequence[Tally]) -> Tally:
    """The sum of tallies."""
    fields = ("sure", "sure_found", "every", "every_found", "reported", "right", "traps")
    return Tally("all", **{field: sum(getattr(tally, field) for tally in tallies) for field in fields})
