"""Surfaces: whatever a reader or a search engine gets to see of a draft is checked as copy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimcheck import engine, formats
from claimcheck.claims.page import Knowledge
from claimcheck.hashtags import spelled_out

Pack = Callable[..., Knowledge]

RULE = """
kind: phrase
message: "“{text}”"
severity: warning
terms: ["eczema cure", "{cure|heal} {my|your}? eczema"]
examples: {bad: ["[[x]]"], good: ["y"]}
"""


def found(pack: Pack, source: str, path: str = "a.md") -> list[tuple[int, int, str]]:
    """Line, column and words of what is reported."""
    findings = engine.check(formats.parse(path, source), pack({"own/eczema": RULE}))
    return [(one.location.line, one.location.column, one.location.text) for one in findings]


@pytest.mark.parametrize(
    "source",
    [
        "# Eczema cure\n",
        "Text.\n\n## Our eczema cure\n",
        "Text ![An eczema cure in a jar](jar.png) here.\n",
        "[Our eczema cure](shop.html)\n",
        "See [our shop][1].\n\n[1]: shop.html\n\n[Eczema cure][1]\n",
        "> It healed my eczema.\n>\n> Ann, Leeds\n",
        "“It healed my eczema!” – Ann, Leeds\n",
        "- Eczema Cure™ balm, 50 ml\n",
        "| Product | Price |\n|---|---|\n| Eczema cure | £9 |\n",
        "---\ntitle: Eczema cure\n---\nText.\n",
        "---\nname: Ann\nseo:\n  meta_description: The eczema cure for all.\n---\nText.\n",
        "---\nkeywords: [balm, eczema cure]\n---\nText.\n",
        "---\nog_title: Eczema cure\n---\nText.\n",
        "---\nimages:\n  - src: a.png\n    alt: Eczema cure\n---\nText.\n",
        "+++\nexcerpt = 'Eczema cure'\n+++\nText.\n",
        "New balm #eczemacure #spring\n",
        "New balm #EczemaCure\n",
        "New balm #eczema_cure\n",
        "New balm #ECZEMACURE\n",
        "New balm #healyoureczema\n",
    ],
)
def test_a_claim_is_found_wherever_it_stands(pack: Pack, source: str) -> None:
    ((line, column, text),) = found(pack, source)
    assert source.splitlines()[line - 1][column - 1 :].startswith(text)


@pytest.mark.parametrize(
    "source",
    [
        "---\nslug: eczema-cure\nlayout: eczema cure\n---\nText.\n",
        "See https://a.example/#eczemacure and [this](#eczemacure).\n",
        "`#eczemacure` and &#1234; and #1 and issue#eczemacure.\n",
        "#eczemacurenow2x #eczemas\n",
    ],
)
def test_what_nobody_reads_as_copy_is_left_alone(pack: Pack, source: str) -> None:
    assert found(pack, source) == []


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("#skincare", ""),  # one known word
        ("#glowingskincare", "glowing skincare"),
        ("#GlowingSkin2024", "Glowing Skin 2024"),
        ("#unheardofthing", ""),
        ("#no_pain_at_all", "no pain at all"),
    ],
)
def test_how_a_hashtag_is_read(tag: str, words: str) -> None:
    draft = spelled_out(formats.parse("a.txt", f"Look: {tag} today."), {"glowing", "skin", "care", "skincare"})
    assert draft.text.removeprefix(f"Look: {tag} today.").strip() == words
