"""Directives: the comments in a draft that hide findings, and which stretch of the draft each one covers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from claimcheck.draft import Draft

NEXT_LINE, LINE, FILE, OPEN, CLOSE = "disable-next-line", "disable-line", "disable-file", "disable", "enable"
VERBS = (NEXT_LINE, LINE, FILE, OPEN, CLOSE)
UNREADABLE, UNCLOSED = "unreadable", "unclosed"

_DIRECTIVE = re.compile(r"\s*(claimcheck-((?:\w|-(?!-))*)(.*?))\s*\Z", re.DOTALL)
_TOKEN = re.compile(r"[\s,]*(?:\"([^\"]*)\"|“([^”]*)”|(--+|[—–])\s*(.*)|([^\s,\"“]+)|[\s\"“]+)", re.DOTALL)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_MARKS = " \t\r<!->{}/*#"  # what is left of a line that holds nothing but directives
_PLAIN = ("", ".txt", ".text")  # in plain text nothing is a comment


@dataclass(frozen=True, slots=True)
class Directive:
    """One comment: what it does, for which rules (none for all) and words (none for any), and why.

    `start` and `end` are the source offsets of its words, without the marks of the comment.
    """

    verb: str
    rules: tuple[str, ...]
    words: tuple[str, ...]
    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the source in which a directive hides the findings of one rule or pattern ("" for all)."""

    directive: Directive
    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A directive that is wrong, how, and what about it."""

    kind: str
    directive: Directive
    about: str = ""


def directives(draft: Draft) -> list[Directive]:
    """The directives of `draft` in order. Where its format does not tell comments, <!-- and --> do."""
    comments: Iterable[tuple[int, int]] = sorted(draft.comments or ())
    if draft.comments is None and "claimcheck-" in draft.source and PurePath(draft.path).suffix.lower() not in _PLAIN:
        comments = (found.span(1) for found in _COMMENT.finditer(draft.source))
    return [made for start, end in comments if (made := _directive(draft.source, start, end))]


def _directive(source: str, start: int, end: int) -> Directive | None:
    """The directive in the comment whose text stands at `source[start:end]`, if there is one."""
    found = _DIRECTIVE.match(source, start, end)
    if not found:
        return None
    rules, words, reason = [], [], ""
    for token in _TOKEN.finditer(found[3]):
        if token[3]:
            reason = " ".join(token[4].split())
            break
        if token[5]:
            rules.append(token[5])
        elif quoted := " ".join((token[1] or token[2] or "").split()):
            words.append(quoted)
    return Directive(found[2], tuple(rules), tuple(words), reason, *found.span(1))


def regions(draft: Draft, given: Sequence[Directive]) -> tuple[list[Region], list[Fault]]:
    """What `given` directives cover, and those of them that are malformed or left open."""
    found: list[Region] = []
    faults: list[Fault] = []
    pending: list[Region] = []
    for directive in given:
        if directive.verb not in VERBS:
            faults.append(Fault(UNREADABLE, directive, f"“claimcheck-{directive.verb}” is none of its commands"))
        elif directive.verb == CLOSE:
            closed = [each for each in pending if not directive.rules or each.rule in directive.rules]
            found += (replace(each, end=directive.start) for each in closed)
            pending = [each for each in pending if each not in closed]
            faults += (Fault(UNCLOSED, directive, f"no block {what} is open") for what in _unopened(directive, closed))
        else:
            first, last = _stretch(draft.source, directive, given)
            made = [Region(directive, rule, first, last) for rule in directive.rules or ("",)]
            (pending if directive.verb == OPEN else found).extend(made)
    for directive in dict.fromkeys(each.directive for each in pending):
        faults.append(Fault(UNCLOSED, directive, "the block that it opens is never closed"))
    return found + pending, faults


def _unopened(directive: Directive, closed: Iterable[Region]) -> Iterator[str]:
    """What an `enable` would close that is not open."""
    names = {each.rule for each in closed}
    if not directive.rules and not names:
        yield "before it"
    for rule in directive.rules:
        if rule not in names:
            yield f"for {rule}"


def _stretch(source: str, directive: Directive, given: Sequence[Directive]) -> tuple[int, int]:
    """The source offsets that `directive` covers."""
    if directive.verb in (OPEN, FILE):
        return directive.end, len(source)
    first = source.rfind("\n", 0, directive.start) + 1
    last = _line_end(source, directive.end)
    if directive.verb == LINE:
        return first, last
    while last < len(source):  # blank lines and lines of other directives are passed over
        first, last = last + 1, _line_end(source, last + 1)
        line = source[first:last].strip()
        for each in given:
            if first <= each.start and each.end <= last:
                line = line.replace(source[each.start : each.end], "")
        if line.strip(_MARKS):
            break
    return first, last


def _line_end(source: str, at: int) -> int:
    end = source.find("\n", at)
    return len(source) if end < 0 else end
