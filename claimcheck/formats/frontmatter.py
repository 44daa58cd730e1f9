"""Front matter: the copy in the `---` YAML or `+++` TOML block that may open a Markdown draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from claimcheck.draft import DraftBuilder
from claimcheck.formats.names import is_copy_field, plain
from claimcheck.schema import LANGUAGES, PRODUCT_TYPES

_QUESTION_LEVEL = 3
_STATED = {"producttype": PRODUCT_TYPES, "language": LANGUAGES}  # what the draft says of itself: no copy
_NOT_TEXT = frozenset({"null", "~", "true", "false", "yes", "no", "on", "off"})
_MAX_BRACKETS = 500  # libyaml takes quadratic time over nested brackets

_YAML = re.compile(r"---[ \t]*\r?\n((?:[^\n]*\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_TOML = re.compile(r"\+\+\+[ \t]*\r?\n((?:[^\n]*\n)*?)\+\+\+[ \t]*(?:\r?\n|\Z)")
_YAML_KEY = re.compile(r"(?:\s|#[^\n]*\n)*+(?:[\"']?[\w.-]+[\"']?[ \t]*:(?=\s)|\Z)")
_TOML_KEY = re.compile(r"(?:\s|#[^\n]*\n)*+(?:[\"']?[\w.-]+[\"']?[ \t]*=|\[|\Z)")
_FIELD = re.compile(r"^([ \t]*)(?:- )?[\"']?([\w-]+)[\"']?[ \t]*[:=][ \t]*(?=\S)", re.MULTILINE)
_VALUE = re.compile(
    r'"""(?P<long>(?:[^"\\]|\\.|""?(?!"))*+)"""|\'\'\'(?P<raw>(?:[^\']|\'\'?(?!\'))*+)\'\'\''
    r'|"(?P<double>(?:[^"\\\n]|\\.)*+)"|\'(?P<single>(?:[^\'\n]|\'\')*+)\'|(?P<plain>[^\s|>&*!\[{][^\r\n]*)',
    re.DOTALL,
)
_COMMENT = re.compile(r"^[ \t]*#([^\r\n]*)", re.MULTILINE)
_BREAK = r"(?<![ \t\r])[ \t\r]*+\n\s*+"
_FOLDED = re.compile(_BREAK)
_DOUBLED = re.compile(f"''|{_BREAK}")
_ESCAPED = re.compile(
    rf"\\(?:x[0-9A-Fa-f]{{2}}|u[0-9A-Fa-f]{{4}}|U[0-9A-Fa-f]{{8}}|[ \t\r]*+\n\s*+|.)|{_BREAK}", re.DOTALL
)

_Piece = tuple[int, int, str | None]  # as DraftBuilder.add takes it
_Scalar = tuple[str, int, list[_Piece]]  # key, depth (1 is the top), the text


def add(builder: DraftBuilder, start: int) -> int:
    """Add the copy of the front matter that opens the source at `start`; return where the body begins.

    The title at the top level becomes a heading, other copy a meta block. Two rules with prose between
    them are no front matter. What is malformed is read line by line, and left out where that fails too.
    """
    source = builder.source
    if not source.startswith(("---", "+++"), start):
        return start
    yaml = source[start] == "-"
    found = (_YAML if yaml else _TOML).match(source, start)
    if not found or not (_YAML_KEY if yaml else _TOML_KEY).match(found[1]):
        return start
    begin, end = found.span(1)
    if builder.comments is not None:
        builder.comments += (line.span(1) for line in _COMMENT.finditer(source, begin, end))
    scalars: list[_Scalar] | None = None
    if yaml and found[1].count("[") + found[1].count("{") <= _MAX_BRACKETS:
        scalars = _yaml_scalars(source, begin, end)
    for key, depth, pieces in _line_scalars(source, begin, end) if scalars is None else scalars:
        if key in _STATED:
            named = "".join(source[first:last] if text is None else text for first, last, text in pieces)
            said = {value.lower(): value for value in _STATED[key]}.get(named.lower().replace("_", "-"), "")
            if key == "language":
                builder.language = said
            else:
                builder.product_type = said
            continue
        if key == "title" and depth == 1:
            builder.begin("heading", level=1)
        elif key == "question":
            builder.begin("heading", level=_QUESTION_LEVEL)
        elif key == "answer":
            builder.begin("paragraph")
        else:
            builder.begin("meta")
        for piece in pieces:
            builder.add(*piece)
    builder.end()
    return found.end()


def _is_read(key: str) -> bool:
    return is_copy_field(key) or key in _STATED


def _yaml_scalars(source: str, begin: int, end: int) -> list[_Scalar] | None:
    """The copy in the YAML at `source[begin:end]`, or None where it is malformed.

    Works on the parser's events, not on composed nodes: no recursion, so no nesting is too deep.
    """
    import yaml

    scalars: list[_Scalar] = []
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    frames: list[tuple[bool, str]] = []  # open collections: is it a mapping, and its own key
    key: str | None = None  # that the next value stands under; None where a key comes next
    try:
        for event in yaml.parse(source[begin:end], Loader=loader):
            if isinstance(event, yaml.CollectionStartEvent):
                frames.append((isinstance(event, yaml.MappingStartEvent), key or ""))
                key = None if frames[-1][0] else key or ""
            elif isinstance(event, yaml.CollectionEndEvent):
                under = frames.pop()[1]
                key = None if frames and frames[-1][0] else under
            elif isinstance(event, yaml.ScalarEvent) and key is None:
                key = plain(event.value)
            elif isinstance(event, yaml.NodeEvent):
                if isinstance(event, yaml.ScalarEvent) and key and _is_read(key):
                    marks: Any = (event.start_mark, event.end_mark)
                    first, last = (begin + mark.index for mark in marks)
                    pieces = _scalar(source, first, last, event.style or "", event.value)
                    scalars.append((key or "", len(frames), pieces))
                if frames and frames[-1][0]:
                    key = None
    except (yaml.YAMLError, ValueError):
        return None
    return scalars


def _scalar(source: str, start: int, end: int, style: str, value: str) -> list[_Piece]:
    """The text of a YAML scalar that reads `value`; nothing where its source cannot be followed."""
    if style in ("|", ">"):
        start = source.find("\n", start, end) + 1 or end
    elif style:
        start, end = start + 1, end - 1
    elif value.lower() in _NOT_TEXT:
        return []
    pieces = list(_unescape(source, start, end, style))
    read = "".join(source[a:b] if text is None else text for a, b, text in pieces)
    return pieces if read.split() == value.split() else []


def _line_scalars(source: str, begin: int, end: int) -> Iterator[_Scalar]:
    """The copy in lines of the form `key: value` or `key = value` (TOML, malformed YAML)."""
    at = begin
    while field := _FIELD.search(source, at, end):
        at = field.end()
        key = plain(field[2])
        value = _VALUE.match(source, at, end) if _is_read(key) else None
        if value:
            at = value.end()
            group = value.lastgroup or "plain"
            style = {"long": '"', "double": '"', "single": "'"}.get(group, "")
            yield key, 2 if field[1] else 1, list(_unescape(source, *value.span(group), style))


def _unescape(source: str, start: int, end: int, style: str) -> Iterator[_Piece]:
    """`source[start:end]` with the escapes of a quoted `style` decoded and line breaks folded to a space."""
    special = {'"': _ESCAPED, "'": _DOUBLED}.get(style, _FOLDED)
    for found in special.finditer(source, start, end):
        if found.start() > start:
            yield start, found.start(), None
        start = found.end()
        yield found.start(), start, _decoded(found[0])
    if end > start:
        yield start, end, None


def _decoded(written: str) -> str:
    """What one escape or line break stands for."""
    if written == "''":
        return "'"
    if written[0] != "\\":
        return " "
    if len(written) > 3 and written[1] in "xuU":
        code = int(written[2:], 16)
        return "\ufffd" if code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)
    if "\n" in written:
        return ""
    return written[1] if written[1] in "\"\\/'" else " "
