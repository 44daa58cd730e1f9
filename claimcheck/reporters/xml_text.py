"""XML 1.0 for the reporters: only characters that it allows, written with a declaration."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from claimcheck.findings import Finding
from claimcheck.reporters.shared import other_places, reasons
from claimcheck.reporters.visible import unarmed

_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-~\xa0-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


def element(
    parent: ElementTree.Element | None, tag: str, text: str = "", /, **attributes: object
) -> ElementTree.Element:
    """A new element below `parent`, its text and attributes cleaned."""
    clean = {name: allowed(str(value)) for name, value in attributes.items()}
    made = ElementTree.Element(tag, clean) if parent is None else ElementTree.SubElement(parent, tag, clean)
    if text:
        made.text = allowed(text)
    return made


def allowed(text: str) -> str:
    """`text` without the characters that XML 1.0 forbids or, as controls of a terminal, discourages."""
    return _FORBIDDEN.sub("", text)


def document(root: ElementTree.Element) -> str:
    """The document of `root`, indented."""
    ElementTree.indent(root)
    text = unarmed(ElementTree.tostring(root, encoding="unicode"), "&#58;", "&#35;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def explanation(finding: Finding) -> list[str]:
    """The lines that follow a message: the other places, then the reasons."""
    return [*other_places(finding), *reasons(finding)]
