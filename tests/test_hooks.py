"""The hook for pre-commit, the GitHub action and the GitLab job, run as the real thing runs them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from commandline import BAD, ROOT

from claimcheck.formats import FORMATS

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="the scripts are for POSIX shells"),
    pytest.mark.usefixtures("site"),
]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
GOOD = "We open at nine.\n"


def call(*command: str, code: int | None = 0, cwd: Path | str = ".", **environment: str) -> str:
    """What a command prints on both streams."""
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, timeout=120, env={**os.environ, **environment}
    )
    assert code is None or done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def git(*args: str, cwd: Path | str = ".") -> str:
    return call("git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false", *args, cwd=cwd)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_rules: Path) -> Path:
    """A content repository, with a `claimcheck` on the PATH that knows only the tests' rules."""
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "claimcheck").write_text(
        f"#!{sys.executable}\nimport sys, pathlib; sys.path.insert(0, {str(ROOT)!r}); import claimcheck.rulepack as r\n"
        f"r.builtin_folder = lambda: pathlib.Path({str(own_rules)!r})\nfrom claimcheck.cli import run; run()\n"
    )
    (tools / "claimcheck").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for name in (
        "GITHUB_BASE_REF",
        "GITHUB_REF",
        "GITHUB_SHA",
        "GITHUB_STEP_SUMMARY",
        "GIT_DIR",
        "GIT_INDEX_FILE",
        "GIT_WORK_TREE",
    ):
        monkeypatch.delenv(name, raising=False)
    place = tmp_path / "site"
    place.mkdir()
    monkeypatch.chdir(place)
    git("init", "-q", "-b", "main")
    return place


def hooks() -> list[dict[str, Any]]:
    return list(yaml.safe_load(MANIFEST.read_text(encoding="utf-8")))


def install(name: str) -> None:
    """Install the hook `name` of the manifest, run by the `claimcheck` on the PATH instead of a copy of its own."""
    (hook,) = [{**hook, "language": "system"} for hook in hooks() if hook["id"] == name]
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    Path(".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    call("pre-commit", "install")


def test_the_manifest_is_valid_and_names_every_format() -> None:
    pytest.importorskip("pre_commit")
    call("pre-commit", "validate-manifest", str(MANIFEST))
    for hook in hooks():
        assert all(re.search(hook["files"], f"a b{ending}") for ending in FORMATS)
        assert not re.search(hook["files"], "a.py") and not re.search(hook["files"], "amd")


@pytest.mark.parametrize("name", ["draft.md", "a draft.txt", "naïve é.md", "-dash.md"])
def test_pre_commit_stops_a_bad_draft_and_passes_a_good_one(name: str) -> None:
    pytest.importorskip("pre_commit")
    install("claimcheck")
    Path(name).write_text(BAD, encoding="utf-8")
    git("add", "-A")
    out = call("git", "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-m", "x", code=1)
    assert "consistency/pain" in out and "painless" in out
    Path(name).write_text(GOOD, encoding="utf-8")
    git("add", "-A")
    assert "Passed" in git("commit", "-m", "x")


def test_pre_commit_leaves_out_what_the_configuration_excludes() -> None:
    pytest.importorskip("pre_commit")
    install("claimcheck")
    Path("claimcheck.yaml").write_text("exclude: [old/]\n")
    Path("old").mkdir()
    Path("old/a.md").write_text(BAD)
    Path("code.py").write_text(BAD)
    git("add", "-A")
    git("commit", "-m", "x")


def test_pre_commit_fixes() -> None:
    pytest.importorskip("pre_commit")
    install("claimcheck-fix")
    Path("a b.md").write_text("We utilise it.\n")
    git("add", "-A")
    out = call("git", "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-m", "x", code=1)
    assert "files were modified by this hook" in out
    assert Path("a b.md").read_text() == "We use it.\n"
    git("add", "-A")
    git("commit", "-m", "x")


def test_no_input_of_the_action_can_become_a_command() -> None:
    steps = ACTION["runs"]["steps"]
    assert all("${{" not in step["run"] and step["shell"] == "bash" for step in steps)
    used = set(re.findall(r"inputs\.([\w-]+)", "".join(steps[1]["env"].values())))
    assert used == set(ACTION["inputs"])
    assert all(entry["description"] for entry in ACTION["inputs"].values())
    script = (ROOT / ".ci" / "github-action").read_text(encoding="utf-8")
    assert set(re.findall(r"CLAIMCHECK\w*", script)) == set(steps[1]["env"])


def action(code: int, **environment: str) -> str:
    """Run the last step of the action with its defaults, and `environment` over them."""
    step = ACTION["runs"]["steps"][-1]
    given = dict.fromkeys(step["env"], "")
    for key, value in step["env"].items():
        if found := re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value):
            given[key] = ACTION["inputs"][found[1]]["default"]
    given["CLAIMCHECK"] = "claimcheck"
    return call("bash", "-c", step["run"], code=code, GITHUB_ACTION_PATH=str(ROOT), **(given | environment))


