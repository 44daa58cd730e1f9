"""Input formats: one module each with `parse(path, source) -> Draft`; a new format is one module and one line."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath

from claimcheck.draft import Draft

# Ending → module, imported when a draft needs it: the Markdown reader's patterns cost 6 ms to compile.
FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".html": "html",
    ".htm": "html",
}


def parse(path: str, source: str) -> Draft:
    """The draft of `source`, read in the format that the ending of `path` names (plain text for any other)."""
    module = import_module(f"claimcheck.formats.{FORMATS.get(PurePath(path).suffix.lower(), 'text')}")
    draft: Draft = module.parse(path, source)
    return draft
