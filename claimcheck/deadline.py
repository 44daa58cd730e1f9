"""Deadline: work that takes far too long, such as a regular expression that tries too many ways, is given up."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


class Overdue(Exception):  # noqa: N818
    """The time is up."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise Overdue in what runs inside once it has taken so many seconds of this process.

    Only the main thread can be interrupted, and only where the system has such timers; elsewhere nothing is bounded.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = signal.signal(signal.SIGVTALRM, _ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, previous)


def _ring(*_: object) -> NoReturn:
    raise Overdue
