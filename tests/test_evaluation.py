"""`claimcheck eval`: exact figures on a small corpus, the snapshot, and every way in which annotations can be wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimcheck import cli
from claimcheck.claims.page import Knowledge

RULES = {
    "consistency/pain": """
        kind: attribute
        attribute: pain
        message: "“{text}” contradicts “{other}” (line {other_line})."
        why: Readers notice.
        advice: Say one thing.
        severity: error
        values: {painless: [painless], painful: [mild discomfort]}
        conflicts: [[painless, painful]]
        examples: {bad: ["[[Painless]], with [[mild discomfort]]."], good: ["Painless."]}
        """,
    "evidence/miracle": """
        kind: phrase
        message: "“{text}” promises too much."
        severity: warning
        terms: [miracle, wonder]
        examples: {bad: ["A [[miracle]]."], good: ["A cream."]}
        """,
    "language/plain": """
        kind: substitution
        message: "Write “{suggestion}”, not “{text}”."
        severity: note
        replace: {utilise: use, could of: could have}
        examples: {bad: ["We [[utilise]] it."], good: ["We use it."]}
        """,
}
DRAFT = """\
The facial is painless, and a miracle.
You may feel mild discomfort. It is a wonder.
We utilise a mirakle. It could of been worse.
"""
NOTES = """\
draft: facial.txt
topic: facial
findings:
  - {category: conflict, attribute: pain, lines: [1, 2], quotes: ["is painless", "discomfort"], confidence: sure}
  - {category: claim, lines: [1], quotes: ["a miracle"], confidence: sure}
  - {category: claim, attribute: luck, lines: [3], quotes: ["a mirakle"], confidence: arguable}
  - {category: spelling, lines: [3], quotes: ["mirakle"], confidence: sure}
  - {category: grammar, lines: [3], quotes: ["could of"], confidence: sure}
  - {category: terminology, lines: [3], quotes: ["utilise"], confidence: hard-negative, why: "our house style"}
"""
SNAPSHOT = """\
clean/cream.md:3:3: FALSE: claim evidence/miracle “miracle”
facial.txt:1:31: right: claim evidence/miracle “miracle”
facial.txt:2:14: right: conflict consistency/pain “mild discomfort” ~ 1 “painless”
facial.txt:2:39: FALSE: claim evidence/miracle “wonder”
facial.txt:3:4: TRAP: terminology language/plain “utilise”
facial.txt:3:14: missed: spelling “mirakle”
facial.txt:3:26: right: terminology language/plain “could of”
"""


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, pack: Callable[..., Knowledge], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one annotated and one clean draft, and few rules."""
    knowledge = pack({name: "\n".join(line[8:] for line in text.splitlines()) for name, text in RULES.items()})
    monkeypatch.setattr("claimcheck.session.load_rules", lambda *_, **__: knowledge)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "corpus"
    (folder / "clean").mkdir(parents=True)
    (folder / "facial.txt").write_text(DRAFT, encoding="utf-8")
    (folder / "facial.expected.yaml").write_text(NOTES, encoding="utf-8")
    (folder / "clean" / "cream.md").write_text("# Cream\n\nA miracle.\n", encoding="utf-8")
    (folder / "README.md").write_text("No draft: a miracle.\n", encoding="utf-8")
    return folder


def run(*args: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli.main, ["eval", *args])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.stderr
    return result


def test_the_figures_by_category() -> None:
    data = json.loads(run("corpus", "--format", "json").stdout)
    assert (data["drafts"], data["clean"], data["words"]) == (2, 1, 29)
    counts = ("sure", "sure_found", "every", "every_found", "reported", "right", "false", "traps")
    assert {row["category"]: [row[key] for key in counts] for row in data["categories"]} == {
        "claim": [1, 1, 2, 1, 3, 1, 2, 0],
        "conflict": [1, 1, 1, 1, 1, 1, 0, 0],
        "grammar": [1, 1, 1, 1, 0, 0, 0, 0],
        "spelling": [1, 0, 1, 0, 0, 0, 0, 0],
        "terminology": [0, 0, 0, 0, 2, 1, 1, 1],
    }
    whole = data["all"]
    assert [whole[key] for key in counts] == [4, 3, 5, 3, 6, 3, 3, 1]
    assert (whole["recall"], whole["recall_of_all"], whole["precision"]) == (0.75, 0.6, 0.5)
    assert whole["per_1000_words"] == round(3000 / 29, 4)


def test_the_figures_by_attribute_and_rule() -> None:
    rows = json.loads(run("corpus", "--format", "json").stdout)["names"]
    assert [(row["category"], row["name"], row["recall"], row["precision"]) for row in rows] == [
        ("claim", "luck", None, None),
        ("claim", "miracle", None, round(1 / 3, 4)),
        ("conflict", "pain", 1.0, 1.0),
        ("terminology", "plain", None, 0.5),
    ]


def test_json_lists_misses_and_false_alarms() -> None:
    data = json.loads(run("corpus", "--format", "json").stdout)
    assert data["missed"] == ["facial.txt:3:14: missed: spelling “mirakle”"]
    assert [line.split(": ")[:2] for line in data["false"]] == [
        ["clean/cream.md:3:3", "FALSE"],
        ["facial.txt:2:39", "FALSE"],
        ["facial.txt:3:4", "TRAP"],
    ]


