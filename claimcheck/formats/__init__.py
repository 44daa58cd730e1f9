"""Input formats: one module each with `parse(path, source) -> Draft`; a new format is one module and one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from claimcheck.draft import Draft
from claimcheck.formats import markdown, text

FORMATS: dict[str, Callable[[str, str], Draft]] = {
    ".txt": text.parse,
    ".text": text.parse,
    ".md": markdown.parse,
    ".markdown": markdown.parse,
}


def parse(path: str, source: str) -> Draft:
    """The draft of `source`, read in the format that the ending of `path` names (plain text for any other)."""
    return FORMATS.get(PurePath(path).suffix.lower(), text.parse)(path, source)
