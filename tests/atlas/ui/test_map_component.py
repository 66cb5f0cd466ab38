"""The part of plotly.js that draws maps is the one that plotly.py carries, unchanged."""

import hashlib
from pathlib import Path

from plotly.offline import get_plotlyjs_version

from atlas.ui.map_component import LIBRARY, SHA256, VERSION


def test_the_library_is_the_version_of_plotly_and_unchanged(root: Path) -> None:
    file = root / LIBRARY.removeprefix("app/")
    assert get_plotlyjs_version() == VERSION
    assert hashlib.sha256(file.read_bytes()).hexdigest() == SHA256
    assert (file.parent / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
