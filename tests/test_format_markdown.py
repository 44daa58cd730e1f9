"""Markdown: what is prose, where it stands, what is not."""

from __future__ import annotations

import html
import re
import subprocess
import sys
import time
from itertools import count

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from prosechecks import check_blocks, check_planted

from claimcheck.draft import Draft
from claimcheck.formats.markdown import parse
from claimcheck.formats.masks import OBJECT

FAST = settings(max_examples=120, derandomize=True, deadline=None, database=None)


def kinds(source: str) -> list[tuple[str, str]]:
    """Kind and text of every block."""
    made = parse("a.md", source)
    return [(block.kind, made.text[block.start : block.end]) for block in made.blocks]


def texts(source: str) -> list[str]:
    """Text of every block."""
    return [text for _, text in kinds(source)]


def paragraph(source: str) -> str:
    """The text of the only block, which is a paragraph."""
    [(kind, text)] = kinds(source)
    assert kind == "paragraph"
    return text


def on_disk(source: str, words: str) -> str:
    """What stands in the source where the draft reads `words`."""
    made = parse("a.md", source)
    at = made.text.index(words)
    span = made.span(at, at + len(words))
    assert source[span.start : span.end].count("\n") == span.end_line - span.line
    assert made.line_column(span.start) == (span.line, span.column)
    return source[span.start : span.end]


# --- blocks ---------------------------------------------------------------------------------------------


def test_headings_have_levels() -> None:
    made = parse("a.md", "# One\n\n### Three ###\n\nTitle\n=====\n\nSub\n---\n\n#\n\n####### Seven\n")
    read = [(block.kind, block.level, made.text[block.start : block.end]) for block in made.blocks]
    assert read == [
        ("heading", 1, "One"),
        ("heading", 3, "Three"),
        ("heading", 1, "Title"),
        ("heading", 2, "Sub"),
        ("paragraph", 0, "####### Seven"),
    ]


def test_heading_attributes_are_no_prose() -> None:
    assert kinds("## Safe peel {#safe .big}\n\nMild.\n{: .lead}\n")[0] == ("heading", "Safe peel")
    assert "lead" not in parse("a.md", "Mild.\n{: .lead}\n").text


def test_items_have_the_depth_of_their_list() -> None:
    source = "- one\n  - two\n    1. three\n- four\n\n> - quoted\n"
    made = parse("a.md", source)
    read = [(block.kind, block.level, made.text[block.start : block.end]) for block in made.blocks]
    assert read == [
        ("item", 1, "one"),
        ("item", 2, "two"),
        ("item", 3, "three"),
        ("item", 1, "four"),
        ("item", 1, "quoted"),
    ]


def test_only_the_first_paragraph_of_an_item_is_the_item() -> None:
    source = "- one\n\n  more\n- two\n\n  > said\n- \n\nend\n"
    assert kinds(source) == [
        ("item", "one"),
        ("paragraph", "more"),
        ("item", "two"),
        ("paragraph", "said"),
        ("paragraph", "end"),
    ]


def test_text_after_code_in_an_item_is_a_block_of_its_own() -> None:
    assert kinds("- one\n  ```\n  code\n  ```\n  two\n- three\n") == [
        ("item", "one"),
        ("paragraph", "two"),
        ("item", "three"),
    ]


def test_task_markers_are_no_prose() -> None:
    assert kinds("- [ ] book\n- [x] pay\n") == [("item", "book"), ("item", "pay")]


def test_wrapped_items_and_quotes_leave_out_prefixes() -> None:
    assert texts("- a\n  b\n\tc\n") == ["a\nb\nc"]
    assert texts("> a\n>   b\n> > c\n>> d\ne\n") == ["a\nb", "c\nd\ne"]
    assert texts("> 1. a\n>    b\n") == ["a\nb"]
    assert kinds("> quoted\n") == [("paragraph", "quoted")]


