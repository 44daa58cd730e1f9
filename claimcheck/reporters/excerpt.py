"""Excerpts: the source lines of a place, cut to a window round its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.findings import Place
from claimcheck.reporters.visible import char_width, visible, width

WINDOW = 90
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an excerpt: its number and its visible text before, in and after the place."""

    line: int
    left: str
    words: str
    right: str

    @property
    def text(self) -> str:
        """The whole line as shown."""
        return self.left + self.words + self.right

    @property
    def underline(self) -> str:
        """Spaces and carets that stand under the words."""
        return " " * width(self.left) + "^" * max(width(self.words), 1)


def lines_of(source: str) -> list[str]:
    """The lines of `source` by the only measure that findings know: the line feed."""
    return source.split("\n")


def fits(place: Place, lines: Sequence[str] | None) -> bool:
    """Whether `lines` have the lines and columns of `place`."""
    if not lines or not 1 <= place.line <= place.end_line <= len(lines):
        return False
    first, last = lines[place.line - 1], lines[place.end_line - 1]
    return 1 <= place.column <= len(first) + 1 and 1 <= place.end_column <= len(last) + 1


def rows(place: Place, lines: Sequence[str] | None) -> Iterator[Row]:
    """The rows of `place`, at most three; its own words alone when the source is not at hand."""
    if lines is None or not fits(place, lines):
        yield _row(place.line, place.text, 0, len(place.text))
        return
    for number in range(place.line, min(place.end_line, place.line + _MOST_LINES - 1) + 1):
        line = lines[number - 1].removesuffix("\r")
        start = place.column - 1 if number == place.line else len(line) - len(line.lstrip())
        end = min(place.end_column - 1, len(line)) if number == place.end_line else len(line.rstrip())
        if start < end or number == place.line:
            yield _row(number, line, min(start, len(line)), max(start, end))


def _row(number: int, line: str, start: int, end: int) -> Row:
    """The row of `line` with the words `[start, end)`, cut to the window."""
    before = visible(line[max(0, start - 2 * WINDOW) : start])
    left = before.lstrip() if start <= 2 * WINDOW else before
    words = visible(line[start : min(end, start + 2 * WINDOW)])
    if width(words) > WINDOW:
        return Row(number, "…" if left else "", _cut_right(words, WINDOW), "")
    right = visible(line[end : end + 2 * WINDOW]).rstrip()
    room = WINDOW - width(words)
    left = _cut_left(left, max(room // 2, room - width(right)))
    return Row(number, left, words, _cut_right(right, room - width(left)))


def _cut_right(text: str, room: int) -> str:
    """The beginning of `text` in `room` columns, if possible up to the end of a word."""
    if width(text) <= room:
        return text
    end = used = 0
    while end < len(text) and used + char_width(text[end]) < room:
        used += char_width(text[end])
        end += 1
    kept = text[:end]
    if " " in kept and text[end : end + 1] != " ":
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip() + "…"


def _cut_left(text: str, room: int) -> str:
    """The end of `text` in `room` columns, if possible from the start of a word."""
    if width(text) <= room:
        return text
    start, used = len(text), 0
    while start and used + char_width(text[start - 1]) < room:
        start -= 1
        used += char_width(text[start])
    kept = text[start:]
    if " " in kept and text[start - 1 : start] != " ":
        kept = kept[kept.index(" ") + 1 :]
    while kept and not char_width(kept[0]):  # a combining mark has lost its letter
        kept = kept[1:]
    return "…" + kept.lstrip()
