"""Benchmark: start-up, one draft, and 1,000 drafts. Prints a table; never fails on a figure.

    python tests/bench/bench.py [DRAFTS]        default 1000

CPU seconds (user + system, children included) are medians of interleaved runs; trust ratios, not absolute times.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from drafts import PLAIN_DRAFT, drafts

SAMPLE = Path(__file__).parents[2] / "corpus" / "thread-lift.txt"
REPEAT = 7


def cpu(command: list[str], known: bool = False) -> float:
    """CPU seconds of one run of `command`; unless the drafts are to be `known`, without results of earlier runs."""
    if not known:
        shutil.rmtree(Path(os.environ["XDG_CACHE_HOME"]) / "claimcheck" / "results", ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def interleaved(commands: dict[str, list[str]]) -> dict[str, float]:
    """The median CPU seconds of each command, run in turns so that a busy moment hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(REPEAT):
        for name, command in commands.items():
            times[name].append(cpu(command))
    return {name: statistics.median(values) for name, values in times.items()}


def peak_memory(command: list[str]) -> float:
    """Peak resident megabytes of one run, measured in a process of its own."""
    code = (
        "import resource,subprocess,sys;subprocess.run(sys.argv[1:],capture_output=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss/1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
    return float(done.stdout)


def imports_spacy(command: list[str]) -> bool:
    """Whether a run of the program imports spaCy."""
    shutil.rmtree(Path(os.environ["XDG_CACHE_HOME"]) / "claimcheck" / "results", ignore_errors=True)
    environment = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return "| spacy\n" in done.stderr.replace(" |   ", "| ").replace("  ", "")


def main(count: int) -> None:
    """Measure and print."""
    program = [sys.executable, "-m", "claimcheck"]
    line: Callable[[str, str], None] = lambda what, figure: print(f"{what:<58}{figure:>22}")  # noqa: E731
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "code")  # compiled once, as an installed program is
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        plain = folder / "plain.md"
        plain.write_text(PLAIN_DRAFT, encoding="utf-8")
        many = folder / "many"
        many.mkdir()
        size = 0
        for number, draft in enumerate(drafts(count)):
            (many / f"{number:05}.md").write_text(draft, encoding="utf-8")
            size += len(draft.encode())
        spacy, cold = "python -c 'import spacy'", "the sample draft, cold"
        runs = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "claimcheck --help": [*program, "--help"],
            "a draft without any cue": [*program, "check", str(plain)],
            spacy: [sys.executable, "-c", "import spacy"],
            cold: [*program, "check", str(SAMPLE)],
        }
        subprocess.run(runs["a draft without any cue"], capture_output=True, check=False)  # compile the pack once
        times = interleaved(runs)
        for what, seconds in times.items():
            line(what, f"{1000 * seconds:.0f} ms CPU")
        line("the sample draft / import spacy", f"{times[cold] / times[spacy]:.2f} x")
        for what in ("claimcheck --help", "a draft without any cue", cold):
            line(f"{what}: imports spaCy", "yes" if imports_spacy(runs[what]) else "no")
        check = [*program, "check", "--jobs", "1", "--fail-on", "never", "--format", "json", str(many)]
        spent = statistics.median(cpu(check) for _ in range(3))
        line(f"{count} drafts ({size / 1e6:.1f} MB), one core, start-up included", f"{size / 1e6 / spent:.2f} MB/s")
        line(f"{count} drafts: CPU", f"{spent:.2f} s")
        again = statistics.median(cpu(check, known=True) for _ in range(3))
        line(f"{count} drafts, unchanged: CPU", f"{again:.2f} s")
        line(f"{count} drafts: peak memory", f"{peak_memory(check):.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