def test_table_cells_have_a_table_a_row_and_a_column() -> None:
    source = "| Peel | Price |\n|------|-------|\n| *mild* | 5 \\| 6 |\n| `x` | |\n\ntext\n\n| a |\n|---|\n| b |\n"
    made = parse("a.md", source)
    cells = [block for block in made.blocks if block.kind == "cell"]
    assert [(cell.table, cell.row, cell.column, made.text[cell.start : cell.end]) for cell in cells] == [
        (0, 0, 0, "Peel"),
        (0, 0, 1, "Price"),
        (0, 1, 0, "mild"),
        (0, 1, 1, "5 | 6"),
        (1, 0, 0, "a"),
        (1, 1, 0, "b"),
    ]


def test_an_alert_mark_is_no_prose() -> None:
    assert texts("> [!NOTE]\n> It is mild.\n") == ["It is mild."]


def test_rules_code_and_definitions_leave_nothing() -> None:
    source = "a\n\n---\n\n```html\nno <b>no</b>\n```\n\n    no\n\n~~~\nno\n\n[ref]: https://no.no 'no'\n"
    assert kinds(source) == [("paragraph", "a")]


# --- sentences ------------------------------------------------------------------------------------------


def test_a_word_across_markup_is_one_word() -> None:
    source = "It is a **non**-invasive, _pain_*less* ~~old~~ way."
    assert paragraph(source) == "It is a non-invasive, painless old way."
    assert on_disk(source, "non-invasive") == "non**-invasive"
    assert on_disk(source, "painless") == "pain_*less"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("use `code` here", f"use {OBJECT} here"),
        ("use ``a ` b`` here", f"use {OBJECT} here"),
        ("see <https://a.b/c> now", f"see {OBJECT} now"),
        ("ask <a@b.cd> now", f"ask {OBJECT} now"),
        ("see https://a.b/c_(d)?x=1&y=_2. Now", f"see {OBJECT}. Now"),
        ("(see http://a.b/c), now", f"(see {OBJECT}), now"),
        ("see www.a.bc/d, now", f"see {OBJECT}, now"),
        ("**https://a.b/c**!", f"{OBJECT}!"),
        ("ask first.last@a-b.cd!", f"ask {OBJECT}!"),
        ("[our *peel*](https://a.b/no_(x) 'no'), now", "our peel, now"),
        ("[our peel][no] and [peel] and [none][nope]\n\n[no]: /u\n[peel]: /v", "our peel and peel and [none][nope]"),
        ("[https://a.b](https://a.b)", None),
        ("x {{< figure src=\"no\" >}} y", f"x {OBJECT} y"),
        ("x {{ a }}{{ b }} y {{{ c }}}", f"x {OBJECT} y {OBJECT}"),
        ("x {% if no %}y{% endif %} <%= no %>z", f"x {OBJECT}y{OBJECT} {OBJECT}z"),
        ("x {% comment %}no\n\nno{% endcomment %} y {# no #}", f"x {OBJECT} y {OBJECT}"),
        ("> x {{< no\n> no >}} y", f"x {OBJECT} y"),
        ("[x]({{ no }}) <a href=\"{{ no \"no\" }}\">y</a>", "x y"),
        ("x {{ y and {% z", "x {{ y and {% z"),
        ("x {{ y\n\nz }}", None),
        ("`{{` and `}}`", f"{OBJECT} and {OBJECT}"),
        ("so $x_1 = 2$ and $y$, $$a^2$$", f"so {OBJECT} and {OBJECT}, {OBJECT}"),
        ("$200–$300, US$5 (or US$6), $5/$6, $$ or $$$", "$200–$300, US$5 (or US$6), $5/$6, $$ or $$$"),
        ("Botox $$ = a_b. Ours is $$, x = $y", "Botox $$ = a_b. Ours is $$, x = $y"),
        ("x {{ y\n> z }}", f"x {OBJECT}"),
        ("x <!-- no --> y", "x  y"),
        ("x <span class=\"no\" data-x='no>no'>in</span> y", "x in y"),
        ("x<br>y<br/>z", "x y z"),
        ("B<sub>12</sub> proven<sup>1</sup>.", "B12 proven 1."),
        ("x <code>no</code> y <kbd>no *no*</kbd> z", f"x {OBJECT} y {OBJECT} z"),
        ("x <code> y", f"x {OBJECT} y"),
        ("x <img src=no alt=''> y", f"x {OBJECT} y"),
        ("x &amp; y&nbsp;z &#8217; &#x1F600; &nope; &#0;", "x & y\u00a0z ’ 😀 &nope; \ufffd"),
        ("5 \\* 6 \\_a\\_ \\x", "5 * 6 _a_ \\x"),
        ("a\nb", "a\nb"),
        ("a \r\nb", "a\r\nb"),
        ("a  \nb\\\r\nc", "a b c"),
        ("a\rb", "a\rb"),
        ("a\tb", "a\tb"),
        ("\"a\" -- 'b'...", "\"a\" -- 'b'..."),
        ("proven[^1].\n\n[^1]: ", "proven."),
        ("a\ufffc\ufffcb", "a\ufffc\ufffcb"),
        ("a\x00b", "a\x00b"),
    ],
)  # fmt: skip
def test_inline_markup(source: str, text: str | None) -> None:
    if text is None:
        assert "no" not in parse("a.md", source).text
    else:
        assert paragraph(source) == text


