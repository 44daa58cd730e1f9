"""HTML: what is prose, which blocks it makes, where it stands, what is not."""

from __future__ import annotations

import html
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prosechecks import check_blocks, check_planted

from claimcheck.draft import Draft
from claimcheck.formats import parse as parse_any
from claimcheck.formats.html import parse
from claimcheck.formats.masks import OBJECT
from claimcheck.formats.tags import tokens

FAST = settings(max_examples=150, derandomize=True, deadline=None, database=None)


def kinds(source: str) -> list[tuple[str, str]]:
    """Kind and text of every block."""
    made = parse("a.html", source)
    return [(block.kind, made.text[block.start : block.end]) for block in made.blocks]


def texts(source: str) -> list[str]:
    """Text of every block."""
    return [text for _, text in kinds(source)]


def on_disk(source: str, words: str) -> str:
    """What stands in the source where the draft reads `words`."""
    made = parse("a.html", source)
    at = made.text.index(words)
    span = made.span(at, at + len(words))
    assert made.line_column(span.start) == (span.line, span.column)
    assert made.line_column(span.end) == (span.end_line, span.end_column)
    return source[span.start : span.end]


@pytest.mark.parametrize("path", ["a.html", "a.HTM", "x/<stdin>.html"])
def test_the_ending_tells_the_format(path: str) -> None:
    assert parse_any(path, "<p>a <b>b</b>").text.strip() == "a b"


# --- sentences ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("It is <b>non</b>-invasive, <i>pain<u>less</u></i>.", "It is non-invasive, painless."),
        ("a\n     b\t\tc  d", "a b c d"),
        ("a <b> b </b> c", "a b c"),
        ("<p>\n  a\n</p>", "a"),
        ("Skin &amp; care&nbsp;5 &#8217;&#x1F600; &copy 2", "Skin & care\u00a05 ’😀 © 2"),
        ("AT&T &nope; &#0;", "AT&T &nope; \ufffd"),
        ("1 < 2 > 0 & so", "1 < 2 > 0 & so"),
        ("a<br>b", "a b"),
        ("see https://a.b/c_(d)?x=1, or www.a.bc. Ask x@y.zz!", f"see {OBJECT}, or {OBJECT}. Ask {OBJECT}!"),
        ("use <code>no <b>no</b></code> x", f"use {OBJECT} x"),
        ("a <svg><title>no</title><path/></svg> b", f"a {OBJECT} b"),
        ("a<script>no</script>b<style>no</style>c<!-- no -->d", "abcd"),
        ("{{ no }} a {% if no > 1 %}b{% endif %} <?php no('<b>') ?>c", f"{OBJECT} a {OBJECT}b{OBJECT} {OBJECT}c"),
        ("B<sub>12</sub> is proven<sup>2</sup>.", "B12 is proven 2."),
        ("<a title=don't>x</a> y", "x y"),
        ("<span class=\"no>no\">x", "x"),
        ("<span class=\"no>x", "x"),
        ("a</b></nope></div>b", "ab"),
        ("x <!> y <!-- no --!> z", "x y z"),
        ("naïve 😀 İ", "naïve 😀 İ"),
    ],
)  # fmt: skip
def test_sentences(source: str, text: str) -> None:
    assert [found for found in texts(source) if found != "don't"] == [text]


def test_places_span_the_markup_inside_words() -> None:
    source = "<p>It is <b>non</b>-invasive,\r\n   pain&shy;less &amp; quick."
    assert on_disk(source, "non-invasive") == "non</b>-invasive"
    assert on_disk(source, "invasive, pain") == "invasive,\r\n   pain"
    assert on_disk(source, "& quick") == "&amp; quick"


def test_a_new_line_that_begins_a_sentence_is_a_block() -> None:
    assert texts("<p>No pain<br>No downtime<br><br>mild<br/>and gentle<br>5 sessions") == [
        "No pain", "No downtime", "mild and gentle", "5 sessions",
    ]  # fmt: skip
    assert texts("<h2>Laser Hair<br>Removal</h2>") == ["Laser Hair Removal"]


