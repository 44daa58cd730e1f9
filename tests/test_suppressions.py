"""Comments and configuration that hide findings: what each covers, and that none can hide anything unnoticed."""

# ruff: noqa: E501
from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from commandline import ROOT, report, run
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.directives import VERBS, directives
from claimcheck.formats import parse

RULES = "rules: [house]\n"


@pytest.fixture(autouse=True)
def house(here: Path) -> None:
    """The rules about comments, beside the tests' own."""
    shutil.copytree(ROOT / "rules" / "suppression", here / "house" / "suppression")
    (here / "claimcheck.yaml").write_text(RULES)


def left(text: str, name: str = "a.md") -> list[tuple[str, int]]:
    """Rule and line of the findings that are left in `text`."""
    Path(name).write_text(text, encoding="utf-8")
    return [(each["rule"], each["location"]["line"]) for each in report(name)["findings"]]


M, U, P = "us/miracle", "uk/words", "consistency/pain"
UNUSED, UNKNOWN, UNCLOSED = "suppression/unused", "suppression/unknown-rule", "suppression/unclosed"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<!-- claimcheck-disable-next-line -- why -->\nA miracle.\n\nA miracle.\n", [(M, 4)]),
        ("<!-- claimcheck-disable-next-line -- why -->\n\n  \nA miracle.\n", []),
        ("<!--claimcheck-disable-next-line us/miracle-->\nA miracle. We utilise it.\n", [(U, 2)]),
        ("<!-- claimcheck-disable-next-line us, uk/words -- why -->\nA miracle. We utilise it.\n", []),
        ("<!-- claimcheck-disable-next-line us/* uk/* — why -->\nA miracle. We utilise it.\n", []),
        ("<!-- claimcheck-disable-next-line us -->\n<!-- claimcheck-disable-next-line uk -->\nA miracle. We utilise.\n", []),
        ("A miracle. <!-- claimcheck-disable-line us -- why --> Yes.\nA miracle.\n", [(M, 2)]),
        ("<!-- claimcheck-disable -- why -->\nA miracle.\n\nA miracle.\n\n<!-- claimcheck-enable -->\nA miracle.\n", [(M, 7)]),
        (
            "<!-- claimcheck-disable us, uk -->\nA miracle.\n\n<!-- claimcheck-enable us -->\nA miracle. We utilise it.\n\n"
            "<!-- claimcheck-enable -->\n\nWe utilise it.\n",
            [(M, 5), (U, 9)],
        ),
        ("A miracle.\n\n<!-- claimcheck-disable-file us -- why -->\n\nA miracle.\n\nA miracle. We utilise it.\n", [(M, 1), (U, 7)]),
        ('<!-- claimcheck-disable-file "a miracle" -->\n\nA miracle. We utilise it.\n', [(U, 3)]),
        ("<!-- claimcheck-disable-next-line “UTILISE” “miracle” -- a -- b -->\nA miracle. We utilise it.\n", []),
        ("<!-- claimcheck-disable-next-line\n  us/miracle\n  -- a long\n  reason -->\nA miracle.\n", []),
        ("- item\n  <!-- claimcheck-disable-next-line us -->\n  A miracle.\n", []),
        ("<div>\n<!-- claimcheck-disable-next-line us -->\n<p>A miracle.</p>\n</div>\n", []),
        ("---\n# claimcheck-disable-next-line us -- the name of the product\ntitle: A miracle\n---\nText.\n", []),
        ("```\n<!-- claimcheck-disable-file -->\n```\n\nA miracle.\n", [(M, 5)]),
        ("Write `<!-- claimcheck-disable-file -->`.\n\nA miracle.\n", [(M, 3)]),
    ],
)  # fmt: skip
def test_what_a_comment_covers(text: str, wanted: list[tuple[str, int]]) -> None:
    assert left(text) == wanted
    assert left(text.replace("\n", "\r\n")) == wanted


