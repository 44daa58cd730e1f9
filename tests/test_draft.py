"""Draft and DraftBuilder: normalising, the map back to the source, lines and columns."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimcheck.draft import Block, Draft, DraftBuilder, normalise
from claimcheck.formats import text as plain

FAST = settings(max_examples=150, derandomize=True, deadline=None, database=None)
PIECES = st.lists(
    st.sampled_from(
        ["Skin", "peel", "naïve", "İ", "ß", "😀", "é", "ﬁ", "“x”", "it’s", "–", "•", "-", "1.", "?", ":", ". ",
         " ", "\t", "\n", "\n\n", "\r\n", "\r", "\u00a0", "\ufeff", "\ufffc", "&amp;", "\u2028", "\x00", "\x0b"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def draft(source: str, *pieces: tuple[int, int, str | None], entities: bool = False) -> Draft:
    """A draft of one paragraph made of `pieces`."""
    builder = DraftBuilder("a.txt", source, entities)
    builder.begin("paragraph")
    for piece in pieces:
        builder.add(*piece)
    return builder.build()


def test_normalise_lowers_and_plains_typography() -> None:
    assert normalise("Don’t “Non–Invasive”\u00a0NOW\r\n") == 'don\'t "non-invasive" now  '


@pytest.mark.parametrize("text", ["", "İSTANBUL", "ẞ ŉ İİ", "ΑΣ", "ﬃ", "Ǆ", "𝔸𝔹", "é\u0301", "٣", "\ud800"])
def test_normalise_keeps_the_length(text: str) -> None:
    assert len(normalise(text)) == len(text)


@FAST
@given(st.text())
@example("İ" * 3 + "–")
def test_normalise_keeps_the_length_of_any_text(text: str) -> None:
    norm = normalise(text)
    assert len(norm) == len(text)
    assert not set("\n\r\t\u00a0’“–") & set(norm)


def test_norm_is_as_long_as_text() -> None:
    made = plain.parse("a.txt", "İ am “fine”\nA second line – with a dash.\r\n")
    assert len(made.norm) == len(made.text)
    assert "second line - with" in made.norm


def test_adjacent_pieces_join_into_one_run() -> None:
    made = draft("abcdef", (0, 2, None), (2, 4, None), (5, 6, None))
    assert made.text == "abcdf\n\n"
    assert made.runs == ((0, 0, 4, 4), (4, 5, 1, 1))


def test_a_word_across_markup_spans_from_its_first_to_its_last_character() -> None:
    made = draft("a **non**-invasive b", (0, 2, None), (4, 7, None), (9, 20, None))
    at = made.text.index("non-invasive")
    span = made.span(at, at + len("non-invasive"))
    assert (span.start, span.end, span.text) == (4, 18, "non**-invasive")
    assert (span.line, span.column, span.end_line, span.end_column) == (1, 5, 1, 19)


def test_an_entity_maps_as_a_whole() -> None:
    made = draft("a &amp; b", (0, 2, None), (2, 7, "&"), (7, 9, None), entities=True)
    assert made.text == "a & b\n\n"
    assert (made.span(2, 3).start, made.span(2, 3).end, made.span(2, 3).text) == (2, 7, "&")
    assert (made.span(0, 3).start, made.span(0, 3).end, made.span(0, 3).text) == (0, 7, "a &")
    assert (made.span(3, 5).start, made.span(3, 5).end) == (7, 9)


def test_a_run_that_reads_longer_than_it_is_written() -> None:
    made = draft("x½y", (0, 1, None), (1, 2, "1/2"), (2, 3, None))
    assert [(made.span(i, i + 1).start, made.span(i, i + 1).end) for i in range(5)] == [
        (0, 1), (1, 2), (1, 2), (1, 2), (2, 3)]  # fmt: skip


def test_entities_are_decoded_only_where_the_format_has_them() -> None:
    made = plain.parse("a.txt", "Skin &amp; care.")
    assert made.span(0, len("Skin &amp; care.")).text == "Skin &amp; care."


def test_span_text_folds_white_space() -> None:
    made = draft("two\r\n\t words", (0, 12, None))
    assert made.span(0, 12).text == "two words"


def test_lines_and_columns_count_code_points() -> None:
    source = "\ufeffOne é😀 x\r\n\ttwo y\r\n\r\nz"
    made = draft(source, (0, len(source), None))

    def place(word: str) -> tuple[int, int, int, int]:
        at = made.text.index(word)
        span = made.span(at, at + len(word))
        return span.line, span.column, span.end_line, span.end_column

    assert place("One") == (1, 2, 1, 5)
    assert place("x") == (1, 9, 1, 10)
    assert place("two") == (2, 2, 2, 5)
    assert place("z") == (4, 1, 4, 2)
    assert place("x\r\n\ttwo") == (1, 9, 2, 5)
    assert made.line_of(made.text.index("y")) == 2
    assert [made.line_column(offset) for offset in (0, 10, 11)] == [(1, 1), (1, 11), (2, 1)]


def test_blocks_leave_out_white_space_at_their_ends() -> None:
    made = draft("  a b \n", (0, 7, None))
    assert made.blocks == (Block("paragraph", 2, 5),)
    assert made.text[2:5] == "a b"


@pytest.mark.parametrize("shown", [None, " ", "\n\t", "\u00a0", "\ufffc", " \ufffc\n"])
def test_a_block_without_a_word_leaves_no_trace(shown: str | None) -> None:
    builder = DraftBuilder("a.txt", "abc")
    builder.begin("heading", level=1)
    if shown:
        builder.add(0, 1, shown)
    builder.begin("paragraph")
    builder.add(1, 3)
    made = builder.build()
    assert [(block.kind, made.text[block.start : block.end]) for block in made.blocks] == [("paragraph", "bc")]


def test_an_object_within_a_sentence_stays() -> None:
    made = draft("`x` is", (0, 3, "\ufffc"), (3, 6, None))
    assert [made.text[block.start : block.end] for block in made.blocks] == ["\ufffc is"]


def test_blocks_of_many_pieces_are_measured_from_their_own_start() -> None:
    source = "one two  three "
    builder = DraftBuilder("a.txt", source)
    builder.begin("item", level=2)
    builder.add(0, 3)
    builder.begin("cell", table=0, row=1, column=2)
    for at in range(3, 8):
        builder.add(at, at + 1, source[at])
    builder.end()
    builder.end()
    builder.begin("paragraph")
    builder.add(8, 15)
    made = builder.build()
    assert made.text == "one\n\n two \n\n three \n\n"
    assert made.blocks == (Block("item", 0, 3, level=2), Block("cell", 6, 9, 0, 0, 1, 2), Block("paragraph", 13, 18))


def test_has_blocks_tells_whether_prose_came_before() -> None:
    builder = DraftBuilder("a.txt", "ab")
    builder.begin("paragraph")
    assert not builder.has_blocks
    builder.add(0, 1)
    builder.begin("paragraph")
    assert builder.has_blocks


def test_an_empty_draft() -> None:
    made = DraftBuilder("a.txt", "").build()
    assert (made.text, made.blocks, made.runs, made.norm) == ("", (), (), "")


@FAST
@given(PIECES | st.text())
def test_every_character_of_plain_text_maps_to_itself(source: str) -> None:
    made = plain.parse("a.txt", source)
    mapped = 0
    for start, first, length, source_length in made.runs:
        assert length == source_length
        for offset in range(length):
            span = made.span(start + offset, start + offset + 1)
            assert (span.start, span.end) == (first + offset, first + offset + 1)
            assert source[span.start] == made.text[start + offset]
            line = source.count("\n", 0, span.start)
            assert (span.line, span.column) == (line + 1, span.start - (source.rfind("\n", 0, span.start) + 1) + 1)
        mapped += length
    assert len(made.text) - mapped == made.text.count("\n") - sum(
        source.count("\n", first, first + length) for _, first, _, length in made.runs
    )
    for before, after in zip(made.blocks, made.blocks[1:], strict=False):
        assert before.end < after.start
    for block in made.blocks:
        body = made.text[block.start : block.end]
        assert body and body == body.strip()
