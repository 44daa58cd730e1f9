"""The frame of the HTML report: head, policy, and text made safe for markup."""

from __future__ import annotations

import base64
import hashlib
import html
import re

from claimcheck.report import GENERATOR
from claimcheck.reporters.html_script import SCRIPT
from claimcheck.reporters.html_style import STYLE
from claimcheck.reporters.visible import unarmed, visible

_PIECE = re.compile("[^\n\t]+")


def page(title: str, body: list[str]) -> str:
    """The whole page: it loads nothing, needs no other file, and runs its own script and no other."""
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode("utf-8")).digest()).decode("ascii")
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        f"script-src 'sha256-{digest}'"
    )
    head = [
        "<!doctype html>",
        f'<html lang="en"><head><meta charset="utf-8">{GENERATOR}',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{STYLE}</style></head><body>",
    ]
    body = [unarmed("\n".join(body), "&#58;", "&#35;")]
    return "\n".join([*head, *body, f"<script>{SCRIPT}</script></body></html>"]) + "\n"


def safe(text: str) -> str:
    """`text` with nothing left that is markup or a hidden character; lines and tabs stay."""
    return html.escape(_PIECE.sub(lambda match: visible(match[0]), text))


def link(address: str, text: str, **attributes: str) -> str:
    """A link; `text` is markup already, the rest is made safe here. Underscores in names stand for hyphens."""
    named = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items() if value)
    extra = "".join(f' {name}="{safe(value)}"' for name, value in named)
    return f'<a href="{safe(address)}"{extra}>{text}</a>'
