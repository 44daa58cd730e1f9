"""The house dictionary: wordings that a client's configuration prefers and avoids."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimcheck import cli, config, engine
from claimcheck.checks.house import house_rule
from claimcheck.claims.page import Knowledge
from claimcheck.formats import text
from claimcheck.rulepack import RulePack


def told(terms: Mapping[str, Sequence[str]], source: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """(words, words at the related places, replacements) of each finding."""
    for finding in engine.check(text.parse("a.txt", source), Knowledge(RulePack((house_rule(terms),)))):
        fixes = [suggestion.replacement for suggestion in finding.suggestions]
        yield finding.location.text, [place.text for place in finding.related], fixes


@pytest.mark.parametrize(
    ("terms", "source", "findings"),
    [
        ({"client": ["patient"]}, "Patients and a patient.", [("Patients", ["patient"], ["Clients"])]),
        ({"skin-care": ["skin care", "skincare"]}, "Skin care, skincare.", [
            ("Skin care", [], ["Skin-care"]), ("skincare", [], ["skin-care"]),
        ]),
        ({"HydraFacial": ["Hydrafacial"]}, "HydraFacial, hydrafacial and Hydrafacial.", [
            ("Hydrafacial", [], ["HydraFacial"]),
        ]),
        ({"client": ["patient"]}, "Be patient-led; see www.patient.example and impatient #patient.", []),
        ({"injector's clinic": ["clinic"]}, "A clinical clinic.", [("clinic", [], ["injector's clinic"])]),
    ],
)  # fmt: skip
def test_one_finding_for_each_wording_to_avoid(
    terms: dict[str, list[str]], source: str, findings: list[tuple[str, list[str], list[str]]]
) -> None:
    assert list(told(terms, source)) == findings


def test_the_configuration_holds_the_dictionary(tmp_path: Path) -> None:
    (tmp_path / "claimcheck.yaml").write_text("terms:\n  client: [patient]\n", encoding="utf-8")
    draft = tmp_path / "draft.txt"
    draft.write_text("Each patient rests.", encoding="utf-8")
    given = ["check", "--config", str(tmp_path / "claimcheck.yaml"), str(draft)]
    result = CliRunner().invoke(cli.main, [*given, "--fail-on", "warning"])
    assert result.exit_code == 1
    assert "house/terms" in result.output
    assert CliRunner().invoke(cli.main, [*given, "--ignore", "house/terms", "--fail-on", "note"]).exit_code == 0
    CliRunner().invoke(cli.main, [*given, "--fix"])
    assert draft.read_text(encoding="utf-8") == "Each client rests."


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("terms: [client]", "claimcheck.yaml:1: "),
        ("terms: {client: patient}", "claimcheck.yaml:1: "),
        ("terms:\n  client: [client]", "claimcheck.yaml:2: “client” cannot be preferred and avoided"),
        ("terms:\n  client: ['']", "claimcheck.yaml:2: "),
    ],
)
def test_a_dictionary_that_makes_no_sense_is_refused(tmp_path: Path, written: str, fault: str) -> None:
    file = tmp_path / "claimcheck.yaml"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(config.ConfigError) as error:
        config.load(file)
    assert any(fault in line for line in error.value.faults)


@pytest.mark.parametrize(
    ("language", "source", "findings"),
    [
        ("en-GB", "The color and the colour of moisturizers, analyzed.", ["color", "moisturizers", "analyzed"]),
        ("en-US", "The color and the colour of moisturisers, analysed.", ["colour", "moisturisers", "analysed"]),
        ("en-GB", "Our aesthetic centre organises programmes. Size, prize, wise, advertise.", []),
    ],
)
def test_the_configuration_says_which_english(tmp_path: Path, language: str, source: str, findings: list[str]) -> None:
    (tmp_path / "claimcheck.yaml").write_text(f"language: {language}\nselect: [house/language]\n", encoding="utf-8")
    (tmp_path / "draft.txt").write_text(source, encoding="utf-8")
    given = ["check", "--config", str(tmp_path / "claimcheck.yaml"), str(tmp_path / "draft.txt"), "--format", "json"]
    told = json.loads(CliRunner().invoke(cli.main, given).stdout)["findings"]
    assert sorted(each["location"]["text"] for each in told) == sorted(findings)


@pytest.mark.parametrize(
    ("stated", "configured", "findings"),
    [
        ("language: en-GB", "", ["color"]),
        ("language: EN_us", "", ["colour"]),
        ("language: en-US", "language: en-GB\n", ["colour"]),  # the draft knows better
        ("language: klingon", "language: en-GB\n", ["color"]),
        ("params:\n  language: 'en-GB'", "", ["color"]),
        ("language: fr", "", []),
        ("language: en-GB\ntags: [peel", "", ["color"]),  # malformed, and read line by line
        ("inlanguage: en-GB", "", []),
    ],
)
def test_a_draft_says_which_english_it_is_in(tmp_path: Path, stated: str, configured: str, findings: list[str]) -> None:
    (tmp_path / "claimcheck.yaml").write_text(f"{configured}select: [house/*]\n", encoding="utf-8")
    draft = tmp_path / "draft.md"
    draft.write_text(f"---\n{stated}\n---\n\nOf one color or another colour.\n", encoding="utf-8")
    given = ["check", "--config", str(tmp_path / "claimcheck.yaml"), str(draft), "--format", "json"]
    told = json.loads(CliRunner().invoke(cli.main, given).stdout)["findings"]
    assert [each["location"]["text"] for each in told] == findings


def test_two_englishes_are_one_finding_where_the_draft_says_which_it_wants(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    for stated, rule in (("language: en-GB", "house/language"), ("title: Skin", "language/term-spelling")):
        draft.write_text(f"---\n{stated}\n---\n\nOne color, another color, two colours.\n", encoding="utf-8")
        told = json.loads(CliRunner().invoke(cli.main, ["check", str(draft), "--format", "json"]).stdout)["findings"]
        assert [each["rule"] for each in told] == [rule]


def test_the_dictionary_can_be_explained(tmp_path: Path) -> None:
    file = tmp_path / "claimcheck.yaml"
    for written, shown in (("terms:\n  client: [patient]\n", "patient → client"), ("", "house/terms")):
        file.write_text(written, encoding="utf-8")
        result = CliRunner().invoke(cli.main, ["explain", "house/terms", "--config", str(file)])
        assert result.exit_code == 0 and shown in result.output
