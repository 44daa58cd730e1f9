"""The handbook: pages on rules, the index in rules/README.md, and that the index is fresh."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from samplerule import RULE

from claimcheck import handbook
from claimcheck.claims.page import Knowledge
from claimcheck.exercise import Failure
from claimcheck.findings import Severity
from claimcheck.rulepack import builtin_folder

INDEX = builtin_folder() / "README.md"
CALM = replace(RULE, id="calm", file="calm.yaml", severity=Severity.NOTE, references=())


# rules/README.md


def test_the_index_of_the_shipped_rules_is_fresh(shipped: Knowledge) -> None:
    written = INDEX.read_text(encoding="utf-8") if INDEX.exists() else ""
    assert written == handbook.index(shipped.pack.rules, shipped.pack.markets), (
        f"rules/README.md is stale. Run: {handbook.COMMAND}"
    )


def test_the_index_says_what_it_is_and_who_wrote_it() -> None:
    text = handbook.index([RULE])
    assert text.count(handbook.COMMAND) == 2
    assert "It is no legal advice" in text


def test_the_index_counts_the_rules_of_every_folder() -> None:
    text = handbook.index([RULE, replace(RULE, id="house/warm", severity=Severity.WARNING), CALM])
    assert "| [house](#house) | 2 | 1 | 1 | 0 | conflict |" in text
    assert "| [other](#other) | 1 | 0 | 0 | 1 | conflict |" in text
    assert "| all | 3 | 1 | 1 | 1 |  |" in text


def test_a_folder_is_told_once_whatever_its_rules_are_called() -> None:
    names = ("zest", "house/zest", "house/deep/calm", "house/calm", "calm")
    text = handbook.index([replace(RULE, id=name) for name in names])
    headings = [line for line in text.splitlines() if re.match(r"###? \w+[\w/]*$", line)]
    assert headings == [
        "## house", "### house/calm", "### house/zest", "## house/deep", "### house/deep/calm",
        "## other", "### calm", "### zest",
    ]  # fmt: skip
    assert "| [house/deep](#housedeep) | 1 |" in text


def test_an_entry_of_the_index() -> None:
    text = handbook.index([RULE])
    assert (
        "\n## house\n\n### house/pain\n\n*error, conflict, high confidence.* “…” contradicts “…”.\n\n"
        "- Why: Readers complain.\n"
        "- Do: Say it one way, not as “…”.\n"
        "- Accepted: nearly painless\n"
        "- Wrong: It is **painless**. - It **hurts**.\n"
        "- Right: It is \\*painless\\*.\n"
        "- Source: [A guide, 3.1](<https://example.org/guide>)\n"
        "- Source: A law\n"
    ) in text


def test_the_order_of_the_rules_does_not_matter(shipped: Knowledge) -> None:
    assert handbook.index(shipped.pack.rules[::-1]) == handbook.index(shipped.pack.rules)


def test_every_link_of_the_index_leads_somewhere(shipped: Knowledge) -> None:
    text = handbook.index(shipped.pack.rules)
    links = re.findall(r"(?<!\\)\]\(([^)<#]+)\)", text)
    assert len(links) > len(shipped.pack.rules)
    assert [link for link in links if not (builtin_folder() / link).is_file()] == []
    headings = {line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")}
    assert set(re.findall(r"\(#([\w-]+)\)", text)) <= headings


def test_the_index_lists_what_the_rules_share(shipped: Knowledge) -> None:
    shared = handbook.index(shipped.pack.rules).partition("## What the rules share\n")[2]
    listed = re.findall(r"^- \[([^\]]+)\]", shared, re.MULTILINE)
    assert {"lexicon/context", "lexicon/macros", "lexicon/treatments"} <= set(listed)
    assert set(listed).isdisjoint(rule.id for rule in shipped.pack.rules)
    assert "lexicon/words/LICENSES.md" in shared and "README.md" not in shared


def test_a_folder_without_anything_shared_lists_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handbook, "builtin_folder", lambda: tmp_path)
    (tmp_path / "calm.yaml").write_text("kind: phrase\n", encoding="utf-8")
    assert "share" not in handbook.index([CALM])
    (tmp_path / "macros.yaml").write_text("# Words.\n\n#  And `more`.\nkind: macros\n# Not this.\n", encoding="utf-8")
    (tmp_path / "bare.yml").write_text("kind: macros\n", encoding="utf-8")
    (tmp_path / "names.txt").write_text("glow\n", encoding="utf-8")
    assert handbook.index([CALM]).endswith(
        "## What the rules share\n\n"
        "- [bare](bare.yml)\n"
        "- [macros](macros.yaml): Words. And `more`.\n"
        "- Word lists, and where they come from: [names.txt](names.txt)\n"
    )


# Names, messages, failures


@pytest.mark.parametrize("name", ["consistency/pain", "rules/consistency/pain.yaml", "PAIN", " consistency/pain.yml "])
def test_a_rule_is_found_by_id_file_or_last_word(shipped: Knowledge, name: str) -> None:
    found, near = handbook.find(name, shipped.pack.rules)
    assert found is not None and (found.id, near) == ("consistency/pain", [])


def test_a_last_word_that_two_rules_share_names_both() -> None:
    rules = [replace(RULE, id="us/drug"), replace(RULE, id="uk/drug"), CALM]
    assert handbook.find("drug", rules) == (None, ["us/drug", "uk/drug"])
    assert handbook.find("clam", rules) == (None, ["calm"])
    assert handbook.find("zzz", rules) == (None, [])


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ("“{text}” contradicts “{other}” (line {other_line}).", "“…” contradicts “…”."),
        ("“{text}” stands in both (“{other}”, line {other_line}).", "“…” stands in both (“…”)."),
        ("Write “{suggestion}”,\nnot “{text}”.", "Write “…”, not “…”."),
    ],
)
def test_a_message_is_read_without_its_placeholders(message: str, read: str) -> None:
    assert handbook.plain(message) == read


def test_a_failed_example_says_what_was_missed_and_what_was_too_much() -> None:
    failed = Failure("house/pain", "house/pain.yaml", "It is [[painless]].", ("painless",), ("It",))
    assert handbook.failure(failed) == (
        "house/pain.yaml: house/pain\n"
        "  example:     It is [[painless]].\n"
        "  not reported: “painless”\n"
        "  unexpected:   “It”\n"
    )
