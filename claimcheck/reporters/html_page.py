"""The frame of the HTML report: head, style, and text made safe for markup."""

from __future__ import annotations

import html
import re

from claimcheck.reporters.visible import visible

_STYLE = """
:root { color-scheme: light dark; --error: #b3261e; --warning: #8a5a00; --note: #1d5fa8; --line: #8884; }
@media (prefers-color-scheme: dark) { :root { --error: #ff8f87; --warning: #f0b64c; --note: #86bdf5; } }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem;
  overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; border-bottom: 2px solid var(--line); margin-top: 2.5rem; }
h3 { font-size: 1rem; margin: 0 0 .3rem; } code, .excerpt { font-family: ui-monospace, monospace; font-size: .85em; }
.findings { list-style: none; padding: 0; }
.findings > li { border: 1px solid var(--line); border-left: .4rem solid var(--hue); border-radius: .3rem;
  padding: .7rem 1rem; margin: 1rem 0; }
.error { --hue: var(--error); } .warning { --hue: var(--warning); } .note { --hue: var(--note); }
.label { color: var(--hue); font-weight: 700; } .meta, .role { opacity: .75; font-size: .9em; }
.places { border-collapse: collapse; width: 100%; } .places td { vertical-align: top; padding: .15rem .6rem .15rem 0; }
.reasons { margin: .5rem 0 0; padding-left: 1.2rem; }
mark, a.mark { background: color-mix(in srgb, var(--hue, gold) 25%, transparent); color: inherit;
  border-bottom: 2px solid var(--hue, gold); text-decoration: none; }
.draft { border: 1px solid var(--line); border-radius: .3rem; padding: .5rem 1rem .5rem 3.5rem; white-space: pre-wrap; }
.draft div { min-height: 1.5em; } .draft .no { position: absolute; margin-left: -3rem; width: 2.3rem; text-align: right;
  opacity: .5; font-size: .8em; user-select: none; }
:target { outline: 3px solid var(--hue, gold); outline-offset: 2px; }
@media print { body { max-width: none; font-size: 11pt; } .findings > li { break-inside: avoid; }
  a { color: inherit; } }
"""
_PIECE = re.compile("[^\n\t]+")


def page(title: str, body: list[str]) -> str:
    """The whole page: it loads nothing, runs nothing, and needs no other file."""
    head = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">""",
        f"<title>{title}</title><style>{_STYLE}</style></head><body>",
    ]
    return "\n".join([*head, *body, "</body></html>"]) + "\n"


def safe(text: str) -> str:
    """`text` with nothing left that is markup or a hidden character; lines and tabs stay."""
    return html.escape(_PIECE.sub(lambda match: visible(match[0]), text))


def link(address: str, text: str, **attributes: str) -> str:
    """A link; `text` is markup already, the rest is made safe here."""
    extra = "".join(f' {name.rstrip("_")}="{safe(value)}"' for name, value in attributes.items() if value)
    return f'<a href="{safe(address)}"{extra}>{text}</a>'
