"""The checks variants, substitution and confusion on rules made for the purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import claimcheck
from claimcheck import engine
from claimcheck.checks.forms import in_address, shape
from claimcheck.claims.page import Knowledge
from claimcheck.findings import Finding
from claimcheck.formats import text
from claimcheck.ruleload import compile_pack
from claimcheck.rulepack import RulePackError
from claimcheck.yamlnodes import read

EXAMPLES = "examples: {bad: ['[[x]]'], good: [y]}\nmessage: “{text}” → “{suggestion}”\n"


def knowledge(rule: str) -> Knowledge:
    """Knowledge of one rule, its examples and message left out."""
    faults: list[str] = []
    pack = compile_pack([("r", "language/rule", "rule.yaml", read(EXAMPLES + rule))], faults)
    if faults:
        raise RulePackError(faults)
    return Knowledge(pack)


def findings(rule: str, source: str) -> list[Finding]:
    """What `rule` finds in the plain text `source`."""
    return engine.check(text.parse("a.txt", source), knowledge(rule))


def told(rule: str, source: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """(words, words at the related places, replacements) of each finding."""
    for finding in findings(rule, source):
        related = [place.text for place in finding.related]
        yield finding.location.text, related, [suggestion.replacement for suggestion in finding.suggestions]


VARIANTS = "kind: variants\nvariants: [[microneedling, micro-needling, micro needling], [aesthetician, esthetician]]\n"


def test_each_rarer_form_is_told_once_with_all_its_places() -> None:
    source = "Micro-needling works. micro-needling, microneedling; micro needling and microneedling. Micro–needling!"
    assert list(told(VARIANTS, source)) == [
        ("microneedling", ["microneedling", "Micro-needling", "micro-needling", "Micro–needling"], ["micro-needling"]),
        ("micro needling", ["Micro-needling", "micro-needling", "Micro–needling"], ["micro-needling"]),
    ]


def test_of_equally_frequent_forms_the_first_of_the_list_is_kept() -> None:
    assert list(told(VARIANTS, "The esthetician saw an aesthetician.")) == [
        ("esthetician", ["aesthetician"], ["aesthetician"])
    ]


@pytest.mark.parametrize(
    ("written", "fixed"),
    [("estheticians", "aestheticians"), ("Esthetician's", "Aesthetician's"), ("ESTHETICIAN", "AESTHETICIAN")],
)
def test_a_fix_keeps_ending_and_capitals(written: str, fixed: str) -> None:
    source = f"One aesthetician, two aestheticians. {written} know."
    assert [replacements for _, _, replacements in told(VARIANTS, source)] == [[fixed]]


def test_verbs_keep_their_endings() -> None:
    rule = "kind: variants\nvariants: [[moisturise, moisturize]]\n"
    source = "It moisturises and moisturised. It is moisturizing."
    assert list(told(rule, source)) == [("moisturizing", ["moisturises", "moisturised"], ["moisturising"])]


def test_one_spelling_is_no_finding() -> None:
    assert not findings(VARIANTS, "Microneedling, microneedling's and MICRONEEDLING. Post-micro-needling care.")


@pytest.mark.parametrize("written", ["micro  needling", "micro\u00a0needling", "Micro \u00a0Needling"])
def test_white_space_inside_a_spelling_does_not_count(written: str) -> None:
    source = f"Microneedling works. Ask for microneedling or {written}."
    assert [words for words, _, _ in told(VARIANTS, source)] == [" ".join(written.split())]


def test_only_limits_a_spelling_to_its_phrases() -> None:
    rule = "kind: variants\nvariants: [[makeup, make up]]\nonly: {make up: [wear make up]}\n"
    assert not findings(rule, "Makeup is fine. Cells make up the skin.")
    assert list(told(rule, "Makeup is fine. Wear make up later.")) == [("make up", ["Makeup"], ["makeup"])]


def test_unless_excuses_what_it_holds_or_introduces() -> None:
    rule = VARIANTS + "unless: [also spelled, micro needling club]\n"
    assert not findings(rule, "Microneedling (also spelled “micro-needling”) at the Micro Needling Club.")


CAPITALS = "kind: variants\nvariants: [[HydraFacial, Hydra Facial], [Botox, botox]]\nforms: [capitals]\n"


@pytest.mark.parametrize(
    "source",
    [
        "HYDRAFACIAL offers. A HydraFacial is quick.",
        "Botox for all\n\nBotox relaxes. We like botox.",
        "Our glow facial. Glow Facial\n\nThe GLOW FACIAL is new.",
        "See hydrafacial.com, @hydrafacial, #hydrafacial and www.x.org/hydrafacial/a. HydraFacial is a brand.",
        "The ReVive mask. REVIVE is new.",
    ],
)
def test_capitals_that_the_place_asks_for_do_not_count(source: str) -> None:
    assert not findings(CAPITALS, source)


@pytest.mark.parametrize(
    ("source", "rarer"),
    [
        ("A HydraFacial cleans. The HydraFacial glows. A Hydrafacial lasts.", "Hydrafacial"),
        ("A HydraFacial cleans. The HydraFacial glows. Hydrafacial lasts.", "Hydrafacial"),
        ("We like Botox. Ask for Botox or botox.", "botox"),
        ("The ReVive mask is a ReVive product. Revive it.", "Revive"),
    ],
)
def test_capitals_count_everywhere_else(source: str, rarer: str) -> None:
    assert [words for words, _, _ in told(CAPITALS, source)] == [rarer]


LOOK = "kind: variants\nforms: [joined, spaced, capitals]\nprefixes: [anti, non]\n"


@pytest.mark.parametrize(
    ("source", "rarer"),
    [
        ("The re-growth is light. Regrowth is slow, regrowth is rare.", ["re-growth"]),
        ("An anti frizz mask. Anti-frizz oil and anti-frizz cream.", ["anti frizz"]),
        ("A skin-firming gel. Try a skin firming gel.", ["skin firming"]),
        ("The Glow8 lamp. Glow 8 is a Glow8 lamp.", ["Glow 8"]),
        ("Two touchups. A touch-up is short, and a touch-up is cheap.", ["touchups"]),
        ("Non stick, nonstick and non-stick pans; non-stick is best.", ["Non stick", "nonstick"]),
        ("Non-stick pans, non-stick pots and bowls (non stick).", ["non stick"]),
    ],
)
def test_unknown_terms_are_found_by_their_look(source: str, rarer: list[str]) -> None:
    assert [words for words, _, _ in told(LOOK, source)] == rarer


@pytest.mark.parametrize(
    "source",
    [
        "Long-term results. Results in the long term results are rare.",
        "An up-to-date list. The list is up to date.",
        "A step-by-step plan, and step by step it works.",
        "It is long lasting and soft. A long-lasting and soft gel.",
        "A 24-hour cream lasts 24 hours.",
        "",
        "-",
    ],
)
def test_positional_hyphens_are_no_variants(source: str) -> None:
    assert not findings(LOOK, source)


def test_a_substitution_keeps_capitals() -> None:
    rule = "kind: substitution\nreplace: {utilise: use}\nunless: [utilise fully]\n"
    source = "Utilise it. UTILISE IT. We utilise it, and utilise fully."
    assert [replacements for _, _, replacements in told(rule, source)] == [["Use"], ["USE"], ["use"]]


def test_a_substitution_may_name_groups() -> None:
    rule = "kind: substitution\nreplace: {'/\\ba (fda|hour)\\b(x)?/': 'an \\1\\2'}\n"
    assert list(told(rule, "A FDA letter in a hour.")) == [("A FDA", [], ["An FDA"]), ("a hour", [], ["an hour"])]


def test_a_group_may_hold_a_slot_and_may_hold_nothing(pack: Callable[..., Knowledge]) -> None:
    thing = "kind: lexicon\ntype: thing\nentries: {serum: [], night cream: []}\n"
    rule = EXAMPLES + "kind: substitution\nreplace: {'/\\bthe ({thing})(\\w)? in question\\b/': 'this \\1\\2'}\n"
    rules = pack({"lexicon/things": thing, "own/rule": rule}, lexicon=False)
    found = claimcheck.check("The Night Cream in question. Take the serum in question.", rules)
    assert [finding.suggestions[0].replacement for finding in found] == ["This Night Cream", "this serum"]


CONFUSION = """kind: confusion
pairs:
  - {wrong: scares, right: scars, after: [acne], before: [fade]}
  - {wrong: sooth, right: soothe, unless: [in sooth]}
