"""Reports against what their readers demand: each format's own description of itself, written as a check."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from claimcheck.findings import Finding, Place, Reference, Severity, Suggestion, with_fingerprints
from claimcheck.report import FileStatus, Report
from claimcheck.reporters import REPORTERS

FAST = settings(max_examples=60, derandomize=True, deadline=None, database=None)


def an_object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """The JSON Schema of an object with these keys and no other."""
    every = required | (optional or {})
    return {"type": "object", "properties": every, "required": list(required), "additionalProperties": False}


def a_list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


TEXT = {"type": "string"}
SAID = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 1}
PATH = {"type": "string", "pattern": r"^(?!\./)[^\r\n]*"}

# GitLab: a list of issues with these keys; lines or positions; no other severity.
GITLAB = a_list(
    an_object(
        {
            "description": SAID, "check_name": TEXT, "fingerprint": SAID,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": an_object({"path": PATH, "lines": an_object({"begin": COUNT}, {"end": COUNT})}),
        }
    )
)  # fmt: skip

# Reviewdog: DiagnosticResult and Diagnostic of its protocol buffers.
POSITION = an_object({"line": COUNT}, {"column": COUNT})
RANGE = an_object({"start": POSITION}, {"end": POSITION})
LOCATION = an_object({"path": PATH}, {"range": RANGE})
SOURCE = an_object({"name": TEXT}, {"url": TEXT})
DIAGNOSTIC = an_object(
    {"message": TEXT, "location": LOCATION},
    {
        "severity": {"enum": ["ERROR", "WARNING", "INFO", "UNKNOWN_SEVERITY"]}, "source": SOURCE,
        "code": an_object({"value": TEXT}, {"url": TEXT}), "original_output": TEXT,
        "suggestions": a_list(an_object({"range": RANGE, "text": TEXT})),
        "related_locations": a_list(an_object({"message": TEXT, "location": LOCATION})),
    },
)  # fmt: skip
RDJSON = an_object({"diagnostics": a_list(DIAGNOSTIC)}, {"source": SOURCE, "severity": TEXT})


def valid(schema: dict[str, Any], data: object) -> None:
    """Fail with what the schema forbids."""
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []


# XML: which children and attributes an element may have; * for any number, ? for one at most.
Shape = dict[str, tuple[set[str], set[str], set[str]]]  # element: required attributes, optional ones, children
JUNIT: Shape = {
    "testsuites": ({"name", "tests", "failures", "errors"}, {"time", "skipped"}, {"testsuite"}),
    "testsuite": ({"name", "tests", "failures", "errors"}, {"skipped", "time"}, {"testcase", "properties"}),
    "testcase": ({"name", "classname"}, {"time", "line", "column", "file"}, {"failure", "error", "skipped"}),
    "failure": ({"message", "type"}, set(), set()),
    "error": ({"message", "type"}, set(), set()),
    "skipped": (set(), {"message"}, set()),
}
CHECKSTYLE: Shape = {
    "checkstyle": ({"version"}, set(), {"file"}),
    "file": ({"name"}, set(), {"error"}),
    "error": ({"line", "severity", "message", "source"}, {"column"}, set()),
}


def shaped(shape: Shape, element: ElementTree.Element) -> None:
    """Fail where an element has what its format does not know, or lacks what it demands."""
    required, optional, children = shape[element.tag]
    assert required <= set(element.attrib) <= required | optional, element.tag
    for child in element:
        assert child.tag in children
        shaped(shape, child)


def unescaped(text: str) -> str:
    """What the runner makes of the data of a GitHub command."""
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def github_commands(log: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """The commands that GitHub's runner finds in a log: name, properties, message."""
    for line in log.splitlines():
        found = re.match(r"\s*::([^\s:]+)(?: (.*?))?::(.*)$", line)
        if found:
            pairs = (part.split("=", 1) for part in (found[2] or "").split(","))
            properties = {key: unescaped(value.replace("%3A", ":").replace("%2C", ",")) for key, value in pairs}
            yield found[1], properties, unescaped(found[3])
        assert "##[" not in line


