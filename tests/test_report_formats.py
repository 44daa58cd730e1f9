"""Reports against what their readers demand: a published schema, a program that reads them, or the rules of one.

SARIF has its schema in test_reporters.py. The schemas of GitLab and reviewdog are weaker than the checks here, which
hold what they demand and what their documents say besides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import junitparser
import pytest
import xmlschema
from diff_cover.violationsreporters.java_violations_reporter import CheckstyleXmlDriver
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from claimcheck.findings import Finding, Place, Reference, Severity, Suggestion, with_fingerprints
from claimcheck.report import FileStatus, Report
from claimcheck.reporters import REPORTERS
from claimcheck.reporters.shared import relative, with_failures
from claimcheck.reporters.visible import fold, visible
from claimcheck.reporters.xml_text import allowed

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

# GitLab: app/validators/json_schemas/codeclimate.json demands description, fingerprint, severity and location;
# its document on the report format demands check_name and a line too, and lists the severities.
GITLAB = a_list(
    an_object(
        {
            "description": SAID, "check_name": TEXT, "fingerprint": SAID,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": an_object({"path": PATH, "lines": an_object({"begin": COUNT}, {"end": COUNT})}),
        }
    )
)  # fmt: skip

# Reviewdog: DiagnosticResult and Diagnostic of proto/rdf/reviewdog.proto. Its reader drops what it does not know.
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


JUNIT = xmlschema.XMLSchema(Path(__file__).parent / "data" / "junit-10.xsd")

# Checkstyle publishes no schema; its own XMLLogger writes these attributes.
CHECKSTYLE = {"checkstyle": {"version"}, "file": {"name"}, "error": {"line", "column", "severity", "message", "source"}}


def is_junit(text: str, report: Report) -> None:
    """Fail where the schema of Jenkins does, or where a reader of JUnit reports counts other cases than `report`."""
    assert [error.reason for error in JUNIT.iter_errors(text)] == []
    cases = [case for suite in junitparser.JUnitXml.fromstring(text.encode()) for case in suite]
    results = [(type(result), result.message) for case in cases for result in case.result]
    failed = [(junitparser.Error, allowed(fold(file.reason))) for file in report.files if file.status == "failed"]
    found = [(junitparser.Failure, allowed(fold(finding.message))) for finding in report.findings]
    assert sorted(results, key=str) == sorted(failed + found, key=str)


def is_checkstyle(text: str, report: Report) -> None:
    """Fail where a reader of Checkstyle reports finds other violations than `report` holds."""
    for element in ElementTree.fromstring(text).iter():
        assert set(element.attrib) == CHECKSTYLE[element.tag]
        assert element.get("severity", "error") in ("error", "warning", "info")
    read = [found.line for each in CheckstyleXmlDriver().parse_reports([text]).values() for found in each]
    failed = [1 for file in report.files if file.status == "failed"]
    assert sorted(read) == sorted(failed + [finding.location.line for finding in report.findings])


Command = tuple[str, dict[str, str], str]  # name, properties, message


def decoded(text: str, *codes: str) -> str:
    """`text` with each of `codes`, a character and what stands for it, undone one after the other as runners do."""
    for code in codes:
        text = text.replace(code[1:], code[0])
    return text


def listed(text: str, separator: str, *codes: str) -> dict[str, str]:
    """The properties of a command; runners drop one without a value, and an = that a value begins with."""
    pairs = (part.split("=", 1) for part in text.split(separator) if "=" in part)
    return {key: decoded(value.removeprefix("="), *codes) for key, value in pairs if value.removeprefix("=")}


def github_commands(log: str) -> Iterator[Command]:
    """The commands that GitHub's runner (ActionCommand.cs) finds in a log: they begin a line, but for white space."""
    data = ("\r%0D", "\n%0A", "%%25")
    for line in map(str.lstrip, log.splitlines()):
        info, mark, message = line[2:].partition("::")
        if line.startswith("::") and mark:
            name, _, properties = info.partition(" ")
            codes = (*data[:2], ":%3A", ",%2C", data[2])
            yield name, listed(properties.strip(), ",", *codes), decoded(message, *data)
        assert "##[" not in line  # which the runner takes for a command wherever it stands


def azure_commands(log: str) -> Iterator[Command]:
    """The commands that the agent of Azure Pipelines (Command.cs) finds in a log, wherever they begin in a line."""
    codes = (";%3B", "\r%0D", "\n%0A", "]%5D", "%%AZP25")
    for line in log.splitlines():
        info, mark, message = line.partition("##vso[")[2].partition("]")
        if mark:
            name, _, properties = info.partition(" ")
            yield name, listed(properties, ";", *codes), decoded(message, *codes)
        assert not line.lstrip().startswith("##[")  # which groups and colours lines


def unmarked(text: str) -> str:
    """`text` without the marks of a command, which no log shows as they are."""
    return text.replace("##vso[", "## vso[").replace("##[", "## [")


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
    is_junit(made["junit"], report)
    is_checkstyle(made["checkstyle"], report)


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
        always = {"type", "linenumber", "columnnumber"}
        assert always <= set(properties) <= always | {"sourcepath", "code"}
        assert properties["type"] in ("error", "warning")
    told = {(visible(relative(f.location.path)).removeprefix("="), fold(f.message)) for f in with_failures(report)}
    harmless = {(unmarked(path), unmarked(message)) for path, message in told}
    for _, properties, message in (*commands, *issues):
        path = properties.get("file", "") or properties.get("sourcepath", "")
        assert (unmarked(path), unmarked(message.partition("\n")[0])) in harmless


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
    readers: dict[str, Callable[[str], Iterator[Command]]] = {
        "github": github_commands, "azure": azure_commands,
    }  # fmt: skip
    [(_, properties, message)] = readers[name](text)
    assert (properties["file" if name == "github" else "sourcepath"], message) == (place.path, finding.message)
