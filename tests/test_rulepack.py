"""Rule packs: every fault is one line `file:line: sentence`, and all are told at once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml

import claimcheck
from claimcheck.claims.page import Knowledge
from claimcheck.ruleload import load
from claimcheck.rulepack import RulePackError, check_data_files, rule_text
from claimcheck.schema import json_schema

GOOD = """kind: phrase
message: "“{text}” is a promise."
terms: [guaranteed results]
examples:
  bad: ["We offer [[guaranteed results]]."]
  good: ["Nobody can offer guaranteed results."]
"""


def faults(folder: Path, text: str, name: str = "house/rule.yaml") -> list[str]:
    """The faults of a pack that holds one file with `text`, without the folder in front."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulePackError) as caught:
        load([folder])
    return [fault.removeprefix(f"{folder}/") for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("kind: phrase", "kind: phrese", 1, "“kind” cannot be “phrese”"),
        ("kind: phrase", "kind: phrese", 1, "Did you mean “phrase”?"),
        ("kind: phrase\n", "", 1, "needs “kind”"),
        ("message:", "mesage:", 2, "There is no key “mesage” here. Did you mean “message”?"),
        ("terms: [guaranteed results]\n", "", 1, "needs “terms”"),
        ("terms: [guaranteed results]", "terms: guaranteed", 3, "must be a list"),
        ("terms: [guaranteed results]", "terms: []", 3, "at least 1 item"),
        ("terms: [guaranteed results]", "terms: [{a: b}]", 3, "must be text"),
        ("terms: [guaranteed results]", "terms: ['/(/']", 3, "not a valid regular expression"),
        ("terms: [guaranteed results]", "terms: ['/(x+)+/']", 3, "repeats a repetition"),
        ("terms: [guaranteed results]", "terms: ['{nothing} here']", 3, "no slot {nothing}"),
        ("terms: [guaranteed results]", "terms: [no]", 3, "YAML reads the bare word no"),
        ("terms: [guaranteed results]", "terms: [100]", 3, "as a number. Put it in quotes"),
        ("terms: [guaranteed results]", "terms: [a]\nseverity: fatal", 4, "“severity” cannot be “fatal”"),
        ("terms: [guaranteed results]", "terms: [a]\njurisdictions: [no]", 4, "cannot be “no”"),
        ("terms: [guaranteed results]", "terms: [a]\nterms: [b]", 4, "stands twice"),
        ("terms: [guaranteed results]", "terms: [a]\nvalid_from: 2026-02-30", 4, "no day of the calendar"),
        ("terms: [guaranteed results]", "terms: [a]\nvalid_from: soon", 4, "must be a date"),
        ("terms: [guaranteed results]", "terms: &x [a]\nunless: *x", 3, "Anchors and aliases"),
        ("[[guaranteed results]].", "[[guaranteed results.", 5, "do not pair up"),
        ("[[guaranteed results]].", "guaranteed results.", 5, "must mark with [[…]]"),
        ("Nobody can offer", "[[Nobody]] can offer", 6, "must not mark anything"),
        ('  good: ["Nobody can offer guaranteed results."]\n', "", 5, "“examples” needs “good”"),
        ("examples:", "examples: none\nx:", 4, "must be a list of “key: value” lines"),
        ('  bad: ["We offer [[guaranteed results]]."]', "  bad: none", 5, "must be a list"),
        ("terms: [guaranteed results]", "terms: [' ']", 3, "is empty"),
        ("terms: [guaranteed results]", "terms: [~]", 3, "must be text"),
        ("terms: [guaranteed results]", "terms: [a]\nyes: b", 4, "There is no key “yes”"),
        ("kind: phrase", "kind: phrase\n---\nkind: phrase", 3, "second document"),
        ("terms: [", "terms: [[", 0, "not valid YAML"),
    ],
)
def test_faults(tmp_path: Path, old: str, new: str, line: int, sentence: str) -> None:
    assert old in GOOD
    found = faults(tmp_path, GOOD.replace(old, new, 1))
    fault = next((fault for fault in found if sentence in fault), None)
    assert fault, found
    assert fault.startswith("house/rule.yaml:")
    if line:
        assert fault.startswith(f"house/rule.yaml:{line}: ")


