"""The same findings, whatever the order of files, rules and places in memory, and however many processes work."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import claimcheck
from claimcheck.claims.page import Knowledge

CORPUS = Path(__file__).parent.parent / "corpus"
DRAFTS = sorted(CORPUS.glob("*.txt"))[:3] + sorted(CORPUS.glob("*.md"))[:1]


def test_twenty_runs_with_shuffled_rules_and_drafts_agree(shipped: Knowledge) -> None:
    chance = random.Random(7)
    texts = {path.name: path.read_text(encoding="utf-8") for path in DRAFTS}
    first: dict[str, object] = {}
    for _ in range(20):
        rules = list(shipped.pack.rules)
        chance.shuffle(rules)
        knowledge = Knowledge(replace(shipped.pack, rules=tuple(rules)))
        knowledge.__dict__["read"] = shipped.read  # lexicon and cues are the same
        names = list(texts)
        chance.shuffle(names)
        for name in names:
            found = claimcheck.check(texts[name], knowledge, name)
            assert found
            assert first.setdefault(name, found) == found


def report(paths: list[Path], seed: str, jobs: str) -> object:
    """The JSON report of a run of its own over `paths`."""
    command = [sys.executable, "-m", "claimcheck", *map(str, paths), "--format", "json", "--jobs", jobs]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 1, done.stderr
    return json.loads(done.stdout)["findings"]


@pytest.mark.parametrize(("seed", "jobs"), [("1", "1"), ("2", "2"), ("3", "3")])
def test_hash_seeds_jobs_and_the_order_of_files_change_nothing(seed: str, jobs: str) -> None:
    shuffled = random.Random(seed).sample(DRAFTS, len(DRAFTS))
    assert report(shuffled, seed, jobs) == report(DRAFTS, "0", "1")
