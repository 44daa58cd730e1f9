"""The command line: every command, every option, every exit code, and every way in which a run can go wrong.

The rules here are a small pack of the tests' own, so that nothing depends on the shipped ones.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

import pytest
from commandline import BAD, PACK, POSIX, ROOT, make, process, program, report, rules_of, run, write_pack

import claimcheck
from claimcheck import cli, engine
from claimcheck.claimlist import _harmless
from claimcheck.commands import drafts
from claimcheck.formats import FORMATS
from claimcheck.report import FileStatus
from claimcheck.reporters import REPORTERS
from claimcheck.rulepack import builtin_folder
from claimcheck.run import Outcome
from claimcheck.schema import json_schema

pytestmark = pytest.mark.usefixtures("here")

# Commands and start-up


def test_help_loads_neither_yaml_nor_spacy_nor_the_rules() -> None:
    script = "import sys; from claimcheck.cli import main\ntry: main()\nexcept SystemExit: print(*sys.modules)"
    for args in (["--help"], ["check", "-h"], ["--version"]):
        done = process([sys.executable, "-c", script, *args], cwd=ROOT)
        modules = done.stdout.decode().split()
        heavy = {"yaml", "spacy", "numpy", "pathspec", "json", "claimcheck.rulepack", "claimcheck.reporters"}
        assert "click" in modules and heavy.isdisjoint(modules)


def test_help_and_version() -> None:
    assert run("--version").stdout == f"claimcheck {claimcheck.__version__}\n"
    assert "Commands:" in run("-h").stdout
    for name, command in cli.main.commands.items():
        assert run(name, "-h").stdout.startswith(f"Usage: claimcheck {name}")
        assert command.help
    listed = run("check", "--help").stdout
    assert all(name in listed for name in REPORTERS)


def test_the_module_runs() -> None:
    done = process([sys.executable, "-m", "claimcheck", "--version"], cwd=ROOT)
    assert done.stdout.decode() == f"claimcheck {claimcheck.__version__}\n"


def test_check_is_the_default_command_with_options_first_too() -> None:
    make(a=BAD)
    wanted = run("check", "a.md", "--format", "json", code=1).stdout
    for args in (
        ["a.md", "--format", "json"],
        ["--format", "json", "a.md"],
        ["--format=json", "--", "a.md"],
        ["--format", "json", "check", "a.md"],
        ["check", "--format", "json", "a.md"],
    ):
        assert run(*args, code=1).stdout == wanted
    make(check="Fine.\n")
    Path("check").mkdir()
    Path("check.md").rename("check/x.md")
    assert [file["path"] for file in report("check", "a.md")["files"]] == ["a.md", "check/x.md"]


# Exit codes


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        ("Fine.", "note", 0),
        (BAD, "error", 1),
        (BAD, "warning", 1),
        (BAD, "never", 0),
        ("A miracle.", "error", 0),
        ("A miracle.", "warning", 1),
        ("We utilise it.", "warning", 0),
        ("We utilise it.", "note", 1),
    ],
)
def test_fail_on_decides_between_0_and_1(text: str, level: str, code: int) -> None:
    make(a=text)
    run("a.md", "--fail-on", level, code=code)


def test_the_exit_code_is_no_count() -> None:
    make(a="A miracle. " * 300)
    assert len(report("a.md", "--fail-on", "warning", code=1)["findings"]) == 300


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["check"],
        ["a.md", "--no-such-option"],
        ["a.md", "--format", "jsno"],
        ["a.md", "--fail-on", "info"],
        ["a.md", "--jurisdiction", "us,mars"],
        ["a.md", "--jurisdiction", ""],
        ["a.md", "--report", "sarif"],
        ["a.md", "--report", "sarif="],
        ["a.md", "--report", "sarif=-"],
        ["a.md", "--report", "nope=x"],
        ["a.md", "--report", "json=x", "--output", "x"],
        ["a.md", "--jobs", "0"],
        ["a.md", "--max-size", "0"],
        ["a.md", "--as-of", "yesterday"],
        ["a.md", "--color", "pink"],
        ["a.md", "--stdin-filename", "b.md"],
        ["a.md", "--config", "none.yaml"],
        ["a.md", "--rules", "none"],
        ["a.md", "--select", "consistency/pian"],
        ["a.md", "--ignore", "nothing/*"],
        ["a.md", "--jurisdiction", "eu", "--select", "us/*"],
        ["a.md", "--output", "."],
        ["a.md", "--output", "none/out.txt"],
        ["claims", "a.md", "--format", "sarif"],
        ["rules", "--format", "csv"],
        ["explain"],
        ["explain", "no-such-rule"],
        ["test", "none"],
        ["missing.md"],
        ["*.md"],
        ["claims", "missing.md"],
        [""],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2_with_words_on_standard_error(args: list[str]) -> None:
    make(a=BAD)
    result = run(*args, code=2)
    assert result.stderr.strip()


def test_a_misspelt_option_value_or_rule_gets_a_hint() -> None:
    make(a=BAD)
    assert "Did you mean consistency/pain?" in run("a.md", "--select", "consistency/pian", code=2).stderr
    assert "Did you mean consistency/pain?" in run("a.md", "--select", "pain", code=2).stderr
    assert "“claimcheck rules” lists them." in run("a.md", "--ignore", "zzz", code=2).stderr
    assert "none of text, json, sarif" in run("a.md", "--format", "jsno", code=2).stderr
    assert "(or the command “explain”?)" in run("explian", "pain", code=2).stderr


def test_broken_rules_and_configuration_are_2_with_file_and_line() -> None:
    make(a=BAD)
    write_pack(Path("house"), {"x": "kind: phrase\nmesage: x\n", "y": "kind: nope\n"})
    lines = run("a.md", "--rules", "house", code=2).stderr.splitlines()
    assert lines[0].startswith("house/x.yaml:2: ") and "mesage" in "".join(lines)
    assert any(line.startswith("house/y.yaml:1: ") for line in lines)
    Path("claimcheck.yaml").write_text("fail_on: maybe\nformt: x\n")
    for command in (["a.md"], ["claims", "a.md"], ["rules"], ["explain", "pain"]):
        lines = run(*command, code=2).stderr.splitlines()
        assert [line.split(" ")[0] for line in lines] == ["claimcheck.yaml:1:", "claimcheck.yaml:2:"]


# Unreadable drafts


def test_a_draft_that_fails_is_one_line_and_the_others_are_checked() -> None:
    make(a=BAD, d__b=BAD)
    Path("d/large.md").write_bytes(b"x" * 1_000_001)
    Path("d/broken.md").write_bytes(b"\x81\xff")
    Path("d/binary.md").write_bytes(b"\0\1")
    Path("d/old.md").write_bytes(b"It\x92s fine.")
    Path("d/gone.md").symlink_to("nowhere")
    Path("empty").mkdir()
    args = ["d", "missing.md", "a.md", "empty", "--max-size", "1"]
    result = run(*args, "--format", "json", code=2)
    assert result.stderr.splitlines() == [
        "claimcheck: d/binary.md: skipped: binary, not text",
        "claimcheck: d/broken.md: neither UTF-8 nor Windows-1252; save it as UTF-8",
        "claimcheck: d/gone.md: a symbolic link to nowhere",
        "claimcheck: d/large.md: larger than 1 MB; split it or raise --max-size",
        "claimcheck: d/old.md: not UTF-8; read as Windows-1252",
        f"claimcheck: empty: no drafts found (looked for {', '.join(FORMATS)})",
        "claimcheck: missing.md: no such file or folder",
    ]
    data = json.loads(result.stdout)
    assert {file["path"]: file["status"] for file in data["files"]} == {
        "a.md": "checked", "d/b.md": "checked", "d/binary.md": "skipped", "d/broken.md": "failed",
        "d/gone.md": "failed", "d/large.md": "failed", "d/old.md": "checked", "empty": "failed", "missing.md": "failed",
    }  # fmt: skip
    assert all(file["status"] == "checked" or file["reason"] for file in data["files"])
    assert [finding["location"]["path"] for finding in data["findings"]] == ["a.md", "d/b.md"]
    quiet = run(*args, "--quiet", code=2).stderr
    assert "binary" not in quiet and "d/old.md" not in quiet and "missing.md" in quiet
    assert run("d/binary.md", code=2).stderr == "claimcheck: d/binary.md: binary, not text\n"


def test_a_working_folder_that_is_gone(here: Path, tmp_path: Path) -> None:
    make(a="Fine.\n")
    (tmp_path / "draft.md").write_text(BAD)
    (here / "a.md").unlink()
    here.rmdir()
    try:
        assert run("a.md", code=2).stderr == "claimcheck: a.md: no such file or folder\n"
        run(str(tmp_path / "draft.md"), code=1)
    finally:
        here.mkdir()


def test_awkward_file_names_are_escaped_on_standard_error() -> None:
    names = ["new\nline.md", "red\x1b[31m.md", "raw\udcff.md", "bidi\u202e.md"]
    lines = run(*names, code=2).stderr.splitlines()
    assert [line.split(":")[1].strip() for line in lines] == [
        "bidi\\u202e.md", "new\\nline.md", "raw\\udcff.md", "red\\x1b[31m.md",
    ]  # fmt: skip
    Path("raw\udcff.md").write_text(BAD)
    for format_ in REPORTERS:
        assert run("raw\udcff.md", "--format", format_, code=1).stdout


def test_a_draft_that_breaks_the_program_takes_no_other_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    make(**dict.fromkeys("abcdefghij", BAD))
    check = engine.examine

    def breaking(draft: Any, *rest: Any) -> Any:
        if draft.path == "c.md":
            raise KeyError("odd\n")
        return check(draft, *rest)

    monkeypatch.setattr(engine, "examine", breaking)
    for jobs in ("1", "3"):
        result = run(".", "--format", "json", "--jobs", jobs, code=2)
        assert re.fullmatch(
            r"claimcheck: internal error in c\.md: KeyError: 'odd\\n' \(test_cli\.py:\d+\)\. Please report it\.\n",
            result.stderr,
        )
        data = json.loads(result.stdout)
        assert [file["path"] for file in data["files"] if file["status"] == "failed"] == ["c.md"]
        assert len(data["findings"]) == 9


def test_an_unexpected_error_elsewhere_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    make(a=BAD)

    def broken(*_: object, **__: object) -> NoReturn:
        raise RuntimeError("odd")

    monkeypatch.setattr("claimcheck.reporters.json_report.render", broken)
    assert "internal error: RuntimeError: odd (test_cli.py:" in run("a.md", "--format", "json", code=2).stderr

    def full(_: object) -> NoReturn:
        raise OSError(28, "No Space", "x")

    monkeypatch.setattr("claimcheck.session.configuration", full)
    assert run("a.md", code=2).stderr == "claimcheck: x: no space\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_worker_that_is_killed_takes_no_other_draft_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    make(**dict.fromkeys("abcdefghij", BAD))
    check, parent = engine.examine, os.getpid()

    def deadly(draft: Any, *rest: Any) -> Any:
        if draft.path == "c.md" and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return check(draft, *rest)

    monkeypatch.setattr(engine, "examine", deadly)
    result = run(".", "--format", "json", "--jobs", "2", code=2)
    assert result.stderr == (
        "claimcheck: internal error in c.md: the process that checked it was killed. Please report it.\n"
    )
    assert len(json.loads(result.stdout)["findings"]) == 9


# Standard input


def test_standard_input() -> None:
    assert report("-", stdin=BAD.encode())["findings"][0]["location"]["path"] == "<stdin>"
    data = report("-", "--stdin-filename", "drafts/new.md", stdin=b"# painless\n\nIt is *painful*.\n", code=1)
    assert data["files"] == [{"path": "drafts/new.md", "status": "checked"}]
    assert data["findings"][0]["location"]["column"] == 8
    assert report("--stdin-filename", "new.md", stdin=BAD.encode(), code=1)["files"][0]["path"] == "new.md"
    assert run("-", stdin=b"\0", code=2).stderr == "claimcheck: <stdin>: binary, not text\n"
    assert run("-", "--max-size", "1", stdin=b"x" * 1_000_001, code=2).stderr.startswith("claimcheck: <stdin>: larger")
    assert run("-", stdin=b"", code=0)


def test_utf16_and_byte_order_marks_count_in_columns() -> None:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        data = report("-", stdin=("\ufeffA 😀 miracle.").encode(encoding))
        assert data["findings"][0]["location"] == {
            "path": "<stdin>", "line": 1, "column": 6, "end_line": 1, "end_column": 13, "text": "miracle"
        }  # fmt: skip


# Reports


@pytest.mark.parametrize("format_", list(REPORTERS))
def test_every_format_goes_to_standard_output_or_a_file(format_: str) -> None:
    make(a=BAD)
    printed = run("a.md", "--format", format_, code=1).stdout
    assert printed
    result = run("a.md", "--format", format_, "--output", "out", code=1)
    assert result.stdout == "" and Path("out").read_text(encoding="utf-8") == printed
    result = run("a.md", "--quiet", "--fail-on", "never", "--report", f"{format_}=out2")
    assert Path("out2").read_text(encoding="utf-8") == printed


def test_several_reports_from_one_run() -> None:
    make(a=BAD)
    result = run("a.md", "--report", "json=a.json", "--report", "html=b=c.html", "--format", "sarif", code=1)
    assert json.loads(result.stdout)["version"] == "2.1.0"
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["version"] == 1
    assert Path("b=c.html").read_text(encoding="utf-8").startswith("<!")
    assert run("a.md", "--output", "-", code=1).stdout


def test_reports_of_earlier_runs_are_no_drafts_unless_named() -> None:
    Path("a.md").write_text(BAD)
    run(".", "--report", "html=old.html", "--report", "markdown=old.md", code=None)
    assert {place["path"]: place["status"] for place in report(".")["files"]} == {
        "a.md": "checked", "old.html": "skipped", "old.md": "skipped",
    }  # fmt: skip
    assert [place["status"] for place in report("old.html", "old.md")["files"]] == ["checked", "checked"]


def test_a_report_in_a_walked_folder_is_no_draft() -> None:
    make(d__a=BAD)
    args = ["d", "--format", "text", "--output", "d/report.md", "--report", "json=d/report.txt"]
    run(*args, code=1)
    first = Path("d/report.txt").read_bytes()
    run(*args, code=1)
    assert Path("d/report.txt").read_bytes() == first
    result = run("d/a.md", "d/report.md", "--output", "d/report.md", code=1)
    assert result.stderr == "claimcheck: d/report.md: skipped: this run writes its report there\n"
    assert sorted(path.name for path in Path("d").iterdir()) == ["a.md", "report.md", "report.txt"]


def test_a_report_is_written_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    make(a=BAD)
    Path("out").write_text("old")
    Path("out").chmod(0o640)
    Path("link").symlink_to("out")
    run("a.md", "--output", "link", code=1)
    assert Path("link").is_symlink() and Path("out").read_text(encoding="utf-8") != "old"
    assert Path("out").stat().st_mode & 0o777 == 0o640
    old = os.umask(0o027)
    try:
        run("a.md", "--output", "new", code=1)
    finally:
        os.umask(old)
    assert Path("new").stat().st_mode & 0o777 == 0o640

    def full(*_: object) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("claimcheck.output.Path.replace", full)
    kept = Path("out").read_bytes()
    result = run("a.md", "--output", "out", "--report", "json=x.json", code=2)
    assert result.stderr.splitlines() == [
        "claimcheck: out: cannot be written: no space left on device",
        "claimcheck: x.json: cannot be written: no space left on device",
    ]
    assert Path("out").read_bytes() == kept
    assert sorted(path.name for path in Path().iterdir()) == ["a.md", "link", "new", "out"]


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="there are no devices here")
def test_a_report_may_go_to_a_device() -> None:
    make(a=BAD)
    run("a.md", "--output", "/dev/null", code=1)
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize(
    ("args", "environ", "colored"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": "", "FORCE_COLOR": "1"}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--color", "auto"], {"FORCE_COLOR": ""}, False),
    ],
)
def test_colour(args: list[str], environ: dict[str, str], colored: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    make(a=BAD)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("a.md", *args, code=1).stdout) is colored
    assert ("\x1b[" in run("explain", "pain", *args).stdout) is colored
    assert "\x1b[" not in run("a.md", "--format", "json", *args, code=1).stdout
    run("a.md", "--output", "out", *args, code=1)
    assert ("\x1b[" in Path("out").read_text(encoding="utf-8")) is ("always" in args)


def test_quiet_and_statistics() -> None:
    make(a="A miracle. A miracle. We utilise it.\n", b="Fine.\n")
    result = run("a.md", "b.md", "--statistics")
    assert result.stderr.splitlines() == [
        "     2  warning  us/miracle", "     1  note     uk/words", "     3  in all",
    ]  # fmt: skip
    assert run("b.md").stdout.startswith("No findings in 1 file")
    assert run("b.md", "--quiet").output == ""
    assert run("a.md", "--quiet").stdout == run("a.md").stdout
    assert json.loads(run("b.md", "--quiet", "--format", "json").stdout)["findings"] == []


# Choosing rules


EVERYTHING = BAD + "A miracle. We utilise an eco-friendly cream.\n"


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        ([], ["consistency/pain", "us/miracle", "uk/words"]),
        (["--select", "us/*"], ["us/miracle"]),
        (["--select", "us", "--select", "*/words"], ["us/miracle", "uk/words"]),
        (["--ignore", "u?/*"], ["consistency/pain"]),
        (["--select", "u*", "--ignore", "uk/words"], ["us/miracle"]),
        (["--jurisdiction", "us"], ["consistency/pain", "us/miracle"]),
        (["--jurisdiction", "UK, au"], ["consistency/pain", "uk/words"]),
        (["--jurisdiction", "uk", "--jurisdiction", "ca"], ["consistency/pain", "us/miracle", "uk/words"]),
        (["--jurisdiction", "eu"], ["consistency/pain"]),
        (["--jurisdiction", "eu", "--as-of", "2099-01-01"], ["consistency/pain", "eu/future"]),
        (["--as-of", "2099-12-31", "--select", "us/*"], ["us/miracle"]),
        (["--as-of", "2019-12-31"], ["consistency/pain", "uk/words"]),
    ],
)
def test_rules_are_chosen_by_pattern_market_and_date(args: list[str], wanted: list[str]) -> None:
    make(a=EVERYTHING)
    assert rules_of("a.md", *args) == wanted


CREAM = """\
        kind: phrase
        message: "“{text}” is no word for a cream."
        why: A cream is no medicine.
        advice: Leave it out.
        applies_to: [cosmetic]
        terms: [remedy]
        examples: {bad: ["A [[remedy]]."], good: ["A cream."]}
