"""Implied: what a draft says by its layout alone, in table cells, labelled lines and short answers to questions.

Each is written out as a sentence of a draft of its own, which the rules read like any other; what they find there
stands at the cell, the value or the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from claimcheck.claims.page import Hit, Page
from claimcheck.claims.statements import answer, answered, is_amount, labelled
from claimcheck.draft import Block, Draft
from claimcheck.scan import Sentence

_LABEL = re.compile(r"[*_]*(?P<label>[a-z][\w'/&-]*(?: [\w'/&()-]+){0,4}?)[*_]*\s*(?::|\s-)[*_]*\s+(?P<value>\S.*)")
_SPOKEN = re.compile(r"(?:q(?:uestion)?\s?\d*[:.)]|\d+[.)]|so,|and|but)\s+")
_REPLY = re.compile(r"(?:a(?:nswer)?\s?[:.)]\s+)?[\"'*_]*")
_TURN = re.compile(r"(?:but|however|although|though|that said|still|yet|on the other hand)\b")
_DENYING = re.compile(r"\b(?:no|not)\b")
_STILL_DENIED = re.compile(r"\s*(?:$|(?:during|after|afterwards|following|at|from|with|of|whatsoever)\b)")
_LABEL_WORDS = 5
_FAR = 40  # characters within which a label's colon or dash stands


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence that the draft implies: its words, the place that says so, what it is about, and the question
    (`asked`) or label that gives the place its meaning.
    """

    words: str
    start: int
    end: int
    about: tuple[int, int]
    label: tuple[int, int]
    asked: bool


@dataclass(frozen=True)
class Implied:
    """The implied sentences of one page, and a page made of them."""

    of: Page

    @cached_property
    def sayings(self) -> list[Saying]:
        """The implied sentences in the order of the text."""
        page = self.of
        found = [*_answers(page), *_labels(page), *_panels(page), *_cells(page)]
        return sorted(dict.fromkeys(found), key=lambda saying: (saying.start, saying.end, saying.words))

    @cached_property
    def page(self) -> Page:
        """A page whose blocks are the implied sentences."""
        text, blocks = "\n\n".join(saying.words for saying in self.sayings), []
        at = 0
        for saying in self.sayings:
            blocks.append(Block("paragraph", at, at + len(saying.words)))
            at += len(saying.words) + 2
        return Page(
            Draft(self.of.draft.path, text, text, tuple(blocks), ((0, 0, len(text), len(text)),)), self.of.knowledge
        )

    @cached_property
    def rules(self) -> frozenset[str]:
        """The ids of the rules that have a term which may match an implied sentence."""
        return self.page.rules if self.sayings else frozenset()

    def saying(self, hit: Hit) -> Saying:
        """The implied sentence that holds a hit of `page`."""
        return self.sayings[self.page.sentences[hit.sentence].block]

    def denies_part(self, hit: Hit) -> bool:
        """Whether a "no" may be about the words behind a hit only: "does hair grow back thicker? No"."""
        saying, norm = self.saying(hit), self.page.draft.norm
        end = self.page.sentences[hit.sentence].end
        return bool(saying.asked and _DENYING.search(saying.words)) and not _STILL_DENIED.match(norm[hit.end : end])

    @cached_property
    def _shown(self) -> dict[tuple[int, int], str]:
        text = self.of.draft.text
        return {(s.start, s.end): f"{text[slice(*s.label)]} {text[s.start : s.end]}" for s in self.sayings}

    def shown(self, start: int, end: int) -> str:
        """The words at a place as a reader takes them: with the question, the label or the head before them."""
        return " ".join(self._shown.get((start, end), self.of.draft.text[start:end]).split())


def _answers(page: Page) -> Iterator[Saying]:
    """What questions and their short answers say."""
    norm, sentences = page.draft.norm, page.sentences
    for number, asking in enumerate(sentences[:-1]):
        end = _bare_end(norm, asking)
        if norm[end - 1] != "?":
            continue
        reply = sentences[number + 1]
        if reply.block not in (asking.block, asking.block + 1):
            continue
        start = _REPLY.match(norm, reply.start).end()  # type: ignore[union-attr]  # it matches anywhere
        said = answer(norm[start : reply.end])
        if said is None or _taken_back(page, number + 1):
            continue
        place = (start, start + said.length)
        opening = _SPOKEN.match(norm, asking.start)
        first = opening.end() if opening else asking.start
        words = list(re.finditer(r"[^\s?\"*_]+", norm[first : end - 1]))
        names = page.entities_in(first, end)
        reaches = {page.tokens.starts[m.start] - first: page.tokens.ends[m.end - 1] - first for m, _ in names}

        def reach(at: int, words: Sequence[re.Match[str]] = words, reaches: dict[int, int] = reaches) -> int:
            if at >= len(words):
                return at
            stop = reaches.get(words[at].start(), 0)
            return next((n for n in range(at, len(words)) if words[n].start() >= stop), len(words))

        for line in answered([word[0].strip(",") for word in words], said, reach):
            yield Saying(line, *place, (asking.start, asking.end), (asking.start, end), True)