def test_missing_examples_is_a_fault(tmp_path: Path) -> None:
    assert any("needs “examples”" in fault for fault in faults(tmp_path, GOOD.split("examples:")[0]))


def test_all_faults_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD.replace("kind: phrase", "kind: phrese"))
    (tmp_path / "b.yaml").write_text(GOOD.replace("message", "massage"))
    with pytest.raises(RulePackError) as caught:
        load([tmp_path])
    assert {Path(fault.split(":")[0]).name for fault in caught.value.faults} == {"a.yaml", "b.yaml"}


def test_values_nobody_defined(tmp_path: Path) -> None:
    text = """kind: attribute
attribute: pain
message: m
values: {none: [painless], some: [painful]}
conflicts: [[none, lots]]
examples: {bad: ["[[x]]"], good: [y]}
"""
    assert faults(tmp_path, text) == ["house/rule.yaml:5: “lots” is not among the values: none, some."]


def test_duplicate_rule_in_two_packs(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rule.yaml").write_text(GOOD)
    with pytest.raises(RulePackError, match="exists already"):
        load([tmp_path / "one", tmp_path / "two"])


def test_unknown_broader_entry(tmp_path: Path) -> None:
    found = faults(tmp_path, "kind: lexicon\ntype: treatment\nentries: {deep peel: {is_a: peel}}\n")
    assert found == ["house/rule.yaml:1: “deep peel” is said to be a “peel”, which no lexicon knows."]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: &a [x]\n" + "\n".join(f"b{n}: &b{n} [*a, *a]" for n in range(10)), "Anchors and aliases"),
        ("terms: " + "[" * 200_000, "nested more than"),
        ("- " * 5000 + "x", "nested more than"),
        ("", "The file is empty"),
        ("kind: [", "not valid YAML"),
        ("? [a]\n: b\n", "A key must be a word"),
        ("\x00", "not valid YAML"),
    ],
)
def test_hostile_yaml(tmp_path: Path, text: str, sentence: str) -> None:
    found = faults(tmp_path, text)
    assert len(found) == 1
    assert sentence in found[0]


def test_a_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(RulePackError, match=r"big.yaml:1: The file is larger than 2 MB"):
        load([tmp_path])


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "rule.yaml").write_bytes(b"kind: \xff\xfe")
    with pytest.raises(RulePackError, match="not UTF-8"):
        load([tmp_path])


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> str:
        raise OSError(5, "Input/output error")

    (tmp_path / "rule.yaml").write_text(GOOD)
    monkeypatch.setattr(Path, "read_text", broken)
    with pytest.raises(RulePackError, match=r"rule\.yaml:1: The file cannot be read: Input/output error\.$"):
        load([tmp_path])


SPELLING = """kind: spelling
message: m
known: [words.txt, data/more.txt]
frequent: frequent.txt
examples: {bad: ["[[x]]"], good: [y]}
"""


@pytest.mark.parametrize("cached", [False, True])
def test_a_data_file_that_is_not_there(tmp_path: Path, cached: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shipped").mkdir()
    (tmp_path / "shipped" / "promise.yaml").write_text(GOOD)
    monkeypatch.setattr("claimcheck.rulepack.builtin_folder", lambda: tmp_path / "shipped")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "rule.yaml").write_text(SPELLING)
    (tmp_path / "own" / "words.txt").write_text("serum\n")
    cache = tmp_path / "cache" if cached else None
    for _ in range(2):
        with pytest.raises(RulePackError) as caught:
            claimcheck.load_rules(tmp_path / "own", cache=cache)
        assert caught.value.faults == tuple(
            f"{tmp_path}/own/rule.yaml:1: There is no file {name} in the rules folder. Check the name."
            for name in ("data/more.txt", "frequent.txt")
        )


