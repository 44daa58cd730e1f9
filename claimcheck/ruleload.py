"""Rule files: YAML in, one RulePack out; every fault is a line `file:line: sentence`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from claimcheck.findings import Reference, Severity
from claimcheck.frames import Frame, FrameError, Grammar, Signs, read_classes
from claimcheck.rulepack import (
    BORROWED,
    BORROWED_SHIELD,
    MARK,
    Cue,
    Entry,
    Market,
    Rule,
    RulePack,
    RulePackError,
    rule_files,
    rule_text,
)
from claimcheck.schema import DIMENSIONS, JURISDICTIONS, RULE_KINDS, SUPPORT_KINDS, kind_schema
from claimcheck.termrows import indexed
from claimcheck.terms import WORD, Term, TermError, Vocabulary, compile_term, mask_letters
from claimcheck.yamlnodes import MAX_BYTES, Node, YamlError, check, read

_TERM_KEYS = ("terms", "shield", "unless", "needs", "linked", "items", "values", "lead_in")
_CATEGORY = {
    "attribute": "conflict",
    "arithmetic": "conflict",
    "phrase": "claim",
    "requires": "claim",
    "substitution": "terminology",
    "variants": "terminology",
    "spelling": "spelling",
    "confusion": "spelling",
    "directive": "suppression",
    "frame": "grammar",
    "list": "grammar",
    "english": "terminology",
}
# A pattern whose first item is a punctuation mark or a class of them.


def load(folders: Iterable[Path]) -> RulePack:
    """The pack of every rule file below `folders`; raises RulePackError with all faults at once."""
    files = []
    faults: list[str] = []
    for folder in folders:
        for path in rule_files(folder):
            rule_id = path.relative_to(folder).with_suffix("").as_posix()
            try:
                files.append((str(folder), rule_id, str(path), _read_file(path)))
            except YamlError as error:
                faults.append(f"{path}:{error.line}: {error}")
    pack = compile_pack(files, faults)
    if faults:
        raise RulePackError(faults)
    return pack


def _read_file(path: Path) -> Node:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise YamlError(1, f"The file is larger than {MAX_BYTES // 1_000_000} MB. Split it into several rules.")
        return read(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise YamlError(1, "The file is not UTF-8. Save it as UTF-8.") from None
    except OSError as error:
        raise YamlError(1, f"The file cannot be read: {error.strerror}.") from None


def compile_pack(files: Iterable[tuple[str, str, str, Node]], faults: list[str]) -> RulePack:
    """The pack of parsed `files` (folder, id, path, node); faults are added to `faults` as `file:line: sentence`."""
    checked = []
    ids: dict[str, str] = {}
    for folder, rule_id, path, node in files:
        if rule_id in ids:
            faults.append(f"{path}:1: The rule {rule_id} exists already in {ids[rule_id]}. Give the file another name.")
            continue
        ids[rule_id] = path
        data = _check_file(path, node, faults)
        if data is not None:
            checked.append((folder, rule_id, path, node, data))
    support = [{**data, "file": path} for _, _, path, _, data in checked if data["kind"] in SUPPORT_KINDS]
    entries, cues, ends, vocabulary = _support(support)
    known = {entry.id for entry in entries}
    for entry in entries:
        if entry.is_a and entry.is_a not in known:
            path = next(p for _, _, p, _, d in checked if entry.id in d.get("entries", ()))
            faults.append(f"{path}:1: “{entry.id}” is said to be a “{entry.is_a}”, which no lexicon knows.")
    rows: list[tuple[str, str, Term]] = []
    rules = [
        _rule(rule_id, path, node, data, vocabulary, faults, rows)
        for _, rule_id, path, node, data in checked
        if data["kind"] in RULE_KINDS
    ]
    rows += _borrowed(checked, rows, faults)
    folders = tuple(dict.fromkeys(folder for folder, *_ in checked))
    pack = RulePack(
        tuple(rules),
        entries,
        cues,
        ends,
        vocabulary.masks,
        folders,
        name_words=_name_words(entries),
        markets=tuple(_market(data) for data in support if data["kind"] == "market"),
        **indexed(rows, vocabulary),
    )
    return replace(pack, grammar=_grammar(pack, {path: _scalar_lines(node) for _, _, path, node, _ in checked}, faults))


def _grammar(pack: RulePack, lines: Mapping[str, Mapping[str, int]], faults: list[str]) -> Grammar:
    """The frames of all rules, with the classes of words that they name; faults are added to `faults`."""
    rules = [rule for rule in pack.rules if rule.kind in ("frame", "list")]
    named = {name: rule for rule in reversed(rules) for name in rule.data["classes"]}
    try:
        classes = read_classes(rule_text(pack, rule, name) for name, rule in named.items())
    except RulePackError as error:
        faults += error.faults
        return Grammar()
    signs = Signs(classes, (source for rule in rules for _, source in _frames(rule)))
    frames: dict[str, list[Frame]] = {}
    for rule in rules:
        for key, source in _frames(rule):
            try:
                frames.setdefault(key, []).append(signs.compile(source))
            except FrameError as error:
                faults.append(f"{rule.file}:{lines[rule.file].get(source, 1)}: {error}")
    return Grammar(signs.codes, signs.shapes, frames)


def _frames(rule: Rule) -> Iterator[tuple[str, str]]:
    """The frames of a rule, each with the name by which checks ask for it."""
    yield from ((rule.id, source) for source in rule.data.get("frames", ()))
    for number, pair in enumerate(rule.data.get("lists", ())):
        yield from ((f"{rule.id}.{number}.{part}", source) for part, source in pair.items())


def _borrowed(
    checked: Iterable[tuple[str, str, str, Node, Mapping[str, Any]]],
    rows: Sequence[tuple[str, str, Term]],
    faults: list[str],
) -> list[tuple[str, str, Term]]:
    """The terms that rules take over from the values of attribute rules; the other values are shields."""
    checked = list(checked)
    values = {rule_id: data["values"] for _, rule_id, _, _, data in checked if data["kind"] == "attribute"}
    found = []
    for _, rule_id, path, node, data in checked:
        lines = _scalar_lines(node) if "values_of" in data else {}
        for source, wanted in data.get("values_of", {}).items():
            for value in wanted:
                if value not in values.get(source, ()):
                    named = f"the values of {source}: {', '.join(values[source])}" if source in values else ""
                    missing = f"“{value}” is not among {named}." if named else f"There is no attribute rule {source}."
                    faults.append(f"{path}:{lines.get(value if named else source, node.line)}: {missing}")
            roles = {
                f"values.{value}": BORROWED if value in wanted else BORROWED_SHIELD for value in values.get(source, ())
            }
            roles["shield"] = BORROWED_SHIELD
            found += [(rule_id, roles[role], term) for owner, role, term in rows if owner == source and role in roles]
    return found


def _check_file(path: str, node: Node, faults: list[str]) -> dict[str, Any] | None:
    """The plain data of one file, None (with faults added) where it does not fit its kind."""
    kinds = (*RULE_KINDS, *SUPPORT_KINDS)
    kind = next((value for key, value in node.value if key.value == "kind"), None) if node.kind == "map" else None
    if kind is None:
        faults.append(f"{path}:{node.line}: The file needs “kind”: one of {', '.join(kinds)}.")
        return None
    mine: list[tuple[int, str]] = []
    if kind.value not in kinds:
        check(kind, {"enum": list(kinds)}, mine, "kind")
    else:
        data = check(node, kind_schema(kind.value), mine)
        _check_marks(node, mine)
        if not mine:
            return dict(data)
    faults += [f"{path}:{line}: {sentence}" for line, sentence in mine]
    return None


def _check_marks(node: Node, faults: list[tuple[int, str]]) -> None:
    """Add a fault for every example whose [[ ]] do not pair up, or that marks nothing though it is bad."""
    for key, example in _pairs_of(node, "examples"):
        if key.value not in ("bad", "good") or example.kind != "list":
            continue
        for item in example.value:
            marks = "".join(MARK.findall(str(item.value)))
            if marks != "[[]]" * (len(marks) // 4):
                faults.append((item.line, "The marks [[ and ]] in this example do not pair up."))
            elif key.value == "bad" and not marks:
                faults.append((item.line, "A bad example must mark with [[…]] what the rule reports."))
            elif key.value == "good" and marks:
                faults.append((item.line, "A good example must not mark anything with [[…]]."))


def _pairs_of(node: Node, key: str) -> list[tuple[Node, Node]]:
    value = next((value for name, value in node.value if name.value == key), None)
    return value.value if value is not None and value.kind == "map" else []


def _support(files: list[dict[str, Any]]) -> tuple[tuple[Entry, ...], tuple[Cue, ...], tuple[str, ...], Vocabulary]:
    """Entries, cues, clause ends and the vocabulary of terms, gathered from all support files."""
    entries, cues, ends = [], [], []
    macros: dict[str, tuple[str, ...]] = {}
    irregular: dict[str, tuple[str, ...]] = {}
    for data in files:
        for name, value in data.get("entries", {}).items():
            more: dict[str, Any] = {"names": value} if isinstance(value, list) else value
            entries.append(
                Entry(
                    name,
                    data["type"],
                    (name, *more.get("names", ())),
                    more.get("is_a", ""),
                    data.get("role", "object"),
                    more.get("product_type", data.get("product_type", "")),
                )
            )
        for cue in data.get("cues", ()):
            lists = {key: tuple(cue.get(key, ())) for key in ("phrases", "pseudo", "until", "reaches", "spares")}
            cues.append(Cue(**{**cue, **lists, "file": data["file"]}))
        ends += data.get("ends", [])
        macros |= {name: tuple(phrases) for name, phrases in data.get("macros", {}).items()}
        irregular |= {word: tuple(forms) for word, forms in data.get("irregular", {}).items()}
        irregular |= dict.fromkeys(data.get("uninflected", ()), ())
    masks = mask_letters([*DIMENSIONS, *sorted({entry.type for entry in entries})])
    return tuple(entries), tuple(cues), tuple(ends), Vocabulary(macros, masks, irregular)


def _market(data: Mapping[str, Any]) -> Market:
    lists = (tuple(data[key]) for key in ("covered", "not_covered"))
    return Market(data["code"], data["name"], data["read"], *lists)


def _term_roles(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every (role, term source) of a rule's data; the role says what the term is for."""
    for role in _TERM_KEYS:
        terms = data.get(role, ())
        if isinstance(terms, dict):
            yield from ((f"{role}.{name}", term) for name, group in terms.items() for term in group)
        else:
            yield from ((role, term) for term in terms)
    for name, figure in data.get("figures", {}).items():
        yield from ((f"figures.{name}", term) for term in figure["terms"])
    for wrong in data.get("replace", ()):
        yield f"replace.{wrong}", wrong
    for at, group in enumerate(data.get("variants", ())):
        forms = (spelling + ending for spelling in group for ending in ("", "s", "'s"))
        yield f"variants.{at}", f"{{{'|'.join(forms)}}}"
    for spelling, terms in data.get("only", {}).items():
        yield from ((f"only.{spelling}", term) for term in terms)
    for at, pair in enumerate(data.get("pairs", ())):
        wrong = f"={pair['wrong']}"
        yield f"pairs.{at}.{'wrong' if 'after' in pair or 'before' in pair else 'alone'}", wrong
        # Company is looked for together with the word: alone it stands everywhere.
        yield from ((f"pairs.{at}.given", f"{term} {wrong}") for term in _choices(pair.get("after", ())))
        yield from ((f"pairs.{at}.given", f"{wrong} {term}") for term in _choices(pair.get("before", ())))
        yield from ((f"pairs.{at}.unless", term) for term in pair.get("unless", ()))


