"""Arrows run one way: etl -> database -> atlas.store -> pages. Reads every import, lazy ones included."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

OURS = ("app", "pages", "atlas", "geo", "etl", "tests")
WEB, DATABASE, NETWORK, PLOTS = "streamlit", "duckdb", "requests", "plotly"
# Libraries that cost a visitor seconds: imported where they are used, not when a page starts.
HEAVY = ("scipy", "esda", "libpysal", "matplotlib", "mapclassify", "sklearn", "SALib", "ruptures", "statsmodels")


@dataclass(frozen=True)
class Row:
    """One row of the import table: modules by the start of their name, what they may take, what never."""

    modules: tuple[str, ...]
    ours: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


# The first row that fits a module counts; a module without a row is a fault.
TABLE = (
    Row(("app", "pages"), ours=("atlas", "geo"), never=(DATABASE, NETWORK)),
    Row(("atlas.ui",), ours=("atlas",), never=(DATABASE, NETWORK)),
    Row(("atlas.store",), ours=("atlas.store",), never=(WEB, NETWORK)),
    Row(
        ("atlas.charts",),
        ours=("atlas.charts", "atlas.picture", "atlas.messages"),
        never=(WEB, DATABASE, NETWORK),
    ),
    Row(
        ("atlas.export",),
        ours=("atlas.export", "atlas.charts", "atlas.picture", "atlas.messages"),
        never=(WEB, DATABASE, NETWORK),
    ),
    Row(("atlas.picture",), ours=("atlas.messages",), never=(WEB, DATABASE, NETWORK, PLOTS)),
    Row(("atlas.messages",), ours=("atlas.messages",), never=(WEB, DATABASE, NETWORK, PLOTS)),
    Row(("atlas.analysis",), ours=("atlas.analysis",), never=(WEB, DATABASE, NETWORK, PLOTS)),
    Row(("geo",), ours=("geo",), never=(WEB, DATABASE, NETWORK, PLOTS)),
    Row(
        ("etl.sources",),
        ours=("etl.sources", "etl.services", "etl.formats", "etl.errors", "etl.http", "etl.places", "geo"),
        never=(WEB, DATABASE, NETWORK, PLOTS),
    ),
    Row(
        ("etl.services",),
        ours=("etl.services", "etl.formats", "etl.errors", "etl.http", "etl.places"),
        never=(WEB, DATABASE, NETWORK, PLOTS),
    ),
    Row(("etl.formats",), ours=("etl.formats", "etl.errors"), never=(WEB, DATABASE, NETWORK, PLOTS)),
    Row(("etl.http",), ours=("etl.addresses", "etl.errors", "etl.reply"), never=(WEB, DATABASE, PLOTS)),
    Row(("etl",), ours=("etl", "geo", "atlas.analysis"), never=(WEB, NETWORK, PLOTS)),
)


def starts(name: str, prefixes: tuple[str, ...]) -> bool:
    """Return whether the dotted name is one of prefixes or lies below one."""
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def modules(root: Path) -> dict[str, Path]:
    """Return dotted name -> file of every module of ours but the tests."""
    files = [root / "app.py", *(file for top in OURS[1:-1] for file in sorted((root / top).rglob("*.py")))]
    found = {}
    for file in files:
        if file.exists():
            parts = file.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def imports(module: str, file: Path, top_level: bool = False) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) of what the file imports; `from a import b` is a.b.

    With top_level only what runs when the module starts: nothing inside functions.
    """
    tree = ast.parse(file.read_text(encoding="utf-8"))
    package = module.split(".") if file.name == "__init__.py" else module.split(".")[:-1]
    for node in started(tree) if top_level else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{stem}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from ((node.lineno, name) for name in text_of(node.args))


def text_of(arguments: list[ast.expr]) -> list[str]:
    """Return the first argument if it is a text constant, else nothing."""
    first = arguments[0] if arguments else None
    return [first.value] if isinstance(first, ast.Constant) and isinstance(first.value, str) else []


