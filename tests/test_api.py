"""The Python API: its documentation and the README's Python blocks do what they say."""

from __future__ import annotations

import doctest
import re

import pytest
from commandline import ROOT

import claimcheck
from claimcheck.claims.page import Knowledge


def test_the_documentation_of_the_api_is_true() -> None:
    done = doctest.testmod(claimcheck)
    assert done.attempted >= 8 and done.failed == 0


README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("block", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_the_readme_blocks_run(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(block, {})
    assert "painless" in capsys.readouterr().out


def test_check_heeds_comments_markets_and_kinds_of_product(shipped: Knowledge) -> None:
    text = "Our cream cures acne."
    everywhere = claimcheck.check(text, shipped)
    assert {code for finding in everywhere for code in finding.jurisdictions} > {"us"}
    here = claimcheck.check(text, shipped, jurisdictions=["us"])
    named = {rule.partition("/")[0] for finding in here for rule in (finding.rule, *finding.also)}
    assert named and not named & {"uk", "eu", "ca", "au"}
    hidden = f"<!-- claimcheck-disable-next-line -- a quotation -->\n{text}"
    assert claimcheck.check(hidden, shipped, "a.md") == []
    kinds = [claimcheck.check(text, shipped, product_type=kind) for kind in ("treatment", "cosmetic")]
    assert kinds[0] != kinds[1]


def test_types_are_published() -> None:
    assert (ROOT / "claimcheck" / "py.typed").exists()
    assert all(hasattr(claimcheck, name) for name in claimcheck.__all__)
