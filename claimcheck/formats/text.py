"""Plain text: lines become headings, paragraphs and list items; nothing is markup."""

from __future__ import annotations

import re

from claimcheck.draft import Draft, DraftBuilder

_BULLET = re.compile(r"[ \t\ufeff]*(?:[•●▪■◦‣⁃∙·✓✔➤*+]|[-–—](?=\s)|\(?(?:\d{1,3}|[a-z])[.)](?=\s))[ \t]*")
_CLOSERS = "\"'”’)»]*_ \t\r"
_MAX_HEADING_WORDS = 14
_MAX_BARE_ITEM_WORDS = 6
_MAX_TITLE_WORDS = 8
_WRAP_WIDTH = 50  # a shorter line was ended on purpose, not wrapped by an editor


def parse(path: str, source: str) -> Draft:
    """The draft of a plain text `source`.

    A short line without closing punctuation is a heading, a bulleted or numbered line an item (a heading
    when it asks a question), bare short lines after a lead-in ("… include:") are items, and a line that
    an editor wrapped is joined to the one before.
    """
    builder = DraftBuilder(path, source)
    kind = ""  # of the open block
    previous_end = previous_words = 0
    previous_long = listing = False
    at = 0
    while at < len(source):
        newline = source.find("\n", at)
        stop = len(source) if newline < 0 else newline
        line = source[at:stop]
        body = line.strip("\ufeff \t\r\f\v\u00a0")
        if not body:
            if kind:
                builder.end()
                kind = ""
            at = stop + 1
            continue
        start = at + line.index(body)
        end = start + len(body)
        words = body.count(" ") + 1
        tail = body.rstrip(_CLOSERS)[-1:]
        bullet = _BULLET.match(source, at, end)
        if bullet and bullet.end() < end:
            start = bullet.end()
            titled = tail == "?" or (bullet[0].strip(" \t(")[:1].isdigit() and _introduces(source, start, end, stop))
            kind = "heading" if titled else "item"
            builder.begin(kind, level=3 if kind == "heading" else 1 + (line.index(body) >= 6))
            listing = False
        elif (
            kind in ("paragraph", "item")
            and previous_long
            and _continues(source[previous_end - 1], body, previous_words)
        ):
            builder.add(previous_end, start)
        elif listing and words <= _MAX_BARE_ITEM_WORDS and tail not in ".!?:":
            kind = "item"
            builder.begin(kind, level=1)
        elif words <= _MAX_HEADING_WORDS and tail not in ".!;:,…-–":
            kind = "heading"
            builder.begin(kind, level=2 if builder.has_blocks else 1)
            listing = False
        else:
            kind = "paragraph"
            builder.begin(kind)
            listing = tail in ":-–"
        builder.add(start, end)
        previous_end, previous_words, previous_long = end, words, len(line) >= _WRAP_WIDTH
        at = stop + 1
    return builder.build()


def _introduces(source: str, start: int, end: int, stop: int) -> bool:
    """Whether a numbered line is a short title that stands alone above a paragraph: "2. Deep peels"."""
    if source.count(" ", start, end) >= _MAX_TITLE_WORDS or source[end - 1] in ".!;:,":
        return False
    below = source[stop : stop + 400].lstrip()
    return bool(below) and not _BULLET.match(below) and below.partition("\n")[0].count(" ") > _MAX_HEADING_WORDS


def _continues(last: str, body: str, previous_words: int) -> bool:
    """Whether `body` goes on with the sentence of the long line before it, which ended in `last`."""
    if last in ".!?:;":
        return False
    return body[0].islower() or body[0].isdigit() or last == "," or previous_words > _MAX_HEADING_WORDS
