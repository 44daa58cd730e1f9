"""Finding: the one type every check returns and every reporter renders."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum


class Severity(IntEnum):
    """How bad a finding is; the order decides the exit code (`--fail-on`)."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The name used in rules, options and reports: note, warning, error."""
        return self.name.lower()

    @classmethod
    def parse(cls, label: str) -> Severity:
        """The severity called `label`; raises KeyError for any other word."""
        return cls[label.upper()]


@dataclass(frozen=True, slots=True)
class Place:
    """One stretch of a source file: lines and columns from 1 in code points, ends exclusive.

    `text` is the source between the ends (white space folded, entities decoded); `role` says what a
    related place has to do with the finding, for example "conflicts with".
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    start: int
    end: int
    role: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A source a reader can check: title, url, section of a law, code or guidance."""

    title: str
    url: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A replacement for the words at a finding's location; `applicability` is safe or unsafe."""

    replacement: str
    applicability: str = "unsafe"


@dataclass(frozen=True, slots=True)
class Suppression:
    """What hides a finding: `by` is comment, config or baseline; `line` that of the configuration's entry."""

    by: str
    reason: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule has to say about one place; `related` holds every other place involved.

    `also` names the other rules that challenge the same words.
    """

    rule: str
    category: str
    severity: Severity
    confidence: str
    message: str
    location: Place
    why: str = ""
    related: tuple[Place, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    advice: str = ""
    also: tuple[str, ...] = ()
    fingerprint: str = ""
    suppression: Suppression | None = None

    @property
    def places(self) -> tuple[Place, ...]:
        """The location and every related place."""
        return (self.location, *self.related)


def sort_key(finding: Finding) -> tuple[str, int, int, str, str]:
    """The order of reports: by path, then place, then rule."""
    return (finding.location.path, finding.location.start, finding.location.end, finding.rule, finding.message)


def identity(finding: Finding, path: str) -> str:
    """A hash of the rule, the `path` to go by and the words at every place: no line number and no message, so that
    neither edits elsewhere nor a reworded rule change it. Findings alike in all of these share it.
    """
    words = "\x1f".join(sorted({place.text.casefold() for place in finding.related}))
    key = "\x1e".join((finding.rule, path, finding.location.text.casefold(), words))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def with_fingerprints(findings: Iterable[Finding]) -> list[Finding]:
    """`findings` sorted, each with a fingerprint that survives edits elsewhere in the draft.

    The fingerprint hashes rule, path and the words at every place (never a line number or the
    message, so a reworded rule keeps it), plus a counter for findings alike in all of these.
    """
    seen: Counter[str] = Counter()
    finished = []
    for finding in sorted(findings, key=sort_key):
        words = "\x1f".join(sorted({place.text.casefold() for place in finding.related}))
        key = "\x1e".join((finding.rule, finding.location.path, finding.location.text.casefold(), words))
        digest = hashlib.sha256(f"{key}\x1e{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        seen[key] += 1
        finished.append(replace(finding, fingerprint=digest))
    return finished
