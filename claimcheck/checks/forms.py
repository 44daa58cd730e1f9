"""Forms: the places where words look like two spellings of one term, whatever the term is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from claimcheck.claims.page import Page
from claimcheck.draft import normalise


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """One place of a term: the form it is written in, and the ending this place adds to it."""

    start: int
    end: int
    form: str
    ending: str = ""


# The forms of one term, the preferred first, each with its places.
Group = dict[str, list[Use]]

_BEFORE, _AFTER = r"(?<![\w'])(?<!\w-)", r"(?!\w|-\w|'\w)"
_COMPOUND = re.compile(rf"{_BEFORE}[a-z]+(?:-[a-z]{{2,}})+{_AFTER}")
_CAMEL = re.compile(r"(?<!\w)[A-Za-z]*[a-z][A-Z][A-Za-z]*(?!\w)")
_CODED = re.compile(rf"{_BEFORE}[a-z]{{3,}}\d{{1,2}}{_AFTER}")
_ADDRESS = re.compile(r"@|://|www\.|^\W*#|\w\.[a-z]{2,}(?:/|$)|\\")
_FOLLOWING = re.compile(r" ([a-z]{3,})")
_ADVERBIAL = re.compile(r"\b(?:in|over|for|at|on|to|from|by|during) (?:the |a )?$")
_WORD_START = re.compile(r"\b[a-z]")
_WORD = re.compile(r"[A-Za-z]+")
_LEAST = 5  # letters of a term worth comparing
_MOST = 1000  # compounds that are looked at: no draft has more, a list of words may
_LONGEST = 200  # characters of an address, at most, on either side of a word in it
# Words after which a compound stands alone ("the effect is long lasting and natural"), where it needs no hyphen.
_FUNCTION_WORDS = frozenset(
    "and but for with from than that which when while where after before because are was were can may will has have "
    "the your our their this these those you they not into over via per".split()
)


def shape(text: str, start: int, end: int) -> str:
    """`text[start:end]` with plain dashes and apostrophes and single spaces, capitals kept."""
    letters = zip(text[start:end], normalise(text[start:end]), strict=True)
    return " ".join("".join(char if char.isalnum() else plain for char, plain in letters).split())


def in_address(norm: str, start: int, end: int) -> bool:
    """Whether `norm[start:end]` is part of an address, a path, a handle or a hashtag."""
    before, after = norm[max(start - _LONGEST, 0) : start], norm[end : end + _LONGEST]
    return bool(_ADDRESS.search(f"{before.split(' ')[-1]}{norm[start:end]}{after.split(' ')[0]}".rstrip(".,;:!?)\"'")))


def by_look(data: Mapping[str, Any], page: Page) -> list[Group]:
    """The terms that stand in two forms of the kinds that the rule's `forms` names: joined, spaced, capitals."""
    merged: dict[str, Group] = {}
    for group in _look(data.get("forms", ()), data.get("prefixes", ()), page):
        key = re.sub(r"[\s-]", "", next(iter(group)).lower())
        known = merged.setdefault(key, {})
        for form, uses in group.items():
            known.setdefault(form, uses)
    return list(merged.values())


def _look(kinds: Sequence[str], prefixes: Sequence[str], page: Page) -> Iterator[Group]:
    norm = page.draft.norm
    if "capitals" in kinds:
        for word in _capitalised_differently(page.draft.text):
            group = settle_capitals(page, _uses(page, word))
            if len(group.get(word, ())) * 2 >= sum(map(len, group.values())):
                group.pop(word, None)  # a common word, and a name made of it
            if len(group) > 1:
                yield dict(sorted(group.items(), key=lambda item: not _CAMEL.fullmatch(item[0])))
    # Everything below looks at each distinct word once; searching the whole text instead takes six times as long.
    words = dict.fromkeys(norm.split())
    marked = " ".join(word for word in words if not word.isalpha())
    compounds = dict.fromkeys(_COMPOUND.findall(marked))
    for compound in islice(compounds, _MOST):
        joined = compound.replace("-", "")
        if "joined" in kinds and joined.removesuffix("s") in norm:
            yield from _pair(page, compound, joined)
        if "spaced" in kinds and " ".join(compound.split("-")[:2]) in norm:
            yield from _before_one_noun(page, compound, compound.replace("-", " "))
    if "spaced" not in kinds:
        return
    for code in dict.fromkeys(_CODED.findall(marked)):
        yield from _pair(page, code, re.sub(r"(?=\d)", " ", code, count=1))
    if page.vocabulary.isdisjoint(prefixes):
        return
    for spaced in dict.fromkeys(_prefixed(tuple(prefixes)).findall(norm)):
        yield from _pair(page, spaced.replace(" ", "-"), spaced)
        yield from _pair(page, spaced.replace(" ", ""), spaced)


