"""Run: one job on many drafts, in this process or in several, with the same results."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, NamedTuple

from claimcheck.deadline import Overdue, deadline
from claimcheck.files import Source, UnreadError, read
from claimcheck.report import FileStatus
from claimcheck.walk import Input


class Done(NamedTuple):
    """What a job made of one draft: its results, and what the draft was taken to advertise (see FileStatus)."""

    results: Iterable[Any]
    product_type: str = ""
    inferred: bool = False


Job = Callable[[str, str], Done]
"""From the path and the source of a draft to what is made of it, which must survive pickling."""

_LARGEST_BATCH = 4  # small, so that no worker idles long while another ends its last one
_PATIENCE = 20.0  # seconds that any draft may take, and then one more
_SLOWEST = 10_000  # for so many characters: a fortieth of the usual speed
_SUSPECTS = "look for a regular expression in rules of your own that tries too many ways, or for a text that is none"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one draft: its status, its results, its source where there are results, a note for the user."""

    status: FileStatus
    results: tuple[Any, ...] = ()
    source: str = ""
    note: str = ""
    internal: bool = False


@dataclass(frozen=True, slots=True)
class _Task:
    """The job and the size limit, which worker processes inherit instead of receiving."""

    job: Job
    megabytes: int


_task: _Task | None = None


def outcomes(items: Sequence[Input], job: Job, megabytes: int, jobs: int = 1) -> Iterator[Outcome]:
    """The outcome of `job` on every draft, in any order; a draft that breaks it takes no other one with it."""
    task = _Task(job, megabytes)
    if jobs < 2 or len(items) < 2 or not hasattr(os, "fork"):
        for item in items:
            yield _outcome(item, task)
        return
    size = max(1, min(_LARGEST_BATCH, len(items) // (jobs * 4)))
    batches = [items[at : at + size] for at in range(0, len(items), size)]
    broken: list[Input] = []
    yield from _forked(batches, task, min(jobs, len(batches)), broken)
    for item in broken:  # a worker died: give each draft that it took along a process of its own
        alone: list[Input] = []
        yield from _forked([[item]], task, 1, alone)
        for dead in alone:
            yield _internal(dead, "the process that checked it was killed")


def recalled(
    items: Iterable[Input], recall: Callable[[str, str], Done | None], megabytes: int
) -> tuple[list[Outcome], list[Input]]:
    """The outcomes of the drafts whose results `recall` knows, and the other drafts."""
    known, others = [], []
    for item in items:
        try:
            source = read(item, megabytes)
        except UnreadError:
            others.append(item)
            continue
        done = recall(item.path, source.text)
        if done is None:
            others.append(item)
        else:
            known.append(_finished(item.path, source, done))
    return known, others


def describe(error: BaseException) -> str:
    """An unexpected error in one line: what it is and where in the program it came up."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({PurePath(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{where}"


def _outcome(item: Input, task: _Task) -> Outcome:
    try:
        source = read(item, task.megabytes)
    except UnreadError as error:
        return Outcome(FileStatus(item.path, error.status, str(error)))
    seconds = _PATIENCE + len(source.text) / _SLOWEST
    try:
        with deadline(seconds):
            return _finished(item.path, source, task.job(item.path, source.text))
    except Overdue:
        return Outcome(FileStatus(item.path, "failed", f"not done after {seconds:.0f} seconds; {_SUSPECTS}"))
    except Exception as error:
        return _internal(item, describe(error))


def _finished(path: str, source: Source, done: Done) -> Outcome:
    results = tuple(done.results)
    status = FileStatus(path, "checked", "", done.product_type, done.inferred)
    return Outcome(status, results, source.text if results else "", source.note)


def _internal(item: Input, what: str) -> Outcome:
    return Outcome(FileStatus(item.path, "failed", f"internal error: {what}"), internal=True)


def _forked(batches: Sequence[Sequence[Input]], task: _Task, jobs: int, broken: list[Input]) -> Iterator[Outcome]:
    """The outcomes of `batches` from `jobs` worker processes; drafts of dead workers are added to `broken`."""
    global _task
    _task = task
    import multiprocessing  # 10 ms with its futures, which one draft does not pay
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    executor = ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _start_worker)
    # A parent that is told to end must end its workers too, so it hears SIGTERM like Ctrl-C.
    previous: Any = None
    with suppress(ValueError):  # not in the main thread
        previous = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with warnings.catch_warnings():  # Python 3.12 warns of any thread, though idle ones of numpy do no harm
            warnings.simplefilter("ignore", DeprecationWarning)
            futures = [executor.submit(_work, batch) for batch in batches]
        for batch, future in zip(batches, futures, strict=True):
            try:
                yield from future.result()
            except BrokenProcessPool:
                broken += batch
    except BaseException:
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    finally:
        executor.shutdown(cancel_futures=True)
        if previous is not None:
            signal.signal(signal.SIGTERM, previous)
        _task = None


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, which ends its workers by SIGTERM."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _work(batch: Sequence[Input]) -> list[Outcome]:
    assert _task is not None
    return [_outcome(item, _task) for item in batch]
