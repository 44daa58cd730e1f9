"""Rulebook: the rules of one run, and which of them each draft is checked with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import product

from claimcheck.claims.page import Knowledge
from claimcheck.config import Config, Override
from claimcheck.rulepack import Rule, RulePack


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules that a draft is checked with, with their severities, and what it advertises unless it says so."""

    rules: tuple[Rule, ...]
    product_type: str


@dataclass(frozen=True)
class Rulebook:
    """The rules that at least one draft may need, made ready, and the profile of each draft by its overrides."""

    knowledge: Knowledge
    config: Config
    day: str
    _profiles: dict[tuple[Override, ...], Profile] = field(default_factory=dict)

    @classmethod
    def of(cls, pack: RulePack, config: Config, day: str) -> Rulebook:
        """The rules of `pack` that `config` wants on `day`, for any draft."""
        settings = list(_settings(config))
        rules = tuple(config.graded(rule) for rule in pack.rules if any(each.wants(rule, day) for each in settings))
        return cls(Knowledge(replace(pack, rules=rules)), config, day)

    def profile(self, path: str) -> Profile:
        """What the draft at `path` is checked with."""
        overrides = self.config.applying(path)
        if overrides not in self._profiles:
            config = self.config.with_overrides(overrides)
            rules = [config.graded(rule) for rule in self.knowledge.ordered_rules if config.wants(rule, self.day)]
            self._profiles[overrides] = Profile(tuple(rules), config.product_type)
        return self._profiles[overrides]


def _settings(config: Config) -> Iterable[Config]:
    """Configs that together want every rule that `config` wants for some path: overrides only ever ignore more."""
    plain = [config, *(config.with_overrides([each]) for each in config.overrides)]
    choices = product(dict.fromkeys(each.select for each in plain), dict.fromkeys(each.jurisdictions for each in plain))
    return (replace(config, select=select, jurisdictions=markets) for select, markets in choices)
