"""Needs: the words a pattern cannot do without. One too many and a rule falls silent, so chance looks for those."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from typing import Any

import pytest

import claimcheck
from claimcheck.claims.page import Knowledge
from claimcheck.needs import REPEATED, needs_of
from claimcheck.scan import Sentence, TermIndex, candidates, may_hold, words_in

_PARSER = re._parser  # type: ignore[attr-defined]
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ANYTHING = _LETTERS + "0123456789 -.,"


def needs(pattern: str) -> list[set[str]]:
    """The needs of a pattern, in order."""
    return [set(need) for need, _ in needs_of(_PARSER.parse(pattern))]


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        (r"\bpain\b", [{"pain"}]),
        (r"\bcolou?r(?:s|ed)\b", [{"colors", "colored", "colours", "coloured"}]),
        (r"\b(?:heal|cure)s? (?:\w+ )?acne\b", [{"heal", "heals", "cure", "cures"}, {"acne"}]),
        (r"\bbruis\w+ easily\b", [{"bruis*"}, {"easily"}]),
        (r"\b\w+less pain\b", [{"pain"}]),
        (r"\bpain-?free\b", [{"pain", "painfree"}]),
        (r"\bno[ -]risk\b", [{"risk"}]),
        (r"\b(?:is|are)(?: not)? safe\b", [{"safe"}]),
        (r"\bside effects? [^.]*\bredness\b", [{"side"}, {"effect", "effects"}, {"redness"}]),
        (r"\bdon't\b", [{"don't"}]),
        (r"\bsafe\b(?! not)(?<!un)", [{"safe"}]),
        (r"\bsafe (?=for babies\b)", [{"safe"}, {"babies"}]),
        (r"\b(?:very )*safe\b", [{"safe"}]),
        (r"\b(\w+) \1\b", [{REPEATED}]),
        (r"\b(\w+) \w+ \1\b", []),
        (r"\b(?:a|b|[^.]*)\b", []),
        (r"[a-z]+", []),
        (r"\bx{2,3}\b", []),
        (r"\b[^.]*redness\b", []),
        (r"", []),
    ],
)
def test_needs(pattern: str, wanted: list[set[str]]) -> None:
    found = needs(pattern)
    assert len(found) >= len(wanted) if wanted else found == []
    for need in wanted:
        assert any(need == other for other in found), found


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        (r"\bno pain\b", {"no": 0, "pain": 1}),
        (r"\bno (?:real )?pain\b", {"no": 0, "pain": 2}),
        (r"\bpain (?:is|was) (?:[a-z]+ ){0,3}mild\b", {"pain": 0, "is": 1, "mild": 4}),
        (r"\bpain\b[^.]*\bmild\b", {"pain": 0, "mild": 0}),
        (r"\bpain, \w+ mild\b", {"pain": 0, "mild": 3}),
        (r"\b(?:the|your) waste(?= and thighs\b)", {"the": 0, "waste": 1, "thighs": 0}),
    ],
)
def test_how_far_apart_needs_may_stand(pattern: str, wanted: dict[str, int]) -> None:
    steps = {form: step for need, step in needs_of(_PARSER.parse(pattern)) for form in need}
    assert {form: steps[form] for form in wanted} == wanted


def test_a_choice_of_too_many_words_is_no_need() -> None:
    letters = "(?:" + "|".join(f"{one}{two}" for one in _LETTERS for two in _LETTERS) + ")"
    assert needs(rf"\b{letters}{letters} pain\b") == [{"pain"}]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (r"/\bdon't\b/", "We don't."),
        (r"/\bdays?\b rest/", "Two days rest."),
        (r"/\b(\w+) \1\b/", "It is is so."),
        (r"/\b\d+mins?\b/", "In 10mins."),
        (r"/\bnon-?stick\b/", "A nonstick pan."),
        (r"/\bday\b(?:'s)? rest/", "One day's rest."),
        (r"/\bcafé\b/", "A café."),
        (r"/\b(\w+ \w+) \1\b/", "It is very good very good."),
    ],
)
def test_a_regular_expression_is_run_where_it_matches(term: str, text: str, pack: Callable[..., Knowledge]) -> None:
    rule = f"kind: phrase\nmessage: m\nterms:\n- {json.dumps(term)}\nexamples: {{bad: ['[[x]]'], good: [y]}}\n"
    assert re.search(term[1:-1], text.lower())
    assert claimcheck.check(text, pack({"own/rule": rule}, lexicon=False))


def said(tree: Any, chance: random.Random, groups: dict[int, str]) -> str:
    """A text that a parsed pattern matches, look-arounds left aside except one that looks ahead at the end."""
    text = ""
    items = list(tree)
    for at, (code, argument) in enumerate(items):
        name = str(code)
        if name == "LITERAL":
            text += chr(argument)
        elif name in ("NOT_LITERAL", "ANY"):
            text += chance.choice([char for char in _ANYTHING if argument is None or ord(char) != argument])
        elif name == "IN":
            text += chance.choice(_members(argument))
        elif name == "BRANCH":
            text += said(chance.choice(argument[1]), chance, groups)
        elif name == "SUBPATTERN":
            part = said(argument[-1], chance, groups)
            groups[argument[0]] = part
            text += part
        elif name.endswith("_REPEAT"):
            least, most = int(argument[0]), argument[2] and str(argument[1])
            high = least + 3 if most == "MAXREPEAT" else min(int(most), least + 3)
            text += "".join(said(argument[2], chance, groups) for _ in range(chance.randint(least, high)))
        elif name == "GROUPREF":
            text += groups.get(argument, "")
        elif name == "ASSERT" and argument[0] > 0 and at == len(items) - 1:
            text += said(argument[1], chance, groups)
        else:
            assert name in ("AT", "ASSERT", "ASSERT_NOT"), name
    return text


def _members(items: Any) -> list[str]:
    """The characters of a class, as far as drafts use them."""
    inverted = str(items[0][0]) == "NEGATE"
    found = [char for char in _ANYTHING if any(_is(char, item) for item in items[inverted:]) != inverted]
    return found or [chr(value[0] if isinstance(value, tuple) else value) for _, value in items]


def _is(char: str, item: Any) -> bool:
    code, value = str(item[0]), item[1]
    if code == "LITERAL":
        return ord(char) == value
    if code == "RANGE":
        return bool(value[0] <= ord(char) <= value[1])
    kind = str(value).removeprefix("CATEGORY_")
    test = {"SPACE": char.isspace(), "WORD": char.isalnum(), "DIGIT": char.isdigit()}[kind.removeprefix("NOT_")]
    return test != kind.startswith("NOT_")


def test_no_shipped_term_needs_a_word_that_it_can_do_without(shipped: Knowledge) -> None:
    index = TermIndex(shipped.pack)
    chance = random.Random(7)
    silent, matched = [], 0
    for number, row in enumerate(shipped.pack.rows):
        pattern, tree = re.compile(row.pattern), _PARSER.parse(row.pattern)
        for _ in range(2):
            text = (
                chance.choice(["", "no ", "(", "and, "]) + said(tree, chance, {}) + chance.choice(["", " it", ".", ")"])
            )
            match = pattern.search(text)
            if not match or not match[0]:
                continue
            matched += 1
            span = Sentence(0, len(text), 0)
            rows = {at for _, at in candidates(text, [span], index).places[(row.rule, row.role)]}
            if row.support:
                rows = {number} if may_hold(number, words_in(text, index), index) else set()
            if number not in rows:
                silent.append((row.rule, row.source, text))
    assert silent == []
    assert matched > len(shipped.pack.rows)
