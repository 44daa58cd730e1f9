"""Advertised: what kind of thing a draft sells, told from the lexicon entries it names, above all in its headings."""

from __future__ import annotations

from collections import Counter

from claimcheck.claims.page import Page

_HEADING = 3  # how many times a name in a heading, title or description outweighs one in the flow
_ENOUGH = 3  # what the kind named most must weigh: one name in the flow may be a comparison
_CLEAR = 3  # how many times it must outweigh the next


def advertised(page: Page) -> str:
    """The product type of what `page` is about; "" where nobody can tell.

    A title that names things of one kind settles it, if there is a text below it.
    """
    blocks = page.draft.blocks
    counts: Counter[str] = Counter()
    for number, block in enumerate(blocks):
        named = [entry.product_type for _, entry in page.entities_in(block.start, block.end) if entry.product_type]
        if number == 0 and block.kind == "heading" and len(blocks) > 1 and len(set(named)) == 1:
            return named[0]
        for kind in named:
            counts[kind] += _HEADING if block.kind in ("heading", "meta") else 1
    ranked = [*counts.most_common(2), ("", 0), ("", 0)]
    (first, most), (_, next_most) = ranked[:2]
    return first if most >= max(_ENOUGH, _CLEAR * next_most) else ""
