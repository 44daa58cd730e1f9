"""Sentences, and the terms that may stand in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimcheck
from claimcheck.claims.page import Knowledge
from claimcheck.formats import text
from claimcheck.scan import candidates, sentences


def split(source: str) -> list[str]:
    """The sentences of a plain text, without the white space after them."""
    draft = text.parse("a.txt", source)
    return [draft.text[span.start : span.end].rstrip() for span in sentences(draft)]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("It stings. It heals!", ["It stings.", "It heals!"]),
        ("Does it sting? “No.” We asked.", ["Does it sting?", "“No.”", "We asked."]),
        ("Dr. Smith and Prof. Jones agree. So do we.", ["Dr. Smith and Prof. Jones agree.", "So do we."]),
        ("Use e.g. Aloe, i.e. The plant, vs. Nothing.", ["Use e.g. Aloe, i.e. The plant, vs. Nothing."]),
        ("It is 0.5 mm. approx. Two.", ["It is 0.5 mm. approx. Two."]),
        ("J. Smith wrote it. 1. Cleanse.", ["J. Smith wrote it.", "1. Cleanse."]),
        ("It heals… then it fades. (It did.) Fine.", ["It heals… then it fades.", "(It did.)", "Fine."]),
        ("Title\n\nA text", ["Title", "A text"]),
        ("Order No. 12 now. Ask us.", ["Order No. 12 now.", "Ask us."]),
        ("Does it sting? No. It is mild.", ["Does it sting?", "No.", "It is mild."]),
        ("It holds vitamin C. It is mild.", ["It holds vitamin C.", "It is mild."]),
        ("We like it, and so do I. It is mild.", ["We like it, and so do I.", "It is mild."]),
        ("Ask Ann B. Smith.", ["Ask Ann B. Smith."]),
        ("- no pain\n- no fuss\n- No. 1 in town", ["no pain", "no fuss", "No. 1 in town"]),
        ("", []),
    ],
)
def test_sentences(source: str, wanted: list[str]) -> None:
    assert split(source) == wanted


@pytest.mark.parametrize("source", ["word " * 5000, "x" * 9000, "x " + "y" * 4200 + " z"])
def test_a_page_without_full_stops_is_cut(source: str) -> None:
    draft = text.parse("a.txt", source)
    spans = sentences(draft)
    assert len(spans) > 1 and max(span.end - span.start for span in spans) <= 4000
    assert [span.start for span in spans[1:]] == [span.end for span in spans[:-1]]
    if source.startswith("word"):
        assert all("word" in draft.text[span.start : span.start + 5] for span in spans)


@given(st.lists(st.sampled_from(["Dr.", "It", "stings", ".", "!", "? ", "\n\n", "1.", "(", "”", "é", "e.g."])))
def test_every_block_is_covered_by_its_sentences(parts: list[str]) -> None:
    draft = text.parse("a.txt", " ".join(parts))
    spans = sentences(draft)
    for number, block in enumerate(draft.blocks):
        own = [span for span in spans if span.block == number]
        assert "".join(draft.text[span.start : span.end] for span in own) == draft.text[block.start : block.end]


RULE = """kind: phrase
message: m
terms: [no pain, 'miracle cure', '/!{3}/']
silent_when: []
examples: {bad: ['[[x]]'], good: [y]}
"""


def test_only_terms_whose_words_all_stand_there_are_candidates(pack: Callable[..., Knowledge]) -> None:
    index = pack({"own/rule": RULE}, lexicon=False).index
    draft = text.parse("a.txt", "A cure and a miracle. No cure. Pain? A pain that is no pain.")
    found = candidates(draft.norm, sentences(draft), index).places[("own/rule", "terms")]
    sources = [(number, index.pack.rows[row].source) for number, row in found]
    assert sorted(sources) == [(-1, "/!{3}/"), (3, "no pain")]
    assert candidates(draft.norm, sentences(draft), index).places[("own/rule", "terms")] == found


def test_a_term_never_reaches_over_the_end_of_a_sentence(pack: Callable[..., Knowledge]) -> None:
    rules = pack({"own/rule": RULE}, lexicon=False)
    places = [f.location.text for f in claimcheck.check("A miracle. Cure it!!! A miracle cure\n\nNo\n\nPain.", rules)]
    assert places == ["!!!", "miracle cure"]


def test_the_drafts_before_change_nothing(pack: Callable[..., Knowledge]) -> None:
    rules = pack({"own/rule": RULE}, lexicon=False)
    texts = ["A miracle cure.", "No pain.", "No. Pain.", "Fine.", "Cure the miracle."] * 8
    alone = [claimcheck.check(words, Knowledge(rules.pack)) for words in texts]
    assert [claimcheck.check(words, rules) for words in texts] == alone
    assert [bool(found) for found in alone[:5]] == [True, True, False, False, False]
