"""Idle: the entries of the configuration's `suppress` that hid nothing, which a run over everything reports."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from claimcheck.checks import DIRECTIVE
from claimcheck.config import OPTION, Config, Suppress
from claimcheck.directives import Directive, Fault
from claimcheck.draft import DraftBuilder
from claimcheck.findings import Finding, with_fingerprints
from claimcheck.report import FileStatus
from claimcheck.rulebook import Rulebook
from claimcheck.suppressions import CONFIG, UNUSED, complaints

_NARROWER = ("select", "ignore", "jurisdictions", "product_type")


def is_whole(config: Config, given: Mapping[str, Any], files: Iterable[FileStatus]) -> bool:
    """Whether this run checked all drafts that the configuration is about, with all the rules that it wants."""
    narrowed = given["since"] or given["staged"] or given["as_of"]
    if narrowed or not config.suppress or any(file.status == "failed" for file in files):
        return False
    base = Path(os.path.realpath(config.base))
    everywhere = any(base.is_relative_to(os.path.realpath(path)) for path in given["paths"])
    return everywhere and all(config.origins.get(key) != OPTION for key in _NARROWER)


def idle(config: Config, files: Iterable[FileStatus], found: Iterable[Finding], whole: bool) -> list[Suppress]:
    """The entries that hid none of the findings `found`; unless `whole`, of those that hold for a draft checked."""
    used = {finding.suppression.line for finding in found if finding.suppression and finding.suppression.by == CONFIG}
    judged: Iterable[Suppress] = config.suppress
    if not whole:
        judged = {entry for file in files if file.status == "checked" for entry in config.waiving(file.path)}
    return sorted((entry for entry in judged if entry.line not in used), key=lambda entry: entry.line)


def lines(config: Config, entries: Iterable[Suppress]) -> Iterator[str]:
    """A line about each of `entries`, for a run that cannot tell whether it hides something elsewhere."""
    for entry in entries:
        yield f"claimcheck: {_file(config)}:{entry.line}: this entry of “suppress” hid nothing in the drafts checked"


def findings(config: Config, entries: Sequence[Suppress], book: Rulebook) -> tuple[list[Finding], dict[str, str]]:
    """A finding for each of `entries`, on its first line in the configuration, and the source of that file."""
    if not entries:
        return [], {}
    path = _file(config)
    source = Path(path).read_text(encoding="utf-8")
    faults = [_fault(entry, source) for entry in entries]
    rules = [rule for rule in book.profile(path).rules if rule.kind == DIRECTIVE]
    found = with_fingerprints(complaints(DraftBuilder(path, source).build(), faults, rules))
    return found, {path: source} if found else {}


def _fault(entry: Suppress, source: str) -> Fault:
    """What is wrong with `entry`, which counts as a directive that fills its line."""
    start = sum(len(line) for line in source.splitlines(keepends=True)[: entry.line - 1])
    line = source[start:].partition("\n")[0]
    start += len(line) - len(line.lstrip())
    rules = ", ".join(entry.rules) or "any rule"
    about = f"{rules} with “{entry.text}”" if entry.text else rules
    return Fault(UNUSED, Directive("suppress", entry.rules, (), entry.reason, start, start + len(line.strip())), about)


def _file(config: Config) -> str:
    """The configuration file that has `suppress`."""
    return config.origins.get("suppress", "").rpartition(":")[0]
