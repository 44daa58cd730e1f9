"""The command line. The only module that prints or sets exit codes.

Start-up loads click and nothing else; what is dear is imported inside the command that needs it. Exit codes:
0 nothing at or above --fail-on, 1 findings, 2 wrong usage or something unreadable, 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click

from claimcheck import __version__, options

if TYPE_CHECKING:
    from claimcheck.claims.page import Knowledge
    from claimcheck.config import Config
    from claimcheck.report import FileStatus, Report
    from claimcheck.run import Done, Job, Outcome

_MANY = 8  # drafts from which on several processes pay
_PATIENCE = 2.0  # seconds before a run shows its progress
_STEP = 0.1  # seconds between two updates of it
_INTERRUPTED = 130


class Commands(click.Group):
    """The commands; what is not one of them is a path to check."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` before arguments that begin with neither a command nor an option of the program itself."""
        own = {*self.commands, *(name for param in self.get_params(ctx) for name in param.opts)}
        if args and args[0] not in own and not ctx.resilient_parsing:
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click itself would say two lines about an interrupt."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.Abort from None

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run, and exit with the code that the contract names; never with a traceback."""
        gc.set_threshold(200_000, 20, 20)  # nearly nothing here is garbage; looking for it takes a tenth of a run
        try:
            code = super().main(*args, **({"prog_name": "claimcheck"} | extra | {"standalone_mode": False}))
        except click.Abort:
            _say("claimcheck: interrupted")
            code = _INTERRUPTED
        except click.ClickException as error:
            if lines := getattr(error, "lines", ()):
                _say(*lines)
            else:
                error.show()
            code = 2
        except OSError as error:
            _say(f"claimcheck: {error.filename or 'system'}: {(error.strerror or str(error)).lower()}")
            code = 2
        except Exception as error:
            from claimcheck.run import describe

            _say(f"claimcheck: internal error: {describe(error)}. Please report it.")
            code = 2
        sys.exit(code if isinstance(code, int) else 0)


@click.group("claimcheck", cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def main() -> None:
    """Find contradictions, risky claims and wrong words in marketing drafts.

    “claimcheck PATH…” is short for “claimcheck check PATH…”.
    """


@main.command()
@options.paths
@options.reports
@options.choice
@options.pack
@options.drafts
@options.color
def check(**given: Any) -> None:
    """Report the findings in drafts. A folder is walked; - reads standard input.

    Exit code: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage, a broken rule or configuration, or a
    draft that could not be read; 130 interrupted.
    """
    from claimcheck import engine, formats, session
    from claimcheck.findings import Severity, sort_key
    from claimcheck.report import Report
    from claimcheck.run import Done

    config = session.configuration(given)
    targets = [(config.format, given["output"]), *given["reports"]]
    outputs = [target for _, target in targets if target and target != "-"]
    session.check_usage(given, outputs)
    knowledge = session.chosen_rules(config, given)

    def job(path: str, source: str) -> Done:
        draft = formats.parse(path, source)
        stated = given["product_type"] or draft.product_type or config.product_type
        examined = engine.examine(draft, knowledge, stated)
        return Done(examined.findings, examined.product_type, not stated)

    files, outcomes = _run(config, given, outputs, job, knowledge)
    findings = sorted((finding for outcome in outcomes for finding in outcome.results), key=sort_key)
    sources = {outcome.status.path: outcome.source for outcome in outcomes if outcome.results}
    day, markets = session.day(given), config.jurisdictions
    report = Report(files, tuple(findings), knowledge.pack.rules, sources, __version__, day, markets)
    _publish(report, targets, given)
    if given["statistics"]:
        _say(*session.statistics(findings))
    if any(status.status == "failed" for status in files):
        sys.exit(2)
    if config.fail_on != "never" and any(f.severity >= Severity.parse(config.fail_on) for f in findings):
        sys.exit(1)


@main.command()
@options.paths
@click.option("--format", type=click.Choice(("text", "json", "csv")), default="text", help="text unless given.")
@options.output
@options.choice
@options.pack
@options.drafts
def claims(**given: Any) -> None:
    """List every claim that drafts make: subject, attribute, value, how it is meant, and where."""
    from claimcheck import claimlist, session
    from claimcheck.run import Done

    kind = given.pop("format")
    config = session.configuration(given)
    outputs = [given["output"]] if given["output"] not in (None, "-") else []
    session.check_usage(given, outputs)
    knowledge = session.chosen_rules(config, given)

    def job(path: str, source: str) -> Done:
        return Done(claimlist.records(path, source, knowledge))

    files, outcomes = _run(config, given, outputs, job, knowledge)
    found = [record for outcome in sorted(outcomes, key=lambda each: each.status.path) for record in outcome.results]
    if kind == "json":
        _write(claimlist.as_json(found, files, __version__), given["output"])
    else:
        _write((claimlist.as_csv if kind == "csv" else claimlist.as_text)(found), given["output"])
    if any(status.status == "failed" for status in files):
        sys.exit(2)


@main.command()
@click.option("--format", type=click.Choice(("text", "json", "markdown")), default="text", help="text unless given.")
@options.pack
def rules(**given: Any) -> None:
    """List the rules. --format markdown is the index that stands in rules/README.md."""
    import json

    from claimcheck import handbook, session

    kind = given.pop("format")
    config = session.configuration(given)
    pack = session.every_rule(config.rules, given).pack
    every = sorted(pack.rules, key=lambda rule: rule.id)
    if kind == "json":
        data = {"version": 1, "tool": {"name": "claimcheck", "version": __version__}}
        _emit(json.dumps(data | {"rules": [*map(handbook.record, every)]}, ensure_ascii=False, indent=2) + "\n")
    else:
        _emit(handbook.index(every, pack.markets) if kind == "markdown" else handbook.listing(every))


@main.command()
@click.argument("rule")
@options.pack
@options.color
def explain(rule: str, **given: Any) -> None:
    """Say what a rule reports, why, and what to write instead."""
    from claimcheck import handbook, session
    from claimcheck.explain import page

    pack = session.every_rule(session.configuration(given).rules, given).pack
    found, _ = handbook.find(rule, pack.rules)
    if found is None:
        raise session.Fault(f"claimcheck: there is no rule “{rule}”. {session.hint(rule, pack.rules)}")
    _emit(page(found, _painter(given["color"]), pack.markets))


@main.command()
@click.argument("folders", nargs=-1, metavar="[RULES-FOLDER…]", type=click.Path(path_type=Path))
@click.option("--no-cache", is_flag=True, help="Read every rule file afresh.")
def test(folders: tuple[Path, ...], **given: Any) -> None:
    """Run the examples of the rules in the folders, or of all rules that come with the program.

    Exit code: 0 all hold; 1 some do not; 2 a rule file is broken.
    """
    from claimcheck import exercise, handbook, session
    from claimcheck.run import describe

    tested, knowledge = session.tested_rules(folders, given)
    _ = knowledge.read  # made once, for all rules
    failed = broken = 0
    for rule in tested:
        try:
            for failure in exercise.failures(rule, knowledge):
                failed += 1
                _emit(handbook.failure(failure) + "\n")
        except Exception as error:
            broken += 1
            _say(f"claimcheck: internal error in rule {rule.id}: {describe(error)}. Please report it.")
    examples = sum(len(rule.bad) + len(rule.good) for rule in tested)
    counts = ((failed, "failed"), (broken, "broke the program"))
    outcome = ", ".join(f"{count} {what}" for count, what in counts if count) or "all hold"
    _emit(f"{_count(len(tested), 'rule')}, {_count(examples, 'example')}: {outcome}\n")
    sys.exit(2 if broken else 1 if failed else 0)


@main.command("eval")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--format", type=click.Choice(("text", "json")), default="text", help="text unless given.")
@options.output
@click.option("--update-snapshot", is_flag=True, help="Write FOLDER/snapshot.findings: every finding and every miss.")
@options.pack
def evaluate(folder: Path, **given: Any) -> None:
    """Measure the rules on annotated drafts: recall, precision, false alarms.

    NAME.expected.yaml says what an editor would mark in the draft beside it; drafts in a folder called “clean” are to
    have no finding. Where FOLDER has a snapshot.findings, every difference from it is listed.

    Exit code: 0 measured; 1 the findings differ from the snapshot; 2 wrong usage, or a broken annotation or rule file.
    """
    from claimcheck import check as findings_in
    from claimcheck import evalreport, notes, session
    from claimcheck.evaluation import judge

    if not folder.is_dir():
        raise session.Fault(f"claimcheck: {folder}: no folder of drafts")
    try:
        sheets = notes.read_sheets(folder)
    except notes.NoteError as error:
        raise session.Fault(*error.faults) from None
    kept = folder / evalreport.SNAPSHOT
    try:
        before = kept.read_text(encoding="utf-8") if kept.exists() else None
    except (OSError, UnicodeDecodeError):
        raise session.Fault(f"claimcheck: {kept}: cannot be read; delete it and use --update-snapshot") from None
    knowledge = session.every_rule(session.configuration(given).rules, given)
    verdicts = [judge(sheet, findings_in(sheet.source, knowledge, sheet.name)) for sheet in sheets]
    if given["format"] == "json":
        _write(evalreport.as_json(verdicts, __version__), given["output"])
    else:
        _write(evalreport.as_text(verdicts), given["output"])
    after = evalreport.snapshot(verdicts)
    changes = "" if before is None else evalreport.changes(before, after)
    if given["update_snapshot"]:
        _write(after, str(kept))
    elif changes:
        _say("", *changes.splitlines(), f"The findings differ from {kept}; --update-snapshot accepts them.")
        sys.exit(1)


@main.command()
def schema() -> None:
    """Print the JSON Schema of rule files, for editors."""
    import json

    from claimcheck.schema import json_schema

    _emit(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")


def _run(
    config: Config, given: dict[str, Any], outputs: Sequence[str], job: Job, knowledge: Knowledge
) -> tuple[tuple[FileStatus, ...], list[Outcome]]:
    """What became of every path, sorted, and the outcome of `job` on every draft; says what went wrong."""
    from claimcheck import files, session
    from claimcheck.run import outcomes

    found, problems = files.inputs(
        given["paths"] or (files.STDIN,),
        given["stdin_filename"] or files.STDIN_NAME,
        outputs,
        config.exclude,
        str(config.base),
        config.max_size,
    )
    jobs = given["jobs"] or (1 if len(found) < _MANY else os.cpu_count() or 1)
    if min(jobs, len(found)) > 1:  # what the workers share is made before they are born
        _ = knowledge.index.chosen, knowledge.read
    done = list(_watched(outcomes(found, job, config.max_size, jobs), len(found), given["quiet"]))
    everything = sorted([*problems, *(outcome.status for outcome in done)], key=lambda status: status.path)
    _say(*session.complaints(everything, done, given["quiet"], main.commands))
    return tuple(everything), done


def _watched(outcomes: Iterator[Outcome], total: int, quiet: bool) -> Iterator[Outcome]:
    """The outcomes; a run that takes long shows on a terminal how far it is."""
    patient = quiet or sys.stderr is None or not sys.stderr.isatty()
    due, shown = time.monotonic() + _PATIENCE, False
    try:
        for number, outcome in enumerate(outcomes, 1):
            yield outcome
            if not patient and time.monotonic() >= due:
                _mutter(f"\rclaimcheck: {number} of {total} drafts")
                due, shown = time.monotonic() + _STEP, True
    finally:
        if shown:
            _mutter("\r\x1b[K")


def _publish(report: Report, targets: Iterable[tuple[str, str | None]], given: dict[str, Any]) -> None:
    """Write the report in every format asked for; one that cannot be written does not keep back the others."""
    from claimcheck.reporters import REPORTERS
    from claimcheck.session import Fault

    faults: list[str] = []
    for name, target in targets:
        if name == "text" and given["quiet"] and not report.findings and target is None:
            continue
        color = name == "text" and _colors(given["color"], target)
        try:
            _write(REPORTERS[name](report, color), target)
        except Fault as fault:
            faults += fault.lines
    if faults:
        raise Fault(*faults)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _colors(choice: str, target: str | None = None) -> bool:
    """Whether to colour what goes to `target`, or to standard output."""
    from claimcheck.output import wants_color

    if target not in (None, "-"):
        return choice == "always"
    return wants_color(choice, os.environ, sys.stdout is not None and sys.stdout.isatty())


def _painter(choice: str) -> Callable[[str, str], str]:
    """A function that colours a text, or leaves it."""
    color = _colors(choice)
    return lambda text, code: f"\x1b[{code}m{text}\x1b[0m" if color else text


def _write(text: str, target: str | None) -> None:
    """Write a report to its file, or to standard output."""
    from claimcheck.output import write
    from claimcheck.session import Fault

    if target in (None, "-"):
        _emit(text)
        return
    try:
        write(Path(target or ""), text)
    except OSError as error:
        raise Fault(f"claimcheck: {target}: cannot be written: {(error.strerror or str(error)).lower()}") from None


def _emit(text: str) -> None:
    """Print a report as UTF-8; a reader that has gone away is no fault."""
    from claimcheck.output import encode
    from claimcheck.session import Fault

    if sys.stdout is None:
        return
    try:
        sys.stdout.buffer.write(encode(text))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _abandon(sys.stdout)
    except OSError as error:
        _abandon(sys.stdout)
        raise Fault(f"claimcheck: standard output: {(error.strerror or str(error)).lower()}") from None


def _say(*lines: str) -> None:
    """Print lines of diagnostics on standard error, with nothing in them that a terminal would obey."""
    from claimcheck.output import escape

    _mutter("".join(escape(line) + "\n" for line in lines))


def _mutter(text: str) -> None:
    """Write to standard error, if anybody listens."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _abandon(sys.stderr)


def _abandon(stream: TextIO) -> None:
    """Send the rest of `stream` nowhere; otherwise Python complains about it at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def run() -> NoReturn:
    """The program: run the command and end the process at once.

    Taking apart the rules, the lexicon and spaCy object by object would cost a fifth of a short run (35 of 170 ms,
    measured), and the system frees them anyway. Every report has been written and flushed by then.
    """
    code: Any = 2
    try:
        main()
    except SystemExit as end:
        code = end.code
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, or none at all
            stream.flush()
    os._exit(code if isinstance(code, int) else 0)
