"""Report: the outcome of one run, which every reporter renders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from claimcheck.findings import Finding
from claimcheck.rulepack import Rule


@dataclass(frozen=True, slots=True)
class FileStatus:
    """What became of one path: status is checked, skipped or failed; the last two have a reason."""

    path: str
    status: str
    reason: str = ""


@dataclass(frozen=True)
class Report:
    """Files in order, findings in order, the rules that ran, and the sources of files with findings (for excerpts)."""

    files: tuple[FileStatus, ...]
    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
