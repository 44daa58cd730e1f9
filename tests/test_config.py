"""Configuration files: where they are found, what they may say, and faults with their line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck.config import Config, ConfigError, find, load, matches
from claimcheck.findings import Severity
from claimcheck.rulepack import Rule

FULL = """\
rules: [house, ../shared]
select: [us/*, consistency]
ignore: [us/old]
jurisdictions: [us, uk]
fail_on: warning
format: json
exclude: [old/, "*.tmp.md"]
max_size: 3
"""
FULL_TOML = """\
[project]
name = "site"

[tool.claimcheck]
rules = ["house", "../shared"]
select = ["us/*", "consistency"]
ignore = ["us/old"]
jurisdictions = ["us", "uk"]
fail_on = "warning"
format = "json"
exclude = ["old/", "*.tmp.md"]
max_size = 3

[tool.other]
fail_on = 3
"""
WANTED = Config(
    rules=(Path("house"), Path("../shared")),
    select=("us/*", "consistency"),
    ignore=("us/old",),
    jurisdictions=("us", "uk"),
    fail_on="warning",
    format="json",
    exclude=("old/", "*.tmp.md"),
    max_size=3,
    base=Path(),
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def faults(text: str, name: str = "claimcheck.yaml") -> list[str]:
    Path(name).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(Path(name))
    return list(caught.value.faults)


@pytest.mark.parametrize(("name", "text"), [("claimcheck.yaml", FULL), ("pyproject.toml", FULL_TOML)])
def test_every_key_is_read(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")
    assert load(Path(name)) == WANTED


@pytest.mark.parametrize("text", ["", "# nothing\n\n", "---\n", "\ufeff# nothing\n"])
def test_an_empty_file_is_the_default(text: str) -> None:
    Path("claimcheck.yaml").write_text(text, encoding="utf-8")
    assert load(Path("claimcheck.yaml")) == Config(base=Path())


def test_the_nearest_file_wins_and_folders_are_relative_to_it(here: Path) -> None:
    deep = here / "site" / "drafts"
    deep.mkdir(parents=True)
    assert find(deep) == Config()
    Path("pyproject.toml").write_text("[tool.claimcheck]\nfail_on = 'note'\n")
    assert find(deep).fail_on == "note"
    for text in ("[ tool . claimcheck ]\nfail_on = 'never'", "[tool]\nclaimcheck = {fail_on = 'never'}"):
        Path("site/pyproject.toml").write_text(text)
        assert find(deep).fail_on == "never"
    Path("site/pyproject.toml").write_text("[tool.claimcheck]\n[broken")
    with pytest.raises(ConfigError):
        find(deep)
    Path("site/pyproject.toml").write_text("# claimcheck\n[tool.ruff]\n[broken")
    Path("site/.claimcheck.yaml").write_text("fail_on: warning\nrules: [house]\n")
    assert find(deep).fail_on == "warning"
    assert find(deep).rules == (here / "site" / "house",)
    assert find(deep).base == here / "site"
    Path("site/claimcheck.yaml").write_text("fail_on: never\n")
    assert find(deep).fail_on == "never"


def test_a_pyproject_without_a_table_is_passed_over_unless_named() -> None:
    Path("pyproject.toml").write_text("[tool.ruff]\n")
    assert find(Path.cwd()) == Config()
    assert faults("[tool.ruff]\n", "pyproject.toml") == [
        "pyproject.toml:1: There is no [tool.claimcheck] table in this file."
    ]
    assert faults("tool = 3\n", "pyproject.toml")[0].startswith("pyproject.toml:1: This is not valid TOML")
    Path("pyproject.toml").unlink()
    Path("pyproject.toml").mkdir()
    assert find(Path.cwd()) == Config()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("fail_on: error\nfailon: x\n", 2, "There is no key “failon” here. Did you mean “fail_on”?"),
        ("format: jsno\n", 1, "“format” cannot be “jsno”."),
        ("fail_on: info\n", 1, "“fail_on” cannot be “info”. Choose one of error, warning, note, never."),
        ("jurisdictions:\n  - us\n  - usa\n", 3, "“jurisdictions” cannot be “usa”."),
        ("select: us/*\n", 1, "“select” must be a list, not a text."),
        ("max_size: big\n", 1, "“max_size” must be a whole number, not “big”."),
        ("# size\nmax_size: 0\n", 2, "“max_size” must be at least 1 (megabyte)."),
        ("exclude:\n  - '!'\n", 2, "“!” is no pattern that a .gitignore could hold."),
        ("- a\n- b\n", 1, "The file must hold “key: value” lines"),
        ("fail_on: [\n", 2, "This is not valid YAML"),
        ("a: &x 1\nb: *x\n", 1, "Anchors and aliases"),
    ],
)
def test_faults_in_yaml_name_the_line(text: str, line: int, words: str) -> None:
    (fault,) = faults(text)
    assert fault.startswith(f"claimcheck.yaml:{line}: {words}")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[tool.claimcheck]\nselect = []\nfailon = 'x'\n", 3, "There is no key “failon” here. Did you mean “fail_on”?"),
        ("[tool.claimcheck]\nformat = true\n", 2, "“format” cannot be “true”."),
        ("[tool.claimcheck]\nmax_size = 1.5\n", 2, "“max_size” must be a whole number, not “1.5”."),
        ("\n[ tool.claimcheck ]\nignore = {a = 'b'}\n", 3, "“ignore” must be a list"),
        ("[tool]\nclaimcheck = {fail_on = 'x'}\n", 1, "“fail_on” cannot be “x”."),
        ("[tool.claimcheck]\nselect = [\n", 2, "This is not valid TOML"),
    ],
)
def test_faults_in_toml_name_the_line(text: str, line: int, words: str) -> None:
    (fault,) = faults(text, "pyproject.toml")
    assert fault.startswith(f"pyproject.toml:{line}: {words}")


def test_all_faults_are_told_at_once() -> None:
    assert len(faults("failon: x\nformat: y\nmax_size: z\n")) == 3


def test_unreadable_files_are_faults() -> None:
    with pytest.raises(ConfigError, match=r"no\.yaml:1: The file cannot be read: No such file"):
        load(Path("no.yaml"))
    Path("latin.yaml").write_bytes(b"fail_on: caf\xe9\n")
    with pytest.raises(ConfigError, match=r"latin\.yaml:1: The file is not UTF-8"):
        load(Path("latin.yaml"))
    Path("large.yaml").write_text("#" * 2_000_001)
    with pytest.raises(ConfigError, match=r"large\.yaml:1: The file is larger than 2 MB"):
        load(Path("large.yaml"))


def test_a_fault_names_the_file_as_seen_from_here(here: Path) -> None:
    (here / "claimcheck.yaml").write_text("x: 1\n")
    (here / "sub").mkdir()
    with pytest.raises(ConfigError) as caught:
        find(here)
    assert caught.value.faults[0].startswith("claimcheck.yaml:1: ")


def test_the_command_line_wins_and_rules_add_up() -> None:
    given = {"select": ("a",), "ignore": (), "fail_on": None, "rules": (Path("more"),), "quiet": True, "max_size": 9}
    changed = WANTED.override(given)
    assert changed == replace(WANTED, select=("a",), rules=(*WANTED.rules, Path("more")), max_size=9)
    assert WANTED.override({}) == WANTED


def rule(**more: object) -> Rule:
    plain: dict[str, object] = {
        "id": "us/cure", "kind": "phrase", "category": "claim", "severity": Severity.ERROR, "confidence": "high",
        "message": "", "data": {}, "bad": (), "good": (),
    }  # fmt: skip
    return Rule(**(plain | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("config", "wanted"),
    [
        (Config(), True),
        (Config(select=("us/*",)), True),
        (Config(select=("us",)), True),
        (Config(select=("us/",)), True),
        (Config(select=("*cure",)), True),
        (Config(select=("u",)), False),
        (Config(select=("uk/*", "us/c?re")), True),
        (Config(select=("uk/*",)), False),
        (Config(select=("us/*",), ignore=("us/cure",)), False),
        (Config(ignore=("us",)), False),
        (Config(ignore=("US/*",)), True),
    ],
)
def test_rules_are_selected_by_pattern_and_folder(config: Config, wanted: bool) -> None:
    assert config.wants(rule(), "2026-01-01") is wanted


def test_a_market_filter_keeps_rules_without_a_market() -> None:
    here = Config(jurisdictions=("us", "ca"))
    assert here.wants(rule(), "2026-01-01")
    assert here.wants(rule(jurisdictions=("uk", "us")), "2026-01-01")
    assert not here.wants(rule(jurisdictions=("uk",)), "2026-01-01")
    assert Config().wants(rule(jurisdictions=("uk",)), "2026-01-01")


def test_a_rule_is_in_force_from_its_first_to_its_last_day() -> None:
    dated = rule(valid_from="2026-09-27", valid_until="2027-12-31")
    days = ("2026-09-26", "2026-09-27", "2027-12-31", "2028-01-01")
    assert [Config().wants(dated, day) for day in days] == [False, True, True, False]


def test_a_pattern_crosses_folders() -> None:
    assert matches("*", "a/b/c") and matches("a/b", "a/b/c") and not matches("a/b", "a/bc")
