"""Hostile drafts, rules, names and repositories: no terminal, no CI runner and no part of the program obeys them."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from click.testing import Result
from commandline import POSIX, process, program, run

from claimcheck.reporters import REPORTERS

RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ESC = "\x1b[31m\x9b2J\x1b]0;x\x07\u202e"
PLAIN = {"text", "json", "github", "azure", "markdown", "html", "junit", "checkstyle", "sarif", "gitlab", "rdjson"}
RULE = """\
kind: phrase
message: "\\e[31m“{text}”\\x9B ::error::m\\r\\n::error::m ##[error]m ##vso[task.complete]m {text.__class__} {0}"
why: "\\e[2J why\\n::warning::w"
advice: "advice \\a\\n::error::a ::error::a ##[error]a ##vso[x]a"
severity: error
confidence: high
terms: [miracle]
suggestion: "\\e[1m::error::s"
references: [{title: "\\e]0;t\\a", url: "javascript:alert(1)", section: "\\n::error::r"}]
examples: {bad: ["A [[miracle]]."], good: ["A cream."]}
"""
COMMANDS = [
    ["check"], *(["check", "--format", name] for name in sorted(PLAIN)), ["check", "--color", "always"], ["claims"],
    ["claims", "--format", "csv"], ["claims", "--format", "json"], ["check", "--statistics"], ["check", "--diff"],
]  # fmt: skip


def forged(output: str) -> list[str]:
    """The lines of an output that a CI runner would take for a command of its own."""
    lines = [line for line in re.split(r"\r\n|\n|\r", output) if re.match(r"\s*::\w", line) or "##[" in line]
    return lines + re.findall(r"##vso\[.*", output)


def spoken(result: Result) -> str:
    """All that a run prints, without our own colours."""
    return re.sub("\x1b\\[[0-9;]*m", "", result.stdout + result.stderr) if "\x1b[0m" in result.stdout else result.output


@pytest.fixture
def hostile(here: Path) -> Path:
    """A folder of drafts and a pack of rules that try what they can."""
    (here / "own" / "x").mkdir(parents=True)
    (here / "own" / "x" / "miracle.yaml").write_text(RULE, encoding="utf-8")
    folder = here / "drafts"
    folder.mkdir()
    body = (
        f"::error::d\n\nA miracle {ESC} ::error::d.\n::error file=x::d\n\n##[error]d ##vso[task.complete]d miracle\n\n"
        f"::error::d\nWe utilise {ESC} it ::error::d.\n\n"
        f"The facial is painless {ESC}. You may feel mild discomfort ::error::d.\n"
    )
    for name in ("a.md", f"b{ESC.replace('/', '')}.md", "c\n::error::c.md", "::error::d.md", "##[error]e.md", "-f.md"):
        if POSIX or name == "a.md":
            (folder / name).write_text(body, encoding="utf-8")
    (folder / "page.html").write_text(f"<p>A miracle\n::error::d {ESC} &#27;[31m\n</p>", encoding="utf-8")
    return here


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_reaches_the_terminal_raw_and_no_command_is_forged(hostile: Path, command: list[str]) -> None:
    os.chdir(hostile / "drafts")
    result = run(*command, ".", "--rules", "../own", code=None)
    assert any(word in result.output for word in ("miracle", "painless", "utilise"))
    text = spoken(result)
    assert not RAW.search(text.replace("\t", "")), RAW.search(text)
    if command[-1] not in ("github", "azure"):
        assert forged(text) == []


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("command", [["explain", "x/miracle"], ["rules"], ["rules", "--format", "markdown"], ["test"],
                                     ["rules", "--format", "json"]], ids=" ".join)  # fmt: skip
def test_what_is_said_of_rules_is_safe_too(command: list[str]) -> None:
    result = run(*command, *(["own"] if command == ["test"] else ["--rules", "own"]), code=None)
    assert not RAW.search(result.output.replace("\t", "")) and forged(result.output) == []


def test_faults_in_files_with_hostile_names_are_told_safely(hostile: Path) -> None:
    for name in (f"bad{ESC}.yaml", "::error::bad.yaml"):
        (hostile / "own" / name).write_text(f"kind: phrase\nmessage: '{{{ESC[:1]}::error::x'\n\"::error::y\": 1\n")
    result = run("check", "drafts", "--rules", "own", code=2)
    assert not RAW.search(result.output) and forged(result.output) == []
    Path("claimcheck.yaml").write_text('"\\e[31m::error::k": "\\n::error::v"\nformat: "\\e::error::"\n')
    result = run("check", "drafts", code=2)
    assert not RAW.search(result.output) and forged(result.output) == []
    result = run("check", f"{ESC}", "\n::error::gone.md", code=2)
    assert not RAW.search(result.output) and forged(result.output) == []


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system ['touch owned']", "!!python/name:os.system",
                                 "!!python/object/new:subprocess.check_output [[touch, owned]]"])  # fmt: skip
def test_yaml_runs_nothing(tag: str) -> None:
    Path("a.md").write_text(f"---\ntitle: {tag}\ndescription: {tag}\n---\nMild.\n")
    run("check", "a.md", code=None)
    Path("own").mkdir()
    Path("own/x.yaml").write_text(RULE.replace("why: ", f"why: {tag}\nx: "))
    run("check", "a.md", "--rules", "own", code=2)
    Path("claimcheck.yaml").write_text(f"exclude: {tag}\n")
    run("check", "a.md", code=None)
    assert not Path("owned").exists()


@pytest.mark.usefixtures("hostile")
def test_messages_reach_no_attribute() -> None:
    found = run("check", "drafts/a.md", "--rules", "own", "--format", "json", code=1).stdout
    assert "<class" not in found and "{text.__class__}" in found


@pytest.mark.skipif(not POSIX, reason="there are no pipes and links here")
def test_a_hostile_repository_is_walked(here: Path, own_rules: Path) -> None:
    repo = here / "repo"
    deep = repo
    for _ in range(200):
        deep /= "d"
    deep.mkdir(parents=True)
    (deep / "deep.md").write_text("The facial is painless.\n")
    (repo / "loop").symlink_to(".")
    (repo / "up").symlink_to("..")
    (repo / "self.md").symlink_to("self.md")
    (repo / "zero.md").symlink_to("/dev/zero")
    (repo / "full.html").symlink_to("/dev/full")
    os.mkfifo(repo / "pipe.md")
    os.mkfifo(repo / "pipe.html")
    (repo / "many").mkdir()
    for number in range(10_000):
        (repo / "many" / f"{number}.md").touch()
    (repo / "new\nline\n.md").write_text("The facial is painless. It is painful.\n")
    (repo / "page.mdx").write_text("{" * 5000)
    start = time.process_time()
    done = process(program(own_rules, "check", "repo", "--format", "github"), cwd=here)
    assert time.process_time() - start < 30
    assert b"Traceback" not in done.stderr
    assert done.returncode == 2  # the link to itself cannot be read
    assert b"in 1 of 10003 files" in done.stdout, done.stdout
    assert sum(line.startswith(b"::") for line in done.stdout.splitlines()) == 2


def test_every_format_is_covered() -> None:
    assert {"text", "rdjsonl"} | PLAIN == set(REPORTERS)
