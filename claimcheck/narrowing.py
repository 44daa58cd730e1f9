"""Narrowing: what a run leaves out of its report, unchanged lines and the baseline, and what it says about that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimcheck import baseline
from claimcheck.config import Config
from claimcheck.findings import Finding
from claimcheck.report import FileStatus
from claimcheck.rulebook import Rulebook
from claimcheck.session import Fault

if TYPE_CHECKING:
    from claimcheck.changes import Changes


def changed(given: Mapping[str, Any]) -> Changes | None:
    """The changed lines that --since or --staged asks for; None for neither."""
    if not given["since"] and not given["staged"]:
        return None
    from claimcheck import changes

    if given["since"] and given["staged"]:
        raise click.UsageError("--since and --staged are two questions; ask one.")
    try:
        return changes.staged() if given["staged"] else changes.since(given["since"])
    except changes.ChangesError as error:
        raise Fault(f"claimcheck: {'--staged' if given['staged'] else '--since'}: {error}") from None


def baseline_file(settings: Config) -> Path:
    """Where the baseline is, or would be."""
    return settings.baseline or settings.base / baseline.NAME


def baseline_entries(settings: Config, given: Mapping[str, Any]) -> list[baseline.Entry]:
    """What the baseline holds, none where there is none."""
    if given.get("no_baseline") or not (settings.baseline or baseline_file(settings).exists()):
        return []
    try:
        return baseline.load(baseline_file(settings))
    except baseline.BaselineError as error:
        raise Fault(str(error)) from None


def outdated(
    settings: Config,
    entries: Sequence[baseline.Entry],
    findings: Iterable[Finding],
    files: Iterable[FileStatus],
    book: Rulebook,
) -> Iterator[str]:
    """A line about the entries of the baseline that no longer occur, as far as this run can tell."""
    if entries and (gone := stale_entries(settings, entries, findings, files, book)):
        count, what = sum(entry.count for entry in gone), baseline_file(settings)
        number = "1 finding" if count == 1 else f"{count} findings"
        verb, them = ("occurs", "it") if count == 1 else ("occur", "them")
        yield f"claimcheck: {number} of {what} no longer {verb}; “claimcheck baseline --prune” takes {them} out"


def stale_entries(
    settings: Config,
    entries: Sequence[baseline.Entry],
    findings: Iterable[Finding],
    files: Iterable[FileStatus],
    book: Rulebook,
) -> list[baseline.Entry]:
    """The entries of the baseline that no longer occur. A rule that did not run says nothing of its own."""
    ran = {rule.id for rule in book.knowledge.pack.rules}
    judged = [entry for entry in entries if entry.rule in ran or entry.rule not in book.known]
    known = [finding for finding in findings if not finding.suppression or finding.suppression.by == baseline.BASELINE]
    checked = [file.path for file in files if file.status == "checked"]
    return baseline.stale(known, judged, checked, str(baseline_file(settings).parent))


def untouched(changes: Changes | None, count: int) -> Iterator[str]:
    """What --since and --staged leave out, and what git could not tell."""
    if changes and changes.note:
        yield f"claimcheck: --since: {changes.note}"
    if count:
        yield f"claimcheck: {count} finding{'s' * (count != 1)} on unchanged lines left out"
