"""Terms: what a rule author writes, and what it matches."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.draft import normalise
from claimcheck.terms import FILL, WORD, TermError, Vocabulary, compile_term, inflections, mask_letters

VOCABULARY = Vocabulary(
    macros={"mild": ("mild", "slight", "a bit of")},
    masks=mask_letters(["time", "count", "treatment"]),
    irregular={"take": ("takes", "took", "taken", "taking"), "the": ()},
)


def found(term: str, text: str) -> list[str]:
    """What `term` matches in `text`."""
    pattern = re.compile(compile_term(term, VOCABULARY).pattern)
    return [text[m.start() : m.end()] for m in pattern.finditer(normalise(text))]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("painless", "It is PAINLESS.", ["PAINLESS"]),
        ("pain-free", "pain-free, pain free, painfree, pain‑free", ["pain-free", "pain free", "painfree", "pain‑free"]),
        ("cause damage", "It caused  damage; causing\ndamages", ["caused  damage", "causing\ndamages"]),
        (
            "{mild} discomfort",
            "a slight discomfort and a bit of discomfort",
            ["slight discomfort", "a bit of discomfort"],
        ),
        ("does not really? hurt", "does not hurt, does not really hurt", ["does not hurt", "does not really hurt"]),
        ("don't worry", "Don’t worry", ["Don’t worry"]),
        ("result ... last", "the results of it usually last", ["results of it usually last"]),
        ("result ... last", "the results, they last", []),
        ("=scars", "scars, scar", ["scars"]),
        ("take", "took, taken, takes", ["took", "taken", "takes"]),
        ("pain", "pain-free, campaign, pains, post-pain", ["pains"]),
        ("/side effects? (?:are|include)/", "side effects include redness", ["side effects include"]),
        ("{no|zero} downtime", "There is zero downtime", ["zero downtime"]),
        ("{a {mild}?|no} rash", "no rash, a slight rash, a rash", ["no rash", "a slight rash", "a rash"]),
    ],
)
def test_matches(term: str, text: str, expected: list[str]) -> None:
    assert found(term, text) == expected


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("heal", {"heals", "healed", "healing"}),
        ("scar", {"scars", "scarred", "scarring"}),
        ("injury", {"injuries"}),
        ("cause", {"caused", "causing", "causes"}),
        ("patch", {"patches"}),
        ("painless", set()),
        ("the", set()),
    ],
)
def test_inflections(word: str, forms: set[str]) -> None:
    assert forms <= set(inflections(word, VOCABULARY.irregular))
    if not forms:
        assert inflections(word, VOCABULARY.irregular) == (word,)


def test_slots_match_masks_and_are_named() -> None:
    term = compile_term("last {quantity}", VOCABULARY, "time")
    mask = VOCABULARY.masks["time"] + FILL * 3
    assert term.slots == ("time",)
    match = re.search(term.pattern, f"they last {mask} or so")
    assert match and match["time"] == mask


@pytest.mark.parametrize(
    ("term", "needed"),
    [
        ("cause damage", [{"cause", "causes"}, {"damage", "damages"}]),
        ("non-invasive", [{"invasive", "noninvasive"}]),
        (
            "/side effects? (?:include|are)[^.]*\\bpain\\b/",
            [{"side"}, {"effect", "effects"}, {"include*", "are*"}, {"pain"}],
        ),
        ("/\\b(?:heal|cure)s?\\b/", [{"heal", "heals", "cure", "cures"}]),
        ("/\\bbruis\\w+ (?:\\w+ )?easily/", [{"bruis*"}, {"easily"}]),
        ("/make-?up\\b/", [{"make", "makeup"}]),
        ("/[^.]*x/", []),
        ("/(?:tiny|small) needles\\b/", [{"tiny", "small"}, {"needles"}]),
    ],
)
def test_needs(term: str, needed: list[set[str]]) -> None:
    needs = [set(need) for need in compile_term(term, VOCABULARY).needs]
    assert len(needs) == len(needed)
    assert all(any(want <= need for need in needs) for want in needed)


@given(
    st.lists(
        st.sampled_from(["laser", "cause", "non-invasive", "{mild}", "peel", "the", "{a|b c}"]), min_size=1, max_size=5
    )
)
def test_a_phrase_never_matches_without_its_needs(parts: list[str]) -> None:
    term = compile_term(" ".join(parts), VOCABULARY)
    text = " ".join({"{mild}": "slight", "{a|b c}": "b c"}.get(part, part) for part in parts)
    assert re.search(term.pattern, text)
    words = set(WORD.findall(text))
    assert all(words & set(need) for need in term.needs)


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        ("", "empty"),
        ("{", "brace"),
        ("{a||b}", "empty option"),
        ("{nobody} hurts", "no slot {nobody}"),
        ("/(/", "not a valid regular expression"),
        ("/(a+)+$/", "repeats a repetition"),
        ("/(?:x*y*)*/", "repeats a repetition"),
        ("-", "dash alone"),
    ],
)
def test_bad_terms_are_refused_with_a_sentence(term: str, sentence: str) -> None:
    with pytest.raises(TermError, match=re.escape(sentence)):
        compile_term(term, VOCABULARY)


def test_a_gap_stays_fast_on_a_long_sentence() -> None:
    text = "result " * 3000
    begin = time.process_time()
    assert found("result ... {mild} ... last", text) == []
    assert time.process_time() - begin < 5


def test_a_macro_named_inside_a_choice_without_its_braces_is_refused() -> None:
    vocabulary = Vocabulary(macros={"does-not": ("doesn't",)}, masks={}, irregular={})
    with pytest.raises(TermError, match=r"For the macro write \{does-not\} there"):
        compile_term("{does-not|without} scars", vocabulary)
    assert re.search(compile_term("{{does-not}|without} scar", vocabulary).pattern, "it doesn't scar")
