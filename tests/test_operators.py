"""Operators: every example of a cue file stands in the contexts that it names; what rules make of these contexts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from claimcheck import engine
from claimcheck.claims.context import context_of
from claimcheck.claims.page import Knowledge, Page
from claimcheck.exercise import unmark
from claimcheck.formats import text
from claimcheck.rulepack import RulePackError, builtin_folder

FILES = sorted((builtin_folder() / "lexicon").glob("*.yaml"))
EXAMPLES = [
    (example, kinds)
    for path in FILES
    for data in [yaml.safe_load(path.read_text(encoding="utf-8"))]
    if data["kind"] == "context"
    for example, kinds in data.get("examples", {}).items()
]

RULE = """
kind: phrase
message: "“{text}”"
severity: warning
terms: ["{heal|soothe|calm} ... eczema", "eczema {cream|healer}"]
examples: {bad: ["[[x]]"], good: ["y"]}
"""


@pytest.mark.parametrize(("example", "kinds"), EXAMPLES)
def test_examples_of_cues(example: str, kinds: list[str], shipped: Knowledge) -> None:
    plain, marks = unmark(example)
    ((start, end),) = marks
    page = Page(text.parse("a.txt", plain), shipped)
    context = context_of(page, start, end, page.sentences[page.sentence_at(start)])
    assert sorted(context.kinds) == sorted(kinds)


def rules_found(pack: Callable[..., Knowledge], words: str, more: str = "") -> list[str]:
    """The words that a rule with `more` keys reports."""
    knowledge = pack({"own/eczema": RULE + more})
    return [finding.location.text for finding in engine.check(text.parse("a.txt", words), knowledge)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("It calms the look of eczema.", "calms the look of eczema"),  # no rescue unless the rule says so
        ("Not a cure, but it heals eczema.", "heals eczema"),
        ("It does not heal eczema.", ""),
        ("The FDA considers “heals eczema” a drug claim.", ""),
        ("It heals eczema. Results may vary.", "heals eczema"),
        ("It heals eczema (results may vary).", "heals eczema"),
        ("“It healed my eczema,” says Ann from Leeds.", "healed my eczema"),
    ],
)
def test_what_excuses_any_claim(pack: Callable[..., Knowledge], words: str, found: str) -> None:
    assert rules_found(pack, words) == ([found] if found else [])


def test_a_rule_says_what_rescues_its_claims(pack: Callable[..., Knowledge]) -> None:
    words = (
        "It calms the look of eczema. It helps soothe eczema. A medicine that heals eczema: medicines that heal eczema."
    )
    assert rules_found(pack, words, "rescued_by: [appearance, helped]\n") == ["heals eczema"]
    assert rules_found(pack, words, "not_rescued_by: [education]\n") == [
        "calms the look of eczema", "soothe eczema", "heals eczema", "heal eczema",
    ]  # fmt: skip


def test_a_context_cannot_rescue_and_not_rescue(pack: Callable[..., Knowledge]) -> None:
    with pytest.raises(RulePackError, match="“helped” stands in both"):
        rules_found(pack, "", "rescued_by: [helped]\nnot_rescued_by: [helped]\n")


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        ("severity: error\n", "needs “confidence: high”"),
        ("severity: warning\nconfidence: low\n", "needs “severity: note”"),
    ],
)
def test_only_what_is_sure_may_block(pack: Callable[..., Knowledge], levels: str, sentence: str) -> None:
    with pytest.raises(RulePackError, match=sentence):
        pack({"own/eczema": RULE.replace("severity: warning\n", levels)})
