"""--watch: a check that is done again whenever a draft, the configuration or a rule has changed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from claimcheck.console import say

_PAUSE = 0.5  # seconds between two looks at the files


def watch(once: Callable[[], int], given: dict[str, Any]) -> int:
    """Do `once` now and after every change, until somebody interrupts."""
    from claimcheck.files import STDIN
    from claimcheck.session import Fault

    if not given["paths"] or STDIN in given["paths"] or given["staged"]:
        raise click.UsageError("--watch looks at files: name drafts or folders, not -, and leave out --staged.")
    seen: object = None
    while True:
        now = dict(_stamps(given))
        if now != seen:
            try:
                once()
            except Fault as fault:  # a rule or the configuration is being edited
                say(*fault.lines)
            say("claimcheck: waiting for changes; Ctrl-C ends")
            seen = dict(_stamps(given)) if given["fix"] else now
        time.sleep(_PAUSE)


def _stamps(given: dict[str, Any]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Time and size of every file that the outcome of a check depends on."""
    from claimcheck import config, files, session

    folders: tuple[Path, ...] = ()
    exclude: tuple[str, ...] = ()
    base = "."
    with suppress(session.Fault):
        settings = session.configuration(given)
        folders, exclude, base = settings.rules, settings.exclude, str(settings.base)
    found, _ = files.inputs(given["paths"], exclude=exclude, base=base)
    paths = [item.path for item in found]
    paths += [os.path.join(place, name) for place in (".", *_above()) for name in config.FILES]  # noqa: PTH118
    paths += [str(given["config_file"])] if given["config_file"] else []
    paths += [str(path) for folder in folders for path in folder.rglob("*")]
    for path in paths:
        with suppress(OSError, ValueError):
            stat = os.stat(path)  # noqa: PTH116
            yield path, (stat.st_mtime_ns, stat.st_size)


def _above() -> Iterator[str]:
    """The folders above the working folder."""
    yield from map(str, Path.cwd().parents)
