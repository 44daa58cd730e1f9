"""Explain: a page on one rule for the writer whose text it challenges: what, why, the law, what passes and what not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claimcheck.checks.phrase import silencing
from claimcheck.findings import Reference
from claimcheck.handbook import MARKED, Paint, kind_of, plain, wrapped
from claimcheck.reporters.visible import unarmed
from claimcheck.rulepack import NONE, Market, Rule
from claimcheck.schema import CONTEXTS

_SHOWN = 12  # of a long list of replacements
_BRACKETED = re.compile(r"\[[^\]]*\]")
_PATTERN = re.compile("/.+/", re.DOTALL)  # a term that is a regular expression
_SOLD = {"cosmetic": "cosmetics", "treatment": "treatments", "device": "devices", "supplement": "supplements"}
_SAID = {
    "denied": "denials",
    "question": "questions",
    "condition": "conditions (“if …”)",
    "hedged": "“may” and “can”",
    "attributed": "what others are said to claim",
    "myth": "myths that are named as such",
    "comparison": "comparisons",
    "diminished": "“almost” and the like",
    "appearance": "“the look of” and “-looking”",
    "temporary": "“temporarily”",
    "helped": "“helps”",
    "education": "lessons about medicines",
    "regulation": "quoted law",
    "disclaimer": "a disclaimer beside it",
}


def page(rule: Rule, paint: Paint, markets: Iterable[Market] = ()) -> str:
    """All about one rule; `markets` give the names of its markets."""
    scope = wrapped(_scope(rule, {market.code: market for market in markets}))
    sources = [line for reference in rule.references for line in _source(reference)]
    law = rule.category == "claim"
    parts = [f"{paint(rule.id, '1')}  ({kind_of(rule)})", *wrapped(plain(rule.message)), ""]
    for title, lines in (
        ("Why it matters", wrapped(plain(rule.why))),
        ("The law", [*scope, *sources] if law else []),
        ("What to do", wrapped(plain(rule.advice))),
        ("Accepted wording", [line for words in _accepted(rule) for line in wrapped(words)]),
        ("What passes", [*(line for text in rule.good for line in _example(text, "✓", paint)), *_excuses(rule)]),
        ("What does not (the words in brackets)", [line for text in rule.bad for line in _example(text, "✗", paint)]),
        ("Where and when it holds", [] if law else scope),
        ("Sources", [] if law else sources),
    ):
        if lines:
            parts += [paint(title, "1"), *lines, ""]
    if law:
        parts += ["This is no legal advice. Read the sources, and ask a lawyer where it matters.", ""]
    return unarmed("\n".join(parts[:-1])) + "\n"


def _accepted(rule: Rule) -> Iterator[str]:
    """What may be written instead; patterns are left to those who read rule files."""
    if rule.suggestion == NONE:
        yield "None: no wording of this claim passes."
    yield from (words for words in (rule.accepted, rule.data.get("reconcile", "")) if words)
    pairs = [*rule.data.get("replace", {}).items(), *rule.data.get("avoid", {}).items()]
    pairs += [(pair["wrong"], pair["right"]) for pair in rule.data.get("pairs", ())]
    pairs = [(wrong, right) for wrong, right in pairs if not _PATTERN.fullmatch(wrong)]
    yield from (f"{wrong} → {right or '(leave it out)'}" for wrong, right in pairs[:_SHOWN])
    if len(pairs) > _SHOWN:
        yield f"… and {len(pairs) - _SHOWN} more"


def _excuses(rule: Rule) -> Iterator[str]:
    """The contexts that excuse a claim, and those that a rule says do not."""
    if rule.category != "claim":
        return
    kinds = silencing(rule)
    excused = [_SAID[kind] for kind in CONTEXTS if kind in kinds]
    if excused:
        yield from wrapped(f"Also left alone: {', '.join(excused)}.")
    if refused := [_SAID[kind] for kind in rule.data.get("not_rescued_by", ())]:
        yield from wrapped(f"No excuse here: {', '.join(refused)}.")


def _scope(rule: Rule, known: dict[str, Market]) -> str:
    """Markets, products and dates."""
    markets = ", ".join(known[code].name if code in known else code.upper() for code in rule.jurisdictions)
    text = f"Markets: {markets or 'all'}."
    if rule.applies_to:
        text += f" For {', '.join(_SOLD[kind] for kind in rule.applies_to)}."
    if rule.valid_from or rule.valid_until:
        text += f" In force{f' from {rule.valid_from}' * bool(rule.valid_from)}"
        text += f"{f' until {rule.valid_until}' * bool(rule.valid_until)}."
    if read := max((known[code].read for code in rule.jurisdictions if code in known), default=""):
        text += f" Sources read up to {read}."
    return text


def _example(text: str, sign: str, paint: Paint) -> list[str]:
    """An example, every line of it indented, the marked words in brackets."""
    lines: list[str] = []
    for line in MARKED.sub(r"[\1]", text.strip()).splitlines():
        lines += wrapped(line, "    " if lines else f"  {sign} ", "    ")
    return [_BRACKETED.sub(lambda match: paint(match[0], "1;31"), line) for line in lines] if sign == "✗" else lines


def _source(reference: Reference) -> list[str]:
    title = f"{reference.title}, {reference.section}" if reference.section else reference.title
    return [*wrapped(title, rest="    "), *([f"    {reference.url}"] if reference.url else [])]