def test_elements_side_by_side_are_not_glued_together() -> None:
    assert texts("<div><span>From $99</span><span>Book now</span></div>") == ["From $99", "Book now"]
    assert texts("<nav><a>home</a><a>prices</a></nav>") == ["home", "prices"]
    assert texts("<p><span>pain</span><span>less</span>") == ["painless"]


# --- blocks ---------------------------------------------------------------------------------------------


def test_headings_lists_and_paragraphs() -> None:
    source = (
        "<title>T</title><h1>One</h1>intro<h3><span>Three</span></h3><p>a<p>b<div>c<section>d</section>e</div>"
        "<ul><li>one<li><p>two</p><p>more</p><ol><li>in</ol><li>four</ul><div role=heading aria-level=4>R</div>"
        "<dl><dt>Term<dd>means</dl><details><summary>Ask?</summary>Yes.</details><button>Book</button>"
    )
    made = parse("a.html", source)
    assert [(block.kind, block.level, made.text[block.start : block.end]) for block in made.blocks] == [
        ("heading", 1, "T"), ("heading", 1, "One"), ("paragraph", 0, "intro"), ("heading", 3, "Three"),
        ("paragraph", 0, "a"), ("paragraph", 0, "b"), ("paragraph", 0, "c"), ("paragraph", 0, "d"),
        ("paragraph", 0, "e"), ("item", 1, "one"), ("item", 1, "two"), ("paragraph", 0, "more"), ("item", 2, "in"),
        ("item", 1, "four"), ("heading", 4, "R"), ("heading", 5, "Term"), ("paragraph", 0, "means"),
        ("heading", 5, "Ask?"), ("paragraph", 0, "Yes."), ("paragraph", 0, "Book"),
    ]  # fmt: skip


