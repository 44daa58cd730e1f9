"""Masks: what is no prose in any markup (templates, addresses, formulas), hidden character for character."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from claimcheck.formats.names import is_copy_prop

OBJECT = "\ufffc"  # stands in a sentence for what is no prose: code, an address, an image, a template

Mask = tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]]
"""What has to occur at all (so that most drafts pay nothing), the pattern, and what stands in its place."""

_FORMULA = re.compile(r"\\[A-Za-z]|[\^=]|\b[A-Za-z]_|\A\$+[A-Za-z]\$+\Z")
_WORDS = re.compile(r"(?<!\\)\b[A-Za-z]{2,}[.,:]? [A-Za-z]{2,}")
ADDRESS = r"(?:[^\s<>()\[\]{}\"`|*\\”’»]++|\([^\s<>()\[\]{}\"`|*\\]*+\))++"
MAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})++"
_PARAMETER = re.compile(
    r"(?<![\w-])([A-Za-z][\w-]*+)[ \t]*+[=:][ \t]*+(?:\{[ \t]*+)?(?:\"([^\"\n]*+)\"|'([^'\n]*+)'|`([^`$\n]*+)`)"
)
_GAP = r"\n[ \t>\r]*+(?:\n|```|~~~)"
_LIQUID = r"\{%-?\s?(?:comment|highlight)\b"


def _template(opening: str, closing: str) -> re.Pattern[str]:
    """A template tag. It holds no blank line, fence or second opening: looking for its end stays linear."""
    return re.compile(rf"{opening}(?:(?!{opening}|{closing}|{_GAP})[\s\S])*+{closing}")


def hide(found: re.Match[str]) -> str:
    """As many object characters as the match is long, without the punctuation that ends a sentence."""
    kept = found[0].rstrip(".,;:!?_~'")
    return OBJECT * len(kept) + found[0][len(kept) :]


def _hide_formula(found: re.Match[str]) -> str:
    """As many object characters as a formula is long; prices, and words between them, are none."""
    formula = _FORMULA.search(found[0]) and not _WORDS.search(found[0])
    return OBJECT * len(found[0]) if formula else found[0]


TEMPLATES: tuple[Mask, ...] = (
    ("{%", re.compile(rf"{_LIQUID}(?:(?!{_LIQUID}|\{{%-?\s?end)[\s\S])*+\{{%-?\s?end[^%\n]*+%\}}"), hide),
    ("{{", _template(r"\{\{(?<!\{\{\{)(?!`)", r"\}\}\}?"), hide),
    ("{%", _template(r"\{%", r"%\}"), hide),
    ("<%", _template("<%", "%>"), hide),
    ("<?", re.compile(r"<\?(?:php\b|=)(?:(?!<\?|\?>)[\s\S])*+\?>"), hide),
    ("{#", _template(r"\{#", r"#\}"), hide),
)
ATTRIBUTE_LISTS: Mask = ("{:", re.compile(r"\{:[^{}\n]*+\}"), hide)
FORMULAS: Mask = (
    "$",
    re.compile(rf"\$(?<![\w\\$]\$)(?:\$(?:(?!{_GAP})[^`$])++\$|(?!\s)[^`$\n]++(?<![\s\\]))\$(?![\w$])"),
    _hide_formula,
)
ADDRESSES: tuple[Mask, ...] = (
    ("://", re.compile(rf"http(?<![<\w]http)s?://{ADDRESS}"), hide),
    ("www.", re.compile(rf"www\.(?<![<\w/.]www\.){ADDRESS}"), hide),
    ("@", re.compile(rf"(?<![<\w.+-]){MAIL}"), hide),
)


def parameters(source: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The places of the copy that the template tags in `source[first:last]` are given: caption="No downtime"."""
    for found in _PARAMETER.finditer(source, first, last):
        if is_copy_prop(found[1]):
            yield found.span(found.lastindex or 0)


def mask(text: str, masks: tuple[Mask, ...]) -> str:
    """`text` with what `masks` match replaced by as many object characters."""
    for hint, pattern, replacement in masks:
        if hint in text:
            text = pattern.sub(replacement, text)
    return text
