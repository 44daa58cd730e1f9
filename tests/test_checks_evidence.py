"""Evidence: what counts as the proof beside a claim: words, links, and the notes that its marks lead to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimcheck import engine, formats
from claimcheck.claims.page import Knowledge
from claimcheck.findings import Finding

Pack = Callable[..., Knowledge]

RULE = """
kind: requires
message: "“{text}” stands without proof."
severity: warning
terms: [clinically proven, results guaranteed]
needs: ["{count} {women|men|people}", "=https"]
linked: [study, trial]
examples: {bad: ["[[x]]"], good: ["y"]}
"""


def findings(pack: Pack, source: str, path: str = "a.md") -> list[Finding]:
    """What the rule reports in a draft."""
    return engine.check(formats.parse(path, source), pack({"own/proof": RULE}))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("a.md", "Clinically proven on 60 women."),
        ("a.md", "Clinically proven, see [our study](https://a.example/s)."),
        ("a.md", "Clinically proven (https://a.example/s)."),
        ("a.md", "Clinically proven: <https://a.example/s>."),
        ("a.md", "Clinically proven.[^1]\n\nMore.\n\n[^1]: Tested on 60 women.\n"),
        ("a.md", "Clinically proven[^b] to last.\n\n[^a]: A.\n[^b]: See [the trial](https://a.example).\n"),
        ("a.md", "Clinically proven\\* to last.\n\n\\* Tested on 60 women.\n"),
        ("a.md", "Clinically proven to last.†\n\nMore.\n\n† Tested on 60 women.\n"),
        ("a.md", "Clinically proven [1].\n\nMore.\n\n1. Tested on 60 women.\n2. Other.\n"),
        ("a.md", "Clinically proven¹ to last.\n\n## Notes\n\n[1] Tested on 60 women.\n"),
        ("a.txt", "Clinically proven to last.*\n\nMore.\n\n*Tested on 60 women.\n"),
        ("a.txt", "Clinically proven.‡ More of it.\n\n† Offer ends soon. ‡ Tested on 60 women.\n"),
        ("a.txt", "Clinically proven.[1] More of it.\n\n[1] Tested on 60 women.\n"),
    ],
)
def test_proof_beside_a_claim_or_in_its_note(pack: Pack, path: str, source: str) -> None:
    assert findings(pack, source, path) == []


@pytest.mark.parametrize(
    ("source", "said", "noted"),
    [
        ("Clinically proven.\n\nTested on 60 women.", "", []),
        ("Clinically proven. [Book now](https://a.example).", "", []),
        ("Clinically proven.[^1]\n\n[^1]: Results may vary.\n", "The note “Results may vary.” gives no basis for it.",
         ["Results may vary."]),
        ("Clinically proven\\*.\n\n\\*Results may vary.\n", "The note “*Results may vary.” gives no basis for it.",
         ["*Results may vary."]),
        ("Clinically proven†.\n\n‡ Tested on 60 women.\n", "Its mark “†” leads to no note.", []),
        ("Clinically proven (10 cm²).\n\n² Tested on 60 women.\n", "", []),
        ("Clinically proven. Good for all.*\n\n\\* Tested on 60 women.\n", "", []),  # another sentence's note
    ],
)  # fmt: skip
def test_a_note_without_a_basis_is_named(pack: Pack, source: str, said: str, noted: list[str]) -> None:
    (finding,) = findings(pack, source)
    assert finding.message == f"“Clinically proven” stands without proof. {said}".rstrip()
    assert [place.text for place in finding.related] == noted


def test_emphasis_is_no_mark(pack: Pack) -> None:
    (finding,) = findings(pack, "It is *clinically proven* to last.\n\n*Tested on 60 women.\n", "a.txt")
    assert finding.message == "“clinically proven” stands without proof."


def test_a_generic_disclaimer_is_no_proof(pack: Pack) -> None:
    (finding,) = findings(pack, "Results guaranteed. Results may vary.")
    assert finding.location.text == "Results guaranteed"
