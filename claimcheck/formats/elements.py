"""Elements: which of a page's elements are prose, which kind of block they are, and what their attributes say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimcheck.draft import DraftBuilder
from claimcheck.formats.flow import Flow
from claimcheck.formats.names import HEADINGS, INLINE, INVISIBLE, QUIET, is_copy_attribute
from claimcheck.formats.tags import VOID, Token, tokens

_META = frozenset(
    {"description", "keywords", "og:title", "og:description", "og:image:alt", "twitter:title", "twitter:description"}
    | {"twitter:image:alt", "name", "headline", "reviewbody", "abstract", "caption", "slogan"}
)
_JOINED = frozenset({"a", "span", "label"})
_HEADS = frozenset({"dt", "summary", "legend"})  # they head what follows as headings do
_LISTS = ("ul", "ol", "menu")
_CELLS = ("td", "th")
_SECTIONS = ("thead", "tbody", "tfoot")
# Which open element ends where one begins, and what it cannot reach beyond.
_IMPLIED: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "li": (("li",), frozenset(_LISTS)),
    "option": (("option",), frozenset({"select"})),
    **dict.fromkeys(("dt", "dd"), (("dt", "dd"), frozenset({"dl"}))),
    **dict.fromkeys(_CELLS, (_CELLS, frozenset({"table"}))),
    "tr": (("tr",), frozenset({"table"})),
    **dict.fromkeys(_SECTIONS, (_SECTIONS, frozenset({"table"}))),
}
_PARAGRAPH_BOUNDS = frozenset({"button", "table", "td", "th", "template"})
_DEEPEST = 64  # open elements that are looked through: linear over any page


@dataclass(slots=True)
class _Open:
    """An open element: its tag, and whether it is a table with cells."""

    name: str
    start: int
    id: str = ""
    link: bool = False


@dataclass
class _Table:
    """A table being read: its number, the row and column reached, and how far cells above reach down."""

    number: int
    row: int = -1
    column: int = -1
    taken: dict[int, int] = field(default_factory=dict)


class PageReader(Flow):
    """Reads markup into blocks; open elements are kept so that what is hidden ends where its element does."""

    def __init__(self, builder: DraftBuilder, text: str, at: Sequence[int] | None = None) -> None:
        super().__init__(builder, text, at)
        self._stack: list[_Open] = []
        self._counts: Counter[str] = Counter()
        self._tables: list[_Table | None] = []
        self._table = -1
        self._hidden = 0  # the number of open elements from which on nothing is prose
        self._fresh_depth = 0
        self._level = 1  # of the last heading

    def read(self, start: int = 0) -> None:
        """Read the whole text from `start` on."""
        before: Token | None = None
        for token in tokens(self.text, start):
            if token.kind == "open":
                self._begin(token, before)
            elif token.kind == "close":
                self._end(token)
            elif token.kind == "raw":
                self._raw(token)
            elif token.kind == "comment":
                if self.builder.comments is not None and self.at is None:
                    self.builder.comments.append((token.start, token.end))
                continue
            elif not self._hidden:
                self.prose(token.start, token.end)
            before = token
        while self._stack:
            self._pop(len(self.text))
        self.close()

    def _begin(self, token: Token, before: Token | None) -> None:
        name = token.name
        inline = name in INLINE and not (name == "a" and self._counts["nav"])
        self._imply(name, inline, token.start)
        if name in VOID:
            if not self._hidden:
                self._void(token)
            return
        if token.empty and (self._hidden or name == "svg" or "-" in name):
            return
        quiet = name in QUIET or self._is_hidden(token)
        link = self._attribute(token, "href")
        note = name == "a" and link.startswith("#") and len(link) > 1 and self._counts["sup"] > 0
        if not self._hidden:
            if not inline:
                self.close()
            elif quiet and name not in INVISIBLE:
                self.mark(token.start, token.end)
            elif name == "sup" and not quiet:
                self.space(token.start, token.end)
            elif name in _JOINED and before and (before.kind, before.name) == ("close", name):
                self.seam = True
            self._copy(token)
            if note:
                self.builder.footnotes.append((self._source(token.start), link[1:]))
        linked = name == "a" and link[:1] not in ("", "#") and not link.startswith(("tel:", "mailto:", "javascript:"))
        self._stack.append(_Open(name, token.start, self._attribute(token, "id"), linked))
        self._counts[name] += 1
        if (quiet or note) and not self._hidden:
            self._hidden = len(self._stack)
        if not inline:
            self._block(token)

    def _block(self, token: Token) -> None:
        """What kind of block the text of an element opens."""
        name = token.name
        if name == "table":
            layout = self._attribute(token, "role") in ("presentation", "none")
            self._table += not layout
            self._tables.append(None if layout else _Table(self._table))
        table = self._tables[-1] if self._tables else None
        if name == "tr" and table:
            table.row, table.column = table.row + 1, -1
            table.taken = {column: rows - 1 for column, rows in table.taken.items() if rows > 1}
        if self._hidden:
            return
        level = HEADINGS.get(name, 0)
        if self._attribute(token, "role") == "heading":
            given = self._attribute(token, "aria-level")
            level = int(given) if given in ("1", "2", "3", "4", "5", "6") else 2
        if level:
            self._level = level
            self._expect("heading", level=level)
        elif name in _HEADS:
            self._expect("heading", level=min(self._level + 1, 6))
        elif name == "li":
            self._expect("item", level=max(sum(self._counts[each] for each in _LISTS), 1))
        elif name in _CELLS and table:
            self._cell(token, table)

    def _cell(self, token: Token, table: _Table) -> None:
        table.row = max(table.row, 0)
        table.column += 1
        while table.column in table.taken:
            table.column += 1
        self._expect("cell", table=table.number, row=table.row, column=table.column)
        columns, rows = (_span(self._attribute(token, f"{side}span")) for side in ("col", "row"))
        if rows > 1:
            table.taken |= {table.column + more: rows for more in range(columns)}
        table.column += columns - 1

    def _expect(self, kind: str, **where: int) -> None:
        self.fresh, self._fresh_depth = (kind, where), len(self._stack)

    def _end(self, token: Token) -> None:
        name = token.name
        if name == "br" and not self._hidden:
            self.space(token.start, token.end, breaks=True)
        if not self._counts[name]:
            if name == "p" and not self._hidden:
                self.close()
            return
        inline = name in INLINE
        for depth in range(len(self._stack) - 1, max(len(self._stack) - _DEEPEST, 0) - 1, -1):
            if self._stack[depth].name == name:
                while len(self._stack) > depth:
                    self._pop(token.end)
                return
            if inline and self._stack[depth].name not in INLINE:
                return

    def _pop(self, end: int) -> None:
        """Take leave of the innermost open element, whose end tag ends at `end`."""
        element = self._stack.pop()
        self._counts[element.name] -= 1
        was_hidden = self._hidden > 0
        if len(self._stack) < self._hidden:
            self._hidden = 0
        if element.name == "table" and self._tables:
            self._tables.pop()
        if not was_hidden and (element.name not in INLINE or self._counts["nav"]):
            self.close()
        if len(self._stack) < self._fresh_depth:
            self.fresh, self._fresh_depth = None, 0
        if element.link:
            self.builder.links.append((self._source(element.start), self._source(end), False))
        if element.id:
            self.builder.notes.append((element.id, self._source(element.start), self._source(end)))
        if element.name == "sup":
            self.gap = None if not self.breaks else self.gap

    def _imply(self, name: str, inline: bool, at: int) -> None:
        """Close what the beginning of `name` closes."""
        if self._counts["svg"] or self._counts["math"]:
            return
        ends, bounds = _IMPLIED.get(name, ((), frozenset()))
        if not inline and name not in VOID and self._counts["p"]:
            ends, bounds = (*ends, "p"), bounds or _PARAGRAPH_BOUNDS
        if not any(self._counts[each] for each in ends):
            return
        lowest = len(self._stack)
        for depth in range(len(self._stack) - 1, max(len(self._stack) - _DEEPEST, 0) - 1, -1):
            if self._stack[depth].name in ends:
                lowest = depth
            elif self._stack[depth].name in bounds:
                break
        while len(self._stack) > lowest:
            self._pop(at)

    def _void(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self.space(token.start, token.end, breaks=True)
        elif name == "img":
            self.mark(token.start, token.end)
        elif name == "meta":
            named = (self._attribute(token, key) for key in ("name", "property", "itemprop"))
            if any(key.lower() in _META for key in named) and "content" in token.attributes:
                self._aside(token.attributes["content"])
        elif name not in INLINE:
            self.close()
        if name != "input" or self._attribute(token, "type").lower() != "hidden":
            self._copy(token)

    def _copy(self, token: Token) -> None:
        """The attributes that are read out or shown."""
        if token.name in INVISIBLE or self._is_hidden(token):
            return
        element = self.text[token.start + 1 : token.start + 1 + len(token.name)]  # components begin with a capital
        for name, place in token.attributes.items():
            if is_copy_attribute(element, name):
                self._aside(place)

    def _aside(self, place: tuple[int, int]) -> None:
        self.asides.append(place)
        if not self.is_open:
            self.close()

    def _raw(self, token: Token) -> None:
        if token.name == "title" and not self._hidden:
            self.close()
            self._expect("heading", level=1)
            self.prose(token.start, token.end)
        elif token.name == "script" and self._attribute(token, "type").lower() == "application/ld+json":
            from claimcheck.formats import jsonld

            self.close()
            jsonld.add(self.builder, self.text, token.start, token.end, self.at)

    def _is_hidden(self, token: Token) -> bool:
        return "hidden" in token.attributes and self._attribute(token, "hidden").lower() != "until-found"

    def _attribute(self, token: Token, name: str) -> str:
        first, last = token.attributes.get(name, (0, 0))
        return self.text[first:last]


def _span(written: str) -> int:
    """How many columns or rows a cell takes; browsers stop at a thousand."""
    return min(max(int(written), 1), 1000) if written.isdecimal() and len(written) < 7 else 1
