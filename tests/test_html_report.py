"""The HTML report: what it shows, that it is one safe page, and, where Chromium is at hand, how it behaves."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.findings import Finding, Place, Reference, Severity, Suggestion, with_fingerprints
from claimcheck.report import FileStatus, Report
from claimcheck.reporters import REPORTERS
from claimcheck.reporters.html_script import SCRIPT

DRAFT = "# Peel\n\nThe peel is **pain**less.\n\n| a | b |\n|---|---|\n| mild | glow |\n\n- You may feel discomfort.\n"
LAW = Reference("FTC Act", "https://www.ftc.gov/act", "15 U.S.C. § 45")
TAGS = set(
    "html head meta title style body header form fieldset legend label input h1 h2 h3 p section div ol ul".split()
)
TAGS |= set("li button table tr td span code a mark br sup b details summary script".split())
NAMES = set(
    "lang charset http-equiv content name class hidden type value checked id role aria-level aria-hidden".split()
)
NAMES |= set("aria-label aria-describedby href rel data-f data-severity data-category tabindex title style".split())


class Page(HTMLParser):
    """The tags, ids, links and attributes of a page, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.text = ""
        self._marked = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.names |= set(found)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []
        self._marked = (found.get("data-f") or "") if (found.get("class") or "").startswith("mark ") else ""

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._marked:
            self.marks.append((self._marked, data))
            self._marked = ""


def place(source: str, words: str, path: str = "a.md", role: str = "") -> Place:
    """The place of the first occurrence of `words` in `source`."""
    start = source.index(words)
    end = start + len(words)
    first, last = ((source.count("\n", 0, at) + 1, at - (source.rfind("\n", 0, at) + 1) + 1) for at in (start, end))
    return Place(path, *first, *last, " ".join(words.split()), start, end, role)


def finding(location: Place, *related: Place, **more: Any) -> Finding:
    """A conflict with a message, unless told otherwise."""
    told: dict[str, Any] = {"severity": Severity.ERROR, "confidence": "high", "message": f"“{location.text}” clashes."}
    rule, category = more.pop("rule", "a/conflict"), more.pop("category", "conflict")
    return Finding(rule, category, location=location, related=related, **(told | more))


def rendered(*findings: Finding, source: str = DRAFT, path: str = "a.md", files: tuple[FileStatus, ...] = ()) -> str:
    every = (FileStatus(path, "checked"), *files)
    return REPORTERS["html"](Report(every, tuple(with_fingerprints(findings)), (), {path: source}, "1.2.3"))


CLASH = finding(
    place(DRAFT, "discomfort"),
    place(DRAFT, "pain**less", role="conflicts with"),
    place(DRAFT, "mild", role="conflicts with"),
    why="Readers complain.", suggestions=(Suggestion("unease"),), jurisdictions=("us",), references=(LAW,),
)  # fmt: skip
SLIP = finding(place(DRAFT, "glow"), rule="b/slip", category="spelling", severity=Severity.NOTE)


def test_both_ends_are_marked_in_the_draft_and_linked_from_the_finding() -> None:
    page = Page(rendered(CLASH, SLIP, files=(FileStatus("b.md", "failed", "It is <gone>."),)))
    assert page.marks == [("2", "painless"), ("2", "mild"), ("1", "glow"), ("2", "discomfort")]
    inside = [address[1:] for address in page.links if address.startswith("#")]
    assert set(inside) == {"f1", "f1p0", "f2", "f2p0", "f2p1", "f2p2"}
    assert set(inside) <= set(page.ids) and len(page.ids) == len(set(page.ids))
    assert [address for address in page.links if not address.startswith("#")] == ["https://www.ftc.gov/act"]
    assert "It is <gone>." in page.text
    assert page.tags.count("script") == 1 and set(page.tags) <= TAGS and page.names <= NAMES


def test_the_draft_is_shown_as_its_blocks() -> None:
    text = rendered(CLASH)
    draft = text[text.index('<div class="draft">') : text.index('<ol class="cards">')]
    assert re.search(r'<div class="head l1" role="heading" aria-level="3"><span[^>]*>1</span>Peel</div>', draft)
    assert re.search(r"The peel is (<[^>]*>)*painless(<[^>]*>)*2?1?", draft) and "**" not in draft
    assert draft.count("<tr>") == 2 and "<td>glow</td>" in draft
    assert '<div class="item" style="--depth:1">' in draft


def test_every_filter_has_a_box_with_its_count() -> None:
    text = rendered(CLASH, SLIP)
    assert re.findall(r'value="(\w+)" checked> \w+ \((\d)\)', text) == [
        ("error", "1"), ("note", "1"), ("conflict", "1"), ("spelling", "1"),
    ]  # fmt: skip
    assert "<form" not in rendered()


def test_overlapping_places_are_cut_and_name_all_their_findings() -> None:
    source = "One two three\r\nfour, five six seven eight nine ten eleven twelve thirteen fourteen.\n\nfive."
    found = [
        finding(place(source, "One two"), severity=Severity.NOTE),
        finding(place(source, "two three\r\nfour")),
        finding(place(source, "five.")),
    ]
    page = Page(rendered(*found, source=source))
    assert page.marks[:2] == [("1", "One "), ("2 1", "two")]
    assert ("3", "five.") in page.marks


