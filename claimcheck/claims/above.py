"""Above: which other blocks of a draft tell what a block is about: table heads, a list's lead-in, headings."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.draft import Block, Draft

_PRONOUNS = frozenset(("it", "they", "this", "these"))


def above(draft: Draft, at: int) -> Iterator[Block]:
    """The blocks that may tell what the block numbered `at` is about, the nearest first."""
    blocks = draft.blocks
    block = blocks[at]
    if block.kind == "cell":
        yield from _heads(blocks, at)
    elif block.kind == "item":
        lead = next((blocks[up] for up in range(at - 1, -1, -1) if blocks[up].kind != "item"), None)
        if lead and lead.kind == "paragraph" and draft.norm[lead.start : lead.end].rstrip().endswith(":"):
            yield lead
    elif at and blocks[at - 1].kind == "paragraph" and _points_back(draft, block):
        yield blocks[at - 1]
    for up in range(at - 1, -1, -1):
        if blocks[up].kind == "heading":
            yield blocks[up]
            if block.kind == "heading" or blocks[up].level <= 2:
                return


def headings(draft: Draft, at: int) -> Iterator[Block]:
    """The headings of the sections that hold the block numbered `at`, the innermost first."""
    block = draft.blocks[at]
    level = block.level if block.kind == "heading" else 99
    for up in reversed(draft.blocks[:at]):
        if up.kind == "heading" and up.level < level:
            yield up
            level = up.level


def _heads(blocks: tuple[Block, ...], at: int) -> Iterator[Block]:
    """The row head and the column head of a table cell."""
    cell = blocks[at]
    for other in reversed(blocks[:at]):
        if other.table != cell.table:
            return
        if (other.row == cell.row and other.column == 0) or (other.row == 0 and other.column == cell.column):
            yield other


def _points_back(draft: Draft, block: Block) -> bool:
    """Whether a paragraph begins with a pronoun that stands for something named above it."""
    words = draft.norm[block.start : min(block.start + 20, block.end)].split()
    return bool(words) and words[0] in _PRONOUNS
