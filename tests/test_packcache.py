"""The pack cache: the same pack, faster; never stale, never fatal."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import pytest

import claimcheck
from claimcheck import ruleload
from claimcheck.packcache import cache_folder, load_cached
from claimcheck.ruleload import load
from claimcheck.rulepack import RulePack, builtin_folder

RULE = """kind: phrase
message: "“{text}” is a promise."
terms: [TERM]
examples: {bad: ["We offer [[TERM]]."], good: [Nothing here.]}
"""

FRAME = """kind: frame
message: "“{text}” is wrong."
classes: [words.txt]
frames: [the the NOUN]
examples: {bad: ["Book [[the the peel]]."], good: [The peel.]}
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A folder with one rule."""
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "promise.yaml").write_text(RULE.replace("TERM", "guaranteed results"))
    return folder


def test_the_cached_pack_equals_the_loaded_one(tmp_path: Path) -> None:
    def plain(value: object) -> object:
        """A value with tuples as lists: a stored pack does not tell them apart."""
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        return [plain(one) for one in value] if isinstance(value, (list, tuple)) else value

    def everything(pack: RulePack) -> object:
        return plain({**asdict(replace(pack, rows=())), "rows": [*pack.rows]})

    first = load_cached([builtin_folder()], tmp_path)
    again = load_cached([builtin_folder()], tmp_path)
    assert first.rules == again.rules
    assert everything(first) == everything(again) == everything(load([builtin_folder()]))
    assert len(list(tmp_path.iterdir())) == 1


def test_a_cached_pack_finds_the_same(tmp_path: Path) -> None:
    draft = "The peel is painless and lasts 3 months. It lasts a week. Clinically proven! You may feel mild discomfort."
    found = [claimcheck.check(draft, claimcheck.load_rules(cache=cache)) for cache in (None, tmp_path, tmp_path)]
    assert found[0] and found[0] == found[1] == found[2]


def test_the_second_run_reads_no_yaml(rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_cached([rules], tmp_path / "cache")

    def refuse(_: object) -> RulePack:
        raise AssertionError("the YAML was read again")

    monkeypatch.setattr(ruleload, "load", refuse)
    assert load_cached([rules], tmp_path / "cache").rules == first.rules


def test_a_changed_rule_is_seen(rules: Path, tmp_path: Path) -> None:
    load_cached([rules], tmp_path / "cache")
    (rules / "promise.yaml").write_text(RULE.replace("TERM", "miracle"))
    assert load_cached([rules], tmp_path / "cache").rows[0].source == "miracle"


def test_a_changed_word_list_is_seen(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "frame.yaml").write_text(FRAME)
    (tmp_path / "rules" / "words.txt").write_text("NOUN: peel\n")
    before = load_cached([tmp_path / "rules"], tmp_path / "cache").grammar
    (tmp_path / "rules" / "words.txt").write_text("NOUN: peel laser\n")
    after = load_cached([tmp_path / "rules"], tmp_path / "cache").grammar
    assert ("laser" in before.codes, "laser" in after.codes) == (False, True)


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b"\xff\xfe", b'{"rules": [{}]}'])
def test_a_damaged_cache_counts_as_none(rules: Path, tmp_path: Path, damage: bytes) -> None:
    cache = tmp_path / "cache"
    first = load_cached([rules], cache)
    (file,) = cache.iterdir()
    file.write_bytes(damage)
    assert load_cached([rules], cache).rules == first.rules


def test_a_folder_that_cannot_be_written_is_no_error(rules: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert load_cached([rules], blocked / "cache") is not None


def test_a_cache_that_breaks_off_leaves_nothing(rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert len(load_cached([rules], tmp_path / "cache").rules) == 1
    assert list((tmp_path / "cache").iterdir()) == []


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache_folder() == Path("/somewhere/claimcheck")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert cache_folder() == Path.home() / ".cache" / "claimcheck"