def test_tables_have_rows_and_columns_even_when_cells_span_several() -> None:
    source = (
        "<table><caption>C</caption><thead><tr><th>a<th colspan=2>b<th>c</thead>"
        "<tr><td rowspan=2>d<td><p>e</p><p>f<td>g<td>h<tr><td>i<td><table><tr><td>in</table><td>j</table>"
        "<table role=presentation><tr><td>k<td>l</table><table><tr><td>m</table>"
    )
    made = parse("a.html", source)
    assert [(b.kind, b.table, b.row, b.column, made.text[b.start : b.end]) for b in made.blocks] == [
        ("paragraph", -1, -1, -1, "C"), ("cell", 0, 0, 0, "a"), ("cell", 0, 0, 1, "b"), ("cell", 0, 0, 3, "c"),
        ("cell", 0, 1, 0, "d"), ("cell", 0, 1, 1, "e"), ("paragraph", -1, -1, -1, "f"), ("cell", 0, 1, 2, "g"),
        ("cell", 0, 1, 3, "h"), ("cell", 0, 2, 1, "i"), ("cell", 1, 0, 0, "in"), ("cell", 0, 2, 3, "j"),
        ("paragraph", -1, -1, -1, "k"), ("paragraph", -1, -1, -1, "l"), ("cell", 2, 0, 0, "m"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [
        "<p>yes<script>var a = '<p>no</p>';</script>", "<style>p:after{content:'no'}</style>yes",
        "<template><p>no</p><template>no</template>no</template>yes", "<noscript>no</noscript>yes",
        "<div hidden>no <div>no</div> no</div>yes", "<p hidden>no<p>yes", "<li hidden>no<li>yes",
        "<span hidden title=no>no</span>yes", "<b hidden>no <i>no</b> yes", "<div HIDDEN='hidden'>no<br>no</div>yes",
        "<select><option>no<option>no</select>yes", "<textarea>no</textarea><iframe>no</iframe>yes",
        "<input type=hidden title=no>yes", "<pre>no</pre><video>no</video>yes", "<!-- <p>no</p> -->yes",
        "<!doctype no><?xml no?>yes", "<script>no<!-- <script> no </scripty></script>yes", "<svg><p>no</p></svg>yes",
        "<link title=no><iframe title=no></iframe>yes", "<ul><li hidden>no<ul><li>no</ul>no<li>yes</ul>",
    ],
)  # fmt: skip
def test_what_no_reader_sees_is_no_prose(source: str) -> None:
    assert parse("a.html", source).text.replace(OBJECT, "").split() == ["yes"]


def test_content_that_is_hidden_until_it_is_found_is_read() -> None:
    assert texts("<div hidden=until-found>yes</div>") == ["yes"]


# --- attributes, meta data, JSON-LD ---------------------------------------------------------------------


def test_attributes_that_are_shown_or_read_out() -> None:
    source = (
        '<meta name=Description content="No &quot;pain&quot;"><meta property="og:title" content=\'Og\'>'
        '<meta name=viewport content=no><p>See <img src=no alt="A calm\n face" title="">'
        " it <abbr title=Tip>T</abbr>.</p>"
        '<a href=no aria-label=" Book  now ">b</a><img alt=two>'
    )
    assert kinds(source) == [
        ("meta", 'No "pain"'), ("meta", "Og"), ("paragraph", f"See {OBJECT} it T."), ("meta", "A calm face"),
        ("meta", "Tip"), ("meta", "Book now"), ("paragraph", f"b{OBJECT}"), ("meta", "two"),
    ]  # fmt: skip
    assert on_disk(source, 'No "pain"') == "No &quot;pain&quot;"
    assert on_disk(source, "calm face") == "calm\n face"


LD = {
    "@type": "FAQPage", "url": "https://no.no", "name": "no", "description": "It’s \"calm\"\n& mild 😀",
    "mainEntity": [{"@type": "Question", "name": "Does it hurt?", "acceptedAnswer": {
        "@type": "Answer", "text": "<p>No, it is <b>pain</b>less.</p><ul><li>One &amp; two</li></ul>"}}],
}  # fmt: skip


@pytest.mark.parametrize("escape", [json.dumps, lambda ld: json.dumps(ld, ensure_ascii=False, indent=2),
                                    lambda ld: json.dumps(ld).replace("<", "\\u003c").replace("/", "\\/")])  # fmt: skip
def test_json_ld(escape: object) -> None:
    assert callable(escape)
    source = f"<p>a</p><script type='application/ld+json'>{escape(LD)}</script><script>{escape(LD)}</script>b"
    assert kinds(source) == [
        ("paragraph", "a"), ("meta", "It’s \"calm\" & mild 😀"), ("heading", "Does it hurt?"),
        ("paragraph", "No, it is painless."), ("item", "One & two"), ("paragraph", "b"),
    ]  # fmt: skip
    assert on_disk(source, "Does it hurt") == "Does it hurt"
    assert on_disk(source, "painless").startswith("pain") and on_disk(source, "painless").endswith("less")
    assert on_disk(source, "“" if "“" in source else '"calm"') == '\\"calm\\"'


def test_broken_json_ld_is_read_as_far_as_it_goes() -> None:
    source = '<script type=application/ld+json>{"description": "yes", "description": "no'
    assert texts(source + "</script>") == ["yes"]
    assert texts('<script type=application/ld+json>[{"description": ["\\ud800 a\\x", 5]}</script>') == ["\ufffd ax"]


def test_links_and_notes() -> None:
    source = (
        "<p>See <a href=https://a.b>our study</a>, <a href=#top>top</a>, <a href=tel:1>call</a>, https://c.d/e.\n"
        "<p>Proven<sup><a href=#fn1>1</a></sup>.<ol><li id=fn1>A study of 20.<li id=fn2>x</ol>"
    )
    made = parse("a.html", source)
    assert [(source[first:last], bare) for first, last, bare in made.links] == [
        ("<a href=https://a.b>our study</a>", False), ("https://c.d/e", True),
    ]  # fmt: skip
    [(at, label)] = made.footnotes
    assert source.startswith("<a href=#fn1>", at) and label == "fn1"
    [(called, first, last)] = made.notes
    assert called == "fn1" and source[first:last] == "<li id=fn1>A study of 20."
    assert "Proven." in made.text


def test_front_matter_and_byte_order_marks() -> None:
    source = "\ufeff---\ntitle: Glow\n---\n<p>It is <b>mild</b>.\r\n"
    assert kinds(source) == [("heading", "Glow"), ("paragraph", "It is mild.")]
    made = parse("a.html", source)
    assert made.line_of(made.text.index("mild")) == 4


# --- any source -----------------------------------------------------------------------------------------


def check_runs(made: Draft) -> None:
    """Every piece of text is its source, decoded, folded, or one mark for what is no prose."""
    for start, first, length, source_length in made.runs:
        shown, written = made.text[start : start + length], made.source[first : first + source_length]
        assert source_length > 0 and first + source_length <= len(made.source)
        same = length == source_length and all(a in (b, " ", OBJECT) for a, b in zip(shown, written, strict=True))
        assert same or shown in (OBJECT, " ", html.unescape(written)) or written[0] == "\\", (shown, written)
        span = made.span(start, start + length)
        assert (span.start, span.end) == (first, first + source_length)
    assert not any("  " in made.text[block.start : block.end] for block in made.blocks)
    check_blocks(made)


class Planter:
    """Grows random HTML and remembers which of its words are prose."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.prose: list[str] = []

    def pick(self, *options: str) -> str:
        return self.draw(st.sampled_from(options))

    def word(self) -> str:
        """A word that a reader sees."""
        self.prose.append(f"zqmarker{len(self.prose)}")
        return self.prose[-1]

    def words(self, depth: int) -> str:
        """Prose with markup inside it."""
        kind = self.draw(st.integers(0, 9 if depth else 3))
        if kind <= 2:
            return f"{self.pick('é ', '&amp; ', '😀', '')}{self.word()} {self.pick('&lt;', '<', '&', ' x', '')}"
        if kind == 3:
            return self.pick(
                "<code>zqhidden</code>", "<!-- zqhidden > -->", "<script>zqhidden<b></script>", "{{ zqhidden }}",
                "<i hidden>zqhidden <b>zqhidden</b></i>", "<svg><g/>zqhidden</svg>", "<template>zqhidden</template>",
            )  # fmt: skip
        if kind == 4:
            self.prose.append(name := f"zqmarker{len(self.prose)}x")
            return f"{name[:4]}<b>{name[4:]}</b> "
        if kind == 5:
            return f"<img src=zqhidden alt='{self.word()} &amp; x'> "
        mark = self.pick("b", "em", "span class='zqhidden'", "A href=zqhidden", "span data-x=zqhidden>zq")
        end = mark.split()[0] if ">" not in mark else ""
        mark = mark if end else "u"
        return f"<{mark}>{self.words(depth - 1)} {self.words(depth - 1)}</{end or 'u'}> "

    def block(self, depth: int) -> str:
        """A block, or several."""
        kind = self.draw(st.integers(0, 9 if depth else 3))
        end = self.pick("\n", "\r\n  ", "")
        if kind <= 1:
            return f"<p>{self.words(2)}{self.pick('</p>', '')}{end}"
        if kind == 2:
            return f"<h2>{self.words(1)}</h2>{end}"
        if kind == 3:
            return f"<div hidden='{self.pick('', 'hidden')}'>zqhidden<div>zqhidden</div></div>{end}"
        if kind == 4:
            return f"<ul><li>{self.words(1)}<li>{self.block(depth - 1)}</ul>{end}"
        if kind == 5:
            return f"<table><tr><td>{self.words(1)}<td>{self.block(depth - 1)}</table>{end}"
        if kind == 6:
            answer = json.dumps({"description": f'é <b>{self.word()}</b> " 😀 {self.word()}', "url": "zqhidden"})
            return f"<script type=application/ld+json>{answer}</script>"
        return f"<{self.pick('div', 'SECTION', 'x-y')} title='{self.word()}'>{self.block(depth - 1)}{self.block(0)}"


@st.composite
def planted(draw: st.DrawFn) -> tuple[str, list[str]]:
    """An HTML source and the markers that its prose holds."""
    planter = Planter(draw)
    source = "".join(planter.block(2) for _ in range(draw(st.integers(1, 4))))
    return planter.pick("", "\ufeff", "<!doctype html>\n") + source, planter.prose


@FAST
@given(planted())
def test_planted_prose_is_found_and_nothing_else(case: tuple[str, list[str]]) -> None:
    source, prose = case
    made = parse("a.html", source)
    check_planted(made, prose)
    check_runs(made)


SOUP = st.lists(
    st.sampled_from(
        ["a", "word ", "é", "😀", "İ", "<", ">", "</", "/>", "<!--", "-->", "--!>", "<!", "<?", "<![CDATA[",
         "&amp;", "&#1;", "&#x110000;", "&lt", "&notit;", "'", '"', "=", " ", "\n", "\r\n", "\t", "\xa0",
         "<p>", "</p>", "<br>", "<li>", "<ul>", "</ul>", "<td>", "<tr>", "<table>", "</table>", "<b>", "</b>",
         "<sup>", "</sup>", "<a href=#x>", "</a>", "<div hidden>", "</div>", "<title>", "</title>", "<script>",
         "</script>", "<textarea>", "<svg>", "</svg>", "<script type=application/ld+json>",
         '{"description": "', "\\u00e9", "\\ud83d", "\\", "<img alt='", "{{", "}}", "{% ", "%}", "<?php ",
         "?>", "---\n", "title: ", "https://a.b", "x@y.zz", "\ufeff", "￼", "\x00", "\u2028", "\ud800", "<h1>",
         "</h1>", "<summary>", "<template>", "<td colspan=9999999 rowspan=3>", " hidden "]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@settings(FAST, max_examples=400)
@given(SOUP | st.text())
def test_no_source_raises_and_every_run_is_sound(source: str) -> None:
    made = parse("a.html", source)
    assert len(made.norm) == len(made.text)
    if not source.startswith(("---", "\ufeff---")) and "\\" not in source:
        check_runs(made)


@FAST
@given(SOUP)
def test_tokens_follow_one_another(source: str) -> None:
    at = 0
    for token in tokens(source):
        assert at <= token.start <= token.end <= len(source)
        assert all(token.start <= first <= last <= token.end for first, last in token.attributes.values()) or (
            token.kind == "raw"
        )
        at = token.end


@pytest.mark.parametrize(
    "piece",
    ["<a ", "<a b='", '<a "', "<![", "<!--", "</", "<", "<b>", "<p>", "<p><button><span>", "<div>", "<div><p>", "</b>",
     "<li>", "<ul><li>", "<table><tr><td>", "<td rowspan=999>", "<script>", "<title>", "<svg>", "<div hidden>", "&amp;",
     "&", " ", "\n a", "{{", "{%", "<?php ", "<br>", "<br>A", "<img alt=a>", "<sup>", "<a href=#x>", "<a></a>", "https://a(",
     "www.", "a.b-c@", "<b><i></b>", "<span></span>", "<select><option>", "<h1>", "<p><table>",
     '<script type=application/ld+json>{"description":"\\u0041', '"a":', "<div title=a>", "<dt>", "<nav><a>"],
)  # fmt: skip
def test_time_is_linear(piece: str) -> None:
    start = time.process_time()
    parse("a.html", piece * 5000)
    parse("a.html", "<script type=application/ld+json>" + piece * 5000)
    assert time.process_time() - start < 1.5
