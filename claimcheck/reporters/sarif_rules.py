"""The rules of a SARIF report: what each one looks for, why, and where that is laid down."""

from __future__ import annotations

import re
from typing import Any

from claimcheck.reporters.shared import source, web_address
from claimcheck.reporters.visible import fold, short
from claimcheck.rulepack import Rule

_TEXT_LIMIT = 1000
_OTHER_LINE = re.compile(r"\s*\([^()]*\{other_line\}[^()]*\)")
_PLACEHOLDER = re.compile(r"\{\w+\}")


def described(rule: Rule) -> dict[str, Any]:
    """The description of a rule: what it reports, why, where that is laid down."""
    title = short(_PLACEHOLDER.sub("…", _OTHER_LINE.sub("", rule.message)), _TEXT_LIMIT)
    why, advice = fold(rule.why), _PLACEHOLDER.sub("…", fold(rule.advice))
    references = [(source(reference), web_address(reference.url)) for reference in rule.references]
    paragraphs = [text for text in (why, advice) if text] or [title]
    linked = [f"- [{link_text(name)}]({url})" if url else f"- {name}" for name, url in references]
    help_uri = next((url for _, url in references if url), "")
    data: dict[str, Any] = {
        "id": rule.id,
        "name": rule.id,
        "shortDescription": {"text": title},
        "fullDescription": {"text": short(why, _TEXT_LIMIT) or title},
        "help": {
            "text": "\n\n".join([*paragraphs, *(name for name, _ in references)]),
            "markdown": "\n\n".join([*paragraphs, *(["\n".join(linked)] if linked else [])]),
        },
        "defaultConfiguration": {"level": rule.severity.label},
        "properties": {
            "tags": [rule.category, *rule.jurisdictions],
            "precision": rule.confidence,
            "problem.severity": {"note": "recommendation"}.get(rule.severity.label, rule.severity.label),
        },
    }
    return data | {"helpUri": help_uri} if help_uri else data


def unknown_rule(rule_id: str) -> dict[str, Any]:
    """The description of a rule that stands in no rule file."""
    title = {"text": f"claimcheck {fold(rule_id)}"}
    return {"id": rule_id, "name": rule_id, "shortDescription": title, "fullDescription": title, "help": title}


def link_text(text: str) -> str:
    """`text` with the brackets escaped that would end a link."""
    return re.sub(r"([\\\[\]])", r"\\\1", text)