"""


def test_what_is_advertised_decides_and_is_said() -> None:
    names = "kind: lexicon\ntype: goods\nentries:\n  night serum: {names: [], product_type: cosmetic}\n"
    names += "  acid peel: {names: [], product_type: treatment}\n"
    write_pack(Path("house"), {"own/cream": CREAM, "lexicon/goods": names})
    peel = "# Acid peel\n\nA remedy.\n"
    make(a="# Night serum\n\nA remedy.\n", b=peel, c="A remedy.\n", d=f"---\nproduct_type: cosmetic\n---\n\n{peel}")

    def checked(*args: str) -> list[tuple[str, bool | None]]:
        data = report("a.md", "b.md", "c.md", "d.md", "--rules", "house", "--select", "own/*", *args)
        flagged = {finding["location"]["path"] for finding in data["findings"]}
        kinds = {file["path"]: file.get("product_type") for file in data["files"]}
        inferred = {file["path"]: file.get("product_type_inferred") for file in data["files"]}
        return [(f"{kinds[path]}{' !' * (path in flagged)}", inferred[path]) for path in sorted(kinds)]

    assert checked() == [("cosmetic !", True), ("treatment", True), ("None !", None), ("cosmetic !", False)]
    assert checked("--product-type", "device") == [("device", False)] * 4
    Path("claimcheck.yaml").write_text("product_type: treatment\n")
    assert checked() == [("treatment", False)] * 3 + [("cosmetic !", False)]
    said = run("a.md", "d.md", "--rules", "house", "--product-type", "cosmetic", "--as-of", "2026-03-01").stdout
    assert said.endswith("Rules as of 2026-03-01.\nChecked as text about a cosmetic: a.md, d.md.\n")
    assert run("a.md", "--product-type", "boat", code=2).stderr


def test_every_report_names_its_day_and_markets() -> None:
    make(a=BAD)
    args = ("a.md", "--jurisdiction", "uk,us", "--as-of", "2026-03-01")
    assert run(*args, code=1).stdout.endswith("\nRules as of 2026-03-01, markets: UK, US.\n")
    data = report(*args)
    assert (data["as_of"], data["jurisdictions"]) == ("2026-03-01", ["uk", "us"])
    sarif = json.loads(run(*args, "--format", "sarif", code=1).stdout)["runs"][0]["properties"]
    assert sarif == {"asOf": "2026-03-01", "jurisdictions": ["uk", "us"]}
    assert "Rules as of 2026-03-01, markets: UK, US." in run(*args, "--format", "html", code=1).stdout
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", report("a.md")["as_of"])


def test_rules_of_your_own_are_added_and_cached() -> None:
    make(a="A wonder and a marvel.\n")
    write_pack(Path("house"), {"own/wonder": PACK["us/miracle"].replace("miracle", "wonder")})
    write_pack(Path("more"), {"own/second": PACK["us/miracle"].replace("miracle", "marvel")})
    assert rules_of("a.md", "--rules", "house", "--rules", "more") == ["own/wonder", "own/second"]
    cache = Path(os.environ["XDG_CACHE_HOME"], "claimcheck")
    assert list(cache.iterdir())
    shutil.rmtree(cache)
    assert rules_of("a.md", "--rules", "house", "--no-cache") == ["own/wonder"]
    assert not cache.exists()


def test_a_user_without_a_home_folder_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> NoReturn:
        raise RuntimeError("Could not determine home directory.")

    make(a=BAD)
    monkeypatch.setattr("claimcheck.packcache.cache_folder", homeless)
    run("a.md", code=1)


def test_the_configuration_counts_and_the_command_line_wins() -> None:
    make(sub__a=EVERYTHING, sub__old__b=EVERYTHING)
    write_pack(Path("house"), {"own/wonder": PACK["us/miracle"].replace("miracle", "cream")})
    Path("claimcheck.yaml").write_text(
        "rules: [house]\nignore: [consistency]\njurisdictions: [us]\nfail_on: warning\nformat: json\nexclude: [old/]\n"
    )
    os.chdir("sub")
    data = json.loads(run(".", code=1).stdout)
    assert [file["path"] for file in data["files"]] == ["a.md"]
    assert [finding["rule"] for finding in data["findings"]] == ["us/miracle", "own/wonder"]
    assert run(".", "--format", "text", "--fail-on", "error").stdout.startswith("a.md:")
    assert rules_of(".", "--jurisdiction", "uk", "--ignore", "own/*") == ["consistency/pain", "uk/words"]
    assert "own/wonder" in run("rules").stdout
    Path("other.yaml").write_text("max_size: 1\n")
    assert rules_of("a.md", "--config", "other.yaml") == ["consistency/pain", "us/miracle", "uk/words"]


# Same input, same output


def test_the_order_of_paths_and_the_number_of_jobs_change_nothing() -> None:
    for number in range(40):
        make(**{f"d{number % 3}__{number}": BAD * (number % 4) + "A miracle.\n"})
    paths = [*map(str, Path().rglob("*.md")), "d0", "d1/../d1", "missing.md"]
    wanted = run(*paths, "--format", "json", "--jobs", "1", code=2)
    for jobs in ("2", "5", ""):
        random.Random(jobs).shuffle(paths)
        found = run(*paths, "--format", "json", *(["--jobs", jobs] if jobs else []), code=2)
        assert (found.stdout, found.stderr) == (wanted.stdout, wanted.stderr)
    claims = run("claims", "d1", "--format", "json", "--jobs", "1").stdout
    assert run("claims", "d1", "--format", "json", "--jobs", "3").stdout == claims


def test_the_corpus_gives_one_report_in_any_order_and_any_number_of_processes(tmp_path: Path) -> None:
    drafts = [*(ROOT / "corpus").glob("*.*"), *(ROOT.parent / "shared" / "drafts").glob("*.*")]
    names = [path.name for path in drafts if path.suffix in FORMATS]
    for path in drafts:
        Path(path.name).write_bytes(path.read_bytes())
    reports = set()
    for seed, jobs in (("0", "1"), ("1", "1"), ("2", "2"), ("3", "2")):
        random.Random(seed).shuffle(names)
        environ = os.environ | {"PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "claimcheck", *names, "--format", "json", "--jobs", jobs]
        done = process(command, env=environ)
        assert (done.returncode, done.stderr) == (1, b"")
        reports.add(done.stdout)
    (report_,) = reports
    assert {finding["location"]["path"] for finding in json.loads(report_)["findings"]} >= {"thread-lift.txt"}


def test_without_fork_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("a process was started")

    make(a=BAD, b=BAD)
    monkeypatch.delattr(os, "fork", raising=False)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refuse)
    assert len(report(".", "--jobs", "2", code=1)["findings"]) == 2


# Claims


def test_claims_as_a_table() -> None:
    make(a="The facial is painless.\n\nAt first it may be painful.\n", b="Fine.\n")
    assert run("claims", "a.md", "b.md").stdout.splitlines() == [
        "a.md",
        "LINE  SUBJECT  ATTRIBUTE  VALUE     POLARITY  MODALITY  QUALIFIERS    WORDS",
        "1     facial   pain       painless  affirmed  flat      -             “painless”",
        "3     facial   pain       painful   affirmed  hedged    phase: first  “painful”",
    ]
    assert run("claims", "b.md").stdout == "No claims.\n"
    assert run("claims", "a.md", "missing.md", code=2).stdout.startswith("a.md\n")


def test_claims_as_json() -> None:
    make(a="The facial is not painless.\n")
    data = json.loads(run("claims", "a.md", "--format", "json").stdout)
    assert data["files"] == [{"path": "a.md", "status": "checked"}]
    assert data["summary"] == {"files": 1, "claims": 1}
    (claim,) = data["claims"]
    assert claim["location"] == {
        "path": "a.md", "line": 1, "column": 19, "end_line": 1, "end_column": 27, "text": "painless"
    }  # fmt: skip
    keys = ("subject", "attribute", "value", "polarity", "hedge", "modality", "qualifiers", "rule")
    assert [claim[key] for key in keys] == [
        "facial", "pain", "painless", "denied", False, "flat", [], "consistency/pain"
    ]  # fmt: skip


def test_quantities_with_an_open_bound_are_valid_json_and_csv() -> None:
    rule = """\
        kind: attribute
        attribute: duration
        message: "x"
        quantity: {dimension: time, compare: overlap}
        values: {lasts: ["lasts {quantity}"]}
        examples: {bad: ["It [[lasts 2 days]]. It [[lasts 9 months]]."], good: ["It lasts 2 days."]}
        """
    write_pack(Path("house"), {"own/duration": rule})
    make(a="It lasts at least 2 days.\n")
    text = run("claims", "a.md", "--rules", "house", "--format", "json").stdout
    assert "Infinity" not in text
    quantity = json.loads(text)["claims"][0]["quantity"]
    assert quantity == {"dimension": "time", "low": 48.0, "high": None, "loose": False}
    (row,) = csv.DictReader(io.StringIO(run("claims", "a.md", "--rules", "house", "--format", "csv").stdout))
    assert (row["dimension"], row["low"], row["high"]) == ("time", "48.0", "")


def test_claims_as_csv_hold_no_formulas() -> None:
    Path("=1+2.md").write_text("The facial is painless. A formula.\n")
    run("claims", "=1+2.md", "--format", "csv", "--output", "claims.csv")
    rows = list(csv.DictReader(Path("claims.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["path"], row["value"], row["hedge"], row["line"]) for row in rows] == [
        ("'=1+2.md", "painless", "no", "1"), ("'=1+2.md", "'=cmd", "no", "1"),
    ]  # fmt: skip
    assert [_harmless(cell) for cell in ("-x", "+x", "@x", "\tx", "x=", "", 7)] == [
        "'-x", "'+x", "'@x", "'\tx", "x=", "", 7,
    ]  # fmt: skip


# Rules, explain, test, schema


def test_rules_are_listed() -> None:
    lines = run("rules").stdout.splitlines()
    assert [line.split()[:3] for line in lines] == [
        ["consistency/pain", "attribute", "error"], ["eu/future", "phrase", "error"],
        ["uk/words", "substitution", "note"], ["us/miracle", "phrase", "warning"],
    ]  # fmt: skip
    assert lines[0].endswith("“…” contradicts “…”.")
    data = json.loads(run("rules", "--format", "json").stdout)
    assert data["rules"][3]["id"] == "us/miracle"
    assert data["rules"][3]["examples"] == {"bad": ["A [[miracle]]."], "good": ["A cream."]}


def test_the_index_of_rules() -> None:
    text = run("rules", "--format", "markdown").stdout
    assert text == run("rules", "--format", "markdown", "--no-cache").stdout
    assert text.startswith("# Rules\n") and text.endswith("\n") and not text.endswith("\n\n")
    assert "### [consistency/pain](consistency/pain.yaml)" in text
    assert "- Wrong: It is **painless**. Later it is **painful**." in text
    assert "- Source: [A guide, 3.1](<https://example.org/guide>)" in text
    assert "- Wrong: We **utilise** it. Then we **commence**." in text
    assert r"It is \*plain\* \| simple." in text
    assert "- Source: A law" in text


@pytest.mark.parametrize(
    "name", ["consistency/pain", "Consistency/Pain", "pain", "rules/consistency/pain.yaml", "consistency/pain.yml"]
)
def test_explain_is_a_page_for_the_writer(name: str) -> None:
    assert run("explain", name).stdout == (
        "consistency/pain  (error, conflict, high confidence)\n"
        "  “…” contradicts “…”.\n\n"
        "Why it matters\n"
        "  Readers who were promised one thing complain about the other.\n\n"
        "What to do\n"
        "  Say it one way, not as “…”.\n\n"
        "Accepted wording\n"
        "  nearly painless\n\n"
        "What passes\n"
        "  ✓ It is painless.\n\n"
        "What does not (the words in brackets)\n"
        "  ✗ It is [painless]. Later it is [painful].\n\n"
        "Where and when it holds\n"
        "  Markets: all.\n\n"
        "Sources\n"
        "  A guide, 3.1\n"
        "    https://example.org/guide\n"
    )


def test_explain_shows_markets_dates_and_replacements() -> None:
    page = " ".join(run("explain", "miracle").stdout.split())
    assert "Markets: US, CA. For cosmetics. In force from 2020-01-01 until 2099-12-31." in page
    page = run("explain", "words").stdout
    assert "Accepted wording\n  utilise → use\n  commence → start\n" in page
    assert "  ✗ We [utilise] it.\n    Then we [commence].\n" in page
    assert "In force from 2099-01-01." in run("explain", "future").stdout


def test_explain_offers_close_matches() -> None:
    assert run("explain", "consistency/pian", code=2).stderr == (
        "claimcheck: there is no rule “consistency/pian”. Did you mean consistency/pain?\n"
    )
    assert "Did you mean us/miracle?" in run("explain", "miracel", code=2).stderr
    assert "“claimcheck rules” lists them." in run("explain", "zzz", code=2).stderr


def test_test_runs_the_examples() -> None:
    assert run("test").stdout == "4 rules, 8 examples: all hold\n"
    rule = PACK["us/miracle"]
    write_pack(Path("house"), {"own/good": rule})
    assert run("test", "house").stdout == "1 rule, 2 examples: all hold\n"
    write_pack(Path("house"), {"own/bad": rule.replace("A [[miracle]].", "A miracle [[drop]].")})
    result = run("test", "house", "--no-cache", code=1)
    assert result.stdout == (
        "house/own/bad.yaml: own/bad\n"
        "  example:     A miracle [[drop]].\n"
        "  not reported: “drop”\n"
        "  unexpected:   “miracle”\n\n"
        "2 rules, 4 examples: 1 failed\n"
    )


def test_test_takes_folders_of_the_shipped_rules(own_rules: Path) -> None:
    assert run("test", str(own_rules)).stdout == run("test").stdout
    assert run("test", str(own_rules / "us"), str(own_rules / "uk")).stdout.startswith("2 rules, ")
    assert run("test", str(own_rules / "us" / "miracle.yaml")).stdout.startswith("1 rule, ")
    assert "no rule stands there" in run("test", str(own_rules / "lexicon"), code=2).stderr


def test_test_tells_broken_rules_and_broken_code_from_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    write_pack(Path("house"), {"x": "kind: phrase\n"})
    assert run("test", "house", code=2).stderr.startswith("house/x.yaml:1: ")

    def broken(*_: object, **__: object) -> NoReturn:
        raise ValueError("odd")

    monkeypatch.setattr(engine, "examine", broken)
    result = run("test", code=2)
    assert "claimcheck: internal error in rule us/miracle: ValueError: odd" in result.stderr
    assert result.stdout == "4 rules, 8 examples: 4 broke the program\n"


def test_schema() -> None:
    assert json.loads(run("schema").stdout) == json_schema()


# Interrupts, closed pipes, terminals


def test_an_interrupt_is_130_and_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    make(a=BAD, b=BAD)

    def interrupted(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "examine", interrupted)
    result = run("a.md", "--output", "out", code=130)
    assert result.output == "claimcheck: interrupted\n"
    assert not Path("out").exists()


SLOW = """
import time
from claimcheck import engine
def slow(*_):
    pathlib.Path("started").touch()
    time.sleep(60)
