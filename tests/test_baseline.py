"""The baseline: old findings wait, new ones show, and nothing that has gone stays in it unnoticed."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from commandline import BAD, make, report, rules_of, run

from claimcheck.baseline import NAME, dump, load

pytestmark = pytest.mark.usefixtures("here")
OLD = "A miracle. We utilise it.\n"


def lines() -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(NAME).read_text().splitlines()]


def test_old_findings_wait_and_new_ones_show() -> None:
    make(a=OLD, sub__b=BAD)
    assert run("baseline", ".").stderr == f"claimcheck: wrote {NAME}: 3 findings\n"
    assert rules_of(".") == []
    out = run(".").stdout
    assert out.startswith("No findings in 2 files; 3 suppressed (3 by the baseline)")
    make(a=f"Now first.\n\n{OLD}\nWe commence.\n")  # the old ones have moved down
    assert [(f["rule"], f["location"]["text"]) for f in report(".")["findings"]] == [("uk/words", "commence")]
    assert len(rules_of(".", "--no-baseline")) == 4
    assert [f["suppression"]["by"] for f in report(".")["suppressed"]] == ["baseline"] * 3


def test_findings_alike_are_counted() -> None:
    make(a="A miracle.\n\nA miracle.\n")
    run("baseline", "a.md")
    assert [line["count"] for line in lines()] == [2]
    make(a="A miracle.\n\nA miracle.\n\nA MIRACLE.\n")
    assert rules_of("a.md") == ["us/miracle"]


def test_the_file_is_sorted_with_one_line_for_each_kind_of_finding() -> None:
    make(b=OLD, a=OLD + BAD)
    run("baseline", "b.md", "a.md")
    keys = [(line["path"], line["rule"]) for line in lines()]
    assert keys == sorted(keys) and len(keys) == 5
    text = Path(NAME).read_text()
    run("baseline", "a.md", "b.md")
    assert Path(NAME).read_text() == text and text.endswith("}\n")


def test_two_branches_merge() -> None:
    make(a="A miracle.\n")
    run("baseline", "a.md")
    ours = Path(NAME).read_text()
    make(a="A miracle. A miracle.\n", b="We utilise it.\n")
    run("baseline", ".")
    both = (ours + Path(NAME).read_text()).splitlines(keepends=True)
    random.Random(1).shuffle(both)
    Path(NAME).write_text("".join(both))
    assert rules_of(".") == []
    assert [entry.count for entry in load(Path(NAME))] == [2, 1]
    assert dump(load(Path(NAME))).count("\n") == 2


def test_stale_entries_are_told_and_pruned_on_request() -> None:
    make(a=OLD, b=OLD)
    run("baseline", ".")
    make(a="We utilise it.\n")
    gone = f"claimcheck: 1 finding of {NAME} no longer occurs; “claimcheck baseline --prune” takes it out\n"
    assert run("a.md").stderr == gone
    assert run("b.md").stderr == ""  # a.md was not looked at
    assert run(".", "--ignore", "us/*").stderr == ""  # the rule did not run
    assert run("a.md", "--quiet").stderr == ""
    Path("b.md").unlink()
    assert "3 findings of" in run("a.md").stderr
    make(c=OLD)
    assert run("baseline", "--prune", ".").stderr == f"claimcheck: wrote {NAME}: 1 finding\n"
    assert [(line["path"], line["rule"]) for line in lines()] == [("a.md", "uk/words")]
    assert len(rules_of(".")) == 2  # nothing was added


def test_a_pruned_count_goes_down() -> None:
    make(a="A miracle. A miracle. A miracle.\n")
    run("baseline", "a.md")
    make(a="A miracle.\n")
    assert "2 findings of" in run("a.md").stderr
    run("baseline", "--prune", "a.md")
    assert [line["count"] for line in lines()] == [1]


def test_paths_hold_whatever_the_folder_a_run_starts_in(monkeypatch: pytest.MonkeyPatch) -> None:
    make(sub__a=OLD)
    Path("claimcheck.yaml").write_text("baseline: old/findings.jsonl\n")
    Path("old").mkdir()
    run("baseline", ".")
    assert json.loads(Path("old/findings.jsonl").read_text().splitlines()[0])["path"] == "../sub/a.md"
    monkeypatch.chdir("sub")
    assert rules_of("a.md") == [] and rules_of(str(Path.cwd())) == []
    Path("b.md").write_text(OLD)
    assert len(rules_of(".")) == 2


def test_a_reworded_or_regraded_rule_keeps_its_entries() -> None:
    make(a=OLD)
    run("baseline", "a.md")
    Path("claimcheck.yaml").write_text("severity: {us: error, uk: error}\n")
    assert rules_of("a.md") == []


def test_what_a_comment_hides_needs_no_baseline() -> None:
    make(a="<!-- claimcheck-disable-next-line us -->\nA miracle.\n\nWe utilise it.\n")
    run("baseline", "a.md")
    assert [line["rule"] for line in lines()] == ["uk/words"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<<<<<<< ours\n", f"{NAME}:1: This is no entry of a baseline. Is this a merge conflict?"),
        ('\n{"path": "a", "rule": "b", "key": "c", "count": 0}\n', f"{NAME}:2: This is no entry"),
        ('{"path": 1, "rule": "b", "key": "c", "count": 1}\n', "is no entry"),
        ("[]\n", "is no entry"),
        ("[" * 100_000, "is no entry"),
    ],
)
def test_a_broken_baseline_is_one_line(text: str, fault: str) -> None:
    make(a=OLD)
    Path(NAME).write_text(text)
    assert run("a.md", code=2).stderr.startswith("claimcheck") and fault in run("a.md", code=2).stderr
    run("a.md", "--no-baseline", code=0)


def test_a_baseline_that_is_missing_is_a_fault_only_where_one_is_named() -> None:
    make(a=OLD)
    run("a.md", code=0)
    stderr = run("a.md", "--baseline", "no.jsonl", code=2).stderr
    assert "no.jsonl:1: The baseline cannot be read: no such file" in stderr
    run("baseline", "a.md", "--output", "mine.jsonl")
    assert rules_of("a.md", "--baseline", "mine.jsonl") == [] and not Path(NAME).exists()


def test_no_baseline_is_written_when_a_draft_could_not_be_read() -> None:
    make(a=OLD)
    assert "no baseline was written" in run("baseline", "a.md", "no.md", code=2).stderr
    assert not Path(NAME).exists()
