"""Term rows: the compiled terms of a pack, and how the words of a draft lead to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from claimcheck.needs import Need
from claimcheck.rulepack import NEAR, Lookup, TermRow
from claimcheck.terms import Term, Vocabulary

_SUPPORT = re.compile(
    r"(?:(?:values_of\.)?shield|unless|needs|linked|items|only\..*|pairs\.\d+\.(?:unless|wrong))$"
)  # roles
_SWIFT = re.compile(r"\[[^\w\s\\^\]]+\]|\\[^\w\s]|[^\w\s\\()\[.^$]")
_COMMON = 0.2  # how often a word such as "the" is met, next to 0.0039 for a word of four letters


def indexed(terms: Iterable[tuple[str, str, Term]], vocabulary: Vocabulary) -> dict[str, Any]:
    """The rows of a pack and the needs they share, from (rule id, role, term).

    Nobody counted how often words are met. Words without endings ("the", "with", "every") are the commonest, then short
    words, then words that many terms need.
    """
    terms = list(terms)
    common = {word for word, endings in vocabulary.irregular.items() if not endings and len(word) < 6}
    uses = Counter(form for _, _, term in terms for need in term.needs for form in need)
    numbers: dict[Need, int] = {}
    costs: list[float] = []
    rows: list[TermRow] = []
    for rule_id, role, term in terms:
        for need in term.needs:
            if need not in numbers:
                numbers[need] = len(numbers)
                costs.append(sum(_COMMON if f in common else len(f) ** -4.0 + uses[f] * 1e-4 for f in need))
        needs = tuple(numbers[need] for need in term.needs)
        swift = not term.slots and _SWIFT.match(term.pattern) is not None
        keys = (-1, None, 0) if swift or not needs else _looked_up_by(needs, term.steps, costs)
        rows.append(
            TermRow(
                rule_id,
                role,
                term.source,
                term.pattern,
                term.slots,
                needs,
                term.steps,
                *keys,
                swift,
                term.must,
                _SUPPORT.match(role) is not None,
            )
        )
    return {"rows": rows, "needs": [" ".join(need) for need in numbers], "lookup": _lookup(rows, list(numbers))}


def _lookup(rows: Sequence[TermRow], needs: Sequence[Need]) -> Lookup:
    """How the rows are found by the words of a draft."""
    pairs: dict[tuple[int, int], list[int]] = {}
    anchored: dict[int, list[int]] = {}
    support: dict[str, dict[str, list[int]]] = {}
    for number, row in enumerate(rows):
        if row.support:
            support.setdefault(row.rule, {}).setdefault(row.role, []).append(number)
        elif row.step and row.second is not None:
            pairs.setdefault((row.anchor, row.second), []).append(number)
        elif row.anchor >= 0:
            anchored.setdefault(row.anchor, []).append(number)
    return Lookup(
        begins=_by_form(needs, (first for first, _ in pairs)),
        ends=_by_form(needs, (second for _, second in pairs)),
        pairs=pairs,
        anchors=_by_form(needs, anchored),
        anchored=anchored,
        swift=[number for number, row in enumerate(rows) if row.swift and not row.support],
        loose=[number for number, row in enumerate(rows) if not row.needs and not row.swift],
        support=support,
        beginnings=sorted({form for need in needs for form in need if form.endswith("*")}),
    )


def _looked_up_by(needs: Sequence[int], steps: Sequence[int], costs: Sequence[float]) -> tuple[int, int | None, int]:
    """The two needs to look a row up by, and how close together they stand: neighbours if there are any, else the
    rarest two (the second is None where there is but one)."""
    near = [
        (costs[first] * costs[second] * step, first, second, step)
        for first, second, step in zip(needs, needs[1:], steps[1:], strict=False)
        if 0 < step <= NEAR
    ]
    if near:
        return min(near)[1:]
    first, *others = sorted(dict.fromkeys(needs), key=lambda number: (costs[number], number))
    return first, others[0] if others else None, 0


def _by_form(needs: Sequence[Sequence[str]], numbers: Iterable[int]) -> dict[str, list[int]]:
    """Which of the needs `numbers` each word is a form of."""
    found: dict[str, list[int]] = {}
    for number in sorted(set(numbers)):
        for form in needs[number]:
            found.setdefault(form, []).append(number)
    return found
