"""--fix and --diff: the fixes that a run makes in its drafts, or shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from claimcheck.commands.drafts import run
from claimcheck.console import emit, say

if TYPE_CHECKING:
    from claimcheck.config import Config
    from claimcheck.rulebook import Rulebook


def fix(config: Config, given: dict[str, Any], book: Rulebook) -> int | None:
    """Make the fixes, or show them where --diff says so: then the run is over, and this is its exit code."""
    from pathlib import Path

    from claimcheck import files, output
    from claimcheck.fixes import diff, fixed
    from claimcheck.reporters.visible import tame
    from claimcheck.run import Done
    from claimcheck.session import Fault

    if given["unsafe_fixes"] and not (given["fix"] or given["diff"]):
        raise click.UsageError("--unsafe-fixes says which fixes; say --fix or --diff too.")
    if not (given["fix"] or given["diff"]):
        return None
    if given["since"] or given["staged"]:
        raise click.UsageError("--fix and --diff are about whole drafts; leave out --since and --staged.")
    if not given["diff"] and (not given["paths"] or files.STDIN in given["paths"]):
        raise click.UsageError("Standard input cannot be fixed; --diff shows what there is to fix.")

    def job(path: str, source: str) -> Done:
        def check(text: str) -> list[Any]:
            examined, _ = book.examine(path, text, given["product_type"] or "")
            return [finding for finding in examined.findings if not finding.suppression]

        after, count = fixed(source, check, given["unsafe_fixes"])
        return Done([(source, after, count)] if count else [])

    statuses, outcomes = run(config, given, (), job, book.knowledge)
    changed = [(each.status.path, *each.results[0]) for each in outcomes if each.results]
    if given["diff"]:
        emit(tame("".join(diff(path, before, after) for path, before, after, _ in sorted(changed))))
        return 2 if any(status.status == "failed" for status in statuses) else int(bool(changed))
    made = drafts = 0
    for path, before, after, count in sorted(changed):
        try:
            why = output.rewrite(Path(path), before, after)
        except OSError as error:
            raise Fault(f"claimcheck: {path}: cannot be written: {(error.strerror or str(error)).lower()}") from None
        if why:
            say(f"claimcheck: {path}: {why}")
        else:
            made, drafts = made + count, drafts + 1
    if not given["quiet"]:
        say(f"claimcheck: {made} fix{'' if made == 1 else 'es'} in {drafts} draft{'' if drafts == 1 else 's'}")
    return None
