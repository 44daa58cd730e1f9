"""MDX: what a Markdown reader must not take for prose; modules, components and expressions."""

from __future__ import annotations

import re

from claimcheck.formats.masks import OBJECT, Mask

_MODULE = re.compile(
    r"^(?:import\s+(?:[\w*{}\s,$]+?\s+from\s+)?+[\"'][^\"'\n]*+[\"']|"
    r"export\s+(?:default|const|let|var|function|async|class|\{|\*))[^\n]*+(?:\n(?![ \t\r]*\n)[^\n]*+)*+",
    re.MULTILINE,
)
_INNER = r"(?!\n[ \t>\r]*+(?:\n|```|~~~))[^{}]"
_BRACES = rf"\{{(?!`)(?:(?:{_INNER})++|\{{(?:(?:{_INNER})++|\{{(?:{_INNER})*+\}})*+\}})*+\}}"
_EXPRESSION = re.compile(rf"(?<![\\`]){_BRACES}")
# A component, or another tag with an expression in it.
_TAG = re.compile(
    rf"<(?:>|/>|/[A-Z][\w.]*+\s*+>|(?:[A-Z][\w.]*+|[a-z][\w-]*+(?=[^<>\n]*=\{{))(?=[\s/>])"
    rf"(?:[^<>{{}}\"'`]++|\"[^\"]*+\"|'[^']*+'|{_BRACES.replace('(?!`)', '')})*+>)"
)


def _hidden(found: re.Match[str]) -> str:
    return OBJECT * len(found[0])


MASKS: tuple[Mask, ...] = (("port", _MODULE, _hidden), ("<", _TAG, _hidden), ("{", _EXPRESSION, _hidden))
