"""Hashtags: #acnecure and #AcneCure read as the words they are made of, so that rules can judge them as copy."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from claimcheck.draft import Block, Draft

_TAG = re.compile(r"(?<![\w&/#.])#([A-Za-z][A-Za-z0-9_]{4,59})\b")
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_MOST = 200  # hashtags of a draft that are read
_SHORTEST = 2  # letters of a word


def spelled_out(draft: Draft, words: Collection[str]) -> Draft:
    """`draft` with a block at its end for every hashtag made of several `words`; its places are the hashtag's own.

    Capitals part words; a tag without them is read as the fewest of `words` that make it up.
    """
    text, blocks, runs = draft.text, list(draft.blocks), list(draft.runs)
    for tag in list(_TAG.finditer(draft.text))[:_MOST]:
        parts = _parts(tag[1], words)
        if len(parts) < 2:
            continue
        source = draft.span(tag.start(1), tag.start(1) + 1).start
        begin = len(text)
        for start, end in parts:
            if len(text) > begin:
                runs.append((len(text), source + start, 1, 0))
                text += " "
            runs.append((len(text), source + start, end - start, end - start))
            text += tag[1][start:end]
        blocks.append(Block("meta", begin, len(text)))
        text += "\n\n"
    if len(blocks) == len(draft.blocks):
        return draft
    return replace(draft, text=text, blocks=tuple(blocks), runs=tuple(runs))


def _parts(tag: str, words: Collection[str]) -> list[tuple[int, int]]:
    """The ranges of the words in a tag, none where it cannot be read."""
    if tag.islower() or tag.isupper():
        parts = [part.span() for part in re.finditer(r"[A-Za-z]+|\d+", tag)]
        return parts if len(parts) > 1 else _fewest(tag.lower(), words)
    return [part.span() for part in _PART.finditer(tag)]


def _fewest(tag: str, words: Collection[str]) -> list[tuple[int, int]]:
    """The fewest of `words` that make up `tag`; of two such readings the one with the longer words first."""
    best: list[list[tuple[int, int]] | None] = [[], *([None] * len(tag))]
    for end in range(1, len(tag) + 1):
        for start in range(end - _SHORTEST + 1):
            before = best[start]
            if before is not None and tag[start:end] in words:
                found, known = [*before, (start, end)], best[end]
                if known is None or len(found) <= len(known):
                    best[end] = found
    return best[-1] or []
