"""The commands about configuration: what `init` writes, what `config` shows, and choices that hold for some paths."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from commandline import BAD, make, process, program, report, rules_of, run

from claimcheck import configkeys, starter
from claimcheck.config import Config, find, load

pytestmark = pytest.mark.usefixtures("here")


def uncommented() -> str:
    """The starter configuration with every key turned on."""
    return re.sub(r"(?m)^# (?=[a-z ])", "", starter.CONFIG.partition("\n\n")[2])


def test_init_writes_a_configuration_that_changes_nothing_and_shows_the_hook() -> None:
    done = run("init")
    assert done.stdout == starter.HOOK
    assert "claimcheck: wrote claimcheck.yaml" in done.stderr
    assert load(Path("claimcheck.yaml")) == Config(base=Path())
    assert not Path(".pre-commit-config.yaml").exists()


def test_init_changes_no_file_that_is_there() -> None:
    Path(".claimcheck.yaml").write_text("fail_on: note\n")
    assert "claimcheck: .claimcheck.yaml is there already; nothing was changed" in run("init", code=2).stderr
    assert not Path("claimcheck.yaml").exists()
    Path(".claimcheck.yaml").unlink()
    Path(".pre-commit-config.yaml").write_text("repos: []\n")
    assert run("init", "--pre-commit").stdout == starter.HOOK
    assert Path(".pre-commit-config.yaml").read_text() == "repos: []\n"


def test_init_writes_the_hook_on_request() -> None:
    assert run("init", "--pre-commit").stdout == ""
    assert Path(".pre-commit-config.yaml").read_text(encoding="utf-8") == starter.HOOK
    (hook,) = yaml.safe_load(starter.HOOK)["repos"][0]["hooks"]
    assert re.search(hook["files"], "a folder/é.md") and not re.search(hook["files"], "a.py")


def test_every_key_is_in_the_starter_and_valid_there() -> None:
    Path("claimcheck.yaml").write_text(uncommented(), encoding="utf-8")
    config = find(Path.cwd())
    assert set(yaml.safe_load(uncommented())) == set(configkeys.schema()["properties"])
    assert config.fail_on == "warning" and config.overrides[0].product_type == "cosmetic"


def test_the_schema_for_editors_accepts_the_starter_and_refuses_a_misspelt_key() -> None:
    schema = json.loads(run("schema", "config").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(yaml.safe_load(uncommented()), schema)
    for wrong in ({"failon": "note"}, {"overrides": [{"ignore": ["us"]}]}, {"severity": {"us": "off"}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_config_shows_where_each_value_is_from() -> None:
    Path("claimcheck.yaml").write_text(
        "# ours\nfail_on: note\nignore: [us/miracle]\nseverity:\n  uk: warning\n"
        "overrides:\n- paths: [shop/]\n  ignore: [uk]\n  product_type: cosmetic\n"
    )
    shown = run("config", "--max-size", "3").stdout
    assert yaml.safe_load(shown)["overrides"][0]["paths"] == ["shop/"]
    origins = {line.partition(":")[0]: re.split(r" +# ", line) for line in shown.splitlines()}
    assert origins["fail_on"] == ['fail_on: "note"', "claimcheck.yaml:2"]
    assert origins["severity"] == ['severity: {"uk": "warning"}', "claimcheck.yaml:4"]
    assert origins["max_size"] == ["max_size: 3", "command line"]
    assert origins["format"] == ['format: "text"', "default"]
    shown = run("config", "shop/a.md").stdout
    assert 'ignore: ["us/miracle", "uk"]' in shown and 'product_type: "cosmetic"' in shown
    assert "product_type" not in run("config", "blog/a.md").stdout


def test_choices_for_some_paths() -> None:
    text = "A miracle. We utilise it.\n"
    make(a=text, shop__a=text, shop__old__a=text)
    Path("claimcheck.yaml").write_text(
        "ignore: [consistency]\n"
        "overrides:\n- paths: [shop/]\n  ignore: [uk]\n- paths: [shop/old/*.md]\n  select: [uk]\n  ignore: [us]\n"
    )
    found = [(f["location"]["path"], f["rule"]) for f in report(".")["findings"]]
    assert found == [("a.md", "us/miracle"), ("a.md", "uk/words"), ("shop/a.md", "us/miracle")]
    Path("claimcheck.yaml").write_text("select: [us]\noverrides:\n- paths: [shop/]\n  select: [uk/*]\n")
    found = [(f["location"]["path"], f["rule"]) for f in report(".")["findings"]]
    assert found == [("a.md", "us/miracle"), ("shop/a.md", "uk/words"), ("shop/old/a.md", "uk/words")]
    assert {f["rule"] for f in report(".", "--select", "us/*")["findings"]} == {"us/miracle"}  # options win


def test_choices_hold_whatever_the_folder_a_run_starts_in(monkeypatch: pytest.MonkeyPatch) -> None:
    make(shop__a="We utilise it.\n")
    Path("claimcheck.yaml").write_text("overrides:\n- paths: [shop/]\n  ignore: [uk]\n")
    monkeypatch.chdir("shop")
    assert rules_of(".") == [] and rules_of("a.md") == [] and rules_of(str(Path.cwd() / "a.md")) == []


def test_severities_are_yours() -> None:
    make(a="We utilise it.\n", old__a="We utilise it.\n")
    Path("claimcheck.yaml").write_text(
        "severity: {uk/*: error, uk/words: warning}\noverrides:\n- paths: [old/]\n  severity: {uk: error}\n"
    )
    levels = {f["location"]["path"]: f["severity"] for f in report(".")["findings"]}
    assert levels == {"a.md": "warning", "old/a.md": "error"}
    run("a.md", code=0)
    run("a.md", "--fail-on", "warning", code=1)
    run("old/a.md", code=1)
    sarif = json.loads(run("a.md", "--format", "sarif", code=0).stdout)
    (rule,) = [rule for rule in sarif["runs"][0]["tool"]["driver"]["rules"] if rule["id"] == "uk/words"]
    assert rule["defaultConfiguration"]["level"] == "warning"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("overrides:\n- ignore: [uk]\n", "claimcheck.yaml:2: “overrides” needs “paths”"),
        ("overrides:\n- paths: []\n", "claimcheck.yaml:2: “overrides.paths” must hold at least 1 item"),
        ("overrides:\n- paths: ['!']\n", "claimcheck.yaml:2: “!” is no pattern"),
        ("severity: {us: fatal}\n", "claimcheck.yaml:1: “severity.us” cannot be “fatal”."),
        ("severity: {sus: note}\n", "claimcheck: no rule matches “sus”."),
        ("overrides:\n- {paths: [a], ignore: [uk/wrods]}\n", "no rule matches “uk/wrods”. Did you mean uk/words?"),
    ],
)
def test_faults_are_told(text: str, fault: str) -> None:
    make(a=BAD)
    Path("claimcheck.yaml").write_text(text)
    assert fault in run("a.md", code=2).stderr


def test_toml_tables_name_their_line() -> None:
    Path("pyproject.toml").write_text(
        "[tool.claimcheck]\nfail_on = 'note'\n\n[tool.claimcheck.severity]\nuk = 'error'\n\n"
        "[[tool.claimcheck.overrides]]\npaths = ['a']\n"
    )
    origins = find(Path.cwd()).origins
    assert {key: place.rpartition(":")[2] for key, place in origins.items()} == {
        "fail_on": "2",
        "severity": "4",
        "overrides": "7",
    }


def test_excluded_files_that_are_named_are_left_out_on_request() -> None:
    make(a=BAD, old__a=BAD)
    Path("claimcheck.yaml").write_text("exclude: [old/]\n")
    assert len(rules_of("a.md", "old/a.md")) == 2
    result = run("check", "--force-exclude", "a.md", "old/a.md", code=1)
    assert result.stdout.count("error:") == 1
    assert "claimcheck: old/a.md: skipped: left out by “exclude”" in result.stderr
    run("check", "--force-exclude", "old/a.md", code=0)


def test_the_starters_hook_runs_as_written(own_rules: Path) -> None:
    make(a=BAD)
    (hook,) = yaml.safe_load(starter.HOOK)["repos"][0]["hooks"]
    done = process(program(own_rules, *hook["entry"].split()[1:], "a.md"))
    assert done.returncode == 1, sys.version
