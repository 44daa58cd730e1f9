"""Config: claimcheck.yaml or [tool.claimcheck] in pyproject.toml; every fault is `file:line: sentence`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from claimcheck import configkeys, tomlnodes
from claimcheck.findings import Severity
from claimcheck.ignores import compile_patterns
from claimcheck.rulepack import Rule, matches
from claimcheck.walk import MAX_MEGABYTES
from claimcheck.yamlnodes import MAX_BYTES, Node, YamlError, check, read

FILES = ("claimcheck.yaml", ".claimcheck.yaml", "pyproject.toml")
NEVER = configkeys.NEVER
OPTION = "command line"


class ConfigError(ValueError):
    """Faults in a configuration file; `faults` are lines `file:line: sentence`."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class Override:
    """Other choices for the drafts that `paths` (gitignore patterns) name; None where nothing else is chosen."""

    paths: tuple[str, ...]
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    jurisdictions: tuple[str, ...] | None = None
    product_type: str | None = None


@dataclass(frozen=True, slots=True)
class Suppress:
    """Findings to hide in the drafts that `paths` name (all without any); `line` is where the entry stands."""

    paths: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    text: str = ""
    reason: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Config:
    """What a run is told. `base` is the folder that its path patterns are relative to.

    `severity` pairs patterns with severities. `origins` says of each key where its value comes from.
    """

    rules: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    jurisdictions: tuple[str, ...] = ()
    product_type: str = ""
    fail_on: str = "error"
    format: str = "text"
    exclude: tuple[str, ...] = ()
    baseline: Path | None = None
    max_size: int = MAX_MEGABYTES
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    language: str = ""
    overrides: tuple[Override, ...] = ()
    suppress: tuple[Suppress, ...] = ()
    require_reason: bool = False
    base: Path = Path()
    origins: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def globs(self) -> tuple[str, ...]:
        """Every pattern in this config that is to name a rule."""
        found = [*self.select, *self.ignore, *(glob for glob, _ in self.severity)]
        found += [glob for entry in self.suppress for glob in entry.rules]
        for each in self.overrides:
            found += [*(each.select or ()), *each.ignore, *(glob for glob, _ in each.severity)]
        return tuple(found)

    def override(self, options: Mapping[str, Any]) -> Config:
        """This config with the `options` that were given (neither None nor empty); rules folders add up."""
        names = {item.name for item in fields(self)}
        given = {name: value for name, value in options.items() if name in names and value not in (None, ())}
        if "rules" in given:
            given["rules"] = (*self.rules, *given["rules"])
        return replace(self, **given, origins={**self.origins, **dict.fromkeys(given, OPTION)})

    def applying(self, path: str) -> tuple[Override, ...]:
        """The overrides that hold for the draft at `path`, in their order."""
        return tuple(each for each in self.overrides if _names(each.paths, path, self.base))

    def waiving(self, path: str) -> tuple[Suppress, ...]:
        """The entries of `suppress` that hold for the draft at `path`."""
        return tuple(each for each in self.suppress if not each.paths or _names(each.paths, path, self.base))

    def with_overrides(self, overrides: Iterable[Override]) -> Config:
        """This config as it is for drafts for which `overrides` hold. What the command line says stays."""
        config = self
        for each in overrides:
            changes: dict[str, Any] = {
                key: value
                for key in ("select", "jurisdictions", "product_type")
                if (value := getattr(each, key)) is not None and self.origins.get(key) != OPTION
            }
            for key in ("ignore", "severity"):
                if more := getattr(each, key):
                    changes[key] = (*getattr(config, key), *more)
            where = dict.fromkeys(changes, self.origins.get("overrides", ""))
            config = replace(config, **changes, origins={**config.origins, **where})
        return config

    def wants(self, rule: Rule, day: str) -> bool:
        """Whether `rule` runs: in a market of this config, in force on `day` (YYYY-MM-DD), selected, not ignored."""
        markets = set(rule.jurisdictions)
        here = not self.jurisdictions or not markets or not markets.isdisjoint(self.jurisdictions)
        in_force = rule.valid_from <= day and (not rule.valid_until or day <= rule.valid_until)
        selected = not self.select or any(matches(glob, rule.id) for glob in self.select)
        return here and in_force and selected and not any(matches(glob, rule.id) for glob in self.ignore)

    def graded(self, rule: Rule) -> Rule:
        """`rule` with the severity that this config gives it."""
        levels = [level for glob, level in self.severity if matches(glob, rule.id)]
        return replace(rule, severity=Severity.parse(levels[-1])) if levels else rule


