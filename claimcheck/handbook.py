"""Handbook: rules as a person reads them: a list, a page on one, the index in rules/README.md, a failed example."""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby, takewhile
from pathlib import Path, PurePath
from typing import Any

from claimcheck.exercise import Failure
from claimcheck.findings import Severity
from claimcheck.reporters.visible import fold, tame, unarmed
from claimcheck.rulepack import Market, Rule, builtin_folder, rule_files

_WIDTH = 92
_SHOWN = 12  # of a long list of replacements
MARKED = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_BRACKETED = re.compile(r"\[[^\]]*\]")
_LINE = re.compile(r" \(line \{\w+\}\)|, line \{\w+\}")
_PLACEHOLDER = re.compile(r"\{\w+\}")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")
_PATTERN = re.compile("/.+/", re.DOTALL)  # a term that is a regular expression
_REMARK = re.compile(r"#.*|\s*")  # a line of a rule file before its first key
_LISTS = (".txt", ".csv", ".md")
_README = "README.md"
COMMAND = "claimcheck rules --format markdown > rules/README.md"

Paint = Callable[[str, str], str]
"""From a text and an ANSI code to the text in that colour, or as it is."""


def plain(message: str) -> str:
    """A message without its placeholders: “{text}” contradicts “{other}” (line {other_line}) → “…” contradicts “…”."""
    return fold(_PLACEHOLDER.sub("…", _LINE.sub("", message)))


def find(name: str, rules: Iterable[Rule]) -> tuple[Rule | None, list[str]]:
    """The rule called `name` (its id, its file, or the last word of its id), else the ids that come close."""
    ids = {rule.id: rule for rule in rules}
    wanted = name.strip().removeprefix("rules/").removesuffix(".yaml").removesuffix(".yml").lower()
    exact = [rule for rule in ids.values() if rule.id.lower() == wanted]
    last = [rule for rule in ids.values() if rule.id.lower().rpartition("/")[2] == wanted]
    if exact or len(last) == 1:
        return (exact or last)[0], []
    near = difflib.get_close_matches(wanted, ids, 3, 0.6)
    tails = {rule_id.rpartition("/")[2]: rule_id for rule_id in ids}
    near += [tails[tail] for tail in difflib.get_close_matches(wanted.rpartition("/")[2], tails, 3, 0.6)]
    return None, list(dict.fromkeys([*(rule.id for rule in last), *near]))[:3]


def listing(rules: Sequence[Rule]) -> str:
    """One line for every rule: id, kind, severity, message."""
    rows = [(rule.id, rule.kind, rule.severity.label, plain(rule.message)) for rule in rules]
    wide = [max((len(row[at]) for row in rows), default=0) for at in range(3)]
    return unarmed("".join(f"{a:<{wide[0]}}  {b:<{wide[1]}}  {c:<{wide[2]}}  {d}\n" for a, b, c, d in rows))


def record(rule: Rule) -> dict[str, Any]:
    """A rule for JSON: all a reader needs, none of its machinery."""
    return {
        "id": rule.id,
        "kind": rule.kind,
        "category": rule.category,
        "severity": rule.severity.label,
        "confidence": rule.confidence,
        "message": rule.message,
        "why": rule.why,
        "advice": rule.advice,
        "suggestion": rule.suggestion,
        "jurisdictions": list(rule.jurisdictions),
        "applies_to": list(rule.applies_to),
        "valid_from": rule.valid_from,
        "valid_until": rule.valid_until,
        "references": [{"title": r.title, "url": r.url, "section": r.section} for r in rule.references],
        "examples": {"bad": list(rule.bad), "good": list(rule.good)},
    }


def kind_of(rule: Rule) -> str:
    """How bad, what and how sure: error, claim, high confidence."""
    return f"{rule.severity.label}, {rule.category}, {rule.confidence} confidence"


