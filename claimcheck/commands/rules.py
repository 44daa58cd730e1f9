"""rules, explain, test and schema: the commands about rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from claimcheck import __version__, options
from claimcheck.console import emit, painter, say

_PATIENCE = 20  # seconds for the examples of one rule


@click.command()
@click.option("--format", type=click.Choice(("text", "json", "markdown")), default="text", help="text unless given.")
@options.pack
def rules(**given: Any) -> int:
    """List the rules. --format markdown is the index that stands in rules/README.md."""

    from claimcheck import handbook, session
    from claimcheck.reporters.shared import dump

    kind = given.pop("format")
    config = session.configuration(given)
    pack = session.every_rule(config.rules, given).pack
    every = sorted(pack.rules, key=lambda rule: rule.id)
    if kind == "json":
        data = {"version": 1, "tool": {"name": "claimcheck", "version": __version__}}
        emit(dump(data | {"rules": [*map(handbook.record, every)]}, lossless=True) + "\n")
    else:
        emit(handbook.index(every, pack.markets) if kind == "markdown" else handbook.listing(every))
    return 0


@click.command()
@options.rule
@options.pack
@options.color
def explain(rule: str, **given: Any) -> int:
    """Say what a rule reports, why, and what to write instead."""
    from claimcheck import handbook, session
    from claimcheck.checks.house import house_rule
    from claimcheck.explain import page

    config = session.configuration(given)
    pack = session.every_rule(config.rules, given).pack
    every = (*pack.rules, house_rule(config.terms))
    found, _ = handbook.find(rule, every)
    if found is None:
        raise session.Fault(f"claimcheck: there is no rule “{rule}”. {session.hint(rule, every)}")
    emit(page(found, painter(given["color"]), pack.markets))
    return 0


@click.command()
@click.argument("folders", nargs=-1, metavar="[RULES-FOLDER…]", type=click.Path(path_type=Path))
@click.option("--no-cache", is_flag=True, help="Read every rule file afresh.")
def test(folders: tuple[Path, ...], **given: Any) -> int:
    """Run the examples of the rules and context cues in the folders, or of all that come with the program.

    Exit code: 0 all hold; 1 some do not; 2 a rule file is broken.
    """
    from claimcheck import exercise, handbook, session
    from claimcheck.deadline import Overdue, deadline
    from claimcheck.reporters.shared import plural
    from claimcheck.run import describe

    tested, knowledge = session.tested_rules(folders, given)
    _ = knowledge.read  # made once, for all rules
    failed = broken = 0
    for rule in tested:
        try:
            with deadline(_PATIENCE):
                for failure in exercise.failures(rule, knowledge):
                    failed += 1
                    emit(handbook.failure(failure) + "\n")
        except Overdue:
            broken += 1
            say(f"claimcheck: {rule.file}: its examples take over {_PATIENCE} seconds; make its patterns plainer")
        except Exception as error:
            broken += 1
            say(f"claimcheck: internal error in rule {rule.id}: {describe(error)}. Please report it.")
    cues = session.tested_cues(folders, knowledge)
    for cue in cues:
        for failure in exercise.cue_failures(cue, knowledge):
            failed += 1
            emit(handbook.failure(failure) + "\n")
    examples = sum(len(rule.bad) + len(rule.good) for rule in tested)
    examples += sum(len(cue.reaches) + len(cue.spares) for cue in cues)
    counts = ((failed, "failed"), (broken, "broke the program"))
    outcome = ", ".join(f"{count} {what}" for count, what in counts if count) or "all hold"
    emit(f"{plural(len(tested), 'rule')}, {plural(examples, 'example')}: {outcome}\n")
    return 2 if broken else 1 if failed else 0


@click.command()
@click.argument("file", type=click.Choice(("rule", "config")), default="rule", metavar="[rule|config]")
def schema(file: str) -> int:
    """Print the JSON Schema of rule files, or of configuration files, for editors."""
    import json

    from claimcheck import configkeys
    from claimcheck.schema import json_schema

    made = configkeys.json_schema() if file == "config" else json_schema()
    emit(json.dumps(made, ensure_ascii=False, indent=2) + "\n")
    return 0
