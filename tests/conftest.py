"""Fixtures: the shipped rules, loaded once, and a pack made of YAML written in a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

import claimcheck
from claimcheck.claims.page import Knowledge
from claimcheck.ruleload import load
from claimcheck.rulepack import builtin_folder

settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci")


@pytest.fixture(scope="session")
def shipped() -> Knowledge:
    """The rules that come with the program."""
    return claimcheck.load_rules()


@pytest.fixture(scope="session")
def lexicon_files() -> list[Path]:
    """The shipped lexicon's files."""
    return sorted((builtin_folder() / "lexicon").glob("*.yaml"))


@pytest.fixture
def pack(tmp_path: Path, lexicon_files: list[Path]) -> Callable[..., Knowledge]:
    """A function from {rule id: YAML} to Knowledge with those rules and the shipped lexicon."""

    def build(rules: dict[str, str], lexicon: bool = True) -> Knowledge:
        folder = tmp_path / "pack"
        for name, text in rules.items():
            path = folder / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        if lexicon:
            (folder / "lexicon").mkdir(exist_ok=True)
            for source in lexicon_files:
                (folder / "lexicon" / source.name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
        return Knowledge(load([folder]))

    return build
