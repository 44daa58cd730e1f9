"""Reporters: the JSON contract, the writer's text, and what the readers of each other format choke on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

import claimcheck
from claimcheck.claims.page import Knowledge
from claimcheck.findings import Finding, Place, Reference, Severity, Suggestion, with_fingerprints
from claimcheck.report import FileStatus, Report
from claimcheck.reporters import REPORTERS
from claimcheck.reporters.excerpt import rows
from claimcheck.reporters.rdjson import byte_column
from claimcheck.reporters.shared import summary
from claimcheck.reporters.visible import visible, width
from claimcheck.rulepack import Rule

SARIF = Draft4Validator(json.loads((Path(__file__).parent / "data" / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))
DRAFT = "The peel is painless.\n\nAfterwards you may feel mild discomfort – and 🙂 “glow”.\n"
LAW = Reference("FTC Act", "https://www.ftc.gov/act", "15 U.S.C. § 45")
RULES = tuple(
    Rule(name, "phrase", "claim", Severity.ERROR, "high", "“{text}” contradicts “{other}” (line {other_line}).", {},
         (), (), why="Because.", advice="Use “{suggestion}”.", references=(LAW,), jurisdictions=("us",))
    for name in ("a/conflict", "a/silent")
)  # fmt: skip


def place(source: str, words: str, path: str = "a.md", role: str = "", nth: int = 0) -> Place:
    """The place of the nth occurrence of `words` in `source`."""
    start = -1
    for _ in range(nth + 1):
        start = source.index(words, start + 1)
    end = start + len(words)
    first, last = ((source.count("\n", 0, at) + 1, at - (source.rfind("\n", 0, at) + 1) + 1) for at in (start, end))
    return Place(path, *first, *last, " ".join(words.split()), start, end, role)


def finding(location: Place, *related: Place, rule: str = "a/conflict", **more: Any) -> Finding:
    """A finding with a message, error and high unless told."""
    told: dict[str, Any] = {"severity": Severity.ERROR, "confidence": "high", "message": f"“{location.text}” clashes."}
    return Finding(rule, "conflict", location=location, related=related, **(told | more))


CLASH = finding(
    place(DRAFT, "mild discomfort"),
    place(DRAFT, "painless", role="conflicts with"),
    why="Readers complain.",
    advice="Say one thing.",
    suggestions=(Suggestion("slight discomfort", "safe"),),
    jurisdictions=("us", "uk"),
    references=(LAW, Reference("CAP Code")),
)


def report(
    *findings: Finding, source: str | None = DRAFT, files: Sequence[FileStatus] = (), path: str = "a.md"
) -> Report:
    """A report on one checked file, with fingerprints."""
    sources = {} if source is None else {path: source}
    every = (FileStatus(path, "checked"), *files)
    return Report(every, tuple(with_fingerprints(findings)), RULES, sources, "1.2.3")


def rendered(name: str, *findings: Finding, **more: Any) -> str:
    """The report on `findings` in the format `name`."""
    return REPORTERS[name](report(*findings, **more))


def test_the_contract_names_every_format() -> None:
    assert (
        list(REPORTERS) == "text json sarif github gitlab junit checkstyle rdjson rdjsonl html azure markdown".split()
    )


def test_formats_are_imported_when_called() -> None:
    code = "import sys, claimcheck.reporters as r; print(sorted(m for m in sys.modules if m.startswith('claimcheck.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['claimcheck.reporters']"


PAIN = """
kind: attribute
attribute: pain
message: "“{text}” contradicts “{other}” (line {other_line})."
values: {none: [painless], some: [mild discomfort]}
conflicts: [[none, some]]
examples: {bad: ["It is [[painless]]. It means [[mild discomfort]]."], good: ["It is painless."]}
"""


@pytest.mark.parametrize("name", REPORTERS)
def test_every_format_takes_real_findings(name: str, pack: Callable[..., Knowledge]) -> None:
    rules = pack({"own/pain": PAIN}, lexicon=False)
    text = "It is painless.\n\nIt means mild discomfort.\n"
    (found,) = claimcheck.check(text, rules, "a.txt")
    given = Report((FileStatus("a.txt", "checked"),), (found,), rules.pack.rules, {"a.txt": text}, "1.2.3")
    assert found.related
    assert "mild discomfort" in REPORTERS[name](given)
    assert REPORTERS[name](given) == REPORTERS[name](given)


# JSON


def test_json_is_the_contract() -> None:
    failed = FileStatus("b.md", "failed", "It is not UTF-8.")
    text = rendered("json", CLASH, files=[failed])
    data = json.loads(text)
    assert text.endswith("}\n")
    assert list(data) == ["version", "tool", "as_of", "jurisdictions", "files", "findings", "suppressed", "summary"]
    assert data["version"] == 1
    assert data["tool"] == {"name": "claimcheck", "version": "1.2.3"}
    assert data["files"] == [
        {"path": "a.md", "status": "checked"},
        {"path": "b.md", "status": "failed", "reason": "It is not UTF-8."},
    ]
    severities = {"error": 1, "warning": 0, "note": 0}
    assert data["summary"] == {"files": 2, "findings": 1, "by_severity": severities, "suppressed": 0}
    (found,) = data["findings"]
    fingerprint = found.pop("fingerprint")
    assert re.fullmatch(r"[0-9a-f]{16}", fingerprint)
    assert found == {
        "rule": "a/conflict",
        "category": "conflict",
        "severity": "error",
        "confidence": "high",
        "message": "“mild discomfort” clashes.",
        "why": "Readers complain.",
        "advice": "Say one thing.",
        "location": {
            "path": "a.md", "line": 3, "column": 25, "end_line": 3, "end_column": 40, "text": "mild discomfort",
        },
        "related": [{
            "path": "a.md", "line": 1, "column": 13, "end_line": 1, "end_column": 21, "text": "painless",
            "role": "conflicts with",
        }],
        "suggestions": [{"replacement": "slight discomfort", "applicability": "safe"}],
        "jurisdictions": ["us", "uk"],
        "also": [],
        "references": [
            {"title": "FTC Act", "url": "https://www.ftc.gov/act", "section": "15 U.S.C. § 45"},
            {"title": "CAP Code", "url": "", "section": ""},
        ],
    }  # fmt: skip


def test_json_keeps_letters_and_survives_half_a_surrogate_pair() -> None:
    text = rendered("json", finding(place(DRAFT, "painless"), message="naïve \udcff \x9b"), path="\udcff.md")
    text.encode("utf-8")
    assert "naïve" in text and "\x9b" not in text
    data = json.loads(text)
    assert data["files"][0]["path"] == "\udcff.md"
    assert data["findings"][0]["message"] == "naïve \udcff \x9b"


# Text

GOLDEN = """\
a.md:3:25: error: “mild discomfort” clashes. [a/conflict]
  3 | Afterwards you may feel mild discomfort – and 🙂 “glow”.
    |                         ^^^^^^^^^^^^^^^
  1 | The peel is painless.
    |             ^^^^^^^^ conflicts with
  Why: Readers complain.
  Do: Say one thing.
  Write: “slight discomfort”
  Sources (US, UK): FTC Act, 15 U.S.C. § 45; CAP Code

