"""Context: how a claim is meant (denied, asked, hedged, a myth …), read from cues in its clause.

The method is ConText (Harkema, Dowling, Thornblade, Chapman 2009): trigger phrases with a direction, a scope that
ends with the clause, and pseudo-triggers. The cues are data (`rules/lexicon/context.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.claims.above import headings
from claimcheck.claims.page import Page
from claimcheck.nlp import Mention
from claimcheck.rulepack import Cue
from claimcheck.scan import Sentence
from claimcheck.schema import CONTEXTS, OPERATORS, PARTLY

_NICKNAME = 4  # words at most
_NAMING = frozenset(
    ("a", "an", "the", "this", "as", "of", "called", "dubbed", "nicknamed", "so-called", "or", "term", "word", "label")
)
_ASKING = re.compile(
    r"\W*(?:so,? |and |but )?(?:is|are|was|were|do|does|did|can|could|will|would|should|may|might|has|have|had|what|"
    r"why|how|who|which|when|where|whether|if|wondering|worried|curious|isn't|aren't|don't|doesn't|can't|won't)\b"
)
_VERB_FIRST = re.compile(r"\W*(?:is|are|do|does|can|will|should|could|would) ")
_NOUNS = re.compile(
    r"(?:(?!(?:be|not|help|with|for|on|after|of|in|to|no|your|without)\b)[\w-]+ ){0,2}"
)  # "glycolic acid"
_ASKED_OF = re.compile(r"(?:it|they|you|i|we|there|this|these|the|a|an|my|your|our|any|results|side)\b")
_TURN = re.compile(
    r"(?:\s--?|[;:,])\s+(?:(?:so|then|but|and)\s+)?(?:why|what|who|how|where|when|ready|(?:is|are|do|does|can|could|would|"
    r"will|have|has)(?:n't)? (?:it|this|you|they|there|we)\b(?!\s*\?))"
)
_ITEM = 6  # words from a list's item to the "or" behind it


@dataclass(frozen=True, slots=True)
class Context:
    """`kinds` are the contexts a claim stands in; `qualifiers` are the other cues that reach it, as (type, value).

    `outright` says whether a denial is a flat one ("not", "never"): "rarely" and "helps avoid" deny only in part.
    """

    kinds: frozenset[str]
    qualifiers: frozenset[tuple[str, str]]
    outright: bool = False

    @property
    def modality(self) -> str:
        """The one word for the inventory: the strongest context, flat where there is none."""
        order = ("question", "myth", "attributed", "comparison", "condition", "hedged")
        return next((kind for kind in order if kind in self.kinds), "flat")


def context_of(page: Page, start: int, end: int, sentence: Sentence) -> Context:
    """The context of the characters `[start, end)` of `sentence`."""
    kinds: set[str] = set()
    qualifiers: set[tuple[str, str]] = set()
    negative = close = False  # whether the term itself holds a denial, and whether one stands right before it
    outright = False
    if _asks(page, end, sentence):
        kinds.add("question")
    if _nicknamed(page.draft.norm, start, end, sentence):
        kinds.add("attributed")
    here, there = page.tokens.range(start, end)
    left, right = page.clause(start, end, sentence)
    first, last = page.tokens.range(sentence.start, sentence.end)
    block = page.draft.blocks[sentence.block]
    opening, closing = page.tokens.range(block.start, block.end)
    for mention, cue in page.cues_in(opening, closing):
        if mention.start >= last and cue.scope != "block":
            continue
        if mention.start < there and here < mention.end:
            # The term holds the cue itself: "no pain" is not a denial of "no pain", yet "lips" says where it is.
            if cue.value and cue.type not in CONTEXTS:
                qualifiers.add((cue.type, cue.value))
            if cue.type in OPERATORS:
                kinds.add(cue.type)  # "reduces the look of lines"
            negative = negative or cue.type == "denied"
            continue
        if cue.scope == "block" or (cue.scope == "sentence" and mention.start >= first):
            reaches = cue.direction != "backward" or mention.start >= there
        elif mention.start >= first:
            reaches = _reaches(page, mention, cue, (here, there), (left, right))
        else:
            reaches = False
        if reaches and cue.type in CONTEXTS:
            kinds.add(cue.type)
            close = close or (cue.type == "denied" and _takes_back(page, mention, here))
            outright = outright or (cue.type == "denied" and cue.value != PARTLY)
        elif reaches and cue.value:
            qualifiers.add((cue.type, cue.value))
    kinds |= {cue.type for cue in _headed(page, sentence)}
    if negative and not close:
        kinds.discard("denied")  # "no pain and there is no swelling" denies twice; "not free of pain" takes it back
    return Context(frozenset(kinds), frozenset(qualifiers), outright)


def _headed(page: Page, sentence: Sentence) -> Iterator[Cue]:
    """The cues of the headings above that reach a heading or the first sentence of a list item."""
    draft = page.draft
    block = draft.blocks[sentence.block]
    if block.kind == "heading" or (block.kind == "item" and sentence.start == block.start):
        for head in headings(draft, sentence.block):
            yield from (
                cue for _, cue in page.cues_in(*page.tokens.range(head.start, head.end)) if cue.scope == "section"
            )


def _takes_back(page: Page, mention: Mention, here: int) -> bool:
    """Whether a denial is one of the denial inside a term: "not free of pain", "does not treat or prevent acne"."""
    if mention.end > here:
        return False
    gap = page.words(mention.end, here)
    between = page.draft.norm[page.tokens.ends[mention.end - 1] : page.tokens.starts[here]]
    if gap and "," in between and gap[-1] not in ("or", "nor"):
        return False  # "no stitches, no scars" denies two things
    return len(gap) <= 1 or gap[-1] in ("or", "nor")


def _asks(page: Page, end: int, sentence: Sentence) -> bool:
    """Whether the sentence is a question, and not only what follows `end`: "it is painless, so why wait?"."""
    words = page.draft.norm[sentence.start : sentence.end]
    if not words.rstrip(" \"')]*_”’»").endswith("?"):
        return page.draft.blocks[sentence.block].kind == "heading" and _unmarked(page, sentence)
    turn = None if _ASKING.match(words) else _TURN.search(words, max(end - sentence.start - 1, 0))
    return turn is None


def _unmarked(page: Page, sentence: Sentence) -> bool:
    """Whether a heading asks without a question mark: "Does it hurt", "Is a peel safe"."""
    found = _VERB_FIRST.match(page.draft.norm, sentence.start, sentence.end)
    if not found or page.draft.norm[sentence.end - 1] in ".!":
        return False
    norm, first = page.draft.norm, found.end()
    named = [
        page.tokens.starts[m.start] for m, entry in page.entities_in(first, sentence.end) if entry.role != "object"
    ]
    if named and _NOUNS.fullmatch(norm, first, named[0]):
        return True
    return _ASKED_OF.match(norm, first, sentence.end) is not None


def _nicknamed(norm: str, start: int, end: int, sentence: Sentence) -> bool:
    """Whether the words stand in a short name in quotation marks: the "painless" peel, but no guest's words."""
    opened = norm.rfind('"', sentence.start, start + 1)
    closed = norm.find('"', max(end - 1, start + 1), sentence.end)
    if opened < 0 or closed < 0 or '"' in norm[opened + 1 : closed]:
        return False
    before = norm[max(opened - 20, sentence.start) : opened].split()
    return len(norm[opened:closed].split()) <= _NICKNAME and bool(before) and before[-1] in _NAMING


