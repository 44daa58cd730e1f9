"""JSON-LD: the copy that a page gives to search engines; descriptions, questions and their answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.draft import DraftBuilder

_COPY = frozenset({"description", "headline", "alternativeheadline", "abstract", "slogan", "reviewbody", "caption"})
_TOKEN = re.compile(r'"((?:[^"\\]|\\[\s\S])*+)"(\s*+:)?|[{}\[\]]')
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[\s\S])")
_SIMPLE = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def add(builder: DraftBuilder, text: str, start: int, end: int, at: Sequence[int] | None = None) -> None:
    """Add the copy of the JSON in `text[start:end]`, however broken it is: a question as a heading, other copy as meta.

    `at` maps offsets of `text` to the source where they differ. Values may hold HTML.
    """
    key = ""
    question_level = 3
    for found in _TOKEN.finditer(text, start, end):
        if found[1] is None:
            continue
        if found[2]:
            key = found[1].lower()
            continue
        first, last = found.span(1)
        if key == "name" and found[1].rstrip().endswith("?"):
            _value(builder, text, first, last, at, ("heading", {"level": question_level}))
        elif key == "text":
            _value(builder, text, first, last, at, ("paragraph", {}))
        elif key in _COPY:
            _value(builder, text, first, last, at, ("meta", {}))


def _value(
    builder: DraftBuilder,
    text: str,
    first: int,
    last: int,
    at: Sequence[int] | None,
    kind: tuple[str, dict[str, int]],
) -> None:
    """Read one string, its escapes decoded, as HTML."""
    from claimcheck.formats.elements import PageReader

    pieces: list[str] = []
    places: list[int] = []
    done = first
    for found in _ESCAPE.finditer(text, first, last):
        pieces.append(text[done : found.start()])
        places += range(done, found.start())
        char = _decoded(found[0])
        pieces.append(char)
        places += [found.start()] * len(char)
        done = found.end()
    pieces.append(text[done:last])
    places += range(done, last + 1)
    if at is not None:
        places = [at[place] for place in places]
    reader = PageReader(builder, "".join(pieces), places)
    reader.fresh = kind
    reader.read()


def _decoded(written: str) -> str:
    """The one character that an escape stands for."""
    if written[1] != "u" or len(written) < 6:
        return _SIMPLE.get(written[1], written[1])
    code = int(written[2:6], 16)
    if len(written) == 12:
        return chr(0x10000 + ((code - 0xD800) << 10) + int(written[8:], 16) - 0xDC00)
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
