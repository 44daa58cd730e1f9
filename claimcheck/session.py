"""Session: what a command needs before it starts (configuration, rules, targets) and has to say when it is done."""

from __future__ import annotations

import datetime
import difflib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimcheck import config, load_rules, packcache
from claimcheck.checks.house import house_rule
from claimcheck.claims.page import Knowledge
from claimcheck.config import Config
from claimcheck.files import STDIN
from claimcheck.findings import Finding
from claimcheck.report import FileStatus
from claimcheck.rulebook import Rulebook
from claimcheck.rulepack import Cue, Rule, RulePackError, builtin_folder, matches
from claimcheck.run import Outcome

if TYPE_CHECKING:
    from claimcheck.cache import Results


class Fault(click.ClickException):
    """Something that ends the run with exit code 2; each argument is a line to say."""

    exit_code = 2

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def configuration(given: Mapping[str, Any]) -> Config:
    """The configuration file, with the options of the command line over it."""
    try:
        found = config.load(given["config_file"]) if given["config_file"] else config.find(Path.cwd())
    except config.ConfigError as error:
        raise Fault(*error.faults) from None
    except OSError:  # the working folder is gone
        found = Config()
    return found.override(given)


def every_rule(folders: Iterable[Path], given: Mapping[str, Any]) -> Knowledge:
    """The rules that come with the program and those of `folders`."""
    try:
        return load_rules(*dict.fromkeys(folders), cache=_cache(given))
    except RulePackError as error:
        raise Fault(*error.faults) from None


def results(settings: Config, given: Mapping[str, Any]) -> Results | None:
    """What earlier runs with the same program and rules found; None where nothing is to be kept."""
    from claimcheck.cache import results

    folder = _cache(given)
    return results(folder, (builtin_folder(), *settings.rules)) if folder else None


def keep_patterns(book: Rulebook, given: Mapping[str, Any]) -> None:
    """Keep what the run compiled for the next one, where anything is to be kept."""
    folder, patterns = _cache(given), book.knowledge.patterns
    if folder and patterns.made:
        folders = (builtin_folder(), *dict.fromkeys(book.config.rules))
        packcache.keep_patterns(patterns, packcache.pack_file(folders, folder))


def _cache(given: Mapping[str, Any]) -> Path | None:
    try:
        return None if given["no_cache"] else packcache.cache_folder()
    except RuntimeError:  # a user without a home folder
        return None


def chosen_rules(settings: Config, given: Mapping[str, Any]) -> Rulebook:
    """The rules that this run wants; a pattern that names none of them is a mistake."""
    every = every_rule(settings.rules, given)
    pack = every.pack
    if settings.terms:
        pack = replace(pack, rules=(*pack.rules, house_rule(settings.terms)))
    for glob in settings.globs:
        if not any(matches(glob, rule.id) for rule in pack.rules):
            raise Fault(f"claimcheck: no rule matches “{glob}”. {hint(glob.strip('/*'), pack.rules)}")
    book = Rulebook.of(pack, settings, day(given), every.patterns)
    if not book.knowledge.pack.rules:
        raise Fault("claimcheck: the choice of rules, markets and date leaves no rule to check.")
    return book


def day(given: Mapping[str, Any]) -> str:
    """The day (YYYY-MM-DD) whose rules this run wants: the one given, else today."""
    moment: datetime.datetime = given["as_of"] or datetime.datetime.now()
    return moment.date().isoformat()


def hint(name: str, rules: Sequence[Rule]) -> str:
    """Where to look for a rule that does not exist."""
    from claimcheck import handbook

    found, near = handbook.find(name, rules)
    names = [found.id] if found else near
    return f"Did you mean {' or '.join(names)}?" if names else "“claimcheck rules” lists them."


def tested_rules(folders: Sequence[Path], given: Mapping[str, Any]) -> tuple[list[Rule], Knowledge]:
    """The rules in `folders` (without any, those that come with the program), and all that are loaded with them."""
    own = builtin_folder().resolve()
    places = [folder.resolve() for folder in folders]
    knowledge = every_rule([each for each in folders if not each.resolve().is_relative_to(own)], given)
    files = [(rule, Path(rule.file).resolve()) for rule in sorted(knowledge.pack.rules, key=lambda rule: rule.id)]
    for folder, place in zip(folders, places, strict=True):
        if not any(file.is_relative_to(place) for _, file in files):
            raise Fault(f"claimcheck: {folder}: no rule stands there")
    wanted = [rule for rule, file in files if not places or any(file.is_relative_to(place) for place in places)]
    return wanted, knowledge


def tested_cues(folders: Sequence[Path], knowledge: Knowledge) -> list[Cue]:
    """The context cues in `folders`, or all that were loaded."""
    places = [folder.resolve() for folder in folders]
    found = [(cue, Path(cue.file).resolve()) for cue in knowledge.pack.cues]
    return [cue for cue, file in found if not places or any(file.is_relative_to(place) for place in places)]


def check_usage(given: Mapping[str, Any], targets: Sequence[str]) -> None:
    """Refuse paths that make no sense together and reports that cannot be written, before the long part of a run."""
    if not given["paths"] and not given["stdin_filename"] and not given.get("since") and not given.get("staged"):
        raise click.UsageError("Name a draft or a folder of drafts; - reads standard input.")
    if given["paths"] and given["stdin_filename"] and STDIN not in given["paths"]:
        raise click.UsageError("--stdin-filename names the draft that - reads; there is no - among the paths.")
    seen = set()
    for target in targets:
        path = Path(target)
        if path.is_dir() or not path.resolve().parent.is_dir():
            raise Fault(f"claimcheck: {target}: {'a folder' if path.is_dir() else 'no folder to write it to'}")
        if path.resolve() in seen:
            raise click.UsageError(f"Two reports are to go to {target}.")
        seen.add(path.resolve())


def complaints(
    files: Sequence[FileStatus], outcomes: Iterable[Outcome], quiet: bool, commands: Collection[str]
) -> Iterator[str]:
    """A line for every file that failed; unless `quiet`, also for what was skipped or hard to read."""
    by_path = {outcome.status.path: outcome for outcome in outcomes}
    for file in files:
        outcome = by_path.get(file.path)
        if outcome and outcome.internal:
            what = file.reason.partition(": ")[2]
            yield f"claimcheck: internal error in {file.path}: {what}. Please report it."
        elif file.status == "failed":
            near = [] if "/" in file.path else difflib.get_close_matches(file.path, commands, 1)
            yield f"claimcheck: {file.path}: {file.reason}" + "".join(f" (or the command “{name}”?)" for name in near)
        elif file.status == "skipped" and not quiet:
            yield f"claimcheck: {file.path}: skipped: {file.reason}"
        elif outcome and outcome.note and not quiet:
            yield f"claimcheck: {file.path}: {outcome.note}"


def statistics(findings: Sequence[Finding]) -> Iterator[str]:
    """How often each rule was broken, the most frequent first."""
    counts = Counter((finding.rule, finding.severity.label) for finding in findings)
    for (rule, severity), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>6}  {severity:<7}  {rule}"
    yield f"{len(findings):>6}  in all"