def wrapped(text: str, first: str = "  ", rest: str = "  ") -> list[str]:
    """`text` in lines of readable length."""
    return textwrap.wrap(
        fold(text), _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def index(rules: Sequence[Rule], markets: Iterable[Market] = ()) -> str:
    """rules/README.md: every rule by folder, with its reason, its sources and an example each way; then the lexicon.

    A folder of rules for one market begins with what is covered there and what is not.
    """
    by_code = {market.code: market for market in markets}
    ordered = sorted(rules, key=lambda rule: (_folder(rule), rule.id))
    folders = [(name, [*group]) for name, group in groupby(ordered, _folder)]
    parts = [
        "# Rules",
        "",
        f"<!-- Written by `{COMMAND}`. Change the rules, not this file. -->",
        "",
        f"What the program looks for, and why. `{COMMAND}` writes this page from the rule files; a change made here is "
        "lost. It is no legal advice: the sources show where a rule comes from, not what the law is today.",
        "",
        "*error* means: change it before it is published; *warning*: somebody may challenge it; *note*: worth a look. "
        "The confidence says how sure a careful reader would be. In a message, “…” stands for words of the draft. In "
        "the examples, **bold** words are what the rule reports. `claimcheck explain RULE` shows all of its examples.",
        "",
        *_table(folders),
    ]
    for folder, group in folders:
        parts += ["", f"## {_md(folder)}"]
        if folder in by_code:
            parts += ["", *_market(by_code[folder])]
        for rule in group:
            parts += ["", *_entry(rule)]
    return tame("\n".join([*parts, *_lexicon({rule.id for rule in ordered})])) + "\n"


def _folder(rule: Rule) -> str:
    return rule.id.rpartition("/")[0] or "other"


def _table(folders: Sequence[tuple[str, Sequence[Rule]]]) -> Iterator[str]:
    """How many rules of each severity every folder holds, and all of them together."""
    levels = sorted(Severity, reverse=True)
    yield f"| folder | rules | {' | '.join(f'{level.label}s' for level in levels)} | what they find |"
    yield f"|---|{'---:|' * (len(levels) + 1)}---|"
    every = [rule for _, group in folders for rule in group]
    for folder, rules in (*folders, ("", every)):
        counts = [len(rules), *(sum(rule.severity is level for rule in rules) for level in levels)]
        name = f"[{_md(folder)}](#{folder.replace('/', '')})" if folder else "all"
        kinds = ", ".join(sorted({rule.category for rule in rules})) if folder else ""
        yield f"| {name} | {' | '.join(map(str, counts))} | {kinds} |"


def _market(market: Market) -> Iterator[str]:
    """What the rules of a market cover and what they do not."""
    yield f"{_md(market.name)}. Sources read up to {market.read}. No legal advice: ask a lawyer where it matters."
    for label, items in (("Covered", market.covered), ("Not covered", market.not_covered)):
        yield from ("", f"{label}:", "", *(f"- {_md(item)}" for item in items))


def _lexicon(rules: Collection[str]) -> Iterator[str]:
    """The files that come with the program and hold no rule but what rules share, each with its opening remark."""
    top = builtin_folder()
    files = [(path.relative_to(top).as_posix(), path) for path in rule_files(top)]
    shared = [(name, path) for name, path in files if name.rpartition(".")[0] not in rules]
    lists = sorted(path.relative_to(top).as_posix() for path in top.rglob("*") if path.suffix in _LISTS)
    if shared:
        yield from ("", "## What the rules share", "")
    for name, path in shared:
        yield f"- [{_md(name.rpartition('.')[0])}]({name}){_remark(path)}"
    links = [f"[{_md(name)}]({name})" for name in lists if name != _README]
    if links:
        yield f"- Word lists, and where they come from: {', '.join(links)}"


def _remark(path: Path) -> str:
    """What a rule file says of itself in the comment that opens it, as the rest of a list item."""
    lines = takewhile(_REMARK.fullmatch, path.read_text(encoding="utf-8-sig").splitlines())
    words = " ".join(" ".join(line.lstrip("# ") for line in lines).split())
    return f": {_md(words)}".replace("\\`", "`") if words else ""


def _entry(rule: Rule) -> Iterator[str]:
    """The lines of one rule in the index."""
    file = PurePath(rule.file)
    own = Path(rule.file).is_relative_to(builtin_folder())
    yield f"### [{_md(rule.id)}]({rule.id}{file.suffix})" if own else f"### {_md(rule.id)}"
    scope = [", ".join(code.upper() for code in rule.jurisdictions), ", ".join(rule.applies_to)]
    scope += [f"from {rule.valid_from}" * bool(rule.valid_from), f"until {rule.valid_until}" * bool(rule.valid_until)]
    yield f"\n*{'; '.join(filter(None, (kind_of(rule), *scope)))}.* {_md(plain(rule.message))}\n"
    accepted = rule.suggestion or rule.data.get("reconcile", "")
    for label, text in (("Why", rule.why), ("Do", rule.advice), ("Accepted", accepted)):
        if text:
            yield f"- {label}: {_md(plain(text))}"
    yield f"- Wrong: {_md_example(rule.bad[0])}"
    yield f"- Right: {_md_example(rule.good[0])}"
    for reference in rule.references:
        title = _md(f"{reference.title}, {reference.section}" if reference.section else reference.title)
        yield f"- Source: [{title}](<{reference.url}>)" if reference.url else f"- Source: {title}"


def _md(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def _md_example(text: str) -> str:
    """An example on one line, its marked words bold."""
    at, out = 0, ""
    for match in MARKED.finditer(text):
        out += _md(text[at : match.start()]) + f"**{_md(match[1].strip())}**"
        at = match.end()
    return " ".join((out + _md(text[at:])).split())


def failure(item: Failure) -> str:
    """A failed example: the rule, the marked text, and what the rule did differently."""
    lines = [f"{fold(item.file)}: {item.rule}", *wrapped(item.example, "  example:     ", " " * 15)]
    for label, words in (("not reported", item.missed), ("unexpected", item.unexpected)):
        lines += [f"  {label + ':':<14}“{fold(text)}”" for text in words]
    return unarmed("\n".join(lines)) + "\n"
