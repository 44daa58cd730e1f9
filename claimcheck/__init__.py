"""claimcheck: a linter for skincare and aesthetic-treatment marketing text.

Load the rules once, then check as many texts as you like:

>>> import claimcheck
>>> rules = claimcheck.load_rules()
>>> text = "The facial is painless. The facial is painful."
>>> for finding in claimcheck.check(text, rules):
...     if finding.category == "conflict":
...         print(finding.rule, finding.severity.label, finding.location.line, finding.location.text)
consistency/pain error 1 is painful

What is in a finding stands in `claimcheck.findings.Finding`, what is in a claim in `claimcheck.claims.claim.Claim`.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.claims.claim import Claim
    from claimcheck.claims.page import Knowledge
    from claimcheck.findings import Finding

__version__ = "0.1.0"
__all__ = ["__version__", "check", "claims_in", "load_rules"]


def load_rules(*folders: Path, cache: Path | None = None) -> Knowledge:
    """The rules that come with the program, and those below `folders`.

    With `cache`, a folder, the compiled rules are kept there between runs. Raises
    `claimcheck.rulepack.RulePackError`, whose `faults` are lines `file:line: sentence`.

    >>> "consistency/pain" in {rule.id for rule in load_rules().pack.rules}
    True
    >>> load_rules(Path("no-such-folder"))
    Traceback (most recent call last):
    claimcheck.rulepack.RulePackError: no-such-folder:1: There is no such rules folder. Check the path.
    """
    from claimcheck.claims.page import Knowledge
    from claimcheck.rulepack import builtin_folder, check_data_files

    every = [builtin_folder(), *folders]
    if cache:
        from claimcheck.packcache import load_cached, load_patterns, pack_file

        path = pack_file(every, cache)
        pack = load_cached(every, cache, path)
        check_data_files(pack)
        return Knowledge(pack, load_patterns(path))
    from claimcheck.ruleload import load

    pack = load(every)
    check_data_files(pack)
    return Knowledge(pack)


def check(
    text: str,
    rules: Knowledge,
    path: str = "draft.txt",
    *,
    jurisdictions: Collection[str] = (),
    product_type: str = "",
) -> list[Finding]:
    """The findings in `text`, read in the format that the ending of `path` names, in the order of the text.

    With `jurisdictions` (us, uk, eu, ca, au), only rules of these markets and rules that hold in all; `product_type`
    (treatment, cosmetic, device or supplement) is told from the words unless given. What comments in the text hide is
    left out. Every place holds the source between its offsets:

    >>> rules = load_rules()
    >>> text = "The facial is *painless*. The facial is painful."
    >>> (finding,) = [each for each in check(text, rules, "spa.md") if each.category == "conflict"]
    >>> [text[place.start : place.end] for place in finding.places]
    ['is painful', 'painless']
    """
    from claimcheck import engine, formats

    markets = set(jurisdictions)
    held = [
        rule
        for rule in rules.ordered_rules
        if not markets or not rule.jurisdictions or not markets.isdisjoint(rule.jurisdictions)
    ]
    examined = engine.examine(formats.parse(path, text), rules, product_type, held)
    return [finding for finding in examined.findings if not finding.suppression]


def claims_in(text: str, rules: Knowledge, path: str = "draft.txt") -> list[Claim]:
    """Every claim of `text`, asserted or not, in the order of the text.

    >>> for claim in claims_in("The chemical peel is painless.", load_rules()):
    ...     print(claim.subject, claim.attribute, claim.value)
    chemical peel pain painless
    """
    from claimcheck import engine, formats

    return list(engine.claims(formats.parse(path, text), rules))
