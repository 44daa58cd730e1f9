"""Output: whether to colour, text that is safe to print, and files written whole or not at all."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

_ENCODINGS = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "Windows-1252"}
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def wants_color(choice: str, environ: Mapping[str, str], terminal: bool) -> bool:
    """Whether to colour: the user's choice, else NO_COLOR, else FORCE_COLOR, else whether a terminal reads it."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    return bool(environ.get("FORCE_COLOR")) or (terminal and environ.get("TERM") != "dumb")


def escape(text: str) -> str:
    """`text` on one line, its control characters and lone surrogates written out: \\n, \\x1b, \\udcff."""
    return _UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def encode(text: str) -> bytes:
    """`text` as UTF-8; half a surrogate pair, which only file names hold, is written out as \\udcff."""
    return text.encode("utf-8", "backslashreplace")


def write(path: Path, text: str) -> None:
    """Write the file whole or not at all; raises OSError. A device or pipe is written to as it is."""
    _put(path, encode(text))


def rewrite(path: Path, before: str, after: str) -> str:
    """Put `after` in the place of `before` in the file, in the same encoding; say why not where that cannot be."""
    data = path.read_bytes()
    known = (name for name in _ENCODINGS if _encoded(before, name) == data)
    name = next(known, None)
    if name is None:
        return "left alone: it is not plain text, or it changed while it was checked"
    changed = _encoded(after, name)
    if changed is None:
        return f"left alone: {_ENCODINGS[name]} has no place for the letters of a fix; save it as UTF-8"
    _put(path, changed)
    return ""


def _encoded(text: str, encoding: str) -> bytes | None:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None


def _put(path: Path, data: bytes) -> None:
    """Write the file whole or not at all, with the rights it has."""
    target = Path(os.path.realpath(path))
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = 0
    if mode and not stat.S_ISREG(mode):
        target.write_bytes(data)
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(stat.S_IMODE(mode) if mode else 0o666 & ~_umask())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
