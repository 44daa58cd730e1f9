"""Notes: what the marks behind a claim (*, †, ¹, [1], Markdown's footnotes) lead to in the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.draft import Draft

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SIGN = r"\*{1,3}|[†‡§]{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|\[\d{1,2}\]"
# A mark hangs on a word or on the stop behind it; "cm²" is a measure, and "*word*" is emphasis.
_MARK = re.compile(
    rf"(?<=[\w.,;:!?%)\]\"'”’™®])(?<!\bm)(?<!\bcm)(?<!\bmm)(?:{_SIGN})(?![\w*])|(?<=[\w.,;:!?%)] )\[\d{{1,2}}\]"
)
_EMPHASIS = re.compile(r"(?<!\S)\*{1,3}\w")
_TAIL = re.compile(rf"(?:{_SIGN})+")
_HEAD = re.compile(rf"(?P<sign>{_SIGN})[ \t]?(?=[\w\"“(])")  # how a note begins
_LEAD = re.compile(
    rf"(?:^|\n)[ \t]*\\?(?P<sign>{_SIGN}|\d{{1,2}}[.)])[ \t]*\Z"
)  # the same, where it is taken for markup
_INSIDE = re.compile(rf"(?<=\s)(?:{_SIGN})(?=[ \t]?[\w\"“(])")
_REACH = 8  # characters before a block in which its own mark stands


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its text from `start` to `end`."""

    start: int
    end: int


def marks_of(draft: Draft, opening: int, start: int, end: int) -> list[str]:
    """The marks, as they are written, of a claim that begins at `start` in the sentence from `opening` to `end`."""
    text, tail = draft.text, _TAIL.match(draft.text, end)
    signs = _MARK.finditer(text, start, tail.end() if tail else end)
    found = [(at.start() - start, at[0]) for at in signs if not _EMPHASIS.search(text, opening, at.start())]
    if draft.footnotes:
        first, last = draft.span(start, start + 1).start, draft.span(end - 1, end).end
        found += [(at - first, f"[^{label}]") for at, label in draft.footnotes if first <= at <= last + 1]
    return list(dict.fromkeys(mark for _, mark in sorted(found)))


def notes_of(draft: Draft, mark: str) -> list[Note]:
    """The notes of `draft` that begin with `mark`, those in a block of their own first."""
    if mark.startswith("[^"):
        ranges = [(first, last) for label, first, last in draft.notes if f"[^{label}]" == mark]
        return [Note(block.start, block.end) for first, last in ranges for block in _between(draft, first, last)]
    return [*_blocks(draft, _key(mark)), *_inside(draft, _key(mark))]


def _key(sign: str) -> str:
    """A sign however it is written: ¹, [1] and 1. are one."""
    return sign.translate(_SUPERSCRIPT).strip("[].)")


def _blocks(draft: Draft, key: str) -> Iterator[Note]:
    for block in draft.blocks:
        source = draft.span(block.start, block.start + 1).start
        lead = _LEAD.search(draft.source[max(source - _REACH, 0) : source])
        head = _HEAD.match(draft.text, block.start, block.end)
        if any(sign and _key(sign["sign"]) == key for sign in (lead, head)):
            yield Note(block.start, block.end)


def _inside(draft: Draft, key: str) -> Iterator[Note]:
    """The notes that follow in the block of what they belong to, or of another note."""
    for block in draft.blocks:
        starts = list(_INSIDE.finditer(draft.text, block.start + 1, block.end))
        ends = [*(at.start() for at in starts), block.end][1:]
        yield from (Note(at.start(), end) for at, end in zip(starts, ends, strict=True) if _key(at[0]) == key)


def _between(draft: Draft, first: int, last: int) -> list[Note]:
    """The blocks that stand between two characters of the source."""
    spans = ((block, draft.span(block.start, block.start + 1).start) for block in draft.blocks)
    return [Note(block.start, block.end) for block, at in spans if first <= at < last]