"""


@pytest.mark.parametrize(
    ("source", "replacements"),
    [
        ("Acne scares hurt.", [["scars"]]),
        ("Acne-scares. Scares fade.", [["Scars"]]),
        ("Acne that scares. It scares, acne. Fade scares.", []),
        ("We sooth it. In sooth, SOOTH!", [["soothe"], ["SOOTHE"]]),
    ],
)
def test_a_confusion_needs_its_company(source: str, replacements: list[list[str]]) -> None:
    assert [found for _, _, found in told(CONFUSION, source)] == replacements


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a@b.com", True),
        ("x.org/a", True),
        ("#a", True),
        ("http://a", True),
        ("a/b", False),
        ("a.", False),
        ("(a)", False),
    ],
)
def test_addresses_are_told_from_words(words: str, expected: bool) -> None:
    at = words.index("a")
    assert in_address(f"see {words}, then", 4 + at, 5 + at) is expected


def test_shape_keeps_capitals_and_plains_the_rest() -> None:
    assert shape("x Micro–\nNeedling’s", 2, 19) == "Micro- Needling's"


WORDS = st.lists(
    st.sampled_from(
        ["Microneedling", "micro-needling", "MICRO", "needling", "HydraFacial", "hydra", "facial", "botox", "Botox",
         "-", "re-growth", "regrowth", "a", "FDA", "acne", "scares", "İ", "’s", ".", "\n\n", "#x", "@", "glow8",
         "glow 8"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(WORDS)
def test_places_are_exact_and_told_once(source: str) -> None:
    for rule in (VARIANTS, CAPITALS, LOOK, CONFUSION):
        for finding in findings(rule, source):
            places = [(place.start, place.end) for place in finding.places]
            assert len(places) == len(set(places))
            for place in finding.places:
                assert " ".join(source[place.start : place.end].split()) == place.text


def test_words_must_be_written_as_the_rule_wants() -> None:
    phrase = "kind: phrase\ncategory: grammar\nterms: ['/, it dries/']\nwritten: '^, It'\n"
    assert [found.location.text for found in findings(phrase, "It is cold, It dries. It is cold, it dries.")] == [
        ", It dries"
    ]
    swap = "kind: substitution\nreplace: {glow up: glow-up}\nwritten: '^G'\n"
    assert [one for one, *_ in told(swap, "Glow up now. It will glow up.")] == ["Glow up"]


def test_a_pattern_for_written_words_that_is_none_is_refused_with_its_line() -> None:
    with pytest.raises(RulePackError, match=r"rule.yaml:\d+: “\[” is not a valid regular expression"):
        knowledge("kind: phrase\ncategory: grammar\nterms: [glow]\nwritten: '['\n")
