"""The command line: the commands put together; the only module that sets exit codes.

Start-up loads click and nothing else; what is dear is imported inside the command that needs it. Exit codes:
0 nothing at or above --fail-on, 1 findings, 2 wrong usage or something unreadable, 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import Any, NoReturn

import click

from claimcheck import __version__
from claimcheck.commands import baselining, check, evaluate, rules, setup
from claimcheck.console import say

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
            say("claimcheck: interrupted")
            code = _INTERRUPTED
        except click.ClickException as error:
            if lines := getattr(error, "lines", ()):
                say(*lines)
            else:
                error.show()
            code = 2
        except OSError as error:
            say(f"claimcheck: {error.filename or 'system'}: {(error.strerror or str(error)).lower()}")
            code = 2
        except Exception as error:
            from claimcheck.run import describe

            say(f"claimcheck: internal error: {describe(error)}. Please report it.")
            code = 2
        sys.exit(code if isinstance(code, int) else 0)


@click.group("claimcheck", cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def main() -> None:
    """Find contradictions, risky claims and wrong words in marketing drafts.

    “claimcheck PATH…” is short for “claimcheck check PATH…”.
    """


for _command in (
    check.check,
    check.claims,
    rules.rules,
    rules.explain,
    rules.test,
    rules.schema,
    setup.init,
    setup.config,
    setup.cache,
    setup.completion,
    baselining.baseline,
    evaluate.evaluate,
):
    main.add_command(_command)


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