def test_masks_stop_at_blank_lines_and_fences() -> None:
    assert texts("Mid $$\n\nx = a_b\n\nDear $$") == ["Mid $$", "x = a_b", "Dear $$"]
    assert texts("```js\na = {{\n```\nYes }}, it is.\n") == ["Yes }}, it is."]
    assert texts("{% a\n\nyes %}") == ["{% a", "yes %}"]


def test_an_address_that_links_to_itself_leaves_no_block() -> None:
    assert kinds("[https://a.b](https://a.b)") == []


def test_alt_text_is_a_block_of_its_own_after_the_sentence() -> None:
    source = "See ![a *calm* face &amp; neck](no.png 'no') here.\n\n# ![Logo](no.png)\n\n[![Badge](no)](no)\n"
    assert kinds(source) == [
        ("paragraph", f"See {OBJECT} here."),
        ("meta", "a calm face & neck"),
        ("meta", "Logo"),
        ("meta", "Badge"),
    ]
    assert on_disk(source, "calm face") == "calm* face"


def test_alt_text_in_lists_tables_and_other_images() -> None:
    assert kinds("- ![in](x) one\n- two ![a ![b](y) c](z)\n\n| ![d](e) |\n|---|\n") == [
        ("item", f"{OBJECT} one"),
        ("meta", "in"),
        ("item", f"two {OBJECT}"),
        ("meta", f"a {OBJECT}b c"),
        ("meta", "d"),
    ]


def test_footnotes_are_paragraphs() -> None:
    source = "It works[^1] well.\n\n[^1]: In one\n    study of 10.\n"
    assert kinds(source) == [("paragraph", "It works well."), ("paragraph", "In one\nstudy of 10.")]


def test_entities_and_escapes_map_to_their_source() -> None:
    source = "Skin &amp; care&nbsp;5 \\* x"
    assert on_disk(source, "Skin & care") == "Skin &amp; care"
    assert on_disk(source, "&") == "&amp;"
    assert on_disk(source, "\u00a05") == "&nbsp;5"
    assert on_disk(source, "*") == "*"
    made = parse("a.md", source)
    assert made.decodes_entities
    assert made.span(0, 11).text == "Skin & care"


def test_places_with_byte_order_mark_windows_line_ends_tabs_and_emoji() -> None:
    source = "\ufeff# Überblick 😀 mild\r\n\r\n> *sanft* und\r\n> naïve 😀 Haut\r\n\r\n-\teins\tzwei\r\n"
    made = parse("a.md", source)

    def place(word: str) -> tuple[int, int, int]:
        at = made.text.index(word)
        span = made.span(at, at + len(word))
        assert source[span.start : span.end] == word
        return span.line, span.column, span.end_column

    assert place("Überblick") == (1, 4, 13)
    assert place("mild") == (1, 16, 20)
    assert place("sanft") == (3, 4, 9)
    assert place("Haut") == (4, 11, 15)
    assert place("zwei") == (6, 8, 12)
    assert on_disk(source, "und\r\nnaïve") == "und\r\n> naïve"


# --- HTML blocks ----------------------------------------------------------------------------------------


