"""Report formats: one module each with `render(report, color) -> str`; a new format is one module and one line."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from claimcheck.report import Report


class Reporter(Protocol):
    """A pure function from a report to the text of one format; only `text` heeds `color`."""

    def __call__(self, report: Report, color: bool = False) -> str: ...


def _lazy(module: str) -> Reporter:
    """The `render` of a module of this package, which is imported only when it is first called."""

    def render(report: Report, color: bool = False) -> str:
        return cast(Reporter, import_module(f"claimcheck.reporters.{module}").render)(report, color)

    return render


REPORTERS: dict[str, Reporter] = {
    "text": _lazy("text"),
    "json": _lazy("json_report"),
    "sarif": _lazy("sarif"),
    "github": _lazy("github"),
    "gitlab": _lazy("gitlab"),
    "junit": _lazy("junit"),
    "checkstyle": _lazy("checkstyle"),
    "rdjson": _lazy("rdjson"),
    "rdjsonl": _lazy("rdjsonl"),
    "html": _lazy("html_report"),
    "azure": _lazy("azure"),
    "markdown": _lazy("markdown"),
}
