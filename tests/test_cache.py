"""The cache of results: what is the same is not done again, what differs in anything is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from commandline import BAD, make, program, report, run

from claimcheck import engine
from claimcheck.cache import Results, results
from claimcheck.findings import Finding, Place, Reference, Severity, Suggestion, Suppression
from claimcheck.packcache import cache_folder
from claimcheck.run import Done


@pytest.fixture
def checked(here: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the drafts that were really checked, in the order of that."""
    assert here.exists()
    paths: list[str] = []
    examine = engine.examine

    def watched(draft: engine.Draft, *rest: object) -> engine.Examined:
        paths.append(draft.path)
        return examine(draft, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "examine", watched)
    return paths


def test_what_is_unchanged_is_not_checked_again_and_reported_alike(checked: list[str]) -> None:
    make(a=BAD + "A miracle. We utilise it.\n", b="A cream.\n")
    formats = ("text", "json", "sarif", "html", "github")
    first = [run(".", "--format", name, "--no-cache", code=1).stdout for name in formats]
    run(".", code=1)
    checked.clear()
    assert [run(".", "--format", name, code=1).stdout for name in formats] == first
    assert checked == []
    make(b="Another cream.\n")
    run(".", code=1)
    assert checked == ["b.md"]


@pytest.mark.parametrize(
    "args",
    [
        ["--no-cache"],
        ["--ignore", "us/*"],
        ["--jurisdiction", "uk"],
        ["--product-type", "device"],
        ["--as-of", "2199-01-01"],
        ["--config", "c.yaml"],
    ],
)
def test_another_choice_is_another_result(checked: list[str], args: list[str]) -> None:
    make(a="A miracle.\n")
    Path("c.yaml").write_text("severity: {us: error}\n")
    run("a.md", code=0)
    checked.clear()
    run("a.md", *args, code=None)
    assert checked == ["a.md"]


def test_another_name_reason_rule_or_word_list_is_another_result(checked: list[str], own_rules: Path) -> None:
    make(a="A miracle.\n", b="A miracle.\n")
    run("a.md", "b.md")
    assert sorted(checked) == ["a.md", "b.md"]
    Path("claimcheck.yaml").write_text("suppress:\n- {rules: [us], reason: one}\n")
    run("a.md")
    Path("claimcheck.yaml").write_text("suppress:\n- {rules: [us], reason: two}\n")
    assert report("a.md")["suppressed"][0]["suppression"]["reason"] == "two"
    folder = results(cache_folder(), [own_rules]).folder
    (own_rules / "words.txt").write_text("a list\n")
    assert results(cache_folder(), [own_rules]).folder != folder
    (own_rules / "words.txt").unlink()
    assert results(cache_folder(), [own_rules]).folder == folder


def test_every_field_of_a_finding_survives(tmp_path: Path) -> None:
    place = Place("é\udcff.md", 1, 2, 3, 4, "wörds\n", 5, 9, "conflicts with")
    full = Finding(
        "us/a", "claim", Severity.NOTE, "low", "m", place, "why", (place, place), (Suggestion("x", "safe"),),
        ("us", "uk"), (Reference("t", "u", "s"),), "advice", ("uk/b",), "ff", Suppression("comment", "r", 3),
    )  # fmt: skip
    bare = Finding("us/a", "claim", Severity.ERROR, "high", "m", place)
    store = Results(tmp_path / "new" / "folder")
    assert store.get("a", "b", "c") is None
    store.put("a", "b", "c", Done([full, bare], "device", True))
    assert store.get("a", "b", "c") == Done([full, bare], "device", True)
    assert store.get("ab", "", "c") is None and store.get("a", "bc", "") is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"findings": [{}]}', b"\xff", b"[" * 100_000])
def test_what_cannot_be_read_counts_as_not_there(checked: list[str], content: bytes) -> None:
    make(a=BAD)
    wanted = run("a.md", code=1).stdout
    for file in cache_folder().glob("results/*/*.json"):
        file.write_bytes(content)
    checked.clear()
    assert run("a.md", code=1).stdout == wanted
    assert checked == ["a.md"]


def test_a_cache_that_cannot_be_written_harms_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(a=BAD)
    (here / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "file"))
    for _ in range(2):
        assert run("a.md", code=1).stderr == ""


def test_two_writers_at_once_leave_whole_files(tmp_path: Path) -> None:
    place = Place("a.md", 1, 1, 1, 2, "x" * 5000, 0, 1)
    finding = Finding("us/a", "claim", Severity.ERROR, "high", "m", place)
    store, wrong = Results(tmp_path / "r"), []

    def work() -> None:
        for number in range(100):
            store.put("a.md", str(number % 5), "", Done([finding]))
            found = store.get("a.md", str(number % 5), "")
            if found is None or list(found.results) != [finding]:
                wrong.append(number)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == [] and len(list((tmp_path / "r").iterdir())) == 5


def test_results_that_nobody_uses_are_thrown_away(tmp_path: Path) -> None:
    old, recent, pack = tmp_path / "results" / "old", tmp_path / "results" / "recent", tmp_path / "pack-old"
    pack.write_text("")
    for folder, days in ((old, 40), (recent, 20), (pack, 40)):
        if folder != pack:
            Results(folder).put("a", "b", "c", Done([]))
        os.utime(folder, (time.time() - days * 86400,) * 2)
    Results(tmp_path / "results" / "now").put("a", "b", "c", Done([]))
    assert not old.exists() and not pack.exists() and recent.exists()
    for number in range(20):
        Results(tmp_path / "results" / str(number)).put("a", "b", "c", Done([]))
    assert len(list((tmp_path / "results").iterdir())) == 10 and not recent.exists()


def test_the_cache_is_shown_and_cleared(checked: list[str]) -> None:
    make(a=BAD)
    run("a.md", code=1)
    assert run("cache").stdout.startswith(f"{cache_folder()}: 3 files, 0.")
    assert run("cache", "clear").stderr == "claimcheck: 3 files thrown away\n"
    assert run("cache", "show").stdout == f"{cache_folder()}: 0 files, 0.0 MB\n"
    checked.clear()
    run("a.md", code=1)
    assert checked == ["a.md"]


@pytest.mark.usefixtures("here")
def test_drafts_that_are_known_start_neither_spacy_nor_workers(own_rules: Path) -> None:
    for number in range(20):
        make(**{f"a{number}": f"{BAD}Number {number}.\n"})
    command = program(own_rules, ".", "--format", "json")
    environment = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    runs = [subprocess.run(command, capture_output=True, text=True, check=False, env=environment) for _ in range(2)]
    modules = [{line.rpartition("|")[2].strip() for line in done.stderr.splitlines()} for done in runs]
    assert "spacy" in modules[0]
    assert not {"spacy", "multiprocessing", "yaml"} & modules[1]
    assert json.loads(runs[0].stdout) == json.loads(runs[1].stdout), sys.version
