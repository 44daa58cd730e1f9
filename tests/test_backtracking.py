"""Backtracking: patterns that can hang are refused, and those that cannot are not."""

from __future__ import annotations

import multiprocessing
import re
import signal
import time
from pathlib import Path

import pytest
from commandline import report, run
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.backtracking import can_hang

parsed = re._parser.parse  # type: ignore[attr-defined]

HANGING = [
    "(a+)+$", "(a|a)+$", "(?:[ab]|[ab])+c", "(a*)*b", "(a|aa)+$", r"(\w+\s?)+$", r"(\w+ ?){0,50}$", "(a?a?)+$",
    "(a{0,5})+$", "(x+x+)+y", r"([a-z]+)*\d", "(?:a{1,900}){1,900}b", "(?:a|b|ab)*c", "(?:the |the old |old )*x",
    r"(?:[a-m]x|[k-z]x)+y", r"(?i:(a|A|ab?)*)c", r"\w*\w*\w*\w*x", ".*.*.*x", r"(?:b|(?:a+)+)c", r"(?=(a+)+$)b",
    r"(?:\s|\S)*\s*(?:.|\n)*z", "(?>(?:a|ab|b)+)c", "(.*)(.*)((.*)x)",
]  # fmt: skip
HARMLESS = [
    "(?:the |that |a )*x", r"(?:[\w&'-]+ ){1,12}for", r"(?:(?!no)[^.;]){0,60}?x", r"\w+ \w+ \w+", "(?:a|b)*c",
    ".*foo.*bar", r"(?:\w+, )*\w+", "(?:[a-z]{3})*", r"(?:\d{1,3},)*\d", "(?:a|aa){0,5}b", r"\w++\w*\w*x",
    r"\b(?:safe|gentle)(?:(?:,| and) (?:safe|gentle))*\b",
]  # fmt: skip


@pytest.mark.parametrize("pattern", HANGING)
def test_what_can_hang_is_told(pattern: str) -> None:
    assert can_hang(parsed(pattern))


@pytest.mark.parametrize("pattern", HARMLESS)
def test_what_cannot_is_left_alone(pattern: str) -> None:
    assert not can_hang(parsed(pattern))


PIECES = st.recursive(
    st.sampled_from(["a", "b", "[ab]", "a?", "ab", "b?"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"(?:{two[0]}|{two[1]})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{0,3}", "{2}"])).map(lambda two: f"(?:{two[0]}){two[1]}"),
    ),
    max_leaves=6,
)


def _matches(patterns: list[str]) -> None:
    for pattern in patterns:
        compiled = re.compile(f"(?:{pattern})+c")
        for text in ("a" * 22, "ab" * 11, "b" * 22, "aab" * 8, "abb" * 8):
            compiled.match(text)


def test_what_is_left_alone_ends_soon() -> None:
    found: list[str] = []

    @settings(max_examples=250, derandomize=True, deadline=None, database=None)
    @given(PIECES)
    def collect(pattern: str) -> None:
        if not can_hang(parsed(f"(?:{pattern})+c")):
            found.append(pattern)

    collect()
    assert len(found) > 20
    worker = multiprocessing.get_context("fork").Process(target=_matches, args=(found,))
    worker.start()
    worker.join(20)
    still = worker.is_alive()
    worker.kill()
    assert not still


def test_a_rule_that_could_hang_is_refused_in_one_line(here: Path) -> None:
    (here / "own").mkdir()
    (here / "own" / "slow.yaml").write_text(
        "kind: phrase\nmessage: m\nterms: ['/(a|aa)+$/', '/(a+)+$/']\nexamples: {bad: ['[[a]]'], good: [b]}\n"
    )
    (here / "a.md").write_text("a" * 5000 + "!\n")
    start = time.process_time()
    told = run("check", "a.md", "--rules", "own", code=2).stderr
    assert time.process_time() - start < 5
    assert "slow.yaml:3: " in told and told.count("hang") == 2


SLOW = """\
kind: phrase
category: grammar
message: m
terms: ['/a{1,50}a{1,50}a{1,50}a{1,50}b/', lily]
examples: {bad: ['[[aaab]]', '[[lily]]'], good: [b]}
"""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no such timers here")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_is_slow_all_the_same_is_given_up(here: Path, monkeypatch: pytest.MonkeyPatch, jobs: str) -> None:
    monkeypatch.setattr("claimcheck.run._PATIENCE", 0.5)
    (here / "own").mkdir()
    (here / "own" / "slow.yaml").write_text(SLOW)
    (here / "a.md").write_text("b " + "a" * 2000 + "!\n")
    (here / "b.md").write_text("A lily.\n")
    data = report(".", "--rules", "own", "--select", "slow", "--jobs", jobs, code=2)
    slow, quick = data["files"]
    assert (slow["status"], quick["status"]) == ("failed", "checked")
    assert slow["reason"].startswith("not done after 1 seconds; look for a regular expression")
    assert [found["location"]["path"] for found in data["findings"]] == ["b.md"]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no such timers here")
def test_examples_that_take_too_long_are_given_up(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.commands.rules._PATIENCE", 0.5)
    (here / "own").mkdir()
    (here / "own" / "slow.yaml").write_text(SLOW.replace("good: [b]", f"good: [b {'a' * 2000}!]"))
    result = run("test", "own", code=2)
    assert result.stderr == (
        "claimcheck: own/slow.yaml: its examples take over 0.5 seconds; make its patterns plainer\n"
    )
    assert "1 broke the program" in result.stdout