def test_text_of_html_blocks_is_prose() -> None:
    source = (
        "<section class='no'>\n<h2 id=no>Skin &amp; care</h2>\n<p>It is <b>non</b>-invasive<br>and\nmild.</p>\n"
        "<ul><li>one<li>two</ul><img alt=no hidden></section>\n"
    )
    made = parse("a.md", source)
    assert [(block.kind, block.level, made.text[block.start : block.end]) for block in made.blocks] == [
        ("heading", 2, "Skin & care"),
        ("paragraph", 0, "It is non-invasive and\nmild."),
        ("item", 1, "one"),
        ("item", 1, "two"),
    ]
    assert on_disk(source, "non-invasive") == "non</b>-invasive"


@pytest.mark.parametrize("tag", ["script", "style", "pre", "template", "textarea", "SCRIPT", "noscript"])
def test_text_of_quiet_elements_is_no_prose(tag: str) -> None:
    source = f"<{tag} x='y'>\nno <b>no</b> 'no\n\nno *no* `\n\n- no\n</{tag}>yes\n\nend\n"
    assert parse("a.md", source).text.split() == ["yes", "end"]
    assert texts(f"<div><{tag}>no</{tag}>yes</div>") == ["yes"]
    assert texts(f"a\n\n<div><{tag}>no\n</div>\n\nyes")[0] == "a"


def test_comments_hide_blank_lines_too() -> None:
    assert texts("<!-- no\n\nno -->\n\nyes\n") == ["yes"]
    assert texts("<div>\n<!-- no\n\n*no* -->also *yes*\n\nyes\n") == ["also yes", "yes"]


def test_html_in_quotes_and_lists() -> None:
    source = "> <div\r\n>   class='no'>\r\n> one\r\n> two &lt;\r\n> </div>\r\n\r\n- <p>three</p>\r\n"
    assert kinds(source) == [("paragraph", "one\ntwo <"), ("item", "three")]
    assert on_disk(source, "one\ntwo") == "one\r\n> two"


@pytest.mark.parametrize("source", ['<div a="x>\nyes\n</div>', "<div>a < b yes</div>", "<div>{{ no }}yes</div>"])
def test_broken_html_keeps_its_text(source: str) -> None:
    assert "yes" in parse("a.md", source).text
    assert "no" not in parse("a.md", source).text


# --- attributes, shortcodes, MDX ------------------------------------------------------------------------


def test_attributes_that_are_shown_or_read_out_are_blocks_of_their_own() -> None:
    source = "See <img src=no alt='a calm &amp;\n> face' class=no> here, <abbr title=\"No pain\">NP</abbr>.\n"
    assert kinds("> " + source) == [
        ("paragraph", f"See {OBJECT} here, NP."), ("meta", "a calm & face"), ("meta", "No pain"),
    ]  # fmt: skip
    assert on_disk(source, "No pain") == "No pain"
    block = "<section aria-label='Our prices' title=''>\n<img alt=\"One {{ no }} two\">\n</section>\n"
    assert kinds(block) == [("meta", "Our prices"), ("meta", f"One {OBJECT} two")]


@pytest.mark.parametrize("source", ["<div hidden>no <b>no</b></div>yes", "x <span hidden=''>no</span> yes"])
def test_hidden_elements_are_no_prose(source: str) -> None:
    made = parse("a.md", source).text
    assert "yes" in made and "no" not in made
    assert "yes" in parse("a.md", source.replace("hidden", "hidden=until-found").replace("=''", "")).text


@pytest.mark.parametrize(
    "tag",
    [
        '{{< figure src="no.png" alt="calm face" caption="No pain" class="no" >}}',
        "{% include figure.html url='no' alt='calm face' caption='No pain' %}",
        '{{ partial "no" (dict "no" "no") }}{{% callout alt="calm face" caption = "No pain" %}}',
        "{% render 'no', alt: 'calm face', caption: 'No pain' %}",
    ],
)
def test_copy_that_shortcodes_are_given_is_prose(tag: str) -> None:
    made = kinds(f"Before.\n\n{tag}\n\nAfter {tag} it.\n")
    assert [text for kind, text in made if kind == "meta"] == ["calm face", "No pain"] * 2
    assert made[0] == ("paragraph", "Before.")
    assert made[3] == ("paragraph", f"After {OBJECT} it.")
    assert on_disk(tag, "calm face") == "calm face"
    assert [text for kind, text in kinds(f"<div>{tag}</div>\n") if kind == "meta"] == ["calm face", "No pain"]


