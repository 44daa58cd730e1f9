"""claimcheck: a linter for skincare and aesthetic-treatment marketing text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.claims.claim import Claim
    from claimcheck.claims.page import Knowledge
    from claimcheck.findings import Finding

__version__ = "0.1.0"


def load_rules(*folders: Path, cache: Path | None = None) -> Knowledge:
    """The rules that come with the program, and those below `folders`.

    With `cache`, a folder, the compiled rules are kept there between runs. Raises
    `claimcheck.rulepack.RulePackError`, whose `faults` are lines `file:line: sentence`.
    """
    from claimcheck.claims.page import Knowledge
    from claimcheck.rulepack import builtin_folder, check_data_files

    every = [builtin_folder(), *folders]
    if cache:
        from claimcheck.packcache import load_cached

        pack = load_cached(every, cache)
    else:
        from claimcheck.ruleload import load

        pack = load(every)
    check_data_files(pack)
    return Knowledge(pack)


def check(text: str, rules: Knowledge, path: str = "draft.txt") -> list[Finding]:
    """The findings in `text`, read in the format that the ending of `path` names."""
    from claimcheck import engine, formats

    return engine.check(formats.parse(path, text), rules)


def claims_in(text: str, rules: Knowledge, path: str = "draft.txt") -> list[Claim]:
    """Every claim of `text`, asserted or not."""
    from claimcheck import engine, formats

    return list(engine.claims(formats.parse(path, text), rules))