@pytest.mark.parametrize("line", [1, 3])
def test_either_end_of_a_conflict_silences_it(line: int) -> None:
    lines = ["The facial is painless.", "", "The facial is painful."]
    lines[line - 1 : line - 1] = ["<!-- claimcheck-disable-next-line consistency/pain -- asked the clinic -->"]
    assert left("\n".join(lines)) == []
    assert left("The facial is painless.\n\nThe facial is painful.\n") != []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<!-- claimcheck-disable-next-line us -->\nA cream.\n", [(UNUSED, 1)]),
        ("<!-- claimcheck-disable-next-line us, uk -->\nA miracle.\n", [(UNUSED, 1)]),
        ('<!-- claimcheck-disable-next-line us "cream" -->\nA miracle.\n', [(UNUSED, 1), (M, 2)]),
        ("<!-- claimcheck-disable-next-line us/miracel -->\nA miracle.\n", [(UNKNOWN, 1), (M, 2)]),
        ("<!-- claimcheck-disable us -->\nA miracle.\n", [(UNCLOSED, 1)]),
        ("A miracle.\n\n<!-- claimcheck-enable us -->\n", [(M, 1), (UNCLOSED, 3)]),
        ("<!-- claimcheck-disable -->\nA miracle.\n\n<!-- claimcheck-enable us -->\n", [(UNCLOSED, 1), (UNCLOSED, 4)]),
        ("<!-- claimcheck-dissable us -->\nA miracle.\n", [("suppression/unreadable", 1), (M, 2)]),
        ("A miracle.\n<!-- claimcheck-disable-next-line us -->", [(M, 1), (UNUSED, 2)]),
        ("<!-- claimcheck-disable-next-line eu/future -- not yet in force -->\nAn eco-friendly cream.\n", []),
    ],
)
def test_a_comment_that_is_wrong_is_a_finding(text: str, wanted: list[tuple[str, int]]) -> None:
    assert left(text) == wanted


def test_the_finding_says_what_is_wrong_and_stands_on_the_comment() -> None:
    Path("a.md").write_text("<!-- claimcheck-disable-next-line us/miracel, uk -- é -->\nA miracle.\n", encoding="utf-8")
    unknown, unused, _ = report("a.md")["findings"]
    assert unknown["category"] == "suppression"
    assert unknown["message"].endswith("does not exist: “us/miracel” (did you mean us/miracle?).")
    assert unused["message"] == "This hides nothing of uk."
    assert unused["location"]["text"] == "claimcheck-disable-next-line us/miracel, uk -- é"
    assert (unused["location"]["column"], unused["location"]["end_column"]) == (6, 54)


def test_what_did_not_run_is_not_called_unused() -> None:
    text = "<!-- claimcheck-disable-next-line us -->\nA cream.\n"
    assert left(text) == [(UNUSED, 1)]
    assert report("a.md", "--ignore", "us")["findings"] == []
    assert report("a.md", "--product-type", "device")["findings"] == []  # us/miracle is about cosmetics


def test_a_reason_may_be_demanded() -> None:
    Path("claimcheck.yaml").write_text(RULES + "require_reason: true\n")
    assert left("<!-- claimcheck-disable-next-line us -->\nA miracle.\n") == [("suppression/missing-reason", 1)]
    assert left("<!-- claimcheck-disable-next-line us -- it is a name -->\nA miracle.\n") == []
    assert left("<!-- claimcheck-disable us -- x -->\nA miracle.\n\n<!-- claimcheck-enable us -->\n") == []
    Path("claimcheck.yaml").write_text(RULES + "require_reason: true\nsuppress:\n- text: miracle\n")
    assert "claimcheck.yaml:4: This entry of “suppress” needs a “reason”" in run("a.md", code=2).stderr


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ("{paths: [a.txt]}", []),
        ("{rules: [us]}", [(U, 1)]),
        ("{text: A  MIRACLE, reason: a name}", [(U, 1)]),
        ("{paths: [b.txt], rules: [us]}", [(M, 1), (U, 1)]),
        ("{paths: ['*.txt'], rules: [us/*, uk/words], text: utilise}", [(M, 1)]),
    ],
)
def test_the_configuration_hides_findings_in_plain_text(entry: str, wanted: list[tuple[str, int]]) -> None:
    Path("claimcheck.yaml").write_text(f"{RULES}suppress:\n- {entry}\n")
    assert left("A miracle. We utilise it.\n", "a.txt") == wanted


