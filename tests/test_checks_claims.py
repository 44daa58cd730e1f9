"""The checks phrase, requires and attribute on rules and a lexicon made for the purpose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import claimcheck
from claimcheck.claims.page import Knowledge

Pack = Callable[..., Knowledge]
LEXICON = {
    "lexicon/context": """kind: context
cues:
  - {type: denied, phrases: [not, "no"]}
  - {type: comparator, phrases: [unlike]}
  - {type: other, phrases: [other]}
  - {type: area, value: lips, phrases: [lips]}
  - {type: regulation, phrases: [the law says], scope: sentence}
ends: [but, and]
""",
    "lexicon/treatments": """kind: lexicon
type: treatment
role: subject
entries:
  laser: []
  laser resurfacing: {is_a: laser}
  laser hair removal: {names: [hair lasering], is_a: laser}
  peel: []
""",
    "lexicon/conditions": "kind: lexicon\ntype: condition\nentries: {acne: [], rosacea: []}\n",
    "lexicon/generic": "kind: lexicon\ntype: word\nrole: generic\nentries: {treatment: []}\n",
}
EXAMPLES = "message: “{text}”\nexamples: {bad: ['[[x]]'], good: [y]}\n"


def found(pack: Pack, rule: str, text: str, path: str = "a.txt") -> list[str]:
    """The words that `rule` reports in `text`."""
    rules = pack({**LEXICON, "own/rule": EXAMPLES + rule}, lexicon=False)
    return [finding.location.text for finding in claimcheck.check(text, rules, path)]


PHRASE = "kind: phrase\nterms: [cures]\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It cures acne.", ["cures"]),
        ("It does not cure. No peel cures.", []),
        ("Does it cure acne? It cures it.", ["cures"]),
        ("It is not new and it cures acne.", ["cures"]),
    ],
)
def test_a_phrase_is_reported_where_the_draft_asserts_it(pack: Pack, text: str, words: list[str]) -> None:
    assert found(pack, "kind: phrase\nterms: [cure]\n", text) == words


def test_a_rule_may_be_silenced_by_nothing(pack: Pack) -> None:
    assert found(pack, PHRASE + "silent_when: []\n", "It never cures. Who cures?") == ["cures", "cures"]
    assert found(pack, PHRASE + "category: sense\n", "Who cures?") == ["cures"]
    assert found(pack, PHRASE + "category: sense\nsilent_when: [question]\n", "Who cures?") == []


def test_a_shield_protects_the_words_it_holds_and_no_others(pack: Pack) -> None:
    rule = PHRASE + "shield: [nothing cures]\n"
    assert found(pack, rule, "Nothing cures. It cures.") == ["cures"]


@pytest.mark.parametrize(
    ("within", "silent"),
    [("clause", 1), ("sentence", 2), ("paragraph", 3), ("draft", 4)],
)
def test_an_excuse_reaches_as_far_as_the_rule_says(pack: Pack, within: str, silent: int) -> None:
    texts = (
        "It cures in our opinion.",
        "It cures and that is our opinion.",
        "It cures. That is our opinion.",
        "It cures.\n\nThat is our opinion.",
    )
    rule = f"{PHRASE}unless: [our opinion]\nunless_within: {within}\n"
    assert [found(pack, rule, text) for text in texts] == [[]] * silent + [["cures"]] * (4 - silent)
    default = [found(pack, f"{PHRASE}unless: [our opinion]\n", text) for text in texts]
    assert default == [[], *[["cures"]] * 3]


def test_a_rule_may_leave_other_treatments_alone(pack: Pack) -> None:
    text = "The peel cures. Other lasers cure. The laser cures."
    assert found(pack, "kind: phrase\nterms: [cure]\nsubject: own\n", text) == ["cures", "cures"]
    assert found(pack, "kind: phrase\nterms: [cure]\nsubject: any\n", text) == ["cures", "cure", "cures"]


@pytest.mark.parametrize("term", ["'{treatment}? works wonders'", "'/(?:it|{treatment}) works wonders/'"])
@pytest.mark.parametrize(
    "text",
    [
        "The peel works wonders.",
        "And it works wonders.",
    ],
)
def test_a_slot_that_may_be_missing(pack: Pack, term: str, text: str) -> None:
    assert found(pack, f"kind: phrase\nterms: [{term}]\n", text)


LISTED = "kind: phrase\nterms: [cures acne]\nlead_in: [it treats]\nitems: [acne, '{condition}']\nshield: [acne scars]\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It treats:\n\n- acne\n- dull skin\n- rosacea", ["acne", "rosacea"]),
        ("What it treats?\n\n- acne", ["acne"]),
        ("It treats no:\n\n- acne", ["acne"]),
        ("No, it treats:\n\n- acne scars", []),
        ("It treats skin. See below:\n\n- acne", []),
        ("It treats:\n\nThe list.\n\n- acne", []),
        ("Acne is common.\n\n- acne", []),
        ("It treats:\n\n- acne\n\nAcne is common.", ["acne"]),
        ("It treats and cures acne:\n\n- acne", ["cures acne", "acne"]),
    ],
)
def test_the_items_of_a_list_are_claims_of_its_lead_in(pack: Pack, text: str, words: list[str]) -> None:
    assert found(pack, LISTED, text, "a.md") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No stitches, no scars.", ["no scars"]),
        ("It is not without no scars.", []),
    ],
)
def test_two_denials_in_a_row_are_two(pack: Pack, text: str, words: list[str]) -> None:
    assert found(pack, "kind: phrase\ncategory: claim\nterms: [no scars]\n", text) == words


def test_a_lesson_silences_a_claim_whatever_its_rule_lists(pack: Pack) -> None:
    rule = "kind: phrase\ncategory: claim\nterms: [cures]\nsilent_when: [denied]\n"
    assert found(pack, rule, "It cures acne.") == ["cures"]
    assert found(pack, rule, "The law says that a drug cures acne.") == []


@pytest.mark.parametrize(
    ("within", "lacking"),
    [("clause", 3), ("sentence", 2), ("paragraph", 1), ("draft", 0)],
)
def test_a_claim_may_need_something_beside_it(pack: Pack, within: str, lacking: int) -> None:
    texts = (
        "Proven and sold (n = 30).",
        "Proven. It was (n = 30).",
        "Proven.\n\nIt was (n = 30).",
    )
    rule = f"kind: requires\nterms: [proven]\nneeds: ['/n = [0-9]+/']\nwithin: {within}\n"
    assert [found(pack, rule, text) for text in texts] == [[]] * (3 - lacking) + [["Proven"]] * lacking
    assert found(pack, rule, "Proven (n = 30).") == ([] if within != "clause" else ["Proven"])


PAIN = """kind: attribute
attribute: pain
values: {none: [painless], some: [can hurt]}
conflicts: [[none, some]]
"""


@pytest.mark.parametrize(
    ("text", "conflict"),
    [
        ("Laser resurfacing is painless. The laser can hurt.", True),
        ("The laser can hurt. Laser resurfacing is painless.", True),
        ("Laser resurfacing is painless. Laser hair removal is quick. The laser can hurt.", False),
        ("Laser hair removal is quick. The laser can hurt. Laser resurfacing is painless.", False),
        ("Laser resurfacing is painless. Hair lasering can hurt.", False),
        ("Laser resurfacing is painless. The peel can hurt.", False),
        ("The peel is painless. This treatment can hurt.", True),
        ("The peel is painless. Other treatments can hurt.", False),
        ("It is painless. The peel can hurt.", True),
        ("It is painless. It can hurt.", True),
        ("Unlike lasers, the peel is painless. The peel can hurt.", True),
        ("Unlike the peel, lasers can hurt. The peel is painless.", False),
    ],
)
def test_claims_clash_only_about_one_thing_or_a_kind_of_it(pack: Pack, text: str, conflict: bool) -> None:
    assert bool(found(pack, PAIN, text)) is conflict


def test_a_conflict_is_told_at_the_rarer_value_with_all_its_places(pack: Pack) -> None:
    rules = pack({**LEXICON, "own/rule": EXAMPLES + PAIN}, lexicon=False)
    text = "The peel is painless. It is painless. Peels can hurt. All painless."
    (finding,) = claimcheck.check(text, rules)
    assert (finding.location.text, finding.category) == ("can hurt", "conflict")
    assert [(place.text, place.role) for place in finding.related] == [("painless", "conflicts with")] * 3


def test_a_denied_value_may_claim_its_opposite(pack: Pack) -> None:
    text = "The peel is painless. The peel is not painless."
    assert found(pack, PAIN, text) == []
    assert found(pack, PAIN + "opposite: {none: some}\n", text) == ["painless"]


@pytest.mark.parametrize(
    ("cue", "wanted"),
    [
        ("{type: denied, phrases: [rarely]}", ["can hurt"]),
        ("{type: denied, value: partly, phrases: [rarely]}", []),
        ("{type: denied, value: partly, phrases: [rarely]}\n  - {type: denied, phrases: [nobody]}", ["can hurt"]),
    ],
)
def test_only_an_outright_denial_claims_the_opposite(pack: Pack, cue: str, wanted: list[str]) -> None:
    cues = LEXICON["lexicon/context"].replace("ends:", f"  - {cue}\nends:")
    rule = f"{EXAMPLES}{PAIN}opposite: {{some: none}}\n"
    rules = pack({**LEXICON, "lexicon/context": cues, "own/rule": rule}, lexicon=False)
    text = "The peel can hurt. Nobody says that it rarely can hurt."
    assert [finding.location.text for finding in claimcheck.check(text, rules)] == wanted


def test_what_is_true_of_one_place_may_be_false_of_another(pack: Pack) -> None:
    cues = LEXICON["lexicon/context"]
    rules = {
        **LEXICON,
        "lexicon/context": cues.replace("ends:", "  - {type: area, value: back, phrases: [back]}\nends:"),
    }
    knowledge = pack({**rules, "own/rule": EXAMPLES + PAIN}, lexicon=False)
    assert not claimcheck.check("On the lips it is painless. On the back it can hurt.", knowledge)
    assert claimcheck.check("On the lips it is painless. It can hurt.", knowledge)


NEAR = "kind: attribute\nattribute: form\nvalues: {gel: [this gel], cream: [this cream]}\nconflicts: [[gel, cream]]\n"


@pytest.mark.parametrize(
    ("within", "text", "words"),
    [
        ("draft", "Try this gel.\n\nTry this cream.", ["this cream"]),
        ("paragraph", "Try this gel.\n\nTry this cream.", []),
        ("paragraph", "Try this gel. Try this cream.", ["this cream"]),
        ("sentence", "Try this gel. Try this cream.", []),
        ("sentence", "Try this gel, a cloud of this cream.", ["this cream"]),
    ],
)
def test_claims_conflict_only_as_near_as_the_rule_says(pack: Pack, within: str, text: str, words: list[str]) -> None:
    assert found(pack, f"{NEAR}within: {within}\n", text) == words


@pytest.mark.parametrize(("more", "words"), [("", []), ("regardless_of: [area]\n", ["this cream"])])
def test_a_rule_may_compare_claims_whatever_their_qualifier(pack: Pack, more: str, words: list[str]) -> None:
    legs = "  - {type: area, value: legs, phrases: [legs]}\n"
    context = LEXICON["lexicon/context"].replace("ends:", legs + "ends:")
    rules = pack({**LEXICON, "lexicon/context": context, "own/rule": EXAMPLES + NEAR + more}, lexicon=False)
    text = "On the lips this gel is fine. On the legs this cream is fine."
    assert [finding.location.text for finding in claimcheck.check(text, rules, "a.txt")] == words


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ("", ["lasts half a year"]),
        (", least: 24", []),
        (", most: 24", []),
        (", least: 1, most: 5000", ["lasts half a year"]),
    ],
)
def test_a_figure_too_small_or_too_large_for_the_attribute_is_none(pack: Pack, bounds: str, words: list[str]) -> None:
    rule = f"""kind: attribute
attribute: length
values: {{is: ["last {{quantity}}"]}}
quantity: {{dimension: time, compare: overlap{bounds}}}
"""
    assert found(pack, rule, "It lasts one hour. The effect lasts half a year.") == words


BORROWING = "kind: phrase\nterms: [feels like nothing]\nvalues_of: {own/pain: [none]}\n"
GRADED = """kind: attribute
attribute: pain
values: {none: [painless], graded: [almost painless], some: [can hurt]}
shield: [painless extraction]
conflicts: [[none, some]]
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The peel is painless.", ["painless"]),
        ("The peel is almost painless.", []),
        ("It is a painless extraction.", []),
        ("The peel is not painless. Is it painless?", []),
        ("It feels like nothing. The peel is painless.", ["feels like nothing", "painless"]),
    ],
)
def test_a_phrase_rule_takes_the_terms_of_a_value(pack: Pack, text: str, words: list[str]) -> None:
    rules = pack({**LEXICON, "own/pain": EXAMPLES + GRADED, "own/promise": EXAMPLES + BORROWING}, lexicon=False)
    assert [finding.location.text for finding in claimcheck.check(text, rules)] == words