MDX = """\
---
title: Glow
faqs:
  - question: Does it hurt?
    answer: No, it is painless.
---
import Hero from "./no"
import {
  no,
} from 'no'

export const meta = {
  description: "Made for skin",
  no: 1,
}

{/* no
no */}

<Hero title="No pain" text={"It's calm"} label={`Quick`} onClick={() => no(1 > 2)} items={[{ title: "One", no: 2 }]}>
  It is **pain**less at {no.map((no) => <no>{no}</no>)} all.
</Hero>

<Note.Box message='Safe'/> Text {no} here, `{no}` and \\{yes}.
"""


def test_mdx() -> None:
    made = parse("a.MDX", MDX)
    read = [(block.kind, made.text[block.start : block.end]) for block in made.blocks]
    assert read == [
        ("heading", "Glow"),
        ("heading", "Does it hurt?"),
        ("paragraph", "No, it is painless."),
        ("meta", "Made for skin"),
        ("paragraph", f"{OBJECT}\nIt is painless at {OBJECT} all.\n{OBJECT}"),
        ("meta", "No pain"),
        ("meta", "It's calm"),
        ("meta", "Quick"),
        ("meta", "One"),
        ("paragraph", f"{OBJECT} Text {OBJECT} here, {OBJECT} and {{yes}}."),
        ("meta", "Safe"),
    ]
    at = made.text.index("It's calm")
    span = made.span(at, at + 9)
    assert MDX[span.start : span.end] == "It's calm" == span.text


def test_braces_are_text_in_plain_markdown() -> None:
    assert paragraph("It {is} mild.") == "It {is} mild."


# --- front matter ---------------------------------------------------------------------------------------


def test_front_matter_copy_is_prose_with_exact_places() -> None:
    source = (
        '\ufeff---\r\n# comment: no\r\ntitle: Naïve 😀 skin # no\r\ndescription: "It\'s mild"\r\ndate: 2024-01-01\r\n'
        "seo_title: 'It''s ''safe'''\r\ntags: [no, no]\r\nimages:\r\n  - src: no.png\r\n    alt: A calm face\r\n"
        "    title: Nested\r\nsummary: >-\r\n  folded é\r\n  lines\r\n\r\nexcerpt: |\r\n  kept\r\n  lines\r\n"
        'tagline: plain\r\n  goes on\r\nsubtitle: "caf\\u00e9 \\"au\\" lait"\r\nslug: no\r\n---\r\n# Body\r\n'
    )
    folded = [(kind, " ".join(text.split())) for kind, text in kinds(source)]
    assert folded == [
        ("heading", "Naïve 😀 skin"),
        ("meta", "It's mild"),
        ("meta", "It's 'safe'"),
        ("meta", "A calm face"),
        ("meta", "Nested"),
        ("meta", "folded é lines"),
        ("meta", "kept lines"),
        ("meta", "plain goes on"),
        ("meta", 'café "au" lait'),
        ("heading", "Body"),
    ]
    assert on_disk(source, "skin") == "skin"
    assert on_disk(source, "It's mild") == "It's mild"
    assert on_disk(source, "It's 'safe") == "It''s ''safe"
    assert on_disk(source, "café") == "caf\\u00e9"
    assert on_disk(source, "folded é lines") == "folded é\r\n  lines"
    assert on_disk(source, "goes on") == "goes on"
    assert on_disk(source, "Body") == "Body"
    made = parse("a.md", source)
    assert made.line_of(made.text.index("Body")) == source.count("\r\n")


