"""Console: what the commands print, and what they write to files. Nothing in a draft reaches a terminal raw."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO


def colors(choice: str, target: str | None = None) -> bool:
    """Whether to colour what goes to `target`, or to standard output."""
    from claimcheck.output import wants_color

    if target not in (None, "-"):
        return choice == "always"
    return wants_color(choice, os.environ, sys.stdout is not None and sys.stdout.isatty())


def painter(choice: str) -> Callable[[str, str], str]:
    """A function that colours a text, or leaves it."""
    color = colors(choice)
    return lambda text, code: f"\x1b[{code}m{text}\x1b[0m" if color else text


def write(text: str, target: str | None) -> None:
    """Write a report to its file, or to standard output."""
    from claimcheck.output import write
    from claimcheck.session import Fault

    if target in (None, "-"):
        emit(text)
        return
    try:
        write(Path(target or ""), text)
    except OSError as error:
        raise Fault(f"claimcheck: {target}: cannot be written: {(error.strerror or str(error)).lower()}") from None


def emit(text: str) -> None:
    """Print a report as UTF-8; a reader that has gone away is no fault."""
    from claimcheck.output import encode
    from claimcheck.session import Fault

    if sys.stdout is None:
        return
    try:
        sys.stdout.buffer.write(encode(text))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _abandon(sys.stdout)
    except OSError as error:
        _abandon(sys.stdout)
        raise Fault(f"claimcheck: standard output: {(error.strerror or str(error)).lower()}") from None


def say(*lines: str) -> None:
    """Print lines of diagnostics on standard error, with nothing in them that a terminal would obey."""
    from claimcheck.output import escape

    mutter("".join(escape(line) + "\n" for line in lines))


def mutter(text: str) -> None:
    """Write to standard error, if anybody listens."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _abandon(sys.stderr)


def _abandon(stream: TextIO) -> None:
    """Send the rest of `stream` nowhere; otherwise Python complains about it at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
