"""--since and --staged: which lines count as changed, in every kind of repository and with every kind of name."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from commandline import make, report, run

from claimcheck.changes import Changes, since, staged

pytestmark = pytest.mark.usefixtures("here")
M, U = "us/miracle", "uk/words"


def git(*args: str, folder: str = ".") -> str:
    command = ["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false", *args]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def commit(message: str = "x") -> None:
    git("add", "-A")
    git("commit", "-qm", message)


@pytest.fixture(autouse=True)
def repository(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose main holds three paragraphs of a.md."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git("init", "-q", "-b", "main")
    make(a="A miracle.\n\nThe facial is painless.\n\nWe utilise it.\n")
    commit()
    return here


def lines(changes: Changes) -> dict[str, object]:
    return {os.path.relpath(path): ranges for path, ranges in changes.lines.items()}


def found(*args: str) -> list[tuple[str, str]]:
    return [(each["location"]["path"], each["rule"]) for each in report(*args)["findings"]]


def test_only_findings_on_changed_lines() -> None:
    make(a="A miracle.\n\nThe facial is painless.\n\nWe utilise it, and commence.\n", b="A miracle.\n")
    assert found("--since", "HEAD") == [("a.md", U), ("a.md", U), ("b.md", M)]
    assert found("--since", "HEAD", "a.md") == [("a.md", U), ("a.md", U)]
    assert "claimcheck: 1 finding on unchanged lines left out\n" in run("--since", "HEAD").stderr
    assert found("--staged") == []
    git("add", "b.md")
    assert found("--staged") == [("b.md", M)]


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_conflict_counts_if_either_end_was_changed(place: str) -> None:
    old = Path("a.md").read_text()
    new = "The facial is painful.\n"
    make(a=f"{new}\n{old}" if place == "before" else f"{old}\n{new}")
    assert found("--since", "HEAD") == [("a.md", "consistency/pain")]


def test_the_branch_is_compared_with_where_it_left() -> None:
    git("switch", "-qc", "topic")
    make(b="We utilise it.\n")
    commit()
    git("switch", "-q", "main")
    make(a="A miracle cream.\n\nChanged on main.\n")
    commit()
    git("switch", "-q", "topic")
    assert found("--since", "main") == [("b.md", U)]


def test_the_index_is_what_is_checked_not_the_working_tree() -> None:
    make(a="Now we utilise that.\n")
    git("add", "a.md")
    make(a="A miracle, we commence.\n")
    data = report("--staged")
    assert [each["location"]["text"] for each in data["findings"]] == ["utilise"]


def test_renames_deletions_and_modes_change_no_line() -> None:
    make(c="A miracle.\n")
    commit()
    git("mv", "a.md", "é ü.md")
    git("rm", "-q", "c.md")
    assert lines(staged()) == {}
    assert run("--staged").stdout.startswith("No findings in 0 files")
    Path("é ü.md").write_text(Path("é ü.md").read_text() + "\nNew: a miracle.\n")
    git("add", "-A")
    assert lines(staged()) == {"é ü.md": ((6, 7),)}


@pytest.mark.parametrize(
    "name", ["a b.md", "é.md", 'q"uote.md', "tab\t.md", "new\nline.md", "-dash.md", "+++ b.md", "a:b.md", "[*?].md"]
)
def test_names_of_every_kind(name: str) -> None:
    Path(name).write_text("Text.\n")
    git("add", "-A")
    assert lines(staged()) == {name: ((1, 1),)}
    commit()
    Path(name).write_text("Text.\nA miracle.\n")
    assert lines(since("HEAD")) == {name: ((2, 2),)}
    git("add", "-A")
    assert [rule for _, rule in found("--staged")] == [M]


def test_text_that_looks_like_a_diff_is_text() -> None:
    make(b="-- a\n")
    commit()
    make(b="++ b/x.md\n@@ -1 +9,9 @@\ndiff --git a/x b/x\n+++ b/y.md\n")
    assert lines(since("HEAD")) == {"b.md": ((1, 4),)}
    Path("b.md").write_text("no line end")
    commit()
    Path("b.md").write_text("no line end here\nnor here")
    make(c="x\n")
    git("add", "-A")
    assert lines(staged()) == {"b.md": ((1, 2),), "c.md": ((1, 1),)}


def test_what_git_calls_binary_is_changed_as_a_whole() -> None:
    Path("u.md").write_bytes("A miracle.\n".encode("utf-16"))
    git("add", "-A")
    assert lines(staged()) == {"u.md": None}
    assert found("--staged") == [("u.md", M)]


def test_configuration_of_the_repository_neither_runs_nor_changes_anything() -> None:
    for key, value in (
        ("diff.external", "touch ran"), ("core.fsmonitor", "touch ran"), ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"), ("color.ui", "always"), ("diff.interHunkContext", "9"), ("diff.context", "5"),
        ("core.quotePath", "false"), ("diff.md.textconv", "touch ran"),
    ):  # fmt: skip
        git("config", key, value)
    Path(".gitattributes").write_text("*.md diff=md\n")
    make(a="A miracle!\n\nThe facial is painless.\n\nWe utilise it!\n")
    assert lines(since("HEAD"))["a.md"] == ((1, 1), (5, 5))
    assert not Path("ran").exists()


def test_it_works_from_a_folder_below_and_with_paths_above(monkeypatch: pytest.MonkeyPatch) -> None:
    make(sub__b="A miracle.\n")
    monkeypatch.chdir("sub")
    assert found("--since", "HEAD") == [("b.md", M)]
    Path("../a.md").write_text("We utilise!\n")
    assert found("--since", "HEAD", "..") == [("../a.md", U), ("../sub/b.md", M)]


@pytest.fixture
def shallow(repository: Path, tmp_path: Path) -> Path:
    """A clone of the last commit of a branch only, as CI makes it."""
    git("switch", "-qc", "topic")
    make(b="A miracle.\n")
    commit()
    clone = tmp_path / "clone"
    git("clone", "-q", "--depth=1", "--branch=topic", f"file://{repository}", str(clone))
    return clone


@pytest.mark.parametrize("name", ["main", "origin/main", "HASH", "v1"])
def test_a_shallow_clone_says_what_to_fetch_and_works_then(
    name: str, shallow: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("tag", "v1", "main")
    name = git("rev-parse", "main").strip() if name == "HASH" else name
    monkeypatch.chdir(shallow)
    stderr = run("--since", name, code=2).stderr
    start = f"claimcheck: --since: there is no revision “{name}” here; perhaps “git fetch --depth=1 origin "
    assert stderr.startswith(start) and stderr.endswith("” brings it\n")
    git("fetch", "-q", "--depth=1", "origin", stderr.removeprefix(start).partition("”")[0])
    result = run("--since", name, "--format", "json")
    assert f"too shallow to show where the branch left {name}; compared with {name} itself" in result.stderr
    assert found("--since", name) == [("b.md", M)]
    assert "“git fetch --unshallow origin”" in run("--since", f"{name}~7", code=2).stderr


@pytest.mark.parametrize("revision", ["no-such", "--output=x", "HEAD~9", "", "a b"])
def test_a_revision_that_is_none(revision: str) -> None:
    stderr = run("--since", revision, code=None if not revision else 2).stderr
    assert not revision or f"no revision “{revision}” here" in stderr
    assert not Path("x").exists()


def test_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "ask one" in run("--since", "HEAD", "--staged", code=2).stderr
    assert "whole drafts" in run("--since", "HEAD", "--fix", code=2).stderr
    git("checkout", "-q", "--orphan", "other")
    git("commit", "-qm", "y")
    assert "have no commit in common" in run("--since", "main", code=2).stderr
    monkeypatch.chdir(tmp_path)
    assert "this folder is in no git repository" in run("--staged", code=2).stderr
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed" in run("--staged", code=2).stderr