@pytest.mark.parametrize(
    ("frame", "fault"),
    [
        ("the VREB", "“VREB” is no class of words. Use one that the rule's word lists name."),
        ("( the NOUN", "Close every group and bracket."),
        ("the {noun}", "“{noun}” is no word, class or mark. Put spaces between the parts."),
    ],
)
def test_a_frame_that_cannot_be_read(tmp_path: Path, frame: str, fault: str) -> None:
    (tmp_path / "words.txt").write_text("NOUN: peel\n")
    (tmp_path / "frames.yaml").write_text(
        f'kind: frame\nmessage: m\nclasses: [words.txt]\nframes:\n  - the NOUN NOUN\n  - "{frame}"\n'
        'examples: {bad: ["[[the peel peel]]"], good: [y]}\n'
    )
    with pytest.raises(RulePackError) as caught:
        load([tmp_path])
    (line,) = caught.value.faults
    assert line.startswith(f"{tmp_path}/frames.yaml:6: ")
    assert line.endswith(fault)


@pytest.mark.parametrize(
    ("borrowed", "fault"),
    [
        ("{own/pain: [zero]}", "“zero” is not among the values of own/pain: none."),
        ("{own/pane: [none]}", "There is no attribute rule own/pane."),
    ],
)
def test_values_that_no_rule_has(tmp_path: Path, borrowed: str, fault: str) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "pain.yaml").write_text(
        "kind: attribute\nattribute: pain\nmessage: m\nvalues: {none: [painless]}\n"
        'examples: {bad: ["[[painless]]"], good: [y]}\n'
    )
    promise = tmp_path / "own" / "promise.yaml"
    promise.write_text(
        f"kind: phrase\nmessage: m\nterms: [serum]\nvalues_of: {borrowed}\n"
        'examples: {bad: ["[[serum]]"], good: [y]}\n'
    )
    with pytest.raises(RulePackError) as caught:
        load([tmp_path])
    assert caught.value.faults == (f"{promise}:4: {fault}",)


def test_a_word_list_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_bytes(b"NOUN: d\xe9colletage\n")
    (tmp_path / "frames.yaml").write_text(
        "kind: frame\nmessage: m\nclasses: [words.txt]\nframes: [the NOUN]\n"
        'examples: {bad: ["[[the peel]]"], good: [y]}\n'
    )
    with pytest.raises(RulePackError, match=r"words\.txt:1: The file is not UTF-8\. Save it as UTF-8\."):
        load([tmp_path])


def test_data_files_are_looked_for_beside_their_rule_first(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.yaml").write_text(SPELLING.replace(", data/more.txt", ""))
        (tmp_path / name / "words.txt").write_text(name)
    (tmp_path / "one" / "frequent.txt").write_text("both")
    pack = load([tmp_path / "one", tmp_path / "two"])
    check_data_files(pack)
    texts = [[rule_text(pack, rule, name) for name in ("words.txt", "frequent.txt")] for rule in pack.rules]
    assert texts == [["one", "both"], ["two", "both"]]


def test_missing_and_empty_folders(tmp_path: Path) -> None:
    with pytest.raises(RulePackError, match="no such rules folder"):
        load([tmp_path / "nowhere"])
    with pytest.raises(RulePackError, match=r"no \.yaml file"):
        load([tmp_path])


def test_rule_id_is_its_path(pack: Callable[..., Knowledge]) -> None:
    assert [rule.id for rule in pack({"house/promises": GOOD}).pack.rules] == ["house/promises"]


class WholeNumbers(yaml.BaseLoader):
    """Text stays text, and whole numbers are numbers, as in the program."""


WholeNumbers.add_implicit_resolver("!whole", re.compile(r"\d+$"), list("0123456789"))
WholeNumbers.add_constructor("!whole", lambda _, node: int(node.value))


def test_the_schema_accepts_the_shipped_rules_and_refuses_broken_ones(shipped: Knowledge) -> None:
    schema = json.loads(json.dumps(json_schema()))
    validator = jsonschema.Draft202012Validator(schema)
    jsonschema.Draft202012Validator.check_schema(schema)
    for rule in shipped.pack.rules[:40]:
        data = yaml.load(Path(rule.file).read_text(encoding="utf-8"), Loader=WholeNumbers)
        assert list(validator.iter_errors(data)) == []
    broken = yaml.load(GOOD.replace("terms", "tems"), Loader=yaml.BaseLoader)
    assert list(validator.iter_errors(broken))
