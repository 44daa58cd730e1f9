"""Markdown: placeholder until the event reader lands."""
from __future__ import annotations

from claimcheck.draft import Draft
from claimcheck.formats import text


def parse(path: str, source: str) -> Draft:
    return text.parse(path, source)
