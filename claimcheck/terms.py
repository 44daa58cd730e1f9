"""Terms: how a rule author writes down words, and the pattern and prefilter each term becomes.

A term is a plain phrase or `/a regular expression/`. In a phrase

* every word also matches its regular endings ("cause": causes, caused, causing); `=word` only itself,
* any dash, apostrophe or white space matches any other, and a hyphen may be a space or nothing,
* `{a|b c}` is a choice, `{name}` a macro, a kind of lexicon entry or `{quantity}`; `{…}?` and `word?` may be missing,
* `...` stands for up to six words of the same clause.

Patterns run on normalised text (`draft.normalise`). A term is tried only on a sentence that holds one word
of every one of its `needs` (see needs.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from os.path import commonprefix
from typing import Any, cast

from claimcheck.draft import normalise
from claimcheck.needs import Need, fewest, masks_of, needs_of

# How slots look in masked text: a span becomes the letter of its kind followed by FILL.
# Letters of a script no skincare copy is written in, so that word boundaries hold around a slot.
FILL = "\ua48c"
_FIRST_MASK = 0xA000

WORD = re.compile(r"[a-zß-ɏ0-9]+(?:'[a-z]+)?")
_GAP_WORDS, _SLOT_WORDS = 12, 30  # generous: a word of a draft may be several to the prefilter ("0.5-1.5")
_GLUE = r"[\s-]+"
_GAP = r"(?:[^\s,.;:!?()]+\s+){0,6}?"
_LEFT, _RIGHT = r"(?<![\w'])(?<!\w-)", r"(?!\w|-\w|'\w)"
_TOKEN = re.compile(r"\{(?:[^{}]|\{[^{}]*\})*\}\??|\.\.\.|…|[^\s{}]+")  # a choice may hold slots: {peel|{treatment}}
_OR = re.compile(r"\|(?![^{}]*\})")
_SLOT = re.compile(r"\{([a-z][a-z-]*)\}")
_INFLECTED = re.compile(r"[a-z]{3,}")
_UNINFLECTED = re.compile(r".*(?:ed|ing|ly|less|ness|ful|ous|ive|able|[^s]s)$")
_VOWELS = "aeiou"


class TermError(ValueError):
    """A term that cannot be compiled; the message is a sentence for its author."""


Part = tuple[str, Need, int]  # of a phrase: its pattern, its need, its width in words at most


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A pattern, its needs in order with their steps (see Term), and how many words it spans at most."""

    pattern: str
    needs: list[Need]
    steps: list[int]
    width: int