def test_toml_front_matter() -> None:
    source = (
        '+++\ntitle = "Skin \\"care\\""\nsummary = \'plain\'\ndraft = true\ndescription = """\nOver\nlines"""\n'
        "[params]\n  caption = 'In it'\n  slug = 'no'\n+++\nBody.\n"
    )
    assert [(kind, " ".join(text.split())) for kind, text in kinds(source)] == [
        ("heading", 'Skin "care"'),
        ("meta", "plain"),
        ("meta", "Over lines"),
        ("meta", "In it"),
        ("paragraph", "Body."),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("---\ntitle: Skin: the guide\nslug: no\n---\nBody.\n", ["Skin: the guide", "Body."]),
        ("---\ntitle: 'Skin\nslug: [\n---\nBody.\n", ["'Skin", "Body."]),
        ("---\ntitle: \"Skin\"\n\tslug: no\n---\nBody.\n", ["Skin", "Body."]),
        ("---\ntitle: *no\n---\nBody.\n", ["Body."]),
        ("---\ntitle: null\nsummary: ~\nalt:\ncaption: ''\n---\nBody.\n", ["Body."]),
        ("---\n---\nBody.\n", ["Body."]),
        ("---\ntitle: x\n...\nBody.\n", ["x", "Body."]),
        ("---\n? [a]\n: b\n? {c: d}\n: e\ntitle: x\n---\nBody.\n", None),
        ("---\ntitle: &a x\nalt: *a\nsummary: y\n---\nBody.\n", None),
        ("---\na: " + "[" * 5000 + "\ntitle: x\n---\nBody.\n", ["x", "Body."]),
        ("---\ntitle: \"\\ud83d\\ude00 x\"\n---\nBody.\n", None),
        ("+++\ntitle = \"\\ud83d \\UFFFFFFFF x\"\n+++\nBody.\n", None),
        ("---\ntitle: x\ttab\x07\n---\nBody.\n", None),
    ],
)  # fmt: skip
def test_odd_front_matter_is_read_as_far_as_it_goes(source: str, expected: list[str] | None) -> None:
    read = texts(source)
    assert read[-1] == "Body."
    if expected is not None:
        assert read == expected


@pytest.mark.parametrize(
    "source",
    ["---\n\nIt is prose.\n\n---\n\nMore.\n", "---\ntitle: never closed\n\nMore.\n", " ---\ntitle: x\n---\n",
     "text\n\n---\na: prose\n---\n", "----\ntitle: x\n----\n"],
)  # fmt: skip
def test_what_only_looks_like_front_matter_stays_prose(source: str) -> None:
    words = re.findall(r"[a-zA-Z]+", source)
    assert re.findall(r"[a-zA-Z]+", " ".join(texts(source))) == words


# --- properties -----------------------------------------------------------------------------------------


