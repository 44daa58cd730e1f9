"""A draft in the HTML report: its prose as headings, paragraphs, lists and tables, with the places marked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from claimcheck.draft import Block, Draft
from claimcheck.findings import Severity
from claimcheck.reporters.html_page import link, safe

OBJECT = "\ufffc"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of a finding: source offsets, its own address, and its finding's number and severity."""

    start: int
    end: int
    anchor: str
    number: int
    severity: Severity


@dataclass(frozen=True, slots=True)
class _Piece:
    """What of a mark stands in one stretch of the text; the first and the last piece of a mark say so."""

    start: int
    end: int
    mark: Mark
    first: bool
    last: bool


def render(draft: Draft, marks: Sequence[Mark]) -> Iterator[str]:
    """The blocks of `draft`; marks may overlap, cross blocks, or stand in what is no prose (and are left out)."""
    pieces = sorted(_pieces(draft, marks), key=lambda piece: (piece.start, piece.end, piece.mark.number))
    at = 0
    for table, group in groupby(draft.blocks, key=lambda block: block.table if block.kind == "cell" else -1):
        blocks = list(group)
        shown = []
        for block in blocks:
            while at < len(pieces) and pieces[at].end <= block.start:
                at += 1
            stop = at
            while stop < len(pieces) and pieces[stop].start < block.end:
                stop += 1
            shown.append(_text(draft, block, pieces[at:stop]))
        yield from _table(draft, blocks, shown) if table >= 0 else map(_block, [draft] * len(blocks), blocks, shown)


def anchored(draft: Draft, marks: Sequence[Mark]) -> set[str]:
    """The addresses of the marks that `render` shows."""
    inside = [(block.start, block.end) for block in draft.blocks]
    return {
        piece.mark.anchor
        for piece in _pieces(draft, marks)
        if piece.first and any(first < piece.end and piece.start < last for first, last in inside)
    }


def _pieces(draft: Draft, marks: Sequence[Mark]) -> Iterator[_Piece]:
    """The stretches of the text that stand for the source of each mark."""
    runs = sorted(draft.runs, key=lambda run: run[1])
    starts = [run[1] for run in runs]
    for mark in marks:
        found: list[tuple[int, int]] = []
        for at in range(max(bisect_right(starts, mark.start) - 1, 0), bisect_left(starts, mark.end)):
            start, source, length, source_length = runs[at]
            first, last = max(mark.start, source), min(mark.end, source + source_length)
            if first >= last:
                continue
            whole = length != source_length
            begin = start if whole else start + first - source
            end = start + length if whole else start + last - source
            if found and found[-1][1] == begin:
                found[-1] = (found[-1][0], end)
            else:
                found.append((begin, end))
        for at, (begin, end) in enumerate(found):
            yield _Piece(begin, end, mark, at == 0, at == len(found) - 1)


def _text(draft: Draft, block: Block, pieces: Sequence[_Piece]) -> str:
    """The words of a block, marked."""
    ends = {edge for piece in pieces for edge in (piece.start, piece.end)}
    cuts = sorted({block.start, block.end} | {edge for edge in ends if block.start < edge < block.end})
    out: list[str] = []
    for start, end in pairwise(cuts):
        out += (f'<span id="{piece.mark.anchor}"></span>' for piece in pieces if piece.first and piece.start == start)
        words = safe(draft.text[start:end].replace(OBJECT, "▫"))
        over = [piece.mark for piece in pieces if piece.start <= start and end <= piece.end]
        if over and words.strip():
            over.sort(key=lambda mark: (-mark.severity, mark.number))
            worst = over[0]
            words = link(
                f"#f{worst.number}", words, class_=f"mark {worst.severity.label}",
                data_f=" ".join(dict.fromkeys(str(mark.number) for mark in over)), aria_describedby=f"m{worst.number}",
            )  # fmt: skip
        out.append(words)
        for piece in pieces:
            if piece.last and piece.end == end:
                number, label = piece.mark.number, piece.mark.severity.label
                out.append(
                    link(
                        f"#f{number}", f"<sup>{number}</sup>", class_=f"ref {label}", data_f=str(number), tabindex="-1"
                    )
                )
    return "".join(out)


def _line(draft: Draft, block: Block) -> str:
    return f'<span class="no" aria-hidden="true">{draft.line_of(block.start)}</span>'


def _block(draft: Draft, block: Block, words: str) -> str:
    number = _line(draft, block)
    if block.kind == "heading":
        level = min(max(block.level, 1), 6)
        heading = f'role="heading" aria-level="{min(level + 2, 6)}"'
        return f'<div class="head l{level}" {heading}>{number}{words}</div>'
    if block.kind == "item":
        return f'<div class="item" style="--depth:{min(max(block.level, 1), 8)}">{number}{words}</div>'
    kind = ' class="aside" title="not in the running text: a title, description or alternative text"'
    return f"<div{kind if block.kind == 'meta' else ''}>{number}{words}</div>"


def _table(draft: Draft, blocks: Sequence[Block], shown: Sequence[str]) -> Iterator[str]:
    """A table, its rows as they come."""
    yield "<table>"
    for _, row in groupby(zip(blocks, shown, strict=True), key=lambda cell: cell[0].row):
        yield "<tr>"
        column = 0
        for block, words in row:
            number = "" if column else _line(draft, block)
            yield "<td></td>" * min(max(block.column - column, 0), 20) + f"<td>{number}{words}</td>"
            column = block.column + 1
        yield "</tr>"
    yield "</table>"
