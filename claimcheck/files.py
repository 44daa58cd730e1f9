"""Files: paths in, sources out. The only module that reads drafts.

What cannot be read becomes a FileStatus with a reason, never an exception that ends the run.
"""

from __future__ import annotations

import codecs
import errno
import os
import stat
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from claimcheck.report import FileStatus, is_report
from claimcheck.walk import MAX_MEGABYTES, NOT_A_FILE, Input, discover, real_path, reason

STDIN = "-"
STDIN_NAME = "<stdin>"
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class UnreadError(Exception):
    """A draft that was not read: `status` is skipped or failed, the message says why."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one draft as it stands on disk, byte order mark and line endings too; `note` is for the user."""

    path: str
    text: str
    note: str = ""


def inputs(
    paths: Iterable[str],
    stdin_name: str = STDIN_NAME,
    outputs: Collection[str] = (),
    exclude: Iterable[str] = (),
    base: str = ".",
    megabytes: int = MAX_MEGABYTES,
    force: bool = False,
) -> tuple[list[Input], list[FileStatus]]:
    """The drafts that `paths` stand for, and the status of every path that is none; both sorted. See `discover`.

    The path - is standard input. It stands for the file called `stdin_name`, which is then not read as well.
    """
    wanted = set(paths)
    found, problems = discover(wanted - {STDIN}, outputs, exclude, base, force)
    if STDIN not in wanted:
        return found, problems
    name = Path(stdin_name).as_posix()
    found = [item for item in found if real_path(item.path) != real_path(name)]
    problems = [status for status in problems if real_path(status.path) != real_path(name)]
    try:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        found.append(Input(name, data=sys.stdin.buffer.read(megabytes * 1_000_000 + 1)))
    except OSError as error:
        problems.append(FileStatus(name, "failed", reason(error)))
    return sorted(found, key=lambda item: item.path), sorted(problems, key=lambda status: status.path)


def read(item: Input, megabytes: int = MAX_MEGABYTES) -> Source:
    """The source of `item`; raises UnreadError where it is missing, unreadable, binary or too large."""
    limit = megabytes * 1_000_000
    data = _bytes(item.path, limit) if item.data is None else item.data
    if len(data) > limit:
        raise UnreadError("failed", f"larger than {megabytes} MB; split it or raise --max-size")
    text, note = _decode(data)
    if "\0" in text:
        raise UnreadError("skipped" if item.walked else "failed", "binary, not text")
    if item.walked and is_report(text):
        raise UnreadError("skipped", "a report of claimcheck, not a draft; name it to check it")
    return Source(item.path, text, note)


def _bytes(path: str, limit: int) -> bytes:
    """The first `limit` bytes of the file, and one more where there are any."""

    def opened(path: str, flags: int) -> int:  # a pipe that took the file's place must not hang the run
        return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))

    try:
        with open(path, "rb", opener=opened) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnreadError("failed", NOT_A_FILE)
            return file.read(limit + 1)
    except OSError as error:
        raise UnreadError("failed", reason(error)) from None


def _decode(data: bytes) -> tuple[str, str]:
    """The text of `data`, and a note where its encoding was guessed; raises UnreadError."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), ""
            except UnicodeDecodeError as error:
                name = encoding[:6].rstrip("-").upper()
                raise UnreadError("failed", f"broken {name} at byte {error.start + 1}") from None
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        if b"\0" in data:
            return "\0", ""
    try:
        return data.decode("cp1252"), "not UTF-8; read as Windows-1252"
    except UnicodeDecodeError:
        raise UnreadError("failed", "neither UTF-8 nor Windows-1252; save it as UTF-8") from None