class Planter:
    """Writes Markdown with numbered markers: `prose` the draft must show, `hidden` it must not."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.numbers = count()
        self.prose: list[str] = []

    def word(self) -> str:
        """A new marker in prose."""
        self.prose.append(f"zqmarker{next(self.numbers)}")
        return self.prose[-1]

    def no(self) -> str:
        """A new marker that is no prose."""
        return f"zqhidden{next(self.numbers)}"

    def choose(self, *choices: str) -> str:
        """One of `choices`."""
        return self.draw(st.sampled_from(choices))

    def inline(self, depth: int = 2) -> str:
        """Some words with or without markup."""
        draw, word, no = self.draw, self.word, self.no
        kind = draw(st.integers(0, 26 if depth else 20))
        mark = self.choose("*", "**", "_", "~~")
        simple = {
            0: lambda: f"`{no()}`", 1: lambda: f"`` {no()} ` {no()} ``", 2: lambda: f"<https://x.yz/{no()}>",
            3: lambda: f"https://x.yz/{no()}_(a)?b=_{no()}_&amp=1", 4: lambda: f"<!-- {no()} -->",
            5: lambda: f"{{{{< {no()} \"x\" >}}}}", 6: lambda: f"{{% {no()} %}}", 7: lambda: f"<code>{no()} *x*</code>",
            8: lambda: f"![{word()}]({no()}.png '{no()}')", 9: lambda: f"$x_{no()}$", 10: lambda: f"{no()}@x.yz",
            11: lambda: f"{word()} &amp; {word()}&nbsp;&#8217;", 12: lambda: f"\\*{word()} \\_ {word()}",
            13: lambda: f"é😀 {word()} “naïve” İ", 14: lambda: f"{word()}\t{word()}", 15: lambda: f"$200–$300 {word()}",
            16: lambda: f"{word()}<br>{word()}", 17: lambda: f"{word()}[^n]",
        }  # fmt: skip
        if kind in simple:
            return simple[kind]()
        if kind <= 20:
            return word()
        if kind == 21:
            return f"**{word()}**-{word()}"
        if kind == 22:
            return f'[{word()} *{word()}* `{no()}`](https://x.yz/{no()} "{no()}")'
        inner = self.words(depth - 1)
        if kind <= 24:
            return f"{mark}x {inner} x{mark}"
        return f"<span class='{no()}'>{inner}</span>" if kind == 25 else f"{word()} ({inner})"

    def words(self, depth: int = 2) -> str:
        """A few pieces of a sentence on one line."""
        return " ".join(self.inline(depth) for _ in range(self.draw(st.integers(1, 3))))

    def block(self, depth: int = 2) -> list[str]:
        """The lines of a block."""
        draw, word, no, words = self.draw, self.word, self.no, self.words
        kind = draw(st.integers(0, 15 if depth else 10))
        if kind <= 2:
            ends = ("", "  ", "\\")
            lines = [f"x {words()} x" + self.choose(*ends) for _ in range(draw(st.integers(0, 2)))]
            return [*lines, f"x {words()}"]
        if kind == 3:
            return [f"{self.choose('#', '###')} {words()}" + self.choose("", " {#zqhidden}", " ##")]
        if kind == 4:
            return [f"x {words()}", self.choose("===", "---")]
        if kind == 5:
            fence = self.choose("```", "~~~~")
            return [fence + no(), no(), "", f"# {no()}", fence]
        if kind == 6:
            return [f"    {no()}", "", f"\t\t{no()}"]
        if kind == 7:
            row = f"| {words(1)} | {word()} \\| {word()} |"
            return [f"| {word()} | {words(0)} |", "|---|:-:|", row, f"| {word()} |"]
        if kind == 8:
            head = f"<div class='{no()}' data-x=\"{no()} > {no()}\">"
            tail = f"<p>{word()} &amp; <b>{word()}</b>-{word()}</p><!-- {no()} -->"
            return [head, tail, f"<script>if (a<b) {no()}", "</script>", f"{word()}</div>"]
        if kind == 9:
            return ["<!--", no(), "", f"- {no()} -->"]
        if kind == 10:
            return [f"[{no()}]: https://x.yz/{no()} '{no()}'"]
        if kind <= 12:
            inner = self.block(depth - 1)
            return [f"> {line}".rstrip() if draw(st.booleans()) else f"> {line}" for line in inner]
        mark = self.choose("-", "1.", "- [ ]", "*\t" if depth == 2 else "+") if kind <= 14 else "2)"
        inner = [f"x {words()}"] if mark == "- [ ]" else self.block(depth - 1)
        pad = "\t" if mark == "*\t" else " " * (len(mark) + 1 if mark != "- [ ]" else 2)
        gap = "" if mark == "*\t" else " "
        rest = [pad + line if line else "" for line in inner[1:]]
        return [mark + gap + inner[0], *rest, f"{pad.rstrip(' ')}", f"{mark}{gap}x {words()}"]


@st.composite
def planted(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A Markdown source and the markers that its prose holds."""
    planter = Planter(draw)
    lines: list[str] = []
    if draw(st.integers(0, 3)) == 0:
        title = planter.choose("{}", '"{} \\u00e9"', "'{} ''x'''", ">-\n  é {}\n  x").format(planter.word())
        lines += ["---", *f"title: {title}".split("\n"), f"slug: {planter.no()}", "---"]
    for _ in range(draw(st.integers(1, 5))):
        lines += [*planter.block(), "", planter.choose("***", "<!-- -->"), ""]
    lines += ["[^n]: " + planter.word()]
    source = draw(st.sampled_from(["\n", "\r\n"])).join(lines)
    return planter.choose("", "\ufeff") + source, planter.prose


def check_runs(made: Draft) -> None:
    """Every character of the text stands for its own character, or a decoded, skipped or blank stretch."""
    covered = 0
    for start, first, length, source_length in made.runs:
        shown, written = made.text[start : start + length], made.source[first : first + source_length]
        assert source_length > 0 and first + source_length <= len(made.source)
        covered += length
        if shown in (written, OBJECT):
            continue
        decoded = {html.unescape(written), written.replace("''", "'")} | {
            written.encode("ascii", "replace").decode("unicode_escape") if written.startswith("\\u") else ""
        }
        blank = shown.isspace() and (not written.strip("\\ \t\r\n") or re.fullmatch(r"<[^<>]+>", written))
        assert shown in decoded or blank or "\ufffd" in shown, (shown, written)
    gaps = len(made.text) - covered
    assert gaps % 2 == 0 and gaps <= made.text.count("\n")
    check_blocks(made)


