"""baseline: today's findings recorded, so that later runs report only new ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from claimcheck import options
from claimcheck.commands.drafts import findings_in
from claimcheck.console import say, write


@click.command()
@options.paths
@click.option("--output", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write the baseline there.")
@click.option("--prune", is_flag=True, help="Only take out what no longer occurs; add nothing.")
@options.choice
@options.pack
@options.drafts
def baseline(target: Path | None, prune: bool, **given: Any) -> int:
    """Record the findings of today, so that later runs report only new ones.

    They go to claimcheck-baseline.jsonl beside the configuration file, or in this folder; “check” looks for them there.

    Exit code: 0 written; 2 wrong usage, or a draft that could not be read: nothing is written then.
    """
    from claimcheck import baseline, narrowing, session

    config = session.configuration({**given, "baseline": target})
    session.check_usage(given, ())
    old = narrowing.baseline_entries(config, given) if prune else []
    book = session.chosen_rules(config, given)
    files, found, _ = findings_in(config, given, (), book)
    if any(file.status == "failed" for file in files):
        raise session.Fault("claimcheck: no baseline was written, because not every draft could be read")
    findings = [finding for finding in found if not finding.suppression]
    path = narrowing.baseline_file(config)
    if prune:
        entries = baseline.prune(old, narrowing.stale_entries(config, old, findings, files, book))
    else:
        entries = baseline.record(findings, str(path.parent))
    write(baseline.dump(entries), str(path))
    count = sum(entry.count for entry in entries)
    if not given["quiet"]:
        say(f"claimcheck: wrote {path}: {count} finding{'s' * (count != 1)}")
    return 0
