"""What a draft says by its layout: short answers to questions, labelled lines, table cells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimcheck import engine
from claimcheck.claims.claim import Claim
from claimcheck.claims.page import Knowledge
from claimcheck.findings import Finding
from claimcheck.formats import markdown, text

Pack = Callable[..., Knowledge]
FILES = {
    "lexicon/context": """kind: context
cues:
  - {type: denied, phrases: [not, "no", n't]}
  - {type: question, phrases: [wonder if]}
  - {type: myth, phrases: ["myth:", myth], scope: sentence}
  - {type: comparator, phrases: [unlike]}
ends: [but, and]
""",
    "lexicon/treatments": """kind: lexicon
type: treatment
role: subject
entries: {peel: [], waxing: [], laser hair removal: []}
""",
    "consistency/pain": """kind: attribute
attribute: pain
message: "“{text}” contradicts “{other}” (line {other_line})."
values:
  painless: [painless, "no pain", does not hurt]
  painful: [hurt, painful, stings, mild pain]
  graded: [minimal pain]
opposite: {painful: painless}
conflicts: [[painless, painful]]
""",
    "consistency/results": """kind: attribute
attribute: results
message: x
quantity: {dimension: time, compare: overlap}
values: {lasts: ["results last {quantity}"]}
""",
    "consistency/sessions": """kind: attribute
attribute: sessions
message: x
quantity: {dimension: count, compare: overlap}
values: {needed: ["need {quantity} sessions"]}
""",
    "evidence/safe": """kind: phrase
category: claim
message: "{text}"
terms: ["is {completely|absolutely|100%}? safe", no side-effects]
references: [{title: A law, url: "https://example.org"}]
""",
}


@pytest.fixture
def rules(pack: Pack) -> Knowledge:
    """Rules made for the purpose."""
    examples = 'examples: {bad: ["[[x]]"], good: [y]}\n'
    return pack({name: yaml if name.startswith("lexicon") else yaml + examples for name, yaml in FILES.items()})


def claims(knowledge: Knowledge, words: str, path: str) -> list[Claim]:
    """The claims of a draft but for questions."""
    parse = markdown.parse if path.endswith(".md") else text.parse
    return [claim for claim in engine.claims(parse(path, words), knowledge) if claim.modality == "flat"]


def told(knowledge: Knowledge, words: str, path: str = "a.md") -> list[tuple[str, str]]:
    """Value and source words of the claims that a draft asserts."""
    draft = (markdown.parse if path.endswith(".md") else text.parse)(path, words)
    return [
        (c.value, draft.span(c.start, c.end).text) for c in claims(knowledge, words, path) if c.polarity == "affirmed"
    ]


@pytest.mark.parametrize(
    ("words", "value", "place"),
    [
        ("Does it hurt? No.", "painless", "No"),
        ("Does it hurt?\n\nNot at all. You may read a book.", "painless", "Not at all"),
        ("## Is a peel painful?\n\nNope!", "painless", "Nope"),
        ("**Q: Will it hurt?**\n\nA: Absolutely not.", "painless", "Absolutely not"),
        ("Is laser hair removal really painful? Never.", "painless", "Never"),
        ("Is there any pain? None at all.", "painless", "None at all"),
        ("Is it painful after the visit? No.", "painless", "No"),
        ("Any pain? None!", "painless", "None"),
        ("How painful is it? Not at all.", "painless", "Not at all"),
        ("Does it hurt? Yes, a little.", "painful", "Yes, a little"),
        ("Is the procedure painful? Yes.", "painful", "Yes"),
        ("How long do the results last? 6 to 12 months.", "lasts", "6 to 12 months"),
        ("How many sessions will I need? 3-6.", "needed", "3-6"),
    ],
)
def test_a_short_answer_says_what_was_asked(words: str, value: str, place: str, rules: Knowledge) -> None:
    assert told(rules, words) == [(value, place)]


@pytest.mark.parametrize(
    "words",
    [
        "Does it hurt? No, but it tickles.",
        "Does it hurt? No. However, some sting.",
        "Does it hurt? Not usually.",
        "Does it hurt? No one knows.",
        "Does it hurt? No worries.",
        "Does it hurt? Yes and no.",
        "Does it hurt? Many ask that.",
        "Does it hurt or not? No.",
        "Does it hurt everyone? No.",
        "Is it painful for most people? No.",
        "Does it hurt?\n\nOur clinic\n\nNo.",
        "Does it hurt?",
        "Is it cheap? No.",
        "Do not ask. No.",
    ],
)
def test_other_answers_say_nothing(words: str, rules: Knowledge) -> None:
    assert told(rules, words) == []


@pytest.mark.parametrize(
    ("words", "value", "place"),
    [
        ("Pain: none", "painless", "none"),
        ("- **Pain:** none", "painless", "none"),
        ("* Pain: mild.", "painful", "mild"),
        ("Painful: no", "painless", "no"),
        ("Sessions: 3-6", "needed", "3-6"),
        ("Results last: about 6 months", "lasts", "about 6 months"),
        ("### Pain\n\nNone. You may read a book.", "painless", "None"),
        ("| Facts | |\n|---|---|\n| Pain | none |\n| Price | low |", "painless", "none"),
        ("| Treatment | Time | Pain |\n|---|---|---|\n| Peel | 1 h | none |", "painless", "none"),
        ("| | Peel | Waxing |\n|---|---|---|\n| Pain | none | unknown |", "painless", "none"),
    ],
)
def test_a_label_gives_its_value_a_meaning(words: str, value: str, place: str, rules: Knowledge) -> None:
    assert told(rules, words) == [(value, place)]


@pytest.mark.parametrize(
    "words",
    [
        "Pain: minimal pain",
        "Myth: pain: none",
        "Pain: no treatment has less",
        "| Package | Visits | Sessions |\n|---|---|---|\n| Gold | 3 | 6 |\n| Blue | 2 | 4 |",
        "| Peel | Waxing |\n|---|---|\n| none | none |",
        "Pain\n\nThe nurse talks with you.",
    ],
)
def test_other_labels_say_nothing_of_their_own(words: str, rules: Knowledge) -> None:
    assert [value for value, _ in told(rules, words) if value != "graded"] == []


def test_amounts_above_their_labels_are_not_taken_for_values_of_the_label_before(rules: Knowledge) -> None:
    assert told(rules, "2 days\nPain\nNone\nDowntime\n", "a.txt") == []
    assert told(rules, "Downtime\n2 days\nPain\nNone\n", "a.txt") == [("painless", "None")]


def test_a_cell_is_about_the_treatment_in_its_other_head(rules: Knowledge) -> None:
    table = "# Peels and more\n\n| | Peel | Waxing |\n|---|---|---|\n| Pain | none | mild |\n"
    found = [(claim.subject, claim.value) for claim in claims(rules, table, "a.md")]
    assert found == [("chemical peel", "painless"), ("waxing", "painful")]
    assert not engine.check(markdown.parse("a.md", table), rules)


def test_an_answer_is_about_what_its_question_names(rules: Knowledge) -> None:
    (claim,) = claims(rules, "# The peel\n\nWe do much.\n\nDoes waxing hurt?\n\nNo.", "a.md")
    assert claim.subject == "waxing"


def findings(rules: Knowledge, words: str) -> list[Finding]:
    """The findings in a Markdown text."""
    return engine.check(markdown.parse("a.md", words), rules)


def test_an_answer_contradicts_what_the_draft_admits(rules: Knowledge) -> None:
    (finding,) = findings(rules, "The peel stings.\n\n## Does it hurt?\n\nNot at all!")
    assert (finding.location.line, finding.location.text) == (5, "Not at all")
    assert finding.message == "“Does it hurt? Not at all” contradicts “stings” (line 1)."
    assert [place.text for place in finding.related] == ["stings"]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("Is it safe? Absolutely, 100%.", ["Absolutely, 100%"]),
        ("Is the peel safe?\n\nYes!", ["Yes"]),
        ("Are there any side effects? None.", ["None"]),
        ("Is it safe? No.", []),
        ("Is it safe? Yes, if we do it.", []),
        ("Is it safe? Yes, it is safe.", ["is safe"]),
    ],
)
def test_an_answer_may_be_a_risky_claim(words: str, places: list[str], rules: Knowledge) -> None:
    assert [finding.location.text for finding in findings(rules, words)] == places
