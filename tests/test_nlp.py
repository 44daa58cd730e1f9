"""spaCy: the tokenizer's cache trap, phrases on tokens, the pipe for spaCy users, and the lazy import."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
import spacy

from claimcheck.claims.page import Knowledge
from claimcheck.draft import normalise
from claimcheck.nlp import reader, spellings, tokenizer

TRICKY = [
    "Give it a month or tw0 to ge4t better.",
    "It lasts 4–6 weeks or 20-40 minutes.",
    "A non‑invasive facial, a micro-needling pen and £250-£300.",
    "It isn't sore; it doesn’t hurt. We can't promise.\n\nNext line\there.",
    "0.5mm, 10mins, etc. and No. 1",
    "Emoji 😀 and café",
]


@pytest.mark.parametrize("text", TRICKY)
def test_tokens_are_those_of_blank_english(text: str) -> None:
    norm = normalise(text)
    plain = spacy.blank("en")(norm)
    tokens = reader([])(norm)
    spans = [(token.idx, token.idx + len(token)) for token in plain]
    assert list(zip(tokens.starts, tokens.ends, strict=True)) == spans


def test_the_pipeline_has_no_special_case_for_white_space() -> None:
    assert not [key for key in (tokenizer().rules or {}) if key.isspace()]


def test_phrases_are_found_longest_first_with_their_labels() -> None:
    tokens = reader([("deny", ["not", "n't"]), ("pseudo", ["not only"])])("it isn't bad, not only that")
    words = [(m.label, m.start, m.end) for m in tokens.mentions]
    assert words == [("deny", 2, 3), ("pseudo", 5, 7), ("deny", 5, 6)]


@pytest.mark.parametrize("sign", "*[!'(~")
def test_a_line_of_signs_takes_no_time(sign: str) -> None:
    read = reader([("x", ["no pain"])])
    start = time.process_time()
    found = read(f"no pain {sign * 20_000} no pain")
    assert time.process_time() - start < 2
    assert [found.starts[mention.start] for mention in found.mentions] == [0, 20_009]


def test_the_token_range_of_characters() -> None:
    norm = "a painless peel."
    tokens = reader([])(norm)
    assert tokens.range(2, 10) == (1, 2)
    assert tokens.range(0, len(norm)) == (0, 4)
    assert tokens.range(4, 6) == (1, 2)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("micro-needling", {"micro-needling", "micro needling", "microneedling", "microneedlings"}),
        ("chemical peel", {"chemical peel", "chemical-peel", "chemical peels"}),
        ("injury", {"injury", "injuries"}),
        ("skin patch", {"skin patches"}),
    ],
)
def test_spellings(name: str, written: set[str]) -> None:
    assert written <= set(spellings(name))


def test_add_pipe_gives_claims_as_spans() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("claimcheck")
    doc = nlp("Microneedling is painless. The results last three months.")
    spans = [(span.text, span.label_, span.kb_id_) for span in doc.spans["claims"] if "=painless" in span.label_]
    assert spans == [("painless", "pain=painless", "microneedling")]
    assert {span.label_.split("=")[0] for span in doc.spans["claims"]} >= {"pain"}


def test_an_empty_doc_has_no_claims(shipped: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.load_rules", lambda: shipped)
    nlp = spacy.blank("en")
    nlp.add_pipe("claimcheck")
    assert list(nlp("").spans["claims"]) == []


def test_a_draft_without_a_cue_does_not_import_spacy() -> None:
    code = (
        "import sys, claimcheck;"
        "found = claimcheck.check('The kettle sings in the garden.', claimcheck.load_rules());"
        "assert found == [], found; assert 'spacy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_spacy_is_whole_after_a_lean_import() -> None:
    code = (
        "import sys; from claimcheck.nlp import load_spacy; load_spacy();"
        "assert 'typer' not in sys.modules and 'spacy.cli' not in sys.modules;"
        "import spacy, spacy.cli; assert callable(spacy.cli.download) and spacy.info(silent=True)['spacy_version'];"
        "assert [t.text for t in spacy.blank('en')('is not')] == ['is', 'not']"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