def test_the_action_annotates_and_writes_sarif() -> None:
    Path("a b.md").write_text(BAD)
    out = action(1, GITHUB_STEP_SUMMARY="summary.md")
    assert "::error file=a b.md,line=1" in out
    assert "consistency/pain" in Path("summary.md").read_text()
    Path("summary.md").unlink()
    assert json.loads(Path("claimcheck.sarif").read_text())["runs"][0]["results"][0]["ruleId"] == "consistency/pain"
    action(0, CLAIMCHECK_FAIL_ON="never")
    action(2, CLAIMCHECK_PATHS="$(touch x)\n`touch x`;touch x\r\n-x\n")
    action(2, CLAIMCHECK_FAIL_ON="error; touch x")
    assert not Path("x").exists()
    Path("c.yaml").write_text("ignore: [consistency]\n")
    action(0, CLAIMCHECK_CONFIG="c.yaml", CLAIMCHECK_SARIF="out.sarif", CLAIMCHECK_PATHS="a b.md\n")
    assert Path("out.sarif").exists()


@pytest.mark.parametrize("depth", [1, 50])
def test_the_action_looks_at_the_changes_of_a_pull_request(site: Path, tmp_path: Path, depth: int) -> None:
    Path("old.md").write_text(BAD)
    Path("a.md").write_text(GOOD)
    git("add", "-A")
    git("commit", "-qm", "main")
    git("switch", "-qc", "topic")
    Path("a.md").write_text(GOOD + "\n" + BAD)
    git("commit", "-qam", "topic")
    git("switch", "-q", "main")
    Path("later.md").write_text(BAD)
    git("add", "-A")
    git("commit", "-qm", "later")
    git("merge", "-q", "--no-edit", "topic")  # what a pull request is checked out as
    git("branch", "-q", "merged")
    git("reset", "-q", "--hard", "HEAD~1")
    clone = tmp_path / "clone"
    git("clone", "-q", f"--depth={depth}", "--single-branch", "--branch=merged", f"file://{site}", str(clone))
    os.chdir(clone)
    out = action(1, GITHUB_BASE_REF="main")
    assert "file=a.md,line=3" in out and "old.md" not in out and "later.md" not in out
    assert "old.md" in action(1, GITHUB_BASE_REF="main", CLAIMCHECK_CHANGED_ONLY="false")


@pytest.mark.parametrize("depth", [1, 50])
def test_the_action_leaves_out_what_changed_in_the_base_since(site: Path, tmp_path: Path, depth: int) -> None:
    Path("old.md").write_text(BAD)
    git("add", "-A")
    git("commit", "-qm", "main")
    git("switch", "-qc", "topic")
    Path("a.md").write_text(BAD)
    git("add", "-A")
    git("commit", "-qm", "topic")
    git("switch", "-q", "main")
    git("merge", "-q", "--no-ff", "--no-edit", "topic")
    git("update-ref", "refs/pull/7/merge", "HEAD")
    git("reset", "-q", "--hard", "HEAD~1")
    Path("old.md").write_text(GOOD)
    git("commit", "-qam", "later")
    (tmp_path / "clone").mkdir()
    os.chdir(tmp_path / "clone")
    git("init", "-q")
    git("remote", "add", "origin", f"file://{site}")
    git("fetch", "-q", f"--depth={depth}", "origin", "+refs/pull/7/merge:refs/remotes/pull/7/merge")
    git("checkout", "-q", "refs/remotes/pull/7/merge")
    head = subprocess.run(("git", "rev-parse", "HEAD"), capture_output=True, text=True, check=True).stdout.strip()
    out = action(1, GITHUB_BASE_REF="main", GITHUB_REF="refs/pull/7/merge", GITHUB_SHA=head)
    assert "file=a.md" in out and "old.md" not in out


