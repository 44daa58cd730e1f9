"""Fixes: which suggestions are taken, what becomes of the source, and that a second run has nothing to do."""

from __future__ import annotations

import codecs
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import claimcheck
from claimcheck import cli
from claimcheck.claims.page import Knowledge
from claimcheck.findings import Finding, Place, Severity, Suggestion
from claimcheck.fixes import SAME, Edit, apply, diff, edits, fixed
from claimcheck.output import rewrite

SLIPS = "Pat the the skin dry.  The treatement is mild. Micro-needling helps; microneedling and microneedling calm."
MENDED = "Pat the skin dry.  The treatment is mild. Microneedling helps; microneedling and microneedling calm."


def place(source: str, words: str, role: str = "", at: int = 0) -> Place:
    start = source.index(words, at)
    return Place("a.txt", 1, start + 1, 1, start + len(words) + 1, words, start, start + len(words), role)


def finding(source: str, words: str, *suggestions: Suggestion, related: tuple[Place, ...] = ()) -> Finding:
    severity = Severity.parse("warning")
    where = place(source, words)
    return Finding("a/b", "spelling", severity, "high", "!", where, related=related, suggestions=suggestions)


def test_only_safe_suggestions_are_taken_unless_told_otherwise() -> None:
    source = "a lye"
    one = finding(source, "lye", Suggestion("lie"))
    assert edits(source, [one]) == []
    assert edits(source, [one], unsafe=True) == [Edit(2, 5, "lie")]
    assert edits(source, [finding(source, "lye", Suggestion("no"), Suggestion("lie", "safe"))]) == [Edit(2, 5, "lie")]


def test_the_first_of_overlapping_fixes_wins_and_equal_ones_are_made_once() -> None:
    source = "one two three"
    long, short = finding(source, "one two", Suggestion("1 2", "safe")), finding(source, "two", Suggestion("2", "safe"))
    assert apply(source, edits(source, [short, long, long])) == "1 2 three"


def test_places_of_the_same_spelling_are_fixed_together() -> None:
    source = "make up, make-up, make up"
    again = place(source, "make up", SAME, 5)
    other = place(source, "make-up", "spelled otherwise")
    one = finding(source, "make up", Suggestion("make-up", "safe"), related=(again, other))
    assert apply(source, edits(source, [one])) == "make-up, make-up, make-up"


def test_a_place_that_markup_runs_through_is_left_alone() -> None:
    source = "**the** the"
    where = Place("a.md", 1, 3, 1, 11, "the the", 2, 11)
    one = finding("the the", "the the", Suggestion("the", "safe"))
    assert edits(source, [Finding(**{**{n: getattr(one, n) for n in Finding.__slots__}, "location": where})]) == []


def test_fixes_that_undo_each_other_change_nothing() -> None:
    def check(source: str) -> list[Finding]:
        return [finding(source, source, Suggestion("b" if source == "a" else "a", "safe"))]

    assert fixed("a", check) == ("a", 0)


def test_the_diff_shows_the_changed_lines_only() -> None:
    assert diff("a.txt", "one\ntwo\n", "one\n2\n") == "--- a.txt\n+++ a.txt\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n"
    assert diff("a.txt", "one", "1").endswith("-one\n\\ No newline at end of file\n+1\n\\ No newline at end of file\n")
    assert diff("a.txt", "one\n", "one\n") == ""


WORDS = st.sampled_from(
    "the the skin skin is is a an treatement hyalronic micro-needling microneedling make-up makeup wich lye peal "
    "colour color HydraFacial Hydrafacial , . ; ( ) \n \r\n \n\n - * ** # &amp; it's its acne scares long- "
    "lasting".split(" ")
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=25).map(" ".join), st.booleans(), st.sampled_from(["a.txt", "a.md"]))
def test_a_second_run_changes_nothing(shipped: Knowledge, source: str, unsafe: bool, name: str) -> None:
    def check(text: str) -> list[Finding]:
        return claimcheck.check(text, shipped, name)

    once, count = fixed(source, check, unsafe)
    assert fixed(once, check, unsafe) == (once, 0)
    assert (once == source) == (count == 0)


def run(*args: str, code: int = 0, stdin: bytes = b"") -> Result:
    result = CliRunner().invoke(cli.main, ["check", *args], input=stdin)
    assert result.exit_code == code, result.output
    return result


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_fix_keeps_encoding_mark_line_endings_and_mode(tmp_path: Path, mark: bytes, encoding: str) -> None:
    file = tmp_path / "draft.txt"
    file.write_bytes(mark + f"Crème brûlée\r\n\r\n{SLIPS}\r\nEnd\n".encode(encoding))
    file.chmod(0o640)
    result = run("--fix", str(file))
    assert file.read_bytes() == mark + f"Crème brûlée\r\n\r\n{MENDED}\r\nEnd\n".encode(encoding)
    assert file.stat().st_mode & 0o777 == 0o640
    assert "3 fixes in 1 draft" in result.stderr
    assert "the the" not in result.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["draft.txt"]


def test_fix_keeps_windows_1252(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_bytes("Crème “for” the the skin.".encode("cp1252"))
    run("--fix", str(file))
    assert file.read_bytes() == "Crème “for” the skin.".encode("cp1252")


def test_diff_shows_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.txt").write_text(SLIPS + "\n", encoding="utf-8")
    result = run("--diff", "draft.txt", code=1)
    assert result.stdout == diff("draft.txt", SLIPS + "\n", MENDED + "\n")
    assert Path("draft.txt").read_text(encoding="utf-8") == SLIPS + "\n"
    assert subprocess.run(["patch", "-p0", "-s"], input=result.stdout_bytes, check=False).returncode == 0
    assert Path("draft.txt").read_text(encoding="utf-8") == MENDED + "\n"
    assert run("--diff", "draft.txt").stdout == ""


def test_unsafe_fixes_are_made_only_when_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text("The acne scares fade.", encoding="utf-8")
    run("--fix", str(file))
    assert file.read_text(encoding="utf-8") == "The acne scares fade."
    run("--fix", "--unsafe-fixes", str(file))
    assert file.read_text(encoding="utf-8") == "The acne scars fade."


def test_standard_input_can_be_shown_but_not_fixed() -> None:
    assert "+Pat the skin." in run("--diff", "-", stdin=b"Pat the the skin.\n", code=1).stdout
    assert "--diff" in run("--fix", "-", stdin=b"Pat the the skin.\n", code=2).stderr
    assert "--fix" in run("--unsafe-fixes", "-", stdin=b"", code=2).stderr


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text("edited by somebody else", encoding="utf-8")
    assert "changed" in rewrite(file, "the the", "the")
    assert file.read_text(encoding="utf-8") == "edited by somebody else"
    file.write_bytes("é the the".encode("cp1252"))
    assert "Windows-1252" in rewrite(file, "é the the", "é ŵ the")
    assert rewrite(file, "é the the", "é the") == ""
    assert file.read_bytes() == "é the".encode("cp1252")
