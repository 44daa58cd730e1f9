"""Flow: pieces of markup text become blocks of prose, with white space folded as a browser folds it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimcheck.draft import DraftBuilder
from claimcheck.formats.masks import ADDRESS, MAIL, OBJECT, parameters
from claimcheck.formats.tags import ENTITY

_ADDRESS = rf"(?<![<\w/.])(?:https?://|www\.){ADDRESS}"
_SPECIAL = re.compile(
    rf"(?P<entity>{ENTITY})|(?P<space>[ \t\r\n\f]++)|(?P<object>{OBJECT}++)"
    rf"|(?P<address>{_ADDRESS})|(?P<mail>(?<![<\w.+-]){MAIL})"
)
_PLAIN = re.compile(r"[^&@:/\r\n\t\f\ufffc]*")  # and no double space: most pieces, added as they are
_SENTENCE_END = ".,;:!?_~'"
_NEW_LINE = re.compile(r"[\W\d_]*+(?P<first>\w?)")

Place = tuple[str, dict[str, int]]


@dataclass
class Flow:
    """Where the prose of a draft stands: the open block, and the kind of the next one.

    `at` maps offsets of the text being read to offsets of the source where the two differ.
    """

    builder: DraftBuilder
    text: str
    at: Sequence[int] | None = None
    fresh: Place | None = None  # what the next prose opens
    is_open: bool = False  # a block is
    kind: str = ""  # of the open block
    tail: str = " "  # the last character of the open block
    gap: tuple[int, int] | None = None  # markup that parts words: a line break, a superscript
    breaks: bool = False  # and may part blocks
    seam: bool = False  # elements stand side by side without a space
    asides: list[tuple[int, int]] = field(default_factory=list)  # attribute copy, waiting for the block to end

    def close(self) -> None:
        """Close the open block, if any, and add the copy that waits for it as blocks of their own."""
        self.builder.end()
        self.is_open, self.gap, self.breaks, self.seam, self.tail = False, None, False, False, " "
        asides, self.asides = self.asides, []
        fresh = self.fresh
        for first, last in asides:
            self.fresh = ("meta", {})
            self.prose(first, last)
            self.builder.end()
            self.is_open, self.tail = False, " "
        self.fresh = fresh

    def prose(self, first: int, last: int) -> None:
        """Add `text[first:last]`: entities decoded, white space folded, addresses hidden."""
        piece = self.text[first:last]
        if _PLAIN.fullmatch(piece) and "  " not in piece:
            self._put(first, last)
            return
        done = first
        for found in _SPECIAL.finditer(self.text, first, last):
            start, stop = found.span()
            if found["space"]:
                shown: str | None = " "
                if found[0] == " ":
                    continue
            elif found["entity"]:
                shown = html.unescape(found[0])
                if shown == found[0]:
                    continue
            else:
                shown = OBJECT
                stop = start + len(found[0].rstrip(_SENTENCE_END)) if not found["object"] else stop
                if found["object"] and self.at is None:
                    self.asides += parameters(self.builder.source, start, stop)
                elif found["address"]:
                    self.builder.links.append((self._source(start), self._source(stop), True))
            if start > done:
                self._put(done, start)
            self._put(start, stop, shown)
            done = stop
        if last > done:
            self._put(done, last)

    def mark(self, first: int, last: int) -> None:
        """Add what is no prose, such as an image, as one object character."""
        self._put(first, last, OBJECT)

    def space(self, first: int, last: int, breaks: bool = False) -> None:
        """The markup `[first, last)` parts words; two line breaks, or one before a new sentence, part blocks."""
        if not self.is_open:
            return
        if breaks and self.breaks:
            self.close()
            return
        self.gap, self.breaks = (first, last), breaks

    def _put(self, first: int, last: int, shown: str | None = None) -> None:
        words = self.text[first:last] if shown is None else shown
        if not words:
            return
        if words.isspace() and "\u00a0" not in words:
            if self.tail == " " or self.gap:  # white space opens no block and does not follow itself
                return
        elif (self.breaks and self.kind != "heading" and _starts_line(words)) or (self.seam and self._is_apart(words)):
            self.close()
        self.seam = False
        if not self.is_open:
            self.kind, where = self.fresh or ("paragraph", {})
            self.fresh = None
            self.builder.begin(self.kind, **where)
            self.is_open = True
        if self.gap:
            if self.tail != " ":
                self._add(*self.gap, " ")
            self.gap, self.breaks = None, False
        if self.tail == " " and words[0] == " ":
            first, words = first + 1, words[1:]
            if not words:
                return
        self.tail = words[-1]
        self._add(first, last, shown)

    def _is_apart(self, words: str) -> bool:
        """Whether two elements side by side would glue a capital to a word's end, as no writer does."""
        return self.is_open and words[0].isupper() and self.tail != " " and not self.tail.isupper()

    def _add(self, first: int, last: int, shown: str | None) -> None:
        """Hand a piece to the builder, in stretches whose characters stand side by side in the source."""
        if self.at is None or shown is not None:
            self.builder.add(self._source(first), self._source(last), shown)
            return
        start = first
        for offset in range(first, last):
            if self.at[offset + 1] - self.at[offset] != 1:
                if offset > start:
                    self.builder.add(self.at[start], self.at[offset])
                self.builder.add(self.at[offset], self.at[offset + 1], self.text[offset])
                start = offset + 1
        if last > start:
            self.builder.add(self.at[start], self.at[last])

    def _source(self, offset: int) -> int:
        return offset if self.at is None else self.at[offset]


def _starts_line(words: str) -> bool:
    """Whether what follows a line break begins a line of its own: with a capital, a figure or a bullet."""
    found = _NEW_LINE.match(words)
    return found is not None and (found.end("first") > 1 or found["first"].isupper() or not words[0].isalpha())
