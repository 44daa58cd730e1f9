"""Frames: classes of words, and what a frame finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimcheck
from claimcheck.frames import FrameError, Grammar, Signs, coded, find, read_classes
from claimcheck.rulepack import RulePackError

CLASSES = """# little words
NOUN: laser cloth
NOUN VERB: peel
VERB: soothe
ADJ: mild
BE: is are
"""


def found(frame: str, *sentences: str, lists: tuple[str, ...] = (CLASSES,)) -> list[str]:
    """What `frame` reports in a text of these sentences."""
    norm, spans = " ".join(sentences), []
    for sentence in sentences:
        start = spans[-1][1] + 1 if spans else 0
        spans.append((start, start + len(sentence)))
    signs = Signs(read_classes(lists), [frame])
    grammar = Grammar(signs.codes, signs.shapes, {"r": [signs.compile(frame)]})
    text = coded(norm, spans, grammar.signs)
    places = find(text, grammar.patterns("r", text.signs))
    return [norm[tokens[0][0] : tokens[-1][1]] for tokens in places]


@pytest.mark.parametrize(
    ("frame", "text", "wanted"),
    [
        ("[ the NOUN are ] ADJ", "the laser are mild, the cloth is mild", ["the laser are"]),
        ("[ the ADJ* NOUN are ]", "the mild mild peel are the laser are", ["the mild mild peel are", "the laser are"]),
        ("< [ the NOUN BE ]", "the laser is here, the cloth is there", ["the laser is"]),
        ("NOUN~VERB is", "the peel is", []),
        ("NOUN~VERB|here is", "the cloth is, here is", ["cloth is", "here is"]),
        ("!the is", "the is a is", ["a is"]),
        ("laser (?= > )", "a laser, a laser cloth (a laser)", ["laser", "laser"]),
        ("( mild | here ) laser", "mild laser, here laser, a laser", ["mild laser", "here laser"]),
        ("NUM _ laser", "2.5 odd laser", ["2.5 odd laser"]),
        ("POSS NOUN", "the clinic's laser", ["clinic's laser"]),
        ("the HYPHENED ADV ADJ", "the long-term visibly mild", ["the long-term visibly mild"]),
        ("laser , cloth", "laser, cloth; laser cloth", ["laser, cloth"]),
    ],
)
def test_a_frame_reports_what_fits(frame: str, text: str, wanted: list[str]) -> None:
    assert found(frame, text) == wanted


def test_a_frame_ends_where_the_sentence_does() -> None:
    assert found("laser cloth", "a laser", "cloth") == []
    assert found("< cloth", "a laser cloth", "cloth is mild") == ["cloth"]


def test_a_line_with_a_dash_takes_a_class_away() -> None:
    assert found("VERB", "peel soothe", lists=(CLASSES, "-VERB: peel\n")) == ["soothe"]
    assert found("MILD", "mild", lists=(CLASSES, "MILD: mild\n")) == ["mild"]


@pytest.mark.parametrize("frame", ["the VREB", "( the", "the {noun}", "[ the"])
def test_a_frame_that_cannot_be_read_is_named(frame: str) -> None:
    with pytest.raises(FrameError, match="“"):
        found(frame, "the laser")


@given(st.text(max_size=60))
def test_no_text_disturbs_the_frames(text: str) -> None:
    norm = text.lower().replace("\n", " ")
    for words in found("_ NOUN?", norm):
        assert words in norm


def test_one_slip_of_grammar_is_one_finding() -> None:
    found = [
        f for f in claimcheck.check("The peel are mild and gentle.", claimcheck.load_rules()) if f.category == "grammar"
    ]
    assert [f.location.text for f in found] == ["The peel are"]
    assert {found[0].rule, *found[0].also} == {"language/agreement", "language/agreement-frames"}


def test_lists_and_capitals_are_told_by_frames_too() -> None:
    rules = claimcheck.load_rules()
    told = {
        "The peel will:\n\n- calm\n- improves the skin\n": ["improves"],
        "The Peel Will:\n\n- Improves the skin\n\nText.\n\n- Improves the skin\n": ["Improves"],
        "# What Is Microneedling\n\nNeedles.\n": ["What Is Microneedling"],
        "# What Is Microneedling?\n\nHow it works\n": [],
    }
    for source, words in told.items():
        findings = claimcheck.check(source, rules, "a.md")
        assert [each.location.text for each in findings if each.category == "grammar"] == words


@pytest.mark.parametrize("key", ["lead_in", "items"])
def test_a_list_frame_that_cannot_be_read_is_told_in_one_line(tmp_path: Path, key: str) -> None:
    pair = {"lead_in": "[ will ]", "items": "< [ will ]"} | {key: "[ NOSUCH ]"}
    rule = tmp_path / "list.yaml"
    rule.write_text(
        "kind: list\nmessage: wrong\nclasses: [lexicon/words/word-classes.txt]\n"
        f"lists: [{{lead_in: '{pair['lead_in']}', items: '{pair['items']}'}}]\n"
        'examples: {bad: ["[[a]]"], good: [b]}\n'
    )
    with pytest.raises(RulePackError, match=r"list\.yaml:4: “NOSUCH” is no class of words"):
        claimcheck.load_rules(tmp_path)
