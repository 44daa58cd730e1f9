"""Dialects: what British and American English spell differently, told from the words that only one of them has."""

from __future__ import annotations

from collections.abc import Collection

# What sets American spelling apart, as regular as it is: "color", "center", "analyze", "anesthetic", "modeling".
_AMERICAN = (
    *(("iz", "is"), ("yz", "ys"), ("or", "our"), ("er", "re"), ("og", "ogue"), ("ens", "enc"), ("l", "ll")),
    *(("e", "ae"), ("e", "oe"), ("f", "ph"), ("gray", "grey"), ("mold", "mould"), ("inum", "inium"), ("ram", "ramme")),
    ("ll", "l"),
)


def avoided(british: Collection[str], american: Collection[str]) -> dict[str, dict[str, str]]:
    """What drafts in en-GB and in en-US avoid, and what they write instead."""
    pairs = [(word, other) for word in american if (other := _in_british(word, british))]
    return {"en-GB": dict(pairs), "en-US": {other: word for word, other in pairs}}


def _in_british(word: str, british: Collection[str]) -> str:
    """How British English spells an American `word`; "" where its lists do not tell."""
    spellings = (
        word[:at] + there + word[at + len(here) :]
        for here, there in _AMERICAN
        for at in range(len(word))
        if word.startswith(here, at)
    )
    return next((each for each in spellings if each in british), "")