def _choices(terms: Sequence[str]) -> Iterator[str]:
    """`terms`, the plain ones among them as one choice: one pattern instead of ten."""
    plain = [term for term in terms if not any(mark in term for mark in "{|?/.")]
    yield from (term for term in terms if term not in plain or len(plain) == 1)
    if len(plain) > 1:
        yield f"{{{'|'.join(plain)}}}"


def _rule(
    rule_id: str,
    path: str,
    node: Node,
    data: dict[str, Any],
    vocabulary: Vocabulary,
    faults: list[str],
    rows: list[tuple[str, str, Term]],
) -> Rule:
    """The rule of one checked file; its compiled terms are added to `rows`."""
    quantity = data.get("quantity", {}).get("dimension", "time")
    lines = _scalar_lines(node)
    for role, source in _term_roles(data):
        try:
            term = compile_term(source, vocabulary, quantity)
            rows.append((rule_id, role, term))
        except TermError as error:
            faults.append(f"{path}:{lines.get(source.removeprefix('='), node.line)}: {error}")
    market = rule_id.partition("/")[0]
    folder = (market,) if market in JURISDICTIONS else ()
    for line, sentence in _inconsistencies(data, folder, lines, node.line):
        faults.append(f"{path}:{line}: {sentence}")
    common = ("why", "advice", "suggestion", "valid_from", "valid_until")
    return Rule(
        id=rule_id,
        kind=data["kind"],
        category=data.get("category", _CATEGORY[data["kind"]]),
        severity=Severity.parse(data.get("severity", "warning")),
        confidence=data.get("confidence", "medium"),
        message=data["message"],
        data={key: value for key, value in _without_terms(data) if key not in common},
        bad=tuple(data["examples"]["bad"]),
        good=tuple(data["examples"]["good"]),
        references=tuple(Reference(**reference) for reference in data.get("references", ())),
        jurisdictions=tuple(data.get("jurisdictions", folder)),
        applies_to=tuple(data.get("applies_to", ())),
        file=path,
        **{key: data.get(key, "") for key in common},
    )