def test_a_place_that_is_no_prose_has_an_excerpt_and_no_link() -> None:
    source = "<!-- claimcheck off -->\n\nMild.\n"
    text = rendered(finding(place(source, "claimcheck off")), source=source)
    assert Page(text).marks == [] and "#f1p0" not in text
    assert "&lt;!-- <mark>claimcheck off</mark> --&gt;" in text


def test_places_without_a_source_or_beyond_it_are_shown_by_their_words() -> None:
    far = replace(CLASH, location=replace(CLASH.location, line=90, end_line=90))
    assert "line 90: <mark>discomfort</mark>" in rendered(far).replace("line 90</a>", "line 90")
    bare = REPORTERS["html"](Report((FileStatus("a.md", "checked"),), (CLASH,)))
    assert "<mark>discomfort</mark>" in bare and 'class="draft"' not in bare


def test_a_related_place_in_another_draft_is_marked_there() -> None:
    other = place("It is sore.", "sore", "b.md", "conflicts with")
    made = Report((), (replace(CLASH, related=(other,)),), (), {"a.md": DRAFT, "b.md": "It is sore."})
    assert ("1", "sore") in Page(REPORTERS["html"](made)).marks


def test_nothing_is_loaded_and_only_our_script_may_run() -> None:
    text = rendered(CLASH)
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert "default-src 'none'" in policy and f"script-src 'sha256-{digest}'" in policy
    assert text.count("<script>") == 1 and f"<script>{SCRIPT}</script>" in text
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|url\(|@import|\bsrc=", text)


def test_markup_and_addresses_are_made_harmless() -> None:
    source = "A <script>alert(1)</script> & 'b' \"c\" </div></script>"
    evil = Reference("<img src=x>", "javascript:alert(1)")
    at = place(source, "<script>alert(1)", '"<x>.txt')
    page = Page(rendered(finding(at, references=(evil,)), source=source, path='"<x>.txt'))
    assert page.tags.count("script") == 1 and "img" not in page.tags and page.names <= NAMES
    assert "<script>alert(1)" in page.text
    assert not [address for address in page.links if "javascript" in address]


NASTY = st.text(st.sampled_from("\x1b\x9b\r\n\u2028\u202e<>&\"'`/=\t\udcff\x00é🙂 -a*#|"), max_size=15)
NASTY |= st.sampled_from(["</script>", "<!--", "<svg onload=x>", "&#60;b", '" onclick="x', "]]>", "</style>"])


@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(NASTY, NASTY, NASTY, NASTY, st.sampled_from([".md", ".html", ".txt", ".mdx"]))
def test_no_text_becomes_markup(message: str, path: str, source: str, word: str, ending: str) -> None:
    draft, path = f"{source} one {word}", path + ending
    at = place(draft, "one", path)
    found = finding(
        at, replace(at, role=message), message=message, why=word, advice=source, category="claim", rule=word,
        suggestions=(Suggestion(word),), references=(Reference(word, path, message),), also=(message,),
    )  # fmt: skip
    page = Page(rendered(found, found, source=draft, path=path, files=(FileStatus(word, "failed", message),)))
    assert set(page.tags) <= TAGS and page.names <= NAMES and page.tags.count("script") == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e\ud800-\udfff]", page.text)


CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
PROBE = """
<script>onload = () => {
  const out = [], on = () => [...document.querySelectorAll(".mark.on")].map((mark) => mark.textContent).join();
  const mark = document.querySelector('.mark[data-f="2"]'), box = document.querySelector("input[value=conflict]");
  const key = (key) => document.dispatchEvent(new KeyboardEvent("keydown", { key }));
  mark.dispatchEvent(new MouseEvent("mouseenter")); out.push("hover:" + on());
  mark.dispatchEvent(new MouseEvent("mouseleave")); out.push("left:" + on());
  mark.click(); out.push("click:" + on() + ":" + document.querySelector(".card.on").id);
  out.push("joined:" + document.querySelectorAll(".link").length, "focus:" + document.activeElement.id);
  key("Escape"); out.push("escape:" + on() + ":" + (document.activeElement === mark));
  key("j"); out.push("j:" + document.querySelector(".card.on").id);
  box.click();
  out.push("filter:" + document.getElementById("shown").textContent + ":" + mark.classList.contains("off"));
  out.push("fits:" + (document.documentElement.scrollWidth <= innerWidth));
  document.body.textContent = "PROBE " + out.join(" ");
};</script>
"""


@pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")
@pytest.mark.parametrize("width", [500, 1280])
def test_the_page_in_a_browser(tmp_path: Path, width: int) -> None:
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", rendered(CLASH, SLIP))
    (tmp_path / "page.html").write_text(text.replace("</body>", f"{PROBE}</body>"), encoding="utf-8")
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
        f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={width},900", "--dump-dom",
        (tmp_path / "page.html").as_uri(),
    ]  # fmt: skip
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    (told,) = re.findall(r"<body[^>]*>PROBE ([^<]*)", dom)
    assert told.strip() == (
        "hover:painless,mild,discomfort left: click:painless,mild,discomfort:f2 joined:1 focus:f2 "
        "escape::true j:f1 filter:1 of 2 shown:true fits:true"
    )