1 finding (1 error) in 1 file
"""


def test_text_shows_both_ends_and_the_way_out() -> None:
    assert rendered("text", CLASH) == GOLDEN


def test_text_groups_files_and_says_a_reason_once() -> None:
    other = "x\n\tIt is\tpainless, painless.\n"
    first = finding(place(other, "painless", "b.md"), why="Readers complain.", severity=Severity.WARNING)
    second = finding(place(other, "painless", "b.md", nth=1), why="Readers complain.", severity=Severity.NOTE)
    given = report(CLASH, first, second, files=[FileStatus("b.md", "checked"), FileStatus("c.md", "skipped", "No.")])
    text = REPORTERS["text"](replace(given, sources={"a.md": DRAFT, "b.md": other}))
    assert text == "== a.md (1 error)\n\n" + GOLDEN.rpartition("\n1 finding")[0] + (
        "\n== b.md (1 warning, 1 note)\n\n"
        "b.md:2:8: warning: “painless” clashes. [a/conflict]\n"
        "  2 | It is    painless, painless.\n"
        "    |          ^^^^^^^^\n"
        "  Why: Readers complain.\n\n"
        "b.md:2:18: note: “painless” clashes. [a/conflict]\n"
        "  2 | It is    painless, painless.\n"
        "    |                    ^^^^^^^^\n\n"
        "3 findings (1 error, 1 warning, 1 note) in 2 files; 1 file skipped\n"
    )


def test_text_names_places_in_other_files_and_those_beyond_the_first_few() -> None:
    elsewhere = Place("b.md", 7, 2, 7, 5, "six", 0, 3, "also says")
    many = [replace(place(DRAFT, "peel", role="also says"), line=line, end_line=line) for line in range(10, 20)]
    odd = replace(many[0], line=40, end_line=40, role="spelled otherwise")
    text = rendered("text", finding(place(DRAFT, "painless"), elsewhere, *many, odd))
    assert "    -- b.md:7:2\n   7 | six\n     | ^^^ also says\n    -- a.md:10:5\n" in text
    assert "\n  And also says: lines 11, 12, 13, 14, 15, 16, 17, 18, 19\n" in text
    assert "\n  40 | peel\n     | ^^^^ spelled otherwise\n" in text


def test_text_without_findings_counts_the_files() -> None:
    assert rendered("text") == "No findings in 1 file.\n"
    files = [FileStatus("b", "checked"), FileStatus("c", "failed", "x"), FileStatus("d", "skipped", "y")]
    assert rendered("text", files=files) == "No findings in 2 files; 1 file failed, 1 file skipped.\n"
    assert summary(report(CLASH, files=files)).startswith("1 finding (1 error) in 1 of 2 files; ")


def test_text_is_coloured_only_on_request() -> None:
    given = report(CLASH)
    coloured = REPORTERS["text"](given, color=True)
    assert "\x1b" not in REPORTERS["text"](given)
    assert "\x1b[1;31merror:\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == GOLDEN


def test_text_says_what_to_leave_out() -> None:
    text = rendered("text", finding(place(DRAFT, "painless"), suggestions=(Suggestion(""),)))
    assert "  Leave out: “painless”\n" in text


def test_excerpts_are_cut_at_words() -> None:
    long = " ".join(f"word{at:02}" for at in range(100))
    (row,) = rows(place(long, "word50"), [long])
    assert row.words == "word50" and row.left.startswith("…word") and row.right.endswith("…")
    assert 70 < width(row.text) <= 90
    (start,) = rows(place(long, "word01"), [long])
    assert start.left == "word00 " and width(start.text) > 80
    (end,) = rows(place(long, "word98"), [long])
    assert end.right == " word99" and width(end.text) > 80
    (whole,) = rows(place(long, long), [long])
    assert whole.words.startswith("word00 ") and whole.text.endswith("…") and width(whole.text) <= 90


def test_carets_stand_under_wide_and_combining_characters() -> None:
    line = "美容\te\u0301lan 🙂 pain"
    (row,) = rows(place(line, "pain"), [line])
    assert row.underline == " " * (4 + 4 + 5 + 2 + 1) + "^^^^"
    (wide,) = rows(place(line, "容"), [line])
    assert wide.underline == "  ^^"
    marked = "a" + "\u0301e" * 200 + "pain"
    (cut,) = rows(place(marked, "pain"), [marked])
    assert cut.left.startswith("…e\u0301") and width(cut.text) <= 90


@given(st.text(max_size=400), st.integers(0, 400), st.integers(1, 120))
def test_excerpts_fit_the_window_and_hold_the_words(line: str, start: int, length: int) -> None:
    line = line.replace("\n", " ").replace("\r", " ")
    start = min(start, len(line))
    end = min(start + length, len(line))
    (row,) = rows(Place("a", 1, start + 1, 1, end + 1, "", start, end), [line])
    assert width(row.text) <= 93
    assert row.words == visible(line[start:end]) or row.words.endswith("…")
    assert len(row.underline) == width(row.left) + max(width(row.words), 1)


def test_a_place_may_cross_lines() -> None:
    source = "One long\r\n  sentence that\r\n\r\nends.\r\nMore."
    shown = list(rows(place(source, "long\r\n  sentence that\r\n\r\nends"), source.split("\n")))
    assert [(row.line, row.left, row.words, row.right) for row in shown] == [
        (1, "One ", "long", ""), (2, "", "sentence that", ""),
    ]  # fmt: skip
    shown = list(rows(place(source, "sentence that\r\n\r\nends"), source.split("\n")))
    assert [(row.line, row.words, row.right) for row in shown] == [(2, "sentence that", ""), (4, "ends", ".")]


def test_a_place_without_its_source_shows_its_words() -> None:
    assert "  3 | mild discomfort\n    | ^^^^^^^^^^^^^^^\n" in rendered("text", CLASH, source=None)
    assert "  3 | mild discomfort\n" in rendered("text", CLASH, source="short")


def test_hidden_characters_become_visible() -> None:
    assert visible("\x1b[1m\x9b\x7f\u202e\ud800\U000e0041\ufeff\t|") == "␛[1m\\x9b␡\\u202e\\ud800\\U000e0041    |"


RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
NASTY = st.text(st.sampled_from("\x1b\x9b\r\n\x85\u2028\u202e:%,]#[<&\"'\t\udcff\x00e\u0301🙂美 ") | st.characters())
NASTY |= st.sampled_from(["::error::x", "\n::set-output name=a::b", "##[add-mask]e", "\r\n ::debug::x", "\x1b[31m"])


@settings(max_examples=150)
@given(NASTY, NASTY, NASTY, NASTY, st.sampled_from(Severity))
@example("", "\x9b", "\t", "\x9b", Severity.ERROR)
@example("::error::x", "::x", "x\n::y", "::z", Severity.NOTE)
def test_no_text_escapes_its_format(message: str, path: str, source: str, word: str, severity: Severity) -> None:
    draft = source + word + source
    at = place(draft, word, path) if word else Place(path, 1, 1, 1, 1, "", 0, 0)
    found = finding(
        at, replace(at, role=message), replace(at, path=message), severity=severity, message=message, why=word,
        advice=source, suggestions=(Suggestion(word), Suggestion(source)), references=(Reference(word, path, message),),
    )  # fmt: skip
    files = [FileStatus(path, "failed", message), FileStatus(word, "skipped", source)]
    given = report(*[found] * 12, source=draft, path=path, files=files)
    every = {name: REPORTERS[name](given) for name in REPORTERS}
    for name, text in every.items():
        text.encode("utf-8")
        assert "\x1b" not in text and "\x9b" not in text, name
    assert not RAW.search(every["text"])
    commands = [line for line in every["github"].splitlines() if line.lstrip().startswith("::")]
    assert len(commands) == (10 if severity is Severity.ERROR else 11)
    assert all(re.match(r"::(error|warning|notice) file=[^:,\s]*", line) for line in commands)
    assert len(every["github"].split("\n")) == len(every["github"].splitlines()) + 1
    assert "##[" not in every["github"]
    for name in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(every[name])
    assert [json.loads(line) for line in every["rdjsonl"].splitlines()] == json.loads(every["rdjson"])["diagnostics"]
    for name in ("junit", "checkstyle"):
        ElementTree.fromstring(every[name])
    assert not RAW.search(every["html"].replace("\t", ""))


# SARIF


def sarif(*findings: Finding, **more: Any) -> Any:
    """The only run of a SARIF report that the schema accepts."""
    log = json.loads(rendered("sarif", *findings, **more))
    assert not [error.message for error in SARIF.iter_errors(log)]
    (run,) = log["runs"]
    return run


def test_sarif_of_nothing_still_lists_the_rules() -> None:
    run = sarif()
    assert run["results"] == []
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["a/conflict", "a/silent"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"][0]["executionSuccessful"] is True
    rule = run["tool"]["driver"]["rules"][0]
    assert rule["shortDescription"]["text"] == "“…” contradicts “…”."
    assert rule["fullDescription"]["text"] == "Because."
    assert rule["help"]["markdown"].endswith("- [FTC Act, 15 U.S.C. § 45](https://www.ftc.gov/act)")
    assert rule["helpUri"] == "https://www.ftc.gov/act"
    assert rule["properties"] == {"tags": ["claim", "us"], "precision": "high", "problem.severity": "error"}


def test_sarif_links_the_other_end_in_the_message() -> None:
    run = sarif(CLASH, files=[FileStatus("b.md", "failed", "It is gone.")])
    (result,) = run["results"]
    assert result["message"]["text"] == "“mild discomfort” clashes. Conflicts with: [painless](1)."
    assert result["relatedLocations"][0]["id"] == 1
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3, "startColumn": 25, "endLine": 3, "endColumn": 40,
    }  # fmt: skip
    assert re.fullmatch(r"[0-9a-f]+:1", result["partialFingerprints"]["primaryLocationLineHash"])
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "slight discomfort"}
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "Not checked: It is gone."


def test_sarif_fingerprints_differ_within_one_paragraph() -> None:
    source = "painless, painless, painless"
    results = sarif(*[finding(place(source, "painless", nth=at)) for at in range(3)], source=source)["results"]
    assert len({result["partialFingerprints"]["primaryLocationLineHash"] for result in results}) == 3
    bare = replace(report(), findings=(finding(place(source, "painless")),) * 2)
    results = json.loads(REPORTERS["sarif"](bare))["runs"][0]["results"]
    assert len({result["partialFingerprints"]["primaryLocationLineHash"] for result in results}) == 2


def test_sarif_text_cannot_forge_links_and_unknown_rules_are_described() -> None:
    odd = place("a [b\\c] d", "[b\\c]", role="also [x](http://y)")
    run = sarif(finding(odd, odd, rule="own/odd", message="See [this](http://evil).", severity=Severity.NOTE))
    text = run["results"][0]["message"]["text"]
    assert text == "See [this] (http://evil). Also [x] (http://y): [\\[b\\\\c\\]](1)."
    assert run["tool"]["driver"]["rules"][run["results"][0]["ruleIndex"]]["id"] == "own/odd"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("./drafts/a b#1.md", "drafts/a%20b%231.md"),
        ("a:b.md", "a%3Ab.md"),
        ("é\udcff\ud800.md", "%C3%A9%3F%3F.md"),
        ("é\udcff.md", "%C3%A9%FF.md"),
        ("/tmp/a b.md", "file:///tmp/a%20b.md"),
        ("C:\\x\\a.md", "file:///C:/x/a.md"),
    ],
)
def test_sarif_addresses(path: str, uri: str) -> None:
    run = sarif(finding(place(DRAFT, "painless", path)), path=path)
    artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == ({"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": "SRCROOT"})
    assert "SRCROOT" in run["originalUriBaseIds"]


# GitHub and GitLab


def test_github_annotates_and_escapes() -> None:
    other = Place("a,b:c.md", 1, 2, 1, 3, "x", 0, 1, "conflicts with")
    text = rendered("github", finding(replace(place(DRAFT, "painless"), path="./a,b:c%.md"), other, message="50% sure"))
    assert text == (
        "::error file=a%2Cb%3Ac%25.md,line=1,endLine=1,col=13,endColumn=21,title=a/conflict::"
        "50%25 sure%0A  a,b:c.md:1:2: conflicts with “x”\n"
        "1 finding (1 error) in 1 file\n"
    )


def test_github_leaves_columns_out_across_lines() -> None:
    text = rendered("github", finding(place("one\ntwo", "one\ntwo"), severity=Severity.NOTE))
    assert text.startswith("::notice file=a.md,line=1,endLine=2,title=")


def test_github_annotates_ten_of_each_level_the_surest_first() -> None:
    source = "painless " * 20
    errors = [finding(place(source, "painless", nth=at), confidence="low") for at in range(12)]
    sure = finding(place(source, "painless", nth=19), message="sure")
    warning = finding(place(source, "painless"), severity=Severity.WARNING)
    lines = rendered("github", *errors, warning, sure, source=source).splitlines()
    assert "sure" in lines[0]
    assert [line[:5] for line in lines[:11]] == ["::err"] * 10 + ["::war"]
    assert lines[11].startswith("3 more not annotated")
    assert lines[12] == "error a.md:1:82: “painless” clashes. [a/conflict]"
    assert lines[-1] == "14 findings (13 errors, 1 warning) in 1 file"


def test_a_failed_file_is_an_error_to_readers_that_know_only_findings() -> None:
    failed = [FileStatus("b.md", "failed", "It is not UTF-8.")]
    assert "::error file=b.md,line=1" in rendered("github", files=failed)
    assert json.loads(rendered("gitlab", files=failed))[0]["description"].endswith("Not checked: It is not UTF-8.")
    assert json.loads(rendered("rdjsonl", files=failed))["location"]["range"]["start"] == {"line": 1}
    assert 'name="b.md"' in rendered("checkstyle", files=failed)


def test_gitlab() -> None:
    assert rendered("gitlab") == "[]\n"
    twin = replace(CLASH, location=replace(CLASH.location, path="./a.md"))
    items = json.loads(rendered("gitlab", CLASH, replace(CLASH, severity=Severity.NOTE), twin))
    assert len({item["fingerprint"] for item in items}) == 3
    assert {item["location"]["path"] for item in items} == {"a.md"}
    assert {item["severity"] for item in items} == {"major", "info"}
    assert items[0]["check_name"] == "a/conflict"
    assert items[0]["description"].startswith("a/conflict: “mild discomfort” clashes. (a.md:1:13: conflicts with")
    assert items[0]["location"]["lines"] == {"begin": 3, "end": 3}
    bare = replace(report(), findings=(CLASH, CLASH))
    assert len({item["fingerprint"] for item in json.loads(REPORTERS["gitlab"](bare))}) == 2


# XML


def test_junit_has_a_suite_per_file_and_never_an_empty_one() -> None:
    files = [FileStatus("x/b.md", "checked"), FileStatus("c.md", "failed", "Gone."), FileStatus("d", "skipped", "Big.")]
    root = ElementTree.fromstring(rendered("junit", CLASH, files=files))
    assert root.attrib == {"name": "claimcheck", "tests": "4", "failures": "1", "errors": "1"}
    suites = {suite.get("name"): suite for suite in root}
    assert suites["x/b.md"][0].attrib == {"name": "No findings", "classname": "x/b"}
    assert suites["c.md"].find("testcase/error") is not None
    assert suites["d"].find("testcase/skipped") is not None
    case = suites["a.md"][0]
    assert case.attrib == {"name": "org.claimcheck.a/conflict", "classname": "a"}
    assert case[0].get("message") == "“mild discomfort” clashes."
    assert (case[0].text or "").startswith("line 3, col 25, “mild discomfort” clashes.\na.md:1:13: conflicts with")
    (empty,) = ElementTree.fromstring(REPORTERS["junit"](Report((), ())))
    assert len(empty) == 1 and empty.get("tests") == "1"


def test_xml_holds_only_what_xml_allows() -> None:
    odd = finding(place(DRAFT, "painless"), message="a\x00\x0b\ud800\ufffe <b> & c", rule="x\x01")
    for name in ("junit", "checkstyle"):
        text = rendered(name, odd)
        text.encode("utf-8")
        ElementTree.fromstring(text)
        assert "&lt;b&gt; &amp; c" in text


def test_checkstyle() -> None:
    root = ElementTree.fromstring(rendered("checkstyle", CLASH, replace(CLASH, severity=Severity.NOTE, rule="b/x")))
    assert root.tag == "checkstyle" and root.get("version") == "4.3"
    (file,) = root
    first, second = file
    assert file.get("name") == "a.md"
    assert (first.get("line"), first.get("column"), first.get("severity")) == ("3", "25", "error")
    assert first.get("source") == "claimcheck.a/conflict" and second.get("severity") == "info"
    assert "a.md:1:13: conflicts with “painless”" in (first.get("message") or "")


# Reviewdog


def test_rdjson_counts_bytes() -> None:
    shine = finding(place(DRAFT, "glow"), place(DRAFT, "mild"), suggestions=(Suggestion("shine"),), references=(LAW,))
    data = json.loads(rendered("rdjson", shine))
    assert data["source"] == {"name": "claimcheck"}
    (diagnostic,) = data["diagnostics"]
    line = DRAFT.split("\n")[2].encode()
    start = line.index(b"glow") + 1
    span = {"start": {"line": 3, "column": start}, "end": {"line": 3, "column": start + 4}}
    assert start > shine.location.column + 5
    assert diagnostic["location"] == {"path": "a.md", "range": span}
    assert diagnostic["severity"] == "ERROR"
    assert diagnostic["code"] == {"value": "a/conflict", "url": "https://www.ftc.gov/act"}
    assert diagnostic["suggestions"] == [{"range": span, "text": "shine"}]
    assert diagnostic["related_locations"][0]["location"]["range"]["start"] == {"line": 3, "column": 25}


def test_rdjson_without_the_source_has_neither_columns_nor_suggestions() -> None:
    for source in (None, "other"):
        (diagnostic,) = json.loads(rendered("rdjson", CLASH, source=source))["diagnostics"]
        assert diagnostic["location"]["range"] == {"start": {"line": 3}, "end": {"line": 3}}
        assert "suggestions" not in diagnostic


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 40))
def test_byte_columns_cut_the_same_text(line: str, at: int) -> None:
    at = min(at, len(line))
    assert line.encode()[: byte_column(line, at + 1) - 1].decode() == line[:at]


def test_a_half_surrogate_is_the_byte_it_was() -> None:
    assert byte_column("\udcffab", 3) == 3
    assert byte_column("\ud800ab", 3) == 5


def test_rdjsonl_lines_stay_below_reviewdogs_limit() -> None:
    far = Place("d/" * 2000 + "a.md", 1, 1, 1, 2, "x" * 5000, 0, 1)
    text = rendered("rdjsonl", finding(place(DRAFT, "peel"), *[far] * 100, message="é" * 50_000), CLASH)
    first, second = text.splitlines()
    assert len(first.encode()) < 60_000
    assert json.loads(second)["message"] == "“mild discomfort” clashes."
    assert rendered("rdjsonl") == ""
