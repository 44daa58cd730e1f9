"""Inventory: the claims of a page, read off the hits of its attribute rules."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from claimcheck.claims.claim import Claim
from claimcheck.claims.context import Context, context_of
from claimcheck.claims.implied import Implied
from claimcheck.claims.page import Hit, Page, longest
from claimcheck.claims.subjects import Subjects
from claimcheck.claims.theme import Subject
from claimcheck.draft import Block
from claimcheck.rulepack import Rule
from claimcheck.scan import Sentence

_UNSAID = frozenset(("question", "myth", "attributed", "comparison", "condition"))  # where a label asserts nothing
Whose = Callable[[int, int, Sentence], Subject]


def claims_of(rule: Rule, page: Page, subjects: Subjects, implied: Implied) -> list[Claim]:
    """The claims that one attribute rule finds on `page`, in the order of the text."""
    leads = [role for role in page.roles(rule.id) if role.startswith("lead_in.")]
    whose = partial(subjects.of, about=rule.data.get("about", ()))
    found = list(_stated(rule, page, whose, _stating(rule, page)))
    found += _listed(rule, page, subjects, page.hits(rule.id, *leads))
    for claim, label in _implied(rule, subjects, implied, found):
        found = [other for other in found if not label[0] <= other.start < other.end <= label[1]]  # "painful: no"
        found.append(claim)
    return sorted(dict.fromkeys(found), key=lambda claim: (claim.start, claim.end, claim.value))


def _stating(rule: Rule, page: Page) -> list[Hit]:
    """The hits of the terms that state a value, without figures that are too small or too large to be meant."""
    hits = page.unshielded(rule.id, *(role for role in page.roles(rule.id) if role.startswith("values.")))
    least, most = (rule.data.get("quantity", {}).get(bound) for bound in ("least", "most"))
    return [hit for hit in hits if hit.quantity is None or hit.quantity.within(least or 0, most or math.inf)]


def _implied(
    rule: Rule, subjects: Subjects, implied: Implied, said: Sequence[Claim]
) -> Iterable[tuple[Claim, tuple[int, int]]]:
    """The claims of implied sentences, one for each place and value, with the label that gives the place its meaning.

    What a place says itself goes first.
    """
    if rule.id not in implied.rules:
        return ()
    page, made = implied.of, []
    for hit in _stating(rule, implied.page):
        saying = implied.saying(hit)
        around = context_of(page, saying.start, saying.end, page.sentences[page.sentence_at(saying.start)]).kinds
        taken = any(claim.start < saying.end and saying.start < claim.end for claim in said)
        if taken or implied.denies_part(hit) or (around & _UNSAID and not saying.asked):
            continue
        asked = page.sentences[page.sentence_at(saying.about[0])]
        subject = subjects.of(*saying.about, asked, rule.data.get("about", ()))
        for claim in _stated(rule, implied.page, partial(_given, subject), [hit]):
            made.append((replace(claim, start=saying.start, end=saying.end), saying.label))
    return {(claim.start, claim.value): (claim, label) for claim, label in reversed(made)}.values()


def _given(subject: Subject, start: int, end: int, sentence: Sentence) -> Subject:
    """A subject that is known already."""
    del start, end, sentence
    return subject


def _stated(rule: Rule, page: Page, whose: Whose, hits: list[Hit]) -> Iterator[Claim]:
    """The claims of sentences: one a hit, or one a topic where the rule is about something besides its subject."""
    for hit in hits:
        sentence = page.sentences[hit.sentence]
        context = context_of(page, hit.start, hit.end, sentence)
        subject = whose(hit.start, hit.end, sentence)
        kinds = rule.data.get("same")
        if not kinds:
            yield _claim(rule, hit, context, subject, hit.start, hit.end, "")
            continue
        first = min((start for kind, start, _ in hit.slots if kind in kinds), default=hit.end)
        for topic, start, end in _coordinated(page, first, sentence.end, kinds):
            yield _claim(rule, hit, context, subject, start, end, topic)


def _listed(rule: Rule, page: Page, subjects: Subjects, hits: list[Hit]) -> Iterator[Claim]:
    """The claims of list items under a lead-in ("Avoid it if you have:"); a heading leads in even as a question.

    Where the items are no topics of the rule, the lead-in claims the value itself, if a list follows.
    """
    kinds = rule.data.get("same")
    for hit in longest(hits):
        sentence = page.sentences[hit.sentence]
        context = context_of(page, hit.start, hit.end, sentence)
        context = Context(context.kinds - {"question", "condition"}, context.qualifiers, context.outright)
        subject = subjects.of(hit.start, hit.end, sentence, rule.data.get("about", ()))
        items = list(list_items(page, hit))
        if items and not kinds:
            yield _claim(rule, hit, context, subject, hit.start, hit.end, "")
        for block in items:
            for topic, start, end in _topics(page, block.start, block.end, kinds or ()):
                yield _claim(rule, hit, context, subject, start, end, topic)


def list_items(page: Page, hit: Hit) -> Iterator[Block]:
    """The list items that directly follow the block of `hit`, where the hit stands in that block's last sentence."""
    blocks, sentence = page.draft.blocks, page.sentences[hit.sentence]
    if sentence.end < blocks[sentence.block].end:
        return
    for block in blocks[sentence.block + 1 :]:
        if block.kind != "item":
            return
        yield block


def _topics(page: Page, start: int, end: int, kinds: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    for mention, entry in page.entities_in(start, end):
        if entry.type in kinds:
            yield entry.id, page.tokens.starts[mention.start], page.tokens.ends[mention.end - 1]


def _coordinated(page: Page, start: int, end: int, kinds: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """The topics of one list, "scars, acne and other marks": each at most three words behind the one before."""
    reach = start
    for topic, first, last in _topics(page, start, end, kinds):
        between = page.draft.norm[reach:first]
        if reach > start and (len(between.split()) > 4 or any(mark in between for mark in ".;:(")):
            return
        yield topic, first, last
        reach = last


def _claim(rule: Rule, hit: Hit, context: Context, subject: Subject, start: int, end: int, topic: str) -> Claim:
    """The claim of a hit; where its value is denied outright and has an opposite, the claim is the opposite."""
    value = hit.role.partition(".")[2]
    polarity = "denied" if "denied" in context.kinds else "affirmed"
    opposite = rule.data.get("opposite", {}).get(value)
    if polarity == "denied" and opposite and context.outright:
        value, polarity = opposite, "affirmed"
    return Claim(
        rule.id, rule.data["attribute"], value, subject.id, subject.foreign, polarity, context.modality,
        context.qualifiers, topic, hit.quantity, start, end,
    )  # fmt: skip
