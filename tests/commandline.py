"""What the tests of the command line share: rules of their own and ways to run the program (fixtures: conftest.py)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

import claimcheck
from claimcheck import cli

ROOT = Path(claimcheck.__file__).parent.parent
POSIX = os.name == "posix"

PACK = {
    "consistency/pain": """\
        kind: attribute
        attribute: pain
        message: "“{text}” contradicts “{other}” (line {other_line})."
        why: Readers who were promised one thing complain about the other.
        advice: Say it one way, not as “{text}”.
        severity: error
        confidence: high
        reconcile: nearly painless
        values: {painless: [painless], painful: [painful, mild discomfort], "=cmd": ["=formula"]}
        conflicts: [[painless, painful]]
        references: [{title: A guide, url: "https://example.org/guide", section: "3.1"}]
        examples:
          bad: ["It is [[painless]]. Later it is [[painful]]."]
          good: ["It is painless."]
        """,
    "us/miracle": """\
        kind: phrase
        message: "“{text}” promises too much."
        why: Nobody can prove it.
        advice: Leave it out.
        severity: warning
        jurisdictions: [us, ca]
        applies_to: [cosmetic]
        valid_from: "2020-01-01"
        valid_until: "2099-12-31"
        terms: [miracle]
        references: [{title: A law}]
        examples: {bad: ["A [[miracle]]."], good: ["A cream."]}
        """,
    "uk/words": """\
        kind: substitution
        message: "Write “{suggestion}”, not “{text}”."
        why: It is *plain* | simple.
        advice: Use the short word.
        severity: note
        jurisdictions: [uk]
        replace: {utilise: use, commence: start}
        examples:
          bad: ["We [[utilise]] it.\\nThen we [[commence]]."]
          good: ["We use it."]
        """,
    "eu/future": """\
        kind: phrase
        message: "“{text}” needs a certificate."
        severity: error
        confidence: high
        jurisdictions: [eu]
        valid_from: "2099-01-01"
        terms: [eco-friendly]
        examples: {bad: ["An [[eco-friendly]] cream."], good: ["A cream."]}
        """,
    "lexicon/context": """\
        kind: context
        cues:
          - {type: denied, phrases: [not]}
          - {type: hedged, phrases: [may]}
          - {type: phase, value: first, phrases: [at first]}
        """,
    "lexicon/things": """\
        kind: lexicon
        type: treatment
        role: subject
        entries: {facial: []}
        """,
}
BAD = "The facial is painless. You may feel mild discomfort.\n"


def write_pack(folder: Path, rules: dict[str, str]) -> Path:
    for name, text in rules.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = text.splitlines(keepends=True)
        path.write_text("".join(line.removeprefix("        ") for line in lines), encoding="utf-8")
    return folder


def make(**files: str) -> None:
    for name, text in files.items():
        path = Path(name.replace("__", "/") + ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def run(*args: str, stdin: bytes = b"", code: int | None = 0) -> Result:
    result = CliRunner().invoke(cli.main, list(args), input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.stderr
    if code is not None:
        assert result.exit_code == code, result.output
    return result


def report(*args: str, stdin: bytes = b"", code: int | None = None) -> dict[str, Any]:
    return dict(json.loads(run("check", "--format", "json", *args, stdin=stdin, code=code).stdout))


def rules_of(*args: str) -> list[str]:
    return [finding["rule"] for finding in report(*args)["findings"]]


def program(rules: Path, *args: str, before: str = "") -> list[str]:
    """A command line that runs the program in a process of its own, with the tests' rules."""
    script = (
        f"import sys, pathlib; sys.path.insert(0, {str(ROOT)!r}); import claimcheck.rulepack as r\n"
        f"r.builtin_folder = lambda: pathlib.Path({str(rules)!r})\n{before}\n"
        "from claimcheck.cli import run; run()"
    )
    return [sys.executable, "-c", script, *args]


def process(command: Sequence[str], **more: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, capture_output=True, timeout=60, check=False, **more)
