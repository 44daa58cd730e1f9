"""HTML: what a visitor, a search engine and a screen reader get to read of a page."""

from __future__ import annotations

from claimcheck.draft import Draft, DraftBuilder
from claimcheck.formats import frontmatter
from claimcheck.formats.elements import PageReader
from claimcheck.formats.masks import TEMPLATES, mask


def parse(path: str, source: str) -> Draft:
    """The draft of an HTML `source`; front matter and templates of site generators are understood."""
    builder = DraftBuilder(path, source, decodes_entities=True, comments=[])
    start = frontmatter.add(builder, 1 if source.startswith("\ufeff") else 0)
    reader = PageReader(builder, source[:start] + mask(source[start:], TEMPLATES))
    reader.read(start)
    builder.end()
    called = {label for _, label in builder.footnotes}
    builder.notes = [note for note in builder.notes if note[0] in called]
    return builder.build()
