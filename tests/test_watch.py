"""--watch and the completion of shells."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from commandline import BAD, make, program, run

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A function that says what happens in the pauses of --watch, one step after the other; the last is Ctrl-C."""

    def set_up(*steps: Callable[[], object]) -> None:
        left = list(steps)

        def pause(_: float) -> None:
            if not left:
                raise KeyboardInterrupt
            left.pop(0)()

        monkeypatch.setattr("claimcheck.commands.watching.time.sleep", pause)

    return set_up


def edit(name: str, text: str) -> Callable[[], object]:
    def step() -> None:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)
        os.utime(name, ns=(time.time_ns(), time.time_ns()))

    return step


def test_every_change_is_checked_and_nothing_else(script: Callable[..., None]) -> None:
    make(a="Fine.\n")
    script(lambda: None, edit("a.md", BAD), lambda: None, edit("b.md", "A miracle.\n"), Path("b.md").unlink)
    result = run("check", ".", "--watch", code=130)
    assert re.findall(r"(?m)^.* in \d files?\b", result.stdout) == [
        "No findings in 1 file",
        "1 finding (1 error) in 1 file",
        "2 findings (1 error, 1 warning) in 2 files",
        "1 finding (1 error) in 1 file",
    ]
    assert result.stderr == "claimcheck: waiting for changes; Ctrl-C ends\n" * 4 + "claimcheck: interrupted\n"


def test_a_broken_configuration_is_told_and_waited_out(script: Callable[..., None]) -> None:
    make(a=BAD)
    script(edit("claimcheck.yaml", "fail_on: x\n"), edit("claimcheck.yaml", "ignore: [consistency]\n"))
    result = run("check", "a.md", "--watch", code=130)
    assert "claimcheck.yaml:1: “fail_on” cannot be “x”." in result.stderr
    assert result.stdout.count("1 finding (1 error)") == 1 and result.stdout.count("No findings in 1 file.") == 1


def test_rules_of_your_own_are_watched(script: Callable[..., None]) -> None:
    make(a="A cream.\n")
    edit("claimcheck.yaml", "rules: [house]\n")()
    rule = "kind: phrase\nmessage: m\nterms: [{}]\nexamples: {{bad: ['[[{}]]'], good: [x]}}\n"
    edit("house/own/a.yaml", rule.format("balm", "balm"))()
    script(edit("house/own/a.yaml", rule.format("cream", "cream")))
    assert "[own/a]" in run("check", "a.md", "--watch", code=130).stdout


def test_standard_input_cannot_be_watched() -> None:
    for args in (["-"], ["--staged"], ["--staged", "a.md"]):
        assert "--watch looks at files" in run("check", "--watch", *args, code=2).stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_script_is_printed(shell: str) -> None:
    assert f"_CLAIMCHECK_COMPLETE={shell}_complete" in run("completion", shell).stdout


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("claimcheck ba", "baseline"),
        ("claimcheck check --sta", "--staged"),
        ("claimcheck explain us/", "us/miracle"),
        ("claimcheck check --select uk/", "uk/words"),
        ("claimcheck check --format sa", "sarif"),
    ],
)
def test_shells_complete_commands_options_and_rules(own_rules: Path, words: str, wanted: str) -> None:
    environment = {**os.environ, "_CLAIMCHECK_COMPLETE": "bash_complete", "COMP_WORDS": words}
    environment["COMP_CWORD"] = str(words.count(" "))
    done = subprocess.run(program(own_rules), capture_output=True, text=True, check=False, env=environment)
    assert f"plain,{wanted}" in done.stdout.splitlines(), done.stderr
