"""Tags: the tokens of HTML with their places, read in linear time whatever the markup.

What a browser forgives is forgiven here: unclosed quotes, comments and tags, stray `<` and `&`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

RAW = frozenset({"iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"})
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
ENTITY = r"&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?"

_VALUE = r"\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+"
_ATTRIBUTE = rf"=?[^\s=>/]++(?:\s*+=\s*+(?:{_VALUE})?+)?+"
_TAG = re.compile(rf"<(/?)([A-Za-z][^\s/>]*+)((?:[\s/]++|{_ATTRIBUTE}|=)*+)(?:>|\Z)")
_PART = re.compile(rf"[\s/]++|(=?[^\s=>/]++)(?:\s*+=\s*+({_VALUE})?+)?+|=")
_MARKUP = re.compile(r"<(?:!--|[!?/]|[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of markup or text: kind is text, raw (what a script or title holds), comment (its text), open or close.

    `attributes` are the names in lower case and the places of the values, without their quotes.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: dict[str, tuple[int, int]] = field(default_factory=dict)
    empty: bool = False  # ends in />


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """The tokens of `text` from `start` on; declarations are left out."""
    unclosed: set[str] = set()  # ends that were looked for in vain and never are again
    at = start
    while found := _MARKUP.search(text, at):
        first = found.start()
        if first > at:
            yield Token("text", at, first)
        mark = found[0]
        tag = _TAG.match(text, first) if mark[1] not in "!?" else None
        if tag:
            token = _token(tag)
            yield token
            at = tag.end()
            if token.kind == "open" and token.name in RAW and not (token.empty and token.name not in ("script",)):
                closing = re.compile(rf"</{token.name}(?![\w-])", re.IGNORECASE).search(text, at)
                stop = closing.start() if closing else len(text)
                yield Token("raw", at, stop, token.name, token.attributes)
                at = stop
            continue
        opening, closing_mark = ("<!--", "-->") if mark == "<!--" else (mark, ">")
        stop = -1
        if closing_mark not in unclosed:
            stop = text.find(closing_mark, first + len(opening) - (2 if mark == "<!--" else 0))
        if stop < 0:
            unclosed.add(closing_mark)
            stop = text.find(">", first) if mark == "<!--" else -1
            at = stop + 1 if stop >= 0 else len(text)
        else:
            if mark == "<!--":
                yield Token("comment", min(first + len(mark), stop), stop)
            at = stop + len(closing_mark)
    if at < len(text):
        yield Token("text", at, len(text))


def _token(tag: re.Match[str]) -> Token:
    """The token of one tag."""
    first, last = tag.span(3)
    attributes: dict[str, tuple[int, int]] = {}
    if not tag[1] and last - first > 1:
        for part in _PART.finditer(tag.string, first, last):
            if part[1]:
                begin, end = part.span(2) if part[2] else (last, last)
                if part[2] and part[2][0] in "\"'":
                    begin, end = begin + 1, end - 1
                attributes.setdefault(part[1].lower(), (begin, end))
    kind = "close" if tag[1] else "open"
    return Token(kind, *tag.span(), tag[2].lower(), attributes, tag[3].endswith("/"))
