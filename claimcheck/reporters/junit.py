"""JUnit XML: a suite per file, a failed case per finding, one passing case for a clean file."""

from __future__ import annotations

import re
from collections import defaultdict
from xml.etree.ElementTree import Element

from claimcheck.findings import Finding
from claimcheck.report import FileStatus, Report
from claimcheck.reporters.visible import fold
from claimcheck.reporters.xml_text import document, element, explanation

_CLEAN = "No findings"
_ENDING = re.compile(r"(?<=[^/])\.[^./]+\Z")


def render(report: Report, color: bool = False) -> str:  # noqa: ARG001
    """Never an empty suite: readers take one for tests that did not run."""
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_path[finding.location.path].append(finding)
    known = {file.path for file in report.files}
    files = [*report.files, *(FileStatus(path, "checked") for path in by_path if path not in known)]
    root = element(None, "testsuites", name="claimcheck")
    suites = [_suite(root, file, by_path[file.path]) for file in files]
    if not suites:
        suites = [element(root, "testsuite", name="claimcheck", tests=1, failures=0, errors=0, skipped=0)]
        element(suites[0], "testcase", name=_CLEAN, classname="claimcheck")
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    return document(root)


def _suite(root: Element, file: FileStatus, findings: list[Finding]) -> Element:
    """The suite of one file."""
    failed, skipped = int(file.status == "failed"), int(file.status == "skipped")
    cases = max(len(findings) + failed + skipped, 1)
    suite = element(
        root, "testsuite", name=file.path, tests=cases, failures=len(findings), errors=failed, skipped=skipped
    )
    stem = _ENDING.sub("", file.path)
    if failed:
        case = element(suite, "testcase", name="org.claimcheck", classname=stem)
        element(case, "error", fold(file.reason), message=fold(file.reason), type="failed")
    elif skipped:
        case = element(suite, "testcase", name="org.claimcheck", classname=stem)
        element(case, "skipped", message=fold(file.reason))
    elif not findings:
        element(suite, "testcase", name=_CLEAN, classname=stem)
    for finding in findings:
        place = finding.location
        case = element(suite, "testcase", name=f"org.claimcheck.{finding.rule}", classname=stem)
        first = f"line {place.line}, col {place.column}, {fold(finding.message)}"
        text = "\n".join([first, *explanation(finding)])
        element(case, "failure", text, message=fold(finding.message), type=finding.severity.label)
    return suite
