"""Advertised: what kind of thing a draft sells, told from the lexicon entries it names, above all in its headings."""

from __future__ import annotations

from collections import Counter

from claimcheck.claims.page import Page

_HEADING = 4  # how many times a name in a heading, the title or a description outweighs one in the flow
_CLEAR = 2  # how many times the kind named most must outweigh the next


def advertised(page: Page) -> str:
    """The product type of most of what `page` names; "" where nothing or no kind clearly leads.

    A title that names things of one kind only settles it.
    """
    counts: Counter[str] = Counter()
    for number, block in enumerate(page.draft.blocks):
        named = [e.product_type for _, e in page.entities_in(block.start, block.end) if e.product_type]
        if number == 0 and block.kind == "heading" and len(set(named)) == 1:
            return named[0]
        for kind in named:
            counts[kind] += _HEADING if block.kind in ("heading", "meta") else 1
    ranked = [*counts.most_common(), ("", 0), ("", 0)]
    (first, most), (_, next_most) = ranked[:2]
    return first if most >= _CLEAR * next_most else ""
