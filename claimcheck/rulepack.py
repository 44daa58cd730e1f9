"""Rule packs: what the program knows, compiled and ready to use (ruleload.py reads it from YAML)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from claimcheck.findings import Reference, Severity
from claimcheck.frames import Grammar

NONE = "none"  # as a suggestion: no wording of the claim passes
NEAR = 3  # words; two needs of a term that stand so close together are looked up as a pair
# Roles of the terms that a rule takes over from the values of an attribute rule (see `values_of` in schema.py).
BORROWED, BORROWED_SHIELD = "values_of", "values_of.shield"
MARK = re.compile(r"\[\[|\]\]")


class RulePackError(ValueError):
    """Faults in rule files; `faults` are lines `file:line: sentence`."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def matches(glob: str, rule_id: str) -> bool:
    """Whether `glob` names the rule or a folder that holds it; * also crosses a slash."""
    return fnmatchcase(rule_id, glob) or rule_id.startswith(glob.rstrip("/") + "/")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file. `data` holds the keys that only its kind has; its compiled terms are rows of the pack."""

    id: str
    kind: str
    category: str
    severity: Severity
    confidence: str
    message: str
    data: Mapping[str, Any]
    bad: tuple[str, ...]
    good: tuple[str, ...]
    why: str = ""
    advice: str = ""
    suggestion: str = ""
    references: tuple[Reference, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()
    valid_from: str = ""
    valid_until: str = ""
    file: str = ""

    @property
    def accepted(self) -> str:
        """The accepted wording; "" where the rule has none, or says that there is none."""
        return "" if self.suggestion == NONE else self.suggestion


@dataclass(frozen=True, slots=True)
class Entry:
    """A lexicon entry: its id (the name to show), its kind, every name it goes by, and the broader entry's id.

    `product_type` is what a draft advertises that is about it, "" where that says nothing.
    """

    id: str
    type: str
    names: tuple[str, ...]
    is_a: str = ""
    role: str = "object"
    product_type: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A group of context cues of one type, after the ConText model (Harkema et al. 2009).

    `reaches` and `spares` are its tests: texts with [[…]] round what is in its scope and what is not.
    """

    type: str
    phrases: tuple[str, ...]
    pseudo: tuple[str, ...] = ()
    direction: str = "forward"
    scope: str = "clause"
    reach: int = 0
    value: str = ""
    until: tuple[str, ...] = ()
    reaches: tuple[str, ...] = ()
    spares: tuple[str, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Market:
    """What the rules of one market cover and what they do not, and when their sources were last read (YYYY-MM-DD)."""

    code: str
    name: str
    read: str
    covered: tuple[str, ...]
    not_covered: tuple[str, ...]


class TermRow(NamedTuple):
    """A compiled term (see terms.Term) of a rule. `needs` are numbers into the pack's needs, in the order of the words;
    a term is looked up by its `anchor`, and by the need `second` where it has another: within `step` words after the
    anchor, or anywhere in the sentence where `step` is 0. `support` marks terms that matter only where another term of
    the rule was found.
    """

    rule: str
    role: str
    source: str
    pattern: str
    slots: tuple[str, ...]
    needs: tuple[int, ...]
    steps: tuple[int, ...]
    anchor: int = -1
    second: int | None = None
    step: int = 0
    swift: bool = False
    must: tuple[str, ...] = ()
    support: bool = False


@dataclass(frozen=True)
class Lookup:
    """How the rows of a pack are found. By word form: `begins` and `ends` are the needs with which the closest two
    needs of some row begin and end, and `pairs` those rows by the two needs; `anchors` are the needs by which the other
    rows are looked up, and `anchored` those rows by need. `swift` rows run once on a whole draft, `loose` ones on every
    sentence, `support` ones on request: by rule and role. `beginnings` are the forms that end in "*".
    """

    begins: Mapping[str, Sequence[int]] = field(default_factory=dict)
    ends: Mapping[str, Sequence[int]] = field(default_factory=dict)
    pairs: Mapping[tuple[int, int], Sequence[int]] = field(default_factory=dict)
    anchors: Mapping[str, Sequence[int]] = field(default_factory=dict)
    anchored: Mapping[int, Sequence[int]] = field(default_factory=dict)
    swift: Sequence[int] = ()
    loose: Sequence[int] = ()
    support: Mapping[str, Mapping[str, Sequence[int]]] = field(default_factory=dict)
    beginnings: Sequence[str] = ()


@dataclass(frozen=True)
class RulePack:
    """Everything the program knows: rules, lexicon entries, context cues, clause ends, and the data files' folders.

    `rows` are the terms of all rules that were loaded; those of rules that are not among `rules` stay unused. `needs`
    are the sets of word forms, spaces between, of which the terms need one each; a form that ends in "*" is the
    beginning of a word. `name_words` are words of which a draft holds one if it names any lexicon entry.
    """

    rules: tuple[Rule, ...]
    entries: tuple[Entry, ...] = ()
    cues: tuple[Cue, ...] = ()
    ends: tuple[str, ...] = ()
    masks: Mapping[str, str] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    rows: Sequence[TermRow] = ()
    needs: Sequence[str] = ()
    name_words: Sequence[str] = ()
    lookup: Lookup = field(default_factory=Lookup)
    markets: tuple[Market, ...] = ()
    grammar: Grammar = field(default_factory=Grammar)

    @cached_property
    def by_id(self) -> dict[str, Rule]:
        """The rules by id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that a term needs, in its forms, and those of lexicon names and cues."""
        forms = (form for need in self.needs for form in need.split())
        phrases = (*(n for entry in self.entries for n in entry.names), *(p for cue in self.cues for p in cue.phrases))
        spoken = (word for phrase in phrases for word in phrase.lower().split())
        return frozenset(word for word in (*forms, *spoken) if word.isalpha())

    @cached_property
    def entry_by_id(self) -> dict[str, Entry]:
        """The lexicon entries by id."""
        return {entry.id: entry for entry in self.entries}


def builtin_folder() -> Path:
    """The folder of the rules that come with the program: inside the wheel, or the checkout's `rules/`."""
    packed = Path(__file__).parent / "_rules"
    return packed if packed.is_dir() else Path(__file__).parent.parent / "rules"


def rule_files(folder: Path) -> list[Path]:
    """The rule files below `folder` in a fixed order; raises RulePackError when there is no such folder or no file."""
    if not folder.is_dir():
        raise RulePackError([f"{folder}:1: There is no such rules folder. Check the path."])
    found = sorted(path for path in folder.rglob("*.y*ml") if path.suffix in (".yaml", ".yml") and path.is_file())
    if not found:
        raise RulePackError([f"{folder}:1: There is no .yaml file in this folder. Put your rules there."])
    return found


def rule_text(pack: RulePack, rule: Rule, name: str) -> str:
    """The text of a data file that a rule names; raises RulePackError where there is none that can be read."""
    path = _data_file(pack, rule, name)
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise RulePackError([f"{path}:1: The file is not UTF-8. Save it as UTF-8."]) from None


def check_data_files(pack: RulePack) -> None:
    """Raise RulePackError unless every data file that a rule names is there."""
    faults: list[str] = []
    for rule in pack.rules:
        for name in _data_files(rule):
            try:
                _data_file(pack, rule, name)
            except RulePackError as error:
                faults += error.faults
    if faults:
        raise RulePackError(faults)


def _data_files(rule: Rule) -> list[str]:
    """The names of the data files of a rule; only spelling rules and frames have any."""
    if rule.kind in ("frame", "list"):
        return list(rule.data["classes"])
    if rule.kind == "english":
        return [rule.data["british"], rule.data["american"]]
    if rule.kind != "spelling":
        return []
    lists = [name for key in ("known", "domain", "trade", "prefixes") for name in rule.data.get(key, ())]
    return [*lists, *(rule.data[key] for key in ("frequent", "misspellings") if key in rule.data)]


def _data_file(pack: RulePack, rule: Rule, name: str) -> Path:
    """A data file that a rule names, looked for in the pack's folders, the rule's own first."""
    folders = sorted(pack.folders, key=lambda folder: not Path(rule.file).is_relative_to(folder))
    for folder in folders:
        path = Path(folder, name)
        if path.is_file():
            return path
    raise RulePackError([f"{rule.file}:1: There is no file {name} in the rules folder. Check the name."])
