"""variants: one term spelled two ways in one draft, from the rule's lists and by the look of the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from claimcheck.checks.forms import Group, Use, by_look, in_address, settle_capitals, shape
from claimcheck.checks.view import View
from claimcheck.claims.page import Hit
from claimcheck.findings import Finding, Suggestion
from claimcheck.rulepack import Rule
from claimcheck.terms import WORD


def check(rule: Rule, view: View) -> Iterator[Finding]:
    """One finding for every spelling but the draft's usual one: it stands at the first of its places."""
    variants = rule.data.get("variants", ())
    texts = " ".join(view.page.vocabulary), " ".join(view.draft.norm.split())
    other = view.page.knowledge.english.get(view.draft.language, {}) if view.draft.language else {}
    groups: list[Group] = []
    taken: set[int] = set()
    numbers = [int(role.partition(".")[2]) for role in view.page.roles(rule.id) if role.startswith("variants.")]
    for number in sorted(numbers):
        if _is_mixed(variants[number], *texts) and (hits := view.hits(rule, f"variants.{number}")):
            free = (hit for hit in hits if hit.start not in taken)  # "micro-needle" also finds "micro-needling"
            groups.append(_listed(rule, view, variants[number], free))
            taken.update(use.start for uses in groups[-1].values() for use in uses)
    for found in by_look(rule.data, view.page):
        if not any(use.start in taken for uses in found.values() for use in uses):
            groups.append(found)
    for group in groups:
        if sum(map(bool, group.values())) < 2:
            continue
        kept = {form: _wanted(view, uses, view.hits(rule, "unless")) for form, uses in group.items()}
        kept = {form: uses for form, uses in kept.items() if uses and form not in other}
        if len(kept) > 1:
            yield from _findings(rule, view, kept)


def _is_mixed(spellings: Sequence[str], words: str, norm: str) -> bool:
    """Whether the patterns of a listed term need run: where two of its spellings may stand in `norm`.

    One may be two where capitals count.
    """
    if any(not form.islower() for form in spellings):
        return True
    # Every word of the draft once is a quarter of its length: most forms need be looked for no further.
    likely = [form[:-1] for form in spellings if all(part in words for part in WORD.findall(form[:-1]))]
    return len(likely) > 1 and sum(form in norm for form in likely) > 1


def _listed(rule: Rule, view: View, spellings: Sequence[str], hits: Iterable[Hit]) -> Group:
    """The places of each spelling of a listed term; where a spelling has capitals, capitals count."""
    only = rule.data.get("only", {})
    found: dict[str, list[Use]] = {spelling: [] for spelling in spellings}
    for start, end in sorted({(hit.start, hit.end) for hit in hits}):
        written = shape(view.draft.text, start, end)
        spelling, ending = _read(written.lower(), spellings)
        if spelling is None or in_address(view.draft.norm, start, end):
            continue
        if spelling in only and not _inside(start, end, view.hits(rule, f"only.{spelling}")):
            continue
        found[spelling].append(Use(start, end, written.removesuffix(ending.lstrip("-")), ending))
    if all(spelling == spelling.lower() for spelling in spellings):
        return found
    by_lower: dict[str, list[Use]] = defaultdict(list)
    for spelling in spellings:
        by_lower[spelling.lower()] += found[spelling]
    group: Group = {spelling: [] for spelling in spellings}
    for uses in by_lower.values():
        for form, same in settle_capitals(view.page, uses).items():
            group.setdefault(form, []).extend(same)
    return group


def _read(written: str, spellings: Sequence[str]) -> tuple[str | None, str]:
    """The spelling that `written` (lower case) is a form of, and its ending ("-ing" where a letter fell)."""
    best: tuple[str | None, str] = (None, "")
    longest = 0
    for spelling in spellings:
        low = spelling.lower()
        if written.startswith(low) and len(low) > longest:
            best, longest = (spelling, written[len(low) :]), len(low)
        elif written.startswith(low[:-1]) and len(low) - 1 > longest and written[len(low) - 1 :].isalpha():
            best, longest = (spelling, f"-{written[len(low) - 1 :]}"), len(low) - 1
    return best if len(best[1]) <= 4 else (None, "")


def _wanted(view: View, uses: Iterable[Use], unless: Sequence[Hit]) -> list[Use]:
    """The places that no phrase of `unless` holds or introduces ("also spelled …"), in order."""
    norm = view.draft.norm
    return [
        use
        for use in sorted(uses)
        if not _inside(use.start, use.end, unless)
        and not any(hit.end <= use.start and not norm[hit.end : use.start].strip(" \"'(") for hit in unless)
    ]


def _inside(start: int, end: int, hits: Sequence[Hit]) -> bool:
    return any(hit.start <= start and end <= hit.end for hit in hits)


def _findings(rule: Rule, view: View, group: Mapping[str, Sequence[Use]]) -> Iterator[Finding]:
    order = list(group)
    usual = max(order, key=lambda form: (len(group[form]), -order.index(form)))
    for form in sorted(order, key=lambda form: group[form][0]):
        if form == usual:
            continue
        first, *rest = group[form]
        related = [view.place(use.start, use.end, "also spelled so") for use in rest]
        related += [view.place(use.start, use.end, "spelled otherwise") for use in group[usual]]
        fixed = _fixed(usual, first.ending, view.draft.text[first.start : first.end])
        words = {"usual": usual, "count": str(len(group[usual])), "suggestion": fixed}
        yield view.finding(rule, first.start, first.end, related, (Suggestion(fixed, "safe"),), words)


def _fixed(usual: str, ending: str, written: str) -> str:
    """The usual spelling with the ending and the capitals of the words it replaces."""
    fixed = usual[:-1] + ending[1:] if ending.startswith("-") else usual + ending
    if written.isupper():
        return fixed.upper()
    return fixed[:1].upper() + fixed[1:] if written[:1].isupper() else fixed
