"""Reading claims: context, subjects and conflicts, with the traps that real pages set."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck import engine
from claimcheck.claims.claim import Claim
from claimcheck.claims.page import Knowledge
from claimcheck.exercise import cue_failures
from claimcheck.formats import markdown, text
from claimcheck.ruleload import load

RULES = {
    "consistency/pain": """
kind: attribute
attribute: pain
message: "“{text}” contradicts “{other}” (line {other_line})."
values:
  painless: [painless, does not hurt]
  painful: ["{mild} discomfort", painful, can hurt]
conflicts: [[painless, painful]]
examples: {bad: ["[[x]]"], good: ["x"]}
""",
    "consistency/downtime": """
kind: attribute
attribute: downtime
about: [treatment, device]
message: "“{text}” contradicts “{other}” (line {other_line})."
values:
  none: [no downtime]
  some: ["days of downtime"]
conflicts: [[none, some]]
examples: {bad: ["[[x]]"], good: ["x"]}
""",
    "consistency/invasiveness": """
kind: attribute
attribute: invasiveness
message: "“{text}” contradicts “{other}” (line {other_line})."
values:
  none: [non-invasive]
  breaks: ["{puncture|pierce} the skin"]
conflicts: [[none, breaks]]
examples: {bad: ["[[x]]"], good: ["x"]}
""",
    "consistency/duration": """
kind: attribute
attribute: duration
message: "“{text}” contradicts “{other}” (line {other_line})."
quantity: {dimension: time, compare: overlap}
values:
  lasts: ["{result} ... {=last|=lasts} {for}? {quantity}", "it {=last|=lasts} {quantity}"]
examples: {bad: ["[[x]]"], good: ["x"]}
""",
    "consistency/suitability": """
kind: attribute
attribute: suitability
message: "“{text}” contradicts “{other}” (line {other_line})."
same: [condition]
values:
  good: ["good for {condition}"]
  avoid: ["avoid it if you have {condition}"]
lead_in:
  avoid: ["avoid it if you have"]
