"""Markdown: CommonMark with tables, footnotes, task lists, front matter, HTML and templates.

pyromark reads the structure; its byte ranges are turned into characters of the source. What it does not
know as markup (templates, bare addresses, formulas) is masked beforehand, character for character.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from claimcheck.draft import Draft, DraftBuilder
from claimcheck.formats import frontmatter
from claimcheck.formats.masks import ADDRESS, ADDRESSES, ATTRIBUTE_LISTS, FORMULAS, OBJECT, TEMPLATES, mask, parameters
from claimcheck.formats.names import HEADINGS, INLINE, INVISIBLE, QUIET, is_copy_attribute
from claimcheck.formats.tags import ENTITY, VOID, tokens

_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
_HTML = re.compile(
    r"<!--"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][^\s/>\0]*+)(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+(?:>|[\"'][^>]*+>|[\"'].*+|\Z)"
    r"|<[!?/][^>]*+>?"
    rf"|{ENTITY.removesuffix('?')}"
    rf"|{OBJECT}+|\0+",
    re.DOTALL,
)
_JSX_COMMENT = re.compile(r"\{/\*(.*?)\*/\}", re.DOTALL)
_WIDE = re.compile("[^\0-\x7f]")
_STRETCH = re.compile(rf"{OBJECT}+|[^{OBJECT}]+")
_OBJECTS = re.compile(rf"{OBJECT}+")
_VALUE = re.compile(rf"(?P<entity>{ENTITY})|{OBJECT}+|(?:[ \t\r\0]|\n[ \t>]*+)++|[^&\s{OBJECT}\0]+|.")
_BARE = re.compile(rf"(?:https?://|www\.){ADDRESS}")
_MASKS = (*TEMPLATES, ATTRIBUTE_LISTS, FORMULAS, *ADDRESSES)


@dataclass
class _Reader:
    """Where the reading of a draft stands: what is open, what is not prose, what waits for its turn."""

    builder: DraftBuilder
    copy: str  # the source with masks, of the same length
    depth: int = 0  # of the open lists
    fresh: bool = False  # an item began and has no text yet
    is_open: bool = False  # a block is
    limit: int = 0  # the end of the block
    quiet: int = 0  # what stands before is not prose (any more)
    table: int = -1
    row: int = -1
    column: int = -1
    html: int = 0  # the start of the HTML block being read
    html_lines: list[str] = field(default_factory=list)
    html_end: int = 0
    alt_end: int = 0  # the end of the image whose alt text is being read
    alts: list[list[tuple[int, int, str | None]]] = field(default_factory=list)
    unclosed: dict[str, int] = field(default_factory=dict)

    def begin(self, kind: str, **where: int) -> None:
        """Open a block."""
        self.close()
        self.builder.begin(kind, **where)
        self.is_open = True

    def begin_flow(self) -> None:
        """Open a paragraph, or the list item that waits for its text."""
        if self.fresh:
            self.begin("item", level=self.depth)
        else:
            self.begin("paragraph")

    def close(self) -> None:
        """Close the open block, if any, and add the alt texts of its images as blocks of their own."""
        self.builder.end()
        self.is_open = False
        for pieces in self.alts:
            self.builder.begin("meta")
            for piece in pieces:
                self.builder.add(*piece)
            self.builder.end()
        self.alts.clear()

    def put(self, start: int, end: int, text: str | None = None) -> None:
        """Add a piece of prose."""
        if start < self.quiet:
            if end <= self.quiet or text is not None:
                return
            start = self.quiet
        if start < self.alt_end:
            self.alts[-1].append((start, end, text))
            return
        if not self.is_open:
            self.begin_flow()
        self.fresh = False
        self.builder.add(start, end, text)

    def put_masked(self, start: int, end: int) -> None:
        """Add a piece in which every stretch of masked characters shrinks to one."""
        for piece in _STRETCH.finditer(self.copy, start, end):
            if piece[0][0] == OBJECT:
                self.put_object(*piece.span())
            else:
                self.put(*piece.span())

    def put_object(self, start: int, end: int) -> None:
        """Add what is no prose as one character; a template may be given copy to show."""
        self.put(start, end, OBJECT)
        self.put_parameters(start, end)

    def put_parameters(self, start: int, end: int) -> None:
        """Add the copy that the templates and expressions in `[start, end)` are given, as blocks of their own."""
        if start >= max(self.quiet, self.alt_end):
            places = parameters(self.builder.source, start, end)
            self.alts += ([(first, last, None)] for first, last in places)

    def put_attributes(self, text: str, base: int) -> bool:
        """Add the attributes of the tag `text` that are shown or read out; False when its element is hidden."""
        tag = next(tokens(text))
        first, last = tag.attributes.get("hidden", (0, 0))
        if "hidden" in tag.attributes and text[first:last].lower() != "until-found":
            return False
        element = text[1 : 1 + len(tag.name)]
        for name, (first, last) in tag.attributes.items():
            if is_copy_attribute(element, name):
                pieces = []
                for piece in _VALUE.finditer(text, first, last):
                    shown = html.unescape(piece[0]) if piece["entity"] else " " if piece[0][0] in " \t\r\n\0" else None
                    shown = OBJECT if piece[0][0] == OBJECT else shown
                    pieces.append((base + piece.start(), base + piece.end(), None if shown == piece[0] else shown))
                self.alts.append(pieces)
        for hidden in _OBJECTS.finditer(text):
            self.put_parameters(base + hidden.start(), base + hidden.end())
        return True

    def comment(self, start: int, end: int) -> None:
        """Remember the text of a comment."""
        if self.builder.comments is not None and start <= end:
            self.builder.comments.append((start, end))

    def hush(self, closing: str, start: int, limit: int) -> bool:
        """Take what follows for no prose, up to `closing` (such as "</pre") if it comes before `limit`."""
        if self.unclosed.get(closing) == limit:
            return False
        found = re.compile(closing, re.IGNORECASE).search(self.copy, start, limit)
        if found:
            self.quiet = max(self.quiet, found.start())
        else:
            self.unclosed[closing] = limit  # never to be looked for again: linear over a draft
        return found is not None


def parse(path: str, source: str) -> Draft:
    """The draft of a Markdown `source`."""
    builder = DraftBuilder(path, source, decodes_entities=True, comments=[])
    start = frontmatter.add(builder, 1 if source.startswith("\ufeff") else 0)
    is_mdx = path.lower().endswith(".mdx")
    reader = _Reader(builder, source[:start] + _mask(source[start:], is_mdx))
    for found in _JSX_COMMENT.finditer(source, start) if is_mdx else ():
        reader.comment(*found.span(1))
    for name, data, first, last in _events(reader.copy, start):
        if name == "Text":
            if first == last:  # the rest of a tab, at the start of a line
                continue
            if reader.copy[first:last] != data:
                reader.put(first, last, data)
            elif OBJECT in data and source[first:last] != data:
                builder.links += ((*at.span(), True) for at in _BARE.finditer(source, first, last))
                reader.put_masked(first, last)
            else:
                reader.put(first, last)
        elif name == "Start":
            _start(reader, data, first, last)
        elif name == "End":
            _end(reader, data)
        elif name == "SoftBreak" and source[first:last].isspace():
            reader.put(first, last)
        elif name in ("SoftBreak", "HardBreak"):
            reader.put(first, last, " ")
        elif name == "FootnoteReference":
            builder.footnotes.append((first, data))
        elif name == "Code":
            reader.put(first, last, OBJECT)
        elif name == "InlineHtml":
            _inline_html(reader, first, last)
        elif name == "Html":
            reader.html_lines += ("\0" * (first - reader.html_end), reader.copy[first:last])
            reader.html_end = last
    return builder.build()


def _mask(body: str, with_jsx: bool) -> str:
    """`body` with templates, bare addresses, formulas and MDX replaced by as many object characters."""
    if with_jsx:
        from claimcheck.formats import mdx

        body = mask(body, mdx.MASKS)
    return mask(body, _MASKS).encode("utf-8", "replace").decode()  # lone surrogates would not pass


def _events(copy: str, start: int) -> Iterator[tuple[str, Any, int, int]]:
    """Name, data and range, in characters of `copy`, of every Markdown event of `copy[start:]`."""
    import pyromark

    have = pyromark.Options
    options = have.ENABLE_TABLES | have.ENABLE_FOOTNOTES | have.ENABLE_STRIKETHROUGH | have.ENABLE_TASKLISTS
    options |= have.ENABLE_HEADING_ATTRIBUTES | have.ENABLE_GFM
    body = copy[start:]
    # How far characters lag behind bytes after each wide character, and the byte where it ends.
    shift = -start
    shifts, ends = [shift], [0]
    for wide in _WIDE.finditer(body):
        code = ord(wide[0])
        shift += 1 if code < 0x800 else 2 if code < 0x10000 else 3
        shifts.append(shift)
        ends.append(wide.end() + start + shift)
    events: Any = pyromark.events_with_range(body, options=options)
    for event, place in events:
        first, last = place["start"], place["end"]
        first -= shifts[bisect_right(ends, first) - 1]
        last -= shifts[bisect_right(ends, last) - 1]
        if isinstance(event, str):
            yield event, None, first, last
        else:
            yield *event.popitem(), first, last


def _start(reader: _Reader, tag: Any, first: int, last: int) -> None:
    """Open what stands at `[first, last)`."""
    name, detail = (tag, {}) if isinstance(tag, str) else next(iter(tag.items()))
    if name in _INLINE:
        if name == "Link":
            reader.builder.links.append((first, last, detail["link_type"] == "Autolink"))
        if name == "Link" and detail["link_type"] in ("Autolink", "Email"):
            reader.put(first, last, OBJECT)
            reader.quiet = max(reader.quiet, last)
        elif name == "Image":
            reader.put(first, last, OBJECT)
            if first >= max(reader.quiet, reader.alt_end):
                reader.alts.append([])
                reader.alt_end = last
        return
    reader.close()
    reader.limit = last
    if name == "FootnoteDefinition":
        reader.builder.notes.append((detail, first, last))
    if name == "Paragraph":
        reader.begin_flow()
    elif name == "Heading":
        reader.begin("heading", level=int(detail["level"][1]))
    elif name == "List":
        reader.depth += 1
    elif name == "Item":
        reader.fresh = True
    elif name == "Table":
        reader.table, reader.row = reader.table + 1, -1
    elif name in ("TableHead", "TableRow"):
        reader.row, reader.column = reader.row + 1, -1
    elif name == "TableCell":
        reader.column += 1
        reader.begin("cell", table=reader.table, row=reader.row, column=reader.column)
    elif name == "CodeBlock":
        reader.quiet = max(reader.quiet, last)
    elif name == "HtmlBlock":
        reader.html = reader.html_end = first
        reader.html_lines.clear()


def _end(reader: _Reader, tag: Any) -> None:
    """Close what ends here."""
    name = tag if isinstance(tag, str) else next(iter(tag))
    if name in _INLINE:
        return
    if name == "HtmlBlock":
        _html_block(reader, "".join(reader.html_lines), reader.html)
    elif name == "Item":
        reader.fresh = False
    elif name == "List":
        reader.depth -= 1
    reader.close()


def _inline_html(reader: _Reader, first: int, last: int) -> None:
    """A tag or comment within a sentence: nothing, white space, or no prose up to its end tag."""
    found = _HTML.match(reader.copy, first, last)
    if found and found[0] == "<!--":
        reader.comment(found.end(), last - len("-->"))
    name = (found["name"] or "").lower() if found else ""
    if not found or not name or found["close"] or first < reader.quiet:
        return
    shown = name in INVISIBLE or reader.put_attributes(found[0], first)
    if name in QUIET or name == "img":
        reader.put(first, last, OBJECT)
    elif name not in INLINE or name == "sup":
        reader.put(first, last, " ")
    if (name in QUIET or not shown) and name not in VOID:
        reader.hush(f"</{name}", last, reader.limit)


def _html_block(reader: _Reader, text: str, base: int) -> None:
    """The text between the tags of an HTML block, with NUL for the quote marks and indents of its lines."""
    at = max(0, reader.quiet - base)
    while at < len(text):
        found = _HTML.search(text, at)
        stop = found.start() if found else len(text)
        if stop > at and (reader.is_open or not text[at:stop].isspace()):  # white space opens no block
            reader.put(base + at, base + stop)
        if not found:
            return
        first, last = base + stop, base + found.end()
        at = found.end()
        name, closes = (found["name"] or "").lower(), bool(found["close"])
        shown = not name or closes or name in INVISIBLE or reader.put_attributes(found[0], first)
        quiet = (name in QUIET or (not shown and name not in VOID)) and not closes and not found[0].endswith("/>")
        if quiet or found[0] == "<!--":
            closing = f"</{name}" if name else "-->"
            if name in INLINE - INVISIBLE:
                reader.put(first, last, OBJECT)
            elif name:
                reader.close()
            if not reader.hush(closing, last, len(reader.copy)):
                reader.quiet = base + len(text)
            if not name:
                reader.comment(last, reader.quiet)
            at = reader.quiet - base + (0 if name else len(closing))
            reader.quiet = base + at
        elif name == "img":
            reader.put(first, last, OBJECT)
        elif found[0][0] == OBJECT:
            reader.put_object(first, last)
        elif found[0][0] == "&":
            reader.put(first, last, html.unescape(found[0]))
        elif name in ("br", "sup"):
            if reader.is_open and not closes:
                reader.put(first, last, " ")
        elif name and name not in INLINE:
            reader.close()
            if name in HEADINGS and not closes:
                reader.begin("heading", level=HEADINGS[name])
            elif name == "li" and not closes:
                reader.begin("item", level=reader.depth + 1)