def test_the_table() -> None:
    lines = run("corpus").stdout.splitlines()
    assert lines[0] == "2 drafts (1 clean), 29 words; 1 findings in clean drafts"
    assert [line.split() for line in lines[2:9]] == [
        "CATEGORY SURE FOUND RECALL ALL RECALL REPORTED RIGHT PRECISION FALSE /1000 WORDS TRAPS".split(),
        "claim 1 1 1.00 2 0.50 3 1 0.33 2 68.97 0".split(),
        "conflict 1 1 1.00 1 1.00 1 1 1.00 0 0.00 0".split(),
        "grammar 1 1 1.00 1 1.00 - - - - - 0".split(),
        "spelling 1 0 0.00 1 0.00 - - - - - 0".split(),
        "terminology - - - - - 2 1 0.50 1 34.48 1".split(),
        "all 4 3 0.75 5 0.60 6 3 0.50 3 103.45 1".split(),
    ]
    assert "conflict: pain" in lines[13]


def test_the_report_goes_into_a_file() -> None:
    printed = run("corpus").stdout
    assert run("corpus", "--output", "figures.txt").stdout == ""
    assert Path("figures.txt").read_text(encoding="utf-8") == printed


def test_a_snapshot_holds_findings_and_misses(corpus: Path) -> None:
    run("corpus", "--update-snapshot")
    assert (corpus / "snapshot.findings").read_text(encoding="utf-8") == SNAPSHOT
    assert run("corpus").stderr == ""


def test_a_change_against_the_snapshot_is_shown_and_can_be_accepted(corpus: Path) -> None:
    run("corpus", "--update-snapshot")
    (corpus / "clean" / "cream.md").write_text("# Cream\n\nA cream, a wonder.\n", encoding="utf-8")
    said = run("corpus", code=1).stderr
    assert "-clean/cream.md:3:3: FALSE: claim evidence/miracle “miracle”\n" in said
    assert "+clean/cream.md:3:12: FALSE: claim evidence/miracle “wonder”\n" in said
    assert "--update-snapshot accepts them" in said and "facial" not in said
    run("corpus", "--update-snapshot")
    assert run("corpus").stderr == ""


def test_an_annotation_goes_by_every_place_of_the_line(corpus: Path) -> None:
    (corpus / "facial.txt").write_text("No tale here.\nA fable or a miracle: a miracle.\n", encoding="utf-8")
    note = '{category: claim, lines: [2], quotes: ["a miracle"], confidence: sure}'
    (corpus / "facial.expected.yaml").write_text(f"draft: facial.txt\nfindings: [{note}]\n", encoding="utf-8")
    run("corpus", "--update-snapshot")
    lines = (corpus / "snapshot.findings").read_text(encoding="utf-8").splitlines()
    assert [line.split(": ")[1] for line in lines] == ["FALSE", "right", "right"]


ENTRY = '  - {category: claim, lines: [1], quotes: ["a miracle"], confidence: sure}\n'


@pytest.mark.parametrize(
    ("notes", "line", "says"),
    [
        ("draft: [facial.txt\n", 2, "not valid YAML"),
        ("", 1, "empty"),
        ("- draft\n", 1, "An annotation file must be"),
        ("findings: []\n", 1, "needs “draft”"),
        ("draft: facial.txt\n", 1, "needs “findings”"),
        ("draft: lost.txt\nfindings: []\n", 1, "“lost.txt” cannot be read: no such file"),
        ("draft: facial.txt\nfindings:\n" + ENTRY.replace("claim", "risk"), 3, "cannot be “risk”"),
        ("draft: facial.txt\nfindings:\n" + ENTRY.replace("sure", "shure"), 3, "Did you mean “sure”?"),
        ("draft: facial.txt\nfindings:\n" + ENTRY.replace("quotes", "qoutes"), 3, "Did you mean “quotes”?"),
        ("draft: facial.txt\nfindings:\n" + ENTRY.replace("[1]", "[one]"), 3, "whole number"),
        (
            "draft: facial.txt\nfindings:\n" + ENTRY.replace("[1]", "[2]"),
            3,
            "Line 2 of the draft does not say “a miracle”",
        ),
        ("draft: facial.txt\nfindings:\n" + ENTRY.replace("[1]", "[99]"), 3, "Line 1 does."),
        ("draft: facial.txt\nfindings:\n" + ENTRY.replace("a miracle", "a marvel"), 3, "No line does."),
        ("draft: facial.txt\nfindings:\n" + ENTRY.replace("[1]", "[1, 1]"), 3, "1 quotes and 2 lines"),
    ],
)
def test_a_broken_annotation_is_named_with_its_place(notes: str, line: int, says: str, corpus: Path) -> None:
    (corpus / "facial.expected.yaml").write_text(notes, encoding="utf-8")
    result = run("corpus", code=2)
    assert result.stdout == ""
    said = result.stderr.splitlines()
    assert all(each.startswith(f"corpus/facial.expected.yaml:{line}: ") for each in said)
    assert any(says in each for each in said)


def test_all_broken_annotations_are_named_at_once(corpus: Path) -> None:
    for name in ("one", "two"):
        (corpus / f"{name}.expected.yaml").write_text("draft: lost.txt\nfindings: []\n", encoding="utf-8")
    assert [line.split(":")[0] for line in run("corpus", code=2).stderr.splitlines()] == [
        "corpus/one.expected.yaml",
        "corpus/two.expected.yaml",
    ]


def test_a_folder_without_drafts_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "neither a NAME.expected.yaml nor" in run("empty", code=2).stderr
    assert run("nowhere", code=2).stderr == "claimcheck: nowhere: no folder of drafts\n"
    assert "Missing argument" in run(code=2).stderr


def test_a_snapshot_that_cannot_be_read_is_said(corpus: Path) -> None:
    (corpus / "snapshot.findings").write_bytes(b"\xff\xfe\xff")
    assert "delete it and use --update-snapshot" in run("corpus", code=2).stderr
