"""A build starts in a fraction of a second: it reads what ships and needs no library for the publishers' files."""

import subprocess
import sys
from pathlib import Path

READERS_ONLY = ("pandas", "numpy", "pyarrow", "geopandas", "openpyxl", "streamlit")


def test_a_build_starts_without_the_libraries_of_the_readers(root: Path) -> None:
    code = "import sys, etl.build; etl.build.all_records(); print(*sys.modules)"
    started = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    modules = set(started.stdout.split())
    assert "etl.sources.unemployment" in modules
    assert modules & set(READERS_ONLY) == set()