engine.examine = slow
"""


@pytest.mark.skipif(not POSIX, reason="signals are POSIX")
@pytest.mark.parametrize(("number", "jobs"), [(signal.SIGINT, "1"), (signal.SIGINT, "2"), (signal.SIGTERM, "2")])
def test_ctrl_c_ends_every_process(own_rules: Path, number: int, jobs: str) -> None:
    make(a=BAD, b=BAD, c=BAD)
    quick = f"{SLOW}\nimport claimcheck.nlp as n; n.reader = lambda phrases: None"
    command = program(own_rules, ".", "--jobs", jobs, "--output", "out", before=quick)
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 30
    while not Path("started").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    group = child.pid
    if number == signal.SIGINT:
        os.killpg(group, number)  # as a terminal does
    else:
        os.kill(group, number)
    out, err = child.communicate(timeout=30)
    assert (child.returncode, out, err) == (130, b"", b"claimcheck: interrupted\n")
    assert not Path("out").exists()
    with pytest.raises(ProcessLookupError):  # nobody is left in the group
        os.killpg(group, 0)


@pytest.mark.skipif(not POSIX, reason="pipes are POSIX")
def test_a_reader_that_goes_away_ends_nothing(own_rules: Path) -> None:
    make(a="A miracle. " * 3000)
    for args in (["a.md", "--format", "json"], ["rules", "--format", "markdown"], ["schema"]):
        read_end, write_end = os.pipe()
        os.close(read_end)
        quick = "import claimcheck.nlp as n, claimcheck.engine as e; from claimcheck.findings import *"
        quick += "; e.examine = lambda d, *_: e.Examined([Finding("
        quick += "'us/miracle', 'claim', Severity.ERROR, 'high', 'm' * 99999, "
        quick += "Place(d.path, 1, 3, 1, 10, 'miracle', 2, 9))], '')"
        done = subprocess.run(
            program(own_rules, *args, before=quick), stdout=write_end, stderr=subprocess.PIPE, timeout=60, check=False
        )
        os.close(write_end)
        assert done.stderr == b""
        assert done.returncode == (1 if "a.md" in args else 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_and_a_closed_standard_output(own_rules: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(program(own_rules, "rules"), stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (2, b"claimcheck: standard output: no space left on device\n")
    command = subprocess.list2cmdline(["exec", *program(own_rules, "rules")[:1]])
    done = process(["sh", "-c", f'{command} "$@" >&-', "sh", *program(own_rules, "rules")[1:]])
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_long_run_shows_its_progress_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    make(a=BAD, b=BAD)
    monkeypatch.setattr(drafts, "_PATIENCE", 0.0)
    monkeypatch.setattr(drafts, "_STEP", 0.0)
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    done = [Outcome(FileStatus(name, "checked")) for name in ("a.md", "b.md")]
    assert list(drafts._watched(iter(done), 2, False)) == done
    assert screen.getvalue() == (
        f"\rclaimcheck: {'█' * 10}{'░' * 10} 1 of 2 drafts\rclaimcheck: {'█' * 20} 2 of 2 drafts\r\x1b[K"
    )
    for quiet, patience in ((True, 0.0), (False, 9.0)):
        monkeypatch.setattr(drafts, "_PATIENCE", patience)
        monkeypatch.setattr(sys, "stderr", screen := Terminal())
        list(drafts._watched(iter(done), 2, quiet))
        assert screen.getvalue() == ""


def test_a_standard_output_of_another_encoding_gets_utf8(own_rules: Path) -> None:
    environ = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = process(program(own_rules, "explain", "pain"), env=environ)
    assert "“…” contradicts “…”." in done.stdout.decode("utf-8")
    done = process(program(own_rules, "explain", "påin"), env=environ)
    assert done.returncode == 2 and b"Traceback" not in done.stderr


def test_the_shipped_rules_are_found_without_help() -> None:
    assert (builtin_folder() / "lexicon").is_dir()
