"""Visible forms: characters that a terminal would obey or hide, written out; and how many columns text takes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Controls, invisible spaces and joints, line separators, bidirectional overrides, lone surrogates, tags.
# The joiners U+200C and U+200D stay: emoji and several scripts need them.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_ACTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")
_ASCII = re.compile(r"[ -~]*")
TAB = "    "
# What the runners of CI services obey: a line that begins with ::, and two older marks wherever they stand.
_COMMAND = re.compile(r"^((?:\x1b\[[\d;]*m|[ \t])*):(?=:)|#(?=#(?:vso)?\[)", re.MULTILINE)


def visible(text: str) -> str:
    """`text` without a character that acts on the terminal: ␛ for an escape, \\x9b, \\u202e; tabs as four spaces."""
    return _HIDDEN.sub(_form, text)


def fold(text: str) -> str:
    """`text` on one line: white space folded, the rest visible."""
    return visible(" ".join(text.split()))


def unarmed(text: str, colon: str = ": ", mark: str = "# ") -> str:
    """`text` without what a CI runner would take for a command of its own."""
    return _COMMAND.sub(lambda found: mark if found[1] is None else found[1] + colon, text)


def tame(text: str) -> str:
    """Lines that are safe to print and else as they stand: line ends, tabs and what is merely invisible stay."""
    return unarmed(_ACTING.sub(_form, text))


def short(text: str, limit: int) -> str:
    """`text` on one line, cut to `limit` characters."""
    folded = fold(text)
    return folded if len(folded) <= limit else folded[: limit - 1] + "…"


def _form(match: re.Match[str]) -> str:
    char = match[0]
    code = ord(char)
    if char == "\t":
        return TAB
    if char == "\ufeff":  # a byte order mark is no fault of the writer
        return ""
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def width(text: str) -> int:
    """The columns that visible `text` takes in a terminal: two for wide characters, none for combining ones."""
    return len(text) if _ASCII.fullmatch(text) else sum(map(char_width, text))


@cache
def char_width(char: str) -> int:
    """The columns of one character."""
    if char in "\u200c\u200d" or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