def azure_commands(log: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """The commands that the agent of Azure Pipelines finds in a log, wherever they begin in a line."""
    for line in log.splitlines():
        for found in re.finditer(r"##vso\[([^\] ]+)(?: ([^\]]*))?\](.*)$", line):
            pairs = [part.split("=", 1) for part in (found[2] or "").split(";") if part]
            text = found[3].replace("%0D", "\r").replace("%0A", "\n").replace("%AZP25", "%")
            yield found[1], {key: value.replace("%3B", ";").replace("%5D", "]") for key, value in pairs}, text


NASTY = st.text(st.sampled_from("\x1b\x9b\r\n\x85\u2028\u202e:%,;]#[<&|`*_\"'\t\udcff\x00é🙂 =a"), max_size=12)
NASTY |= st.sampled_from(
    ["::error::x", "##vso[task.complete]x", "a\n::warning::b", "]]>", "</script>", "%0A::error::x"]
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report of findings with places that fit the draft and texts that fit nothing."""
    source = draw(NASTY) + "one two\nthree " + draw(NASTY)
    path = draw(NASTY.map(lambda name: name.removeprefix("./"))) or "a.md"
    lines = source.split("\n")

    def place(role: str) -> Place:
        line = draw(st.integers(1, len(lines)))
        start = draw(st.integers(0, len(lines[line - 1])))
        end = draw(st.integers(start, len(lines[line - 1])))
        return Place(path, line, start + 1, line, end + 1, lines[line - 1][start:end], start, end, role)

    findings = [
        Finding(
            draw(NASTY), "claim", draw(st.sampled_from(Severity)), "high", draw(NASTY), place(""), why=draw(NASTY),
            related=tuple(place(draw(NASTY)) for _ in range(draw(st.integers(0, 8)))), advice=draw(NASTY),
            suggestions=(Suggestion(draw(NASTY)),), jurisdictions=("us",),
            references=(Reference(draw(NASTY), draw(NASTY | st.just("https://a.b/<|>")), draw(NASTY)),),
        )
        for _ in range(draw(st.integers(0, 14)))
    ]  # fmt: skip
    files = (FileStatus(path, "checked"), FileStatus("b" + draw(NASTY), "failed", draw(NASTY)))
    return Report(files, tuple(with_fingerprints(findings)), (), {path: source}, "1.2.3")


@FAST
@given(reports())
def test_every_report_is_what_its_reader_demands(report: Report) -> None:
    made = {name: REPORTERS[name](report) for name in REPORTERS}
    for text in made.values():
        text.encode("utf-8")
        assert not text.startswith("\ufeff") and text.endswith("\n")
    items = json.loads(made["gitlab"])
    valid(GITLAB, items)
    assert len({item["fingerprint"] for item in items}) == len(items) == len(report.findings) + 1
    valid(RDJSON, json.loads(made["rdjson"]))
    for line in made["rdjsonl"].splitlines():
        valid(DIAGNOSTIC, json.loads(line))
        assert len(line.encode()) < 65536
    shaped(JUNIT, ElementTree.fromstring(made["junit"]))
    shaped(CHECKSTYLE, ElementTree.fromstring(made["checkstyle"]))


@FAST
@given(reports())
def test_junit_counts_what_it_holds(report: Report) -> None:
    root = ElementTree.fromstring(REPORTERS["junit"](report))
    for suite in root:
        for key, tag in (("tests", "testcase"), ("failures", "testcase/failure"), ("errors", "testcase/error")):
            assert int(suite.get(key, "")) == len(suite.findall(tag))
        assert len(suite)
    assert int(root.get("tests", "")) == len(root.findall("testsuite/testcase"))


@FAST
@given(reports())
def test_byte_columns_cut_the_words_out_of_the_line(report: Report) -> None:
    diagnostics = json.loads(REPORTERS["rdjson"](report))["diagnostics"][1:]
    for finding, diagnostic in zip(report.findings, diagnostics, strict=True):
        raw = report.sources[finding.location.path].encode("utf-8", "surrogateescape").split(b"\n")
        span = diagnostic["location"]["range"]
        words = raw[span["start"]["line"] - 1][span["start"]["column"] - 1 : span["end"]["column"] - 1]
        assert words.decode("utf-8", "surrogateescape") == finding.location.text


@FAST
@given(reports())
def test_logs_hold_our_commands_and_no_other(report: Report) -> None:
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    commands = list(github_commands(REPORTERS["github"](report)))
    for severity, name in levels.items():
        wanted = sum(finding.severity is severity for finding in report.findings) + (severity is Severity.ERROR)
        assert sum(command == name for command, *_ in commands) == min(wanted, 10)
    for command, properties, _ in commands:
        assert command in levels.values()
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
    issues = list(azure_commands(REPORTERS["azure"](report)))
    assert len(issues) == 1 + sum(finding.severity > Severity.NOTE for finding in report.findings)
    for command, properties, _ in issues:
        assert command == "task.logissue"
        assert list(properties) == ["type", "sourcepath", "linenumber", "columnnumber", "code"]
        assert properties["type"] in ("error", "warning")


@FAST
@given(reports())
def test_markdown_is_a_table_and_nothing_else(report: Report) -> None:
    import pyromark

    text = REPORTERS["markdown"](report)
    rows = [line for line in text.split("\n") if line.startswith("|")]
    assert len(rows) == len(report.findings) + 1 + 2
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)
    events: Any = pyromark.events(text, options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH)
    starts = [event["Start"] for event in events if isinstance(event, dict) and "Start" in event]
    kinds = {kind if isinstance(kind, str) else next(iter(kind)) for kind in starts}
    assert kinds <= {"Paragraph", "Table", "TableHead", "TableRow", "TableCell", "Strong", "Link"}
    tags = {event["InlineHtml"] for event in events if isinstance(event, dict) and "InlineHtml" in event}
    assert tags <= {"<br>", "<code>", "</code>", "<sub>", "</sub>"}


LONG = Place("a.md", 1, 1, 1, 4, "one", 0, 3)
MANY = tuple(
    Finding("a/b", "claim", Severity.WARNING, "high", f"Message {at} " + "x" * 250, LONG, advice="y" * 280)
    for at in range(3000)
)


def test_a_summary_stays_below_the_limit_and_says_what_it_leaves_out() -> None:
    text = REPORTERS["markdown"](Report((FileStatus("a.md", "checked"),), MANY, (), {"a.md": "one"}))
    assert len(text.encode()) < 1024 * 1024
    shown = text.count("| warning |")
    assert 1000 < shown < 3000 and f"{3000 - shown} more are not listed" in text


@pytest.mark.parametrize("name", ["github", "azure"])
def test_logs_show_paths_and_messages_as_they_are(name: str) -> None:
    place = replace(LONG, path="dir/50% a,b;c:d].md")
    finding = Finding("a/b", "claim", Severity.ERROR, "high", "100% sure; see [x]: yes, it is.", place)
    text = REPORTERS[name](Report((FileStatus(place.path, "checked"),), (finding,)))
    readers: dict[str, Callable[[str], Iterator[tuple[str, dict[str, str], str]]]] = {
        "github": github_commands, "azure": azure_commands,
    }  # fmt: skip
    [(_, properties, message)] = readers[name](text)
    shown = properties["file" if name == "github" else "sourcepath"].replace("%AZP25", "%")
    assert (shown, message) == (place.path, finding.message)
