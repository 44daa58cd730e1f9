"""The house's laws that a test can see: imports point one way, only cli prints, only nlp imports spaCy."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import claimcheck

ROOT = Path(claimcheck.__file__).parent
# From the bottom up; a module imports only from its own layer's left.
LAYERS = (
    ("backtracking", "deadline", "findings", "draft", "schema"),
    ("hashtags", "merging", "yamlnodes", "needs", "patterns"),
    ("frames", "terms"),
    ("rulepack",),
    ("termrows",),
    ("ruleload",),
    ("dialects", "nlp", "scan", "spelling"),
    ("claims.numerals",),
    ("claims.quantity_grammar",),
    ("claims.quantities",),
    ("claims.claim", "claims.page", "claims.statements"),
    ("claims.above",),
    ("claims.advertised", "claims.context", "claims.coined", "claims.implied"),
    ("claims.names",),
    ("claims.roles",),
    ("claims.theme",),
    ("claims.subjects",),
    ("claims.inventory",),
    ("claims.conflicts",),
    ("checks.notes", "checks.view"),
    ("checks.phrase",),
    (
        "checks.arithmetic",
        "checks.attribute",
        "checks.confusion",
        "checks.frame",
        "checks.listing",
        "checks.requires",
        "checks.spelling",
        "checks.substitution",
        "checks.variants",
    ),
    ("checks.house",),
    ("checks.english",),
    ("checks",),
    ("directives",),
    ("suppressions",),
    ("baseline", "changes", "engine", "fixes", "report"),
    ("formats.names", "formats.tags"),
    ("formats.frontmatter", "formats.masks"),
    ("formats.flow", "formats.mdx"),
    ("formats.elements", "formats.jsonld"),
    ("formats.text", "formats.markdown", "formats.html"),
    ("formats",),
    ("exercise", "packcache", "ignores"),
    ("walk",),
    ("files", "reporters"),
    ("configkeys", "tomlnodes"),
    ("config", "notes"),
    ("rulebook",),
    ("evaluation",),
    ("run", "output", "claimlist", "evalreport", "handbook", "options"),
    ("cache",),
    ("explain", "session", "starter"),
    ("idle", "narrowing"),
    ("console",),
    ("commands.drafts",),
    ("commands.fixing",),
    ("commands",),
    ("cli",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
MODULES = sorted(path for path in ROOT.rglob("*.py") if path.name not in ("__main__.py",))


def name_of(path: Path) -> str:
    """The dotted name of a module below the package, "" for the package itself."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix("__init__").removesuffix(".")


def rank_of(name: str) -> int:
    """The layer of a module: its own, or its nearest listed parent's."""
    while name and name not in RANK:
        name = name.rpartition(".")[0]
    assert name, "a new module needs its place in LAYERS"
    return RANK[name]


def imports(path: Path) -> list[tuple[str, ast.stmt]]:
    """(module, statement) of every import in a file, those inside functions too."""
    found: list[tuple[str, ast.stmt]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(f"{node.module}.{alias.name}", node) for alias in node.names]
    return found


def is_module(name: str) -> bool:
    """Whether a dotted name below the package is a module or a package of it."""
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: name_of(path) or "claimcheck")
def test_imports_point_down(path: Path) -> None:
    name = name_of(path)
    if name in ("", "claims", "nlp"):  # the public API, an empty package, and spaCy's entry point into the API
        return
    for target, _ in imports(path):
        if not target.startswith("claimcheck."):
            continue
        wanted = target.removeprefix("claimcheck.")
        module = next((m for m in (wanted, wanted.rpartition(".")[0]) if is_module(m)), "")
        if module in ("", "claims"):
            continue
        siblings = name.rpartition(".")[0] == module.rpartition(".")[0] != ""
        assert rank_of(module) < rank_of(name) or siblings or module == name, f"{name} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: name_of(path) or "claimcheck")
def test_only_nlp_imports_spacy_and_only_inside_functions(path: Path) -> None:
    spacy = [node for target, node in imports(path) if target.split(".")[0] == "spacy"]
    if name_of(path) != "nlp":
        assert spacy == []
        return
    top = ast.parse(path.read_text(encoding="utf-8")).body
    assert spacy
    assert not any(isinstance(node, (ast.Import, ast.ImportFrom)) and "spacy" in ast.unparse(node) for node in top)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: name_of(path) or "claimcheck")
def test_only_console_prints_and_only_cli_exits(path: Path) -> None:
    if name_of(path) in ("cli", "console"):
        return
    calls = [
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    assert not {"print", "click.echo", "echo", "sys.exit", "exit", "sys.stdout.write", "sys.stderr.write"} & set(calls)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: name_of(path) or "claimcheck")
def test_the_program_knows_no_skincare_word(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = [node for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))]
    docstrings = {ast.get_docstring(node, clean=False) for node in documented}
    strings = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    code = " ".join(value for value in strings if value not in docstrings).lower()
    assert not [word for word in ("botox", "collagen", "needling", "wrinkle", "peel", "acne", "serum") if word in code]