@dataclass(frozen=True, slots=True)
class Term:
    """A compiled term: `pattern` source, the `needs` (each a set of word forms, one of which must occur), its slots.

    `steps` says of each need how many words it may follow the one before at most; 0 where it may stand anywhere in the
    sentence. `must` are the slots that something has to fill; the others stand in a choice, or may be missing.
    """

    source: str
    pattern: str
    needs: tuple[Need, ...]
    steps: tuple[int, ...]
    slots: tuple[str, ...] = ()
    must: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What slots may name: macros (name → phrases), masks (kind → its letter), irregular inflections.

    `expanded` keeps the macros compiled so far: most rules name the same few.
    """

    macros: Mapping[str, tuple[str, ...]]
    masks: Mapping[str, str]
    irregular: Mapping[str, tuple[str, ...]]
    expanded: dict[str, Part] = field(default_factory=dict)


def mask_letters(kinds: Iterable[str]) -> dict[str, str]:
    """One letter of its own for each kind of slot, in the order given."""
    return {kind: chr(_FIRST_MASK + at) for at, kind in enumerate(kinds)}


def inflections(word: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """`word` and the forms a phrase with it matches: plural or third person, past, present participle."""
    if word in irregular:
        return (word, *irregular[word])
    if not _INFLECTED.fullmatch(word) or _UNINFLECTED.fullmatch(word):
        return (word,)
    if word.endswith("e"):
        return (word, word + "s", word + "d", word[:-1] + "ing")
    if word.endswith("y") and word[-2] not in _VOWELS:
        return (word, word[:-1] + "ies", word[:-1] + "ied", word + "ing")
    plural = word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
    forms = [word, plural]
    doubled = word[-1] not in _VOWELS + "wxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS
    if doubled:
        forms += [word + word[-1] + "ed", word + word[-1] + "ing"]
    if not doubled or len(word) > 4:
        forms += [word + "ed", word + "ing"]
    return tuple(forms)


def compile_term(source: str, vocabulary: Vocabulary, quantity: str = "quantity") -> Term:
    """The compiled form of `source`; `quantity` is the dimension that `{quantity}` stands for.

    Raises TermError with a sentence for the author when the term is empty, names an unknown slot, is not a
    valid regular expression, or could take unbounded time.
    """
    slots: list[str] = []
    if len(source) > 1 and source.startswith("/") and source.endswith("/"):
        pattern = _SLOT.sub(lambda match: _slot(match[1], vocabulary, quantity, slots)[0], source[1:-1])
        tree = _parsed(pattern)
        found = needs_of(tree)
        needs, steps = tuple(need for need, _ in found), tuple(step for _, step in found)
        return Term(source, pattern, needs, steps, tuple(slots), _must(tree, slots, vocabulary))
    made = _phrase(normalise(source).strip(), vocabulary, quantity, slots)
    if not made.pattern:
        raise TermError("The term is empty. Write the words to look for.")
    must = _must(_parsed(made.pattern), slots, vocabulary) if slots else ()
    return Term(source, _LEFT + made.pattern + _RIGHT, tuple(made.needs), tuple(made.steps), tuple(slots), must)


def _phrase(source: str, vocabulary: Vocabulary, quantity: str, slots: list[str]) -> _Phrase:
    """A phrase without outer boundaries."""
    if source.count("{") != source.count("}"):
        raise TermError(f"“{source}” has an unbalanced brace. Write choices as {{one|two}}.")
    pattern, gap, begun, joint = "", "", False, False
    needs: list[Need] = []
    steps: list[int] = []
    width = since = 0  # words at most: of the whole phrase, and since the last needed one
    for token in _TOKEN.findall(source):
        if token in ("...", "…"):
            gap = _GAP
            width, since = width + _GAP_WORDS, since + _GAP_WORDS
            continue
        if token == "-" and begun:  # "{scar|line}-{free|remover}": joined, spaced or hyphenated
            joint = True
            continue
        if token.startswith("{"):
            part, need, words = _choice(token.rstrip("?")[1:-1], vocabulary, quantity, slots)
        else:
            part, need, words = _word(token.rstrip("?"), vocabulary)
        glue = (r"[\s-]*" if joint else _GLUE + gap) if begun else ""
        width += words
        if token.endswith("?"):
            pattern += f"(?:{glue}{part})?" if begun else f"(?:{part}{_GLUE})?"
            since += words
        else:
            pattern += glue + part
            begun = True
            if joint and needs and need:  # "scarfree" is one word: only its beginning is sure
                needs[-1] = tuple(f"{form}*" for form in needs[-1])
                since += words
            elif need:
                needs.append(need)
                steps.append(since + words if len(needs) > 1 else 0)
                since = words - 1
            else:
                since += words
        gap, joint = "", False
    return _Phrase(pattern, needs, steps, width)


def _choice(body: str, vocabulary: Vocabulary, quantity: str, slots: list[str]) -> Part:
    """The part that `{body}` is: a named slot or a choice of phrases."""
    if re.fullmatch(r"[a-z][a-z-]*", body):
        return _slot(body, vocabulary, quantity, slots)
    options = _OR.split(body)
    for name in options:
        if "-" in name and name in vocabulary.macros:
            raise TermError(f"In {{{body}}} “{name}” is a plain word. For the macro write {{{name}}} there.")
    return _options(options, vocabulary, quantity, slots)


def _options(options: Iterable[str], vocabulary: Vocabulary, quantity: str, slots: list[str]) -> Part:
    """A choice, longer options first; no need when an option has none."""
    patterns: list[str] = []
    needs: list[Sequence[Need]] = []
    width = 0
    for option in options:
        made = _phrase(option.strip(), vocabulary, quantity, slots)
        if not made.pattern:
            raise TermError("A choice has an empty option. Write {one|two}? where the words may be missing.")
        patterns.append(made.pattern)
        needs.append(made.needs)
        width = max(width, made.width)
    pattern = f"(?:{'|'.join(sorted(patterns, key=len, reverse=True))})"
    forms = (form for need in fewest(needs) for form in need) if all(needs) else ()
    return pattern, tuple(dict.fromkeys(forms)), width


def _slot(name: str, vocabulary: Vocabulary, quantity: str, slots: list[str]) -> Part:
    """A named slot; a masked kind is captured under its name the first time it stands."""
    if name in vocabulary.macros:
        made = vocabulary.expanded.get(name)
        if made is None:
            before = len(slots)
            made = _options(vocabulary.macros[name], vocabulary, quantity, slots)
            if len(slots) == before:
                vocabulary.expanded[name] = made
        return made
    kind = quantity if name == "quantity" else name
    if kind not in vocabulary.masks:
        known = sorted({*vocabulary.macros, *vocabulary.masks, "quantity"})
        raise TermError(
            f"There is no slot {{{name}}}. For the plain word write {name}, or {name}? where it may be missing. "
            f"Known slots: {', '.join(known)}."
        )
    masked = f"{vocabulary.masks[kind]}{FILL}*+"
    if kind in slots:
        return masked, (), _SLOT_WORDS
    slots.append(kind)
    return f"(?P<{kind.replace('-', '_')}>{masked})", (), _SLOT_WORDS


def _word(token: str, vocabulary: Vocabulary) -> Part:
    """One written word, perhaps hyphenated."""
    exact = token.startswith("=")
    parts = [part for part in token.removeprefix("=").split("-") if part]
    if not parts:
        raise TermError("A dash alone is no word. Write the words to look for.")
    last = (parts[-1],) if exact else inflections(parts[-1], vocabulary.irregular)
    head = "".join(re.escape(part) + r"[\s-]*" for part in parts[:-1])
    # The need is the last word a reader sees: "invasive", or "noninvasive" where the parts are joined.
    joined = ["".join(parts[at:-1]) + form for at in range(len(parts)) for form in last]
    need = [found[-1] for form in joined if (found := WORD.findall(form))]
    return head + _any_of(last), tuple(dict.fromkeys(need)), sum(len(WORD.findall(part)) for part in parts)


def _any_of(forms: Sequence[str]) -> str:
    """A pattern for one of `forms`, their common beginning written once: such patterns compile in half the time."""
    stem = commonprefix(forms)  # noqa: RUF071
    ends = sorted((re.escape(form[len(stem) :]) for form in forms), key=len, reverse=True)
    if len(ends) == 1:
        return re.escape(stem)
    return f"{re.escape(stem)}(?:{'|'.join(filter(None, ends))}){'' if ends[-1] else '?'}"


def _must(tree: Any, slots: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Those of `slots` without which the pattern cannot match."""
    letters = masks_of(tree)
    return tuple(kind for kind in slots if vocabulary.masks[kind] in letters)