conflicts: [[good, avoid]]
examples: {bad: ["[[x]]"], good: ["x"]}
""",
}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory, lexicon_files: list[Path]) -> Knowledge:
    """A few plain rules with the shipped lexicon, so that these tests are about the engine."""
    folder = tmp_path_factory.mktemp("rules")
    for name in ("lexicon", "consistency"):
        (folder / name).mkdir()
    for source in lexicon_files:
        (folder / "lexicon" / source.name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    for name, yaml in RULES.items():
        (folder / f"{name}.yaml").write_text(yaml.replace("{for}?", "for?"), encoding="utf-8")
    return Knowledge(load([folder]))


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
        ("They call it the “painless peel”.", "attributed"),
        ("It is painless, so why wait?", "flat"),
        ("Is a peel painless\n\nWe tell you.", "question"),
        ("Is it painless\n\nWe tell you.", "question"),
        ("Is lactic toner painless\n\nWe tell you.", "question"),
        ("Can be painless with a toner\n\nWe tell you.", "hedged"),
        ("Is painless and quick\n\nWe tell you.", "flat"),
        ("It is painless\n\nWe tell you.", "flat"),
        ("A painless lunch hour - are you ready for it?", "flat"),
        ("It is painless, isn't it?", "question"),
        ("So, is it painless, or what do guests say?", "question"),
        ("If it is painless, why wait?", "question"),
        ("“It was painless from start to end!” says Ann.", "flat"),
        ("“Painless!” says Ann.", "flat"),
    ],
)
def test_modality(words: str, modality: str, rules: Knowledge) -> None:
    assert claim(words, rules).modality == modality


@pytest.mark.parametrize(
    ("words", "value", "polarity"),
    [
        ("The treatment is painless.", "painless", "affirmed"),
        ("The treatment is not painless.", "painless", "denied"),
        ("It takes no time, stitches or pause, letting you feel it is painless.", "painless", "affirmed"),
        ("It is no secret that it is painless.", "painless", "affirmed"),
        ("It is not only painless, it is quick.", "painless", "affirmed"),
        ("It is not quick, but it is painless.", "painless", "affirmed"),
        ("No wonder people call it painless.", "painless", "affirmed"),
        ("Nobody promises that it is painless.", "painless", "denied"),
        ("Saying that it is painless would be a lie.", "painless", "denied"),
        ("There is no wait and it does not hurt.", "painless", "affirmed"),
        ("Nobody says it never does not hurt.", "painless", "denied"),
    ],
)
def test_denial_is_clause_local(words: str, value: str, polarity: str, rules: Knowledge) -> None:
    found = claim(words, rules)
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
        ("There is nothing painful with a peel. Waxing is popular.", "chemical peel", False),
        ("Morpheus8 is our favourite. The treatment is painless.", "Morpheus8", False),
        ("Compared with waxing, laser hair removal is painless.", "laser hair removal", False),
        ("Laser hair removal is painless compared to waxing.", "laser hair removal", False),
        ("A chemical peel, unlike laser resurfacing, is painless.", "chemical peel", False),
        ("We offer needling and peels. The former stings, the latter is painless.", "chemical peel", False),
        ("We offer needling and peels. The former is painless, the latter stings.", "microneedling", False),
        ("Botox and fillers are in demand. The first is painless, the second swells.", "botox", False),
        ("The latter is painless. Peels are not.", "", True),
        ("Guests who had surgery say microneedling is painless.", "microneedling", False),
        ("Called a “lunchtime peel”, Morpheus8 is quick. It is painless.", "Morpheus8", False),
        ("Is microneedling for me?\n\nThe treatment is painless.", "microneedling", False),
        ("Peels\n\nDermaplaning is a gentle way to scrape.\n\nIt is painless.", "dermaplaning", False),
        ("Needling is old. Acids are painful.", "acids", True),
        ("A chemical peel is quick. The acids are painful.", "chemical peel", False),
        ("Peels\n\nPeels renew.\n\nAnd more.\n\nZonaplasty is a new method. It is painless.", "Zonaplasty", False),
        ("Zonaplasty\n\nZonaplasty is a new method. It is painless.", "Zonaplasty", False),
        # What is used beside a treatment does not take its place, unless the draft goes on about it.
        ("Peels\n\nPeels renew. A soothing serum may be applied at the end. It is painless.", "chemical peel", False),
        ("Peels\n\nPeels renew.\n\nA soothing serum may follow.\n\nIt is painless.", "chemical peel", False),
        ("Peels\n\nPeels renew. The serum is our own. It is painless.", "serum", False),
        ("Peels\n\nPeels renew.\n\nThe serum\n\nIt is painless.", "serum", False),
        ("The serum\n\nA serum is kind. A peel is not. It can hurt.", "chemical peel", False),
        # Neither does what is only compared, all of a list of it, or named behind a preposition.
        ("Peels\n\nPeels renew. Some have them after botox. They are painless.", "chemical peel", False),
        ("Peels\n\nPeels renew more than botox, fillers or needling. They are painless.", "chemical peel", False),
        ("Needling is popular. Unlike waxing, threading or shaving, a peel is painless.", "chemical peel", False),
        ("Needling is popular. Unlike waxing, a peel or a facial is painless.", "facial", False),
        ("Needling is popular. It is painless and often joined with botox.", "microneedling", False),
        ("Needling is popular. It comes with a peel and is painless.", "microneedling", False),
        ("Needling is popular. It is a gentle peel that is painless.", "chemical peel", False),
        (
            "Peels renew.\n\nIf you want a lasting lift, we recommend a full thread lift. It is painless.",
            "chemical peel",
            False,
        ),
        ("Peels renew.\n\nUse a facial first, because skin is grateful for a painless start.", "chemical peel", False),
        ("Peels renew. It does not need threading. It is painless.", "chemical peel", False),
        ("Peels renew. It brings much of a facelift with some painless minutes.", "chemical peel", False),
        ("Peels renew. While free from acids, they are painless.", "chemical peel", False),
        (
            "Peels renew.\n\nFor years facelifts and threads were the only ways. A painless hour is enough now.",
            "chemical peel",
            False,
        ),
        ("Peels renew.\n\nWhile waxing is all the rage, there is a painless way.", "chemical peel", False),
        ("Peels renew.\n\nWith botox, there is a painless way.", "botox", False),
        ("Peels renew.\n\nIt is done fast and painless after surgery.", "chemical peel", False),
        # A pronoun takes what was named last, a sentence without one the draft's own subject.
        ("Peels renew. Peels are old. Botox is new. It is painless.", "botox", False),
        ("Peels renew. Peels are old. Botox is new. Expect a painless hour.", "chemical peel", False),
        ("Peels are old. Certain facials are harsh. Expect a painless hour.", "chemical peel", False),
        ("Peels are old.\n\nOther facials are harsh. Expect a painful hour.", "facial", True),
        ("Peels are old.\n\nOther facials are harsh. Peels are not. Expect a painful hour.", "chemical peel", False),
        ("Many facials are harsh, needling is good because it is painless.", "microneedling", False),
        ("Needling is a method that is painless.", "microneedling", False),
        ("Our visits\n\nCome in.\n\nBring no cleanser or gel, only avoid soap. It is painless.", "", False),
        ("Botox\n\nA guest of botox tells.\n\nThis painless treatment comes from a maker of fillers.", "botox", False),
        # A verb is no name, nor is the rest of a longer one.
        ("Needling is popular. Your skin may peel. It is painless.", "microneedling", False),
        ("IPL phototherapy is painless.", "IPL", False),
        ("Threads are old. A non-surgical facelift with needling is painless.", "microneedling", False),
        # A title may give a name that no lexicon knows.
        (
            "The Aurora Glow Treatment\n\nAurora Glow renews. Better than a peel? It is painless.",
            "Aurora Glow Treatment",
            False,
        ),
        (
            "What is skin-tightening treatment?\n\nSkin tightening treatment renews. A peel follows. It is painless.",
            "chemical peel",
            False,
        ),
        ("The best treatments\n\nThe best treatments renew. A peel is one. It is painless.", "chemical peel", False),
        (
            "Aurora Peels\n\nPeels renew.\n\nAnd more.\n\nAurora is a treatment by us. It is painless.",
            "chemical peel",
            False,
        ),
    ],
)
def test_subjects(words: str, subject: str, foreign: bool, rules: Knowledge) -> None:
    found = claim(words, rules)
    assert (found.subject, found.foreign) == (subject, foreign)


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("Peels\n\nPeels renew. With a light moisturizer there is no downtime.", "chemical peel"),
        ("Peels\n\nPeels renew. Take a light moisturizer and have no downtime.", "chemical peel"),
        ("Peels\n\nPeels renew. A home laser and no downtime: that is new.", "home laser"),
        ("Peels\n\nPeels renew. Sunscreen has no downtime.", "sunscreen"),
        ("Sunscreen\n\nUse the sunscreen with no downtime.", "sunscreen"),
        ("Peels\n\nPeels renew. Scars are no downtime.", "scar"),
        ("Peels\n\nPeels renew. Scars are treated at noon with no downtime.", "chemical peel"),
    ],
)
def test_only_some_things_have_a_property(words: str, subject: str, rules: Knowledge) -> None:
    assert claim(words, rules, "downtime").subject == subject


@pytest.mark.parametrize(
    ("words", "subjects"),
    [
        ("| Treatment | Pain |\n|---|---|\n| Peels | painful |\n| Botox | painless |\n", ["chemical peel", "botox"]),
        ("| | Peels | Botox |\n|---|---|---|\n| Pain | painful | painless |\n", ["chemical peel", "botox"]),
        ("# Peels\n\nBotox is:\n\n- quick\n- painless\n", ["botox"]),
        ("# Peels\n\nWe love botox.\n\n- painless\n", ["chemical peel"]),
        ("# Peels\n\n- **Botox**: painless and quick\n- **Fillers**: painful\n", ["botox", "dermal filler"]),
        ("# Peels\n\n## Botox\n\nPainless.\n\n## Fillers\n\nPainful.\n", ["botox", "dermal filler"]),
    ],
)
def test_subjects_of_tables_and_lists(words: str, subjects: list[str], rules: Knowledge) -> None:
    found = engine.claims(markdown.parse("draft.md", words), rules)
    assert [claim.subject for claim in found if claim.attribute == "pain"] == subjects


CLASH = [
    "Microneedling is painless. Most guests report mild discomfort.",
    "The facial is painless. Afterwards the facial can hurt.",
    "Night cream\n\nUse a Night Cream\n\nIt is painless.\n\nWhat is a Night Cream\n\nThe cream can hurt.",
    "Best creams\n\nAurora Night Cream\n\nIt is painless. The cream can hurt.\n\nBorea Night Cream\n\nGood.",
    "Peels\n\nPeels are painless. A soothing serum may follow. It can hurt.",
    "Ultherapy is painless.\n\nHIFU can hurt.",
    "Microneedling is painless and you may feel mild discomfort.",
    "Microneedling is non-invasive.\n\nMicroneedling uses needles that puncture the skin.",
    "Results last three to six months. For most guests the results last 4–6 weeks.",
    "The results last three months, but with a weak peel the results last four days.",
    "How long does a peel last?\n\nIt lasts two years.\n\nThe results last for a month.",
    "The peel is good for acne, rosacea and dull skin. Avoid it if you have:\n\n- rosacea\n- open wounds",
    "The peel is good for active acne. Avoid it if you have:\n\n- acne scars\n- active acne",
    "Microneedling is painless. If you have dry skin it can hurt.",
    "Microneedling, without a peel, is good. It is painless. Microneedling can hurt.",
    "The peel is good for scars. Avoid it if you have scars.",
]
SILENT = [
    "Peels\n\nPeels are painless. The serum is our own. It can hurt.",
    "Peels\n\nPeels are painless. Certain lasers are rough. They can hurt.",
    "Best creams\n\nAurora Night Cream\n\nIt is painless.\n\nBorea Night Cream\n\nThe cream can hurt.",
    "FUE or FUT\n\nFUE is painless. FUT can hurt.",
    "Ultherapy or Sofwave\n\nUltherapy is painless. Sofwave can hurt.",
    "Is microneedling painless? Most guests report mild discomfort.",
    "Microneedling is painless. Waxing is painful.",
    "Microneedling is painless. Other treatments can hurt.",
    "Superficial peels are painless. Deep peels can hurt. Medium peels sting.",
    "Microneedling is not painless. It can hurt.",
    "Myth: microneedling is painless. Most guests report mild discomfort.",
    "Microneedling is less painful than waxing, and painless with a cream.",
    "Whether it is painless depends on you. Some feel mild discomfort.",
    "Unlike a non-invasive facial, microneedling uses needles that puncture the skin.",
    "Results last 3–6 months. The results last about 4 months.",
    "First results last a week. Full results last a year.",
    "Results last up to a year. The results last for more than six months.",
    "Results on the lips last six months. Results on the cheeks last two years.",
    "The peel is good for acne scars. Avoid it if you have active acne.",
    "The peel is good for acne scars. Avoid it if you have:\n\n- active acne\n- open wounds",
    "Microneedling is painless. If done badly it can hurt.",
    "Microneedling is painless. In the wrong hands microneedling can hurt.",
    "Guide to microneedling\n\nMyths about microneedling\n\n- It can hurt.\n\nOur word\n\nMicroneedling is painless.",
    "In contrast to waxing, which can hurt, microneedling is painless.",
    "Results last up to 6 months. The results last up to 12 months.",
    "Unlike surgery, where the results last ten years, peel results last a month.",
]


def conflicts(words: str, knowledge: Knowledge) -> list[str]:
    """The rules of the conflicts in a plain text."""
    draft = text.parse("draft.txt", words)
    return [f.rule for f in engine.check(draft, knowledge) if f.category == "conflict"]


@pytest.mark.parametrize("words", CLASH)
def test_conflicts(words: str, rules: Knowledge) -> None:
    assert len(conflicts(words, rules)) == 1


@pytest.mark.parametrize("words", SILENT)
def test_silence(words: str, rules: Knowledge) -> None:
    assert conflicts(words, rules) == []


def test_one_conflict_is_one_finding_with_every_place(rules: Knowledge) -> None:
    words = "Microneedling is painless.\n\nIt is painless indeed.\n\nMost guests report mild discomfort."
    findings = [f for f in engine.check(text.parse("d.txt", words), rules) if f.rule == "consistency/pain"]
    assert len(findings) == 1
    assert findings[0].location.text == "mild discomfort"
    assert [(p.line, p.text, p.role) for p in findings[0].related] == [
        (1, "painless", "conflicts with"),
        (3, "painless", "conflicts with"),
    ]


def test_places_are_grouped_by_what_they_say(rules: Knowledge) -> None:
    words = (
        "The results last a week. The results last a year. The results last four years. "
        "The results last a year. The results last four years. The results last a week."
    )
    (finding,) = engine.check(text.parse("d.txt", words), rules)
    said = [(place.text.removeprefix("results last "), place.role) for place in finding.related]
    assert finding.location.text == "results last four years"
    assert said == [
        ("a week", "conflicts with"),
        ("a week", "conflicts with"),
        ("a year", "conflicts with"),
        ("a year", "conflicts with"),
        ("four years", "also says"),
    ]


def test_a_conflict_names_what_it_is_about(rules: Knowledge) -> None:
    (finding,) = engine.check(text.parse("d.txt", CLASH[0]), rules)
    assert finding.advice == "(This is about: pain, microneedling.)"
    (finding,) = engine.check(text.parse("d.txt", CLASH[-1]), rules)
    assert finding.advice == "(This is about: suitability, chemical peel, scar.)"


def test_the_order_of_rules_changes_nothing(rules: Knowledge) -> None:
    from dataclasses import replace

    draft = text.parse("d.txt", "\n\n".join(CLASH))
    turned = Knowledge(replace(rules.pack, rules=tuple(reversed(rules.pack.rules))))
    assert engine.check(draft, turned) == engine.check(draft, rules)


def test_the_fingerprint_survives_edits_elsewhere(rules: Knowledge) -> None:
    before = engine.check(text.parse("d.txt", CLASH[0]), rules)
    after = engine.check(text.parse("d.txt", "A quiet room.\n\nAnd tea.\n\n" + CLASH[0]), rules)
    assert [f.fingerprint for f in before] == [f.fingerprint for f in after]
    assert before[0].location.line != after[0].location.line


CUES = """kind: context
cues:
  - {type: denied, phrases: [not], reaches: ["It is not [[red]]."], spares: ["It is not [[red]]."]}
  - {type: area, value: lips, phrases: [lips], direction: both, reaches: ["Lips [[hurt]].", "No mark."]}
  - {type: other, phrases: [other], scope: sentence, reaches: ["Other [[peels]].", "The [[peel]]."]}
"""


def test_cues_are_tried_on_their_own_examples(pack: Callable[..., Knowledge]) -> None:
    knowledge = pack({"lexicon/own": CUES}, lexicon=False)
    found = [(f.rule, f.missed, f.unexpected) for cue in knowledge.pack.cues for f in cue_failures(cue, knowledge)]
    assert found == [
        ("context cue denied", (), ("red",)),
        ("context cue area lips", (), ()),
        ("context cue other", ("peel",), ()),
    ]
