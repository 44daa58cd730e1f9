"""eval: the rules measured on annotated drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from claimcheck import __version__, options
from claimcheck.console import say, write


@click.command("eval")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--format", type=click.Choice(("text", "json")), default="text", help="text unless given.")
@options.output
@click.option("--update-snapshot", is_flag=True, help="Write FOLDER/snapshot.findings: every finding and every miss.")
@options.pack
def evaluate(folder: Path, **given: Any) -> int:
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
        write(evalreport.as_json(verdicts, __version__), given["output"])
    else:
        write(evalreport.as_text(verdicts), given["output"])
    after = evalreport.snapshot(verdicts)
    changes = "" if before is None else evalreport.changes(before, after)
    if given["update_snapshot"]:
        write(after, str(kept))
    elif changes:
        say("", *changes.splitlines(), f"The findings differ from {kept}; --update-snapshot accepts them.")
        return 1
    return 0
