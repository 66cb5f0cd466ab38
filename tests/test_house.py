"""The house in order: nothing of one machine, no region's names in code, short modules, docstrings."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pytest

TEXT = {".py", ".sql", ".toml", ".md", ".txt", ".in", ".json", ".csv", ".css", ".js", ".yml", ".yaml", ""}
CODE_FOLDERS = ("pages", "atlas", "geo", "etl")
LONGEST_MODULE = 350
NAME_COLUMNS = {"name", "name_de", "name_en", "area_name"}

# Written so that this file does not find itself.
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.:/~-])/(?:home|root|Users|work|opt|tmp|private)/\w"),
    "a host of a package registry": re.compile(
        r"\b(?:pypi\.org|pythonhosted\.org|registry\.npmjs|npmjs\.org|deb\.debian\.org)|(?:extra-)?index-[u]rl\b"
    ),
    "work left over": re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X])\b"),
}


def tracked(root: Path) -> list[Path]:
    """Return the files under version control that are still there; skip outside a checkout."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [root / name for name in listed.decode().split("\0") if name and (root / name).is_file()]


def forbidden_in(files: Iterable[Path]) -> list[str]:
    """Return 'file:line: what' for each forbidden thing in the text files among files."""
    found = []
    for file in files:
        if file.suffix in TEXT:
            text = file.read_bytes().decode("utf-8", errors="replace")
            for what, pattern in FORBIDDEN.items():
                found += [f"{file}:{text.count(chr(10), 0, m.start()) + 1}: {what}" for m in pattern.finditer(text)]
    return found


def code_files(root: Path, *suffixes: str) -> Iterator[Path]:
    """Yield the app's own files of these kinds: app.py and all below pages, atlas, geo and etl."""
    if ".py" in suffixes and (root / "app.py").exists():
        yield root / "app.py"
    for folder in CODE_FOLDERS:
        yield from (file for file in sorted((root / folder).rglob("*")) if file.suffix in suffixes)


def texts(value: object) -> Iterator[str]:
    """Yield every text in a value read from TOML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from () if key in {"url", "email", "licence", "comment"} else texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def regional_names(data: Path) -> set[str]:
    """Return the proper names in the data: region.toml, name columns of the lookups, the districts.

    Short words are German words too, and the country is no region of its own: both are left out.
    """
    names: set[str] = set()
    for file in (data / "lookups").rglob("region.toml"):
        names |= set(texts(tomllib.loads(file.read_text(encoding="utf-8"))))
    for file in (data / "lookups").rglob("*.csv"):
        table = pd.read_csv(file, dtype=str, keep_default_na=False)
        names |= {name for column in NAME_COLUMNS & set(table.columns) for name in table[column]}
    for file in (data / "snapshot" / "municipalities").glob("*.parquet"):
        register = pd.read_parquet(file)
        names |= set(register.loc[register["level"] == "district", "name"].str.split(",").str[0])
    return {name for name in names if len(name) > 4 and name[0].isupper()} - {"Deutschland", "Germany"}


def names_in(files: Iterable[Path], names: set[str]) -> list[str]:
    """Return 'file: name' for each name that stands as a word in one of the files.

    Behind a slash it is another thing: Europe/… is a time zone. A publisher's prescribed attribution
    may hold the town of the publisher.
    """
    pattern = re.compile(r"(?<![\w/])(?:" + "|".join(sorted(map(re.escape, names), reverse=True)) + r")(?!\w)")
    found = []
    for file in files:
        text = re.sub(r"(?m)^ +attribution=.*$", "", file.read_text(encoding="utf-8"))
        found += [f"{file}: {name}" for name in pattern.findall(text)]
    return found


def without_docstring(file: Path) -> list[str]:
    """Return the public functions and classes at the top of file that say nothing about themselves."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    top = [node for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, kinds)]
    return [f"{file}: {node.name}" for node in top if node.name[0] != "_" and not ast.get_docstring(node)]


def test_nothing_of_one_machine_and_no_work_left_over(root: Path) -> None:
    assert forbidden_in(tracked(root)) == []


def test_no_region_is_named_in_code(root: Path) -> None:
    names = regional_names(root / "data")
    assert len(names) > 400, "the districts of the country alone are so many"
    assert names_in(code_files(root, ".py", ".sql", ".toml", ".po", ".json"), names) == []


def test_modules_are_short(root: Path) -> None:
    lengths = {
        file: len(file.read_text(encoding="utf-8").splitlines()) for file in tracked(root) if file.suffix == ".py"
    }
    assert {file: length for file, length in lengths.items() if length >= LONGEST_MODULE} == {}


def test_public_functions_say_what_comes_back(root: Path) -> None:
    files = [file for file in code_files(root, ".py") if file.relative_to(root).parts[0] in {"atlas", "geo", "etl"}]
    assert [name for file in files for name in without_docstring(file)] == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("open('/home/" + "ada/x.csv')", "a path of one machine"),
        ("see /Users/" + "ada", "a path of one machine"),
        ("--index-" + "url https://example.org", "a host of a package registry"),
        ("https://files.pythonhosted" + ".org/x.whl", "a host of a package registry"),
        ("# TO" + "DO later", "work left over"),
    ],
)
def test_each_forbidden_thing_is_found(tmp_path: Path, line: str, what: str) -> None:
    file = tmp_path / "a.py"
    file.write_text(f"fine\n{line}\n", encoding="utf-8")
    assert forbidden_in([file]) == [f"{file}:2: {what}"]


def test_an_address_is_no_path(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("https://example.org/home/page and app/static/work/a and ../tmp/x", encoding="utf-8")
    assert forbidden_in([file]) == []


def test_a_name_in_code_is_found(tmp_path: Path) -> None:
    (tmp_path / "lookups").mkdir()
    (tmp_path / "snapshot" / "municipalities").mkdir(parents=True)
    region = '[name]\nde = "Auenland"\nurl = "https://example.org"\n'
    (tmp_path / "lookups" / "region.toml").write_text(region, encoding="utf-8")
    (tmp_path / "lookups" / "nodes.csv").write_text("id,name_de\n1,Bruchtal\n2,Hof\n", encoding="utf-8")
    register = pd.DataFrame({"level": ["district", "municipality"], "name": ["Dunkelwald, Stadt", "Seestadt"]})
    register.to_parquet(tmp_path / "snapshot" / "municipalities" / "a.parquet")
    code = tmp_path / "a.py"
    lines = (
        'x = "Das Auenland"  # nicht Bruchtaler, nicht im Hof',
        'y = "Bruchtal"',
        '    attribution="© Auenland"',
    )
    code.write_text("\n".join(lines), encoding="utf-8")
    assert regional_names(tmp_path) == {"Auenland", "Bruchtal", "Dunkelwald"}
    assert names_in([code], regional_names(tmp_path)) == [f"{code}: Auenland", f"{code}: Bruchtal"]


def test_a_missing_docstring_is_found(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text('def told() -> None:\n    """Return."""\n\n\ndef silent() -> None: ...\n\n\ndef _own(): ...\n')
    assert without_docstring(file) == [f"{file}: silent"]
