"""Options: what the commands share, and how their values are read. Loads click and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

Command = Callable[..., int]
Decorator = Callable[[Command], Command]

LEVELS = ("error", "warning", "note", "never")


def _group(*options: Decorator) -> Decorator:
    """Several options as one decorator, in the order they are to be listed."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _format(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The name of a report format; looked up late, because `--help` must not load what knows them."""
    from claimcheck.reporters import REPORTERS

    if value is not None and value not in REPORTERS:
        raise click.BadParameter(f"“{value}” is none of {', '.join(REPORTERS)}.", ctx, param)
    return value


def _reports(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(format, file) of every FORMAT=FILE."""
    pairs = []
    for value in values:
        name, _, file = value.partition("=")
        if file in ("", "-"):
            raise click.BadParameter(f"“{value}” is not FORMAT=FILE, for example sarif=claims.sarif.", ctx, param)
        pairs.append((str(_format(ctx, param, name)), file))
    return tuple(pairs)


def _markets(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """The markets of a repeatable option whose values may be lists: us,uk."""
    from claimcheck.schema import JURISDICTIONS

    codes = [code.strip().lower() for value in values for code in value.split(",")]
    for code in codes:
        if code not in JURISDICTIONS:
            raise click.BadParameter(f"“{code}” is none of {', '.join(JURISDICTIONS)}.", ctx, param)
    return tuple(dict.fromkeys(codes))


def _paths(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The paths without the name of the command itself, which stands among them after leading options."""
    del param
    name = ctx.info_name or ""
    if len(values) > 1 and values[0] == name and not Path(name).exists():
        return values[1:]
    return values


def _rule_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The rules whose ids go on from what was typed, for the completion of a shell."""
    del ctx, param
    from claimcheck import load_rules
    from claimcheck.packcache import cache_folder

    try:
        pack = load_rules(cache=cache_folder()).pack
    except (OSError, RuntimeError, ValueError):
        return []
    return sorted(rule.id for rule in pack.rules if rule.id.startswith(incomplete))


def _format_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The report formats whose names go on from what was typed, for the completion of a shell."""
    del ctx, param
    from claimcheck.reporters import REPORTERS

    return [name for name in REPORTERS if name.startswith(incomplete)]


_FOLDER: Any = click.Path(path_type=Path)

paths = click.argument("paths", nargs=-1, metavar="PATH…", callback=_paths)
rule = click.argument("rule", shell_complete=_rule_ids)
output = click.option("--output", metavar="FILE", help="Write the report there instead of printing it.")
color = click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Use colours?")
pack = _group(
    click.option("--rules", multiple=True, type=_FOLDER, metavar="FOLDER", help="Add rules of your own. Repeatable."),
    click.option("--config", "config_file", type=_FOLDER, metavar="FILE", help="Use this configuration file."),
    click.option("--no-cache", is_flag=True, help="Read every rule file and check every draft afresh."),
)
choice = _group(
    click.option(
        "--select", multiple=True, metavar="GLOB", shell_complete=_rule_ids, help="Only rules such as us/*. Repeatable."
    ),
    click.option(
        "--ignore", multiple=True, metavar="GLOB", shell_complete=_rule_ids,
        help="Not rules such as language/*. Repeatable.",
    ),
    click.option(
        "--jurisdiction", "jurisdictions", multiple=True, callback=_markets, metavar="us,uk,eu,ca,au",
        help="Only rules of these markets. All unless given.",
    ),
    click.option(
        "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
        help="Only rules in force on that day. Today unless given.",
    ),
)  # fmt: skip
drafts = _group(
    click.option("--stdin-filename", metavar="NAME", help="What to call the draft that - reads."),
    click.option("--force-exclude", is_flag=True, help="Leave out what “exclude” names even if you name it too."),
    click.option("--max-size", type=click.IntRange(1), metavar="MB", help="Read no larger draft. 16 unless given."),
    click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes. As many as pay unless given."),
    click.option("--quiet", is_flag=True, help="Print findings and failures, nothing else."),
)
reports = _group(
    click.option(
        "--format", callback=_format, shell_complete=_format_names, metavar="FORMAT",
        help="text, json, sarif, github, gitlab, junit, checkstyle, rdjson, rdjsonl, html, azure or markdown.",
    ),
    output,
    click.option(
        "--report", "reports", multiple=True, callback=_reports, metavar="FORMAT=FILE",
        help="Write one more report, into a file. Repeatable.",
    ),
    click.option(
        "--fail-on", type=click.Choice(LEVELS), help="From which severity on to exit with 1. error unless given."
    ),
    click.option("--fix", is_flag=True, help="Make the safe fixes in the drafts, then report what is left."),
    click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing."),
    click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: guesses too."),
    click.option(
        "--product-type", type=click.Choice(("treatment", "cosmetic", "device", "supplement")),
        help="What the drafts advertise. Told from each draft unless given.",
    ),
    click.option("--since", metavar="REV", help="Only findings that touch lines changed since the branch left REV."),
    click.option("--staged", is_flag=True, help="Only findings that touch lines changed in the next commit."),
    click.option("--baseline", type=_FOLDER, metavar="FILE", help="Leave out the findings that this baseline holds."),
    click.option("--no-baseline", is_flag=True, help="Leave out nothing."),
    click.option("--show-suppressed", is_flag=True, help="Also list what comments, configuration or baseline hide."),
    click.option("--watch", is_flag=True, help="Check again whenever a draft, a rule or the configuration changes."),
    click.option("--statistics", is_flag=True, help="Count the findings of each rule, on standard error."),
)  # fmt: skip