def _taken_back(page: Page, number: int) -> bool:
    """Whether the sentence after an answer takes some of it back."""
    after = page.sentences[number + 1 : number + 2]
    return bool(after) and _TURN.match(page.draft.norm, after[0].start) is not None


def _bare_end(norm: str, sentence: Sentence) -> int:
    """Where a sentence ends but for closing quotes and marks of emphasis."""
    end = sentence.end
    while end > sentence.start + 1 and norm[end - 1] in " \"')*_":
        end -= 1
    return end


def _labels(page: Page) -> Iterator[Saying]:
    """What lines such as "Downtime: none" say."""
    norm = page.draft.norm
    for span in page.sentences:
        if norm.find(":", span.start, span.start + _FAR) < 0 and norm.find(" - ", span.start, span.start + _FAR) < 0:
            continue
        found = _LABEL.fullmatch(norm, span.start, span.end)
        if found:
            yield from _sayings(page, found.span("label"), found.span("value"), found.span("value"))


def _panels(page: Page) -> Iterator[Saying]:
    """What a short heading and the amount below it say: "Downtime", and in the next line "2 days"."""
    draft, at = page.draft, 0
    blocks = draft.blocks
    while at + 1 < len(blocks):
        one, two = blocks[at], blocks[at + 1]
        if one.end - one.start > _FAR or one.kind == "cell" or two.kind == "cell":
            at += 1
            continue
        spans = [_first(page, block) for block in (one, two)]
        amounts = [is_amount(draft.norm[start:end]) for start, end in spans]
        if amounts == [True, False] and two.end - two.start <= _FAR:
            at += 2  # the amounts stand above their labels here
            continue
        if amounts == [False, True] and one.kind == "heading" and not draft.norm[one.start : one.end].endswith("?"):
            yield from _sayings(page, spans[0], spans[1], (one.start, one.end))
            at += 1
        at += 1


def _first(page: Page, block: Block) -> tuple[int, int]:
    """The first sentence of a block without its full stop."""
    span = page.sentences[page.sentence_at(block.start)]
    end = span.end
    while end > span.start + 1 and page.draft.norm[end - 1] in ".! ":
        end -= 1
    return span.start, end


def _cells(page: Page) -> Iterator[Saying]:
    """What table cells say under their heads: one names the attribute, the other, or the page, the subject."""
    tables: dict[int, dict[tuple[int, int], Block]] = {}
    for block in page.draft.blocks:
        if block.kind == "cell":
            tables.setdefault(block.table, {})[block.row, block.column] = block
    for cells in tables.values():
        narrow = max(column for _, column in cells) < 2
        for (row, column), cell in cells.items():
            left, top = cells.get((row, 0)), cells.get((0, column))
            if column == 0 or left is None:
                continue
            named = [head is not None and row > 0 and _names_subject(page, head) for head in (left, top)]
            if named == [False, True] or (named == [False, False] and narrow):
                head = left
            elif named == [True, False] and top is not None:
                head = top
            else:
                continue
            yield from _sayings(page, (head.start, head.end), (cell.start, cell.end), (cell.start, cell.end))


def _names_subject(page: Page, block: Block) -> bool:
    return any(entry.role == "subject" for _, entry in page.entities_in(block.start, block.end))


def _sayings(page: Page, label: tuple[int, int], value: tuple[int, int], about: tuple[int, int]) -> Iterator[Saying]:
    """What a label and a value say, at the value."""
    norm = page.draft.norm
    head, said = norm[slice(*label)].strip(" :*_-"), norm[slice(*value)]
    end = value[0] + len(said.rstrip(" .!*_"))
    if 0 < len(head.split()) <= _LABEL_WORDS and "?" not in head and "?" not in said and end > value[0]:
        for line in labelled(head, norm[value[0] : end]):
            yield Saying(line, value[0], end, about, label, False)