def test_a_comment_in_plain_text_is_text() -> None:
    assert left("<!-- claimcheck-disable-file -->\n\nA miracle.\n", "a.txt") == [(M, 3)]


@pytest.mark.parametrize(
    "comment", ["{/* claimcheck-disable-next-line us -- why */}", "<!-- claimcheck-disable-next-line us -->"]
)
def test_comments_of_other_formats(comment: str) -> None:
    assert left(f"<p>{comment}</p>\n<p>A miracle.</p>\n", "a.html") == ([(M, 2)] if comment[0] == "{" else [])
    assert left(f"{comment}\nA miracle.\n", "a.mdx") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<ul>\n<!-- claimcheck-disable-next-line us -- a name -->\n<li>A miracle.</ul>\n", []),
        ("<div hidden><!-- claimcheck-disable-file us --></div>\n<p>A miracle.</p>\n", []),
        ("---\n# claimcheck-disable-next-line us -- a name\ntitle: A miracle\n---\n<p>Text.</p>\n", []),
        ('<script>let a = "<!-- claimcheck-disable-file us -->";</script>\n<p>A miracle.</p>\n', [(M, 2)]),
        ('<p title="<!-- claimcheck-disable-file us -->">A miracle.</p>\n', [(M, 1)]),
        ('<script type="application/ld+json">{"description": "<!-- claimcheck-disable-file us -->"}</script>\n'
         "<p>A miracle.</p>\n", [(M, 2)]),
    ],
)  # fmt: skip
def test_a_comment_in_html_is_what_a_browser_takes_for_one(text: str, wanted: list[tuple[str, int]]) -> None:
    assert left(text, "a.html") == wanted


def test_an_entry_that_hides_nothing_is_told() -> None:
    Path("claimcheck.yaml").write_text(
        RULES + "suppress:\n- rules: [us]\n- {paths: [b.md], rules: [uk]}\n- text: cream\n"
    )
    Path("a.md").write_text("A miracle.\n")
    line = "claimcheck: claimcheck.yaml:5: this entry of “suppress” hid nothing in the drafts checked\n"
    assert run("a.md").stderr == line
    assert run("a.md", "--quiet").stderr == ""
    for narrower in (("--ignore", "uk"), ("--jurisdiction", "us"), ("--as-of", "2026-01-01")):
        assert run(".", *narrower).stderr == line
    Path("claimcheck.yaml").write_text(RULES + "suppress:\n- rules: [usa]\n")
    assert "no rule matches “usa”" in run("a.md", code=2).stderr
    Path("claimcheck.yaml").write_text(RULES + "suppress:\n- reason: why not\n")
    assert "claimcheck.yaml:3: An entry of “suppress” needs" in run("a.md", code=2).stderr


TOML = """[tool.claimcheck]
rules = ["house"]

[[tool.claimcheck.suppress]]
rules = ["us"]

[[tool.claimcheck.suppress]]
paths = ["b.md"]
"""


