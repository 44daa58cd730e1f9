"""Plain text: headings, paragraphs, items, wrapped lines."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.formats.text import parse

LONG = "Microneedling is a treatment that uses very fine needles to make small channels in the skin"


def kinds(source: str) -> list[tuple[str, str]]:
    """Kind and text of every block."""
    made = parse("a.txt", source)
    return [(block.kind, made.text[block.start : block.end]) for block in made.blocks]


def levels(source: str) -> list[int]:
    """Level of every block."""
    return [block.level for block in parse("a.txt", source).blocks]


def test_short_lines_without_a_full_stop_are_headings() -> None:
    source = "Is It Permanent\n\nNo, it is not.\n\nAftercare\nKeep out of the sun.\n"
    assert kinds(source) == [
        ("heading", "Is It Permanent"),
        ("paragraph", "No, it is not."),
        ("heading", "Aftercare"),
        ("paragraph", "Keep out of the sun."),
    ]
    assert levels(source) == [1, 0, 2, 0]


def test_a_long_line_is_a_paragraph_even_without_a_full_stop() -> None:
    assert kinds(LONG) == [("paragraph", LONG)]


@pytest.mark.parametrize("mark", ["-", "*", "+", "•", "–", "✓", "1.", "12)", "(3)", "a)"])
def test_bullets_and_numbers_make_items_without_their_mark(mark: str) -> None:
    source = f"Our serum is mild.\n{mark} It calms the skin\n{mark} It is vegan."
    assert kinds(source)[1:] == [("item", "It calms the skin"), ("item", "It is vegan.")]


def test_an_indented_bullet_is_a_deeper_item() -> None:
    assert levels("- one thing\n      - another thing\n") == [1, 2]


@pytest.mark.parametrize(
    "line", ["-5 degrees is cold.", "1.5 ml is enough.", "3D scans are used.", "A. Smith wrote it."]
)
def test_what_only_looks_like_a_bullet_keeps_its_text(line: str) -> None:
    assert kinds(line) == [("paragraph", line)]


def test_a_lone_bullet_is_no_item() -> None:
    assert [kind for kind, _ in kinds("We are open.\n- \n")] != ["paragraph", "item"]


def test_numbered_questions_are_headings() -> None:
    source = "Questions and answers.\n1. Does it hurt?\nNo, it does not.\n2. Is it safe?\nYes, it is."
    assert kinds(source)[1:] == [
        ("heading", "Does it hurt?"),
        ("paragraph", "No, it does not."),
        ("heading", "Is it safe?"),
        ("paragraph", "Yes, it is."),
    ]
    assert levels(source)[1:] == [3, 0, 3, 0]


def test_bare_short_lines_after_a_lead_in_are_items() -> None:
    source = "Side effects include:\nRedness\nMild swelling\n\nBruising\nThey pass in a few days.\nOur clinic"
    assert kinds(source) == [
        ("paragraph", "Side effects include:"),
        ("item", "Redness"),
        ("item", "Mild swelling"),
        ("item", "Bruising"),
        ("paragraph", "They pass in a few days."),
        ("heading", "Our clinic"),
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    source = f"{LONG},\nso that it renews itself over the next weeks.\nThis is a new line."
    assert kinds(source) == [
        ("paragraph", f"{LONG},\nso that it renews itself over the next weeks."),
        ("paragraph", "This is a new line."),
    ]


def test_a_wrapped_item_is_one_item() -> None:
    source = f"- {LONG},\n  which then heals.\n- Second thing"
    assert kinds(source) == [("item", f"{LONG},\n  which then heals."), ("item", "Second thing")]


def test_a_blank_line_always_ends_a_paragraph() -> None:
    assert [kind for kind, _ in kinds(f"{LONG},\n\nand it heals.")] == ["paragraph", "paragraph"]


def test_windows_line_ends_a_byte_order_mark_and_tabs() -> None:
    source = "\ufeffSkin Care\r\n\r\n\tIt is mild.\r\n\u2022\tIt is vegan\r\n"
    assert kinds(source) == [("heading", "Skin Care"), ("paragraph", "It is mild."), ("item", "It is vegan")]
    made = parse("a.txt", source)
    spans = [made.span(block.start, block.end) for block in made.blocks]
    assert [(span.line, span.column, span.end_column) for span in spans] == [(1, 2, 11), (3, 2, 13), (4, 3, 14)]
    assert [source[span.start : span.end] for span in spans] == ["Skin Care", "It is mild.", "It is vegan"]


def test_markup_and_entities_mean_nothing() -> None:
    source = "A **bold** &amp; `coded` <b>claim</b>."
    assert kinds(source) == [("paragraph", source)]


def test_objects_left_by_a_word_processor_make_no_block_of_their_own() -> None:
    assert kinds("\ufffc\nIt is \ufffc mild.\n") == [("paragraph", "It is \ufffc mild.")]


@pytest.mark.parametrize("source", ["", "\n", " \t\r\n\ufeff", "\r", "\x0c\n", "\u00a0"])
def test_a_blank_source_has_no_blocks(source: str) -> None:
    assert kinds(source) == []


def test_a_last_line_without_a_line_end() -> None:
    assert kinds("One thing.\nLast thing.")[-1] == ("paragraph", "Last thing.")


@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(
    st.lists(
        st.sampled_from(
            ["zqword", " ", "\n", "\r\n", "\n\n", "- ", "1. ", "?", ".", ":", ",", "\t", "é", "😀", "\ufeff"]
        )
    ).map("".join)
)
def test_no_word_is_lost_or_doubled(source: str) -> None:
    made = parse("a.txt", source)
    assert made.text.count("zqword") == source.count("zqword")
    assert sum(made.text[block.start : block.end].count("zqword") for block in made.blocks) == source.count("zqword")


@pytest.mark.parametrize("piece", ["a ", "- a\n", f"{LONG}\n", "a,\n", "\n", " ", "1.", "a:\n", "\t"])
def test_time_is_linear(piece: str) -> None:
    source = piece * (100_000 // len(piece))
    start = time.process_time()
    parse("a.txt", source)
    assert time.process_time() - start < 2


def test_a_lone_numbered_title_above_a_paragraph_is_a_heading() -> None:
    below = "This one takes a good while to read because it has a great many words in it."
    draft = parse("a.txt", f"1. Light peels\n\n{below}\n\n2. Deep peels\n\n{below}\n\n1. One\n2. Two\n")
    kinds = [(block.kind, draft.text[block.start : block.end].split()[0]) for block in draft.blocks]
    assert kinds == [("heading", "Light"), ("paragraph", "This"), ("heading", "Deep"), ("paragraph", "This"),
                     ("item", "One"), ("item", "Two")]  # fmt: skip
