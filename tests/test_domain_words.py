"""Correct words of the field, compiled by hand: none of them is ever called a misspelling."""

from __future__ import annotations

from pathlib import Path

import claimcheck
from claimcheck.claims.page import Knowledge
from claimcheck.spelling import read_words

WORDS = read_words((Path(__file__).parent / "data" / "domain-words.txt").read_text(encoding="utf-8"))


def test_no_correct_word_of_the_field_is_called_a_misspelling(shipped: Knowledge) -> None:
    assert len(set(WORDS)) >= 1_500
    sentences = [
        f"We often talk about {word} in the clinic. {word[0].upper()}{word[1:]} is for later." for word in WORDS
    ]
    text = "\n\n".join(sentences)
    findings = claimcheck.check(text, shipped, "draft.txt")
    assert [finding.location.text for finding in findings if finding.rule == "language/spelling"] == []
