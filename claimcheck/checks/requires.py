"""requires: a claim that needs something beside it, such as the sample behind "clinically proven"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claimcheck.checks.notes import Note, marks_of, notes_of
from claimcheck.checks.phrase import asserted_hits
from claimcheck.checks.view import View
from claimcheck.claims.page import Hit
from claimcheck.findings import Finding
from claimcheck.rulepack import Rule

_SHOWN = 60  # characters of a note in a message


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every asserted claim without what it needs within reach, or in a note that its marks lead to."""
    within = rule.data.get("within", "paragraph")
    for hit in asserted_hits(rule, view):
        if _holds(rule, view, *view.bounds(hit, within)):
            continue
        sentence = view.page.sentences[hit.sentence]
        marks = marks_of(view.draft, sentence.start, hit.start, sentence.end)
        notes = {mark: notes_of(view.draft, mark) for mark in marks}
        if not any(_holds(rule, view, note.start, note.end) for found in notes.values() for note in found):
            yield _finding(rule, view, hit, notes)


def _holds(rule: Rule, view: View, start: int, end: int) -> bool:
    """Whether what the claim needs stands between `start` and `end`: one of the words, or a link that says so."""
    if view.supporting(rule, "needs", start, end):
        return True
    links = view.draft.links
    if not links:
        return False
    first, last = view.draft.span(start, start + 1).start, view.draft.span(end - 1, end).end
    words = [view.draft.span(hit.start, hit.end) for hit in view.hits(rule, "linked")]
    return any(
        first <= left and right <= last and (bare or any(left <= word.start and word.end <= right for word in words))
        for left, right, bare in links
    )


def _finding(rule: Rule, view: View, hit: Hit, notes: dict[str, list[Note]]) -> Finding:
    """The finding, which says what became of the claim's marks."""
    found = [note for several in notes.values() for note in several[:1]]
    related = [view.place(note.start, note.end, "its note") for note in found]
    finding = view.finding(rule, hit.start, hit.end, related)
    said = [_said(view, mark, several) for mark, several in notes.items()]
    return replace(finding, message=" ".join([finding.message, *said]))


def _said(view: View, mark: str, notes: list[Note]) -> str:
    if not notes:
        return f"Its mark “{mark}” leads to no note."
    words = " ".join(view.draft.text[notes[0].start : notes[0].end].split())
    shown = words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + "…"
    return f"The note “{shown}” gives no basis for it."
