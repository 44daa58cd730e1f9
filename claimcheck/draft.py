"""Draft: the prose of one source, its blocks, and the map back to the characters on disk.

A format parser builds `text` piece by piece with a `DraftBuilder`; every piece remembers the source
characters it stands for, so nothing ever has to search for a string again to find its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

_WHITE = re.compile(r"\s+")
_WORDLESS = re.compile(r"[\s\ufffc]*")  # U+FFFC stands for an image, code or template

# Typographic characters that a rule author never types. Every one maps to exactly one character,
# so offsets into the normalised text are offsets into the text.
_PLAIN = (
    dict.fromkeys("‐‑‒–—―−⁃﹘﹣－", "-")
    | dict.fromkeys("‘’‛ʼ´`′＇", "'")
    | dict.fromkeys("“”„‟″«»＂", '"')
    | dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    )
)
_FANCY = re.compile(f"[{''.join(map(re.escape, _PLAIN))}]")


def normalise(text: str) -> str:
    """`text` in lower case with plain dashes, quotes and spaces; always of the same length as `text`."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals, such as "İ", grow when lowered
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    # One pass over the rare characters: str.translate takes six times as long on text that is not ASCII.
    plain = _FANCY.sub(lambda match: _PLAIN[match[0]], lowered)
    return plain.replace("\n", " ").replace("\r", " ").replace("\t", " ")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of prose that no sentence crosses.

    `kind` is one of heading, paragraph, item, cell, meta (front matter, alt text, title: copy outside the flow).
    `level` is the depth of a heading (1 …) or of a list item (1 …). `row` and `column` place a table cell
    (from 0; the head row is row 0); `table` numbers the tables of a draft. For other kinds they are -1.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    table: int = -1
    row: int = -1
    column: int = -1


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in the source: offsets from 0, lines and columns from 1, ends exclusive."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True)
class Draft:
    """The prose of one source.

    `text` is what a reader sees. `runs` maps it to `source`: each run is (text offset, source offset,
    text length, source length). Where the lengths agree the characters map one to one; otherwise (an
    entity, an escape) the run maps as a whole. `product_type` is what the draft itself says it advertises, `language`
    the English it says it is written in.

    `links` (from, to, whether it is a bare address), `footnotes` (where one is called, its label) and `notes` (label,
    from, to) are stretches of the source whose markup says what they are. `comments` (from, to) are the texts of its
    comments, None where the format does not tell.
    """

    path: str
    source: str
    text: str
    blocks: tuple[Block, ...]
    runs: tuple[tuple[int, int, int, int], ...]
    decodes_entities: bool = False
    product_type: str = ""
    language: str = ""
    links: tuple[tuple[int, int, bool], ...] = ()
    footnotes: tuple[tuple[int, str], ...] = ()
    notes: tuple[tuple[str, int, int], ...] = ()
    comments: tuple[tuple[int, int], ...] | None = None

    @cached_property
    def norm(self) -> str:
        """`normalise(text)`: what rules are matched against."""
        return normalise(self.text)

    @cached_property
    def _run_starts(self) -> list[int]:
        return [run[0] for run in self.runs]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.source))]

    def _source_range(self, offset: int) -> tuple[int, int]:
        """The source characters behind the text character at `offset`."""
        at = max(bisect_right(self._run_starts, offset) - 1, 0)
        text_start, source_start, length, source_length = self.runs[at]
        inside = offset - text_start
        if length == source_length:
            return source_start + inside, source_start + inside + 1
        return source_start, source_start + source_length

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a source offset; columns count code points."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line_of(self, offset: int) -> int:
        """The source line, from 1, of the text character at `offset`."""
        return self.line_column(self._source_range(offset)[0])[0]

    def span(self, start: int, end: int) -> Span:
        """The source span of `text[start:end]` (not empty)."""
        return self.source_span(self._source_range(start)[0], self._source_range(end - 1)[1])

    def source_span(self, first: int, last: int) -> Span:
        """The span of `source[first:last]`."""
        words = self.source[first:last]
        if self.decodes_entities and "&" in words:
            import html

            words = html.unescape(words)
        return Span(first, last, *self.line_column(first), *self.line_column(last), _WHITE.sub(" ", words))


@dataclass
class DraftBuilder:
    """Collects blocks of prose while a format is parsed; `build()` gives the Draft."""

    path: str
    source: str
    decodes_entities: bool = False
    product_type: str = ""
    language: str = ""
    links: list[tuple[int, int, bool]] = field(default_factory=list)
    footnotes: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[str, int, int]] = field(default_factory=list)
    comments: list[tuple[int, int]] | None = None
    _pieces: list[str] = field(default_factory=list)
    _runs: list[tuple[int, int, int, int]] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _length: int = 0
    _open: tuple[str, int, dict[str, int]] | None = None

    @property
    def has_blocks(self) -> bool:
        """Whether any prose came before the open block."""
        return bool(self._blocks) or self._length > 0

    def begin(self, kind: str, **where: int) -> None:
        """Open a block (closing the one before); `where` holds level, table, row, column."""
        self.end()
        self._open = (kind, self._length, where)

    def add(self, start: int, end: int, text: str | None = None) -> None:
        """Append the source characters `[start, end)`, shown to the reader as `text` when that differs."""
        shown = self.source[start:end] if text is None else text
        if not shown:
            return
        last = self._runs[-1] if self._runs else None
        if (
            text is None
            and last
            and last[0] + last[2] == self._length
            and last[1] + last[3] == start
            and last[2] == last[3]
        ):
            self._runs[-1] = (last[0], last[1], last[2] + end - start, last[3] + end - start)
        else:
            self._runs.append((self._length, start, len(shown), end - start))
        self._pieces.append(shown)
        self._length += len(shown)

    def end(self) -> None:
        """Close the open block; an empty, blank or wordless one leaves no trace among the blocks."""
        if self._open is None:
            return
        kind, start, where = self._open
        self._open = None
        body = "".join(self._pieces)[start:] if len(self._pieces) < 2 else self._tail(start)
        if not _WORDLESS.fullmatch(body):
            lead = len(body) - len(body.lstrip())
            stop = start + len(body.rstrip())
            self._blocks.append(Block(kind, start + lead, stop, **where))
        if self._length > start:
            self._pieces.append("\n\n")
            self._length += 2

    def _tail(self, start: int) -> str:
        """The text from `start` on, gathered from the last pieces only (linear over a whole draft)."""
        length, tail = self._length, []
        for piece in reversed(self._pieces):
            tail.append(piece)
            length -= len(piece)
            if length <= start:
                break
        return "".join(reversed(tail))[start - length :]

    def build(self) -> Draft:
        """The finished draft."""
        self.end()
        return Draft(
            self.path,
            self.source,
            "".join(self._pieces),
            tuple(self._blocks),
            tuple(self._runs),
            self.decodes_entities,
            self.product_type,
            self.language,
            tuple(self.links),
            tuple(self.footnotes),
            tuple(self.notes),
            None if self.comments is None else tuple(self.comments),
        )
