"""Advertised: what kind of thing a draft sells, told from the lexicon entries it names, above all in its headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from claimcheck.claims.page import Page
from claimcheck.draft import Block

_CLEAR = 2  # how many times the kind named most in headings must outweigh the next
_SURE = 4  # and in the flow, where comparisons and ingredients are named too
_ENOUGH = 5  # names in the flow from which on they say anything


def advertised(page: Page) -> str:
    """The product type of what `page` is about; "" where nobody can tell.

    A title that names things of one kind settles it; then the headings do, titles and descriptions among them; then
    the flow, if it is all but unanimous.
    """
    blocks = page.draft.blocks
    prominent = [block for block in blocks if block.kind in ("heading", "meta")]
    if blocks and blocks[0].kind == "heading" and len(title := _kinds(page, blocks[:1])) == 1:
        return next(iter(title))
    return _leading(_kinds(page, prominent), _CLEAR, 1) or _leading(_kinds(page, blocks), _SURE, _ENOUGH)


def _kinds(page: Page, blocks: Iterable[Block]) -> Counter[str]:
    """How often `blocks` name things of each product type."""
    named = (entry.product_type for block in blocks for _, entry in page.entities_in(block.start, block.end))
    return Counter(kind for kind in named if kind)


def _leading(counts: Counter[str], margin: int, least: int) -> str:
    """The kind counted at least `least` times and `margin` times as often as any other, else nothing."""
    ranked = [*counts.most_common(2), ("", 0), ("", 0)]
    (first, most), (_, next_most) = ranked[:2]
    return first if most >= max(least, margin * next_most) else ""
