"""Explain: what a page on a rule tells a writer, in which order."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from samplerule import RULE

from claimcheck.claims.page import Knowledge
from claimcheck.explain import page
from claimcheck.rulepack import Market, Rule

DRUG = replace(
    RULE, kind="phrase", category="claim", data={"not_rescued_by": ["education"], "rescued_by": ["appearance"]},
    jurisdictions=("us",), suggestion="calms the look of skin",
)  # fmt: skip
US = Market("us", "United States", "2026-10-31", ("Drugs",), ("Labels",))


def uncoloured(text: str, code: str) -> str:
    """The text as it is."""
    del code
    return text


def explained(rule: Rule) -> str:
    """What `claimcheck explain` prints, without colours."""
    return page(rule, uncoloured, [US])


def test_explain_tells_all_there_is_in_the_order_a_writer_needs_it() -> None:
    assert explained(RULE) == (
        "house/pain  (error, conflict, high confidence)\n"
        "  “…” contradicts “…”.\n"
        "\n"
        "Why it matters\n"
        "  Readers complain.\n"
        "\n"
        "What to do\n"
        "  Say it one way, not as “…”.\n"
        "\n"
        "Accepted wording\n"
        "  nearly painless\n"
        "\n"
        "What passes\n"
        "  ✓ It is *painless*.\n"
        "  ✓ It stings.\n"
        "\n"
        "What does not (the words in brackets)\n"
        "  ✗ It is [painless].\n"
        "    - It [hurts].\n"
        "  ✗ [Painless], but it [stings].\n"
        "\n"
        "Where and when it holds\n"
        "  Markets: all.\n"
        "\n"
        "Sources\n"
        "  A guide, 3.1\n"
        "    https://example.org/guide\n"
        "  A law\n"
    )


def test_explain_leaves_out_what_a_rule_does_not_say() -> None:
    text = explained(replace(RULE, why="", advice="", data={}, references=()))
    assert [line for line in text.splitlines()[1:] if line and not line.startswith(" ")] == [
        "What passes",
        "What does not (the words in brackets)",
        "Where and when it holds",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"jurisdictions": ("us", "ca")}, "Markets: United States, CA. Sources read up to 2026-10-31."),
        ({"applies_to": ("device", "cosmetic")}, "Markets: all. For devices, cosmetics."),
        ({"valid_from": "2026-09-27"}, "Markets: all. In force from 2026-09-27."),
        ({"valid_until": "2023-12-18"}, "Markets: all. In force until 2023-12-18."),
    ],
)
def test_explain_says_where_and_when_a_rule_holds(change: dict[str, object], said: str) -> None:
    assert f"\n  {said}\n" in explained(replace(RULE, **change))  # type: ignore[arg-type]


def test_explain_shows_replacements_but_neither_patterns_nor_hundreds() -> None:
    replaced = {f"word{number}": f"right{number}" for number in range(14)} | {"word3": ""}
    text = explained(replace(RULE, kind="substitution", data={"replace": replaced}))
    assert "  word0 → right0\n" in text and "  word3 → (leave it out)\n" in text
    assert "  … and 2 more\n" in text and "word12" not in text
    patterns = {"/a (?=hour)/": "an "}
    assert "Accepted" not in explained(replace(RULE, kind="substitution", data={"replace": patterns}))
    pairs = [{"wrong": "scare", "right": "scar"}]
    assert "  scare → scar\n" in explained(replace(RULE, kind="confusion", data={"pairs": pairs}))


def test_explain_colours_headings_and_what_is_reported() -> None:
    shown = page(RULE, lambda text, code: f"<{code}:{text}>")
    assert "<1:house/pain>  (error" in shown and "<1:Sources>" in shown
    assert "✗ It is <1;31:[painless]>." in shown
    assert "✓ It is *painless*." in shown


def test_explain_puts_the_law_first_where_a_claim_is_challenged() -> None:
    text = explained(DRUG)
    titles = [line for line in text.splitlines()[1:] if line and not line.startswith(" ")]
    assert titles == [
        "Why it matters", "The law", "What to do", "Accepted wording", "What passes",
        "What does not (the words in brackets)",
        "This is no legal advice. Read the sources, and ask a lawyer where it matters.",
    ]  # fmt: skip
    assert "  Markets: United States. Sources read up to 2026-10-31.\n  A guide, 3.1\n" in text
    folded = " ".join(text.split())
    assert "Also left alone: denials, questions," in folded and "“the look of” and “-looking”, quoted law." in folded
    assert "No excuse here: lessons about medicines." in folded
    assert "  None: no wording of this claim passes.\n" in explained(replace(DRUG, suggestion="none"))


def test_explain_has_a_full_page_on_every_shipped_rule(shipped: Knowledge) -> None:
    for rule in shipped.pack.rules:
        text = page(rule, uncoloured, shipped.pack.markets)
        for title in ("Why it matters", "What to do", "What passes", "What does not"):
            assert f"\n{title}" in text, rule.id
        assert all(reference.title in " ".join(text.split()) for reference in rule.references), rule.id
        assert not re.search(r"\{\w+\}|\[\[|\]\]|, line …|\(line", text.partition("\nWhat passes")[0]), rule.id
        wide = [line for line in text.splitlines() if len(line) > 92 and " " in line.strip(" ✗✓")]
        assert wide == [], rule.id