def _without_terms(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What a rule's data says besides its terms, which are rows of the pack, and its texts."""
    for key, value in data.items():
        if key == "pairs":
            yield key, [{"wrong": pair["wrong"], "right": pair["right"]} for pair in value]
        elif key == "figures":
            yield key, {name: {"read": figure["read"]} for name, figure in value.items()}
        elif key == "only":
            yield key, dict.fromkeys(value, True)
        elif key not in (*_TERM_KEYS, "examples", "references", "message"):
            yield key, value


def _name_words(entries: Iterable[Entry]) -> list[str]:
    """A telling word of every name, joined and in parts, singular and plural: a cheap look before names are read."""
    found: set[str] = set()
    for entry in entries:
        for name in entry.names:
            whole = name.lower()
            words = WORD.findall(whole) or [whole]
            last = words[-1] if len(words[-1]) > 3 else max(words, key=len)
            for word in (last, *(part.replace("-", "") for part in whole.split() if "-" in part)):
                found.update((word, f"{word}s", f"{word}es", f"{word[:-1]}ies"))
    return sorted(found)


def _inconsistencies(
    data: Mapping[str, Any], folder: Sequence[str], lines: Mapping[str, int], line: int
) -> Iterator[tuple[int, str]]:
    """Faults that a schema cannot express: values nobody defined, impossible dates, another market's folder."""
    for market in folder:
        if market not in data.get("jurisdictions", folder):
            named = data["jurisdictions"][0]
            yield lines.get(named, line), f"The rule stands in the folder of the market “{market}”. Name it as well."
    values = data.get("values", {})
    named = [name for pair in data.get("conflicts", ()) for name in pair]
    named += [*data.get("opposite", ()), *data.get("opposite", {}).values()]
    named += data.get("lead_in", ()) if values else ()
    for name in dict.fromkeys(named):
        if name not in values:
            yield lines.get(name, line), f"“{name}” is not among the values: {', '.join(values)}."
    for name in data.get("rescued_by", ()):
        if name in data.get("not_rescued_by", ()):
            yield lines.get(name, line), f"“{name}” stands in both “rescued_by” and “not_rescued_by”. Keep one."
    if "figures" in data:
        one, relation, other = data["wrong"]
        for name in (one, other):
            if name not in data["figures"]:
                yield lines.get(name, line), f"“{name}” is not among the figures: {', '.join(data['figures'])}."
        if relation not in ("exceeds", "differs from"):
            yield lines.get(relation, line), f"“{relation}” is no relation: write “exceeds” or “differs from”."
    try:
        re.compile(data.get("written", ""))
    except re.error as error:
        yield lines.get(data["written"], line), f"“{data['written']}” is not a valid regular expression: {error}."
    for key in ("valid_from", "valid_until"):
        try:
            datetime.date.fromisoformat(data.get(key, "2000-01-01"))
        except ValueError:
            yield lines.get(data[key], line), f"“{key}” is no day of the calendar: {data[key]}."
    yield from _unfit_severity(data, lines, line)
    if data.get("valid_from", "") > data.get("valid_until", "9999"):
        yield lines.get(data["valid_until"], line), "“valid_until” is before “valid_from”: the rule is never in force."


def _unfit_severity(data: Mapping[str, Any], lines: Mapping[str, int], line: int) -> Iterator[tuple[int, str]]:
    """A fault where a claim rule blocks, or warns, though nobody can be sure enough of it."""
    if data.get("category", _CATEGORY[data["kind"]]) != "claim":
        return
    severity, confidence = data.get("severity", "warning"), data.get("confidence", "medium")
    if severity == "error" and confidence != "high":
        sentence = "“severity: error” needs “confidence: high”: only what a reviewer would surely stop may block."
        yield lines.get(severity, line), sentence
    if severity != "note" and confidence == "low":
        yield (
            lines.get(confidence, line),
            "“confidence: low” needs “severity: note”: nobody can be sure enough to warn.",
        )


def _scalar_lines(node: Node) -> dict[str, int]:
    """The first line of every piece of text below `node`."""
    lines: dict[str, int] = {}
    todo = [node]
    while todo:
        item = todo.pop()
        if item.kind == "map":
            todo += [part for pair in reversed(item.value) for part in reversed(pair)]
        elif item.kind == "list":
            todo += reversed(item.value)
        else:
            lines.setdefault(item.value, item.line)
    return lines
