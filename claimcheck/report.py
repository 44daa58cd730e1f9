"""Report: the outcome of one run, which every reporter renders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from claimcheck.findings import Finding
from claimcheck.rulepack import Rule

GENERATOR = '<meta name="generator" content="claimcheck">'
HEADLINE = "**claimcheck:**"


def is_report(text: str) -> bool:
    """Whether `text` is a report that this program wrote as a page or as Markdown, and so no draft."""
    return text.startswith(HEADLINE) or GENERATOR in text[:1000]


@dataclass(frozen=True, slots=True)
class FileStatus:
    """What became of one path: status is checked, skipped or failed; the last two have a reason.

    `product_type` is what the draft was taken to advertise, `inferred` whether that was told from its words; "" where
    no rule asked.
    """

    path: str
    status: str
    reason: str = ""
    product_type: str = ""
    inferred: bool = False


@dataclass(frozen=True)
class Report:
    """Files in order, findings in order, the rules that ran, and the sources of files with findings (for excerpts).

    `suppressed` are findings that a comment, the configuration or the baseline hides; `show_suppressed` says whether
    reports for people list them. `as_of` is the day (YYYY-MM-DD) on which the rules were in force, `jurisdictions` are
    the markets chosen, none for all.
    """

    files: tuple[FileStatus, ...]
    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    as_of: str = ""
    jurisdictions: tuple[str, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    show_suppressed: bool = False