def _reaches(page: Page, mention: Mention, cue: Cue, span: tuple[int, int], clause: tuple[int, int]) -> bool:
    """Whether a cue with clause scope reaches the token range `span` of its clause."""
    here, there = span
    left, right = clause
    if mention.end <= here and cue.direction in ("forward", "both"):
        if mention.end < left or (mention.start < left and mention.end <= left and not _opens(mention, left)):
            return False
        gap = page.words(mention.end, here)
        if cue.reach and len(gap) > cue.reach:
            return False
        if gap and any(word in cue.until for word in (*gap[1:], *page.words(here, here + 1))):
            return False
        return "," not in gap or (cue.type == "denied" and _listed(page, mention, here, right))
    if mention.start >= there and cue.direction in ("backward", "both"):
        gap = page.words(there, mention.start)
        return mention.start < right and (not cue.reach or len(gap) <= cue.reach)
    return False


def _opens(mention: Mention, left: int) -> bool:
    """Whether the cue is itself the word that opens the clause ("if", "while")."""
    return mention.end == left


def _listed(page: Page, mention: Mention, here: int, right: int) -> bool:
    """Whether a comma after the cue only separates the items of one list: "no injections, stitches or surgery"."""
    words = page.words(mention.end, right)
    claim = here - mention.end  # where the words in question begin
    last = max(at for at, word in enumerate(words[:claim]) if word == ",")
    return any(word in ("or", "nor") for word in words[last + 1 : claim + _ITEM])