@pytest.mark.parametrize(
    ("config", "name", "about", "line", "words"),
    [
        (RULES + "suppress:\n- rules: [us]\n- {rules: [uk/*, us]}\n", ".yaml", "uk/*, us", 4, "- {rules: [uk/*, us]}"),
        (RULES + "suppress:\n- rules: [us]\n\n  # é\n- text: crème\n  reason: x\n", ".yaml", "any rule with “crème”", 6, "- text: crème"),
        (TOML, "pyproject.toml", "any rule", 7, "[[tool.claimcheck.suppress]]"),
    ],
)  # fmt: skip
def test_an_entry_that_hides_nothing_anywhere_is_a_finding(
    config: str, name: str, about: str, line: int, words: str
) -> None:
    file = Path("claimcheck.yaml" if name == ".yaml" else name)
    Path("claimcheck.yaml").unlink()
    file.write_text(config, encoding="utf-8")
    Path("a.md").write_text("A miracle.\n")
    (found,) = report(".", "--no-cache")["findings"]
    assert (found["rule"], found["category"], found["message"]) == (
        UNUSED,
        "suppression",
        f"This hides nothing of {about}.",
    )
    at = found["location"]
    assert (at["path"], at["line"], at["text"]) == (str(file), line, words)
    source = config.split("\n")[line - 1]
    assert source[at["column"] - 1 : at["end_column"] - 1] == words and found["fingerprint"]
    done = run(".", "--fail-on", "warning", code=1)
    assert done.stderr == "" and words in done.stdout
    assert report(".", "gone.md", code=2)["findings"] == []  # where not all could be read, nobody can tell
    for reader in ("sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "html", "azure", "markdown"):
        assert UNUSED in run(".", "--format", reader).stdout


def test_what_is_hidden_is_counted_and_can_be_shown() -> None:
    Path("claimcheck.yaml").write_text(RULES + "suppress:\n- {text: utilise, reason: house style}\n")
    text = "<!-- claimcheck-disable-next-line us -- a name\u200e -->\nA miracle. We utilise it.\n"
    Path("a.md").write_text(text, encoding="utf-8")
    data = report("a.md")
    assert data["summary"]["suppressed"] == 2 and data["findings"] == []
    assert [(each["rule"], each["suppression"]["by"]) for each in data["suppressed"]] == [(M, "comment"), (U, "config")]
    out = run("a.md").stdout
    assert out.startswith("No findings in 1 file; 2 suppressed (1 by comments, 1 by the configuration)")
    out = run("a.md", "--show-suppressed").stdout
    assert "a.md:2:3: suppressed: “miracle” promises too much. [us/miracle] (comment: a name" in out
    assert "[uk/words] (config: house style)" in out and "\u200e" not in out
    assert json.loads(run("a.md", "--format", "sarif").stdout)["runs"][0]["results"] == []
    first, second = json.loads(run("a.md", "--format", "sarif", "--show-suppressed").stdout)["runs"][0]["results"]
    assert first["suppressions"][0]["kind"] == "inSource"
    assert second["suppressions"] == [{"kind": "external", "justification": "house style"}]
    for name in ("github", "gitlab", "junit", "checkstyle", "rdjson", "rdjsonl"):
        assert "miracle” promises" not in run("a.md", "--format", name).stdout


def test_hiding_one_finding_changes_no_fingerprint_of_another() -> None:
    Path("a.md").write_text("A miracle.\n\nA miracle.\n")
    before = [each["fingerprint"] for each in report("a.md")["findings"]]
    Path("a.md").write_text("<!-- claimcheck-disable-next-line us -->\nA miracle.\n\nA miracle.\n")
    assert [each["fingerprint"] for each in report("a.md")["findings"]] == before[1:]


def test_a_hidden_finding_is_not_fixed() -> None:
    text = "<!-- claimcheck-disable-next-line uk -->\nWe utilise it.\n\nWe utilise that.\n"
    Path("a.md").write_text(text)
    run("check", "--fix", "--unsafe-fixes", "a.md", code=None)
    assert Path("a.md").read_text() == text.replace("utilise that", "use that")


@given(
    st.lists(
        st.sampled_from(
            ["<!--", "-->", "claimcheck-", *VERBS, " us", '"', "“", "”", "--", ",", "\n", "é", "{/*", "*/}"]
        )
    ),
    st.sampled_from(["a.md", "a.mdx", "a.html"]),
)
def test_no_comment_breaks_the_reader(pieces: list[str], name: str) -> None:
    draft = parse(name, "".join(pieces))
    for each in directives(draft):
        assert draft.source[each.start : each.end].startswith("claimcheck-")
        assert draft.source[each.start : each.end] == draft.source[each.start : each.end].strip()