def _names(patterns: tuple[str, ...], path: str, base: Path) -> bool:
    """Whether gitignore `patterns` relative to `base` name the file at `path`."""
    name = Path(os.path.relpath(os.path.realpath(path), os.path.realpath(base))).as_posix()
    return compile_patterns(patterns).match_file(name)


def find(start: Path) -> Config:
    """The config of the nearest file in `start` or above it; raises ConfigError."""
    for folder in (start, *start.parents):
        for name in FILES:
            path = folder / name
            if path.is_file() and (name != FILES[-1] or _has_table(path)):
                return load(path)
    return Config()


def load(path: Path) -> Config:
    """The config in `path`, YAML or TOML by its ending; raises ConfigError with all faults."""
    shown = os.path.relpath(path) if path.is_absolute() else str(path)
    faults: list[tuple[int, str]] = []
    try:
        text = _text(path)
        node = tomlnodes.read(text) if path.suffix == ".toml" else _yaml(text)
        data = check(node, configkeys.schema(), faults) if node else {}
        if not faults:
            faults += configkeys.faults_in(node, data)
    except YamlError as error:
        faults.append((error.line, str(error)))
    if faults:
        raise ConfigError(f"{shown}:{line}: {sentence}" for line, sentence in faults)
    values = _values(data)
    values["rules"] = tuple(path.parent / folder for folder in values.get("rules", ()))
    if "baseline" in values:
        values["baseline"] = path.parent / values["baseline"]
    values["overrides"] = tuple(Override(**_values(each)) for each in data.get("overrides", ()))
    nodes = {key.value: value for key, value in node.value} if node else {}
    waivers = zip(data.get("suppress", ()), nodes["suppress"].value if "suppress" in nodes else (), strict=True)
    values["suppress"] = tuple(Suppress(**_values(each), line=entry.line) for each, entry in waivers)
    origins = {key.value: f"{shown}:{key.line}" for key, _ in node.value} if node else {}
    return Config(**values, base=path.parent, origins=origins)


def _values(data: Mapping[str, Any]) -> dict[str, Any]:
    """`data` with tuples for its lists, and for the map of severities, whose order counts."""
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return values | ({"severity": tuple(values["severity"].items())} if "severity" in values else {})


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise YamlError(1, f"The file is larger than {MAX_BYTES // 1_000_000} MB. Is this the right file?")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise YamlError(1, "The file is not UTF-8. Save it as UTF-8.") from None
    except OSError as error:
        raise YamlError(1, f"The file cannot be read: {error.strerror}.") from None


def _yaml(text: str) -> Node | None:
    """The keys of a YAML config; None when it holds nothing but comments."""
    if all(not line.strip() or line.lstrip().startswith(("#", "---")) for line in text.splitlines()):
        return None
    node = read(text)
    if node.kind != "map":
        raise YamlError(node.line, "The file must hold “key: value” lines, for example “fail_on: warning”.")
    return node


def _has_table(path: Path) -> bool:
    """Whether a pyproject.toml speaks to claimcheck; one that cannot be read does not."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    try:
        return "claimcheck" in text and bool(tomlnodes.read(text))
    except YamlError:
        return re.search(r"^\s*\[\s*tool\s*\.\s*claimcheck", text, re.MULTILINE) is not None
