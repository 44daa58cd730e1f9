"""What must hold of the prose of any draft, whatever its format: it is all there, in order, and at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimcheck.draft import Draft
from claimcheck.formats.masks import OBJECT


def check_planted(made: Draft, prose: Iterable[str]) -> None:
    """The words planted in the source (zq…) that are `prose` are found, no other, and each where it stands."""
    assert sorted(re.findall(r"zq[a-z]+\d*x?", made.text)) == sorted(prose)
    for found in re.finditer(r"zqmarker\d+\b", made.text):
        span = made.span(*found.span())
        assert made.source[span.start : span.end] == span.text == found[0]
        assert span.column == span.start - (made.source.rfind("\n", 0, span.start) + 1) + 1


def check_blocks(made: Draft) -> None:
    """Blocks stand one after the other, and none begins or ends with white space or holds no word."""
    for before, after in zip(made.blocks, made.blocks[1:], strict=False):
        assert before.end < after.start
    for block in made.blocks:
        body = made.text[block.start : block.end]
        assert body == body.strip() and body.strip(OBJECT)
