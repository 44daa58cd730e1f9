"""Coined: the subjects that a draft introduces itself. A lexicon never knows the newest brand.

A sentence that says what something is ("GlowPulse is a treatment that …") introduces it, and so does a title that
gives a treatment a name ("The Aurora Lift Treatment"). At the top of a draft without such a title, a sentence of this
kind only says what else the draft's own subject is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.claims.page import Page
from claimcheck.draft import Block
from claimcheck.nlp import spellings
from claimcheck.rulepack import Entry

# "The GlowPulse (2024) is one of the …": the name, and where the words that say what it is begin.
_OPENING = re.compile(
    r"(?:what (?:is|are) )?(?:the |our |an? )?(?P<name>[a-z][\w'+-]*(?: [\w'+&-]+){0,3}?)(?: \([^)]{1,40}\))?,? "
    r"(?:is|are) (?:an? |one of (?:the|our) |the |our )"
)
_MEANT = re.compile(r"(?:(?!that\b|which\b|who\b|of\b|for\b|with\b|in\b|at\b|to\b|by\b|from\b)[\w'+-]+,? ){0,4}")
_NUMBER = re.compile(r"(?:\d{1,2}[.):]? +)?")
_TOP = 3  # blocks: a title and what introduces the draft's own subject
_COMMON = re.compile(
    r"\b(?:below|above|so|now|then|here|another|it|this|that|these|those|there|here|what|which|who|why|how|we|you|they|he|she|all|each|some|one|most|many|"
    r"goal|aim|reason|result|results|answer|idea|news|key|skin|face|beauty|patients?|clients?|in|on|at|for|of|with|"
    r"after|before|and|or|but|if|as|to|first|next|last|best|new|better|not|also|question|secret|bottom|benefits?)\b"
)
_NAME = re.compile(r"(?:[\w'+&]+(?:-[\w'+&]+)* ){1,4}$")  # the words before "treatment"
_PLAIN = frozenset(
    "the a an of for our your my this these that what is are how about to and or in on with by from vs do does can "
    "you get getting know before after during every each any all most more new best top better right first next last "
    "popular common advanced effective different various other non-surgical non-invasive professional clinical "
    "medical cosmetic aesthetic beauty anti-aging anti-ageing home free signature skin face facial body hair "
    "use apply choose avoid start try wear pick add stop never always why when is "
    "meet discover buy shop".split()
)


def coined(page: Page) -> list[Entry]:
    """What the draft introduces without a lexicon's help, as entries of their own."""
    found = {entry.names[0]: entry for entry in _defined(page)}
    for entry in _titled(page):
        found.setdefault(entry.names[0], entry)
    return list(found.values())


def listed(page: Page) -> list[tuple[int, str]]:
    """The products that a list of several goes through, each by its heading's block: "2. Aurora Night Cream".

    Headings that share a word besides the product ("Why Aurora Night Cream?") are about one.
    """
    found: list[tuple[int, str]] = []
    words: list[set[str]] = []
    norm, tokens = page.draft.norm, page.tokens
    for number, block in enumerate(page.draft.blocks):
        if block.kind != "heading" or not number:
            continue
        named = page.entities_in(block.start, block.end)
        first = _NUMBER.match(norm, block.start).end()  # type: ignore[union-attr]  # it matches anywhere
        if not named or named[-1][1].product_type != "cosmetic" or tokens.ends[named[-1][0].end - 1] != block.end:
            continue
        own = norm[first : tokens.starts[named[-1][0].start]].split()
        if own and _PLAIN.isdisjoint(own) and page.draft.text[first].isupper():
            found.append((number, page.draft.text[first : block.end]))
            words.append(set(own))
    apart = all(one.isdisjoint(other) for at, one in enumerate(words) for other in words[:at])
    return found if len(found) > 1 and apart else []


def _defined(page: Page) -> Iterator[Entry]:
    """What a sentence says the nature of: "GlowPulse is a treatment that …"."""
    norm, text = page.draft.norm, page.draft.text
    title = _title(page)
    heading = norm[title.start : title.end] if title else ""
    seen = set()
    for span in page.sentences:
        match = _OPENING.match(norm, span.start, span.end)
        if not match or match["name"] in seen or _COMMON.search(match["name"]):
            continue
        entitled = match["name"] in heading
        if (span.block < _TOP or entitled) and not (entitled and _names_nothing(page, title)):
            continue  # another name of the draft's own subject
        start, end = match.span("name")
        meant = _MEANT.match(norm, match.end(), span.end)
        said = page.entities_in(match.end(), meant.end() + 1) if meant else []
        what = next((entry for _, entry in said if entry.role in ("subject", "generic")), None)
        if what is None or what.role != "generic" or page.entities_in(start, end):
            continue
        if any(char.isupper() for char in text[start:end]):
            seen.add(match["name"])
            yield Entry(text[start:end], what.type, (match["name"],), role="subject", product_type=what.product_type)


def _titled(page: Page) -> Iterator[Entry]:
    """What the title calls by a name of its own: "The Aurora Lift Treatment", if the text below calls it so too."""
    title = _title(page)
    if title is None or not _names_nothing(page, title):
        return
    norm = page.draft.norm
    for mention, what in page.entities_in(title.start, title.end):
        if what.role != "generic":
            continue
        start, end = page.tokens.starts[mention.start], page.tokens.ends[mention.end - 1]
        before = _NAME.search(norm, title.start, start)
        words = before[0].split() if before else []
        while words and words[0] in _PLAIN:
            del words[0]
        if not words or any(word in _PLAIN for word in words[1:-1]) or words[-1] in _PLAIN:
            continue
        first = start - len(" ".join(words)) - 1
        name = norm[first:end]
        short = " ".join(words)
        called = (name, short) if len(words) > 1 or "-" in short else (name,)
        names = tuple(form for name in called for form in spellings(name))
        if any(norm.find(form, title.end) >= 0 for form in names):
            yield Entry(page.draft.text[first:end], what.type, names, role="subject", product_type=what.product_type)


def _title(page: Page) -> Block | None:
    """The heading at the top of a draft."""
    return next((block for block in page.draft.blocks[:_TOP] if block.kind == "heading"), None)


def _names_nothing(page: Page, title: Block | None) -> bool:
    """Whether a title names no subject that the lexicon knows."""
    return title is not None and all(entry.role != "subject" for _, entry in page.entities_in(title.start, title.end))