def _parsed(pattern: str) -> Any:
    """The parse tree of an author's regular expression; raises TermError unless it is valid and takes bounded time."""
    from claimcheck.backtracking import can_hang  # only rules that are being loaded need it

    parser = re._parser  # type: ignore[attr-defined]  # the standard library's own reader of patterns
    try:
        tree = parser.parse(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise TermError(f"“/{pattern}/” is not a valid regular expression: {error}.") from None
    _refuse_blowup(tree, pattern, False)
    if can_hang(tree):
        raise TermError(f"“/{pattern}/” can match one text in two ways, again and again, and so hang. Make it plainer.")
    return tree


def _refuse_blowup(tree: Iterable[tuple[object, object]], pattern: str, repeated: bool) -> None:
    """Raise TermError where an unbounded repeat stands inside another: such a pattern can hang on bad luck."""
    for code, argument in tree:
        name = str(code)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, most, inner = cast("tuple[int, int, list[tuple[object, object]]]", argument)
            unbounded = str(most) == "MAXREPEAT" or most > max(least, 1000)
            if unbounded and repeated:
                raise TermError(f"“/{pattern}/” repeats a repetition, which can hang. Write it without nesting + or *.")
            _refuse_blowup(inner, pattern, repeated or unbounded)
        elif name == "BRANCH":
            for branch in argument[1]:  # type: ignore[index]
                _refuse_blowup(branch, pattern, repeated)
        elif name == "SUBPATTERN":
            _refuse_blowup(argument[-1], pattern, repeated)  # type: ignore[index]
        elif name in ("ASSERT", "ASSERT_NOT"):
            direction, inner = cast("tuple[int, Any]", argument)
            if direction < 0 and len(set(inner.getwidth())) > 1:
                raise TermError(f"“/{pattern}/” looks back over words of different length. Write one (?<!…) for each.")
            _refuse_blowup(inner, pattern, repeated)
