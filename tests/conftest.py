"""Fixtures: the shipped rules, loaded once, and a pack made of YAML written in a test."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commandline import PACK, write_pack
from hypothesis import settings

import claimcheck
from claimcheck import handbook, nlp, rulepack, session
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


@pytest.fixture(scope="session")
def own_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the rules that tests of the command line run with."""
    return write_pack(tmp_path_factory.mktemp("rules"), PACK)


@pytest.fixture(scope="session")
def tokenizer() -> Callable[[], Any]:
    """spaCy's tokenizer, built once for all tests."""
    return functools.cache(nlp.tokenizer)


@pytest.fixture
def here(tmp_path: Path, own_rules: Path, tokenizer: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with the tests' rules in place of the shipped ones."""
    place = tmp_path / "work"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(nlp, "tokenizer", tokenizer)
    for module in (rulepack, session, handbook):
        monkeypatch.setattr(module, "builtin_folder", lambda: own_rules)
    return place