def _capitalised_differently(text: str) -> list[str]:
    """The words, in lower case, that have a capital inside at one place and are written otherwise at another."""
    mixed = (word for word in dict.fromkeys(text.split()) if not word.islower() and not word.istitle())
    names = dict.fromkeys(word.lower() for word in _CAMEL.findall(" ".join(mixed)))
    written: dict[str, set[str]] = {name: set() for name in names}
    for word in set(_WORD.findall(text)) if names else ():
        for name in (word.lower(), word.lower().removesuffix("s")):
            if name in written:
                written[name].add(word.removesuffix("s"))
    return [name for name, forms in written.items() if len(forms) > 1]


@cache
def _prefixed(prefixes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}(?:{'|'.join(map(re.escape, prefixes))}) [a-z]{{4,}}{_AFTER}")


def _pair(page: Page, first: str, second: str) -> Iterator[Group]:
    """The group of two forms where the draft has both, in the singular or the plural."""
    for ending in ("", "s"):
        one, other = first.removesuffix(ending), second.removesuffix(ending)
        if len(other) >= _LEAST and (others := _uses(page, other)) and (uses := _uses(page, one)):
            yield {one: uses, other: others}
            return


def _before_one_noun(page: Page, compound: str, spaced: str) -> Iterator[Group]:
    """A compound that stands with and without its hyphen before the same noun: only there are the two alike."""
    if spaced not in page.draft.norm:
        return
    hyphened, apart = _followed(page, compound), _followed(page, spaced)
    alike = [use for noun, uses in apart.items() if noun in hyphened for use in uses]
    if alike:
        yield {compound: _uses(page, compound), spaced: alike}


def _followed(page: Page, words: str) -> dict[str, list[Use]]:
    """The places of `words` by the noun they stand before."""
    norm, found = page.draft.norm, defaultdict(list)
    for use in _uses(page, words):
        following = _FOLLOWING.match(norm, use.end)
        if not following or use.ending or following[1] in _FUNCTION_WORDS:
            continue
        if not _ADVERBIAL.search(norm[max(use.start - 20, 0) : use.start]):
            found[following[1].removesuffix("s")].append(use)
    return found


def _uses(page: Page, word: str) -> list[Use]:
    """Every place of `word` (lower case), alone or in the plural or possessive."""
    norm, text = page.draft.norm, page.draft.text
    if word not in norm:
        return []
    found = []
    for match in re.finditer(rf"{_BEFORE}{re.escape(word)}(s|'s)?{_AFTER}", norm):
        if not in_address(norm, match.start(), match.end()):
            ending = match[1] or ""
            written = shape(text, match.start(), match.end() - len(ending))
            found.append(Use(match.start(), match.end(), written, ending))
    return found


def settle_capitals(page: Page, uses: Iterable[Use]) -> Group:
    """The uses of one word by the capitals it is written with.

    A capital that the place asks for (a heading, the start of a sentence, all capitals) says nothing: such a use
    counts with the form it may stand for, where there is one.
    """
    group: Group = {}
    titled, shouted = [], []
    for use in uses:
        if use.form.isupper():
            shouted.append(use)
        elif use.form in _capitalised(use.form.lower()) and _wants_capital(page, use.start):
            titled.append(use)
        else:
            group.setdefault(use.form, []).append(use)
    for use in titled:
        options = [form for form in group if use.form == form or use.form in _capitalised(form)]
        form = max(options, key=lambda form: len(group[form]), default=use.form)
        group.setdefault(form, []).append(use)
    for use in shouted:
        form = max(group, key=lambda form: len(group[form]), default=use.form)
        group.setdefault(form, []).append(use)
    return {form: sorted(places) for form, places in group.items()}


def _capitalised(form: str) -> tuple[str, str]:
    """`form` as at the start of a sentence, and as in a title."""
    return form[:1].upper() + form[1:], _WORD_START.sub(lambda letter: letter[0].upper(), form)


def _wants_capital(page: Page, start: int) -> bool:
    """Whether the word at `start` has a capital for standing in a title or at the start of a sentence."""
    sentence = page.sentences[page.sentence_at(start)]
    if page.draft.blocks[sentence.block].kind in ("heading", "meta", "cell"):
        return True
    return not page.draft.norm[sentence.start : start].strip(" \"'([*_")