def started(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes below node that run on import, and none of a block for type checkers."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            continue
        yield child
        yield from started(child)


def faults(root: Path) -> list[str]:
    """Return one sentence per import that the table does not allow."""
    known = modules(root)
    found = []
    for module, file in known.items():
        row = next((row for row in TABLE if starts(module, row.modules)), None)
        for line, name in imports(module, file):
            reason = objection(module, row, name, known)
            if reason:
                found.append(f"{file.relative_to(root).as_posix()}:{line}: {name}: {reason}")
    return found


def objection(module: str, row: Row | None, name: str, known: dict[str, Path]) -> str:
    """Return why module may not import name, or ''."""
    ours = name.split(".")[0] in OURS
    if row is None:
        return "no row of the table fits this module" if ours or module != "atlas" else ""
    if starts(name, row.never):
        return f"never in {row.modules[0]}"
    if ours and not starts(name, row.ours):
        return f"{row.modules[0]} takes only {', '.join(row.ours) or 'nothing'} of ours"
    if other_source(module, name, known):
        return "another source"
    return ""


def other_source(module: str, name: str, known: dict[str, Path]) -> bool:
    """Return whether a source imports another one; the package itself may gather them."""
    mine, theirs = module.split("."), name.split(".")
    if len(mine) < 3 or mine[:2] != ["etl", "sources"] or theirs[:2] != ["etl", "sources"]:
        return False
    return len(theirs) > 2 and theirs[2] != mine[2] and ".".join(theirs[:3]) in known


def heavy_at_start(root: Path) -> list[str]:
    """Return the chains of imports by which the start of app.py or a page loads a heavy library."""
    known = modules(root)
    waiting = [[module] for module in known if starts(module, ("app", "pages"))]
    seen, found = set(), []
    while waiting:
        chain = waiting.pop()
        for _, name in imports(chain[-1], known[chain[-1]], top_level=True):
            parts = name.split(".")
            if starts(name, HEAVY):
                found.append(" -> ".join([*chain, name]))
            for step in (".".join(parts[:end]) for end in range(1, len(parts) + 1)):
                if step in known and step not in seen:
                    seen.add(step)
                    waiting.append([*chain, step])
    return found


def test_the_table_holds(root: Path) -> None:
    assert faults(root) == []


def test_no_heavy_library_when_a_page_starts(root: Path) -> None:
    assert heavy_at_start(root) == []


BROKEN = [
    ("app.py", "import duckdb"),
    ("app.py", "from etl import build"),
    ("pages/a.py", "import requests.sessions"),
    ("pages/a.py", "import pages.b"),
    ("pages/a.py", "from pages import b"),
    ("pages/a.py", "from .b import x"),
    ("atlas/ui/a.py", "import duckdb as d"),
    ("atlas/ui/a.py", "from etl.errors import AtlasError"),
    ("atlas/ui/a.py", "import pages.a"),
    ("atlas/store/a.py", "import streamlit as st"),
    ("atlas/store/a.py", "from atlas.messages import text"),
    ("atlas/charts/a.py", "from .. import store"),
    ("atlas/charts/a.py", "from atlas.export import csv"),
    ("atlas/charts/a.py", "import streamlit"),
    ("atlas/export/a.py", "def f():\n    import duckdb"),
    ("atlas/export/a.py", "from atlas import store"),
    ("atlas/picture.py", "from atlas.charts import map"),
    ("atlas/picture.py", "import plotly.graph_objects as go"),
    ("atlas/messages/a.py", "from atlas import picture"),
    ("atlas/messages/a.py", "import streamlit"),
    ("atlas/analysis/a.py", "import geo"),
    ("atlas/analysis/a.py", "import plotly.express"),
    ("atlas/analysis/a.py", "from importlib import import_module\nimport_module('duckdb')"),
    ("atlas/new.py", "from atlas import store"),
    ("geo/a.py", "from atlas.analysis import ranks"),
    ("geo/a.py", "import requests"),
    ("etl/sources/a.py", "from etl.sources import b"),
    ("etl/sources/a.py", "from etl.sources.b import clean"),
    ("etl/sources/a.py", "import duckdb"),
    ("etl/sources/a.py", "from etl.snapshot import write"),
    ("etl/sources/a.py", "import requests"),
    ("etl/services/a.py", "from etl.sources import Source"),
    ("etl/services/a.py", "import requests"),
    ("etl/services/a.py", "def f():\n    import duckdb"),
    ("etl/formats/a.py", "from etl.sources import Source"),
    ("etl/formats/a.py", "import duckdb"),
    ("etl/http.py", "import duckdb"),
    ("etl/build.py", "import requests"),
    ("etl/build.py", "from atlas.store import values"),
    ("etl/build.py", "from plotly import graph_objects"),
    ("etl/build.py", "class A:\n    def f(self):\n        import streamlit"),
]

ALLOWED = [
    ("app.py", "import streamlit\nfrom atlas import ui\nfrom geo import areas"),
    ("atlas/ui/a.py", "from atlas import store\nfrom ..charts import map"),
    ("atlas/store/a.py", "import duckdb\nfrom .b import rows"),
    ("atlas/export/a.py", "from atlas.charts import map\nfrom atlas.picture import Picture"),
    (
        "etl/sources/a.py",
        "from etl.sources import Source\nfrom etl.formats import read_table\nimport etl.http",
    ),
    (
        "etl/services/a.py",
        "from etl.http import Client\nfrom etl.formats import read_table\nfrom etl.services import Piece",
    ),
    ("etl/sources/a.py", "from etl.services import Plan, b"),
    ("etl/http.py", "import requests\nfrom etl.errors import SourceError"),
    ("etl/build.py", "import duckdb\nfrom atlas.analysis import ranks\nfrom etl import sources"),
]


def tree_with(folder: Path, path: str, code: str) -> Path:
    """Return folder with one module at path, beside a second page and a second source."""
    for name, text in {"pages/b.py": "", "etl/sources/b.py": "", path: code}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("path", "code"), BROKEN)
def test_a_bad_import_is_reported(tmp_path: Path, path: str, code: str) -> None:
    reported = faults(tree_with(tmp_path, path, code))
    assert len(reported) == 1
    assert reported[0].startswith(f"{path}:{code.count(chr(10)) + 1}: ")


@pytest.mark.parametrize(("path", "code"), ALLOWED)
def test_a_good_import_is_not_reported(tmp_path: Path, path: str, code: str) -> None:
    assert faults(tree_with(tmp_path, path, code)) == []


def test_a_heavy_library_is_found_behind_our_own_modules(tmp_path: Path) -> None:
    tree_with(tmp_path, "atlas/charts/a.py", "from scipy import stats\ndef f():\n    import esda")
    tree_with(tmp_path, "pages/a.py", "from atlas.charts import a\ndef f():\n    import matplotlib")
    assert heavy_at_start(tmp_path) == ["pages.a -> atlas.charts.a -> scipy.stats"]
