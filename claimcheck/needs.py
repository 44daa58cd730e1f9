"""Needs: the words of which one must occur wherever a pattern matches, read off the pattern's parse tree.

They are the prefilter that makes 1,600 terms affordable (600 ms a draft without it, 5 with it, measured). A need is a
set of word forms; a form that ends in "*" stands for every word that begins so. Needs may be missed, never invented.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

REPEATED = "\\1"  # the form that a word standing twice in a row meets
Item = tuple[str, Any]
Need = tuple[str, ...]

_Found = tuple[
    Need, int, int
]  # and the first and last item of its word; -1: the word may stand before or behind others

_FARTHEST = 60  # words; looking farther finds nothing that looking in the sentence does not
_SLOT_WORDS = 30  # generous: what fills a slot may be several words to the prefilter ("0.5-1.5")
_MOST_FORMS = 4000  # a choice of more words than this filters nothing
_SHORTEST = 3  # letters; a beginning shorter than this is that of too many words
_MASKS = range(0xA000, 0xA48D)  # letters that stand for slots (see terms.py): never a word of a sentence
_ZERO_WIDTH = ("ASSERT", "ASSERT_NOT", "GROUPREF_EXISTS")


def needs_of(tree: Iterable[tuple[object, Any]]) -> list[tuple[Need, int]]:
    """The needs of a pattern with their steps, given its parse tree (of the standard library's `re._parser`).

    A step says how many words the need may follow the one before at most; 0: it may stand anywhere in the sentence.
    """
    items = _items(tree)
    steps: list[tuple[Need, int]] = []
    before: int | None = None  # the item at which the last need in a row began
    found = sorted(_needs(items, True, True), key=lambda one: one[1] < 0)  # those without a place of their own last
    for need, first, last in found:
        if first < 0:
            steps.append((need, 0))
            continue
        step = 0 if before is None else max(sum(map(_separators, items[before : last + 1])), 1)
        steps.append((need, step if step <= _FARTHEST else 0))
        before = first
    return steps


def masks_of(tree: Iterable[tuple[object, Any]]) -> frozenset[str]:
    """The slot letters that every match of a pattern holds."""
    found: set[str] = set()
    todo = _items(tree)
    while todo:
        name, argument = todo.pop()
        if name == "LITERAL" and argument in _MASKS:
            found.add(chr(argument))
        elif name in ("GROUP", "AHEAD"):
            todo += argument
        elif name == "REPEAT" and argument[0]:
            todo += argument[2]
    return frozenset(found)


def _items(tree: Iterable[tuple[object, Any]]) -> list[Item]:
    """A parsed sequence without the groups' wrappers and without what looks back or forbids."""
    items: list[Item] = []
    numbers: list[int | None] = []  # of the capturing groups among the tree's items
    for code, argument in tree:
        name = str(code)
        if name == "SUBPATTERN":
            items.append(("GROUP", _items(argument[-1])))
        elif name == "BRANCH":
            items.append(("BRANCH", [_items(branch) for branch in argument[1]]))
        elif name.endswith("_REPEAT"):
            items.append(("REPEAT", (int(argument[0]), _most(argument[1]), _items(argument[2]))))
        elif name == "ASSERT" and argument[0] > 0:
            items.append(("AHEAD", _items(argument[1])))
        elif name == "GROUPREF" and _follows_its_group(items, numbers, argument):
            items.append(("REPEATED", None))
        elif name not in _ZERO_WIDTH:
            items.append((name, argument))
        numbers.append(argument[0] if name == "SUBPATTERN" else None)
    return items


def _follows_its_group(items: Sequence[Item], numbers: Sequence[int | None], group: int) -> bool:
    r"""Whether a back reference stands one space behind its group: "(\w+) \1" is a word that stands twice."""
    if len(numbers) < 2 or numbers[-2] != group or len(items) < 2 or _language(items[-1]) != {" "}:
        return False
    return items[-2][0] == "GROUP" and not any(map(_solid, items[-2][1]))


def _most(bound: object) -> int:
    return 10**9 if str(bound) == "MAXREPEAT" else int(str(bound))


def _needs(items: Sequence[Item], opened: bool, closed: bool) -> list[_Found]:
    """The needs of a sequence; `opened` and `closed` say whether a word that touches its ends is whole there."""
    found: list[_Found] = []
    words: set[str] | None = {""} if opened else None  # what the word under way can be so far; None: unknown
    begun = 0  # the item at which it began

    def flush(ended: set[str] | None, last: int) -> None:
        found.extend((need, begun, last) for need in _flush(ended))

    for at, item in enumerate(items):
        if item[0] in ("AHEAD", "REPEATED"):
            ahead = [need for need, _, _ in _needs(item[1], False, False)] if item[0] == "AHEAD" else [(REPEATED,)]
            found += [(need, -1, -1) for need in ahead]
            words = words if item[0] == "AHEAD" else None
            continue
        if _solid(item):
            flush(words, at - 1)
            words, begun = {""}, at + 1
            continue
        spelled = _language(item)
        if spelled is not None:
            if words is None and all(word.startswith(" ") for word in spelled):
                words, begun = {""}, at
            words = _joined(words, spelled)
            if words and all(" " in word.lstrip() for word in words):
                cut = [word.lstrip().rpartition(" ") for word in words]
                flush({head for head, _, _ in cut}, at)
                words, begun = {tail for _, _, tail in cut}, at
            continue
        optional = item[0] == "REPEAT" and item[1][0] == 0
        inner = [item[1]] if item[0] == "GROUP" else item[1] if item[0] == "BRANCH" else []
        if optional and words == {""} and _ends_solid(item[1][2]):
            continue  # "(?:\w+ )?pain": the word after it begins whole either way
        after = _solid_from(items, at + 1, closed)
        if optional and _begins_solid(item[1][2]) and after:
            flush(words, at - 1)
            words = None
            continue
        whole = words == {""}
        if words and ((inner and all(map(_begins_solid, inner))) or all(word.endswith(" ") for word in words)):
            flush(words, at - 1)
        if inner:
            options = [_needs(branch, whole, after) for branch in inner]
            if all(options) and not optional:
                chosen = {need: first for option in options for need, first, _ in option}
                rarest = fewest([[need for need, _, _ in option] for option in options])
                need = tuple(dict.fromkeys(form for one in rarest for form in one))
                found.append((need, at, at) if all(chosen[one] >= 0 for one in rarest) else (need, -1, -1))
        elif words and not any(word.endswith((" ", "*")) or len(word) < _SHORTEST for word in words):
            flush({f"{word}*" for word in words}, at)  # however the word goes on
        words = None
    if closed:
        flush(words, len(items) - 1)
    return found


def _separators(item: Item) -> int:
    """How many stretches between words an item can match at most: so many words farther the next one may stand."""
    name, argument = item
    if name == "LITERAL":
        return _SLOT_WORDS if argument in _MASKS else 0 if _wordlike(argument) else 1
    if name == "IN":
        return 0 if _is_word_class(item) else 1
    if name == "GROUP":
        return sum(map(_separators, argument))
    if name == "BRANCH":
        return max(sum(map(_separators, branch)) for branch in argument)
    if name == "REPEAT":
        _, most, inner = argument
        once = sum(map(_separators, inner))
        return once if once == 0 or _language(item) in ({" "}, {"", " "}) else min(most, 1000) * once
    if name in ("AT", "AHEAD"):
        return 0
    return _SLOT_WORDS if name in ("GROUPREF", "REPEATED") else 1


def _flush(words: set[str] | None) -> list[Need]:
    """The need of a finished word: of a hyphenated or spaced one its longest part, none where it may be missing."""
    if not words:
        return []
    parts = [[(part,) for part in word.split() if part.strip("*")] for word in sorted(words)]
    return [tuple(form for (form,) in fewest(parts))] if all(parts) else []


def _joined(words: set[str] | None, spelled: set[str]) -> set[str] | None:
    """Every way to go on from `words` with `spelled`; None when there are too many to help."""
    if words is None or len(words) * len(spelled) > _MOST_FORMS:
        return None
    return {
        word if word.endswith("*") and not tail.startswith(" ") else word + tail for word in words for tail in spelled
    }


def _language(item: Item) -> set[str] | None:
    """Everything a finite item can match, separators as spaces; None when that is unknown or too much."""
    name, argument = item
    if name == "LITERAL":
        return None if argument in _MASKS else {chr(argument) if _wordlike(argument) else " "}
    if name == "IN":
        return _class_language(argument) or ({"*"} if _is_word_class(item) else None)
    if name == "GROUP":
        return _sequence_language(argument)
    if name == "BRANCH":
        options = [_sequence_language(branch) for branch in argument]
        every = set().union(*(option for option in options if option is not None))
        return every if None not in options and len(every) <= _MOST_FORMS else None
    if name == "AT":
        return {" "}
    if name != "REPEAT":
        return None
    least, most, inner = argument
    if len(inner) == 1 and _is_word_class(inner[0]):
        return {"*"}
    spelled = _sequence_language(inner)
    if spelled is None:
        return None
    if spelled == {" "}:
        return {" "} if least else {"", " "}
    return spelled | {""} if (least, most) == (0, 1) else spelled if (least, most) == (1, 1) else None


def _sequence_language(items: Sequence[Item]) -> set[str] | None:
    words: set[str] | None = {""}
    for item in items:
        spelled = _language(item)
        words = None if spelled is None else _joined(words, spelled)
    return words


def _class_language(members: Sequence[tuple[object, Any]]) -> set[str] | None:
    """What a character class can match where it is short or only separates words."""
    letters: set[str] = set()
    for code, value in members:
        name = str(code)
        if name == "LITERAL" and value not in _MASKS:
            letters.add(chr(value) if _wordlike(value) else " ")
        elif name == "CATEGORY" and str(value) == "CATEGORY_SPACE":
            letters.add(" ")
        else:
            return None
    return letters


def _is_word_class(item: Item) -> bool:
    r"""Whether an item is \w or a class of letters."""
    if item[0] != "IN":
        return False
    return all(
        (str(code) == "RANGE" and chr(value[0]).isalnum())
        or (str(code) == "CATEGORY" and str(value) in ("CATEGORY_WORD", "CATEGORY_DIGIT"))
        or (str(code) == "LITERAL" and _wordlike(value))
        for code, value in item[1]
    )


def _wordlike(code: int) -> bool:
    return chr(code).isalnum() or code == ord("'")


def _solid(item: Item) -> bool:
    """Whether an item surely separates words: a boundary, white space, punctuation."""
    return item[0] == "AT" or _language(item) == {" "}


def _begins_solid(items: Sequence[Item]) -> bool:
    for name, argument in items:
        if name == "BRANCH":
            return all(map(_begins_solid, argument))
        if name == "GROUP" or (name == "REPEAT" and argument[0]):
            return _begins_solid(argument if name == "GROUP" else argument[2])
        spelled = _language((name, argument))
        if spelled is None or not spelled <= {"", " "}:
            return False
        if "" not in spelled:
            return True
    return False


def _ends_solid(items: Sequence[Item]) -> bool:
    return bool(items) and (_solid(items[-1]) or (items[-1][0] == "GROUP" and _ends_solid(items[-1][1])))


def _solid_from(items: Sequence[Item], at: int, closed: bool) -> bool:
    """Whether a word that ends before item `at` is whole."""
    while at < len(items):
        item = items[at]
        if _solid(item):
            return True
        if not (item[0] == "REPEAT" and item[1][0] == 0 and _begins_solid(item[1][2])):
            return False
        at += 1
    return closed


def fewest(options: Iterable[Sequence[Need]]) -> list[Need]:
    """One need for each of the options (none of them empty), so that few and rare words are looked for in all.

    Where one option is "last" and another "usually last", the word "usually" would only add to what is looked for.
    This is the greedy way to cover sets (Chvátal 1979), less what the later choices make needless.
    """
    every = [frozenset(option) for option in options]
    chosen = dict.fromkeys(need for option in every if len(option) == 1 for need in option)
    left = [option for option in every if option.isdisjoint(chosen)]
    while left:
        hit = Counter(need for option in left for need in option)
        best = max(hit, key=lambda need: (hit[need] / _commonness(need), need))
        chosen[best] = None
        left = [option for option in left if best not in option]
    for need in sorted(chosen, key=lambda need: (-_commonness(need), need)):
        others = chosen.keys() - {need}
        if not any(option.isdisjoint(others) for option in every):
            del chosen[need]
    return sorted(chosen)


def _commonness(need: Need) -> float:
    """About how often one of the words of a need is met: nobody counted, but short words are the common ones."""
    lengths = ((len(form.strip("*")), 4 if form.endswith("*") else 1) for form in need)
    return sum(times / length**4 for length, times in lengths)
