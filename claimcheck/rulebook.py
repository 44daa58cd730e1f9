"""Rulebook: the rules of one run, and which of them each draft is checked with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import product

from claimcheck import engine, formats
from claimcheck.claims.page import Knowledge
from claimcheck.config import Config, Override, Suppress
from claimcheck.engine import Examined
from claimcheck.patterns import Patterns
from claimcheck.rulepack import Rule, RulePack
from claimcheck.suppressions import Policy, Waiver


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules that a draft is checked with, with their severities, what it advertises unless it says so, and what
    may hide findings in it; `digest` is a hash of all that.
    """

    rules: tuple[Rule, ...]
    product_type: str
    policy: Policy
    digest: str


@dataclass(frozen=True)
class Rulebook:
    """The rules that at least one draft may need, made ready, and the profile of each draft by its overrides."""

    knowledge: Knowledge
    config: Config
    day: str
    known: frozenset[str]
    _profiles: dict[tuple[tuple[Override, ...], tuple[Suppress, ...]], Profile] = field(default_factory=dict)

    @classmethod
    def of(cls, pack: RulePack, config: Config, day: str, patterns: Patterns | None = None) -> Rulebook:
        """The rules of `pack` that `config` wants on `day`, for any draft, with the `patterns` of earlier runs."""
        settings = list(_settings(config))
        rules = tuple(config.graded(rule) for rule in pack.rules if any(each.wants(rule, day) for each in settings))
        known = frozenset(rule.id for rule in pack.rules)
        return cls(Knowledge(replace(pack, rules=rules), patterns or Patterns()), config, day, known)

    def profile(self, path: str) -> Profile:
        """What the draft at `path` is checked with."""
        overrides, entries = key = (self.config.applying(path), self.config.waiving(path))
        if key not in self._profiles:
            config = self.config.with_overrides(overrides)
            rules = [config.graded(rule) for rule in self.knowledge.ordered_rules if config.wants(rule, self.day)]
            waivers = tuple(Waiver(each.rules, each.text, each.reason, each.line) for each in entries)
            policy = Policy(self.known, config.require_reason, waivers)
            own = (config.product_type, config.terms, config.language, config.require_reason, waivers)
            all_rules = (sorted(self.known), [(rule.id, rule.severity.label) for rule in rules])
            digest = hashlib.sha256(repr((own, all_rules)).encode("utf-8", "surrogatepass")).hexdigest()
            self._profiles[key] = Profile(tuple(rules), config.product_type, policy, digest)
        return self._profiles[key]

    def examine(self, path: str, source: str, product_type: str = "") -> tuple[Examined, bool]:
        """What the rules find in a draft that advertises `product_type` (else what it says itself, else what its
        profile says), and whether the rules had to tell that from its words.
        """
        draft, profile = formats.parse(path, source), self.profile(path)
        draft = replace(draft, language=draft.language or self.config.language)
        stated = product_type or draft.product_type or profile.product_type
        return engine.examine(draft, self.knowledge, stated, profile.rules, profile.policy), not stated


def _settings(config: Config) -> Iterable[Config]:
    """Configs that together want every rule that `config` wants for some path: overrides only ever ignore more."""
    plain = [config, *(config.with_overrides([each]) for each in config.overrides)]
    choices = product(dict.fromkeys(each.select for each in plain), dict.fromkeys(each.jurisdictions for each in plain))
    return (replace(config, select=select, jurisdictions=markets) for select, markets in choices)
