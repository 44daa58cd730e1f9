"""Drafts: the part that all commands about drafts share: find them, do a job on each, say what went wrong."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from claimcheck.console import mutter, say

if TYPE_CHECKING:
    from claimcheck.claims.page import Knowledge
    from claimcheck.config import Config
    from claimcheck.report import FileStatus
    from claimcheck.run import Job, Outcome

_MANY = 8  # drafts from which on several processes pay
_PATIENCE = 2.0  # seconds before a run shows its progress
_STEP = 0.1  # seconds between two updates of it


def run(
    config: Config, given: dict[str, Any], outputs: Sequence[str], job: Job, knowledge: Knowledge
) -> tuple[tuple[FileStatus, ...], list[Outcome]]:
    """What became of every path, sorted, and the outcome of `job` on every draft; says what went wrong."""
    from claimcheck import files, session
    from claimcheck.run import outcomes

    root = click.get_current_context().find_root().command
    commands = root.commands if isinstance(root, click.Group) else ()
    found, problems = files.inputs(
        given["paths"] or (files.STDIN,),
        given["stdin_filename"] or files.STDIN_NAME,
        outputs,
        config.exclude,
        str(config.base),
        config.max_size,
        given["force_exclude"],
    )
    jobs = given["jobs"] or (1 if len(found) < _MANY else os.cpu_count() or 1)
    if min(jobs, len(found)) > 1:  # what the workers share is made before they are born
        _ = knowledge.index.chosen, knowledge.read
    done = list(_watched(outcomes(found, job, config.max_size, jobs), len(found), given["quiet"]))
    everything = sorted([*problems, *(outcome.status for outcome in done)], key=lambda status: status.path)
    say(*session.complaints(everything, done, given["quiet"], commands))
    return tuple(everything), done


def _watched(outcomes: Iterator[Outcome], total: int, quiet: bool) -> Iterator[Outcome]:
    """The outcomes; a run that takes long shows on a terminal how far it is."""
    patient = quiet or sys.stderr is None or not sys.stderr.isatty()
    due, shown = time.monotonic() + _PATIENCE, False
    try:
        for number, outcome in enumerate(outcomes, 1):
            yield outcome
            if not patient and time.monotonic() >= due:
                mutter(f"\rclaimcheck: {number} of {total} drafts")
                due, shown = time.monotonic() + _STEP, True
    finally:
        if shown:
            mutter("\r\x1b[K")
