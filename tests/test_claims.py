"""Reading claims: context, subjects and conflicts, with the traps that real pages set."""

from __future__ import annotations

import pytest

from claimcheck import engine
from claimcheck.claims.claim import Claim
from claimcheck.claims.page import Knowledge
from claimcheck.formats import text


def claims(words: str, knowledge: Knowledge, attribute: str = "pain") -> list[Claim]:
    """The claims about one attribute in a plain text."""
    return [c for c in engine.claims(text.parse("draft.txt", words), knowledge) if c.attribute == attribute]


def claim(words: str, knowledge: Knowledge, attribute: str = "pain") -> Claim:
    """The only such claim."""
    (found,) = claims(words, knowledge, attribute)
    return found


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("Microneedling is painless.", "flat"),
        ("Is microneedling painless?", "question"),
        ("Many guests wonder if it is painless.", "question"),
        ("If it is painless for you, tell the nurse.", "condition"),
        ("Myth: it is painless.", "myth"),
        ("Peels are often touted as painless.", "attributed"),
        ("The new laser is as painless as a haircut.", "comparison"),
        ("There is no doubt that it is painless.", "flat"),
    ],
)
def test_modality(words: str, modality: str, shipped: Knowledge) -> None:
    assert claim(words, shipped).modality == modality


@pytest.mark.parametrize(
    ("words", "value", "polarity"),
    [
        ("The treatment is painless.", "painless", "affirmed"),
        ("The treatment is not painless.", "painless", "denied"),
        ("It is not only painless, it is quick.", "painless", "affirmed"),
        ("It is not quick, but it is painless.", "painless", "affirmed"),
        ("No wonder people call it painless.", "painless", "affirmed"),
        ("Nobody promises that it is painless.", "painless", "denied"),
        ("Saying that it is painless would be a lie.", "painless", "denied"),
    ],
)
def test_denial_is_clause_local(words: str, value: str, polarity: str, shipped: Knowledge) -> None:
    found = claim(words, shipped)
    assert (found.value, found.polarity) == (value, polarity)


@pytest.mark.parametrize(
    ("words", "subject", "foreign"),
    [
        ("Microneedling is painless.", "microneedling", False),
        ("Micro-needling works well. It is painless.", "microneedling", False),
        ("Microneedling is popular. Unlike waxing, it is painless.", "microneedling", False),
        ("Microneedling is popular. Other treatments are painful.", "treatment", True),
        ("Laser resurfacing is sore work, whereas microneedling is painless.", "microneedling", False),
        ("A painless microneedling session awaits you.", "microneedling", False),
        ("Chemical peels\n\nThis procedure is painless.", "chemical peel", False),
        ("Morpheus8 is our favourite. The treatment is painless.", "RF microneedling", False),
    ],
)
def test_subjects(words: str, subject: str, foreign: bool, shipped: Knowledge) -> None:
    found = claim(words, shipped)
    assert (found.subject, found.foreign) == (subject, foreign)


CLASH = [
    "Microneedling is painless. Most guests report mild discomfort.",
    "The facial is painless. Afterwards the facial can hurt.",
    "Microneedling is painless and you may feel mild discomfort.",
    "Microneedling is non-invasive.\n\nMicroneedling uses needles that puncture the skin.",
]
SILENT = [
    "Is microneedling painless? Most guests report mild discomfort.",
    "Microneedling is painless. Waxing is painful.",
    "Microneedling is painless. Other treatments can hurt.",
    "Superficial peels are painless. Deep peels can hurt. Medium peels sting.",
    "Microneedling is not painless. It can hurt.",
    "Myth: microneedling is painless. Most guests report mild discomfort.",
    "Microneedling is less painful than waxing, and painless with a cream.",
    "Whether it is painless depends on you. Some feel mild discomfort.",
    "Unlike a non-invasive facial, microneedling uses needles that puncture the skin.",
]


def conflicts(words: str, knowledge: Knowledge) -> list[str]:
    """The rules of the conflicts in a plain text."""
    draft = text.parse("draft.txt", words)
    return [f.rule for f in engine.check(draft, knowledge) if f.category == "conflict"]


@pytest.mark.parametrize("words", CLASH)
def test_conflicts(words: str, shipped: Knowledge) -> None:
    assert set(conflicts(words, shipped)) & {"consistency/pain", "consistency/invasiveness"}


@pytest.mark.parametrize("words", SILENT)
def test_silence(words: str, shipped: Knowledge) -> None:
    assert not set(conflicts(words, shipped)) & {"consistency/pain", "consistency/invasiveness"}


def test_one_conflict_is_one_finding_with_every_place(shipped: Knowledge) -> None:
    words = "Microneedling is painless.\n\nIt is painless indeed.\n\nMost guests report mild discomfort."
    findings = [f for f in engine.check(text.parse("d.txt", words), shipped) if f.rule == "consistency/pain"]
    assert len(findings) == 1
    assert findings[0].location.text == "mild discomfort"
    assert [(p.line, p.text, p.role) for p in findings[0].related] == [
        (1, "painless", "conflicts with"),
        (3, "painless", "conflicts with"),
    ]


def test_the_order_of_rules_changes_nothing(shipped: Knowledge) -> None:
    from dataclasses import replace

    draft = text.parse("d.txt", "\n\n".join(CLASH))
    turned = Knowledge(replace(shipped.pack, rules=tuple(reversed(shipped.pack.rules))))
    assert engine.check(draft, turned) == engine.check(draft, shipped)


def test_the_fingerprint_survives_edits_elsewhere(shipped: Knowledge) -> None:
    before = engine.check(text.parse("d.txt", CLASH[0]), shipped)
    after = engine.check(text.parse("d.txt", "A quiet room.\n\nAnd tea.\n\n" + CLASH[0]), shipped)
    assert [f.fingerprint for f in before] == [f.fingerprint for f in after]
    assert before[0].location.line != after[0].location.line
