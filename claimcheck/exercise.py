"""Exercise: the examples of rules and of context cues, run as their tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimcheck import engine
from claimcheck.checks import DIRECTIVE
from claimcheck.claims.context import context_of
from claimcheck.claims.page import Knowledge, Page
from claimcheck.claims.subjects import Subjects
from claimcheck.draft import Draft
from claimcheck.formats import parse, text
from claimcheck.nlp import Mention
from claimcheck.rulepack import MARK, Cue, Rule
from claimcheck.schema import CONTEXTS
from claimcheck.suppressions import NO_REASON, Policy


@dataclass(frozen=True, slots=True)
class Failure:
    """One example that does not hold: the marked text, what the rule missed, and what it reported unexpectedly."""

    rule: str
    file: str
    example: str
    missed: tuple[str, ...]
    unexpected: tuple[str, ...]


def unmark(example: str) -> tuple[str, set[tuple[int, int]]]:
    """The example without its [[ ]] and the ranges that they marked."""
    plain, marks, opened, at = "", set(), 0, 0
    for match in MARK.finditer(example):
        plain += example[at : match.start()]
        at = match.end()
        if match[0] == "[[":
            opened = len(plain)
        else:
            marks.add((opened, len(plain)))
    return plain + example[at:], marks


def failures(rule: Rule, knowledge: Knowledge) -> Iterator[Failure]:
    """The examples of `rule` whose findings are not exactly the marked places."""
    alone = Knowledge(replace(knowledge.pack, rules=(rule,)))
    if "read" in knowledge.__dict__:  # lexicon and cues are the same: spaCy need not learn them again
        alone.__dict__["read"] = knowledge.read
    policy = Policy(frozenset((rule.id,)), require_reason=rule.data.get("fault") == NO_REASON)
    for example in (*rule.bad, *rule.good):
        plain, wanted = unmark(example)
        findings = engine.examine(_draft(rule, plain), alone, policy=policy).findings
        found = {(place.start, place.end) for finding in findings for place in finding.places}
        if found != wanted:
            missed = tuple(plain[start:end] for start, end in sorted(wanted - found))
            unexpected = tuple(plain[start:end] for start, end in sorted(found - wanted))
            yield Failure(rule.id, rule.file, example, missed, unexpected)


def _draft(rule: Rule, example: str) -> Draft:
    """The draft of an example: plain text, unless the rule heeds comments or front matter, which only markup has."""
    return parse("example.md" if rule.kind in (DIRECTIVE, "english", "list") else "example.txt", example)


def cue_failures(cue: Cue, knowledge: Knowledge) -> Iterator[Failure]:
    """The examples of `cue` in which a cue of its kind misses marked words, or reaches those it must leave alone."""
    for examples, wanted in ((cue.reaches, True), (cue.spares, False)):
        for example in examples:
            plain, marks = unmark(example)
            page = Page(text.parse("example.txt", plain), knowledge)
            wrong = tuple(plain[start:end] for start, end in sorted(marks) if _reaches(cue, page, start, end) != wanted)
            if wrong or not marks:
                name = f"context cue {cue.type} {cue.value}".strip()
                yield Failure(name, cue.file, example, wrong if wanted else (), () if wanted else wrong)


def _reaches(cue: Cue, page: Page, start: int, end: int) -> bool:
    """Whether a cue of the same type and value reaches the characters `[start, end)`."""
    context = context_of(page, start, end, page.sentences[page.sentence_at(start)])
    if cue.type in CONTEXTS:
        return cue.type in context.kinds
    if cue.value:
        return (cue.type, cue.value) in context.qualifiers
    return Subjects(page).roles.marked(Mention("", *page.tokens.range(start, end)), cue.type)
