"""The repository itself: types, style, the wheel, and commands that stand in two places."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: str, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    """A finished run of a command."""
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, **more})


def test_ruff_is_clean() -> None:
    done = run(sys.executable, "-m", "ruff", "check", "--no-cache", "claimcheck", "tests")
    assert done.returncode == 0, done.stdout


def test_mypy_strict_is_clean() -> None:
    done = run(sys.executable, "-m", "mypy")
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    assert done.returncode == 0, done.stderr
    (file,) = folder.glob("*.whl")
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_works_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    assert (wheel / "claimcheck" / "_rules" / "consistency" / "pain.yaml").exists()
    draft = tmp_path / "draft.txt"
    draft.write_text("The peel is painless. After the peel you may feel mild discomfort.\n", encoding="utf-8")
    done = run(sys.executable, "-m", "claimcheck", "--no-cache", "draft.txt", cwd=tmp_path, PYTHONPATH=str(wheel))
    assert done.returncode == 1, done.stderr
    assert "painless" in done.stdout and "mild discomfort" in done.stdout
    where = "import claimcheck.rulepack as r; print(r.__file__, r.builtin_folder())"
    done = run(sys.executable, "-c", where, cwd=tmp_path, PYTHONPATH=str(wheel))
    assert done.stdout.split() == [str(wheel / "claimcheck" / "rulepack.py"), str(wheel / "claimcheck" / "_rules")]


def test_ci_runs_the_readmes_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (command,) = [line for line in script.splitlines() if "pytest" in line]
    assert command in readme


def test_the_version_stands_once(wheel: Path) -> None:
    import claimcheck

    (metadata,) = wheel.glob("claimcheck-*.dist-info/METADATA")
    assert f"\nVersion: {claimcheck.__version__}\n" in metadata.read_text(encoding="utf-8")
    assert f"## {claimcheck.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
