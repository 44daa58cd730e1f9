"""check and claims: the commands that read drafts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from claimcheck import __version__, options
from claimcheck.commands.drafts import findings_in, run
from claimcheck.commands.fixing import fix
from claimcheck.commands.watching import watch
from claimcheck.console import colors, say, write

if TYPE_CHECKING:
    from claimcheck.report import Report


@click.command()
@options.paths
@options.reports
@options.choice
@options.pack
@options.drafts
@options.color
def check(**given: Any) -> int:
    """Report the findings in drafts. A folder is walked; - reads standard input.

    Exit code: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage, a broken rule or configuration, or a
    draft that could not be read; 130 interrupted.
    """
    return watch(lambda: _check(given), given) if given["watch"] else _check(given)


def _check(given: dict[str, Any]) -> int:
    """One check: find, report, and say what was left out."""
    from claimcheck import baseline, idle, narrowing, session
    from claimcheck.findings import Severity, sort_key
    from claimcheck.report import Report

    config = session.configuration(given)
    targets = [(config.format, given["output"]), *given["reports"]]
    outputs = [target for _, target in targets if target and target != "-"]
    session.check_usage(given, outputs)
    changes = narrowing.changed(given)
    entries = narrowing.baseline_entries(config, given)
    book = session.chosen_rules(config, given)
    over = fix(config, given, book)
    if over is not None:
        return over
    files, everything, sources = findings_in(config, given, outputs, book, changes)
    whole = idle.is_whole(config, given, files)
    vain = idle.idle(config, files, everything, whole)
    if whole:
        more, source = idle.findings(config, vain, book)
        everything, sources = sorted([*everything, *more], key=sort_key), sources | source
    if entries:
        everything = list(baseline.known(everything, entries, str(narrowing.baseline_file(config).parent)))
    found = [finding for finding in everything if not finding.suppression]
    hidden = tuple(finding for finding in everything if finding.suppression)
    findings = [finding for finding in found if changes is None or changes.touch(finding)]
    if not given["quiet"]:
        say(*(() if whole else idle.lines(config, vain)))
        say(*narrowing.outdated(config, entries, everything, files, book))
        say(*narrowing.untouched(changes, len(found) - len(findings)))
    day, markets = session.day(given), config.jurisdictions
    rules, shown = book.knowledge.pack.rules, given["show_suppressed"]
    report = Report(files, tuple(findings), rules, sources, __version__, day, markets, hidden, shown)
    _publish(report, targets, given)
    if given["statistics"]:
        say(*session.statistics(findings))
    if any(status.status == "failed" for status in files):
        return 2
    return int(config.fail_on != "never" and any(f.severity >= Severity.parse(config.fail_on) for f in findings))


@click.command()
@options.paths
@click.option("--format", type=click.Choice(("text", "json", "csv")), default="text", help="text unless given.")
@options.output
@options.choice
@options.pack
@options.drafts
def claims(**given: Any) -> int:
    """List every claim that drafts make: subject, attribute, value, how it is meant, and where."""
    from claimcheck import claimlist, session
    from claimcheck.run import Done

    kind = given.pop("format")
    config = session.configuration(given)
    outputs = [given["output"]] if given["output"] not in (None, "-") else []
    session.check_usage(given, outputs)
    knowledge = session.chosen_rules(config, given).knowledge

    def job(path: str, source: str) -> Done:
        return Done(claimlist.records(path, source, knowledge))

    files, outcomes = run(config, given, outputs, job, knowledge)
    found = [record for outcome in sorted(outcomes, key=lambda each: each.status.path) for record in outcome.results]
    if kind == "json":
        write(claimlist.as_json(found, files, __version__), given["output"])
    else:
        write((claimlist.as_csv if kind == "csv" else claimlist.as_text)(found), given["output"])
    return 2 if any(status.status == "failed" for status in files) else 0


def _publish(report: Report, targets: Iterable[tuple[str, str | None]], given: dict[str, Any]) -> None:
    """Write the report in every format asked for; one that cannot be written does not keep back the others."""
    from claimcheck.reporters import REPORTERS
    from claimcheck.session import Fault

    faults: list[str] = []
    for name, target in targets:
        if name == "text" and given["quiet"] and not report.findings and target is None:
            continue
        color = name == "text" and colors(given["color"], target)
        try:
            write(REPORTERS[name](report, color), target)
        except Fault as fault:
            faults += fault.lines
    if faults:
        raise Fault(*faults)
