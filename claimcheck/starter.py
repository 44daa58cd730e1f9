"""Starter: the files that `init` writes, and the configuration that `config` shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimcheck.config import Config, Override, Suppress
from claimcheck.formats import FORMATS

CONFIG = """\
# What claimcheck is told. Every key may be left out; take the # away from those that you want to set.
# Options on the command line win. “claimcheck config” shows what holds and why.

# rules: [house]                    # folders with rules of your own, relative to this file
# select: [consistency, us/*]       # only these rules: ids, folders or patterns
# ignore: [language/term-spelling]  # not these
# severity:                         # other severities: error, warning or note
#   language/*: note
# jurisdictions: [us, uk]           # only rules of these markets: us, uk, eu, ca, au
# product_type: treatment           # what drafts advertise that do not say so: treatment, cosmetic, device, supplement
# fail_on: warning                  # from which severity on a run fails: error, warning, note or never
# format: text                      # the report on standard output
# exclude: [old/, "*.notes.md"]     # patterns as in .gitignore of files to leave out
# language: en-GB                   # or en-US: the English of the drafts
# terms:                            # your dictionary: a preferred wording, and those to avoid
#   skin tightening: [skin lifting]
# baseline: baseline.jsonl          # findings to leave out; “claimcheck baseline” writes it (claimcheck-baseline.jsonl)
# max_size: 4                       # megabytes; a larger draft is not read
# overrides:                        # other choices for some drafts; a later one wins
#   - paths: [shop/]
#     product_type: cosmetic
#     ignore: [consistency/downtime]
# suppress:                         # findings to hide, above all in plain text, which has no comments
#   - paths: ["*.txt"]
#     rules: [evidence/*]
#     text: clinically proven
#     reason: The study is on file.
# require_reason: true              # what hides a finding must say why
"""

_HOOK = """\
repos:
  - repo: local
    hooks:
      - id: claimcheck
        name: claimcheck
        entry: claimcheck check --force-exclude
        args: [--]
        language: system
        files: \\.({endings})$
        require_serial: true
"""
HOOK = _HOOK.format(endings="|".join(ending.removeprefix(".") for ending in FORMATS))


def effective(config: Config) -> str:
    """What holds, as YAML, each key with a comment that says where its value is from."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in _values(config)]
    width = max(map(len, lines))
    origins = [config.origins.get(key, "default") for key, _ in _values(config)]
    return "".join(f"{line:<{width}}  # {origin}\n" for line, origin in zip(lines, origins, strict=True))


def _values(config: Config) -> Iterator[tuple[str, Any]]:
    """The keys of a configuration file and their values, as plain JSON."""
    for key in Config.__slots__:
        value = getattr(config, key)
        if key in ("base", "origins") or (key in ("product_type", "baseline", "language", "overrides") and not value):
            continue
        yield key, _plain(key, value)


def _plain(key: str, value: Any) -> Any:
    if key == "severity":
        return dict(value)
    if isinstance(value, (Override, Suppress)):
        slots = ((slot, getattr(value, slot)) for slot in type(value).__slots__ if slot != "line")
        return {slot: _plain(slot, item) for slot, item in slots if item not in (None, (), "")}
    if isinstance(value, tuple):
        return [_plain("", item) for item in value]
    return value.as_posix() if isinstance(value, Path) else value
