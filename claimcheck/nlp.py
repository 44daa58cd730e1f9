"""spaCy: tokens, and phrases matched on them. The only module that imports it, and only when a draft needs it.

Importing spaCy costs about a second (measured), so nothing here does so before `reader` is called.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc

_RULE = re.compile(
    r"[^\w\s]{50,}"
)  # a line of signs, on which spaCy's tokenizer spends time that grows with the square


class Mention(NamedTuple):
    """A phrase found on tokens: its label and token range, end exclusive. (A draft has hundreds: a tuple is cheap.)"""

    label: str
    start: int
    end: int


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text as offsets, with the phrases found on them in order."""

    starts: Sequence[int]
    ends: Sequence[int]
    mentions: Sequence[Mention]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The token range (end exclusive) that covers the characters `[start, end)`."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)


def load_spacy() -> None:
    """Import spaCy without the command line it brings along, unless it is imported already.

    `spacy.cli` (typer, weasel, requests) takes two fifths of spaCy's import time (0.22 of 0.58 s, measured), and
    `import spacy` needs of it only the function `info`. A placeholder stands in while spaCy is imported and goes
    afterwards, so that `import spacy.cli` works as ever. If spaCy needs more of it one day, it gets the real one.
    """
    if "spacy" in sys.modules:
        return
    names = ("spacy.cli", "spacy.cli.info")
    for name in names:
        sys.modules[name] = ModuleType(name)
    sys.modules["spacy.cli.info"].__dict__["info"] = _spacy_info
    try:
        import spacy  # noqa: F401
    except ImportError:
        for name in [name for name in sys.modules if name.split(".")[0] == "spacy"]:
            del sys.modules[name]
    for name in names:
        sys.modules.pop(name, None)


def _spacy_info(*args: Any, **options: Any) -> Any:
    """What `spacy.info` does, imported when somebody asks."""
    from spacy.cli.info import info

    return info(*args, **options)


def tokenizer() -> Tokenizer:
    """spaCy's English tokenizer, and nothing else of its English pipeline (which takes 50 ms longer to build).

    The special cases for white space make spaCy 3.8 forget its token cache after the first one in a text
    (6 to 29 times slower, measured); without them the tokens are the same.
    """
    load_spacy()
    from spacy.lang.en import EnglishDefaults as English
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
    from spacy.vocab import Vocab

    return Tokenizer(
        Vocab(),
        rules={key: value for key, value in English.tokenizer_exceptions.items() if not key.isspace()},
        prefix_search=compile_prefix_regex(English.prefixes or ()).search,
        suffix_search=compile_suffix_regex(English.suffixes or ()).search,
        infix_finditer=compile_infix_regex(English.infixes).finditer,
        token_match=English.token_match,
        url_match=English.url_match,
    )


def reader(phrases: Iterable[tuple[str, Iterable[str]]]) -> Callable[[str], Tokens]:
    """A function from normalised text to Tokens that finds `phrases`: pairs of a label and its wordings."""
    load_spacy()
    from spacy.attrs import LENGTH, SPACY
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

    tokens_of = tokenizer()
    matcher = PhraseMatcher(tokens_of.vocab, attr="ORTH")
    for label, wordings in phrases:
        docs = [tokens_of(words) for words in dict.fromkeys(wordings)]
        # "n't" alone would be split; inside a sentence it is a token of its own.
        docs += [Doc(tokens_of.vocab, words=[words]) for words in wordings if words == "n't"]
        matcher.add(label, docs)
    strings = tokens_of.vocab.strings

    def read(norm: str) -> Tokens:
        doc = tokens_of(_RULE.sub(lambda found: " " * len(found[0]), norm))
        lengths, spaces = doc.to_array([LENGTH, SPACY]).T.astype(int)
        ends = (lengths + spaces).cumsum() - spaces
        found = [Mention(strings[label], start, end) for label, start, end in matcher(doc)]
        # Left to right, longer before shorter, pseudo-cues before the cues they look like.
        found.sort(key=lambda mention: (mention.start, -mention.end, mention.label[0] != "p", mention.label))
        starts, ends = (ends - lengths).tolist(), ends.tolist()
        return Tokens(starts, ends, found)

    return read


def spellings(name: str) -> list[str]:
    """The ways a lexicon name is written on a page: with hyphen, space or nothing, singular and plural."""
    joints = ["-", " ", ""] if re.search(r"\w-\w", name) else [None]
    forms = [name if joint is None else re.sub(r"(?<=\w)-(?=\w)", joint, name) for joint in joints]
    if " " in name and "-" not in name and len(name.split()) == 2:
        forms.append(name.replace(" ", "-"))
    plurals = []
    for form in forms:
        if not form.endswith("s"):
            plurals.append(_plural(form))
    return [*forms, *plurals]


def _plural(noun: str) -> str:
    """The regular plural of a singular noun."""
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(?:x|z|ch|sh)$", noun) else "s")


def _component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The pipe behind `nlp.add_pipe("claimcheck")`: every claim of a Doc as a span of `doc.spans["claims"]`.

    The label of a span is "attribute=value", "not attribute=value" where it is denied; `span.kb_id_` names the subject.
    """
    from claimcheck import claims_in, load_rules

    del nlp, name
    pack = load_rules()

    def component(doc: Doc) -> Doc:
        spans: list[Any] = []
        for claim in claims_in(doc.text, pack):
            label = f"{'not ' if claim.polarity == 'denied' else ''}{claim.attribute}={claim.value}"
            spans.append(
                doc.char_span(claim.start, claim.end, label=label, kb_id=claim.subject, alignment_mode="expand")
            )
        doc.spans["claims"] = spans
        return doc

    return component


def __getattr__(name: str) -> Any:
    """`factory`, which spaCy's entry point asks for: registering on request keeps spaCy out of every other start."""
    if name != "factory":
        raise AttributeError(name)
    from spacy.language import Language

    return Language.factory("claimcheck", func=_component)
