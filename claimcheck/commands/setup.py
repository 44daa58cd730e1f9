"""init, config and cache: the commands about what runs are told, and what they keep."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from claimcheck import options
from claimcheck.console import emit, say, write


@click.command()
@click.option("--pre-commit", is_flag=True, help="Also write .pre-commit-config.yaml.")
def init(pre_commit: bool) -> int:
    """Write a claimcheck.yaml that explains every key, and show the hook for pre-commit.

    Exit code: 0 written; 2 a configuration file is there already.
    """
    from claimcheck import starter
    from claimcheck.config import FILES
    from claimcheck.session import Fault

    for name in FILES[:2]:
        if Path(name).exists():
            raise Fault(f"claimcheck: {name} is there already; nothing was changed")
    hook = Path(".pre-commit-config.yaml")
    write(starter.CONFIG, FILES[0])
    say(f"claimcheck: wrote {FILES[0]}")
    if pre_commit and not hook.exists():
        write(starter.HOOK, str(hook))
        say(f"claimcheck: wrote {hook}; “pre-commit install” turns it on")
    else:
        say(f"To check drafts before every commit, put this into {hook} and run “pre-commit install”:", "")
        emit(starter.HOOK)
    return 0


@click.command()
@click.argument("path", required=False)
@options.choice
@options.pack
@click.option("--fail-on", type=click.Choice(options.LEVELS), help="As in “check”.")
@click.option("--max-size", type=click.IntRange(1), help="As in “check”.")
def config(path: str | None, **given: Any) -> int:
    """Show the configuration that holds, for all drafts or for PATH, and where each value is from."""
    from claimcheck import session, starter

    settings = session.configuration(given)
    if path:
        settings = replace(settings.with_overrides(settings.applying(path)), overrides=())
    emit(starter.effective(settings))
    return 0


@click.command()
@click.argument("action", type=click.Choice(("show", "clear")), default="show", metavar="[show|clear]")
def cache(action: str) -> int:
    """Show where compiled rules and results of earlier runs are kept, and how much; or throw them away."""
    from claimcheck import cache
    from claimcheck.packcache import cache_folder
    from claimcheck.session import Fault

    try:
        folder = cache_folder()
    except RuntimeError:
        raise Fault("claimcheck: there is no home folder, so nothing is kept") from None
    if action == "clear":
        say(f"claimcheck: {cache.clear(folder)} files thrown away")
    else:
        count, total = cache.size(folder)
        emit(f"{folder}: {count} files, {total / 1e6:.1f} MB\n")
    return 0


@click.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> int:
    """Print what makes a shell complete commands, options and rules.

    \b
    bash  claimcheck completion bash >> ~/.bashrc
    zsh   claimcheck completion zsh >> ~/.zshrc
    fish  claimcheck completion fish > ~/.config/fish/completions/claimcheck.fish
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    root = click.get_current_context().find_root().command
    assert made is not None
    emit(made(root, {}, "claimcheck", "_CLAIMCHECK_COMPLETE").source() + "\n")
    return 0