@FAST
@given(planted())
def test_planted_prose_is_found_and_nothing_else(case: tuple[str, list[str]]) -> None:
    source, prose = case
    made = parse("a.md", source)
    check_planted(made, prose)
    check_runs(made)


SOUP = st.lists(
    st.sampled_from(
        ["a", "word ", "é", "😀", "İ", "*", "**", "_", "`", "```\n", "~~", "[", "](", ")", "![", "<", ">", "</",
         "<div>", "<b x='", "<pre>", "</pre>", "<code>", "<!--", "-->", "&amp;", "&#1;", "&#x110000;", "&lt",
         "\\", "{{", "}}", "{%", "%}", "$", "$$", "|", "|\n|-|\n|", "\n", "\r\n", "\r", "\n\n", "> ", "- ",
         "1. ", "#", "# ", "    ", "\t", "---\n", "+++\n", "title: ", "title = ", "\"", "'", ">-\n", "|\n",
         "http://a", "www.", "@", "[^1]", "[^1]: ", ":", "=", "\ufeff", "\ufffc", "\x00", "\u2028", "\u0085",
         "\ud800", "[ ] ", "{a}", "={'a'}", "import a from 'b'\n", "<img alt=\"", "<A title='b'/>", " hidden "]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@settings(FAST, max_examples=300)
@given(SOUP | st.text())
@example("---\ntitle: \ud800\n---\n")
@example("\ud800 a &amp; \udc00")
def test_no_source_raises_and_every_run_is_sound(source: str) -> None:
    for path in ("a.md", "a.mdx"):
        check_soundness(parse(path, source), source)


def check_soundness(made: Draft, source: str) -> None:
    """Every run stands for a stretch of the source, and every block has text."""
    assert len(made.norm) == len(made.text)
    for start, first, length, source_length in made.runs:
        assert 0 <= first < first + source_length <= len(source) and 0 <= start < start + length <= len(made.text)
        span = made.span(start, start + length)
        assert (span.start, span.end) == (first, first + source_length)
    for block in made.blocks:
        assert made.text[block.start : block.end].strip()


@FAST
@given(st.lists(st.sampled_from(["Skin", "peel", "mild", "é", "😀", "5", "%"]), min_size=1, max_size=30))
def test_plain_words_come_through_unchanged(words: list[str]) -> None:
    source = " ".join(words)
    assert parse("a.md", source).text == source + "\n\n"


@pytest.mark.parametrize(
    "piece",
    ["{{", "{%", "{% comment %}", "$a", "$$ a", "<a ", '<a "', "<div \"'", "<![", "<!--", "<code>", "<div><pre>\n\n",
     "<div><!--\n\n", "<div>", "![", "[a](", "> ", "- a\n\n", "**a_", "`a", "&amp;", "| a |\n|--|\n\n", "[^a]: x\n\n",
     "<img title=\"", "<b hidden>", "{{< a alt=\"b\" >}}", "{a", "={\"a", "import ", "export {\n",
     "---\ntitle: ", "+++\ntitle = \"\"\"\n", "https://a(", "a.b-c@", "é", "<div title=\"a>b\n\n", " ", "\r\n"],
)  # fmt: skip
def test_time_is_linear(piece: str) -> None:
    start = time.process_time()
    parse("a.md", piece * 5000)
    parse("a.mdx", piece * 5000)
    parse("a.md", f"---\ntitle: {piece * 2000}\n---\n")
    assert time.process_time() - start < 1.5


def test_pyromark_is_imported_only_when_markdown_is_read() -> None:
    code = (
        "import sys\nfrom claimcheck.formats import parse\nparse('a.txt', 'It is mild.')\n"
        "assert 'pyromark' not in sys.modules\nparse('a.md', 'It is mild.')\nassert 'pyromark' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