def test_the_action_copes_with_odd_names_and_with_nothing_to_check(site: Path, tmp_path: Path) -> None:
    Path("code.py").write_text("x")
    Path("old.md").write_text(BAD)
    git("add", "-A")
    git("commit", "-qm", "main")
    git("branch", "rel;touch${IFS}x")
    git("switch", "-qc", "topic")
    Path("code.py").write_text("y")
    git("commit", "-qam", "code")
    clone = tmp_path / "clone"
    git("clone", "-q", "--depth=1", f"file://{site}", str(clone))
    os.chdir(clone)
    assert "No findings in 0 files" in action(0, GITHUB_BASE_REF="main")
    Path(" $(touch x) `touch x`;&|'\"\n::error::x.md").write_text(BAD)
    git("add", "-A")
    git("commit", "-qm", "topic")
    for base in ("main", "rel;touch${IFS}x"):
        for paths in (".", "", "\n \r\n\t\n"):
            out = action(1, GITHUB_BASE_REF=base, CLAIMCHECK_PATHS=paths)
            assert [line[:24] for line in out.splitlines() if line.startswith("::")] == ["::error file= $(touch x)"]
    assert "fetch-depth 0" in action(2, GITHUB_BASE_REF="gone")
    git("remote", "remove", "origin")
    assert "changed-only" in action(2, GITHUB_BASE_REF="other")
    assert not Path("x").exists()


def test_the_gitlab_job_writes_its_report(tmp_path: Path) -> None:
    job = yaml.safe_load((ROOT / ".ci" / "gitlab.yml").read_text(encoding="utf-8"))["claimcheck"]
    (tmp_path / "bin" / "python3").write_text("#!/bin/sh\n[ \"$5\" = 'my package' ]\n")
    (tmp_path / "bin" / "python3").chmod(0o755)
    Path("a b.md").write_text(BAD)
    Path("*").write_text(GOOD)
    variables = {**job["variables"], "CLAIMCHECK_PACKAGE": "my package", "CLAIMCHECK_PATHS": "a b.md\n*"}
    for shell in ("sh", "bash"):
        call(shell, "-ec", "\n".join(job["script"]), code=1, **variables)
        (report,) = json.loads(Path(job["artifacts"]["reports"]["codequality"]).read_text())
        assert report["location"]["path"] == "a b.md"
        call(shell, "-ec", "\n".join(job["script"]), code=0, **{**variables, "CLAIMCHECK_FAIL_ON": "never"})


@pytest.mark.parametrize(
    ("kind", "file"), [("github-actions", ROOT / "action.yml"), ("gitlab-ci", ROOT / ".ci" / "gitlab.yml"),
                       ("github-workflows", "jobs:"), ("gitlab-ci", "include:")],
)  # fmt: skip
def test_the_files_for_ci_are_what_its_own_schemas_demand(kind: str, file: Path | str) -> None:
    if isinstance(file, str):  # a block of the README that holds this
        (block,) = [block for block in blocks("yaml") if f"\n{file}" in block]
        file, _ = Path("block.yml"), Path("block.yml").write_text(block, encoding="utf-8")
    call("check-jsonschema", "--builtin-schema", f"vendor.{kind}", str(file))


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_readme_blocks_can_be_copied() -> None:
    loaded = [yaml.safe_load(block) for block in blocks("yaml")]
    (pre_commit,) = [data["repos"][0] for data in loaded if "repos" in data]
    assert {hook["id"] for hook in pre_commit["hooks"]} <= {hook["id"] for hook in hooks()}
    (workflow,) = [data for data in loaded if "jobs" in data]
    steps = workflow["jobs"]["claimcheck"]["steps"]
    (ours,) = [step for step in steps if step.get("id") == "claimcheck"]
    assert set(ours.get("with", {})) <= set(ACTION["inputs"])
    (gitlab,) = [data for data in loaded if "include" in data]
    assert (ROOT / gitlab["include"][0]["file"].lstrip("/")).exists()
    job = yaml.safe_load((ROOT / ".ci" / "gitlab.yml").read_text(encoding="utf-8"))["claimcheck"]
    assert set(gitlab["claimcheck"]["variables"]) <= set(job["variables"])
