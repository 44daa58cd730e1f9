"""Drafts: the part that all commands about drafts share: find them, do a job on each, say what went wrong."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from claimcheck.console import mutter, say

if TYPE_CHECKING:
    from claimcheck.changes import Changes
    from claimcheck.claims.page import Knowledge
    from claimcheck.config import Config
    from claimcheck.findings import Finding
    from claimcheck.report import FileStatus
    from claimcheck.rulebook import Rulebook
    from claimcheck.run import Done, Job, Outcome
    from claimcheck.walk import Input

_MANY = 8  # drafts from which on several processes pay
_PATIENCE = 2.0  # seconds before a run shows its progress
_STEP = 0.1  # seconds between two updates of it
_BAR = 20  # characters of it


def run(
    config: Config,
    given: dict[str, Any],
    outputs: Sequence[str],
    job: Job,
    knowledge: Knowledge,
    changes: Changes | None = None,
    recall: Callable[[str, str], Done | None] | None = None,
) -> tuple[tuple[FileStatus, ...], list[Outcome]]:
    """What became of every path, sorted, and the outcome of `job` on every draft; says what went wrong.

    With `changes`, only files that were changed are drafts, and the working folder is where to look unless told. What
    `recall` knows is not done again.
    """
    from claimcheck import files, session
    from claimcheck.run import outcomes, recalled

    root = click.get_current_context().find_root().command
    commands = root.commands if isinstance(root, click.Group) else ()
    found, problems = files.inputs(
        given["paths"] or ((files.STDIN,) if changes is None else (".",)),
        given["stdin_filename"] or files.STDIN_NAME,
        outputs,
        config.exclude,
        str(config.base),
        config.max_size,
        given["force_exclude"],
    )
    if changes is not None:
        found = list(_changed(found, changes, bool(given["staged"])))
        problems = [status for status in problems if given["paths"] or status.path != "."]
    known, found = recalled(found, recall, config.max_size) if recall else ([], found)
    jobs = given["jobs"] or (1 if len(found) < _MANY else os.cpu_count() or 1)
    if min(jobs, len(found)) > 1:  # what the workers share is made before they are born
        _ = knowledge.index.everywhere, knowledge.read
    done = known + list(_watched(outcomes(found, job, config.max_size, jobs), len(found), given["quiet"]))
    everything = sorted([*problems, *(outcome.status for outcome in done)], key=lambda status: status.path)
    say(*session.complaints(everything, done, given["quiet"], commands))
    return tuple(everything), done


def findings_in(
    config: Config, given: dict[str, Any], outputs: Sequence[str], book: Rulebook, changes: Changes | None = None
) -> tuple[tuple[FileStatus, ...], list[Finding], dict[str, str]]:
    """What became of every path, every finding (also those that something hides) in order, and the sources with any."""
    from claimcheck import session
    from claimcheck.findings import sort_key
    from claimcheck.run import Done

    told, store = given.get("product_type") or "", session.results(config, given)

    def settings(path: str) -> str:
        return f"{told} {book.profile(path).digest}"

    def recall(path: str, source: str) -> Done | None:
        return store.get(path, source, settings(path)) if store else None

    def job(path: str, source: str) -> Done:
        examined, inferred = book.examine(path, source, told)
        done = Done(examined.findings, examined.product_type, inferred)
        if store:
            store.put(path, source, settings(path), done)
        return done

    files, outcomes = run(config, given, outputs, job, book.knowledge, changes, recall if store else None)
    session.keep_patterns(book, given)
    findings = sorted((finding for outcome in outcomes for finding in outcome.results), key=sort_key)
    return files, findings, {outcome.status.path: outcome.source for outcome in outcomes if outcome.results}


def _changed(found: Iterable[Input], changes: Changes, staged: bool) -> Iterator[Input]:
    """Those of the drafts `found` that were changed; if `staged`, as the next commit will hold them."""
    from claimcheck.changes import staged_text

    for item in found:
        if os.path.realpath(item.path) in changes.lines:
            yield replace(item, data=staged_text(item.path)) if staged else item


def _watched(outcomes: Iterator[Outcome], total: int, quiet: bool) -> Iterator[Outcome]:
    """The outcomes; a run that takes long shows on a terminal how far it is."""
    patient = quiet or sys.stderr is None or not sys.stderr.isatty()
    due, shown = time.monotonic() + _PATIENCE, False
    try:
        for number, outcome in enumerate(outcomes, 1):
            yield outcome
            if not patient and time.monotonic() >= due:
                mutter(f"\rclaimcheck: {'█' * (_BAR * number // total):░<{_BAR}} {number} of {total} drafts")
                due, shown = time.monotonic() + _STEP, True
    finally:
        if shown:
            mutter("\r\x1b[K")
